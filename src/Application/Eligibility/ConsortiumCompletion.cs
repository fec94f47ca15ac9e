using System.Runtime.InteropServices;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.PartnerSearches;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Programme;

namespace EligibilityService.Application.Eligibility;

/// <summary>A published cluster that allows to be found and would close a gap.</summary>
/// <param name="Closes">Criteria that come nearer to being met.</param>
/// <param name="Standing">What it would be told as an organisation.</param>
/// <param name="SharedSectors">Sectors and emerging industries it has in common with the set.</param>
/// <param name="SharedTargets">Third countries that the set is interested in or the call names, and it too.</param>
/// <param name="SharedProjects">Projects of the European Union in which it and somebody of the set took part.</param>
/// <param name="Search">Its open partner search that this set fits; null where it has none.</param>
public sealed record CandidateAnswer(
    Guid Cluster, string Name, string? Country, string? Region, IReadOnlyList<string> Closes, Outcome Standing, IReadOnlyList<string> SharedSectors, IReadOnlyList<string> SharedTargets,
    IReadOnlyList<string> SharedProjects, FittingSearch? Search = null);

/// <summary>What a set of partners lacks, and who of all published clusters adds most.</summary>
internal sealed class ConsortiumCompletion
{
    private readonly Subject _subject;
    private readonly CallTerms _terms;
    private readonly ProgrammeFacts _programme;
    private readonly string? _strand;
    private readonly IReadOnlyDictionary<Guid, FittingSearch> _searches;
    private readonly (Judgement Judgement, OfTheConsortium Question, int Missing)[] _gaps;

    public ConsortiumCompletion(Subject subject, CallTerms terms, ProgrammeFacts programme, string? strand, DateTimeOffset? at, bool callIsBroken, IReadOnlyDictionary<Guid, FittingSearch> searches)
    {
        var verdict = Assessment.Assess(subject, terms, programme, Stage.Consortium, strand, at, callIsBroken);
        (_subject, _terms, _programme, _strand, _searches) = (subject with { Consortium = verdict.Consortium }, terms, programme, strand, searches);
        LeftOut = verdict.Consortium!.LeftOut;
        _gaps =
        [
            .. from judgement in verdict.Judgements
               let question = judgement.Criterion.Question as OfTheConsortium
               where question is not null && judgement.Criterion.Severity is Severity.Mandatory && judgement.Finding.Outcome is not Outcome.Met
               let missing = question.Missing(verdict.Consortium, Case(verdict.Consortium, judgement.At))
               where missing > 0
               select (judgement, question, missing),
        ];
    }

    public IReadOnlyCollection<Partner> LeftOut { get; }

    public IReadOnlyList<GapAnswer> Gaps(Names names, IKnowledge knowledge)
    {
        var searching = _gaps.Length == 0 ? [] : _searches
            .Select(search => (search.Value.Id, Cluster: knowledge.Cluster(search.Key)))
            .Where(it => it.Cluster is not null).Select(it => (it.Id, Together: With(it.Cluster!.Dossier))).ToArray();
        return
        [
            .. _gaps.Select(gap => new GapAnswer(
                gap.Judgement.Criterion.Id, gap.Judgement.Criterion.Clause, gap.Missing,
                Verdict.Explain(gap.Judgement, _subject, _programme, names).Remedy?.What ?? gap.Question.Statement(names),
                [.. searching.Where(search => gap.Question.Missing(search.Together, Case(search.Together, gap.Judgement.At)) < gap.Missing).Select(search => search.Id)])),
        ];
    }

