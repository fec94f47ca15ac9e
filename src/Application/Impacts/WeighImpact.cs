using EligibilityService.Application.Access;
using EligibilityService.Application.Applications;
using EligibilityService.Application.Calls;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Impacts;

/// <summary>While a text is being written: how many clusters and open applications it would affect, by country and reason. Counts, never names; nothing is stored.</summary>
/// <param name="Terms">As they would read.</param>
[May(Role.Officer, Role.Auditor)]
public sealed record WeighImpact(Guid CallId, CallTerms Terms) : IRequest<ImpactWeighed>;

/// <summary>What was weighed, or why it cannot be.</summary>
public sealed record ImpactWeighed(ImpactCounts? Counts, Refusal? Refusal = null);

/// <summary>What a text would change, in numbers. A number that is left out is at least 1 and less than <paramref name="Few"/>, or would tell such a one.</summary>
/// <param name="IsFirst">No text is in force: it is told who may take part, not what changes.</param>
/// <param name="Clusters">All that were looked at: those that are not withdrawn. Numbers are rounded to fives.</param>
/// <param name="Applications">Open ones.</param>
/// <param name="Parts">One for each strand, where strands ask organisations differently, and one more for those for whom travel costs come out otherwise than taking part.</param>
public sealed record ImpactCounts(
    Guid Call, string Reference, long Position, string Engine, bool IsFirst, int Few, int? Clusters, int? Applications, IReadOnlyList<ImpactPart> Parts);

/// <summary>The numbers for one strand and one thing decided.</summary>
/// <param name="Strand">None where the strands of the call ask organisations the same.</param>
public sealed record ImpactPart(string? Strand, Decides Decides, IReadOnlyList<EffectTotals> Effects);

/// <summary>How many a text affects in one way.</summary>
/// <param name="Clusters">None where they are few.</param>
/// <param name="Applications">None where they are few.</param>
/// <param name="Countries">Of the clusters; countries with few are put together.</param>
/// <param name="Reasons">Of the clusters; one may have several. Reasons of few are put together.</param>
public sealed record EffectTotals(Effect Effect, int? Clusters, int? Applications, IReadOnlyList<CountryCount> Countries, IReadOnlyList<ReasonCount> Reasons);

/// <summary>How many clusters of a country.</summary>
/// <param name="Country">None for several put together, and for clusters whose profile names none.</param>
public sealed record CountryCount(string? Country, Text Name, int Clusters);

/// <summary>How many clusters for one criterion and reason.</summary>
/// <param name="Criterion">None for several put together.</param>
/// <param name="Before">None where the text in force does not ask it, and for a first publication.</param>
/// <param name="After">None where the new text does not ask it any more.</param>
public sealed record ReasonCount(string? Criterion, string? Clause, Text Statement, CountedAnswer? Before, CountedAnswer? After, int Clusters);

/// <summary>How a criterion comes out, without anything about a single cluster.</summary>
public sealed record CountedAnswer(Outcome Outcome, string Reason);

public sealed class WeighImpactShape : AbstractValidator<WeighImpact>
{
    public WeighImpactShape() => RuleFor(question => question.Terms).SetValidator(new TermsShape()).OverridePropertyName("");
}

public sealed class WeighImpactHandler(IFacts facts, ServiceClock clock) : IRequestHandler<WeighImpact, ImpactWeighed>
{
    public async Task<ImpactWeighed> Handle(WeighImpact question, CancellationToken cancellationToken)
    {
        await question.Terms.RefuseUnknownCodes(facts, "", cancellationToken);
        var now = clock.GetUtcNow();
        if ((await facts.Read([question.CallId], null, cancellationToken)).Call(question.CallId) is not { Terms: { } terms } call) return new(null, Applying.CallUnknown);
        if (call.StatusAt(now) is not (CallPhase.Draft or CallPhase.Announced or CallPhase.Open or CallPhase.OpenByOneReading or CallPhase.Unknown)) return new(null, ImpactRefusals.TextStays);

        var run = new ImpactRun(facts.Now, call, call.Status is CallStatus.Open ? terms : null, question.Terms, now);
        return new(ImpactCounting.Of(run, call.Id, question.Terms.Reference));
    }
}
