using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>The profile names one of the fields the call is about: sectors, emerging industries, technologies or target countries.</summary>
/// <param name="Entry">sectors, emergingIndustries, technologies or targetCountries.</param>
public sealed record WorksIn(string Entry, string[] AnyOf) : Question
{
    public override Finding Examine(in Case @case)
    {
        if (@case.Look(Named(@case.Dossier)) is not { } named) return new(Outcome.Undetermined, "field-missing");

        foreach (var code in named.Value!)
        {
            if (AnyOf.AsSpan().Contains(code)) return new(Outcome.Met, "field-fits", named);
        }

        return new(Outcome.NotMet, "field-does-not-fit", named);
    }

    private Chronicle<string[]> Named(OrganisationDossier dossier) => Entry switch
    {
        "sectors" => dossier.Sectors,
        "emergingIndustries" => dossier.EmergingIndustries,
        "technologies" => dossier.Technologies,
        "targetCountries" => dossier.TargetCountries,
        _ => default,
    };

    public override Explanation Explain(in Finding finding, in Case @case, Names names)
    {
        var entry = ProfileEntries.Name(Entry);
        var asked = Asked(names);
        return finding.Reason switch
        {
            "field-fits" => new("field-fits", new($"Among {entry.En} the profile names one that is asked for ({asked.En}).", $"Das Profil nennt eine der verlangten Angaben ({asked.De}).")),
            "field-does-not-fit" => new("field-does-not-fit",
                new($"Among {entry.En} the profile names none that is asked for: {asked.En}.", $"Das Profil nennt keine der verlangten Angaben: {asked.De}."),
                new("enter-if-true", new($"If you work there, enter it in the profile: {asked.En}.", $"Wenn Sie dort arbeiten, tragen Sie es im Profil ein: {asked.De}."))),
            _ => new("field-missing",
                new($"The profile does not state {entry.En}.", $"Im Profil fehlen: {entry.De}."),
                new("complete-profile", new($"Enter {entry.En} in the profile.", $"Tragen Sie im Profil ein: {entry.De}."))),
        };
    }

    protected override (int LeadDays, Doing Do)? Mending(Finding finding, Case @case) => AnyOf is [var code, ..] ? (LeadTime.Entry, (in subject, done) => Supposing.Entering(Entry switch
    {
        "sectors" => new() { Sectors = [.. subject.Dossier.Sectors.At(done)?.Value ?? [], code] },
        "emergingIndustries" => new() { EmergingIndustries = [.. subject.Dossier.EmergingIndustries.At(done)?.Value ?? [], code] },
        "technologies" => new() { Technologies = [.. subject.Dossier.Technologies.At(done)?.Value ?? [], code] },
        _ => new() { TargetCountries = [.. subject.Dossier.TargetCountries.At(done)?.Value ?? [], code] },
    })(subject, done)) : null;

    public override Text Statement(Names names) => new($"The cluster works in {Asked(names).En}.", $"Das Cluster ist tätig in: {Asked(names).De}.");

    private Text Asked(Names names) => Names.List(AnyOf.Select(code => Entry switch
    {
        "targetCountries" => names.Country(code),
        "sectors" => names.Term("eco-sector", code),
        "emergingIndustries" => names.Term("emerging-industry", code),
        _ => names.Term("ket", code),
    }), "or", "oder");
}
