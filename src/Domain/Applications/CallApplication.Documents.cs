using System.Collections.Immutable;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Applications;

/// <summary>Documents of the application: attached and taken out by the coordinator until the deadline; what was handed in with a version is kept.</summary>
public sealed partial record CallApplication
{
    public const int MostDocuments = 20;

    /// <summary>Those that would be handed in now.</summary>
    public ImmutableHashSet<Guid> Documents { get; init; } = [];

    /// <summary>Those that belong to a version that was handed in.</summary>
    public ImmutableHashSet<Guid> SentDocuments { get; init; } = [];

    /// <summary>Every id ever given to a document: none is given twice, so none can be exchanged.</summary>
    private ImmutableHashSet<Guid> DocumentIds { get; init; } = [];

    public Decision<IApplicationEvent> Attach(DocumentAttached document, CallDossier call) => this switch
    {
        _ when document.Kind is DocumentKind.TravelEvidence => AttachEvidence(document),
        _ when Locked(call, document.ReceivedAt) is { } refusal => refusal,
        _ when Documents.Contains(document.Document) => [],
        _ when DocumentIds.Contains(document.Document) => DocumentRefusals.IdTaken,
        { Documents.Count: >= MostDocuments } => DocumentRefusals.TooMany,
        _ => [document],
    };

    public Decision<IApplicationEvent> Remove(Guid document, Guid by, CallDossier call, DateTimeOffset at) => this switch
    {
        _ when Locked(call, at) is { } refusal => refusal,
        _ when !DocumentIds.Contains(document) => DocumentRefusals.Unknown,
        _ when !Documents.Contains(document) => [],
        _ => [new DocumentRemoved(document, SentDocuments.Contains(document), by, at)],
    };

    private CallApplication EvolveDocuments(IApplicationEvent @event)
    {
        var changed = this with { ChangedSinceSubmission = true, TextVersion = Version + 1 };
        return @event switch
        {
            DocumentAttached { Kind: DocumentKind.TravelEvidence } evidence => this with { Evidence = Evidence.Add(evidence.Document), DocumentIds = DocumentIds.Add(evidence.Document) },
            DocumentAttached attached => changed with { Documents = Documents.Add(attached.Document), DocumentIds = DocumentIds.Add(attached.Document) },
            DocumentRemoved removed => changed with { Documents = Documents.Remove(removed.Document) },
            _ => throw new UnknownEventException(@event),
        };
    }
}

internal static class DocumentRefusals
{
    public static readonly Refusal Unknown = new("document-unknown", new("There is no such document in this application.", "Dieses Dokument gibt es in diesem Antrag nicht."));

    public static readonly Refusal IdTaken = new("document-id-taken", new(
        "A document of this application had this id before. Attach it under a new one.", "Ein Dokument dieses Antrags hatte diese Kennung schon. Fügen Sie es unter einer neuen an."));

    public static readonly Refusal TooMany = new("documents-too-many", new(
        $"An application has at most {CallApplication.MostDocuments} documents. Take one out first.", $"Ein Antrag hat höchstens {CallApplication.MostDocuments} Dokumente. Nehmen Sie erst eines heraus."));
}
