using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Log;

namespace EligibilityService.Application.Log;

/// <summary>How it stands with a dossier.</summary>
public enum DossierStanding
{
    /// <summary>All that it holds is as it was when the checkpoint from outside was noted, or was added since and is shown as such.</summary>
    Proven,

    /// <summary>Something was altered, dropped, added or put in another order.</summary>
    Altered,

    /// <summary>Sound in itself; but whoever made it could have made up all of it, since no checkpoint from outside was held against it.</summary>
    NotProven,
}

/// <summary>What a verifier has to say, in words.</summary>
public sealed record DossierReport(DossierStanding Standing, IReadOnlyList<Text> Shown, IReadOnlyList<Text> Found, IReadOnlyList<Text> Open);

/// <summary>Checks a dossier offline: needs nothing but the file and, to prove anything to somebody who does not trust the operator, a checkpoint noted earlier.</summary>
public sealed class DossierVerifier
{
    private const int MostFound = 200;

    /// <summary>A dossier packs its texts to a fiftieth; what unpacks to far more is made to exhaust whoever reads it.</summary>
    private const int MostPacking = 200;
    private const long MostWhole = 256L * 1024 * 1024, Unpacked = 1024 * 1024;
    private const int LongestLine = 64 * 1024 * 1024;

    private static readonly string[] All =
        [Dossier.Keys, Dossier.Checkpoint, Dossier.Earlier, Dossier.Nodes, Dossier.Streams, Dossier.Population, Dossier.Receipts, Dossier.CallTexts, Dossier.Verdicts, Dossier.Texts, Dossier.Events, Dossier.Page];

    private readonly List<Text> _shown = [], _found = [], _open = [];
    private readonly Dictionary<TreeNode, byte[]> _nodes = [];
    private readonly Dictionary<Guid, StreamLine> _streams = [];
    private readonly Dictionary<(Guid Stream, long Version), List<QuoteLine>> _quotes = [];
    private readonly Dictionary<(Guid Stream, long Version), SubmissionReceipt> _receipts = [];
    private readonly HashSet<Guid> _promised = [];
    private readonly Dictionary<Guid, WrittenLine> _texts = [];
    private readonly HashSet<Guid> _cited = [];
    private readonly List<(Guid Application, long Version)> _population = [];
    private readonly List<EarlierLine> _earlier = [];
    private PopulationLine? _call;
    private IReadOnlyList<PublicSigningKey> _keys = [];
    private Checkpoint? _checkpoint;
    private byte[] _root = [];
    private long _events, _sinceOutside;
    private long? _outsideSize;

    private DossierVerifier() { }

    /// <param name="outside">The note of a checkpoint that was kept apart from the service, or the API's answer that holds it.</param>
    /// <param name="keys">Public keys kept apart from the service; without them, those in the dossier are taken.</param>
    public static DossierReport Verify(Stream zip, string? outside = null, IReadOnlyList<PublicSigningKey>? keys = null)
    {
        var verifier = new DossierVerifier();
        try
        {
            using var archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
            return verifier.Check(archive, outside, keys);
        }
        catch (InvalidDataException)
        {
            verifier.Find("This is not a ZIP file, or it is damaged.", "Das ist keine ZIP-Datei, oder sie ist beschädigt.");
            return verifier.Report(isProven: false);
        }
    }

