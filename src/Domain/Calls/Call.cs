using System.Collections.Immutable;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Calls;

public enum CallStatus { Draft, Announced, Dropped, Open, Closed, Cancelled, Decided }

/// <summary>A call as its own decisions need to see it.</summary>
/// <remarks>Whether it is open at a moment is <see cref="CallDossier.StatusAt"/>: a date passes whether or not somebody has recorded it.</remarks>
public sealed record Call : IState<Call, ICallEvent>
{
    public static Call Initial { get; } = new();

    public CallTerms? Terms { get; init; }

    /// <summary>Of an announced call: the text drafted since, which two officers have yet to announce or publish.</summary>
    public CallTerms? Drafted { get; init; }
    public CallStatus Status { get; init; }
    public StepProposed? Pending { get; init; }
    public ImmutableSortedDictionary<int, CorrigendumProposed> PendingCorrigenda { get; init; } = ImmutableSortedDictionary<int, CorrigendumProposed>.Empty;

    /// <summary>How many corrigenda are in force: each gets its number when it is published.</summary>
    public int Corrigenda { get; init; }

    /// <summary>How many have been proposed; the number of a proposal is not the one under which the corrigendum is published.</summary>
    public int Proposals { get; init; }
    public ImmutableHashSet<int> WithdrawnCorrigenda { get; init; } = [];

    /// <summary>The last proposal of a step that was taken back.</summary>
    public ProposalWithdrawn? Withdrawn { get; init; }

    /// <summary>Of a published call: the terms as a corrigendum in preparation would have them.</summary>
    public CorrigendumDrafted? Prepared { get; init; }

    /// <summary>The day, in Brussels, on which the text was published.</summary>
    public DateOnly? PublishedOn { get; init; }

    /// <summary>Counts how often the published text has changed.</summary>
    public int Revision { get; init; }

    /// <summary>The revision of the text that each pending corrigendum was written on.</summary>
    public ImmutableDictionary<int, int> WrittenOn { get; init; } = ImmutableDictionary<int, int>.Empty;
    /// <summary>What was recorded last about places left for a cut-off, by its number.</summary>
    public ResultsSummary? Results { get; init; }

    public ImmutableDictionary<int, bool> PlacesLeft { get; init; } = ImmutableDictionary<int, bool>.Empty;
    public ImmutableSortedDictionary<int, QuestionAnswered> Answers { get; init; } = ImmutableSortedDictionary<int, QuestionAnswered>.Empty;

    public Decision<ICallEvent> Draft(CallTerms terms, Guid by) => this switch
    {
        { Status: CallStatus.Announced } when !KeepsItsNames(terms) => CallRefusals.NamesStay,
        { Terms: null } or { Status: CallStatus.Draft or CallStatus.Announced } when !SameTerms(terms) => [new CallDrafted(terms, by)],
        { Status: CallStatus.Draft or CallStatus.Announced } => [],
        _ => CallRefusals.PublishedAlready,
    };

    /// <summary>The first officer proposes, a second one confirms: the same request from two persons. Announced again, a call shows the text drafted since.</summary>
    public Decision<ICallEvent> Announce(Actor by, DateTimeOffset at) => Status switch
    {
        _ when Terms is null => CallRefusals.Unknown,
        CallStatus.Announced when Drafted is null => [],
        CallStatus.Draft or CallStatus.Announced => Step(CallStep.Announce, by, null, proposer => new CallAnnounced(proposer, by, at)),
        _ => CallRefusals.PublishedAlready,
    };

    /// <param name="programme">By which the text's worked examples are judged: a text they contradict is not put in force.</param>
    /// <param name="looked">What the second officer saw of whom this text would place where.</param>
    public Decision<ICallEvent> Publish(Actor by, DateTimeOffset at, ProgrammeFacts programme, Looked? looked) => this switch
    {
        { Terms: null } => CallRefusals.Unknown,
        { Status: CallStatus.Open } => [],
        { Status: CallStatus.Draft or CallStatus.Announced, Text.Deadline: { } deadline } when deadline.Latest <= at => CallRefusals.DeadlineHasPassed,
        { Status: CallStatus.Draft or CallStatus.Announced, Text.AsksNothing: true } => CallRefusals.AsksNothing,
        { Status: CallStatus.Draft or CallStatus.Announced } when DayDiffers(Text!.PublishedOn, at, Confirms(CallStep.Publish, by)) is { } otherDay => otherDay,
        { Status: CallStatus.Draft or CallStatus.Announced } when WorkedExamples.Objection(Text!, programme) is { } objection => objection,
        { Status: CallStatus.Draft or CallStatus.Announced } => Confirms(CallStep.Publish, by) && Looked.Lacking(looked, Text!, null, by) is { } unseen
            ? unseen
            : Step(CallStep.Publish, by, null, proposer => new CallPublished(proposer, by, at, looked!.ForSignature)),
        _ => CallRefusals.PublishedAlready,
    };

