using EligibilityService.Application.Access;
using EligibilityService.Application.Applications;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.PartnerSearches;
using EligibilityService.Domain.Programme;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Eligibility;

/// <summary>Could an organisation like this take part? Asked without signing in; nothing is kept.</summary>
/// <param name="Labels">Quality labels with their first and last day; an empty list says that there is none, no list says nothing.</param>
/// <param name="PlansToRegister">It would sign in the proposal that it plans to register.</param>
/// <param name="Call">Id, reference or alias; without it, every public call is looked at.</param>
/// <param name="Travel">What a request to an event would say: then calls for events are looked at up to the request, with both verdicts.</param>
/// <returns>Null where there is no such call.</returns>
[May(Who.Anyone)]
public sealed record CheckEligibility(
    ProfileFields Profile, CheckedLabel[]? Labels = null, CheckedRegistration Registration = CheckedRegistration.None, bool PlansToRegister = false,
    string? Call = null, string? Strand = null, DateTimeOffset? At = null, CheckedTravel? Travel = null) : IRequest<VerdictsAnswer?>;

/// <summary>A quality label that is supposed to be held.</summary>
public sealed record CheckedLabel(QualityLabel Label, DateOnly ValidFrom, DateOnly ValidUntil);

/// <summary>A request to an event that is supposed.</summary>
/// <param name="TravelCosts">To be reimbursed, in euro: one amount for each person.</param>
/// <param name="ReceivedAt">When it would be received; left out: now, and where that is too late, in time.</param>
public sealed record CheckedTravel(int? Persons = null, int? Weeks = null, [property: Euro] decimal[]? TravelCosts = null, DateTimeOffset? ReceivedAt = null);

/// <summary>How far the registration is supposed to be.</summary>
public enum CheckedRegistration { None, Requested, Published }

public sealed class CheckEligibilityShape : AbstractValidator<CheckEligibility>
{
    public CheckEligibilityShape()
    {
        RuleFor(question => question.Profile).NotNull().WithMessage(ProfileShape.Say("Say something of the organisation in 'profile'.", "Sagen Sie unter „profile“ etwas über die Organisation."));
        RuleFor(question => question.Profile).SetValidator(new ProfileShape()).When(question => question.Profile is not null);
        RuleFor(question => question.Registration).IsInEnum();
        RuleFor(question => question.Labels).Must(labels => labels is null || (labels.Length <= 20 && labels.All(label => label is not null && Enum.IsDefined(label.Label))))
            .WithMessage(ProfileShape.Say("At most 20 labels: bronze, silver or gold.", "Höchstens 20 Labels: bronze, silver oder gold."));
        RuleFor(question => question.Labels).Must(labels => labels is null || labels.All(label => label is null || IsPeriod(label)))
            .WithMessage(ProfileShape.Say("A label's first day comes before its last, both between 1990 and 2100.", "Der erste Tag eines Labels liegt vor dem letzten, beide zwischen 1990 und 2100."));
        RuleFor(question => question.Strand).Must((question, strand) => strand is null || question.Call is not null)
            .WithMessage(ProfileShape.Say("A strand belongs to a call; name the call too.", "Ein Handlungsbereich gehört zu einer Ausschreibung; nennen Sie auch diese."));
        RuleFor(question => question.Travel!.Persons).Must(TravelBounds.ArePersons).WithMessage(TravelBounds.Persons).OverridePropertyName("travel.persons").When(question => question.Travel is not null);
        RuleFor(question => question.Travel!.Weeks).Must(TravelBounds.AreWeeks).WithMessage(TravelBounds.Weeks).OverridePropertyName("travel.weeks").When(question => question.Travel is not null);
        RuleFor(question => question.Travel!.TravelCosts).Must(TravelBounds.AreCosts).WithMessage(TravelBounds.Costs).OverridePropertyName("travel.travelCosts").When(question => question.Travel is not null);
        RuleFor(question => question.Travel!.ReceivedAt).Must(at => at is null || at >= Moments.ProgrammeBegan).WithMessage(Moments.BeforeTheProgramme).OverridePropertyName("travel.receivedAt").When(question => question.Travel is not null);
        RuleFor(question => question.Travel!.ReceivedAt).Must(at => at is null || at < Moments.Last).WithMessage(Moments.BehindAll).OverridePropertyName("travel.receivedAt").When(question => question.Travel is not null);
        RuleFor(question => question.At).Must(at => at is null || at >= Moments.ProgrammeBegan).WithMessage(Moments.BeforeTheProgramme);
        RuleFor(question => question.At).Must(at => at is null || at < Moments.Last).WithMessage(Moments.BehindAll);
    }