    private DossierReport Check(ZipArchive archive, string? outside, IReadOnlyList<PublicSigningKey>? keys)
    {
        var files = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
        foreach (var entry in archive.Entries)
        {
            if (!files.TryAdd(entry.FullName, entry)) Find($"{entry.FullName} is in the ZIP twice.", $"{entry.FullName} ist zweimal in der ZIP-Datei.");
        }

        var listed = ReadManifest(files);
        Whole(files, listed, Dossier.Keys, ReadKeys);
        if (keys is not null) Outside(keys);
        CheckManifest(files);
        Whole(files, listed, Dossier.Checkpoint, ReadCheckpoint);
        Lines<EarlierLine>(files, listed, Dossier.Earlier, _earlier.Add);
        var isProven = HoldAgainst(outside);

        Lines<NodeLine>(files, listed, Dossier.Nodes, line =>
        {
            if (Checkpoint.Hash(line.Hash) is { } hash) _nodes[new(line.Level, line.Index)] = hash;
        });
        Lines<StreamLine>(files, listed, Dossier.Streams, ReadStream);
        Lines<PopulationLine>(files, listed, Dossier.Population, ReadPopulation);
        Lines<ReceiptLine>(files, listed, Dossier.Receipts, ReadReceipt);
        Lines<QuoteLine>(files, listed, Dossier.CallTexts, ReadQuote);
        Lines<QuoteLine>(files, listed, Dossier.Verdicts, ReadQuote);
        Lines<WrittenLine>(files, listed, Dossier.Texts, line =>
        {
            if (!_texts.TryAdd(line.Note, line)) Find($"The text {line.Note} stands there twice.", $"Der Text {line.Note} steht zweimal da.");
        });
        CheckPopulation();

        var stories = new Stories(this);
        Lines<EventLine>(files, listed, Dossier.Events, stories.Read);
        stories.End();
        foreach (var (stream, version) in _quotes.Keys) Find($"A quotation names event {version} of {stream}, which is not in the dossier.", $"Ein Auszug nennt Ereignis {version} von {stream}, das nicht in der Akte ist.");
        foreach (var (stream, version) in _receipts.Keys) Find($"A receipt was signed for event {version} of {stream}, which is not in the dossier.", $"Für Ereignis {version} von {stream} wurde eine Bestätigung unterschrieben; es ist nicht in der Akte.");

        foreach (var note in _texts.Keys.Where(note => !_cited.Contains(note))) Find($"The text {note} is cited by no event.", $"Den Text {note} führt kein Ereignis an.");

        Whole(files, listed, Dossier.Page, _ => { });
        foreach (var name in files.Keys.Where(name => name != Dossier.Manifest && !listed.ContainsKey(name)))
        {
            Find($"{name} was added: the manifest does not name it.", $"{name} wurde hinzugefügt: Das Verzeichnis nennt es nicht.");
        }

        if (_found.Count == 0) Sum();
        return Report(isProven);
    }

    private string? _manifest;

    private Dictionary<string, (string Hash, long Bytes)> ReadManifest(Dictionary<string, ZipArchiveEntry> files)
    {
        var listed = new Dictionary<string, (string, long)>(StringComparer.Ordinal);
        if (!files.TryGetValue(Dossier.Manifest, out var entry))
        {
            Find($"{Dossier.Manifest} is missing.", $"{Dossier.Manifest} fehlt.");
            return listed;
        }

        if (!IsSensible(entry, MostWhole)) return listed;

        using var reader = new StreamReader(new HashingStream(entry), new UTF8Encoding(false, throwOnInvalidBytes: false));
        _manifest = reader.ReadToEnd();
        foreach (var line in _manifest.Split('\n').Select(line => line.Split(' ')))
        {
            if (line is ["file", var hash, var bytes, var name] && long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var length)) listed.TryAdd(name, (hash, length));
        }

