using System.Buffers;
using System.Collections.Concurrent;
using System.Net.Sockets;
using EligibilityService.Application.Notifications;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Clusters;
using EligibilityService.Infrastructure.Mails;
using EligibilityService.Infrastructure.Tests.Standings;
using EligibilityService.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using SmtpServer;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace EligibilityService.Infrastructure.Tests.Mails;

/// <summary>Mails that leave by a real mail server: how they read there, and what happens while it takes none.</summary>
public sealed class SendingMails(PostgresFixture postgres)
{
    private static readonly SmtpResponse Later = new((SmtpReplyCode)450, "Not now");
    private static readonly Guid Anna = new("01900000-0000-4000-8000-0000000000a1");

    [Fact]
    public async Task a_mail_arrives_with_the_same_id_after_failures_and_ends_the_mails_by_one_click()
    {
        await using var server = await Smtp.Start();
        var (clock, time) = (new SetClock(Scene.Autumn), new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        server.Answer = Later;
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), clock, adjust: services => services
            .AddSingleton<TimeProvider>(time)
            .AddSingleton(new MailSettings(new("https://eligibility.example.eu/"), "127.0.0.1", server.Port, "service@example.eu") { Tls = false, PerMinute = 6_000 }));
        await running.Get<IPersons>().Introduce(new(Anna, "Anna Example", "anna@example.eu", "en"), TestContext.Current.CancellationToken);
        await running.Get<IMailbox>().Choose(Anna, MailChoice.AtOnce, null, clock.Now, TestContext.Current.CancellationToken);
        var scene = new Scene(running);
        var cluster = await scene.Cluster(50);
        await running.Decide(cluster, (Cluster it) => it.AddManager(Anna, Anna));
        await scene.Publish(Scene.Terms("MAIL-1", 30));
        await scene.UpToDate();
        await scene.Change(cluster, 10);
        await RunningInfrastructure.Until(async () => await scene.One<int>("select count(*)::int from eligibility.notices") == 1, "the change was noted");
        clock.Now = clock.Now.AddMinutes(2);

        await RunningInfrastructure.Until(async () => await scene.One<bool>("select exists (select from eligibility.mails where trouble is not null)"), "the server refused it");
        Assert.Equal("The mail server answered 450", (await running.Get<IMailbox>().Show(Anna, TestContext.Current.CancellationToken)).Mails.Single().Trouble);
        Assert.Single(server.Arrived);

        server.Answer = SmtpResponse.Ok;
        time.Advance(TimeSpan.FromMinutes(6));
        await RunningInfrastructure.Until(() => Task.FromResult(server.Arrived.Count == 2), "it was sent again");
        await RunningInfrastructure.Until(async () => (await running.Get<IMailbox>().Show(Anna, TestContext.Current.CancellationToken)).Mails.Single().SentAt is not null, "it is noted as sent");
        Assert.Single(server.Arrived.Select(mail => mail.MessageId).Distinct());

        var mail = server.Arrived.Last();
        Assert.Equal(("anna@example.eu", "service@example.eu", "List-Unsubscribe=One-Click"), (mail.To.Mailboxes.Single().Address, mail.From.Mailboxes.Single().Address, mail.Headers["List-Unsubscribe-Post"]));
        Assert.Contains("may not take part", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("https://eligibility.example.eu/en/my-cluster/", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://eligibility.example.eu/en/my-cluster/", mail.HtmlBody, StringComparison.Ordinal);

        var oneClick = new Uri(mail.Headers[HeaderId.ListUnsubscribe]!.Trim('<', '>'));
        Assert.False(await running.Send(new Unsubscribe("forged")));
        Assert.True(await running.Send(new Unsubscribe(oneClick.Query["?token=".Length..])));
        Assert.Equal(MailChoice.None, (await running.Get<IMailbox>().Choice(Anna, TestContext.Current.CancellationToken)).Choice);

        // Somebody whom no server takes anything for: after three days it is given up, with a note.
        await running.Get<IMailbox>().Choose(Anna, MailChoice.AtOnce, null, clock.Now, TestContext.Current.CancellationToken);
        server.Answer = Later;
        await scene.Change(cluster, 50);
        await RunningInfrastructure.Until(async () => await scene.One<int>("select count(*)::int from eligibility.notices where mail is null") == 1, "the change was noted");
        clock.Now = clock.Now.AddMinutes(2);
        await RunningInfrastructure.Until(async () => await scene.One<bool>("select exists (select from eligibility.mails where failing_since is not null and sent_at is null)"), "the server refused it");
        time.Advance(TimeSpan.FromDays(3) + TimeSpan.FromMinutes(1));
        await RunningInfrastructure.Until(async () => (await running.Get<IMailbox>().Show(Anna, TestContext.Current.CancellationToken)).Mails[0] is { GivenUpAt: not null, Trouble: not null }, "it was given up");
    }

    /// <summary>A mail server on this machine that keeps what it is handed, and answers as it is told to.</summary>
    private sealed class Smtp : MessageStore, IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private Task _running = Task.CompletedTask;

        public int Port { get; private set; }

        public SmtpResponse Answer { get; set; } = SmtpResponse.Ok;

        public ConcurrentQueue<MimeMessage> Arrived { get; } = new();

        public static Task<Smtp> Start()
        {
            using var free = new TcpListener(System.Net.IPAddress.Loopback, 0);
            free.Start();
            var smtp = new Smtp { Port = ((System.Net.IPEndPoint)free.LocalEndpoint).Port };
            free.Stop();
            var services = new global::SmtpServer.ComponentModel.ServiceProvider();
            services.Add(smtp);
            smtp._running = new global::SmtpServer.SmtpServer(new SmtpServerOptionsBuilder().ServerName("localhost").Port(smtp.Port).Build(), services).StartAsync(smtp._stop.Token);
            return Task.FromResult(smtp);
        }

        public override Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            using var bytes = new MemoryStream(buffer.ToArray());
            Arrived.Enqueue(MimeMessage.Load(bytes, cancellationToken));
            return Task.FromResult(Answer);
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
        }
    }
}
