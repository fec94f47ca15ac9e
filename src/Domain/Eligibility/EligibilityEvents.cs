using System.Security.Cryptography;

namespace EligibilityService.Domain.Eligibility;

/// <summary>What followed for eligibility from other facts, told so that others can act on it. Nothing is ever decided from it.</summary>
public interface IEligibilityEvent;

/// <summary>Outcomes of one call that are no longer what they were: one batch for one cause. The first outcome of a pair is no change.</summary>
/// <param name="Strand">Empty where the strands of the call ask organisations the same.</param>
/// <param name="Cause">Ids of the events that brought it about, or the engine that judges otherwise than the one before.</param>
/// <param name="ByNewEngine">The code changed, not what is known or asked.</param>
public sealed record EligibilityChanged(Guid Call, string Strand, string Cause, EligibilityChange[] Changes, string Engine, bool ByNewEngine) : IEligibilityEvent
{
    /// <summary>The one stream of a call in which its changes are told.</summary>
    public static Guid StreamOf(Guid call) => new(SHA256.HashData([.. "eligibility of call "u8, .. call.ToByteArray()]).AsSpan(0, 16));
}

public sealed record EligibilityChange(Guid Cluster, Outcome Before, Outcome After);
