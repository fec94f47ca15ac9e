using System.Runtime.CompilerServices;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Clusters;

namespace EligibilityService.Application.Clusters;

/// <summary>The published clusters in the directory's order, kept beside the knowledge they were read from and brought up to its position when asked.</summary>
internal sealed class ClusterDirectory
{
    private static readonly ConditionalWeakTable<object, ClusterDirectory> All = [];

    private readonly Lock _door = new();
    private readonly CodeNumbers _numbers = new();
    private readonly Dictionary<Guid, DirectoryRow> _current = [];
    private DirectoryState _state = DirectoryState.Empty;

    public static DirectoryState Of(IKnowledge knowledge) => All.GetOrCreateValue(knowledge.Memory).UpTo(knowledge);

    private DirectoryState UpTo(IKnowledge knowledge)
    {
        if (Volatile.Read(ref _state) is var seen && seen.Position >= knowledge.Position) return seen;

        lock (_door)
        {
            if (_state.Position < knowledge.Position) Volatile.Write(ref _state, Follow(knowledge));
            return _state;
        }
    }

    private DirectoryState Follow(IKnowledge knowledge)
    {
        List<DirectoryRow> added = [], outdated = [];

        foreach (var record in knowledge.ClustersSince(_state.Position))
        {
            var (id, isPublished) = (record.Dossier.Id, record.State.Status is RegistrationStatus.Published);
            var isListed = _current.TryGetValue(id, out var row);
            if (isListed ? ReferenceEquals(row!.Record, record) : !isPublished) continue;

            if (isListed) outdated.Add(row!);
            if (isPublished) added.Add(_current[id] = DirectoryRow.Of(record, _numbers));
            else _current.Remove(id);
        }

        return added.Count == 0 && outdated.Count == 0 ? _state.At(knowledge.Position) : _state.With(knowledge.Position, added, outdated, _numbers);
    }
}
