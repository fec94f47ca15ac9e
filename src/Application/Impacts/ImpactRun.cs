using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using EligibilityService.Application.Applications;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;

namespace EligibilityService.Application.Impacts;

/// <summary>One cluster, or one open application, for which a text would change something.</summary>
/// <param name="Who">The cluster; of an application, its coordinator.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct AffectedRow(ClusterRecord Who, ApplicationRecord? Application, string? Strand, Decides Decides, Turn Turn);

/// <summary>Two texts of a call against every cluster that is not withdrawn and every open application, as one knowledge has them.</summary>
/// <remarks>Who changed is found by outcomes alone; reasons are looked for afterwards, of those and of nobody else.</remarks>
internal sealed class ImpactRun
{
    private static readonly int Effects = Enum.GetValues<Effect>().Length;

    private readonly IKnowledge _knowledge;
    private readonly CallDossier? _callBefore;
    private readonly CallDossier _callAfter;
    private readonly DateTimeOffset _now;
    private readonly Impact _impact;
    private readonly bool _paysApart;
    private readonly List<AffectedRow> _rows = [];
    private readonly int[] _clusters = new int[Effects], _applications = new int[Effects];
    private readonly HashSet<Guid> _applicants = [];

    /// <param name="before">The text in force; null for a first publication.</param>
    public ImpactRun(IKnowledge knowledge, CallDossier call, CallTerms? before, CallTerms after, DateTimeOffset now)
    {
        (_knowledge, _now) = (knowledge, now);
        (_callBefore, _callAfter) = (before is null ? null : call with { Terms = before }, call with { Terms = after });
        _impact = new(before, after, knowledge.Programme, call.IsBroken);
        _paysApart = _impact.Decided.Count > 1 && _impact.PaysOrganisationsApart;
        foreach (var application in knowledge.Applications) if (application.State.Call == call.Id && application.State.Status is ApplicationStatus.Draft or ApplicationStatus.Submitted) Look(application);
        foreach (var cluster in knowledge.Clusters) if (cluster.IsCounted()) Look(cluster);
    }

    public long Position => _knowledge.Position;

    public ProgrammeFacts Programme => _knowledge.Programme;

    public bool IsFirst => _callBefore is null;

    public IReadOnlyList<string?> Strands => _impact.Strands;

    public IReadOnlyList<Decides> Decided => _impact.Decided;

    /// <summary>All that were looked at.</summary>
    public int Clusters { get; private set; }

    public int Applications { get; private set; }

    /// <summary>Those for whom something would change; for a first publication, everybody.</summary>
    public IReadOnlyList<AffectedRow> Rows => _rows;

    public EffectCount[] Counts =>
    [
        .. Enum.GetValues<Effect>().Select(effect => new EffectCount(effect, _clusters[(int)effect], _applications[(int)effect])).Where(count => count.Clusters + count.Applications > 0),
    ];

    /// <summary>Who is affected, and how: the same for the same, in whatever order it was found.</summary>
    public string Affected => Digest(_rows);

    /// <summary>Open applications, and the clusters that stand in them.</summary>
    public string Applicants => Digest(_rows.Where(row => row.Application is not null || _applicants.Contains(row.Who.Dossier.Id)));

    /// <param name="names">Null where nobody reads sentences.</param>
    public IReadOnlyList<Shift> Shifts(in AffectedRow row, Names? names)
    {
        if (!row.Turn.IsJudged) return [];

        var (before, after) = row.Application is null ? (new Subject(row.Who.Dossier), new Subject(row.Who.Dossier)) : Subjects(row.Application);
        return _impact.Shifts(before, after, row.Application is null ? Stage.Organisation : Stage.Application, row.Strand, row.Decides, names);
    }

    private void Look(ClusterRecord cluster)
    {
        Clusters++;
        Span<bool> had = stackalloc bool[Effects];
        foreach (var strand in _impact.Strands)
        {
            var turn = Turn(cluster, strand, Decides.Participation);
            Note(cluster, null, strand, Decides.Participation, turn, had);
            if (_paysApart && Turn(cluster, strand, Decides.Reimbursement) is var costs && costs != turn) Note(cluster, null, strand, Decides.Reimbursement, costs, had);
        }

        Count(_clusters, had);
    }

