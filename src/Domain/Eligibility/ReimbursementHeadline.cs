using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility.Questions;

namespace EligibilityService.Domain.Eligibility;

/// <summary>Both verdicts of a call that pays travel costs in one plain sentence: whether one may come, and who pays.</summary>
public static class ReimbursementHeadline
{
    public static Text Of(Verdict participation, Verdict reimbursement, CallTerms terms)
    {
        if (participation.Outcome is Outcome.NotMet) return new("Cannot take part as things stand, so no travel costs are reimbursed.", "So ist keine Teilnahme möglich; daher werden auch keine Reisekosten erstattet.");

        var (part, costs) = (Part(participation), Costs(reimbursement, terms));
        return new($"{part.En}; travel costs: {costs.En}.", $"{part.De}; Reisekosten: {costs.De}.");
    }

    private static Text Part(Verdict participation) => participation.Outcome is Outcome.Met
        ? Headline.Waiting(participation) > 0
            ? new("May take part as far as this can be said now: conditions wait for their date", "Teilnahme möglich, soweit es sich jetzt sagen lässt: Bedingungen warten auf ihren Stichtag")
            : participation.Stage is Stage.Organisation
            ? new("May take part, as far as the organisation is concerned", "Teilnahme möglich, was die Organisation betrifft")
            : new("May take part", "Teilnahme möglich")
        : new("Whether it may take part is open", "Ob die Teilnahme möglich ist, ist offen");

    private static Text Costs(Verdict verdict, CallTerms terms) => verdict.Outcome switch
    {
        Outcome.NotMet when Late(verdict) => new("at own cost, since it came too late to be reimbursed", "auf eigene Kosten, da für eine Erstattung zu spät eingegangen"),
        Outcome.NotMet => Count(verdict, Outcome.NotMet) switch
        {
            1 => new("not reimbursed, one condition is not met", "keine Erstattung, eine Bedingung ist nicht erfüllt"),
            var count => new($"not reimbursed, {count} conditions are not met", $"keine Erstattung, {count} Bedingungen sind nicht erfüllt"),
        },
        Outcome.Undetermined when verdict.IsBroken => new("open, a record cannot be read", "offen, ein Eintrag ist nicht lesbar"),
        Outcome.Undetermined => Count(verdict, Outcome.Undetermined) switch
        {
            0 when verdict.TravelNotFullyKnown => new("open, what the call says about them is not known in full", "offen, was die Ausschreibung dazu sagt, ist nicht vollständig bekannt"),
            0 => new("open as well", "ebenfalls offen"),
            1 => new("open, one answer is missing", "offen, eine Angabe fehlt"),
            var count => new($"open, {count} answers are missing", $"offen, {count} Angaben fehlen"),
        },
        _ => Reimbursed(verdict, terms),
    };

    /// <summary>What is paid at most, and what is looked at later.</summary>
    private static Text Reimbursed(Verdict verdict, CallTerms terms)
    {
        var most = Amount(terms.Travel);
        return verdict.StillOpen.Any(open => open.Criterion.Decides is Decides.Reimbursement)
            ? new($"can be reimbursed{most.En}, once the request is in", $"Erstattung möglich{most.De}, sobald der Antrag vorliegt")
            : new($"can be reimbursed{most.En}", $"Erstattung möglich{most.De}");
    }

    private static Text Amount(TravelTerms? travel) => (travel?.MaximumPerPerson, travel?.MaximumPerPersonAndWeek) switch
    {
        ({ } whole, null) => new($" up to {Figure.EuroEn(whole)} per person", $" bis zu {Figure.EuroDe(whole)} je Person"),
        (null, { } weekly) => new($" up to {Figure.EuroEn(weekly)} per person and week", $" bis zu {Figure.EuroDe(weekly)} je Person und Woche"),
        ({ } whole, { } weekly) => new($" up to {Figure.EuroEn(weekly)} per person and week, {Figure.EuroEn(whole)} in all", $" bis zu {Figure.EuroDe(weekly)} je Person und Woche, {Figure.EuroDe(whole)} insgesamt"),
        _ => new("", ""),
    };

    private static bool Late(Verdict verdict) => verdict.Judgements.Any(judgement =>
        judgement is { Criterion: { Decides: Decides.Reimbursement, Severity: Severity.Mandatory, Question: ReceivedByCutOff }, Finding.Reason: "received-after-cut-off" or "no-places-left" });

    private static int Count(Verdict verdict, Outcome outcome) => verdict.Judgements.Count(judgement =>
        judgement.Criterion is { Decides: Decides.Reimbursement, Severity: Severity.Mandatory } && judgement.Finding.Outcome == outcome);
}
