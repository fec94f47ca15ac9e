using EligibilityService.Infrastructure.Subscriptions;
using Npgsql;

namespace EligibilityService.Infrastructure.Webhooks;

/// <summary>The newest entries in this host's memory, read once for however many cursors stand there; whoever stands further back reads for itself.</summary>
internal sealed class FeedTail(NpgsqlDataSource source, FeedBell bell)
{
    private const int Kept = 2_000, Page = 1_000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(40), SeldomLook = TimeSpan.FromSeconds(1);

    private volatile Newest _newest = new("", 0, []);
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="Rows">Consecutive, and the last of them is the feed's last.</param>
    private sealed record Newest(string Epoch, long Last, FeedRow[] Rows);

    /// <summary>Somebody stands at the end and waits.</summary>
    public bool IsFollowed { get; set; }

    /// <summary>Taken before one looks, it is done when there is more than one saw.</summary>
    public Task Grown => Volatile.Read(ref _grown).Task;

    public async ValueTask<IReadOnlyList<FeedRow>> After(long number, int limit, CancellationToken cancellationToken)
    {
        var newest = _newest;
        if (number >= newest.Last) return [];
        if (newest.Rows is not [{ Number: var first }, ..] || number < first - 1) return await FeedRow.After(source, number, limit, cancellationToken);

        var skipped = (int)(number - first + 1);
        var rows = newest.Rows[skipped..Math.Min(skipped + limit, newest.Rows.Length)];

        // What could not be read when it was numbered may have been filled since, under the number that it had.
        return Array.Exists(rows, row => row.Pending) ? await FeedRow.After(source, number, limit, cancellationToken) : rows;
    }

    /// <summary>Follows the feed: at once where this host numbers it, a moment later where another one does.</summary>
    public async Task Follow(CancellationToken cancellationToken)
    {
        while (true)
        {
            var rung = bell.Next;
            if (!await LookNow(cancellationToken)) await Task.WhenAny(rung, Task.Delay(IsFollowed ? Look : SeldomLook, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task<bool> LookNow(CancellationToken cancellationToken)
    {
        var (newest, progress) = (_newest, await Feed.Progress(source, cancellationToken));
        if (progress.Epoch != newest.Epoch || progress.Number < newest.Last) newest = new(progress.Epoch, Math.Max(0, progress.Number - Kept), []);   // read anew from there on
        else if (progress.Number == newest.Last) return false;

        if (progress.Number - newest.Last > Kept) newest = newest with { Last = progress.Number - Kept, Rows = [] };
        var more = await FeedRow.After(source, newest.Last, Page, cancellationToken);
        _newest = more.Count == 0 ? newest with { Last = progress.Number } : newest with { Last = more[^1].Number, Rows = [.. newest.Rows.Concat(more).TakeLast(Kept)] };
        Interlocked.Exchange(ref _grown, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        return true;
    }
}
