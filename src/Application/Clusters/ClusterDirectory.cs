using System.Runtime.CompilerServices;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Clusters;

namespace EligibilityService.Application.Clusters;

/// <summary>The published clusters in the directory's order, kept beside the knowledge they were read from and brought up to its position when asked.</summary>
internal sealed class ClusterDirectory
{
    private static readonly ConditionalWeakTable<IKnowledge, ClusterDirectory> All = [];

    private readonly Lock _door = new();
    private readonly CodeNumbers _numbers = new();
    private readonly Dictionary<Guid, DirectoryRow> _current = [];
    private DirectoryState _state = new(-1, [], []);

    public static DirectoryState Of(IKnowledge knowledge) => All.GetOrCreateValue(knowledge).UpTo(knowledge);

    private DirectoryState UpTo(IKnowledge knowledge)
    {
        if (Volatile.Read(ref _state) is var seen && seen.Position == knowledge.Position) return seen;

        lock (_door)
        {
            var position = knowledge.Position;
            if (_state.Position < position) Volatile.Write(ref _state, Follow(knowledge, position));
            return _state;
        }
    }

    private DirectoryState Follow(IKnowledge knowledge, long position)
    {
        List<DirectoryRow> added = [];
        HashSet<Guid> moved = [];

        foreach (var record in knowledge.Clusters)
        {
            var (id, isPublished) = (record.Dossier.Id, record.State.Status is RegistrationStatus.Published);
            var isListed = _current.TryGetValue(id, out var row);
            if (isListed ? ReferenceEquals(row!.Record, record) : !isPublished) continue;

            if (isListed) moved.Add(id);
            if (isPublished) added.Add(_current[id] = DirectoryRow.Of(record, _numbers));
            else _current.Remove(id);
        }

        if (added.Count == 0 && moved.Count == 0) return _state with { Position = position };

        added.Sort((one, other) => one.Place.Against(other.Place));
        return new(position, Merge(_state.Rows.Where(row => !moved.Contains(row.Place.Id)), added), _state.Codes.Length == _numbers.Count ? _state.Codes : _numbers.Listed());
    }

    /// <summary>Both are in order already, so a changed profile costs one walk and no sorting of all the others.</summary>
    private static DirectoryRow[] Merge(IEnumerable<DirectoryRow> kept, List<DirectoryRow> added)
    {
        var (rows, next) = (new List<DirectoryRow>(), 0);
        foreach (var row in kept)
        {
            while (next < added.Count && added[next].Place.Against(row.Place) < 0) rows.Add(added[next++]);
            rows.Add(row);
        }

        rows.AddRange(added[next..]);
        return [.. rows];
    }
}

/// <param name="Codes">What each number in a row stands for.</param>
internal sealed record DirectoryState(long Position, DirectoryRow[] Rows, (Property Property, string Code)[] Codes);
