using System.Net;
using EligibilityService.Tests;
using static EligibilityService.Host.Tests.Api.Deeds;

namespace EligibilityService.Host.Tests.Api;

/// <summary>Steps out of order, taken twice, taken too late or on something old, and a clock that is asked to go back.</summary>
public sealed class StumblingOverSteps(PostgresFixture postgres)
{
    [Fact]
    public async Task leaves_everything_as_it_was_and_says_what_comes_first()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var (applicant, officer, second) = (service.Client("applicant"), service.Client("officer"), service.Client("second-officer"));
        await service.MoveClock("2017-05-20T10:00:00Z");
        var clusters = await service.Managed("Neckar Cluster,DE,DE11", "Cluster de la Seine,FR,FR10");
        var begun = (await applicant.Post("/api/applications", new { call = Escp2016, cluster = clusters[0], strand = "1.a" })).Created();
        var (address, nothing) = ($"/api/applications/{begun.Id}", Guid.NewGuid());
        (await applicant.Post($"{address}/partners", new { cluster = clusters[1] })).Created();
        await Refused(officer, "decision", new { eligible = false }, "not-found", HttpStatusCode.NotFound);
        var submitted = (await applicant.Post($"{address}/submissions", new { confirmEmpty = true })).Created();
        await Refused(officer, "decision", new { eligible = false }, "deadline-ahead");
        await Refused(officer, "judgements", new { criterion = "FIT-1", met = true, reason = "It fits." }, "deadline-ahead");

        // The clock jumps over the deadline, and does not come back.
        await service.MoveClock("2017-06-30T08:00:00Z");
        var admin = service.Client("admin");
        (await admin.Post("/api/demo/clock", new { at = "2017-05-20T10:00:00Z" })).IsProblem(HttpStatusCode.Conflict, "clock-goes-forward-only");
        (await admin.Post("/api/demo/clock", new { at = "0001-01-01T00:00:00Z" })).Is(HttpStatusCode.Conflict);
        (await admin.Post("/api/demo/clock", new { at = "9999-12-31T23:59:59Z" })).Is(HttpStatusCode.BadRequest);
        Assert.Equal("2017-06-30T08:00:00Z", (await admin.Get("/api/demo/clock")).Ok().Body.Said("now"));
        await Refused(applicant, $"partners/{clusters[1]}/confirmation", new { }, "deadline-has-passed");
        await Refused(applicant, "submissions", new { confirmEmpty = true }, "deadline-has-passed");
        Assert.Equal("invited", (await applicant.Get($"{address}/partners/{clusters[1]}")).Ok().Body.Said("standing"));

        // Nothing was decided, told or asked, so nothing follows from it.
        (HttpClient Who, string Step, object? Body, string Said)[] early =
        [
            (second, "decision/confirmation", null, "409 eligibility-not-proposed"),
            (officer, "selection", new { outcome = "selected", reason = "A good fit." }, "409 selection-not-foreseen"),
            (officer, "award", new { result = "reserve" }, "409 not-decided-eligible"),
            (second, "award/confirmation", new { result = "reserve" }, "409 not-decided-eligible"),
            (officer, "signature-check", new { on = "2017-12-01" }, "409 not-decided-eligible"),
            (officer, "signature", new { on = "2017-12-01" }, "409 not-decided-eligible"),
            (second, "signature/confirmation", null, "409 not-decided-eligible"),
            (officer, "consortium-changes", new { leaves = clusters[1], reason = "It left." }, "409 not-decided-eligible"),
            (second, $"consortium-changes/{nothing}/confirmation", null, "409 not-decided-eligible"),
            (second, "reimbursement/confirmation", new { amount = new { amount = "1.00", currency = "EUR" } }, "409 selection-not-foreseen"),
            (officer, "letters", new { kind = "eligibilityDecision", text = "Your application lacks partners from two countries." }, "409 nothing-to-tell"),
            (applicant, $"letters/{nothing}/opening", null, "404 letter-unknown"),
            (applicant, $"clarifications/{nothing}/answer", new { answer = "It was meant." }, "404 clarification-unknown"),
            (officer, $"clarifications/{nothing}/acceptance", new { reason = "It was meant." }, "409 clarification-without-correction"),
            (applicant, "redress", new { kind = "eligibilityReview", letter = nothing, grounds = "Two partners had confirmed by e-mail." }, "404 letter-unknown"),
            (applicant, $"redress/{nothing}/withdrawal", null, "404 redress-unknown"),
            (officer, $"redress/{nothing}/decision", new { upheld = true, reason = "They are." }, "404 redress-unknown"),
            (second, $"redress/{nothing}/decision/confirmation", null, "404 redress-unknown"),
        ];
        var heard = new List<string>();
        foreach (var (who, step, body, _) in early) heard.Add(await who.Post($"{address}/{step}", body) switch { var answer => $"{step} {(int)answer.Status} {answer.Body.Said("code")}" });
        Assert.Equal(early.Select(one => $"{one.Step} {one.Said}"), heard);
        Assert.Equal(submitted.Version, (await officer.Get(address)).Ok().Version);

