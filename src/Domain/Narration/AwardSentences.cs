using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Domain.Narration;

/// <summary>Evaluation, award and signature.</summary>
public static class AwardSentences
{
    internal static Narrated Tell(IApplicationEvent @event) => @event switch
    {
        ApplicationEvaluated evaluated => Scored(evaluated) switch
        {
            var scored => Say($"{{who}} recorded the evaluation: {scored.En}.", $"{{who}} hat die Bewertung festgehalten: {scored.De}.").By(evaluated.RecordedBy).Note(new("Comment", "Anmerkung"), evaluated.Comment),
        },
        AwardProposed proposed => Of(proposed.Result, proposed.Amount) switch
        {
            var word => Say($"{{who}} proposed for rank {proposed.Rank}: {word.En}.", $"{{who}} hat für Rang {proposed.Rank} vorgeschlagen: {word.De}.").By(proposed.ProposedBy).Reason(proposed.Reason),
        },
        AwardDecided decided => Of(decided.Result, decided.Amount) switch
        {
            var word => Say(
                    $"{{who}} confirmed what {{proposer}} had proposed for rank {decided.Rank}; decided: {word.En}.",
                    $"{{who}} hat den Vorschlag von {{proposer}} für Rang {decided.Rank} bestätigt; entschieden: {word.De}.")
                .By(decided.ConfirmedBy).Person("{proposer}", decided.ProposedBy).Reason(decided.Reason),
        },
        SignatureChecked check => (EntryWords.Day(check.On), EntryWords.Outcome(check.Verdict.Outcome)) switch
        {
            var (day, outcome) => Say(
                $"{{who}} had the conditions checked for a signature on {day.En}: {outcome.En}.", $"{{who}} hat die Voraussetzungen für eine Unterzeichnung am {day.De} prüfen lassen: {outcome.De}.").By(check.CheckedBy),
        },
        SignatureProposed proposed => EntryWords.Day(proposed.On) switch
        {
            var day => Say($"{{who}} proposed that the grant agreement is signed on {day.En}.", $"{{who}} hat vorgeschlagen, die Finanzhilfevereinbarung am {day.De} zu unterzeichnen.").By(proposed.ProposedBy).Reason(proposed.Reason),
        },
        GrantSigned signed => EntryWords.Day(signed.On) switch
        {
            var day => Say(
                    $"{{who}} confirmed what {{proposer}} had proposed: the grant agreement is signed on {day.En}.",
                    $"{{who}} hat den Vorschlag von {{proposer}} bestätigt: Die Finanzhilfevereinbarung wird am {day.De} unterzeichnet.")
                .By(signed.ConfirmedBy).Person("{proposer}", signed.ProposedBy).Reason(signed.Reason),
        },
        _ => throw new UnknownEventException(@event),
    };

    internal static Narrated Reimbursing(IApplicationEvent @event) => @event switch
    {
        ReimbursementProposed proposed => Say(
                $"{{who}} proposed to reimburse {Figure.EuroEn(proposed.Amount)} of {Figure.EuroEn(Spent(proposed.Journeys))} spent.",
                $"{{who}} hat vorgeschlagen, von {Figure.EuroDe(Spent(proposed.Journeys))} Ausgaben {Figure.EuroDe(proposed.Amount)} zu erstatten.").By(proposed.ProposedBy).Reason(proposed.Reason),
        ReimbursementDecided decided => Say(
                $"{{who}} confirmed what {{proposer}} had proposed: {Figure.EuroEn(decided.Amount)} of {Figure.EuroEn(Spent(decided.Journeys))} spent are reimbursed.",
                $"{{who}} hat den Vorschlag von {{proposer}} bestätigt: Von {Figure.EuroDe(Spent(decided.Journeys))} Ausgaben werden {Figure.EuroDe(decided.Amount)} erstattet.")
            .By(decided.ConfirmedBy).Person("{proposer}", decided.ProposedBy).Reason(decided.Reason),
        _ => throw new UnknownEventException(@event),
    };

    private static decimal Spent(Journey[] journeys) => journeys.Sum(journey => journey.Spent);

    /// <summary>What a proposal gets, as officers and letters say it.</summary>
    public static Text Of(AwardResult result, decimal? amount = null) => result switch
    {
        AwardResult.Funded when amount is { } grant => new($"funded with {Figure.EuroEn(grant)}", $"gefördert mit {Figure.EuroDe(grant)}"),
        AwardResult.Funded => new("funded", "gefördert"),
        AwardResult.Reserve => new("on the reserve list", "auf der Reserveliste"),
        AwardResult.Labelled => new("label without funding", "Label ohne Förderung"),
        _ => new("rejected", "abgelehnt"),
    };

    private static Text Scored(ApplicationEvaluated evaluated)
    {
        var (score, criteria) = (new Text($"score {Figure.En(evaluated.Score)}", $"Punktzahl {Figure.De(evaluated.Score)}"), evaluated.Criteria);
        if (evaluated.Threshold is { } needed) score = new($"{score.En}, threshold {Figure.En(needed)}", $"{score.De}, Schwellenwert {Figure.De(needed)}");
        return criteria.Length == 0 ? score : new(
            $"{score.En} ({string.Join("; ", criteria.Select(one => $"{one.Criterion}: {Figure.En(one.Score)}"))})", $"{score.De} ({string.Join("; ", criteria.Select(one => $"{one.Criterion}: {Figure.De(one.Score)}"))})");
    }

    private static Narrated Say(string en, string de) => new(new Text(en, de));
}
