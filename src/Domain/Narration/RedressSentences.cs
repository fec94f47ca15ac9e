using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Narration;

/// <summary>Questions to the applicant, letters, and what became of a decision that was turned against.</summary>
public static class RedressSentences
{
    internal static Narrated Clarifying(IApplicationEvent @event, Names names) => @event switch
    {
        ClarificationRequested asked => (string.Join(", ", asked.Criteria), EntryWords.Moment(asked.AnswerBy)) switch
        {
            var (criteria, until) => Say(
                    $"{{who}} asked the applicant about what may be a slip ({criteria}); to be answered by {until.En}.",
                    $"{{who}} hat wegen eines möglichen Versehens zurückgefragt ({criteria}); zu beantworten bis {until.De}.")
                .By(asked.RequestedBy).Note(new("Question", "Rückfrage"), asked.Question),
        },
        ClarificationAnswered { Corrected: { } meant } answered when Names.List(ApplicationSentences.Figures(meant, names)) is var figures => Say(
                $"{{who}} answered: it was a slip, meant was {figures.En}.", $"{{who}} hat geantwortet: Es war ein Versehen, gemeint war {figures.De}.")
            .By(answered.AnsweredBy).Note(new("Answer", "Antwort"), answered.Answer),
        ClarificationAnswered answered => Say("{who} answered the question.", "{who} hat die Rückfrage beantwortet.").By(answered.AnsweredBy).Note(new("Answer", "Antwort"), answered.Answer),
        SlipAccepted accepted when Names.List(ApplicationSentences.Figures(accepted.Corrected, names)) is var figures => Say(
                $"{{who}} found that it was a slip. The proposal is judged with {figures.En}.", $"{{who}} hat ein Versehen festgestellt. Geprüft wird der Antrag mit: {figures.De}.")
            .By(accepted.AcceptedBy).Reason(accepted.Reason),
        _ => throw new UnknownEventException(@event),
    };

    internal static Narrated Tell(IApplicationEvent @event) => @event switch
    {
        LetterSent sent => Of(sent.Kind) switch
        {
            var kind => Say($"{{who}} sent the letter {kind.En}.", $"{{who}} hat das Schreiben {kind.De} versandt.").By(sent.SentBy).Note(new("Letter", "Schreiben"), sent.Text),
        },
        LetterOpened opened => Say("{who} opened the letter.", "{who} hat das Schreiben geöffnet.").By(opened.OpenedBy),
        RedressRequested asked => Name(asked.Kind) switch
        {
            var name => Say($"{{who}} turned against the decision: {name.En}.", $"{{who}} ist gegen die Entscheidung vorgegangen: {name.De}.").By(asked.RequestedBy).Note(new("Grounds", "Begründung"), asked.Grounds),
        },
        RedressWithdrawn gone => Say("{who} took it back.", "{who} hat das zurückgenommen.").By(gone.WithdrawnBy),
        RedressProposed proposed => Word(proposed.Upheld) switch
        {
            var word => Say($"{{who}} proposed: {word.En}.", $"{{who}} hat vorgeschlagen: {word.De}.").By(proposed.ProposedBy).Reason(proposed.Reason),
        },
        RedressDecided decided => Word(decided.Upheld) switch
        {
            var word => Say(
                    $"{{who}} confirmed what {{proposer}} had proposed: {word.En}.{(decided.Upheld ? " The application is decided anew." : "")}",
                    $"{{who}} hat den Vorschlag von {{proposer}} bestätigt: {word.De}.{(decided.Upheld ? " Über den Antrag wird neu entschieden." : "")}")
                .By(decided.ConfirmedBy).Person("{proposer}", decided.ProposedBy).Reason(decided.Reason),
        },
        _ => throw new UnknownEventException(@event),
    };

    /// <summary>The action against a decision, as the field calls it.</summary>
    public static Text Name(RedressKind kind) => kind switch
    {
        RedressKind.EligibilityReview => new("request for review of the eligibility decision", "Antrag auf Überprüfung der Entscheidung über die Förderfähigkeit"),
        RedressKind.EvaluationReview => new("request for review of the evaluation", "Antrag auf Überprüfung der Bewertung"),
        RedressKind.LegalityReview => new("request for review of legality (Article 22 of Regulation 58/2003)", "Antrag auf Rechtmäßigkeitskontrolle (Artikel 22 der Verordnung 58/2003)"),
        _ => new("action for annulment (Article 263 TFEU)", "Nichtigkeitsklage (Artikel 263 AEUV)"),
    };

    private static Text Of(LetterKind kind) => kind switch
    {
        LetterKind.AwardDecision => new("on the award decision", "zur Gewährungsentscheidung"),
        LetterKind.TravelDecision => new("on the reimbursement of travel costs", "zur Erstattung der Reisekosten"),
        LetterKind.EligibilityDecision => new("on the decision on eligibility", "zur Entscheidung über die Förderfähigkeit"),
        _ => new("on the outcome of the review", "zum Ergebnis der Überprüfung"),
    };

    private static Text Word(bool upheld) => upheld ? new("upheld, the decision falls", "stattgegeben, die Entscheidung ist aufgehoben") : new("rejected, the decision stays", "zurückgewiesen, die Entscheidung bleibt");

    private static Narrated Say(string en, string de) => new(new Text(en, de));
}
