using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility;

/// <summary>One criterion, the moment it was judged for, and what came out.</summary>
public readonly record struct Judgement(Criterion Criterion, DateTimeOffset At, Finding Finding);

public enum StillOpenReason { LaterStage, DateNotKnown }

/// <summary>A criterion that is judged later, and why not now.</summary>
public readonly record struct StillOpen(Criterion Criterion, StillOpenReason Reason);

/// <summary>The answer: the weakest of the mandatory findings, what is judged later, and which stages' text is not fully known.</summary>
/// <param name="Consortium">The partners as the call counts them; null where one organisation was looked at.</param>
public sealed record Verdict(IReadOnlyList<Judgement> Judgements, IReadOnlyList<StillOpen> StillOpen, IReadOnlyList<Stage> NotFullyKnown, Stage Stage, bool IsBroken = false, string? Strand = null, Consortium? Consortium = null)
{
    public const string DeadlineAmbiguous = "deadline-ambiguous";
    public const string Unreadable = "record-unreadable";
    public const string TextNotKnown = "call-text-not-known-in-full";

    public Outcome Outcome
    {
        get
        {
            if (IsBroken) return Outcome.Undetermined;

            var outcome = NotFullyKnown.Count > 0 ? Outcome.Undetermined : Outcome.Met;
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
        if (judgement.Finding.Reason is DeadlineAmbiguous) return new(DeadlineAmbiguous,
            new("The deadline's wording has two readings, and the answer depends on which one holds.", "Die Frist lässt zwei Lesarten zu, und die Antwort hängt davon ab, welche gilt."),
            new("record-reading", new("Ask the programme officers which reading holds.", "Fragen Sie bei der Programmstelle, welche Lesart gilt.")));

        var @case = new Case(subject.Dossier, programme, subject.Application, judgement.At, judgement.Finding.Discounted, subject.Consortium);
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
