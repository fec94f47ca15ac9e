using System.Security.Cryptography;
using System.Text;
using EligibilityService.Application;
using EligibilityService.Application.Applications;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Eligibility;
using MediatR;

namespace EligibilityService.Host.Api;

internal static class PartnerApi
{
    public static void MapPartners(this RouteGroupBuilder applications)
    {
        applications.MapPost("/{id:guid}/partners", async (Guid id, PartnerBody body, IMediator mediator, CoordinatorOf coordinator, CommandFrame frame, HttpContext http, CancellationToken cancellationToken) =>
        {
            var partner = body.Cluster ?? body.Id ?? IdFor(frame);
            var receipt = await mediator.Send(
                new NamePartner(id, await coordinator.Find(id, cancellationToken), partner, body.Cluster, body.Organisation, body.Role, body.ControlledBy), cancellationToken);
            return receipt.Created(http, $"/api/applications/{id}/partners/{partner}");
        })
        .WithSummary("Name a cluster, which is thereby invited, or an organisation without a profile")
        .WithDescription("A cluster must be published, or the caller's own. An organisation without a profile gets the id given, or a new one, which the address in `Location` ends with.")
        .Produces<ReceiptAnswer>(201);

        applications.MapGet("/{id:guid}/partners/{partner:guid}", async (Guid id, Guid partner, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            var answer = await mediator.Send(new ShowApplication(id), cancellationToken);
            return Answers.Found(answer?.Partners.FirstOrDefault(part => part.Id == partner), http, answer?.Version ?? 0, answer?.Position ?? 0);
        }).WithSummary("An organisation's part in the application").Produces<TakingPartAnswer>();
        applications.MapPatch("/{id:guid}/partners/{partner:guid}", async (Guid id, Guid partner, PartnerChangeBody body, IMediator mediator, CoordinatorOf coordinator, HttpContext http, CancellationToken cancellationToken) =>
            (await mediator.Send(new ChangePartner(id, await coordinator.Find(id, cancellationToken), partner, body.Role, body.ControlledBy, body.Organisation), cancellationToken)).Done(http))
            .WithSummary("Change a partner's role, who controls it, or what the application tells of it; it is asked anew").Produces<ReceiptAnswer>();
        applications.MapPost("/{id:guid}/partners/{partner:guid}/removal", async (Guid id, Guid partner, IMediator mediator, CoordinatorOf coordinator, HttpContext http, CancellationToken cancellationToken) =>
            (await mediator.Send(new RemovePartner(id, await coordinator.Find(id, cancellationToken), partner), cancellationToken)).Done(http))
            .WithSummary("Take a partner out of the application").Produces<ReceiptAnswer>();
        applications.MapPost("/{id:guid}/partners/{partner:guid}/confirmation", async (Guid id, Guid partner, ConfirmationBody body, IMediator mediator, CoordinatorOf coordinator, HttpContext http, CancellationToken cancellationToken) =>
            (await mediator.Send(new ConfirmPartner(id, await coordinator.Speaking(id, partner, cancellationToken), partner, body.Version), cancellationToken)).Done(http))
            .WithSummary("The partner's own people confirm that it takes part; for one without a profile the coordinator attests it").Produces<ReceiptAnswer>();
        applications.MapPost("/{id:guid}/partners/{partner:guid}/refusal", async (Guid id, Guid partner, OptionalReasonBody body, IMediator mediator, CancellationToken cancellationToken, HttpContext http) =>
            (await mediator.Send(new DeclinePartner(id, partner, body.Reason), cancellationToken)).Done(http))
            .WithSummary("The partner's own people decline").Produces<ReceiptAnswer>();
    }

    /// <summary>The same request, repeated under its key, speaks of the same organisation.</summary>
    internal static Guid IdFor(CommandFrame frame) => frame.Idempotency is { } repeatable
        ? new(SHA256.HashData(Encoding.UTF8.GetBytes($"{repeatable.Scope} {repeatable.Key}")).AsSpan(0, 16))
        : Guid.CreateVersion7();
}

/// <summary>An organisation that takes part, and as what.</summary>
/// <param name="Cluster">Its profile; or leave it out and tell of the organisation.</param>
/// <param name="ControlledBy">Whoever controls it, by name or by a partner's id; empty: nobody does; left out: not told.</param>
/// <param name="Id">Of an organisation without a profile, within this application.</param>
internal sealed record PartnerBody(Guid? Cluster = null, PartnerOrganisation? Organisation = null, PartnerRole Role = PartnerRole.Partner, string? ControlledBy = null, Guid? Id = null);

/// <summary>What changes; the rest stays.</summary>
/// <param name="ControlledBy">Whoever controls it, by name or by a partner's id; empty: nobody does.</param>
internal sealed record PartnerChangeBody(PartnerRole? Role = null, string? ControlledBy = null, PartnerOrganisation? Organisation = null);

/// <summary>What was looked at.</summary>
/// <param name="Version">Of the application; left out: as it stands.</param>
internal sealed record ConfirmationBody(long? Version = null);
