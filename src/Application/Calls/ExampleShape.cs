using System.Text.RegularExpressions;
using EligibilityService.Application.Applications;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Eligibility;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using FluentValidation;
using FluentValidation.Results;

namespace EligibilityService.Application.Calls;

/// <summary>What can be said of a worked example without judging it: its name, that what it names exists, and bounds of what it states.</summary>
internal sealed partial class ExampleShape : AbstractValidator<Example>
{
    public const int MostExamples = 200;
    private const int MostDays = 3650, LongestName = 150;

    public static readonly string TooMany = ProfileShape.Say($"At most {MostExamples} examples.", $"Höchstens {MostExamples} Beispiele.");

    private static readonly string Days = ProfileShape.Say($"A number of days from -{MostDays} to {MostDays}.", $"Eine Zahl von Tagen zwischen -{MostDays} und {MostDays}.");

    public ExampleShape()
    {
        RuleFor(example => example.Name).Must(name => IsLine(name.En) && IsLine(name.De))
            .WithMessage(ProfileShape.Say($"A name of 1 to {LongestName} characters in both languages.", $"Ein Name mit 1 bis {LongestName} Zeichen in beiden Sprachen."));
        RuleFor(example => example.Expected).IsInEnum();
        RuleFor(example => example.Reason).Must(reason => reason is { Length: <= 60 } && ReasonCode().IsMatch(reason))
            .WithMessage(ProfileShape.Say("The code of a reason, such as members-too-few.", "Der Code eines Grundes, etwa members-too-few."));
        RuleFor(example => example.ReceivedDays).Must(AreDays).WithMessage(Days);
        RuleFor(example => example.Partnership!.FormedDays).Must(AreDays).WithMessage(Days).When(example => example.Partnership is not null);
        RuleFor(example => example.Partnership!.Belonging).InclusiveBetween(0, CheckConsortium.MostPartners).When(example => example.Partnership is not null)
            .WithMessage(ProfileShape.Say($"A number from 0 to {CheckConsortium.MostPartners}, or nothing where all belong to it.", $"Eine Zahl von 0 bis {CheckConsortium.MostPartners}, oder keine Angabe, wenn alle dazugehören."));
        RuleFor(example => example.Proposal!.StandsFor).Null().When(example => example.Proposal is not null)
            .WithMessage(ProfileShape.Say("An example invents its partnership: say so under 'partnership'.", "Ein Beispiel erfindet seine Partnerschaft: Beschreiben Sie sie unter „partnership“."));
        RuleFor(example => example.Proposal!).SetValidator(new ProposalShape()).When(example => example.Proposal is not null);
        RuleFor(example => example.Organisations).Must(organisations => organisations.Length <= CheckConsortium.MostPartners)
            .WithMessage(ProfileShape.Say($"At most {CheckConsortium.MostPartners} organisations.", $"Höchstens {CheckConsortium.MostPartners} Organisationen."));
        RuleFor(example => example.Organisations).Must(organisations => organisations.Count(organisation => organisation.Role is PartnerRole.Coordinator) <= 1)
            .WithMessage(ProfileShape.Say("Only one partner coordinates.", "Nur ein Partner koordiniert."));
        RuleForEach(example => example.Organisations).SetValidator(new ExampleOrganisationShape());
    }

    /// <summary>Where examples and the rest of the text do not go together: the field, and what would be right.</summary>
    public static IEnumerable<(string Field, string Message)> Disagreements(CallTerms terms)
    {
        foreach (var (index, example) in terms.Examples.Index())
        {
            var at = $"Examples[{index}]";
            if (terms.Examples[..index].Any(earlier => SharesName(earlier.Name, example.Name)))
            {
                yield return ($"{at}.Name", ProfileShape.Say($"There is another example “{example.Name.En}”; give each a name of its own.", $"Es gibt schon ein Beispiel „{example.Name.De}“; geben Sie jedem einen eigenen Namen."));
            }

            var criterion = terms.Criteria.FirstOrDefault(known => known.Id == example.Criterion);
            if (criterion is null) yield return ($"{at}.Criterion", ProfileShape.Say($"The call has no criterion {example.Criterion}. Name one of: {Known(terms)}.", $"Die Ausschreibung hat kein Kriterium {example.Criterion}. Nennen Sie eines von: {Known(terms)}."));
            if (example.Strand is { } strand && !Has(terms, strand)) yield return ($"{at}.Strand", UnknownStrand(terms));
            else if (criterion?.Concerns(example.Strand) is false)
            {
                yield return ($"{at}.Strand", ProfileShape.Say($"The criterion {example.Criterion} does not belong to strand {example.Strand}.", $"Das Kriterium {example.Criterion} gehört nicht zum Handlungsbereich {example.Strand}."));
            }

            foreach (var (number, organisation) in example.Organisations.Index())
            {
                if (organisation.OtherProposal is { } other && !(other.Length == 0 ? terms.Strands.Length == 0 : Has(terms, other))) yield return ($"{at}.Organisations[{number}].OtherProposal", UnknownStrand(terms));
            }
        }
    }

