using EligibilityService.Application.Clusters;
using EligibilityService.Host.Tests.Browser;

namespace EligibilityService.Host.Tests.Api;

/// <summary>Who may what, row by row, as every caller of the demonstration. What somebody may do is asked for in a way that does no harm.</summary>
/// <remarks>
/// Here the officers are assigned to all calls, the subscriber is entitled to everything, and of the agency's region the applicant's own cluster has agreed;
/// <see cref="AskingForWhatWasGranted"/> asks without.
/// </remarks>
public sealed class AskingAsEachCaller(TestSite site)
{
    private const string Nobody = "11111111-2222-4333-8444-555555555555";

    private static readonly string[] Callers = ["anybody", "applicant", "moderator", "officer", "second-officer", "auditor", "subscriber", "agency", "admin"];

    /// <summary>Own: published, managed by the applicant, seen by its agency. Other: published. Draft: of somebody else, not public.</summary>
    private static readonly Dictionary<string, string> Clusters = new()
    {
        ["{own}"] = $"{ImportRow.ClusterIdOf("DEMO-000001")}", ["{other}"] = $"{ImportRow.ClusterIdOf("DEMO-000003")}", ["{draft}"] = $"{ImportRow.ClusterIdOf("DEMO-000013")}", ["{nobody}"] = Nobody,
    };

    [Theory]
    [InlineData("GET /api/calls")]
    [InlineData("GET /api/calls?status=open")]
    [InlineData("GET /api/calls/criteria-catalogue")]
    [InlineData("GET /api/calls/COS-CLUSINT-2016-03-01")]
    [InlineData("GET /api/clusters/{other}")]
    [InlineData("GET /api/clusters?q=medizin&country=DE")]
    [InlineData("GET /api/clusters/export.csv?country=LU")]
    [InlineData("GET /api/calls/COS-CLUSINT-2016-03-01/eligibility-counts")]
    [InlineData("GET /api/calls/COS-CLUSINT-2016-03-01/history")]
    [InlineData("GET /api/feed")]
    [InlineData("GET /api/feed/digest")]
    [InlineData("GET /api/feed/schemas/call.published.v1")]
    [InlineData("GET /api/feed/asyncapi")]
    [InlineData("GET /api/log/checkpoints")]
    [InlineData("GET /api/log/keys")]
    [InlineData("GET /api/demo/clock")]
    [InlineData("GET /api/programme/countries")]
    [InlineData("GET /api/partnerships")]
    [InlineData("GET /api/partnerships?country=SE&q=photonics")]
    [InlineData("GET /api/partnerships/5d0c7a52-6f0e-4c1f-9f31-3d1b6a4f7c01?at=2016-01-01")]
    [InlineData("GET /api/partnerships/5d0c7a52-6f0e-4c1f-9f31-3d1b6a4f7c01/history")]
    [InlineData("GET /api/partner-searches?call=COS-CLUSINT-2016-03-01&country=FR")]
    [InlineData("GET /api/partner-searches/6a1f0000-0000-4000-8000-000000000001")]
    [InlineData("POST /api/eligibility/checks", """{"profile":{"country":"DE"}}""")]
    public async Task what_everybody_may(string asked, string? body = null) => await Allows(asked, body, Callers);

    [Theory]
    [InlineData("POST /api/inbound/results", """{"source":"s","id":"1","call":"none","results":{}}""")]
    [InlineData("POST /api/inbound/participant-numbers", """{"source":"s","id":"1","cluster":"{other}","pic":"999999999"}""")]
    [InlineData("POST /api/inbound/signatures", """{"source":"s","id":"1","application":"{nobody}","on":"2017-01-01"}""")]
    public async Task what_nobody_delivers_who_was_not_entitled(string asked, string body) => await Allows(asked, body, []);

