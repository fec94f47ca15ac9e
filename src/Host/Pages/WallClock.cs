namespace EligibilityService.Host.Pages;

/// <summary>The world's time, for a service that demonstrates nothing.</summary>
internal sealed class WallClock(TimeProvider clock) : IServiceTime
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public bool IsDemonstration => false;
}
