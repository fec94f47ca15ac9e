using System.Collections.Immutable;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Retention;

/// <summary>What is to be cleared because its time is over, one proposal at a time, and persons to be erased because they asked, each by itself. Carried out is what a second person has confirmed.</summary>
public sealed record RetentionBook : IState<RetentionBook, IRetentionEvent>
{
    /// <summary>The one stream of clearances.</summary>
    public static readonly Guid StreamId = new("c1ea0000-0000-4000-8000-000000000001");

    public static Refusal NotProposed => RetentionRefusals.NotProposed;

    public static RetentionBook Initial { get; } = new();

    public ClearanceProposed? Proposed { get; init; }

    public ClearanceConfirmed? LastConfirmed { get; init; }

    /// <summary>Erasures that wait for a second person, by their ids.</summary>
    public ImmutableDictionary<Guid, ErasureProposed> Erasing { get; init; } = ImmutableDictionary<Guid, ErasureProposed>.Empty;

    public ImmutableDictionary<Guid, ErasureConfirmed> Erased { get; init; } = ImmutableDictionary<Guid, ErasureConfirmed>.Empty;

    /// <summary>Ids that proposals have had: under one of them nobody finds something else than was seen.</summary>
    public ImmutableHashSet<Guid> Named { get; init; } = [];

    /// <summary>It takes the place of what was proposed before.</summary>
    /// <param name="due">Everything whose time is over.</param>
    public Decision<IRetentionEvent> Propose(Guid clearance, Guid[] files, bool looks, IReadOnlySet<Guid> due, Actor by, DateTimeOffset at) => this switch
    {
        { Proposed: { } same } when same.Clearance == clearance && same.Looks == looks && same.Files.ToHashSet().SetEquals(files) => [],
        { LastConfirmed: { } same } when same.Clearance == clearance && same.Looks == looks && same.Files.ToHashSet().SetEquals(files) => [],
        _ when Named.Contains(clearance) => RetentionRefusals.IdTaken,
        _ when !files.All(due.Contains) => RetentionRefusals.NotDue,
        _ => [new ClearanceProposed(clearance, files, looks, by, at)],
    };

    public Decision<IRetentionEvent> ProposeErasure(Guid erasure, Guid person, DocumentOf[] documents, Actor by, DateTimeOffset at) => this switch
    {
        _ when Erasing.TryGetValue(erasure, out var waiting) && waiting.Person == person && waiting.Documents.ToHashSet().SetEquals(documents) => [],
        _ when Erased.TryGetValue(erasure, out var done) && done.Person == person && done.Documents.ToHashSet().SetEquals(documents) => [],
        _ when Named.Contains(erasure) => RetentionRefusals.ErasureIdTaken,
        _ => [new ErasureProposed(erasure, person, documents, by, at)],
    };

    public Decision<IRetentionEvent> Drop(Guid clearance, Actor by, DateTimeOffset at) =>
        Proposed?.Clearance == clearance ? [new ClearanceDropped(clearance, by, at)] : RetentionRefusals.NotProposed;

    public Decision<IRetentionEvent> DropErasure(Guid erasure, Actor by, DateTimeOffset at) =>
        Erasing.ContainsKey(erasure) ? [new ErasureDropped(erasure, by, at)] : RetentionRefusals.ErasureNotProposed;

    public Decision<IRetentionEvent> Confirm(Guid clearance, Actor by, DateTimeOffset at) => LastConfirmed?.Clearance == clearance ? []
        : BySecond(Proposed?.Clearance == clearance ? Proposed : null, RetentionRefusals.NotProposed, proposed => proposed.ProposedBy, by, proposed => new ClearanceConfirmed(clearance, proposed.Files, proposed.Looks, proposed.ProposedBy, by, at));

    public Decision<IRetentionEvent> ConfirmErasure(Guid erasure, Actor by, DateTimeOffset at) => Erased.ContainsKey(erasure) ? []
        : BySecond(Erasing.GetValueOrDefault(erasure), RetentionRefusals.ErasureNotProposed, proposed => proposed.ProposedBy, by, proposed => new ErasureConfirmed(erasure, proposed.Person, proposed.Documents, proposed.ProposedBy, by, at));

    private static Decision<IRetentionEvent> BySecond<T>(T? proposed, Refusal none, Func<T, Guid> proposedBy, Actor by, Func<T, IRetentionEvent> confirmed) where T : class => proposed switch
    {
        null => none,
        _ when by.Is(proposedBy(proposed)) => RetentionRefusals.SecondAdministrator,
        _ => [confirmed(proposed)],
    };

    public RetentionBook Evolve(IRetentionEvent @event) => @event switch
    {
        ClearanceProposed proposed => this with { Proposed = proposed, Named = Named.Add(proposed.Clearance) },
        ClearanceDropped => this with { Proposed = null },
        ClearanceConfirmed confirmed => this with { Proposed = null, LastConfirmed = confirmed },
        ErasureProposed proposed => this with { Erasing = Erasing.SetItem(proposed.Erasure, proposed), Named = Named.Add(proposed.Erasure) },
        ErasureDropped dropped => this with { Erasing = Erasing.Remove(dropped.Erasure) },
        ErasureConfirmed confirmed => this with { Erasing = Erasing.Remove(confirmed.Erasure), Erased = Erased.SetItem(confirmed.Erasure, confirmed) },
        _ => throw new UnknownEventException(@event),
    };
}

internal static class RetentionRefusals
{
    public static readonly Refusal NotDue = new("clearance-not-due", new(
        "Some of it is not due. Look again at what is, and choose from that.",
        "Manches davon ist nicht fällig. Sehen Sie neu an, was es ist, und wählen Sie daraus."));

    public static readonly Refusal IdTaken = new("clearance-id-taken", new(
        "Something else was proposed under this id before. Take a new id.",
        "Unter dieser Kennung wurde schon etwas anderes vorgeschlagen. Nehmen Sie eine neue."));

    public static readonly Refusal ErasureIdTaken = new("erasure-id-taken", IdTaken.Reason);

    public static readonly Refusal NotProposed = new("clearance-not-proposed", new(
        "This is not proposed, or not any more: it was confirmed or taken back, or something else was proposed since. Look again.",
        "Das ist nicht oder nicht mehr vorgeschlagen: Es wurde bestätigt oder zurückgenommen, oder seither wurde anderes vorgeschlagen. Sehen Sie es neu an."));

    public static readonly Refusal ErasureNotProposed = new("erasure-not-proposed", new(
        "This erasure is not proposed, or not any more: it was confirmed or taken back. Look again.",
        "Diese Löschung ist nicht oder nicht mehr vorgeschlagen: Sie wurde bestätigt oder zurückgenommen. Sehen Sie es neu an."));

    public static readonly Refusal SecondAdministrator = new("four-eyes", new(
        "You have proposed this yourself. A second administrator has to confirm it.",
        "Das haben Sie selbst vorgeschlagen. Bestätigen muss es eine zweite Person der Verwaltung."));
}
