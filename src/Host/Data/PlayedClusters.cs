using EligibilityService.Application.Demonstration;

namespace EligibilityService.Host.Data;

/// <summary>The demonstration's clusters, slice by slice of the file that users could import as well.</summary>
internal static class PlayedClusters
{
    public static IEnumerable<PlayedStep> Steps() => [];
}
