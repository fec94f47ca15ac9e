using System.Text.Json;
using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Applications;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Log;
using EligibilityService.Domain.Access;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Time;
using EligibilityService.Infrastructure.Knowing;
using EligibilityService.Infrastructure.Tests.Standings;
using EligibilityService.Tests;

namespace EligibilityService.Infrastructure.Tests.Applications;

/// <summary>Two people of two clusters, an officer, and an organisation without a profile in one proposal.</summary>
public sealed class ApplyingTogether(PostgresFixture postgres)
{
    private static readonly Caller Anna = Applicant(1), Elena = Applicant(2), Stranger = Applicant(3);
    private static readonly Caller Officer = new(Guid.Parse("01900000-0000-4000-8000-00000000000a"), new HashSet<Role> { Role.Officer }, IsAuthenticated: true);

    private static readonly CallTerms Terms = Scene.Terms("TOGETHER-1", 30) with
    {
        Criteria =
        [
            new("MEM", "3.1", new HasMembers(30), ReferenceDate.Deadline),
            new("CON-1", "3.1", new PartnersAtLeast(3), ReferenceDate.Deadline, Stage: Stage.Consortium),
            new("NUM-1", "3.1", new OneConsortiumPerPhase(), ReferenceDate.Deadline, Stage: Stage.Consortium),
        ],
    };

