using EligibilityService.Application.Access;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Retention;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Retention;

/// <summary>Propose what is cleared of what is due. It takes the place of what was proposed before, and is carried out when a second administrator confirms.</summary>
/// <param name="Files">Ids of applications and persons that are due.</param>
/// <param name="Looks">What is older than its period in the access log, too.</param>
[May(Role.Administrator)]
public sealed record ProposeClearance(Guid ClearanceId, Guid[] Files, bool Looks = false) : IRequest<Receipt>;

public sealed class ProposeClearanceShape : AbstractValidator<ProposeClearance>
{
    public const int Most = 500;

    public ProposeClearanceShape()
    {
        RuleFor(command => command.ClearanceId).NotEmpty().OverridePropertyName("id");
        RuleFor(command => command.Files).Must(files => files.Length <= Most).WithMessage(Clusters.ProfileShape.Say($"At most {Most} at a time.", $"Höchstens {Most} auf einmal.")).OverridePropertyName("ids");
        RuleFor(command => command.Files).Must((command, files) => files.Length > 0 || command.Looks).WithMessage(Clusters.ProfileShape.Say("Choose what is cleared.", "Wählen Sie, was gelöscht wird.")).OverridePropertyName("ids");
    }
}

public sealed class ProposeClearanceHandler(ILedger ledger, Knowing.IFacts facts, IPersonalData data, RetentionPeriods periods, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ProposeClearance, Receipt>
{
    public async Task<Receipt> Handle(ProposeClearance command, CancellationToken cancellationToken)
    {
        var (by, at) = (callers.Caller.Actor, clock.GetUtcNow());
        var due = (await new WhatIsDue(facts, data, periods).At(at, cancellationToken)).Select(one => one.Id).ToHashSet();
        Guid[] files = [.. command.Files.Distinct()];
        return await ledger.Decide(RetentionBook.StreamId, (RetentionBook book) => book.Propose(command.ClearanceId, files, command.Looks, due, by, at), cancellationToken) with { StreamId = command.ClearanceId };
    }
}

/// <summary>Take the proposal of a clearance back, or turn another administrator's down.</summary>
[May(Role.Administrator)]
public sealed record DropClearance(Guid ClearanceId) : IRequest<Receipt>;

public sealed class DropClearanceHandler(ILedger ledger, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<DropClearance, Receipt>
{
    public async Task<Receipt> Handle(DropClearance command, CancellationToken cancellationToken) =>
        await ledger.Decide(RetentionBook.StreamId, (RetentionBook book) => book.Drop(command.ClearanceId, callers.Caller.Actor, clock.GetUtcNow()), cancellationToken) with { StreamId = command.ClearanceId };
}

/// <summary>A second administrator confirms, and it is carried out: files lose their documents and what people wrote, persons are erased, the access log forgets. What is not due any more is left alone. Asked again, it goes on with what a fault left over.</summary>
[May(Role.Administrator)]
public sealed record ConfirmClearance(Guid ClearanceId) : IRequest<ClearanceAnswer>;

/// <param name="Report">Null where it was refused.</param>
public sealed record ClearanceAnswer(ClearanceReport? Report, Refusal? Refusal);

/// <summary>What was cleared by this request.</summary>
/// <param name="NotDue">Proposed, and not due any more or cleared already: left alone.</param>
public sealed record ClearanceReport(int Applications, int Persons, int Notes, int Documents, int Looks, IReadOnlyList<Guid> NotDue);

public sealed class ConfirmClearanceHandler(
    ILedger ledger, Knowing.IFacts facts, IPersonalData data, Audit.IAccessLog looks, RetentionPeriods periods, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ConfirmClearance, ClearanceAnswer>
{
    public async Task<ClearanceAnswer> Handle(ConfirmClearance command, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        var receipt = await ledger.Decide(RetentionBook.StreamId, (RetentionBook book) => book.Confirm(command.ClearanceId, callers.Caller.Actor, at), cancellationToken);
        if (receipt.Refusal is { } refusal) return new(null, refusal);

        return (await data.Book(cancellationToken)).LastConfirmed is { } confirmed && confirmed.Clearance == command.ClearanceId
            ? new(await CarryOut(confirmed, at, cancellationToken), null)
            : new(null, RetentionBook.NotProposed);
    }

    /// <summary>What was due when it was confirmed, however late it is carried out: what falls due afterwards has not been seen by two.</summary>
    private async Task<ClearanceReport> CarryOut(ClearanceConfirmed confirmed, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var due = (await new WhatIsDue(facts, data, periods).At(confirmed.ConfirmedAt, cancellationToken)).Where(one => confirmed.Files.Contains(one.Id)).ToArray();
        var (applications, persons, notes, documents) = (0, 0, 0, 0);
        foreach (var one in due)
        {
            if (one.Kind is RetainedKind.Person)
            {
                if (await data.ErasePerson(one.Id, confirmed.ProposedBy, confirmed.ConfirmedBy, at, cancellationToken) is not { } erased) continue;

                (persons, notes) = (persons + 1, notes + erased.Notes);
                await ledger.EndSubscriptionsOf(one.Id, facts.Now, confirmed.ConfirmedBy, at, cancellationToken);
            }
            else if (await data.ClearApplication(one.Id, confirmed.ProposedBy, confirmed.ConfirmedBy, at, cancellationToken) is { } cleared)
            {
                (applications, notes, documents) = (applications + 1, notes + cleared.Notes, documents + cleared.Documents);
            }
        }

        var forgotten = confirmed.Looks ? await looks.ForgetBefore(confirmed.ConfirmedAt.AddYears(-periods.AccessLog), cancellationToken) : 0;
        if (forgotten > 0) await data.RecordCleared(new(null, confirmed.ProposedBy, confirmed.ConfirmedBy, at, 0, 0, forgotten), cancellationToken);
        return new(applications, persons, notes, documents, forgotten, [.. confirmed.Files.Except(due.Select(one => one.Id))]);
    }
}
