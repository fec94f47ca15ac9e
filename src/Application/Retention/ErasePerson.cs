using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Retention;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Retention;

/// <summary>Propose to erase a person who asked for it. Nothing is erased until a second administrator confirms.</summary>
/// <param name="Person">The opaque id of a person, or of a contact.</param>
/// <param name="Documents">Documents in which the person stands; nobody but a reader can tell which.</param>
[May(Role.Administrator)]
public sealed record ProposeErasure(Guid ErasureId, Guid Person, DocumentOf[] Documents) : IRequest<Receipt>;

public sealed class ProposeErasureShape : AbstractValidator<ProposeErasure>
{
    public ProposeErasureShape()
    {
        RuleFor(command => command.ErasureId).NotEmpty().OverridePropertyName("id");
        RuleFor(command => command.Documents).Must(documents => documents.Length <= ProposeClearanceShape.Most)
            .WithMessage(Clusters.ProfileShape.Say($"At most {ProposeClearanceShape.Most} at a time.", $"Höchstens {ProposeClearanceShape.Most} auf einmal.")).OverridePropertyName("documents");
    }
}

public sealed class ProposeErasureHandler(ILedger ledger, IPersonalData data, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ProposeErasure, Receipt>
{
    private static readonly Refusal Nobody = new("person-unknown", new("Nobody is known under this id.", "Unter dieser Kennung ist niemand bekannt."));

    public async Task<Receipt> Handle(ProposeErasure command, CancellationToken cancellationToken)
    {
        var (by, at, documents) = (callers.Caller.Actor, clock.GetUtcNow(), (DocumentOf[])[.. command.Documents.Distinct()]);
        if (!await data.CanErase(command.Person, documents, cancellationToken)) return new(command.ErasureId, 0, 0, Nobody);

        return await ledger.Decide(RetentionBook.StreamId, (RetentionBook book) => book.ProposeErasure(command.ErasureId, command.Person, documents, by, at), cancellationToken) with { StreamId = command.ErasureId };
    }
}

/// <summary>Take the proposal of an erasure back, or turn another administrator's down.</summary>
[May(Role.Administrator)]
public sealed record DropErasure(Guid ErasureId) : IRequest<Receipt>;

public sealed class DropErasureHandler(ILedger ledger, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<DropErasure, Receipt>
{
    public async Task<Receipt> Handle(DropErasure command, CancellationToken cancellationToken) =>
        await ledger.Decide(RetentionBook.StreamId, (RetentionBook book) => book.DropErasure(command.ErasureId, callers.Caller.Actor, clock.GetUtcNow()), cancellationToken) with { StreamId = command.ErasureId };
}

/// <summary>A second administrator confirms, and it is carried out: name, mail and phone go from accounts, contacts and whatever people wrote, and with them the documents named. Events and proofs stay as they are; they know the opaque id only. Asked again, it goes on with what a fault left over.</summary>
[May(Role.Administrator)]
public sealed record ConfirmErasure(Guid ErasureId) : IRequest<ErasureAnswer>;

/// <param name="Report">Null where it was refused.</param>
public sealed record ErasureAnswer(ErasureReport? Report, Refusal? Refusal);

/// <summary>What was erased.</summary>
/// <param name="Contacts">Entries of whom to ask, with the same address.</param>
/// <param name="Notes">Texts in which name, mail or phone stood and now does not; their hashes can't be made again.</param>
/// <param name="Documents">Documents that were erased.</param>
/// <param name="ToLookAt">Documents the person attached that are still there: he or she may stand in them.</param>
/// <param name="NotLookedFor">What stayed where it stood in texts.</param>
public sealed record ErasureReport(Guid Person, DateTimeOffset ErasedAt, int Contacts, int Notes, int Documents, IReadOnlyList<DocumentOf> ToLookAt, IReadOnlyList<NotLookedFor> NotLookedFor);

public sealed class ConfirmErasureHandler(ILedger ledger, IFacts facts, IPersonalData data, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ConfirmErasure, ErasureAnswer>
{
    public async Task<ErasureAnswer> Handle(ConfirmErasure command, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        var receipt = await ledger.Decide(RetentionBook.StreamId, (RetentionBook book) => book.ConfirmErasure(command.ErasureId, callers.Caller.Actor, at), cancellationToken);
        if (receipt.Refusal is { } refusal) return new(null, refusal);

        var confirmed = (await data.Book(cancellationToken)).Erased[command.ErasureId];
        var done = await data.Erase(confirmed, at, cancellationToken);
        await ledger.EndSubscriptionsOf(confirmed.Person, facts.Now, confirmed.ConfirmedBy, at, cancellationToken);
        var left = await data.StillThere([.. facts.Now.AttachedBy(confirmed.Person)], cancellationToken);
        return new(new(confirmed.Person, done.ErasedAt, done.Contacts, done.Notes, done.Documents, left, done.NotLookedFor ?? []), null);
    }
}

internal static class Attaching
{
    public static IEnumerable<DocumentOf> AttachedBy(this IKnowledge knowledge, Guid person) =>
        from application in knowledge.Applications
        from document in application.Dossier.Documents.Union(application.Dossier.AsSent.Documents).Union(application.Dossier.Evidence)
        where document.AttachedBy == person
        select new DocumentOf(application.Dossier.Id, document.Document);
}
