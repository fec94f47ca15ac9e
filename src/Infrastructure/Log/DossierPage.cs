using System.Globalization;
using System.Net;
using System.Text;
using EligibilityService.Application.Log;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Log;
using EligibilityService.Domain.Narration;
using EligibilityService.Domain.Programme;
using EligibilityService.Infrastructure.Ledger;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace EligibilityService.Infrastructure.Log;

/// <summary>The dossier as a page for people: what is in it, how to verify it, and the story of each stream, in English and German beside each other. People are told by their opaque ids.</summary>
internal sealed class DossierPage(
    IDocumentStore store, NpgsqlDataSource source, DossierGround ground, DossierExported exported, IReadOnlyDictionary<Guid, string> names, ProgrammeFacts programme, long events)
{
    private static readonly (string File, Text What)[] Files =
    [
        (Dossier.Manifest, new("the hash of every file, signed", "der Hashwert jeder Datei, unterschrieben")),
        (Dossier.Events, new("every event, as the log keeps it and as the store held it", "jedes Ereignis, wie das Protokoll es bewahrt und wie der Speicher es enthielt")),
        (Dossier.CallTexts, new("every version of the call's text", "jede Fassung des Ausschreibungstexts")),
        (Dossier.Verdicts, new("every recorded verdict", "jedes festgehaltene Ergebnis")),
        (Dossier.Receipts, new("signed receipts", "unterschriebene Empfangsbestätigungen")),
        (Dossier.Population, new("all applications to the call, in the dossier of a call", "alle Anträge zur Ausschreibung, in der Akte einer Ausschreibung")),
        (Dossier.Checkpoint, new("the signed checkpoint that all of it is proven against", "der unterschriebene Prüfpunkt, gegen den alles belegt ist")),
        (Dossier.Earlier, new("earlier checkpoints, and the proofs that nothing before them changed", "frühere Prüfpunkte und die Belege, dass nichts vor ihnen geändert wurde")),
        (Dossier.Nodes, new("hashes of the log's tree", "Hashwerte des Protokollbaums")),
        (Dossier.Streams, new("how far each story had come, with proofs", "wie weit jeder Verlauf war, mit Belegen")),
        (Dossier.Keys, new("public keys", "öffentliche Schlüssel")),
    ];

    public async Task Write(Func<string, Task> text, CancellationToken cancellationToken)
    {
        var title = new Text(
            ground.Subject.Of is DossierOf.Call ? $"Dossier of the call {Name(ground.Subject.Id)}" : $"Dossier of the application of {Name(ground.Subject.Id)}",
            ground.Subject.Of is DossierOf.Call ? $"Akte der Ausschreibung {Name(ground.Subject.Id)}" : $"Akte des Antrags von {Name(ground.Subject.Id)}");
        await text($$"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{Html(title.En)}}</title>
            <style>body{font:16px/1.5 sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #bbb;padding:.4rem .6rem .4rem 0;text-align:left;vertical-align:top}code{overflow-wrap:anywhere}[lang=de]{color:#444}</style>
            </head>
            <body>
            <h1>{{Html(title.En)}}<br><span lang="de">{{Html(title.De)}}</span></h1>
            <p>{{events.ToString(CultureInfo.InvariantCulture)}} events, taken out at {{Instant(exported.ExportedAt)}}, proven against checkpoint {{ground.Checkpoint.Number}} of {{Instant(ground.Checkpoint.At)}} over {{ground.Checkpoint.Size}} leaves.<br>
            <span lang="de">{{events.ToString(CultureInfo.InvariantCulture)}} Ereignisse, ausgeführt am {{Instant(exported.ExportedAt)}}, belegt durch Prüfpunkt {{ground.Checkpoint.Number}} vom {{Instant(ground.Checkpoint.At)}} über {{ground.Checkpoint.Size}} Blätter.</span></p>
            <p>Verify it offline, with a checkpoint that was noted earlier outside the service: <span lang="de">Prüfen Sie sie ohne Netz, mit einem früher außerhalb des Dienstes notierten Prüfpunkt:</span><br>
            <code>dotnet run --project src/Host -- verify dossier.zip --checkpoint checkpoint.txt</code></p>
            <p>Without that checkpoint nothing is proven to somebody who does not trust the operator. Persons stand here by opaque ids, texts they wrote by a hash. <span lang="de">Ohne diesen Prüfpunkt ist niemandem etwas bewiesen, der dem Betrieb nicht traut. Personen stehen hier mit undurchsichtigen Kennungen, ihre Texte mit einem Hashwert.</span></p>
            <h2>Files <span lang="de">/ Dateien</span></h2>
            <table><tbody>

            """);
        foreach (var (file, what) in Files) await text($"<tr><td><code>{file}</code></td><td>{Html(what.En)}</td><td lang=\"de\">{Html(what.De)}</td></tr>\n");
        await text("</tbody></table>\n");

        foreach (var stream in ground.Streams) await Story(text, stream, cancellationToken);
        await text("</body>\n</html>\n");
    }

    private async Task Story(Func<string, Task> text, StreamLine stream, CancellationToken cancellationToken)
    {
        var page = await StreamReading.Read(store, source, [stream.Stream], cancellationToken: cancellationToken);
        await text($"<h2>{Html(Name(stream.Stream))}</h2>\n<p><code>{stream.Stream}</code></p>\n<table><tbody>\n");
        var told = page.Events.Select(e => (e.Version, e.Timestamp, Sentence: Tell(e))).Concat(page.Unreadable.Select(e => (e.Version, Timestamp: e.RecordedAt, Sentence: NotReadable(e.Type))));
        foreach (var (version, at, sentence) in told.Where(e => e.Version <= stream.Version).OrderBy(e => e.Version))
        {
            await text($"<tr><td>{version}</td><td>{Instant(at)}</td><td>{Html(sentence.En)}</td><td lang=\"de\">{Html(sentence.De)}</td></tr>\n");
        }

        await text("</tbody></table>\n");
    }

    /// <summary>What was tampered with may be content that no sentence can be made of; the verifier names it.</summary>
    private Text Tell(IEvent e)
    {
        try
        {
            return Told(e);
        }
        catch (Exception untellable) when (StreamReading.IsUnreadable(untellable))
        {
            return NotReadable(e.EventTypeName);
        }
    }

    private static Text NotReadable(string type) => new($"What stands in the store cannot be read ({type}).", $"Was im Speicher steht, ist nicht lesbar ({type}).");

    private Text Told(IEvent e)
    {
        var narrated = Narrator.Tell(e.Data, new ProgrammeNames(programme));
        return new(Filled(narrated.Sentence.En), Filled(narrated.Sentence.De));

        string Filled(string sentence)
        {
            foreach (var (gap, person) in narrated.People) sentence = sentence.Replace(gap, person.ToString(), StringComparison.Ordinal);
            foreach (var (gap, thing) in narrated.Things) sentence = sentence.Replace(gap, Name(thing), StringComparison.Ordinal);
            return sentence.Replace(Narrated.Who, string.IsNullOrEmpty(e.UserName) ? "?" : e.UserName, StringComparison.Ordinal);
        }
    }

    private string Name(Guid id) => names.TryGetValue(id, out var name) ? name : id.ToString();

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
