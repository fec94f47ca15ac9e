using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Programme;

namespace EligibilityService.Domain.Applications;

/// <summary>A criterion that is not met by what may be a slip of the pen, and why it may be one.</summary>
/// <param name="Code">near-miss, digit-too-many, contradicts-itself, or box-left-out.</param>
public sealed record PossibleSlip(string Criterion, string Code, Text Why);

/// <summary>
/// The guard against rejecting a proposal for an obvious error: a figure that misses its limit narrowly or by one digit, or an entry that does not fit what the same proposal
/// or the organisation's own profile says. Whether it is one, a person finds out by asking.
/// </summary>
/// <remarks>After the European Ombudsman's case 1846/2023/FA, a rejection for one mistyped percentage.</remarks>
public static class PossibleSlips
{
    /// <summary>A figure misses its limit narrowly as long as it lies within this part of it.</summary>
    public const decimal Narrowly = 0.10m;

    public static IReadOnlyList<PossibleSlip> In(Verdict verdict, in Subject subject, ProgrammeFacts programme)
    {
        if (subject.Application is not { } application || verdict.IsBroken) return [];

        var slips = new List<PossibleSlip>();
        foreach (var judgement in verdict.Judgements)
        {
            if (judgement is not { Finding.Outcome: Outcome.NotMet, Criterion.Severity: Severity.Mandatory }) continue;
            if (Why(judgement.Criterion.Question, judgement.Finding, subject.At(judgement.At, programme, strict: false, judgement.Criterion.Id), application) is var (code, why)) slips.Add(new(judgement.Criterion.Id, code, why));
        }

        return slips;
    }

    private static (string Code, Text Why)? Why(Question question, in Finding finding, in Case @case, ApplicationDossier application) => question switch
    {
        GrantWithin grant when finding.Evidence?.Shown is decimal asked => Grant(asked, grant.Maximum, application.EligibleCosts.Newest?.Value) ?? Shares(application),
        RateWithin rate when finding is { Evidence.Shown: decimal asked, Also.Shown: decimal costs } => Grant(asked, costs * rate.Maximum, costs) ?? Shares(application),
        DurationWithin duration when finding.Evidence?.Shown is int months => Months(months, duration),
        TargetCountriesWithin targets when finding.Evidence?.Shown is string[] named => Targets(named.Distinct().Count(), targets.Minimum, targets.Maximum),
        ThirdCountriesWithin targets when ThirdCountriesWithin.Counted(@case) is { } third => Targets(third, targets.Minimum, targets.Maximum),
        Declared declared => Box(declared, application),
        ExistingPartnership when finding.Reason is "new-beside-existing" => Contradicts(
            "The proposal says that it is a new partnership; partners of it belong to a recorded one.", "Der Antrag nennt eine neue Partnerschaft; Partner gehören zu einer eingetragenen."),
        Composition { Parts: var parts } when finding.Parts is { } answers && answers.Length == parts.Length => OfParts(parts, answers, @case, application),
        _ => null,
    };

    private static (string, Text)? OfParts(Question[] parts, Finding[] answers, in Case @case, ApplicationDossier application)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            if (answers[i].Outcome is Outcome.NotMet && Why(parts[i], answers[i], @case, application) is { } why) return why;
        }

        return null;
    }

    private static (string, Text)? Grant(decimal asked, decimal limit, decimal? costs) =>
        costs is { } all && asked > all ? Contradicts("The requested grant is more than the eligible costs.", "Die beantragte Finanzhilfe ist höher als die förderfähigen Kosten.")
        : asked <= limit * (1 + Narrowly) ? NearMiss
        : asked >= limit * 5 && asked <= limit * 10 ? ("digit-too-many", new("With one digit less the amount would stay within the limit.", "Mit einer Ziffer weniger läge der Betrag innerhalb der Grenze."))
        : null;

    private static (string, Text)? Shares(ApplicationDossier application) =>
        SharedBudget.Gaps(application.Budget, application.RequestedGrant.Newest?.Value, application.EligibleCosts.Newest?.Value).Any()
            ? Contradicts("The shares of the partners do not add up to the proposal's totals.", "Die Anteile der Partner ergeben zusammen nicht die Summen des Antrags.")
            : null;

    private static (string, Text)? Months(int months, DurationWithin asked)
    {
        var missed = months < asked.MinimumMonths ? asked.MinimumMonths - months : months - asked.MaximumMonths;
        return missed <= Math.Max(1, Narrowly * (months < asked.MinimumMonths ? asked.MinimumMonths : asked.MaximumMonths)) ? NearMiss : null;
    }

    private static (string, Text)? Targets(int named, int minimum, int? maximum) => minimum - named == 1 || named - maximum == 1 ? NearMiss : null;

    /// <summary>Signed for some and left out for others, or signed and taken back. What nobody ever signed is no slip by its looks.</summary>
    private static (string Code, Text Why)? Box(Declared asked, ApplicationDossier application) =>
        application.Declarations.Any(declared => declared.Key.Kind == asked.Kind)
            ? ("box-left-out", new("The declaration was signed for one organisation and is missing for another, or was taken back.", "Die Erklärung ist für eine Organisation unterzeichnet und fehlt für eine andere, oder sie wurde zurückgenommen."))
            : null;

    private static readonly (string, Text) NearMiss = ("near-miss", new("The figure misses the limit narrowly.", "Der Wert verfehlt die Grenze knapp."));

    private static (string, Text)? Contradicts(string en, string de) => ("contradicts-itself", new(en, de));
}
