using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Domain.Narration;

internal static class ApplicationSentences
{
    public static Narrated Tell(IApplicationEvent @event, Names names) => @event switch
    {
        ApplicationStarted started => Say(
                $"{{who}} began an application of {{coordinator}} to {{call}}{(started.Strand is null ? "" : $", strand {started.Strand}")}.",
                $"{{who}} hat einen Antrag von {{coordinator}} zu {{call}}{(started.Strand is null ? "" : $", Handlungsbereich {started.Strand},")} begonnen.")
            .By(started.StartedBy).Thing("{coordinator}", started.Coordinator).Thing("{call}", started.Call),
        ProposalChanged changed => Tell(changed, names),
        DeclarationSigned signed => Kind(signed.Kind) switch
        {
            var kind => Say($"{{who}} declared for {{organisation}}: {kind.En}.", $"{{who}} hat für {{organisation}} erklärt: {kind.De}.").By(signed.SignedBy).Thing("{organisation}", signed.Organisation),
        },
        DeclarationWithdrawn gone => Kind(gone.Kind) switch
        {
            var kind => Say($"{{who}} took a declaration for {{organisation}} back: {kind.En}.", $"{{who}} hat eine Erklärung für {{organisation}} zurückgenommen: {kind.De}.").By(gone.WithdrawnBy).Thing("{organisation}", gone.Organisation),
        },
        ApplicationSubmitted submitted => (EntryWords.Outcome(submitted.Verdict.Outcome), EntryWords.Moment(submitted.ReceivedAt)) switch
        {
            var (outcome, at) => Say(
                $"{{who}} handed in version {submitted.Number}, received on {at.En}. The verdict then: {outcome.En}.",
                $"{{who}} hat Fassung {submitted.Number} eingereicht, eingegangen am {at.De}. Das Ergebnis damals: {outcome.De}.").By(submitted.SubmittedBy),
        },
        ProposalImported imported => EntryWords.Moment(imported.ReceivedAt) switch
        {
            var at => Say(
                $"{{who}} took proposal {imported.Number} over from {imported.Source}, received there on {at.En}.",
                $"{{who}} hat Antrag {imported.Number} aus {imported.Source} übernommen, dort eingegangen am {at.De}.").By(imported.ImportedBy),
        },
        SelectionRecorded selection => EntryWords.Selection(selection.Outcome) switch
        {
            var outcome => Say(
                $"{{who}} recorded the selection for version {selection.Version}: {outcome.En}.", $"{{who}} hat die Auswahl für Fassung {selection.Version} festgehalten: {outcome.De}.").By(selection.DecidedBy).Reason(selection.Reason),
        },
        ApplicationWithdrawn withdrawn => Say("{who} withdrew the application.", "{who} hat den Antrag zurückgezogen.").By(withdrawn.WithdrawnBy).Reason(withdrawn.Reason),
        PartnerNamed or PartnerChanged or PartnerRemoved or PartnerConfirmed or PartnerDeclined => PartnerSentences.Tell(@event),
        CriterionJudged or OrganisationsCompared or ProposalLetStand or EligibilityProposed or EligibilityDecided => DecisionSentences.Tell(@event),
        ClarificationRequested or ClarificationAnswered or SlipAccepted => RedressSentences.Clarifying(@event, names),
        DocumentAttached or DocumentRemoved or BudgetShared => DocumentSentences.Tell(@event),
        LetterSent or LetterOpened or RedressRequested or RedressWithdrawn or RedressProposed or RedressDecided => RedressSentences.Tell(@event),
        ReimbursementProposed or ReimbursementDecided => AwardSentences.Reimbursing(@event),
        ConsortiumChangeProposed or ConsortiumChanged => PartnerSentences.Changing(@event),
        ApplicationEvaluated or AwardProposed or AwardDecided or SignatureChecked or SignatureProposed or GrantSigned => AwardSentences.Tell(@event),
        _ => throw new UnknownEventException(@event),
    };

