using EligibilityService.Infrastructure.Ledger;

namespace EligibilityService.Infrastructure.Tests.Ledger;

/// <summary>So many at a time, and nobody is forgotten.</summary>
public sealed class TakingTurns
{
    [Fact]
    public async Task whoever_comes_too_many_waits_until_somebody_has_done()
    {
        var (turns, taken) = (new Turns(), new List<Turns.Turn>());
        var next = Next(turns, TestContext.Current.CancellationToken);
        for (; next.IsCompletedSuccessfully; next = Next(turns, TestContext.Current.CancellationToken))
        {
            taken.Add(await next);
            Assert.InRange(taken.Count, 1, 10_000);
        }

        Assert.True(taken.Count >= 16);
        taken[0].Dispose();
        using (await next) Assert.False(Next(turns, TestContext.Current.CancellationToken).IsCompleted);
        Turns.BeforeAll.Dispose();
    }

    [Fact]
    public async Task whoever_goes_away_meanwhile_leaves_the_turn_to_others()
    {
        var (turns, taken) = (new Turns(), new List<Turns.Turn>());
        using var gone = new CancellationTokenSource();
        var next = Next(turns, gone.Token);
        for (; next.IsCompletedSuccessfully; next = Next(turns, gone.Token)) taken.Add(await next);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        taken[0].Dispose();
        Assert.True(Next(turns, TestContext.Current.CancellationToken).IsCompletedSuccessfully);
    }

    private static Task<Turns.Turn> Next(Turns turns, CancellationToken cancellationToken) => turns.Next(cancellationToken).AsTask();
}
