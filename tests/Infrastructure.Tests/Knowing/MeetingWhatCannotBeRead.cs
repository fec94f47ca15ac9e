using EligibilityService.Application.Audit;
using EligibilityService.Application.Calls;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Programme;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using EligibilityService.Infrastructure.Tests.Standings;
using EligibilityService.Tests;

namespace EligibilityService.Infrastructure.Tests.Knowing;

/// <summary>An event that cannot be read leaves the verdicts it concerns open, is seen in the story, and stops nobody else.</summary>
public sealed class MeetingWhatCannotBeRead(PostgresFixture postgres)
{
    private static readonly Guid Olga = new("01900000-0000-4000-8000-00000000000a");

    [Fact]
    public async Task of_a_calls_corrigendum_leaves_its_verdicts_open_and_nobody_elses()
    {
        await using var running = await Start();
        var scene = new Scene(running);
        var cluster = await scene.Cluster(50);
        Guid spoilt = await scene.Publish(Scene.Terms("A-1", 40)), whole = await scene.Publish(Scene.Terms("A-2", 40));
        await scene.UpToDate();

        await scene.Spoil(spoilt, "call.published", "call.corrigendum-published");
        await scene.UpToDate();

        var verdict = (await running.Send(new ShowVerdict(cluster, "A-1")))!;
        Assert.Equal((Outcome.Undetermined, CallPhase.Unknown), (verdict.Outcome, verdict.Call.Status));
        Assert.Equal("Open: a record about this call cannot be read; this is being mended.", verdict.Headline.En);
        Assert.Equal("Offen: Ein Eintrag zu dieser Ausschreibung ist nicht lesbar; das wird behoben.", verdict.Headline.De);
        Assert.Equal(("RECORD-CALL", "record-unreadable"), (verdict.Findings.Single().Criterion, verdict.Findings.Single().Reason.Code));
        Assert.Equal(Outcome.Undetermined, await scene.Outcome(spoilt, cluster));
        Assert.Equal(new(new(0, 0), new(0, 0), new(0, 0), 0), (await running.Send(new CountEligible("A-1")))!.Total);

        Assert.Equal((Outcome.Met, Outcome.Met), ((await running.Send(new ShowVerdict(cluster, "A-2")))!.Outcome, await scene.Outcome(whole, cluster)));
    }

    [Fact]
    public async Task of_a_publication_does_not_make_the_call_look_like_a_draft()
    {
        await using var running = await Start();
        var scene = new Scene(running);
        var cluster = await scene.Cluster(50);
        var call = Guid.CreateVersion7();
        await running.Decide(call, (Call draft) => draft.Draft(Scene.Terms("A-1", 40), Olga));

        await scene.Spoil(call, "call.drafted", "call.published");
        await scene.UpToDate();

        var shown = (await running.Send(new ShowCall("A-1"), Anybody))!;
        Assert.Equal(CallPhase.Unknown, shown.Status);
        Assert.Equal(Outcome.Undetermined, (await running.Send(new ShowVerdict(cluster, "A-1")))!.Outcome);
        Assert.Equal(Outcome.Undetermined, await scene.Outcome(call, cluster));
    }

    [Fact]
    public async Task of_a_draft_does_not_make_it_public()
    {
        await using var running = await Start();
        var scene = new Scene(running);
        var call = Guid.CreateVersion7();
        await running.Decide(call, (Call draft) => draft.Draft(Scene.Terms("A-1", 40), Olga));

        await scene.Spoil(call, "call.drafted", "call.drafted");
        await scene.UpToDate();

        Assert.Null(await running.Send(new ShowCall("A-1"), Anybody));
        Assert.Equal(CallPhase.Draft, (await running.Send(new ShowCall("A-1")))!.Status);
    }

    [Fact]
    public async Task of_the_only_text_leaves_a_call_that_says_so()
    {
        var database = await postgres.FreshDatabase();
        await using var running = await RunningInfrastructure.Start(database, new SetClock(Scene.Autumn));
        var scene = new Scene(running);
        var call = await scene.Publish(Scene.Terms("A-1", 40));
        await scene.Do("update events.mt_events set data = '{\"terms\": 5}' where stream_id = $1 and type = 'call.drafted'", call);

        await using var later = await RunningInfrastructure.Start(database, new SetClock(Scene.Autumn), leads: false);
        var shown = (await later.Send(new ShowCalls(), Anybody)).Calls.Single();
        Assert.Equal((call, CallPhase.Unknown, "A call whose text cannot be read"), (shown.Id, shown.Status, shown.Title.En));
    }

    [Fact]
    public async Task of_an_answer_leaves_verdicts_as_they_are()
    {
        await using var running = await Start();
        var scene = new Scene(running);
        var cluster = await scene.Cluster(50);
        var call = await scene.Publish(Scene.Terms("A-1", 40));

        await scene.Spoil(call, "call.published", "call.question-answered");
        await scene.UpToDate();

        Assert.Equal(Outcome.Met, (await running.Send(new ShowVerdict(cluster, "A-1")))!.Outcome);
        Assert.Single(running.Get<IServiceState>().Parked);
    }