    public Decision<ICallEvent> Drop(Actor by, NoteRef? reason) => Status switch
    {
        _ when Terms is null => CallRefusals.Unknown,
        CallStatus.Dropped => [],
        CallStatus.Announced => Step(CallStep.Drop, by, reason, proposer => new AnnouncementDropped(proposer, by, Pending?.Reason ?? reason)),
        _ => CallRefusals.NotAnnounced,
    };

    public Decision<ICallEvent> Cancel(Actor by, NoteRef? reason, DateTimeOffset at) => Status switch
    {
        _ when Terms is null => CallRefusals.Unknown,
        CallStatus.Cancelled => [],
        CallStatus.Open or CallStatus.Closed => Step(CallStep.Cancel, by, reason, proposer => new CallCancelled(proposer, by, Pending?.Reason ?? reason, at)),
        _ => CallRefusals.NotPublished,
    };

    /// <summary>Whoever proposed a step takes it back; another officer says no by not confirming.</summary>
    public Decision<ICallEvent> Withdraw(CallStep step, Actor by) => this switch
    {
        { Terms: null } => CallRefusals.Unknown,
        { Pending: { } pending } when pending.Step == step => by.Is(pending.ProposedBy) ? [new ProposalWithdrawn(by, step)] : CallRefusals.NotTheProposer,
        _ => Withdrawn is { } withdrawn && withdrawn.Step == step && by.Is(withdrawn.WithdrawnBy) ? [] : CallRefusals.NothingProposed,
    };

    /// <param name="proposal">Its number as a proposal.</param>
    public Decision<ICallEvent> WithdrawCorrigendum(int proposal, Actor by) => this switch
    {
        { Terms: null } => CallRefusals.Unknown,
        _ when WithdrawnCorrigenda.Contains(proposal) => [],
        _ when PendingCorrigenda.TryGetValue(proposal, out var proposed) => by.Is(proposed.ProposedBy) ? [new ProposalWithdrawn(by, Corrigendum: proposal)] : CallRefusals.NotTheProposer,
        _ => IsProposal(proposal) ? CallRefusals.CorrigendumInForce : CallRefusals.NoSuchCorrigendum,
    };

    /// <summary>Written until it is proposed, as a draft is; the terms in force mean that nothing is being prepared.</summary>
    public Decision<ICallEvent> PrepareCorrigendum(CallTerms terms, Guid by, DateTimeOffset at) => this switch
    {
        _ when !IsOpenAt(at) => CallRefusals.NotOpen,
        _ when LeavesNotAlone(terms) is { } refusal => refusal,
        _ when terms.SaysTheSameAs(Prepared?.Terms ?? Terms!) => [],
        _ => [new CorrigendumDrafted(terms, by)],
    };

    public Decision<ICallEvent> ProposeCorrigendum(Corrigendum corrigendum, CallTerms terms, Guid by, DateTimeOffset at, ProgrammeFacts programme) => this switch
    {
        _ when !IsOpenAt(at) => CallRefusals.NotOpen,
        _ when terms.Deadline is { } deadline && deadline.Latest <= at => CallRefusals.DeadlineHasPassed,
        _ when LeavesNotAlone(terms) is { } refusal => refusal,
        _ when terms.AsksNothing && !Terms!.AsksNothing => CallRefusals.AsksNothing,
        _ when DayDiffers(corrigendum.PublishedOn, at, isToday: false) is { } otherDay => otherDay,
        _ when corrigendum.Misquotes(Terms!, terms) is { } misquoted => misquoted,
        _ when WorkedExamples.Objection(terms, programme) is { } objection => objection,
        _ when corrigendum.Changes.Length == 0 && terms.SaysTheSameAs(Terms!) => CallRefusals.ChangesNothing,
        _ when PendingCorrigenda.Values.Any(pending => pending.ProposedBy == by && !IsStale(pending.Number) && pending.Says(corrigendum, terms)) => [],
        _ => [new CorrigendumProposed(Proposals + 1, corrigendum, terms, by)],
    };