    [Theory]
    [InlineData("POST /api/clusters", """{"name":"","country":"DE"}""", "applicant")]
    [InlineData("POST /api/clusters/{other}/claims", "{}", "applicant")]
    [InlineData("PATCH /api/clusters/{own}/profile", "{}", "applicant")]
    [InlineData("PATCH /api/clusters/{other}/profile", "{}", "")]
    [InlineData("POST /api/clusters/{own}/review", null, "applicant")]
    [InlineData("POST /api/clusters/{other}/review", null, "")]
    [InlineData("POST /api/clusters/{own}/colleagues", "{}", "applicant")]
    [InlineData("POST /api/clusters/{other}/colleagues", "{}", "")]
    [InlineData("GET /api/clusters/{own}/people", null, "applicant moderator officer second-officer auditor")]
    [InlineData("GET /api/clusters/{other}/people", null, "moderator officer second-officer auditor")]
    [InlineData("DELETE /api/clusters/{own}/colleagues/{nobody}", null, "applicant")]
    [InlineData("DELETE /api/clusters/{other}/colleagues/{nobody}", null, "")]
    [InlineData("POST /api/clusters/{other}/withdrawal", null, "")]
    [InlineData("POST /api/clusters/{other}/labels", """{"label":"gold"}""", "moderator")]
    [InlineData("POST /api/clusters/{own}/labels", """{"label":"gold"}""", "applicant moderator")]
    [InlineData("POST /api/clusters/{nobody}/labels/gold/revocation", """{"from":"2016-01-01"}""", "moderator")]
    [InlineData("POST /api/clusters/{nobody}/publication", null, "moderator")]
    [InlineData("POST /api/clusters/{nobody}/refusal", """{"reason":"No such profile."}""", "moderator")]
    [InlineData("POST /api/clusters/{nobody}/suspension", """{"reason":"No such profile."}""", "moderator")]
    [InlineData("POST /api/clusters/{nobody}/verifications", $$"""{"event":"{{Nobody}}"}""", "moderator")]
    [InlineData("POST /api/clusters/{nobody}/claims/{nobody}/confirmation", null, "moderator")]
    [InlineData("POST /api/clusters/{nobody}/claims/{nobody}/refusal", """{"reason":"No such claim."}""", "moderator")]
    public async Task what_is_done_with_profiles(string asked, string? body, string allowed) => await Allows(asked, body, allowed.Split(' '));

    [Theory]
    [InlineData("GET /api/clusters/{own}/eligibility", "applicant officer second-officer auditor subscriber agency")]
    [InlineData("GET /api/clusters/{other}/eligibility", "officer second-officer auditor subscriber")]
    [InlineData("GET /api/clusters/{own}/eligibility/COS-CLUSINT-2016-03-01", "applicant officer second-officer auditor subscriber agency")]
    [InlineData("GET /api/clusters/{other}/eligibility/COS-CLUSINT-2016-03-01", "officer second-officer auditor subscriber")]
    public async Task who_reads_verdicts_about_a_named_cluster(string asked, string allowed) => await Allows(asked, null, allowed.Split(' '));

    [Fact]
    public async Task who_reads_by_name_who_is_eligible() => await Allows("GET /api/calls/COS-CLUSINT-2016-03-01/clusters?outcome=notMet", null, ["officer", "second-officer", "auditor", "subscriber"]);

    [Fact]
    public async Task the_history_of_a_named_cluster_does_not_exist_for_others()
    {
        foreach (var caller in Callers)
        {
            await IsThere($"/api/clusters/{Clusters["{other}"]}/history", caller, caller is "officer" or "second-officer" or "auditor" or "subscriber");
            await IsThere($"/api/clusters/{Clusters["{own}"]}/history", caller, caller is "applicant" or "officer" or "second-officer" or "auditor" or "subscriber" or "agency");
        }
    }

