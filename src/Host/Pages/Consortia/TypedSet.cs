using System.Globalization;
using System.Text.Json;
using EligibilityService.Application.Eligibility;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Host.Pages.Ecl;
using EligibilityService.Host.Pages.Verdicts;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Consortia;

/// <summary>A set of partners as the page's address carries it, so that it can be sent to a colleague: partner0, role0, control0, partner1 and so on.</summary>
internal sealed record TypedSet(
    IReadOnlyList<TypedPartner> Partners, string? Strand = null, string? Signature = null, string? Months = null, string? At = null, string? KnownAt = null, string? StandsFor = null)
{
    /// <summary>Independent, as the address says it.</summary>
    public const string Nobody = "none";

    public static readonly string Coordinator = Word(PartnerRole.Coordinator), Partner = Word(PartnerRole.Partner);

    public static TypedSet Read(IQueryCollection query)
    {
        var places = query.Keys.Where(key => key.StartsWith("partner", StringComparison.Ordinal) && query[key].ToString().Length > 0)
            .Select(key => int.TryParse(key.AsSpan("partner".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : -1)
            .Where(place => place >= 0).Order();
        return new(
            [.. places.Select((place, index) => new TypedPartner(
                Given($"partner{place}")!.Trim(), Given($"role{place}") ?? (index == 0 ? Coordinator : Partner), Given($"control{place}") ?? "", Given($"controller{place}") ?? ""))],
            Given("strand"), Given("signature"), Given("months"), Given("at"), Given("knownAt"), Given("standsFor"));

        string? Given(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;
    }

    /// <summary>Somebody more from a country: PL, PL-2, PL-3.</summary>
    public TypedSet WithSomebodyFrom(string country) =>
        With(Enumerable.Range(1, Partners.Count + 1).Select(number => number == 1 ? country : $"{country}-{number}").First(free => Partners.All(partner => partner.Cluster != free)));

    public TypedSet With(string cluster) => Partners.Any(partner => partner.Cluster == cluster) ? this
        : this with { Partners = [.. Partners, new(cluster, Partners.Count == 0 ? Coordinator : Partner, "", "")] };

    public TypedSet Without(int index) => this with { Partners = [.. Partners.Where((_, place) => place != index)] };

    public string Address(string page) => AskedMoments.Address(page,
    [
        .. Partners.SelectMany((partner, place) => ((string, string?)[])
        [
            ($"partner{place}", partner.Cluster), ($"role{place}", partner.Role == (place == 0 ? Coordinator : Partner) ? null : partner.Role),
            ($"control{place}", partner.Control), ($"controller{place}", partner.Control == TypedPartner.Other ? partner.Controller : null),
        ]),
        ("strand", Strand), ("signature", Signature), ("months", Months), ("standsFor", StandsFor), ("at", At), ("knownAt", KnownAt),
    ]);

    /// <summary>What is asked, as far as it can be read.</summary>
    /// <param name="name">What a supposed partner is called; its name is also what tells whom it controls.</param>
    /// <param name="problems">Gets what cannot be read.</param>
    public CheckConsortium Ask(string call, DateTimeOffset now, Func<TypedPartner, string> name, List<FormProblem> problems)
    {
        var partners = Partners.Select((partner, place) => partner.IsSupposed
            ? new ConsortiumPartner(Role: Role(partner, place), ControlledBy: Controller(partner), Organisation: SomebodyFrom(partner.Country, name(partner)))
            : new ConsortiumPartner(Cluster(partner, place), Role(partner, place), Controller(partner))).ToArray();
        DateOnly? signature = DateOnly.TryParseExact(Signature, "yyyy-MM-dd", out var day) ? day : null;
        if (Signature is not null && signature is null) problems.Add(new("signature", T("Enter a day, such as 2018-06-01.", "Geben Sie einen Tag an, etwa 2018-06-01.")));

        int? months = int.TryParse(Months, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
        if (Months is not null && months is null) problems.Add(new("months", T("Enter a number of months in figures, such as 24.", "Geben Sie die Monate in Ziffern an, etwa 24.")));

        return new(call, partners, Strand, AskedMoments.Read(At, "at", now, problems), AskedMoments.Read(KnownAt, "knownAt", now, problems), signature, months, StandsFor: Partnerships.PartnershipChoices.Read(StandsFor));

        string? Controller(TypedPartner partner) => SupposedController(partner) is { } controller ? name(controller) : partner.ControlledBy;

        Guid Cluster(TypedPartner partner, int place)
        {
            if (Guid.TryParse(partner.Cluster, out var id)) return id;
            problems.Add(new($"partner{place}", T("This is no cluster’s id. Look it up below.", "Das ist keine Kennung eines Clusters. Suchen Sie es unten.")));
            return Guid.CreateVersion7();
        }

        PartnerRole Role(TypedPartner partner, int place)
        {
            foreach (var role in Enum.GetValues<PartnerRole>()) if (Word(role) == partner.Role) return role;
            problems.Add(new($"role{place}", T("Choose one of the roles.", "Wählen Sie eine der Rollen.")));
            return PartnerRole.Partner;
        }
    }

    /// <summary>The supposed partner that controls it; null where somebody else does, or nobody.</summary>
    public TypedPartner? SupposedController(TypedPartner one) => Partners.FirstOrDefault(other => other.IsSupposed && other.Cluster == one.Control);

    /// <summary>A registered cluster organisation that fits otherwise.</summary>
    private static SupposedOrganisation SomebodyFrom(string country, string name) => new(
        new() { Name = name, Country = country, Kind = OrganisationKind.ClusterOrganisation, HasLegalPersonality = true }, Registration: CheckedRegistration.Published);

    public static string Word(PartnerRole role) => JsonNamingPolicy.CamelCase.ConvertName(role.ToString());
}

/// <param name="Cluster">Its id; or the code of a country from which somebody would join, with a number from the second on.</param>
/// <param name="Control">Empty: not told; none; another partner's id; or other, who is named beside it.</param>
public sealed record TypedPartner(string Cluster, string Role, string Control, string Controller)
{
    public const string Other = "other";

    public bool IsSupposed => Cluster.Length == 2 || Cluster is [_, _, '-', ..] && !Guid.TryParse(Cluster, out _);

    public string Country => Cluster[..2];

    public string? ControlledBy => Control switch
    {
        "" => null,
        TypedSet.Nobody => "",
        Other => string.IsNullOrWhiteSpace(Controller) ? null : Controller.Trim(),
        var partner => partner,
    };
}
