using System.Globalization;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Host.Pages.Ecl;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Desk.Drafting;

/// <summary>A part of the call with its own money, as it was typed.</summary>
public sealed class TypedStrand
{
    public string? Id { get; set; }
    public string? TitleEn { get; set; }
    public string? TitleDe { get; set; }
    public string? Phase { get; set; }
    public string? Budget { get; set; }
    public string? MaximumGrant { get; set; }
    public string? Rate { get; set; }
    public string? ProjectsForeseen { get; set; }
    public string? MinimumMonths { get; set; }
    public string? MaximumMonths { get; set; }
    public string? Confidence { get; set; }

    /// <summary>Holds an entry where the box is ticked.</summary>
    public string[]? Delete { get; set; }

    public bool IsBlank => Delete is [_, ..] || new[] { Id, TitleEn, TitleDe, Phase, Budget, MaximumGrant, Rate, ProjectsForeseen, MinimumMonths, MaximumMonths }.All(string.IsNullOrWhiteSpace);

    public static TypedStrand Of(Strand strand) => new()
    {
        Id = strand.Id, TitleEn = strand.Title.En, TitleDe = strand.Title.De, Phase = strand.Phase, Budget = TypedFigure.Write(strand.Budget), MaximumGrant = TypedFigure.Write(strand.MaximumGrant),
        Rate = TypedFigure.Write(strand.Rate), ProjectsForeseen = strand.ProjectsForeseen?.ToString(CultureInfo.InvariantCulture), MinimumMonths = strand.MinimumMonths?.ToString(CultureInfo.InvariantCulture),
        MaximumMonths = strand.MaximumMonths?.ToString(CultureInfo.InvariantCulture), Confidence = TypedCriterion.Word(strand.Confidence),
    };

    /// <param name="before">The strands as they were.</param>
    public Strand Read(Strand[] before, string row, List<FormProblem> problems)
    {
        if (string.IsNullOrWhiteSpace(Id)) problems.Add(new($"{row}.Id", T("Give the strand a short id, such as 1 or 2.a.", "Geben Sie dem Handlungsbereich eine kurze Kennung, etwa 1 oder 2.a.")));
        if (string.IsNullOrWhiteSpace(TitleEn)) problems.Add(new($"{row}.TitleEn", T("Name the strand in English.", "Benennen Sie den Handlungsbereich auf Englisch.")));
        if (string.IsNullOrWhiteSpace(TitleDe)) problems.Add(new($"{row}.TitleDe", T("Name the strand in German.", "Benennen Sie den Handlungsbereich auf Deutsch.")));

        var was = before.FirstOrDefault(strand => strand.Id == DraftTextForm.Line(Id));
        return new(
            DraftTextForm.Line(Id), new(DraftTextForm.Line(TitleEn), DraftTextForm.Line(TitleDe)), DraftTextForm.Line(Phase) is { Length: > 0 } phase ? phase : null,
            TypedFigure.Amount(Budget, $"{row}.Budget", problems).Or(was?.Budget), TypedFigure.Amount(MaximumGrant, $"{row}.MaximumGrant", problems).Or(was?.MaximumGrant), TypedFigure.Part(Rate, $"{row}.Rate", problems).Or(was?.Rate),
            TypedFigure.Number(ProjectsForeseen, $"{row}.ProjectsForeseen", problems), TypedFigure.Number(MinimumMonths, $"{row}.MinimumMonths", problems), TypedFigure.Number(MaximumMonths, $"{row}.MaximumMonths", problems),
            DraftTextForm.Chosen<Confidence>(Confidence));
    }
}
