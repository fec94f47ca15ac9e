using System.Security.Cryptography;
using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Applications;
using EligibilityService.Application.Feed;
using EligibilityService.Application.Subscriptions;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Infrastructure.Broker;
using EligibilityService.Infrastructure.Subscriptions;
using EligibilityService.Infrastructure.Tests.Standings;
using EligibilityService.Tests;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EligibilityService.Infrastructure.Tests.Broker;

/// <summary>A host that publishes to a broker. Nothing is numbered unless the test says so.</summary>
internal sealed class Publisher(RunningInfrastructure running, FakeTimeProvider time) : IAsyncDisposable
{
    private static readonly Guid Anna = new("01900000-0000-4000-8000-00000000000c");
    private static readonly Caller Applicant = new(Anna, new HashSet<Role> { Role.Applicant }, IsAuthenticated: true), Administrator = new(Guid.CreateVersion7(), new HashSet<Role> { Role.Administrator }, IsAuthenticated: true);

    private int _members = 100;

    public RunningInfrastructure Running => running;

    public Scene Scene { get; } = new(running);

    public Guid Cluster { get; private set; }

    /// <summary>Names that no other test uses.</summary>
    public static string SomeExchanges() => $"t{RandomNumberGenerator.GetHexString(10, lowercase: true)}";

    public static IReadOnlyList<string> All(string exchanges) => new BrokerSettings { Exchanges = exchanges }.ExchangeNames;

    public static async Task<Publisher> Start(string database, BrokerSettings settings)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        return new(await RunningInfrastructure.Start(database, new SetClock(Scene.Autumn), leads: false, services => services.AddSingleton<TimeProvider>(time).AddSingleton(settings)), time);
    }

    /// <summary>A request for review, which is the cluster's own, and its publication.</summary>
    public async Task<Guid> Publication()
    {
        Cluster = await Scene.Cluster(50);
        await running.Decide(Cluster, (Cluster it) => it.AddManager(Anna, Anna));
        await running.Decide(Cluster, (Cluster it) => it.RequestReview(Anna, Scene.Autumn));
        await running.Decide(Cluster, (Cluster it) => it.Publish(Guid.CreateVersion7(), Scene.Autumn));
        await Number();
        return Cluster;
    }

    /// <summary>So many more entries for everybody.</summary>
    public async Task Change(int times)
    {
        for (var i = 0; i < times; i++) await Scene.Change(Cluster, _members++);
        await Number();
    }

    /// <summary>So many entries at once, each of a cluster's own.</summary>
    public async Task Burst(int entries)
    {
        var call = await Scene.Publish(Scene.Terms("RABBIT-2", 40));
        await using (var session = running.Get<IDocumentStore>().LightweightSession())
        {
            session.Events.Append(EligibilityChanged.StreamOf(call), new EligibilityChanged(call, "", "a cause", [.. Enumerable.Range(0, entries).Select(_ => new EligibilityChange(Guid.CreateVersion7(), Outcome.Met, Outcome.NotMet))], "1", false));
            await session.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await Number();
    }

    /// <summary>What those alone may read who look after applications.</summary>
    public async Task Submit()
    {
        var (call, application) = (await Scene.Publish(Scene.Terms("RABBIT-1", 30)), Guid.CreateVersion7());
        await running.Facts.AtLeast(await Scene.One<long>("select max(seq_id) from events.mt_events"), TestContext.Current.CancellationToken);
        var started = await running.Decide(application, (CallApplication it) => it.Start(running.Facts.Now.Call(call)!, null, Cluster, Anna, Scene.Autumn));
        await running.Facts.AtLeast(started.Position, TestContext.Current.CancellationToken);
        Assert.Null((await running.Send(new SubmitApplication(application, Cluster, Scene.Autumn, ConfirmEmpty: true), Applicant)).Refusal);
        await Number();
    }

    public async Task Number() => await running.Get<FeedNumbering>().CatchUp(await Scene.One<long>("select term from eligibility.leadership"), TestContext.Current.CancellationToken);

    public async Task<long> Last() => (await Infrastructure.Subscriptions.Feed.Progress(running.Database, TestContext.Current.CancellationToken)).Number;

    public async Task<string> Digest(long to) => (await running.Send(new DigestFeed(1, to), Caller.Anonymous)).Digest;

    public async Task<BrokerAnswer> State() => (await running.Send(new ShowSubscriptions(), Administrator)).Broker!;

    public Task<BrokerMoved> Move(long after) => running.Send(new MoveBroker(after), Administrator);

    /// <summary>Until everything numbered was confirmed.</summary>
    public Task Confirmed() => Until(async () => (await State()) is { Behind: 0, Health: SubscriptionHealth.UpToDate } state && state.After == await Last(), "the broker has confirmed everything");

    /// <summary>Lets time go on, a second at a time, until it is so.</summary>
    public Task Until(Func<Task<bool>> isSo, string what) => RunningInfrastructure.Until(() =>
    {
        time.Advance(TimeSpan.FromSeconds(1));
        return isSo();
    }, what);

    public ValueTask DisposeAsync() => running.DisposeAsync();
}
