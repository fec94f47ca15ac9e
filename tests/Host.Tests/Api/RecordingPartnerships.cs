using System.Net;
using EligibilityService.Tests;
using static EligibilityService.Host.Tests.Api.Deeds;

namespace EligibilityService.Host.Tests.Api;

/// <summary>Partnerships over HTTP: recorded by officers, read by everybody for any day and any state of knowledge, and what a strand for existing ones asks.</summary>
public sealed class RecordingPartnerships(PostgresFixture postgres)
{
    private const string First = "COS-CLUSTER-2014-3-03";

    [Fact]
    public async Task a_partnership_is_told_for_any_day_and_as_it_was_known()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var (officer, anybody) = (service.Client("officer"), service.Client(null));
        await service.MoveClock("2016-10-04T09:00:00Z");
        var cluster = (await service.Managed("Neckar Cluster,DE,DE11"))[0];
        (await service.Publish(cluster)).Ok();

        var formed = (await officer.Post("/api/partnerships", new
        {
            name = "Partenariat du Rhin", acronym = "PdR", formedOn = "2015-02-01", source = "a notice",
            members = new object[] { new { cluster, coordinates = true }, new { name = "Alsace Biovallée", country = "FR" } },
        })).Created();
        var address = formed.Headers.Location!.ToString();
        await service.MoveClock("2016-11-04T09:00:00Z");
        (await officer.Post($"{address}/members", new { name = "Basel Area", country = "CH", from = "2016-01-01", source = "a letter" })).Ok();
        var outside = (await anybody.Get($"{address}?minPosition={formed.Position}")).Ok().Body.Each("members").Single(member => member.Said("name") == "Alsace Biovallée");
        (await officer.Post($"{address}/members/{outside.Said("id")}/departure", new { from = "2016-06-01", source = "a letter" })).Ok();
        (await officer.Post($"{address}/labels", new { label = "ESCP-4i", validFrom = "2016-03-15", source = "a list" })).Ok();
        var last = (await officer.Post($"{address}/fundings", new
        {
            phase = "preparatory", call = "Cluster Go International 2014", strand = "1", grant = new { amount = "187500.00", currency = "EUR" }, from = "2016-01-01", source = "a list",
        })).Ok();

        var shown = (await anybody.Get($"{address}?minPosition={last.Position}")).Ok();
        Assert.Equal((last.Version, $"\"{last.Version}\""), (shown.Version, shown.Headers.ETag!.Tag));
        Assert.Equal([("Alsace Biovallée", "False"), ("Basel Area", "True"), ("Neckar Cluster", "True")], Members(shown));
        Assert.Equal((First, "187500.00"), (shown.Body.Each("funded").Single().Said("call"), shown.Body.Each("funded").Single().GetProperty("grant").Said("amount")));
        Assert.Equal([("Alsace Biovallée", "True"), ("Basel Area", "False"), ("Neckar Cluster", "True")], Members((await anybody.Get($"{address}?at=2015-12-31")).Ok()));
        Assert.Equal([("Alsace Biovallée", "True"), ("Neckar Cluster", "True")], Members((await anybody.Get($"{address}?knownAt=2016-10-10")).Ok()));
        Assert.Equal("notMet", (await anybody.Get($"{address}?at=2015-01-31")).Ok().Body.Said("existed"));
        (await anybody.Get($"{address}?knownAt=2016-10-01")).IsProblem(HttpStatusCode.NotFound, "not-found");

        var story = (await anybody.Get($"{address}/history")).Ok();
        Assert.Equal(5, story.Body.Each("entries").Count());
        Assert.Equal("Basel Area joined on 1 January 2016.", story.Body.Each("entries").ElementAt(1).Said("sentence"));
        Assert.Equal("an officer", story.Body.Each("entries").First().Said("by"));

