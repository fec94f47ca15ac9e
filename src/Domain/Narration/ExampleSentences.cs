using System.Globalization;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Domain.Narration;

/// <summary>What a worked example states, in words: a line for each organisation, and one for the proposal.</summary>
public static class ExampleSentences
{
    public static IReadOnlyList<Text> Facts(Example example, Names names)
    {
        Text[] proposal = [.. Proposal(example, names)];
        return
        [
            .. example.Organisations.Select((organisation, index) => Line(Called(organisation, index, example.Organisations.Length), Organisation(organisation, names))),
            .. proposal.Length == 0 ? Array.Empty<Text>() : [Line(new("Proposal", "Antrag"), proposal)],
        ];
    }

    private static Text Called(ExampleOrganisation organisation, int index, int of) => organisation.Profile.Name is { } name ? new(name, name)
        : of == 1 ? new("Organisation", "Organisation")
        : new(string.Create(CultureInfo.InvariantCulture, $"Partner {index + 1}"), string.Create(CultureInfo.InvariantCulture, $"Partner {index + 1}"));

    private static IEnumerable<Text> Organisation(ExampleOrganisation organisation, Names names)
    {
        if (organisation.Role is not PartnerRole.Partner) yield return PartnerSentences.Role(organisation.Role);
        foreach (var entry in organisation.Profile.Filled.OrderBy(entry => entry is not "country"))
        {
            if (entry is "name" or "nutsVersion") continue;
            var (name, value) = (EntryWords.Entry(entry), EntryWords.Value(entry, organisation.Profile[entry], names));
            yield return new($"{Bare(name.En, "the ")}: {value.En}", $"{Bare(name.De, "der ", "die ", "das ")}: {value.De}");
        }

        if (organisation.Registration is { } status) yield return Registered(status, organisation.RegistrationDays);
        if (organisation.Labels is []) yield return new("no quality label", "kein Qualitätslabel");
        foreach (var label in organisation.Labels ?? []) yield return Held(label);
        foreach (var kind in organisation.Declared) yield return ApplicationSentences.Kind(kind) switch { var said => new($"signed: {said.En}", $"unterzeichnet: {said.De}") };
        if (organisation.ControlledBy is { } control) yield return control.Length == 0 ? new("controlled by nobody", "von niemandem beherrscht") : new($"controlled by {control}", $"beherrscht von {control}");
        if (organisation.OtherProposal is { } strand) yield return strand.Length == 0
            ? new("also in another proposal", "auch in einem weiteren Antrag")
            : new($"also in a proposal for strand {strand}", $"auch in einem Antrag im Handlungsbereich {strand}");
    }

    private static Text Registered(RegistrationStatus status, int? days)
    {
        Text said = status switch
        {
            RegistrationStatus.Published => new("profile published", "Profil veröffentlicht"),
            RegistrationStatus.ReviewRequested => new("registration asked for", "Registrierung beantragt"),
            RegistrationStatus.Refused => new("profile refused", "Profil abgelehnt"),
            RegistrationStatus.Suspended => new("profile suspended", "Profil ausgesetzt"),
            RegistrationStatus.Withdrawn => new("registration withdrawn", "Registrierung zurückgezogen"),
            _ => new("profile only drafted", "Profil nur entworfen"),
        };
        return days is { } from && Days(from) is var when ? new($"{said.En} {when.En}", $"{said.De} {when.De}") : said;
    }

    private static Text Held(ExampleLabel label)
    {
        var level = Names.Label(label.Label);
        return label.EndsDays is { } days && Days(days) is var last
            ? new($"label {level.En}, its last day {last.En}", $"Label {level.De}, letzter Tag {last.De}")
            : new($"label {level.En}", $"Label {level.De}");
    }

    private static IEnumerable<Text> Proposal(Example example, Names names)
    {
        if (example.Strand is { } strand) yield return new($"strand {strand}", $"Handlungsbereich {strand}");
        if (example.Proposal is { } proposal)
        {
            if (proposal.RequestedGrant is { } grant) yield return new($"grant asked for: {Figure.EuroEn(grant)}", $"beantragte Finanzhilfe: {Figure.EuroDe(grant)}");
            if (proposal.EligibleCosts is { } costs) yield return new($"eligible costs: {Figure.EuroEn(costs)}", $"förderfähige Kosten: {Figure.EuroDe(costs)}");
            if (proposal.DurationMonths is { } months) yield return Figure.Many(months, "month", "months", "Monat", "Monate") switch { var duration => new($"duration: {duration.En}", $"Laufzeit: {duration.De}") };
            if (proposal.Pages is { } pages) yield return new($"pages: {pages}", $"Seiten: {pages}");
            if (proposal.TargetCountries is { } targets && Names.List(targets.Select(names.Country)) is var countries) yield return new($"target countries: {countries.En}", $"Zielländer: {countries.De}");
            if (proposal.Persons is { } persons) yield return new($"persons: {persons}", $"Personen: {persons}");
            if (proposal.Weeks is { } weeks) yield return new($"weeks: {weeks}", $"Wochen: {weeks}");
            if (proposal.TravelCosts is { } each) yield return new($"travel costs: {string.Join("; ", each.Select(Figure.EuroEn))}", $"Reisekosten: {string.Join("; ", each.Select(Figure.EuroDe))}");
        }

        if (example.Partnership is { FormedDays: null }) yield return new("for a new partnership", "für eine neue Partnerschaft");
        else if (example.Partnership is { FormedDays: { } formed, Belonging: var belonging } && Days(formed) is var since)
        {
            yield return belonging is { } some
                ? new($"for a partnership formed {since.En}, to which {some} of them belonged", $"für eine Partnerschaft, entstanden {since.De}, der {some} von ihnen {(some == 1 ? "angehörte" : "angehörten")}")
                : new($"for a partnership formed {since.En}, to which all of them belonged", $"für eine Partnerschaft, entstanden {since.De}, der alle angehörten");
        }

        if (example.ReceivedDays is { } received && Days(received) is var when) yield return new($"received {when.En}", $"eingegangen {when.De}");
    }

    /// <summary>Days from the moment that counts.</summary>
    private static Text Days(int days) => days switch
    {
        0 => new("at the last moment that counts", "im letzten Augenblick, der zählt"),
        1 => new("a day later than counts", "einen Tag nach dem maßgeblichen Zeitpunkt"),
        -1 => new("a day before the moment that counts", "einen Tag vor dem maßgeblichen Zeitpunkt"),
        > 0 => new($"{days} days later than counts", $"{days} Tage nach dem maßgeblichen Zeitpunkt"),
        _ => new($"{-days} days before the moment that counts", $"{-days} Tage vor dem maßgeblichen Zeitpunkt"),
    };

    private static Text Line(Text called, IEnumerable<Text> said)
    {
        Text[] all = [.. said];
        return all.Length == 0 ? called : new($"{called.En}: {string.Join("; ", all.Select(one => one.En))}", $"{called.De}: {string.Join("; ", all.Select(one => one.De))}");
    }

    private static string Bare(string name, params ReadOnlySpan<string> articles)
    {
        foreach (var article in articles) if (name.StartsWith(article, StringComparison.Ordinal)) return name[article.Length..];
        return name;
    }
}
