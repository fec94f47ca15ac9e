using System.Runtime.CompilerServices;
using EligibilityService.Application.Impacts;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;

namespace EligibilityService.Application.Eligibility;

/// <summary>The last corrigendum without which the answer would be another one, as things stand: what it changed for this subject and for nobody else.</summary>
/// <param name="Corrigendum">Its number.</param>
/// <param name="Before">By the text it replaced.</param>
/// <param name="Criteria">Those that come out otherwise since.</param>
/// <param name="Sentence">All of it in one sentence.</param>
public sealed record ChangedByAnswer(int Corrigendum, DateTimeOffset PublishedAt, Outcome Before, Outcome After, Text Sentence, IReadOnlyList<ShiftAnswer> Criteria);

internal static class ChangedByTelling
{
    /// <summary>Looked for from the last corrigendum backwards, with the same facts under the text before and the text after.</summary>
    /// <param name="strand">That was asked about; null: the best one, by each text.</param>
    public static ChangedByAnswer? Of(Verdict verdict, in Subject subject, CallDossier call, ProgrammeFacts programme, Names names, string? strand, DateTimeOffset? at)
    {
        for (var i = call.Superseded.Count - 1; i >= 0; i--)
        {
            var superseded = call.Superseded[i];
            var impact = Of(superseded, programme, call.IsBroken, at);
            var turn = impact.Of(subject, subject, verdict.Stage, strand);
            if (turn.Effect is Effect.Unchanged) continue;

            var shifts = impact.Shifts(subject, subject, verdict.Stage, strand, Decides.Participation, names);
            return new(superseded.Corrigendum, superseded.At, turn.Before!.Value, turn.After, Sentence(superseded, turn), ImpactTelling.Tell(shifts, names));
        }

        return null;
    }

    /// <summary>The two texts never change: what is asked for the present goes by one comparison as long as the programme stays the same.</summary>
    private static Impact Of(SupersededText superseded, ProgrammeFacts programme, bool callIsBroken, DateTimeOffset? at)
    {
        if (callIsBroken || at is not null) return new(superseded.Before, superseded.After, programme, callIsBroken, at);
        if (Comparisons.TryGetValue(superseded, out var known) && ReferenceEquals(known.Programme, programme)) return known.Impact;

        var impact = new Impact(superseded.Before, superseded.After, programme);
        Comparisons.AddOrUpdate(superseded, new(programme, impact));
        return impact;
    }

    private sealed record Comparison(ProgrammeFacts Programme, Impact Impact);

    private static readonly ConditionalWeakTable<SupersededText, Comparison> Comparisons = [];

    private static Text Sentence(SupersededText superseded, Turn turn)
    {
        var (day, number) = (Domain.Narration.EntryWords.Day(BrusselsTime.DayOf(superseded.At)), superseded.Corrigendum);
        return turn.Effect switch
        {
            Effect.Gains => new($"Since corrigendum {number} of {day.En} you may take part.", $"Seit Berichtigung {number} vom {day.De} können Sie teilnehmen."),
            Effect.Loses => new($"Since corrigendum {number} of {day.En} you may no longer take part.", $"Seit Berichtigung {number} vom {day.De} können Sie nicht mehr teilnehmen."),
            Effect.BecomesUndetermined => new($"Since corrigendum {number} of {day.En} it is open whether you may take part.", $"Seit Berichtigung {number} vom {day.De} ist offen, ob Sie teilnehmen können."),
            _ when turn.After is Outcome.Met => new($"Since corrigendum {number} of {day.En} it is no longer open: you may take part.", $"Seit Berichtigung {number} vom {day.De} ist es nicht mehr offen: Sie können teilnehmen."),
            _ => new($"Since corrigendum {number} of {day.En} it is no longer open: you may not take part.", $"Seit Berichtigung {number} vom {day.De} ist es nicht mehr offen: Sie können nicht teilnehmen."),
        };
    }
}
