using System.Text.Json;
using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Feed;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Subscriptions;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Subscriptions;
using EligibilityService.Infrastructure.Subscriptions;
using FluentValidation;
using FluentValidation.Results;
using MediatR;
using Npgsql;
using NpgsqlTypes;

namespace EligibilityService.Infrastructure.Webhooks;

/// <summary>What an owner does with his or her subscription by hand: try it out, send something once more.</summary>
internal sealed class Trying(Deliveries deliveries, IFacts facts, IMediator mediator, EndpointGuard guard, CursorBell bell, ICallerAccessor callers)
    : IRequestHandler<TestDelivery, AttemptMade>, IRequestHandler<RetryNow, SubscriptionAnswer>, IRequestHandler<RetryDeadLetter, AttemptMade?>, IRequestHandler<ReplayEntries, ReplayStarted>
{
    private const int MostRuns = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private DeliveryTools Tools => deliveries.Tools;

    public async Task<AttemptMade> Handle(TestDelivery command, CancellationToken cancellationToken)
    {
        var known = await Own(command.SubscriptionId, cancellationToken);
        var test = new FeedItem(0, "", Guid.CreateVersion7().ToString(), "subscription.test.v1", "public", known.Id.ToString(), Tools.Clock.GetUtcNow(), JsonSerializer.SerializeToElement(new { subscription = known.Id }));
        var (attempt, refusal) = await Send([new(test, 0, Mark.Test, IsCounted: false)], known, null, cancellationToken);
        return attempt is null ? new(null, refusal) : new(await Log(known.Id, attempt, [], cancellationToken));
    }

    public async Task<SubscriptionAnswer> Handle(RetryNow command, CancellationToken cancellationToken)
    {
        await Own(command.SubscriptionId, cancellationToken);
        await Execute("update eligibility.cursors set next_at = null, fence = fence + 1, holder = null where subscription = $1", [new() { Value = command.SubscriptionId }], cancellationToken);
        bell.Ring();
        return await mediator.Send(new ShowSubscription(command.SubscriptionId), cancellationToken);
    }

    public async Task<AttemptMade?> Handle(RetryDeadLetter command, CancellationToken cancellationToken)
    {
        var known = await Own(command.SubscriptionId, cancellationToken);
        if (await Counted(command, cancellationToken) is not { } letter || await FeedRow.After(Tools.Source, command.Number - 1, 1, cancellationToken) is not [{ TellsSomething: true } row]) return null;

        var sight = new Sight(CursorRun.OwnerOf(known.State), facts.Now, Tools.Clock.GetUtcNow());
        if (!sight.OfEntry(row.Class, row.Call, row.Cluster, row.Subject)) return null;

        Sendable[] entries = [new(row.Told(), letter.Counter, letter.Mark, IsCounted: letter.Counter > 0)];
        var (attempt, refusal) = await Send(entries, known, Tools.Address.Known, cancellationToken);
        if (attempt is null) return new(null, refusal);
        if (attempt.IsOfConsent) return new(await Log(known.Id, attempt, [], cancellationToken));

        await Execute(
            attempt.Accepted ? "delete from eligibility.dead_letters where subscription = $1 and number = $2" : "update eligibility.dead_letters set attempts = attempts + 1, status = $3, trouble = $4, answer = $5 where subscription = $1 and number = $2",
            [
                new() { Value = known.Id }, new() { Value = command.Number },
                .. attempt.Accepted ? (NpgsqlParameter[])[] : [CursorTables.Optional(attempt.Status, NpgsqlDbType.Integer), CursorTables.Optional(attempt.Trouble, NpgsqlDbType.Text), CursorTables.Optional(attempt.Answer, NpgsqlDbType.Text)],
            ],
            cancellationToken);
        return new(await Log(known.Id, attempt, entries, cancellationToken));
    }

    public async Task<ReplayStarted> Handle(ReplayEntries command, CancellationToken cancellationToken)
    {
        var known = await Own(command.SubscriptionId, cancellationToken);
        if (known.State.Status is SubscriptionStatus.Ended) return new(null, SubscriptionRefusals.Over);
        if (command.Url is { } url && await guard.Check(url, cancellationToken) is { } inside) throw new ValidationException([new ValidationFailure("url", $"{inside.Reason.En}\u001f{inside.Reason.De}") { ErrorCode = inside.Code }]);

        var last = (await Feed.Progress(Tools.Source, cancellationToken)).Number;
        if (command.From > last || command.To > last) return new(null, SubscriptionRefusals.AheadOfTheFeed(last));

        var to = command.To ?? (command.IsTrial ? Math.Min(last, command.From + ReplayEntriesShape.LongestTrial - 1) : last);
        await using var connection = await Tools.Source.OpenConnectionAsync(cancellationToken);
        await using var begin = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("select 1 from eligibility.cursors where id = $1 for update") { Parameters = { new() { Value = known.Id } } },   // who begins several at once begins them one after another, and it does not end meanwhile
                new($"""
                    insert into eligibility.cursors as c (id, subscription, mark, url, epoch, position, until, high)
                    select $1, own.id, $3, $4, progress.epoch, $5, $6, $5 from eligibility.feed_progress progress, eligibility.cursors own
                    where own.id = $2 and (select count(*) from eligibility.cursors where subscription = $2 and mark in (1, 2)) < {MostRuns} returning {Place.Columns}
                    """)
                {
                    Parameters =
                    {
                        new() { Value = Guid.CreateVersion7() }, new() { Value = known.Id }, new() { Value = (short)(command.IsTrial ? Mark.Test : Mark.Replay) }, CursorTables.Optional(command.Url, NpgsqlDbType.Text), new() { Value = command.From - 1 }, new() { Value = to },
                    },
                },
            },
        };
        await using var row = await begin.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken)) return new(null, SubscriptionRefusals.Over);   // it has ended meanwhile

        await row.NextResultAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken)) return new(null, Enough);

        bell.Ring();
        return new(SubscriptionReading.Tell(Place.Read(row)));
    }

    private Task<SubscriptionRecord> Own(Guid id, CancellationToken cancellationToken) => facts.OwnSubscription(id, callers.Caller, cancellationToken);

    /// <summary>Signed and in its turn, as all that the subscription is sent. The address may be another by now, and nothing is sent to one that does not want it.</summary>
    private async Task<(Attempt? Attempt, Refusal? Refusal)> Send(Sendable[] entries, SubscriptionRecord known, Uri? service, CancellationToken cancellationToken)
    {
        var (delivery, now) = (known.State.Delivery, Tools.Time.GetUtcNow());
        if (known.State.Status is SubscriptionStatus.Ended) return (null, SubscriptionRefusals.Over);
        if (await Pace.Turn(Tools.Source, known.Id, delivery.PerMinute, now, now + Patience, cancellationToken) is not { } turn) return (null, TooMany);

        if (turn > now) await Task.Delay(turn - now, Tools.Time, cancellationToken);
        var secrets = await CursorTables.Secrets(Tools.Source, known.Id, Tools.Time.GetUtcNow(), Tools.Box, cancellationToken);
        if (secrets.Count == 0) return (null, SubscriptionRefusals.Over);   // it has ended meanwhile

        var (consent, _) = await Tools.OnALine(known.State.Owner, () => Tools.Sender.AskConsent(delivery.Url, delivery.PerMinute, cancellationToken), cancellationToken);
        if (!consent.Accepted) return (consent with { IsOfConsent = true }, null);

        var message = WebhookMessage.Of(entries, delivery.Form, known.Id, (await Feed.Progress(Tools.Source, cancellationToken)).Epoch, service);
        return (await Tools.OnALine(known.State.Owner, () => Tools.Sender.Send(message, delivery.Url, secrets, cancellationToken), cancellationToken), null);
    }

    private async Task<AttemptAnswer> Log(Guid subscription, Attempt attempt, Sendable[] entries, CancellationToken cancellationToken)
    {
        var (log, at, mark) = (new AttemptLog(Tools.Source, subscription, Tools.Settings.Kept), Tools.Time.GetUtcNow(), entries.Length > 0 ? entries[0].Mark : Mark.Test);
        var id = log.Add(attempt, entries, mark, at);
        await log.Write(cancellationToken);
        return SubscriptionReading.Tell(id, at, mark, entries.Length > 0 ? entries[0].Entry.Number : null, entries.Length > 0 ? entries[^1].Entry.Number : null, entries.Length, attempt);
    }

    private async Task<(long Counter, Mark Mark)?> Counted(RetryDeadLetter command, CancellationToken cancellationToken)
    {
        await using var find = Tools.Source.CreateCommand("select counter, mark from eligibility.dead_letters where subscription = $1 and number = $2");
        find.Parameters.Add(new() { Value = command.SubscriptionId });
        find.Parameters.Add(new() { Value = command.Number });
        await using var row = await find.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? (row.GetInt64(0), (Mark)row.GetInt16(1)) : null;
    }

    private async Task Execute(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        await using var command = Tools.Source.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static readonly Refusal TooMany = new("deliveries-enough", new(
        "As many messages wait as the limit of messages a minute allows for now. Try again in a minute, or raise the limit.",
        "Es warten so viele Nachrichten, wie die Grenze je Minute derzeit zulässt. Versuchen Sie es in einer Minute noch einmal, oder heben Sie die Grenze an."));

    private static readonly Refusal Enough = new("replays-enough", new(
        $"{MostRuns} replays and trials of this subscription are under way. Wait until one is through.", $"{MostRuns} Wiederholungen und Proben dieses Abonnements laufen schon. Warten Sie, bis eine fertig ist."));
}
