using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EligibilityService.Application.Log;

/// <summary>The files of a dossier, and what stands in a line of each. What is written here is what the verifier reads.</summary>
public static class Dossier
{
    public const string
        Manifest = "manifest.txt", Keys = "keys.json", Checkpoint = "checkpoint.txt", Earlier = "earlier-checkpoints.jsonl", Nodes = "nodes.jsonl", Streams = "streams.jsonl",
        Population = "population.jsonl", Receipts = "receipts.jsonl", Events = "events.jsonl", CallTexts = "call-texts.jsonl", Verdicts = "verdicts.jsonl", Texts = "texts.jsonl", Page = "index.html";

    public const string Origin = "eligibility-service/dossier";

    /// <summary>The texts that an event cites, wherever in it.</summary>
    public static IEnumerable<(Guid Note, string SaltedHash)> TextsCitedIn(JsonElement data) => data.ValueKind switch
    {
        JsonValueKind.Object when data.TryGetProperty("saltedHash", out var hash) && data.TryGetProperty("id", out var id) && hash.GetString() is { } salted && id.TryGetGuid(out var note) => [(note, salted)],
        JsonValueKind.Object => data.EnumerateObject().SelectMany(member => TextsCitedIn(member.Value)),
        JsonValueKind.Array => data.EnumerateArray().SelectMany(TextsCitedIn),
        _ => [],
    };

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };
}

/// <summary>An event as the log keeps it, and as it stood in the store when the dossier was taken out.</summary>
/// <param name="Index">Of its leaf in the log; nothing where the log has none.</param>
/// <param name="Leaf">The bytes that were hashed together with the salt, as text.</param>
/// <param name="Stored">Nothing where the store has no such event any more.</param>
public sealed record EventLine(Guid Stream, long Version, long? Index = null, string? Hash = null, string? Salt = null, string? Leaf = null, StoredEvent? Stored = null);

/// <summary>An event as it stands in the store.</summary>
public sealed record StoredEvent(Guid Id, long Version, string Type, string RecordedAt, string By, string Correlation, JsonElement Data);

/// <summary>A full subtree of the log.</summary>
public sealed record NodeLine(int Level, long Index, string Hash);

/// <summary>How far a stream had come when the checkpoint was signed, and the proof of it.</summary>
/// <param name="Place">In the list of all streams.</param>
public sealed record StreamLine(Guid Stream, long Version, long Place, string[] Proof);

/// <summary>The first line: which call, and the proof that these were its applications and no others. The following lines: each of them.</summary>
public sealed record PopulationLine(Guid? Call = null, long? Place = null, string[]? Proof = null, Guid? Application = null, long? Version = null);

/// <summary>The tree of an earlier size, and the proof that the dossier's checkpoint continues it.</summary>
/// <param name="Note">The checkpoint of that size, where one was signed.</param>
public sealed record EarlierLine(long Size, string[] Proof, string? Note = null);

/// <summary>A part of an event, put in a file of its own so that it is found: a call's text, a recorded verdict.</summary>
public sealed record QuoteLine(Guid Stream, long Version, string Type, string Member, JsonElement Value);

/// <summary>A signed receipt.</summary>
public sealed record ReceiptLine(string Note);

/// <summary>What somebody wrote, a letter as it was sent or a reason, as an application's event cites it by a salted hash.</summary>
/// <param name="Salt">Empty where an erasure of personal data has altered the text.</param>
/// <param name="Text">Nothing where it was erased.</param>
public sealed record WrittenLine(Guid Note, string? Salt = null, string? Text = null);
