using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Infrastructure.Ledger;
using Marten;
using Marten.Services;
using Npgsql;

namespace EligibilityService.Infrastructure.ReadModels;

/// <summary>Appends the outcomes that changed, in the transaction that wrote the last of them: one event for a call, a strand and a cause.</summary>
internal sealed class StandingsTelling(IDocumentStore store, ServiceClock clock, Wake wake)
{
    /// <summary>A cause that is still being worked off waits until it is through.</summary>
    private const string Through = """
        delete from eligibility.standings_changes c
        where not exists (select from eligibility.standings_calls k where k.call_id = c.call_id and k.cause = c.cause)
        returning c.call_id, c.strand, c.cluster_id, c.before, c.after, c.cause, c.caused_at, c.by_new_engine
        """;

    private sealed record Changed(Guid Call, string Strand, EligibilityChange Change, string Cause, DateTimeOffset CausedAt, bool ByNewEngine);

    /// <returns>Whether something was appended.</returns>
    public async Task<bool> Tell(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var told = false;
        foreach (var batch in (await TakeOut(connection, cancellationToken)).GroupBy(changed => (changed.Call, changed.Strand, changed.Cause, changed.ByNewEngine)))
        {
            var changes = batch.Select(changed => changed.Change).Where(change => change.Before != change.After).OrderBy(change => change.Cluster).ToArray();
            if (changes.Length == 0) continue;

            var (call, strand, cause, byNewEngine) = batch.Key;
            told |= await Append(connection, transaction, new(call, strand, cause, changes, Assessment.Engine, byNewEngine), batch.Max(changed => changed.CausedAt), cancellationToken);
        }

        return told;
    }

    public void Wake() => wake.Now();

    private static async Task<List<Changed>> TakeOut(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var through = new List<Changed>();
        await using var command = new NpgsqlCommand(Through, connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            through.Add(new(
                row.GetGuid(0), row.GetString(1), new(row.GetGuid(2), (Outcome)row.GetInt16(3), (Outcome)row.GetInt16(4)),
                row.GetString(5), await row.GetFieldValueAsync<DateTimeOffset>(6, cancellationToken), row.GetBoolean(7)));
        }

        return through;
    }

    private async Task<bool> Append(NpgsqlConnection connection, NpgsqlTransaction transaction, EligibilityChanged changed, DateTimeOffset causedAt, CancellationToken cancellationToken)
    {
        var stream = EligibilityChanged.StreamOf(changed.Call);
        var first = await StandingsTables.Do(
            connection, "insert into eligibility.reservations values ($1, $2, $3) on conflict do nothing", cancellationToken, Reservations.EligibilityTold, Reservations.Told(changed), stream);
        if (first == 0) return false;

        await using var session = store.LightweightSession(SessionOptions.ForTransaction(transaction));
        session.LastModifiedBy = Caller.Service.PersonId.ToString();
        session.CausationId = changed.Cause;
        session.Events.Append(stream, changed);
        using (PinnableClock.Pin(await NotBefore(connection, stream, causedAt, cancellationToken))) await session.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>Never before its cause, nor before what the stream told last: in played history the cause may be ahead of the clock.</summary>
    private async Task<DateTimeOffset> NotBefore(NpgsqlConnection connection, Guid stream, DateTimeOffset causedAt, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select timestamp from events.mt_events where stream_id = $1 order by version desc limit 1", connection) { Parameters = { new() { Value = stream } } };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var last = await row.ReadAsync(cancellationToken) ? await row.GetFieldValueAsync<DateTimeOffset>(0, cancellationToken) : DateTimeOffset.MinValue;
        return new[] { clock.GetUtcNow(), causedAt, last }.Max();
    }
}