    [Theory]
    [InlineData("POST /api/calls", """{"terms":{"reference":"?","title":{"en":"a","de":"a"},"kind":"escp"}}""")]
    [InlineData("PUT /api/calls/{nobody}/terms", """{"reference":"?","title":{"en":"a","de":"a"},"kind":"escp"}""")]
    [InlineData("POST /api/calls/{nobody}/announcement")]
    [InlineData("POST /api/calls/{nobody}/publication")]
    [InlineData("POST /api/calls/{nobody}/drop", """{"reason":"No such call."}""")]
    [InlineData("POST /api/calls/{nobody}/cancellation", """{"reason":"No such call."}""")]
    [InlineData("DELETE /api/calls/{nobody}/publication")]
    [InlineData("DELETE /api/calls/{nobody}/corrigenda/1")]
    [InlineData("PUT /api/calls/{nobody}/corrigenda/preparation", """{"reference":"?","title":{"en":"a","de":"a"},"kind":"escp"}""")]
    [InlineData("POST /api/calls/{nobody}/corrigenda/1/confirmation")]
    [InlineData("POST /api/calls/{nobody}/answers", """{"question":"Is there such a call?","answer":"No."}""")]
    [InlineData("POST /api/calls/{nobody}/cut-offs/2/places", """{"areLeft":true}""")]
    [InlineData("POST /api/calls/{nobody}/results", "{}")]
    public async Task what_only_officers_do_with_calls(string asked, string? body = null) => await Allows(asked, body, ["officer", "second-officer"]);

    [Theory]
    [InlineData("POST /api/partnerships", """{"name":"","formedOn":"2016-01-01","source":"?"}""")]
    [InlineData("PUT /api/partnerships/{nobody}/founding", """{"name":"","formedOn":"2016-01-01","source":"a notice"}""")]
    [InlineData("POST /api/partnerships/{nobody}/members", """{"name":"Somebody","from":"2016-01-01","source":"a notice"}""")]
    [InlineData("POST /api/partnerships/{nobody}/members/{nobody}/departure", """{"from":"2016-01-01","source":"a notice"}""")]
    [InlineData("POST /api/partnerships/{nobody}/labels", """{"label":"ESCP-4i","validFrom":"2016-01-01","source":"a notice"}""")]
    [InlineData("POST /api/partnerships/{nobody}/fundings", """{"phase":"preparatory","call":"C","from":"2016-01-01","source":"a notice"}""")]
    public async Task what_only_officers_do_with_partnerships(string asked, string body) => await Allows(asked, body, ["officer", "second-officer"]);

    [Theory]
    [InlineData("POST /api/partner-searches", """{"cluster":"{own}","kind":"offer","text":"","validUntil":"2016-12-31"}""", "applicant")]
    [InlineData("POST /api/partner-searches", """{"cluster":"{other}","kind":"offer","text":"","validUntil":"2016-12-31"}""", "")]
    [InlineData("GET /api/clusters/{own}/partner-searches", null, "applicant")]
    [InlineData("GET /api/clusters/{other}/partner-searches", null, "")]
    [InlineData("POST /api/partner-searches/{nobody}/withdrawal", null, "moderator")]
    public async Task what_is_done_with_partner_searches(string asked, string? body, string allowed) => await Allows(asked, body, allowed.Split(' '));

