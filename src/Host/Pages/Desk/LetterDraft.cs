using EligibilityService.Application.Applications;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Narration;

namespace EligibilityService.Host.Pages.Desk;

/// <summary>What a letter says before an officer has gone over it: the decision, its reasons with clauses, and the ways against it. In English and German, because the applicant chooses.</summary>
internal static class LetterDraft
{
    public static string Of(LetterKind kind, ApplicationAnswer application, CorrespondenceAnswer correspondence, AwardAnswer? award = null, ReimbursementDecisionAnswer? paid = null) => kind switch
    {
        LetterKind.AwardDecision when award?.Decided is { } decided => Award(application, award, decided),
        LetterKind.TravelDecision when paid?.Decided is { } decided => Travel(application, paid, decided),
        LetterKind.EligibilityDecision when application.Decision is { ConfirmedAt: { } at } decision => Eligibility(application, decision.Eligible, at),
        LetterKind.RedressDecision when correspondence.Redresses.LastOrDefault(redress => redress.DecidedAt is not null) is { } redress => Redress(application, redress),
        _ => "",
    };

    private static string Eligibility(ApplicationAnswer application, bool eligible, DateTimeOffset at)
    {
        var (day, reference) = (EntryWords.Moment(at), application.Call.Reference);
        var reasons = application.Verdict.Findings.Where(finding => finding is { Outcome: not Outcome.Met, Severity: Severity.Mandatory }).ToArray();
        return string.Join("\n\n",
        [
            $"{application.Coordinator.Name}\n{reference} · {application.Id}",
            eligible ? $"Your application is eligible. Decided on {day.En}." : $"Your application is not eligible. Decided on {day.En}, for these reasons:\n{string.Join('\n', reasons.Select(finding => $"- {finding.Statement.En} (clause {finding.Clause}): {finding.Reason.Text.En}"))}",
            .. eligible ? Array.Empty<string>() : [WaysEn],
            eligible ? $"Ihr Antrag ist förderfähig. Entschieden am {day.De}." : $"Ihr Antrag ist nicht förderfähig. Entschieden am {day.De}, aus diesen Gründen:\n{string.Join('\n', reasons.Select(finding => $"- {finding.Statement.De} (Ziffer {finding.Clause}): {finding.Reason.Text.De}"))}",
            .. eligible ? Array.Empty<string>() : [WaysDe],
        ]);
    }

    private static string Award(ApplicationAnswer application, AwardAnswer award, DecidedAwardAnswer decided)
    {
        var (day, word, isAll) = (EntryWords.Moment(decided.DecidedAt), AwardSentences.Of(decided.Result, decided.Amount), decided.Result is AwardResult.Funded && decided.Amount >= award.Requested);
        var scored = award.Evaluation is not { } evaluation ? new Text("", "") : new Text(
            $" Score {Figure.En(evaluation.Score)}{(evaluation.Threshold is { } needed ? $", threshold {Figure.En(needed)}" : "")}; rank {decided.Rank} in the strand.",
            $" Punktzahl {Figure.De(evaluation.Score)}{(evaluation.Threshold is { } least ? $", Schwellenwert {Figure.De(least)}" : "")}; Rang {decided.Rank} im Handlungsbereich.");
        var reason = award.Reason is { } written ? $"\n{written}" : "";
        return string.Join("\n\n",
        [
            $"{application.Coordinator.Name}\n{application.Call.Reference} · {application.Id}",
            $"Your application was evaluated. Decided on {day.En}: {word.En}.{scored.En}{reason}{After(decided.Result).En}",
            .. isAll ? Array.Empty<string>() : [WaysEn],
            $"Ihr Antrag wurde bewertet. Entschieden am {day.De}: {word.De}.{scored.De}{reason}{After(decided.Result).De}",
            .. isAll ? Array.Empty<string>() : [WaysDe],
        ]);
    }

