using FluentValidation;
using MediatR;

namespace EligibilityService.Application;

/// <summary>Says what can be said of a request without knowing any history, before its handler sees it.</summary>
public sealed class ShapeBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> shapes) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        foreach (var shape in shapes) await shape.ValidateAndThrowAsync(request, cancellationToken);

        return await next();
    }
}
