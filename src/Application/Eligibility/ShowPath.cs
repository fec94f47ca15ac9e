using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Eligibility;

/// <summary>What must this cluster do, by when, to be told that it may take part?</summary>
/// <param name="Call">Id, reference or alias.</param>
/// <returns>Null where there is no such cluster or call.</returns>
[May(Role.Officer, Role.Auditor, Own = true, Granted = true)]
public sealed record ShowPath(Guid ClusterId, string Call, string? Strand = null, DateTimeOffset? At = null, DateTimeOffset? KnownAt = null) : IRequest<PathAnswer?>, IConcernsCluster;

/// <summary>What is still to be done can only be done from now on; a question about another moment is not answered as if it had not been asked.</summary>
public sealed class ShowPathShape : AbstractValidator<ShowPath>
{
    public ShowPathShape()
    {
        RuleFor(question => question.At).Null().WithMessage(FromNowOn);
        RuleFor(question => question.KnownAt).Null().WithMessage(FromNowOn);
    }

    private static string FromNowOn => ProfileShape.Say(
        "What is still to be done is told from now on only. Leave this out, or ask for the verdict of that moment.",
        "Was noch zu tun ist, lässt sich nur von jetzt an sagen. Lassen Sie das weg, oder fragen Sie nach dem Ergebnis für diesen Zeitpunkt.");
}

/// <summary>The quickest way to "met", or what stands in the way.</summary>
/// <param name="Exists">False: something stands in the way that nothing can mend in time.</param>
/// <param name="Outcome">Of the verdict as things stand.</param>
/// <param name="Steps">In the order in which they must be begun; empty where nothing needs doing.</param>
/// <param name="Notice">What no act can mend: a text not known in full, a record that cannot be read.</param>
public sealed record PathAnswer(
    bool Exists, Outcome Outcome, CallSummary Call, string? Strand, long Position, IReadOnlyList<StepAnswer> Steps, IReadOnlyList<BlockingAnswer> Blocking, Text? Notice);

/// <summary>Something to be done.</summary>
/// <param name="Serves">Criteria that it mends.</param>
/// <param name="LeadDays">Usual lead time in days.</param>
/// <param name="By">The moment by which it must be done.</param>
public sealed record StepAnswer(string Code, Text Text, IReadOnlyList<string> Serves, int LeadDays, DateTimeOffset By, DateTimeOffset BeginBy);

/// <summary>A criterion that nothing can mend in time.</summary>
public sealed record BlockingAnswer(string Criterion, string Clause, Text Reason);

public sealed class ShowPathHandler(IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ShowPath, PathAnswer?>
{
    private static readonly Text TextNotKnown = new(
        "The call's text is not known in full; this is as far as it is known.", "Der Text der Ausschreibung ist nicht vollständig bekannt; dies gilt, soweit er bekannt ist.");

    private static readonly Text NotReadable = new(
        "A record that this rests on cannot be read; the service is being mended.", "Ein Eintrag, auf dem dies beruht, ist nicht lesbar; das wird behoben.");

    public Task<PathAnswer?> Handle(ShowPath question, CancellationToken cancellationToken)
    {
        var (knowledge, now) = (facts.Now, clock.GetUtcNow());
        if (knowledge.Call(question.Call) is not { Terms: { } terms } call || !call.MayBeSeenBy(callers.Caller) || knowledge.Cluster(question.ClusterId) is not { } cluster) return Task.FromResult<PathAnswer?>(null);
        if (question.Strand is { } strand && terms.Strands.All(known => known.Id != strand)) throw Moments.UnknownStrand(terms);

        var (subject, programme) = (new Subject(cluster.Dossier), knowledge.Programme);
        var names = new ProgrammeNames(programme);
        var verdict = Assessment.Assess(subject, terms, programme, Stage.Organisation, question.Strand, callIsBroken: call.IsBroken);
        if (verdict.NotReadable is not Ground.None) return Task.FromResult<PathAnswer?>(new(false, verdict.Outcome, VerdictTelling.Summary(call, now), verdict.Strand, knowledge.Position, [], [], NotReadable));

        var path = ShortestPath.Find(subject, terms, programme, names, now, Stage.Organisation, verdict.Strand);

        return Task.FromResult<PathAnswer?>(new(
            path.Exists, verdict.Outcome, VerdictTelling.Summary(call, now), verdict.Strand, knowledge.Position,
            [.. path.Steps.Select(step => new StepAnswer(step.Act.Code, step.Act.What, [.. step.Serves.Select(criterion => criterion.Id)], step.Act.LeadDays, step.By, step.BeginBy))],
            [.. path.Blocking.Select(judgement => new BlockingAnswer(judgement.Criterion.Id, judgement.Criterion.Clause, Verdict.Explain(judgement, subject, programme, names).Reason))],
            verdict.NotFullyKnown.Count > 0 ? TextNotKnown : null));
    }
}
