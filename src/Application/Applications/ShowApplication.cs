using EligibilityService.Application.Access;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Applications;

/// <summary>An application with its verdict up to the application stage. For the people of its clusters, officers assigned to the call, auditors, and whoever is entitled.</summary>
/// <param name="KnownAt">As it had been recorded by then.</param>
[May(Granted = true)]
public sealed record ShowApplication(Guid ApplicationId, DateTimeOffset? KnownAt = null) : IRequest<ApplicationAnswer?>, IConcernsApplication;

/// <summary>An application as whoever may read it sees it.</summary>
/// <param name="Verdict">Now, or as known then; once the eligibility is decided, the one the decision was taken on.</param>
/// <param name="Partners">Everybody named, the coordinator first.</param>
/// <param name="Missing">What its people still have to do before the deadline, beside what the verdict says.</param>
/// <param name="Selection">What became of a request to an event; null while nothing is recorded.</param>
/// <param name="Locked">Why a request to an event can't be changed at present, although the call's deadline has not passed.</param>
/// <param name="Budget">How grant and costs are shared, as far as it is told.</param>
/// <param name="IsEmpty">Nothing at all is filled in; handing it in has to be confirmed.</param>
/// <param name="Imported">Null for what was handed in here.</param>
/// <param name="Decision">Null until an officer has proposed one and, for others than officers and auditors, a second one has confirmed it.</param>
public sealed record ApplicationAnswer(
    Guid Id, long Version, long Position, ApplicationStatus Status, CallSummary Call, string? Strand, SubjectAnswer Coordinator, ProposalFields Proposal,
    IReadOnlyList<DeclarationAnswer> Declarations, int Versions, DateTimeOffset? ReceivedAt, bool ChangedSinceSubmission, VerdictAnswer Verdict,
    IReadOnlyList<TakingPartAnswer> Partners, IReadOnlyList<MissingAnswer> Missing, IReadOnlyList<JudgementAnswer> Judgements, DecisionAnswer? Decision,
    SelectionAnswer? Selection = null, Text? Locked = null, IReadOnlyList<BudgetShare>? Budget = null, bool IsEmpty = false, ImportedAnswer? Imported = null);

/// <summary>Where a proposal was handed in, and what that system attests.</summary>
/// <param name="Number">Its number there.</param>
/// <param name="ReceivedAt">When that system had received it.</param>
/// <param name="Attestation">As that system gave it: a signature or a hash.</param>
/// <param name="ImportedAt">When it was taken over.</param>
public sealed record ImportedAnswer(string Source, string Number, DateTimeOffset ReceivedAt, string Attestation, string? AttestedBy, DateTimeOffset ImportedAt);

/// <summary>What became of a request to an event.</summary>
/// <param name="Version">The version that was looked at; one handed in since is not selected from yet.</param>
/// <param name="Reason">Null where it has been erased.</param>
public sealed record SelectionAnswer(SelectionOutcome Outcome, int Version, DateTimeOffset DecidedAt, string? Reason);

/// <summary>A declaration that was signed.</summary>
public sealed record DeclarationAnswer(DeclarationKind Kind, Guid Organisation);

/// <summary>An organisation's part in the application.</summary>
/// <param name="Cluster">Null for an organisation without a profile.</param>
/// <param name="Organisation">What the application tells of an organisation without a profile.</param>
/// <param name="SaidAt">When it confirmed or declined.</param>
/// <param name="Seen">The version of the application that was looked at when it confirmed.</param>
/// <param name="IsAttested">The coordinator confirmed for it.</param>
/// <param name="Control">Null: not told.</param>
/// <param name="Mine">The caller acts for it.</param>
public sealed record TakingPartAnswer(
    Guid Id, Guid? Cluster, string? Name, string? Country, PartnerRole Role, PartnerStanding Standing, PartnerOrganisation? Organisation, DateTimeOffset? SaidAt, long? Seen, bool IsAttested,
    ControlAnswer? Control, bool Mine);

/// <summary>Who controls a partner: another partner, somebody by name, or with neither nobody.</summary>
public sealed record ControlAnswer(Guid? Partner, string? Name);