        var entry = await anybody.InFeed(told => told.Said("type")!.EndsWith("partnership.member-left.v1", StringComparison.Ordinal));
        Assert.Equal(outside.Said("id"), entry.GetProperty("event").GetProperty("data").GetProperty("member").Said("id"));
        Assert.Equal(1, (await anybody.Get("/api/partnerships?q=basel&country=DE&label=escp-4i&phase=preparatory")).Ok().Body.GetProperty("total").GetInt32());
        Assert.Equal(0, (await anybody.Get("/api/partnerships?country=FR")).Ok().Body.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task a_strand_for_existing_partnerships_asks_which_one_and_names_who_belongs()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var (officer, applicant) = (service.Client("officer"), service.Client("applicant"));
        await service.MoveClock("2016-12-20T09:30:00Z");
        var clusters = await service.Managed("Neckar Cluster,DE,DE11", "Cluster de la Seine,FR,FR10", "Klaster Wisła,PL,PL21");
        foreach (var cluster in clusters) (await service.Publish(cluster)).Ok();
        var call = await service.PublishCall(NewAndExisting);
        async Task<Guid> Form(string on) => (await officer.Post("/api/partnerships", new { name = $"Formed {on}", formedOn = on, source = "a notice", members = clusters[..2].Select(cluster => new { cluster }) })).Created().Id;
        var (old, young) = (await Form("2016-11-20"), await Form("2016-12-20"));
        var position = (await officer.Post($"/api/partnerships/{young}/labels", new { label = "own", validFrom = "2016-12-20", source = "a notice" })).Ok().Position;

        async Task<(string?, string?)> Ask(string strand, object? standsFor)
        {
            var answer = (await applicant.Post($"/api/eligibility/consortia?minPosition={position}", new { call, strand, partners = clusters.Select(cluster => new { cluster }), standsFor })).Ok();
            var finding = answer["verdict"].Finding($"PSP-{strand}");
            return (finding.Said("outcome"), finding.GetProperty("reason").Said("code"));
        }

        Assert.Equal(("undetermined", "partnership-not-stated"), await Ask("2", null));
        Assert.Equal(("met", "partnership-existed"), await Ask("2", new { partnership = old }));
        Assert.Equal(("notMet", "partnership-too-young"), await Ask("2", new { partnership = young }));
        Assert.Equal(("notMet", "new-partnership"), await Ask("2", new { }));
        Assert.Equal(("met", "new-beside-existing"), await Ask("1", new { }));
        Assert.Equal(("notMet", "partnership-existed"), await Ask("1", new { partnership = old }));
        (await applicant.Post("/api/eligibility/consortia", new { call, strand = "2", partners = clusters.Select(cluster => new { cluster }), standsFor = new { partnership = Guid.NewGuid() } }))
            .IsProblem(HttpStatusCode.BadRequest, "invalid", "standsFor");

        // An application states it, and its recorded verdict can be made again after the partnership has changed.
        var application = (await applicant.Post("/api/applications", new { call, strand = "2", cluster = clusters[0] })).Created();
        (await applicant.Patch($"/api/applications/{application.Id}/proposal", new { standsFor = new { partnership = Guid.NewGuid() } }, 1)).IsProblem(HttpStatusCode.BadRequest, "invalid", "standsFor");
        (await applicant.Patch($"/api/applications/{application.Id}/proposal", new { standsFor = new { partnership = old } }, 1)).Ok();
        var submitted = (await applicant.Post($"/api/applications/{application.Id}/submissions", new { confirmEmpty = true })).Created();
        var before = (await applicant.Get($"/api/applications/{application.Id}?minPosition={submitted.Position}")).Ok();
        Assert.Equal("met", before["verdict"].Finding("PSP-2").Said("outcome"));
        Assert.Equal($"{old}", before["proposal"].GetProperty("standsFor").Said("partnership"));
        Assert.Contains(before["verdict"].Finding("PSP-2").Each("evidence"), evidence => evidence.Said("stream") == $"{old}" && evidence.Said("event") == "partnership.formed");

        await service.MoveClock("2017-06-10T09:00:00Z");
        (await officer.Post($"/api/applications/{application.Id}/decision", new { eligible = false, reason = "Too few partners." })).Ok();
        (await service.Client("second-officer").Post($"/api/applications/{application.Id}/decision/confirmation")).Ok();
        var left = (await officer.Post($"/api/partnerships/{old}/members/{clusters[0]}/departure", new { from = "2016-12-01", source = "a letter" })).Ok();
        var after = (await officer.Get($"/api/applications/{application.Id}?minPosition={left.Position}")).Ok();
        Assert.Equal("met", after["verdict"].Finding("PSP-2").Said("outcome"));
        Assert.True(after["decision"].GetProperty("isReproduced").GetBoolean());
    }

