using EligibilityService.Application.Access;
using EligibilityService.Application.Audit;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Eligibility;

/// <summary>How many published clusters of each country may take part in a call, as far as the organisation is concerned. Counts, never names; to everybody only such as tell nothing of single clusters.</summary>
/// <param name="Call">Id, reference or alias.</param>
[May(Who.Anyone)]
public sealed record CountEligible(string Call, string? Strand = null) : IRequest<EligibilityCounts?>;

/// <summary>How many published clusters may take part, by country.</summary>
/// <param name="FewerThan">Numbers of so few, and those that would give them away, are told by their bounds only. Null: all is told, to officers and auditors.</param>
public sealed record EligibilityCounts(
    Guid Call, string Reference, long CallVersion, string? Strand, Stage Stage, long Position, string Engine, ToldCounts Total, IReadOnlyList<CountryCounts> Countries, int? FewerThan);

/// <summary>How many of each outcome, as far as that may be told.</summary>
/// <param name="All">In the public directory anybody can count them.</param>
public sealed record ToldCounts(ToldCount Met, ToldCount NotMet, ToldCount Undetermined, int All)
{
    public static ToldCounts Of(OutcomeCounts counts) => new(ToldCount.Exactly(counts.Met), ToldCount.Exactly(counts.NotMet), ToldCount.Exactly(counts.Undetermined), counts.All);

    /// <summary>What is left open follows from the other two.</summary>
    public static ToldCounts Of(ToldCount met, ToldCount notMet, int all) =>
        new(met, notMet, new(Math.Max(0, all - met.AtMost - notMet.AtMost), all - met.AtLeast - notMet.AtLeast), all);
}

/// <summary>How many of each outcome.</summary>
public sealed record OutcomeCounts(int Met, int NotMet, int Undetermined)
{
    public int All => Met + NotMet + Undetermined;
}

/// <summary>How many clusters of one country.</summary>
/// <param name="Country">Null for clusters whose profile names none.</param>
public sealed record CountryCounts(string? Country, Text Name, ToldCounts Counts);

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
        var exact = callers.Caller.ReadsAllCalls();
        var all = new OutcomeCounts(counts.Sum(country => country.Counts.Met), counts.Sum(country => country.Counts.NotMet), counts.Sum(country => country.Counts.Undetermined));
        var (total, each) = exact ? (ToldCounts.Of(all), [.. counts.Select(country => ToldCounts.Of(country.Counts))]) : CountsForEverybody.Of([.. counts.Select(country => country.Counts)]);

        CountryCounts[] countries =
        [
            .. counts.Zip(each, (one, told) => new CountryCounts(one.Country.Length > 0 ? one.Country : null, one.Country.Length > 0 ? names.Country(one.Country) : NotStated, told))
                .OrderByDescending(country => country.Counts.Met.AtLeast).ThenByDescending(country => country.Counts.All).ThenBy(country => country.Country, StringComparer.Ordinal),
        ];

        return Task.FromResult<EligibilityCounts?>(new(
            call.Id, terms.Reference, call.LastTold!.Version, question.Strand, Stage.Organisation, position, Assessment.Engine, total, countries, exact ? null : CountsForEverybody.Few));
    }

    private static readonly Text NotStated = new("not stated", "nicht angegeben");
}
