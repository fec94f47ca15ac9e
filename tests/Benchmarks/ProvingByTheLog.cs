using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EligibilityService.Application.Log;
using EligibilityService.Domain.Log;
using EligibilityService.Infrastructure.Log;
using EligibilityService.Tests;

namespace EligibilityService.Benchmarks;

/// <summary>A log of a million leaves, and a dossier of 100,000 events that is verified offline.</summary>
internal static class ProvingByTheLog
{
    /// <summary>A hundred leaves to each of so many streams; their content is short, since nothing here reads it.</summary>
    private const string Leaves = """
        insert into eligibility.log_leaves
        select i, i + 1, md5('stream ' || i / 100)::uuid, i % 100 + 1, salt, bytes, sha256('\x00'::bytea || salt || bytes)
        from (select i, decode(md5(i::text), 'hex') as salt, convert_to('{"type":"application.started","data":null}', 'utf8') as bytes from generate_series($1::bigint, $2::bigint) as numbers (i)) made
        """;

    public static async Task Measure(Bench bench)
    {
        await Proofs(bench, bench.IsShort ? 50_000 : 1_000_000);
        Verifier(bench, streams: bench.IsShort ? 500 : 5_000);
    }

    private static async Task Proofs(Bench bench, long leaves)
    {
        await using var service = await Service.Start(await bench.FreshDatabase(), leads: false);
        const long Piece = 50_000;
        for (var from = 0L; from < leaves; from += Piece)
        {
            await using var insert = service.Database.CreateCommand(Leaves);
            insert.Parameters.Add(new() { Value = from });
            insert.Parameters.Add(new() { Value = Math.Min(from + Piece, leaves) - 1 });
            await insert.ExecuteNonQueryAsync();
        }

        await using (var grown = service.Database.CreateCommand("update eligibility.feed_progress set leaves = $1; "))
        {
            grown.Parameters.Add(new() { Value = leaves });
            await grown.ExecuteNonQueryAsync();
        }

        var since = Stopwatch.GetTimestamp();
        await service.Get<Checkpointing>().CatchUp(0, CancellationToken.None);
        var covered = Stopwatch.GetElapsedTime(since);
        bench.Note("A log that was never signed is covered by checkpoints", $"{leaves / covered.TotalSeconds:N0} leaves/s", $"{leaves:N0} leaves of {leaves / 100:N0} streams, 10,000 leaves a checkpoint");

        var dice = new Random(1);
        var (proofs, floor) = (new List<double>(), new List<double>());
        for (var round = -50; round < 1_000; round++)
        {
            var index = dice.NextInt64(leaves);
            since = Stopwatch.GetTimestamp();
            var proof = await service.Send(new ProveInclusion(index, null, null));
            var took = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
            if (proof.Refusal is not null) throw new InvalidOperationException(proof.Refusal.Reason.En);

            since = Stopwatch.GetTimestamp();
            await using var bare = service.Database.CreateCommand("select hash from eligibility.log_nodes where level = 0 and index = $1");
            bare.Parameters.Add(new() { Value = index });
            await bare.ExecuteScalarAsync();
            if (round < 0) continue;

            proofs.Add(took);
            floor.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }

        bench.Note($"Proof for one event among {leaves:N0} leaves, without HTTP", proofs.Median().Ms(), $"one row by its key: {floor.Median().Ms()}", "5 ms", proofs.Median() < 5);
    }

    private static void Verifier(Bench bench, int streams)
    {
        const int Each = 20;
        Directory.CreateDirectory(bench.Folder("dossiers"));
        var file = Path.Combine(bench.Folder("dossiers"), "dossier.zip");
        var noted = Write(file, streams, Each);

        var times = new List<double>();
        for (var round = -1; round < (bench.IsShort ? 1 : 3); round++)
        {
            using var zip = File.OpenRead(file);
            var since = Stopwatch.GetTimestamp();
            var report = DossierVerifier.Verify(zip, noted);
            if (round >= 0) times.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            if (report.Standing is not DossierStanding.Proven) throw new InvalidOperationException(string.Join(' ', report.Found.Concat(report.Open).Select(line => line.En)));
        }

        bench.Note($"A dossier of {streams * Each:N0} events verified offline", times.Median().Ms(), $"a ZIP file of {new FileInfo(file).Length / 1024 / 1024} MB", "5 s", times.Median() < 5_000);
    }