    [Fact]
    public async Task what_was_recorded_wrongly_is_corrected_as_a_whole()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var (officer, anybody) = (service.Client("officer"), service.Client(null));
        var formed = (await officer.Post("/api/partnerships", new { name = "Partenariat du Rhin", formedOn = "2015-02-01", source = "a notice", members = new[] { new { name = "Alsace Biovallée", country = "FR" } } })).Created();
        var address = formed.Headers.Location!.ToString();
        (await officer.Post($"{address}/labels", new { label = "ESCP", validFrom = "2016-03-15", source = "a list" })).Ok();

        var right = new { name = "Partenariat du Rhin supérieur", acronym = "PdR", formedOn = "2015-03-01", source = "the agreement" };
        var corrected = (await officer.Put($"{address}/founding", right, 2)).Ok();
        Assert.Equal(corrected.Version, (await officer.Put($"{address}/founding", right, corrected.Version)).Ok().Version);
        var last = (await officer.Post($"{address}/labels", new { label = "ESCP-4i", validFrom = "2016-03-16", source = "a list", replaces = new { label = "ESCP", validFrom = "2016-03-15" } })).Ok();

        var shown = (await anybody.Get($"{address}?minPosition={last.Position}")).Ok().Body;
        Assert.Equal(("Partenariat du Rhin supérieur", "2015-03-01", "ESCP-4i"), (shown.Said("name"), shown.Said("formedOn"), shown.Each("labels").Single().Said("label")));
        Assert.Equal("2015-03-01", shown.Each("members").Single().Said("since"));
        Assert.Equal("notMet", (await anybody.Get($"{address}?at=2015-02-15")).Ok().Body.Said("existed"));
        Assert.Equal("Partenariat du Rhin supérieur", (await anybody.InFeed(told => told.Said("type")!.EndsWith("partnership.corrected.v1", StringComparison.Ordinal))).GetProperty("event").GetProperty("data").Said("name"));
        (await officer.Put($"{address}/founding", new { name = "P", formedOn = "2099-01-01", source = "a notice" }, last.Version)).IsProblem(HttpStatusCode.Conflict, "partnership-day-in-the-future");
        (await officer.Put($"{address}/founding", new { name = "", formedOn = "2015-01-01", source = "a notice" }, last.Version)).IsProblem(HttpStatusCode.BadRequest, "invalid", "name");
        (await anybody.Put($"{address}/founding", new { name = "P", formedOn = "2015-01-01", source = "a notice" }, last.Version)).Is(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task what_cannot_be_is_a_clear_problem()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var officer = service.Client("officer");
        var draft = await service.Register("Never published");
        object Of(params object[] members) => new { name = "P", formedOn = "2015-02-01", source = "a notice", members };

        (await officer.Post("/api/partnerships", new { name = "", formedOn = "2015-02-01", source = "x" })).IsProblem(HttpStatusCode.BadRequest, "invalid", "name").IsProblem(HttpStatusCode.BadRequest, "invalid", "source");
        (await officer.Post("/api/partnerships", new { name = "P", source = "a notice" })).IsProblem(HttpStatusCode.BadRequest, "json-not-understood");
        (await officer.Post("/api/partnerships", new { name = "P", formedOn = "1066-01-01", source = "a notice" })).IsProblem(HttpStatusCode.BadRequest, "invalid", "formedOn");
        (await officer.Post("/api/partnerships", new { name = "P", formedOn = "2099-01-01", source = "a notice" })).IsProblem(HttpStatusCode.Conflict, "partnership-day-in-the-future");
        (await officer.Post("/api/partnerships", Of(new { name = "A", country = "FR" }, new { name = "A e.V.", country = "FR" }))).IsProblem(HttpStatusCode.Conflict, "partnership-member-twice");
        (await officer.Post("/api/partnerships", Of(new { name = "A" }, new { cluster = Guid.NewGuid() }))).IsProblem(HttpStatusCode.BadRequest, "invalid", "members[1].cluster");
        (await officer.Post("/api/partnerships", Of(new { cluster = draft }))).IsProblem(HttpStatusCode.BadRequest, "invalid", "members[0].cluster");
        (await officer.Post("/api/partnerships", Of(new { name = "A", country = "ZZ" }))).IsProblem(HttpStatusCode.BadRequest, "invalid", "members[0].country");
        (await officer.Post("/api/partnerships", Of(new { country = "FR" }))).IsProblem(HttpStatusCode.BadRequest, "invalid", "members[0].name");
        (await officer.Post("/api/partnerships", Of([.. Enumerable.Range(0, 300).Select(number => (object)new { name = $"A{number}" })]))).IsProblem(HttpStatusCode.BadRequest, "invalid", "members");
        (await officer.Post("/api/partnerships", Of(new { name = "A", coordinates = true }, new { name = "B", coordinates = true }))).IsProblem(HttpStatusCode.BadRequest, "invalid", "members");

        var formed = (await officer.Post("/api/partnerships", Of(new { name = "A", country = "FR" }))).Created();
        var member = (await officer.Get($"/api/partnerships/{formed.Id}?minPosition={formed.Position}")).Ok().Body.Each("members").Single().Said("id");
        (await officer.Post($"/api/partnerships/{formed.Id}/members", new { name = "A", country = "FR", from = "2016-01-01", source = "a notice" })).IsProblem(HttpStatusCode.Conflict, "partnership-member-twice");
        (await officer.Post($"/api/partnerships/{formed.Id}/members", new { name = "B", from = "2014-01-01", source = "a notice" })).IsProblem(HttpStatusCode.Conflict, "partnership-joined-before-formed");
        (await officer.Post($"/api/partnerships/{formed.Id}/members/{member}/departure", new { from = "2015-01-31", source = "a notice" })).IsProblem(HttpStatusCode.Conflict, "partnership-left-before-joined");
        (await officer.Post($"/api/partnerships/{formed.Id}/members/{Guid.NewGuid()}/departure", new { from = "2016-01-31", source = "a notice" })).IsProblem(HttpStatusCode.NotFound, "member-unknown");
        (await officer.Post($"/api/partnerships/{formed.Id}/labels", new { label = "L", validFrom = "2016-01-31", validUntil = "2016-01-30", source = "a notice" })).IsProblem(HttpStatusCode.BadRequest, "invalid", "until");
        (await officer.Post($"/api/partnerships/{formed.Id}/fundings", new { phase = "preparatory", call = "C", from = "2016-01-31", source = "a notice", grant = new { amount = "-1.00", currency = "EUR" } })).IsProblem(HttpStatusCode.BadRequest, "invalid", "grant");
        (await officer.Post($"/api/partnerships/{Guid.NewGuid()}/labels", new { label = "L", validFrom = "2016-01-31", source = "a notice" })).IsProblem(HttpStatusCode.NotFound, "partnership-unknown");
        (await officer.Get("/api/partnerships?country=ZZ")).IsProblem(HttpStatusCode.BadRequest, "invalid", "country");
        (await officer.Get("/api/partnerships?limit=0")).IsProblem(HttpStatusCode.BadRequest, "invalid", "limit");
        (await officer.Get($"/api/partnerships/{formed.Id}?knownAt=2099-01-01T00:00:00Z")).IsProblem(HttpStatusCode.BadRequest, "invalid", "knownAt");
    }

    private static readonly object NewAndExisting = new
    {
        reference = "ESCP-PARTNERSHIPS-2016", title = new { en = "Partnerships", de = "Partnerschaften" }, kind = "escp", publishedOn = "2016-12-20", deadline = new { local = "2017-05-23T17:00" },
        strands = new[] { new { id = "1", title = new { en = "New", de = "Neue" }, phase = "preparatory" }, new { id = "2", title = new { en = "Existing", de = "Bestehende" }, phase = "implementation" } },
        clauses = new[] { new { number = "2", title = new { en = "Objectives", de = "Ziele" }, text = "Strand 1: new partnerships. Strand 2: existing ones." } },
        criteria = new[] { Asking("1", "new"), Asking("2", "existing") },
    };

    private static object Asking(string strand, string demanded) => new
    {
        id = $"PSP-{strand}", clause = "2", type = "existing-partnership/1", parameters = new { demanded }, referenceDate = new { kind = "beforePublication" }, stage = "consortium", strands = new[] { strand },
    };

    private static (string?, string?)[] Members(Answer answer) => [.. answer.Body.Each("members").Select(member => (member.Said("name"), member.Said("belongs"))).Order()];
}
