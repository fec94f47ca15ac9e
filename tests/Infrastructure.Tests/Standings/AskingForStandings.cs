using EligibilityService.Application.Access;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Programme;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using EligibilityService.Tests;

namespace EligibilityService.Infrastructure.Tests.Standings;

public sealed class AskingForStandings(PostgresFixture postgres)
{
    [Fact]
    public async Task Counts_filters_and_pages()
    {
        await using var running = await Start();
        var scene = new Scene(running);
        await running.Send(new RecordProgramme([new CountryListed("FR", "FR", new("France", "Frankreich"), "test", Confidence.Found)]), Caller.Service);
        foreach (var members in new[] { 10, 41, 42 }) await scene.Cluster(members);
        foreach (var members in new[] { 20, 43 }) await scene.Cluster(members, "FR");
        var call = await scene.Publish(Scene.Terms("A-1", 40));
        await scene.UpToDate();

        var first = (await running.Send(new FindStandings("a-1", Outcome.Met, Limit: 2)))!;
        var second = (await running.Send(new FindStandings("a-1", Outcome.Met, Cursor: first.Next, Limit: 2)))!;

        Assert.Equal((call, new StandingCounts(3, 0, 2), false), (first.Call, first.Counts, first.BeingWritten));
        Assert.Equal(["Cluster of 41", "Cluster of 42", "Cluster of 43"], first.Clusters.Concat(second.Clusters).Select(cluster => cluster.Name).Order());
        Assert.Null(second.Next);
        Assert.All(first.Clusters, cluster => Assert.Equal(["members"], cluster.Met!));

        var french = (await running.Send(new FindStandings("A-1", Country: "FR")))!;
        Assert.Equal((new StandingCounts(1, 0, 1), 2), (french.Counts, french.Clusters.Count));
    }

    [Fact]
    public async Task Without_a_strand_each_cluster_stands_with_its_best()
    {
        await using var running = await Start();
        var scene = new Scene(running);
        await scene.Cluster(30);
        var terms = Scene.Terms("A-1", 40);
        await scene.Publish(terms with
        {
            Strands = [new("S1", new("One", "Eins")), new("S2", new("Two", "Zwei"))],
            Criteria = [terms.Criteria[0] with { Strands = ["S1"] }, terms.Criteria[0] with { Id = "few", Question = new HasMembers(20), Strands = ["S2"] }],
        });
        await scene.UpToDate();

        var best = Assert.Single((await running.Send(new FindStandings("A-1")))!.Clusters);
        var strict = Assert.Single((await running.Send(new FindStandings("A-1", Strand: "S1")))!.Clusters);

        Assert.Equal(("S2", Outcome.Met, "S1", Outcome.NotMet), (best.Strand, best.Outcome, strict.Strand, strict.Outcome));
    }

    [Fact]
    public async Task Waits_for_a_position_and_says_where_it_is_when_it_does_not_come()
    {
        await using var running = await Start();
        var scene = new Scene(running);
        var cluster = await scene.Cluster(10);
        await scene.Publish(Scene.Terms("A-1", 40));
        var position = await scene.Change(cluster, 50);

        var answer = (await running.Send(new FindStandings("A-1", MinPosition: position)))!;
        Assert.True(answer.Position >= position);
        Assert.Equal(new StandingCounts(1, 0, 0), answer.Counts);

        var behind = await Assert.ThrowsAsync<PositionNotReached>(() => running.Send(new FindStandings("A-1", MinPosition: position + 1_000)));
        Assert.True(behind.Reached >= position);
    }

    private async Task<RunningInfrastructure> Start() => await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn));
}
