using EligibilityService.Application.Calls;
using EligibilityService.Application.Eligibility;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using MediatR;

namespace EligibilityService.Host.Api;

internal static class CallApi
{
    public static void MapCalls(this RouteGroupBuilder api)
    {
        var calls = api.MapGroup("/calls").WithTags("Calls");

        calls.MapGet("/", async (Word<CallPhase>? status, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new ShowCalls(status?.Value), cancellationToken), http, answer => answer.Position))
            .WithSummary("Calls announced, open and past").Produces<CallsAnswer>().WithMetadata(new ForEverybody());
        calls.MapGet("/criteria-catalogue", async (IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new ShowCriteriaCatalogue(), cancellationToken), http, answer => answer.Position))
            .WithSummary("The questions that a call can ask, with the bounds of each entry").Produces<CriteriaCatalogueAnswer>().WithMetadata(new ForEverybody());
        calls.MapGet("/{call}", async (string call, Moment? knownAt, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            var answer = await mediator.Send(new ShowCall(call, knownAt.Known(http)), cancellationToken);
            return Answers.Found(answer, http, answer?.Version ?? 0, answer?.Position ?? 0);
        }).WithSummary("A call by id, reference or alias").Produces<CallAnswer>().WithMetadata(new ForEverybody());

        calls.MapGet("/{call}/examples", async (string call, bool? draft, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            var answer = await mediator.Send(new ShowExamples(call, draft ?? false), cancellationToken);
            return Answers.Found(answer, http, answer?.Version ?? 0, answer?.Position ?? 0);
        }).WithSummary("Worked examples of a call: what each should be, and what the judgement makes of it").Produces<ExamplesAnswer>().WithMetadata(new ForEverybody());

        calls.MapGet("/{call}/clusters", async (
            string call, Word<Outcome>? outcome, string? country, string? strand, string? cursor, int? limit, long? minPosition, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new FindStandings(call, outcome?.Value, country, strand, cursor, limit ?? 50, minPosition), cancellationToken), http, answer => answer.Position))
            .WithSummary("Where all clusters stand with a call, with counts").Produces<StandingsAnswer>();

        calls.MapPost("/", async (CallBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            var receipt = await mediator.Send(new DraftCall(body.Id ?? Guid.CreateVersion7(), body.Terms), cancellationToken);
            return receipt.Created(http, $"/api/calls/{receipt.StreamId}");
        }).WithSummary("Draft a call").Produces<ReceiptAnswer>(201);
        calls.MapPut("/{id:guid}/terms", (Guid id, CallTerms terms, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new DraftCall(id, terms), http, cancellationToken)).WithSummary("Rewrite the terms of a call that is not published").Produces<ReceiptAnswer>();

        Step("/{id:guid}/announcement", CallStep.Announce, "Announce: proposed by one officer, confirmed by a second with the same request");
        Step("/{id:guid}/publication", CallStep.Publish, "Publish: proposed by one officer, confirmed by a second with the same request");
        StepWithReason("/{id:guid}/drop", CallStep.Drop, "Drop an announced call: two officers");
        StepWithReason("/{id:guid}/cancellation", CallStep.Cancel, "Cancel a published call: two officers");

        calls.MapPost("/{id:guid}/corrigenda", (Guid id, CorrigendumBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new ProposeCorrigendum(id, body.Corrigendum, body.Terms), http, cancellationToken)).WithSummary("Propose a corrigendum").Produces<ReceiptAnswer>();
        calls.MapPut("/{id:guid}/corrigenda/preparation", (Guid id, CallTerms terms, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new PrepareCorrigendum(id, terms), http, cancellationToken)).WithSummary("Write the terms of a corrigendum in preparation; those in force end it").Produces<ReceiptAnswer>();
        calls.MapDelete("/{id:guid}/corrigenda/{number:int}", (Guid id, int number, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new WithdrawProposal(id, Corrigendum: number), http, cancellationToken)).WithSummary("Take back a corrigendum that one proposed").Produces<ReceiptAnswer>();
        calls.MapPost("/{id:guid}/corrigenda/{number:int}/confirmation", (Guid id, int number, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new ConfirmCorrigendum(id, number), http, cancellationToken)).WithSummary("A second officer puts the corrigendum in force").Produces<ReceiptAnswer>();
        calls.MapPost("/{id:guid}/deadline-reading", (Guid id, DeadlineReadingBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new RecordDeadlineReading(id, body.Holds), http, cancellationToken)).WithSummary("Record which reading of an ambiguous deadline holds").Produces<ReceiptAnswer>();
        calls.MapPost("/{id:guid}/cut-offs/{number:int}/places", (Guid id, int number, PlacesBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new RecordPlaces(id, number, body.AreLeft), http, cancellationToken)).WithSummary("Record whether places are left for a cut-off that counts only then").Produces<ReceiptAnswer>();
        calls.MapPost("/{id:guid}/answers", (Guid id, QuestionBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new AnswerQuestion(id, body.Section, body.Question, body.Answer), http, cancellationToken)).WithSummary("Answer a question, for everybody").Produces<ReceiptAnswer>();
        calls.MapPost("/{id:guid}/results", (Guid id, ResultsSummary results, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new AnnounceResults(id, results), http, cancellationToken)).WithSummary("Make the outcome public").Produces<ReceiptAnswer>();

        void Step(string address, CallStep step, string summary)
        {
            calls.MapPost(address, (Guid id, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
                ClusterApi.Do(mediator, new TakeStep(id, step), http, cancellationToken)).WithSummary(summary).Produces<ReceiptAnswer>();
            Withdrawal(address, step);
        }

        void StepWithReason(string address, CallStep step, string summary)
        {
            calls.MapPost(address, (Guid id, ReasonBody body, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
                ClusterApi.Do(mediator, new TakeStep(id, step, body.Reason ?? ""), http, cancellationToken)).WithSummary(summary).Produces<ReceiptAnswer>();
            Withdrawal(address, step);
        }

        void Withdrawal(string address, CallStep step) => calls.MapDelete(address, (Guid id, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            ClusterApi.Do(mediator, new WithdrawProposal(id, step), http, cancellationToken)).WithSummary("Take back what one proposed").Produces<ReceiptAnswer>();
    }
}

/// <summary>A call to be drafted.</summary>
internal sealed record CallBody(CallTerms Terms, Guid? Id = null);

/// <summary>The corrigendum, and the whole terms as they then are.</summary>
internal sealed record CorrigendumBody(Corrigendum Corrigendum, CallTerms Terms);

/// <summary>Which of the two instants holds.</summary>
internal sealed record DeadlineReadingBody(DateTimeOffset Holds);

/// <summary>Whether places are left.</summary>
internal sealed record PlacesBody(bool AreLeft);

/// <summary>A question and its answer, for everybody to read.</summary>
internal sealed record QuestionBody(string Question, string Answer, string? Section = null);