    /// <summary>Those who close most come first; of these, those who may take part, then those who have most in common with the set, and of equal ones whoever has a search open that the set fits.</summary>
    public IReadOnlyList<CandidateAnswer> Candidates(IKnowledge knowledge, int limit, DateTimeOffset now)
    {
        if (_gaps.Length == 0) return [];

        var members = _subject.Consortium!.Members.Select(member => member.Dossier.Id).ToHashSet();
        var shared = new InCommon(_subject.Consortium.Members.Select(member => member.Dossier), _terms, now);
        var use = new Use(this);
        var best = new PriorityQueue<Candidate, Rank>(Comparer<Rank>.Create(Weaker));

        foreach (var cluster in knowledge.Clusters)
        {
            if (cluster.State.Status is not RegistrationStatus.Published || cluster.State.Profile.MayBeFoundAsPartner is not true || members.Contains(cluster.Dossier.Id)) continue;

            var closed = use.Of(cluster.Dossier);
            if (closed == 0) continue;

            // Its own standing costs most, and cannot help whoever would fall behind even with the best.
            var rank = new Rank(closed, Outcome.Met, shared.Count(cluster.Dossier), _searches.ContainsKey(cluster.Dossier.Id), cluster.State.Profile.Name ?? "");
            if (best.Count == limit && best.TryPeek(out _, out var weakest) && Weaker(rank, weakest) <= 0) continue;

            rank = rank with { Standing = Assessment.Stand(new(cluster.Dossier), _terms, _programme, Stage.Organisation, _strand).Outcome };
            if (rank.Standing is Outcome.NotMet) continue;

            if (best.Count < limit) best.Enqueue(new(cluster, rank.Standing), rank);
            else best.EnqueueDequeue(new(cluster, rank.Standing), rank);
        }

        var found = new List<CandidateAnswer>(best.Count);
        while (best.TryDequeue(out var candidate, out _)) found.Add(Tell(candidate, shared));
        found.Reverse();
        return found;
    }

    private int Closed(OrganisationDossier candidate)
    {
        var together = With(candidate);
        var closed = 0;
        foreach (var (judgement, question, missing) in _gaps)
        {
            closed += Math.Max(0, missing - question.Missing(together, Case(together, judgement.At)));
        }

        return closed;
    }

    private CandidateAnswer Tell(Candidate candidate, InCommon shared)
    {
        var (dossier, profile) = (candidate.Cluster.Dossier, candidate.Cluster.State.Profile);
        var together = With(dossier);
        return new(
            dossier.Id, profile.Name ?? "", profile.Country, profile.Region,
            [.. _gaps.Where(gap => gap.Question.Missing(together, Case(together, gap.Judgement.At)) < gap.Missing).Select(gap => gap.Judgement.Criterion.Id)],
            candidate.Standing, shared.Sectors(dossier), shared.Targets(dossier), shared.Projects(dossier), _searches.GetValueOrDefault(dossier.Id));
    }

    private Consortium With(OrganisationDossier candidate) => new Consortium([.. _subject.Consortium!.Counted, new(candidate, PartnerRole.Partner, "")]).For(_terms, _strand);

    private Case Case(Consortium consortium, DateTimeOffset at) => new(_subject.Dossier, _programme, null, at, Strict: false, consortium);

    /// <summary>The queue lets the weakest go first.</summary>
    private static int Weaker(Rank one, Rank other) =>
        one.Closed != other.Closed ? one.Closed.CompareTo(other.Closed)
        : one.Standing != other.Standing ? one.Standing.CompareTo(other.Standing)
        : one.Common != other.Common ? one.Common.CompareTo(other.Common)
        : one.Searches != other.Searches ? one.Searches.CompareTo(other.Searches)
        : string.CompareOrdinal(other.Name, one.Name);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Rank(int Closed, Outcome Standing, int Common, bool Searches, string Name);

    private sealed record Candidate(ClusterRecord Cluster, Outcome Standing);

    /// <summary>How many gaps a candidate closes. Those who bring the same to every gap are tried once.</summary>
    private sealed class Use(ConsortiumCompletion completion)
    {
        private readonly Dictionary<(int Before, Brings Brings), int> _kinds = [];
        private readonly Dictionary<int, int> _closed = [];

        /// <summary>Whom a partner names as the one who controls it is not independent, and is tried on its own.</summary>
        private readonly HashSet<Guid> _controllers =
            [.. completion._subject.Consortium!.Members.Select(member => Guid.TryParse(member.ControlledBy, out var id) ? id : Guid.Empty)];

        public int Of(OrganisationDossier candidate)
        {
            if (_controllers.Contains(candidate.Id)) return completion.Closed(candidate);

            var kind = 0;
            foreach (var (judgement, question, _) in completion._gaps)
            {
                var step = (kind, question.BroughtBy(new(candidate, completion._programme, null, judgement.At, Strict: false)));
                if (!_kinds.TryGetValue(step, out kind)) _kinds.Add(step, kind = _kinds.Count + 1);
            }

            if (!_closed.TryGetValue(kind, out var closed)) _closed.Add(kind, closed = completion.Closed(candidate));
            return closed;
        }
    }
}
