using EligibilityService.Application.Access;
using EligibilityService.Application;
using EligibilityService.Application.Feed;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Subscriptions;
using EligibilityService.Infrastructure.Subscriptions;
using Microsoft.Extensions.DependencyInjection;

namespace EligibilityService.Infrastructure.Webhooks;

/// <summary>Moves one cursor along the feed: reads on, weighs what the owner may read by now, sends, and notes how far it has got.</summary>
/// <remarks>
/// Nothing is kept of a message but that. Between two notes at most <see cref="NoteEvery"/> pass, so that much may come twice when a host dies.
/// Without strict order several messages are under way; those that were taken ahead of one that was not are remembered here, and only here.
/// </remarks>
internal sealed class CursorRun(Place place, DeliveryTools tools) : IDisposable
{
    private const int Page = 500, Window = 64, SingleAfter = 3, AsideAfter = 5;
    private static readonly TimeSpan NoteEvery = TimeSpan.FromMilliseconds(100), SkippedEvery = TimeSpan.FromSeconds(15), Quiet = TimeSpan.FromSeconds(1), KnownSoon = TimeSpan.FromMilliseconds(20);

    private readonly AttemptLog _log = new(tools.Source, place.Subscription, tools.Settings.Kept);
    private readonly HashSet<long> _ahead = [];
    private readonly SemaphoreSlim _turns = new(1);
    private (long Number, int Times) _refused;
    private Place _place = place, _noted = place;
    private bool _isInThisEpoch;
    private long _notedAt = tools.Time.GetTimestamp();
    private IReadOnlyList<byte[]> _secrets = [];
    private DateTimeOffset _secretsUntil;

    private DateTimeOffset Now => tools.Time.GetUtcNow();

    public async Task Run(CancellationToken cancellationToken)
    {
        if (await _place.WasLeftBehind(tools.Source, cancellationToken)) return;

        try
        {
            while (!await IsOver(cancellationToken))
            {
                await Pause(_place.NextAt, cancellationToken);
                var subscription = await Known(cancellationToken);
                if ((_place.Mark is Mark.Live && !await Consents(subscription, cancellationToken)) || !await IsInThisEpoch(subscription, cancellationToken)) continue;

                var grown = tools.Tail.Grown;
                var rows = await _place.Next(tools, Page, cancellationToken);
                if (rows.Count > 0) await Pass(rows, subscription, cancellationToken);
                else if (_place.Until is { } until) _place = _place with { Position = until };   // a restore has taken the rest of it
                else await Idle(grown, cancellationToken);
            }
        }
        finally
        {
            // Also when it was told to stop: the next one need not send again what was taken.
            if (_log.HoldsSome) await _log.Write(CancellationToken.None);
            if (_noted != _place) await Note(CancellationToken.None);
        }
    }

    public void Dispose() => _turns.Dispose();

    /// <summary>After a restore what lies beyond the end is gone. Whoever follows is told so before anything else comes.</summary>
    private async Task<bool> IsInThisEpoch(Subscription subscription, CancellationToken cancellationToken)
    {
        if (_isInThisEpoch) return true;

        var progress = await Feed.Progress(tools.Source, cancellationToken);
        _isInThisEpoch = _place.Epoch == progress.Epoch && _place.Position <= progress.Number;
        if (_isInThisEpoch) return true;

        var resumed = _place with { Epoch = progress.Epoch, Position = Math.Min(_place.Position, progress.Number), High = Math.Min(_place.High, progress.Number), Until = _place.Until is { } until ? Math.Min(until, progress.Number) : null };
        if (_place.Mark is Mark.Live && _place.Epoch != progress.Epoch)
        {
            await Secrets(cancellationToken);
            var ended = EpochEndedV1.Of(_place.Epoch, progress.Epoch, resumed.Position, _place.Counter);
            var attempt = await Send(WebhookMessage.OfNewEpoch(ended, subscription.Delivery.Form, _place.Subscription, tools.Clock.GetUtcNow(), tools.Address.Known), subscription, cancellationToken);
            if (!attempt.Accepted)
            {
                await Failed(attempt, cancellationToken);
                return false;
            }

            resumed = resumed.Taken(attempt, Now);
        }

        _place = resumed;
        await Note(cancellationToken);
        return false;   // and looked at once more, for a range may be over by now
    }

