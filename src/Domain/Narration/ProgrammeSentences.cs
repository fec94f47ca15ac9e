using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;

namespace EligibilityService.Domain.Narration;

internal static class ProgrammeSentences
{
    public static Narrated Tell(IProgrammeEvent @event, Names names) => @event switch
    {
        CountryListed listed => Say($"{listed.Name.En} ({listed.Code}) was entered in the list of countries.", $"{listed.Name.De} ({listed.Code}) wurde in die Länderliste eingetragen."),
        EuMembershipRecorded member => (names.Country(member.Country), EntryWords.Period(member.From, member.Until)) switch
        {
            var (country, period) => Say($"{country.En} is recorded as a member of the European Union{period.En}.", $"{country.De} ist als Mitglied der Europäischen Union{period.De} verzeichnet."),
        },
        AssociationRecorded association => (names.Country(association.Country), Period(association)) switch
        {
            var (country, period) => Say($"{country.En} is recorded as taking part in the programme{period.En}.", $"Für {country.De} ist die Teilnahme am Programm{period.De} verzeichnet."),
        },
        RegionsListed list => Say($"{list.Regions.Length} regions of NUTS {list.NutsVersion} were listed.", $"{list.Regions.Length} Regionen der NUTS {list.NutsVersion} wurden verzeichnet."),
        RegionChangesListed list => Say($"{list.Changes.Length} changes of region codes were listed.", $"{list.Changes.Length} Änderungen von Regionalcodes wurden verzeichnet."),
        VocabularyListed list => Say($"The list “{list.Scheme}” was laid down with {list.Terms.Length} terms.", $"Die Liste „{list.Scheme}“ wurde mit {list.Terms.Length} Begriffen festgelegt."),
        ProfileRulesSet rules => EntryWords.Day(rules.ValidFrom) switch
        {
            var day => Say($"{rules.Rules.Length} rules for profiles were laid down, in force from {day.En}.", $"{rules.Rules.Length} Regeln für Profile wurden festgelegt, gültig ab {day.De}."),
        },
        _ => throw new UnknownEventException(@event),
    };

    private static Text Period(AssociationRecorded e) => e.YearOnly
        ? new($" from {e.From.Year} (day not known)", $" ab {e.From.Year} (Tag nicht bekannt)")
        : EntryWords.Period(e.From, e.Until);

    private static Narrated Say(string en, string de) => new(new Text(en, de));
}
