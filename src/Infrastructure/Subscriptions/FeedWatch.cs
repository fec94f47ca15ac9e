using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EligibilityService.Infrastructure.Subscriptions;

/// <summary>Looks at the end of the feed for everybody on this host who waits for it to move, whichever host numbers; while nobody waits it does not look.</summary>
internal sealed class FeedWatch(NpgsqlDataSource source, FeedBell bell, ILogger<FeedWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50), AfterFailure = TimeSpan.FromMilliseconds(500);

    private volatile FeedProgress? _seen;
    private TaskCompletionSource _moved = New(), _wanted = New();
    private int _waiting;

    /// <summary>Returns once the feed goes beyond the number, or is another one.</summary>
    public async Task Beyond(string epoch, long number, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            Volatile.Read(ref _wanted).TrySetResult();
            while (true)
            {
                var moved = Volatile.Read(ref _moved).Task;
                if (_seen is { } seen && (seen.Epoch != epoch || seen.Number > number)) return;
                await moved.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (Volatile.Read(ref _waiting) == 0)
                {
                    await Volatile.Read(ref _wanted).Task.WaitAsync(stoppingToken);
                    Volatile.Write(ref _wanted, New());
                }

                var rung = bell.Next;
                var present = await Feed.Progress(source, stoppingToken);
                if (_seen is not { } seen || (seen.Epoch, seen.Number) != (present.Epoch, present.Number))
                {
                    _seen = present;
                    Interlocked.Exchange(ref _moved, New()).TrySetResult();
                }

                await Task.WhenAny(rung, Task.Delay(Pause, stoppingToken));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed)
            {
                log.LogWarning(failed, "The end of the feed could not be read; this host tries again");
                await Task.Delay(AfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
