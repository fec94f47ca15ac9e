using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Log;

namespace EligibilityService.Application.Log;

public sealed partial class DossierVerifier
{
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
}
