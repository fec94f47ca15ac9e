using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Subscriptions;
using EligibilityService.Domain.Access;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Subscriptions;
using EligibilityService.Infrastructure.Tests.Standings;
using EligibilityService.Infrastructure.Webhooks;
using EligibilityService.Tests;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EligibilityService.Infrastructure.Tests.Webhooks;

/// <summary>A host with a published cluster whose changes make entries, and somebody who follows the feed.</summary>
internal sealed class Follower(RunningInfrastructure running, FakeTimeProvider time) : IAsyncDisposable
{
    public static readonly Guid Anna = new("01900000-0000-4000-8000-00000000000c");
    public static readonly Caller Pekka = new(new("de300000-0000-4000-8000-000000000007"), new HashSet<Role> { Role.Subscriber }, IsAuthenticated: true);

    private int _members = 100;

    public RunningInfrastructure Running => running;

    public Scene Scene { get; } = new(running);

    /// <summary>Goes only when it is told to; timeouts of sockets are real all the same.</summary>
    public FakeTimeProvider Time => time;

    public Guid Cluster { get; private set; }

    public static async Task<Follower> Start(string database, WebhookSettings? settings = null, NameResolver? resolve = null, FakeTimeProvider? time = null, bool leads = true)
    {
        time ??= new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var running = await RunningInfrastructure.Start(database, new SetClock(Scene.Autumn), leads, services =>
        {
            services.AddSingleton<TimeProvider>(time);
            services.AddSingleton(settings ?? WebhookSettings.OnOneMachine with { Timeout = TimeSpan.FromSeconds(2) });
            if (resolve is not null) services.AddSingleton(resolve);
        });
        return new(running, time);
    }

    public async Task<Follower> WithACluster()
    {
        Cluster = await Publication();
        return this;
    }

    /// <summary>One entry for everybody, about another cluster.</summary>
    public async Task<Guid> Publication()
    {
        var cluster = await Scene.Cluster(50);
        await running.Decide(cluster, (Cluster it) => it.AddManager(Anna, Anna));
        await running.Decide(cluster, (Cluster it) => it.RequestReview(Anna, Scene.Autumn));
        await running.Decide(cluster, (Cluster it) => it.Publish(Guid.CreateVersion7(), Scene.Autumn));
        await Numbered();
        return cluster;
    }

    /// <summary>So many more entries about the cluster, for everybody.</summary>
    public async Task Change(int times = 1)
    {
        for (var i = 0; i < times; i++) await Scene.Change(Cluster, _members++);
        await Numbered();
    }

    public Task Numbered() => RunningInfrastructure.Until(
        async () => await Scene.One<bool>("select position >= (select max(seq_id) from events.mt_events) from eligibility.feed_progress"), "every event is numbered");

    public async Task<(Guid Id, string Secret)> Open(string url, FeedFilter? filter = null, MessageForm form = MessageForm.Structured, int batch = 1, bool strict = false, int? perMinute = null, string start = "now", Caller? by = null)
    {
        var (id, wanted) = (Guid.CreateVersion7(), filter ?? FeedFilter.Everything with { Types = ["cluster.*"] });   // not the checkpoints that come as time goes on
        await using var scope = running.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AmbientCaller>().ActAs(by ?? Pekka);
        var receipt = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new OpenSubscription(id, new(url, form, batch, strict, perMinute), new(wanted.Types, null, wanted.Countries, wanted.Clusters, wanted.Classes), start), TestContext.Current.CancellationToken);
        Assert.Null(receipt.Refusal);
        return (id, scope.ServiceProvider.GetRequiredService<IWebhooks>().KeptSecret!);
    }

    public async Task<string> Renew(Guid subscription, int hours)
    {
        await using var scope = running.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AmbientCaller>().ActAs(Pekka);
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RenewSecret(subscription, hours), TestContext.Current.CancellationToken);
        return scope.ServiceProvider.GetRequiredService<IWebhooks>().KeptSecret!;
    }

    /// <summary>One entry that only a cluster's people may read, and those entitled to it.</summary>
    public async Task RequestReview()
    {
        var cluster = await Scene.Cluster(7);
        await running.Decide(cluster, (Cluster it) => it.AddManager(Anna, Anna));
        await running.Decide(cluster, (Cluster it) => it.RequestReview(Anna, Scene.Autumn));
        await Numbered();
    }

    public Task<Receipt> Do(IRequest<Receipt> command) => running.Send(command, Pekka);

    public Task Entitle(AccessKind kind) => running.Decide(Pekka.PersonId, (AccessBook book) => book.Grant(Pekka.PersonId, new(kind), null, Anna, Scene.Autumn));

    public Task Revoke(AccessKind kind) => running.Decide(Pekka.PersonId, (AccessBook book) => book.End(new(kind), false, Anna, Scene.Autumn));

    /// <summary>Lets time go on, a second at a time, until it is so.</summary>
    public Task Until(Func<bool> isSo, string what, TimeSpan? step = null) => RunningInfrastructure.Until(() =>
    {
        if (step is { } further) time.Advance(further);
        return Task.FromResult(isSo());
    }, what);

    public Subscription? Known(Guid subscription) => running.Facts.Now.Subscription(subscription)?.State;

    public async Task<DateTimeOffset?> NextAt(Guid subscription)
    {
        await using var command = running.Database.CreateCommand("select next_at from eligibility.cursors where id = $1");
        command.Parameters.Add(new() { Value = subscription });
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) is DateTime next ? new(next) : null;
    }

    /// <summary>What is kept of the attempts, the first one first.</summary>
    public async Task<IReadOnlyList<(int? Status, string? Trouble)>> Attempts(Guid subscription)
    {
        var attempts = new List<(int?, string?)>();
        await using var command = running.Database.CreateCommand("select status, trouble from eligibility.deliveries where subscription = $1 order by id");
        command.Parameters.Add(new() { Value = subscription });
        await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await row.ReadAsync(TestContext.Current.CancellationToken)) attempts.Add((row.IsDBNull(0) ? null : row.GetInt32(0), row.IsDBNull(1) ? null : row.GetString(1)));
        return attempts;
    }

    public ValueTask DisposeAsync() => running.DisposeAsync();
}