    [Theory]
    [InlineData("GET /api/subscriptions", null, "applicant subscriber admin")]
    [InlineData("POST /api/subscriptions", """{"delivery":{"url":""}}""", "applicant subscriber")]
    [InlineData("GET /api/subscriptions/{nobody}", null, "applicant subscriber admin")]
    [InlineData("GET /api/subscriptions/{nobody}/deliveries", null, "applicant subscriber admin")]
    [InlineData("GET /api/subscriptions/{nobody}/dead-letters", null, "applicant subscriber admin")]
    [InlineData("PATCH /api/subscriptions/{nobody}", "{}", "applicant subscriber")]
    [InlineData("POST /api/subscriptions/{nobody}/pause", null, "applicant subscriber admin")]
    [InlineData("POST /api/subscriptions/{nobody}/resumption", null, "applicant subscriber")]
    [InlineData("POST /api/subscriptions/{nobody}/ending", null, "applicant subscriber admin")]
    [InlineData("POST /api/subscriptions/{nobody}/secrets", "{}", "applicant subscriber")]
    [InlineData("POST /api/subscriptions/{nobody}/place", """{"after":0}""", "applicant subscriber")]
    [InlineData("POST /api/subscriptions/{nobody}/test", null, "applicant subscriber")]
    [InlineData("POST /api/subscriptions/{nobody}/retry", null, "applicant subscriber")]
    [InlineData("POST /api/subscriptions/{nobody}/replays", """{"from":1}""", "applicant subscriber")]
    [InlineData("POST /api/subscriptions/{nobody}/trials", """{"from":1}""", "applicant subscriber")]
    [InlineData("POST /api/subscriptions/{nobody}/dead-letters/1/retry", null, "applicant subscriber")]
    public async Task what_is_done_with_subscriptions(string asked, string? body, string allowed) => await Allows(asked, body, allowed.Split(' '));

    [Theory]
    [InlineData("GET /api/notifications/preferences")]
    [InlineData("PUT /api/notifications/preferences", """{"choice":"daily"}""")]
    [InlineData("GET /api/notifications/mailbox")]
    public async Task what_everybody_settles_alone_about_mails(string asked, string? body = null) => await Allows(asked, body, [.. Callers.Except(["anybody"])]);

    [Fact]
    public async Task no_more_mail_is_asked_for_by_anybody_who_holds_a_token() => await Allows("POST /api/notifications/unsubscribe?token=none", null, Callers);

    [Theory]
    [InlineData("POST /api/calls/{nobody}/impact", """{"reference":"NONE","title":{"en":"a","de":"a"},"kind":"escp"}""")]
    [InlineData("GET /api/calls/{nobody}/impact")]
    [InlineData("GET /api/calls/{nobody}/impact.csv?corrigendum=1")]
    [InlineData("GET /api/calls/{nobody}/impact.jsonl?corrigendum=1")]
    [InlineData("GET /api/calls/{nobody}/dossier")]
    public async Task who_looks_at_what_a_text_would_change(string asked, string? body = null) => await Allows(asked, body, ["officer", "second-officer", "auditor"]);

