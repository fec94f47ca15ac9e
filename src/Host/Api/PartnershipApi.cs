using EligibilityService.Application.Partnerships;
using EligibilityService.Domain.Deciding;
using MediatR;

namespace EligibilityService.Host.Api;

internal static class PartnershipApi
{
    public static void MapPartnerships(this RouteGroupBuilder api)
    {
        var partnerships = api.MapGroup("/partnerships").WithTags("Partnerships");

        partnerships.MapGet("/", async (string? q, string? country, Guid? cluster, string? label, string? phase, Guid? after, int? limit, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new FindPartnerships(q, country, cluster, label, phase, after, limit ?? FindPartnerships.Usual), cancellationToken), http, answer => answer.Position))
            .WithSummary("Partnerships of cluster organisations, by name").Produces<PartnershipsAnswer>().WithMetadata(new ForEverybody());
        partnerships.MapGet("/{id:guid}", async (Guid id, Moment? at, Moment? knownAt, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            var answer = await mediator.Send(new ShowPartnership(id, at?.Value, knownAt.Known(http)), cancellationToken);
            return Answers.Found(answer, http, answer?.Version ?? 0, answer?.Position ?? 0);
        }).WithSummary("A partnership: its members, labels and funded phases")
            .WithDescription("`at` is the moment for which it is told who belonged to it; `knownAt` leaves out what was recorded later.").Produces<PartnershipAnswer>().WithMetadata(new ForEverybody());

        partnerships.MapPost("/", async (PartnershipBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            var receipt = await mediator.Send(new FormPartnership(
                body.Id ?? Guid.CreateVersion7(), body.Name ?? "", body.Acronym, body.Strand, body.Phase, body.FormedOn, body.YearOnly, body.Members ?? [], body.Source ?? ""), cancellationToken);
            return receipt.Created(http, $"/api/partnerships/{receipt.StreamId}");
        }).WithSummary("Record a partnership as it was formed").Produces<ReceiptAnswer>(201);
        partnerships.MapPut("/{id:guid}/founding", async (Guid id, FoundingBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            (await mediator.Send(new CorrectPartnership(id, body.Name ?? "", body.Acronym, body.Strand, body.Phase, body.FormedOn, body.YearOnly, body.Source ?? ""), cancellationToken)).Done(http))
            .WithSummary("Correct what is recorded of the founding; its members are corrected one by one").Produces<ReceiptAnswer>();
        partnerships.MapPost("/{id:guid}/members", async (Guid id, JoiningBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            (await mediator.Send(new RecordJoining(id, body.Member, new(body.Cluster, body.Name, body.Country), body.From, body.Source ?? ""), cancellationToken)).Done(http))
            .WithSummary("An organisation joined; with the id of a member, what is recorded of it is corrected").Produces<ReceiptAnswer>();
        partnerships.MapPost("/{id:guid}/members/{member:guid}/departure", async (Guid id, Guid member, LeavingBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            (await mediator.Send(new RecordLeaving(id, member, body.From, body.Source ?? ""), cancellationToken)).Done(http))
            .WithSummary("A member left, from a day on").Produces<ReceiptAnswer>();
        partnerships.MapPost("/{id:guid}/labels", async (Guid id, PartnershipLabelBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            (await mediator.Send(new RecordPartnershipLabel(id, body.Label ?? "", body.ValidFrom, body.ValidUntil, body.Source ?? "", body.Replaces is { } told ? new(told.Label, told.ValidFrom) : null), cancellationToken)).Done(http))
            .WithSummary("The partnership may carry a label; or what was recorded of one is corrected").Produces<ReceiptAnswer>();
        partnerships.MapPost("/{id:guid}/fundings", async (Guid id, FundingBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            (await mediator.Send(new RecordFunding(id, body.Phase ?? "", body.Call ?? "", body.Strand, body.Grant, body.From, body.Source ?? ""), cancellationToken)).Done(http))
            .WithSummary("A phase of the partnership is funded under a call").Produces<ReceiptAnswer>();
    }
}

/// <summary>A partnership as it was formed.</summary>
/// <param name="Id">Made by the client, so that asking again is safe; without it, one is given.</param>
/// <param name="Name">In the original language.</param>
/// <param name="Strand">Of the call it was formed under.</param>
/// <param name="Phase">preparatory or implementation.</param>
/// <param name="FormedOn">The day; with `yearOnly` any day of the year.</param>
/// <param name="YearOnly">Only the year is known.</param>
/// <param name="Members">Left out where nobody has told who they are.</param>
/// <param name="Source">Where it is told: a document, an address.</param>
internal sealed record PartnershipBody(
    string? Name, DateOnly FormedOn, string? Source, Guid? Id = null, string? Acronym = null, string? Strand = null, string? Phase = null, bool YearOnly = false, NamedMember[]? Members = null);

/// <summary>An organisation that joined.</summary>
/// <param name="From">First day on which it belongs.</param>
/// <param name="Cluster">Its profile; or leave it out and name the organisation.</param>
/// <param name="Member">The member whose entry is corrected.</param>
internal sealed record JoiningBody(DateOnly From, string? Source, Guid? Cluster = null, string? Name = null, string? Country = null, Guid? Member = null);

/// <summary>From when on a member no longer belongs.</summary>
/// <param name="From">First day on which it no longer belongs.</param>
internal sealed record LeavingBody(DateOnly From, string? Source);

/// <summary>The founding as it should read.</summary>
/// <param name="FormedOn">The day; with `yearOnly` any day of the year.</param>
internal sealed record FoundingBody(string? Name, DateOnly FormedOn, string? Source, string? Acronym = null, string? Strand = null, string? Phase = null, bool YearOnly = false);

/// <summary>A label, and from when until when it may be carried.</summary>
/// <param name="Replaces">The label as it is recorded, where its name or first day is wrong.</param>
internal sealed record PartnershipLabelBody(string? Label, DateOnly ValidFrom, string? Source, DateOnly? ValidUntil = null, RecordedLabelBody? Replaces = null);

/// <summary>A label as it is recorded.</summary>
internal sealed record RecordedLabelBody(string Label, DateOnly ValidFrom);

/// <summary>A phase that is funded.</summary>
/// <param name="Call">Reference of the call, also of one that the service does not know.</param>
/// <param name="Grant">Left out where it is not known.</param>
internal sealed record FundingBody(string? Phase, string? Call, DateOnly From, string? Source, string? Strand = null, [property: Euro] decimal? Grant = null);
