using System.Collections.Immutable;
using EligibilityService.Application.Access;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Partnerships;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;

namespace EligibilityService.Application.Applications;

/// <summary>All that a verdict on an application rests on: who takes part, the call, the programme, the other proposals, each in a certain version.</summary>
/// <param name="Versions">Of every stream that has to do with the verdict.</param>
/// <param name="LookedThrough">Position up to which the other proposals were looked through.</param>
internal sealed record Grounds(Subject Subject, CallDossier Call, ProgrammeFacts Programme, string? Strand, Dictionary<Guid, long> Versions, long? LookedThrough)
{
    /// <param name="own">Knows the application, its partners, the call and the programme.</param>
    /// <param name="others">Knows the other proposals.</param>
    /// <param name="dossier">The application as it is to be judged.</param>
    public static Grounds Of(
        ApplicationRecord application, ApplicationDossier dossier, CallDossier call, IKnowledge own, IKnowledge others, Reader? reader = null, long? lookedThrough = null)
    {
        reader ??= Reader.OfAll;
        var (state, programme) = (application.State, own.Programme);
        var consortium = ConsortiumOf.Members(dossier, id => own.Cluster(id)?.Dossier, pic => own.ByCode(pic)?.Dossier, partner => !reader.Sees(dossier, partner, own))
            .WithPartnerships(call.Terms!, own);
        consortium = consortium with { Siblings = others.ProposalsTouching(consortium, dossier, call, reader) };

        var versions = new Dictionary<Guid, long>();
        void Rests(Guid stream, long? version) => versions.TryAdd(stream, version ?? 0);
        foreach (var cluster in own.ClustersOf(dossier)) Rests(cluster, own.Cluster(cluster)?.Version);
        Rests(call.Id, call.LastTold!.Version);
        Rests(ProgrammeFacts.StreamId, programme.LastTold?.Version);
        Rests(dossier.Id, application.Version);
        foreach (var partnership in consortium.Partnerships.Keys) Rests(partnership, own.Partnership(partnership)?.Version);
        var phase = call.Terms!.PhaseOf(state.Strand);
        foreach (var sibling in consortium.Siblings.Where(sibling => sibling.Phase == phase))
        {
            var record = others.Application(sibling.Dossier.Id)!;
            Rests(sibling.Dossier.Id, record.Version);
            foreach (var cluster in others.ClustersOf(sibling.Dossier.AsSent)) Rests(cluster, others.Cluster(cluster)?.Version);
        }

        var surroundings = others.Around(call, dossier.Coordinator, dossier.Id);
        foreach (var request in surroundings?.OwnRequests ?? []) Rests(request.Id, others.Application(request.Id)?.Version);

        // In the order in which the store keeps them, so that what is made again is the same to the byte.
        var ordered = versions.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal).ToDictionary();
        return new(new(consortium.Members[0].Dossier, dossier, consortium, surroundings), call, programme, state.Strand, ordered, lookedThrough ?? others.Position);
    }

    /// <summary>Looked at alone, without the other proposals: for what turns on the application itself, such as slips, when many are looked through.</summary>
    public static Grounds Alone(ApplicationRecord application, CallDossier call, IKnowledge knowledge)
    {
        var consortium = ConsortiumOf.Members(application.Dossier.AsSent, id => knowledge.Cluster(id)?.Dossier, pic => knowledge.ByCode(pic)?.Dossier, static _ => false).WithPartnerships(call.Terms!, knowledge);
        return new(new(consortium.Members[0].Dossier, application.Dossier.AsSent, consortium), call, knowledge.Programme, application.State.Strand, [], null);
    }

    public RecordedVerdict Record()
    {
        var verdict = Assessment.Assess(Subject, Call.Terms!, Programme, Stage.Application, Strand, callIsBroken: Call.IsBroken);
        var reimbursement = Call.Terms!.Reimburses
            ? Assessment.Assess(Subject, Call.Terms, Programme, Stage.Application, verdict.Strand, callIsBroken: Call.IsBroken, decides: Decides.Reimbursement) : null;
        return RecordedVerdict.Of(verdict, Call.LastTold!.Version, Versions, LookedThrough, reimbursement);
    }

    public VerdictAnswer Tell(IKnowledge knowledge, DateTimeOffset now, DateTimeOffset? at = null, DateTimeOffset? knownAt = null) =>
        knowledge.Tell(Subject, Versions[Subject.Dossier.Id], Call, Programme, now, Stage.Application, Strand, at, knownAt);

    /// <summary>Criteria that are not met by what may be a slip of the pen.</summary>
    public IReadOnlyList<PossibleSlip> Slips() =>
        PossibleSlips.In(Assessment.Assess(Subject, Call.Terms!, Programme, Stage.Application, Strand, callIsBroken: Call.IsBroken), Subject);

    /// <summary>Who stands in two proposals, or seems to, as far as it is not settled.</summary>
    public IReadOnlyList<Clash> Clashes()
    {
        var consortium = Subject.Consortium!.For(Call.Terms!, Strand);
        var criterion = Call.Terms!.Criteria.FirstOrDefault(criterion => criterion.Question is OneConsortiumPerPhase && criterion.Concerns(Strand));
        return criterion is null || Call.Terms.Deadline is null ? []
            : OneConsortiumPerPhase.Clashes(consortium, new(Subject.Dossier, Programme, Subject.Application, Call.Terms.Deadline.Instant, Strict: false, consortium, criterion.Id));
    }
}

