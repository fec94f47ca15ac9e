using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Demonstration;
using EligibilityService.Application.PartnerSearches;
using EligibilityService.Domain.PartnerSearches;

namespace EligibilityService.Host.Data;

/// <summary>Partner searches of the demonstration's invented clusters. Nobody of their own people is there, so the service posts for them.</summary>
internal static class PlayedPartnerSearches
{
    public static IEnumerable<PlayedStep> Steps()
    {
        (string Id, string On, string Cluster, SearchKind Kind, string? Call, Wanted Wanted, string Text, string Until)[] posted =
        [
            ("6a1f0000-0000-4000-8000-000000000001", "2016-09-19 10:00", "DEMO-000065", SearchKind.Offer, "COS-CLUSINT-2016-03-01", Wanted.Anybody with { Countries = ["DE", "FR", "AT"], Sectors = ["ECO24"] },
                "We bring pilot lines for integrated photonics and contacts in Korea, and look for a consortium that goes to Asia.", "2017-05-23"),
            ("6a1f0000-0000-4000-8000-000000000002", "2016-09-22 10:00", "DEMO-000138", SearchKind.Request, "COS-CLUSINT-2016-03-01", Wanted.Anybody,
                "Procuramos parceiros para uma fase preparatória: digital services for mid-sized firms. Two partners are with us already.", "2017-03-31"),
            ("6a1f0000-0000-4000-8000-000000000003", "2016-09-27 10:00", "DEMO-000025", SearchKind.Offer, null, Wanted.Anybody with { TargetCountries = ["BR", "CN", "US"] },
                "Recycled plastics from Lithuania: open to any consortium on circular materials that looks beyond Europe.", "2017-06-30"),
        ];
        return posted.Select(one => PlayedHistory.As(
            Caller.Service, PlayedHistory.Brussels(DateTime.ParseExact(one.On, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)), $"a partner search of {one.Cluster}",
            new PostPartnerSearch(
                new(one.Id), ImportRow.ClusterIdOf(one.Cluster), one.Kind, one.Call, one.Wanted, one.Text, DateOnly.ParseExact(one.Until, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))));
    }
}
