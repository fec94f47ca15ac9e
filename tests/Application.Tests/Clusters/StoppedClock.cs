namespace EligibilityService.Application.Tests.Clusters;

internal sealed class StoppedClock(DateTimeOffset now) : ServiceClock
{
    public DateTimeOffset Now { get; set; } = now;

    public override bool IsDemonstration => false;

    public override DateTimeOffset GetUtcNow() => Now;
}