/// <summary>Something that is still to be done.</summary>
/// <param name="Partner">Whom it concerns, where it concerns one.</param>
/// <param name="DueAt">The last instant at which it can be done.</param>
/// <param name="DaysLeft">Brussels days until that day; 0 on the day itself.</param>
public sealed record MissingAnswer(string Code, Text What, Guid? Partner = null, DateTimeOffset? DueAt = null, int? DaysLeft = null);

/// <summary>What an officer answered.</summary>
public sealed record JudgementAnswer(string Criterion, bool Met, DateTimeOffset JudgedAt);

/// <summary>How the eligibility was decided, or is proposed to be.</summary>
/// <param name="ConfirmedAt">Null until a second officer has confirmed it.</param>
/// <param name="Outcome">Of the verdict it was taken on.</param>
/// <param name="Mine">The caller proposed it, and so cannot confirm it.</param>
/// <param name="IsReproduced">The verdict made again from the versions recorded with it is the recorded one; null while only proposed.</param>
public sealed record DecisionAnswer(bool Eligible, DateTimeOffset ProposedAt, DateTimeOffset? ConfirmedAt, Outcome Outcome, bool Mine, bool? IsReproduced);

public sealed class ShowApplicationShape : AbstractValidator<ShowApplication>
{
    public ShowApplicationShape(ServiceClock clock) =>
        RuleFor(question => question.KnownAt).Must(known => known is null || known <= clock.GetUtcNow()).WithMessage(Moments.InTheFuture);
}

