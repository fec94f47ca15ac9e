using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Impacts;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;
using EligibilityService.Host.Data;

namespace EligibilityService.Benchmarks;

/// <summary>One cluster asks who of 100,000 would complete its consortium, and what it must do; for each of the programme's real calls that asks for partners.</summary>
internal static class PartnersAndPaths
{
    private static readonly DateTimeOffset Recorded = new(2016, 3, 1, 9, 0, 0, TimeSpan.Zero);

    public static async Task Measure(Bench bench)
    {
        var clusters = bench.IsShort ? 3_000 : 100_000;
        var crowd = new Crowd(clusters);
        var coordinator = crowd.Clusters.First(cluster => cluster.State.Status is RegistrationStatus.Published);
        var draft = crowd.Clusters.First(cluster => cluster.State.Status is RegistrationStatus.Draft && cluster.State.Profile.Country is "DE");
        var rounds = bench.IsShort ? 3 : 15;

        var consortia = new CheckConsortiumHandler(crowd, crowd, crowd);
        var (slowest, asked, found, processor) = (0.0, "", 0, 0.0);
        foreach (var call in crowd.Calls.Where(call => call.Terms!.Criteria.Any(criterion => criterion.Stage is Stage.Consortium)))
        {
            var question = new CheckConsortium(call.Id.ToString(), [new(coordinator.Dossier.Id, PartnerRole.Coordinator, "")]);
            ConsortiumAnswer? answer = null;
            var before = Environment.CpuUsage.TotalTime;
            var time = await Timed(rounds, async () => answer = await consortia.Handle(question, CancellationToken.None));
            var used = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / (rounds + 1);
            bench.Say($"  {call.Terms!.Reference}: {answer!.Gaps.Count} gaps, {answer.Candidates.Count} candidates in {time.Ms()}, {used.Ms()} of processor time");
            if (answer.Candidates.Count > 0 && time > slowest) (slowest, asked, found, processor) = (time, call.Terms.Reference, answer.Candidates.Count, used);
        }

        bench.Note($"Consortium completed among {clusters:N0} clusters, without HTTP", slowest.Ms(), $"the slowest of the real calls, {asked}: {found} candidates, ranked; {processor.Ms()} of processor time", "200 ms", found > 0 && slowest <= 200);

        var paths = new ShowPathHandler(crowd, crowd, crowd);
        var (longest, steps) = (0.0, 0);
        foreach (var call in crowd.Calls)
        {
            PathAnswer? path = null;
            longest = Math.Max(longest, await Timed(rounds, async () => path = await paths.Handle(new(draft.Dossier.Id, call.Id.ToString()), CancellationToken.None)));
            steps = Math.Max(steps, path!.Steps.Count);
        }

        await Impact(bench, crowd, clusters, rounds);
        bench.Note("Shortest path of a cluster that is not registered, without HTTP", longest.Ms(), $"the slowest of {crowd.Calls.Count()} real calls; up to {steps} steps", "50 ms", steps > 0 && longest <= 50);
    }

    /// <summary>Until the first of those affected is told, by name and with reasons; the complete list is written behind it. Every cluster is looked at by both texts.</summary>
    private static async Task Impact(Bench bench, Crowd crowd, int clusters, int rounds)
    {
        var impacts = new ShowImpactHandler(crowd, crowd, crowd, crowd);
        var (slowest, asked, affected, processor) = (0.0, "", 0, 0.0);
        foreach (var call in crowd.Calls)
        {
            var found = 0;
            var before = Environment.CpuUsage.TotalTime;
            var time = await Timed(rounds, async () =>
            {
                var impact = (await impacts.Handle(new ShowImpact(call.Id, 1, Limit: null), CancellationToken.None)).Answer!;
                found = impact.Effects.Where(count => count.Effect is not Effect.Unchanged).Sum(count => count.Clusters);
                _ = impact.Affected.FirstOrDefault();
            });
            var used = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / (rounds + 1);
            bench.Say($"  corrigendum of {call.Terms!.Reference}: {found:N0} affected, first told after {time.Ms()}, {used.Ms()} of processor time");
            if (time > slowest) (slowest, asked, affected, processor) = (time, call.Terms.Reference, found, used);
        }

        bench.Note($"Impact of a corrigendum on {clusters:N0} clusters, first line of the complete list, without HTTP", slowest.Ms(), $"the slowest of the real calls with one more criterion, {asked}: {affected:N0} affected; {processor.Ms()} of processor time", "1 s", affected > 0 && slowest <= 1_000);
    }

    private static async Task<double> Timed(int rounds, Func<Task> ask)
    {
        var times = new List<double>();
        for (var round = 0; round <= rounds; round++)
        {
            var since = Stopwatch.StartNew();
            await ask();
            if (round > 0) times.Add(since.Elapsed.TotalMilliseconds);
        }

        return times.Median();
    }

