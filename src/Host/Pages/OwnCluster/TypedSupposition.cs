using System.Globalization;
using EligibilityService.Application.Eligibility;
using EligibilityService.Domain.Clusters;
using EligibilityService.Host.Api;
using EligibilityService.Host.Pages.Ecl;
using EligibilityService.Host.Pages.Verdicts;
using FluentValidation;
using Microsoft.Extensions.Primitives;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.OwnCluster;

/// <summary>What is supposed, as the page's address carries it. A field left empty supposes nothing.</summary>
internal sealed class TypedSupposition(IQueryCollection query)
{
    private static readonly string[] Others = ["label", "labelFrom", "labelUntil", "labelInterviewMonth", "registration", "plansToRegister", "partners"];

    public string? this[string name] => All(name) is [var first, ..] ? first : null;

    /// <remarks>A country chosen from the list joins those supposed before.</remarks>
    public string[] All(string name) => [.. query[name].Concat(name == "partners" ? query["somebody"] : default(IEnumerable<string?>) ?? []).OfType<string>().SelectMany(text => text.Split('|', StringSplitOptions.TrimEntries)).Where(text => text.Length > 0).Distinct()];

    public bool IsEmpty => !Names.Any();

    /// <summary>Entries about which something is supposed, in the order of the profile.</summary>
    public IEnumerable<string> Names => ProfileFields.Names.Where(ProfileFields.Supposable.ContainsKey).Concat(Others).Where(name => All(name).Length > 0);

    /// <summary>Null where something cannot be read; the problems say what.</summary>
    public (Supposition? Supposition, FormProblems Problems) Read()
    {
        try
        {
            return (Suppositions.Read(new QueryCollection(Names.ToDictionary(name => name, Value))), FormProblems.None);
        }
        catch (ValidationException invalid)
        {
            return (null, AskedMoments.Told(invalid));
        }
    }

    /// <summary>The address of the page with the same suppositions, but for one value.</summary>
    public string Without(string page, string name, string value) => AskedMoments.Address(
        page, Names.SelectMany(other => All(other).Where(one => other != name || one != value).Select(one => (other, (string?)one))));

    /// <summary>What is supposed, in words.</summary>
    public static string Say(string name, string value, ProgrammeChoices programme) => name switch
    {
        "label" => Enum.TryParse<QualityLabel>(value, ignoreCase: true, out var label) ? Words.Of(label) : value,
        "labelFrom" => T($"Label from {Spoken(value)}", $"Label ab {Spoken(value)}"),
        "labelUntil" => T($"Label until {Spoken(value)}", $"Label bis {Spoken(value)}"),
        "labelInterviewMonth" => T($"Awarded or renewed by an interview in {SpokenMonth(value)}", $"Verliehen oder erneuert durch ein Interview im {SpokenMonth(value)}"),
        "registration" => value is "published" ? T("Profile published", "Profil veröffentlicht") : T("Review requested", "Prüfung beantragt"),
        "plansToRegister" => T("Declares that it plans to register", "Erklärt, dass sie sich registrieren will"),
        "partners" => T($"With somebody {programme.From(value)}", $"Mit jemandem {programme.From(value)}"),
        _ => $"{Entries.Name(name)}: {Shown(name, value, programme)}",
    };

    private static string Spoken(string day) => DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var known) ? Day(known) : day;

    private static string SpokenMonth(string month) => DateOnly.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var known) ? known.ToString("Y", CultureInfo.CurrentUICulture) : month;

    private static string? Shown(string name, string value, ProgrammeChoices programme) =>
        value is "yes" or "no" ? Entries.Show(name, value == "yes", programme)
        : name == "kind" && Enum.TryParse<OrganisationKind>(value, ignoreCase: true, out var kind) ? Words.Of(kind)
        : Entries.Show(name, value, programme);

    /// <summary>People write half posts with a comma.</summary>
    private StringValues Value(string name) => ProfileFields.Supposable.GetValueOrDefault(name) == typeof(decimal) ? new(All(name)[0].Replace(',', '.')) : new(All(name));
}
