using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Subscriptions;

namespace EligibilityService.Domain.Narration;

internal static class SubscriptionSentences
{
    public static Narrated Tell(ISubscriptionEvent @event) => @event switch
    {
        SubscriptionOpened opened => Say($"{{who}} opened a subscription to the feed, beginning after entry {opened.After}.", $"{{who}} hat den Feed abonniert, beginnend nach Eintrag {opened.After}.").By(opened.Owner),
        SubscriptionChanged changed => Say("{who} changed what the subscription sends, or where to.", "{who} hat geändert, was das Abonnement sendet oder wohin.").By(changed.ChangedBy),
        SubscriptionPaused paused => Say("{who} paused the subscription.", "{who} hat das Abonnement angehalten.").By(paused.PausedBy),
        SubscriptionResumed resumed => Say("{who} resumed the subscription.", "{who} hat das Abonnement fortgesetzt.").By(resumed.ResumedBy),
        SubscriptionEnded ended => Say("{who} ended the subscription.", "{who} hat das Abonnement beendet.").By(ended.EndedBy),
        SecretRenewed renewed => Say("{who} renewed the secret that deliveries are signed with.", "{who} hat das Geheimnis erneuert, mit dem Zustellungen unterschrieben werden.").By(renewed.RenewedBy),
        SubscriptionDisabled { Because: DisabledBecause.Gone } => Say("The service stopped the subscription, because its address said that it is gone.", "Der Dienst hat das Abonnement angehalten, weil die Adresse sich als aufgegeben gemeldet hat."),
        SubscriptionDisabled disabled => Say($"The service stopped the subscription: {disabled.Failures} attempts in a row were not taken.", $"Der Dienst hat das Abonnement angehalten: {disabled.Failures} Versuche in Folge wurden nicht angenommen."),
        SubscriptionMoved moved => Say($"{{who}} set the subscription to go on after entry {moved.After}.", $"{{who}} hat das Abonnement auf die Stelle nach Eintrag {moved.After} gesetzt.").By(moved.MovedBy),
        _ => throw new UnknownEventException(@event),
    };

    private static Narrated Say(string en, string de) => new(new Text(en, de));
}