public sealed class ShowApplicationHandler(IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ShowApplication, ApplicationAnswer?>
{
    public async Task<ApplicationAnswer?> Handle(ShowApplication question, CancellationToken cancellationToken)
    {
        var (present, now, reader) = (facts.Now, clock.GetUtcNow(), new Reader(callers.Caller));
        if (present.Application(question.ApplicationId) is not { } application) return null;
        if (await Read(application, question.KnownAt, null, reader, cancellationToken) is not var (asThen, verdict, isReproduced)) return null;

        var (state, dossier) = (asThen.State, asThen.Dossier);
        var texts = await notes.Texts([.. dossier.Partners.Select(partner => partner.Control).Append(dossier.CoordinatorControl).Select(control => control?.Name?.Id).OfType<Guid>()], cancellationToken);
        return new(
            dossier.Id, asThen.Version, present.Position, state.Status, verdict.Call, state.Strand, verdict.Subject, state.Proposal,
            [.. state.Declarations.Select(declared => new DeclarationAnswer(declared.Kind, declared.Organisation)).OrderBy(declared => (declared.Organisation, declared.Kind))],
            state.Versions, dossier.Submitted.Newest?.From, state.ChangedSinceSubmission, verdict,
            Parts(dossier, present, reader, texts), Lacking.In(asThen, present.Call(state.Call)!, present, now),
            [.. dossier.Judgements.OrderBy(judged => judged.Key, StringComparer.Ordinal).Select(judged => new JudgementAnswer(judged.Key, judged.Value.Newest!.Value, judged.Value.Newest.From))],
            Decision(dossier, reader, isReproduced), await Selection(state, cancellationToken), state.Resubmitting(present.Call(state.Call)!, now)?.Reason,
            dossier.Budget, state.IsEmpty, state.Imported is { } imported ? new(imported.Source, imported.Number, imported.ReceivedAt, imported.Attestation, imported.AttestedBy, imported.ImportedAt) : null);
    }

    private async Task<SelectionAnswer?> Selection(CallApplication application, CancellationToken cancellationToken) => application.Selection is { } recorded
        ? new(recorded.Outcome, recorded.Version, recorded.DecidedAt, (await notes.Texts([recorded.Reason.Id], cancellationToken)).GetValueOrDefault(recorded.Reason.Id))
        : null;

    /// <summary>The application, and what is to be told about it: the present verdict, the one as known then, or the one a decision was taken on.</summary>
    internal async Task<(ApplicationRecord Application, VerdictAnswer Verdict, bool? IsReproduced)?> Read(
        ApplicationRecord application, DateTimeOffset? knownAt, DateTimeOffset? at, Reader reader, CancellationToken cancellationToken)
    {
        var (present, now) = (facts.Now, clock.GetUtcNow());
        var grounds = knownAt is { } then ? await facts.KnownAt(application, then, reader, cancellationToken) : present.Present(application, now, reader);
        if (grounds is null) return null;

        var asThen = knownAt is null ? application : (await facts.Read([application.Dossier.Id], knownAt, cancellationToken)).Application(application.Dossier.Id)!;
        var flags = grounds.Flags();
        if (asThen.Dossier.Decided is not { } decided || at is not null) return (asThen, grounds.Tell(present, now, at, knownAt) with { Flags = flags }, null);

        var recorded = await facts.Recorded(application.Dossier.Id, decided.Verdict, null, reader, cancellationToken);
        return recorded is null ? null : (asThen, recorded.Tell(present, now, knownAt: knownAt).DecidedBy(decided) with { Flags = flags }, recorded.Record().SaysTheSameAs(decided.Verdict));
    }

    private DecisionAnswer? Decision(ApplicationDossier dossier, Reader reader, bool? isReproduced) => dossier switch
    {
        { Decided: { } decided } => new(decided.Eligible, dossier.Proposed!.ProposedAt, decided.DecidedAt, decided.Verdict.Outcome, callers.Caller.Actor.Is(decided.ProposedBy), isReproduced),
        { Proposed: { } proposed } when reader.ReadsAll => new(proposed.Eligible, proposed.ProposedAt, null, proposed.Verdict.Outcome, callers.Caller.Actor.Is(proposed.ProposedBy), null),
        _ => null,
    };

    private static IReadOnlyList<TakingPartAnswer> Parts(ApplicationDossier dossier, IKnowledge knowledge, Reader reader, IReadOnlyDictionary<Guid, string> texts)
    {
        var coordinator = knowledge.Cluster(dossier.Coordinator)?.Dossier ?? new(dossier.Coordinator);
        return
        [
            new(dossier.Coordinator, dossier.Coordinator, coordinator.Name.Newest?.Value, coordinator.Country.Newest?.Value, PartnerRole.Coordinator, PartnerStanding.Confirmed, null, null, null, false,
                Control(dossier.CoordinatorControl), reader.Manages(dossier.Coordinator, knowledge)),
            .. from partner in dossier.Partners
               let organisation = partner.Dossier(partner.Cluster is { } cluster ? knowledge.Cluster(cluster)?.Dossier : null)
               select new TakingPartAnswer(
                   partner.Id, partner.Cluster, organisation.Name.Newest?.Value, organisation.Country.Newest?.Value, partner.Role, partner.Standing, partner.Organisation, partner.SaidAt, partner.Seen,
                   partner.IsAttested, Control(partner.Control), reader.Manages(partner.Cluster, knowledge)),
        ];

        ControlAnswer? Control(Control? control) => control is null ? null : new(control.Partner, control.Name is { } note ? texts.GetValueOrDefault(note.Id) : null);
    }
}

/// <summary>The verdict on an application alone, stage by stage up to the application's.</summary>
/// <param name="At">Instead of the deadline.</param>
[May(Granted = true)]
public sealed record ShowApplicationVerdict(Guid ApplicationId, DateTimeOffset? At = null, DateTimeOffset? KnownAt = null) : IRequest<VerdictAnswer?>, IConcernsApplication;

public sealed class ShowApplicationVerdictShape : AbstractValidator<ShowApplicationVerdict>
{
    public ShowApplicationVerdictShape(ServiceClock clock)
    {
        RuleFor(question => question.At).Must(at => at is null || at >= Moments.ProgrammeBegan).WithMessage(Moments.BeforeTheProgramme);
        RuleFor(question => question.At).Must(at => at is null || at < Moments.Last).WithMessage(Moments.BehindAll);
        RuleFor(question => question.KnownAt).Must(known => known is null || known <= clock.GetUtcNow()).WithMessage(Moments.InTheFuture);
    }
}

public sealed class ShowApplicationVerdictHandler(IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ShowApplicationVerdict, VerdictAnswer?>
{
    public async Task<VerdictAnswer?> Handle(ShowApplicationVerdict question, CancellationToken cancellationToken)
    {
        var (present, reader) = (facts.Now, new Reader(callers.Caller));
        if (present.Application(question.ApplicationId) is not { } application) return null;

        var read = await new ShowApplicationHandler(facts, notes, callers, clock).Read(application, question.KnownAt, question.At, reader, cancellationToken);
        return read?.Verdict;
    }
}
