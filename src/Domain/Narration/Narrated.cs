using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Narration;

/// <summary>What happened, as a sentence with gaps: {who} for the one who acted, others for persons and things the event names by id.</summary>
/// <remarks>Names are filled in by whoever may look them up, and stay out of the events.</remarks>
public sealed record Narrated(Text Sentence)
{
    /// <summary>The gap for whoever acted; where the event itself does not tell, the record's metadata do.</summary>
    public const string Who = "{who}";

    public IReadOnlyDictionary<string, Guid> People { get; private init; } = new Dictionary<string, Guid>();

    /// <summary>Clusters, calls and other organisations, by gap.</summary>
    public IReadOnlyDictionary<string, Guid> Things { get; private init; } = new Dictionary<string, Guid>();

    /// <summary>What people wrote, and what it is.</summary>
    public IReadOnlyList<(Text About, NoteRef Note)> Notes { get; private init; } = [];

    /// <summary>The sentence alone, for whoever does not read what people wrote.</summary>
    public Narrated WithoutNotes() => this with { Notes = [] };

    internal Narrated By(Guid? person) => Person(Who, person);

    internal Narrated Person(string gap, Guid? person) => person is { } id ? this with { People = new Dictionary<string, Guid>(People) { [gap] = id } } : this;

    internal Narrated Thing(string gap, Guid id) => this with { Things = new Dictionary<string, Guid>(Things) { [gap] = id } };

    internal Narrated Thing(string gap, Guid? id) => id is { } known ? Thing(gap, known) : this;

    internal Narrated Note(Text about, NoteRef? note) => note is null ? this : this with { Notes = [.. Notes, (about, note)] };

    internal Narrated Reason(NoteRef? note) => Note(new("Reason", "Grund"), note);
}
