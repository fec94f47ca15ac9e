namespace EligibilityService.Infrastructure.Knowing;

/// <summary>Which clusters the last few thousand tellings were about, so that what is derived from all clusters needn't look at all of them after each.</summary>
/// <remarks>One writer, who adds before the position can be seen. Whoever comes from further back than this reaches looks at everything.</remarks>
internal sealed class RecentlyTold
{
    private const int Most = 8_192;

    private readonly Lock _door = new();
    private readonly Queue<(long Position, Guid Cluster)> _told = new();
    private long _from;

    public void Add(long position, IEnumerable<Guid> clusters)
    {
        lock (_door)
        {
            foreach (var cluster in clusters) _told.Enqueue((position, cluster));
            while (_told.Count > Most) _from = _told.Dequeue().Position;
        }
    }

    public IReadOnlyCollection<Guid>? After(long position)
    {
        lock (_door)
        {
            return position < _from ? null : [.. _told.Where(told => told.Position > position).Select(told => told.Cluster)];
        }
    }
}
