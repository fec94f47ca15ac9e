using EligibilityService.Application.Applications;
using EligibilityService.Application.Eligibility;
using MediatR;

namespace EligibilityService.Host.Api;

internal static class EligibilityApi
{
    public static void MapEligibility(this RouteGroupBuilder api) =>
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
}
