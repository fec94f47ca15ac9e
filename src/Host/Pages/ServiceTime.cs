using EligibilityService.Application;

namespace EligibilityService.Host.Pages;

/// <summary>The service's clock, as the pages tell the time.</summary>
internal sealed class ServiceTime(ServiceClock clock) : IServiceTime
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public bool IsDemonstration => clock.IsDemonstration;
}
