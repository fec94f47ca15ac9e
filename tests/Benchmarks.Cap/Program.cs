using System.Globalization;
using DotNetCore.CAP;
using DotNetCore.CAP.Internal;
using DotNetCore.CAP.Persistence;
using EligibilityService.Benchmarks.Cap;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// DotNetCore.CAP with PostgreSQL as its outbox and inbox: messages published, taken in, and each sent on by one POST signed with an HMAC.
//   EligibilityService.Benchmarks.Cap CONNECTION URL MESSAGES BODY       says how many a second arrived
var (connection, url, wanted, body) = (args[0], args[1], int.Parse(args[2], CultureInfo.InvariantCulture), args[3]);

var builder = Host.CreateEmptyApplicationBuilder(new());
builder.Logging.AddSimpleConsole(console => console.IncludeScopes = false).SetMinimumLevel(LogLevel.Error);
builder.Services.AddSingleton(new Sending(url, wanted));
builder.Services.AddTransient<Subscriber>();
builder.Services.AddCap(cap =>
{
    cap.UsePostgreSql(connection);
    cap.RegisterExtension(new InThisProcess());
    cap.EnablePublishParallelSend = true;
    cap.EnableSubscriberParallelExecute = true;
    cap.SubscriberParallelExecuteThreadCount = 8;   // as many as the service has under way to one address
});

using var host = builder.Build();
await host.Services.GetRequiredService<IStorageInitializer>().InitializeAsync(CancellationToken.None);
await host.StartAsync();
while (!host.Services.GetRequiredService<IBootstrapper>().IsStarted) await Task.Delay(10);
var publisher = host.Services.GetRequiredService<ICapPublisher>();
var sending = host.Services.GetRequiredService<Sending>();
await Parallel.ForEachAsync(Enumerable.Range(0, wanted), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, cancelled) => await publisher.PublishAsync("entry", body, cancellationToken: cancelled));
Console.WriteLine((await sending.Rate).ToString(CultureInfo.InvariantCulture));
await host.StopAsync();
