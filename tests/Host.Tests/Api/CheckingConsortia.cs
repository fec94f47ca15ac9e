using System.Net;
using System.Text;
using System.Text.Json;
using EligibilityService.Host.Tests.Browser;
using EligibilityService.Tests;
using static EligibilityService.Host.Tests.Api.Deeds;

namespace EligibilityService.Host.Tests.Api;

/// <summary>Several clusters ask together: the officers' cases on the demonstration's clock, and the search for who is missing.</summary>
public sealed class CheckingConsortia(PostgresFixture postgres)
{
    /// <summary>W4: one partner asked for its registration a day late; requested in the last minutes it would have been in time.</summary>
    [Theory]
    [InlineData("2019-04-04T14:58:00Z", "met")]
    [InlineData("2019-04-05T07:12:00Z", "notMet")]
    public async Task a_partner_who_registers_late_makes_the_consortium_ineligible_and_is_named(string requested, string outcome)
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var applicant = service.Client("applicant");
        await service.MoveClock("2019-03-01T09:00:00Z");
        var clusters = await service.Managed("Neckar Cluster,DE,DE11", "Cluster de la Seine,FR,FR10", "Klaster Wisła,PL,PL21");
        foreach (var early in clusters[..2]) (await applicant.Post($"/api/clusters/{early}/review")).Ok();

        await service.MoveClock(requested);
        var asked = (await applicant.Post($"/api/clusters/{clusters[2]}/review")).Ok();
        await service.MoveClock("2019-04-30T09:00:00Z");

        var answer = (await applicant.Post($"/api/eligibility/consortia?minPosition={asked.Position}", Of("COS-CLUSTER-2018-03-02", clusters))).Ok();
        var verdict = answer["verdict"];
        Assert.Equal(outcome, verdict.Said("outcome"));
        foreach (var met in (string[])["CTRY-1", "CON-1", "CON-2", "CON-5"]) Assert.Equal("met", verdict.Finding(met).Said("outcome"));

        var registration = verdict.Finding("REG-b");
        Assert.Equal(outcome, registration.Said("outcome"));
        if (outcome == "notMet") Assert.StartsWith("Klaster Wisła:", registration.GetProperty("reason").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(clusters.Order(), registration.Each("parts").Select(part => part.GetProperty("partner").GetGuid()).Order());
        Assert.Empty(answer.Body.Each("gaps"));
    }

    /// <summary>W9: a seat moved after the deadline leaves the consortium eligible, and not signable.</summary>
    [Fact]
    public async Task a_seat_that_moves_after_the_deadline_shows_at_the_signature()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var applicant = service.Client("applicant");
        await service.MoveClock("2017-12-01T09:00:00Z");
        var clusters = await service.Managed("Cluster de la Seine,FR,FR10", "Rete Adriatica,IT,ITH5", "Polder Cluster,NL,NL33");
        var defence = (await applicant.Get($"/api/clusters/{clusters[0]}")).Ok();
        (await applicant.Patch($"/api/clusters/{clusters[0]}/profile", new { defenceRelated = true }, defence.Version)).Ok();
        foreach (var cluster in clusters[..2]) (await applicant.Post($"/api/clusters/{cluster}/review")).Ok();
        var polder = (await applicant.Post($"/api/clusters/{clusters[2]}/review")).Ok();

        await service.MoveClock("2017-12-20T09:00:00Z");
        var moved = (await applicant.Patch($"/api/clusters/{clusters[2]}/profile", new { country = "CH", validFrom = "2018-01-01" }, polder.Version)).Ok();

