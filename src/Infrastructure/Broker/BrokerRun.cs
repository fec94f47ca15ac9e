using EligibilityService.Application.Subscriptions;
using EligibilityService.Infrastructure.Subscriptions;
using EligibilityService.Infrastructure.Webhooks;
using Microsoft.Extensions.Logging;

namespace EligibilityService.Infrastructure.Broker;

/// <summary>Moves the broker's cursor along the feed: publishes a page in order, waits until the broker has confirmed all of it, and only then notes how far it has got.</summary>
/// <remarks>
/// Nothing is kept of a message but that. A host that dies between the confirmation and the note leaves a page that comes once more, under the same ids.
/// A broker that is away is waited for, with growing pauses, for as long as it takes.
/// </remarks>
internal sealed class BrokerRun(Place place, DeliveryTools tools, BrokerSettings settings, ILogger log)
{
    private const int Page = 200;

    private Place _place = place;

    private DateTimeOffset Now => tools.Time.GetUtcNow();

    public async Task Run(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_place.NextAt - Now is { Ticks: > 0 } pause) await Task.Delay(pause, tools.Time, cancellationToken);
            try
            {
                await using var line = await BrokerLine.Open(settings, _place.Id, cancellationToken);
                await InThisEpoch(line, cancellationToken);
                await Follow(line, cancellationToken);
                return;
            }
            catch (BrokerTrouble trouble)
            {
                await Say(trouble);
            }
        }
    }

    /// <summary>After a restore, or a new beginning, what lies beyond the end is gone; consumers are told before anything else.</summary>
    private async Task InThisEpoch(BrokerLine line, CancellationToken cancellationToken)
    {
        var progress = await Feed.Progress(tools.Source, cancellationToken);
        if (_place.Epoch == progress.Epoch && _place.Position <= progress.Number) return;

        var resumed = Math.Min(_place.Position, progress.Number);
        await _place.Check(tools.Source, cancellationToken);
        if (_place.Mark is Mark.Live) await line.Publish(BrokerMessage.OfNewEpoch(_place.Epoch, progress.Epoch, resumed, tools.Clock.GetUtcNow(), settings, tools.Address.Known), SayThatItBlocks, cancellationToken);
        _place = _place with { Epoch = progress.Epoch, Position = resumed, High = Math.Min(_place.High, progress.Number) };
        await Note();
    }

    private async Task Follow(BrokerLine line, CancellationToken cancellationToken)
    {
        while (_place.Until is not { } until || _place.Position < until)
        {
            var grown = tools.Tail.Grown;
            var rows = await _place.Next(tools, Page, cancellationToken);
            if (rows.Count > 0) await Pass(rows, line, cancellationToken);
            else if (_place.Until is not null) break;   // a restore has taken the rest of it
            else await Idle(line, grown, cancellationToken);
        }

        await _place.Remove(tools.Source, cancellationToken);
    }

    private async Task Pass(IReadOnlyList<FeedRow> rows, BrokerLine line, CancellationToken cancellationToken)
    {
        await _place.Check(tools.Source, cancellationToken);   // these are still the rows of its epoch
        await line.Publish(rows.SelectMany(row => BrokerMessage.Of(row, _place.Epoch, _place.Told is Mark.Replay || row.Number <= _place.High, settings, tools.Address.Known)), SayThatItBlocks, cancellationToken);
        TellThatItWorks();
        _place = _place.At(rows[^1].Number, _place.Counter + rows.Count(row => row.TellsSomething)).Taken(Now);
        await Note();
    }

    private async Task Idle(BrokerLine line, Task grown, CancellationToken cancellationToken)
    {
        if (_place.Failures > 0)
        {
            TellThatItWorks();
            _place = _place.Works();
            await Note();
        }

        if (await Task.WhenAny(grown, line.Lost).WaitAsync(cancellationToken) == line.Lost) throw await line.Lost;
    }

    /// <summary>It is waited for, not tried again.</summary>
    private Task SayThatItBlocks() => Say(new(BrokerTroubles.Blocked, "It blocks who publishes"), isTriedAgain: false);

    private async Task Say(BrokerTrouble trouble, bool isTriedAgain = true)
    {
        if (_place.Trouble != trouble.Code) log.LogWarning("The broker at {Where} takes nothing ({Trouble}: {Said}); entries wait", settings.Where, trouble.Code, trouble.Message);
        _place = _place.Waits(trouble.Code, Now);
        if (!isTriedAgain) _place = _place with { NextAt = null };
        await Note();
    }

    private void TellThatItWorks()
    {
        if (_place.Failures > 0) log.LogInformation("The broker at {Where} takes entries again", settings.Where);
    }

    /// <summary>Also when it was told to stop: the next one need not publish again what was taken over.</summary>
    private Task Note() => _place.Write(tools.Source, CancellationToken.None);
}