    [Theory]
    [InlineData("POST /api/applications", """{"call":"none","cluster":"{own}"}""", "applicant")]
    [InlineData("POST /api/applications", """{"call":"none","cluster":"{other}"}""", "")]
    [InlineData("GET /api/applications", null, "applicant moderator officer second-officer auditor subscriber agency admin")]
    [InlineData("POST /api/applications/{nobody}/submissions", null, "")]
    [InlineData("POST /api/applications/{nobody}/withdrawal", "{}", "")]
    [InlineData("POST /api/applications/{nobody}/declarations", """{"kind":"exclusion"}""", "")]
    [InlineData("GET /api/applications?role=partner", null, "applicant moderator officer second-officer auditor subscriber agency admin")]
    [InlineData("GET /api/applications/{nobody}/eligibility", null, "applicant moderator officer second-officer auditor subscriber agency admin")]
    [InlineData("GET /api/applications/{nobody}/partners/{other}", null, "applicant moderator officer second-officer auditor subscriber agency admin")]
    [InlineData("POST /api/applications/{nobody}/partners", """{"cluster":"{other}"}""", "")]
    [InlineData("PATCH /api/applications/{nobody}/partners/{other}", """{"role":"partner"}""", "")]
    [InlineData("POST /api/applications/{nobody}/partners/{other}/removal", null, "")]
    [InlineData("POST /api/applications/{nobody}/partners/{other}/confirmation", "{}", "")]
    [InlineData("POST /api/applications/{nobody}/partners/{other}/refusal", "{}", "")]
    [InlineData("POST /api/applications/{nobody}/partners/{own}/refusal", "{}", "applicant")]
    [InlineData("POST /api/applications/{nobody}/judgements", """{"criterion":"FIT-1","met":true,"reason":"It fits."}""", "applicant moderator officer second-officer auditor subscriber agency admin")]
    [InlineData("POST /api/applications/{nobody}/comparisons", """{"organisation":"{own}","other":"{other}","same":true,"reason":"The same."}""", "applicant moderator officer second-officer auditor subscriber agency admin")]
    [InlineData("POST /api/applications/{nobody}/standing", """{"organisation":"{own}","reason":"The later one."}""", "applicant moderator officer second-officer auditor subscriber agency admin")]
    [InlineData("POST /api/applications/{nobody}/decision", """{"eligible":true}""", "applicant moderator officer second-officer auditor subscriber agency admin")]
    [InlineData("POST /api/applications/{nobody}/decision/confirmation", null, "applicant moderator officer second-officer auditor subscriber agency admin")]
    [InlineData("GET /api/applications/{nobody}/dossier", null, "applicant moderator officer second-officer auditor subscriber agency admin")]
    [InlineData("GET /api/applications/{nobody}/submissions/1/receipt", null, "applicant moderator officer second-officer auditor subscriber agency admin")]
    [InlineData("GET /api/applications/{nobody}/documents", null, "applicant moderator officer second-officer auditor subscriber agency admin")]
    [InlineData("GET /api/applications/{nobody}/documents/{nobody}", null, "applicant moderator officer second-officer auditor subscriber agency admin")]
    [InlineData("DELETE /api/applications/{nobody}/documents/{nobody}", null, "")]
    [InlineData("PUT /api/applications/{nobody}/budget", """{"shares":[]}""", "")]
    [InlineData("GET /api/applications/{nobody}/duplicates", null, "applicant moderator officer second-officer auditor subscriber agency admin")]
    [InlineData("GET /api/desk/differing", null, "officer second-officer auditor")]
    [InlineData("GET /api/applications/{nobody}/looks", null, "applicant moderator officer second-officer auditor subscriber agency admin")]
    [InlineData("GET /api/audit/looks", null, "auditor")]
    [InlineData("GET /api/desk/search", null, "officer second-officer auditor")]
    [InlineData("GET /api/applications/{nobody}/reimbursement", null, "applicant moderator officer second-officer auditor subscriber agency admin")]
    [InlineData("POST /api/applications/{nobody}/reimbursement", """{"journeys":[{"spent":{"amount":"1.00","currency":"EUR"}}]}""", "applicant moderator officer second-officer auditor subscriber agency admin")]
    [InlineData("POST /api/applications/{nobody}/reimbursement/confirmation", """{"amount":{"amount":"1.00","currency":"EUR"}}""", "applicant moderator officer second-officer auditor subscriber agency admin")]
    [InlineData("POST /api/applications/{nobody}/consortium-changes", """{"leaves":"{other}","reason":"It left."}""", "applicant moderator officer second-officer auditor subscriber agency admin")]
    [InlineData("POST /api/applications/{nobody}/consortium-changes/{nobody}/confirmation", null, "applicant moderator officer second-officer auditor subscriber agency admin")]
    public async Task what_is_done_with_applications(string asked, string? body, string allowed) => await Allows(asked, body, allowed.Split(' '));

    /// <summary>The cut-off is ahead, so whoever is let in hears that.</summary>
    [Fact]
    public async Task only_officers_of_the_call_select_from_requests_to_an_event()
    {
        var application = (await (await site.Service).Client("applicant").Post("/api/applications", new { call = "ECCP-MATCH-BRAZIL-2016", cluster = Clusters["{own}"] })).Created();
        var submitted = (await (await site.Service).Client("applicant").Post($"/api/applications/{application.Id}/submissions", new { confirmEmpty = true })).Created();
        foreach (var caller in Callers)
        {
            var answer = await (await Client(caller)).Post($"/api/applications/{application.Id}/selection?minPosition={submitted.Position}", new { outcome = "selected", reason = "A good fit." });
            answer.Is(caller switch { "anybody" => System.Net.HttpStatusCode.Unauthorized, "officer" or "second-officer" => System.Net.HttpStatusCode.Conflict, _ => System.Net.HttpStatusCode.NotFound });
        }
    }

