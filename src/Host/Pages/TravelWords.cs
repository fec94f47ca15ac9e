using EligibilityService.Application.Eligibility;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages;

/// <summary>What is said of journeys to events: who pays, by when one asks, what became of it.</summary>
internal static class TravelWords
{
    public static string Verdict(Outcome outcome) => outcome switch
    {
        Outcome.Met => T("reimbursement possible", "Erstattung möglich"),
        Outcome.NotMet => T("not reimbursed", "keine Erstattung"),
        _ => T("still open", "noch offen"),
    };

    public static string Of(SelectionOutcome outcome) => outcome switch
    {
        SelectionOutcome.Selected => T("selected", "ausgewählt"),
        SelectionOutcome.ReserveList => T("on the reserve list", "auf der Reserveliste"),
        _ => T("rejected", "abgelehnt"),
    };

    public static string Of(LateApplications late) => late is LateApplications.OwnCost
        ? T("taken at own cost, until the deadline", "gelten auf eigene Kosten, bis zur Frist")
        : T("refused", "werden abgelehnt");

    public static string Of(Resubmission again) => again switch
    {
        Resubmission.None => T("not foreseen", "nicht vorgesehen"),
        Resubmission.ReserveList => T("from the reserve list; the last version counts", "von der Reserveliste aus; es zählt die letzte Fassung"),
        _ => T("from the reserve list and after a rejection; the last version counts", "von der Reserveliste aus und nach einer Ablehnung; es zählt die letzte Fassung"),
    };

    public static string Of(CutOffAnswer cutOff) => cutOff.OnlyIfPlacesAreLeft
        ? $"{Moment(cutOff.By)}, {cutOff.PlacesAreLeft switch
        {
            true => T("places are left", "Plätze sind übrig"),
            false => T("no places are left", "keine Plätze mehr übrig"),
            _ => T("only if places are left", "nur falls Plätze übrig sind"),
        }}"
        : Moment(cutOff.By);

    public static string AtMost(string number) => T($"at most {number}", $"höchstens {number}");

    public static string Persons(int number) => Counted(number, "person", "persons", "Person", "Personen");

    public static string Weeks(int number) => Counted(number, "week", "weeks", "Woche", "Wochen");

    /// <summary>What is paid at most; nothing where no amount is known.</summary>
    public static string? Amounts(TravelTerms travel) => (travel.MaximumPerPerson, travel.MaximumPerPersonAndWeek) switch
    {
        ({ } whole, { } weekly) => T($"{Euro(weekly)} per person and week, {Euro(whole)} per person in all", $"{Euro(weekly)} je Person und Woche, {Euro(whole)} je Person insgesamt"),
        ({ } whole, null) => T($"{Euro(whole)} per person", $"{Euro(whole)} je Person"),
        (null, { } weekly) => T($"{Euro(weekly)} per person and week", $"{Euro(weekly)} je Person und Woche"),
        _ => null,
    };
}
