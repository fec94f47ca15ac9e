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
            return question.Call is null
                ? Answers.Found(answer, http, found => found.Position)
                : Answers.Found(answer?.Verdicts[0], http, found => found.Position);
        })
        .WithTags("Eligibility").WithSummary("Could an organisation like this take part? Nothing is kept")
        .WithDescription("With a call: its verdict. Without: the verdicts for every public call.")
        .Produces<VerdictsAnswer>();

        api.MapPost("/eligibility/consortia", async (CheckConsortium question, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(question, cancellationToken), http, answer => answer.Verdict.Position))
        .WithTags("Eligibility").WithSummary("Could these clusters apply together, what is lacking, and who would close the gap? Nothing is kept")
        .WithDescription("Reasons of a partner who is not one's own are told when it has confirmed that it takes part; before, it is \"one partner\".")
        .Produces<ConsortiumAnswer>();
    }
}