        var answer = (await applicant.Post($"/api/eligibility/consortia?minPosition={moved.Position}", Of("COS-CLUSINT-2017-03-6", clusters, new { signature = "2018-06-01" }))).Ok();
        foreach (var met in (string[])["CTRY-2", "CON-1", "CON-2", "WHO-3"]) Assert.Equal("met", answer["verdict"].Finding(met).Said("outcome"));
        Assert.Equal(
            [("CON-1", "notMet"), ("CON-2", "notMet"), ("CTRY-2", "notMet")],
            answer.Body.Each("atSignature").Select(finding => (finding.Said("criterion")!, finding.Said("outcome")!)).Order());
    }

    /// <summary>W5 in a set: whoever nobody registered yet may take part if it signs that it plans to.</summary>
    [Fact]
    public async Task organisations_that_nobody_registered_may_be_supposed_beside_clusters()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var applicant = service.Client("applicant");
        await service.MoveClock("2016-12-21T09:00:00Z");
        var cluster = (await service.Managed("Neckar Cluster,DE,DE11"))[0];
        var requested = (await applicant.Post($"/api/clusters/{cluster}/review")).Ok();

        async Task<JsonElement> Ask(bool plans, string country) => (await applicant.Post($"/api/eligibility/consortia?minPosition={requested.Position}", new
        {
            call = Escp2016, strand = "1.a",
            partners = new object[]
            {
                new { cluster, role = "coordinator", controlledBy = "" },
                new { organisation = new { profile = new { name = "Pôle à venir", country = "FR", region = "FR10", kind = "clusterOrganisation", hasLegalPersonality = true } }, plansToRegister = plans, controlledBy = "" },
                new { organisation = new { profile = new { country, kind = "clusterOrganisation", hasLegalPersonality = true }, registration = "requested" }, controlledBy = "" },
            },
        })).Ok().Body;

        var planned = await Ask(plans: true, "PL");
        Assert.Equal("met", planned.GetProperty("verdict").Said("outcome"));
        Assert.Equal(["Neckar Cluster", "Pôle à venir", "(PL 3)"], planned.Each("partners").Select(partner => partner.Said("name")));
        Assert.All(planned.GetProperty("verdict").Each("findings").SelectMany(finding => finding.Each("evidence")), evidence => Assert.NotEqual(Guid.Empty, evidence.GetProperty("eventId").GetGuid()));

        Assert.Equal(("notMet", "met"), (await Ask(plans: false, "PL")).GetProperty("verdict") switch { var verdict => (verdict.Finding("REG-a").Said("outcome"), verdict.Finding("CON-2").Said("outcome")) });
        Assert.Equal("notMet", (await Ask(plans: true, "CH")).GetProperty("verdict").Finding("CTRY-1").Said("outcome"));
    }

    [Fact]
    public async Task a_controller_is_recognised_by_the_name_of_a_cluster_or_of_somebody_supposed()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var applicant = service.Client("applicant");
        await service.MoveClock("2016-12-21T09:00:00Z");
        var clusters = await service.Managed("Neckar Cluster,DE,DE11", "Cluster de la Seine,FR,FR10");
        var requested = (await applicant.Post($"/api/clusters/{clusters[0]}/review")).Ok();

        async Task<string?> Independent(string controller) => (await applicant.Post($"/api/eligibility/consortia?minPosition={requested.Position}", new
        {
            call = "COS-CLUSTER-2014-3-03",
            partners = new object[]
            {
                new { cluster = clusters[0], role = "coordinator", controlledBy = "" },
                new { cluster = clusters[1], controlledBy = controller },
                new { organisation = new { profile = new { name = "Klaster przyszły", country = "PL", kind = "clusterOrganisation", hasLegalPersonality = true }, registration = "published" }, controlledBy = "" },
            },
        })).Ok()["verdict"].Finding("CON-4").Said("outcome");

        Assert.Equal("met", await Independent("A holding"));
        foreach (var partner in (string[])["Klaster przyszły", "neckar cluster", $"{clusters[0]}"]) Assert.Equal("notMet", await Independent(partner));
    }

    [Fact]
    public async Task what_is_not_a_set_of_partners_is_a_clear_problem()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var applicant = service.Client("applicant");
        await service.MoveClock("2016-12-21T09:00:00Z");
        var clusters = await service.Managed("Neckar Cluster,DE,DE11", "Cluster de la Seine,FR,FR10", "Weichsel Cluster,PL,PL21");
        var gone = (await applicant.Post($"/api/clusters/{clusters[2]}/withdrawal")).Ok();

        async Task Refused(string field, object[] partners, object? more = null) =>
            (await applicant.Post($"/api/eligibility/consortia?minPosition={gone.Position}", Merged(new { call = Escp2016, partners }, more))).IsProblem(HttpStatusCode.BadRequest, "invalid", field);

        await Refused("partners", []);
        await Refused("partners", [new { cluster = clusters[0] }, new { cluster = clusters[0] }]);
        await Refused("partners", [.. Enumerable.Range(0, 1000).Select(_ => new { cluster = Guid.NewGuid() })]);
        await Refused("partners", [new { cluster = clusters[0], role = "coordinator" }, new { cluster = clusters[1], role = "coordinator" }]);
        await Refused("partners", [new { cluster = clusters[0], controlledBy = clusters[1] }, new { cluster = clusters[1], controlledBy = clusters[0] }]);
        await Refused("partners[0].cluster", [new { cluster = Guid.NewGuid() }]);
        await Refused("partners[1].cluster", [new { cluster = clusters[0] }, new { cluster = clusters[2] }]);
        await Refused("partners[0].cluster", [new { role = "partner" }]);
        await Refused("partners[0].cluster", [new { cluster = clusters[0], organisation = new { profile = new { country = "FR" } } }]);
        await Refused("partners[0].organisation.profile.country", [new { organisation = new { profile = new { country = "ZZ" } } }]);
        await Refused("partners[0].organisation.profile.membersSme", [new { organisation = new { profile = new { membersSme = -1 } } }]);
        await Refused("strand", [new { cluster = clusters[0] }], new { strand = "9" });
        await Refused("months", [new { cluster = clusters[0] }], new { months = 12 });
        await Refused("suggest", [new { cluster = clusters[0] }], new { suggest = 1000 });
        await Refused("at", [new { cluster = clusters[0] }], new { at = "2500-01-01T00:00:00Z" });
        (await service.Client().Post("/api/eligibility/consortia", Of(Escp2016, clusters))).Is(HttpStatusCode.Unauthorized);
        (await service.Client("moderator").Post("/api/eligibility/consortia", Of(Escp2016, clusters))).Is(HttpStatusCode.Forbidden);
    }

    internal static JsonElement Of(string call, IEnumerable<Guid> clusters, object? more = null) =>
        Merged(new { call, partners = clusters.Select((cluster, index) => new { cluster, role = index == 0 ? "coordinator" : "partner", controlledBy = "" }).ToArray() }, more);

    private static JsonElement Merged(object one, object? more) => JsonSerializer.SerializeToElement(
        JsonSerializer.SerializeToElement(one).EnumerateObject().Concat(more is null ? [] : JsonSerializer.SerializeToElement(more).EnumerateObject()).ToDictionary(member => member.Name, member => member.Value));
}

