using EligibilityService.Domain.Access;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Log;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.PartnerSearches;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Retention;
using EligibilityService.Domain.Subscriptions;

namespace EligibilityService.Domain.Narration;

/// <summary>Tells any stored event in one sentence. Told when it is read, so that better words tell the past better too.</summary>
public static class Narrator
{
    /// <exception cref="UnknownEventException">No sentence has been written for this event.</exception>
    public static Narrated Tell(object @event, Names names) => @event switch
    {
        IClusterEvent cluster => ClusterSentences.Tell(cluster, names),
        ICallEvent call => CallSentences.Tell(call),
        IImpactEvent impact => ImpactSentences.Tell(impact),
        IApplicationEvent application => ApplicationSentences.Tell(application, names),
        IAccessEvent access => AccessSentences.Tell(access, names),
        IPartnershipEvent partnership => PartnershipSentences.Tell(partnership, names),
        IPartnerSearchEvent search => PartnershipSentences.Tell(search),
        ILogEvent log => LogSentences.Tell(log),
        IRetentionEvent retention => RetentionSentences.Tell(retention),
        ISubscriptionEvent subscription => SubscriptionSentences.Tell(subscription),
        IProgrammeEvent programme => ProgrammeSentences.Tell(programme, names),
        EligibilityChanged changed => new(new Text(
            $"For {Figure.Many(changed.Changes.Length, "cluster", "clusters", "", "").En} the outcome is no longer what it was{(changed.ByNewEngine ? ", because the service judges more exactly" : "")}.",
            $"Für {Figure.De(changed.Changes.Length)} Cluster ist das Ergebnis nicht mehr, was es war{(changed.ByNewEngine ? ", weil der Dienst genauer prüft" : "")}.")),
        _ => throw new UnknownEventException(@event),
    };
}
