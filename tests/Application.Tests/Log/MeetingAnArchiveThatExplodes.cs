using System.IO.Compression;
using EligibilityService.Application.Log;

namespace EligibilityService.Application.Tests.Log;

/// <summary>A ZIP made to exhaust whoever unpacks it is told, and not unpacked.</summary>
public sealed class MeetingAnArchiveThatExplodes
{
    [Theory]
    [InlineData("manifest.txt")]
    [InlineData("events.jsonl")]
    [InlineData("keys.json")]
    public void it_is_named_and_nothing_of_it_is_kept_in_memory(string like)
    {
        var name = like switch { "manifest.txt" => Dossier.Manifest, "keys.json" => Dossier.Keys, _ => Dossier.Events };
        using var zip = Bomb(name, megabytes: 300);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var report = DossierVerifier.Verify(zip);

        Assert.Equal(DossierStanding.Altered, report.Standing);
        Assert.Contains(report.Found, found => found.En.StartsWith($"{name} unpacks to far more", StringComparison.Ordinal));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 20_000_000, "It was unpacked.");
    }

    [Fact]
    public void what_is_no_archive_at_all_is_told_too()
    {
        using var xml = new MemoryStream("""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]><lolz>&lol;</lolz>"""u8.ToArray());

        Assert.Equal(DossierStanding.Altered, DossierVerifier.Verify(xml).Standing);
    }

    private static MemoryStream Bomb(string name, int megabytes)
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = archive.CreateEntry(name, CompressionLevel.Optimal).Open())
        {
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < megabytes; i++) entry.Write(zeros);
        }

        zip.Position = 0;
        return zip;
    }
}
