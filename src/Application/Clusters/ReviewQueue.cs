using EligibilityService.Application.Access;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;
using MediatR;

namespace EligibilityService.Application.Clusters;

/// <summary>What waits for a moderator: profiles to review, oldest first, claims to decide, entries to verify.</summary>
[May(Role.Moderator, Role.Auditor)]
public sealed record ShowReviewsDue : IRequest<ReviewQueueAnswer>;

/// <summary>What waits for a moderator.</summary>
public sealed record ReviewQueueAnswer(long Position, IReadOnlyList<ReviewSummary> Reviews, IReadOnlyList<ClaimAnswer> Claims, IReadOnlyList<VerificationSummary> Verifications);

/// <summary>A profile whose review was asked for, with the computed checklist.</summary>
/// <param name="Requested">When the review was asked for.</param>
/// <param name="Outcome">Of the mandatory rules, all of which must be met.</param>
public sealed record ReviewSummary(Guid Cluster, string? Name, string? Country, DateTimeOffset Requested, Outcome Outcome, int Met, int Rules, IReadOnlyList<FindingAnswer> Checklist);

/// <summary>A claim that waits for a moderator.</summary>
/// <param name="PersonName">Nothing once the person has been erased.</param>
public sealed record ClaimAnswer(Guid Cluster, string? Name, Guid Person, string? PersonName);

/// <summary>Entries that nobody has checked yet.</summary>
public sealed record VerificationSummary(Guid Cluster, string? Name, int Entries, DateTimeOffset LastRecorded);

public sealed class ShowReviewsDueHandler(IFacts facts, IPersons persons, ServiceClock clock) : IRequestHandler<ShowReviewsDue, ReviewQueueAnswer>
{
    public async Task<ReviewQueueAnswer> Handle(ShowReviewsDue question, CancellationToken cancellationToken)
    {
        var (knowledge, now) = (facts.Now, clock.GetUtcNow());
        var (reviews, claims, verifications) = (new List<ReviewSummary>(), new List<(ClusterRecord Cluster, Guid Person)>(), new List<VerificationSummary>());

        foreach (var cluster in knowledge.Clusters)
        {
            if (cluster.State.Status is RegistrationStatus.ReviewRequested) reviews.Add(Summary(cluster, knowledge.Programme, now));
            if (cluster.State.Status is RegistrationStatus.Withdrawn) continue;
            foreach (var person in cluster.State.Claimants) claims.Add((cluster, person));
            if (cluster.Dossier.Unverified() is { Count: > 0 } entries) verifications.Add(new(cluster.Dossier.Id, cluster.State.Profile.Name, entries.Count, entries[0].Told.RecordedAt));
        }

        var names = await persons.Names([.. claims.Select(claim => claim.Person)], cancellationToken);
        return new(
            knowledge.Position,
            [.. reviews.OrderBy(review => review.Requested)],
            [.. claims.Select(claim => new ClaimAnswer(claim.Cluster.Dossier.Id, claim.Cluster.State.Profile.Name, claim.Person, names.GetValueOrDefault(claim.Person))).OrderBy(claim => claim.Name)],
            [.. verifications.OrderBy(verification => verification.LastRecorded)]);
    }

    private static ReviewSummary Summary(ClusterRecord cluster, ProgrammeFacts programme, DateTimeOffset now)
    {
        var checklist = cluster.Dossier.Checklist(programme, now);
        var mandatory = checklist.Where(finding => finding.Severity is Severity.Mandatory).ToArray();
        return new(
            cluster.Dossier.Id, cluster.State.Profile.Name, cluster.State.Profile.Country, cluster.Dossier.Registration.Newest!.From,
            mandatory.Select(finding => finding.Outcome).DefaultIfEmpty(Outcome.Met).Min(), mandatory.Count(finding => finding.Outcome is Outcome.Met), mandatory.Length, checklist);
    }
}

/// <summary>One profile as a moderator decides on it: the checklist by the rules of that day, who claims it, what is to be verified.</summary>
[May(Role.Moderator, Role.Auditor)]
public sealed record ShowReview(Guid ClusterId) : IRequest<ReviewAnswer?>;

/// <param name="RulesFrom">The day from which the rules hold; nothing where none had been laid down.</param>
/// <param name="Unverified">Ids of the events whose entries reach back and wait for verification, newest first.</param>
public sealed record ReviewAnswer(
    Guid Cluster, long Version, long Position, RegistrationStatus Status, DateTimeOffset Since, DateOnly? RulesFrom, string? RulesSource,
    IReadOnlyList<FindingAnswer> Checklist, IReadOnlyList<ClaimAnswer> Claims, IReadOnlyList<Guid> Unverified);

public sealed class ShowReviewHandler(IFacts facts, IPersons persons, ServiceClock clock) : IRequestHandler<ShowReview, ReviewAnswer?>
{
    public async Task<ReviewAnswer?> Handle(ShowReview question, CancellationToken cancellationToken)
    {
        var (knowledge, now) = (facts.Now, clock.GetUtcNow());
        if (knowledge.Cluster(question.ClusterId) is not { } cluster) return null;

        var names = await persons.Names([.. cluster.State.Claimants], cancellationToken);
        var rules = knowledge.Programme.RulesOn(BrusselsTime.DayOf(now));
        return new(
            question.ClusterId, cluster.Version, knowledge.Position, cluster.State.Status, cluster.Dossier.Registration.Newest!.From, rules?.ValidFrom, rules?.Source,
            cluster.Dossier.Checklist(knowledge.Programme, now),
            [.. cluster.State.Claimants.Select(person => new ClaimAnswer(question.ClusterId, cluster.State.Profile.Name, person, names.GetValueOrDefault(person)))],
            [.. cluster.Dossier.Unverified().Select(entry => entry.Told.EventId)]);
    }
}

internal static class ProfileChecklist
{
    /// <summary>The rules for profiles in force on that day, judged for that moment. Without rules there is nothing to check.</summary>
    public static IReadOnlyList<FindingAnswer> Checklist(this OrganisationDossier dossier, ProgrammeFacts programme, DateTimeOffset now)
    {
        var rules = programme.RulesOn(BrusselsTime.DayOf(now));
        if (rules is null && !programme.RulesAreBroken) return [];

        var terms = new CallTerms { Reference = "profile-rules", Title = new Text("Rules for profiles", "Regeln für Profile"), Kind = "profile-rules", Criteria = rules?.Rules ?? [] };
        return VerdictTelling.Findings(new(dossier), terms, programme, now);
    }
}
