using System.Collections.Immutable;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Calls;

/// <summary>Where a call stands at a moment, for people and lists.</summary>
/// <remarks>OpenByOneReading: the deadline has two readings, and by the earlier one it has passed.</remarks>
public enum CallPhase { Draft, Announced, Dropped, Open, Closed, Cancelled, Decided, Unknown, OpenByOneReading }

/// <summary>A text that a corrigendum replaced, and the one it put in its place.</summary>
/// <param name="ToldBy">The event that put it in force.</param>
public sealed record SupersededText(int Corrigendum, CallTerms Before, CallTerms After, DateTimeOffset At, Guid ToldBy);

/// <summary>A call as it is read: its terms, what happened to it, and since when.</summary>
public sealed record CallDossier(Guid Id)
{
    /// <summary>What everybody sees and verdicts judge by: the text published, or while the call is only announced, the text announced.</summary>
    public CallTerms? Terms { get; init; }

    /// <summary>Whoever wrote at the draft is assigned to the call, unless taken off it.</summary>
    public ImmutableHashSet<Guid> Drafters { get; init; } = [];

    /// <summary>Of an announced call: the text drafted since, for officers only until two of them put it in force.</summary>
    public CallTerms? Drafted { get; init; }
    public CallStatus Status { get; init; }
    public DateTimeOffset? AnnouncedAt { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }
    public StepProposed? Pending { get; init; }
    public ImmutableSortedDictionary<int, CorrigendumProposed> PendingCorrigenda { get; init; } = ImmutableSortedDictionary<int, CorrigendumProposed>.Empty;

    /// <summary>For officers: the terms as a corrigendum in preparation would have them.</summary>
    public CorrigendumDrafted? Prepared { get; init; }

    /// <summary>The text in force has changed since that was written.</summary>
    public bool IsPreparedOnOlderText { get; init; }
    public ImmutableList<CorrigendumPublished> Corrigenda { get; init; } = [];

    /// <summary>For each corrigendum in force, in their order, the text it replaced.</summary>
    public ImmutableList<SupersededText> Superseded { get; init; } = [];
    public ImmutableList<QuestionAnswered> Answers { get; init; } = [];
    public ResultsSummary? Results { get; init; }

    /// <summary>Whether places were left for a cut-off, by its number from 1, as officers recorded it.</summary>
    public ImmutableSortedDictionary<int, Chronicle<bool>> PlacesLeft { get; init; } = ImmutableSortedDictionary<int, Chronicle<bool>>.Empty;

    /// <summary>Version of the stream: a verdict names it as the call's version.</summary>
    public Told? LastTold { get; init; }

    /// <summary>An event about this call could not be read. Until that is mended the verdicts on it are undetermined, and where it stands is not known.</summary>
    public bool IsBroken { get; init; }

    /// <summary>What could not be read happens to public calls only.</summary>
    public bool IsPublicUnread { get; init; }

    /// <summary>Its text may still change without a corrigendum, and so may every verdict on it.</summary>
    public bool IsProvisional => Status is CallStatus.Announced;

    /// <summary>The text that officers work on: what was drafted since the announcement, what a corrigendum in preparation would make of it, or what everybody sees.</summary>
    public CallTerms? WorkedOn => Drafted ?? Prepared?.Terms ?? Terms;

    public bool IsPublic => Status is not CallStatus.Draft || IsPublicUnread;

    /// <summary>
    /// A deadline closes a call whether or not the closing has been recorded already; without a known deadline a published call is neither open nor closed.
    /// </summary>
    public CallPhase StatusAt(DateTimeOffset now) => Status switch
    {
        _ when IsBroken && IsPublic => CallPhase.Unknown,
        CallStatus.Open when Terms?.Deadline is null => CallPhase.Unknown,
        CallStatus.Open when Terms!.Deadline.Latest < now => CallPhase.Closed,
        CallStatus.Open when Terms!.Deadline.Earliest < now => CallPhase.OpenByOneReading,
        CallStatus.Open => CallPhase.Open,
        CallStatus.Announced => CallPhase.Announced,
        CallStatus.Dropped => CallPhase.Dropped,
        CallStatus.Closed => CallPhase.Closed,
        CallStatus.Cancelled => CallPhase.Cancelled,
        CallStatus.Decided => CallPhase.Decided,
        _ => CallPhase.Draft,
    };

    /// <summary>Something that happened to the call could not be read.</summary>
    /// <param name="toPublicCallsOnly">It happens to public calls only: what looks like a draft is none.</param>
    public CallDossier Unread(bool toPublicCallsOnly) =>
        this with { IsBroken = true, IsPublicUnread = IsPublicUnread || toPublicCallsOnly, Terms = Terms ?? CallTerms.NotReadable(Id) };

    public CallDossier Learn(ICallEvent @event, Told told) => (@event switch
    {
        CallDrafted drafted when IsPublic => this with { Drafted = drafted.Terms, Drafters = Drafters.Add(drafted.DraftedBy), Pending = null },
        CallDrafted drafted => this with { Terms = drafted.Terms, Drafters = Drafters.Add(drafted.DraftedBy), Pending = null },
        StepProposed proposed => this with { Pending = proposed },
        CallAnnounced announced => this with
        {
            Status = CallStatus.Announced, AnnouncedAt = AnnouncedAt ?? announced.AnnouncedAt, Terms = Drafted ?? Terms, Drafted = null, Pending = null,
        },
        AnnouncementDropped => this with { Status = CallStatus.Dropped, Drafted = null, Pending = null },
        CallPublished published => this with { Status = CallStatus.Open, PublishedAt = published.PublishedAt, Terms = Drafted ?? Terms, Drafted = null, Pending = null },
        ProposalWithdrawn { Corrigendum: { } proposal } => this with { PendingCorrigenda = PendingCorrigenda.Remove(proposal) },
        ProposalWithdrawn => this with { Pending = null },
        CorrigendumDrafted drafted => this with { Prepared = drafted.Terms.SaysTheSameAs(Terms!) ? null : drafted, IsPreparedOnOlderText = false },
        CorrigendumProposed proposed => this with
        {
            PendingCorrigenda = PendingCorrigenda.SetItem(proposed.Number, proposed), Prepared = proposed.Consumes(Prepared) ? null : Prepared,
        },
        CorrigendumPublished published => this with
        {
            Terms = published.Terms, Corrigenda = Corrigenda.Add(published), PendingCorrigenda = PendingCorrigenda.Remove(published.Proposal ?? published.Number), IsPreparedOnOlderText = true,
            Superseded = Terms is null ? Superseded : Superseded.Add(new(published.Number, Terms, published.Terms, published.PublishedAt, told.EventId)),
        },
        DeadlineReadingRecorded recorded => this with { Terms = Terms! with { Deadline = Terms.Deadline!.Resolved(recorded.Holds) }, IsPreparedOnOlderText = true },
        QuestionAnswered answered => this with { Answers = Answers.RemoveAll(earlier => earlier.Number == answered.Number).Add(answered) },
        CallClosed => this with { Status = CallStatus.Closed },
        CallCancelled => this with { Status = CallStatus.Cancelled, Pending = null },
        PlacesRecorded recorded => this with
        {
            PlacesLeft = PlacesLeft.SetItem(recorded.CutOff, PlacesLeft.GetValueOrDefault(recorded.CutOff).Tell(recorded.AreLeft, told, new(AssertedBy.Officer))),
        },
        ResultsAnnounced announced => this with { Status = CallStatus.Decided, Results = announced.Results },
        _ => throw new UnknownEventException(@event),
    }) with { LastTold = told };
}
