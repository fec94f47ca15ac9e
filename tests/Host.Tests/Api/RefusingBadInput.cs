using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Time;
using EligibilityService.Host.Tests.Browser;

namespace EligibilityService.Host.Tests.Api;

/// <summary>Whatever is wrong is said: which field, what, and what would be right; and nothing is stored.</summary>
public sealed class RefusingBadInput(TestSite site)
{
    /// <summary>Managed by the demonstration's applicant.</summary>
    private static readonly Guid Own = ImportRow.ClusterIdOf("DEMO-000001");

    [Theory]
    [InlineData("""{"country":"ZZ"}""", "invalid", "country")]
    [InlineData("""{"country":"Germany"}""", "invalid", "country")]
    [InlineData("""{"region":"DE99"}""", "invalid", "region")]
    [InlineData("""{"region":"FR10"}""", "invalid", "region")]
    [InlineData("""{"region":"DE11","nutsVersion":1999}""", "invalid", "nutsVersion")]
    [InlineData("""{"region":"DE11","nutsVersion":2006,"country":"FR"}""", "invalid", "region")]
    [InlineData("""{"region":"DE40","nutsVersion":2006}""", "invalid", "region")]
    [InlineData("""{"sectors":["ECO99"]}""", "invalid", "sectors")]
    [InlineData("""{"sectors":["ECO31","ECO31"]}""", "invalid", "sectors")]
    [InlineData("""{"emergingIndustries":["X"]}""", "invalid", "emergingIndustries")]
    [InlineData("""{"technologies":["steam"]}""", "invalid", "technologies")]
    [InlineData("""{"targetCountries":["QQ"]}""", "invalid", "targetCountries")]
    [InlineData("""{"membersSme":-1}""", "invalid", "membersSme")]
    [InlineData("""{"staffFte":-0.5}""", "invalid", "staffFte")]
    [InlineData("""{"staffFte":0.333}""", "invalid", "staffFte")]
    [InlineData("""{"founded":1066}""", "invalid", "founded")]
    [InlineData("""{"website":"javascript:alert(1)"}""", "invalid", "website")]
    [InlineData("""{"pic":"12345"}""", "invalid", "pic")]
    [InlineData("""{"name":""}""", "invalid", "name")]
    [InlineData("""{"name":"two\nlines"}""", "invalid", "name")]
    [InlineData("""{"colour":"blue"}""", "json-not-understood", "colour")]
    [InlineData("""{"kind":"castle"}""", "json-not-understood", "kind")]
    [InlineData("""{"kind":1}""", "json-not-understood", "kind")]
    [InlineData("""{"membersSme":"many"}""", "json-not-understood", "membersSme")]
    [InlineData("""{"membersSme":3.5}""", "json-not-understood", "membersSme")]
    [InlineData("""{"sectors":[null]}""", "json-not-understood", "sectors")]
    [InlineData("""{"id":"seven"}""", "json-not-understood", "id")]
    public async Task of_a_profile(string entries, string code, string field)
    {
        var applicant = (await site.Service).Client("applicant");
        var id = Guid.CreateVersion7();
        var profile = JsonNode.Parse($$"""{"id":"{{id}}","name":"Cluster","country":"DE"}""")!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(entries)!.AsObject()) profile[name] = value?.DeepClone();

