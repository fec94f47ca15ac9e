using System.Net;
using EligibilityService.Tests;
using static EligibilityService.Host.Tests.Api.Deeds;

namespace EligibilityService.Host.Tests.Api;

/// <summary>Several organisations in one proposal, and one organisation in several proposals, over HTTP on the demonstration's clock.</summary>
public sealed class ApplyingTogether(PostgresFixture postgres)
{
    [Fact]
    public async Task a_consortium_grows_until_its_criteria_are_met_and_is_locked_at_the_deadline()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var applicant = service.Client("applicant");
        await service.MoveClock("2017-05-20T10:00:00Z");
        var clusters = await service.Managed("Neckar Cluster,DE,DE11", "Cluster de la Seine,FR,FR10", "Klaster Wisła,PL,PL21");
        var application = (await applicant.Post("/api/applications", new { call = Escp2016, cluster = clusters[0], strand = "1.a" })).Created();
        var address = $"/api/applications/{application.Id}";

        var alone = (await applicant.Get($"{address}/eligibility?minPosition={application.Position}")).Ok().Body;
        Assert.Equal(("notMet", "partners-too-few"), (alone.Finding("CON-1").Said("outcome"), alone.Finding("CON-1").GetProperty("reason").Said("code")));
        Assert.Equal("indication", alone.Said("bindingness"));

        var named = (await applicant.Post($"{address}/partners", new { cluster = clusters[1], controlledBy = "" })).Created();
        Assert.Equal($"{address}/partners/{clusters[1]}", named.Headers.Location!.OriginalString);
        (await applicant.Post($"{address}/partners", new { cluster = clusters[1] })).IsProblem(HttpStatusCode.Conflict, "partner-named-twice");
        (await applicant.Post($"{address}/partners", new { cluster = clusters[0], role = "coordinator" })).IsProblem(HttpStatusCode.Conflict, "coordinator-is-fixed");
        (await applicant.Post($"{address}/partners", new { })).IsProblem(HttpStatusCode.BadRequest, "invalid", "cluster");
        (await applicant.Post($"{address}/partners", new { organisation = new { name = "Institute", country = "FR", region = "PL21" } })).IsProblem(HttpStatusCode.BadRequest, "invalid", "organisation.region");
        (await applicant.Post($"{address}/partners", new { organisation = new { name = "Institute", country = "GR" } })).IsProblem(HttpStatusCode.BadRequest, "invalid", "organisation.country");
        (await applicant.Post($"{address}/partners", new { organisation = new { name = "Institute", country = "DE", region = "DE99" } })).IsProblem(HttpStatusCode.BadRequest, "invalid", "organisation.region");
        (await applicant.Patch($"{address}/proposal", new { targetCountries = new[] { "US", "ZZ" } }, (await applicant.Get(address)).Ok().Version)).IsProblem(HttpStatusCode.BadRequest, "invalid", "targetCountries");
        (await applicant.Post($"{address}/partners", new { cluster = Guid.NewGuid() })).IsProblem(HttpStatusCode.NotFound, "partner-unknown");

        var told = (await applicant.Post($"{address}/partners", new { organisation = new { name = "Institut Wiślany", country = "PL", kind = "clusterOrganisation", hasLegalPersonality = true, pic = "999888777" } })).Created();
        var partner = (await applicant.Get($"{told.Headers.Location!.OriginalString}?minPosition={told.Position}")).Ok();
        Assert.Equal(("Institut Wiślany", "invited"), (partner.Body.Said("name"), partner.Body.Said("standing")));
        (await applicant.Patch($"{told.Headers.Location!.OriginalString}", new { controlledBy = clusters[1] }, told.Version)).Ok();

        (await applicant.Post($"{address}/partners/{clusters[1]}/confirmation", new { version = 1 })).IsProblem(HttpStatusCode.Conflict, "application-changed-since");
        (await applicant.Post($"{address}/partners/{clusters[1]}/confirmation", new { })).Ok();
        var attested = (await applicant.Post($"{told.Headers.Location!.OriginalString}/confirmation", new { })).Ok();

