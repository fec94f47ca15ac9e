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

/// <summary>A correction of the published text was proposed.</summary>
public sealed record CorrigendumProposed(int Number, Corrigendum Corrigendum, CallTerms Terms, Guid ProposedBy) : ICallEvent
{
    public bool Says(Corrigendum corrigendum, CallTerms terms) =>
        Corrigendum with { Changes = corrigendum.Changes } == corrigendum
        && Corrigendum.Changes.AsSpan().SequenceEqual(corrigendum.Changes)
        && Terms.SaysTheSameAs(terms);
}

/// <summary>The correction is in force: changed clauses beside the old ones, and the new terms.</summary>
/// <param name="Impact">What the second officer had seen of whom it affects; none in what was stored before that was asked.</param>
public sealed record CorrigendumPublished(
    int Number, Corrigendum Corrigendum, CallTerms Terms, Guid ProposedBy, Guid ConfirmedBy, DateTimeOffset PublishedAt, SignedImpact? Impact = null) : ICallEvent;

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
public sealed record Corrigendum(Text Title, ClauseChange[] Changes, Text Reason, DateOnly? PublishedOn = null);

/// <summary>A changed passage: old text, new text.</summary>
/// <param name="OldNumber">Number before; null for an inserted clause.</param>
/// <param name="NewNumber">Number after; null for a deleted clause.</param>
public sealed record ClauseChange(string? OldNumber = null, string? NewNumber = null, string? OldText = null, string? NewText = null);

/// <summary>What became of the proposals, as far as it is public.</summary>
/// <param name="Received">Proposals received; null: not known.</param>
public sealed record ResultsSummary(int? Received = null, int? Funded = null, int? Reserve = null, int? LabelledWithoutFunding = null, int? Rejected = null, string? Source = null);
