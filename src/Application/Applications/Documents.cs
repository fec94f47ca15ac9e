using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Applications;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Applications;

/// <summary>Attach a PDF document to the application.</summary>
/// <param name="ClusterId">The coordinator.</param>
/// <param name="Document">Made by the client, so that asking again is safe.</param>
/// <param name="Title">In the applicant's own words.</param>
/// <param name="ReceivedAt">When the whole file had been read.</param>
[May(Own = true)]
public sealed record AttachDocument(Guid ApplicationId, Guid ClusterId, Guid Document, DocumentKind Kind, string? Title, byte[] Content, DateTimeOffset ReceivedAt) : IRequest<Receipt>, IConcernsCluster
{
    public const int LargestFile = 10 * 1024 * 1024;
}

public sealed class AttachDocumentShape : AbstractValidator<AttachDocument>
{
    public AttachDocumentShape()
    {
        RuleFor(command => command.Document).Id().OverridePropertyName("document");
        RuleFor(command => command.Kind).IsInEnum().WithMessage(ProfileShape.Say("Say what the document is.", "Sagen Sie, was für ein Dokument das ist.")).OverridePropertyName("kind");
        RuleFor(command => command.Title).NotEmpty().WithMessage(ProfileShape.Say("Give the document a title.", "Geben Sie dem Dokument einen Titel."));
        RuleFor(command => command.Title).Line(200);
        RuleFor(command => command.Content).Cascade(CascadeMode.Stop)
            .Must(content => content.Length > 0).WithErrorCode("document-missing").WithMessage(ProfileShape.Say("Choose a file that is not empty.", "Wählen Sie eine Datei, die nicht leer ist."))
            .Must(content => content.Length <= AttachDocument.LargestFile).WithErrorCode("document-too-large")
            .WithMessage(ProfileShape.Say($"A document has at most {AttachDocument.LargestFile / 1024 / 1024} MB.", $"Ein Dokument hat höchstens {AttachDocument.LargestFile / 1024 / 1024} MB."))
            .Must(content => IsPdf(content)).WithErrorCode("document-not-a-pdf")
            .WithMessage(ProfileShape.Say("This is not a PDF file. Save the document as PDF, and attach that.", "Das ist keine PDF-Datei. Speichern Sie das Dokument als PDF und fügen Sie dieses an."))
            .OverridePropertyName("file");
    }

    /// <summary>By what it holds, whatever it is called: the header at its very beginning, and the trailer close to its end, so that half a file is told too.</summary>
    private static bool IsPdf(ReadOnlySpan<byte> content) =>
        content.Length > 16 && content.StartsWith("%PDF-"u8) && content[5] is (byte)'1' or (byte)'2' && content[6] == '.' && content[Math.Max(0, content.Length - 1024)..].IndexOf("%%EOF"u8) >= 0;
}

public sealed class AttachDocumentHandler(ILedger ledger, IFacts facts, INotes notes, IDocuments documents, ICallerAccessor callers) : IRequestHandler<AttachDocument, Receipt>
{
    public async Task<Receipt> Handle(AttachDocument command, CancellationToken cancellationToken)
    {
        if (await facts.CallOf(command.ApplicationId, command.ClusterId, cancellationToken) is not { } call) return Applying.Unknown(command.ApplicationId);

        var attached = new DocumentAttached(
            command.Document, command.Kind, notes.Write(command.Title!.Trim()), command.Content.Length, documents.Write(command.ApplicationId, command.Document, command.Content),
            callers.Caller.PersonId, command.ReceivedAt);
        return await ledger.Decide(command.ApplicationId, (CallApplication application) => application.Attach(attached, call), cancellationToken);
    }
}

/// <summary>Take a document out of the application before the deadline.</summary>
/// <param name="ClusterId">The coordinator.</param>
[May(Own = true)]
public sealed record RemoveDocument(Guid ApplicationId, Guid ClusterId, Guid Document) : IRequest<Receipt>, IConcernsCluster;

