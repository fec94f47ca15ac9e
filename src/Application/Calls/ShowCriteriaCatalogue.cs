using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;
using MediatR;

namespace EligibilityService.Application.Calls;

/// <summary>The questions that a call can ask, with the bounds of each entry and the programme's words for it.</summary>
[May(Who.Anyone)]
public sealed record ShowCriteriaCatalogue : IRequest<CriteriaCatalogueAnswer>;

/// <summary>The catalogue of questions, as of a position.</summary>
/// <param name="Lists">The programme's lists by name. Regions are not among them: any NUTS code counts, of any level.</param>
public sealed record CriteriaCatalogueAnswer(long Position, IReadOnlyList<CatalogueQuestion> Questions, IReadOnlyDictionary<string, IReadOnlyList<CatalogueWord>> Lists);

public sealed class ShowCriteriaCatalogueHandler(IFacts facts) : IRequestHandler<ShowCriteriaCatalogue, CriteriaCatalogueAnswer>
{
    private static readonly string[] Lists = [.. CriterionCodes.Fields.Values.Distinct()];

    public Task<CriteriaCatalogueAnswer> Handle(ShowCriteriaCatalogue question, CancellationToken cancellationToken)
    {
        var knowledge = facts.Now;
        return Task.FromResult(new CriteriaCatalogueAnswer(
            knowledge.Position, CriteriaCatalogue.Questions, Lists.ToDictionary(list => list, list => CriteriaCatalogue.WordsOf(list, knowledge.Programme)!)));
    }
}
