using EligibilityService.Application.Eligibility;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Narration;
using EligibilityService.Domain.Time;

namespace EligibilityService.Application.Applications;

/// <summary>Tells what has happened to partners since the deadline that changes no outcome, and must be looked at before the grant is prepared.</summary>
internal static class Flagging
{
    private static readonly Text WhatToDo = new(
        "Before the grant is prepared, ask the organisation to put its profile in order, or replace the partner.",
        "Bitten Sie die Organisation vor der Vorbereitung der Finanzhilfe, ihr Profil in Ordnung zu bringen, oder ersetzen Sie den Partner.");

    /// <remarks>With present knowledge, also where a decision was taken before: it stays, and this is told beside it.</remarks>
    public static IReadOnlyList<FlagAnswer> Flags(this Grounds grounds)
    {
        var verdict = Assessment.Assess(grounds.Subject, grounds.Call.Terms!, grounds.Programme, Stage.Application, grounds.Strand, callIsBroken: grounds.Call.IsBroken);
        return [.. PreparationFlags.In(verdict, grounds.Subject).Select(Tell)];
    }

    private static FlagAnswer Tell(PreparationFlag flag)
    {
        var (name, day) = (flag.Organisation.Name.Newest?.Value, EntryWords.Day(BrusselsTime.DayOf(flag.Since.From)));
        var called = name is null ? new Text("The organisation", "Die Organisation") : new(name, name);
        var (code, en, de) = flag.Since.Value switch
        {
            RegistrationStatus.Refused => ("profile-refused-since", "refused", "abgelehnt"),
            RegistrationStatus.Suspended => ("profile-suspended-since", "suspended", "gesperrt"),
            _ => ("profile-withdrawn-since", "withdrawn", "zurückgezogen"),
        };

        return new(code, flag.Criterion.Id, flag.Criterion.Clause, flag.Organisation.Id, name, flag.Since.From, new(
            $"{called.En}: the profile was {en} on {day.En}, after the date that counts. The criterion stays met, since a request was enough.",
            $"{called.De}: Das Profil wurde am {day.De} {de}, nach dem Stichtag. Das Kriterium bleibt erfüllt, weil ein Antrag genügte."), WhatToDo);
    }
}