    /// <summary>The generator's clusters and the programme's calls in memory, as the roster holds them; an officer asks, at the end of 2016.</summary>
    private sealed class Crowd : ServiceClock, IFacts, IKnowledge, ICallerAccessor, ILedger
    {
        private readonly ConcurrentDictionary<Guid, ClusterRecord> _clusters = new();
        private readonly CallDossier[] _calls;

        public Crowd(int count)
        {
            Programme = ProgrammeFacts.Empty;
            foreach (var fact in ProgrammeFiles.Lists().Concat(ProgrammeFiles.Associations().Select(association => association.Fact))) Programme = Programme.Learn(fact, Told(fact, ProgrammeFacts.StreamId));
            foreach (var row in Invented.Rows(count))
            {
                var (dossier, state) = (new OrganisationDossier(row.ClusterId), Cluster.Initial);
                foreach (var e in Cluster.Initial.Import(row.ExternalId, row.Profile, row.Label).Concat(row.Line % 10 == 0 ? [] : [new ReviewRequested(null, Recorded), new ProfilePublished(Guid.Empty, Recorded)]))
                {
                    (dossier, state) = (dossier.Learn(e, Told(e, row.ClusterId)), state.Evolve(e));
                }

                _clusters[row.ClusterId] = new(dossier, state, 3);
            }

            _calls =
            [
                .. ProgrammeFiles.Calls().Select(file => new CallDossier(file.Id)
                {
                    Terms = file.Terms, Status = CallStatus.Open, LastTold = Told(file, file.Id), Drafters = [Caller.PersonId],
                    PendingCorrigenda = ImmutableSortedDictionary<int, CorrigendumProposed>.Empty.Add(1, new(1, More, file.Terms with
                    {
                        Criteria = [.. file.Terms.Criteria, new("MORE", file.Terms.Clauses[0].Number, new HasMembers(50), ReferenceDate.Deadline)],
                    }, Guid.Empty)),
                }),
            ];
        }

        private static readonly Corrigendum More = new(new("Members", "Mitglieder"), [], new("Left out", "Vergessen"));

        public Task<Receipt> Decide<TState, TEvent>(Guid streamId, Func<TState, Decision<TEvent>> decide, CancellationToken cancellationToken)
            where TState : class, IState<TState, TEvent>
            where TEvent : class =>
            Task.FromResult(new Receipt(streamId, decide(TState.Initial).Count, 2));

        public Task<IReadOnlyList<Receipt>> DecideEach<TState, TEvent>(IReadOnlyList<(Guid StreamId, Func<TState, Decision<TEvent>> Decide)> decisions, CancellationToken cancellationToken)
            where TState : class, IState<TState, TEvent>
            where TEvent : class => throw new NotSupportedException();

        public override bool IsDemonstration => true;

        public override DateTimeOffset GetUtcNow() => new(2016, 12, 21, 9, 0, 0, TimeSpan.Zero);

        public Caller Caller { get; } = new(new("be4c0000-0000-4000-8000-000000000001"), new HashSet<Role> { Role.Officer }, IsAuthenticated: true);

        public IKnowledge Now => this;

        public ValueTask<IKnowledge> AtLeast(long position, CancellationToken cancellationToken) => new(this);

        public Task<IKnowledge> Read(IReadOnlyCollection<Guid> streams, DateTimeOffset? knownAt, CancellationToken cancellationToken) => Task.FromResult<IKnowledge>(this);

        public Task<IKnowledge> ReadVersions(IReadOnlyDictionary<Guid, long> versions, CancellationToken cancellationToken) => Task.FromResult<IKnowledge>(this);

        public long Position => 1;

        public object Memory => this;

        public IReadOnlyCollection<Guid>? ClustersToldAfter(long position) => null;

        public IReadOnlyList<ImpactSeen> Looks(Guid call) => [];

        public AccessRecord? Access(Guid person) => null;

        public IEnumerable<PartnershipRecord> Partnerships => [];

        public PartnershipRecord? Partnership(Guid id) => null;

        public IEnumerable<PartnerSearchRecord> PartnerSearches => [];

        public PartnerSearchRecord? PartnerSearch(Guid id) => null;

        public IEnumerable<AccessRecord> Accesses => [];

        public ProgrammeFacts Programme { get; }

        public IEnumerable<ClusterRecord> Clusters => _clusters.Select(pair => pair.Value);

        public IEnumerable<CallDossier> Calls => _calls;

        public IEnumerable<ApplicationRecord> Applications => [];

        ClusterRecord? IKnowledge.Cluster(Guid id) => _clusters.GetValueOrDefault(id);

        public CallDossier? Call(Guid id) => _calls.FirstOrDefault(call => call.Id == id);

        public CallDossier? Call(string idOrReference) => Call(Guid.Parse(idOrReference));

        public ApplicationRecord? Application(Guid id) => null;

        private static Told Told(object what, Guid stream) => new(Guid.CreateVersion7(), what.GetType().Name, stream, 1, Recorded);
    }
}
