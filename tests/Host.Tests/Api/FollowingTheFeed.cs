using System.Diagnostics;
using System.Net;
using System.Net.Mime;
using System.Net.ServerSentEvents;
using System.ServiceModel.Syndication;
using System.Text;
using System.Text.Json;
using System.Xml;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using EligibilityService.Application.Access;
using EligibilityService.Host.Tests.Browser;
using EligibilityService.Tests;

namespace EligibilityService.Host.Tests.Api;

/// <summary>Other systems follow the service by the feed, with libraries and programs of their own.</summary>
public sealed class FollowingTheFeed(FreshSite site, PostgresFixture postgres) : IClassFixture<FreshSite>
{
    private RunningService Service => site.Service;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task by_pages_and_batches_that_a_library_for_CloudEvents_reads()
    {
        await Service.Publish(await Claimed("Cluster of the batch"));
        var anybody = Service.Client();
        await anybody.InFeed(told => told.GetProperty("data").TryGetProperty("name", out var name) && name.GetString() == "Cluster of the batch");
        var page = (await anybody.Get("/api/feed?limit=1000")).Ok();
        string[] events = [.. page.Body.Each("entries").Where(entry => entry.TryGetProperty("event", out _)).Select(entry => entry.GetProperty("event").GetRawText())];
        var formatter = new JsonEventFormatter();
        CloudEvent[] one = [.. events.Select(json => formatter.DecodeStructuredModeMessage(Encoding.UTF8.GetBytes(json), new ContentType("application/cloudevents+json"), null))];

        var batch = (await anybody.Get($"/api/feed?limit={page.Body.Each("entries").Count()}", ("Accept", "application/cloudevents-batch+json"))).Ok();
        Assert.Equal("application/cloudevents-batch+json", batch.ContentHeaders.ContentType!.MediaType);
        CloudEvent[] all = [.. formatter.DecodeBatchModeMessage(Encoding.UTF8.GetBytes(batch.Text), new ContentType("application/cloudevents-batch+json"), null)];

        Assert.NotEmpty(all);
        Assert.All(all, told => Assert.True(told.IsValid));
        Assert.Equal(one.Select(told => (told.Id, told.Type, told["sequence"])), all.Select(told => (told.Id, told.Type, told["sequence"])));
        Assert.All(all, told => Assert.Equal(("Integer", told.Subject), (told["sequencetype"], told["partitionkey"])));
        Assert.Contains(all, told => told["correlationid"] is string { Length: > 0 });
        Assert.Equal(page.Body.Said("next"), batch.Headers.GetValues("Feed-Next").Single());
        Assert.DoesNotContain((await anybody.Get(batch.Headers.GetValues("Link").Single().Split('<', '>')[1], ("Accept", "application/cloudevents-batch+json"))).Ok().Body.EnumerateArray(), told => told.Said("id") == all[^1].Id);

        // Where the schema of the data is said to be, it is.
        var schema = (await anybody.Get(all[0].DataSchema!.PathAndQuery)).Ok();
        Assert.Equal(("application/schema+json", $"{all[0].Type}"), (schema.ContentHeaders.ContentType!.MediaType, schema.Body.Said("title")));
        (await anybody.Get("/api/feed/schemas/cluster.imagined.v1")).IsProblem(HttpStatusCode.NotFound, "not-found");
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "asyncapi.json"), Cancelled)).RootElement, (await anybody.Get("/api/feed/asyncapi")).Ok().Body));
    }

    [Fact]
    public async Task without_sending_again_what_is_known_and_only_what_is_asked_for()
    {
        var anybody = Service.Client();
        await Service.Publish(await Claimed("Cluster before"));
        var first = (await anybody.Get("/api/feed?limit=3")).Ok();
        var tag = first.Headers.ETag!.ToString();
        Assert.Empty((await anybody.Get("/api/feed?limit=3", ("If-None-Match", tag))).Is(HttpStatusCode.NotModified).Text);
        (await anybody.Get("/api/feed?limit=3", ("If-None-Match", tag), ("Accept", "application/cloudevents-batch+json"))).Ok();
        (await anybody.Get("/api/feed?limit=2", ("If-None-Match", tag))).Ok();

        var calls = (await anybody.Get("/api/feed?limit=1000&type=call.published.v1,call.announced.v1&class=public")).Ok().Body;
        Assert.NotEmpty(calls.Each("entries"));
        Assert.All(calls.Each("entries"), entry => Assert.Contains("call.", entry.GetProperty("event").Said("type"), StringComparison.Ordinal));
        Assert.EndsWith($".{calls.GetProperty("last")}", calls.Said("next"), StringComparison.Ordinal);
        (await anybody.Get("/api/feed?country=ZZ")).IsProblem(HttpStatusCode.BadRequest, "invalid", "country");
        (await anybody.Get("/api/feed?class=secret")).IsProblem(HttpStatusCode.BadRequest, "request-not-understood", "class");
        (await anybody.Get("/api/feed?wait=31")).IsProblem(HttpStatusCode.BadRequest, "invalid", "wait");
        (await anybody.Get("/api/feed?call=NO-SUCH-CALL")).IsProblem(HttpStatusCode.NotFound, "call-unknown");

        // Asked to wait, it answers as soon as there is something.
        var cluster = await Claimed("Cluster that was waited for");
        var waiting = anybody.Get($"/api/feed?wait=30&type=cluster.published.v1&cluster={cluster}&after={calls.Said("next")}");
        await Service.Publish(cluster);
        Assert.Equal($"{cluster}", (await waiting).Ok().Body.Each("entries").Single().GetProperty("event").Said("subject"));

        var digest = (await anybody.Get("/api/feed/digest")).Ok().Body;
        Assert.Equal(digest.Said("digest"), (await Service.Client("auditor").Get($"/api/feed/digest?to={digest.GetProperty("to")}")).Ok().Body.Said("digest"));
        (await anybody.Get("/api/feed/digest?from=5&to=4")).IsProblem(HttpStatusCode.BadRequest, "invalid", "to");
        (await anybody.Get("/api/feed/digest?to=99999999")).IsProblem(HttpStatusCode.Conflict, "feed-range-beyond-end");
    }

    [Fact]
    public async Task by_a_stream_that_resumes_and_weighs_each_entry_when_it_is_sent()
    {
        var subscriber = DemonstrationPeople.Subscriber.Id;
        await Access("ending", subscriber);
        var start = (await Service.Client("subscriber").Get("/api/feed?limit=1&after=0")).Ok().Body.GetProperty("last").GetInt64();

        string? last;
        await using (var stream = await Listen("subscriber", $"/api/feed/stream?after={start}"))
        {
            var withheld = await Asks("Cluster withheld");
            var stub = await stream.Next(entry => entry.EventType is "stub");
            await Access("grants", subscriber);
            var told = await Asks("Cluster told");
            Assert.Equal($"{told}", JsonDocument.Parse((await stream.Next(entry => entry.Data.Contains("review-requested", StringComparison.Ordinal))).Data).RootElement.GetProperty("event").Said("subject"));
            Assert.DoesNotContain($"{withheld}", stub.Data, StringComparison.Ordinal);
            last = stub.EventId;
        }

        // Whoever comes again with the last id gets what followed it, whatever else the address says.
        await using (var again = await Listen("subscriber", "/api/feed/stream?after=0", last))
        {
            var next = long.Parse(last!.Split('.')[1], System.Globalization.CultureInfo.InvariantCulture) + 1;
            Assert.EndsWith($".{next}", (await again.Next(_ => true)).EventId, StringComparison.Ordinal);
        }

        await Access("ending", subscriber);
        (await Service.Client("subscriber").Get("/api/feed/stream?after=otherfeed.1")).IsProblem(HttpStatusCode.Conflict, "feed-epoch-ended");

        async Task<Guid> Asks(string name)
        {
            var cluster = await Claimed(name);
            (await Service.Client("applicant").Post($"/api/clusters/{cluster}/review")).Ok();
            return cluster;
        }

        async Task Access(string what, Guid person) => await Service.Client("subscriber").Get($"/api/access/mine?minPosition={(await (what is "grants" ? Grant(person) : End(person))).Position}");

        async Task<Answer> Grant(Guid person) => (await Service.Client("admin").Post($"/api/access/{person}/grants", new { kind = "clusterFeed" })).Ok();

        async Task<Answer> End(Guid person) => (await Service.Client("admin").Post($"/api/access/{person}/grants/ending", new { kind = "clusterFeed" })).Ok();
    }

    [Fact]
    public async Task by_a_bounded_number_of_streams_that_are_given_back()
    {
        var open = new List<Stream>();
        for (var i = 0; i < 10; i++) open.Add(await Listen("moderator", "/api/feed/stream?after=0"));
        (await Service.Client("moderator").Get("/api/feed/stream")).IsProblem(HttpStatusCode.TooManyRequests, "too-many-streams");
        foreach (var stream in open) await stream.DisposeAsync();

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/feed/stream?after=0");
            using var answer = await Service.Client("moderator").SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (answer.StatusCode is HttpStatusCode.OK) break;
            await Task.Delay(50, patience.Token);
        }
    }

    [Fact]
    public async Task by_a_stream_that_ends_whole_when_the_host_stops()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        using var answer = await service.Client().GetAsync(new Uri("/api/feed/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancelled);
        var reading = answer.Content.ReadAsStringAsync(Cancelled);
        var since = Stopwatch.StartNew();
        Assert.Equal(0, await service.Stop());
        Assert.True(since.Elapsed < TimeSpan.FromSeconds(10), $"It took {since.Elapsed}.");
        Assert.EndsWith("\n\n", await reading, StringComparison.Ordinal);
    }

    [Fact]
    public async Task in_a_news_reader_in_two_languages()
    {
        foreach (var (language, open) in ((string, string)[])[("en", "Open: "), ("de", "Offen: ")])
        {
            var atom = (await Service.Client().Get($"/{language}/calls.atom")).Ok();
            Assert.Equal("application/atom+xml", atom.ContentHeaders.ContentType!.MediaType);
            using var reader = XmlReader.Create(new StringReader(atom.Text));
            var feed = SyndicationFeed.Load(reader);
            Assert.Contains(feed.Items, item => item.Title.Text.StartsWith(open, StringComparison.Ordinal) && item.Summary.Text.Length > 0);
            Assert.Equal(feed.Items.Count(), feed.Items.Select(item => item.Id).Distinct().Count());
            Assert.Equal(feed.Items.Select(item => item.LastUpdatedTime).OrderDescending(), feed.Items.Select(item => item.LastUpdatedTime));
            (await Service.Client().Get(feed.Items.First().Links.Single().Uri.PathAndQuery)).Ok();

            var json = (await Service.Client().Get($"/{language}/calls.feed.json")).Ok();
            Assert.Equal(("application/feed+json", "https://jsonfeed.org/version/1.1", language), (json.ContentHeaders.ContentType!.MediaType, json.Body.Said("version"), json.Body.Said("language")));
            Assert.Equal(feed.Items.Select(item => item.Id), json.Body.Each("items").Select(item => item.Said("id")));

            var page = WebUtility.HtmlDecode((await Service.Client().Get($"/{language}/calls")).Ok().Text);
            Assert.Contains("type=\"application/atom+xml\"", page, StringComparison.Ordinal);
            Assert.Contains("type=\"application/feed+json\"", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task with_the_programs_of_the_samples_that_are_killed_and_resume_and_prove_that_nothing_is_missing()
    {
        var folder = Directory.CreateTempSubdirectory("consumers-");
        try
        {
            string[][] consumers = [["dotnet", Consumer], ["node", Path.Combine(Repository.Root, "samples", "consumer.mjs")]];
            var everything = await Service.Token("auditor");
            foreach (var (program, number) in consumers.Select((program, number) => (program, number)))
            {
                foreach (var token in (string?[])[null, everything]) await Run(program, $"{number}{token is null}", token, once: true);
            }

            // Killed while it listens, and what happens meanwhile is not lost.
            using (var listening = Start(consumers[1], "1True", null, once: false)) listening.Kill();
            var cluster = await Claimed("Cluster that was followed");
            await Service.Publish(cluster);
            await Service.Client().InFeed(told => told.Said("subject") == $"{cluster}");

            foreach (var (program, number) in consumers.Select((program, number) => (program, number)))
            {
                foreach (var token in (string?[])[null, everything])
                {
                    Assert.StartsWith("complete: ", await Run(program, $"{number}{token is null}", token, once: true), StringComparison.Ordinal);
                    Assert.Contains("Cluster that was followed", await File.ReadAllTextAsync(Path.Combine(folder.FullName, $"{number}{token is null}"), Cancelled), StringComparison.Ordinal);
                }
            }

            // Something else than the service has is not proven.
            var state = Path.Combine(folder.FullName, "0True");
            var kept = await File.ReadAllTextAsync(state, Cancelled);
            var leaf = JsonDocument.Parse(kept).RootElement.GetProperty("Open")[0].GetString()!;
            await File.WriteAllTextAsync(state, kept.Replace(leaf, new('0', 64), StringComparison.Ordinal), Cancelled);
            using var deceived = Start(consumers[0], "0True", null, once: true);
            await deceived.WaitForExitAsync(Cancelled);
            Assert.NotEqual(0, deceived.ExitCode);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        async Task<string> Run(string[] program, string state, string? token, bool once)
        {
            using var process = Start(program, state, token, once);
            var (said, complained) = (process.StandardOutput.ReadToEndAsync(Cancelled), process.StandardError.ReadToEndAsync(Cancelled));
            await process.WaitForExitAsync(Cancelled);
            Assert.True(process.ExitCode == 0, $"{string.Join(' ', program)}: {await said} {await complained}");
            return await said;
        }

        Process Start(string[] program, string state, string? token, bool once)
        {
            var start = new ProcessStartInfo(program[0], [program[1], Service.Address.ToString(), Path.Combine(folder.FullName, state), .. once ? ["--once"] : Array.Empty<string>()])
            {
                RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            };
            if (token is not null) start.Environment["FEED_TOKEN"] = token;
            return Process.Start(start)!;
        }
    }

    /// <summary>A cluster from a register that the applicant acts for.</summary>
    private async Task<Guid> Claimed(string name)
    {
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes($"externalId,name,country,region\nF-{Guid.NewGuid():N},{name},DE,DE11")) { Headers = { ContentType = new("text/csv") } };
        var cluster = (await Service.Client("moderator").Post("/api/clusters/imports", file)).Ok().Body.Each("lines").Single().GetProperty("clusterId").GetGuid();
        (await Service.Client("applicant").Post($"/api/clusters/{cluster}/claims", new { })).Ok();
        (await Service.Client("moderator").Post($"/api/clusters/{cluster}/claims/{DemonstrationPeople.Applicant.Id}/confirmation")).Ok();
        return cluster;
    }

    private static string Consumer
    {
        get
        {
            var here = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(Repository.Root, "samples", "Consumer", "bin", here.Parent!.Name, here.Name, "EligibilityService.Consumer.dll");
        }
    }

    private async Task<Stream> Listen(string role, string address, string? lastEventId = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (lastEventId is not null) request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        var answer = await Service.Client(role).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        return new(answer, patience, SseParser.Create(await answer.Content.ReadAsStreamAsync(Cancelled)).EnumerateAsync(patience.Token).GetAsyncEnumerator(patience.Token));
    }

    private sealed class Stream(HttpResponseMessage answer, CancellationTokenSource patience, IAsyncEnumerator<SseItem<string>> entries) : IAsyncDisposable
    {
        public async Task<SseItem<string>> Next(Func<SseItem<string>, bool> wanted)
        {
            while (await entries.MoveNextAsync())
            {
                if (wanted(entries.Current)) return entries.Current;
            }

            throw new EndOfStreamException();
        }

        public ValueTask DisposeAsync()
        {
            answer.Dispose();
            patience.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