    [Theory]
    [InlineData("POST /api/demo/clock", "{}")]
    [InlineData("POST /api/parked-events/reading", "{}")]
    [InlineData("POST /api/log/keys", "{}")]
    [InlineData("POST /api/subscriptions/broker/place", """{"after":0}""")]
    [InlineData("POST /api/access/{nobody}/grants", """{"kind":"assignment","region":"DE1"}""")]
    [InlineData("POST /api/access/{nobody}/grants/ending", """{"kind":"assignment","call":"none"}""")]
    [InlineData("POST /api/access/{nobody}/conflicts/ending", """{"call":"none"}""")]
    public async Task what_only_administrators_do(string asked, string body) => await Allows(asked, body, ["admin"]);

    [Theory]
    [InlineData("GET /api/access", null, "auditor admin")]
    [InlineData("GET /api/admin/retention", null, "auditor admin")]
    [InlineData("POST /api/programme/countries/CH/participation", """{"from":"2017-01-01","source":"an agreement"}""", "officer second-officer")]
    [InlineData("POST /api/programme/countries/CH/participation/{nobody}/confirmation", null, "officer second-officer")]
    [InlineData("POST /api/programme/countries/CH/participation/{nobody}/withdrawal", null, "officer second-officer")]
    [InlineData("POST /api/admin/retention/clearances", "{}", "admin")]
    [InlineData("POST /api/admin/retention/clearances/{nobody}/confirmation", null, "admin")]
    [InlineData("POST /api/admin/retention/clearances/{nobody}/withdrawal", null, "admin")]
    [InlineData("POST /api/admin/erasures/{nobody}/confirmation", null, "admin")]
    [InlineData("POST /api/admin/erasures/{nobody}/withdrawal", null, "admin")]
    [InlineData("POST /api/admin/erasures", """{"person":"00000000-0000-4000-8000-00000000dead"}""", "admin")]
    [InlineData("GET /api/access/mine", null, "applicant moderator officer second-officer auditor subscriber agency admin")]
    [InlineData("POST /api/access/conflicts", "{}", "officer second-officer")]
    [InlineData("POST /api/access/conflicts/none", """{"call":"none"}""", "officer second-officer")]
    [InlineData("GET /api/clusters/my-region", null, "agency")]
    public async Task who_asks_about_access(string asked, string? body, string allowed) => await Allows(asked, body, allowed.Split(' '));

    [Fact]
    public async Task the_history_of_access_does_not_exist_for_others()
    {
        foreach (var caller in Callers.Except(["anybody"])) await IsThere($"/api/access/{Application.Access.DemonstrationPeople.SecondOfficer.Id}/history", caller, caller is "second-officer" or "auditor" or "admin");
    }

    [Fact]
    public async Task who_sees_what_cannot_be_read() => await Allows("GET /api/parked-events", null, ["auditor", "admin"]);

    [Fact]
    public async Task resetting_is_for_administrators_only() => await Allows("POST /api/demo/reset", null, [], Callers.Except(["admin"]));

    [Fact]
    public async Task what_is_not_public_does_not_exist_for_others()
    {
        string[] entitled = ["moderator", "officer", "second-officer", "auditor"];
        foreach (var caller in Callers) await IsThere($"/api/clusters/{Clusters["{draft}"]}", caller, entitled.Contains(caller));
    }

    [Fact]
    public async Task a_call_being_written_does_not_exist_for_others()
    {
        var draft = (await (await site.Service).Client("officer").Post("/api/calls", new { terms = new { reference = $"DRAFT-{Guid.NewGuid():N}", title = new { en = "a", de = "a" }, kind = "escp" } })).Created();
        foreach (var caller in Callers) await IsThere($"/api/calls/{draft.Id}?minPosition={draft.Position}", caller, caller is "officer" or "second-officer" or "auditor");
    }

