using System.Globalization;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Time;
using EligibilityService.Host.Pages.Ecl;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Desk.Drafting;

/// <summary>What a call says about travelling, as it was typed.</summary>
public sealed class TypedTravel
{
    public string? Places { get; set; }
    public string? PersonsPerCluster { get; set; }
    public string? MaximumPerPerson { get; set; }
    public string? MaximumPerPersonAndWeek { get; set; }
    public string? MaximumWeeks { get; set; }
    public TypedCutOff[] CutOffs { get; set => field = value ?? []; } = [];
    public string? LateApplications { get; set; }
    public string? Resubmission { get; set; }
    public string? Confidence { get; set; }

    /// <summary>Holds an entry where the box is ticked.</summary>
    public string[]? NotFullyKnown { get; set; }

    /// <summary>Nothing is said about travelling.</summary>
    private bool IsBlank => CutOffs.All(cutOff => cutOff.IsBlank) && NotFullyKnown is null or []
        && new[] { Places, PersonsPerCluster, MaximumPerPerson, MaximumPerPersonAndWeek, MaximumWeeks, LateApplications, Resubmission }.All(string.IsNullOrWhiteSpace);

    public static TypedTravel Of(TravelTerms? travel) => travel is null ? new() : new()
    {
        Places = travel.Places?.ToString(CultureInfo.InvariantCulture), PersonsPerCluster = travel.PersonsPerCluster?.ToString(CultureInfo.InvariantCulture),
        MaximumPerPerson = TypedFigure.Write(travel.MaximumPerPerson), MaximumPerPersonAndWeek = TypedFigure.Write(travel.MaximumPerPersonAndWeek), MaximumWeeks = travel.MaximumWeeks?.ToString(CultureInfo.InvariantCulture),
        CutOffs = [.. travel.CutOffs.Select(TypedCutOff.Of)], LateApplications = travel.LateApplications is { } late ? TypedCriterion.Word(late) : null,
        Resubmission = travel.Resubmission is { } again ? TypedCriterion.Word(again) : null, NotFullyKnown = travel.NotFullyKnown ? [CatalogueForm.Yes] : [], Confidence = TypedCriterion.Word(travel.Confidence),
    };

    public TravelTerms? Read(TravelTerms? before, List<FormProblem> problems) => IsBlank ? null : new()
    {
        Places = TypedFigure.Number(Places, "Travel.Places", problems), PersonsPerCluster = TypedFigure.Number(PersonsPerCluster, "Travel.PersonsPerCluster", problems),
        MaximumPerPerson = TypedFigure.Amount(MaximumPerPerson, "Travel.MaximumPerPerson", problems).Or(before?.MaximumPerPerson), MaximumPerPersonAndWeek = TypedFigure.Amount(MaximumPerPersonAndWeek, "Travel.MaximumPerPersonAndWeek", problems).Or(before?.MaximumPerPersonAndWeek),
        MaximumWeeks = TypedFigure.Number(MaximumWeeks, "Travel.MaximumWeeks", problems),
        CutOffs = [.. CutOffs.Index().Where(row => !row.Item.IsBlank).Select(row => row.Item.Read(before, $"Travel.CutOffs[{row.Index}].By", problems)).OfType<CutOff>()],
        LateApplications = Perhaps<LateApplications>(LateApplications), Resubmission = Perhaps<Resubmission>(Resubmission), NotFullyKnown = NotFullyKnown is [_, ..], Confidence = DraftTextForm.Chosen<Confidence>(Confidence),
    };

    /// <param name="rule">What the rule is about, such as places or CutOffs[1].</param>
    public static string FieldOf(string rule)
    {
        var name = char.ToUpperInvariant(rule[0]) + rule[1..];
        return name switch
        {
            "Travel" => "Travel.Places",
            "CutOffs" => "Travel.CutOffs[0].By",
            _ when name.StartsWith("CutOffs[", StringComparison.Ordinal) => $"Travel.{name}.By",
            _ => $"Travel.{name}",
        };
    }

    private static T? Perhaps<T>(string? word) where T : struct, Enum => string.IsNullOrEmpty(word) ? null : DraftTextForm.Chosen<T>(word);
}

/// <summary>A cut-off as it was typed.</summary>
public sealed class TypedCutOff
{
    public string? By { get; set; }

    /// <summary>Hold an entry where the box is ticked.</summary>
    public string[]? OnlyIfPlacesAreLeft { get; set; }

    public bool IsBlank => string.IsNullOrWhiteSpace(By);

    public static TypedCutOff Of(CutOff cutOff) => new() { By = Written(cutOff.By), OnlyIfPlacesAreLeft = cutOff.OnlyIfPlacesAreLeft ? [CatalogueForm.Yes] : [] };

    /// <summary>One that was not touched stays as it stands; a typed one is computed and checked.</summary>
    internal CutOff? Read(TravelTerms? before, string field, List<FormProblem> problems)
    {
        var only = OnlyIfPlacesAreLeft is [_, ..];
        if (before?.CutOffs.FirstOrDefault(known => Written(known.By) == By) is { } kept) return kept with { OnlyIfPlacesAreLeft = only };
        if (!LocalTime.TryRead(By, out var local))
        {
            problems.Add(new(field, T("Enter date and time as 2024-01-31T23:59.", "Geben Sie Datum und Uhrzeit als 2024-01-31T23:59 an.")));
            return null;
        }

        var (typed, refusal) = Deadline.Typed(local, null);
        if (refusal is not null) problems.Add(new(field, refusal.Reason.In(Language)));
        return typed is { } by ? new(by, only) : null;
    }

    private static string Written(Deadline by) => by.Local.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>Criteria that repeat a figure of the terms on travelling.</summary>
internal static class TravelFigures
{
    /// <summary>Where the figure changes, whoever asked for the former one asks for the new one.</summary>
    public static Criterion Follow(this Criterion criterion, TravelTerms? before, TravelTerms? now) => criterion with
    {
        Question = criterion.Question switch
        {
            PersonsPerCluster persons => persons with { Maximum = Follow(persons.Maximum, before?.PersonsPerCluster, now?.PersonsPerCluster) },
            WeeksWithin weeks => weeks with { Maximum = Follow(weeks.Maximum, before?.MaximumWeeks, now?.MaximumWeeks) },
            TravelCostWithin costs => costs with
            {
                PerPerson = costs.PerPerson is { } whole ? Follow(whole, before?.MaximumPerPerson, now?.MaximumPerPerson) : null,
                PerPersonAndWeek = costs.PerPersonAndWeek is { } weekly ? Follow(weekly, before?.MaximumPerPersonAndWeek, now?.MaximumPerPersonAndWeek) : null,
            },
            var other => other,
        },
    };

    private static T Follow<T>(T asked, T? before, T? now) where T : struct => now is { } figure && asked.Equals(before) && !asked.Equals(figure) ? figure : asked;
}
