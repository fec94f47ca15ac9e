using EligibilityService.Application.Access;
using EligibilityService.Application.Applications;
using EligibilityService.Application.Audit;
using EligibilityService.Host.Pages;
using MediatR;
using Microsoft.AspNetCore.Authorization;

namespace EligibilityService.Host.Api;

/// <summary>Lists of the desk as files: by the API, and for whoever is signed in at the pages.</summary>
internal static class ListFiles
{
    private const int MostRows = 50_000;

    private static readonly (string Ending, bool AsExcel, string Type)[] Kinds = [("csv", false, TableFile.Csv), ("xlsx", true, TableFile.Excel)];

    public static void MapListFiles(this RouteGroupBuilder api)
    {
        foreach (var (ending, asExcel, type) in Kinds)
        {
            var written = asExcel ? "an Excel file" : "a CSV file";
            api.MapGet($"/calls/{{call}}/ranking.{ending}", (string call, IMediator mediator, HttpContext http, CancellationToken cancellationToken) => Ranking(call, asExcel, mediator, http, cancellationToken))
                .WithTags("Applications").WithSummary($"The ranking of a call as {written}").Produces<string>(200, type);
            api.MapGet($"/desk/work.{ending}", (string? call, Word<WorkKind>? kind, IMediator mediator, CancellationToken cancellationToken) => Work(call, kind?.Value, asExcel, mediator, cancellationToken))
                .WithTags("Applications").WithSummary($"What waits for the caller, as {written}").Produces<string>(200, type);
            api.MapGet($"/applications.{ending}", (string? call, IMediator mediator, CancellationToken cancellationToken) => Applications(call, asExcel, mediator, cancellationToken))
                .WithTags("Applications").WithSummary($"Applications the caller may see, as {written}").Produces<string>(200, type);
            api.MapGet($"/audit/looks.{ending}", ([AsParameters] LooksQuery query, IMediator mediator, CancellationToken cancellationToken) => Looks(query.Of(null, FindLooks.Most), asExcel, mediator, cancellationToken))
                .WithTags("Audit").WithSummary($"Who looked at what, as {written}; the latest {MostRows}").Produces<string>(200, type);
            api.MapGet($"/desk/search.{ending}", ([AsParameters] EventsQuery query, IMediator mediator, CancellationToken cancellationToken) => Events(query.Of(null, FindEvents.Most), asExcel, mediator, cancellationToken))
                .WithTags("Audit").WithSummary($"Everything that happened, as {written}; the latest {MostRows}").Produces<string>(200, type);
        }
    }

