using System.Globalization;
using EligibilityService.Domain.Applications;
using EligibilityService.Host.Pages.Ecl;
using EligibilityService.Host.Pages.Partnerships;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Applying;

/// <summary>A proposal as it is typed.</summary>
public sealed class TypedProposal
{
    public string? Title { get; set; }
    public string? RequestedGrant { get; set; }
    public string? EligibleCosts { get; set; }
    public string? DurationMonths { get; set; }
    public string? Pages { get; set; }

    /// <summary>A partnership's id, or that it is a new one.</summary>
    public string? StandsFor { get; set; }
    public string[]? TargetCountries { get; set; }
    public string? Persons { get; set; }
    public string? Weeks { get; set; }

    /// <summary>One amount a line, for each person; semicolons part them too.</summary>
    public string? TravelCosts { get; set; }
    public string[]? Declarations { get; set; }

    /// <summary>Which button was pressed.</summary>
    public string? Next { get; set; }

    public static TypedProposal Of(ProposalFields proposal, IEnumerable<DeclarationKind> declared) => new()
    {
        Title = proposal.Title,
        RequestedGrant = proposal.RequestedGrant?.ToString("0.##", CultureInfo.CurrentUICulture),
        EligibleCosts = proposal.EligibleCosts?.ToString("0.##", CultureInfo.CurrentUICulture),
        StandsFor = PartnershipChoices.Word(proposal.StandsFor),
        DurationMonths = proposal.DurationMonths?.ToString(CultureInfo.InvariantCulture),
        Pages = proposal.Pages?.ToString(CultureInfo.InvariantCulture),
        TargetCountries = proposal.TargetCountries,
        Persons = proposal.Persons?.ToString(CultureInfo.InvariantCulture),
        Weeks = proposal.Weeks?.ToString(CultureInfo.InvariantCulture),
        TravelCosts = proposal.TravelCosts is { } amounts ? string.Join('\n', amounts.Select(amount => amount.ToString("0.##", CultureInfo.CurrentUICulture))) : null,
        Declarations = [.. declared.Select(kind => kind.ToString())],
    };

    public (ProposalFields Proposal, IReadOnlyList<FormProblem> Problems) Read()
    {
        var problems = new List<FormProblem>();
        decimal? Amount(string name, string? text)
        {
            if (string.IsNullOrWhiteSpace(text)) return null;
            if (Money(text) is { } amount) return amount;

            problems.Add(new(name, T("Enter an amount in euro, for example 180000 or 180000.50.", "Geben Sie einen Betrag in Euro an, zum Beispiel 180000 oder 180000,50.")));
            return null;
        }

        int? Number(string name, string? text, string wrong)
        {
            if (string.IsNullOrWhiteSpace(text)) return null;
            if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;

            problems.Add(new(name, wrong));
            return null;
        }

        decimal[]? Amounts(string name, string? text)
        {
            var lines = (text ?? "").Split(['\n', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var amounts = lines.Select(Money).OfType<decimal>().ToArray();
            if (amounts.Length < lines.Length) problems.Add(new(name, T("Enter amounts in euro, one line for each person, for example 650 or 650.50.", "Geben Sie Beträge in Euro an, je Person eine Zeile, zum Beispiel 650 oder 650,50.")));

            return amounts.Length == 0 ? null : amounts;
        }

        return (new()
        {
            Title = string.IsNullOrWhiteSpace(Title) ? null : Title.Trim(),
            RequestedGrant = Amount(nameof(RequestedGrant), RequestedGrant),
            EligibleCosts = Amount(nameof(EligibleCosts), EligibleCosts),
            DurationMonths = Number(nameof(DurationMonths), DurationMonths, T("Enter whole months, for example 24.", "Geben Sie ganze Monate an, zum Beispiel 24.")),
            Pages = Number(nameof(Pages), Pages, T("Enter the number of pages, for example 50.", "Geben Sie die Seitenzahl an, zum Beispiel 50.")),
            Persons = Number(nameof(Persons), Persons, T("Enter a whole number, for example 1.", "Geben Sie eine ganze Zahl an, zum Beispiel 1.")),
            Weeks = Number(nameof(Weeks), Weeks, T("Enter whole weeks, for example 6.", "Geben Sie ganze Wochen an, zum Beispiel 6.")),
            TravelCosts = Amounts(nameof(TravelCosts), TravelCosts),
            StandsFor = PartnershipChoices.Read(StandsFor),
            TargetCountries = TargetCountries is { Length: > 0 } ? TargetCountries : null,
        }, problems);
    }

    private static decimal? Money(string text) => TypedFigure.Read(text, 2) is >= 0 and var amount ? amount : null;
}
