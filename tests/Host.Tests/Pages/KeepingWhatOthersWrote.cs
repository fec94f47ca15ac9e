using System.Net;
using System.Text.Json.Nodes;
using EligibilityService.Host.Tests.Api;
using EligibilityService.Host.Tests.Browser;
using EligibilityService.Host.Tests.Identity;

namespace EligibilityService.Host.Tests.Pages;

/// <summary>Pages over HTTP alone, and the API beside them: forms of two tabs, a form sent twice, what holds only later, what was not known yet, and what everybody reads.</summary>
public sealed class KeepingWhatOthersWrote(FreshSite site) : IClassFixture<FreshSite>
{
    [Fact]
    public async Task Of_two_tabs_the_second_is_told_what_changed_and_loses_nothing()
    {
        var cluster = await Own();
        using var visitor = await SignIn("demo-applicant");
        var path = $"/en/my-cluster/{cluster}/profile/size";
        var (one, other) = (await visitor.Read(path), await visitor.Read(path));

        var (at, _) = await visitor.Send(path, SentForm.Of(one, "profile-section", ("Input.MembersSme", "41"), ("Input.MembersLarge", "3")));
        Assert.EndsWith("/profile", at.AbsolutePath);
        await Reached(cluster);

        // The second tab still shows 40 and no large enterprises; it changes the first and the staff.
        var (still, page) = await visitor.Send(path, SentForm.Of(other, "profile-section", ("Input.MembersSme", "45"), ("Input.StaffFte", "4.5")));
        Assert.EndsWith("/profile/size", still.AbsolutePath);
        Assert.Contains("Meanwhile somebody else has changed this", page);
        Assert.Contains("Small and medium-sized enterprises: 41 (was: 40)", page);
        Assert.Contains("Large enterprises: 3 (was: no entry)", page);
        var shown = SentForm.Of(page, "profile-section").ToArray();
        Assert.Equal(("45", "3", "4.5"), (shown.Value("Input.MembersSme"), shown.Value("Input.MembersLarge"), shown.Value("Input.StaffFte")));
        Assert.Equal("41", (await Profile(cluster)).Said("membersSme"));

        // Whoever has seen it and saves again, means it.
        (at, _) = await visitor.Send(path, shown);
        Assert.EndsWith("/profile", at.AbsolutePath);
        await Reached(cluster);
        var kept = await Profile(cluster);
        Assert.Equal(("45", "3", "4.5"), (kept.Said("membersSme"), kept.Said("membersLarge"), kept.Said("staffFte")));

        // The same form sent twice is done once, and what another section changed is in nobody's way.
        var form = SentForm.Of(await visitor.Read(path), "profile-section", ("Input.MembersSme", "46")).ToArray();
        await Changed(cluster, new { city = "Neu-Ulm" });
        foreach (var _ in (string[])["once", "twice"])
        {
            (at, page) = await visitor.Send(path, form);
            Assert.True(at.AbsolutePath.EndsWith("/profile", StringComparison.Ordinal), page);
        }
    }

    [Fact]
    public async Task A_country_is_confirmed_as_it_was_seen_and_what_replaced_it_comes_back()
    {
        using var visitor = await SignIn("demo-second-officer");
        await Propose("2017-02-02");
        Assert.Contains("part in the programme", await visitor.Read("/en/desk"));
        var seen = SentForm.Of(await visitor.Read("/en/desk/countries"), "part-CH", ("Decided.Do", "confirm")).ToArray();

        await Propose("2017-03-03");
        var (at, page) = await visitor.Send("/en/desk/countries", seen);
        Assert.EndsWith("/desk/countries", at.PathAndQuery, StringComparison.Ordinal);
        Assert.Contains("something else was proposed since", page);
        Assert.Contains("3 March 2017", page);

        (at, _) = await visitor.Send("/en/desk/countries", SentForm.Of(page, "part-CH", ("Decided.Do", "confirm")));
        Assert.EndsWith("?done=confirm", at.PathAndQuery, StringComparison.Ordinal);

        async Task Propose(string from) => await site.Reach(await site.Ask("demo-officer", HttpMethod.Post, "/api/programme/countries/CH/participation", new { id = Guid.NewGuid(), from, source = "an agreement" }));
    }

