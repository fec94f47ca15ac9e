using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Narration;

internal static class DecisionSentences
{
    public static Narrated Tell(IApplicationEvent @event) => @event switch
    {
        CriterionJudged judged => Say(
            $"{{who}} judged criterion {judged.Criterion}: {(judged.Met ? "met" : "not met")}.", $"{{who}} hat das Kriterium {judged.Criterion} beurteilt: {(judged.Met ? "erfüllt" : "nicht erfüllt")}.").By(judged.JudgedBy).Reason(judged.Reason),
        OrganisationsCompared compared => Say(
                $"{{who}} found that {{organisation}} and {{other}} are {(compared.Same ? "the same" : "two different organisations")}.",
                $"{{who}} hat festgestellt: {{organisation}} und {{other}} sind {(compared.Same ? "dieselbe Organisation" : "zwei verschiedene Organisationen")}.")
            .By(compared.ComparedBy).Thing("{organisation}", compared.Organisation).Thing("{other}", compared.Other).Reason(compared.Reason),
        ProposalLetStand stands => Say(
                "{who} recorded that of the proposals in which {organisation} stands, this one stands.",
                "{who} hat festgehalten, dass von den Anträgen mit {organisation} dieser gilt.")
            .By(stands.DecidedBy).Thing("{organisation}", stands.Organisation).Reason(stands.Reason),
        EligibilityProposed proposed => (Word(proposed.Eligible), EntryWords.Outcome(proposed.Verdict.Outcome)) switch
        {
            var (word, outcome) => Say($"{{who}} proposed to decide: {word.En}. The verdict then: {outcome.En}.", $"{{who}} hat als Entscheidung vorgeschlagen: {word.De}. Das Ergebnis damals: {outcome.De}.")
                .By(proposed.ProposedBy).Reason(proposed.Reason),
        },
        EligibilityDecided decided => (Word(decided.Eligible), EntryWords.Outcome(decided.Verdict.Outcome)) switch
        {
            var (word, outcome) => Say(
                    $"{{who}} confirmed what {{proposer}} had proposed; decided: {word.En}. The verdict then: {outcome.En}.",
                    $"{{who}} hat den Vorschlag von {{proposer}} bestätigt; entschieden: {word.De}. Das Ergebnis damals: {outcome.De}.")
                .By(decided.ConfirmedBy).Person("{proposer}", decided.ProposedBy).Reason(decided.Reason),
        },
        _ => throw new UnknownEventException(@event),
    };

    private static Text Word(bool eligible) => eligible ? new("eligible", "förderfähig") : new("not eligible", "nicht förderfähig");

    private static Narrated Say(string en, string de) => new(new Text(en, de));
}
