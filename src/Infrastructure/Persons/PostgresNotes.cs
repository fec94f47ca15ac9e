using System.Security.Cryptography;
using System.Text;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Clusters;
using Npgsql;

namespace EligibilityService.Infrastructure.Persons;

/// <summary>Notes with their salt; the salt keeps short texts from being guessed from the hash in the event.</summary>
internal sealed class PostgresNotes(NpgsqlDataSource source) : INotes
{
    public const string Ddl = """
        create table if not exists eligibility.notes (id uuid primary key, salt bytea not null, text text not null);
        """;

    public async Task<NoteRef> Keep(string text, CancellationToken cancellationToken)
    {
        var (id, salt) = (Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(16));
        await using var command = source.CreateCommand("insert into eligibility.notes values ($1, $2, $3)");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = salt });
        command.Parameters.Add(new() { Value = text });
        await command.ExecuteNonQueryAsync(cancellationToken);
        return new(id, Convert.ToHexStringLower(SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(text)])));
    }

    public async Task<IReadOnlyDictionary<Guid, string>> Texts(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var texts = new Dictionary<Guid, string>();
        if (ids.Count == 0) return texts;

        await using var command = source.CreateCommand("select id, text from eligibility.notes where id = any($1)");
        command.Parameters.Add(new() { Value = ids.ToArray() });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken)) texts[row.GetGuid(0)] = row.GetString(1);
        return texts;
    }
}
