using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Application.Subscriptions;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Subscriptions;
using EligibilityService.Infrastructure.Broker;
using EligibilityService.Infrastructure.Subscriptions;
using MediatR;
using Npgsql;

namespace EligibilityService.Infrastructure.Webhooks;

internal sealed class SubscriptionReading(NpgsqlDataSource source, IFacts facts, IPersons persons, ICallerAccessor callers, BrokerReading broker, TimeProvider time)
    : IRequestHandler<ShowSubscriptions, SubscriptionsAnswer>, IRequestHandler<ShowSubscription, SubscriptionAnswer>, IRequestHandler<ShowDeliveries, DeliveriesAnswer>, IRequestHandler<ShowDeadLetters, DeadLettersAnswer>
{
    private static readonly string Places = $"select {Place.Columns} from eligibility.cursors c where c.subscription = any($1) order by c.id";

    public async Task<SubscriptionsAnswer> Handle(ShowSubscriptions question, CancellationToken cancellationToken)
    {
        var (knowledge, caller) = (facts.Now, callers.Caller);
        var mine = knowledge.Subscriptions.Where(subscription => caller.Is(Role.Administrator) || subscription.State.Owner == caller.PersonId).ToArray();
        var progress = await Feed.Progress(source, cancellationToken);
        var told = await Tell(mine, knowledge, progress, cancellationToken);
        return new(progress.Epoch, progress.Number, knowledge.Position, [.. told.OrderBy(one => one.Status is SubscriptionStatus.Ended).ThenByDescending(one => one.Why is not null).ThenByDescending(one => one.OpenedAt)], caller.Is(Role.Administrator) ? await broker.Now(cancellationToken) : null);
    }

    public async Task<SubscriptionAnswer> Handle(ShowSubscription question, CancellationToken cancellationToken)
    {
        var known = await facts.OwnSubscription(question.SubscriptionId, callers.Caller, cancellationToken, orAdministrator: true);
        return (await Tell([known], facts.Now, await Feed.Progress(source, cancellationToken), cancellationToken))[0];
    }

    public async Task<DeliveriesAnswer> Handle(ShowDeliveries question, CancellationToken cancellationToken)
    {
        await facts.OwnSubscription(question.SubscriptionId, callers.Caller, cancellationToken, orAdministrator: true);
        var attempts = new List<AttemptAnswer>();
        await using var command = source.CreateCommand("select id, at, mark, first, last, entries, status, ms, trouble, sent, answer from eligibility.deliveries where subscription = $1 order by at desc, id desc limit 100");
        command.Parameters.Add(new() { Value = question.SubscriptionId });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            attempts.Add(Tell(
                row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), (Mark)row.GetInt16(2), row.IsDBNull(3) ? null : row.GetInt64(3), row.IsDBNull(4) ? null : row.GetInt64(4), row.GetInt32(5),
                new(row.IsDBNull(6) ? null : row.GetInt32(6), row.GetInt32(7), row.IsDBNull(8) ? null : row.GetString(8), row.GetString(9), row.IsDBNull(10) ? null : row.GetString(10), null)));
        }

        return new(attempts);
    }

    public async Task<DeadLettersAnswer> Handle(ShowDeadLetters question, CancellationToken cancellationToken)
    {
        await facts.OwnSubscription(question.SubscriptionId, callers.Caller, cancellationToken, orAdministrator: true);
        var letters = new List<DeadLetterAnswer>();
        await using var command = source.CreateCommand("select number, counter, parked_at, attempts, status, trouble, answer from eligibility.dead_letters where subscription = $1 order by number limit 1000");
        command.Parameters.Add(new() { Value = question.SubscriptionId });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            int? status = row.IsDBNull(4) ? null : row.GetInt32(4);
            letters.Add(new(row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<DateTimeOffset>(2), row.GetInt32(3), status, DeliveryTrouble.Said(row.IsDBNull(5) ? null : row.GetString(5), status), row.IsDBNull(6) ? null : row.GetString(6)));
        }

        return new(letters);
    }

    internal static AttemptAnswer Tell(Guid id, DateTimeOffset at, Mark mark, long? first, long? last, int entries, Attempt attempt) => new(
        id, at, (DeliveryKind)mark, first, last, entries, attempt.Accepted, attempt.Status, attempt.Milliseconds, attempt.Trouble, DeliveryTrouble.Said(attempt.Trouble, attempt.Status), attempt.Headers, attempt.Answer);

    internal static RunAnswer Tell(Place run) => new(run.Id, (DeliveryKind)run.Told, run.Url, run.Position, run.Until!.Value, run.Failures);

    private async Task<List<SubscriptionAnswer>> Tell(IReadOnlyCollection<SubscriptionRecord> known, IKnowledge knowledge, FeedProgress progress, CancellationToken cancellationToken)
    {
        Guid[] ids = [.. known.Select(subscription => subscription.Id)];
        var places = (await All(Places, ids, Place.Read, cancellationToken)).ToLookup(place => place.Subscription);
        var aside = (await All("select subscription, count(*) from eligibility.dead_letters where subscription = any($1) group by subscription", ids, row => (Id: row.GetGuid(0), Count: (int)row.GetInt64(1)), cancellationToken)).ToDictionary(row => row.Id, row => row.Count);
        var waiting = (await All("select c.id, e.time from eligibility.cursors c join eligibility.feed_entries e on e.number = c.position + 1 where c.id = any($1)", ids, row => (Id: row.GetGuid(0), Since: row.GetFieldValue<DateTimeOffset>(1)), cancellationToken)).ToDictionary(row => row.Id, row => row.Since);
        var now = time.GetUtcNow();
        var secrets = (await All("select subscription, number, valid_until from eligibility.webhook_secrets where subscription = any($1) order by number desc", ids, row => (Id: row.GetGuid(0), Number: row.GetInt32(1), Until: row.IsDBNull(2) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(2)), cancellationToken))
            .Where(secret => secret.Until is null || secret.Until > now).ToLookup(secret => secret.Id, secret => new SecretAnswer(secret.Number, secret.Until));
        var names = callers.Caller.Is(Role.Administrator) ? await persons.Names([.. known.Select(subscription => subscription.State.Owner).Distinct()], cancellationToken) : new Dictionary<Guid, string>();

        return [.. known.Select(subscription =>
        {
            var (state, place) = (subscription.State, places[subscription.Id].FirstOrDefault(one => one.Mark is Mark.Live));
            var behind = place is null ? 0 : Math.Max(0, progress.Number - place.Position);
            var health = HealthOf(state, place, behind);
            return new SubscriptionAnswer(
                subscription.Id, state.Owner, names.GetValueOrDefault(state.Owner), state.Status, health, state.Delivery, state.Filter, state.OpenedAt, place?.Position ?? 0, behind, place?.Counter ?? 0,
                behind > 0 && waiting.TryGetValue(subscription.Id, out var since) ? since : null, Why(health, state, place), place?.Failures ?? 0, place?.FailingSince, place?.NextAt, place?.TakenAt, place?.AllowedRate,
                aside.GetValueOrDefault(subscription.Id), [.. secrets[subscription.Id]], [.. places[subscription.Id].Where(one => one.Mark is not Mark.Live).Select(Tell)], subscription.Version, knowledge.Position);
        })];
    }

    private static SubscriptionHealth HealthOf(Subscription state, Place? place, long behind) => state.Status switch
    {
        SubscriptionStatus.Ended => SubscriptionHealth.Ended,
        SubscriptionStatus.Paused => SubscriptionHealth.Paused,
        SubscriptionStatus.Disabled => SubscriptionHealth.Disabled,
        _ when place?.Consented != state.Delivery.Url => SubscriptionHealth.AwaitingConsent,
        _ when place?.Failures > 0 => SubscriptionHealth.Failing,
        _ => behind > 0 ? SubscriptionHealth.CatchingUp : SubscriptionHealth.UpToDate,
    };

    private static Text? Why(SubscriptionHealth health, Subscription state, Place? place) => health switch
    {
        SubscriptionHealth.Disabled when state.Disabled is { Because: DisabledBecause.Gone } => new("The address said that it is gone. Change it, then resume.", "Die Adresse hat sich als aufgegeben gemeldet. Ändern Sie sie, und setzen Sie dann fort."),
        SubscriptionHealth.Disabled => new("The address took nothing for days, so the service stopped. Mend it, then resume; nothing is lost.", "Die Adresse hat tagelang nichts angenommen, daher hat der Dienst angehalten. Beheben Sie es, und setzen Sie dann fort; nichts geht verloren."),
        SubscriptionHealth.Failing or SubscriptionHealth.AwaitingConsent => DeliveryTrouble.Said(place?.Trouble, place?.Status),
        _ => null,
    };

    private async Task<List<T>> All<T>(string sql, Guid[] ids, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = ids });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken)) rows.Add(read(row));
        return rows;
    }
}
