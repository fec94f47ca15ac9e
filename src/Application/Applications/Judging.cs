using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Applications;

/// <summary>Answer what needs a person's judgement; answering otherwise later corrects it.</summary>
[May(Assigned = true)]
public sealed record JudgeCriterion(Guid ApplicationId, string Criterion, bool Met, string Reason) : IRequest<Receipt>, IConcernsApplication;

public sealed class JudgeCriterionShape : AbstractValidator<JudgeCriterion>
{
    public JudgeCriterionShape()
    {
        RuleFor(command => command.Criterion).NotEmpty().Line(80).OverridePropertyName("criterion");
        RuleFor(command => command.Reason).Reason();
    }
}

public sealed class JudgeCriterionHandler(ILedger ledger, IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<JudgeCriterion, Receipt>
{
    public async Task<Receipt> Handle(JudgeCriterion command, CancellationToken cancellationToken)
    {
        if (await facts.Fresh(command.ApplicationId, cancellationToken) is not var (_, call, _)) return Applying.Unknown(command.ApplicationId);

        var (by, at, reason) = (callers.Caller.PersonId, clock.GetUtcNow(), notes.Write(command.Reason));
        return await ledger.Decide(command.ApplicationId, (CallApplication application) => application.Judge(command.Criterion, command.Met, by, call, at, reason), cancellationToken);
    }
}

/// <summary>Record whether two organisations of two proposals that seem to be one are one.</summary>
/// <param name="Organisation">As it stands in this application.</param>
/// <param name="Other">As it stands in the other one.</param>
[May(Assigned = true)]
public sealed record CompareOrganisations(Guid ApplicationId, Guid Organisation, Guid Other, bool Same, string Reason) : IRequest<Receipt>, IConcernsApplication;

public sealed class CompareOrganisationsShape : AbstractValidator<CompareOrganisations>
{
    public CompareOrganisationsShape()
    {
        RuleFor(command => command.Organisation).Id();
        RuleFor(command => command.Other).Id();
        RuleFor(command => command.Reason).Reason();
    }
}

public sealed class CompareOrganisationsHandler(ILedger ledger, IFacts facts, INotes notes, IGrantedAccess granted, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<CompareOrganisations, Receipt>
{
    public async Task<Receipt> Handle(CompareOrganisations command, CancellationToken cancellationToken)
    {
        if (await facts.Fresh(command.ApplicationId, cancellationToken) is not var (found, call, own)) return Applying.Unknown(command.ApplicationId);

        var (by, at, reason) = (callers.Caller.PersonId, clock.GetUtcNow(), notes.Write(command.Reason));
        var grounds = Grounds.Of(found, found.Dossier.Counting(call, at), call, own, facts.Now);
        var isPair = grounds.Clashes().Any(clash => clash.Partner.Dossier.Id == command.Organisation && clash.Organisation.Id == command.Other && command.Organisation != command.Other)
            || found.State.Compared.ContainsKey((command.Organisation, command.Other));
        var others = grounds.Subject.Consortium!.Siblings.Where(sibling => sibling.Organisations.Any(organisation => organisation.Id == command.Other));
        var seemsTheSame = isPair && await granted.DecidesOnEach(callers.Caller, others, cancellationToken);

        return await ledger.Decide(
            command.ApplicationId, (CallApplication application) => application.Compare(command.Organisation, command.Other, command.Same, seemsTheSame, by, at, reason), cancellationToken);
    }
}

/// <summary>Record that of the proposals in which an organisation stands, this one stands.</summary>
[May(Assigned = true)]
public sealed record LetProposalStand(Guid ApplicationId, Guid Organisation, string Reason) : IRequest<Receipt>, IConcernsApplication;

public sealed class LetProposalStandShape : AbstractValidator<LetProposalStand>
{
    public LetProposalStandShape()
    {
        RuleFor(command => command.Organisation).Id();
        RuleFor(command => command.Reason).Reason();
    }
}

public sealed class LetProposalStandHandler(ILedger ledger, IFacts facts, INotes notes, IGrantedAccess granted, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<LetProposalStand, Receipt>
{
    public async Task<Receipt> Handle(LetProposalStand command, CancellationToken cancellationToken)
    {
        if (await facts.Fresh(command.ApplicationId, cancellationToken) is not var (found, call, own)) return Applying.Unknown(command.ApplicationId);

        var (by, at, reason) = (callers.Caller.PersonId, clock.GetUtcNow(), notes.Write(command.Reason));
        Sibling[] others = [.. Grounds.Of(found, found.Dossier.Counting(call, at), call, own, facts.Now).Clashes().Where(clash => clash.IsSame && clash.Partner.Dossier.Id == command.Organisation).Select(clash => clash.Other)];
        var standsTwice = others.Length > 0 && await granted.DecidesOnEach(callers.Caller, others, cancellationToken);
        return await ledger.Decide(command.ApplicationId, (CallApplication application) => application.Stand(command.Organisation, standsTwice, by, at, reason), cancellationToken);
    }
}

/// <summary>Organisations of an application that stand in another proposal of the phase too, or seem to, as far as no officer has settled it.</summary>
[May(Role.Auditor, Assigned = true)]
public sealed record FindDuplicates(Guid ApplicationId) : IRequest<DuplicatesAnswer?>, IConcernsApplication;

/// <summary>Who stands in two proposals, or seems to, as of a position.</summary>
/// <param name="Withheld">So many are not shown, because the caller declared a conflict of interests with who stands in the other proposal.</param>
public sealed record DuplicatesAnswer(long Position, IReadOnlyList<DuplicateAnswer> Duplicates, int Withheld);

/// <summary>An organisation in two proposals.</summary>
/// <param name="IsSame">Known to be the same; otherwise a candidate by its name.</param>
/// <param name="Other">As it stands in the other application.</param>
public sealed record DuplicateAnswer(Guid Organisation, string? Name, Guid OtherApplication, string? OtherCoordinator, Guid Other, string? OtherName, string? OtherCountry, bool IsSame);

public sealed class FindDuplicatesHandler(IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<FindDuplicates, DuplicatesAnswer?>
{
    public Task<DuplicatesAnswer?> Handle(FindDuplicates question, CancellationToken cancellationToken)
    {
        var (knowledge, now) = (facts.Now, clock.GetUtcNow());
        if (knowledge.Application(question.ApplicationId) is not { } application || knowledge.Present(application, now) is not { } grounds) return Task.FromResult<DuplicatesAnswer?>(null);

        var (sight, clashes) = (new Sight(callers.Caller, knowledge, now), grounds.Clashes());
        DuplicateAnswer[] shown =
        [
            .. from clash in clashes
               where knowledge.Application(clash.Other.Dossier.Id) is { } other && sight.OfApplication(other)
               let coordinator = knowledge.Cluster(clash.Other.Dossier.Coordinator)?.Dossier.Name.Newest?.Value
               orderby clash.Partner.Dossier.Id, clash.Other.Dossier.Id
               select new DuplicateAnswer(
                   clash.Partner.Dossier.Id, clash.Partner.Dossier.Name.Newest?.Value, clash.Other.Dossier.Id, coordinator, clash.Organisation.Id, clash.Organisation.Name.Newest?.Value,
                   clash.Organisation.Country.Newest?.Value, clash.IsSame),
        ];
        return Task.FromResult<DuplicatesAnswer?>(new(knowledge.Position, shown, clashes.Count - shown.Length));
    }
}

internal static class BothSides
{
    /// <summary>Whoever has a conflict of interests with the other side of a pair settles nothing about it.</summary>
    public static async Task<bool> DecidesOnEach(this IGrantedAccess granted, Caller caller, IEnumerable<Sibling> others, CancellationToken cancellationToken)
    {
        foreach (var other in others.Select(other => other.Dossier.Id).Distinct())
        {
            if (!await granted.Decides(caller, other, cancellationToken)) return false;
        }

        return true;
    }
}
