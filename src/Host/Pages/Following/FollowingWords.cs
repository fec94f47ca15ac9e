using EligibilityService.Application.Subscriptions;
using EligibilityService.Domain.Subscriptions;
using EligibilityService.Host.Pages.Ecl;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Following;

/// <summary>Subscriptions in the words of whoever looks after one.</summary>
internal static class FollowingWords
{
    public static string Of(SubscriptionHealth health) => health switch
    {
        SubscriptionHealth.UpToDate => T("up to date", "aktuell"),
        SubscriptionHealth.CatchingUp => T("catching up", "holt auf"),
        SubscriptionHealth.AwaitingConsent => T("awaits consent", "wartet auf Zustimmung"),
        SubscriptionHealth.Failing => T("stands still", "steht still"),
        SubscriptionHealth.Paused => T("paused", "angehalten"),
        SubscriptionHealth.Disabled => T("stopped by the service", "vom Dienst angehalten"),
        _ => T("ended", "beendet"),
    };

    public static string Of(DeliveryKind kind) => kind switch
    {
        DeliveryKind.Live => T("new", "neu"),
        DeliveryKind.Replay => T("replay", "Wiederholung"),
        _ => T("test", "Probe"),
    };

    public static string Of(MessageForm form) => form switch
    {
        MessageForm.Structured => T("One event as JSON", "Ein Ereignis als JSON"),
        MessageForm.Batched => T("Several events in a batch", "Mehrere Ereignisse als Stapel"),
        _ => T("One event, headers and data apart", "Ein Ereignis, Kopfzeilen und Daten getrennt"),
    };

    public static string Of(EntryClass @class) => @class switch
    {
        EntryClass.Public => T("Public", "Öffentlich"),
        EntryClass.Restricted => T("About applications, for those entitled", "Zu Anträgen, für Berechtigte"),
        _ => T("About one cluster, for its own people and those entitled", "Zu einem Cluster, für dessen Team und Berechtigte"),
    };

    public static string Behind(long entries) => entries == 0 ? T("nothing waits", "nichts wartet") : Counted(entries, "entry behind", "entries behind", "Eintrag zurück", "Einträge zurück");

    /// <summary>What there is to follow, by what it is about.</summary>
    public static IReadOnlyList<Choice> Types =>
    [
        new("cluster.*", T("Clusters", "Cluster")),
        new("call.*", T("Calls, corrigenda, answers, results", "Ausschreibungen, Berichtigungen, Antworten, Ergebnisse")),
        new("eligibility.*", T("Eligibility of a cluster for a call changed", "Eignung eines Clusters für eine Ausschreibung hat sich geändert")),
        new("application.*", T("Applications", "Anträge")),
        new("partnership.*", T("Partnerships", "Partnerschaften")),
        new("partner-search.*", T("Partner searches", "Partnersuchen")),
        new("log.*", T("Checkpoints of the log", "Prüfpunkte des Protokolls")),
    ];

    public static string Of(FeedFilter filter)
    {
        string[] parts =
        [
            .. filter.Types.Select(type => Types.FirstOrDefault(choice => choice.Value == type)?.Text ?? type),
            .. filter.Classes.Select(Of),
            .. filter.Countries,
            .. filter.Calls.Length > 0 ? [Counted(filter.Calls.Length, "call", "calls", "Ausschreibung", "Ausschreibungen")] : (string[])[],
            .. filter.Clusters.Length > 0 ? [Counted(filter.Clusters.Length, "cluster", "clusters", "Cluster", "Cluster")] : (string[])[],
        ];
        return parts.Length == 0 ? T("everything you may read", "alles, was Sie lesen dürfen") : string.Join("; ", parts);
    }

    /// <summary>The address without what comes behind its host: enough to tell one from another.</summary>
    public static string Short(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.Authority : url;
}

/// <summary>A subscription as it is typed in.</summary>
public sealed class TypedSubscription
{
    public string? Url { get; set; }
    public string? Form { get; set; }
    public string? Batch { get; set; }
    public string? Order { get; set; }
    public string? PerMinute { get; set; }
    public string[]? Types { get; set; }
    public string[]? Classes { get; set; }
    public string? Countries { get; set; }
    public string? Calls { get; set; }
    public string? Clusters { get; set; }
    public string? Start { get; set; }

    public static TypedSubscription Of(SubscriptionAnswer known) => new()
    {
        Url = known.Delivery.Url,
        Form = known.Delivery.Form.ToString(),
        Batch = known.Delivery.Batch.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Order = known.Delivery.StrictOrder ? "strict" : "any",
        PerMinute = known.Delivery.PerMinute?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Types = known.Filter.Types,
        Classes = [.. known.Filter.Classes.Select(one => one.ToString())],
        Countries = string.Join(", ", known.Filter.Countries),
        Calls = string.Join(", ", known.Filter.Calls),
        Clusters = string.Join(", ", known.Filter.Clusters),
    };

    /// <returns>What cannot be read is told beside its field.</returns>
    public (WebhookDelivery Delivery, AskedFilter Filter, FormProblems Problems) Read()
    {
        var problems = new List<FormProblem>();
        var form = Enum.TryParse<MessageForm>(Form, out var chosen) ? chosen : MessageForm.Structured;
        var batch = form is MessageForm.Batched ? Number(Batch, nameof(Batch), problems) ?? 100 : 1;
        var perMinute = Number(PerMinute, nameof(PerMinute), problems);
        var clusters = new List<Guid>();
        foreach (var one in List(Clusters))
        {
            if (Guid.TryParse(one, out var id)) clusters.Add(id);
            else problems.Add(new(nameof(Clusters), T("A cluster’s id stands in the address of its page.", "Die Kennung eines Clusters steht in der Adresse seiner Seite.")));
        }

        return (
            new((Url ?? "").Trim(), form, batch, Order == "strict", perMinute),
            new(Types, List(Calls), [.. List(Countries).Select(country => country.ToUpperInvariant())], [.. clusters], [.. (Classes ?? []).Select(one => Enum.TryParse<EntryClass>(one, out var known) ? known : (EntryClass)(-1))]),
            new(problems));
    }

    private static int? Number(string? typed, string field, List<FormProblem> problems)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (int.TryParse(typed, out var number)) return number;

        problems.Add(new(field, T("Enter a whole number.", "Geben Sie eine ganze Zahl ein.")));
        return null;
    }

    private static string[] List(string? typed) => (typed ?? "").Split([',', ';', ' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
