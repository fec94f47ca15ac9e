using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility;

/// <summary>What a question may look at: one organisation's dossier or several together, the programme's facts and, where there is one, the application.</summary>
/// <param name="At">The moment at which the criterion must hold.</param>
/// <param name="Strict">Leaves out what was asserted by the applicant afterwards, with effect before that moment, and not verified.</param>
/// <param name="Consortium">Null where one organisation is looked at alone.</param>
/// <param name="Criterion">Id of the criterion that asks, for answers that somebody has given to just that.</param>
/// <param name="Event">What is known around a request to an event; null where nothing is.</param>
/// <param name="Travel">What the call lays down about travelling.</param>
public readonly record struct Case(
    OrganisationDossier Dossier, ProgrammeFacts Programme, ApplicationDossier? Application, DateTimeOffset At, bool Strict, Consortium? Consortium = null, string? Criterion = null,
    EventSurroundings? Event = null, TravelTerms? Travel = null)
{
    public Fact<T>? Look<T>(Chronicle<T> entry) => entry.At(At, Strict);

    /// <summary>The same, looking at one partner alone.</summary>
    public Case Of(Partner partner) => this with { Dossier = partner.Dossier, Consortium = null };

    /// <summary>A question of the partners is put to each of them; the weakest answer counts, and each is kept.</summary>
    public Finding Ask(Question question)
    {
        if (Consortium is null || question.AskedOf() is not Scope.Partner) return question.Examine(this);
        if (Consortium.IsAlone) return question.Examine(Of(Consortium.Members[0]));

        var partners = Consortium.Counted;
        var answers = new Finding[partners.Length];
        var weakest = Outcome.Met;
        for (var i = 0; i < partners.Length; i++)
        {
            answers[i] = question.Examine(Of(partners[i]));
            if (answers[i].Outcome < weakest) weakest = answers[i].Outcome;
        }

        return new(weakest, EachPartner, Parts: answers);
    }

    /// <summary>Reason and remedy; of a question put to each partner, those of the partners who decided it, by name.</summary>
    public Explanation Explain(Question question, in Finding finding, Names names)
    {
        if (Consortium is { IsAlone: true } && question.AskedOf() is Scope.Partner) return question.Explain(finding, Of(Consortium.Members[0]), names);
        if (Consortium is null || finding.Reason is not EachPartner) return question.Explain(finding, this, names);
        if (finding.Outcome is Outcome.Met) return new("met-by-each-partner", new("Holds for each partner.", "Gilt für jeden Partner."));

        var told = new List<(Text Name, Explanation Explanation)>();
        foreach (var (partner, answer) in Consortium.Counted.Zip(finding.Parts!))
        {
            if (answer.Outcome != finding.Outcome) continue;
            told.Add(partner.IsDiscreet ? (OnePartner, Discreet(answer, question, names)) : (partner.Called, question.Explain(answer, Of(partner), names)));
        }

        return new(
            told.Select(it => it.Explanation.Code).Distinct().ToArray() is [var same] ? same : "several-partners",
            Named(told.Select(it => (it.Name, it.Explanation.Reason))),
            new(
                "each-partner", Named(told.Where(it => it.Explanation.Remedy is not null).Select(it => (it.Name, it.Explanation.Remedy!.What))),
                Remedy.Last(told.Select(it => it.Explanation.Remedy).OfType<Remedy>(), At, Enumerable.Min)));
    }

    private static readonly Text OnePartner = new("One partner", "Ein Partner");

    private static Explanation Discreet(in Finding answer, Question question, Names names)
    {
        var asked = question.Statement(names);
        return answer.Outcome is Outcome.NotMet
            ? new("partner-does-not-meet-it", new($"does not meet this: {asked.En}", $"erfüllt dies nicht: {asked.De}"), AskPartner)
            : new("partner-leaves-it-open", new($"leaves this open: {asked.En}", $"lässt dies offen: {asked.De}"), AskPartner);
    }

    private static readonly Remedy AskPartner = new("ask-partner", new("Ask the partner; it sees the reason.", "Fragen Sie den Partner; er sieht den Grund."));

    public const string EachPartner = "each-partner";

    private static Text Named(IEnumerable<(Text Name, Text Said)> told)
    {
        var all = told.ToArray();
        return new(string.Join(' ', all.Select(it => $"{it.Name.En}: {it.Said.En}")), string.Join(' ', all.Select(it => $"{it.Name.De}: {it.Said.De}")));
    }
}
