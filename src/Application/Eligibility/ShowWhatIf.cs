using System.Globalization;
using EligibilityService.Application.Access;
using EligibilityService.Application.Applications;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Partnerships;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using FluentValidation;
using FluentValidation.Results;
using MediatR;

namespace EligibilityService.Application.Eligibility;

/// <summary>What would this cluster be told if something about it were otherwise? Beside the present verdict; nothing is kept.</summary>
/// <param name="Call">Id, reference or alias.</param>
/// <returns>Null where there is no such cluster or call.</returns>
[May(Role.Officer, Role.Auditor, Own = true, Granted = true)]
public sealed record ShowWhatIf(Guid ClusterId, string Call, Supposition Suppose, string? Strand = null, DateTimeOffset? At = null)
    : IRequest<WhatIfAnswer?>, IConcernsCluster;

/// <summary>Facts that do not hold, laid on top of those that do. They count as if they had been told in time and checked.</summary>
/// <param name="Label">With both days; without them for as long as anybody asks about.</param>
/// <param name="LabelInterviewMonth">Instead of the days: awarded or renewed by an interview in that month.</param>
/// <param name="Partners">Clusters that would join, by id, or countries from which somebody would.</param>
public sealed record Supposition(
    ProfileFields Profile, QualityLabel? Label = null, DateOnly? LabelFrom = null, DateOnly? LabelUntil = null,
    CheckedRegistration? Registration = null, bool PlansToRegister = false, string[]? Partners = null,
    DateOnly? LabelInterviewMonth = null);

/// <summary>The verdict as things stand, and the one with what is supposed.</summary>
/// <param name="Differences">Criteria that come out otherwise.</param>
public sealed record WhatIfAnswer(VerdictAnswer Present, VerdictAnswer Supposed, IReadOnlyList<DifferenceAnswer> Differences);

/// <summary>A criterion that comes out otherwise.</summary>
public sealed record DifferenceAnswer(string Criterion, string Clause, Outcome Before, Outcome After, Text Reason);

public sealed class ShowWhatIfShape : AbstractValidator<ShowWhatIf>
{
    private const int MostPartners = 20;

    public ShowWhatIfShape()
    {
        RuleFor(question => question.Call).NotEmpty().MaximumLength(80);
        RuleFor(question => question.At).Must(at => at is null || at >= Moments.ProgrammeBegan).WithMessage(Moments.BeforeTheProgramme);
        RuleFor(question => question.At).Must(at => at is null || at < Moments.Last).WithMessage(Moments.BehindAll);
        RuleFor(question => question.Suppose.Profile).SetValidator(new ProfileShape()).OverridePropertyName("");
        RuleFor(question => question.Suppose.Registration).IsInEnum().OverridePropertyName("registration");
        RuleFor(question => question.Suppose.Label).IsInEnum().OverridePropertyName("label");
        RuleFor(question => question.Suppose).Must(suppose => suppose.Label is not null || (suppose.LabelFrom, suppose.LabelUntil, suppose.LabelInterviewMonth) is (null, null, null)).OverridePropertyName("label")
            .WithMessage(ProfileShape.Say("Say which label the days belong to: bronze, silver or gold.", "Sagen Sie, zu welchem Label die Tage gehören: bronze, silver oder gold."));
        RuleFor(question => question.Suppose).Must(suppose => (suppose.LabelFrom ?? Hypothesis.Always) <= (suppose.LabelUntil ?? Hypothesis.ForEver) && suppose.LabelFrom is not { Year: < 1990 } && suppose.LabelUntil is not { Year: > 2100 })
            .OverridePropertyName("labelUntil").WithMessage(ProfileShape.Say("A label's first day comes before its last, both between 1990 and 2100.", "Der erste Tag eines Labels liegt vor dem letzten, beide zwischen 1990 und 2100."));
        RuleFor(question => question.Suppose).Must(suppose => suppose.LabelInterviewMonth is not { } month || ((suppose.LabelFrom, suppose.LabelUntil) is (null, null) && month.Year is >= 1990 and < 2100))
            .OverridePropertyName("labelInterviewMonth").WithMessage(ProfileShape.Say("Give either the month of the interview, between 1990 and 2099, or the label's first and last day.", "Geben Sie entweder den Monat des Interviews an, zwischen 1990 und 2099, oder ersten und letzten Tag des Labels."));
        RuleFor(question => question.Suppose.Partners).Must(partners => partners is null || (partners.Length <= MostPartners && partners.Where(IsId).Distinct(StringComparer.OrdinalIgnoreCase).Count() == partners.Count(IsId)))
            .OverridePropertyName("partners").WithMessage(ProfileShape.Say($"At most {MostPartners} partners, each cluster once.", $"Höchstens {MostPartners} Partner, jedes Cluster einmal."));
    }

