using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EligibilityService.Domain.Clusters;

/// <summary>What kind of organisation it is. Calls ask for a cluster organisation or a business network organisation.</summary>
public enum OrganisationKind { ClusterOrganisation, BusinessNetwork, ClusterAssociation, Other }

/// <summary>The entries of a profile. In an event, null means "not touched"; in a dossier, that nobody told us yet.</summary>
/// <remarks>Fields after `programme.md` 3.3. Persons are not here: contacts are opaque ids.</remarks>
public sealed record ProfileFields
{
    public string? Name { get; init; }
    public string? Acronym { get; init; }
    public OrganisationKind? Kind { get; init; }
    public string? LegalForm { get; init; }
    public bool? HasLegalPersonality { get; init; }

    /// <summary>EU code: EL, UK, XK where ISO says GR, GB and nothing.</summary>
    public string? Country { get; init; }

    /// <summary>NUTS code, level 1 to 3.</summary>
    public string? Region { get; init; }

    /// <summary>The year of the NUTS version of the region's code: codes are not unique over versions.</summary>
    public int? NutsVersion { get; init; }
    public string? City { get; init; }
    public string? Street { get; init; }
    public string? PostalCode { get; init; }
    public string? Website { get; init; }
    public bool? WebsiteInEnglish { get; init; }
    public string? ActivityEvidence { get; init; }
    public int? Founded { get; init; }

    /// <summary>Full-time equivalents of the management team.</summary>
    public decimal? StaffFte { get; init; }
    public int? MembersSme { get; init; }
    public int? MembersLarge { get; init; }
    public int? MembersResearch { get; init; }
    public int? MembersOther { get; init; }
    public string[]? Sectors { get; init; }
    public string[]? EmergingIndustries { get; init; }
    public string[]? Technologies { get; init; }
    public string[]? SmartSpecialisation { get; init; }
    public string[]? TargetCountries { get; init; }
    public string[]? Services { get; init; }
    public string[]? Partnerships { get; init; }
    public string[]? EuProjects { get; init; }

    /// <summary>The regional or national cluster programme that recognises the cluster.</summary>
    public string? RecognisedProgramme { get; init; }
    public bool? PublicCooperation { get; init; }
    public bool? SocialEconomy { get; init; }
    public bool? DefenceRelated { get; init; }

    /// <summary>Participant identification code of the participant register: nine digits.</summary>
    public string? Pic { get; init; }
    public Dictionary<string, string>? OtherIds { get; init; }
    public Guid[]? Contacts { get; init; }
    public NoteRef? Description { get; init; }

    /// <summary>The cluster allows others to be shown it as a possible partner.</summary>
    public bool? MayBeFoundAsPartner { get; init; }

    /// <summary>The regional agency of its region may see its verdicts.</summary>
    public bool? VisibleToAgency { get; init; }

    private static readonly Dictionary<string, PropertyInfo> Properties = typeof(ProfileFields)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite)
        .ToDictionary(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));

    /// <summary>The entries' names as they stand in JSON.</summary>
    public static IReadOnlyCollection<string> Names => Properties.Keys;

    /// <summary>The entries that state plain facts, and of which type each is: everything but references to persons, notes and other registers.</summary>
    public static readonly IReadOnlyDictionary<string, Type> Supposable = Properties
        .Select(property => (property.Key, Type: Nullable.GetUnderlyingType(property.Value.PropertyType) ?? property.Value.PropertyType))
        .Where(property => property.Type != typeof(Guid[]) && property.Type != typeof(NoteRef) && property.Type != typeof(Dictionary<string, string>))
        .ToDictionary(property => property.Key, property => property.Type);

    /// <exception cref="KeyNotFoundException">No entry has this name.</exception>
    public object? this[string name] => Properties[name].GetValue(this);

    [JsonIgnore]
    public IEnumerable<string> Filled => Properties.Where(property => property.Value.GetValue(this) is not null).Select(property => property.Key);

    /// <summary>Only the entries of which the other says the same are left out.</summary>
    public ProfileFields Without(IEnumerable<string> names)
    {
        var copy = this with { };
        foreach (var name in names) Properties[name].SetValue(copy, null);
        return copy;
    }

    public ProfileFields OverlaidWith(ProfileFields newer)
    {
        var copy = this with { };
        foreach (var name in newer.Filled) Properties[name].SetValue(copy, newer[name]);
        return copy;
    }

    /// <summary>Whether two entries say the same; lists in their order.</summary>
    public static bool Same(object? one, object? other) => (one, other) switch
    {
        (string[] a, string[] b) => a.AsSpan().SequenceEqual(b),
        (Guid[] a, Guid[] b) => a.AsSpan().SequenceEqual(b),
        (Dictionary<string, string> a, Dictionary<string, string> b) => a.Count == b.Count && a.All(pair => b.TryGetValue(pair.Key, out var value) && value == pair.Value),
        _ => Equals(one, other),
    };
}
