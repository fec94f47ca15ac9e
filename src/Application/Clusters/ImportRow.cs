using System.Security.Cryptography;
using System.Text;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Time;
using Text = EligibilityService.Domain.Deciding.Text;

namespace EligibilityService.Application.Clusters;

/// <summary>One line of an import file as it stands there, by column; a fault where the line does not even fall into cells.</summary>
/// <param name="Line">In the file, from 1; the header is line 1.</param>
public sealed record ImportCells(int Line, IReadOnlyDictionary<string, string> Cells, Text? Fault = null);

/// <summary>One line of an import file, understood: what it says of a cluster, and everything that is wrong with it.</summary>
/// <param name="Further">Columns of the demonstration's player, which the import itself does not look at.</param>
public sealed record ImportRow(
    int Line, string ExternalId, ProfileFields Profile, LabelAwarded? Label, ContactPerson? Contact, IReadOnlyDictionary<string, string> Further, IReadOnlyList<Text> Faults)
{
    private static readonly ProfileShape Shape = new();

    public Guid ClusterId => ClusterIdOf(ExternalId);

    /// <summary>The same external id always means the same cluster, so that repeating an import is safe without looking anything up.</summary>
    public static Guid ClusterIdOf(string externalId) => Derived("cluster", externalId);

    public static ImportRow Of(ImportCells line)
    {
        var reading = new CellReading(line.Cells);
        if (line.Fault is { } fault) reading.Faults.Add(fault);

        var externalId = reading.Line("externalId", 100) ?? "";
        if (externalId.Length == 0) reading.Missing("externalId");

        var contact = ContactOf(externalId, reading);
        var profile = new ProfileFields
        {
            Name = reading.Line("name"),
            Acronym = reading.Line("acronym"),
            Kind = reading.OneOf<OrganisationKind>("kind"),
            HasLegalPersonality = reading.YesOrNo("legalPersonality"),
            Country = reading.Line("country"),
            Region = reading.Line("region"),
            NutsVersion = reading.Count("nutsVersion"),
            City = reading.Line("city"),
            Website = reading.Line("website"),
            Founded = reading.Count("founded"),
            StaffFte = reading.Amount("staffFte"),
            MembersSme = reading.Count("membersSme"),
            MembersLarge = reading.Count("membersLarge"),
            MembersResearch = reading.Count("membersResearch"),
            MembersOther = reading.Count("membersOther"),
            Sectors = reading.List("sectors"),
            EmergingIndustries = reading.List("emergingIndustries"),
            Technologies = reading.List("technologies"),
            TargetCountries = reading.List("targetCountries"),
            RecognisedProgramme = reading.Line("recognisedProgramme"),
            Pic = reading.Line("pic"),
            MayBeFoundAsPartner = reading.YesOrNo("mayBeFoundAsPartner"),
            Contacts = contact is null ? null : [contact.Id],
        };

        if (profile.Name is null) reading.Missing("name");
        if (profile.Country is null) reading.Missing("country");
        if (profile.Region is { Length: < 4 }) reading.Wrong("region", "Use a NUTS code of level 2 or 3, such as DE11.", "Verwenden Sie einen NUTS-Code der Ebene 2 oder 3, etwa DE11.");
        foreach (var error in Shape.Validate(profile).Errors) reading.Wrong(error);

        return new(line.Line, externalId, profile, LabelOf(reading), contact, FurtherOf(line.Cells), reading.Faults);
    }

    private static LabelAwarded? LabelOf(CellReading reading)
    {
        var (label, from, until) = (reading.OneOf<QualityLabel>("label"), reading.Day("labelFrom"), reading.Day("labelUntil"));
        if ((label, from, until) is (null, null, null)) return null;

        if (label is null || from is null || until is null)
        {
            reading.Wrong("label", "Give the label with its first and last day, or leave all three empty.", "Geben Sie das Label mit erstem und letztem Tag an, oder lassen Sie alle drei leer.");
            return null;
        }

        if (until < from) reading.Wrong("labelUntil", "The last day lies before the first.", "Der letzte Tag liegt vor dem ersten.");
        return new(label.Value, null, "ESCA", Renews: false, new(AssertedBy.Register, from, until));
    }

    private static ContactPerson? ContactOf(string externalId, CellReading reading)
    {
        var (name, email) = (reading.Line("contactName", 200), reading.Line("contactEmail", 254));
        if ((name, email) is (null, null)) return null;

        if (name is null || email is null)
        {
            reading.Wrong("contactEmail", "Give the contact's name and e-mail address, or neither.", "Geben Sie Name und E-Mail-Adresse der Kontaktperson an, oder keines von beiden.");
            return null;
        }

        if (email.Split('@') is not [{ Length: > 0 }, { Length: > 0 } host] || email.Any(char.IsWhiteSpace) || !host.Contains('.', StringComparison.Ordinal))
        {
            reading.Wrong("contactEmail", "Enter an e-mail address, such as name@example.eu.", "Geben Sie eine E-Mail-Adresse an, etwa name@example.eu.");
        }

        return new(Derived("contact", externalId), name, email, Phone: null, Role: null);
    }

    private static Dictionary<string, string> FurtherOf(IReadOnlyDictionary<string, string> cells) =>
        cells.Where(cell => ImportColumns.IsOfThePlayer(cell.Key)).ToDictionary(cell => cell.Key, cell => cell.Value);

    /// <summary>A version 8 UUID over our own names, as version 5 makes them with an older hash.</summary>
    private static Guid Derived(string kind, string externalId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"eligibility-service/import/{kind}/{externalId}"), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash[..16], bigEndian: true);
    }
}

/// <summary>The columns of an import file.</summary>
public static class ImportColumns
{
    public static readonly IReadOnlyList<string> Required = ["externalId", "name", "country"];

    public static readonly IReadOnlyList<string> Known =
    [
        .. Required, "acronym", "region", "city", "website", "founded", "staffFte", "membersSme", "membersLarge", "membersResearch", "membersOther",
        "sectors", "emergingIndustries", "technologies", "targetCountries", "recognisedProgramme", "label", "labelFrom", "labelUntil", "pic", "contactName", "contactEmail",
        "kind", "legalPersonality", "mayBeFoundAsPartner", "nutsVersion",
    ];

    public static readonly ImportSheet Sheet = new(Required, Known, IsOfThePlayer);

    /// <summary>When and as what a row of the demonstration is played.</summary>
    public static bool IsOfThePlayer(string column) => column.StartsWith("played", StringComparison.Ordinal);
}