public sealed class RemoveDocumentHandler(ILedger ledger, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<RemoveDocument, Receipt>
{
    public async Task<Receipt> Handle(RemoveDocument command, CancellationToken cancellationToken)
    {
        if (await facts.CallOf(command.ApplicationId, command.ClusterId, cancellationToken) is not { } call) return Applying.Unknown(command.ApplicationId);

        var (by, at) = (callers.Caller.PersonId, clock.GetUtcNow());
        return await ledger.Decide(command.ApplicationId, (CallApplication application) => application.Remove(command.Document, by, call, at), cancellationToken);
    }
}

/// <summary>The documents of an application: for the coordinator's people, partners that confirmed, officers assigned to the call (what was handed in), and auditors.</summary>
[May(Granted = true)]
public sealed record ShowDocuments(Guid ApplicationId) : IRequest<DocumentsAnswer?>, IConcernsApplication;

/// <summary>Documents, as of a position.</summary>
/// <param name="Documents">In the order of attaching.</param>
public sealed record DocumentsAnswer(Guid Application, long Version, long Position, IReadOnlyList<DocumentAnswer> Documents);

/// <summary>A document of an application.</summary>
/// <param name="Title">Null once erased.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Hash">SHA-256 of salt and file, as the event holds it.</param>
/// <param name="Salt">In hexadecimal digits; null once the file has been erased.</param>
/// <param name="IsHandedIn">It belongs to the version handed in last.</param>
/// <param name="IsRemoved">It belongs to that version, and was taken out since.</param>
public sealed record DocumentAnswer(Guid Id, DocumentKind Kind, string? Title, long Size, string Hash, string? Salt, DateTimeOffset ReceivedAt, bool IsHandedIn, bool IsRemoved);

public sealed class ShowDocumentsHandler(IFacts facts, INotes notes, IDocuments documents, ICallerAccessor callers) : IRequestHandler<ShowDocuments, DocumentsAnswer?>
{
    public async Task<DocumentsAnswer?> Handle(ShowDocuments question, CancellationToken cancellationToken)
    {
        var knowledge = facts.Now;
        if (knowledge.Application(question.ApplicationId) is not { } application || application.DocumentsFor(callers.Caller, knowledge) is not { } seen) return null;

        var (texts, salts) = (await notes.Texts([.. seen.Select(document => document.Title.Id)], cancellationToken), await documents.Salts(question.ApplicationId, cancellationToken));
        var handedIn = application.DocumentsHandedIn();
        return new(question.ApplicationId, application.Version, knowledge.Position,
        [
            .. seen.Select(document => new DocumentAnswer(
                document.Document, document.Kind, texts.GetValueOrDefault(document.Title.Id), document.Size, document.Hash,
                salts.TryGetValue(document.Document, out var salt) ? Convert.ToHexStringLower(salt) : null, document.ReceivedAt,
                handedIn.Contains(document), document.Kind is not DocumentKind.TravelEvidence && !application.State.Documents.Contains(document.Document))),
        ]);
    }
}

/// <summary>A document itself, for whoever sees it in the list.</summary>
[May(Granted = true)]
public sealed record ReadDocument(Guid ApplicationId, Guid Document) : IRequest<DocumentContent?>, IConcernsApplication;

/// <summary>A document as it was attached.</summary>
public sealed record DocumentContent(Guid Id, DocumentKind Kind, byte[] Content);

public sealed class ReadDocumentHandler(IFacts facts, IDocuments documents, ICallerAccessor callers) : IRequestHandler<ReadDocument, DocumentContent?>
{
    public async Task<DocumentContent?> Handle(ReadDocument question, CancellationToken cancellationToken)
    {
        var knowledge = facts.Now;
        var document = knowledge.Application(question.ApplicationId)?.DocumentsFor(callers.Caller, knowledge)?.FirstOrDefault(document => document.Document == question.Document);
        return document is not null && await documents.Read(question.ApplicationId, question.Document, cancellationToken) is { } content ? new(document.Document, document.Kind, content) : null;
    }
}

internal static class DocumentSight
{
    /// <summary>With the version that was handed in last, and since as evidence.</summary>
    public static IReadOnlyList<DocumentAttached> DocumentsHandedIn(this ApplicationRecord application) => application.State.Versions > 0 ? [.. application.Dossier.AsSent.Documents, .. application.Dossier.Evidence] : [];

    /// <returns>Null for whoever may see the application but not its documents: partners that have not confirmed, and machines.</returns>
    public static IReadOnlyList<DocumentAttached>? DocumentsFor(this ApplicationRecord application, Caller caller, IKnowledge knowledge)
    {
        var reader = new Reader(caller);
        var takesPart = reader.Manages(application.State.Coordinator, knowledge)
            || application.State.Partners.Values.Any(part => part.Standing is PartnerStanding.Confirmed && reader.Manages(part.Cluster, knowledge));
        if (takesPart || caller.Is(Role.Auditor)) return [.. application.DocumentsHandedIn().Union(application.Dossier.Documents)];

        return caller.Is(Role.Officer) ? application.DocumentsHandedIn() : null;
    }
}
