using EligibilityService.Application.Impacts;
using EligibilityService.Domain.Eligibility;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Desk;

/// <summary>What a text does to somebody, in a few words.</summary>
internal static class ImpactWords
{
    public static string Of(Effect effect, Decides decides = Decides.Participation) => (effect, decides) switch
    {
        (Effect.Gains, Decides.Participation) => T("gains: may take part from now on", "gewinnt: kann künftig teilnehmen"),
        (Effect.Loses, Decides.Participation) => T("loses: may no longer take part", "verliert: kann nicht mehr teilnehmen"),
        (Effect.Gains, _) => T("gains: would be reimbursed", "gewinnt: Kosten würden erstattet"),
        (Effect.Loses, _) => T("loses: would not be reimbursed any more", "verliert: Kosten würden nicht mehr erstattet"),
        (Effect.BecomesUndetermined, _) => T("becomes undetermined", "wird offen"),
        (Effect.BecomesDecided, _) => T("is no longer undetermined", "ist nicht mehr offen"),
        (Effect.MayTakePart, Decides.Participation) => T("may take part", "kann teilnehmen"),
        (Effect.MayNotTakePart, Decides.Participation) => T("may not take part", "kann nicht teilnehmen"),
        (Effect.MayTakePart, _) => T("would be reimbursed", "Kosten würden erstattet"),
        (Effect.MayNotTakePart, _) => T("would not be reimbursed", "Kosten würden nicht erstattet"),
        (Effect.IsUndetermined, _) => T("undetermined", "offen"),
        (Effect.CannotBeJudged, _) => T("could not be judged: a record is not readable; ask the administrators", "nicht zu prüfen: Ein Eintrag ist nicht lesbar; wenden Sie sich an die Administration"),
        _ => T("nothing changes", "nichts ändert sich"),
    };

    public static string Short(Effect effect) => effect switch
    {
        Effect.Gains => T("gains", "gewinnt"),
        Effect.Loses => T("loses", "verliert"),
        Effect.BecomesUndetermined => T("becomes open", "wird offen"),
        Effect.BecomesDecided => T("no longer open", "nicht mehr offen"),
        Effect.MayTakePart => T("may", "kann"),
        Effect.MayNotTakePart => T("may not", "kann nicht"),
        Effect.CannotBeJudged => T("not judged", "nicht geprüft"),
        _ => T("open", "offen"),
    };

    public static bool? Good(Effect effect) => effect switch { Effect.Gains or Effect.MayTakePart => true, Effect.Loses or Effect.MayNotTakePart => false, _ => null };

    public static string Few(int? count, int few) => count is { } known ? Count(known) : T($"fewer than {few}", $"weniger als {few}");

    public static string Of(Outcome outcome) => outcome switch { Outcome.Met => T("met", "erfüllt"), Outcome.NotMet => T("not met", "nicht erfüllt"), _ => T("open", "offen") };

    public static string Turn(Outcome? before, Outcome? after) => (before, after) switch
    {
        (null, { } now) => T($"newly asked, {Of(now)}", $"neu verlangt, {Of(now)}"),
        ({ } then, null) => T($"was {Of(then)}, no longer asked", $"war {Of(then)}, nicht mehr verlangt"),
        ({ } then, { } now) => $"{Of(then)} → {Of(now)}",
        _ => "–",
    };

    /// <summary>For a first publication there is no "newly": only what comes out.</summary>
    public static string Turn(ReasonCount reason, bool isFirst) =>
        isFirst ? reason.After is { } now ? Of(now.Outcome) : "–" : Turn(reason.Before?.Outcome, reason.After?.Outcome);
}
