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
/// <param name="FewerThan">Numbers of so few, and those that would give them away, are not told: countries are put together instead. Null: all is told, to officers and auditors.</param>
public sealed record EligibilityCounts(
    Guid Call, string Reference, long CallVersion, string? Strand, Stage Stage, long Position, string Engine, ToldCounts Total, IReadOnlyList<CountryCounts> Countries, int? FewerThan);

/// <summary>How many of each outcome, where that may be told.</summary>
/// <param name="Met">Null, as the others: they are not told, because one of them would be about too few.</param>
/// <param name="All">In the public directory anybody can count them.</param>
public sealed record ToldCounts(int? Met, int? NotMet, int? Undetermined, int All)
{
    public static ToldCounts Of(OutcomeCounts counts) => new(counts.Met, counts.NotMet, counts.Undetermined, counts.All);
}

/// <summary>How many of each outcome.</summary>
public sealed record OutcomeCounts(int Met, int NotMet, int Undetermined)
{
    public int All => Met + NotMet + Undetermined;
}

/// <summary>How many clusters of one country.</summary>
/// <param name="Country">Null for clusters whose profile names none, and for several countries together.</param>
/// <param name="Together">The countries that are told together; null where it is one.</param>
public sealed record CountryCounts(string? Country, Text Name, ToldCounts Counts, IReadOnlyList<string>? Together = null);

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
        var total = new OutcomeCounts(counts.Sum(country => country.Counts.Met), counts.Sum(country => country.Counts.NotMet), counts.Sum(country => country.Counts.Undetermined));
        var exact = callers.Caller.ReadsAllCalls();
        var (told, together) = exact ? (counts, []) : CountsForEverybody.Apart(counts);

        CountryCounts[] countries =
        [
            .. told.Select(one => new CountryCounts(one.Country.Length > 0 ? one.Country : null, one.Country.Length > 0 ? names.Country(one.Country) : NotStated, ToldCounts.Of(one.Counts)))
                .OrderByDescending(country => country.Counts.Met).ThenByDescending(country => country.Counts.All).ThenBy(country => country.Country, StringComparer.Ordinal),
            .. together.Count > 0 && told.Count > 0
                ? [new CountryCounts(null, Others, ToldCounts.Of(CountsForEverybody.Sum(together)), [.. together.Select(one => one.Country).Where(code => code.Length > 0).Order(StringComparer.Ordinal)])]
                : Array.Empty<CountryCounts>(),
        ];

        return Task.FromResult<EligibilityCounts?>(new(
            call.Id, terms.Reference, call.LastTold!.Version, question.Strand, Stage.Organisation, position, Assessment.Engine,
            exact || CountsForEverybody.TellsOfNobody(total) ? ToldCounts.Of(total) : new(null, null, null, total.All), countries, exact ? null : CountsForEverybody.Few));
    }

    private static readonly Text NotStated = new("not stated", "nicht angegeben"), Others = new("other countries together", "übrige Länder zusammen");
}
