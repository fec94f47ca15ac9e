using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;

namespace EligibilityService.Application.Applications;

/// <summary>What the people of an application still have to do before the deadline, beside what the verdict says.</summary>
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
        return missing;
    }

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
