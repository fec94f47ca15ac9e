using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Clusters;

namespace EligibilityService.Application.Impacts;

/// <summary>How a number of organisations is told where nobody shall be picked out of it: not at all where they are few, otherwise to the nearest five.</summary>
/// <remarks>
/// Rounded, because two exact numbers told one after the other give away whoever makes the difference between them. None is told as none: there is nobody to be picked.
/// </remarks>
public static class DiscreetCount
{
    /// <summary>Fewer than this are few.</summary>
    public const int Few = 5;

    public static bool IsFew(int count) => count is > 0 and < Few;

    /// <returns>Null where they are few.</returns>
    public static int? Of(int count) => IsFew(count) ? null : Rounded(count);

    /// <summary>Of a number that is not few.</summary>
    public static int Rounded(int count) => (count + (Few / 2)) / Few * Few;

    /// <summary>Whom a text is weighed against while it is written: every cluster that is registered or on its way there, published or not, since each of them may apply.</summary>
    public static bool IsCounted(this ClusterRecord cluster) => cluster.State.Status is not RegistrationStatus.Withdrawn;
}
