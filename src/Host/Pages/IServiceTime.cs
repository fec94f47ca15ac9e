namespace EligibilityService.Host.Pages;

/// <summary>What time it is for the service: the world's, or a demonstration's that an administrator moves.</summary>
public interface IServiceTime
{
    DateTimeOffset Now { get; }

    bool IsDemonstration { get; }
}
