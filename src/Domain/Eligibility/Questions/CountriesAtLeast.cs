using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>The partners who count come from so many different countries.</summary>
/// <param name="EuMinimum">How many of the countries must be member states of the European Union.</param>
/// <param name="From">Which countries count; null: any.</param>
public sealed record CountriesAtLeast(int Minimum, int? EuMinimum = null, EstablishedIn? From = null) : OfTheConsortium
{
    public override int Missing(Consortium consortium, in Case @case)
    {
        var (sure, _, sureEu, _) = Count(consortium.Count(From, @case), @case);
        return Math.Max(0, Math.Max(Minimum - sure.Length, (EuMinimum ?? 0) - sureEu));
    }

    public override Brings BroughtBy(in Case partner) => new(From?.Examine(partner).Outcome ?? Outcome.Met, partner.Look(partner.Dossier.Country)?.Value);

    protected override Finding Examine(Consortium consortium, in Case @case)
    {
        var counts = consortium.Count(From, @case);
        var (sure, possible, sureEu, possibleEu) = Count(counts, @case);
        var (all, eu) = (Enough(sure.Length, possible, Minimum), Enough(sureEu, possibleEu, EuMinimum ?? 0));
        return all <= eu
            ? new(all, all switch { Outcome.Met => "countries-enough", Outcome.NotMet => "countries-too-few", _ => "countries-uncertain" }, Parts: counts)
            : new(eu, eu is Outcome.NotMet ? "eu-countries-too-few" : "countries-uncertain", Parts: counts);
    }

    protected override Explanation Explain(in Finding finding, Consortium consortium, in Case @case, Names names)
    {
        var (sure, possible, sureEu, possibleEu) = Count(finding.Parts!, @case);
        var list = Names.List(sure.Order(StringComparer.Ordinal).Select(names.From));
        var reason = sure.Length == 0
            ? new Text($"No country counts yet; {Asked.En}.", $"Noch zählt kein Land; {Asked.De}.")
            : new($"The partners come {list.En}; {Asked.En}.", $"Die Partner kommen {list.De}; {Asked.De}.");

        return finding.Reason switch
        {
            "countries-enough" => new("countries-enough", reason),
            "countries-too-few" => new("countries-too-few", reason, FromAnotherCountry(Minimum - possible)),
            "eu-countries-too-few" => new("eu-countries-too-few", reason, FromAnotherMemberState(EuMinimum!.Value - possibleEu)),
            _ => new("countries-uncertain", new($"{reason.En} Of some partners it is not certain.", $"{reason.De} Bei einigen Partnern ist es nicht sicher."), CompleteProfiles),
        };
    }

    public override Text Statement(Names names) => EuMinimum is { } eu
        ? new($"The partners come from at least {Eligible.En}, {States(eu).En}.", $"Die Partner kommen aus mindestens {Eligible.De}, {States(eu).De}.")
        : new(Minimum == 1 ? "The partners come from at least 1 eligible country." : $"The partners come from at least {Minimum} different eligible countries.", Minimum == 1 ? "Die Partner kommen aus mindestens 1 teilnehmenden Land." : $"Die Partner kommen aus mindestens {Minimum} verschiedenen teilnehmenden Ländern.");

    private Text Eligible => Figure.Many(Minimum, "eligible country", "eligible countries", "teilnehmenden Land", "teilnehmenden Ländern");

    private static Text States(int eu) => eu == 1 ? new("1 of them a member state", "davon 1 Mitgliedstaat") : new($"{eu} of them member states", $"davon {eu} Mitgliedstaaten");

    private Text Asked => EuMinimum is { } eu
        ? new($"{Countries.En} asked for, {States(eu).En}", $"{Countries.De}, {States(eu).De}")
        : new($"{Countries.En} asked for", Countries.De);

    private Text Countries => Minimum == 1 ? new("1 country is", "verlangt ist 1 Land") : new($"{Minimum} countries are", $"verlangt sind {Minimum} Länder");

    private static Remedy FromAnotherCountry(int missing) => new("add-partner-from-another-country", missing == 1
        ? new("Find a partner from another eligible country.", "Gewinnen Sie einen Partner aus einem weiteren teilnehmenden Land.")
        : new($"Find partners from {missing} other eligible countries.", $"Gewinnen Sie Partner aus {missing} weiteren teilnehmenden Ländern."));

    private static Remedy FromAnotherMemberState(int missing) => new("add-partner-from-another-member-state", missing == 1
        ? new("Find a partner from another member state.", "Gewinnen Sie einen Partner aus einem weiteren Mitgliedstaat.")
        : new($"Find partners from {missing} other member states.", $"Gewinnen Sie Partner aus {missing} weiteren Mitgliedstaaten."));

    /// <summary>A partner whose country is not told could bring a country, and a member state.</summary>
    private static (string[] Sure, int Possible, int SureEu, int PossibleEu) Count(Finding[] counts, in Case @case)
    {
        HashSet<string> sure = [], perhaps = [];
        var unknown = 0;
        foreach (var count in counts)
        {
            if (count.Outcome is Outcome.NotMet) continue;
            if (count.Evidence is not Fact<string> { Value: { } country }) unknown++;
            else (count.Outcome is Outcome.Met ? sure : perhaps).Add(country);
        }

        var (programme, at) = (@case.Programme, @case.At);
        bool IsMember(string code) => programme.Countries.GetValueOrDefault(code)?.EuMember.At(at) is not null;
        perhaps.ExceptWith(sure);
        var sureEu = sure.Count(IsMember);
        return ([.. sure], sure.Count + perhaps.Count + unknown, sureEu, sureEu + perhaps.Count(IsMember) + unknown);
    }
}