/// <summary>The search for partners among the demonstration's clusters.</summary>
public sealed class FindingPartners(TestSite site)
{
    private const string First = "COS-CLUSTER-2014-3-03";

    [Fact]
    public async Task who_closes_the_gap_comes_first_and_only_those_who_allow_to_be_found()
    {
        var service = await site.Service;
        var applicant = service.Client("applicant");
        var mine = (await applicant.Get("/api/clusters?q=Valdora")).Ok().Body.Each("items").Single().GetProperty("id").GetGuid();

        var answer = (await applicant.Post("/api/eligibility/consortia", CheckingConsortia.Of(First, [mine]))).Ok();
        Assert.Equal([("CON-1", 2), ("CON-2", 2), ("CON-4", 2)], answer.Body.Each("gaps").Select(gap => (gap.Said("criterion")!, gap.GetProperty("missing").GetInt32())));

        var candidates = answer.Body.Each("candidates").ToArray();
        Assert.Equal(10, candidates.Length);
        Assert.All(candidates, candidate =>
        {
            Assert.NotEqual("DE", candidate.Said("country"));
            Assert.Equal(["CON-1", "CON-2", "CON-4"], candidate.Each("closes").Select(it => it.GetString()));
            Assert.Equal("met", candidate.Said("standing"));
        });

        var two = candidates.DistinctBy(candidate => candidate.Said("country")).Take(2).Select(candidate => candidate.GetProperty("cluster").GetGuid()).ToArray();
        var complete = (await applicant.Post("/api/eligibility/consortia", CheckingConsortia.Of(First, [mine, .. two]))).Ok();
        Assert.Equal("met", complete["verdict"].Finding("CON-2").Said("outcome"));
        Assert.Empty(complete.Body.Each("gaps"));
        Assert.Empty(complete.Body.Each("candidates"));
    }

    /// <summary>Nobody reads a stranger's reasons; its own people and officers do.</summary>
    [Fact]
    public async Task a_partner_who_has_not_confirmed_is_just_one_partner()
    {
        var service = await site.Service;
        var (applicant, officer) = (service.Client("applicant"), service.Client("officer"));
        var mine = (await applicant.Get("/api/clusters?q=Valdora")).Ok().Body.Each("items").Single().GetProperty("id").GetGuid();
        var swiss = (await applicant.Get("/api/clusters?country=CH")).Ok().Body.Each("items").First();

        var told = (await applicant.Post("/api/eligibility/consortia", CheckingConsortia.Of(First, [mine, swiss.GetProperty("id").GetGuid()], new { at = "2016-10-04" }))).Ok()["verdict"].Finding("CTRY-1");
        Assert.Equal("notMet", told.Said("outcome"));
        Assert.StartsWith("One partner:", told.GetProperty("reason").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(swiss.Said("name")!, told.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(told.Each("evidence"), evidence => evidence.GetProperty("stream").GetGuid() == swiss.GetProperty("id").GetGuid());

        var open = (await officer.Post("/api/eligibility/consortia", CheckingConsortia.Of(First, [mine, swiss.GetProperty("id").GetGuid()], new { at = "2016-10-04" }))).Ok()["verdict"].Finding("CTRY-1");
        Assert.StartsWith(swiss.Said("name")!, open.GetProperty("reason").GetProperty("text").GetString(), StringComparison.Ordinal);
    }
}
