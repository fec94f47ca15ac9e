using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Narration;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>The organisation's seat is in a country that may take part: member states, or all countries of the programme, as the call says.</summary>
/// <remarks>Agreements count by day. A country whose beginning is known only by its year is undetermined within that year.</remarks>
/// <param name="Also">Countries the call takes in besides, for a time or always.</param>
/// <param name="Except">Countries the call leaves out.</param>
public sealed record EstablishedIn(CountrySet Set, CountryPeriod[]? Also = null, CountryPeriod[]? Except = null) : Question
{
    public override Finding Examine(in Case @case)
    {
        var seat = @case.Look(@case.Dossier.Country);
        if (seat is null) return new(Outcome.Undetermined, "seat-missing");

        var code = seat.Value!;
        if (Covers(Except, code, @case.At)) return new(Outcome.NotMet, "country-excluded", seat);
        if (Covers(Also, code, @case.At)) return new(Outcome.Met, "country-named", seat);
        if (!@case.Programme.Countries.TryGetValue(code, out var country)) return new(Outcome.Undetermined, "country-not-listed", seat);

        if (country.EuMember.At(@case.At) is { } member) return new(Outcome.Met, "eu-member", seat, member);
        if (Set is CountrySet.EuMembers) return new(Outcome.NotMet, "not-eu-member", seat, country.EuMember.Newest);

        var participation = country.Participation.At(@case.At);
        if (participation is null) return new(Outcome.NotMet, "country-not-participating", seat, country.Participation.Newest);

        return participation.Value.YearOnly && BrusselsTime.DayOf(@case.At).Year == participation.Basis.ValidFrom!.Value.Year
            ? new(Outcome.Undetermined, "participation-known-by-year", seat, participation)
            : new(Outcome.Met, "country-participates", seat, participation);
    }

    public override Explanation Explain(in Finding finding, in Case @case, Names names)
    {
        if (finding.Reason is "seat-missing") return new("seat-missing",
            new("The profile does not say in which country the seat is.", "Das Profil nennt kein Sitzland."),
            new("complete-profile", new("Enter the country of the seat in the profile.", "Tragen Sie das Sitzland im Profil ein.")));

        var code = ((Fact<string>)finding.Evidence!).Value!;
        var (seat, about, day) = (names.In(code), names.About(code), EntryWords.Day(BrusselsTime.DayOf(@case.At)));

        return finding.Reason switch
        {
            "eu-member" => new("eu-member", new(
                $"On {day.En} the seat is {seat.En}, a member state of the European Union.",
                $"Der Sitz ist am {day.De} {seat.De}, einem Mitgliedstaat der Europäischen Union.")),
            "country-participates" => new("country-participates", new(
                $"On {day.En} the seat is {seat.En}, a country that takes part in the programme.",
                $"Der Sitz ist am {day.De} {seat.De}, einem Land, das am Programm teilnimmt.")),
            "country-named" => new("country-named", new(
                $"The seat is {seat.En}, which the call names.",
                $"Der Sitz ist {seat.De}; die Ausschreibung nennt das Land.")),
            "participation-known-by-year" => new("participation-known-by-year",
                new($"Of {about.En} only the year of joining the programme is known to the service, not the day.",
                    $"Für {about.De} kennt der Dienst nur das Jahr des Beitritts zum Programm, nicht den Tag."),
                new("ask-programme", new(
                    "Ask the programme officers for the day on which the agreement entered into force.",
                    "Fragen Sie bei der Programmstelle nach dem Tag, an dem das Abkommen in Kraft trat."))),
            "country-not-listed" => new("country-not-listed",
                new($"The programme's list says nothing about {about.En}.", $"Die Länderliste des Programms sagt nichts über {about.De}."),
                new("ask-programme", new("Ask the programme officers.", "Fragen Sie bei der Programmstelle nach."))),
            "not-eu-member" => new("not-eu-member",
                new($"On {day.En} the seat is {seat.En}, which is not a member state of the European Union; this call takes member states only.",
                    $"Der Sitz ist am {day.De} {seat.De}, außerhalb der Europäischen Union; diese Ausschreibung lässt nur Mitgliedstaaten zu."),
                Nothing),
            "country-excluded" => new("country-excluded",
                new($"The seat is {seat.En}, which the call leaves out.", $"Der Sitz ist {seat.De}; die Ausschreibung nimmt das Land aus."), Nothing),
            _ => new("country-not-participating",
                new($"On {day.En} the seat is {seat.En}, a country that does not take part in the programme.",
                    $"Der Sitz ist am {day.De} {seat.De}, einem Land, das nicht am Programm teilnimmt."), Nothing),
        };
    }

    /// <summary>A seat that is stated can't be talked away; one that isn't may be in any country that the call accepts.</summary>
    protected override (int LeadDays, Doing Do)? Mending(Finding finding, Case @case) =>
        finding.Reason is "seat-missing" && @case.Programme.Countries.Values.FirstOrDefault(country => country.EuMember.At(@case.At) is not null && !Covers(Except, country.Code, @case.At)) is { } accepted
            ? (LeadTime.Entry, Supposing.Entering(new() { Country = accepted.Code }))
            : null;

    public override Text Statement(Names names)
    {
        var set = Set is CountrySet.EuMembers
            ? new Text("The seat is in a member state of the European Union", "Der Sitz ist in einem Mitgliedstaat der Europäischen Union")
            : new("The seat is in a country that takes part in the programme", "Der Sitz ist in einem teilnehmenden Land");
        var (also, except) = (Named(Also, names, "or", "oder"), Named(Except, names, "and", "und"));
        return new(
            $"{set.En}{(also is null ? "" : $" or {also.Value.En}")}{(except is null ? "" : $", but not {except.Value.En}")}.",
            $"{set.De}{(also is null ? "" : $" oder {also.Value.De}")}{(except is null ? "" : $", aber nicht {except.Value.De}")}.");
    }

    private static Text? Named(CountryPeriod[]? periods, Names names, string en, string de) =>
        periods is { Length: > 0 } ? names.InAnyOf(periods.Select(period => period.Country).Distinct(), en, de) : null;

    private static readonly Remedy Nothing = new("nothing-to-be-done", new(
        "Nothing can be done about this in this call; look for calls open to your country.",
        "In dieser Ausschreibung lässt sich daran nichts ändern; suchen Sie Ausschreibungen, die Ihrem Land offenstehen."));

    private static bool Covers(CountryPeriod[]? periods, string country, DateTimeOffset at)
    {
        if (periods is null) return false;
        var day = BrusselsTime.DayOf(at);
        foreach (var period in periods)
        {
            if (period.Country == country && !(day < period.From) && !(day > period.Until)) return true;
        }

        return false;
    }
}

public enum CountrySet { EuMembers, Participating }

/// <summary>Both days inclusive; without them always.</summary>
public sealed record CountryPeriod(string Country, DateOnly? From = null, DateOnly? Until = null);
