using System.Buffers.Text;
using System.Text;
using EligibilityService.Domain.Calls;

namespace EligibilityService.Application.Impacts;

/// <summary>A place in the list of those affected, as it travels in an address: applications first, then clusters by effect, country and name.</summary>
/// <remarks>Rows before and after may come and go while somebody reads on; the place stays.</remarks>
internal readonly record struct ImpactPlace(string Key)
{
    private const string Mark = "impact1\n";
    private const int Longest = 2_000;

    public static ImpactPlace Of(in AffectedRow row) => new(string.Join('\u0001',
        row.Application is null ? "1" : "0", (int)row.Turn.Effect, row.Who.State.Profile.Country, row.Who.State.Profile.Name, row.Who.Dossier.Id, row.Application?.Dossier.Id, row.Strand, (int)row.Decides));

    public static ImpactPlace? Read(string cursor)
    {
        if (cursor.Length > Longest || !Base64Url.IsValid(cursor)) return null;

        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        return text.StartsWith(Mark, StringComparison.Ordinal) ? new(text[Mark.Length..]) : null;
    }

    public string Write() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Mark + Key));

    private bool IsBehind(ImpactPlace other) => string.CompareOrdinal(Key, other.Key) > 0;

    /// <param name="limit">Null: to the end.</param>
    public static (IReadOnlyList<AffectedRow> Rows, SeenPart Part, string? Next) Page(IReadOnlyList<AffectedRow> rows, string? cursor, int? limit)
    {
        var placed = new (ImpactPlace Place, AffectedRow Row)[rows.Count];
        for (var i = 0; i < placed.Length; i++) placed[i] = (Of(rows[i]), rows[i]);
        Array.Sort(placed, static (one, other) => string.CompareOrdinal(one.Place.Key, other.Place.Key));

        var from = 0;
        if (cursor is not null && Read(cursor) is { } last) while (from < placed.Length && !placed[from].Place.IsBehind(last)) from++;
        var upTo = limit is { } most ? Math.Min(placed.Length, from + most) : placed.Length;
        return ([.. placed[from..upTo].Select(it => it.Row)], new(from, upTo, placed.Length), upTo < placed.Length && upTo > from ? placed[upTo - 1].Place.Write() : null);
    }
}
