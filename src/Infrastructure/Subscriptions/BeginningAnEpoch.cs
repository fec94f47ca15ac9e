using EligibilityService.Infrastructure.Knowing;
using Npgsql;

namespace EligibilityService.Infrastructure.Subscriptions;

/// <summary>Lets the feed begin a new epoch after a backup was put back: whoever had read further notices, and is told where to go on.</summary>
public interface IBeginEpoch
{
    /// <returns>Null while a running host leads: stop the hosts first.</returns>
    Task<NewEpoch?> Begin(CancellationToken cancellationToken);
}

/// <param name="Number">Of the last entry that is there.</param>
public sealed record NewEpoch(string Before, string Epoch, long Number);

/// <remarks>Under the lead, so that no host numbers an entry meanwhile.</remarks>
internal sealed class BeginningAnEpoch(NpgsqlDataSource source, Roster roster, Leadership leadership) : IBeginEpoch
{
    private const string Anew = """
        with before as (select epoch from eligibility.feed_progress for update)
        update eligibility.feed_progress p set epoch = substr(md5(random()::text || clock_timestamp()::text), 1, 12) from before returning before.epoch, p.epoch, p.number
        """;

    public async Task<NewEpoch?> Begin(CancellationToken cancellationToken)
    {
        await new OwnTables(source).StartingAsync(cancellationToken);
        if (roster.ExecuteTask is null) await roster.StartAsync(cancellationToken);   // whoever leads has read all there is

        NewEpoch? begun = null;
        await leadership.TryLead(async (_, leading) =>
        {
            await using var command = source.CreateCommand(Anew);
            await using var row = await command.ExecuteReaderAsync(leading);
            if (await row.ReadAsync(leading)) begun = new(row.GetString(0), row.GetString(1), row.GetInt64(2));
        }, cancellationToken);
        return begun;
    }
}