    /// <param name="proposal">Its number as a proposal; the corrigendum gets the next number of those in force.</param>
    /// <param name="programme">By which the examples of the new text are judged.</param>
    /// <param name="looked">What the second officer saw of whom it would affect.</param>
    public Decision<ICallEvent> ConfirmCorrigendum(int proposal, Actor by, DateTimeOffset at, ProgrammeFacts programme, Looked? looked)
    {
        if (WithdrawnCorrigenda.Contains(proposal)) return CallRefusals.CorrigendumWithdrawn;
        if (!PendingCorrigenda.TryGetValue(proposal, out var proposed)) return IsProposal(proposal) ? [] : CallRefusals.NoSuchCorrigendum;
        if (!IsOpenAt(at)) return CallRefusals.NotOpen;
        if (IsStale(proposal)) return CallRefusals.CorrigendumStale;
        if (by.Is(proposed.ProposedBy)) return CallRefusals.FourEyes;
        if (proposed.Terms.Deadline is { } deadline && deadline.Latest <= at) return CallRefusals.DeadlineHasPassed;
        if (DayDiffers(proposed.Corrigendum.PublishedOn, at, isToday: true) is { } otherDay) return otherDay;
        if (WorkedExamples.Objection(proposed.Terms, programme) is { } objection) return objection;
        if (Looked.Lacking(looked, proposed.Terms, proposal, by) is { } unseen) return unseen;

        return [new CorrigendumPublished(Corrigenda + 1, proposed.Corrigendum, proposed.Terms, proposed.ProposedBy, by, at, looked!.ForSignature, proposal)];
    }

    public Decision<ICallEvent> RecordDeadlineReading(DateTimeOffset holds, Guid by) => Terms?.Deadline switch
    {
        null => Terms is null ? CallRefusals.Unknown : CallRefusals.NotAReading,
        { OtherReading: null } deadline => deadline.Instant == holds ? [] : CallRefusals.DeadlineIsClear,
        var deadline when deadline.Instant == holds || deadline.OtherReading == holds => [new DeadlineReadingRecorded(holds, by)],
        _ => CallRefusals.NotAReading,
    };

    /// <summary>The same question has one number: answered otherwise, the answer is corrected.</summary>
    public Decision<ICallEvent> Answer(string? section, NoteRef question, NoteRef answer, Guid by) => this switch
    {
        _ when Answers.Values.Any(given => given.Section == section && given.Question == question && given.Answer == answer) => [],
        { Status: not CallStatus.Open } => CallRefusals.NotOpen,
        _ when Answers.Values.FirstOrDefault(given => given.Section == section && given.Question == question) is { } earlier =>
            [new QuestionAnswered(earlier.Number, section, question, answer, by, Corrects: true)],
        _ => [new QuestionAnswered(Answers.Keys.LastOrDefault() + 1, section, question, answer, by)],
    };

    /// <summary>Decides again when the due instant comes: if the deadline has moved, nothing happens. Of two readings the later one is due.</summary>
    public Decision<ICallEvent> Close(DateTimeOffset at) => this switch
    {
        { Status: CallStatus.Open, Terms.Deadline: { } deadline } when deadline.Latest < at => [new CallClosed(deadline.Latest)],
        _ => [],
    };

    /// <summary>Only a cut-off that waits for it is asked about; recorded otherwise later, the later record holds.</summary>
    public Decision<ICallEvent> RecordPlaces(int cutOff, bool areLeft, Guid by) => this switch
    {
        { Terms: null } => CallRefusals.Unknown,
        { Status: CallStatus.Draft or CallStatus.Announced or CallStatus.Dropped or CallStatus.Cancelled } => CallRefusals.NotPublished,
        _ when cutOff < 1 || Terms.Travel?.CutOffs.ElementAtOrDefault(cutOff - 1) is not { OnlyIfPlacesAreLeft: true } => CallRefusals.CutOffWaitsForNothing,
        _ when PlacesLeft.TryGetValue(cutOff, out var recorded) && recorded == areLeft => [],
        _ => [new PlacesRecorded(cutOff, areLeft, by)],
    };

    public Decision<ICallEvent> AnnounceResults(ResultsSummary results, Guid by, DateTimeOffset at) => Status switch
    {
        CallStatus.Decided when Results == results => [],
        CallStatus.Decided => CallRefusals.ResultsOtherwise,
        CallStatus.Closed => [new ResultsAnnounced(results, by, at)],
        _ => CallRefusals.NotClosed,
    };

