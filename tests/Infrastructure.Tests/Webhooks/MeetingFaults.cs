using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EligibilityService.Application.Access;
using EligibilityService.Application.Subscriptions;
using EligibilityService.Domain.Subscriptions;
using EligibilityService.Infrastructure.Webhooks;
using EligibilityService.Tests;
using FluentValidation;
using Microsoft.AspNetCore.Http;

namespace EligibilityService.Infrastructure.Tests.Webhooks;

/// <summary>Whatever an address does, nothing is lost, nobody else waits, and nobody gets inside.</summary>
public sealed class MeetingFaults(PostgresFixture postgres)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1), Hour = TimeSpan.FromHours(1);

    private async Task<Follower> Start(WebhookSettings? settings = null, NameResolver? resolve = null) => await (await Follower.Start(await postgres.FreshDatabase(), settings, resolve)).WithACluster();

    [Theory]
    [InlineData("redirect", 302, null)]
    [InlineData("never", null, "too-late")]
    [InlineData("refused", 500, null)]
    public async Task what_was_not_taken_is_sent_again_until_it_is(string how, int? status, string? trouble)
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start();
        await using var elsewhere = await Receiver.Start();
        var release = new CancellationTokenSource();
        receiver.Answer = (_, http) => receiver.Attempts > 2 ? Receiver.Status(http, 200) : Misbehave(how, http, elsewhere.Url, release.Token);
        var (id, _) = await following.Open(receiver.Url);
        await following.Change();
        await following.Until(() => receiver.Arrived.Count == 1, "it was taken at last", Second);
        await release.CancelAsync();

        Assert.Equal((3, 0), (receiver.Attempts, elsewhere.Attempts));
        await following.Until(() => following.Attempts(id).Result.Count == 4, "all attempts are noted");
        Assert.Equal((status, trouble), (await following.Attempts(id)).Select(attempt => (attempt.Status, attempt.Trouble)).ElementAt(1));
    }

    [Fact]
    public async Task garbage_is_no_answer()
    {
        await using var following = await Start();
        using var server = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var answering = Task.Run(async () =>
        {
            using var client = await server.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            await client.GetStream().WriteAsync("What do you want?\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        }, TestContext.Current.CancellationToken);
        var (id, _) = await following.Open($"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/in");
        await following.Until(() => following.Attempts(id).Result.Count > 0, "it was tried");
        await answering;
        Assert.Equal((null, "answer-broken"), (await following.Attempts(id))[0]);
    }

    [Fact]
    public async Task an_answer_without_end_is_not_read_to_its_end()
    {
        await using var following = await Start();
        using var server = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var answering = Task.Run(() => AnswerWithoutEnd(server), TestContext.Current.CancellationToken);
        var (id, _) = await following.Open($"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/in");
        await following.Change();
        await following.Until(() => following.Attempts(id).Result.Count == 2, "it was sent");
        Assert.Equal((200, null), (await following.Attempts(id))[1]);
        Assert.InRange(await answering, 1, 64 * 1024 * 1024);
    }

    /// <returns>How much could be written before the connection was closed.</returns>
    private static async Task<long> AnswerWithoutEnd(System.Net.Sockets.TcpListener server)
    {
        while (true)
        {
            using var client = await server.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            var stream = client.GetStream();
            var asked = new byte[16 * 1024];
            var length = await stream.ReadAsync(asked, TestContext.Current.CancellationToken);
            if (asked.AsSpan(0, length).StartsWith("OPTIONS"u8))
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nWebHook-Allowed-Origin: *\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
                continue;
            }

            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            var (piece, written) = (new byte[64 * 1024], 0L);
            try
            {
                for (; written < 10_000_000_000; written += piece.Length) await stream.WriteAsync(piece, TestContext.Current.CancellationToken);
            }
            catch (IOException)
            {
            }

            return written;
        }
    }

    [Fact]
    public async Task who_asks_for_a_pause_gets_it()
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start();
        receiver.Answer = (_, http) =>
        {
            http.Response.Headers.RetryAfter = "600";
            return Receiver.Status(http, receiver.Attempts > 1 ? 204 : 429);
        };
        var (id, _) = await following.Open(receiver.Url);
        await following.Change();
        await following.Until(() => following.NextAt(id).Result is not null, "there is a pause");
        Assert.Equal(600, ((await following.NextAt(id))!.Value - following.Time.GetUtcNow()).TotalSeconds, 1.0);
        following.Time.Advance(TimeSpan.FromSeconds(590));
        Assert.Equal(1, receiver.Attempts);
        following.Time.Advance(TimeSpan.FromSeconds(11));
        await following.Until(() => receiver.Arrived.Count == 1, "it was taken after the pause");
    }

    [Fact]
    public async Task who_says_it_is_gone_is_not_asked_again()
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start();
        receiver.Answer = (_, http) => Receiver.Status(http, 410);
        var (id, _) = await following.Open(receiver.Url);
        await following.Change();
        await following.Until(() => following.Known(id) is { Status: SubscriptionStatus.Disabled }, "the service stopped it");
        Assert.Equal(DisabledBecause.Gone, following.Known(id)!.Disabled!.Because);
        Assert.Equal(1, receiver.Attempts);
    }

    [Fact]
    public async Task after_three_days_the_service_stops_and_goes_on_where_it_stood_when_told_to()
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start();
        receiver.Answer = (_, http) => Receiver.Status(http, 503);
        var (id, _) = await following.Open(receiver.Url);
        await following.Change(3);
        await following.Until(() => following.Known(id) is { Status: SubscriptionStatus.Disabled }, "the service stopped it", Hour);
        Assert.Equal(DisabledBecause.Failing, following.Known(id)!.Disabled!.Because);
        Assert.InRange(receiver.Attempts, 12, 40);
        Assert.InRange(await following.Scene.One<long>("select count(*) from eligibility.deliveries"), 1, 100);
        Assert.Equal(0L, await following.Scene.One<long>("select count(*) from eligibility.dead_letters"));

        receiver.Answer = (_, http) => Receiver.Status(http, 202);
        await following.Do(new ResumeSubscription(id));
        await following.Until(() => receiver.Arrived.Count == 3, "everything came after all", Second);
    }

    [Fact]
    public async Task what_is_refused_for_itself_is_set_aside_and_the_rest_goes_on()
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start();
        receiver.Answer = (arrival, http) => Receiver.Status(http, arrival.Counter == 2 ? 422 : 204);
        var (id, _) = await following.Open(receiver.Url);
        await following.Change(5);
        await following.Until(() => receiver.Arrived.Count == 4, "the others were taken", Second);
        await following.Change();
        await following.Until(() => receiver.Arrived.Count == 5, "what follows is taken too", Second);

        Assert.Equal([1, 3, 4, 5, 6], receiver.Arrived.Select(arrival => arrival.Counter).Order());
        await RunningInfrastructure.Until(() => following.Scene.One<bool>("select exists (select from eligibility.dead_letters where subscription = $1 and counter = 2)", id), "the second is set aside");
    }

    /// <summary>Some were taken, then it broke down and answered 500 to everything for hours: nothing of it is the entries' fault.</summary>
    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(401)]
    public async Task an_address_that_refuses_everything_costs_no_entry(int status)
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start();
        var isDown = false;
        receiver.Answer = (arrival, http) =>
        {
            if (arrival.Counter % 3 == 2) isDown = true;
            return Receiver.Status(http, isDown && arrival.Counter % 3 != 0 ? status : 204);
        };
        await following.Open(receiver.Url);
        await following.Change(8);
        await following.Until(() => isDown, "it broke down");
        receiver.Answer = (_, http) => Receiver.Status(http, isDown ? status : 204);
        var before = receiver.Attempts;
        await following.Until(() => receiver.Attempts > before + 10, "it was tried for hours", TimeSpan.FromMinutes(10));
        isDown = false;
        await following.Until(() => receiver.Arrived.Select(arrival => arrival.Number).Distinct().Count() == 8, "then all came", Hour);
        Assert.Equal(0L, await following.Scene.One<long>("select count(*) from eligibility.dead_letters"));
    }

    [Fact]
    public async Task what_an_address_breaks_at_each_time_is_set_aside_too()
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start();
        receiver.Answer = (arrival, http) => Receiver.Status(http, arrival.Counter == 2 ? 500 : 204);
        var (id, _) = await following.Open(receiver.Url);
        await following.Change(5);
        await following.Until(() => receiver.Attempts > 6, "it was tried again", Second);
        await following.Change(3);
        await following.Until(() => receiver.Arrived.Count == 7, "the others were taken", TimeSpan.FromMinutes(10));
        await following.Until(() => following.Scene.One<long>("select count(*) from eligibility.dead_letters").Result == 1, "it was set aside", TimeSpan.FromMinutes(10));
        Assert.Equal(2L, await following.Scene.One<long>("select counter from eligibility.dead_letters where subscription = $1", id));
        Assert.Equal(7, receiver.Arrived.Count);
    }

    [Fact]
    public async Task in_strict_order_nothing_overtakes()
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start();
        var refusing = true;
        receiver.Answer = (arrival, http) => Receiver.Status(http, refusing && arrival.Counter == 2 ? 422 : 204);
        await following.Open(receiver.Url, strict: true);
        await following.Change(5);
        await following.Until(() => receiver.Attempts > 8, "it was tried some times", TimeSpan.FromMinutes(10));
        Assert.Single(receiver.Arrived);
        refusing = false;
        await following.Until(() => receiver.Arrived.Count == 5, "then all came", Hour);
        Assert.Equal([1, 2, 3, 4, 5], receiver.Arrived.Select(arrival => arrival.Counter));
    }

    [Fact]
    public async Task one_dead_address_keeps_nobody_waiting()
    {
        await using var following = await Start(WebhookSettings.OnOneMachine with { Timeout = TimeSpan.FromSeconds(30) });
        await using var dead = await Receiver.Start();
        await using var alive = await Receiver.Start();
        using var release = new CancellationTokenSource();
        dead.Answer = (_, _) => Task.Delay(Timeout.Infinite, release.Token);
        await following.Open(dead.Url);
        await following.Open(alive.Url);
        await following.Change(5);
        await following.Until(() => alive.Arrived.Count == 5, "the living got theirs");
        Assert.Empty(dead.Arrived);
        await release.CancelAsync();
    }

    [Fact]
    public async Task slow_addresses_of_one_owner_keep_no_other_waiting_at_the_same_host()
    {
        await using var following = await Start(WebhookSettings.OnOneMachine with { Timeout = TimeSpan.FromMinutes(2), AtOnce = 1 });
        await using var receiver = await Receiver.Start();
        using var release = new CancellationTokenSource();
        receiver.Answer = (_, http) => http.Request.Path == "/slow" ? Task.Delay(Timeout.Infinite, release.Token) : Receiver.Status(http, 204);
        for (var i = 0; i < 6; i++) await following.Open(receiver.Url.Replace("/in", "/slow", StringComparison.Ordinal));
        await following.Until(() => receiver.Asked == 6, "all were asked");
        await following.Change();
        await following.Until(() => receiver.Attempts >= 2, "some wait for an answer");

        var other = new Caller(Follower.Anna, new HashSet<Role> { Role.Applicant }, IsAuthenticated: true);
        var (id, _) = await following.Open(receiver.Url, by: other);
        await following.Change();
        await following.Until(() => receiver.Arrived.Count == 1, "the other one got theirs");
        Assert.All(await following.Attempts(id), attempt => Assert.Null(attempt.Trouble));
        await release.CancelAsync();
    }

    [Fact]
    public async Task without_consent_nothing_is_sent()
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start();
        receiver.Consent = http =>
        {
            if (receiver.Asked > 2) (http.Response.Headers["WebHook-Allowed-Origin"], http.Response.Headers["WebHook-Allowed-Rate"]) = ("*", "60");
        };
        var (id, _) = await following.Open(receiver.Url);
        await following.Change(2);
        await following.Until(() => receiver.Asked == 2, "it was asked twice", Second);
        Assert.Equal(0, receiver.Attempts);
        await following.Until(() => receiver.Arrived.Count >= 1, "after consent it is sent", Second);
        Assert.Equal("no-consent", (await following.Attempts(id))[0].Trouble);

        // Sixty a minute were allowed.
        await following.Until(() => receiver.Arrived.Count == 2, "the second comes in its turn", TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public async Task a_certificate_of_nobody_is_not_talked_to()
    {
        await using var following = await Start();
        await using var receiver = await Receiver.Start(SelfMade());
        var (id, _) = await following.Open(receiver.Url);
        await following.Until(() => following.Attempts(id).Result.Count > 0, "it was tried");
        Assert.Equal((0, "certificate"), (receiver.Asked, (await following.Attempts(id))[0].Trouble));
    }

    [Theory]
    [InlineData("http://127.0.0.1/in", "endpoint-inside")]
    [InlineData("http://2130706433/in", "endpoint-inside")]
    [InlineData("http://[::1]/in", "endpoint-inside")]
    [InlineData("http://[::ffff:10.0.0.1]/in", "endpoint-inside")]
    [InlineData("http://[64:ff9b::a00:1]/in", "endpoint-inside")]
    [InlineData("http://[fd00:ec2::254]/in", "endpoint-inside")]
    [InlineData("http://169.254.169.254/latest/meta-data", "endpoint-inside")]
    [InlineData("http://192.168.1.1/in", "endpoint-inside")]
    [InlineData("http://100.64.0.1/in", "endpoint-inside")]
    [InlineData("http://inside.example.eu/in", "endpoint-inside")]
    [InlineData("http://half.example.eu/in", "endpoint-inside")]
    [InlineData("http://nowhere.example.eu/in", "endpoint-not-found")]
    public async Task no_address_leads_inside(string url, string code)
        => Assert.Equal(code, (await Guarded(new WebhookSettings { AllowHttp = true }).Check(url, TestContext.Current.CancellationToken))?.Code);

    [Theory]
    [InlineData("http://outside.example.eu/in", "endpoint-needs-https")]
    [InlineData("https://outside.example.eu/in", null)]
    [InlineData("https://[2a00:1450:4001::1]/in", null)]
    public async Task what_is_outside_may_be_sent_to_by_https(string url, string? code)
        => Assert.Equal(code, (await Guarded(new WebhookSettings()).Check(url, TestContext.Current.CancellationToken))?.Code);

    /// <summary>At first the name leads outside; once it is connected to, it leads inside.</summary>
    [Fact]
    public async Task a_name_that_turns_inside_later_gains_nothing()
    {
        await using var receiver = await Receiver.Start();
        var asked = 0;
        await using var following = await Start(
            new WebhookSettings { AllowHttp = true, Timeout = TimeSpan.FromSeconds(2) }, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(asked++ == 0 ? "93.184.216.34" : "127.0.0.1")]));
        var (id, _) = await following.Open($"http://turning.example.eu:{receiver.Port}/in");
        await following.Until(() => following.Attempts(id).Result.Count > 0, "it was tried");
        Assert.Equal(("points-inside", 0, 0), ((await following.Attempts(id))[0].Trouble, receiver.Asked, receiver.Attempts));
    }

    [Fact]
    public async Task an_address_inside_is_refused_beside_the_field()
    {
        await using var following = await Start(new WebhookSettings { AllowHttp = true });
        var invalid = await Assert.ThrowsAsync<ValidationException>(() => following.Open("http://10.1.2.3/in"));
        Assert.Equal(("url", "endpoint-inside"), (invalid.Errors.Single().PropertyName, invalid.Errors.Single().ErrorCode));
    }

    private static async Task Misbehave(string how, HttpContext http, string elsewhere, CancellationToken released)
    {
        switch (how)
        {
            case "redirect":
                http.Response.Redirect(elsewhere);
                break;
            case "never":
                await Task.Delay(Timeout.Infinite, CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, released).Token);
                break;
            default:
                http.Response.StatusCode = 500;
                break;
        }
    }

    private static X509Certificate2 SelfMade()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=somebody", key, HashAlgorithmName.SHA256).CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    private static EndpointGuard Guarded(WebhookSettings settings) => new(settings, (host, _) => host switch
    {
        "inside.example.eu" => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.7")]),
        "half.example.eu" => Task.FromResult<IPAddress[]>([IPAddress.Parse("93.184.216.34"), IPAddress.Parse("127.0.0.1")]),
        "outside.example.eu" => Task.FromResult<IPAddress[]>([IPAddress.Parse("93.184.216.34")]),
        _ => throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound),
    });
}
