using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Narration;

namespace EligibilityService.Domain.Time;

/// <summary>A submission deadline: Brussels wall-clock time, the instant computed from it, and the tz database that computed it.</summary>
/// <param name="Instant">UTC. Inclusive: what is received at this instant is in time.</param>
/// <param name="OtherReading">
/// Set while the text names an abbreviation (CET, CEST) that does not fit the date: the instant the abbreviation would mean;
/// or while the time exists twice that night, and no abbreviation says which one is meant.
/// Until an officer records which one holds, whatever turns on the difference is undetermined.
/// </param>
/// <param name="Assumed">The time of day, or the whole date, is assumed; no source says it.</param>
/// <param name="AsInSource">Copied as it stands in a source: whatever cannot be read in one way only is kept, and not refused.</param>
public sealed record Deadline(
    DateTime Local,
    string Zone,
    DateTimeOffset Instant,
    string TzdbVersion,
    string? Abbreviation = null,
    DateTimeOffset? OtherReading = null,
    bool Assumed = false,
    bool AsInSource = false)
{
    /// <summary>The later of the readings: until an officer has recorded which one holds, nobody is late before it.</summary>
    public DateTimeOffset Latest => OtherReading is { } other && other > Instant ? other : Instant;

    public DateTimeOffset Earliest => OtherReading is { } other && other < Instant ? other : Instant;

    /// <summary>Typed by an officer: a time that does not exist, exists twice, or contradicts its abbreviation is refused.</summary>
    public static (Deadline? Deadline, Refusal? Refusal) Typed(DateTime local, string? abbreviation = null)
    {
        var readings = BrusselsTime.Readings(local);
        if (readings.Count == 0) return (null, DeadlineRefusals.DoesNotExist(local));

        if (!IsKnown(abbreviation)) return (null, DeadlineRefusals.UnknownAbbreviation(abbreviation!));

        var fitting = readings.Where(reading => abbreviation is null || BrusselsTime.AbbreviationAt(reading) == abbreviation).ToArray();

        return fitting.Length switch
        {
            0 => (null, DeadlineRefusals.AbbreviationDoesNotFit(local, abbreviation!)),
            1 => (Of(local, fitting[0], abbreviation), null),
            _ => (null, DeadlineRefusals.ExistsTwice(local)),
        };
    }

    /// <summary>Imported from a source: an abbreviation that does not fit, or a time that exists twice, is kept with its second reading.</summary>
    /// <exception cref="ArgumentException">The wall-clock time does not exist in Brussels, or the abbreviation is none of Brussels time.</exception>
    public static Deadline Imported(DateTime local, string? abbreviation = null, bool assumed = false)
    {
        if (!IsKnown(abbreviation)) throw new ArgumentException(DeadlineRefusals.UnknownAbbreviation(abbreviation!).Reason.En, nameof(abbreviation));

        var readings = BrusselsTime.Readings(local);
        if (readings.Count == 0) throw new ArgumentException($"{local:yyyy-MM-dd HH:mm} does not exist in Brussels: the clock is put forward that night.", nameof(local));

        var reading = readings.FirstOrDefault(instant => BrusselsTime.AbbreviationAt(instant) == abbreviation, readings[0]);
        var literal = abbreviation switch
        {
            "CET" => new DateTimeOffset(local, TimeSpan.FromHours(1)).ToUniversalTime(),
            "CEST" => new DateTimeOffset(local, TimeSpan.FromHours(2)).ToUniversalTime(),
            _ => readings[^1],
        };

        return Of(local, reading, abbreviation) with { OtherReading = literal == reading ? null : literal, Assumed = assumed };
    }

    /// <summary>An officer recorded which of the two readings holds.</summary>
    public Deadline Resolved(DateTimeOffset holds) => this with { Instant = holds, OtherReading = null };

    /// <summary>It says what its wording says: both readings, or the one of them that holds.</summary>
    public bool FitsItsWording => Impossible(Local, Abbreviation) is null && Imported(Local, Abbreviation) is var read
        && (OtherReading is null ? Instant == read.Instant || Instant == read.OtherReading : (Instant, OtherReading) == (read.Instant, read.OtherReading));

    /// <summary>Why this cannot be a deadline, whoever says so; null where it can, if only with two readings.</summary>
    public static Refusal? Impossible(DateTime local, string? abbreviation) =>
        BrusselsTime.Readings(local).Count == 0 ? DeadlineRefusals.DoesNotExist(local)
        : IsKnown(abbreviation) ? null
        : DeadlineRefusals.UnknownAbbreviation(abbreviation!);

    private static bool IsKnown(string? abbreviation) => abbreviation is null or "CET" or "CEST";

    private static Deadline Of(DateTime local, DateTimeOffset instant, string? abbreviation) =>
        new(local, BrusselsTime.ZoneId, instant, BrusselsTime.TzdbVersion, abbreviation);
}

internal static class DeadlineRefusals
{
    public static Refusal DoesNotExist(DateTime local) => new("deadline-does-not-exist", new(
        $"{EntryWords.Clock(local).En} does not exist in Brussels: the clock is put forward that night. Choose another time.",
        $"Den {EntryWords.Clock(local).De}, gibt es in Brüssel nicht: In dieser Nacht wird die Uhr vorgestellt. Wählen Sie eine andere Uhrzeit."));

    public static Refusal ExistsTwice(DateTime local) => new("deadline-exists-twice", new(
        $"{EntryWords.Clock(local).En} exists twice in Brussels: the clock is put back that night. Add CEST or CET, or choose another time.",
        $"Den {EntryWords.Clock(local).De}, gibt es in Brüssel zweimal: In dieser Nacht wird die Uhr zurückgestellt. Ergänzen Sie CEST oder CET, oder wählen Sie eine andere Uhrzeit."));

    public static Refusal AbbreviationDoesNotFit(DateTime local, string abbreviation) => new("deadline-abbreviation-does-not-fit", new(
        $"On {EntryWords.Day(DateOnly.FromDateTime(local)).En} Brussels is not on {abbreviation}. Leave the abbreviation out, or correct it.",
        $"Am {EntryWords.Day(DateOnly.FromDateTime(local)).De} gilt in Brüssel nicht {abbreviation}. Lassen Sie die Abkürzung weg, oder berichtigen Sie sie."));

    public static Refusal UnknownAbbreviation(string abbreviation) => new("deadline-abbreviation-unknown", new(
        $"'{abbreviation}' is not an abbreviation of Brussels time. Use CET or CEST, or leave it out.",
        $"„{abbreviation}“ ist keine Abkürzung der Brüsseler Zeit. Verwenden Sie CET oder CEST, oder lassen Sie sie weg."));
}
