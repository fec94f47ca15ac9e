using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;

namespace EligibilityService.Application.Eligibility;

/// <summary>How many published clusters of each country may take part in one call: every cluster is assessed once, and again only when something was told about it.</summary>
/// <remarks>A call's dossier is a new one with each of its events, and its tally goes with it. Whatever is told of the programme may change every outcome.</remarks>
internal sealed class EligibilityTally(CallDossier call, string? strand)
{
    private static readonly ConditionalWeakTable<CallDossier, ConcurrentDictionary<string, EligibilityTally>> All = [];
    private static readonly int Outcomes = Enum.GetValues<Outcome>().Length;

    private readonly Lock _door = new();
    private readonly List<string> _countries = [];
    private object? _memory;
    private ProgrammeFacts? _programme;
    private long _position;

    /// <summary>For each cluster by its number: where it is counted, from 1 on; 0: nowhere.</summary>
    private int[] _counted = [];
    private int[] _counts = [];

    public static EligibilityTally Of(CallDossier call, string? strand) => All.GetOrCreateValue(call).GetOrAdd(strand ?? "", _ => new(call, strand));

    public (long Position, IReadOnlyList<(string Country, OutcomeCounts Counts)> Countries) UpTo(IKnowledge knowledge)
    {
        lock (_door)
        {
            var programme = knowledge.Programme;
            if (!ReferenceEquals(_memory, knowledge.Memory) || !ReferenceEquals(_programme, programme)) Begin(knowledge.Memory, programme);
            if (_position < knowledge.Position)
            {
                foreach (var cluster in knowledge.ClustersSince(_position)) Count(cluster, programme);
                _position = knowledge.Position;
            }

            return (_position, [.. _countries.Select((country, number) => (country, Told(number))).Where(told => told.Item2.All > 0)]);
        }
    }

    private void Begin(object memory, ProgrammeFacts programme)
    {
        (_memory, _programme, _position, _counted, _counts) = (memory, programme, -1, [], []);
        _countries.Clear();
    }

    private void Count(ClusterRecord cluster, ProgrammeFacts programme)
    {
        if (cluster.Number >= _counted.Length) Array.Resize(ref _counted, Math.Max(cluster.Number + 1, _counted.Length * 2));
        ref var counted = ref _counted[cluster.Number];
        if (counted > 0) _counts[counted - 1]--;
        counted = cluster.State.Status is RegistrationStatus.Published ? 1 + Place(cluster, programme) : 0;
        if (counted > 0) _counts[counted - 1]++;
    }

    private int Place(ClusterRecord cluster, ProgrammeFacts programme)
    {
        var country = _countries.IndexOf(cluster.State.Profile.Country ?? "");
        if (country < 0)
        {
            country = _countries.Count;
            _countries.Add(cluster.State.Profile.Country ?? "");
            Array.Resize(ref _counts, _countries.Count * Outcomes);
        }

        return (country * Outcomes) + (int)Assessment.Stand(new(cluster.Dossier), call.Terms!, programme, Stage.Organisation, strand, call.IsBroken).Outcome;
    }

    private OutcomeCounts Told(int country) =>
        new(_counts[(country * Outcomes) + (int)Outcome.Met], _counts[(country * Outcomes) + (int)Outcome.NotMet], _counts[(country * Outcomes) + (int)Outcome.Undetermined]);
}
