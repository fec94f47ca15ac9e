using System.Runtime.InteropServices;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility;

/// <summary>One criterion, the moment it was judged for, and what came out.</summary>
/// <remarks>Kept as small as one line of the processor's cache: a verdict writes one for each criterion.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Judgement
{
    private readonly long _at;

    public Judgement(Criterion criterion, DateTimeOffset at, in Finding finding, Deadline? ambiguous = null) => (Criterion, _at, Finding, Ambiguous) = (criterion, at.UtcTicks, finding, ambiguous);

    public Criterion Criterion { get; }

    public DateTimeOffset At => new(_at, TimeSpan.Zero);

    public Finding Finding { get; }

    /// <summary>The deadline or fixed date that has two readings, while nobody has recorded which one holds; the finding's parts are the answers by both.</summary>
    public Deadline? Ambiguous { get; }
}

/// <summary>Why it is still open.</summary>
public enum StillOpenReason { LaterStage, DateNotKnown }

/// <summary>A criterion that is judged later, and why not now.</summary>
public readonly record struct StillOpen(Criterion Criterion, StillOpenReason Reason);

/// <summary>What a verdict rests on, each told by a stream of its own.</summary>
[Flags]
public enum Ground : byte { None = 0, Organisation = 1, Application = 2, Call = 4, Programme = 8 }

/// <summary>The answer: the weakest of the mandatory findings, what is judged later, and which stages' text is not fully known.</summary>
/// <param name="Consortium">The partners as the call counts them; null where one organisation was looked at.</param>
public sealed record Verdict(
    IReadOnlyList<Judgement> Judgements, IReadOnlyList<StillOpen> StillOpen, IReadOnlyList<Stage> NotFullyKnown, Stage Stage, Ground NotReadable = Ground.None, string? Strand = null,
    Consortium? Consortium = null, Decides Decides = Decides.Participation)
{
    public const string DeadlineAmbiguous = "deadline-ambiguous";
    public const string Unreadable = "record-unreadable";
    public const string TextNotKnown = "call-text-not-known-in-full";
    public const string TextOnTravel = "TEXT-REIMBURSEMENT";

    /// <summary>Stands for a criterion where a stage's text is not known in full.</summary>
    public static string TextOf(Stage stage) => $"TEXT-{stage.ToString().ToUpperInvariant()}";

    /// <summary>Asked about reimbursement where the call's text on travel costs is known in part only.</summary>
    public bool TravelNotFullyKnown { get; init; }

    /// <summary>Something it would rest on could not be read, so nothing was judged: the answer would be silently old.</summary>
    public bool IsBroken => NotReadable is not Ground.None;

    public Outcome Outcome
    {
        get
        {
            if (IsBroken) return Outcome.Undetermined;

            var outcome = NotFullyKnown.Count > 0 || TravelNotFullyKnown ? Outcome.Undetermined : Outcome.Met;
            foreach (var judgement in Judgements)
            {
                if (judgement.Criterion.Severity is Severity.Mandatory && judgement.Finding.Outcome < outcome) outcome = judgement.Finding.Outcome;
            }

            return outcome;
        }
    }

    /// <summary>Reason and remedy of one judgement, also where the assessment itself and not the question gave the answer.</summary>
    public static Explanation Explain(in Judgement judgement, in Subject subject, ProgrammeFacts programme, Names names)
    {
        if (judgement is { Finding: { Reason: DeadlineAmbiguous, Parts: [var first, var second] }, Ambiguous.OtherReading: { } other })
        {
            var (one, two) = (Narration.EntryWords.Moment(judgement.At), Narration.EntryWords.Moment(other));
            var (by, byOther) = (Narration.EntryWords.Outcome(first.Outcome), Narration.EntryWords.Outcome(second.Outcome));
            var date = judgement.Criterion.ReferenceDate.Kind is Time.ReferenceKind.Date ? new Text("date", "Der Stichtag") : new("deadline", "Die Frist");
            return new(DeadlineAmbiguous,
                new(
                    $"The {date.En} has two readings, and no officer has recorded which one holds. By {one.En}: {by.En}; by {two.En}: {byOther.En}.",
                    $"{date.De} hat zwei Lesarten, und welche gilt, ist noch nicht festgehalten. Nach der Lesart {one.De}: {by.De}; nach der Lesart {two.De}: {byOther.De}."),
                new("record-reading", new("Ask the programme officers which reading holds.", "Fragen Sie bei der Programmstelle, welche Lesart gilt.")));
        }

        var @case = subject.At(judgement.At, programme, judgement.Finding.Discounted, judgement.Criterion.Id);
        var explanation = @case.Explain(judgement.Criterion.Question, judgement.Finding, names);

        return judgement.Finding.Discounted
            ? explanation with
            {
                Reason = new(
                    $"{explanation.Reason.En} An entry made afterwards with effect in the past counts only when verified.",
                    $"{explanation.Reason.De} Ein nachträglicher Eintrag mit Wirkung in der Vergangenheit zählt erst, wenn er geprüft ist."),
                Remedy = new("have-entry-verified", new("Ask a moderator to verify the entry, with evidence.", "Lassen Sie den Eintrag mit Belegen durch die Moderation prüfen.")),
            }
            : explanation;
    }
}
