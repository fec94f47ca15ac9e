using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.PartnerSearches;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Narration;

internal static class PartnershipSentences
{
    public static Narrated Tell(IPartnershipEvent @event, Names names) => @event switch
    {
        PartnershipFormed formed => Formed(formed, names),
        MemberJoined joined => Day(joined.Basis) switch
        {
            var day when joined.Basis.Kind is FactKind.Correction => Say(
                $"{{who}} corrected what is recorded of {joined.Member.Name}: a member since {day.En}.", $"{{who}} hat die Angaben zu {joined.Member.Name} berichtigt: Mitglied seit dem {day.De}."),
            var day => Say($"{joined.Member.Name} joined on {day.En}.", $"{joined.Member.Name} ist am {day.De} beigetreten."),
        },
        MemberLeft left => (Day(left.Basis) switch
        {
            var day when left.Basis.Kind is FactKind.Correction => Say(
                $"{{who}} corrected the day from which {{member}} no longer belongs: {day.En}.", $"{{who}} hat den Tag berichtigt, ab dem {{member}} nicht mehr dazugehört: {day.De}."),
            var day => Say($"{{member}} no longer belongs from {day.En}.", $"{{member}} gehört ab dem {day.De} nicht mehr dazu."),
        }).Thing("{member}", left.Member),
        PartnershipLabelled { Replaces: { } told } labelled => (EntryWords.Period(labelled.Basis.ValidFrom, labelled.Basis.ValidUntil), EntryWords.Day(told.From)) switch
        {
            var (period, day) => Say(
                $"{{who}} corrected the label {told.Label} from {day.En}: {labelled.Label}{period.En}.", $"{{who}} hat das Label {told.Label} ab dem {day.De} berichtigt: {labelled.Label}{period.De}."),
        },
        PartnershipLabelled labelled => EntryWords.Period(labelled.Basis.ValidFrom, labelled.Basis.ValidUntil) switch
        {
            var period => Say($"The partnership may carry the label {labelled.Label}{period.En}.", $"Die Partnerschaft darf das Label {labelled.Label}{period.De} führen."),
        },
        PhaseFunded funded => Funded(funded),
        _ => throw new UnknownEventException(@event),
    };

    public static Narrated Tell(IPartnerSearchEvent @event) => @event switch
    {
        PartnerSearchPosted posted => ((posted.Kind, posted.Call, EntryWords.Day(posted.ValidUntil)) switch
        {
            (SearchKind.Request, null, var day) => Say($"{{who}} posted: {{cluster}} looks for partners until {day.En}.", $"{{who}} hat veröffentlicht: {{cluster}} sucht bis {day.De} Partner."),
            (SearchKind.Request, _, var day) => Say($"{{who}} posted: {{cluster}} looks for partners for {{call}} until {day.En}.", $"{{who}} hat veröffentlicht: {{cluster}} sucht bis {day.De} Partner für {{call}}."),
            (_, null, var day) => Say($"{{who}} posted: {{cluster}} offers to be a partner until {day.En}.", $"{{who}} hat veröffentlicht: {{cluster}} bietet sich bis {day.De} als Partner an."),
            (_, _, var day) => Say($"{{who}} posted: {{cluster}} offers to be a partner for {{call}} until {day.En}.", $"{{who}} hat veröffentlicht: {{cluster}} bietet sich bis {day.De} als Partner für {{call}} an."),
        }).By(posted.PostedBy).Thing("{cluster}", posted.Cluster).Thing("{call}", posted.Call).Note(new("Text", "Text"), posted.Text),
        PartnerSearchWithdrawn withdrawn => Say("{who} withdrew the partner search.", "{who} hat die Partnersuche zurückgezogen.").By(withdrawn.WithdrawnBy),
        _ => throw new UnknownEventException(@event),
    };

    private static Narrated Formed(PartnershipFormed formed, Names names)
    {
        var called = formed.Acronym is { } acronym ? $"{formed.Name} ({acronym})" : formed.Name;
        var members = Names.List(formed.Members.Select(member => member.Country is { } code && names.Country(code) is var country
            ? new Text($"{member.Name} ({country.En})", $"{member.Name} ({country.De})") : new(member.Name, member.Name)));
        var (en, de) = formed.YearOnly ? ($"in {formed.Basis.ValidFrom!.Value.Year}", $"{formed.Basis.ValidFrom.Value.Year}") : (Day(formed.Basis) switch { var day => ($"on {day.En}", $"am {day.De}") });
        if (formed.Basis.Kind is FactKind.Correction) return Say(
            $"{{who}} corrected what is recorded of the founding: {called}, formed {en}.", $"{{who}} hat die Angaben zur Gründung berichtigt: {called}, gegründet {de}.");
        return formed.Members.Length == 0
            ? Say($"The partnership {called} was formed {en}; its members are not recorded.", $"Die Partnerschaft {called} wurde {de} gegründet; ihre Mitglieder sind nicht eingetragen.")
            : Say($"The partnership {called} was formed {en} by {members.En}.", $"Die Partnerschaft {called} wurde {de} gegründet von {members.De}.");
    }

    private static Narrated Funded(PhaseFunded funded)
    {
        var phase = EntryWords.Phase(funded.Phase);
        var grant = funded.Grant is { } amount ? new Text($" with {Figure.EuroEn(amount)}", $" mit {Figure.EuroDe(amount)}") : default;
        var strand = funded.Strand is { } id ? new Text($", strand {id}", $", Handlungsbereich {id}") : default;
        var day = Day(funded.Basis);
        return Say(
            $"The {phase.En} is funded from {day.En} under {funded.Call}{strand.En}{grant.En}.", $"Die {phase.De} wird ab {day.De} aus {funded.Call}{strand.De}{grant.De} gefördert.");
    }

    private static Text Day(Basis basis) => EntryWords.Day(basis.ValidFrom!.Value);

    private static Narrated Say(string en, string de) => new(new Text(en, de));
}
