using EligibilityService.Application.Access;
using MediatR;

namespace EligibilityService.Application.Log;

/// <summary>The signed receipt of a version that was handed in, with the proof that it stands in the log as soon as a checkpoint covers it.</summary>
/// <param name="Number">Of the version; without it, the last one handed in up to a version of the application.</param>
/// <param name="UpTo">Version of the application.</param>
[May(Granted = true)]
public sealed record ShowReceipt(Guid ApplicationId, int? Number = null, long? UpTo = null) : IRequest<SignedReceiptAnswer?>, IConcernsApplication;

/// <summary>A signed receipt. What is signed is the note; the rest only repeats it.</summary>
/// <param name="Story">Hash over the application's whole story up to this submission.</param>
/// <param name="SignedAt">In real time.</param>
/// <param name="Inclusion">Null until a checkpoint covers the submission, which takes a minute at most.</param>
public sealed record SignedReceiptAnswer(
    Guid Application, int Number, long Version, DateTimeOffset ReceivedAt, string Story, DateTimeOffset SignedAt, string Key, string Note, ReceiptInclusion? Inclusion = null)
{
    public static SignedReceiptAnswer Of(string note)
    {
        var signed = SignedNote.Parse(note)!;
        var receipt = SubmissionReceipt.Parse(signed.Body)!;
        return new(receipt.Application, receipt.Number, receipt.Version, receipt.ReceivedAt, receipt.Story, receipt.SignedAt, signed.Key, note);
    }
}

/// <summary>Where the submission stands in the log.</summary>
/// <param name="Checkpoint">The signed checkpoint whose root the proof leads to.</param>
public sealed record ReceiptInclusion(long Index, long Size, string LeafHash, IReadOnlyList<string> Proof, string Checkpoint);