        var together = (await applicant.Get($"{address}?minPosition={attested.Position}")).Ok().Body;
        foreach (var met in (string[])["CON-1", "CON-2", "NUM-1", "CTRY-1"]) Assert.Equal("met", together.GetProperty("verdict").Finding(met).Said("outcome"));
        Assert.StartsWith("Neckar Cluster:", together.GetProperty("verdict").Finding("REG-a").GetProperty("reason").Said("text"), StringComparison.Ordinal);
        Assert.Equal([false, false, true], together.Each("partners").Select(part => part.GetProperty("isAttested").GetBoolean()));
        var missing = together.Each("missing").ToArray();
        Assert.Equal("not-submitted", missing[^1].Said("code"));
        Assert.DoesNotContain(missing, one => one.Said("code")!.StartsWith("partner", StringComparison.Ordinal));
        Assert.All(missing, one => Assert.Equal(("2017-05-23T15:00:00Z", 3), (one.Said("dueAt"), one.GetProperty("daysLeft").GetInt32())));
        Assert.Equal(application.Id, (await applicant.Get("/api/applications?role=partner")).Ok().Body.Each("applications").Single().GetProperty("id").GetGuid());

        // A plan to register is signed for each: by its own people or, without a profile, by the coordinator.
        foreach (var organisation in (object[])[clusters[0], clusters[1], partner.Body.Said("id")!]) (await applicant.Post($"{address}/declarations", new { kind = "plansToRegister", organisation })).Ok();
        (await applicant.Post($"{address}/declarations", new { kind = "plansToRegister", organisation = Guid.NewGuid() })).IsProblem(HttpStatusCode.NotFound, "partner-unknown");
        var submitted = (await applicant.Post($"{address}/submissions", new { confirmEmpty = true })).Created();
        Assert.Equal("met", (await applicant.Get($"{address}/eligibility?minPosition={submitted.Position}")).Ok().Body.Finding("REG-a").Said("outcome"));

