using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Domain.Narration;

internal static class PartnerSentences
{
    public static Narrated Tell(IApplicationEvent @event) => @event switch
    {
        PartnerNamed named => Controlled(
            Of(named.Partner, named.Organisation, Role(named.Role) switch
            {
                var role => new($"{{who}} named {{partner}} as {role.En}.", $"{{who}} hat {{partner}} als {role.De} genannt."),
            }).By(named.NamedBy), named.Control),
        PartnerChanged changed => Controlled(Of(changed.Partner, changed.Organisation, Changes(changed) switch
        {
            var what => new($"{{who}} changed the part of {{partner}}: {what.En}.", $"{{who}} hat den Anteil von {{partner}} geändert: {what.De}."),
        }).By(changed.ChangedBy), changed.Control),
        PartnerRemoved removed => Of(removed.Partner, null, new("{who} took {partner} out of the application.", "{who} hat {partner} aus dem Antrag genommen.")).By(removed.RemovedBy),
        PartnerConfirmed { Attested: true } attested => Of(attested.Partner, null, new(
            $"{{who}} confirmed for {{partner}} that it takes part, looking at version {attested.Seen}.", $"{{who}} hat für {{partner}} die Teilnahme bestätigt, nach Ansicht von Stand {attested.Seen}.")).By(attested.ConfirmedBy),
        PartnerConfirmed confirmed => Of(confirmed.Partner, null, new(
            $"{{who}} confirmed that {{partner}} takes part, looking at version {confirmed.Seen}.", $"{{who}} hat die Teilnahme von {{partner}} zugesagt, nach Ansicht von Stand {confirmed.Seen}.")).By(confirmed.ConfirmedBy),
        PartnerDeclined declined => Of(declined.Partner, null, new("{who} declined for {partner}.", "{who} hat für {partner} abgesagt.")).By(declined.DeclinedBy).Reason(declined.Reason),
        _ => throw new UnknownEventException(@event),
    };

    /// <summary>Between award and signature.</summary>
    public static Narrated Changing(IApplicationEvent @event) => @event switch
    {
        ConsortiumChangeProposed proposed => Of(Change(proposed.Leaves, proposed.Joins), proposed.Leaves, proposed.Joins, new("{who} proposed before the signature: {change}.", "{who} hat vor der Unterzeichnung vorgeschlagen: {change}."))
            .By(proposed.ProposedBy).Reason(proposed.Reason),
        ConsortiumChanged changed => Of(Change(changed.Leaves, changed.Joins), changed.Leaves, changed.Joins, new(
                "{who} confirmed what {proposer} had proposed before the signature: {change}.", "{who} hat den Vorschlag von {proposer} vor der Unterzeichnung bestätigt: {change}."))
            .By(changed.ConfirmedBy).Person("{proposer}", changed.ProposedBy).Reason(changed.Reason),
        _ => throw new UnknownEventException(@event),
    };

    private static Text Change(Guid? leaves, PartnerJoining? joins)
    {
        var joining = joins is null ? null : joins.Organisation?.Name ?? "{joins}";
        return (leaves, joining) switch
        {
            ({ }, { } other) => new($"{other} takes the place of {{leaves}}", $"{other} tritt an die Stelle von {{leaves}}"),
            ({ }, null) => new("{leaves} leaves", "{leaves} scheidet aus"),
            _ => new($"{joining} joins", $"{joining} kommt hinzu"),
        };
    }

    private static Narrated Of(Text change, Guid? leaves, PartnerJoining? joins, Text sentence) =>
        new Narrated(new(sentence.En.Replace("{change}", change.En, StringComparison.Ordinal), sentence.De.Replace("{change}", change.De, StringComparison.Ordinal)))
            .Thing("{leaves}", leaves).Thing("{joins}", joins?.Organisation is null ? joins?.Partner : null);

    public static Text Role(PartnerRole role) => role switch
    {
        PartnerRole.Coordinator => new("coordinator", "koordinierende Organisation"),
        PartnerRole.AffiliatedEntity => new("affiliated entity", "verbundene Einrichtung"),
        PartnerRole.AssociatedPartner => new("associated partner", "assoziierter Partner"),
        _ => new("partner", "Partner"),
    };

    /// <summary>An organisation without a profile is told by its name; one that has one is looked up.</summary>
    private static Narrated Of(Guid partner, PartnerOrganisation? organisation, Text sentence) => organisation is null
        ? new Narrated(sentence).Thing("{partner}", partner)
        : new(new Text(sentence.En.Replace("{partner}", organisation.Name, StringComparison.Ordinal), sentence.De.Replace("{partner}", organisation.Name, StringComparison.Ordinal)));

    private static Narrated Controlled(Narrated told, Control? control) => told.Note(new("Controlled by", "Beherrscht von"), control?.Name);

    private static Text Changes(PartnerChanged changed)
    {
        List<Text> told = [];
        if (changed.Role is { } role && Role(role) is var named) told.Add(new($"now {named.En}", $"jetzt {named.De}"));
        if (changed.Organisation is not null) told.Add(new("what the application tells of it", "was der Antrag über sie sagt"));
        if (changed.Control is not null) told.Add(new("who controls it", "wer sie beherrscht"));
        return Names.List(told);
    }
}
