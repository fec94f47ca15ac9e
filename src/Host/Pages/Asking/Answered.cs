using System.Globalization;
using EligibilityService.Application.Eligibility;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Time;
using Microsoft.AspNetCore.Http.Extensions;

namespace EligibilityService.Host.Pages.Asking;

/// <summary>What somebody answered so far, as the address carries it from page to page. Nothing of it is stored.</summary>
public sealed record Answered(IReadOnlyDictionary<string, string[]> Given)
{
    /// <summary>The parameters of the address, and of the registration that they prefill.</summary>
    public static readonly string[] Keys =
        ["country", "region", "kind", "legal", "registered", "membersSme", "membersLarge", "membersResearch", "membersOther", "label", "wants"];

    /// <summary>Not registered, but willing.</summary>
    public const string Plans = "planned";

    public static readonly string[] MemberKeys = ["membersSme", "membersLarge", "membersResearch", "membersOther"];

    public static Answered Read(IQueryCollection query) => new(Keys
        .Where(key => query.ContainsKey(key))
        .ToDictionary(key => key, key => query[key].OfType<string>().Where(text => text.Length is > 0 and <= 20).Take(10).ToArray()));

    public string? this[string key] => Given.GetValueOrDefault(key) is [var first, ..] ? first : null;

    public string[] All(string key) => Given.GetValueOrDefault(key) ?? [];

    public string? Country => this["country"]?.ToUpperInvariant();

    public OrganisationKind? Kind => Named<OrganisationKind>("kind");

    public QualityLabel? Label => Named<QualityLabel>("label");

    public CheckedRegistration? Registered => this["registered"] is Plans ? CheckedRegistration.None : Named<CheckedRegistration>("registered");

    public bool? HasLegalPersonality => this["legal"] switch { "yes" => true, "no" => false, _ => null };

    public int? Number(string key) =>
        int.TryParse(this[key], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Application.Clusters.ProfileShape.MostMembers ? number : null;

    public ProfileFields Profile => new()
    {
        Country = Country,
        Region = this["region"],
        Kind = Kind,
        HasLegalPersonality = HasLegalPersonality,
        MembersSme = Number("membersSme"),
        MembersLarge = Number("membersLarge"),
        MembersResearch = Number("membersResearch"),
        MembersOther = Number("membersOther"),
    };

    /// <summary>A label that is held is taken to be valid around this day.</summary>
    public CheckEligibility Question(DateTimeOffset now)
    {
        var today = BrusselsTime.DayOf(now);
        return new(
            Profile, Label is { } label ? [new(label, today.AddYears(-1), today.AddYears(1))] : this["label"] is "none" ? [] : null,
            Registered ?? CheckedRegistration.None, PlansToRegister: this["registered"] is Plans);
    }

    /// <summary>An address with these answers, without those to the questions named.</summary>
    public string Address(string page, string? answered = null, params string[] except)
    {
        var query = new QueryBuilder();
        if (answered is not null) query.Add("answered", answered);
        foreach (var (key, values) in Given.Where(pair => !except.Contains(pair.Key))) query.Add(key, values);
        return page + query;
    }

    private T? Named<T>(string key) where T : struct, Enum =>
        Enum.TryParse<T>(this[key], ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsDigit(this[key]![0]) ? value : null;
}