    private static bool IsId(string partner) => Guid.TryParse(partner, out _);
}

public sealed class ShowWhatIfHandler(IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ShowWhatIf, WhatIfAnswer?>
{
    public Task<WhatIfAnswer?> Handle(ShowWhatIf question, CancellationToken cancellationToken)
    {
        var (knowledge, now) = (facts.Now, clock.GetUtcNow());
        if (knowledge.Call(question.Call) is not { Terms: { } terms } call || !call.MayBeSeenBy(callers.Caller) || knowledge.Cluster(question.ClusterId) is not { } cluster) return Task.FromResult<WhatIfAnswer?>(null);
        if (question.Strand is { } strand && terms.Strands.All(known => known.Id != strand)) throw Moments.UnknownStrand(terms);

        ProfileShape.RefuseUnknownCodes(question.Suppose.Profile, knowledge.Programme);
        var partners = Partners(question, knowledge);
        var suppose = WithLabelPeriod(question.Suppose, cluster.State);

        VerdictAnswer Tell(Subject subject) => knowledge.Tell(
            subject, cluster.Version, call, knowledge.Programme, now, partners.Count > 0 ? Stage.Consortium : Stage.Organisation, question.Strand, question.At);

        Subject Together(Subject subject, IEnumerable<Partner> others) => partners.Count == 0 ? subject
            : subject with { Consortium = new Consortium([new(subject.Dossier, PartnerRole.Coordinator, ""), .. others]).WithPartnerships(terms, knowledge) with { Siblings = knowledge.ProposalsTo(call, new(callers.Caller)) } };

        var present = new Subject(cluster.Dossier);
        var (before, after) = (Tell(Together(present, [])), Tell(Together(Hypothesis.On(present, suppose), partners)));
        return Task.FromResult<WhatIfAnswer?>(new(before, after, Differences(before, after)));
    }

    /// <summary>What a label from an interview in that month would be, it is supposed to be.</summary>
    private static Supposition WithLabelPeriod(Supposition suppose, Cluster cluster)
    {
        if (suppose is not { Label: { } label, LabelInterviewMonth: { } month }) return suppose;

        var (from, until, _) = cluster.PeriodOf(label, month);
        return suppose with { LabelFrom = from, LabelUntil = until };
    }

    private static IReadOnlyList<DifferenceAnswer> Differences(VerdictAnswer before, VerdictAnswer after) =>
    [
        .. from now in before.Findings
           join then in after.Findings on now.Criterion equals then.Criterion
           where now.Outcome != then.Outcome
           select new DifferenceAnswer(now.Criterion, now.Clause, now.Outcome, then.Outcome, then.Reason.Text),
    ];

    /// <summary>A cluster by its id, if it may be named; or somebody from a country, a registered cluster organisation that fits otherwise.</summary>
    private List<Partner> Partners(ShowWhatIf question, IKnowledge knowledge)
    {
        var (named, failures) = (new List<Partner>(), new List<ValidationFailure>());
        foreach (var (index, partner) in (question.Suppose.Partners ?? []).Index())
        {
            if (Guid.TryParse(partner, out var id))
            {
                var cluster = id == question.ClusterId ? null : knowledge.Cluster(id);
                var isOwn = cluster?.State.Managers.Contains(callers.Caller.PersonId) ?? false;
                var isOpen = isOwn || callers.Caller.Is(Role.Officer) || callers.Caller.Is(Role.Auditor);
                if (cluster is null || (cluster.State.Status is not RegistrationStatus.Published && !isOpen)) failures.Add(new($"partners[{index}]", NobodyThere));
                else named.Add(new(cluster.Dossier, PartnerRole.Partner, "") { IsDiscreet = !isOpen });
            }
            else if (knowledge.Programme.Countries.ContainsKey(partner)) named.Add(SomebodyFrom(partner, index, knowledge.Programme));
            else failures.Add(new($"partners[{index}]", NobodyThere));
        }

        return failures.Count == 0 ? named : throw new ValidationException(failures);
    }

    private static Partner SomebodyFrom(string country, int index, ProgrammeFacts programme)
    {
        var name = new ProgrammeNames(programme).Country(country).En;
        var fields = new ProfileFields { Name = string.Create(CultureInfo.InvariantCulture, $"({name} {index + 1})"), Country = country, Kind = OrganisationKind.ClusterOrganisation, HasLegalPersonality = true };
        return new(Hypothesis.On(new(new(Guid.CreateVersion7())), new(fields, Registration: CheckedRegistration.Published)).Dossier, PartnerRole.Partner, "");
    }

    private static readonly string NobodyThere = ProfileShape.Say(
        "Name a published cluster by its id, or a country by its code, such as PL.", "Nennen Sie ein veröffentlichtes Cluster mit seiner Kennung, oder ein Land mit seinem Code, etwa PL.");
}
