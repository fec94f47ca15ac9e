using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Narration;
using EligibilityService.Domain.Time;

namespace EligibilityService.Application.Applications;

/// <summary>What the people of an application still have to do before the deadline, beside what the verdict says: in the order in which the form asks for it, each with the time that is left.</summary>
internal static class Lacking
{
    public static IReadOnlyList<MissingAnswer> In(ApplicationRecord application, CallDossier call, IKnowledge knowledge, DateTimeOffset now)
    {
        var (state, dossier) = (application.State, application.Dossier);
        if (state.Status is ApplicationStatus.Withdrawn || call.Terms?.Deadline is not { } deadline || now > deadline.Latest) return [];

        var missing = new List<MissingAnswer>();
        foreach (var partner in dossier.Partners)
        {
            var name = partner.Dossier(partner.Cluster is { } cluster ? knowledge.Cluster(cluster)?.Dossier : null).Name.Newest?.Value ?? "?";
            if (partner is { Standing: PartnerStanding.Invited, Cluster: not null }) missing.Add(new("partner-not-confirmed", new($"{name} has not confirmed yet.", $"{name} hat noch nicht zugesagt."), partner.Id));
            if (partner is { Standing: PartnerStanding.Invited, Cluster: null }) missing.Add(new("partner-not-attested", new($"Confirm for {name} that it takes part.", $"Bestätigen Sie für {name} die Teilnahme."), partner.Id));
            if (partner.Standing is PartnerStanding.Declined) missing.Add(new("partner-declined", new($"{name} has declined and is not counted. Remove it, or ask it again.", $"{name} hat abgesagt und zählt nicht. Nehmen Sie den Partner heraus, oder fragen Sie ihn neu."), partner.Id));
        }

        if (AsksForIndependence(call, state.Strand)) missing.AddRange(Untold(dossier, knowledge));
        if (state.Status is ApplicationStatus.Draft) missing.Add(new("not-submitted", new("The application is not handed in yet.", "Der Antrag ist noch nicht eingereicht.")));
        else if (state.ChangedSinceSubmission) missing.Add(new("not-submitted-again", new("Your last changes are not handed in yet.", "Ihre letzten Änderungen sind noch nicht eingereicht.")));
        return [.. Entries(application, call).Concat(missing).Select(item => item with { DueAt = deadline.Latest, DaysLeft = BrusselsTime.DayOf(deadline.Latest).DayNumber - BrusselsTime.DayOf(now).DayNumber })];
    }

    /// <summary>Entries that the call asks for, and shares that do not add up.</summary>
    private static IEnumerable<MissingAnswer> Entries(ApplicationRecord application, CallDossier call)
    {
        var (state, proposal) = (application.State, application.State.Proposal);
        Question[] asked = [.. call.Terms!.Criteria.Where(criterion => criterion.Concerns(state.Strand)).SelectMany(criterion => Parts(criterion.Question))];
        bool Asks<T>() where T : Question => asked.OfType<T>().Any();

        if (proposal.Title is null) yield return new("title-missing", new("Give the proposal a title.", "Geben Sie dem Antrag einen Titel."));
        if (proposal.RequestedGrant is null && (Asks<GrantWithin>() || Asks<RateWithin>())) yield return new("grant-missing", new("Enter the requested grant.", "Tragen Sie die beantragte Finanzhilfe ein."));
        if (proposal.EligibleCosts is null && Asks<RateWithin>()) yield return new("costs-missing", new("Enter the eligible costs.", "Tragen Sie die förderfähigen Kosten ein."));
        if (proposal.DurationMonths is null && Asks<DurationWithin>()) yield return new("duration-missing", new("Enter the duration.", "Tragen Sie die Laufzeit ein."));
        if (proposal.TargetCountries is null && (Asks<TargetCountriesWithin>() || Asks<ThirdCountriesWithin>())) yield return new("target-countries-missing", new("Choose the target countries.", "Wählen Sie die Zielländer."));
        foreach (var kind in asked.OfType<Declared>().Select(declared => declared.Kind).Distinct().Where(kind => !state.Declarations.Contains((kind, state.Coordinator))))
        {
            var what = ApplicationNames.Declaration(kind);
            yield return new("declaration-missing", new($"Sign: {what.En}.", $"Unterzeichnen Sie: {what.De}."));
        }

        foreach (var gap in SharedBudget.Gaps(state.Budget, proposal.RequestedGrant, proposal.EligibleCosts))
        {
            var ((sharedEn, sharedDe), (statedEn, statedDe)) = ((Figure.EuroEn(gap.Shared), Figure.EuroDe(gap.Shared)), (Figure.EuroEn(gap.Stated), Figure.EuroDe(gap.Stated)));
            yield return gap.OfGrant
                ? new("budget-does-not-add-up", new($"The shares of the requested grant add up to {sharedEn}; the proposal says {statedEn}.", $"Die Anteile an der Finanzhilfe ergeben {sharedDe}; im Antrag stehen {statedDe}."))
                : new("budget-does-not-add-up", new($"The shares of the eligible costs add up to {sharedEn}; the proposal says {statedEn}.", $"Die Anteile an den Kosten ergeben {sharedDe}; im Antrag stehen {statedDe}."));
        }
    }

    private static IEnumerable<Question> Parts(Question question) => question is Composition composition ? composition.Parts.SelectMany(Parts) : [question];

    private static bool AsksForIndependence(CallDossier call, string? strand) =>
        call.Terms!.Criteria.Any(criterion => criterion.Concerns(strand) && criterion.Question is PartnersIndependent or PartnersAtLeast { Independent: true });

    private static IEnumerable<MissingAnswer> Untold(ApplicationDossier dossier, IKnowledge knowledge)
    {
        if (dossier.CoordinatorControl is null) yield return Control(dossier.Coordinator, knowledge.Cluster(dossier.Coordinator)?.Dossier.Name.Newest?.Value);
        foreach (var partner in dossier.Partners.Where(partner => partner is { Control: null, Role: PartnerRole.Partner }))
        {
            yield return Control(partner.Id, partner.Dossier(partner.Cluster is { } cluster ? knowledge.Cluster(cluster)?.Dossier : null).Name.Newest?.Value);
        }
    }

    private static MissingAnswer Control(Guid partner, string? name) => new(
        "control-not-told", new($"State who controls {name}, or that nobody does.", $"Geben Sie an, wer {name} beherrscht, oder dass es niemand tut."), partner);
}
