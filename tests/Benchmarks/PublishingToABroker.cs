using System.Diagnostics;
using EligibilityService.Application.Access;
using EligibilityService.Application.Programme;
using EligibilityService.Application.Subscriptions;
using EligibilityService.Host.Data;
using EligibilityService.Infrastructure.Broker;
using EligibilityService.Infrastructure.Knowing;
using EligibilityService.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace EligibilityService.Benchmarks;

/// <summary>From the commit to a consumer of a RabbitMQ on this machine, and all of the feed published once more.</summary>
internal static class PublishingToABroker
{
    private static readonly Caller Sofia = new(Guid.CreateVersion7(), new HashSet<Role> { Role.Administrator }, IsAuthenticated: true);

    public static async Task Measure(Bench bench)
    {
        await using var server = new RabbitMqServer();
        await server.Start();
        var (database, settings) = (await bench.FreshDatabase(), new BrokerSettings(server.Address));
        await using var queue = await QueueReader.Bind(server.Address, (settings.ExchangeNames[0], "cluster.changed.*"));
        await using var service = await Service.Start(database, adjust: services => services.AddSingleton(settings));
        await service.Get<Roster>().AtLeast((await service.Send(new RecordProgramme(ProgrammeFiles.Lists()))).Unrefused().Position, CancellationToken.None);
        var clusters = await DeliveringByWebhook.Published(service);
        await using var reading = await queue.Read();

        await DeliveringByWebhook.Paced(service, clusters, bench.IsShort ? 50 : 100, 50, first: 1_000);   // compiled by then
        var committed = await DeliveringByWebhook.Paced(service, clusters, bench.IsShort ? 100 : 1_500, 50, first: 10_000);
        await Measuring.Until(() => Task.FromResult(Came().Count() >= committed.Count), TimeSpan.FromMinutes(2), "all of them arrived");
        var taken = Came().Select(one => Math.Max(0, Stopwatch.GetElapsedTime(committed[one.Number], one.At).TotalMilliseconds)).Order().ToArray();
        bench.Note("From commit to a consumer behind RabbitMQ, 50 events a second", $"p50 {taken[taken.Length / 2].Ms()}, p99 {taken[(int)(taken.Length * 0.99)].Ms()}", $"{taken.Length} events");

        await DeliveringByWebhook.ManyAppended(service, database, clusters, bench.IsShort ? 2_000 : 20_000);
        var last = await service.One<long>("select number from eligibility.feed_progress");
        await Confirmed();
        await service.Send(new MoveBroker(0), Sofia);
        var since = Stopwatch.StartNew();
        await Confirmed();
        bench.Note("All of the feed published to RabbitMQ once more, each entry to three exchanges", $"{last:N0} entries in {since.Elapsed.TotalSeconds:0.0} s", $"{last / since.Elapsed.TotalSeconds:N0}/s");

        Task Confirmed() => Measuring.Until(async () => (await service.Send(new ShowSubscriptions(), Sofia)).Broker!.After >= last, TimeSpan.FromMinutes(5), "the broker has confirmed everything");

        IEnumerable<(int Number, long At)> Came() => queue.Messages.Select(message => (Number: message.Json.GetProperty("data").GetProperty("membersSme").GetInt32(), message.At)).Where(one => committed.ContainsKey(one.Number));
    }
}
