using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;
using EligibilityService.Application.Calls;
using MediatR;

namespace EligibilityService.Host.Pages.Calls;

/// <summary>What happens to calls, for people's news readers: Atom and JSON Feed, in the language of the address.</summary>
internal static class CallNewsFiles
{
    private const string Atom = "http://www.w3.org/2005/Atom", AtomType = "application/atom+xml", JsonType = "application/feed+json";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void MapCallNews(this WebApplication app)
    {
        app.MapGet("/calls.atom", async (IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Results.Text(AsAtom(await mediator.Send(new TellNewsOfCalls(), cancellationToken), http), AtomType, Encoding.UTF8)).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/calls.feed.json", async (IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Results.Text(AsJson(await mediator.Send(new TellNewsOfCalls(), cancellationToken), http), JsonType, Encoding.UTF8)).AllowAnonymous().ExcludeFromDescription();
    }

    private static string Title => Wording.T("EligibilityService: news of calls", "EligibilityService: Neues zu Ausschreibungen");

    private static string AsAtom(IReadOnlyList<CallNews> news, HttpContext http)
    {
        using var text = new Utf8Text();
        using (var xml = XmlWriter.Create(text, new() { Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("feed", Atom);
            xml.WriteAttributeString("xml", "lang", null, Wording.Language);
            xml.WriteElementString("id", Atom, Address(http, "calls.atom"));
            xml.WriteElementString("title", Atom, Title);
            xml.WriteElementString("updated", Atom, Instant(news.Count > 0 ? news[0].At : DateTimeOffset.UnixEpoch));
            xml.WriteStartElement("author", Atom);
            xml.WriteElementString("name", Atom, "EligibilityService");
            xml.WriteEndElement();
            Link(xml, "self", Address(http, "calls.atom"), AtomType);
            Link(xml, "alternate", Address(http, "calls"), "text/html");
            foreach (var item in news)
            {
                xml.WriteStartElement("entry", Atom);
                xml.WriteElementString("id", Atom, item.Id);
                xml.WriteElementString("title", Atom, item.Title.In(Wording.Language));
                xml.WriteElementString("updated", Atom, Instant(item.At));
                xml.WriteElementString("published", Atom, Instant(item.At));
                Link(xml, "alternate", Address(http, $"calls/{item.Reference}"), "text/html");
                xml.WriteStartElement("category", Atom);
                xml.WriteAttributeString("term", item.Reference);
                xml.WriteEndElement();
                xml.WriteElementString("summary", Atom, item.Text.In(Wording.Language));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        return text.ToString();
    }

    private static void Link(XmlWriter xml, string relation, string address, string type)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    private static string AsJson(IReadOnlyList<CallNews> news, HttpContext http) => JsonSerializer.Serialize(
        new JsonFeed(
            "https://jsonfeed.org/version/1.1", Title, Address(http, "calls"), Address(http, "calls.feed.json"), Wording.Language,
            [.. news.Select(item => new JsonItem(item.Id, Address(http, $"calls/{item.Reference}"), item.Title.In(Wording.Language), item.Text.In(Wording.Language), Instant(item.At), [item.Reference]))]),
        Options);

    private static string Address(HttpContext http, string page) => $"{http.Request.Scheme}://{http.Request.Host}/{Wording.Language}/{Uri.EscapeDataString(page).Replace("%2F", "/", StringComparison.Ordinal)}";

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private sealed record JsonFeed(string Version, string Title, string HomePageUrl, string FeedUrl, string Language, IReadOnlyList<JsonItem> Items);

    private sealed record JsonItem(string Id, string Url, string Title, string ContentText, string DatePublished, IReadOnlyList<string> Tags);

    /// <summary>Says in its first line the encoding that it is sent in.</summary>
    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
