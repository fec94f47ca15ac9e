using System.Globalization;
using System.Text;
using EligibilityService.Infrastructure.Embedded;
using Npgsql;

namespace EligibilityService.Benchmarks;

/// <summary>One run: where it keeps its data, how long it may take, and the lines it has found.</summary>
internal sealed class Bench(bool isShort) : IAsyncDisposable
{
    private const string Begin = "<!-- measured -->", End = "<!-- /measured -->";

    private readonly List<Line> _lines = [];
    private readonly Dictionary<string, string> _pictures = [];
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"eligibility-benchmarks-{Path.GetRandomFileName()}");
    private EmbeddedPostgres? _postgres;
    private int _databases;

    /// <summary>A smoke run: everything happens, but seldom and with fewer clusters; its figures mean little.</summary>
    public bool IsShort => isShort;

    public string LoadBefore { get; } = Load();

    /// <summary>Something else takes a good part of the cores.</summary>
    public bool IsBusy => double.Parse(LoadBefore, CultureInfo.InvariantCulture) > Environment.ProcessorCount * 0.4;

    /// <param name="wanted">What the product promises; null where the line only explains another.</param>
    public void Note(string figure, string measured, string comparedWith, string? wanted = null, bool? isMet = null)
    {
        _lines.Add(new(figure, measured, comparedWith, wanted, isMet));
        Say($"  {figure}: {measured} ({comparedWith}){(isMet is false ? "  MISSED" : "")}");
    }

    public void Say(string what) => Console.WriteLine(what);

    /// <summary>A folder that goes with the run.</summary>
    public string Folder(string name) => Path.Combine(_folder, name);

    /// <summary>An empty database on a private server with the product's own settings: durable, as in production.</summary>
    public async Task<string> FreshDatabase()
    {
        _postgres ??= await EmbeddedPostgres.Start(new() { DataDirectory = Folder("databases") });
        var name = $"fresh_{++_databases}";
        await using var connection = new NpgsqlConnection(_postgres.ConnectionString);
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"create database {name}", connection);
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { Database = name }.ConnectionString;
    }

    public string Table()
    {
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 30)} GB; load average {LoadBefore} before and {Load()} after the run{(isShort ? "; a short run, whose figures mean little" : "")}.\n\n");
        table.Append("| Figure | Measured | Beside it, in the same run | Wanted | |\n|---|---|---|---|---|\n");
        foreach (var line in _lines) table.Append(CultureInfo.InvariantCulture, $"| {line.Figure} | {line.Measured} | {line.ComparedWith} | {line.Wanted} | {line.IsMet switch { true => "met", false => "**missed**", null => "" }} |\n");
        return table.ToString();
    }

    /// <summary>Kept beside the table, and with it in docs/images.</summary>
    public void Picture(string name, string svg) => _pictures[name] = svg;

    public async Task Write(string table, bool intoDocs)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "benchmarks.md");
        await File.WriteAllTextAsync(beside, table);
        foreach (var (name, svg) in _pictures) await File.WriteAllTextAsync(Path.Combine(AppContext.BaseDirectory, name), svg);
        Say($"Written to {beside}");
        if (!intoDocs) return;

        var page = Path.Combine(Repository, "docs", "benchmarks.md");
        foreach (var (name, svg) in _pictures) await File.WriteAllTextAsync(Path.Combine(Repository, "docs", "images", name), svg);
        var text = await File.ReadAllTextAsync(page);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        await File.WriteAllTextAsync(page, $"{text[..from]}\n{table}\n{text[to..]}");
        Say($"Written to {page}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null) await _postgres.DisposeAsync();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    public static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "EligibilityService.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("The benchmarks run from within the repository.");
            return folder.FullName;
        }
    }

    private static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    private sealed record Line(string Figure, string Measured, string ComparedWith, string? Wanted, bool? IsMet);
}
