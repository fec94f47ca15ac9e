using System.Globalization;
using System.Text;
using EligibilityService.Domain.Log;

namespace EligibilityService.Application.Log;

/// <summary>What the service stands by at one moment: so many leaves with this root, how far each stream had come, and which applications there were to each call.</summary>
/// <remarks>Its written form is what is signed and what a verifier reads; there is no other.</remarks>
/// <param name="Number">1, 2, 3 without a hole.</param>
/// <param name="Size">Leaves of the tree.</param>
/// <param name="StreamsRoot">Commits to the last version of every stream, in the order of their ids.</param>
/// <param name="CallsRoot">Commits to the applications of every call, in the order of the calls' ids.</param>
/// <param name="At">In real time, also in the demonstration.</param>
public sealed record Checkpoint(string Epoch, long Number, long Size, string Root, long Streams, string StreamsRoot, long Calls, string CallsRoot, DateTimeOffset At)
{
    public const string Origin = "eligibility-service/log";

    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>Origin, size and root as in the checkpoints of C2SP, then lines of our own.</summary>
    public string Body => string.Create(CultureInfo.InvariantCulture, $"""
        {Origin}
        {Size}
        {Root}
        epoch {Epoch}
        number {Number}
        streams {Streams} {StreamsRoot}
        calls {Calls} {CallsRoot}
        at {At.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture)}

        """).ReplaceLineEndings("\n");

    /// <returns>Nothing for what is not written exactly so.</returns>
    public static Checkpoint? Parse(string body)
    {
        var lines = body.Split('\n');
        if (lines.Length != 9 || lines[0] != Origin) return null;

        string[] epoch = lines[3].Split(' '), number = lines[4].Split(' '), streams = lines[5].Split(' '), calls = lines[6].Split(' '), at = lines[7].Split(' ');
        if (epoch.Length != 2 || number.Length != 2 || streams.Length != 3 || calls.Length != 3 || at.Length != 2) return null;
        if (!IsHash(lines[2]) || !IsHash(streams[2]) || !IsHash(calls[2])) return null;
        if (!Count(lines[1], out var size) || !Count(number[1], out var place) || !Count(streams[1], out var streamCount) || !Count(calls[1], out var callCount)) return null;
        if (!DateTimeOffset.TryParseExact(at[1], Instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)) return null;

        var checkpoint = new Checkpoint(epoch[1], place, size, lines[2], streamCount, streams[2], callCount, calls[2], instant);
        return checkpoint.Body == body ? checkpoint : null;
    }

    /// <summary>Where one stream stands in the digest of all of them.</summary>
    public static byte[] StreamEntry(Guid stream, long version) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"stream {stream} {version}"));

    /// <param name="applications">In the order of their ids, with the last version of each.</param>
    public static byte[] CallEntry(Guid call, IReadOnlyCollection<(Guid Application, long Version)> applications) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"call {call} {applications.Count} {Hex(CommittedList.RootOf(applications.Select(one => StreamEntry(one.Application, one.Version))))}"));

    public static string Hex(ReadOnlySpan<byte> hash) => Convert.ToHexStringLower(hash);

    /// <returns>Nothing for what is not a hash in lower-case hexadecimal digits.</returns>
    public static byte[]? Hash(string? hex) => hex is { Length: 2 * MerkleTree.HashLength } && hex.All(char.IsAsciiHexDigitLower) ? Convert.FromHexString(hex) : null;

    private static bool IsHash(string hex) => Hash(hex) is not null;

    private static bool Count(string text, out long count) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count);
}
