using System.Diagnostics;
using System.Globalization;
using System.Text;
using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;
using EligibilityService.Infrastructure.Persons;
using EligibilityService.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EligibilityService.Infrastructure.Tests.Import;

public sealed class ImportingClusters(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Header = "externalId,name,country,city,pic,contactName,contactEmail,label,labelFrom,labelUntil";

    private ServiceProvider _services = null!;

    public async ValueTask InitializeAsync()
    {
        var services = new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddSingleton(TimeProvider.System).AddSingleton<PinnableClock>(new RealClock(TimeProvider.System));
        services.AddInfrastructure(await postgres.FreshDatabase());
        services.AddSingleton<Application.Log.ISigner, OwnKeys>().AddSingleton<Application.Subscriptions.ISeal, OwnSeal>();
        services.AddSingleton<IPersons, PostgresPersons>().AddScoped<AmbientCaller>().AddScoped<ICallerAccessor, Ambient>();
        services.AddMediation(typeof(ILedger).Assembly);
        _services = services.BuildServiceProvider();
        await _services.PrepareForTerminal(TestContext.Current.CancellationToken);
        await LayDownTheProgramme();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task a_line_is_reported_for_each_row_and_a_refused_one_takes_nobody_with_it()
    {
        var report = await Import($"{Header}\nR-1,Valdora,DE,Ulm,100048271,Käthe Jörmaska,kj@valdora.example,silver,2015-03-01,2017-03-31\nR-2,Nowhere,ZZ,,,,,,,\nR-3,=1+1,DE,,,,,,,\nR-4,Merlo,FR,,,,,,,\n");

        Assert.Equal([ImportResult.Accepted, ImportResult.Refused, ImportResult.Refused, ImportResult.Accepted], report.Lines.Select(line => line.Result));
        Assert.Equal((4, 2, 2), (report.Rows, report.Accepted, report.Refused));
        Assert.Equal([2, 3, 4, 5], report.Lines.Select(line => line.Line));
        Assert.Contains("'ZZ' is not in the programme's list", report.Lines[1].Reasons.Single().En, StringComparison.Ordinal);

        var valdora = await Cluster("R-1");
        Assert.Equal(("Valdora", "Ulm", true), (valdora.State.Profile.Name, valdora.State.Profile.City, valdora.State.WasImported));
        Assert.Equal(QualityLabel.Silver, valdora.State.Labels.Single().Label);
        Assert.Equal("Käthe Jörmaska", (await _services.GetRequiredService<IPersons>().FindContact(valdora.State.Profile.Contacts!.Single(), TestContext.Current.CancellationToken))?.Name);
        Assert.Equal(["cluster.profile-drafted", "cluster.profile-changed", "cluster.label-awarded"], await EventsOf("R-1"));
    }

    [Fact]
    public async Task repeating_it_changes_only_what_changed()
    {
        var file = $"{Header}\nR-1,Valdora,DE,Ulm,,,,silver,2015-03-01,2017-03-31\nR-2,Merlo,FR,Lille,,,,,,\n";
        await Import(file);

        var again = await Import(file.Replace("Lille", "Lyon", StringComparison.Ordinal));

        Assert.Equal([ImportResult.Unchanged, ImportResult.Changed], again.Lines.Select(line => line.Result));
        Assert.Equal(3, (await EventsOf("R-1")).Count);
        Assert.Equal("Lyon", (await Cluster("R-2")).State.Profile.City);
    }

    [Fact]
    public async Task a_preview_says_the_same_and_writes_nothing()
    {
        var file = $"{Header}\nR-1,Valdora,DE,Ulm,100048271,Käthe Jörmaska,kj@valdora.example,,,\nR-2,Merlo,FR,,100048271,,,,,\nR-1,Valdora,DE,,,,,,,\n";

        var preview = await Import(file, preview: true);
        Assert.Empty(await EventsOf("R-1"));
        var report = await Import(file);

        Assert.Equal([ImportResult.Accepted, ImportResult.Refused, ImportResult.Refused], preview.Lines.Select(line => line.Result));
        Assert.Equal(preview.Lines.Select(Told), report.Lines.Select(Told));
        Assert.Equal(ImportResult.Unchanged, (await Import(file, preview: true)).Lines[0].Result);
    }

    [Fact]
    public async Task a_number_that_another_cluster_holds_is_refused()
    {
        await Import($"{Header}\nR-1,Valdora,DE,,100048271,,,,,\n");

        var report = await Import($"{Header}\nR-2,Merlo,FR,,100048271,,,,,\nR-3,Dunora,FR,,,,,,,\n");

        Assert.Equal([ImportResult.Refused, ImportResult.Accepted], report.Lines.Select(line => line.Result));
        Assert.StartsWith("pic: ", report.Lines[0].Reasons.Single().En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task what_is_taken_while_a_batch_is_written_costs_only_the_row_that_wanted_it()
    {
        await using var scope = Scope();
        var ledger = scope.ServiceProvider.GetRequiredService<ILedger>();

        var receipts = await ledger.DecideEach<Cluster, IClusterEvent>(
            [Begin("R-1", "100048271"), Begin("R-2", "100048271"), Begin("R-3", null)], TestContext.Current.CancellationToken);

        Assert.Equal([null, "pic-taken", null], receipts.Select(receipt => receipt.Refusal?.Code));
        Assert.Equal((2, 0, 2), ((await EventsOf("R-1")).Count, (await EventsOf("R-2")).Count, (await EventsOf("R-3")).Count));
    }

    [Fact]
    public async Task many_rows_are_written_a_hundred_at_a_time()
    {
        var done = new List<int>();
        var file = new StringBuilder(Header).Append('\n');
        foreach (var row in Enumerable.Range(1, 950)) file.Append(CultureInfo.InvariantCulture, $"R-{row},Cluster {row},DE,Ulm,{100_000_000 + row},Käthe Jörmaska,kj@valdora.example,silver,2015-03-01,2017-03-31\n");

        var watch = Stopwatch.StartNew();
        var report = await Import(file.ToString(), progress: done.Add);
        TestContext.Current.SendDiagnosticMessage($"950 rows in {watch.ElapsedMilliseconds} ms");

        Assert.Equal((950, 0), (report.Accepted, report.Refused));
        Assert.Equal([100, 200, 300, 400, 500, 600, 700, 800, 900, 950], done);
    }

    private static (Guid, Func<Cluster, Decision<IClusterEvent>>) Begin(string externalId, string? pic) =>
        (ImportRow.ClusterIdOf(externalId), cluster => cluster.Import(externalId, new() { Name = externalId, Country = "DE", Pic = pic }, null));

    private static string Told(ImportLine line) => $"{line.Line} {line.Result} {line.ClusterId} {string.Join('|', line.Reasons)}";

    private async Task<ImportReport> Import(string file, bool preview = false, Action<int>? progress = null)
    {
        await using var scope = Scope();
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(file));
        var (reader, import) = (scope.ServiceProvider.GetRequiredService<IImportFile>(), scope.ServiceProvider.GetRequiredService<ClusterImport>());
        reader.Check(content, 1_000);
        return await import.Import(reader.Read(content).Select(ImportRow.Of), preview, TestContext.Current.CancellationToken, progress);
    }

    private AsyncServiceScope Scope()
    {
        var scope = _services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AmbientCaller>().ActAs(Caller.Service);
        return scope;
    }

    private async Task<ClusterRecord> Cluster(string externalId)
    {
        var id = ImportRow.ClusterIdOf(externalId);
        return (await _services.GetRequiredService<IFacts>().Read([id], null, TestContext.Current.CancellationToken)).Cluster(id)!;
    }

    private async Task<List<string>> EventsOf(string externalId)
    {
        await using var command = _services.GetRequiredService<NpgsqlDataSource>().CreateCommand("select type from events.mt_events where stream_id = $1 order by version");
        command.Parameters.Add(new() { Value = ImportRow.ClusterIdOf(externalId) });
        await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);

        var types = new List<string>();
        while (await row.ReadAsync(TestContext.Current.CancellationToken)) types.Add(row.GetString(0));
        return types;
    }

    private async Task LayDownTheProgramme()
    {
        await using var scope = Scope();
        IProgrammeEvent[] countries =
            [new CountryListed("DE", "DE", new("Germany", "Deutschland"), "test", Confidence.Found), new CountryListed("FR", "FR", new("France", "Frankreich"), "test", Confidence.Found)];
        await scope.ServiceProvider.GetRequiredService<ILedger>().Decide(
            ProgrammeFacts.StreamId, (ProgrammeBook book) => book.Record(countries), TestContext.Current.CancellationToken);
    }

    private sealed class Ambient(AmbientCaller ambient) : ICallerAccessor
    {
        public Caller Caller => ambient.Caller ?? Caller.Anonymous;
    }
}