    private static string Travel(ApplicationAnswer application, ReimbursementDecisionAnswer paid, DecidedReimbursementAnswer decided)
    {
        var (day, isAll) = (EntryWords.Moment(decided.DecidedAt), decided.Amount >= decided.Journeys.Sum(journey => journey.Spent));
        var reason = paid.Reason is { } written ? $"\n{written}" : "";
        return string.Join("\n\n",
        [
            $"{application.Coordinator.Name}\n{application.Call.Reference} · {application.Id}",
            $"On {day.En} it was decided to reimburse {Figure.EuroEn(decided.Amount)}:\n{string.Join('\n', decided.Journeys.Index().Select(one => $"- person {one.Index + 1}: {Figure.EuroEn(one.Item.Paid)} of {Figure.EuroEn(one.Item.Spent)} spent"))}{reason}",
            .. isAll ? Array.Empty<string>() : [TravelWaysEn],
            $"Am {day.De} wurde entschieden, {Figure.EuroDe(decided.Amount)} zu erstatten:\n{string.Join('\n', decided.Journeys.Index().Select(one => $"- Person {one.Index + 1}: {Figure.EuroDe(one.Item.Paid)} von {Figure.EuroDe(one.Item.Spent)} Ausgaben"))}{reason}",
            .. isAll ? Array.Empty<string>() : [TravelWaysDe],
        ]);
    }

    private const string TravelWaysEn =
        "Against this you may ask for a review of legality within one month (Article 22 of Regulation 58/2003), or bring an action for annulment within two months (Article 263 TFEU). One action at a time. The European Ombudsman can be turned to within two years.";

    private const string TravelWaysDe =
        "Dagegen können Sie innerhalb eines Monats eine Rechtmäßigkeitskontrolle beantragen (Artikel 22 der Verordnung 58/2003), oder innerhalb von zwei Monaten Nichtigkeitsklage erheben (Artikel 263 AEUV). Immer nur einen dieser Wege. Daneben steht innerhalb von zwei Jahren der Weg zur Europäischen Bürgerbeauftragten offen.";

    /// <summary>What comes next.</summary>
    private static Text After(AwardResult result) => result switch
    {
        AwardResult.Funded => new(
            "\nThe grant agreement is prepared with you now; the conditions are checked again at its signature.", "\nDie Finanzhilfevereinbarung wird nun mit Ihnen vorbereitet; bei der Unterzeichnung werden die Voraussetzungen noch einmal geprüft."),
        AwardResult.Reserve => new("\nYou may still be funded if money becomes free; then you get another letter.", "\nWird Geld frei, können Sie noch gefördert werden; dann erhalten Sie ein weiteres Schreiben."),
        _ => new("", ""),
    };

    private static string Redress(ApplicationAnswer application, RedressAnswer redress) => string.Join("\n\n",
        $"{application.Coordinator.Name}\n{application.Call.Reference} · {application.Id}",
        redress.Upheld is true ? $"Your {redress.Name.En} was upheld. The application is decided anew." : $"Your {redress.Name.En} was rejected; the decision stays.\n{redress.Reason}",
        redress.Upheld is true ? $"Ihrem {redress.Name.De} wurde stattgegeben. Über den Antrag wird neu entschieden." : $"Ihr {redress.Name.De} wurde zurückgewiesen; die Entscheidung bleibt.\n{redress.Reason}");

    private const string WaysEn =
        "Against this you may ask for a review within 30 days of receiving this letter, about procedure and errors; for a review of legality within one month (Article 22 of Regulation 58/2003); or bring an action for annulment within two months (Article 263 TFEU). One action at a time. The European Ombudsman can be turned to within two years.";

    private const string WaysDe =
        "Dagegen können Sie innerhalb von 30 Tagen nach Zugang dieses Schreibens eine Überprüfung beantragen, die Verfahren und Fehler betrifft, innerhalb eines Monats eine Rechtmäßigkeitskontrolle (Artikel 22 der Verordnung 58/2003), oder innerhalb von zwei Monaten Nichtigkeitsklage erheben (Artikel 263 AEUV). Immer nur einen dieser Wege. Daneben steht innerhalb von zwei Jahren der Weg zur Europäischen Bürgerbeauftragten offen.";
}
