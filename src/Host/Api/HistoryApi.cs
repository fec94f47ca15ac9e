using EligibilityService.Application.Audit;
using MediatR;

namespace EligibilityService.Host.Api;

internal static class HistoryApi
{
    public static void MapHistories(this RouteGroupBuilder api)
    {
        Map("/clusters/{id:guid}/history", HistoryOf.Cluster, "What happened to a cluster, as a story");
        Map("/calls/{id}/history", HistoryOf.Call, "What happened to a call, as a story; drafts and proposals for officers only");
        Map("/applications/{id:guid}/history", HistoryOf.Application, "What happened to an application, as a story");
        Map("/partnerships/{id:guid}/history", HistoryOf.Partnership, "What happened to a partnership, as a story");
        Map("/access/{id:guid}/history", HistoryOf.Access, "Who was granted what and when, and what conflicts were declared, as a story");

        api.MapGet("/applications/{id:guid}/audit", async (Guid id, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new ShowAudit(id), cancellationToken), http, answer => answer.Position))
            .WithTags("Audit").WithSummary("Whether what was recorded still comes out the same, and who else in the call has the same findings").Produces<AuditAnswer>();

        api.MapGet("/applications/{id:guid}/looks", async (Guid id, int? limit, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new ShowLooks(id, limit ?? FindLooks.Usual), cancellationToken), http, answer => answer.Position))
            .WithTags("Audit").WithSummary("Who looked at an application, its decisions, letters and documents, latest first").Produces<LooksAnswer>();
        api.MapGet("/audit/looks", async ([AsParameters] LooksQuery query, string? cursor, int? limit, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(query.Of(cursor, limit ?? FindLooks.Usual), cancellationToken), http, answer => answer.Position))
            .WithTags("Audit").WithSummary("Who looked at what, latest first").Produces<LooksAnswer>();

        api.MapGet("/desk/search", async ([AsParameters] EventsQuery query, string? cursor, int? limit, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(query.Of(cursor, limit ?? FindEvents.Usual), cancellationToken), http, answer => answer.Position))
            .WithTags("Audit").WithSummary("Everything that happened, by who, what and when, latest first").Produces<EventsAnswer>();

        void Map(string address, HistoryOf of, string summary) => api.MapGet(address,
            async (string id, Moment? from, Moment? to, Moment? knownAt, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            {
                var answer = await mediator.Send(new TellHistory(of, id, from?.Begins, to?.Value, knownAt.Known(http)), cancellationToken);
                return Answers.Found(answer, http, answer?.Version ?? 0, answer?.Position ?? 0);
            }).WithSummary(summary).WithTags("Audit").Produces<HistoryAnswer>().WithMetadata(of is HistoryOf.Call or HistoryOf.Partnership ? [new ForEverybody()] : []);
    }
}

/// <summary>Which looks are asked for.</summary>
internal sealed record LooksQuery(Guid? Person, Word<LookedAt>? What, Guid? About, string? Call, Moment? From, Moment? To)
{
    public FindLooks Of(string? cursor, int limit) => new(Person, What?.Value, About, Call, From?.Begins, To?.Value, cursor, limit);
}

/// <summary>Which events are asked for.</summary>
internal sealed record EventsQuery(string? Who, string? What, string? Call, Guid? Cluster, Guid? Application, string? Q, Moment? From, Moment? To)
{
    public FindEvents Of(string? cursor, int limit) => new(Given(Who), Given(What), Given(Call), Cluster, Application, Given(Q), From?.Begins, To?.Value, cursor, limit);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