    [Fact]
    public async Task What_holds_from_a_later_day_stands_beside_what_holds_now()
    {
        var cluster = await Own();
        await Changed(cluster, new { membersOther = 7 });
        await Changed(cluster, new { membersOther = 30, validFrom = "2099-01-01" });

        var shown = (await site.Client("demo-applicant").Get($"/api/clusters/{cluster}")).Ok().Body;
        Assert.Equal("7", shown.GetProperty("profile").Said("membersOther"));
        var coming = Assert.Single(shown.Each("coming"), turn => turn.Said("from") == "2099-01-01");
        Assert.Equal("30", coming.GetProperty("changed").Said("membersOther"));

        using var visitor = await SignIn("demo-applicant");
        Assert.Contains("from 1 January 2099: 30", await visitor.Read($"/en/my-cluster/{cluster}/profile"));
        Assert.Contains("ab 1. Januar 2099: 30", await visitor.Read($"/de/clusters/{cluster}"));
        var form = SentForm.Of(await visitor.Read($"/en/my-cluster/{cluster}/profile/size"), "profile-section");
        Assert.Equal("7", form.Value("Input.MembersOther"));

        // What was told for later only can be told of now.
        await visitor.Send($"/en/my-cluster/{cluster}/profile/size", SentForm.Of(await visitor.Read($"/en/my-cluster/{cluster}/profile/size"), "profile-section", ("Input.MembersOther", "30")));
        await Reached(cluster);
        Assert.Equal("30", (await Profile(cluster)).Said("membersOther"));
    }

