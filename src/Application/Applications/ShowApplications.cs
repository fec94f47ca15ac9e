using EligibilityService.Application.Access;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Applications;

/// <summary>An application with its verdict up to the application stage. For its cluster's people, officers assigned to the call, auditors, and whoever is entitled.</summary>
/// <param name="KnownAt">As it had been recorded by then.</param>
[May(Granted = true)]
public sealed record ShowApplication(Guid ApplicationId, DateTimeOffset? KnownAt = null) : IRequest<ApplicationAnswer?>, IConcernsApplication;

/// <summary>An application as whoever may read it sees it.</summary>
/// <param name="Verdict">Now, or as known then.</param>
/// <param name="Selection">What became of a request to an event; null while nothing is recorded.</param>
/// <param name="Locked">Why a request to an event can't be changed at present, although the call's deadline has not passed.</param>
public sealed record ApplicationAnswer(
    Guid Id, long Version, long Position, ApplicationStatus Status, CallSummary Call, string? Strand, SubjectAnswer Coordinator, ProposalFields Proposal,
    IReadOnlyList<DeclarationAnswer> Declarations, int Versions, DateTimeOffset? ReceivedAt, bool ChangedSinceSubmission, VerdictAnswer Verdict,
    SelectionAnswer? Selection = null, Text? Locked = null);

/// <summary>What became of a request to an event.</summary>
/// <param name="Version">The version that was looked at; one handed in since is not selected from yet.</param>
/// <param name="Reason">Null where it has been erased.</param>
public sealed record SelectionAnswer(SelectionOutcome Outcome, int Version, DateTimeOffset DecidedAt, string? Reason);

/// <summary>A declaration that was signed.</summary>
public sealed record DeclarationAnswer(DeclarationKind Kind, Guid Organisation);

public sealed class ShowApplicationShape : AbstractValidator<ShowApplication>
{
    public ShowApplicationShape(ServiceClock clock) =>
        RuleFor(question => question.KnownAt).Must(known => known is null || known <= clock.GetUtcNow()).WithMessage(Moments.InTheFuture);
}

public sealed class ShowApplicationHandler(IFacts facts, INotes notes, ServiceClock clock) : IRequestHandler<ShowApplication, ApplicationAnswer?>
{
    public async Task<ApplicationAnswer?> Handle(ShowApplication question, CancellationToken cancellationToken)
    {
        var present = facts.Now;
        if (present.Application(question.ApplicationId) is not { } application) return null;

        var (knowledge, programme) = (present, present.Programme);
        if (question.KnownAt is { } then)
        {
            var others = present.OwnRequests(application.State.Call, application.State.Coordinator, application.Dossier.Id).Select(request => request.Dossier.Id);
            knowledge = await facts.Read([application.Dossier.Id, application.State.Coordinator, application.State.Call, ProgrammeFacts.StreamId, .. others], then, cancellationToken);
            programme = knowledge.Programme;
            application = knowledge.Application(question.ApplicationId);
        }

        if (application is null || knowledge.Call(application.State.Call) is not { } call || knowledge.Cluster(application.State.Coordinator) is not { } cluster) return null;

        var verdict = knowledge.Tell(
            new(cluster.Dossier, application.Dossier, Event: knowledge.Around(call, cluster.Dossier.Id, application.Dossier.Id)), cluster.Version, call, programme, clock.GetUtcNow(), Stage.Application, application.State.Strand, null, question.KnownAt);

        return new(
            application.Dossier.Id, application.Version, knowledge.Position, application.State.Status, verdict.Call, application.State.Strand, verdict.Subject,
            application.State.Proposal, [.. application.State.Declarations.Select(declared => new DeclarationAnswer(declared.Kind, declared.Organisation))],
            application.State.Versions, application.Dossier.Submitted.Newest?.From, application.State.ChangedSinceSubmission, verdict,
            await Selection(application.State, cancellationToken), application.State.Resubmitting(call, clock.GetUtcNow())?.Reason);
    }

    private async Task<SelectionAnswer?> Selection(CallApplication application, CancellationToken cancellationToken) => application.Selection is { } recorded
        ? new(recorded.Outcome, recorded.Version, recorded.DecidedAt, (await notes.Texts([recorded.Reason.Id], cancellationToken)).GetValueOrDefault(recorded.Reason.Id))
        : null;
}

/// <summary>Applications the caller may see: of his or her clusters, of the calls an officer is assigned to, all for auditors, or as entitled.</summary>
/// <param name="Call">Id, reference or alias.</param>
[May(Who.SignedIn)]
public sealed record ShowApplications(string? Call = null, Guid? Cluster = null) : IRequest<ApplicationsAnswer>;

/// <summary>Applications, as of a position.</summary>
public sealed record ApplicationsAnswer(long Position, IReadOnlyList<ApplicationSummary> Applications);

/// <summary>An application in a list.</summary>
/// <param name="Selection">What became of its last version, where it asks to take part in an event.</param>
public sealed record ApplicationSummary(Guid Id, ApplicationStatus Status, CallSummary Call, string? Strand, Guid Coordinator, string? CoordinatorName, int Versions, DateTimeOffset? ReceivedAt,
    SelectionOutcome? Selection = null);

public sealed class ShowApplicationsHandler(IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ShowApplications, ApplicationsAnswer>
{
    public Task<ApplicationsAnswer> Handle(ShowApplications question, CancellationToken cancellationToken)
    {
        var (knowledge, now) = (facts.Now, clock.GetUtcNow());
        var sight = new Sight(callers.Caller, knowledge, now);
        var call = question.Call is { } asked ? knowledge.Call(asked)?.Id ?? Guid.Empty : (Guid?)null;

        return Task.FromResult(new ApplicationsAnswer(knowledge.Position,
        [
            .. knowledge.Applications
                .Where(sight.OfApplication)
                .Where(application => (call is null || application.State.Call == call) && (question.Cluster is null || application.State.Coordinator == question.Cluster))
                .Where(application => knowledge.Call(application.State.Call) is not null)
                .OrderByDescending(application => application.Dossier.LastTold!.RecordedAt)
                .Select(application => new ApplicationSummary(
                    application.Dossier.Id, application.State.Status, VerdictTelling.Summary(knowledge.Call(application.State.Call)!, now), application.State.Strand,
                    application.State.Coordinator, knowledge.Cluster(application.State.Coordinator)?.Dossier.Name.Newest?.Value, application.State.Versions,
                    application.Dossier.Submitted.Newest?.From,
                    application.State.Selection is { } selection && selection.Version == application.State.Versions ? selection.Outcome : null)),
        ]));
    }
}
