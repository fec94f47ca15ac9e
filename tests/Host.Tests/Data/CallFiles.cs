using System.Text.Json;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Host.Tests.Data;

/// <summary>A call as its file tells it: the terms, and what happens to it on which Brussels wall-clock time.</summary>
internal sealed record CallFile(Guid Id, string[] SourceNotes, CallTerms Terms, CallStepFile[] Plays)
{
    /// <summary>The terms published and those every corrigendum brings.</summary>
    public IEnumerable<CallTerms> AllTerms => [Terms, .. Plays.Where(play => play is { Step: "corrigendum", Terms: not null }).Select(play => play.Terms!)];

    /// <summary>Also what had been announced before.</summary>
    public IEnumerable<CallTerms> EveryText => [.. AllTerms, .. Plays.Where(play => play is { Step: "announce", Terms: not null }).Select(play => play.Terms!)];

    public IEnumerable<string> Spellings => [Terms.Reference, .. Terms.Aliases];
}

internal sealed record CallStepFile(DateTime On, string Step, Corrigendum? Corrigendum = null, CallTerms? Terms = null, ResultsSummary? Results = null, Text? Reason = null);

internal static class CallFiles
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data", "programme");

    private static readonly Lazy<CallFile[]> Files = new(() => [.. Directory.GetFiles(Path.Combine(Folder, "calls"), "*.json").Order(StringComparer.Ordinal).Select(Read<CallFile>)]);

    public static IReadOnlyList<CallFile> All => Files.Value;

    public static CallFile Of(string reference) => All.Single(file => file.Terms.Reference == reference);

    public static T Read<T>(string path) =>
        JsonSerializer.Deserialize<T>(File.ReadAllText(path), FactJson.Options) ?? throw new JsonException($"{path} is empty.");
}
