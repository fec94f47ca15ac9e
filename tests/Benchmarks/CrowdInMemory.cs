using System.Collections.Immutable;
using EligibilityService.Application;
using EligibilityService.Application.Access;
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

/// <summary>The generator's clusters and the programme's calls in memory, as the roster holds them; an officer asks, at the end of 2016.</summary>
internal sealed class CrowdInMemory : ServiceClock, IFacts, IKnowledge, ICallerAccessor, ILedger
{
    private static readonly DateTimeOffset Recorded = new(2016, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private readonly OrderedDictionary<Guid, ClusterRecord> _clusters = new();
    private readonly CallDossier[] _calls;

    public CrowdInMemory(int count)
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

            _clusters[row.ClusterId] = new(dossier, state, 3, Number: _clusters.Count);
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

    public Task<Receipt> DecideOn<TState, TEvent>(Guid streamId, long lookedAt, Func<TState, Decision<TEvent>> decide, CancellationToken cancellationToken)
        where TState : class, IState<TState, TEvent>
        where TEvent : class => Decide(streamId, decide, cancellationToken);

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

    public IEnumerable<SubscriptionRecord> Subscriptions => [];

    public SubscriptionRecord? Subscription(Guid id) => null;

    public IEnumerable<AccessRecord> Accesses => [];

    public ProgrammeFacts Programme { get; }

    public IEnumerable<ClusterRecord> Clusters => _clusters.Values;

    public IEnumerable<CallDossier> Calls => _calls;

    public IEnumerable<ApplicationRecord> Applications => [];

    public IEnumerable<ApplicationRecord> ApplicationsMarked(Guid call, IEnumerable<string> marks) => [];

    ClusterRecord? IKnowledge.Cluster(Guid id) => _clusters.GetValueOrDefault(id);

    public ClusterRecord? ByCode(string pic) => null;

    public CallDossier? Call(Guid id) => _calls.FirstOrDefault(call => call.Id == id);

    public CallDossier? Call(string idOrReference) => Call(Guid.Parse(idOrReference));

    public ApplicationRecord? Application(Guid id) => null;

    private static Told Told(object what, Guid stream) => new(Guid.CreateVersion7(), what.GetType().Name, stream, 1, Recorded);
}
