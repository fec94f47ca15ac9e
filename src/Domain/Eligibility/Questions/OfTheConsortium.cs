using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>A question about the set of partners. Looking at one organisation alone, it can only say what is asked.</summary>
public abstract record OfTheConsortium : Question
{
    public override Finding Examine(in Case @case) => new(Outcome.Undetermined, "partners-not-known");

    public override Explanation Explain(in Finding finding, in Case @case, Names names) => new("partners-not-known",
        new("The partners are not known to the service yet.", "Die Partner sind dem Dienst noch nicht bekannt."),
        new("name-partners", Statement(names)));
}

public sealed record PartnersAtLeast(int Minimum) : OfTheConsortium
{
    public override Text Statement(Names names) => new($"The consortium has at least {Minimum} partners.", $"Das Konsortium hat mindestens {Minimum} Partner.");
}

/// <param name="EuMinimum">How many of the countries must be member states of the European Union.</param>
public sealed record CountriesAtLeast(int Minimum, int? EuMinimum = null) : OfTheConsortium
{
    public override Text Statement(Names names) => EuMinimum is { } eu
        ? new($"The partners come from at least {Minimum} eligible countries, {eu} of them member states.", $"Die Partner kommen aus mindestens {Minimum} teilnehmenden Ländern, davon {eu} Mitgliedstaaten.")
        : new($"The partners come from at least {Minimum} different eligible countries.", $"Die Partner kommen aus mindestens {Minimum} verschiedenen teilnehmenden Ländern.");
}

public sealed record PartnersIndependent : OfTheConsortium
{
    public override Text Statement(Names names) => new("The partners are independent of each other.", "Die Partner sind voneinander unabhängig.");
}

/// <param name="Categories">less-developed, transition.</param>
public sealed record RegionOfCategory(string[] Categories) : OfTheConsortium
{
    public override Text Statement(Names names) => new(
        "At least one partner is in a less developed or transition region.", "Mindestens ein Partner kommt aus einer weniger entwickelten oder Übergangsregion.");
}

public sealed record RegionsRepresentedByClusters : OfTheConsortium
{
    public override Text Statement(Names names) => new(
        "Each region taking part is represented by a cluster organisation or business network.", "Jede beteiligte Region ist durch eine Clusterorganisation oder ein Unternehmensnetzwerk vertreten.");
}

public sealed record DefenceRelatedPartner : OfTheConsortium
{
    public override Text Statement(Names names) => new("At least one partner is defence-related.", "Mindestens ein Partner hat Bezug zur Verteidigung.");
}

public sealed record OneConsortiumPerPhase : OfTheConsortium
{
    public override Text Statement(Names names) => new("Each organisation is in at most one consortium per phase.", "Jede Organisation ist je Phase in höchstens einem Konsortium.");
}
