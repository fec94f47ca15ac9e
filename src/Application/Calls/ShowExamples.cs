using EligibilityService.Application.Access;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Narration;
using EligibilityService.Domain.Programme;
using MediatR;

namespace EligibilityService.Application.Calls;

/// <summary>The worked examples of a call: what each states, what it should be, and what the judgement makes of it now.</summary>
/// <param name="Call">Id, reference or alias.</param>
/// <param name="Draft">The text that officers work on, where one has been drafted since the announcement; for them only.</param>
/// <returns>Null where there is no such call, or it cannot be seen.</returns>
[May(Who.Anyone)]
public sealed record ShowExamples(string Call, bool Draft = false) : IRequest<ExamplesAnswer?>;

/// <summary>A call's worked examples, as of a position, and what they lack.</summary>
/// <param name="Lacking">Criteria without an example that passes or one that fails, where both are asked for before publication.</param>
public sealed record ExamplesAnswer(Guid Call, long Version, long Position, IReadOnlyList<ExampleAnswer> Examples, IReadOnlyList<LackingExampleAnswer> Lacking);

/// <summary>A worked example beside its judgement.</summary>
/// <param name="Facts">What it states, in words: a line for each organisation, and one for the proposal.</param>
/// <param name="Actual">Null where it cannot be judged: the call has no such criterion, or the date that counts is not known.</param>
/// <param name="Finding">What came of it, as a verdict would tell; no recorded event stands behind it.</param>
public sealed record ExampleAnswer(
    Text Name, string Criterion, IReadOnlyList<Text> Facts, Outcome Expected, string ExpectedReason, Outcome? Actual, string? ActualReason, bool AsExpected, FindingAnswer? Finding);

/// <summary>A criterion that lacks examples.</summary>
public sealed record LackingExampleAnswer(string Criterion, bool Passing, bool Failing);

public sealed class ShowExamplesHandler(IFacts facts, ICallerAccessor callers) : IRequestHandler<ShowExamples, ExamplesAnswer?>
{
    public Task<ExamplesAnswer?> Handle(ShowExamples question, CancellationToken cancellationToken)
    {
        var (knowledge, caller) = (facts.Now, callers.Caller);
        if (knowledge.Call(question.Call) is not { Terms: { } published } call || !call.MayBeSeenBy(caller)) return Task.FromResult<ExamplesAnswer?>(null);
        if (question.Draft && !caller.Is(Role.Officer) && !caller.Is(Role.Auditor)) return Task.FromResult<ExamplesAnswer?>(null);

        var (terms, programme) = (question.Draft ? call.WorkedOn! : published, knowledge.Programme);
        return Task.FromResult<ExamplesAnswer?>(new(
            call.Id, call.LastTold!.Version, knowledge.Position,
            [.. terms.Examples.Select(example => ExampleTelling.Tell(example, terms, programme))],
            [.. WorkedExamples.Lacking(terms).Select(lacking => new LackingExampleAnswer(lacking.Criterion.Id, lacking.LacksPassing, lacking.LacksFailing))]));
    }
}

/// <summary>Puts a judged example into words.</summary>
internal static class ExampleTelling
{
    public static ExampleAnswer Tell(Example example, CallTerms terms, ProgrammeFacts programme)
    {
        var names = new ProgrammeNames(programme);
        var worked = WorkedExamples.Judge(example, terms, programme);
        return new(
            example.Name, example.Criterion, ExampleSentences.Facts(example, names), example.Expected, example.Reason, worked.Outcome, worked.Explanation?.Code, worked.IsAsExpected,
            worked.Judgement is { } judgement ? Invented(VerdictTelling.Tell(judgement, worked.Subject, terms, programme, names)) : null);
    }

    /// <summary>Nothing that was recorded stands behind it, and its partners have no address.</summary>
    private static FindingAnswer Invented(FindingAnswer finding) => finding with { Evidence = [], Parts = finding.Parts?.Select(part => part with { Partner = null }).ToArray() };
}
