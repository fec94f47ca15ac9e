using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Time;
using EligibilityService.Tests;

namespace EligibilityService.Infrastructure.Tests.Ledger;

/// <summary>A text is kept in the transaction of the event that cites it: none is lost, and none lies about that nobody can find to erase it.</summary>
public sealed class KeepingNotes(PostgresFixture postgres) : IAsyncLifetime
{
    private RunningInfrastructure _service = null!;

    public async ValueTask InitializeAsync() => _service = await RunningInfrastructure.Start(await postgres.FreshDatabase());

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task of_a_refusal_once_however_often_it_is_sent()
    {
        var cluster = await UnderReview();

        foreach (var reason in (string[])["Say how many members you have.", "Say how many members you have.", "And where."]) Assert.Null((await _service.Send(new RefuseProfile(cluster, reason))).Refusal);

        Assert.Equal(["Say how many members you have."], await Notes());
    }

    [Fact]
    public async Task of_many_refusals_at_once_only_the_one_that_was_decided()
    {
        var cluster = await UnderReview();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(turn => _service.Send(new RefuseProfile(cluster, $"Reason {turn}."))));

        Assert.Single(await Notes());
    }

    [Fact]
    public async Task of_what_was_turned_down_not_at_all()
    {
        var cluster = await UnderReview();

        Assert.Equal("cluster-not-published", (await _service.Send(new SuspendProfile(cluster, "The website is gone."))).Refusal?.Code);

        Assert.Empty(await Notes());
    }

    private async Task<Guid> UnderReview()
    {
        var id = Guid.CreateVersion7();
        await _service.Decide(id, (Cluster cluster) => cluster.Draft(Guid.NewGuid(), null, new() { Name = "Cluster", Country = "DE" }, new(AssertedBy.Applicant)));
        Assert.Null((await _service.Send(new RequestReview(id))).Refusal);
        return id;
    }

    private async Task<List<string>> Notes()
    {
        var texts = new List<string>();
        await using var command = _service.Database.CreateCommand("select text from eligibility.notes");
        await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await row.ReadAsync(TestContext.Current.CancellationToken)) texts.Add(row.GetString(0));
        return texts;
    }
}
