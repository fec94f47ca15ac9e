namespace EligibilityService.Application.Persons;

/// <summary>Files that people attached, kept apart from the events so that they can be erased; the event holds a salted hash of each.</summary>
public interface IDocuments
{
    /// <summary>Lays a file down for the command at hand. It is kept in the transaction of the event that cites it, and not at all if none does.</summary>
    /// <returns>The SHA-256 of a salt and the file, for the event.</returns>
    string Write(Guid application, Guid document, byte[] content);

    /// <returns>Nothing once it has been erased.</returns>
    Task<byte[]?> Read(Guid application, Guid document, CancellationToken cancellationToken);

    /// <summary>By document, the salt its hash was made with: whoever has the file can prove by it that it is the one.</summary>
    Task<IReadOnlyDictionary<Guid, byte[]>> Salts(Guid application, CancellationToken cancellationToken);
}