    [Fact]
    public async Task Before_its_registration_a_cluster_is_said_not_to_be_registered_yet()
    {
        var cluster = await Own();
        (await site.Client("demo-applicant", "de").Get($"/api/clusters/{cluster}?knownAt=2015-01-01T00:00:00Z")).IsProblem(HttpStatusCode.NotFound, "not-registered-yet");
        var told = (await site.Client("demo-applicant").Get($"/api/clusters/{cluster}/eligibility/{Deeds.Escp2016}?knownAt=2016-08-01T00:00:00Z")).Is(HttpStatusCode.NotFound);
        Assert.Contains("not registered yet", told.Text, StringComparison.Ordinal);
        Assert.Matches(@"its registration began on \d{1,2} \w+ \d{4}\.", told.Body.Said("detail"));

        using var applicant = await SignIn("demo-applicant");
        Assert.Contains("not registered yet then", await applicant.Read($"/en/my-cluster/{cluster}/calls/{Deeds.Escp2016}?knownAt=2016-08-01"));
        Assert.Contains("war da noch nicht registriert", await applicant.Read($"/de/clusters/{cluster}?knownAt=2015-01-01"));
        using var auditor = await SignIn("demo-auditor");
        Assert.Contains("not registered yet then", await auditor.Read($"/en/audit/clusters/{cluster}?asOf=2015-01-01T10:00"));

        // What nobody may know of is not there for anybody.
        (await site.Client(null).Get($"/api/clusters/{Guid.CreateVersion7()}?knownAt=2015-01-01T00:00:00Z")).IsProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Who_has_yet_to_register_reads_until_when_that_makes_it_possible()
    {
        const string Answers = "kind=clusterOrganisation&legal=yes&registered=none&membersSme=40&membersLarge=3&membersResearch=4&membersOther=0&label=none&answered=wants";
        using var visitor = new Visitor(new(site.Url));
        var german = await visitor.Read($"/de/questionnaire?country=DE&{Answers}");
        Assert.Matches(@"Möglich, wenn Sie sich bis zum \d{1,2}\. \w+ 201[67] registrieren\.", WebUtility.HtmlDecode(german));
        Assert.Contains("rechtzeitig möglich", WebUtility.HtmlDecode(german));
        Assert.Matches(@"Possible if you register by \d{1,2} \w+ 201[67]\.", await visitor.Read($"/en/questionnaire?country=DE&{Answers}"));

        // A seat outside cannot be mended.
        Assert.DoesNotContain("Possible if you register", await visitor.Read($"/en/questionnaire?country=NO&{Answers}"));
    }

    [Fact]
    public async Task Counts_tell_everybody_nothing_of_single_clusters()
    {
        var anybody = (await site.Client(null).Get($"/api/calls/{Deeds.Escp2016}/eligibility-counts")).Ok().Body;
        Assert.Equal("5", anybody.Said("fewerThan"));
        Assert.All(anybody.Each("countries"), country => Assert.False(country.GetProperty("counts").GetProperty("met") is var met && met.Said("atLeast") == met.Said("atMost") && met.GetProperty("atLeast").GetInt32() is > 0 and < 5));
        var officer = (await site.Client("demo-officer").Get($"/api/calls/{Deeds.Escp2016}/eligibility-counts")).Ok().Body;
        Assert.False(officer.TryGetProperty("fewerThan", out _));
        Assert.Equal(officer.GetProperty("total").GetProperty("met").Said("atLeast"), officer.GetProperty("total").GetProperty("met").Said("atMost"));
    }

    [Fact]
    public async Task A_criterion_saved_by_a_double_click_is_saved_once()
    {
        var drafted = JsonNode.Parse("""{ "terms": { "reference": "TWICE-1", "title": { "en": "Twice", "de": "Zweimal" }, "kind": "escp", "clauses": [{ "number": "3", "title": { "en": "Who", "de": "Wer" } }] } }""")!;
        var call = await site.Ask("demo-officer", HttpMethod.Post, "/api/calls", drafted);
        await site.Reach(call);
        using var officer = await SignIn("demo-officer");
        var path = $"/en/desk/calls/{call["id"]}/criterion?type=members/1";
        var form = SentForm.Of(await officer.Read(path), "criterion", ("Input.Id", "MEM"), ("Input.Clause", "3"), ("Input.Question.minimum", "15"), ("Input.Do", "save")).ToArray();

        var both = await Task.WhenAll(officer.Send(path, form), officer.Send(path, form));
        foreach (var (at, page) in (IEnumerable<(Uri, string)>)[.. both, await officer.Send(path, form)])
        {
            Assert.True(at.AbsolutePath.EndsWith("/criteria", StringComparison.Ordinal), page);
            Assert.Contains("The criterion is saved.", page);
        }

        // Changed, and sent twice.
        path = $"/en/desk/calls/{call["id"]}/criterion?id=MEM";
        form = [.. SentForm.Of(await officer.Read(path), "criterion", ("Input.Question.minimum", "20"), ("Input.Do", "save"))];
        foreach (var _ in (string[])["once", "twice"]) Assert.EndsWith("/criteria", (await officer.Send(path, form)).At.AbsolutePath);

        // Somebody else's change is still a conflict.
        form = [.. SentForm.Of(await officer.Read(path), "criterion", ("Input.Question.minimum", "25"), ("Input.Do", "save"))];
        await officer.Send(path, SentForm.Of(await officer.Read(path), "criterion", ("Input.Question.minimum", "30"), ("Input.Do", "save")));
        var (_, refused) = await officer.Send(path, form);
        Assert.Contains("This has changed since you looked at it", refused);
    }

    [Fact]
    public async Task The_review_queue_goes_on_where_it_ended_and_says_how_long_each_has_waited()
    {
        await Own();
        var others = await site.Service.Managed("Alpha,DE,DE11", "Beta,FR,FR10");
        foreach (var other in others) await site.Reach(await site.Ask("demo-applicant", HttpMethod.Post, $"/api/clusters/{other}/review"));

        var (seen, cursor) = (new List<Guid>(), "");
        for (var left = 3; left > 0; left--)
        {
            var page = (await site.Client("demo-moderator").Get($"/api/clusters/review-queue?limit=1{cursor}")).Ok().Body;
            var review = Assert.Single(page.Each("reviews"));
            Assert.Equal((left, "0"), (page.GetProperty("total").GetInt32(), review.Said("waitingDays")));
            seen.Add(review.GetProperty("cluster").GetGuid());
            Assert.Equal(left > 1, page.TryGetProperty("next", out var next));

            // Whoever is decided on leaves the queue, and the place stays.
            cursor = left > 1 ? $"&cursor={next}" : "";
            if (seen[^1] != others[^1]) await site.Reach(await site.Ask("demo-moderator", HttpMethod.Post, $"/api/clusters/{seen[^1]}/publication"));
        }

        Assert.Equal(others, seen[1..]);
        (await site.Client("demo-moderator").Get("/api/clusters/review-queue?cursor=nonsense")).IsProblem(HttpStatusCode.BadRequest, "invalid", "cursor");

        using var moderator = await SignIn("demo-moderator");
        Assert.Contains("since today", await moderator.Read("/en/review"));
    }

    /// <summary>The applicant's one profile, with a review asked for.</summary>
    private async Task<Guid> Own()
    {
        if (site.Registered is { } known) return Guid.Parse(known);

        var begun = await site.Ask("demo-applicant", HttpMethod.Post, "/api/clusters", Deeds.Profile("Kepler Optics"));
        site.Registered = begun["id"]!.GetValue<string>();
        await site.Reach(await site.Ask("demo-applicant", HttpMethod.Post, $"/api/clusters/{site.Registered}/review"));
        return Guid.Parse(site.Registered);
    }

    private async Task<System.Text.Json.JsonElement> Profile(Guid cluster) => (await site.Client("demo-applicant").Get($"/api/clusters/{cluster}")).Ok().Body.GetProperty("profile");

    private async Task Changed(Guid cluster, object changes)
    {
        var version = (await site.Client("demo-applicant").Get($"/api/clusters/{cluster}")).Ok().Version;
        await site.Reach(await site.Ask("demo-applicant", HttpMethod.Patch, $"/api/clusters/{cluster}/profile", changes, version));
    }

    /// <summary>A page waits for what it wrote; so this is what the next one shows.</summary>
    private async Task Reached(Guid cluster) => (await site.Client("demo-applicant").Get($"/api/clusters/{cluster}")).Ok();

    private async Task<Visitor> SignIn(string person)
    {
        var visitor = new Visitor(new(site.Url));
        (await visitor.SignIn("/en/", ("person", person))).EnsureSuccessStatusCode();
        return visitor;
    }
}
