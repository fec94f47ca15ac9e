using EligibilityService.Host.Pages.Ecl;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Asking;

/// <summary>What clusters come for, and the kind of call that serves it.</summary>
internal static class Wishes
{
    public static Choice[] All =>
    [
        new("partners", T("Find partners in other countries", "Partner in anderen Ländern finden")),
        new("management", T("Improve the cluster’s management", "Das Clustermanagement verbessern")),
        new("travel", T("Travel to a matching event", "Zu einem Matchingevent reisen")),
    ];

    public static bool Served(string kindOfCall, IReadOnlyCollection<string> wishes) => wishes.Contains(kindOfCall switch
    {
        "escp" => "partners",
        "cluster-excellence" => "management",
        "matching-event" => "travel",
        _ => "",
    });
}