        (await applicant.Post("/api/clusters", profile.ToJsonString())).IsProblem(HttpStatusCode.BadRequest, code, field);
        (await applicant.Get($"/api/clusters/{id}")).IsProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("""{"name":"a","name":"b","country":"DE"}""", "name")]
    [InlineData("""{"name":"a","country":"DE",}""", null)]
    [InlineData("""["a"]""", null)]
    [InlineData("\"a\"", null)]
    [InlineData("{", null)]
    public async Task of_what_is_no_profile_at_all(string body, string? field) =>
        (await (await site.Service).Client("applicant").Post("/api/clusters", body)).IsProblem(HttpStatusCode.BadRequest, "json-not-understood", field);

    [Fact]
    public async Task of_bytes_that_are_no_text()
    {
        byte[] body = [.. Encoding.UTF8.GetBytes("{\"name\":\"Caf"), 0xE9, .. Encoding.UTF8.GetBytes("\",\"country\":\"FR\"}")];
        (await (await site.Service).Client("applicant").Post("/api/clusters", body)).IsProblem(HttpStatusCode.BadRequest, "json-not-understood");
    }

    [Fact]
    public async Task of_a_body_that_is_missing_too_large_or_something_else()
    {
        var applicant = (await site.Service).Client("applicant");
        (await applicant.Post("/api/clusters")).IsProblem(HttpStatusCode.BadRequest, "request-not-understood");
        (await applicant.Post("/api/clusters", "")).IsProblem(HttpStatusCode.BadRequest, "request-not-understood");
        (await applicant.Post("/api/clusters", new StringContent("name=a", new MediaTypeHeaderValue("application/x-www-form-urlencoded")))).IsProblem(HttpStatusCode.UnsupportedMediaType, "content-type-not-supported");
        (await applicant.Post("/api/clusters", $$"""{"name":"{{new string('a', 3_000_000)}}","country":"DE"}""")).IsProblem(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Theory]
    [InlineData("""{"validFrom":"2016-05-01","validUntil":"2016-01-01","city":"Ulm"}""", "invalid", "validUntil")]
    [InlineData("""{"validFrom":"1812-01-01","city":"Ulm"}""", "invalid", "validFrom")]
    [InlineData("""{"validFrom":"1.5.2016","city":"Ulm"}""", "json-not-understood", "validFrom")]
    [InlineData("""{"name":null}""", "invalid", "cleared")]
    [InlineData("""{"colour":null}""", "invalid", "cleared")]
    public async Task of_a_change(string body, string code, string field)
    {
        var applicant = (await site.Service).Client("applicant");
        var version = (await applicant.Get($"/api/clusters/{Own}")).Ok().Version;

        (await applicant.Patch($"/api/clusters/{Own}/profile", body, version)).IsProblem(HttpStatusCode.BadRequest, code, field);
        Assert.Equal(version, (await applicant.Get($"/api/clusters/{Own}")).Ok().Version);
    }

    [Fact]
    public async Task of_a_change_that_does_not_say_what_it_was_made_on()
    {
        var applicant = (await site.Service).Client("applicant");
        var (address, body) = ($"/api/clusters/{Own}/profile", new { city = "Elsewhere" });
        var version = (await applicant.Get($"/api/clusters/{Own}")).Ok().Version;

        (await applicant.Ask(HttpMethod.Patch, address, body)).IsProblem(HttpStatusCode.PreconditionRequired, "if-match-required");
        (await applicant.Ask(HttpMethod.Patch, address, body, ("If-Match", "\"latest\""))).IsProblem(HttpStatusCode.BadRequest, "if-match-not-understood");
        (await applicant.Patch(address, body, version - 1)).IsProblem(HttpStatusCode.PreconditionFailed, "stale-version");
        Assert.Equal(version, (await applicant.Get($"/api/clusters/{Own}")).Ok().Version);
    }

    [Theory]
    [InlineData("officer", "/api/calls", "{}", "terms")]
    [InlineData("moderator", "/api/clusters/{own}/labels", """{"interviewMonth":"2015-03"}""", "label")]
    [InlineData("moderator", "/api/clusters/{own}/labels", """{"label":"silver","interviewMonth":"spring"}""", "interviewMonth")]
    [InlineData("moderator", "/api/clusters/{own}/labels/silver/revocation", "{}", "from")]
    [InlineData("moderator", "/api/clusters/{own}/verifications", "{}", "event")]
    [InlineData("applicant", "/api/applications", """{"call":"COS-CLUSINT-2016-03-01"}""", "cluster")]
    public async Task of_a_command_that_leaves_out_what_it_is_about(string role, string address, string body, string field) =>
        (await (await site.Service).Client(role).Post(address.Replace("{own}", $"{Own}", StringComparison.Ordinal), body)).IsProblem(HttpStatusCode.BadRequest, "json-not-understood", field);

    [Theory]
    [InlineData("/api/clusters/{own}/eligibility/COS-CLUSINT-2016-03-01?at=2012-06-01T00:00:00Z", "invalid", "at")]
    [InlineData("/api/clusters/{own}/eligibility/COS-CLUSINT-2016-03-01?at=tomorrow", "request-not-understood", "at")]
    [InlineData("/api/clusters/{own}/eligibility/COS-CLUSINT-2016-03-01?at=2016-06-01T00:00:00", "request-not-understood", "at")]
    [InlineData("/api/clusters/{own}/eligibility/COS-CLUSINT-2016-03-01?at=9999-12-31T23:59:59.9999999Z", "invalid", "at")]
    [InlineData("/api/clusters/{own}/eligibility/COS-CLUSINT-2016-03-01?at=0001-01-01T00:00:00Z", "invalid", "at")]
    [InlineData("/api/clusters/{own}/eligibility/COS-CLUSINT-2016-03-01?at=0001-01-01T00:00:00%2B02:00", "request-not-understood", "at")]
    [InlineData("/api/clusters/{own}/eligibility/COS-CLUSINT-2016-03-01?knownAt=2016-06-01T00:00:00", "request-not-understood", "knownAt")]
    [InlineData("/api/clusters/{own}/history?from=2016-06-01T00:00:00", "request-not-understood", "from")]
    [InlineData("/api/clusters/{own}/eligibility/COS-CLUSINT-2016-03-01?knownAt=2039-01-01T00:00:00Z", "invalid", "knownAt")]
    [InlineData("/api/clusters/{own}/eligibility/COS-CLUSINT-2016-03-01?strand=9", "invalid", "strand")]
    [InlineData("/api/clusters/{own}/eligibility/COS-CLUSINT-2016-03-01/path?at=2017-06-01", "invalid", "at")]
    [InlineData("/api/clusters/{own}/eligibility/COS-CLUSINT-2016-03-01/path?knownAt=2016-06-01", "invalid", "knownAt")]
    [InlineData("/api/clusters/{own}?knownAt=2039-01-01T00:00:00Z", "invalid", "knownAt")]
    [InlineData("/api/calls/COS-CLUSINT-2016-03-01?knownAt=2039-01-01T00:00:00Z", "invalid", "knownAt")]
    [InlineData("/api/calls?status=perhaps", "request-not-understood", "status")]
    [InlineData("/api/feed?after=yesterday", "invalid", "after")]
    [InlineData("/api/feed?after=-1", "invalid", "after")]
    [InlineData("/api/feed?limit=0", "invalid", "limit")]
    [InlineData("/api/feed?limit=1001", "invalid", "limit")]
    [InlineData("/api/feed?limit=all", "request-not-understood", "limit")]
    [InlineData("/api/feed?wait=-1", "invalid", "wait")]
    [InlineData("/api/feed?cluster=7", "request-not-understood", "cluster")]
    [InlineData("/api/feed/stream?after=yesterday", "invalid", "after")]
    [InlineData("/api/feed/digest?from=0", "invalid", "from")]
    [InlineData("/api/calls?minPosition=soon", "position-not-understood", null)]
    public async Task of_a_question(string address, string code, string? field) =>
        (await (await site.Service).Client("applicant").Get(address.Replace("{own}", $"{Own}", StringComparison.Ordinal))).IsProblem(HttpStatusCode.BadRequest, code, field);

    [Theory]
    [InlineData("""{"profile":{"country":"DE"},"at":"2017-05-23T17:00:00"}""", "json-not-understood")]
    [InlineData("""{"profile":{"country":"DE"},"at":"9999-12-31T23:00:00Z"}""", "invalid")]
    [InlineData("""{"profile":{"country":"DE"},"at":"9999-12-31T23:59:59-05:00"}""", "json-not-understood")]
    [InlineData("""{"profile":{"country":"DE"},"at":1464739200}""", "json-not-understood")]
    public async Task of_an_instant_in_a_body(string body, string code)
    {
        var answer = (await (await site.Service).Client().Post("/api/eligibility/checks", body)).IsProblem(HttpStatusCode.BadRequest, code, "at");
        if (code is "json-not-understood") Assert.Contains("2017-05-23T15:00:00Z", answer.Body.Said("detail"), StringComparison.Ordinal);
    }

    /// <summary>Codes of regions change without anybody moving: whatever version they are written in, the question is answered.</summary>
    [Theory]
    [InlineData("""{"country":"LT","region":"LT01","nutsVersion":2016}""")]
    [InlineData("""{"country":"DE","region":"DE41","nutsVersion":2006}""")]
    [InlineData("""{"country":"EL","region":"GR11","nutsVersion":2006}""")]
    [InlineData("""{"country":"DE","region":"DE11","nutsVersion":2021}""")]
    [InlineData("""{"country":"TR","region":"TR10"}""")]
    public async Task but_takes_a_region_in_any_version(string profile) =>
        (await (await site.Service).Client().Post("/api/eligibility/checks", new { profile = JsonNode.Parse(profile), call = "COS-CLUSTER-2014-3-03" })).Ok();

    [Theory]
    [InlineData("/api/clusters/{own}/eligibility/COS-CLUSINT-2016-03-01?at=2099-12-31T23:59:59Z")]
    [InlineData("/api/clusters/{own}/eligibility/COS-CLUSINT-2016-03-01?at=2017-05-23T17:00:00%2B02:00")]
    [InlineData("/api/clusters/{own}/history?from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59.9999999Z")]
    [InlineData("/api/clusters/{own}/history?from=2016-06-01T00:00:00%2B02:00")]
    [InlineData("/api/calls/COS-CLUSTER-2014-3-03?knownAt=2016-06-01T00:00:00%2B02:00")]
    public async Task but_takes_what_can_be_answered(string address) =>
        (await (await site.Service).Client("applicant").Get(address.Replace("{own}", $"{Own}", StringComparison.Ordinal))).Ok();

    /// <summary>In an address and in a body alike, and as the pages take it: the day's last moment in Brussels.</summary>
    [Theory]
    [InlineData("2017-05-23", "2017-05-23T21:59:59.999999Z")]
    [InlineData("2016-12-24", "2016-12-24T22:59:59.999999Z")]
    public async Task but_takes_a_day_for_its_last_moment(string day, string moment)
    {
        var (applicant, address) = ((await site.Service).Client("applicant"), $"/api/clusters/{Own}/eligibility/COS-CLUSTER-2014-3-03");

        Assert.Equal(moment, (await applicant.Get($"{address}?at={day}")).Ok().Body.Said("at"));
        Assert.Equal(moment, (await applicant.Get($"{address}/what-if?at={day}")).Ok()["present"].Said("at"));
        Assert.Equal(moment, (await applicant.Post("/api/eligibility/checks", new { profile = new { country = "DE" }, call = "COS-CLUSTER-2014-3-03", at = day })).Ok().Body.Said("at"));
        Assert.Equal(moment, (await applicant.Post("/api/eligibility/consortia", new { call = "COS-CLUSTER-2014-3-03", partners = new[] { new { cluster = Own } }, at = day })).Ok()["verdict"].Said("at"));
    }

    [Fact]
    public async Task but_takes_what_was_known_on_a_day_for_all_that_was_known_by_its_end()
    {
        var service = await site.Service;
        var (applicant, address) = (service.Client("applicant"), $"/api/clusters/{Own}/eligibility/COS-CLUSTER-2014-3-03");
        var today = (await applicant.Get("/api/demo/clock")).Ok().Body.GetProperty("now").GetDateTimeOffset();

        Assert.Equal("2016-06-01T21:59:59.999999Z", (await applicant.Get($"{address}?knownAt=2016-06-01")).Ok().Body.Said("knownAt"));
        Assert.True((await applicant.Get($"{address}?knownAt={BrusselsTime.DayOf(today):yyyy-MM-dd}")).Ok().Body.GetProperty("knownAt").GetDateTimeOffset() >= today);
        (await applicant.Get($"{address}?knownAt={BrusselsTime.DayOf(today).AddDays(1):yyyy-MM-dd}")).IsProblem(HttpStatusCode.BadRequest, "invalid", "knownAt");

        var published = (await applicant.Get($"/api/clusters/{Own}/history")).Ok().Body.Each("entries").Last(entry => entry.Said("name") == "cluster.profile-published").GetProperty("recordedAt").GetDateTimeOffset();
        var day = BrusselsTime.DayOf(published);
        Assert.Contains(await Names($"to={day:yyyy-MM-dd}"), name => name == "cluster.profile-published");
        Assert.Contains(await Names($"from={day:yyyy-MM-dd}"), name => name == "cluster.profile-published");
        Assert.DoesNotContain(await Names($"to={day.AddDays(-1):yyyy-MM-dd}"), name => name == "cluster.profile-published");

        async Task<string?[]> Names(string query) => [.. (await applicant.Get($"/api/clusters/{Own}/history?{query}")).Ok().Body.Each("entries").Select(entry => entry.Said("name"))];
    }

    [Theory]
    [InlineData("/api/clusters/{own}?knownAt=0001-01-01T00:00:00Z", "not-registered-yet")]
    [InlineData("/api/clusters/{own}/eligibility/COS-CLUSINT-2016-03-01?knownAt=0001-01-02T00:00:00Z", "not-registered-yet")]
    [InlineData("/api/calls/COS-CLUSINT-2016-03-01?knownAt=0001-01-01T00:00:00Z", "not-found")]
    public async Task and_of_a_time_before_anything_was_known_says_that_there_is_nothing(string address, string code) =>
        (await (await site.Service).Client("applicant").Get(address.Replace("{own}", $"{Own}", StringComparison.Ordinal))).IsProblem(HttpStatusCode.NotFound, code);

    [Fact]
    public async Task of_a_cursor_of_another_feed_with_the_place_to_resume_from()
    {
        var anybody = (await site.Service).Client();
        var feed = (await anybody.Get("/api/feed?limit=1")).Ok();
        var foreign = (await anybody.Get("/api/feed?after=otherfeed.1")).IsProblem(HttpStatusCode.Conflict, "feed-epoch-ended");

        Assert.StartsWith(feed.Body.Said("epoch")!, foreign.Body.Said("resumeFrom"), StringComparison.Ordinal);
        (await anybody.Get($"/api/feed?after={foreign.Body.Said("resumeFrom")}")).Ok();
        (await anybody.Get("/api/feed?after=999999999")).IsProblem(HttpStatusCode.Conflict, "feed-epoch-ended");
    }

    [Fact]
    public async Task of_a_position_that_is_not_reached_with_the_one_that_is()
    {
        var answer = (await (await site.Service).Client().Get("/api/calls?minPosition=999999999")).IsProblem(HttpStatusCode.ServiceUnavailable, "position-not-reached");
        Assert.True(answer.Position > 0);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task of_an_import_that_is_no_such_file()
    {
        var moderator = (await site.Service).Client("moderator");
        (await moderator.Post("/api/clusters/imports", new { externalId = "1" })).IsProblem(HttpStatusCode.UnsupportedMediaType, "content-type-not-supported");
        var latin = new ByteArrayContent(Encoding.Latin1.GetBytes("externalId,name,country\nBAD-1,Pôle,FR\n")) { Headers = { ContentType = new("text/csv") } };
        (await moderator.Post("/api/clusters/imports", latin)).IsProblem(HttpStatusCode.BadRequest, "invalid", "file");
    }

    /// <summary>Nothing here unpacks or parses what is packed, or could refer to something else: it is refused before it could unfold.</summary>
    [Theory]
    [InlineData("/api/clusters", "application/json", "gzip", 415, "content-encoding-not-supported")]
    [InlineData("/api/clusters/imports", "text/csv", "gzip", 415, "content-encoding-not-supported")]
    [InlineData("/api/clusters", "application/xml", null, 415, "content-type-not-supported")]
    [InlineData("/api/clusters/imports", "application/zip", null, 415, "content-type-not-supported")]
    [InlineData("/api/clusters/imports", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", null, 415, "content-type-not-supported")]
    [InlineData("/api/clusters/imports", "text/csv", null, 400, "invalid")]
    public async Task of_what_would_unfold_into_gigabytes(string address, string type, string? encoding, int status, string code)
    {
        var body = new ByteArrayContent(type.EndsWith("xml", StringComparison.Ordinal) ? Laughs() : Bomb()) { Headers = { ContentType = new(type) } };
        if (encoding is not null) body.Headers.ContentEncoding.Add(encoding);
        (await (await site.Service).Client(address.EndsWith("imports", StringComparison.Ordinal) ? "moderator" : "applicant").Post(address, body)).IsProblem((HttpStatusCode)status, code);
    }

    [Fact]
    public async Task of_json_as_deep_as_a_well() =>
        (await (await site.Service).Client("applicant").Post("/api/clusters", string.Concat(Enumerable.Repeat("{\"a\":", 200_000)))).IsProblem(HttpStatusCode.BadRequest, "json-not-understood");

    /// <summary>A kilobyte that says of itself that it is a spreadsheet, a document, whatever is asked for, and holds a thousand times as many zeros.</summary>
    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(packed, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        using (var sheet = zip.CreateEntry("xl/worksheets/sheet1.xml").Open()) for (var i = 0; i < 1_000; i++) sheet.Write(new byte[10_000]);
        return packed.ToArray();
    }

    private static byte[] Laughs() => Encoding.UTF8.GetBytes(
        $"<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY a0 \"lol\">{string.Concat(Enumerable.Range(1, 9).Select(i => $"<!ENTITY a{i} \"{string.Concat(Enumerable.Repeat($"&a{i - 1};", 10))}\">"))}<!ENTITY file SYSTEM \"file:///etc/passwd\">]><lolz>&a9;&file;</lolz>");

    [Fact]
    public async Task in_the_language_of_the_caller()
    {
        var answer = (await (await site.Service).Client("applicant", "de-AT").Post("/api/clusters", """{"name":"a","country":"ZZ","colour":1}""")).IsProblem(HttpStatusCode.BadRequest, "json-not-understood", "colour");
        Assert.Contains("Prüfen Sie die Schreibweise", answer.Body.Said("detail"), StringComparison.Ordinal);
    }
}
