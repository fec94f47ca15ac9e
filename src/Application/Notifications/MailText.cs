using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using EligibilityService.Application.Applications;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;

namespace EligibilityService.Application.Notifications;

/// <summary>Where a mail leads.</summary>
/// <param name="Service">Address of the service's pages, ending with a slash.</param>
/// <param name="Token">Proves who wants no more mail.</param>
public sealed partial record MailLinks(Uri Service, string Token)
{
    /// <summary>For whoever may read the mail and did not get it: only the addressee ends his or her mails.</summary>
    public static string WithoutToken(string text) => Unsubscribing().Replace(text, "");

    [GeneratedRegex(@": \S+/unsubscribe\?token=\S+")]
    private static partial Regex Unsubscribing();

    /// <summary>For a mail program's own button: a POST there is enough.</summary>
    public Uri OneClick => new(Service, $"api/notifications/unsubscribe?token={Token}");

    public string Unsubscribe(string language) => Page(language, $"unsubscribe?token={Token}");

    public string Page(string language, string path) => new Uri(Service, $"{language}/{path}").AbsoluteUri;
}

/// <summary>A mail in the words of its reader: what happened, and what to do next. It names organisations and calls, never a person.</summary>
public sealed record MailText(string Subject, string Text, string Html)
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-IE"), German = CultureInfo.GetCultureInfo("de-DE");

    private sealed record Entry(Text Head, IReadOnlyList<Text> Says, Text Next, string Path);

    /// <param name="notices">Of one person, all of which still matter.</param>
    public static MailText Of(IReadOnlyCollection<Notice> notices, IKnowledge knowledge, DateTimeOffset now, string language, MailLinks links)
    {
        Entry[] entries =
        [
            .. WhatMatters.WithoutRepetition(notices).OrderByDescending(notice => notice.IsUrgent).Select(notice => Say(notice, knowledge, now))
                .DistinctBy(entry => (entry.Head, entry.Path, string.Join('\n', entry.Says))),
        ];
        var subject = entries is [var only] ? only.Head : new Text($"{entries.Length} news about your clusters and applications", $"{entries.Length} Neuigkeiten zu Ihren Clustern und Anträgen");
        var why = new Text("You get this because you act for the cluster in EligibilityService.", "Sie erhalten diese Nachricht, weil Sie im EligibilityService für das Cluster handeln.");
        var (choose, stop) = (new Text("Choose what you get", "Einstellen, was Sie erhalten"), new Text("No more mail", "Keine Nachrichten mehr"));
        var (settings, unsubscribe) = (links.Page(language, "notifications"), links.Unsubscribe(language));

        var text = entries.Select(entry => string.Join('\n', [entry.Head.In(language), .. entry.Says.Select(said => said.In(language)), $"{entry.Next.In(language)}: {links.Page(language, entry.Path)}"]))
            .Append($"{why.In(language)}\n{choose.In(language)}: {settings}\n{stop.In(language)}: {unsubscribe}");
        var html = entries.Select(entry =>
            $"<p><strong>{Safe(entry.Head)}</strong></p>{string.Concat(entry.Says.Select(said => $"<p>{Safe(said)}</p>"))}<p><a href=\"{WebUtility.HtmlEncode(links.Page(language, entry.Path))}\">{Safe(entry.Next)}</a></p>");
        var foot = $"<p>{Safe(why)} <a href=\"{WebUtility.HtmlEncode(settings)}\">{Safe(choose)}</a> · <a href=\"{WebUtility.HtmlEncode(unsubscribe)}\">{Safe(stop)}</a></p>";
        return new(subject.In(language), string.Join("\n\n", text) + "\n", string.Join("<hr>", html.Append(foot)));

        string Safe(Text said) => WebUtility.HtmlEncode(said.In(language));
    }

    private static Entry Say(Notice notice, IKnowledge knowledge, DateTimeOffset now)
    {
        var call = knowledge.Call(notice.Call)!;
        var reference = call.Terms!.Reference;
        var cluster = knowledge.Cluster(notice.Cluster)?.State.Profile is { } profile ? profile.Acronym ?? profile.Name ?? "?" : "?";
        var (verdict, application) = ($"my-cluster/{notice.Cluster}/calls/{Uri.EscapeDataString(reference)}", $"applications/{notice.Application}");
        var toApplication = new Text("Go to the application", "Zum Antrag");

        switch (notice.Kind)
        {
            case NoticeKind.VerdictChanged:
                var because = notice.Corrigendum is { } number ? new Text[] { new($"Corrigendum {number} of the call brought it about.", $"Grund ist die Berichtigung {number} der Ausschreibung.") } : [];
                return new(
                    new($"{cluster} and {reference}: {Word(notice.After).En}", $"{cluster} und {reference}: {Word(notice.After).De}"),
                    [new($"Before, it was: {Word(notice.Before).En}. Now it is: {Word(notice.After).En}.", $"Bisher: {Word(notice.Before).De}. Jetzt: {Word(notice.After).De}."), .. because],
                    notice.After is Outcome.Met ? new("See the verdict and what comes next", "Ergebnis und nächste Schritte ansehen") : new("See why, and what you can do", "Ansehen, woran es liegt und was Sie tun können"), verdict);

            case NoticeKind.Corrigendum:
                return new(
                    new($"Corrigendum {notice.Corrigendum} of {reference}", $"Berichtigung {notice.Corrigendum} zu {reference}"),
                    [new($"The text of the call was corrected. {cluster} takes part in an application.", $"Der Text der Ausschreibung wurde berichtigt. {cluster} ist an einem Antrag beteiligt.")],
                    new("Read what changed", "Lesen, was sich geändert hat"), $"calls/{Uri.EscapeDataString(reference)}");

            case NoticeKind.DeadlineNear:
                var deadline = call.Terms.Deadline!.Earliest;
                var lacking = knowledge.Application(notice.Application!.Value) is { } draft ? Lacking.In(draft, call, knowledge, now) : [];
                return new(
                    new($"{reference} closes on {Moment(deadline, English)}", $"{reference} schließt am {Moment(deadline, German)}"),
                    [new($"In the application of {cluster} this is missing:", $"Im Antrag von {cluster} fehlt noch:"), .. lacking.Select(item => new Text($"- {item.What.En}", $"- {item.What.De}"))],
                    toApplication, application);

            case NoticeKind.ClarificationAsked:
                return new(
                    new($"A question about your application to {reference}", $"Eine Frage zu Ihrem Antrag zu {reference}"),
                    [notice.Until is { } until ? new($"The programme office asks {cluster}. Answer by {Moment(until, English)}.", $"Die Programmstelle fragt bei {cluster} nach. Antworten Sie bis {Moment(until, German)}.") : new($"The programme office asks {cluster}.", $"Die Programmstelle fragt bei {cluster} nach.")],
                    new("Read and answer", "Lesen und antworten"), application);

            default:
                return new(
                    new($"There is a letter for you about {reference}", $"Ein Schreiben für Sie zu {reference}"),
                    [new($"It is about the application of {cluster}. It counts as received when you open it, at the latest ten days after it was sent.", $"Es betrifft den Antrag von {cluster}. Es gilt als zugegangen, sobald Sie es öffnen, spätestens zehn Tage nach dem Versand.")],
                    new("Sign in and read it", "Anmelden und lesen"), application);
        }
    }

    private static Text Word(Outcome? outcome) => outcome switch
    {
        Outcome.Met => new("may take part", "Teilnahme möglich"),
        Outcome.NotMet => new("may not take part", "Teilnahme nicht möglich"),
        _ => new("still open", "noch offen"),
    };

    private static string Moment(DateTimeOffset instant, CultureInfo culture) =>
        BrusselsTime.LocalOf(instant).ToString(culture == German ? "d. MMMM yyyy, HH:mm 'Uhr (Brüssel)'" : "d MMMM yyyy, HH:mm '(Brussels)'", culture);
}