        return listed;
    }

    private void CheckManifest(Dictionary<string, ZipArchiveEntry> files)
    {
        if (_manifest is null) return;
        if (SignedNote.Parse(_manifest) is not { } note || !note.IsSignedBy(_keys) || !note.Body.StartsWith(Dossier.Origin + "\n", StringComparison.Ordinal))
        {
            Find($"{Dossier.Manifest} was altered: its signature does not fit.", $"{Dossier.Manifest} wurde verändert: Die Unterschrift passt nicht.");
        }

        foreach (var name in All.Where(name => name is not Dossier.Population && !files.ContainsKey(name))) Find($"{name} is missing.", $"{name} fehlt.");
    }

    private void ReadKeys(byte[] content)
    {
        try
        {
            _keys = JsonSerializer.Deserialize<PublicSigningKey[]>(content, Dossier.Json) ?? [];
        }
        catch (JsonException)
        {
            Find($"{Dossier.Keys} cannot be read.", $"{Dossier.Keys} ist nicht lesbar.");
        }
    }

    private void Outside(IReadOnlyList<PublicSigningKey> keys)
    {
        foreach (var key in _keys.Where(key => keys.All(known => known.Id != key.Id)))
        {
            _open.Add(new($"The key {key.Id} is not among yours; what it signed is not looked at.", $"Der Schlüssel {key.Id} ist nicht unter Ihren; was damit unterschrieben ist, gilt hier nicht."));
        }

        _keys = keys;
    }

    private void ReadCheckpoint(byte[] content)
    {
        if (Signed(Encoding.UTF8.GetString(content)) is not { } checkpoint)
        {
            Find($"{Dossier.Checkpoint} was altered: its signature does not fit.", $"{Dossier.Checkpoint} wurde verändert: Die Unterschrift passt nicht.");
            return;
        }

        (_checkpoint, _root) = (checkpoint, Checkpoint.Hash(checkpoint.Root)!);
    }

    private Checkpoint? Signed(string note) => SignedNote.Parse(note) is { } signed && signed.IsSignedBy(_keys) ? Checkpoint.Parse(signed.Body) : null;

    /// <returns>Whether the dossier's checkpoint continues the one from outside.</returns>
    private bool HoldAgainst(string? outside)
    {
        if (outside is null)
        {
            _open.Add(new(
                "Not proven: no checkpoint from outside was given. Whoever holds the service's keys could have made all of this up. Verify with --checkpoint and one noted earlier.",
                "Nicht bewiesen: Es wurde kein Prüfpunkt von außen angegeben. Wer die Schlüssel des Dienstes hat, könnte all dies erfunden haben. Prüfen Sie mit --checkpoint und einem früher notierten."));
            return false;
        }

        if (Signed(NoteIn(outside)) is not { } earlier)
        {
            Find("The checkpoint from outside is not signed by this service, or was altered.", "Der Prüfpunkt von außen ist nicht von diesem Dienst unterschrieben oder wurde verändert.");
            return false;
        }

        if (_checkpoint is not { } own) return false;

        _outsideSize = earlier.Size;
        if (earlier.Size > own.Size)
        {
            _open.Add(new(
                $"Not proven: your checkpoint ({earlier.Number}) is newer than the dossier's ({own.Number}). Take the dossier out again.",
                $"Nicht bewiesen: Ihr Prüfpunkt ({earlier.Number}) ist neuer als der der Akte ({own.Number}). Führen Sie die Akte noch einmal aus."));
            return false;
        }

        var proof = earlier.Size == own.Size ? [] : _earlier.Find(line => line.Size == earlier.Size)?.Proof;
        if (proof is null)
        {
            _open.Add(new(
                $"Not proven: the dossier holds no proof from your checkpoint's size on. Take it out again with since={earlier.Size}.",
                $"Nicht bewiesen: Die Akte enthält keinen Beleg ab der Größe Ihres Prüfpunkts. Führen Sie sie noch einmal aus, mit since={earlier.Size}."));
            return false;
        }

        if (proof.All(hash => Checkpoint.Hash(hash) is not null) && MerkleTree.Continues(earlier.Size, Checkpoint.Hash(earlier.Root)!, own.Size, _root, [.. proof.Select(hash => Checkpoint.Hash(hash)!)]))
        {
            _shown.Add(new(
                $"The log has only grown since your checkpoint {earlier.Number} of {Instant(earlier.At)}: its {earlier.Size} leaves are the first of the {own.Size} that this dossier is proven against.",
                $"Das Protokoll ist seit Ihrem Prüfpunkt {earlier.Number} vom {Instant(earlier.At)} nur gewachsen: Seine {earlier.Size} Blätter sind die ersten der {own.Size}, gegen die diese Akte belegt ist."));
            return true;
        }

        Find(
            $"The log was rewritten: its first {earlier.Size} leaves are no longer those of your checkpoint {earlier.Number} of {Instant(earlier.At)}.",
            $"Das Protokoll wurde umgeschrieben: Seine ersten {earlier.Size} Blätter sind nicht mehr die Ihres Prüfpunkts {earlier.Number} vom {Instant(earlier.At)}.");
        return false;
    }

    private static string NoteIn(string outside)
    {
        if (!outside.TrimStart().StartsWith('{')) return outside.ReplaceLineEndings("\n");
        try
        {
            using var json = JsonDocument.Parse(outside);
            return json.RootElement.TryGetProperty("note", out var note) ? note.GetString() ?? "" : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private void ReadStream(StreamLine line)
    {
        if (_checkpoint is { } checkpoint && !IsIn(MerkleTree.LeafHash(Checkpoint.StreamEntry(line.Stream, line.Version)), line.Place, checkpoint.Streams, line.Proof, checkpoint.StreamsRoot))
        {
            Find(
                $"How far {line.Stream} had come is told otherwise than the checkpoint commits to.",
                $"Wie weit {line.Stream} war, ist anders angegeben, als der Prüfpunkt festhält.");
        }

        if (!_streams.TryAdd(line.Stream, line)) Find($"{line.Stream} is listed twice.", $"{line.Stream} ist zweimal aufgeführt.");
    }

    private void ReadPopulation(PopulationLine line)
    {
        if (line is { Application: { } application, Version: { } version }) _population.Add((application, version));
        else _call = line;
    }

    private void CheckPopulation()
    {
        if (_checkpoint is not { } checkpoint || (_call is null && _population.Count == 0)) return;

        if (_call is not { Call: { } call, Place: { } place, Proof: { } proof } || !IsIn(MerkleTree.LeafHash(Checkpoint.CallEntry(call, _population)), place, checkpoint.Calls, proof, checkpoint.CallsRoot))
        {
            Find(
                "The list of the call's applications is not the one the checkpoint commits to: some were left out, added or put in another order.",
                "Die Liste der Anträge zur Ausschreibung ist nicht die, die der Prüfpunkt festhält: Es wurden welche weggelassen, hinzugefügt oder umgestellt.");
            return;
        }

        foreach (var (application, _) in _population.Where(one => !_streams.ContainsKey(one.Application))) Find($"The application {application} is missing.", $"Der Antrag {application} fehlt.");
        _shown.Add(_population.Count switch
        {
            0 => new("There were no applications to the call.", "Zur Ausschreibung gab es keine Anträge."),
            1 => new("This is the only application to the call.", "Dies ist der einzige Antrag zur Ausschreibung."),
            var all => new($"These are all {all} applications to the call, and no others.", $"Dies sind alle {all} Anträge zur Ausschreibung und keine anderen."),
        });
    }

    private void ReadReceipt(ReceiptLine line)
    {
        if (SignedNote.Parse(line.Note) is not { } note || !note.IsSignedBy(_keys) || SubmissionReceipt.Parse(note.Body) is not { } receipt)
        {
            Find("A receipt was altered: its signature does not fit.", "Eine Empfangsbestätigung wurde verändert: Die Unterschrift passt nicht.");
            return;
        }

        if (!_receipts.TryAdd((receipt.Application, receipt.Version), receipt)) Find($"The receipt for version {receipt.Number} of {receipt.Application} stands there twice.", $"Die Bestätigung für Fassung {receipt.Number} von {receipt.Application} steht zweimal da.");
        _promised.Add(receipt.Application);
    }

    private void ReadQuote(QuoteLine line)
    {
        if (!_quotes.TryGetValue((line.Stream, line.Version), out var quotes)) _quotes[(line.Stream, line.Version)] = quotes = [];
        quotes.Add(line);
    }

    private static bool IsIn(byte[] leafHash, long place, long size, string[] proof, string root) =>
        proof.All(hash => Checkpoint.Hash(hash) is not null) && MerkleTree.Includes(leafHash, place, size, [.. proof.Select(hash => Checkpoint.Hash(hash)!)], Checkpoint.Hash(root)!);

    private bool IsInTree(byte[] leafHash, long index)
    {
        if (_checkpoint is not { } checkpoint || index < 0 || index >= checkpoint.Size) return false;

        var beside = new List<byte[]>(40);
        foreach (var range in MerkleTree.Inclusion(index, checkpoint.Size))
        {
            byte[]? hash = null;
            foreach (var part in MerkleTree.Parts(range).Reverse())
            {
                if (!_nodes.TryGetValue(part, out var node)) return false;
                hash = hash is null ? node : MerkleTree.NodeHash(node, hash);
            }

            beside.Add(hash!);
        }

        return MerkleTree.Includes(leafHash, index, checkpoint.Size, beside, _root);
    }

    private void Find(string en, string de)
    {
        if (_found.Count < MostFound) _found.Add(new(en, de));
        else if (_found.Count == MostFound) _found.Add(new("And more.", "Und weiteres."));
    }

    private void Sum()
    {
        _shown.Add(new(
            $"All {_events} events are in the log as they were written, in their order, none is missing and none was added; {_streams.Count} stories end where the checkpoint says.",
            $"Alle {_events} Ereignisse stehen so im Protokoll, wie sie geschrieben wurden, in ihrer Reihenfolge, keines fehlt und keines kam hinzu; {_streams.Count} Verläufe enden, wo der Prüfpunkt es sagt."));
        _shown.Add(new("The store held the same when the dossier was taken out.", "Der Speicher enthielt dasselbe, als die Akte ausgeführt wurde."));
        if (_promised.Count > 0) _shown.Add(new("Every signed receipt was kept: what was received is what stands in the log.", "Jede unterschriebene Empfangsbestätigung ist eingehalten: Was einging, steht im Protokoll."));
        if (_sinceOutside > 0)
        {
            _open.Add(new(
                $"{_sinceOutside} of the events were recorded after your checkpoint: of these only the dossier's own checkpoint speaks.",
                $"{_sinceOutside} der Ereignisse kamen nach Ihrem Prüfpunkt hinzu: Für diese spricht nur der Prüfpunkt der Akte."));
        }
    }

    private DossierReport Report(bool isProven) =>
        new(_found.Count > 0 ? DossierStanding.Altered : isProven ? DossierStanding.Proven : DossierStanding.NotProven, _shown, _found, _open);

    private void Whole(Dictionary<string, ZipArchiveEntry> files, Dictionary<string, (string Hash, long Bytes)> listed, string name, Action<byte[]> read)
    {
        if (!files.TryGetValue(name, out var entry) || !IsSensible(entry, MostWhole)) return;

        using var content = new MemoryStream();
        using (var hashing = new HashingStream(entry))
        {
            hashing.CopyTo(content);
            CheckFile(hashing, listed, name);
        }

        read(content.ToArray());
    }

    private void Lines<T>(Dictionary<string, ZipArchiveEntry> files, Dictionary<string, (string Hash, long Bytes)> listed, string name, Action<T> read)
    {
        if (!files.TryGetValue(name, out var entry) || !IsSensible(entry, long.MaxValue)) return;

        using var hashing = new HashingStream(entry);
        var number = 0;
        foreach (var line in LinesOf(hashing))
        {
            number++;
            T? parsed;
            try
            {
                parsed = JsonSerializer.Deserialize<T>(line.Span, Dossier.Json);
            }
            catch (Exception broken) when (broken is JsonException or NotSupportedException or InvalidOperationException)
            {
                Find($"Line {number} of {name} cannot be read.", $"Zeile {number} von {name} ist nicht lesbar.");
                continue;
            }

            if (parsed is not null) read(parsed);
        }

        CheckFile(hashing, listed, name);
    }

    /// <summary>Told by the directory of the ZIP before anything is unpacked; what unpacks to more than it says there is damaged.</summary>
    private bool IsSensible(ZipArchiveEntry entry, long most)
    {
        if (entry.Length <= most && entry.Length <= Unpacked + (MostPacking * entry.CompressedLength)) return true;

        Find($"{entry.FullName} unpacks to far more than a dossier holds; it was not read.", $"{entry.FullName} entpackt sich zu weit mehr, als eine Akte enthält; es wurde nicht gelesen.");
        return false;
    }

    private void CheckFile(HashingStream content, Dictionary<string, (string Hash, long Bytes)> listed, string name)
    {
        if (!listed.TryGetValue(name, out var expected)) return;   // told as added
        if (content.Hash != expected.Hash || content.Bytes != expected.Bytes) Find($"{name} was altered: it is not the file that the manifest names.", $"{name} wurde verändert: Es ist nicht die Datei, die das Verzeichnis nennt.");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> LinesOf(Stream content)
    {
        var buffer = new byte[1 << 16];
        var (from, until) = (0, 0);
        while (true)
        {
            var end = Array.IndexOf(buffer, (byte)'\n', from, until - from);
            if (end >= 0)
            {
                yield return buffer.AsMemory(from, end - from);
                from = end + 1;
                continue;
            }

            if (from > 0) (from, until) = Move(buffer, from, until);
            if (until == buffer.Length) Array.Resize(ref buffer, buffer.Length < LongestLine ? buffer.Length * 2 : throw new InvalidDataException("A line has no end."));
            var read = content.Read(buffer, until, buffer.Length - until);
            if (read == 0) break;
            until += read;
        }

        if (until > from) yield return buffer.AsMemory(from, until - from);
    }

    private static (int From, int Until) Move(byte[] buffer, int from, int until)
    {
        buffer.AsSpan(from, until - from).CopyTo(buffer);
        return (0, until - from);
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Follows the events stream by stream, in the order in which they stand in the file.</summary>
    private sealed class Stories(DossierVerifier verifier)
    {
        private readonly HashSet<Guid> _begun = [];
        private Guid? _stream;
        private long _version;
        private string? _previous;
        private StoryDigest? _digest;

        public void Read(EventLine line)
        {
            verifier._events++;
            if (_stream != line.Stream) Begin(line.Stream);

            if (line is not { Index: { } index, Salt: { } salt, Leaf: { } leaf, Hash: { } told })
            {
                Find(line, "stands in the store, but the log has no leaf of it: it was added past the log", "steht im Speicher, aber das Protokoll hat kein Blatt dazu: Es kam am Protokoll vorbei hinzu");
                return;
            }

            Place(line);
            if (verifier._outsideSize is { } size && index >= size) verifier._sinceOutside++;

            var bytes = Encoding.UTF8.GetBytes(leaf);
            var hash = SHA256.HashData([0x00, .. Salt(salt), .. bytes]);
            if (Checkpoint.Hex(hash) != told || !verifier.IsInTree(hash, index))
            {
                Find(line, "was altered in the log, or is not what the checkpoint commits to", "wurde im Protokoll verändert oder ist nicht das, was der Prüfpunkt festhält");
            }

            try
            {
                using var content = JsonDocument.Parse(bytes);
                Compare(line, content.RootElement);
            }
            catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                Find(line, "cannot be read in the log", "ist im Protokoll nicht lesbar");
            }

            _previous = told;
        }

        public void End()
        {
            Close();
            foreach (var stream in verifier._streams.Values.Where(stream => !_begun.Contains(stream.Stream)))
            {
                verifier.Find($"All {stream.Version} events of {stream.Stream} are missing.", $"Alle {stream.Version} Ereignisse von {stream.Stream} fehlen.");
            }
        }

        private void Begin(Guid stream)
        {
            Close();
            (_stream, _version, _previous, _digest) = (stream, 0, null, verifier._promised.Contains(stream) ? new() : null);
            if (!_begun.Add(stream)) verifier.Find($"The events of {stream} stand in another order.", $"Die Ereignisse von {stream} stehen in anderer Reihenfolge.");
        }

        private void Close()
        {
            if (_stream is not { } stream) return;

            if (!verifier._streams.TryGetValue(stream, out var told)) verifier.Find($"The checkpoint's proof for {stream} is missing.", $"Der Beleg des Prüfpunkts für {stream} fehlt.");
            else if (told.Version > _version) verifier.Find(Missing(stream, _version + 1, told.Version).En, Missing(stream, _version + 1, told.Version).De);
            else if (told.Version < _version) verifier.Find($"{stream} has more events than the checkpoint says.", $"{stream} hat mehr Ereignisse, als der Prüfpunkt sagt.");
        }

        private void Place(EventLine line)
        {
            if (line.Version <= _version) Find(line, "stands in another order, or twice", "steht an anderer Stelle oder zweimal");
            if (line.Version > _version + 1)
            {
                verifier.Find(Missing(line.Stream, _version + 1, line.Version - 1).En, Missing(line.Stream, _version + 1, line.Version - 1).De);
                _previous = null;
            }

            _version = line.Version;
        }

        private static Text Missing(Guid stream, long from, long to) => from == to
            ? new($"Event {from} of {stream} is missing in the log: it was removed.", $"Ereignis {from} von {stream} fehlt im Protokoll: Es wurde entfernt.")
            : new($"Events {from} to {to} of {stream} are missing in the log: they were removed.", $"Die Ereignisse {from} bis {to} von {stream} fehlen im Protokoll: Sie wurden entfernt.");

        private void Compare(EventLine line, JsonElement leaf)
        {
            if (leaf.GetProperty("stream").GetGuid() != line.Stream || leaf.GetProperty("version").GetInt64() != line.Version) Find(line, "is another one in the log", "ist im Protokoll ein anderes");
            if (line.Version == _version && leaf.GetProperty("previous").GetString() != (_previous ?? "") && (_previous is not null || line.Version == 1))
            {
                Find(line, "does not follow the event before it", "folgt nicht auf das Ereignis davor");
            }

            var (type, data) = (leaf.GetProperty("type").GetString()!, leaf.GetProperty("data"));
            Promised(line, type, data);
            Quoted(line, data);
            if (type.StartsWith("application.", StringComparison.Ordinal)) Written(line, data);
            if (line.Stored is not { } stored)
            {
                Find(line, "was recorded, and has been removed from the store", "war aufgezeichnet und wurde aus dem Speicher entfernt", leaf);
                return;
            }

            if (stored.Type != type || stored.Version != line.Version) Altered("its kind or place", "Art oder Stelle");
            if (data.ValueKind is JsonValueKind.Null) return;   // it could not be read when it was logged: the log speaks of its place alone

            if (stored.Id != leaf.GetProperty("id").GetGuid()) Altered("its id", "Kennung");
            if (stored.RecordedAt != leaf.GetProperty("recordedAt").GetString()) Altered("when it was recorded", "Zeitpunkt");
            if (stored.By != leaf.GetProperty("by").GetString()) Altered("who did it", "Person");
            if (stored.Correlation != leaf.GetProperty("correlation").GetString()) Altered("the request it belongs to", "Vorgang");
            if (!JsonElement.DeepEquals(stored.Data, data) && !CanonicalJson.SaysTheSame(stored.Data, data)) Altered($"its content ({Difference(data, stored.Data)})", $"Inhalt ({Difference(data, stored.Data)})");

            void Altered(string what, string was) => Find(line, $"was altered in the store: {what}", $"wurde im Speicher verändert: {was}", leaf);
        }

        private void Promised(EventLine line, string type, JsonElement data)
        {
            if (_digest is null) return;

            _digest.Add(type, data);
            if (!verifier._receipts.Remove((line.Stream, line.Version), out var receipt)) return;
            if (receipt.Story != _digest.Hex || type != "application.submitted" || data.GetProperty("number").GetInt32() != receipt.Number || data.GetProperty("receivedAt").GetDateTimeOffset() != receipt.ReceivedAt)
            {
                Find(line, "is not what the signed receipt promised", "ist nicht das, was die unterschriebene Bestätigung zugesagt hat");
            }
        }

        private void Quoted(EventLine line, JsonElement data)
        {
            if (!verifier._quotes.Remove((line.Stream, line.Version), out var quotes)) return;
            foreach (var quote in quotes.Where(quote => data.ValueKind is not JsonValueKind.Object || !data.TryGetProperty(quote.Member, out var value) || !JsonElement.DeepEquals(value, quote.Value)))
            {
                Find(line, $"is quoted wrongly ({quote.Member})", $"ist falsch wiedergegeben ({quote.Member})");
            }
        }

        /// <summary>What people wrote fits the hash in the event; what was erased since is said to be.</summary>
        private void Written(EventLine line, JsonElement data)
        {
            foreach (var (note, hash) in Dossier.TextsCitedIn(data))
            {
                verifier._cited.Add(note);
                if (!verifier._texts.TryGetValue(note, out var text)) Find(line, $"cites the text {note}, which was left out", $"führt den Text {note} an, der weggelassen wurde");
                else if (text is not { Text: { } written, Salt: { Length: > 0 } salt }) verifier._open.Add(new($"The text {note} was erased, or altered by an erasure: its hash cannot be made again.", $"Der Text {note} wurde gelöscht oder durch eine Löschung verändert: Seine Prüfsumme lässt sich nicht nachrechnen."));
                else if (Convert.ToHexStringLower(SHA256.HashData([.. Salt(salt), .. Encoding.UTF8.GetBytes(written)])) != hash) Find(line, $"cites the text {note}, which was altered", $"führt den Text {note} an, der verändert wurde");
            }
        }

        private void Find(EventLine line, string en, string de, JsonElement? leaf = null)
        {
            var kind = line.Stored?.Type ?? (leaf is { } known ? known.GetProperty("type").GetString() : null);
            var what = kind is null ? "" : $" ({kind})";
            verifier.Find($"Event {line.Version} of {line.Stream}{what} {en}.", $"Ereignis {line.Version} von {line.Stream}{what} {de}.");
        }

        private static byte[] Salt(string hex)
        {
            try
            {
                return Convert.FromHexString(hex);
            }
            catch (FormatException)
            {
                return [];
            }
        }

        /// <summary>The way to the first thing that differs.</summary>
        /// <summary>Where the first member lies that says something else. Words that only begin otherwise, as `met` and `Met`, may be one to the code: they are named where nothing else differs.</summary>
        private static string Difference(JsonElement logged, JsonElement stored) => Difference(logged, stored, WordForWord) ?? Difference(logged, stored, Exactly) ?? "";

        /// <returns>Null where there is none.</returns>
        private static string? Difference(JsonElement one, JsonElement other, Func<JsonElement, JsonElement, bool> same) => (one.ValueKind, other.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) => Members(one).Union(Members(other), StringComparer.Ordinal)
                .Select(name => Difference(Member(one, name), Member(other, name), same) is { } deeper ? Path(name, deeper) : null).FirstOrDefault(path => path is not null),
            (JsonValueKind.Array, JsonValueKind.Array) when one.GetArrayLength() == other.GetArrayLength() => one.EnumerateArray().Zip(other.EnumerateArray())
                .Select((pair, index) => Difference(pair.First, pair.Second, same) is { } deeper ? Path($"[{index}]", deeper) : null).FirstOrDefault(path => path is not null),
            _ => same(one, other) ? null : "",
        };

        private static IEnumerable<string> Members(JsonElement json) => json.EnumerateObject().Select(member => member.Name);

        /// <summary>What is not there says the same as null.</summary>
        private static JsonElement Member(JsonElement json, string name) => json.TryGetProperty(name, out var member) ? member : Nothing;

        private static string Path(string name, string deeper) => deeper.Length == 0 || deeper[0] == '[' ? name + deeper : $"{name}.{deeper}";

        private static bool Exactly(JsonElement one, JsonElement other) => CanonicalJson.SaysTheSame(one, other);

        private static bool WordForWord(JsonElement one, JsonElement other) => CanonicalJson.SaysTheSame(one, other)
            || (one.ValueKind is JsonValueKind.String && other.ValueKind is JsonValueKind.String && one.GetString() is [var left, .. var rest] && other.GetString() is [var right, .. var others]
                && char.ToLowerInvariant(left) == char.ToLowerInvariant(right) && rest == others);

        private static readonly JsonElement Nothing = JsonElement.Parse("null");
    }

    /// <summary>Hashes what is read through it, and reads no more than the ZIP says there is.</summary>
    private sealed class HashingStream(ZipArchiveEntry entry) : Stream
    {
        private readonly Stream _inner = entry.Open();
        private readonly long _most = entry.Length;
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public long Bytes { get; private set; }

        public string Hash => Checkpoint.Hex(_hash.GetCurrentHash());

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Bytes; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = _inner.Read(buffer);
            _hash.AppendData(buffer[..read]);
            Bytes += read;
            return Bytes <= _most ? read : throw new InvalidDataException("More comes out than the ZIP says there is.");
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _hash.Dispose();
                _inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
