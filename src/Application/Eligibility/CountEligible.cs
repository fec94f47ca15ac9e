using System.Runtime.CompilerServices;
using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
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
    /// <summary>Everybody may ask and every cluster is assessed, so the answer is kept until a position, or something mended, changes it. A call's dossier is a new one with each event.</summary>
    private static readonly ConditionalWeakTable<CallDossier, Counted> Kept = [];

    public Task<EligibilityCounts?> Handle(CountEligible question, CancellationToken cancellationToken)
    {
        var knowledge = facts.Now;
        if (knowledge.Call(question.Call) is not { Terms: { } terms } call || !call.MayBeSeenBy(callers.Caller)) return Task.FromResult<EligibilityCounts?>(null);
        if (question.Strand is { } strand && terms.Strands.All(known => known.Id != strand)) throw Moments.UnknownStrand(terms);

        var position = knowledge.Position;
        if (Kept.TryGetValue(call, out var kept) && kept.Of == knowledge && kept.Answer.Position == position && kept.Answer.Strand == question.Strand) return Task.FromResult<EligibilityCounts?>(kept.Answer);

        var answer = Count(knowledge, position, call, terms, question.Strand);
        Kept.AddOrUpdate(call, new(knowledge, answer));
        return Task.FromResult<EligibilityCounts?>(answer);
    }

    private static EligibilityCounts Count(IKnowledge knowledge, long position, CallDossier call, CallTerms terms, string? strand)
    {
        var (programme, names) = (knowledge.Programme, new ProgrammeNames(knowledge.Programme));
        var countries = new Dictionary<string, int[]>();

        foreach (var cluster in knowledge.Clusters)
        {
            if (cluster.State.Status is not RegistrationStatus.Published) continue;

            var outcome = Assessment.Stand(new(cluster.Dossier), terms, programme, Stage.Organisation, strand, call.IsBroken).Outcome;
            var country = cluster.State.Profile.Country ?? "";
            if (!countries.TryGetValue(country, out var counts)) countries[country] = counts = new int[3];
            counts[(int)outcome]++;
        }

        CountryCounts[] told =
        [
            .. countries
                .Select(pair => new CountryCounts(pair.Key.Length > 0 ? pair.Key : null, pair.Key.Length > 0 ? names.Country(pair.Key) : new("not stated", "nicht angegeben"), Told(pair.Value)))
                .OrderByDescending(country => country.Counts.Met).ThenByDescending(country => country.Counts.All).ThenBy(country => country.Country, StringComparer.Ordinal),
        ];

        return new(
            call.Id, terms.Reference, call.LastTold!.Version, strand, Stage.Organisation, position, Assessment.Engine,
            new(told.Sum(country => country.Counts.Met), told.Sum(country => country.Counts.NotMet), told.Sum(country => country.Counts.Undetermined)), told);
    }

    private static OutcomeCounts Told(int[] counts) => new(counts[(int)Outcome.Met], counts[(int)Outcome.NotMet], counts[(int)Outcome.Undetermined]);

    private sealed record Counted(IKnowledge Of, EligibilityCounts Answer);
}