    private void Look(ApplicationRecord application)
    {
        Applications++;
        foreach (var cluster in _knowledge.ClustersOf(application.Dossier)) _applicants.Add(cluster);
        if (_knowledge.Cluster(application.State.Coordinator) is not { } coordinator) return;

        Span<bool> had = stackalloc bool[Effects];
        var turn = Turn(application, Decides.Participation);
        Note(coordinator, application, application.State.Strand, Decides.Participation, turn, had);
        if (_impact.Decided.Count > 1 && Turn(application, Decides.Reimbursement) is var costs && costs != turn) Note(coordinator, application, application.State.Strand, Decides.Reimbursement, costs, had);

        Count(_applications, had);
    }

    /// <summary>Travel costs are told apart only where they come out otherwise than taking part.</summary>
    private void Note(ClusterRecord who, ApplicationRecord? application, string? strand, Decides decides, Turn turn, Span<bool> had)
    {
        had[(int)turn.Effect] = true;
        if (turn.Effect is not Effect.Unchanged) _rows.Add(new(who, application, strand, decides, turn));
    }

    private Turn Turn(ClusterRecord cluster, string? strand, Decides decides) =>
        Judged(cluster.Dossier.IsBroken, () => _impact.Of(new(cluster.Dossier), strand, decides));

    private Turn Turn(ApplicationRecord application, Decides decides) => Judged(application.Dossier.IsBroken, () =>
    {
        var (before, after) = Subjects(application);
        return _impact.Of(before, after, Stage.Application, application.State.Strand, decides);
    });

    /// <summary>What cannot be judged keeps nobody else from being judged, and is told as such: "nothing changes" would be a guess.</summary>
    private Turn Judged(bool isBroken, Func<Turn> judge)
    {
        try
        {
            if (!isBroken) return judge();
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            Activity.Current?.AddException(broken);
        }

        return new(IsFirst ? null : Outcome.Undetermined, Outcome.Undetermined, IsJudged: false);
    }

    /// <summary>Nothing changes for whom nothing changes anywhere.</summary>
    private static void Count(int[] counts, ReadOnlySpan<bool> had)
    {
        var changed = false;
        for (var effect = 0; effect < Effects; effect++)
        {
            if (!had[effect] || (Effect)effect is Effect.Unchanged) continue;

            counts[effect]++;
            changed = true;
        }

        if (!changed) counts[(int)Effect.Unchanged]++;
    }

    private (Subject Before, Subject After) Subjects(ApplicationRecord application)
    {
        var after = In(_callAfter);
        return (_callBefore is null ? after : In(_callBefore), after);

        Subject In(CallDossier call) => Grounds.Of(application, application.Dossier.Counting(call, _now), call, _knowledge, _knowledge).Subject;
    }

    private static string Digest(IEnumerable<AffectedRow> affected)
    {
        AffectedRow[] rows = [.. affected];
        Guid[] ids = [.. rows.Select(row => row.Application?.Dossier.Id ?? row.Who.Dossier.Id)];
        Array.Sort(ids, rows);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> line = stackalloc byte[16 + 3];
        for (var i = 0; i < rows.Length;)
        {
            // What concerns one and the same is few, and comes in the order of strands.
            var end = i + 1;
            while (end < rows.Length && ids[end] == ids[i]) end++;
            if (end - i > 1) Array.Sort(rows, i, end - i, ByStrand);

            for (; i < end; i++)
            {
                ids[i].TryWriteBytes(line);
                (line[16], line[17], line[18]) = ((byte)rows[i].Decides, (byte)(rows[i].Turn.Before ?? (Outcome)0xFF), rows[i].Turn.IsJudged ? (byte)rows[i].Turn.After : (byte)0xFE);
                hash.AppendData(line);
                if (rows[i].Strand is { } strand) hash.AppendData(Encoding.UTF8.GetBytes(strand));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static readonly Comparer<AffectedRow> ByStrand = Comparer<AffectedRow>.Create((one, other) =>
        string.CompareOrdinal(one.Strand, other.Strand) is not 0 and var order ? order : one.Decides.CompareTo(other.Decides));
}