    [Fact]
    public async Task of_a_proposal_about_a_country_leaves_verdicts_as_they_are()
    {
        await using var running = await Start();
        var scene = new Scene(running);
        var cluster = await scene.Cluster(50);
        await scene.Publish(Scene.Terms("A-1", 40));
        await running.Send(new RecordProgramme([new AssociationRecorded("CH", new(2014, 1, 1), null, false, null, null, "a source", Confidence.Found)]));

        await scene.Spoil(ProgrammeFacts.StreamId, "programme.association-recorded", "programme.association-proposed");
        await scene.UpToDate();

        Assert.Equal(Outcome.Met, (await running.Send(new ShowVerdict(cluster, "A-1")))!.Outcome);
        Assert.Single(running.Get<IServiceState>().Parked);
    }

    [Fact]
    public async Task of_the_programme_leaves_every_verdict_open()
    {
        await using var running = await Start();
        var scene = new Scene(running);
        var cluster = await scene.Cluster(50);
        var call = await scene.Publish(Scene.Terms("A-1", 40));
        await running.Send(new RecordProgramme([new CountryListed("DE", "DE", new("Germany", "Deutschland"), "a source", Confidence.Found)]));
        await scene.UpToDate();
        Assert.Equal(Outcome.Met, await scene.Outcome(call, cluster));

        await scene.Spoil(ProgrammeFacts.StreamId, "programme.country-listed", "programme.association-recorded");
        await scene.UpToDate();

        var verdict = (await running.Send(new ShowVerdict(cluster, "A-1")))!;
        Assert.Equal((Outcome.Undetermined, "RECORD-PROGRAMME"), (verdict.Outcome, verdict.Findings.Single().Criterion));
        Assert.Equal("Open: a record about the programme cannot be read; this is being mended.", verdict.Headline.En);
        Assert.Equal(Outcome.Undetermined, await scene.Outcome(call, cluster));
    }

    [Fact]
    public async Task of_an_application_leaves_its_verdict_open()
    {
        await using var running = await Start();
        var scene = new Scene(running);
        var cluster = await scene.Cluster(50);
        var call = await scene.Publish(Scene.Terms("A-1", 40));
        var application = Guid.CreateVersion7();
        var dossier = (await running.Facts.Read([call], null, TestContext.Current.CancellationToken)).Call(call)!;
        await running.Decide(application, (CallApplication it) => it.Start(dossier, null, cluster, Olga, Scene.Autumn));

        await scene.Spoil(application, "application.started", "application.proposal-changed");
        await scene.UpToDate();

        var shown = (await running.Send(new Application.Applications.ShowApplication(application)))!;
        Assert.Equal((Outcome.Undetermined, "RECORD-APPLICATION"), (shown.Verdict.Outcome, shown.Verdict.Findings.Single(finding => finding.Type == "record/1").Criterion));
        Assert.Equal(Outcome.Met, (await running.Send(new ShowVerdict(cluster, "A-1")))!.Outcome);
    }

    [Fact]
    public async Task is_over_once_it_is_mended_in_the_standings_too()
    {
        var database = await postgres.FreshDatabase();
        Guid cluster, call;
        await using (var running = await RunningInfrastructure.Start(database, new SetClock(Scene.Autumn)))
        {
            var before = new Scene(running);
            cluster = await before.Cluster(50);
            call = await before.Publish(Scene.Terms("A-1", 40));
            await before.UpToDate();
            await before.Spoil(call, "call.published", "call.corrigendum-published");
            await before.UpToDate();
            Assert.Equal(Outcome.Undetermined, await before.Outcome(call, cluster));
            await before.Do("delete from events.mt_events where type = 'call.corrigendum-published'");
        }

        await using var mended = await RunningInfrastructure.Start(database, new SetClock(Scene.Autumn));
        var scene = new Scene(mended);
        await RunningInfrastructure.Until(async () => await scene.Outcome(call, cluster) is Outcome.Met, "the standings are whole again");
        await scene.UpToDate();
        Assert.Equal([Outcome.Undetermined, Outcome.Met], (await scene.Told(call)).Select(told => told.Changes.Single().After));
    }