/// <summary>Finding what a verdict on an application rests on: as it is in memory, as it stands in the store, as it was known, as it was recorded.</summary>
internal static class GroundsReading
{
    /// <summary>As this host knows it.</summary>
    public static Grounds? Present(this IKnowledge knowledge, ApplicationRecord application, DateTimeOffset now, Reader? reader = null) =>
        knowledge.Call(application.State.Call) is { Terms: not null } call ? Grounds.Of(application, application.Dossier.Counting(call, now), call, knowledge, knowledge, reader) : null;

    /// <summary>With those who would sign: as handed in, with the changes agreed since.</summary>
    public static Grounds? ForSignature(this IKnowledge knowledge, ApplicationRecord application, Reader reader) =>
        knowledge.Call(application.State.Call) is { Terms: not null } call ? Grounds.Of(application, application.Dossier.ForSignature, call, knowledge, knowledge, reader) : null;

    /// <summary>As the application, its partners, the call and the programme stand in the store at this moment, however far this host's memory has got.</summary>
    /// <param name="joining">A cluster that is about to join.</param>
    public static async Task<(ApplicationRecord Application, CallDossier Call, IKnowledge Own)?> Fresh(this IFacts facts, Guid id, CancellationToken cancellationToken, Guid? joining = null)
    {
        var known = facts.Now.Application(id) ?? (await facts.Read([id], null, cancellationToken)).Application(id);
        for (var read = new HashSet<Guid>(); known is not null;)
        {
            read.UnionWith(Concerned(known));
            var own = await facts.Read(read, null, cancellationToken);
            if (own.Application(id) is not { } application || own.Call(known.State.Call) is not { Terms: not null } call) return null;
            if (ReferenceEquals(application.Dossier, known.Dossier) || read.IsSupersetOf(Concerned(application))) return (application, call, own);

            known = application;   // somebody has joined of whom this host did not know yet
        }

        return null;

        IEnumerable<Guid> Concerned(ApplicationRecord application)
        {
            var present = facts.Now;
            return
            [
                .. present.ClustersOf(application.Dossier), .. present.ClustersOf(application.Dossier.ForSignature), .. joining is { } cluster ? [cluster] : Array.Empty<Guid>(),
                .. present.PartnershipsOf(application.Dossier), id, application.State.Call, ProgrammeFacts.StreamId,
            ];
        }
    }

    /// <summary>With what had been recorded by then.</summary>
    public static async Task<Grounds?> KnownAt(this IFacts facts, ApplicationRecord application, DateTimeOffset then, Reader reader, CancellationToken cancellationToken)
    {
        var present = facts.Now;
        Guid[] proposals = [.. present.Applications.Where(other => other.State.Call == application.State.Call).Select(other => other.Dossier.Id)];
        var applications = await facts.Read(proposals, then, cancellationToken);
        Guid[] clusters = [.. applications.Applications.SelectMany(known => present.ClustersOf(known.Dossier).Concat(present.ClustersOf(known.Dossier.AsSent))).Distinct()];

        var known = await facts.Read([.. proposals, .. clusters, .. present.PartnershipsOf(application.Dossier), application.State.Call, ProgrammeFacts.StreamId], then, cancellationToken);
        return known.Application(application.Dossier.Id) is { } asThen && known.Cluster(asThen.State.Coordinator) is not null ? known.Present(asThen, then, reader) : null;
    }

    /// <summary>From the versions a recorded verdict names, so that it can be made again.</summary>
    /// <param name="submission">The receipt it was recorded with; null for a decision.</param>
    public static async Task<Grounds?> Recorded(
        this IFacts facts, Guid id, RecordedVerdict verdict, ApplicationSubmitted? submission, Reader? reader, CancellationToken cancellationToken)
    {
        var then = await facts.ReadVersions(verdict.Versions, cancellationToken);
        if (then.Application(id) is not { } application || then.Call(application.State.Call) is not { Terms: not null } call) return null;

        var dossier = submission is null ? application.Dossier.AsSent : application.Dossier.Received(submission.Number, submission.ReceivedAt, application.Version);
        return Grounds.Of(application, dossier, call, then, then, reader, verdict.LookedThrough);
    }

    /// <summary>After the deadline what was handed in counts, and nothing that was left unsent.</summary>
    public static ApplicationDossier Counting(this ApplicationDossier dossier, CallDossier call, DateTimeOffset now) =>
        call.Terms?.Deadline is { } deadline && now > deadline.Latest ? dossier.AsSent : dossier;