    private static bool AreDays(int? days) => days is null or (>= -MostDays and <= MostDays);

    private static bool Has(CallTerms terms, string strand) => terms.Strands.Any(known => known.Id == strand);

    private static string UnknownStrand(CallTerms terms) => Moments.UnknownStrand(terms).Errors.Single().ErrorMessage;

    private static bool SharesName(Text one, Text other) => Same(one.En, other.En) || Same(one.De, other.De);

    private static bool Same(string one, string other) => string.Equals(one?.Trim(), other?.Trim(), StringComparison.OrdinalIgnoreCase);

    private static bool IsLine(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= LongestName && !text.Any(char.IsControl);

    private static string Known(CallTerms terms) => terms.Criteria.Length == 0 ? "–" : string.Join(", ", terms.Criteria.Select(criterion => criterion.Id));

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex ReasonCode();

    private sealed class ExampleOrganisationShape : AbstractValidator<ExampleOrganisation>
    {
        private static readonly string Nobody = ProfileShape.Say(
            "An example is about nobody in particular: leave out contacts, description and ids in other registers.",
            "Ein Beispiel handelt von niemand Bestimmtem: Lassen Sie Kontakte, Beschreibung und Kennungen in anderen Registern weg.");

        public ExampleOrganisationShape()
        {
            RuleFor(organisation => organisation.Profile).SetValidator(new ProfileShape());
            RuleFor(organisation => organisation.Profile).Must(profile => profile.Filled.All(ProfileFields.Supposable.ContainsKey)).WithMessage(Nobody);
            RuleFor(organisation => organisation.Role).IsInEnum();
            RuleFor(organisation => organisation.ControlledBy).MaximumLength(200);
            RuleFor(organisation => organisation.Registration).IsInEnum();
            RuleFor(organisation => organisation.RegistrationDays).Must(AreDays).WithMessage(Days);
            RuleFor(organisation => organisation.RegistrationDays).Must((organisation, days) => days is null || organisation.Registration is not null)
                .WithMessage(ProfileShape.Say("Say how far the registration was then.", "Sagen Sie, wie weit die Registrierung dann war."));
            RuleFor(organisation => organisation.Labels).Must(labels => labels is null || (labels.Length <= 20 && labels.All(label => Enum.IsDefined(label.Label) && AreDays(label.EndsDays))))
                .WithMessage(ProfileShape.Say($"At most 20 labels: bronze, silver or gold, with days from -{MostDays} to {MostDays}.", $"Höchstens 20 Labels: bronze, silver oder gold, mit Tagen zwischen -{MostDays} und {MostDays}."));
            RuleFor(organisation => organisation.Declared).Must(declared => declared.All(Enum.IsDefined) && declared.Distinct().Count() == declared.Length)
                .WithMessage(ProfileShape.Say("Each declaration once.", "Jede Erklärung nur einmal."));
        }
    }
}

/// <summary>Codes in examples that the programme's lists do not know.</summary>
internal static class ExampleCodes
{
    public static IEnumerable<ValidationFailure> UnknownCodes(this Example example, string within, ProgrammeFacts programme) =>
    [
        .. from organisation in example.Organisations.Select((one, index) => (one.Profile, index))
           from wrong in ProfileShape.UnknownCodes(organisation.Profile, programme)
           select new ValidationFailure($"{within}organisations[{organisation.index}].profile.{wrong.PropertyName}", wrong.ErrorMessage),
        .. from code in example.Proposal?.TargetCountries ?? []
           where !programme.Countries.ContainsKey(code)
           select new ValidationFailure($"{within}proposal.targetCountries", ProfileShape.Say($"'{code}' is not in the list of countries.", $"„{code}“ steht nicht in der Länderliste.")),
    ];
}