        // Proposed, and proposed otherwise before it is confirmed: whoever saw the first has to look again, and nobody confirms the own.
        var first = (await officer.Post($"{address}/decision", new { eligible = false })).Ok();
        var other = (await second.Post($"{address}/decision", new { eligible = true, reason = "Partners may still come." })).Ok();
        Assert.Equal(other.Version, (await second.Post($"{address}/decision", new { eligible = true, reason = "Partners may still come." })).Ok().Version);
        (await officer.Post($"{address}/decision/confirmation", null, ("If-Match", $"\"{first.Version}\""))).IsProblem(HttpStatusCode.PreconditionFailed, "stale-version");
        await Refused(second, "decision/confirmation", null, "four-eyes");

        // Confirmed by many requests at once: by one of them.
        var confirmed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => officer.Post($"{address}/decision/confirmation", "{}", ("Idempotency-Key", Guid.NewGuid().ToString()))));
        Assert.Equal([other.Version + 1], confirmed.Select(answer => answer.Ok().Version).Distinct());
        await Refused(second, "decision/confirmation", null, "eligibility-already-decided");
        await Refused(officer, "decision", new { eligible = false }, "eligibility-already-decided");
        Assert.Equal(1, (await service.Client("auditor").Get($"{address}/history?minPosition={confirmed[0].Position}")).Ok().Body.Each("entries").Count(entry => entry.Said("name") == "application.eligibility-decided"));

        async Task Refused(HttpClient who, string step, object? body, string code, HttpStatusCode status = HttpStatusCode.Conflict) => (await who.Post($"{address}/{step}", body)).IsProblem(status, code);
    }

    /// <summary>Greek, Cyrillic, Georgian, Armenian and Hebrew letters (Yiddish), Latin ones of all kinds, composed and in pieces, and what a page or a file could take for its own.</summary>
    private static readonly string[] Names =
    [
        "Κλάστερ Αιγαίου", "Клъстер Пловдив", "Кластер Львів їєґ", "კლასტერი თბილისი", "Հայկական կլաստեր", "קלאַסטער װילנע", "Þekkingarklasi Ísafjörður", "Klaster Łódź-Żory", "Raggruppament Ħal Għaxaq", "Clwstwr Ŵyddgrug",
        "Iğdır Şişli Kümesi", "Sámi klusttar ŋŧđ", "Štátny klaster Ľubeľa", "Bräunlingen e\u0301tape fi\uFB01n ß", "O’Neill & Söhne <b>e. V.</b> \"Cluster\"",
    ];

    [Fact]
    public async Task over_no_name_in_any_script_of_europe()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var (applicant, officer, anybody) = (service.Client("applicant"), service.Client("officer"), service.Client());
        await service.MoveClock("2017-05-20T10:00:00Z");
        var clusters = await service.Managed([.. Names.Select(name => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\",DE,DE11")]);
        long position = 0;
        foreach (var cluster in clusters)
        {
            (await applicant.Post($"/api/clusters/{cluster}/review")).Ok();
            position = (await service.Client("moderator").Post($"/api/clusters/{cluster}/publication")).Ok().Position;
        }

        // Each is called what it is called, and found under its name by anybody.
        foreach (var (cluster, name) in clusters.Zip(Names))
        {
            Assert.Equal(name, (await anybody.Get($"/api/clusters/{cluster}?minPosition={position}")).Ok().Body.GetProperty("profile").Said("name"));
            var word = Uri.EscapeDataString(name.Split(' ').MaxBy(part => part.Length)!);
            Assert.Contains((await anybody.Get($"/api/clusters?q={word}")).Ok().Body.Each("items"), found => found.GetProperty("id").GetGuid() == cluster);
        }

        // One proposal with all of them: as partners with a profile and without, in its title, and in the files that officers take out.
        var begun = (await applicant.Post("/api/applications", new { call = Escp2016, cluster = clusters[0], strand = "1.a" })).Created();
        var (address, all) = ($"/api/applications/{begun.Id}", string.Join(" · ", Names.Select(name => name.Split(' ')[0])));
        foreach (var partner in clusters[1..])
        {
            (await applicant.Post($"{address}/partners", new { cluster = partner })).Created();
            (await applicant.Post($"{address}/partners/{partner}/confirmation", new { })).Ok();
        }

        var told = (await applicant.Post($"{address}/partners", new { organisation = new { name = Names[0], country = "EL" } })).Created();
        (await applicant.Patch($"{address}/proposal", new { title = all }, told.Version)).Ok();
        var submitted = (await applicant.Post($"{address}/submissions")).Created();
        var seen = (await officer.Get($"{address}?minPosition={submitted.Position}")).Ok().Body;
        Assert.Equal(all, seen.GetProperty("proposal").Said("title"));
        Assert.Equal([.. Names, Names[0]], seen.Each("partners").Select(part => part.Said("name")));
        Assert.Contains(Names[0], (await officer.Get("/api/applications.csv")).Ok().Text, StringComparison.Ordinal);
        var history = (await officer.Get($"{address}/history")).Ok().Body.ToString();
        Assert.All(Names, name => Assert.Contains(System.Text.Json.JsonSerializer.Serialize(name, Plain).Trim('"'), history, StringComparison.Ordinal));
    }

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
