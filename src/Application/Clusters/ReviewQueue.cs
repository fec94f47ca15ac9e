using System.Buffers.Text;
using System.Globalization;
using System.Text;
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
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Clusters;

/// <summary>What waits for a moderator: profiles to review, oldest request first and a page at a time, claims to decide, entries to verify.</summary>
/// <param name="Cursor">From the answer before.</param>
[May(Role.Moderator, Role.Auditor)]
public sealed record ShowReviewsDue(string? Cursor = null, int Limit = ShowReviewsDue.Usual) : IRequest<ReviewQueueAnswer>
{
    public const int Usual = 50, Most = 200;
}

/// <summary>What waits for a moderator.</summary>
/// <param name="Total">So many reviews wait, on whatever page.</param>
/// <param name="Next">Cursor of the next page of reviews; none on the last one.</param>
public sealed record ReviewQueueAnswer(
    long Position, int Total, IReadOnlyList<ReviewSummary> Reviews, string? Next, IReadOnlyList<ClaimAnswer> Claims, IReadOnlyList<VerificationSummary> Verifications);

public sealed class ShowReviewsDueShape : AbstractValidator<ShowReviewsDue>
{
    public ShowReviewsDueShape()
    {
        RuleFor(question => question.Cursor).Must(cursor => cursor is null || ReviewPlace.Read(cursor) is not null).WithMessage(ProfileShape.Say(
            "This is no cursor of this list; begin without one.", "Das ist kein Cursor dieser Liste; beginnen Sie ohne."));
        RuleFor(question => question.Limit).InclusiveBetween(1, ShowReviewsDue.Most).WithMessage(ProfileShape.Say(
            $"Ask for 1 to {ShowReviewsDue.Most} at a time.", $"Fragen Sie nach 1 bis {ShowReviewsDue.Most} auf einmal."));
    }
}

/// <summary>A place in the queue as it travels in an address. Whoever is decided on meanwhile leaves the queue; the place stays.</summary>
internal sealed record ReviewPlace(DateTimeOffset Requested, Guid Cluster)
{
    private const string Mark = "reviews1";
    private const int Longest = 200;

    public static ReviewPlace Of(ClusterRecord cluster) => new(cluster.Dossier.Registration.Newest!.From, cluster.Dossier.Id);

    public string Write() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Mark}\n{Requested.UtcTicks}\n{Cluster:N}")));

    /// <summary>Null where it was not written here.</summary>
    public static ReviewPlace? Read(string cursor) =>
        cursor.Length <= Longest && Base64Url.IsValid(cursor)
        && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split('\n') is [Mark, var ticks, var id]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTime.MaxValue.Ticks && Guid.TryParseExact(id, "N", out var cluster)
            ? new(new(at, TimeSpan.Zero), cluster)
            : null;

    public bool IsBehind(ReviewPlace other) => (Requested, Cluster).CompareTo((other.Requested, other.Cluster)) > 0;
}

/// <summary>A profile whose review was asked for, with the computed checklist.</summary>
/// <param name="Requested">When the review was asked for.</param>
/// <param name="WaitingDays">Whole days since.</param>
/// <param name="Outcome">Of the mandatory rules, all of which must be met.</param>
public sealed record ReviewSummary(Guid Cluster, string? Name, string? Country, DateTimeOffset Requested, int WaitingDays, Outcome Outcome, int Met, int Rules, IReadOnlyList<FindingAnswer> Checklist);

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
        var (reviews, claims, verifications) = (new List<ClusterRecord>(), new List<(ClusterRecord Cluster, Guid Person)>(), new List<VerificationSummary>());

        foreach (var cluster in knowledge.Clusters)
        {
            if (cluster.State.Status is RegistrationStatus.ReviewRequested) reviews.Add(cluster);
            if (cluster.State.Status is RegistrationStatus.Withdrawn) continue;
            foreach (var person in cluster.State.Claimants) claims.Add((cluster, person));
            if (cluster.Dossier.Unverified() is { Count: > 0 } entries) verifications.Add(new(cluster.Dossier.Id, cluster.State.Profile.Name, entries.Count, entries[0].Told.RecordedAt));
        }

        var names = await persons.Names([.. claims.Select(claim => claim.Person)], cancellationToken);
        var from = question.Cursor is { } cursor ? ReviewPlace.Read(cursor) : null;
        var page = reviews.Select(cluster => (Place: ReviewPlace.Of(cluster), Cluster: cluster)).Where(one => from is null || one.Place.IsBehind(from))
            .OrderBy(one => one.Place.Requested).ThenBy(one => one.Place.Cluster).Take(question.Limit + 1).ToArray();
        return new(
            knowledge.Position, reviews.Count,
            [.. page.Take(question.Limit).Select(one => Summary(one.Cluster, knowledge.Programme, now))], page.Length > question.Limit ? page[question.Limit - 1].Place.Write() : null,
            [.. claims.Select(claim => new ClaimAnswer(claim.Cluster.Dossier.Id, claim.Cluster.State.Profile.Name, claim.Person, names.GetValueOrDefault(claim.Person))).OrderBy(claim => claim.Name)],
            [.. verifications.OrderBy(verification => verification.LastRecorded)]);
    }

    private static ReviewSummary Summary(ClusterRecord cluster, ProgrammeFacts programme, DateTimeOffset now)
    {
        var checklist = cluster.Dossier.Checklist(programme, now);
        var mandatory = checklist.Where(finding => finding.Severity is Domain.Eligibility.Severity.Mandatory).ToArray();
        return new(
            cluster.Dossier.Id, cluster.State.Profile.Name, cluster.State.Profile.Country, ReviewPlace.Of(cluster).Requested, Math.Max(0, (now - ReviewPlace.Of(cluster).Requested).Days),
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
