using System.Security.Cryptography;
using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Log;
using EligibilityService.Domain.Log;
using Marten;
using MediatR;
using Npgsql;

namespace EligibilityService.Infrastructure.Log;

/// <summary>Lets a dossier out: looks who asks, records that it left the house, and hands over what writes it.</summary>
internal sealed class DossierExport(IDocumentStore store, NpgsqlDataSource source, IFacts facts, ICallerAccessor callers, ISigner signer, ILedger ledger, ServiceClock clock, TimeProvider time) :
    IRequestHandler<ExportApplicationDossier, DossierAnswer>, IRequestHandler<ExportCallDossier, DossierAnswer>
{
    public async Task<DossierAnswer> Handle(ExportApplicationDossier command, CancellationToken cancellationToken)
    {
        var knowledge = facts.Now;
        if (knowledge.Application(command.ApplicationId) is not { } application || !SightOf(knowledge).OfApplication(application)) throw AccessRefused.AsNotThere();

        Guid[] clusters = [.. application.State.Partners.Values.Select(partner => partner.Cluster).OfType<Guid>().Prepend(application.State.Coordinator).Distinct()];
        return await Export(new(DossierOf.Application, command.ApplicationId, [command.ApplicationId, application.State.Call, .. clusters], command.Since), cancellationToken);
    }

    public async Task<DossierAnswer> Handle(ExportCallDossier command, CancellationToken cancellationToken)
    {
        var knowledge = facts.Now;
        if (knowledge.Call(command.Call) is null) return DossierAnswer.Refused(DossierRefusals.CallUnknown);
        if (!SightOf(knowledge).OfImpact(command.Call) || knowledge.Applications.Any(application => application.State.Call == command.Call && !SightOf(knowledge).OfApplication(application)))
        {
            throw AccessRefused.ForLackOfRole();
        }

        return await Export(new(DossierOf.Call, command.Call, [command.Call], command.Since), cancellationToken);
    }

    private Sight SightOf(IKnowledge knowledge) => new(callers.Caller, knowledge, clock.GetUtcNow());

    private async Task<DossierAnswer> Export(DossierSubject subject, CancellationToken cancellationToken)
    {
        if (await DossierWriting.Prepare(source, subject, cancellationToken) is not { } ground) return DossierAnswer.Refused(LogRefusals.NoCheckpointYet);

        var at = time.GetUtcNow();
        var exported = new DossierExported(Guid.CreateVersion7(), subject.Of, subject.Id, callers.Caller.PersonId, PinnableClock.Truncated(at), ground.Checkpoint.Number);
        var receipt = await ledger.Decide(LogBook.StreamId, (LogBook book) => book.Export(exported), cancellationToken);
        if (receipt.Refusal is { } refusal) return DossierAnswer.Refused(refusal);

        var names = new Dictionary<Guid, string>();
        foreach (var stream in ground.Streams) if (NameOf(facts.Now, stream.Stream) is { } name) names[stream.Stream] = name;
        var writing = new DossierWriting(store, source, signer, ground, exported, names, facts.Now.Programme);
        return new($"dossier-{subject.Of.ToString().ToLowerInvariant()}-{subject.Id}-{ground.Checkpoint.Number}.zip", writing.Write);
    }

    private static string? NameOf(IKnowledge knowledge, Guid stream) =>
        knowledge.Call(stream)?.Terms?.Reference ?? knowledge.Cluster(stream)?.State.Profile.Name ?? (knowledge.Application(stream) is { } application ? knowledge.Cluster(application.State.Coordinator)?.State.Profile.Name : null);
}

/// <summary>What is taken out.</summary>
/// <param name="Streams">Of a call: the call's alone, its applications are added as the checkpoint tells them.</param>
/// <param name="Since">Size of the tree of a checkpoint that somebody holds.</param>
internal sealed record DossierSubject(DossierOf Of, Guid Id, Guid[] Streams, long? Since);

/// <summary>What a dossier is written from, seen at one moment.</summary>
/// <param name="Position">Sequence of the last event that the checkpoint covers.</param>
internal sealed record DossierGround(DossierSubject Subject, Checkpoint Checkpoint, string Note, long Position, IReadOnlyList<StreamLine> Streams, PopulationLine? Call, IReadOnlyList<PopulationLine> Population);