    public static void MapDeskFiles(this WebApplication app)
    {
        foreach (var (ending, asExcel, _) in Kinds)
        {
            Map($"/desk/calls/{{call}}/ranking.{ending}", (string call, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            {
                Problems.Speak(http, Wording.Language);
                return Ranking(call, asExcel, mediator, http, cancellationToken);
            });
            Map($"/desk/work.{ending}", (string? call, string? kind, IMediator mediator, CancellationToken cancellationToken) =>
                Work(string.IsNullOrEmpty(call) ? null : call, Enum.TryParse<WorkKind>(kind, out var known) && Enum.IsDefined(known) ? known : null, asExcel, mediator, cancellationToken), nameof(Role.Officer));
            Map($"/audit/looks.{ending}", ([AsParameters] LooksQuery query, IMediator mediator, CancellationToken cancellationToken) => Looks(query.Of(null, FindLooks.Most), asExcel, mediator, cancellationToken), nameof(Role.Auditor));
            Map($"/desk/search.{ending}", ([AsParameters] EventsQuery query, IMediator mediator, CancellationToken cancellationToken) => Events(query.Of(null, FindEvents.Most), asExcel, mediator, cancellationToken));
            Map($"/desk/applications.{ending}", (string? call, IMediator mediator, CancellationToken cancellationToken) => Applications(string.IsNullOrEmpty(call) ? null : call, asExcel, mediator, cancellationToken));
        }

        void Map(string address, Delegate handler, string roles = $"{nameof(Role.Officer)},{nameof(Role.Auditor)}") =>
            app.MapGet(address, handler).RequireAuthorization(new AuthorizeAttribute { Roles = roles }).ExcludeFromDescription();
    }

    private static async Task<IResult> Ranking(string call, bool asExcel, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        await mediator.Send(new ShowRanking(call), cancellationToken) is not { } ranking ? Answers.NotFound(http) : new TableFile(
            "ranking", ranking.Position,
            ["strand", "rank", "application", "coordinator", "score", "threshold", "requestedGrant", "cumulated", "withinBudget", "suggested", "proposed", "proposedGrant", "decided", "decidedGrant", "decidedAt"],
            ranking.Strands.SelectMany(strand => strand.Places.Select(place => (object?[])
            [
                strand.Strand, place.Rank, place.Application, place.CoordinatorName, place.Score, place.Threshold, place.Requested, place.Cumulated, place.IsWithinBudget, place.Suggested,
                place.Proposed?.Result, place.Proposed?.Amount, place.Decided?.Result, place.Decided?.Amount, place.Decided?.DecidedAt,
            ])), asExcel);

    private static async Task<IResult> Looks(FindLooks question, bool asExcel, IMediator mediator, CancellationToken cancellationToken)
    {
        var (looks, page) = (new List<LookAnswer>(), await mediator.Send(question, cancellationToken));
        looks.AddRange(page.Looks);
        while (page.Next is { } next && looks.Count < MostRows)
        {
            page = await mediator.Send(question with { Cursor = next }, cancellationToken);
            looks.AddRange(page.Looks);
        }

        return new TableFile("looks", page.Position, ["at", "person", "name", "what", "about", "aboutName", "item", "times"],
            looks.Select(look => (object?[])[look.At, look.Person, look.Name, look.What, look.About, look.AboutName, look.Item, look.Times]), asExcel);
    }

    private static async Task<IResult> Events(FindEvents question, bool asExcel, IMediator mediator, CancellationToken cancellationToken)
    {
        var (events, page) = (new List<EventFound>(), await mediator.Send(question, cancellationToken));
        events.AddRange(page.Events);
        while (page.Next is { } next && events.Count < MostRows)
        {
            page = await mediator.Send(question with { Cursor = next }, cancellationToken);
            events.AddRange(page.Events);
        }

        var language = Wording.Language;
        return new TableFile("events", page.Position, ["at", "who", "what", "of", "about", "name", "sentence", "version"],
            events.Select(one => (object?[])[one.Entry.RecordedAt, one.Entry.By.In(language), one.Entry.Name, one.Of, one.About, one.Name, one.Entry.Sentence.In(language), one.Entry.Version]), asExcel);
    }

    private static async Task<IResult> Work(string? call, WorkKind? kind, bool asExcel, IMediator mediator, CancellationToken cancellationToken)
    {
        var work = await mediator.Send(new ShowWorklist(call, kind), cancellationToken);
        return new TableFile("work", work.Position, ["call", "kind", "application", "coordinator", "since", "by"],
            work.Items.Select(item => (object?[])[item.Call.Reference, item.Kind, item.Application, item.CoordinatorName, item.Since, item.By]), asExcel);
    }

    private static async Task<IResult> Applications(string? call, bool asExcel, IMediator mediator, CancellationToken cancellationToken)
    {
        var answer = await mediator.Send(new ShowApplications(call), cancellationToken);
        return new TableFile("applications", answer.Position, ["call", "strand", "application", "coordinator", "status", "versions", "receivedAt", "selection"],
            answer.Applications.Select(one => (object?[])[one.Call.Reference, one.Strand, one.Id, one.CoordinatorName, one.Status, one.Versions, one.ReceivedAt, one.Selection]), asExcel);
    }
}
