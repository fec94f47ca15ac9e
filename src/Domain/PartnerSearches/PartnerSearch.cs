using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.PartnerSearches;

/// <summary>A notice by which a cluster looks for partners or offers to be one, as its decisions and its readers need to see it.</summary>
public sealed record PartnerSearch : IState<PartnerSearch, IPartnerSearchEvent>
{
    /// <summary>A notice that stands longer is forgotten by those who posted it.</summary>
    public const int MostDays = 366;

    public static PartnerSearch Initial { get; } = new();

    public PartnerSearchPosted? Posted { get; init; }
    public bool IsWithdrawn { get; init; }

    /// <param name="cluster">As it stands: only who is published and lets itself be found may post.</param>
    /// <param name="call">The one it is for; null: in general.</param>
    public Decision<IPartnerSearchEvent> Post(PartnerSearchPosted posted, Cluster cluster, CallDossier? call, DateTimeOffset at) => Post(posted, cluster, call, at, BrusselsTime.DayOf(at));

    private Decision<IPartnerSearchEvent> Post(PartnerSearchPosted posted, Cluster cluster, CallDossier? call, DateTimeOffset at, DateOnly today) => this switch
    {
        { Posted: { } known } => SaysTheSame(known, posted) ? [] : PartnerSearchRefusals.PostedOtherwise,
        _ when call is not null && !IsAhead(call, at) => PartnerSearchRefusals.CallOver,
        _ when cluster.Status is not RegistrationStatus.Published => PartnerSearchRefusals.NotPublished,
        _ when cluster.Profile.MayBeFoundAsPartner is not true => PartnerSearchRefusals.NotToBeFound,
        _ when posted.ValidUntil < today => PartnerSearchRefusals.OverAlready,
        _ when posted.ValidUntil > today.AddDays(MostDays) => PartnerSearchRefusals.TooLong,
        _ => [posted],
    };

    /// <param name="cluster">Whose search it is said to be.</param>
    public Decision<IPartnerSearchEvent> Withdraw(Guid cluster, Guid by, DateTimeOffset receivedAt) => this switch
    {
        { Posted: null } => PartnerSearchRefusals.Unknown,
        _ when Posted.Cluster != cluster => PartnerSearchRefusals.Unknown,
        { IsWithdrawn: true } => [],
        _ => [new PartnerSearchWithdrawn(by, receivedAt)],
    };

    /// <summary>Partners for it may still be looked for.</summary>
    public static bool IsAhead(CallDossier call, DateTimeOffset at) => call.StatusAt(at) is CallPhase.Announced or CallPhase.Open or CallPhase.OpenByOneReading or CallPhase.Unknown;

    /// <summary>Stands on that day, as far as the notice itself goes.</summary>
    public bool StandsOn(DateOnly day) => Posted is { } posted && !IsWithdrawn && day <= posted.ValidUntil;

    public PartnerSearch Evolve(IPartnerSearchEvent @event) => @event switch
    {
        PartnerSearchPosted posted => this with { Posted = posted },
        PartnerSearchWithdrawn => this with { IsWithdrawn = true },
        _ => throw new UnknownEventException(@event),
    };

    /// <remarks>Lists compare by what they hold.</remarks>
    private static bool SaysTheSame(PartnerSearchPosted one, PartnerSearchPosted other) =>
        one with { Wanted = other.Wanted } == other && one.Wanted.SaysTheSameAs(other.Wanted);
}

internal static class PartnerSearchRefusals
{
    public static readonly Refusal Unknown = new("partner-search-unknown", new("There is no such partner search.", "Diese Partnersuche gibt es nicht."));

    public static readonly Refusal PostedOtherwise = new("partner-search-posted-otherwise", new(
        "Under this id another notice was posted. Use a new id.", "Unter dieser Kennung steht eine andere Anzeige. Verwenden Sie eine neue."));

    public static readonly Refusal NotPublished = new("partner-search-not-published", new(
        "Only a cluster with a published profile posts partner searches. Ask for your profile to be reviewed first.",
        "Nur ein Cluster mit veröffentlichtem Profil kann Partner suchen. Beantragen Sie zuerst die Prüfung des Profils."));

    public static readonly Refusal NotToBeFound = new("partner-search-not-to-be-found", new(
        "Your profile does not allow you to be found as a partner. Allow it there, then post the search.",
        "Ihr Profil erlaubt nicht, dass Sie als Partner gefunden werden. Erlauben Sie es dort, und veröffentlichen Sie dann die Suche."));

    public static readonly Refusal CallOver = new("partner-search-call-over", new(
        "Nobody can apply to this call any more. Choose another one, or search in general.", "Zu dieser Ausschreibung kann niemand mehr antreten. Wählen Sie eine andere, oder suchen Sie allgemein."));

    public static readonly Refusal OverAlready = new("partner-search-over-already", new(
        "The last day lies in the past. Choose a later one.", "Der letzte Tag liegt in der Vergangenheit. Wählen Sie einen späteren."));

    public static readonly Refusal TooLong = new("partner-search-too-long", new(
        "A search stands for at most a year. Choose an earlier last day; you can post it again.",
        "Eine Suche steht höchstens ein Jahr. Wählen Sie einen früheren letzten Tag; Sie können sie erneut veröffentlichen."));
}
