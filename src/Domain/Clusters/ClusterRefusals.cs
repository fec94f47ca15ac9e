using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Clusters;

internal static class ClusterRefusals
{
    public static readonly Refusal Unknown = new("cluster-unknown", new(
        "There is no such cluster profile.",
        "Dieses Clusterprofil gibt es nicht."));

    public static readonly Refusal AlreadyDrafted = new("cluster-already-registered", new(
        "This cluster profile has been started by somebody else. Ask its managers to add you as a colleague.",
        "Dieses Clusterprofil hat schon jemand anderes begonnen. Bitten Sie dessen Verantwortliche, Sie hinzuzufügen."));

    public static readonly Refusal Withdrawn = new("cluster-withdrawn", new(
        "This profile has been withdrawn. Register the organisation again.",
        "Dieses Profil ist zurückgezogen. Registrieren Sie die Organisation neu."));

    public static readonly Refusal Suspended = new("cluster-suspended", new(
        "The profile is suspended. Ask the moderators to reinstate it.",
        "Das Profil ist gesperrt. Bitten Sie die Moderation, es wieder freizugeben."));

    public static readonly Refusal NoReviewRequested = new("cluster-review-not-requested", new(
        "Nobody has asked for a review of this profile. The organisation has to request it first.",
        "Für dieses Profil ist keine Prüfung beantragt. Die Organisation muss sie zuerst beantragen."));

    public static readonly Refusal NotPublished = new("cluster-not-published", new(
        "Only a published profile can be suspended.",
        "Nur ein veröffentlichtes Profil kann gesperrt werden."));

    public static readonly Refusal PeriodEndsBeforeItBegins = new("label-period-ends-before-it-begins", new(
        "The label's last day lies before its first. Check both dates.",
        "Der letzte Tag des Labels liegt vor dem ersten. Prüfen Sie beide Daten."));

    public static readonly Refusal LastManager = new("cluster-needs-a-manager", new(
        "This is the last person who can act for the cluster. Add a colleague first.",
        "Das ist die letzte Person, die für das Cluster handeln kann. Fügen Sie zuerst jemanden hinzu."));

    public static readonly Refusal AlreadyManaged = new("cluster-already-managed", new(
        "This cluster is managed already. Ask its managers to add you as a colleague.",
        "Dieses Cluster wird bereits betreut. Bitten Sie die Verantwortlichen, Sie hinzuzufügen."));

    public static readonly Refusal NoSuchClaim = new("claim-unknown", new(
        "This person has not claimed the cluster.",
        "Diese Person hat das Cluster nicht für sich beansprucht."));

    public static readonly Refusal OwnClaim = new("four-eyes", new(
        "Nobody decides on his or her own claim. Another moderator has to do it.",
        "Niemand entscheidet über den eigenen Anspruch. Das muss eine andere Person der Moderation tun."));
}
