using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using Marten;
using Npgsql;

namespace EligibilityService.Infrastructure.Persons;

/// <summary>Notes with their salt; the salt keeps short texts from being guessed from the hash in the event.</summary>
internal sealed class PostgresNotes(NpgsqlDataSource source) : INotes
{
    public const string Ddl = """
        create table if not exists eligibility.notes (id uuid primary key, salt bytea not null, text text not null);
        """;

    private readonly List<(Guid Id, byte[] Salt, string Text)> _written = [];

    public NoteRef Write(string text)
    {
        var (id, salt) = (Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(16));
        _written.Add((id, salt, text));
        return new(id, Convert.ToHexStringLower(SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(text)])));
    }

    /// <summary>What the events cite becomes part of their transaction; what was decided without them is never stored.</summary>
    public void Queue(IDocumentSession session, IEnumerable<object> events)
    {
        if (_written.Count == 0) return;

        var facts = string.Concat(events.Select(told => JsonSerializer.Serialize(told, told.GetType(), FactJson.Options)));
        foreach (var (id, salt, text) in _written.Where(note => facts.Contains(note.Id.ToString(), StringComparison.Ordinal)))
        {
            session.QueueSqlCommand("insert into eligibility.notes values (?, ?, ?) on conflict do nothing", id, salt, text);
        }
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
