using EligibilityService.Domain.Clusters;

namespace EligibilityService.Domain.Applications;

/// <summary>What a document is to the application. Evidence of a journey comes after the event, all else with the proposal.</summary>
public enum DocumentKind { Description, Mandate, Statutes, Accounts, Other, TravelEvidence }

/// <summary>A document was attached. The file lies outside the events, so that it can be erased; the hash proves which file it was.</summary>
/// <param name="Title">In the applicant's words, which may name a person.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Hash">SHA-256 of a salt and the file. The salt lies beside the file and goes with it.</param>
public sealed record DocumentAttached(Guid Document, DocumentKind Kind, NoteRef Title, long Size, string Hash, Guid AttachedBy, DateTimeOffset ReceivedAt) : IApplicationEvent;

/// <summary>A document was taken out.</summary>
/// <param name="Kept">It belongs to a version that was handed in, so the file stays; otherwise it is gone.</param>
public sealed record DocumentRemoved(Guid Document, bool Kept, Guid RemovedBy, DateTimeOffset ReceivedAt) : IApplicationEvent;
