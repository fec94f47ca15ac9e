using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Programme;
using FluentValidation;
using FluentValidation.Results;

namespace EligibilityService.Application.Applications;

/// <summary>The bounds of what a proposal says, real or made up for an example.</summary>
internal sealed class ProposalShape : AbstractValidator<ProposalFields>
{
    internal static readonly string Money = ProfileShape.Say("An amount in euro, not negative, to the cent.", "Ein Betrag in Euro, nicht negativ, auf den Cent.");

    public ProposalShape()
    {
        RuleFor(proposal => proposal.Title).Line(300);
        RuleFor(proposal => proposal.RequestedGrant).Must(IsMoney).WithMessage(Money);
        RuleFor(proposal => proposal.EligibleCosts).Must(IsMoney).WithMessage(Money);
        RuleFor(proposal => proposal.DurationMonths).InclusiveBetween(1, 120).WithMessage(ProfileShape.Say("1 to 120 months.", "1 bis 120 Monate."));
        RuleFor(proposal => proposal.Pages).InclusiveBetween(1, 1000).WithMessage(ProfileShape.Say("1 to 1000 pages.", "1 bis 1000 Seiten."));
        RuleFor(proposal => proposal.Persons).Must(TravelBounds.ArePersons).WithMessage(TravelBounds.Persons);
        RuleFor(proposal => proposal.Weeks).Must(TravelBounds.AreWeeks).WithMessage(TravelBounds.Weeks);
        RuleFor(proposal => proposal.TravelCosts).Must(TravelBounds.AreCosts).WithMessage(TravelBounds.Costs);
        RuleFor(proposal => proposal.TargetCountries).Must(codes => codes is null || (codes.Length <= 60 && codes.All(code => code.Length == 2)))
            .WithMessage(ProfileShape.Say("Two-letter country codes.", "Ländercodes aus zwei Buchstaben."));
    }

    /// <param name="within">What stands before the entry's name where it is reported.</param>
    /// <exception cref="ValidationException">A target country is not in the programme's list.</exception>
    public static void RefuseUnknownCodes(ProposalFields? proposal, ProgrammeFacts programme, string within = "")
    {
        ValidationFailure[] failures = [.. UnknownTargets(proposal, programme).Select(code => new ValidationFailure($"{within}targetCountries", ProfileShape.UnknownCountry(code)))];
        if (failures.Length > 0) throw new ValidationException(failures);
    }

    public static IEnumerable<string> UnknownTargets(ProposalFields? proposal, ProgrammeFacts programme) => (proposal?.TargetCountries ?? []).Where(code => !programme.Countries.ContainsKey(code));

    internal static bool IsMoney(decimal? amount) => amount is null || (amount is >= 0 and <= 1_000_000_000m && decimal.Round(amount.Value, 2) == amount);
}
