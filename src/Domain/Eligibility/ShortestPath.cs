using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Programme;

namespace EligibilityService.Domain.Eligibility;

/// <summary>An act of a path, which criteria it serves, and when it must be done and begun.</summary>
/// <param name="By">The moment at which the first of these criteria must hold, or the last one at which the act still reaches back to it.</param>
public sealed record PathStep(Act Act, IReadOnlyList<Criterion> Serves, DateTimeOffset By)
{
    public DateTimeOffset BeginBy => By.AddDays(-Act.LeadDays);
}

/// <summary>The cheapest acts that make a verdict met, or what stands in the way.</summary>
/// <param name="Steps">In the order in which they must be begun; empty where nothing needs doing, or no path exists.</param>
/// <param name="Blocking">Judgements that nothing can mend in time; empty where a path exists.</param>
public sealed record ShortestPath(IReadOnlyList<PathStep> Steps, IReadOnlyList<Judgement> Blocking)
{
    private const int MostCombinations = 4_096;

    public bool Exists => Blocking.Count == 0;

    /// <summary>Finds the acts that take least time, and of those the fewest; each answer is tried by assessing anew with everything done.</summary>
    /// <remarks>Everything begins now and goes on at once. What the call's text leaves unknown, and what is judged later, no act can mend.</remarks>
    public static ShortestPath Find(
        in Subject about, CallTerms terms, ProgrammeFacts programme, Names names, DateTimeOffset now, Stage upTo = Stage.Organisation, string? strand = null, Decides decides = Decides.Participation)
    {
        var subject = about with { Travel = terms.Travel };
        var verdict = Assessment.Assess(subject, terms, programme, upTo, strand, decides: decides);
        var failing = Failing(verdict);
        if (subject.IsBroken) return new([], failing);

        var (needs, supposed) = (new List<Need>(), subject);
        while (failing.Length > 0)
        {
            // What still fails although it was mended comes too late, and nothing else can be done about it.
            if (failing.Any(judgement => needs.Any(need => need.Judgement.Criterion == judgement.Criterion))) return new([], failing);

            foreach (var judgement in failing) needs.Add(new(judgement, Ways(judgement, supposed, programme, names)));
            if (needs.Where(need => need.Ways.Count == 0).Select(need => need.Judgement).ToArray() is { Length: > 0 } hopeless) return new([], hopeless);

            (Subject, Judgement[])? cheapest = null;
            foreach (var acts in Choices(needs))
            {
                var done = Done(subject, acts, now);
                var after = Failing(Assessment.Assess(done, terms, programme, upTo, verdict.Strand, decides: decides));
                if (after.Length == 0) return new(InOrder(Needed(acts, subject, terms, programme, now, upTo, verdict.Strand, decides), needs), []);
                cheapest ??= (done, after);
            }

            // Mending one thing may lay bare another: that is a need of the next round.
            (supposed, failing) = cheapest!.Value;
        }

        return new([], []);
    }

    /// <summary>A judgement that is not met, and each way of mending it.</summary>
    private sealed record Need(Judgement Judgement, IReadOnlyList<IReadOnlyList<Act>> Ways);

    private static Judgement[] Failing(Verdict verdict) =>
        [.. verdict.Judgements.Where(judgement => judgement.Criterion.Severity is Severity.Mandatory && judgement.Finding.Outcome is not Outcome.Met)];

    private static IReadOnlyList<IReadOnlyList<Act>> Ways(Judgement judgement, Subject subject, ProgrammeFacts programme, Names names)
    {
        if (judgement.Finding.Reason is Verdict.DeadlineAmbiguous) return [];   // an officer's to mend, not the organisation's
        if (judgement.Finding.Discounted) return [[Verification.Of(judgement, subject, programme, names)]];

        var @case = (subject with { Consortium = null }).At(judgement.At, programme, strict: false, judgement.Criterion.Id);
        return [.. judgement.Criterion.Question.Ways(judgement.Finding, @case, names)];
    }

    /// <summary>One way for each need, cheapest first: by the longest lead time, then by the number of acts.</summary>
    private static IEnumerable<IReadOnlyList<Act>> Choices(List<Need> needs)
    {
        IEnumerable<Act[]> choices = [[]];
        foreach (var need in needs)
        {
            choices = choices.SelectMany(chosen => need.Ways.Select(way => (Act[])[.. chosen, .. way.DistinctBy(act => (act.Code, act.What)).Where(act => !chosen.Any(other => Same(act, other)))])).Take(MostCombinations).ToArray();
        }

        return choices.OrderBy(acts => acts.Length == 0 ? 0 : acts.Max(act => act.LeadDays)).ThenBy(acts => acts.Length);
    }

    /// <summary>Without what another act brings about anyway.</summary>
    private static IReadOnlyList<Act> Needed(IReadOnlyList<Act> acts, Subject subject, CallTerms terms, ProgrammeFacts programme, DateTimeOffset now, Stage upTo, string? strand, Decides decides)
    {
        foreach (var act in acts.OrderByDescending(act => act.LeadDays))
        {
            Act[] others = [.. acts.Where(other => !ReferenceEquals(other, act))];
            if (Failing(Assessment.Assess(Done(subject, others, now), terms, programme, upTo, strand, decides: decides)).Length == 0) acts = others;
        }

        return acts;
    }

    private static Subject Done(Subject subject, IReadOnlyList<Act> acts, DateTimeOffset now)
    {
        foreach (var act in acts.OrderBy(act => act.LeadDays)) subject = act.Do(subject, now.AddDays(act.LeadDays));
        return subject;
    }

    private static PathStep[] InOrder(IReadOnlyList<Act> acts, List<Need> needs) =>
    [
        .. acts.Select(act =>
        {
            var served = needs.Where(need => need.Ways.Any(way => way.Any(other => Same(act, other)))).Select(need => need.Judgement).ToArray();
            return new PathStep(act, [.. served.Select(judgement => judgement.Criterion).DistinctBy(criterion => criterion.Id)], act.By ?? served.Min(judgement => judgement.At));
        }).OrderBy(step => step.BeginBy),
    ];

    private static bool Same(Act one, Act other) => one.Code == other.Code && one.What == other.What;
}

/// <summary>Having an entry verified that was made afterwards with effect in the past.</summary>
internal static class Verification
{
    public static Act Of(in Judgement judgement, Subject subject, ProgrammeFacts programme, Names names)
    {
        var remedy = Verdict.Explain(judgement, subject, programme, names).Remedy!;
        return new(remedy.Code, remedy.What, LeadTime.Verification, (in known, done) =>
        {
            var verified = known;
            foreach (var (told, _) in known.Dossier.Unverified()) verified = verified.Told(done, new Clusters.EntryVerified(told.EventId, Guid.Empty));
            return verified;
        });
    }
}
