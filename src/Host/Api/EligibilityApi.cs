using EligibilityService.Application.Applications;
using EligibilityService.Application.Eligibility;
using MediatR;

namespace EligibilityService.Host.Api;

internal static class EligibilityApi
{
    public static void MapEligibility(this RouteGroupBuilder api)
    {
        api.MapPost("/eligibility/checks", async (CheckEligibility question, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        {
            var answer = await mediator.Send(question, cancellationToken);
            if (answer is null) return Results.Problem(Problems.Of(Applying.CallUnknown, Problems.Language(http)));

            return question.Call is null
                ? Answers.Found(answer, http, found => found.Position)
                : Answers.Found(answer.Verdicts[0], http, found => found.Position);
        })
        .WithTags("Eligibility").WithSummary("Could an organisation like this take part? Nothing is kept")
        .WithDescription("With a call: its verdict. Without: the verdicts for every public call.")
        .Produces<VerdictsAnswer>().WithMetadata(new ForEverybody());

        api.MapPost("/eligibility/consortia", async (CheckConsortium question, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(question with { KnownAt = question.KnownAt.Known(http) }, cancellationToken), http, answer => answer.Verdict.Position))
        .WithTags("Eligibility").WithSummary("Could these clusters apply together, what is lacking, and who would close the gap? Nothing is kept")
        .WithDescription("A partner is a cluster by its id, or an `organisation` typed in as for `/eligibility/checks`; either may say that it plans to register. Reasons of a partner who is not one's own are told when it has confirmed that it takes part; before, it is \"one partner\".")
        .Produces<ConsortiumAnswer>();

        api.MapGet("/clusters/{id:guid}/eligibility/{call}/what-if", async (Guid id, string call, string? strand, Moment? at, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new ShowWhatIf(id, call, Suppositions.Read(http.Request.Query), strand, at?.Value), cancellationToken), http, answer => answer.Present.Position))
        .WithTags("Eligibility").WithSummary("What would it be told if something were otherwise? Beside the present verdict; nothing is kept")
        .WithDescription("Further parameters are what is supposed: entries of the profile by their names (membersSme=15, sectors=ECO31|ECO24), label with labelFrom and labelUntil or with labelInterviewMonth (2017-09: awarded or renewed then, by the rules for labels), registration, plansToRegister, partners (ids of clusters, or codes of countries, separated by |).")
        .Produces<WhatIfAnswer>();

        api.MapGet("/clusters/{id:guid}/eligibility/{call}/path", async (Guid id, string call, string? strand, Moment? at, Moment? knownAt, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new ShowPath(id, call, strand, at?.Value, knownAt?.Value), cancellationToken), http, answer => answer.Position))
        .WithTags("Eligibility").WithSummary("What must it do, by when, to be told that it may take part?")
        .WithDescription("The acts that take least time, and of those the fewest, each with its usual lead time; or what stands in the way. From now on: `at` and `knownAt` are refused.")
        .Produces<PathAnswer>();
    }
}
