using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Partnerships;

/// <summary>All that can happen to a partnership of cluster organisations, such as a European Strategic Cluster Partnership.</summary>
/// <remarks>
/// Recorded by officers, each fact with the day from which it holds and where it is told. Stored for good: add a field only as optional.
/// Members are organisations; no person is named.
/// </remarks>
public interface IPartnershipEvent;

/// <summary>Organisations formed a partnership. The basis begins on the day on which they did. As a correction: what was told of it was wrong, and who belonged from the first day on belongs from the corrected one.</summary>
/// <param name="Name">In the original language.</param>
/// <param name="Strand">Of the call it was formed under.</param>
/// <param name="Phase">The phase for which it was formed, in the words of the calls: preparatory or implementation.</param>
/// <param name="Members">Those who formed it; empty where nobody has told yet who they are.</param>
/// <param name="Coordinator">One of the members.</param>
/// <param name="YearOnly">Only the year is known; the basis then begins on its first day.</param>
/// <param name="Source">Where it is told: a document, a notice, an address.</param>
public sealed record PartnershipFormed(
    string Name, string? Acronym, string? Strand, string? Phase, PartnershipMember[] Members, Guid? Coordinator, bool YearOnly, string Source, Basis Basis) : IPartnershipEvent;

/// <summary>An organisation joined; or, with the id of one that belongs already, what is told of it was wrong.</summary>
public sealed record MemberJoined(PartnershipMember Member, string Source, Basis Basis) : IPartnershipEvent;

/// <summary>A member left. The basis begins on the first day on which it no longer belongs.</summary>
public sealed record MemberLeft(Guid Member, string Source, Basis Basis) : IPartnershipEvent;

/// <summary>The partnership may carry a label, such as ESCP-4i; also without any funding.</summary>
/// <param name="Replaces">What was told before and was wrong in its name or first day; none where both were right.</param>
public sealed record PartnershipLabelled(string Label, string Source, Basis Basis, ToldLabel? Replaces = null) : IPartnershipEvent;

/// <summary>A label as it was told.</summary>
/// <param name="From">First day.</param>
public sealed record ToldLabel(string Label, DateOnly From);

/// <summary>A phase of the partnership was funded under a call.</summary>
/// <param name="Call">Reference of the call, whether or not the service knows it.</param>
/// <param name="Grant">Null: not known, which is not nothing.</param>
public sealed record PhaseFunded(string Phase, string Call, string? Strand, [property: Euro] decimal? Grant, string Source, Basis Basis) : IPartnershipEvent;

/// <summary>An organisation in a partnership.</summary>
/// <param name="Id">Under which it stands in this partnership; a cluster's own id where it has a profile.</param>
/// <param name="Cluster">Its profile; null for an organisation that the service does not know.</param>
/// <param name="Name">As it was called when this was recorded.</param>
public sealed record PartnershipMember(Guid Id, Guid? Cluster, string Name, string? Country = null);
