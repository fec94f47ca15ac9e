using EligibilityService.Application.Eligibility;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Programme;

namespace EligibilityService.Application.Impacts;

/// <summary>Whom a proposed text would affect, by name, as one look saw it.</summary>
/// <param name="Corrigendum">Null: the text whose publication is proposed.</param>
/// <param name="Text">Hash of the text that was looked at.</param>
/// <param name="Look">Under which the look is recorded.</param>
/// <param name="Position">Event sequence of what was known of clusters and applications.</param>
/// <param name="Recorded">Ask reads for at least this position to see the look.</param>
/// <param name="Effects">How many clusters and open applications there are of each effect, whatever part of the list is shown.</param>
/// <param name="Withheld">So many are not shown, because of a conflict of interests.</param>
/// <param name="Next">Cursor of the next page; none on the last one.</param>
public sealed record ImpactAnswer(
    Guid Call, string Reference, int? Corrigendum, string Text, Guid Look, DateTimeOffset SeenAt, long Position, long Recorded, string Engine,
    IReadOnlyList<EffectCount> Effects, int Withheld, IEnumerable<AffectedAnswer> Affected, string? Next);

/// <summary>A cluster, or an open application, for which something would change.</summary>
/// <param name="Cluster">Of an application, its coordinator.</param>
/// <param name="Decides">Whether it is about taking part or about travel costs.</param>
/// <param name="Before">By the text in force; none for a first publication.</param>
/// <param name="Criteria">Those that come out otherwise.</param>
public sealed record AffectedAnswer(
    Effect Effect, Guid Cluster, string? Name, string? Country, Guid? Application, string? Strand, Decides Decides, Outcome? Before, Outcome After, IReadOnlyList<ShiftAnswer> Criteria);

/// <summary>A criterion that comes out otherwise, and why by each text.</summary>
/// <param name="Before">None where the text in force does not ask it.</param>
/// <param name="After">None where the new text does not ask it any more.</param>
public sealed record ShiftAnswer(string Criterion, string? Clause, Text Statement, ShiftedAnswer? Before, ShiftedAnswer? After);

/// <summary>How a criterion comes out by one text.</summary>
public sealed record ShiftedAnswer(Outcome Outcome, ReasonAnswer Reason);

internal static class ImpactTelling
{
    public static AffectedAnswer Tell(ImpactRun run, in AffectedRow row, Names names) => new(
        row.Turn.Effect, row.Who.Dossier.Id, row.Who.Dossier.Name.Newest?.Value, row.Who.State.Profile.Country, row.Application?.Dossier.Id, row.Strand, row.Decides,
        row.Turn.Before, row.Turn.After, Tell(run.Shifts(row, names), names));

    public static IReadOnlyList<ShiftAnswer> Tell(IReadOnlyList<Shift> shifts, Names names) =>
        [.. shifts.Select(shift => new ShiftAnswer(shift.Id, Criterion(shift)?.Clause, Statement(shift, names), Tell(shift.Before), Tell(shift.After)))];

    public static Text Statement(Shift shift, Names names) => Criterion(shift)?.Question.Statement(names) ?? (shift.Id == Impact.StrandCriterion ? OfTheCall : KnownInFull);

    private static Criterion? Criterion(Shift shift) => shift.After?.Criterion ?? shift.Before?.Criterion;

    private static ShiftedAnswer? Tell(Answered? answered) =>
        answered is { } told ? new(told.Outcome, new(told.Reason, told.Explanation?.Reason ?? (told.Reason == Impact.NoSuchStrand ? NotInTheCall : NotKnown))) : null;

    private static readonly Text
        OfTheCall = new("The call has this strand.", "Die Ausschreibung hat diesen Handlungsbereich."),
        NotInTheCall = new("The call has no such strand.", "Die Ausschreibung hat diesen Handlungsbereich nicht."),
        KnownInFull = new("What the call asks is known in full.", "Was die Ausschreibung verlangt, ist vollständig bekannt."),
        NotKnown = new("What the call asks is not known in full.", "Was die Ausschreibung verlangt, ist nicht vollständig bekannt.");
}
