using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EligibilityService.Application.Calls;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.Time;
using FluentValidation;
using FluentValidation.Results;

namespace EligibilityService.Application.Partnerships;

/// <summary>Which recorded partnerships a verdict on a set of partners rests on.</summary>
public static class PartnershipsConcerned
{
    /// <summary>A call that does not ask about partnerships rests on none.</summary>
    public static bool AsksAboutPartnerships(this CallTerms terms) => Asking.GetValue(terms, static terms => new(terms.Criteria.Any(criterion => criterion.Question.Within().Any(part => part.Record is ExistingPartnership)))).Value;

    /// <summary>A text never changes, and is asked about with every set of partners.</summary>
    private static readonly ConditionalWeakTable<CallTerms, StrongBox<bool>> Asking = [];

    /// <summary>The same set, with all that questions about its partnership look at.</summary>
    internal static Consortium WithPartnerships(this Consortium consortium, CallTerms terms, IKnowledge knowledge) => terms.AsksAboutPartnerships()
        ? consortium with
        {
            Partnerships = knowledge.Concerned(consortium.StandsFor.Newest?.Value, [.. consortium.Members.Select(member => member.Dossier.Id)])
                .ToImmutableSortedDictionary(partnership => partnership.Dossier.Id, partnership => partnership.Dossier),
        }
        : consortium;

    internal static IEnumerable<PartnershipRecord> Concerned(this IKnowledge knowledge, StandsFor? stated, IReadOnlyCollection<Guid> partners) =>
        knowledge.Partnerships.Where(partnership => ExistingPartnership.Touches(stated, partners, partnership.Dossier));

    internal static ValidationException NotRecorded(string field) => new([new ValidationFailure(field, ProfileShape.Say(
        "No partnership is recorded under this id. Choose one from the list, or ask the programme officers to record yours.",
        "Unter dieser Kennung ist keine Partnerschaft eingetragen. Wählen Sie eine aus der Liste, oder bitten Sie die Programmstelle, Ihre einzutragen."))]);

    /// <summary>A set that nobody applied with, and what it would stand for.</summary>
    internal static Consortium Standing(this Consortium consortium, StandsFor? stated) => stated is null ? consortium
        : consortium with { StandsFor = consortium.StandsFor.Tell(stated, new(Guid.Empty, "supposed", Guid.Empty, 0, Moments.ProgrammeBegan), new(AssertedBy.System)) };
}
