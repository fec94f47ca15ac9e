using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Deciding;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Log;

/// <summary>The checkpoints after a number, oldest first.</summary>
[May(Who.Anyone)]
public sealed record ReadCheckpoints(long After, int Limit) : IRequest<CheckpointsAnswer>;

/// <summary>The newest checkpoint, or the one with a number; nothing while there is none.</summary>
[May(Who.Anyone)]
public sealed record ShowCheckpoint(long? Number = null) : IRequest<CheckpointAnswer?>;

/// <summary>Shows that one recorded event stands in the tree of a checkpoint. Hashes only: what the event says, nobody learns from it.</summary>
/// <param name="Index">Place of its leaf in the log.</param>
/// <param name="Entry">Or the number of an entry of the feed that cites the leaf.</param>
/// <param name="Size">Of the tree; without it, that of the newest checkpoint.</param>
[May(Who.Anyone)]
public sealed record ProveInclusion(long? Index, long? Entry, long? Size) : IRequest<InclusionAnswer>;

/// <summary>Shows that a later tree begins with all the leaves of an earlier one: nothing was altered, dropped or put in between.</summary>
[May(Who.Anyone)]
public sealed record ProveConsistency(long From, long To) : IRequest<ConsistencyAnswer>;

/// <summary>The public keys that receipts and checkpoints are signed with, oldest first.</summary>
[May(Who.Anyone)]
public sealed record ShowSigningKeys : IRequest<IReadOnlyList<PublicSigningKey>>;

/// <summary>Introduce a new key; what the old ones signed stays valid.</summary>
[May(Role.Administrator)]
public sealed record RenewSigningKey : IRequest<Receipt>;

/// <summary>A page of checkpoints.</summary>
/// <param name="Last">Number of the newest one there is.</param>
public sealed record CheckpointsAnswer(long Last, IReadOnlyList<CheckpointAnswer> Checkpoints);

/// <summary>A signed checkpoint of the log.</summary>
/// <param name="Root">Of the tree of that size (RFC 6962), as are all hashes here in hexadecimal digits.</param>
/// <param name="At">In real time.</param>
/// <param name="FeedNumber">The entry of the feed by which it went out.</param>
/// <param name="Note">Its written form with the signature: keep this, it is all that a verifier needs.</param>
public sealed record CheckpointAnswer(
    long Number, string Epoch, long Size, string Root, long Streams, string StreamsRoot, long Calls, string CallsRoot, DateTimeOffset At, string Key, long FeedNumber, string Note)
{
    public static CheckpointAnswer Of(string note, long feedNumber)
    {
        var signed = SignedNote.Parse(note)!;
        var checkpoint = Checkpoint.Parse(signed.Body)!;
        return new(
            checkpoint.Number, checkpoint.Epoch, checkpoint.Size, checkpoint.Root, checkpoint.Streams, checkpoint.StreamsRoot, checkpoint.Calls, checkpoint.CallsRoot, checkpoint.At,
            signed.Key, feedNumber, note);
    }
}

/// <summary>The hashes beside the way from a leaf to the root, or why there are none.</summary>
public sealed record InclusionAnswer(long Index, long Size, string LeafHash, string Root, IReadOnlyList<string> Proof, Refusal? Refusal = null)
{
    public static InclusionAnswer Refused(Refusal refusal) => new(0, 0, "", "", [], refusal);
}

/// <summary>The hashes by which both roots can be told, or why there are none.</summary>
public sealed record ConsistencyAnswer(long From, string FromRoot, long To, string ToRoot, IReadOnlyList<string> Proof, Refusal? Refusal = null)
{
    public static ConsistencyAnswer Refused(Refusal refusal) => new(0, "", 0, "", [], refusal);
}

public sealed class ReadCheckpointsShape : AbstractValidator<ReadCheckpoints>
{
    public ReadCheckpointsShape()
    {
        RuleFor(question => question.Limit).InclusiveBetween(1, 1000).WithMessage(ProfileShape.Say("1 to 1000 checkpoints.", "1 bis 1000 Prüfpunkte."));
        RuleFor(question => question.After).GreaterThanOrEqualTo(0).WithMessage(ProfileShape.Say("The number of a checkpoint, or 0 to begin.", "Die Nummer eines Prüfpunkts, oder 0 für den Anfang."));
    }
}

public sealed class ProveInclusionShape : AbstractValidator<ProveInclusion>
{
    public ProveInclusionShape() => RuleFor(question => question.Index).Must((question, index) => (index is null) != (question.Entry is null))
        .WithMessage(ProfileShape.Say("Name the leaf by its index in the log, or by an entry of the feed.", "Nennen Sie das Blatt durch seine Stelle im Protokoll oder durch einen Eintrag des Feeds."));
}

/// <summary>Why the log proves nothing here.</summary>
public static class LogRefusals
{
    public static readonly Refusal NoCheckpointYet = new("no-checkpoint-yet", new(
        "No checkpoint covers this yet. One is signed within a minute of what happened; ask again then.",
        "Noch deckt kein Prüfpunkt dies ab. Innerhalb einer Minute nach dem Ereignis wird einer unterschrieben; fragen Sie dann noch einmal."));

    public static readonly Refusal NotInTree = new("leaf-unknown", new(
        "There is no such leaf in a tree of this size. Name an index smaller than the size, and a size no larger than the newest checkpoint's.",
        "In einem Baum dieser Größe gibt es dieses Blatt nicht. Nennen Sie eine Stelle unterhalb der Größe und höchstens die Größe des neuesten Prüfpunkts."));

    public static readonly Refusal NoSuchTrees = new("log-sizes-unknown", new(
        "The log has no trees of these sizes. 'from' must be 1 or more and no larger than 'to', and 'to' no larger than the newest checkpoint's size.",
        "Bäume dieser Größen hat das Protokoll nicht. „from“ muss mindestens 1 und höchstens „to“ sein, und „to“ höchstens die Größe des neuesten Prüfpunkts."));

    public static readonly Refusal Damaged = new("log-damaged", new(
        "The log is damaged at this place, so nothing can be proven here. Tell the operators; keep the checkpoints you have.",
        "Das Protokoll ist an dieser Stelle beschädigt; hier lässt sich nichts belegen. Melden Sie es dem Betrieb und bewahren Sie Ihre Prüfpunkte auf."));
}