    private async Task<bool> IsOver(CancellationToken cancellationToken)
    {
        if (_place.Until is not { } until || _place.Position < until) return false;

        await Note(cancellationToken);
        await _place.Remove(tools.Source, cancellationToken);
        return true;
    }

    /// <summary>This host may hear of the subscription a moment after its cursor is there.</summary>
    private async Task<Subscription> Known(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (tools.Facts.Now.Subscription(_place.Subscription) is { IsBroken: false } known) return known.State;
            await Task.Delay(KnownSoon, cancellationToken);
        }
    }

    private string UrlOf(Subscription subscription) => _place.Url ?? subscription.Delivery.Url;

    private async Task<bool> Consents(Subscription subscription, CancellationToken cancellationToken)
    {
        var url = UrlOf(subscription);
        if (_place.Consented == url) return true;

        var (attempt, perMinute) = await tools.OnALine(subscription.Owner, () => tools.Sender.AskConsent(url, subscription.Delivery.PerMinute, cancellationToken), cancellationToken);
        _log.Add(attempt, [], _place.Told, Now);
        if (!attempt.Accepted)
        {
            await Failed(attempt, cancellationToken);
            return false;
        }

        _place = _place.Taken(attempt, Now) with { Consented = url, AllowedRate = perMinute };
        await Note(cancellationToken);
        return true;
    }

    private async Task Pass(IReadOnlyList<FeedRow> rows, Subscription subscription, CancellationToken cancellationToken)
    {
        var knowledge = await tools.Facts.AtLeast(rows.Max(row => row.Sequence), cancellationToken);
        var sight = new Sight(OwnerOf(subscription), knowledge, tools.Clock.GetUtcNow());
        var wanted = new List<Sendable>();
        foreach (var row in rows.Where(row => IsWanted(row, subscription, sight, knowledge)))
        {
            var mark = _place.Mark is Mark.Live && row.Number <= _place.High ? Mark.Replay : _place.Told;
            wanted.Add(new(row.Told(), _place.Counter + wanted.Count + 1, mark, _place.Mark is Mark.Live));
        }

        if (wanted.Count > 0 && !await Consents(subscription, cancellationToken)) return;   // of a run it is asked only where there is something for it

        while (wanted.Exists(entry => !_ahead.Contains(entry.Entry.Number)))
        {
            if (!await SendSome(wanted, subscription, cancellationToken)) return;
        }

        _place = _place.At(rows[^1].Number, _place.Counter + wanted.Count(entry => entry.Counter > _place.Counter));
        _ahead.RemoveWhere(number => number <= _place.Position);
        if (tools.Time.GetElapsedTime(_notedAt) >= (wanted.Count > 0 ? NoteEvery : SkippedEvery)) await Note(cancellationToken);
    }

    internal static Caller OwnerOf(Subscription subscription) =>
        new(subscription.Owner, subscription.Roles.Select(role => Enum.Parse<Role>(role, ignoreCase: true)).ToHashSet(), IsAuthenticated: true);

    internal static bool IsWanted(FeedRow row, Subscription subscription, Sight sight, IKnowledge knowledge) =>
        row.TellsSomething
        && subscription.Filter.Wants(row.Type!, (EntryClass)row.Class, row.Call, row.Cluster, () => row.Cluster is { } cluster ? knowledge.Cluster(cluster)?.State.Profile.Country : null)
        && sight.OfEntry(row.Class, row.Call, row.Cluster, row.Subject);

    /// <returns>False: something was not taken, and there is a pause before it is tried again.</returns>
    private async Task<bool> SendSome(List<Sendable> wanted, Subscription subscription, CancellationToken cancellationToken)
    {
        var delivery = subscription.Delivery;
        var isInTrouble = _place.Failures > 0;
        var size = delivery.Form is not MessageForm.Batched || _place.Failures >= SingleAfter ? 1 : delivery.Batch;
        var messages = wanted.Where(entry => !_ahead.Contains(entry.Entry.Number)).Chunk(size)
            .Take(isInTrouble ? 1 : Window).Select(entries => MessageOf(entries, subscription)).ToArray();
        await Secrets(cancellationToken);

        var (attempts, stop) = (new Attempt?[messages.Length], false);
        await Parallel.ForAsync(0, messages.Length, new ParallelOptions { MaxDegreeOfParallelism = delivery.StrictOrder || isInTrouble ? 1 : tools.Settings.AtOnce, CancellationToken = cancellationToken }, async (i, token) =>
        {
            if (Volatile.Read(ref stop)) return;

            attempts[i] = await Send(messages[i], subscription, token);
            if (!attempts[i]!.Accepted && _place.Mark is not Mark.Test) Volatile.Write(ref stop, true);
        });

        for (var i = 0; i < messages.Length; i++)
        {
            if (attempts[i] is { } attempt && (attempt.Accepted || _place.Mark is Mark.Test)) _ahead.UnionWith(messages[i].Entries.Select(entry => entry.Entry.Number));
        }

        Advance(wanted);
        var refused = Array.FindIndex(attempts, attempt => attempt is { Accepted: false });
        if (refused < 0 || _place.Mark is Mark.Test)
        {
            _place = _place.Taken(attempts[^1]!, Now);
            if (tools.Time.GetElapsedTime(_notedAt) >= NoteEvery) await Note(cancellationToken);
            return true;
        }

        if (await IsSetAside(messages[refused], attempts[refused]!, wanted, subscription, cancellationToken)) return true;

        await Failed(attempts[refused]!, cancellationToken);
        return false;
    }

    /// <summary>What one address keeps refusing, while it takes others, is set aside for a person to look at.</summary>
    /// <remarks>
    /// What counts is that this very entry was refused. An address that takes nothing for now answers 5xx, or even 4xx, to whatever comes: so after five failures the next entry is sent, and behind it this one once more.
    /// Where there is no next one, it must have been refused by name, five times.
    /// </remarks>
    private async Task<bool> IsSetAside(WebhookMessage refused, Attempt attempt, List<Sendable> wanted, Subscription subscription, CancellationToken cancellationToken)
    {
        var aside = refused.Entries[0];
        if (attempt.IsRefusal && refused.Entries.Count == 1) _refused = (aside.Entry.Number, _refused.Number == aside.Entry.Number ? _refused.Times + 1 : 1);
        if ((subscription.Delivery.StrictOrder && _place.Mark is not Mark.Late) || refused.Entries.Count > 1 || !attempt.MayBeAboutTheMessage || _place.Failures + 1 < AsideAfter) return false;

        var works = attempt;
        if (wanted.Find(entry => entry.Entry.Number > aside.Entry.Number && !_ahead.Contains(entry.Entry.Number)) is { Entry: not null } next)
        {
            works = await Send(MessageOf([next], subscription), subscription, cancellationToken);
            if (!works.Accepted) return false;

            _ahead.Add(next.Entry.Number);
            attempt = await Send(refused, subscription, cancellationToken);
        }
        else if (_refused.Times < AsideAfter || (_place.Mark is not Mark.Late && !_ahead.Any(number => number > aside.Entry.Number)))
        {
            return false;
        }

        if (!attempt.Accepted && !attempt.MayBeAboutTheMessage) return false;
        if (!attempt.Accepted) await DeadLetters.Add(tools.Source, _place, aside, attempt, Now, cancellationToken);
        _ahead.Add(aside.Entry.Number);
        Advance(wanted);
        _place = _place.Taken(works, Now);
        await Note(cancellationToken);
        return true;
    }

    private WebhookMessage MessageOf(IReadOnlyList<Sendable> entries, Subscription subscription) => WebhookMessage.Of(entries, subscription.Delivery.Form, _place.Subscription, _place.Epoch, tools.Address.Known);

    /// <summary>As far as everything was taken.</summary>
    private void Advance(List<Sendable> wanted)
    {
        foreach (var (entry, counter, _, _) in wanted)
        {
            if (entry.Number <= _place.Position) continue;
            if (!_ahead.Contains(entry.Number)) return;
            _place = _place.At(entry.Number, counter);
        }
    }

    private async Task<Attempt> Send(WebhookMessage message, Subscription subscription, CancellationToken cancellationToken)
    {
        await Turn(subscription.Delivery.PerMinute, cancellationToken);
        var attempt = await tools.OnALine(subscription.Owner, () => tools.Sender.Send(message, UrlOf(subscription), _secrets, cancellationToken), cancellationToken);
        _log.Add(attempt, message.Entries, message.Entries is [var first, ..] ? first.Mark : _place.Told, Now);
        return attempt;
    }

    /// <summary>Where the address or its owner set a limit. An address that is tried out has its own.</summary>
    /// <remarks>Taken when it has come, and not before: a run that is stopped while it waits leaves the turn to the next one.</remarks>
    private async ValueTask Turn(int? perMinute, CancellationToken cancellationToken)
    {
        if ((perMinute ?? _place.AllowedRate) is null) return;

        var cursor = _place.Url is null ? _place.Subscription : _place.Id;
        await _turns.WaitAsync(cancellationToken);
        try
        {
            while (await Pace.Turn(tools.Source, cursor, perMinute, Now, latest: Now, cancellationToken) is null)
            {
                await Pause(await Pace.FreeAt(tools.Source, cursor, cancellationToken) ?? throw new Superseded(), cancellationToken);
            }
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Looked up again now and then, because an earlier one ceases to hold.</summary>
    private async ValueTask Secrets(CancellationToken cancellationToken)
    {
        if (Now < _secretsUntil) return;

        _secrets = await CursorTables.Secrets(tools.Source, _place.Subscription, Now, tools.Box, cancellationToken);
        if (_secrets.Count == 0) throw new Superseded();   // it has ended, and nothing is sent unsigned
        _secretsUntil = Now.AddMinutes(1);
    }

    private async Task Failed(Attempt attempt, CancellationToken cancellationToken)
    {
        _place = _place.Failed(attempt, Now);
        await Note(cancellationToken);
        if (!attempt.IsGone && Now - _place.FailingSince < tools.Settings.DisableAfter) return;

        if (_place.Mark is Mark.Live or Mark.Late) await Disable(attempt.IsGone ? DisabledBecause.Gone : DisabledBecause.Failing, cancellationToken);
        else await _place.Remove(tools.Source, cancellationToken);   // a replay or a trial that cannot go on
        throw new Superseded();
    }

    private async Task Disable(DisabledBecause because, CancellationToken cancellationToken)
    {
        await using var scope = tools.Scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AmbientCaller>().ActAs(Caller.Service);
        await scope.ServiceProvider.GetRequiredService<ILedger>().Decide(
            _place.Subscription, (Subscription subscription) => subscription.Disable(because, PinnableClock.Truncated(_place.FailingSince!.Value), _place.Failures, tools.Clock.GetUtcNow()), cancellationToken);
    }

    private async Task Idle(Task grown, CancellationToken cancellationToken)
    {
        if (_noted.Counter != _place.Counter || tools.Time.GetElapsedTime(_notedAt) >= SkippedEvery) await Note(cancellationToken);
        if (_noted != _place && await Task.WhenAny(grown, Task.Delay(Quiet, cancellationToken)) != grown) await Note(cancellationToken);
        await grown.WaitAsync(cancellationToken);
    }

    private async Task Note(CancellationToken cancellationToken)
    {
        if (_noted != _place) await _place.Write(tools.Source, cancellationToken);
        if (_log.HoldsSome) await _log.Write(cancellationToken);
        (_noted, _notedAt) = (_place, tools.Time.GetTimestamp());
    }

    private async Task Pause(DateTimeOffset? until, CancellationToken cancellationToken)
    {
        while (until is { } instant && instant - Now is { Ticks: > 0 } rest) await Task.Delay(rest < Longest ? rest : Longest, tools.Time, cancellationToken);
    }

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
}
