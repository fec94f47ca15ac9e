using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using EligibilityService.Application.Access;
using EligibilityService.Tests;

namespace EligibilityService.Host.Tests.Api;

/// <summary>What a text would change: in numbers while it is written, by name once it is proposed, signed by whoever has seen it, and told afterwards to each it concerns.</summary>
public sealed class LookingAtImpact(LookingAtImpact.Scene scene) : IClassFixture<LookingAtImpact.Scene>
{
    /// <summary>Eight clusters in Germany and two in Malta with twelve members each, seven in France with thirty. Each test leaves them so.</summary>
    public sealed class Scene(PostgresFixture postgres) : IAsyncLifetime
    {
        internal RunningService Service { get; private set; } = null!;

        /// <summary>Those with twelve first.</summary>
        internal Guid[] Clusters { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            Service = await RunningService.StartPlayed(postgres);
            string[] rows =
            [
                .. Enumerable.Range(1, 7).Select(number => $"DE-{number},Zwölferbund {number},DE,12"),
                .. Enumerable.Range(1, 2).Select(number => $"MT-{number},Maltese Twelve {number},MT,12"),
                .. Enumerable.Range(1, 7).Select(number => $"FR-{number},Trentaine {number},FR,30"),
            ];
            var file = new ByteArrayContent(Encoding.UTF8.GetBytes("externalId,name,country,membersSme,membersLarge,membersResearch,membersOther\n" + string.Concat(rows.Select(row => $"{row},0,0,0\n"))))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("text/csv") },
            };
            var report = (await Service.Client("moderator").Post("/api/clusters/imports", file)).Ok();
            var formula = (await Service.Client("applicant").Post("/api/clusters", new { name = "=SUM(A1)", country = "DE", membersSme = 12, membersLarge = 0, membersResearch = 0, membersOther = 0 })).Created();
            Clusters = [formula.Id, .. report.Body.Each("lines").Select(line => line.GetProperty("clusterId").GetGuid())];
            (await Service.Client("officer").Get($"/api/clusters/{formula.Id}?minPosition={formula.Position}")).Ok();
        }

        public ValueTask DisposeAsync() => Service.DisposeAsync();
    }

    private readonly RunningService _service = scene.Service;
    private readonly Guid[] _clusters = scene.Clusters;

    [Fact]
    public async Task while_it_is_written_there_are_counts_and_nobody_can_be_picked_out()
    {
        var draft = (await Client("officer").Post("/api/calls", new { terms = Terms("COUNTED-01", 10) })).Created();
        var counts = (await Client("officer").Post($"/api/calls/{draft.Id}/impact?minPosition={draft.Position}", Terms("COUNTED-01", 20))).Ok();

        var part = Assert.Single(counts.Body.Each("parts"));
        Assert.True(counts.Body.GetProperty("isFirst").GetBoolean());
        Assert.Equal(15, counts.Body.GetProperty("clusters").GetInt32());
        Assert.Equal([("mayTakePart", 5), ("mayNotTakePart", 10)], part.Each("effects").Select(effect => (effect.Said("effect")!, effect.GetProperty("clusters").GetInt32())));

        // Malta's two would be few, and so would be what Germany's eight leave of ten: neither is told.
        var refused = part.Each("effects").Last();
        var country = Assert.Single(refused.Each("countries"));
        Assert.False(country.TryGetProperty("country", out _));
        Assert.Equal(10, country.GetProperty("clusters").GetInt32());
        Assert.Equal(("FR", 5), (part.Each("effects").First().Each("countries").Single().Said("country"), part.Each("effects").First().Each("countries").Single().GetProperty("clusters").GetInt32()));
        Assert.Equal(("MEM-1", 10), (refused.Each("reasons").Single().Said("criterion"), refused.Each("reasons").Single().GetProperty("clusters").GetInt32()));
        Assert.All(_clusters, cluster => Assert.DoesNotContain($"{cluster}", counts.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("Zwölferbund", counts.Text, StringComparison.Ordinal);

        // Where three alone are few, their number is not told, nor one that would give it away.
        var few = (await Client("officer").Post($"/api/calls/{draft.Id}/impact", Terms("COUNTED-01", 10, "MT"))).Ok().Body;
        Assert.False(few.TryGetProperty("clusters", out _));
        Assert.Contains(few.Each("parts").Single().Each("effects"), effect => !effect.TryGetProperty("clusters", out _) && !effect.Each("countries").Any() && !effect.Each("reasons").Any());

        // Nothing was kept.
        Assert.Equal(draft.Version, (await Client("officer").Get($"/api/calls/{draft.Id}")).Ok().Version);
        (await Client("auditor").Post($"/api/calls/{draft.Id}/impact", Terms("COUNTED-01", 20))).Ok();
        foreach (var other in (string[])["applicant", "moderator", "subscriber", "admin"]) Assert.Equal(HttpStatusCode.Forbidden, (await Client(other).Post($"/api/calls/{draft.Id}/impact", Terms("COUNTED-01", 20))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _service.Client().Post($"/api/calls/{draft.Id}/impact", Terms("COUNTED-01", 20))).Status);
    }

    [Fact]
    public async Task what_cannot_be_weighed_is_refused_and_says_why()
    {
        var draft = (await Client("officer").Post("/api/calls", new { terms = Sent.WithExamples(Terms("WRONG-01", 10)) })).Created();
        (await Client("officer").Post($"/api/calls/{Guid.NewGuid()}/impact", Terms("WRONG-02", 10))).IsProblem(HttpStatusCode.NotFound, "call-unknown");
        (await Client("officer").Post($"/api/calls/{draft.Id}/impact", new { reference = "?", title = new { en = "a", de = "a" }, kind = "escp" })).IsProblem(HttpStatusCode.BadRequest, "invalid", "reference");
        (await Client("officer").Post($"/api/calls/{draft.Id}/impact", "{")).IsProblem(HttpStatusCode.BadRequest, "json-not-understood");
        (await Client("officer").Get($"/api/calls/{draft.Id}/impact?minPosition={draft.Position}")).IsProblem(HttpStatusCode.Conflict, "impact-of-nothing-proposed");

        (await Client("officer").Post($"/api/calls/{draft.Id}/publication")).Ok();
        foreach (var (query, field) in ((string, string)[])[("limit=0", "limit"), ("limit=501", "limit"), ("cursor=elsewhere", "cursor"), ("corrigendum=0", "corrigendum")])
        {
            (await Client("officer").Get($"/api/calls/{draft.Id}/impact?{query}")).IsProblem(HttpStatusCode.BadRequest, "invalid", field);
        }

        (await Client("officer").Get($"/api/calls/{draft.Id}/impact?corrigendum=1")).IsProblem(HttpStatusCode.Conflict, "impact-of-nothing-proposed");
    }

    [Fact]
    public async Task a_corrigendum_is_signed_by_whoever_has_seen_whom_it_affects()
    {
        var call = await Proposed("SIGNED-01");
        var second = Client("second-officer");
        var confirmation = $"/api/calls/{call}/corrigenda/1/confirmation";

        (await second.Post(confirmation)).IsProblem(HttpStatusCode.Conflict, "impact-not-seen");
        (await Client("officer").Get($"/api/calls/{call}/impact?corrigendum=1")).Ok();
        (await second.Post(confirmation)).IsProblem(HttpStatusCode.Conflict, "impact-not-seen");

        var seen = (await second.Get($"/api/calls/{call}/impact?corrigendum=1")).Ok();
        Assert.Equal([("loses", 10), ("unchanged", 7)], seen.Body.Each("effects").Select(effect => (effect.Said("effect")!, effect.GetProperty("clusters").GetInt32())));
        Assert.Equal(_clusters[..10].Order(), seen.Body.Each("affected").Select(affected => affected.GetProperty("cluster").GetGuid()).Order());
        var one = seen.Body.Each("affected").First(affected => affected.Said("name") == "Zwölferbund 1");
        Assert.Equal(("loses", "DE", "met", "notMet"), (one.Said("effect"), one.Said("country"), one.Said("before"), one.Said("after")));
        var why = one.Each("criteria").Single();
        Assert.Equal(("MEM-1", "met", "notMet"), (why.Said("criterion"), why.GetProperty("before").Said("outcome"), why.GetProperty("after").Said("outcome")));

        var confirmed = (await second.Post(confirmation)).Ok();
        Assert.Equal(confirmed.Version, (await second.Post(confirmation)).Ok().Version);

        // The record of looks, and what was signed, are for the house.
        var story = (await Client("auditor").Get($"/api/calls/{call}/history?minPosition={confirmed.Position}")).Ok();
        Assert.Equal(["call.impact-seen", "call.impact-seen", "call.corrigendum-published"], story.Body.Each("entries").Select(entry => entry.Said("name")).TakeLast(3));
        Assert.Equal(confirmed.Version, story.Version);
        var published = story.Body.Each("entries").Last().GetProperty("data").GetProperty("impact");
        Assert.Equal((seen.Body.Said("look"), seen.Body.Said("text"), seen.Body.Said("position")), (published.Said("look"), published.Said("text"), published.Said("position")));
        var outside = (await _service.Client().Get($"/api/calls/{call}/history")).Ok();
        Assert.DoesNotContain("impact", outside.Text, StringComparison.Ordinal);

        // Each is told what changed for it, and nobody else anything.
        var affected = (await Client("officer").Verdict(_clusters[1], $"{call}")).GetProperty("changedBy");
        Assert.Equal(("1", "met", "notMet"), (affected.Said("corrigendum"), affected.Said("before"), affected.Said("after")));
        Assert.Equal("Since corrigendum 1 of 4 October 2016 you may no longer take part.", affected.Said("sentence"));
        Assert.Equal("MEM-1", affected.Each("criteria").Single().Said("criterion"));
        Assert.False((await Client("officer").Verdict(_clusters[^1], $"{call}")).TryGetProperty("changedBy", out _));
        var told = await Client("auditor").InFeed(told => told.Said("type") == "eu.eligibility-service.eligibility.changed.v1" && told.Said("subject") == $"{_clusters[1]}" && told.GetProperty("data").Said("call") == $"{call}");
        Assert.Equal("1", told.GetProperty("event").GetProperty("data").Said("corrigendum"));
    }

    [Fact]
    public async Task a_draft_that_nobody_but_its_people_sees_keeps_nobody_from_signing()
    {
        var call = await Published("DRAFTED-01");
        await Claim(_clusters[0]);
        var draft = (await Client("applicant").Post("/api/applications", new { call, cluster = _clusters[0] })).Created();
        await Propose(call, "DRAFTED-01");

        var seen = (await Client("second-officer").Get($"/api/calls/{call}/impact?corrigendum=1&minPosition={draft.Position}")).Ok();
        Assert.Equal(0, seen["withheld"].GetInt32());
        Assert.DoesNotContain($"{draft.Id}", seen.Text, StringComparison.Ordinal);
        (await Client("second-officer").Post($"/api/calls/{call}/corrigenda/1/confirmation")).Ok();
    }

    [Fact]
    public async Task a_part_of_the_list_is_not_enough_to_sign_a_corrigendum()
    {
        var call = await Proposed("PARTLY-01");
        var (second, address) = (Client("second-officer"), $"/api/calls/{call}/impact?corrigendum=1&limit=6");
        var confirmation = $"/api/calls/{call}/corrigenda/1/confirmation";

        (await second.Get($"/api/calls/{call}/impact?corrigendum=1&limit=1")).Ok();
        (await second.Post(confirmation)).IsProblem(HttpStatusCode.Conflict, "impact-not-seen-whole");
        var next = (await second.Get(address)).Ok().Body.Said("next");
        (await second.Post(confirmation)).IsProblem(HttpStatusCode.Conflict, "impact-not-seen-whole");
        (await second.Get($"{address}&cursor={next}")).Ok();
        (await second.Post(confirmation)).Ok();

        var exported = await Proposed("EXPORTED-01");
        (await second.Get($"/api/calls/{exported}/impact.csv?corrigendum=1")).Ok();
        (await second.Post($"/api/calls/{exported}/corrigenda/1/confirmation")).Ok();
    }

    [Fact]
    public async Task a_proposal_is_taken_back_by_whoever_made_it()
    {
        var call = await Published("WITHDRAWN-01");
        var version = (await Propose(call, "WITHDRAWN-01")).Version;
        (await Client("second-officer").Delete($"/api/calls/{call}/corrigenda/1", version)).IsProblem(HttpStatusCode.Conflict, "not-the-proposer");
        var withdrawn = (await Client("officer").Delete($"/api/calls/{call}/corrigenda/1", version)).Ok();
        (await Client("officer").Get($"/api/calls/{call}/impact?corrigendum=1&minPosition={withdrawn.Position}")).IsProblem(HttpStatusCode.Conflict, "impact-of-nothing-proposed");

        // The next one is proposal 2, and the first corrigendum in force.
        await Propose(call, "WITHDRAWN-01");
        var confirmed = await _service.Confirm($"/api/calls/{call}/corrigenda/2/confirmation");
        Assert.Equal("1", (await Client("officer").Get($"/api/calls/{call}?minPosition={confirmed.Position}")).Ok().Body.Each("corrigenda").Single().Said("number"));
        Assert.Contains((await Client("auditor").Get($"/api/calls/{call}/history?minPosition={confirmed.Position}")).Ok().Body.Each("entries"), entry => entry.Said("sentence")!.EndsWith("withdrew proposal 1 of a corrigendum.", StringComparison.Ordinal));
        Assert.DoesNotContain("withdrew", (await _service.Client().Get($"/api/calls/{call}/history")).Ok().Text, StringComparison.Ordinal);

        var draft = (await Client("officer").Post("/api/calls", new { terms = Sent.WithExamples(Terms("WITHDRAWN-02", 10)) })).Created();
        var proposed = (await Client("officer").Post($"/api/calls/{draft.Id}/publication")).Ok();
        (await Client("officer").Delete($"/api/calls/{draft.Id}/publication", proposed.Version)).Ok();
        (await Client("officer").Delete($"/api/calls/{draft.Id}/announcement", proposed.Version + 1)).IsProblem(HttpStatusCode.Conflict, "nothing-proposed");
    }

    [Fact]
    public async Task a_corrigendum_is_prepared_where_nobody_else_sees_it()
    {
        var call = await Published("PREPARED-01");
        var before = (await Client("officer").Get($"/api/calls/{call}")).Ok();
        var prepared = (await Client("officer").Put($"/api/calls/{call}/corrigenda/preparation", Terms("PREPARED-01", 20), before.Version)).Ok();

        Assert.Equal(before["terms"].GetRawText(), (await _service.Client().Get($"/api/calls/{call}?minPosition={prepared.Position}")).Ok()["terms"].GetRawText());
        Assert.DoesNotContain("corrigendum-drafted", (await _service.Client().Get($"/api/calls/{call}/history")).Ok().Text, StringComparison.Ordinal);
        (await Client("officer").Put($"/api/calls/{call}/corrigenda/preparation", Terms("PREPARED-02", 20), prepared.Version)).IsProblem(HttpStatusCode.Conflict, "call-reference-stays");
        (await Client("applicant").Put($"/api/calls/{call}/corrigenda/preparation", Terms("PREPARED-01", 20), prepared.Version)).IsProblem(HttpStatusCode.Forbidden, "not-allowed");
    }

    [Fact]
    public async Task a_first_publication_is_signed_by_whoever_has_seen_whom_it_places_where()
    {
        var draft = (await Client("officer").Post("/api/calls", new { terms = Sent.WithExamples(Terms("FIRST-01", 20)) })).Created();
        (await Client("officer").Post($"/api/calls/{draft.Id}/publication")).Ok();
        (await Client("second-officer").Post($"/api/calls/{draft.Id}/publication")).IsProblem(HttpStatusCode.Conflict, "impact-not-seen");

        var seen = (await Client("second-officer").Get($"/api/calls/{draft.Id}/impact?limit=500")).Ok().Body;
        Assert.Equal([("mayTakePart", 7), ("mayNotTakePart", 10)], seen.Each("effects").Select(effect => (effect.Said("effect")!, effect.GetProperty("clusters").GetInt32())));
        Assert.Equal(17, seen.Each("affected").Count());

        // A draft that is written anew is another text.
        var rewritten = (await Client("officer").Ask(HttpMethod.Put, $"/api/calls/{draft.Id}/terms", Sent.WithExamples(Terms("FIRST-01", 21)), ("If-Match", "\"2\""))).Ok();
        (await Client("second-officer").Post($"/api/calls/{draft.Id}/publication")).IsProblem(HttpStatusCode.Conflict, "publication-proposal-fallen");
        (await Client("officer").Post($"/api/calls/{draft.Id}/publication")).Ok();
        (await Client("second-officer").Post($"/api/calls/{draft.Id}/publication")).IsProblem(HttpStatusCode.Conflict, "impact-not-seen");
        Assert.Equal(3, rewritten.Version);
        await _service.Confirm($"/api/calls/{draft.Id}/publication");
    }

    [Fact]
    public async Task a_text_that_asks_nothing_is_not_published()
    {
        var draft = (await Client("officer").Post("/api/calls", new { terms = new { reference = "EMPTY-01", title = new { en = "Empty", de = "Leer" }, kind = "escp", deadline = new { local = "2017-03-01T17:00" } } })).Created();
        (await Client("officer").Post($"/api/calls/{draft.Id}/publication")).IsProblem(HttpStatusCode.Conflict, "call-asks-nothing");
    }

    [Fact]
    public async Task names_are_for_officers_of_the_call_without_conflict_and_for_auditors()
    {
        var call = await Proposed("NAMED-01");
        var (address, officer) = ($"/api/calls/{call}/impact?corrigendum=1", DemonstrationPeople.SecondOfficer.Id);

        foreach (var allowed in (string[])["officer", "second-officer", "auditor"]) (await Client(allowed).Get(address)).Ok();
        foreach (var form in (string[])["impact", "impact.csv", "impact.jsonl"])
        {
            foreach (var other in (string[])["applicant", "moderator", "subscriber", "agency", "admin"]) Assert.Equal(HttpStatusCode.Forbidden, (await Client(other).Get($"/api/calls/{call}/{form}?corrigendum=1")).Status);
            Assert.Equal(HttpStatusCode.Unauthorized, (await _service.Client().Get($"/api/calls/{call}/{form}?corrigendum=1")).Status);
        }

        (await Client("admin").Post($"/api/access/{officer}/grants/ending", new { kind = "assignment" })).Ok();
        (await Client("second-officer").Get(address)).IsProblem(HttpStatusCode.Forbidden, "not-allowed");
        (await Client("admin").Post($"/api/access/{officer}/grants", new { kind = "assignment" })).Ok();

        // She looked before; what holds when she signs is what counts.
        (await Client("second-officer").Post("/api/access/conflicts", new { call })).Ok();
        (await Client("second-officer").Get(address)).IsProblem(HttpStatusCode.Forbidden, "not-allowed");
        (await Client("second-officer").Post($"/api/calls/{call}/corrigenda/1/confirmation")).IsProblem(HttpStatusCode.Forbidden, "not-allowed");
        (await Client("admin").Post($"/api/access/{officer}/conflicts/ending", new { call })).Ok();

        // With an organisation: it is left out, and somebody else signs.
        (await Client("second-officer").Post("/api/access/conflicts", new { organisation = _clusters[0] })).Ok();
        (await Client("second-officer").Post($"/api/calls/{call}/corrigenda/1/confirmation")).IsProblem(HttpStatusCode.Conflict, "impact-withheld");
        var seen = (await Client("second-officer").Get(address)).Ok();
        Assert.Equal(1, seen.Body.GetProperty("withheld").GetInt32());
        Assert.DoesNotContain($"{_clusters[0]}", seen.Text, StringComparison.Ordinal);
        (await Client("second-officer").Post($"/api/calls/{call}/corrigenda/1/confirmation")).IsProblem(HttpStatusCode.Conflict, "impact-withheld");
        (await Client("admin").Post($"/api/access/{officer}/conflicts/ending", new { organisation = _clusters[0] })).Ok();
        await _service.Confirm($"/api/calls/{call}/corrigenda/1/confirmation");
    }

    [Fact]
    public async Task the_list_comes_in_pages_and_as_files_that_do_no_harm()
    {
        var call = await Proposed("LISTED-01");
        var (officer, listed, cursor) = (Client("officer"), new List<string?>(), "");
        do
        {
            var page = (await officer.Get($"/api/calls/{call}/impact?corrigendum=1&limit=3{cursor}")).Ok().Body;
            listed.AddRange(page.Each("affected").Select(affected => affected.Said("cluster")));
            cursor = page.TryGetProperty("next", out var next) ? $"&cursor={next}" : null;
        }
        while (cursor is not null);
        Assert.Equal(10, listed.Count);
        Assert.Equal(10, listed.Distinct().Count());

        var csv = (await officer.Get($"/api/calls/{call}/impact.csv?corrigendum=1")).Ok();
        Assert.Equal("text/csv", csv.ContentHeaders.ContentType?.MediaType);
        Assert.Equal(11, csv.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains(",'=SUM(A1),", csv.Text, StringComparison.Ordinal);

        string[] lines = (await officer.Get($"/api/calls/{call}/impact.jsonl?corrigendum=1")).Ok().Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(11, lines.Length);
        Assert.Equal(10, JsonDocument.Parse(lines[0]).RootElement.Each("effects").First().GetProperty("clusters").GetInt32());
        Assert.Equal(listed, lines.Skip(1).Select(line => JsonDocument.Parse(line).RootElement.Said("cluster")));
    }

    [Fact]
    public async Task it_is_looked_at_again_only_where_it_changed_for_those_who_applied()
    {
        var call = await Published("APPLIED-01");
        var (mine, other) = (_clusters[1], _clusters[2]);
        foreach (var cluster in (Guid[])[mine, other]) await Claim(cluster);
        var started = (await Client("applicant").Post("/api/applications", new { call, cluster = mine })).Created();
        var handedIn = (await Client("applicant").Post($"/api/applications/{started.Id}/submissions", new { confirmEmpty = true })).Created();
        await Propose(call, "APPLIED-01");

        var seen = (await Client("second-officer").Get($"/api/calls/{call}/impact?corrigendum=1&minPosition={handedIn.Position}")).Ok().Body;
        Assert.Equal(("loses", $"{started.Id}"), (seen.Each("affected").First().Said("effect"), seen.Each("affected").First().Said("application")));
        Assert.Equal(1, seen.Each("effects").First().GetProperty("applications").GetInt32());

        // The applicant has grown: for it nothing would change any more.
        var grown = await Members(mine, 40);
        (await Client("second-officer").Post($"/api/calls/{call}/corrigenda/1/confirmation?minPosition={grown}")).IsProblem(HttpStatusCode.Conflict, "impact-changed-since");
        (await Client("second-officer").Get($"/api/calls/{call}/impact?corrigendum=1")).Ok();

        // So has another one, which has not applied: that is told beside the signature, and asks for no further look.
        var meanwhile = await Members(other, 40);
        var confirmed = (await Client("second-officer").Post($"/api/calls/{call}/corrigenda/1/confirmation?minPosition={meanwhile}")).Ok();
        var story = (await Client("auditor").Get($"/api/calls/{call}/history?minPosition={confirmed.Position}")).Ok().Body;
        Assert.True(story.Each("entries").Last().GetProperty("data").GetProperty("impact").GetProperty("othersSince").GetBoolean());

        foreach (var cluster in (Guid[])[mine, other]) await Members(cluster, 12);
    }

    private HttpClient Client(string role) => _service.Client(role);

    private async Task<Guid> Proposed(string reference)
    {
        var call = await Published(reference);
        await Propose(call, reference);
        return call;
    }

    private async Task<Guid> Published(string reference) => await _service.PublishCall(Terms(reference, 10));

    /// <summary>Twenty members instead of ten.</summary>
    private async Task<Answer> Propose(Guid call, string reference) => (await Client("officer").Post($"/api/calls/{call}/corrigenda", new
    {
        corrigendum = new { title = new { en = "Members", de = "Mitglieder" }, changes = new[] { new { oldNumber = "6.1", newNumber = "6.1", oldText = "10 members.", newText = "20 members." } }, reason = new { en = "Mistyped.", de = "Verschrieben." } },
        terms = Sent.WithExamples(Terms(reference, 20)),
    })).Ok();

    private async Task<long> Members(Guid cluster, int membersSme)
    {
        var version = (await Client("applicant").Get($"/api/clusters/{cluster}")).Ok().Version;
        return (await Client("applicant").Patch($"/api/clusters/{cluster}/profile", new { membersSme }, version)).Ok().Position;
    }

    private async Task Claim(Guid cluster)
    {
        (await Client("applicant").Post($"/api/clusters/{cluster}/claims", new { })).Ok();
        var confirmed = (await Client("moderator").Post($"/api/clusters/{cluster}/claims/{DemonstrationPeople.Applicant.Id}/confirmation")).Ok();
        (await Client("applicant").Get($"/api/clusters/{cluster}?minPosition={confirmed.Position}")).Ok();
    }

    /// <param name="excepted">A country that is left out.</param>
    private static object Terms(string reference, int members, string? excepted = null) => new
    {
        reference, title = new { en = "Members asked for", de = "Nach Mitgliedern gefragt" }, kind = "escp", deadline = new { local = "2016-12-01T17:00" },
        clauses = new[] { new { number = "6.1", title = new { en = "Eligible applicants", de = "Förderfähige Antragsteller" }, text = $"{members} members." } },
        criteria = (object[])
        [
            new { id = "MEM-1", clause = "6.1", type = "members/1", parameters = new { minimum = members } },
            .. excepted is null ? Array.Empty<object>() : [new { id = "CTRY", clause = "6.1", type = "established-in/1", parameters = new { set = "participating", except = new[] { new { country = excepted } } } }],
        ],
    };
}
