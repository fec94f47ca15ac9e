using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>The project addresses so many third countries: neither member states nor countries that take part in the programme on the day that counts.</summary>
/// <remarks>Its first version counted whatever was named. A country that the programme's list does not know, or whose beginning is known only by its year, may count.</remarks>
public sealed record ThirdCountriesWithin(int Minimum, int? Maximum = null) : OfTheProposal
{
    public override Finding Examine(in Case @case)
    {
        if (@case.Application is not { } application || @case.Look(application.TargetCountries) is not { } targets) return new(Outcome.Undetermined, "targets-missing");

        var (third, perhaps, _) = Sorted(targets.Value!, @case);
        return (third.Length + perhaps.Length < Minimum, third.Length > Maximum, third.Length >= Minimum && !(third.Length + perhaps.Length > Maximum)) switch
        {
            (true, _, _) => new(Outcome.NotMet, "third-countries-too-few", targets),
            (_, true, _) => new(Outcome.NotMet, "third-countries-too-many", targets),
            (_, _, true) => new(Outcome.Met, "third-countries-within", targets),
            _ => new(Outcome.Undetermined, "third-countries-uncertain", targets),
        };
    }

    public override bool CanBe(Outcome outcome) => outcome is not Outcome.NotMet || Minimum > 0 || Maximum is not null;

    public override Explanation Explain(in Finding finding, in Case @case, Names names)
    {
        if (finding.Reason is "targets-missing") return Missing.Figure("targets-missing", new("the target countries", "die Zielländer"));

        var (third, perhaps, inside) = Sorted(((Fact<string[]>)finding.Evidence!).Value!, @case);
        var (counted, not, unsure) = (Listed(third, names), Listed(inside, names), Listed(perhaps, names));
        var reason = new Text($"Third countries among the targets: {counted.En}.", $"Drittländer unter den Zielen: {counted.De}.");
        if (inside.Length > 0) reason = new(
            $"{reason.En} Not counted, because within the programme: {not.En}.", $"{reason.De} Nicht gezählt, weil im Programm: {not.De}.");
        if (perhaps.Length > 0) reason = new($"{reason.En} Not certain: {unsure.En}.", $"{reason.De} Nicht sicher: {unsure.De}.");

        return finding.Reason switch
        {
            "third-countries-within" => new("third-countries-within", reason),
            "third-countries-too-few" => new("third-countries-too-few", reason, new("add-targets", new("Add target countries outside the programme.", "Ergänzen Sie Zielländer außerhalb des Programms."))),
            "third-countries-too-many" => new("third-countries-too-many", reason, new("drop-targets", new("Concentrate on fewer target countries.", "Beschränken Sie sich auf weniger Zielländer."))),
            _ => new("third-countries-uncertain", reason, new("ask-programme", new("Ask the programme officers whether they count.", "Fragen Sie bei der Programmstelle, ob sie zählen."))),
        };
    }

    public override Text Statement(Names names) => Maximum is { } most
        ? new($"The project addresses {Minimum} to {most} third countries.", $"Das Projekt richtet sich auf {Minimum} bis {most} Drittländer.")
        : Figure.Many(Minimum, "third country", "third countries", "Drittland", "Drittländer") switch
        {
            var countries => new($"The project addresses at least {countries.En}.", $"Das Projekt richtet sich auf mindestens {countries.De}."),
        };

    /// <summary>How many of the targets count, without those of which that is not certain; null where none are told.</summary>
    public static int? Counted(in Case @case) =>
        @case.Application is { } application && @case.Look(application.TargetCountries) is { } targets ? Sorted(targets.Value!, @case).Third.Length : null;

    private static (string[] Third, string[] Perhaps, string[] Inside) Sorted(string[] targets, Case @case)
    {
        var places = targets.Distinct().ToLookup(code => IsThird(code, @case));
        return ([.. places[Outcome.Met]], [.. places[Outcome.Undetermined]], [.. places[Outcome.NotMet]]);
    }

    private static Outcome IsThird(string code, in Case @case)
    {
        if (!@case.Programme.Countries.TryGetValue(code, out var country)) return Outcome.Undetermined;
        if (country.EuMember.At(@case.At) is not null) return Outcome.NotMet;
        return country.Participation.At(@case.At) switch
        {
            null => Outcome.Met,
            var takesPart when takesPart.Value.YearOnly && BrusselsTime.DayOf(@case.At).Year == takesPart.Basis.ValidFrom!.Value.Year => Outcome.Undetermined,
            _ => Outcome.NotMet,
        };
    }

    private static Text Listed(string[] codes, Names names) => Names.List(codes.Order(StringComparer.Ordinal).Select(names.Country));
}
