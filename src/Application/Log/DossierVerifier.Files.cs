using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using EligibilityService.Domain.Log;

namespace EligibilityService.Application.Log;

/// <content>The files of the ZIP, held against the signed manifest that names them.</content>
public sealed partial class DossierVerifier
{
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
        foreach (var line in hashing.Lines())
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
}