    [Fact]
    public async Task is_over_on_every_host_without_a_restart_once_it_is_read_again()
    {
        var database = await postgres.FreshDatabase();
        await using var one = await RunningInfrastructure.Start(database, new SetClock(Scene.Autumn));
        await using var other = await RunningInfrastructure.Start(database, new SetClock(Scene.Autumn));
        var scene = new Scene(one);
        Guid cluster = await scene.Cluster(50), stillSpoilt = await scene.Cluster(50);
        var call = await scene.Publish(Scene.Terms("A-1", 40));
        await scene.UpToDate();
        var mended = await scene.Spoil(call, "call.published", "call.corrigendum-published");
        var left = await scene.Spoil(stillSpoilt, "cluster.profile-changed", "cluster.label-awarded");
        await scene.UpToDate();
        foreach (var host in (RunningInfrastructure[])[one, other]) await RunningInfrastructure.Until(async () => await Parked(host, 2), "both are parked");
        Assert.Equal(0, (await one.Send(new CountEligible("A-1")))!.Total.Met.AtMost);

        await scene.Do("update events.mt_events e set type = whole.type, data = whole.data from events.mt_events whole where e.seq_id = $1 and whole.stream_id = e.stream_id and whole.type = 'call.published'", mended);
        var still = await other.Send(new ReadParkedAgain());

        Assert.Equal((left, "cluster.label-awarded", ParkedSubject.Cluster, stillSpoilt), still.Events.Select(e => (e.Sequence, e.Type, e.About, e.Stream)).Single());
        foreach (var host in (RunningInfrastructure[])[one, other])
        {
            await RunningInfrastructure.Until(async () => await Parked(host, 1), "what was mended is parked no longer");
            Assert.Equal((Outcome.Met, CallPhase.Open), ((await host.Send(new ShowVerdict(cluster, "A-1")))!.Outcome, (await host.Send(new ShowCall("A-1")))!.Status));
            Assert.Equal(Outcome.Undetermined, (await host.Send(new ShowVerdict(stillSpoilt, "A-1")))!.Outcome);
        }

        await RunningInfrastructure.Until(async () => await scene.Outcome(call, cluster) is Outcome.Met, "the standings are whole again");
        await RunningInfrastructure.Until(async () => await scene.One<long>("select count(*) from eligibility.feed_entries where pending and seq = $1", mended) == 0, "the stub is filled");
        await scene.UpToDate();
        Assert.Equal(Outcome.Undetermined, await scene.Outcome(call, stillSpoilt));

        // Both go on from there.
        await scene.Change(cluster, 10);
        await scene.UpToDate();
        Assert.Equal(Outcome.NotMet, await scene.Outcome(call, cluster));

        static async Task<bool> Parked(RunningInfrastructure host, int count) => (await host.Send(new ShowParked())).Events.Count == count;
    }

    [Fact]
    public async Task stands_in_the_story_with_number_time_and_name()
    {
        await using var running = await Start();
        var scene = new Scene(running);
        var cluster = await scene.Cluster(50);
        var call = await scene.Publish(Scene.Terms("A-1", 40));
        var number = await scene.Spoil(cluster, "cluster.profile-changed", "cluster.label-awarded");

        var story = (await running.Send(new TellHistory(HistoryOf.Cluster, cluster.ToString())))!;
        var entry = Assert.Single(story.Entries, entry => !entry.IsReadable);
        Assert.Equal(("cluster.label-awarded", 3L, Scene.Autumn), (entry.Name, entry.Version, entry.RecordedAt));
        Assert.Equal(($"Entry {number} (cluster.label-awarded) cannot be read; the operators have been alarmed.", $"Der Eintrag {number} (cluster.label-awarded) ist nicht lesbar; der Betrieb ist alarmiert."), (entry.Sentence.En, entry.Sentence.De));
        Assert.Equal(story.Entries.Select(one => one.Version).Order(), story.Entries.Select(one => one.Version));

        await scene.Spoil(call, "call.published", "call.corrigendum-proposed");
        await scene.Spoil(call, "call.published", "call.closed");
        Assert.Equal(["call.published", "call.closed"], (await running.Send(new TellHistory(HistoryOf.Call, "A-1"), Anybody))!.Entries.Select(one => one.Name));
    }

    [Fact]
    public async Task keeps_nobody_from_asking_what_was_known()
    {
        await using var running = await Start();
        var scene = new Scene(running);
        var cluster = await scene.Cluster(50);
        var call = await scene.Publish(Scene.Terms("A-1", 40));
        await scene.Spoil(cluster, "cluster.profile-changed", "cluster.label-awarded");
        await scene.Spoil(call, "call.published", "call.corrigendum-published");
        await scene.UpToDate();

        var verdict = (await running.Send(new ShowVerdict(cluster, "A-1", KnownAt: Scene.Autumn)))!;
        Assert.Equal(Outcome.Undetermined, verdict.Outcome);
        Assert.Equal(["RECORD", "RECORD-CALL"], verdict.Findings.Select(finding => finding.Criterion));
    }

    [Fact]
    public async Task refuses_to_decide_on_half_a_history()
    {
        await using var running = await Start();
        var scene = new Scene(running);
        var cluster = await scene.Cluster(50);
        await scene.Spoil(cluster, "cluster.profile-changed", "cluster.label-awarded");

        Assert.Equal("record-unreadable", (await running.Send(new Application.Clusters.RequestReview(cluster))).Refusal?.Code);
    }

    private static readonly Application.Access.Caller Anybody = Application.Access.Caller.Anonymous;

    private async Task<RunningInfrastructure> Start() => await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn));
}
