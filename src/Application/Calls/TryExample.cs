using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using FluentValidation;
using FluentValidation.Results;
using MediatR;

namespace EligibilityService.Application.Calls;

/// <summary>What would come out of an example by the text that officers work on? Nothing is kept.</summary>
/// <param name="InPlaceOf">Place of the example it would replace, from 0; null: it would be added.</param>
/// <returns>Null where there is no such call.</returns>
[May(Role.Officer)]
public sealed record TryExample(Guid CallId, Example Example, int? InPlaceOf = null) : IRequest<ExampleAnswer?>;

public sealed class TryExampleHandler(IFacts facts) : IRequestHandler<TryExample, ExampleAnswer?>
{
    /// <summary>Stands for a reason that is yet to come out.</summary>
    private const string Any = "any";

    public Task<ExampleAnswer?> Handle(TryExample question, CancellationToken cancellationToken)
    {
        if (facts.Now.Call(question.CallId) is not { Terms: not null } call) return Task.FromResult<ExampleAnswer?>(null);

        var tried = question.Example.Reason.Length == 0 ? question.Example with { Reason = Any } : question.Example;
        var terms = call.WorkedOn!.With(tried, question.InPlaceOf);
        var place = Array.IndexOf(terms.Examples, tried);

        ValidationFailure[] wrong =
        [
            .. new ExampleShape().Validate(tried).Errors.Select(failure => new ValidationFailure($"Examples[{place}].{failure.PropertyName}", failure.ErrorMessage)),
            .. ExampleShape.Disagreements(terms).Where(it => it.Field.StartsWith($"Examples[{place}].", StringComparison.Ordinal)).Select(it => new ValidationFailure(it.Field, it.Message)),
        ];
        if (wrong.Length > 0) throw new ValidationException(wrong);

        return Task.FromResult<ExampleAnswer?>(ExampleTelling.Tell(tried, terms, facts.Now.Programme));
    }
}
