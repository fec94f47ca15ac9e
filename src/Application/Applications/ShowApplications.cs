using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Eligibility;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Applications;

/// <summary>In which part the caller's clusters stand in an application.</summary>
public enum ApplicationRole { Coordinator, Partner }

/// <summary>Applications the caller may see: of his or her clusters, those in which they are named, of the calls an officer is assigned to, all for auditors, or as entitled.</summary>
/// <param name="Call">Id, reference or alias.</param>
/// <param name="Cluster">That coordinates or, with <paramref name="Role"/>, stands in it in that part.</param>
/// <param name="Role">Only those which the caller's clusters coordinate, or in which they are named as partners: the invitations.</param>
[May(Who.SignedIn)]
public sealed record ShowApplications(string? Call = null, Guid? Cluster = null, ApplicationRole? Role = null) : IRequest<ApplicationsAnswer>;

/// <summary>Applications, as of a position.</summary>
/// <param name="Drafts">For officers: so many were begun, in the calls asked for, and never handed in. Nothing else of them is told.</param>
public sealed record ApplicationsAnswer(long Position, IReadOnlyList<ApplicationSummary> Applications, int Drafts = 0);

/// <summary>An application in a list.</summary>
/// <param name="Selection">What became of its last version, where it asks to take part in an event.</param>
/// <param name="Invited">The caller's clusters that are named in it as partners.</param>
public sealed record ApplicationSummary(
    Guid Id, ApplicationStatus Status, CallSummary Call, string? Strand, Guid Coordinator, string? CoordinatorName, int Versions, DateTimeOffset? ReceivedAt,
    IReadOnlyList<InvitationAnswer> Invited, SelectionOutcome? Selection = null);

/// <summary>A cluster of the caller's that is named as a partner.</summary>
public sealed record InvitationAnswer(Guid Cluster, string? Name, PartnerRole Role, PartnerStanding Standing);

public sealed class ShowApplicationsShape : AbstractValidator<ShowApplications>
{
    public ShowApplicationsShape() => RuleFor(question => question.Role).IsInEnum().WithMessage(ProfileShape.Say("coordinator or partner.", "coordinator oder partner."));
}

public sealed class ShowApplicationsHandler(IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ShowApplications, ApplicationsAnswer>
{
    public Task<ApplicationsAnswer> Handle(ShowApplications question, CancellationToken cancellationToken)
    {
        var (knowledge, now, reader) = (facts.Now, clock.GetUtcNow(), new Reader(callers.Caller));
        var sight = new Sight(callers.Caller, knowledge, now);
        var call = question.Call is { } asked ? knowledge.Call(asked)?.Id ?? Guid.Empty : (Guid?)null;

        return Task.FromResult(new ApplicationsAnswer(knowledge.Position,
        [
            .. from application in knowledge.Applications
               where sight.OfApplication(application) && (call is null || application.State.Call == call) && knowledge.Call(application.State.Call) is { Terms: not null }
               let invited = Invited(application, knowledge, reader)
               where question.Role switch
               {
                   ApplicationRole.Partner => invited.Any(one => question.Cluster is null || one.Cluster == question.Cluster),
                   ApplicationRole.Coordinator => reader.Manages(application.State.Coordinator, knowledge) && IsOf(application, question.Cluster),
                   _ => IsOf(application, question.Cluster),
               }
               orderby application.Dossier.LastTold!.RecordedAt descending
               select new ApplicationSummary(
                   application.Dossier.Id, application.State.Status, VerdictTelling.Summary(knowledge.Call(application.State.Call)!, now), application.State.Strand,
                   application.State.Coordinator, knowledge.Cluster(application.State.Coordinator)?.Dossier.Name.Newest?.Value, application.State.Versions,
                   application.Dossier.Submitted.Newest?.From, invited,
                   application.State.Selection is { } selection && selection.Version == application.State.Versions ? selection.Outcome : null),
        ], knowledge.Applications.Count(application => sight.CountsAsDraft(application) && (call is null || application.State.Call == call))));
    }

    private static bool IsOf(ApplicationRecord application, Guid? cluster) => cluster is null || application.State.Coordinator == cluster;

    private static InvitationAnswer[] Invited(ApplicationRecord application, IKnowledge knowledge, Reader reader) =>
    [
        .. from partner in application.Dossier.Partners
           where partner.Cluster is { } cluster && reader.Manages(cluster, knowledge)
           select new InvitationAnswer(partner.Id, knowledge.Cluster(partner.Id)?.Dossier.Name.Newest?.Value, partner.Role, partner.Standing),
    ];
}