    private static string Write(string path, int streams, int each)
    {
        var (signer, tree, nodes) = (new OwnKeys(), new GrowingTree(), new Dictionary<TreeNode, byte[]>());
        Guid[] ids = [.. Enumerable.Range(1, streams).Select(number => new Guid(number, 0, 0, [0x80, 0, 0, 0, 0, 0, 0, 0]))];
        using var events = new MemoryStream();
        foreach (var stream in ids)
        {
            var previous = "";
            for (var version = 1; version <= each; version++)
            {
                var data = JsonSerializer.SerializeToElement(new { changed = new { title = $"Proposal {stream} as of {version}, in words of the length that titles have", requestedGrant = 100_000 + version, targetCountries = new[] { "BR", "US", "IR" } }, cleared = Array.Empty<string>() });
                var stored = new StoredEvent(Guid.CreateVersion7(), version, "application.proposal-changed", "2016-10-04T07:00:00.000000Z", $"{ids[0]}", $"{ids[^1]}", data);
                var leaf = JsonSerializer.Serialize(new { stream, version, previous, type = stored.Type, id = stored.Id, recordedAt = stored.RecordedAt, by = stored.By, correlation = stored.Correlation, data });
                var salt = RandomNumberGenerator.GetBytes(16);
                var hash = MerkleTree.LeafHash([.. salt, .. Encoding.UTF8.GetBytes(leaf)]);
                var index = tree.Size;
                foreach (var (node, full) in tree.Append(hash)) nodes.Add(node, full);
                previous = Checkpoint.Hex(hash);
                Line(events, new EventLine(stream, version, index, previous, Convert.ToHexStringLower(salt), leaf, stored));
            }
        }

        var heads = new CommittedList(ids.Select(id => Checkpoint.StreamEntry(id, each)));
        var note = signer.Sign(new Checkpoint("epoch", 1, tree.Size, Checkpoint.Hex(tree.Root), streams, Checkpoint.Hex(heads.Root), 0, Checkpoint.Hex(MerkleTree.Empty), TimeProvider.System.GetUtcNow()).Body);
        using var nodeLines = new MemoryStream();
        foreach (var (node, hash) in nodes) Line(nodeLines, new NodeLine(node.Level, node.Index, Checkpoint.Hex(hash)));
        using var streamLines = new MemoryStream();
        foreach (var (id, place) in ids.Select((id, place) => (id, place))) Line(streamLines, new StreamLine(id, each, place, [.. heads.Proof(place).Select(hash => Checkpoint.Hex(hash))]));

        var files = new List<(string Name, byte[] Content)>
        {
            (Dossier.Keys, JsonSerializer.SerializeToUtf8Bytes(signer.Keys, Dossier.Json)), (Dossier.Checkpoint, Encoding.UTF8.GetBytes(note)), (Dossier.Events, events.ToArray()), (Dossier.Nodes, nodeLines.ToArray()),
            (Dossier.Streams, streamLines.ToArray()), (Dossier.Earlier, []), (Dossier.Receipts, []), (Dossier.CallTexts, []), (Dossier.Verdicts, []), (Dossier.Texts, []), (Dossier.Page, "<!doctype html>"u8.ToArray()),
        };
        var manifest = new StringBuilder($"{Dossier.Origin}\n");
        foreach (var (name, content) in files) manifest.Append(CultureInfo.InvariantCulture, $"file {Checkpoint.Hex(SHA256.HashData(content))} {content.Length} {name}\n");
        files.Add((Dossier.Manifest, Encoding.UTF8.GetBytes(signer.Sign(manifest.ToString()))));

        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, content) in files)
        {
            using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
            entry.Write(content);
        }

        return note;
    }

    private static void Line<T>(Stream lines, T value)
    {
        JsonSerializer.Serialize(lines, value, Dossier.Json);
        lines.WriteByte((byte)'\n');
    }
}