        await service.MoveClock("2017-05-23T15:00:01Z");
        (await applicant.Post($"{address}/partners", new { cluster = clusters[2] })).IsProblem(HttpStatusCode.Conflict, "deadline-has-passed");
        (await applicant.Post($"{address}/partners/{clusters[1]}/removal")).IsProblem(HttpStatusCode.Conflict, "deadline-has-passed");
        (await applicant.Post($"{address}/partners/{clusters[1]}/refusal", new { })).IsProblem(HttpStatusCode.Conflict, "deadline-has-passed");
        (await service.Client("officer").InFeed(entry => entry.Said("type") == "eu.eligibility-service.application.submitted.v1")).GetProperty("event");
    }

    /// <summary>W12: the same organisation as a partner in two proposals of a phase.</summary>
    [Fact]
    public async Task an_organisation_in_two_proposals_of_a_phase_is_met_in_neither_until_an_officer_records_which_stands()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var (applicant, officer) = (service.Client("applicant"), service.Client("officer"));
        await service.MoveClock("2017-05-10T10:00:00Z");
        var clusters = await service.Managed("Neckar Cluster,DE,DE11", "Cluster de la Seine,FR,FR10", "Klaster Wisła,PL,PL21", "Alpha,IT,ITH5", "Beta,NL,NL33");
        var x = clusters[0];
        await service.MoveClock("2017-05-11T10:00:00Z");
        var preparing = await Propose(clusters[3], "1.a", x);
        var observing = await Propose(clusters[4], "1.b", x);
        var implementing = await Propose(clusters[1], "2", x);

        Assert.Equal(("notMet", "notMet", "met"), (await Number(preparing), await Number(observing), await Number(implementing)));
        var supposed = CheckingConsortia.Of(Escp2016, [x], new { strand = "1.b" });
        var before = CheckingConsortia.Of(Escp2016, [x], new { strand = "1.b", knownAt = "2017-05-10T12:00:00Z" });
        Assert.Equal(("notMet", "met"), ((await applicant.Post("/api/eligibility/consortia", supposed)).Ok()["verdict"].Finding("NUM-1").Said("outcome"), (await applicant.Post("/api/eligibility/consortia", before)).Ok()["verdict"].Finding("NUM-1").Said("outcome")));
        var withdrawn = (await applicant.Post($"/api/applications/{observing}/withdrawal", new { })).Ok();
        Assert.Equal("met", await Number(preparing, withdrawn));
        await Submit(observing);
        await service.MoveClock("2017-05-30T10:00:00Z");
        withdrawn = (await applicant.Post($"/api/applications/{observing}/withdrawal", new { })).Ok();
        Assert.Equal("notMet", await Number(preparing, withdrawn));

        var duplicate = (await officer.Get($"/api/applications/{preparing}/duplicates")).Ok().Body.Each("duplicates").Single();
        Assert.Equal((x, observing, true), (duplicate.GetProperty("organisation").GetGuid(), duplicate.GetProperty("otherApplication").GetGuid(), duplicate.GetProperty("isSame").GetBoolean()));
        (await officer.Post($"/api/applications/{preparing}/standing", new { organisation = x })).IsProblem(HttpStatusCode.BadRequest, "invalid", "reason");
        (await officer.Post($"/api/applications/{preparing}/standing", new { organisation = clusters[2], reason = "Not in it at all." })).IsProblem(HttpStatusCode.Conflict, "organisation-not-in-two-proposals");
        var stands = (await officer.Post($"/api/applications/{preparing}/standing", new { organisation = x, reason = "The other one was withdrawn." })).Ok();
        Assert.Equal("met", await Number(preparing, stands));
        Assert.Empty((await officer.Get($"/api/applications/{preparing}/duplicates")).Ok().Body.Each("duplicates"));

        async Task<Guid> Propose(Guid coordinator, string strand, Guid partner)
        {
            var id = (await applicant.Post("/api/applications", new { call = Escp2016, cluster = coordinator, strand })).Created().Id;
            (await applicant.Post($"/api/applications/{id}/partners", new { cluster = partner })).Created();
            (await applicant.Post($"/api/applications/{id}/partners/{partner}/confirmation", new { })).Ok();
            await Submit(id);
            return id;
        }

        async Task Submit(Guid id)
        {
            var receipt = (await applicant.Post($"/api/applications/{id}/submissions", new { confirmEmpty = true })).Created();
            (await applicant.Get($"/api/applications/{id}?minPosition={receipt.Position}")).Ok();
        }

        async Task<string?> Number(Guid id, Answer? after = null) =>
            (await officer.Get($"/api/applications/{id}/eligibility{(after is null ? "" : $"?minPosition={after.Position}")}")).Ok().Body.Finding("NUM-1").Said("outcome");
    }

    /// <summary>W12, the other half: another spelling is a candidate, which leaves it open until an officer has looked.</summary>
    [Fact]
    public async Task another_spelling_is_found_as_a_candidate_and_an_officer_says_whether_it_is_the_same()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var (applicant, officer) = (service.Client("applicant"), service.Client("officer"));
        await service.MoveClock("2017-05-10T10:00:00Z");
        var clusters = await service.Managed("Medizintechnik Südwest e.V.,DE,DE11", "Alpha,IT,ITH5");
        var first = (await applicant.Post("/api/applications", new { call = Escp2016, cluster = clusters[0], strand = "1.a" })).Created().Id;
        (await applicant.Post($"/api/applications/{first}/submissions", new { confirmEmpty = true })).Created();
        var second = (await applicant.Post("/api/applications", new { call = Escp2016, cluster = clusters[1], strand = "1.a" })).Created().Id;
        var told = (await applicant.Post($"/api/applications/{second}/partners", new { organisation = new { name = "MEDIZINTECHNIK SUEDWEST", country = "DE", pic = "999888777" } })).Created();
        (await applicant.Post($"{told.Headers.Location!.OriginalString}/confirmation", new { })).Ok();
        var submitted = (await applicant.Post($"/api/applications/{second}/submissions", new { confirmEmpty = true })).Created();

        var open = (await officer.Get($"/api/applications/{second}/eligibility?minPosition={submitted.Position}")).Ok().Body.Finding("NUM-1");
        Assert.Equal(("undetermined", "perhaps-in-two-proposals"), (open.Said("outcome"), open.GetProperty("reason").Said("code")));
        var candidate = (await officer.Get($"/api/applications/{second}/duplicates")).Ok().Body.Each("duplicates").Single();
        Assert.False(candidate.GetProperty("isSame").GetBoolean());

        var (organisation, other) = (candidate.GetProperty("organisation").GetGuid(), candidate.GetProperty("other").GetGuid());
        foreach (var (same, outcome) in ((bool, string)[])[(true, "notMet"), (false, "met")])
        {
            var compared = (await officer.Post($"/api/applications/{second}/comparisons", new { organisation, other, same, reason = "Asked the register." })).Ok();
            Assert.Equal(outcome, (await officer.Get($"/api/applications/{second}/eligibility?minPosition={compared.Position}")).Ok().Body.Finding("NUM-1").Said("outcome"));
            Assert.Equal(outcome, (await officer.Get($"/api/applications/{first}/eligibility")).Ok().Body.Finding("NUM-1").Said("outcome"));
        }
    }

    [Fact]
    public async Task what_needs_judgement_is_answered_by_an_officer_cited_and_corrected()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var (applicant, officer) = (service.Client("applicant"), service.Client("officer"));
        await service.MoveClock("2017-05-10T10:00:00Z");
        var cluster = (await service.Managed("Neckar Cluster,DE,DE11")).Single();
        var begun = (await applicant.Post("/api/applications", new { call = Escp2016, cluster, strand = "1.b" })).Created();
        var id = begun.Id;
        (await officer.Post($"/api/applications/{id}/judgements?minPosition={begun.Position}", new { criterion = "FIT-1", met = true, reason = "It fits." })).IsProblem(HttpStatusCode.NotFound, "not-found");
        var submitted = (await applicant.Post($"/api/applications/{id}/submissions", new { confirmEmpty = true })).Created();
        Assert.Equal("needs-judgement", (await officer.Get($"/api/applications/{id}/eligibility?minPosition={submitted.Position}")).Ok().Body.Finding("FIT-1").GetProperty("reason").Said("code"));

        (await officer.Post($"/api/applications/{id}/judgements", new { criterion = "FIT-1", met = true, reason = "It fits." })).IsProblem(HttpStatusCode.Conflict, "deadline-ahead");
        await service.MoveClock("2017-05-24T10:00:00Z");
        (await officer.Post($"/api/applications/{id}/judgements", new { criterion = "CON-1", met = true, reason = "It fits." })).IsProblem(HttpStatusCode.Conflict, "criterion-not-for-judgement");
        (await officer.Post($"/api/applications/{id}/judgements", new { criterion = "FIT-1", met = true })).IsProblem(HttpStatusCode.BadRequest, "invalid", "reason");
        var judged = (await officer.Post($"/api/applications/{id}/judgements", new { criterion = "FIT-1", met = true, reason = "All of it is about satellites." })).Ok();
        var finding = (await applicant.Get($"/api/applications/{id}/eligibility?minPosition={judged.Position}")).Ok().Body.Finding("FIT-1");
        Assert.Equal(("met", "application.criterion-judged"), (finding.Said("outcome"), finding.Each("evidence").Single().Said("event")));

        var corrected = (await service.Client("second-officer").Post($"/api/applications/{id}/judgements", new { criterion = "FIT-1", met = false, reason = "Half of it is about drones." })).Ok();
        Assert.Equal("notMet", (await applicant.Get($"/api/applications/{id}/eligibility?minPosition={corrected.Position}")).Ok().Body.Finding("FIT-1").Said("outcome"));
    }

    [Fact]
    public async Task a_mistyped_grant_is_asked_about_first_and_a_rejection_can_be_turned_against()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var (applicant, officer, second) = (service.Client("applicant"), service.Client("officer"), service.Client("second-officer"));
        await service.MoveClock("2017-05-20T10:00:00Z");
        var cluster = (await service.Managed("Neckar Cluster,DE,DE11")).Single();
        var begun = (await applicant.Post("/api/applications", new { call = Escp2016, cluster, strand = "1.a" })).Created();
        var (id, address) = (begun.Id, $"/api/applications/{begun.Id}");
        (await applicant.Patch($"{address}/proposal", new { requestedGrant = Euro("160000.00"), eligibleCosts = Euro("200000.00"), durationMonths = 18 }, begun.Version)).Ok();
        var submitted = (await applicant.Post($"{address}/submissions", new { confirmEmpty = true })).Created();
        Assert.Equal("notMet", (await applicant.Get($"{address}/eligibility?minPosition={submitted.Position}")).Ok().Body.Finding("BUD-2").Said("outcome"));

        await service.MoveClock("2017-06-30T08:00:00Z");
        Assert.Equal("toClarify", (await officer.Get($"/api/desk/work?call={Escp2016}")).Ok().Body.Each("items").Single(item => item.GetProperty("application").GetGuid() == id).Said("kind"));
        (await officer.Post($"{address}/decision", new { eligible = false })).Ok();
        (await second.Post($"{address}/decision/confirmation")).IsProblem(HttpStatusCode.Conflict, "clarification-needed");
        Assert.Contains("near-miss", (await officer.Get($"{address}/correspondence")).Ok().Body.Each("slips").Select(slip => slip.Said("code")));

        (await officer.Post($"{address}/clarifications", new { criteria = (string[])["BUD-2"], question = "Is the grant meant to be 80 per cent?", answerBy = "2017-06-30" })).IsProblem(HttpStatusCode.Conflict, "clarification-term");
        (await officer.Post($"{address}/clarifications", new { criteria = (string[])[], question = "", answerBy = "2017-07-14" })).IsProblem(HttpStatusCode.BadRequest, "invalid", "question");
        var question = Guid.NewGuid();
        var asked = (await officer.Post($"{address}/clarifications", new { id = question, criteria = (string[])["BUD-2"], question = "Is the grant meant to be 80 per cent?", answerBy = "2017-07-14" })).Ok();
        (await second.Post($"{address}/decision/confirmation")).IsProblem(HttpStatusCode.Conflict, "clarification-pending");
        (await applicant.Post($"{address}/clarifications", new { criteria = (string[])["BUD-2"], question = "May I ask?", answerBy = "2017-07-14" })).IsProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Equal("Is the grant meant to be 80 per cent?", (await applicant.Get($"{address}/correspondence?minPosition={asked.Position}")).Ok().Body.Each("clarifications").Single().Said("question"));
        (await applicant.Post($"{address}/clarifications/{question}/answer", new { answer = "A better title.", corrected = new { title = "Better" } })).IsProblem(HttpStatusCode.Conflict, "clarification-improves");
        (await applicant.Post($"{address}/clarifications/{question}/answer", new { answer = "150,000 was meant.", corrected = new { requestedGrant = Euro("150000.00") } })).Ok();
        (await applicant.Post($"{address}/clarifications/{question}/answer", new { answer = "Or was it?" })).IsProblem(HttpStatusCode.Conflict, "clarification-answered");
        var accepted = (await officer.Post($"{address}/clarifications/{question}/acceptance", new { reason = "A digit was mistyped." })).Ok();
        var corrected = (await officer.Get($"{address}?minPosition={accepted.Position}")).Ok().Body;
        Assert.Equal(("150000.00", "met"), (corrected.GetProperty("proposal").GetProperty("requestedGrant").Said("amount"), corrected.GetProperty("verdict").Finding("BUD-2").Said("outcome")));

        Assert.NotEqual("150000.00", (await officer.Get($"{address}/audit")).Ok()["handedIn"].GetProperty("requestedGrant").Said("amount"));

        // It stands alone and lacks partners: for that it is rejected all the same.
        (await second.Post($"{address}/decision/confirmation")).IsProblem(HttpStatusCode.Conflict, "verdict-changed-since");
        (await officer.Post($"{address}/decision", new { eligible = false })).Ok();
        (await second.Post($"{address}/decision/confirmation")).Ok();
        var letter = Guid.NewGuid();
        (await officer.Post($"{address}/letters", new { id = letter, kind = "redressDecision", text = "Your application lacks partners from two countries." })).IsProblem(HttpStatusCode.Conflict, "nothing-to-tell");
        var sent = (await officer.Post($"{address}/letters", new { id = letter, kind = "eligibilityDecision", text = "Your application lacks partners from two countries." })).Ok();

        var unopened = (await applicant.Get($"{address}/correspondence?minPosition={sent.Position}")).Ok().Body;
        Assert.False(unopened.Each("letters").Single().TryGetProperty("text", out _));
        Assert.DoesNotContain("lacks partners", (await applicant.Get($"{address}/history")).Ok().Text, StringComparison.Ordinal);
        (await officer.Post($"{address}/letters/{letter}/opening")).IsProblem(HttpStatusCode.Forbidden, "not-allowed");
        var opened = (await applicant.Post($"{address}/letters/{letter}/opening")).Ok();
        var read = (await applicant.Get($"{address}/correspondence?minPosition={opened.Position}")).Ok().Body;
        Assert.Equal("Your application lacks partners from two countries.", read.Each("letters").Single().Said("text"));
        Assert.Equal([("eligibilityReview", "2017-07-31"), ("legalityReview", "2017-07-31"), ("annulment", "2017-08-30")], read.Each("ways").Select(way => (way.Said("kind")!, way.Said("lastDay")!)));

        var review = Guid.NewGuid();
        (await applicant.Post($"{address}/redress", new { id = review, kind = "eligibilityReview", letter, grounds = "Two partners had confirmed by e-mail." })).Ok();
        (await applicant.Post($"{address}/redress", new { kind = "annulment", letter, grounds = "Two partners had confirmed by e-mail." })).IsProblem(HttpStatusCode.Conflict, "redress-pending");
        (await officer.Post($"{address}/redress/{review}/decision", new { upheld = true, reason = "They had." })).IsProblem(HttpStatusCode.Conflict, "own-decision");
        (await second.Post($"{address}/redress/{review}/decision", new { upheld = true, reason = "They had." })).Ok();
        (await second.Post($"{address}/redress/{review}/decision/confirmation")).IsProblem(HttpStatusCode.Conflict, "four-eyes");
        var upheld = (await officer.Post($"{address}/redress/{review}/decision/confirmation")).Ok();
        Assert.False((await officer.Get($"{address}?minPosition={upheld.Position}")).Ok().Body.TryGetProperty("decision", out _));
        (await service.Client("auditor").Get($"{address}/correspondence")).Ok();
        Assert.Equal(HttpStatusCode.NotFound, (await service.Client("moderator").Get($"{address}/correspondence")).Status);
    }

    private static object Euro(string amount) => new { amount, currency = "EUR" };

    /// <summary>W8 to its end: the decision of June stands, and is listed since September.</summary>
    [Fact]
    public async Task a_decision_on_a_lapsed_label_stays_when_the_renewal_reaches_back_and_is_listed()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        var (applicant, moderator, officer, second) = (service.Client("applicant"), service.Client("moderator"), service.Client("officer"), service.Client("second-officer"));
        var cluster = await service.Register("Wasserwirtschaft Rhein");
        var call = await service.PublishCall(new
        {
            reference = "LABEL-2017", title = new { en = "A call for labelled clusters", de = "Eine Ausschreibung für Cluster mit Label" }, kind = "escp", publishedOn = "2016-10-04",
            deadline = new { local = "2017-05-23T17:00" }, clauses = new[] { new { number = "6", title = new { en = "Label", de = "Label" } } },
            criteria = new[] { new { id = "LAB-1", clause = "6", type = "label/1", parameters = new { minimum = "bronze" }, referenceDate = new { kind = "deadline" } } },
        });
        var label = (await moderator.Post($"/api/clusters/{cluster}/labels", new { label = "bronze", interviewMonth = "2015-03" })).Ok();
        await service.MoveClock("2017-05-20T10:00:00Z");
        var id = (await applicant.Post($"/api/applications?minPosition={label.Position}", new { call, cluster })).Created().Id;
        (await applicant.Post($"/api/applications/{id}/submissions", new { confirmEmpty = true })).Created();
        (await officer.Post($"/api/applications/{id}/decision", new { eligible = false })).IsProblem(HttpStatusCode.Conflict, "deadline-ahead");

        await service.MoveClock("2017-06-30T10:00:00Z");
        (await officer.Post($"/api/applications/{id}/decision", new { eligible = true })).IsProblem(HttpStatusCode.Conflict, "reason-needed");
        var proposed = (await officer.Post($"/api/applications/{id}/decision", new { eligible = false })).Ok();
        (await officer.Post($"/api/applications/{id}/decision/confirmation")).IsProblem(HttpStatusCode.Conflict, "four-eyes");
        Assert.Equal("indication", (await applicant.Get($"/api/applications/{id}/eligibility?minPosition={proposed.Position}")).Ok().Body.Said("bindingness"));
        Assert.DoesNotContain("eligibility-proposed", (await applicant.Get($"/api/applications/{id}/history")).Ok().Text, StringComparison.Ordinal);
        var decided = (await second.Post($"/api/applications/{id}/decision/confirmation")).Ok();
        var inJune = (await applicant.Get($"/api/applications/{id}/eligibility?minPosition={decided.Position}")).Ok().Body;
        Assert.Equal(("decision", "notMet", "label-not-valid"), (inJune.Said("bindingness"), inJune.Said("outcome"), inJune.Finding("LAB-1").GetProperty("reason").Said("code")));
        Assert.Empty((await officer.Get("/api/desk/differing")).Ok().Body.Each("applications"));
        (await officer.Post($"/api/applications/{id}/decision", new { eligible = true, reason = "Second thoughts." })).IsProblem(HttpStatusCode.Conflict, "eligibility-already-decided");

        await service.MoveClock("2017-09-20T10:00:00Z");
        var renewed = (await moderator.Post($"/api/clusters/{cluster}/labels", new { label = "bronze", interviewMonth = "2017-09" })).Ok();

        var stays = (await applicant.Get($"/api/applications/{id}?minPosition={renewed.Position}")).Ok().Body;
        Assert.Equal(inJune.GetProperty("findings").ToString(), stays.GetProperty("verdict").GetProperty("findings").ToString());
        Assert.Equal((false, true), (stays.GetProperty("decision").GetProperty("eligible").GetBoolean(), stays.GetProperty("decision").GetProperty("isReproduced").GetBoolean()));
        Assert.Equal(("met", "indication"), await Reading($"at=2017-05-23T15:00:00Z"));
        Assert.Equal(("notMet", "indication"), await Reading("knownAt=2017-06-30T09:00:00Z"));

        var audit = (await service.Client("auditor").Get($"/api/applications/{id}/audit")).Ok().Body;
        Assert.Equal(["submission", "proposal", "decision"], audit.Each("recorded").Select(kept => kept.Said("with")));
        Assert.All(audit.Each("recorded"), kept => Assert.True(kept.GetProperty("isReproduced").GetBoolean()));
        Assert.Empty(audit.Each("alike").Single().GetProperty("others").EnumerateArray());
        (await applicant.Get($"/api/applications/{id}/audit")).IsProblem(HttpStatusCode.NotFound, "not-found");

        var differing = (await service.Client("auditor").Get("/api/desk/differing")).Ok().Body.Each("applications").Single();
        Assert.Equal((id, "notMet", "met"), (differing.GetProperty("id").GetGuid(), differing.Said("recorded"), differing.Said("present")));
        Assert.True(differing.GetProperty("isDecision").GetBoolean() && differing.GetProperty("isReproduced").GetBoolean());
        var difference = differing.Each("differences").Single();
        Assert.Equal(("LAB-1", "notMet", "met"), (difference.Said("criterion"), difference.GetProperty("recorded").Said("outcome"), difference.GetProperty("present").Said("outcome")));
        var fact = difference.Each("facts").Single();
        Assert.Equal(("cluster.label-awarded", renewed.Version), (fact.Said("event"), fact.GetProperty("version").GetInt64()));
        Assert.Equal((await officer.Get("/api/desk/differing")).Ok().Text, (await officer.Get("/api/desk/differing?call=LABEL-2017")).Ok().Text);
        Assert.Empty((await officer.Get($"/api/desk/differing?call={Escp2016}")).Ok().Body.Each("applications"));
        await service.Client("officer").InFeed(entry => entry.Said("type") == "eu.eligibility-service.application.eligibility-decided.v1" && entry.Said("class") == "restricted");

        async Task<(string?, string?)> Reading(string query) =>
            (await applicant.Get($"/api/applications/{id}/eligibility?{query}")).Ok().Body switch { var verdict => (verdict.Finding("LAB-1").Said("outcome"), verdict.Said("bindingness")) };
    }
}
