using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.PartnerSearches;
using EligibilityService.Domain.Time;

namespace EligibilityService.Application.PartnerSearches;

/// <summary>An open partner search that a set of partners fits.</summary>
public sealed record FittingSearch(Guid Id, SearchKind Kind);

/// <summary>Which partner searches stand at a moment, and whom they fit.</summary>
internal static class Standing
{
    /// <summary>Of more than these the newest are matched.</summary>
    private const int MostMatched = 500;

    /// <summary>Not over, not withdrawn, its call still ahead, and its cluster published and to be found.</summary>
    public static bool Stands(this PartnerSearchRecord search, IKnowledge knowledge, DateTimeOffset now) =>
        !search.IsBroken
        && search.State.StandsOn(BrusselsTime.DayOf(now))
        && knowledge.Cluster(search.State.Posted!.Cluster) is { State: { Status: RegistrationStatus.Published, Profile.MayBeFoundAsPartner: true } }
        && (search.State.Posted.Call is not { } call || (knowledge.Call(call) is { } known && PartnerSearch.IsAhead(known, now)));

    /// <summary>By cluster: its open search that somebody of the set fits, one for this call before one in general.</summary>
    public static IReadOnlyDictionary<Guid, FittingSearch> SearchesFitting(this IKnowledge knowledge, Consortium consortium, CallDossier call, DateTimeOffset now)
    {
        string[] named = [.. call.Terms!.Criteria.Select(criterion => criterion.Question).OfType<WorksIn>().Where(asked => asked.Entry is "targetCountries").SelectMany(asked => asked.AnyOf)];
        var profiles = consortium.Members.Select(member => knowledge.Cluster(member.Dossier.Id)?.State.Profile).OfType<ProfileFields>()
            .Select(profile => (Profile: profile, Targets: (string[])[.. profile.TargetCountries ?? [], .. named])).ToArray();
        var members = consortium.Members.Select(member => member.Dossier.Id).ToHashSet();

        var fitting = new Dictionary<Guid, FittingSearch>();
        foreach (var search in knowledge.PartnerSearches
            .Where(search => search.Stands(knowledge, now) && search.State.Posted!.Call is var wanted && (wanted is null || wanted == call.Id) && !members.Contains(search.State.Posted!.Cluster))
            .OrderByDescending(search => search.State.Posted!.Call is not null).ThenByDescending(search => search.PostedAt).Take(MostMatched))
        {
            var posted = search.State.Posted!;
            if (profiles.Any(it => posted.Wanted.Fits(it.Profile, it.Targets))) fitting.TryAdd(posted.Cluster, new(search.Id, posted.Kind));
        }

        return fitting;
    }

    public static bool ActsFor(this IKnowledge knowledge, Caller caller, Guid cluster) =>
        caller.IsAuthenticated && knowledge.Cluster(cluster) is { } known && known.State.Managers.Contains(caller.PersonId);

    public static PartnerSearchAnswer Tell(this PartnerSearchRecord search, IKnowledge knowledge, IReadOnlyDictionary<Guid, string> texts, Caller caller, DateTimeOffset now)
    {
        var posted = search.State.Posted!;
        var profile = knowledge.Cluster(posted.Cluster)?.State.Profile;
        var terms = posted.Call is { } call ? knowledge.Call(call)?.Terms : null;
        return new(
            search.Id, posted.Kind, posted.Cluster, profile?.Name ?? "", profile?.Country, profile?.Region, terms?.Reference, terms?.Title, posted.Wanted, texts.GetValueOrDefault(posted.Text.Id),
            search.PostedAt, posted.ValidUntil, search.Stands(knowledge, now), knowledge.ActsFor(caller, posted.Cluster));
    }
}
