using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EligibilityService.Application.Log;

/// <summary>The promise that is given the moment a version is handed in: it was received then, and this is the application's whole story up to it.</summary>
/// <param name="Number">Of the version that was handed in.</param>
/// <param name="Version">Of the application's stream, with the submission as its last event.</param>
/// <param name="ReceivedAt">By the service's clock.</param>
/// <param name="Story">Hash over all the application's events up to the submission; see <see cref="StoryDigest"/>.</param>
/// <param name="SignedAt">In real time.</param>
public sealed record SubmissionReceipt(Guid Application, int Number, long Version, DateTimeOffset ReceivedAt, string Story, DateTimeOffset SignedAt)
{
    private const string Origin = "eligibility-service/receipt", Instant = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public string Body => string.Create(CultureInfo.InvariantCulture, $"""
        {Origin}
        application {Application}
        submission {Number}
        version {Version}
        received {ReceivedAt.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture)}
        story {Story}
        signed {SignedAt.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture)}

        """).ReplaceLineEndings("\n");

    /// <returns>Nothing for what is not written exactly so.</returns>
    public static SubmissionReceipt? Parse(string body)
    {
        var lines = body.Split('\n').Select(line => line.Split(' ')).ToArray();
        if (lines.Length != 8 || lines[1..7].Any(line => line.Length != 2)) return null;

        if (!Guid.TryParse(lines[1][1], out var application)
            || !int.TryParse(lines[2][1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !long.TryParse(lines[3][1], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            || !DateTimeOffset.TryParseExact(lines[4][1], Instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var received)
            || Checkpoint.Hash(lines[5][1]) is null
            || !DateTimeOffset.TryParseExact(lines[6][1], Instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signed)) return null;

        var receipt = new SubmissionReceipt(application, number, version, received, lines[5][1], signed);
        return receipt.Body == body ? receipt : null;
    }
}

/// <summary>One hash over a stream's events, in their order: each over the one before, the event's name and its content in one form.</summary>
public sealed class StoryDigest
{
    private byte[] _hash = new byte[SHA256.HashSizeInBytes];

    public string Hex => Checkpoint.Hex(_hash);

    /// <summary>The same up to here, for two that go on differently.</summary>
    public StoryDigest Copy() => new() { _hash = _hash };

    public StoryDigest Add(string type, JsonElement data)
    {
        _hash = SHA256.HashData([.. _hash, .. SHA256.HashData(Encoding.UTF8.GetBytes(type)), .. CanonicalJson.Digest(data)]);
        return this;
    }
}
