using MediatR;

namespace EligibilityService.Application;

/// <summary>Has a command handled again from its beginning where what it looked at moved on before it could decide, so that nothing is decided on what is past.</summary>
public sealed class LookingAgainBehavior<TRequest, TResponse> : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    private const int Attempts = 10;

    /// <exception cref="TooManyAtOnce">It moved on each time.</exception>
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await next();
            }
            catch (MovedOn moved)
            {
                if (attempt == Attempts) throw new TooManyAtOnce("What this rests on moved on each time it was looked at.", moved);
            }
        }
    }
}
