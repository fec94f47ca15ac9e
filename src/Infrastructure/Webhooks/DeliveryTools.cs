using System.Collections.Concurrent;
using EligibilityService.Application;
using EligibilityService.Application.Feed;
using EligibilityService.Application.Knowing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace EligibilityService.Infrastructure.Webhooks;

/// <summary>What all that is sent from a host has in common.</summary>
internal sealed record DeliveryTools(
    NpgsqlDataSource Source, FeedTail Tail, IFacts Facts, ServiceClock Clock, TimeProvider Time, WebhookSender Sender, SecretBox Box, WebhookSettings Settings, IServiceScopeFactory Scopes, ServiceAddress Address)
{
    /// <summary>Messages under way from this host at once, whatever the number of subscriptions.</summary>
    private SemaphoreSlim Lines { get; } = new(256);

    /// <summary>Of these, as many as one owner may hold: slow addresses of one keep nobody else waiting.</summary>
    private readonly ConcurrentDictionary<Guid, SemaphoreSlim> _ofOwners = new();

    public async Task<T> OnALine<T>(Guid owner, Func<Task<T>> send, CancellationToken cancellationToken)
    {
        var own = _ofOwners.GetOrAdd(owner, static _ => new(64));
        await own.WaitAsync(cancellationToken);
        try
        {
            await Lines.WaitAsync(cancellationToken);
            try
            {
                return await send();
            }
            finally
            {
                Lines.Release();
            }
        }
        finally
        {
            own.Release();
        }
    }
}

/// <summary>Messages of a subscription go evenly over the minute, from whichever host and for whatever reason, so that no limit is met in bursts.</summary>
internal static class Pace
{
    private const string Taking = """
        update eligibility.cursors set free_at = greatest(free_at, $2) + make_interval(secs => 60.0 / least($3, allowed_rate)) where id = $1 and (free_at is null or free_at <= $4)
        returning free_at - make_interval(secs => 60.0 / least($3, allowed_rate))
        """;

    /// <param name="cursor">Of the subscription, or of the trial.</param>
    /// <param name="perMinute">What its owner wants; the address may want fewer.</param>
    /// <param name="latest">Whoever would have to wait for longer takes no turn.</param>
    /// <returns>When it may be sent; nothing where it takes no turn.</returns>
    public static async Task<DateTimeOffset?> Turn(NpgsqlDataSource source, Guid cursor, int? perMinute, DateTimeOffset now, DateTimeOffset latest, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(Taking);
        command.Parameters.Add(new() { Value = cursor });
        command.Parameters.Add(new() { Value = now.ToUniversalTime() });
        command.Parameters.Add(CursorTables.Optional(perMinute, NpgsqlTypes.NpgsqlDbType.Integer));
        command.Parameters.Add(new() { Value = latest.ToUniversalTime() });
        return await command.ExecuteScalarAsync(cancellationToken) switch { null => null, DateTime turn => new DateTimeOffset(turn), _ => now };
    }

    /// <returns>When the next turn comes; nothing where there is no such cursor any more.</returns>
    public static async Task<DateTimeOffset?> FreeAt(NpgsqlDataSource source, Guid cursor, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select free_at from eligibility.cursors where id = $1");
        command.Parameters.Add(new() { Value = cursor });
        return await command.ExecuteScalarAsync(cancellationToken) switch { null => null, DateTime free => new DateTimeOffset(free), _ => DateTimeOffset.MinValue };
    }
}
