using System.Globalization;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Domain.Narration;

/// <summary>What was attached to an application, and how its budget is shared.</summary>
public static class DocumentSentences
{
    internal static Narrated Tell(IApplicationEvent @event) => @event switch
    {
        DocumentAttached attached => (Kind(attached.Kind), Size(attached.Size)) switch
        {
            var (kind, size) => new Narrated(new($"{{who}} attached a document: {kind.En}, {size.En}.", $"{{who}} hat ein Dokument angefügt: {kind.De}, {size.De}."))
                .By(attached.AttachedBy).Note(new("Title", "Titel"), attached.Title),
        },
        DocumentRemoved { Kept: true } removed => new Narrated(new(
            "{who} took a document out; the version that was handed in with it keeps it.", "{who} hat ein Dokument herausgenommen; die damit eingereichte Fassung behält es.")).By(removed.RemovedBy),
        DocumentRemoved removed => new Narrated(new("{who} took a document out.", "{who} hat ein Dokument herausgenommen.")).By(removed.RemovedBy),
        BudgetShared shared => Shared(shared),
        _ => throw new UnknownEventException(@event),
    };

    public static Text Kind(DocumentKind kind) => kind switch
    {
        DocumentKind.Description => new("description of the project", "Vorhabenbeschreibung"),
        DocumentKind.Mandate => new("mandate", "Vollmacht"),
        DocumentKind.Statutes => new("statutes", "Satzung"),
        DocumentKind.Accounts => new("accounts", "Jahresabschluss"),
        DocumentKind.TravelEvidence => new("evidence of a journey", "Reisebeleg"),
        _ => new("other", "Sonstiges"),
    };

    /// <summary>In units people use.</summary>
    public static Text Size(long bytes)
    {
        var (amount, unit) = bytes < 1024 * 1024 ? (Math.Ceiling(bytes / 1024m), "KB") : (decimal.Round(bytes / 1024m / 1024m, 1), "MB");
        var written = amount.ToString("0.#", CultureInfo.InvariantCulture);
        return new($"{written} {unit}", $"{written.Replace('.', ',')} {unit}");
    }

    private static Narrated Shared(BudgetShared shared)
    {
        List<Text> told = [];
        if (SharedBudget.Sum(shared.Shares, share => share.RequestedGrant) is { } grant) told.Add(new($"requested grant {Figure.EuroEn(grant)}", $"beantragte Finanzhilfe {Figure.EuroDe(grant)}"));
        if (SharedBudget.Sum(shared.Shares, share => share.EligibleCosts) is { } costs) told.Add(new($"eligible costs {Figure.EuroEn(costs)}", $"förderfähige Kosten {Figure.EuroDe(costs)}"));
        if (told.Count == 0) return new Narrated(new("{who} took back how the budget is shared.", "{who} hat die Aufteilung des Budgets zurückgenommen.")).By(shared.SharedBy);

        var (all, among) = (Names.List(told), Figure.Many(shared.Shares.Length, "organisation", "organisations", "Organisation", "Organisationen"));
        return new Narrated(new($"{{who}} shared the budget among {among.En}: {all.En} together.", $"{{who}} hat das Budget auf {among.De} aufgeteilt: zusammen {all.De}.")).By(shared.SharedBy);
    }
}