    private static Narrated Tell(ProposalChanged e, Names names)
    {
        var (fields, told) = (e.Changed, Figures(e.Changed, names));
        foreach (var name in e.Cleared) told.Add(new($"{Entry(name).En} emptied", $"{Entry(name).De} geleert"));

        var all = Names.List(told);
        var changed = Say($"{{who}} changed the proposal: {all.En}.", $"{{who}} hat den Antrag geändert: {all.De}.");
        return fields.StandsFor?.Partnership is { } partnership ? changed.Thing("{partnership}", partnership) : changed;
    }

    /// <summary>What is set, one by one.</summary>
    internal static List<Text> Figures(ProposalFields fields, Names names)
    {
        List<Text> told = [];
        if (fields.Title is { } title) told.Add(new($"title “{title}”", $"Titel „{title}“"));
        if (fields.RequestedGrant is { } grant) told.Add(new($"requested grant {Figure.EuroEn(grant)}", $"beantragte Finanzhilfe {Figure.EuroDe(grant)}"));
        if (fields.EligibleCosts is { } costs) told.Add(new($"eligible costs {Figure.EuroEn(costs)}", $"förderfähige Kosten {Figure.EuroDe(costs)}"));
        if (fields.DurationMonths is { } months) told.Add(Figure.Many(months, "month", "months", "Monat", "Monate") switch { var duration => new($"duration {duration.En}", $"Laufzeit {duration.De}") });
        if (fields.TargetCountries is { } targets && Names.List(targets.Select(names.Country)) is var countries) told.Add(new($"target countries {countries.En}", $"Zielländer {countries.De}"));
        if (fields.Pages is { } pages) told.Add(Figure.Many(pages, "page", "pages", "Seite", "Seiten"));
        if (fields.StandsFor is { Partnership: null }) told.Add(new("stands for a new partnership", "steht für eine neue Partnerschaft"));
        else if (fields.StandsFor is not null) told.Add(new("stands for the partnership {partnership}", "steht für die Partnerschaft {partnership}"));
        if (fields.Persons is { } persons) told.Add(new($"persons {persons}", $"Personen {persons}"));
        if (fields.Weeks is { } weeks) told.Add(new($"weeks {weeks}", $"Wochen {weeks}"));
        if (fields.TravelCosts is { } travel && Names.List(travel.Select(amount => new Text(Figure.EuroEn(amount), Figure.EuroDe(amount)))) is var amounts) told.Add(new($"travel costs {amounts.En}", $"Reisekosten {amounts.De}"));
        return told;
    }

    private static Text Entry(string name) => name switch
    {
        "title" => new("title", "Titel"),
        "requestedGrant" => new("requested grant", "beantragte Finanzhilfe"),
        "eligibleCosts" => new("eligible costs", "förderfähige Kosten"),
        "durationMonths" => new("duration", "Laufzeit"),
        "targetCountries" => new("target countries", "Zielländer"),
        "standsFor" => new("partnership", "Partnerschaft"),
        "pages" => new("number of pages", "Seitenzahl"),
        "persons" => new("persons", "Personen"),
        "weeks" => new("weeks", "Wochen"),
        "travelCosts" => new("travel costs", "Reisekosten"),
        _ => new(name, name),
    };

    internal static Text Kind(DeclarationKind kind) => kind switch
    {
        DeclarationKind.PlansToRegister => new("it plans to register on the platform", "sie will sich auf der Plattform registrieren"),
        DeclarationKind.ClusterOrganisation => new("it is a cluster organisation", "sie ist eine Clusterorganisation"),
        DeclarationKind.Exclusion => new("no ground for exclusion applies", "kein Ausschlussgrund liegt vor"),
        DeclarationKind.Budget => new("the budget is in euro, without double funding, profit or costs from before the start", "das Budget ist in Euro gerechnet, ohne Doppelförderung, Gewinn oder Kosten aus der Zeit vor dem Beginn"),
        _ => new("it has the capacity to carry the project out", "sie ist leistungsfähig genug für das Vorhaben"),
    };

    private static Narrated Say(string en, string de) => new(new Text(en, de));
}