    public Call Evolve(ICallEvent @event) => @event switch
    {
        CallDrafted drafted when Status is CallStatus.Announced => this with { Drafted = drafted.Terms, Pending = null },
        CallDrafted drafted => this with { Terms = drafted.Terms, Pending = null },
        StepProposed proposed => this with { Pending = proposed },
        CallAnnounced => this with { Status = CallStatus.Announced, Terms = Text, Drafted = null, Pending = null },
        AnnouncementDropped => this with { Status = CallStatus.Dropped, Drafted = null, Pending = null },
        CallPublished published => this with { Status = CallStatus.Open, Terms = Text, Drafted = null, Pending = null, PublishedOn = BrusselsTime.DayOf(published.PublishedAt) },
        ProposalWithdrawn { Corrigendum: { } proposal } => this with { PendingCorrigenda = PendingCorrigenda.Remove(proposal), WithdrawnCorrigenda = WithdrawnCorrigenda.Add(proposal) },
        ProposalWithdrawn withdrawn => this with { Pending = null, Withdrawn = withdrawn },
        CorrigendumDrafted drafted => this with { Prepared = drafted.Terms.SaysTheSameAs(Terms!) ? null : drafted },
        CorrigendumProposed proposed => this with
        {
            PendingCorrigenda = PendingCorrigenda.SetItem(proposed.Number, proposed), WrittenOn = WrittenOn.SetItem(proposed.Number, Revision), Proposals = Math.Max(Proposals, proposed.Number),
            Prepared = proposed.Consumes(Prepared) ? null : Prepared,
        },
        CorrigendumPublished published => this with
        {
            Terms = published.Terms, Corrigenda = Math.Max(Corrigenda, published.Number), PendingCorrigenda = PendingCorrigenda.Remove(published.Proposal ?? published.Number), Revision = Revision + 1,
        },
        DeadlineReadingRecorded recorded => this with { Terms = Terms! with { Deadline = Terms.Deadline!.Resolved(recorded.Holds) }, Revision = Revision + 1 },
        QuestionAnswered answered => this with { Answers = Answers.SetItem(answered.Number, answered) },
        CallClosed => this with { Status = CallStatus.Closed },
        CallCancelled => this with { Status = CallStatus.Cancelled, Pending = null },
        PlacesRecorded recorded => this with { PlacesLeft = PlacesLeft.SetItem(recorded.CutOff, recorded.AreLeft) },
        ResultsAnnounced announced => this with { Status = CallStatus.Decided, Results = announced.Results },
        _ => throw new UnknownEventException(@event),
    };

    private bool IsProposal(int number) => number > 0 && number <= Proposals;

    /// <summary>What no corrigendum changes: under which name the call is known, what it is, and when its text was published.</summary>
    private Refusal? LeavesNotAlone(CallTerms terms) => this switch
    {
        _ when terms.Reference != Terms!.Reference => CallRefusals.ReferenceStays,
        _ when terms.Kind != Terms.Kind || (Terms.PublishedOn is { } told && terms.PublishedOn != told) => CallRefusals.PublicationStays,
        { PublishedOn: { } day } when terms.PublishedOn is { } claimed && claimed != day && Terms.PublishedOn is null => CallRefusals.PublishedAnotherDay(claimed, day),
        _ => null,
    };

    /// <summary>A text names the day on which it is published, or none: criteria look at what held before that day.</summary>
    /// <param name="isToday">It comes into force now; until then the day may lie ahead.</param>
    private static Refusal? DayDiffers(DateOnly? claimed, DateTimeOffset at, bool isToday) =>
        claimed is { } day && BrusselsTime.DayOf(at) is var today && (isToday ? day != today : day < today) ? CallRefusals.PublishedAnotherDay(day, today) : null;

    private bool Confirms(CallStep step, Actor by) => Pending is { } pending && pending.Step == step && !by.Is(pending.ProposedBy);

    private Decision<ICallEvent> Step(CallStep step, Actor by, NoteRef? reason, Func<Guid, ICallEvent> confirmed) => Pending switch
    {
        { Step: var pending } when pending == step && by.Is(Pending.ProposedBy) => CallRefusals.FourEyes,
        { Step: var pending } when pending == step => [confirmed(Pending.ProposedBy)],
        _ => [new StepProposed(step, by, reason)],
    };

    /// <summary>A deadline that has passed closes the call, recorded or not: no corrigendum brings it back.</summary>
    private bool IsOpenAt(DateTimeOffset at) => Status is CallStatus.Open && !(Terms!.Deadline?.Latest < at);

    /// <summary>The text has changed since it was proposed: put in force, its terms would undo that.</summary>
    private bool IsStale(int corrigendum) => WrittenOn.GetValueOrDefault(corrigendum, Revision) != Revision;

    /// <summary>The text that the next step would put in force.</summary>
    private CallTerms? Text => Drafted ?? Terms;

    private bool SameTerms(CallTerms terms) => Text is not null && Text.SaysTheSameAs(terms);

    /// <summary>Who knows the announced call by one of its names still finds it.</summary>
    private bool KeepsItsNames(CallTerms terms) => !Terms!.Names.Except(terms.Names, StringComparer.OrdinalIgnoreCase).Any();
}
