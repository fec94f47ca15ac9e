using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;

namespace EligibilityService.Domain.Narration;

internal static class ProgrammeSentences
{
    public static Narrated Tell(IProgrammeEvent @event, Names names) => @event switch
    {
        CountryListed listed => Say($"{listed.Name.En} ({listed.Code}) was entered in the list of countries.", $"{listed.Name.De} ({listed.Code}) wurde in die Länderliste eingetragen."),
        EuMembershipRecorded member => (names.About(member.Country), EntryWords.Period(member.From, member.Until)) switch
        {
            var (country, period) => Say($"Membership of the European Union is recorded for {country.En}{period.En}.", $"Für {country.De} ist die Mitgliedschaft in der Europäischen Union{period.De} verzeichnet."),
        },
        AssociationRecorded association => (names.About(association.Country), Period(association.From, association.Until, association.YearOnly)) switch
        {
            var (country, period) => Say($"Taking part in the programme is recorded for {country.En}{period.En}.", $"Für {country.De} ist die Teilnahme am Programm{period.De} verzeichnet."),
        },
        AssociationProposed proposed => (names.About(proposed.Country), Period(proposed.From, proposed.Until, proposed.YearOnly)) switch
        {
            var (country, period) => new Narrated(new Text(
                $"{{who}} proposed to record taking part in the programme for {country.En}{period.En}.",
                $"{{who}} hat vorgeschlagen, für {country.De} die Teilnahme am Programm{period.De} zu verzeichnen.")).By(proposed.ProposedBy),
        },
        AssociationProposalDropped dropped => names.About(dropped.Country) switch
        {
            var country => new Narrated(new Text(
                $"{{who}} dropped the proposal about taking part in the programme for {country.En}.",
                $"{{who}} hat den Vorschlag zur Teilnahme am Programm für {country.De} verworfen.")).By(dropped.DroppedBy),
        },
        AssociationConfirmed confirmed => (names.About(confirmed.Country), Period(confirmed.From, confirmed.Until, confirmed.YearOnly)) switch
        {
            var (country, period) => new Narrated(new Text(
                $"{{who}} confirmed what {{proposer}} had proposed: taking part in the programme is recorded for {country.En}{period.En}{(confirmed.Corrects ? ", in place of what was recorded before" : "")}.",
                $"{{who}} hat bestätigt, was {{proposer}} vorgeschlagen hatte: Für {country.De} ist die Teilnahme am Programm{period.De} verzeichnet{(confirmed.Corrects ? ", anstelle des bisher Verzeichneten" : "")}."))
                .By(confirmed.ConfirmedBy).Person("{proposer}", confirmed.ProposedBy),
        },
        RegionsListed list => Figure.Many(list.Regions.Length, "region", "regions", "Region", "Regionen") switch
        {
            var regions => Say($"{regions.En} of NUTS {list.NutsVersion} {Were(list.Regions.Length).En} listed.", $"{regions.De} der NUTS {list.NutsVersion} {Were(list.Regions.Length).De} verzeichnet."),
        },
        RegionChangesListed list => Figure.Many(list.Changes.Length, "change", "changes", "Änderung", "Änderungen") switch
        {
            var changes => Say($"{changes.En} of region codes {Were(list.Changes.Length).En} listed.", $"{changes.De} von Regionalcodes {Were(list.Changes.Length).De} verzeichnet."),
        },
        VocabularyListed list => Figure.Many(list.Terms.Length, "term", "terms", "Begriff", "Begriffen") switch
        {
            var terms => Say($"The list “{list.Scheme}” was laid down with {terms.En}.", $"Die Liste „{list.Scheme}“ wurde mit {terms.De} festgelegt."),
        },
        ProfileRulesSet rules => (Figure.Many(rules.Rules.Length, "rule", "rules", "Regel", "Regeln"), EntryWords.Day(rules.ValidFrom)) switch
        {
            var (said, day) => Say($"{said.En} for profiles {Were(rules.Rules.Length).En} laid down, in force from {day.En}.", $"{said.De} für Profile {Were(rules.Rules.Length).De} festgelegt, gültig ab {day.De}."),
        },
        _ => throw new UnknownEventException(@event),
    };

    private static Text Were(int count) => count == 1 ? new("was", "wurde") : new("were", "wurden");

    private static Text Period(DateOnly from, DateOnly? until, bool yearOnly) => yearOnly
        ? EntryWords.Period(null, until) switch { var end => new($" from {from.Year} (day not known){end.En}", $" ab {from.Year} (Tag nicht bekannt){end.De}") }
        : EntryWords.Period(from, until);

    private static Narrated Say(string en, string de) => new(new Text(en, de));
}
