using System.Globalization;
using System.Text.Json;
using EligibilityService.Application.Log;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Host.Terminal;

/// <summary>`verify dossier.zip --checkpoint file`: checks a dossier offline. Needs no database, no network and no configuration.</summary>
internal static class VerifyCommand
{
    private const int Proven = 0, Altered = 1, NotProven = 2, NotUnderstood = 64;

    private static readonly Text Usage = new(
        "verify <dossier.zip> [--checkpoint <file>] [--keys <file>]\n  --checkpoint  the note of a checkpoint kept outside the service (GET /api/log/checkpoints/latest)\n  --keys        public keys kept outside the service (GET /api/log/keys)\nEnds with 0: proven, 1: altered, 2: not proven.",
        "verify <Akte.zip> [--checkpoint <Datei>] [--keys <Datei>]\n  --checkpoint  ein außerhalb des Dienstes aufbewahrter Prüfpunkt (GET /api/log/checkpoints/latest)\n  --keys        außerhalb des Dienstes aufbewahrte öffentliche Schlüssel (GET /api/log/keys)\nEndet mit 0: bewiesen, 1: verändert, 2: nicht bewiesen.");

    public static int Run(string[] given, TextWriter output, string? language = null)
    {
        language ??= CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        string? zip = null, checkpoint = null, keys = null;
        for (var i = 0; i < given.Length; i++)
        {
            switch (given[i])
            {
                case "--checkpoint" when i + 1 < given.Length: checkpoint = given[++i]; break;
                case "--keys" when i + 1 < given.Length: keys = given[++i]; break;
                case var file when zip is null && !file.StartsWith('-'): zip = file; break;
                default: zip = null; i = given.Length; break;
            }
        }

        if (zip is null)
        {
            output.WriteLine(Usage.In(language));
            return NotUnderstood;
        }

        if (((string?[])[zip, checkpoint, keys]).FirstOrDefault(file => file is not null && !File.Exists(file)) is { } missing)
        {
            output.WriteLine(new Text($"There is no file {missing}. Check its name and folder.", $"Die Datei {missing} gibt es nicht. Prüfen Sie Name und Ordner.").In(language));
            return NotUnderstood;
        }

        try
        {
            using var content = File.OpenRead(zip);
            var outside = keys is null ? null : JsonSerializer.Deserialize<PublicSigningKey[]>(File.ReadAllText(keys), Dossier.Json);
            return Tell(DossierVerifier.Verify(content, checkpoint is null ? null : File.ReadAllText(checkpoint), outside), output, language);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            output.WriteLine(unreadable.Message);
            return NotUnderstood;
        }
    }

    private static int Tell(DossierReport report, TextWriter output, string language)
    {
        foreach (var found in report.Found) output.WriteLine($"! {found.In(language)}");
        foreach (var shown in report.Shown) output.WriteLine($"  {shown.In(language)}");
        foreach (var open in report.Open) output.WriteLine($"? {open.In(language)}");

        var (code, sum) = report.Standing switch
        {
            DossierStanding.Proven => (Proven, new Text("PROVEN: nothing was altered, dropped, added or put in another order.", "BEWIESEN: Nichts wurde verändert, weggelassen, hinzugefügt oder umgestellt.")),
            DossierStanding.Altered => (Altered, new Text("ALTERED: this dossier is not what was recorded.", "VERÄNDERT: Diese Akte ist nicht das, was aufgezeichnet wurde.")),
            _ => (NotProven, new Text("NOT PROVEN: sound in itself, and no more.", "NICHT BEWIESEN: in sich stimmig, mehr nicht.")),
        };
        output.WriteLine(sum.In(language));
        return code;
    }
}
