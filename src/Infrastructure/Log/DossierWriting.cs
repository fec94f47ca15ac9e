using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EligibilityService.Application.Log;
using EligibilityService.Domain.Log;
using EligibilityService.Domain.Programme;
using Marten;
using Npgsql;

namespace EligibilityService.Infrastructure.Log;

/// <summary>Writes a dossier into a ZIP file, piece by piece: never more than some streams of it are in memory, and no transaction stays open while it is sent.</summary>
internal sealed class DossierWriting(
    IDocumentStore store, NpgsqlDataSource source, ISigner signer, DossierGround ground, DossierExported exported, IReadOnlyDictionary<Guid, string> names, ProgrammeFacts programme)
{
    private const int StreamsAtOnce = 25, NodesAtOnce = 10_000, MostEarlier = 1_000;

    private const string Stored = """
        select coalesce(l.stream_id, e.stream_id) as stream, coalesce(l.version, e.version) as place, l.index, l.hash, l.salt, l.bytes,
            e.id, e.version, e.type, e.timestamp, coalesce(e.user_name, ''), coalesce(e.correlation_id, ''), e.data::text
        from (select * from eligibility.log_leaves where stream_id = any($1) and index < $2) l
        full join (select * from events.mt_events where stream_id = any($1) and seq_id <= $3) e on e.seq_id = l.seq and e.stream_id = l.stream_id
        order by array_position($1, coalesce(l.stream_id, e.stream_id)), place, l.index
        """;

    /// <summary>By the events' names: which member of them gets a file of its own.</summary>
    private static readonly Dictionary<string, (string File, string Member)> Quoted = new()
    {
        ["call.drafted"] = (Dossier.CallTexts, "terms"),
        ["call.corrigendum-proposed"] = (Dossier.CallTexts, "terms"),
        ["call.corrigendum-published"] = (Dossier.CallTexts, "terms"),
        ["application.submitted"] = (Dossier.Verdicts, "verdict"),
        ["application.eligibility-proposed"] = (Dossier.Verdicts, "verdict"),
        ["application.eligibility-decided"] = (Dossier.Verdicts, "verdict"),
    };

    private readonly StoredForm _form = new(store);
    private readonly List<string> _files = [];
    private readonly List<long> _leaves = [];
    private readonly List<(string File, string Member, long Index)> _quotes = [];
    private readonly OrderedDictionary<Guid, bool> _texts = [];
    private long _events;

    /// <summary>The newest checkpoint and, as of that, how far each stream is. Nothing where it does not cover the subject yet.</summary>
    public static async Task<DossierGround?> Prepare(NpgsqlDataSource source, DossierSubject subject, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        if (await LogTables.Last(connection, cancellationToken) is not { } last) return null;

        var heads = await StreamHeads.Read(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        var places = heads.All.Select((head, place) => (head.Stream, place)).ToDictionary(one => one.Stream, one => one.place);
        if (!places.ContainsKey(subject.Id)) return null;

        PopulationLine? call = null;
        IReadOnlyList<PopulationLine> population = [];
        if (subject.Of is DossierOf.Call)
        {
            var place = heads.Calls.TakeWhile(one => one.Call != subject.Id).Count();
            if (place == heads.Calls.Count) return null;
            call = new(subject.Id, place, [.. new CommittedList(heads.CallEntries).Proof(place).Select(hash => Checkpoint.Hex(hash))]);
            population = [.. heads.Calls[place].Applications.Select(one => new PopulationLine(Application: one.Application, Version: one.Version))];
        }

        var list = new CommittedList(heads.StreamEntries);
        StreamLine[] streams =
        [
            .. subject.Streams.Concat(population.Select(one => one.Application!.Value)).Distinct().Where(places.ContainsKey)
                .Select(stream => new StreamLine(stream, heads.All[places[stream]].Version, places[stream], [.. list.Proof(places[stream]).Select(hash => Checkpoint.Hex(hash))])),
        ];
        return new(subject, Checkpoint.Parse(SignedNote.Parse(last.Note)!.Body)!, last.Note, last.Position, streams, call, population);
    }

    public async Task Write(Stream output, CancellationToken cancellationToken)
    {
        await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellationToken);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);

        await File(zip, Dossier.Keys, file => file.Json(signer.Keys), cancellationToken);
        await File(zip, Dossier.Checkpoint, file => file.Text(ground.Note), cancellationToken);
        await File(zip, Dossier.Earlier, file => Earlier(file, connection, cancellationToken), cancellationToken);
        await File(zip, Dossier.Events, file => Events(file, connection, cancellationToken), cancellationToken);
        await File(zip, Dossier.Nodes, file => Nodes(file, connection, cancellationToken), cancellationToken);
        await File(zip, Dossier.Streams, file => file.Lines(ground.Streams), cancellationToken);
        if (ground.Call is { } call) await File(zip, Dossier.Population, file => file.Lines(ground.Population.Prepend(call)), cancellationToken);
        await File(zip, Dossier.Receipts, file => Receipts(file, connection, cancellationToken), cancellationToken);
        await File(zip, Dossier.CallTexts, file => Quotes(file, Dossier.CallTexts, connection, cancellationToken), cancellationToken);
        await File(zip, Dossier.Verdicts, file => Quotes(file, Dossier.Verdicts, connection, cancellationToken), cancellationToken);
        await File(zip, Dossier.Texts, file => Texts(file, connection, cancellationToken), cancellationToken);
        await File(zip, Dossier.Page, file => new DossierPage(store, source, ground, exported, names, programme, _events).Write(file.Text, cancellationToken), cancellationToken);

        var manifest = signer.Sign(Manifest());
        await File(zip, Dossier.Manifest, file => file.Text(manifest), cancellationToken);
    }

    private string Manifest()
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            {Dossier.Origin}
            of {ground.Subject.Of.ToString().ToLowerInvariant()} {ground.Subject.Id}
            export {exported.Export}
            by {exported.ExportedBy}
            at {exported.ExportedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}
            checkpoint {ground.Checkpoint.Number} {ground.Checkpoint.Size}
            events {_events}

            """).ReplaceLineEndings("\n"));
        foreach (var file in _files) text.Append(file).Append('\n');
        return text.ToString();
    }

    /// <summary>The newest of the earlier checkpoints, and the size somebody asked for.</summary>
    private async Task Earlier(DossierFile file, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var earlier = new List<(long Size, string? Note)>();
        await using (var command = new NpgsqlCommand("""
            select size, note from (select size, note from eligibility.log_checkpoints where size < $1 order by number desc limit $2) newest
            union select size, note from eligibility.log_checkpoints where size = $3 and size < $1 order by size
            """, connection) { Parameters = { new() { Value = ground.Checkpoint.Size }, new() { Value = MostEarlier }, new() { Value = ground.Subject.Since ?? 0 } } })
        await using (var row = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await row.ReadAsync(cancellationToken)) earlier.Add((row.GetInt64(0), row.GetString(1)));
        }

        if (ground.Subject.Since is { } since && since > 0 && since < ground.Checkpoint.Size && earlier.TrueForAll(one => one.Size != since)) earlier.Add((since, null));

        foreach (var (size, note) in earlier)
        {
            if (await LogTables.Hashes(connection, MerkleTree.Consistency(size, ground.Checkpoint.Size), cancellationToken) is { } proof) await file.Line(new EarlierLine(size, [.. proof.Select(hash => Checkpoint.Hex(hash))], note));
        }
    }

    private async Task Events(DossierFile file, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var streams in ground.Streams.Select(stream => stream.Stream).Chunk(StreamsAtOnce))
        {
            foreach (var (line, type) in await Read(connection, streams, cancellationToken))
            {
                _events++;
                if (line.Index is { } index)
                {
                    _leaves.Add(index);
                    if (type?.StartsWith("application.", StringComparison.Ordinal) is true) Cited(line.Leaf!);
                    if (type is not null && Quoted.TryGetValue(type, out var quoted)) _quotes.Add((quoted.File, quoted.Member, index));
                }

                await file.Line(line);
            }
        }
    }

    private async Task<List<(EventLine Line, string? Type)>> Read(NpgsqlConnection connection, Guid[] streams, CancellationToken cancellationToken)
    {
        var lines = new List<(EventLine, string?)>();
        await using var command = new NpgsqlCommand(Stored, connection) { Parameters = { new() { Value = streams }, new() { Value = ground.Checkpoint.Size }, new() { Value = ground.Position } } };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var leaf = await row.IsDBNullAsync(2, cancellationToken) ? null : await row.GetFieldValueAsync<byte[]>(5, cancellationToken);
            var stored = await row.IsDBNullAsync(6, cancellationToken) ? null : new StoredEvent(
                row.GetGuid(6), row.GetInt64(7), row.GetString(8),
                (await row.GetFieldValueAsync<DateTimeOffset>(9, cancellationToken)).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
                row.GetString(10), row.GetString(11), _form.Tell(row.GetString(8), row.GetString(12), leaf));
            var line = new EventLine(row.GetGuid(0), row.GetInt64(1), Stored: stored);
            if (leaf is not null)
            {
                line = line with
                {
                    Index = row.GetInt64(2), Hash = Checkpoint.Hex(row.GetFieldValue<byte[]>(3)), Salt = Convert.ToHexStringLower(row.GetFieldValue<byte[]>(4)), Leaf = Encoding.UTF8.GetString(leaf),
                };
            }

            lines.Add((line, stored?.Type));
        }

        return lines;
    }

    /// <summary>Of an application everything that people wrote in it goes with it: letters, reasons, questions and answers.</summary>
    private void Cited(string leaf)
    {
        try
        {
            foreach (var (note, _) in Dossier.TextsCitedIn(JsonElement.Parse(leaf).GetProperty("data"))) _texts.TryAdd(note, true);
        }
        catch (Exception damaged) when (damaged is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // the verifier names it
        }
    }

    private async Task Texts(DossierFile file, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var notes in _texts.Keys.Chunk(StreamsAtOnce * 10))
        {
            var kept = new Dictionary<Guid, WrittenLine>();
            await using (var command = new NpgsqlCommand("select id, salt, text from eligibility.notes where id = any($1)", connection) { Parameters = { new() { Value = notes } } })
            await using (var row = await command.ExecuteReaderAsync(cancellationToken))
            {
                while (await row.ReadAsync(cancellationToken)) kept[row.GetGuid(0)] = new(row.GetGuid(0), Convert.ToHexStringLower(await row.GetFieldValueAsync<byte[]>(1, cancellationToken)), row.GetString(2));
            }

            await file.Lines(notes.Select(note => kept.GetValueOrDefault(note) ?? new(note)));
        }
    }

    /// <summary>Every subtree beside the way from one of the leaves to the root, once.</summary>
    private async Task Nodes(DossierFile file, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var wanted = new HashSet<TreeNode>();
        foreach (var leaf in _leaves)
        {
            foreach (var range in MerkleTree.Inclusion(leaf, ground.Checkpoint.Size)) wanted.UnionWith(MerkleTree.Parts(range));
        }

        foreach (var nodes in wanted.OrderBy(node => node.Level).ThenBy(node => node.Index).Chunk(NodesAtOnce))
        {
            foreach (var (node, hash) in await LogTables.Nodes(connection, nodes, cancellationToken)) await file.Line(new NodeLine(node.Level, node.Index, Checkpoint.Hex(hash)));
        }
    }

    private async Task Receipts(DossierFile file, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var streams in ground.Streams.Chunk(StreamsAtOnce * 10))
        {
            var notes = new List<string>();
            await using (var command = new NpgsqlCommand("""
                select note from eligibility.submission_receipts r join unnest($1::uuid[], $2::bigint[]) as covered (id, version) on covered.id = r.application_id and r.version <= covered.version
                order by application_id, number
                """, connection) { Parameters = { new() { Value = streams.Select(stream => stream.Stream).ToArray() }, new() { Value = streams.Select(stream => stream.Version).ToArray() } } })
            await using (var row = await command.ExecuteReaderAsync(cancellationToken))
            {
                while (await row.ReadAsync(cancellationToken)) notes.Add(row.GetString(0));
            }

            await file.Lines(notes.Select(note => new ReceiptLine(note)));
        }
    }

    private async Task Quotes(DossierFile file, string name, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var quotes in _quotes.Where(quote => quote.File == name).Chunk(StreamsAtOnce))
        {
            var leaves = new Dictionary<long, byte[]>();
            await using (var command = new NpgsqlCommand("select index, bytes from eligibility.log_leaves where index = any($1)", connection) { Parameters = { new() { Value = quotes.Select(quote => quote.Index).ToArray() } } })
            await using (var row = await command.ExecuteReaderAsync(cancellationToken))
            {
                while (await row.ReadAsync(cancellationToken)) leaves[row.GetInt64(0)] = await row.GetFieldValueAsync<byte[]>(1, cancellationToken);
            }

            foreach (var (_, member, index) in quotes)
            {
                if (leaves.TryGetValue(index, out var bytes) && QuoteOf(bytes, member) is { } quote) await file.Line(quote);
            }
        }
    }

    private static QuoteLine? QuoteOf(byte[] bytes, string member)
    {
        try
        {
            var leaf = JsonElement.Parse(bytes);
            return leaf.GetProperty("data") is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty(member, out var value)
                ? new(leaf.GetProperty("stream").GetGuid(), leaf.GetProperty("version").GetInt64(), leaf.GetProperty("type").GetString()!, member, value)
                : null;
        }
        catch (Exception damaged) when (damaged is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;   // the verifier names it
        }
    }

    private async Task File(ZipArchive zip, string name, Func<DossierFile, Task> write, CancellationToken cancellationToken)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        await using var file = new DossierFile(await entry.OpenAsync(cancellationToken), cancellationToken);
        await write(file);
        await file.Flush();
        _files.Add(string.Create(CultureInfo.InvariantCulture, $"file {file.Hash} {file.Bytes} {name}"));
    }
}

/// <summary>One file of a dossier while it is written: counted, hashed, handed on in pieces.</summary>
internal sealed class DossierFile(Stream entry, CancellationToken cancellationToken) : IAsyncDisposable
{
    private const int Piece = 1 << 16;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream _waiting = new(2 * Piece);

    public long Bytes { get; private set; }

    public string Hash => Checkpoint.Hex(_hash.GetCurrentHash());

    public async Task Text(string text)
    {
        _waiting.Write(Encoding.UTF8.GetBytes(text));
        if (_waiting.Length >= Piece) await Flush();
    }

    public async Task Json<T>(T value)
    {
        JsonSerializer.Serialize(_waiting, value, Dossier.Json);
        if (_waiting.Length >= Piece) await Flush();
    }

    public async Task Line<T>(T value)
    {
        JsonSerializer.Serialize(_waiting, value, Dossier.Json);
        _waiting.WriteByte((byte)'\n');
        if (_waiting.Length >= Piece) await Flush();
    }

    public async Task Lines<T>(IEnumerable<T> values)
    {
        foreach (var value in values) await Line(value);
    }

    public async Task Flush()
    {
        var piece = _waiting.GetBuffer().AsMemory(0, (int)_waiting.Length);
        _hash.AppendData(piece.Span);
        Bytes += piece.Length;
        await entry.WriteAsync(piece, cancellationToken);
        _waiting.SetLength(0);
    }

    public async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        await _waiting.DisposeAsync();
        await entry.DisposeAsync();
    }
}