    private static bool IsPeriod(CheckedLabel label) =>
        label.ValidFrom <= label.ValidUntil && label.ValidFrom.Year >= 1990 && label.ValidUntil.Year <= 2100;
}

public sealed class CheckEligibilityHandler(IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<CheckEligibility, VerdictsAnswer?>
{
    public Task<VerdictsAnswer?> Handle(CheckEligibility question, CancellationToken cancellationToken)
    {
        var (knowledge, now) = (facts.Now, clock.GetUtcNow());
        ProfileShape.RefuseUnknownCodes(question.Profile, knowledge.Programme);

        CallDossier[] calls;
        if (question.Call is { } named)
        {
            if (knowledge.Call(named) is not { Terms: { } terms } call || !call.MayBeSeenBy(callers.Caller)) return Task.FromResult<VerdictsAnswer?>(null);
            if (question.Strand is { } strand && terms.Strands.All(known => known.Id != strand)) throw Moments.UnknownStrand(terms);

            calls = [call];
        }
        else
        {
            calls = [.. knowledge.PublicCalls(now)];
        }

        var subject = Hypothesis.Of(question);
        VerdictAnswer[] verdicts = [.. calls.Select(call => WithoutEvidence(Tell(call)))];

        return Task.FromResult<VerdictsAnswer?>(new(new(subject.Dossier.Id, question.Profile.Name, 0), knowledge.Position, verdicts));

        VerdictAnswer Tell(CallDossier call)
        {
            var requested = question.Travel is not null && call.Terms!.Travel is not null;
            var about = requested ? Hypothesis.Requesting(subject, question.Travel!, call, question.At, now) : subject;
            var told = knowledge.Tell(about, 0, call, knowledge.Programme, now, requested ? Stage.Application : Stage.Organisation, question.Strand, question.At);
            return told.Outcome is Outcome.NotMet && !requested && question.At is null && PartnerSearch.IsAhead(call, now) ? WithWayThere(told, about, call, knowledge.Programme, now) : told;
        }
    }

    /// <summary>Who has yet to register, and can, is not told that it is impossible.</summary>
    private static VerdictAnswer WithWayThere(VerdictAnswer told, in Subject subject, CallDossier call, ProgrammeFacts programme, DateTimeOffset now)
    {
        var verdict = Assessment.Assess(subject, call.Terms!, programme, Stage.Organisation, told.Strand, callIsBroken: call.IsBroken);
        var path = ShortestPath.Find(subject, call.Terms!, programme, new ProgrammeNames(programme), now, Stage.Organisation, told.Strand);
        return path is { Exists: true, Steps.Count: > 0 } ? told with { StillPossible = true, Headline = Headline.IfDone(verdict, path, call.IsProvisional) } : told;
    }

    /// <summary>No event stands behind what was typed in.</summary>
    private static VerdictAnswer WithoutEvidence(VerdictAnswer verdict) =>
        verdict with
        {
            Findings = WithoutEvidence(verdict.Findings),
            Reimbursement = verdict.Reimbursement is { } costs ? costs with { Findings = WithoutEvidence(costs.Findings) } : null,
        };

    private static FindingAnswer[] WithoutEvidence(IReadOnlyList<FindingAnswer> findings) => [.. findings.Select(finding => finding with { Evidence = [] })];
}