    [Fact]
    public async Task an_application_does_not_exist_for_others()
    {
        var applicant = (await site.Service).Client("applicant");
        var application = (await applicant.Post("/api/applications", new { call = "ECCP-MATCH-BRAZIL-2016", cluster = Clusters["{own}"] })).Created();
        foreach (var caller in Callers.Except(["anybody"])) await IsThere($"/api/applications/{application.Id}?minPosition={application.Position}", caller, caller is "applicant" or "auditor");

        var handedIn = (await applicant.Post($"/api/applications/{application.Id}/submissions", new { confirmEmpty = true })).Created();
        foreach (var caller in Callers.Except(["anybody"])) await IsThere($"/api/applications/{application.Id}?minPosition={handedIn.Position}", caller, caller is "applicant" or "officer" or "second-officer" or "auditor" or "subscriber");
        (await applicant.Post($"/api/applications/{application.Id}/withdrawal", new { })).Ok();   // others apply for this cluster too
    }

    [Fact]
    public async Task a_restricted_entry_of_the_feed_is_a_stub_for_others()
    {
        var service = await site.Service;
        var entry = await service.Client("officer").InFeed(told => told.Said("class") == "cluster" && told.Said("subject") != Clusters["{own}"]);
        var number = entry.GetProperty("number").GetInt64();

        foreach (var caller in Callers)
        {
            var seen = (await (await Client(caller)).Get($"/api/feed?after={number - 1}&limit=1")).Ok().Body.Each("entries").Single();
            Assert.Equal((number, entry.Said("leafHash")), (seen.GetProperty("number").GetInt64(), seen.Said("leafHash")));
            Assert.True(seen.TryGetProperty("event", out _) == caller is "officer" or "second-officer" or "auditor" or "subscriber", $"{caller}: {seen}");
        }
    }

    /// <summary>Those named are let in, whatever the answer then is; strangers are asked to sign in, all others are refused.</summary>
    private async Task Allows(string asked, string? body, string[] allowed, IEnumerable<string>? callers = null)
    {
        var (method, path) = (new HttpMethod(asked.Split(' ')[0]), Fill(asked.Split(' ')[1]));
        var outcomes = new List<string>();
        foreach (var caller in callers ?? Callers)
        {
            // A request that cannot even be read says nothing about who may send it.
            var answer = await (await Client(caller)).Ask(method, path, body is null ? null : Fill(body), [.. method.Method is "PATCH" or "PUT" or "DELETE" ? [("If-Match", "\"0\"")] : Array.Empty<(string, string)>()]);
            Assert.False((int)answer.Status >= 500 || answer.Text.Contains("not-understood", StringComparison.Ordinal), $"{caller}: {answer.Text}");
            var outcome = (int)answer.Status switch { 401 => "asked to sign in", 403 => "refused", _ => "let in" };
            var expected = allowed.Contains(caller) ? "let in" : caller == "anybody" ? "asked to sign in" : "refused";
            if (outcome != expected) outcomes.Add($"{caller} is {outcome}, not {expected}: {(int)answer.Status} {answer.Text}");
        }

        Assert.True(outcomes.Count == 0, string.Join(Environment.NewLine, outcomes));
    }

    private async Task IsThere(string path, string caller, bool there)
    {
        var answer = await (await Client(caller)).Get(path);
        Assert.True(answer.Status == (there ? System.Net.HttpStatusCode.OK : System.Net.HttpStatusCode.NotFound), $"{caller}: {(int)answer.Status} {answer.Text}");
    }

    private async Task<HttpClient> Client(string caller) => (await site.Service).Client(caller == "anybody" ? null : caller);

    private static string Fill(string text) => Clusters.Aggregate(text, (filled, cluster) => filled.Replace(cluster.Key, cluster.Value, StringComparison.Ordinal));
}
