using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Log;

namespace EligibilityService.Application.Log;

/// <summary>Checks a dossier offline: needs nothing but the file and, to prove anything to somebody who does not trust the operator, a checkpoint noted earlier.</summary>
public sealed partial class DossierVerifier
{
    private const int MostFound = 200;

    /// <summary>A dossier packs its texts to a fiftieth; what unpacks to far more is made to exhaust whoever reads it.</summary>
    private const int MostPacking = 200;
    private const long MostWhole = 256L * 1024 * 1024, Unpacked = 1024 * 1024;

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

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
