using System.IO.Compression;
using EligibilityService.Application.Clusters;

namespace EligibilityService.Host.Pages.Desk;

/// <summary>A file that is to be imported, between its preview and the confirmation: it travels in the form, compressed, so that nothing is kept here and no other file slips in.</summary>
internal static class PreviewedFile
{
    public const int LargestFile = 5 * 1024 * 1024;
    public const int MostRows = 5_000;

    /// <summary>Leaves room for a file that is too large to be told so beside its field.</summary>
    public const long LargestForm = 8 * LargestFile;

    /// <summary>What a form's value may have at most, unless the framework is told otherwise.</summary>
    private const int LargestValue = 4 * 1024 * 1024;

    public static async Task<byte[]> Read(IFormFile? file, CancellationToken cancellationToken)
    {
        if (file is null or { Length: 0 }) throw IImportFile.Fault("file-missing", "Choose a CSV file that is not empty.", "Wählen Sie eine CSV-Datei, die nicht leer ist.");
        if (file.Length > LargestFile) throw TooLarge();

        var content = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(content, cancellationToken);
        return content;
    }

    public static string Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var press = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) press.Write(content);

        var written = Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
        return written.Length <= LargestValue ? written : throw TooLarge();
    }

    /// <summary>Comes from outside, as anything in a form: it is bounded while it unfolds.</summary>
    public static byte[] Unpack(string? packed)
    {
        try
        {
            using var press = new GZipStream(new MemoryStream(Convert.FromBase64String(packed ?? "")), CompressionMode.Decompress);
            var content = new byte[LargestFile + 1];
            var length = press.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            if (length > LargestFile) throw TooLarge();

            return content[..length];
        }
        catch (Exception unreadable) when (unreadable is FormatException or InvalidDataException)
        {
            throw IImportFile.Fault("file-missing", "The previewed file did not arrive whole. Choose it again.", "Die angesehene Datei kam nicht vollständig an. Wählen Sie sie noch einmal.");
        }
    }

    private static FluentValidation.ValidationException TooLarge() => IImportFile.Fault("file-too-large",
        $"The file is larger than {LargestFile / 1024 / 1024} MB. Split it, or import it with the terminal command import-clusters.",
        $"Die Datei ist größer als {LargestFile / 1024 / 1024} MB. Teilen Sie sie auf, oder importieren Sie sie mit dem Befehl import-clusters.");
}
