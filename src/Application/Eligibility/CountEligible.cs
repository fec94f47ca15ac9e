using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Eligibility;

/// <summary>How many published clusters of each country may take part in a call, as far as the organisation is concerned. Counts, never names.</summary>
/// <param name="Call">Id, reference or alias.</param>
[May(Who.Anyone)]
public sealed record CountEligible(string Call, string? Strand = null) : IRequest<EligibilityCounts?>;

/// <summary>How many published clusters may take part, by country.</summary>
public sealed record EligibilityCounts(
    Guid Call, string Reference, long CallVersion, string? Strand, Stage Stage, long Position, string Engine, OutcomeCounts Total, IReadOnlyList<CountryCounts> Countries);

/// <summary>How many of each outcome.</summary>
public sealed record OutcomeCounts(int Met, int NotMet, int Undetermined)
{
    public int All => Met + NotMet + Undetermined;
}

/// <summary>How many clusters of one country.</summary>
/// <param name="Country">Null for clusters whose profile names none.</param>
public sealed record CountryCounts(string? Country, Text Name, OutcomeCounts Counts);

public sealed class CountEligibleShape : AbstractValidator<CountEligible>
{
    public CountEligibleShape() => RuleFor(question => question.Strand).Line(100);
}

public sealed class CountEligibleHandler(IFacts facts, ICallerAccessor callers) : IRequestHandler<CountEligible, EligibilityCounts?>
{
    public Task<EligibilityCounts?> Handle(CountEligible question, CancellationToken cancellationToken)
    {
        var knowledge = facts.Now;
        if (knowledge.Call(question.Call) is not { Terms: { } terms } call || !call.MayBeSeenBy(callers.Caller)) return Task.FromResult<EligibilityCounts?>(null);
        if (question.Strand is { } strand && terms.Strands.All(known => known.Id != strand)) throw Moments.UnknownStrand(terms);

        var (position, counts) = EligibilityTally.Of(call, question.Strand).UpTo(knowledge);
        var names = new ProgrammeNames(knowledge.Programme);
        CountryCounts[] countries =
        [
            .. counts
                .Select(pair => new CountryCounts(pair.Country.Length > 0 ? pair.Country : null, pair.Country.Length > 0 ? names.Country(pair.Country) : new("not stated", "nicht angegeben"), pair.Counts))
                .OrderByDescending(country => country.Counts.Met).ThenByDescending(country => country.Counts.All).ThenBy(country => country.Country, StringComparer.Ordinal),
        ];

        return Task.FromResult<EligibilityCounts?>(new(
            call.Id, terms.Reference, call.LastTold!.Version, question.Strand, Stage.Organisation, position, Assessment.Engine,
            new(countries.Sum(country => country.Counts.Met), countries.Sum(country => country.Counts.NotMet), countries.Sum(country => country.Counts.Undetermined)), countries));
    }
}
