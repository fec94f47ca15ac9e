using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Narration;

internal static class ClusterSentences
{
    public static Narrated Tell(IClusterEvent @event, Names names) => @event switch
    {
        ProfileDrafted { Registrant: { } person } => Say("{who} began the profile.", "{who} hat das Profil begonnen.").By(person),
        ProfileDrafted { ExternalId: { } row } => Say($"The profile came with an import (row {row}).", $"Das Profil kam mit einem Import (Zeile {row})."),
        ProfileDrafted => Say("The profile came with an import.", "Das Profil kam mit einem Import."),
        ProfileChanged changed => Tell(changed, names),
        ReviewRequested { RequestedBy: { } person } => Say("{who} asked for the profile to be reviewed.", "{who} hat die Prüfung des Profils beantragt.").By(person),
        ReviewRequested => Say("A review of the profile was requested.", "Die Prüfung des Profils wurde beantragt."),
        ProfilePublished published => Say("{who} published the profile.", "{who} hat das Profil veröffentlicht.").By(published.DecidedBy),
        ProfileRefused refused => Say("{who} refused the profile.", "{who} hat das Profil abgelehnt.").By(refused.DecidedBy).Reason(refused.Reason),
        ProfileSuspended suspended => Say("{who} suspended the profile.", "{who} hat das Profil gesperrt.").By(suspended.DecidedBy).Reason(suspended.Reason),
        ProfileReinstated back => Say("{who} reinstated the profile.", "{who} hat das Profil wieder freigegeben.").By(back.DecidedBy),
        ClusterWithdrawn withdrawn => Say("{who} withdrew the profile.", "{who} hat das Profil zurückgezogen.").By(withdrawn.WithdrawnBy),
        LabelAwarded awarded => Tell(awarded),
        LabelRevoked revoked => Tell(revoked),
        EntryVerified verified => Say("{who} verified entries against evidence.", "{who} hat Angaben anhand von Belegen geprüft.").By(verified.VerifiedBy),
        ManagerAdded { AddedBy: { } adder } added => Say("{who} added {person} as a manager.", "{who} hat {person} als verantwortliche Person hinzugefügt.").By(adder).Person("{person}", added.Person),
        ManagerAdded added => Say("{person} may act for the organisation.", "{person} darf für die Organisation handeln.").Person("{person}", added.Person),
        ManagerRemoved removed => Say("{who} removed {person} from the managers.", "{who} hat {person} als verantwortliche Person entfernt.").By(removed.RemovedBy).Person("{person}", removed.Person),
        ClaimMade made => Say("{who} claimed the entry.", "{who} hat den Eintrag beansprucht.").By(made.Person).Note(new("Statement", "Begründung"), made.Reason),
        ClaimConfirmed confirmed => Say("{who} confirmed the claim of {person}.", "{who} hat den Anspruch von {person} bestätigt.").By(confirmed.DecidedBy).Person("{person}", confirmed.Person),
        ClaimRefused refused => Say("{who} refused the claim of {person}.", "{who} hat den Anspruch von {person} abgelehnt.").By(refused.DecidedBy).Person("{person}", refused.Person).Reason(refused.Reason),
        _ => throw new UnknownEventException(@event),
    };

    private static Narrated Tell(ProfileChanged e, Names names)
    {
        var entries = Names.List(e.Changed.Filled.Select(name =>
        {
            var (entry, value) = (EntryWords.Entry(name), EntryWords.Value(name, e.Changed[name], names));
            return new Text($"{entry.En} ({value.En})", $"{entry.De} ({value.De})");
        }));
        var emptied = Names.List(e.Cleared.Select(EntryWords.Entry));
        var period = EntryWords.Period(e.Basis.ValidFrom, e.Basis.ValidUntil);
        var corrects = e.Basis.Kind is FactKind.Correction;

        var told = (e.Changed.Filled.Any(), e.Cleared.Length > 0) switch
        {
            (true, true) => new Text($"{entries.En}, and emptied {emptied.En}", $"{entries.De}, geleert: {emptied.De}"),
            (false, _) => new Text($"emptied {emptied.En}", $"geleert: {emptied.De}"),
            _ => entries,
        };
        return corrects
            ? Say($"{{who}} corrected the profile{period.En}: {told.En}.", $"{{who}} hat das Profil{period.De} berichtigt: {told.De}.")
            : Say($"{{who}} changed the profile{period.En}: {told.En}.", $"{{who}} hat das Profil{period.De} geändert: {told.De}.");
    }

    private static Narrated Tell(LabelAwarded e)
    {
        var (label, period) = (Names.Label(e.Label), EntryWords.Period(e.Basis.ValidFrom, e.Basis.ValidUntil));
        return e.Renews
            ? Say($"{e.AwardedBy} renewed the {label.En} label{period.En}.", $"{e.AwardedBy} hat das {label.De}-Label{period.De} erneuert.")
            : Say($"{e.AwardedBy} awarded the {label.En} label{period.En}.", $"{e.AwardedBy} hat das {label.De}-Label{period.De} verliehen.");
    }

    private static Narrated Tell(LabelRevoked e)
    {
        var (label, period) = (Names.Label(e.Label), EntryWords.Period(e.Basis.ValidFrom, null));
        return Say($"The {label.En} label was taken away{period.En}.", $"Das {label.De}-Label wurde{period.De} aberkannt.").Reason(e.Reason);
    }

    private static Narrated Say(string en, string de) => new(new Text(en, de));
}