    /// <summary>As if its next version had just been received.</summary>
    public static ApplicationDossier Received(this ApplicationDossier dossier, int number, DateTimeOffset receivedAt, long version) => dossier with
    {
        Submitted = dossier.Submitted.Tell(number, new Told(Guid.Empty, "application.submitted", dossier.Id, version + 1, receivedAt), new(AssertedBy.System), receivedAt),
    };

    /// <summary>Coordinator, partners with a profile, and profiles that joined partners by their code.</summary>
    public static IEnumerable<Guid> ClustersOf(this IKnowledge knowledge, ApplicationDossier application) =>
    [
        application.Coordinator,
        .. application.Partners.Select(partner => partner.Cluster ?? (partner.Organisation?.Pic is { } pic ? knowledge.ByCode(pic)?.Dossier.Id : null)).OfType<Guid>().Distinct(),
    ];

    /// <summary>Those the application has stood for, and those to which several of its organisations belong.</summary>
    public static IEnumerable<Guid> PartnershipsOf(this IKnowledge knowledge, ApplicationDossier application) =>
    [
        .. application.StandsFor.NewestFirst().Select(stated => stated.Value?.Partnership).OfType<Guid>()
            .Concat(knowledge.Concerned(null, [.. knowledge.ClustersOf(application), .. knowledge.ClustersOf(application.AsSent)]).Select(partnership => partnership.Dossier.Id)).Distinct(),
    ];

    /// <summary>All proposals to a call, for the question whether an organisation stands in two, where it is not settled yet who is asked about.</summary>
    public static ImmutableArray<Sibling> ProposalsTo(this IKnowledge knowledge, CallDossier call, Reader reader) =>
        [.. knowledge.Applications.Where(application => application.IsProposalTo(call)).Select(application => knowledge.Sibling(application, call, reader))];

    /// <summary>The other proposals to a call that could have to do with the verdict on this one, found by what their organisations are known by.</summary>
    public static ImmutableArray<Sibling> ProposalsTouching(this IKnowledge knowledge, Consortium consortium, ApplicationDossier dossier, CallDossier call, Reader reader) =>
    [
        .. knowledge.ApplicationsMarked(call.Id, OneConsortiumPerPhase.Marks(consortium.Counted.Select(partner => partner.Dossier), dossier))
            .Where(application => application.IsProposalTo(call) && application.Dossier.Id != dossier.Id)
            .Select(application => knowledge.Sibling(application, call, reader))
            .Where(sibling => OneConsortiumPerPhase.Touches(consortium, dossier, sibling)),
    ];

    private static bool IsProposalTo(this ApplicationRecord application, CallDossier call) => application.State.Call == call.Id && application.State.Status is not ApplicationStatus.Draft;

    private static Sibling Sibling(this IKnowledge knowledge, ApplicationRecord application, CallDossier call, Reader reader) => new(
        application.Dossier, call.Terms!.PhaseOf(application.State.Strand), [.. ConsortiumOf.Standing(application.Dossier.AsSent, id => knowledge.Cluster(id)?.Dossier)])
    {
        IsDiscreet = !reader.Sees(application, knowledge),
    };
}

/// <summary>Who reads, and so whose reasons may be told: officers and auditors read all, a cluster's people their own, partners each other's once they have confirmed.</summary>
internal sealed class Reader(Caller? caller)
{
    /// <summary>The service itself, when it records.</summary>
    public static Reader OfAll { get; } = new(null);

    /// <summary>Whoever sees the application at all by office or entitlement; the door has asked.</summary>
    public bool ReadsAll => caller is null || caller.Is(Role.Officer) || caller.Is(Role.Auditor) || caller.Is(Role.Subscriber) || caller.Is(Role.System);

    public bool Manages(Guid? cluster, IKnowledge knowledge) =>
        caller is not null && cluster is { } id && (knowledge.Cluster(id)?.State.Managers.Contains(caller.PersonId) ?? false);

    /// <param name="partner">Null for the coordinator.</param>
    public bool Sees(ApplicationDossier application, NamedPartner? partner, IKnowledge knowledge)
    {
        if (ReadsAll || Manages(partner is null ? application.Coordinator : partner.Cluster, knowledge)) return true;

        // What the application itself tells of an organisation is no secret; its profile is, unless its own people have confirmed.
        var isOpen = partner is null || (partner.Cluster is null ? partner.Organisation?.Pic is not { } pic || knowledge.ByCode(pic) is null : partner.Standing is PartnerStanding.Confirmed);
        return isOpen && (Manages(application.Coordinator, knowledge) || application.Partners.Any(other => other.Standing is PartnerStanding.Confirmed && Manages(other.Cluster, knowledge)));
    }

    public bool Sees(ApplicationRecord application, IKnowledge knowledge) =>
        ReadsAll || Manages(application.State.Coordinator, knowledge) || application.State.Partners.Values.Any(part => Manages(part.Cluster, knowledge));
}