    [Fact]
    public async Task a_partners_reasons_are_told_once_it_has_confirmed_and_nobody_else_sees_the_application()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn));
        var (application, _, partner) = await Begin(running);

        var invited = (await running.Send(new ShowApplications(Role: ApplicationRole.Partner), Elena)).Applications.Single();
        Assert.Equal((application, PartnerStanding.Invited), (invited.Id, invited.Invited.Single().Standing));
        await Assert.ThrowsAsync<AccessRefused>(() => running.Send(new ShowApplication(application), Stranger));
        Assert.Empty((await running.Send(new ShowApplications(), Stranger)).Applications);

        var discreet = (await Show(running, application, Anna)).Verdict.Findings.Single(finding => finding.Criterion == "MEM");
        Assert.Equal((Outcome.NotMet, true), (discreet.Outcome, discreet.Reason.Text.En.StartsWith("One partner:", StringComparison.Ordinal)));
        Assert.DoesNotContain(discreet.Evidence, evidence => evidence.Stream == partner);
        Assert.Contains("Nordic", (await Show(running, application, Elena)).Verdict.Findings.Single(finding => finding.Criterion == "MEM").Reason.Text.En, StringComparison.Ordinal);

        await Done(running, new ConfirmPartner(application, partner, partner), Elena);
        var open = (await Show(running, application, Anna)).Verdict.Findings.Single(finding => finding.Criterion == "MEM");
        Assert.StartsWith("Nordic", open.Reason.Text.En, StringComparison.Ordinal);
        Assert.Contains(open.Evidence, evidence => evidence.Stream == partner);
    }

    [Fact]
    public async Task nobody_confirms_or_declines_for_another_and_nobody_else_names()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn));
        var (application, coordinator, partner) = await Begin(running);

        await Assert.ThrowsAsync<AccessRefused>(() => running.Send(new ConfirmPartner(application, partner, partner), Anna));
        await Assert.ThrowsAsync<AccessRefused>(() => running.Send(new DeclinePartner(application, partner), Anna));
        await Assert.ThrowsAsync<AccessRefused>(() => running.Send(new RemovePartner(application, coordinator, partner), Elena));
        Assert.Equal("partner-unknown", (await running.Send(new ConfirmPartner(application, coordinator, partner), Anna)).Refusal?.Code);
        Assert.Equal("partner-unknown", (await running.Send(new ConfirmPartner(application, partner, coordinator), Elena)).Refusal?.Code);
        Assert.Equal("application-unknown", (await running.Send(new RemovePartner(application, partner, partner), Elena)).Refusal?.Code);
        Assert.Equal("partner-unknown", (await running.Send(new SignDeclaration(application, coordinator, DeclarationKind.Exclusion, partner), Anna)).Refusal?.Code);
        await Done(running, new SignDeclaration(application, partner, DeclarationKind.Exclusion, null), Elena);
    }

    [Fact]
    public async Task a_recorded_verdict_names_all_it_rests_on_and_is_made_again_from_that_whatever_is_learnt_since()
    {
        var clock = new SetClock(Scene.Autumn);
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), clock);
        var (application, coordinator, partner) = await Begin(running);
        await Done(running, new ConfirmPartner(application, partner, partner), Elena);
        var listed = await running.Decide(Domain.Programme.ProgrammeFacts.StreamId, (Domain.Programme.ProgrammeBook book) => book.Record([new Domain.Programme.CountryListed("FR", "FR", new("France", "Frankreich"), "test", Confidence.Found)]));
        await running.Facts.AtLeast(listed.Position, TestContext.Current.CancellationToken);
        await Done(running, new NamePartner(application, coordinator, Guid.CreateVersion7(), null, new("Institute of the Coast", "FR", Pic: "999888777"), PartnerRole.Partner, "Ms Example"), Anna);
        var other = await Cluster(running, "NORDIC e.V.", 50, Elena);
        var rival = await Apply(running, other, Elena, CallOf(running, application));
        await Done(running, new SubmitApplication(rival, other, Scene.Autumn, ConfirmEmpty: true), Elena);

        await Done(running, new SubmitApplication(application, coordinator, Scene.Autumn), Anna);
        var recorded = running.Facts.Now.Application(application)!.Dossier.LastSubmitted!;
        Guid[] named = [coordinator, partner, CallOf(running, application), Domain.Programme.ProgrammeFacts.StreamId, application, rival, other];
        Assert.Equal(named.Order(), recorded.Verdict.Versions.Keys.Order());
        Assert.Equal(("perhaps-in-two-proposals", Outcome.NotMet), (recorded.Verdict.Findings.Single(finding => finding.Criterion == "NUM-1").Reason, recorded.Verdict.Outcome));
        Assert.DoesNotContain("Example", await Stored(running, application), StringComparison.Ordinal);

        await running.Decide(partner, (Cluster cluster) => cluster.Change(new() { MembersSme = 99 }, [], new(AssertedBy.Moderator, new(2016, 1, 1))));
        await running.Decide(rival, (CallApplication it) => it.Withdraw(Elena.PersonId, Scene.Autumn, null));
        await running.Facts.AtLeast(await new Scene(running).One<long>("select max(seq_id) from events.mt_events"), TestContext.Current.CancellationToken);

        var again = await running.Facts.Recorded(application, recorded.Verdict, recorded, null, TestContext.Current.CancellationToken);
        Assert.Equal(JsonSerializer.Serialize(recorded.Verdict, FactJson.Options), JsonSerializer.Serialize(again!.Record(), FactJson.Options));
        Assert.Empty((await running.Send(new FindDiffering(), Officer)).Applications);

        clock.Now = new(2016, 12, 2, 9, 0, 0, TimeSpan.Zero);
        var differing = Assert.Single((await running.Send(new FindDiffering(), Officer)).Applications);
        Assert.True(differing.IsReproduced);
        var members = Assert.Single(differing.Differences, difference => difference.Criterion == "MEM");
        Assert.Equal((Outcome.NotMet, Outcome.Undetermined), (members.Recorded!.Outcome, members.Present!.Outcome));   // of the institute nothing is known
        Assert.Contains(members.Facts, fact => fact.Stream == partner && fact.Value == "99");
    }

    [Fact]
    public async Task each_receipt_promises_the_whole_story_up_to_it_however_often_it_is_handed_in()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn), leads: false);
        var (application, coordinator, partner) = await Begin(running);
        foreach (var title in (string[])["First", "Second", "Third"])
        {
            await Done(running, new ChangeProposal(application, coordinator, new() { Title = title }, []), Anna);
            await Done(running, new SubmitApplication(application, coordinator, Scene.Autumn), Anna);
            if (title == "First") await Done(running, new ConfirmPartner(application, partner, partner), Elena);
        }

        await using var session = running.Get<Marten.IDocumentStore>().QuerySession();
        var events = await session.Events.FetchStreamAsync(application, token: TestContext.Current.CancellationToken);
        var notes = await new Scene(running).One<string[]>("select array_agg(note order by number) from eligibility.submission_receipts where application_id = $1", application);
        var receipts = notes.Select(note => SubmissionReceipt.Parse(SignedNote.Parse(note)!.Body)!).ToArray();

        Assert.Equal([1, 2, 3], receipts.Select(receipt => receipt.Number));
        Assert.All(receipts, receipt => Assert.Equal(
            events.Take((int)receipt.Version).Aggregate(new StoryDigest(), (story, e) => story.Add(e.EventTypeName, JsonSerializer.SerializeToElement(e.Data, e.Data.GetType(), FactJson.Options))).Hex, receipt.Story));
    }

    [Fact]
    public async Task who_is_named_twice_by_profile_and_code_withdrawn_or_unpublished_is_refused()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn));
        var (application, coordinator, partner) = await Begin(running);
        await running.Decide(partner, (Cluster cluster) => cluster.Change(new() { Pic = "123456789" }, [], new(AssertedBy.Register)));
        var (gone, hidden) = (await Cluster(running, "Gone", 50, Elena), await Cluster(running, "Hidden", 50, Elena, publish: false));
        await running.Decide(gone, (Cluster cluster) => cluster.Withdraw(Elena.PersonId, Scene.Autumn));
        await running.Facts.AtLeast(await new Scene(running).One<long>("select max(seq_id) from events.mt_events"), TestContext.Current.CancellationToken);

        Task<Receipt> Name(Guid? cluster, PartnerOrganisation? organisation) =>
            running.Send(new NamePartner(application, coordinator, cluster ?? Guid.CreateVersion7(), cluster, organisation, PartnerRole.Partner, null), Anna);

        Assert.Equal("partner-named-twice", (await Name(null, new("Nordic", Pic: "123456789"))).Refusal?.Code);
        Assert.Equal("partner-withdrawn", (await Name(gone, null)).Refusal?.Code);
        Assert.Equal("partner-unknown", (await Name(hidden, null)).Refusal?.Code);
        Assert.Equal("partner-unknown", (await Name(Guid.CreateVersion7(), null)).Refusal?.Code);
    }

    [Fact]
    public async Task nobody_is_turned_away_by_a_host_that_has_not_read_so_far()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn));
        var (application, _, partner) = await Begin(running);
        var door = new GrantedAccess(new HasReadNothing(running.Facts), running.Get<ServiceClock>());
        ValueTask<bool> Sees(Caller caller, Guid id) => door.Covers(caller, new ShowApplication(id), TestContext.Current.CancellationToken);
        ValueTask<bool> Declared() => door.DeclaredNoConflict(Officer, application, TestContext.Current.CancellationToken);
        ValueTask<bool> Decides(Caller? other = null) => door.Decides(other ?? Officer, application, TestContext.Current.CancellationToken);

        Assert.True(await Sees(Anna, application));
        Assert.True(await Sees(Elena, application));
        Assert.False(await Sees(Stranger, application));
        Assert.False(await Sees(Officer, application));
        Assert.False(await Sees(Anna, partner));
        Assert.False(await Decides());

        var state = (await running.Facts.Read([application], null, TestContext.Current.CancellationToken)).Application(application)!.State;
        await Done(running, new SubmitApplication(application, state.Coordinator, Scene.Autumn, ConfirmEmpty: true), Anna);
        Assert.True(await Decides());

        Assert.False(await Declared());
        await running.Decide(Officer.PersonId, (AccessBook book) => book.DeclareNone(state.Call, Officer.PersonId, Scene.Autumn));
        Assert.True(await Declared());

        // A conflict declared under another account of the same person holds here too.
        var elsewhere = Guid.CreateVersion7();
        await running.Decide(elsewhere, (AccessBook book) => book.Declare(new(Organisation: partner), elsewhere, Scene.Autumn));
        Assert.True(await Decides());
        Assert.False(await Decides(Officer with { OtherAccounts = [elsewhere] }));

        await running.Decide(Officer.PersonId, (AccessBook book) => book.Declare(new(Organisation: partner), Officer.PersonId, Scene.Autumn));
        Assert.False(await Decides());
    }

    /// <summary>The recorded verdict is of the very proposal that its event hands in, whoever changes it meanwhile.</summary>
    [Fact]
    public async Task what_is_handed_in_is_what_was_judged()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn));
        var (application, coordinator, _) = await Begin(running);
        for (var turn = 0; turn < 12; turn++)
        {
            await Task.WhenAll(Change(turn), Change(turn + 100), running.Send(new SubmitApplication(application, coordinator, Scene.Autumn, ConfirmEmpty: true), Anna));
        }

        await using var session = running.Get<Marten.IDocumentStore>().QuerySession();
        var submitted = (await session.Events.FetchStreamAsync(application, token: TestContext.Current.CancellationToken)).Where(e => e.Data is ApplicationSubmitted).ToArray();
        Assert.NotEmpty(submitted);
        Assert.All(submitted, e => Assert.Equal(e.Version - 1, ((ApplicationSubmitted)e.Data).Verdict.Versions[application]));

        Task<Receipt> Change(int months) => running.Send(new ChangeProposal(application, coordinator, new() { DurationMonths = months + 1 }, []), Anna);
    }

    [Fact]
    public async Task what_was_granted_a_moment_ago_holds_also_where_it_has_not_been_read()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn));
        var (_, coordinator, _) = await Begin(running);
        var door = new GrantedAccess(new HasReadNothing(running.Facts), running.Get<ServiceClock>());
        var machine = new Caller(Guid.CreateVersion7(), new HashSet<Role> { Role.Subscriber }, IsAuthenticated: true);
        ValueTask<bool> Sees() => door.Covers(machine, new ShowVerdict(coordinator, "COS-2016"), TestContext.Current.CancellationToken);

        Assert.False(await Sees());
        await running.Decide(machine.PersonId, (AccessBook book) => book.Grant(machine.PersonId, new(AccessKind.Clusters, Cluster: coordinator), null, new(Officer.PersonId, []), Scene.Autumn));
        Assert.True(await Sees());
        await running.Decide(machine.PersonId, (AccessBook book) => book.End(new(AccessKind.Clusters, Cluster: coordinator), false, Officer.PersonId, Scene.Autumn));
        Assert.False(await Sees());
    }

    private static async Task<(Guid Application, Guid Coordinator, Guid Partner)> Begin(RunningInfrastructure running)
    {
        var call = await new Scene(running).Publish(Terms);
        var (coordinator, partner) = (await Cluster(running, "MedTech", 50, Anna), await Cluster(running, "Nordic", 12, Elena));
        var application = await Apply(running, coordinator, Anna, call);
        await Done(running, new NamePartner(application, coordinator, partner, partner, null, PartnerRole.Partner, ""), Anna);
        return (application, coordinator, partner);
    }

    private static async Task<Guid> Cluster(RunningInfrastructure running, string name, int members, Caller manager, bool publish = true)
    {
        var id = Guid.CreateVersion7();
        var profile = new ProfileFields { Name = name, MembersSme = members, MembersLarge = 0, MembersResearch = 0, MembersOther = 0, Country = "DE" };
        var receipt = await running.Decide(id, (Cluster cluster) => cluster.Draft(null, id.ToString(), profile, new(AssertedBy.Register)));
        receipt = await running.Decide(id, (Cluster cluster) => cluster.AddManager(manager.PersonId, manager.PersonId));
        if (publish)
        {
            await running.Decide(id, (Cluster cluster) => cluster.RequestReview(manager.PersonId, Scene.Autumn));
            receipt = await running.Decide(id, (Cluster cluster) => cluster.Publish(Officer.PersonId, Scene.Autumn));
        }

        await running.Facts.AtLeast(receipt.Position, TestContext.Current.CancellationToken);
        return id;
    }

    private static async Task<Guid> Apply(RunningInfrastructure running, Guid coordinator, Caller by, Guid call)
    {
        var id = Guid.CreateVersion7();
        await Done(running, new StartApplication(id, call.ToString(), null, coordinator), by);
        return id;
    }

    private static async Task Done(RunningInfrastructure running, MediatR.IRequest<Receipt> command, Caller by)
    {
        var receipt = await running.Send(command, by);
        Assert.Null(receipt.Refusal);
        await running.Facts.AtLeast(receipt.Position, TestContext.Current.CancellationToken);
    }

    private static async Task<ApplicationAnswer> Show(RunningInfrastructure running, Guid application, Caller by) => (await running.Send(new ShowApplication(application), by))!;

    private static Guid CallOf(RunningInfrastructure running, Guid application) => running.Facts.Now.Application(application)!.State.Call;

    private static Task<string> Stored(RunningInfrastructure running, Guid application) =>
        new Scene(running).One<string>("select string_agg(data::text, ' ') from events.mt_events where stream_id = $1", application);

    private static Caller Applicant(int number) => new(Guid.Parse($"01900000-0000-4000-8000-0000000000a{number}"), new HashSet<Role> { Role.Applicant }, IsAuthenticated: true);
}

/// <summary>A host that has just started, on a store that is full.</summary>
internal sealed class HasReadNothing(IFacts store) : IFacts
{
    public IKnowledge Now { get; } = new Knowledge();

    public ValueTask<IKnowledge> AtLeast(long position, CancellationToken cancellationToken) => ValueTask.FromResult(Now);

    public Task<IKnowledge> Read(IReadOnlyCollection<Guid> streams, DateTimeOffset? knownAt, CancellationToken cancellationToken) => store.Read(streams, knownAt, cancellationToken);

    public Task<IKnowledge> ReadVersions(IReadOnlyDictionary<Guid, long> versions, CancellationToken cancellationToken) => store.ReadVersions(versions, cancellationToken);
}
