using EligibilityService.Application.Clusters;

namespace EligibilityService.Application.Applications;

/// <summary>Bounds of what a request to an event says about travelling; the same for the proposal and for what is typed in to try.</summary>
internal static class TravelBounds
{
    public const int MostPersons = 100, MostWeeks = 52;
    private const decimal MostPerPerson = 1_000_000m;

    public static readonly string Persons = ProfileShape.Say($"1 to {MostPersons} persons.", $"1 bis {MostPersons} Personen.");

    public static readonly string Weeks = ProfileShape.Say($"1 to {MostWeeks} whole weeks.", $"1 bis {MostWeeks} ganze Wochen.");

    public static readonly string Costs = ProfileShape.Say(
        $"One amount in euro for each of at most {MostPersons} persons, not negative, to the cent.", $"Je Person ein Betrag in Euro, für höchstens {MostPersons} Personen, nicht negativ, auf den Cent.");

    public static bool ArePersons(int? persons) => persons is null or (>= 1 and <= MostPersons);

    public static bool AreWeeks(int? weeks) => weeks is null or (>= 1 and <= MostWeeks);

    public static bool AreCosts(decimal[]? amounts) => amounts is null
        || (amounts.Length is >= 1 and <= MostPersons && amounts.All(amount => amount is >= 0 and <= MostPerPerson && decimal.Round(amount, 2) == amount));
}
