using System.Security.Cryptography;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Applications;
using Marten;
using Npgsql;

namespace EligibilityService.Infrastructure.Persons;

/// <summary>Documents with their salt; it goes with the file, and then the hash in the event tells nobody what the file was.</summary>
internal sealed class PostgresDocuments(NpgsqlDataSource source) : IDocuments
{
    public const string Ddl = """
        create table if not exists eligibility.documents (application uuid not null, id uuid not null, salt bytea not null, content bytea not null, primary key (application, id));
        """;

    private readonly List<(Guid Application, Guid Id, byte[] Salt, byte[] Content)> _written = [];

    public string Write(Guid application, Guid document, byte[] content)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        _written.Add((application, document, salt, content));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>What the events cite is stored in their transaction; what they take out and nobody handed in goes in it.</summary>
    public void Queue(IDocumentSession session, Guid application, IEnumerable<object> events)
    {
        foreach (var told in events)
        {
            if (told is DocumentRemoved { Kept: false } removed) session.QueueSqlCommand("delete from eligibility.documents where application = ? and id = ?", application, removed.Document);
            if (told is not DocumentAttached attached) continue;

            var (_, id, salt, content) = _written.Find(written => written.Application == application && written.Id == attached.Document);
            if (content is not null) session.QueueSqlCommand("insert into eligibility.documents values (?, ?, ?, ?)", application, id, salt, content);
        }
    }

    public async Task<byte[]?> Read(Guid application, Guid document, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select content from eligibility.documents where application = $1 and id = $2");
        command.Parameters.Add(new() { Value = application });
        command.Parameters.Add(new() { Value = document });
        return await command.ExecuteScalarAsync(cancellationToken) as byte[];
    }

    public async Task<IReadOnlyDictionary<Guid, byte[]>> Salts(Guid application, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select id, salt from eligibility.documents where application = $1");
        command.Parameters.Add(new() { Value = application });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);

        var salts = new Dictionary<Guid, byte[]>();
        while (await row.ReadAsync(cancellationToken)) salts[row.GetGuid(0)] = row.GetFieldValue<byte[]>(1);
        return salts;
    }
}
