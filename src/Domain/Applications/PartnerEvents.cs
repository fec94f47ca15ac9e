using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Domain.Applications;

/// <summary>An organisation was named as taking part: a cluster with a profile, or one without, of which the application itself tells.</summary>
/// <param name="Partner">Under which it stands in this application; a cluster's own id where it has a profile.</param>
/// <param name="Organisation">What the application tells of an organisation without a profile.</param>
/// <param name="Control">Who controls it; null: not told.</param>
public sealed record PartnerNamed(Guid Partner, PartnerRole Role, Guid? Cluster, PartnerOrganisation? Organisation, Control? Control, Guid NamedBy) : IApplicationEvent;

/// <summary>Only what changed is set. Whoever had confirmed is asked again. Of the coordinator only the control can change.</summary>
public sealed record PartnerChanged(Guid Partner, PartnerRole? Role, PartnerOrganisation? Organisation, Control? Control, Guid ChangedBy) : IApplicationEvent;

public sealed record PartnerRemoved(Guid Partner, Guid RemovedBy) : IApplicationEvent;

/// <summary>The partner's own people said that it takes part; for an organisation without a profile the coordinator attests it.</summary>
/// <param name="Seen">The version of the application that whoever confirmed had before his or her eyes.</param>
public sealed record PartnerConfirmed(Guid Partner, long Seen, Guid ConfirmedBy, DateTimeOffset ReceivedAt, bool Attested) : IApplicationEvent;

public sealed record PartnerDeclined(Guid Partner, Guid DeclinedBy, DateTimeOffset ReceivedAt, NoteRef? Reason) : IApplicationEvent;

/// <summary>An organisation without a profile, as the application tells of it. A profile with the same code joins it later.</summary>
/// <param name="NutsVersion">Of the region's code; the programme's own where it is not told.</param>
public sealed record PartnerOrganisation(
    string Name, string? Country = null, string? Region = null, OrganisationKind? Kind = null, bool? HasLegalPersonality = null, string? Pic = null, int? NutsVersion = null)
{
    /// <summary>The same as entries of a profile.</summary>
    public ProfileFields AsProfile() => new() { Name = Name, Country = Country, Region = Region, NutsVersion = NutsVersion, Kind = Kind, HasLegalPersonality = HasLegalPersonality, Pic = Pic };
}

/// <summary>Who controls a partner. Nothing set: nobody does.</summary>
/// <param name="Partner">Another partner of this application.</param>
/// <param name="Group">The same for the same controller within this application; its name, perhaps a person's, is a note.</param>
/// <param name="Alike">The same for names that differ in their legal form or spelling only; none in what was stored while those made one group.</param>
public sealed record Control(Guid? Partner = null, string? Group = null, NoteRef? Name = null, string? Alike = null)
{
    /// <summary>As partners are perhaps compared by it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string AlikeKey => Alike ?? Key;

    /// <summary>As partners are compared by it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Key => Partner?.ToString() ?? Group ?? "";
}

/// <summary>Whether a partner has said that it takes part.</summary>
public enum PartnerStanding { Invited, Confirmed, Declined }
