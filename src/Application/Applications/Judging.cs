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

public sealed class CompareOrganisationsHandler(ILedger ledger, IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<CompareOrganisations, Receipt>
{
    public async Task<Receipt> Handle(CompareOrganisations command, CancellationToken cancellationToken)
    {
        if (await facts.Fresh(command.ApplicationId, cancellationToken) is not var (found, call, own)) return Applying.Unknown(command.ApplicationId);

        var (by, at, reason) = (callers.Caller.PersonId, clock.GetUtcNow(), notes.Write(command.Reason));
        var clashes = Grounds.Of(found, found.Dossier.Counting(call, at), call, own, facts.Now).Clashes();
        var seemsTheSame = clashes.Any(clash => clash.Partner.Dossier.Id == command.Organisation && clash.Organisation.Id == command.Other && command.Organisation != command.Other)
            || found.State.Compared.ContainsKey((command.Organisation, command.Other));

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

public sealed class LetProposalStandHandler(ILedger ledger, IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<LetProposalStand, Receipt>
{
    public async Task<Receipt> Handle(LetProposalStand command, CancellationToken cancellationToken)
    {
        if (await facts.Fresh(command.ApplicationId, cancellationToken) is not var (found, call, own)) return Applying.Unknown(command.ApplicationId);

        var (by, at, reason) = (callers.Caller.PersonId, clock.GetUtcNow(), notes.Write(command.Reason));
        var standsTwice = Grounds.Of(found, found.Dossier.Counting(call, at), call, own, facts.Now).Clashes().Any(clash => clash.IsSame && clash.Partner.Dossier.Id == command.Organisation);
        return await ledger.Decide(command.ApplicationId, (CallApplication application) => application.Stand(command.Organisation, standsTwice, by, at, reason), cancellationToken);
    }
}

/// <summary>Organisations of an application that stand in another proposal of the phase too, or seem to, as far as no officer has settled it.</summary>
[May(Role.Auditor, Assigned = true)]
public sealed record FindDuplicates(Guid ApplicationId) : IRequest<DuplicatesAnswer?>, IConcernsApplication;

/// <summary>Who stands in two proposals, or seems to, as of a position.</summary>
public sealed record DuplicatesAnswer(long Position, IReadOnlyList<DuplicateAnswer> Duplicates);

/// <summary>An organisation in two proposals.</summary>
/// <param name="IsSame">Known to be the same; otherwise a candidate by its name.</param>
/// <param name="Other">As it stands in the other application.</param>
public sealed record DuplicateAnswer(Guid Organisation, string? Name, Guid OtherApplication, string? OtherCoordinator, Guid Other, string? OtherName, string? OtherCountry, bool IsSame);

public sealed class FindDuplicatesHandler(IFacts facts, ServiceClock clock) : IRequestHandler<FindDuplicates, DuplicatesAnswer?>
{
    public Task<DuplicatesAnswer?> Handle(FindDuplicates question, CancellationToken cancellationToken)
    {
        var knowledge = facts.Now;
        return Task.FromResult(knowledge.Application(question.ApplicationId) is { } application && knowledge.Present(application, clock.GetUtcNow()) is { } grounds
            ? new DuplicatesAnswer(knowledge.Position,
            [
                .. from clash in grounds.Clashes()
                   let coordinator = knowledge.Cluster(clash.Other.Dossier.Coordinator)?.Dossier.Name.Newest?.Value
                   orderby clash.Partner.Dossier.Id, clash.Other.Dossier.Id
                   select new DuplicateAnswer(
                       clash.Partner.Dossier.Id, clash.Partner.Dossier.Name.Newest?.Value, clash.Other.Dossier.Id, coordinator, clash.Organisation.Id, clash.Organisation.Name.Newest?.Value,
                       clash.Organisation.Country.Newest?.Value, clash.IsSame),
            ])
            : null);
    }
}
