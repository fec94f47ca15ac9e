using EligibilityService.Domain.Clusters;

namespace EligibilityService.Application.Persons;

/// <summary>Free text written by people, kept apart from the events so that it can be erased; the event holds a salted hash of it.</summary>
public interface INotes
{
    /// <summary>Writes a text down for the command at hand. It is kept in the transaction of the events that cite it, and not at all if none does.</summary>
    NoteRef Write(string text);

    /// <summary>The texts that still exist; an erased one is simply missing.</summary>
    Task<IReadOnlyDictionary<Guid, string>> Texts(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);
}
