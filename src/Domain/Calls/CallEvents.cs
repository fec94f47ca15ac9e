using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Calls;

/// <summary>All that can happen to a call: one record, one fact, past tense.</summary>
public interface ICallEvent;

/// <summary>An officer wrote, or rewrote, the terms of a call that is not published yet. Of an announced call nobody else sees them before they are announced or published.</summary>
public sealed record CallDrafted(CallTerms Terms, Guid DraftedBy) : ICallEvent;

/// <summary>Announcing, publishing, dropping or cancelling was proposed; it takes effect when a second officer confirms.</summary>
public sealed record StepProposed(CallStep Step, Guid ProposedBy, NoteRef? Reason = null) : ICallEvent;

/// <summary>The call is expected; the terms drafted by then are shown, and are provisional.</summary>
public sealed record CallAnnounced(Guid ProposedBy, Guid ConfirmedBy, DateTimeOffset AnnouncedAt) : ICallEvent;

/// <summary>It was not issued as announced, and everybody can see that.</summary>
public sealed record AnnouncementDropped(Guid ProposedBy, Guid ConfirmedBy, NoteRef? Reason) : ICallEvent;

/// <summary>From here on the terms drafted last are the call's text.</summary>
/// <param name="Impact">What the second officer had seen of whom the text places where; none in what was stored before that was asked.</param>
public sealed record CallPublished(Guid ProposedBy, Guid ConfirmedBy, DateTimeOffset PublishedAt, SignedImpact? Impact = null) : ICallEvent;

/// <summary>Whoever had proposed a step or a corrigendum took the proposal back.</summary>
/// <param name="Step">Null for a corrigendum.</param>
/// <param name="Corrigendum">Number of the proposed corrigendum; null for a step.</param>
public sealed record ProposalWithdrawn(Guid WithdrawnBy, CallStep? Step = null, int? Corrigendum = null) : ICallEvent;

/// <summary>An officer wrote, or rewrote, the terms that a corrigendum in preparation would give the call. The terms in force: nothing is being prepared any more.</summary>
public sealed record CorrigendumDrafted(CallTerms Terms, Guid DraftedBy) : ICallEvent;

/// <summary>A correction of the published text was proposed.</summary>
/// <param name="Number">Of the proposal: proposals are counted by themselves, since not all of them are published.</param>
public sealed record CorrigendumProposed(int Number, Corrigendum Corrigendum, CallTerms Terms, Guid ProposedBy) : ICallEvent
{
    public bool Says(Corrigendum corrigendum, CallTerms terms) =>
        Corrigendum with { Changes = corrigendum.Changes } == corrigendum
        && Corrigendum.Changes.AsSpan().SequenceEqual(corrigendum.Changes)
        && Terms.SaysTheSameAs(terms);

    /// <summary>What its proposer, or anybody word for word, had prepared is done with.</summary>
    public bool Consumes(CorrigendumDrafted? prepared) => prepared is not null && (prepared.DraftedBy == ProposedBy || prepared.Terms.SaysTheSameAs(Terms));
}

/// <summary>The correction is in force: changed clauses beside the old ones, and the new terms.</summary>
/// <param name="Number">Given now: those in force are counted from 1.</param>
/// <param name="Impact">What the second officer had seen of whom it affects; none in what was stored before that was asked.</param>
/// <param name="Proposal">Number of the proposal; none in what was stored while both had one number.</param>
public sealed record CorrigendumPublished(
    int Number, Corrigendum Corrigendum, CallTerms Terms, Guid ProposedBy, Guid ConfirmedBy, DateTimeOffset PublishedAt, SignedImpact? Impact = null, int? Proposal = null) : ICallEvent;

/// <summary>An officer recorded which of two readings of an ambiguous imported deadline holds.</summary>
public sealed record DeadlineReadingRecorded(DateTimeOffset Holds, Guid RecordedBy) : ICallEvent;

public sealed record QuestionAnswered(int Number, string? Section, NoteRef Question, NoteRef Answer, Guid AnsweredBy, bool Corrects = false) : ICallEvent;

/// <summary>The deadline passed.</summary>
/// <param name="EffectiveAt">The deadline's instant, whenever the service noticed it.</param>
public sealed record CallClosed(DateTimeOffset EffectiveAt) : ICallEvent;

public sealed record CallCancelled(Guid ProposedBy, Guid ConfirmedBy, NoteRef? Reason, DateTimeOffset CancelledAt) : ICallEvent;

/// <summary>An officer recorded whether places are left for a cut-off that counts only then.</summary>
/// <param name="CutOff">Its number in the call, from 1.</param>
public sealed record PlacesRecorded(int CutOff, bool AreLeft, Guid RecordedBy) : ICallEvent;

/// <summary>The outcome was made public.</summary>
public sealed record ResultsAnnounced(ResultsSummary Results, Guid AnnouncedBy, DateTimeOffset AnnouncedAt) : ICallEvent;

/// <summary>A step that two officers take together.</summary>
public enum CallStep { Announce, Publish, Drop, Cancel }

/// <summary>What changed in the text and why: clause by clause, the old wording beside the new.</summary>
/// <param name="PublishedOn">The day on which it comes into force; null: whichever that is.</param>
public sealed record Corrigendum(Text Title, ClauseChange[] Changes, Text Reason, DateOnly? PublishedOn = null)
{
    /// <summary>What it says of a clause must be what stood there, and what will stand there.</summary>
    public Refusal? Misquotes(CallTerms before, CallTerms after)
    {
        foreach (var change in Changes)
        {
            if ((change.OldNumber ?? change.OldText) is not null && !Reads(before, change.OldNumber, change.OldText)) return CallRefusals.ClauseReadsOtherwise(change.OldNumber);
            if ((change.NewNumber ?? change.NewText) is not null && !Reads(after, change.NewNumber, change.NewText)) return CallRefusals.ClauseWillReadOtherwise(change.NewNumber);
        }

        return null;
    }

    private static bool Reads(CallTerms terms, string? number, string? text) => Array.Exists(terms.Clauses, clause => (number is null || clause.Number == number) && Plain(clause.Text) == Plain(text));

    /// <summary>Line ends do not make another text.</summary>
    private static string Plain(string? text) => text?.ReplaceLineEndings("\n").Trim() ?? "";
}

/// <summary>A changed passage: old text, new text.</summary>
/// <param name="OldNumber">Number before; null for an inserted clause.</param>
/// <param name="NewNumber">Number after; null for a deleted clause.</param>
public sealed record ClauseChange(string? OldNumber = null, string? NewNumber = null, string? OldText = null, string? NewText = null);

/// <summary>What became of the proposals, as far as it is public.</summary>
/// <param name="Received">Proposals received; null: not known.</param>
public sealed record ResultsSummary(int? Received = null, int? Funded = null, int? Reserve = null, int? LabelledWithoutFunding = null, int? Rejected = null, string? Source = null);
