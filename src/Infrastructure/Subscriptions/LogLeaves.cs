using System.Security.Cryptography;
using System.Text.Json;
using EligibilityService.Domain.Eligibility;
using JasperFx.Events;
using Npgsql;
using NpgsqlTypes;

namespace EligibilityService.Infrastructure.Subscriptions;

/// <param name="Event">Null where it could not be read: the leaf commits to its place and name, and stays as it is when the event can be read again.</param>
internal sealed record Leaf(long Sequence, Guid Stream, long Version, string Type, IEvent? Event)
{
    private const int Longest = 100;

    /// <summary>Which command, or which change before it, this follows from; nothing where that is no plain identifier, because callers choose theirs freely.</summary>
    public string? Correlation =>
        (Event?.CorrelationId ?? Event?.CausationId) is { Length: > 0 and <= Longest } told && told.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or ':') ? told : null;
}

internal sealed record SealedLeaf(Leaf Leaf, byte[] Salt, byte[] Bytes, byte[] Hash);

/// <summary>The commitments to stored events: SHA-256 of canonical bytes that are kept, each naming its stream's previous leaf.</summary>
internal static class LogLeaves
{
    private const string Copy = "copy eligibility.log_leaves (index, seq, stream_id, version, salt, bytes, hash) from stdin (format binary)";

    /// <param name="leaves">In the order of the store.</param>
    public static async Task<IReadOnlyList<SealedLeaf>> Seal(NpgsqlConnection connection, IReadOnlyList<Leaf> leaves, CancellationToken cancellationToken)
    {
        if (leaves.Count == 0) return [];

        var previous = await Previous(connection, leaves, cancellationToken);
        var ready = new List<SealedLeaf>(leaves.Count);
        foreach (var leaf in leaves)
        {
            var salt = RandomNumberGenerator.GetBytes(16);
            var bytes = Canonical(leaf.Stream, leaf.Version, previous.GetValueOrDefault(leaf.Stream), leaf.Type, leaf.Event);
            var hash = SHA256.HashData([0x00, .. salt, .. bytes]);   // RFC 6962: leaves and nodes are told apart by their first byte
            previous[leaf.Stream] = hash;
            ready.Add(new(leaf, salt, bytes, hash));
        }

        return ready;
    }

    public static async Task Append(NpgsqlConnection connection, IReadOnlyList<SealedLeaf> leaves, long index, CancellationToken cancellationToken)
    {
        if (leaves.Count == 0) return;

        await using var copy = await connection.BeginBinaryImportAsync(Copy, cancellationToken);
        foreach (var (leaf, salt, bytes, hash) in leaves)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(index++, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(leaf.Sequence, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(leaf.Stream, NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync(leaf.Version, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(salt, NpgsqlDbType.Bytea, cancellationToken);
            await copy.WriteAsync(bytes, NpgsqlDbType.Bytea, cancellationToken);
            await copy.WriteAsync(hash, NpgsqlDbType.Bytea, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    public static async Task<byte[]> HashOf(NpgsqlDataSource source, long sequence, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select hash from eligibility.log_leaves where seq = $1");
        command.Parameters.Add(new() { Value = sequence });
        return (byte[])(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Our own bytes, in a fixed order of members: what PostgreSQL makes of JSON never enters a hash.</summary>
    private static byte[] Canonical(Guid stream, long version, byte[]? previous, string type, IEvent? e)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("stream", stream);
            json.WriteNumber("version", version);
            json.WriteString("previous", previous is null ? "" : Convert.ToHexStringLower(previous));
            json.WriteString("type", type);
            if (e is null)
            {
                json.WriteNull("data");
            }
            else
            {
                json.WriteString("id", e.Id);
                json.WriteString("recordedAt", e.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture));
                json.WriteString("by", e.UserName ?? "");
                json.WriteString("correlation", e.CorrelationId ?? "");
                json.WritePropertyName("data");
                JsonSerializer.Serialize(json, e.Data, e.Data.GetType(), FactJson.Options);
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static async Task<Dictionary<Guid, byte[]>> Previous(NpgsqlConnection connection, IReadOnlyList<Leaf> leaves, CancellationToken cancellationToken)
    {
        Guid[] streams = [.. leaves.Select(leaf => leaf.Stream).Distinct()];
        await using var command = new NpgsqlCommand("select distinct on (stream_id) stream_id, hash from eligibility.log_leaves where stream_id = any($1) order by stream_id, version desc", connection)
        {
            Parameters = { new() { Value = streams } },
        };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var previous = new Dictionary<Guid, byte[]>();
        while (await row.ReadAsync(cancellationToken)) previous[row.GetGuid(0)] = await row.GetFieldValueAsync<byte[]>(1, cancellationToken);
        return previous;
    }
}
