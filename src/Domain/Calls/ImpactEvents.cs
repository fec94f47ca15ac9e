using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Domain.Calls;

/// <summary>Who looked at what a text would change, by name, before it came into force.</summary>
/// <remarks>Told in a stream of its own beside the call's, so that looking never makes a decision on the call collide, nor the call's version move.</remarks>
public interface IImpactEvent;

/// <summary>Somebody looked, by name, at what a proposed text would change.</summary>
/// <param name="Look">Its own id, for what is signed to name it.</param>
/// <param name="Corrigendum">Null: the text whose publication is proposed.</param>
/// <param name="Text">Hash of that text; see <see cref="TextHash"/>.</param>
/// <param name="Position">Event sequence of what was known about clusters and applications.</param>
/// <param name="Effects">How many clusters and open applications there were of each.</param>
/// <param name="Withheld">So many were not shown, because of a conflict of interests.</param>
/// <param name="Affected">Digest of who was affected and how.</param>
/// <param name="Applicants">The same of open applications and those who stand in them alone.</param>
/// <param name="Part">Which lines of the list were handed out; null: all of them.</param>
public sealed record ImpactSeen(
    Guid Look, Guid Call, int? Corrigendum, string Text, Guid SeenBy, DateTimeOffset SeenAt, long Position, EffectCount[] Effects, int Withheld, string Affected, string Applicants,
    SeenPart? Part = null) : IImpactEvent
{
    /// <summary>Whether looks at one and the same list, page by page or at once, come to all of it.</summary>
    public static bool CoverAll(IEnumerable<ImpactSeen> looks)
    {
        var (seen, all) = (0, 0);
        foreach (var part in looks.Select(look => look.Part).OrderBy(part => part?.From ?? 0))
        {
            if (part is null) return true;
            if (part.From <= seen) seen = Math.Max(seen, part.Until);
            all = part.Of;
        }

        return seen >= all;
    }

    /// <summary>The one stream of a call in which looks are told.</summary>
    public static Guid StreamOf(Guid call) => new(SHA256.HashData([.. "impact of call "u8, .. call.ToByteArray()]).AsSpan(0, 16));
}

/// <summary>Lines of a list of those affected.</summary>
/// <param name="From">The first one, from 0.</param>
/// <param name="Until">Behind the last one.</param>
/// <param name="Of">Lines in all, those withheld left out.</param>
public sealed record SeenPart(int From, int Until, int Of);

/// <summary>How many clusters and open applications an effect would concern. A cluster counts once, in however many strands.</summary>
public sealed record EffectCount(Effect Effect, int Clusters, int Applications);

/// <summary>What the second officer had seen when she signed.</summary>
/// <param name="Text">Hash of the text.</param>
/// <param name="OthersSince">Between look and signature something changed for clusters that had not applied.</param>
public sealed record SignedImpact(Guid Look, string Text, DateTimeOffset SeenAt, long Position, EffectCount[] Effects, bool OthersSince = false);

/// <summary>A look, and who would be affected now.</summary>
/// <param name="IsWhole">All of the list was handed out, in this look or in several.</param>
public sealed record Looked(ImpactSeen Seen, string AffectedNow, string ApplicantsNow, bool IsWhole = true)
{
    /// <summary>What keeps this look from standing behind a signature.</summary>
    public static Refusal? Lacking(Looked? looked, CallTerms text, int? corrigendum, Guid by) => looked switch
    {
        null => ImpactRefusals.NotSeen,
        { Seen: var seen } when seen.SeenBy != by || seen.Corrigendum != corrigendum || seen.Text != TextHash.Of(text) => ImpactRefusals.NotSeen,
        { Seen.Withheld: > 0 } when corrigendum is not null => ImpactRefusals.Withheld,
        { IsWhole: false } when corrigendum is not null => ImpactRefusals.NotSeenWhole,
        _ when looked.ApplicantsNow != looked.Seen.Applicants => ImpactRefusals.ChangedSince,
        _ => null,
    };

    public SignedImpact ForSignature => new(Seen.Look, Seen.Text, Seen.SeenAt, Seen.Position, Seen.Effects, AffectedNow != Seen.Affected);
}

/// <summary>The looks at one call's proposed texts.</summary>
public sealed record ImpactBook : IState<ImpactBook, IImpactEvent>
{
    public static ImpactBook Initial { get; } = new();

    /// <summary>The last look told; nobody tells one twice in a row.</summary>
    public Guid? Last { get; init; }

    public Decision<IImpactEvent> See(ImpactSeen seen) => seen.Look == Last ? [] : [seen];

    public ImpactBook Evolve(IImpactEvent @event) => @event switch
    {
        ImpactSeen seen => this with { Last = seen.Look },
        _ => throw new UnknownEventException(@event),
    };
}

/// <summary>One text, one hash: of its written form, as events hold it.</summary>
public static class TextHash
{
    public static string Of(CallTerms terms) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(terms, FactJson.Options))));
}

public static class ImpactRefusals
{
    public static readonly Refusal NotSeen = new("impact-not-seen", new(
        "Look first, by name, at what exactly this text would change; then confirm it. You find it with the call, under “Whom it affects”.",
        "Sehen Sie sich zuerst namentlich an, was genau dieser Text ändern würde, und bestätigen Sie dann. Sie finden es bei der Ausschreibung unter „Wen es betrifft“."));

    public static readonly Refusal NotSeenWhole = new("impact-not-seen-whole", new(
        "You have been shown a part of those affected. Go through all pages of the list, or take all of it as a file; then confirm.",
        "Ihnen wurde erst ein Teil der Betroffenen gezeigt. Gehen Sie alle Seiten der Liste durch, oder laden Sie die ganze als Datei; bestätigen Sie dann."));

    public static readonly Refusal ChangedSince = new("impact-changed-since", new(
        "Since you looked, the text would change something else for those who have applied. Look again, then confirm.",
        "Seit Sie es angesehen haben, würde der Text für die Antragsteller etwas anderes ändern. Sehen Sie es noch einmal an und bestätigen Sie dann."));

    public static readonly Refusal Fallen = new("publication-proposal-fallen", new(
        "The text was written anew after you looked at it, so its publication is not proposed any more. Have it proposed again and look at it; to propose it yourself, name the version you mean (If-Match).",
        "Der Text wurde neu geschrieben, nachdem Sie ihn angesehen hatten; seine Veröffentlichung ist damit nicht mehr vorgeschlagen. Lassen Sie sie neu vorschlagen und sehen Sie ihn an; um sie selbst vorzuschlagen, nennen Sie die gemeinte Fassung (If-Match)."));

    public static readonly Refusal Withheld = new("impact-withheld", new(
        "It would change something for an organisation with which you declared a conflict of interests. Another officer has to confirm it.",
        "Es würde etwas für eine Organisation ändern, zu der Sie einen Interessenkonflikt angezeigt haben. Eine andere Person muss es bestätigen."));

    public static readonly Refusal TextStays = new("call-text-stays", new(
        "This call is closed or ended; its text changes no more, so there is nothing to weigh.",
        "Diese Ausschreibung ist geschlossen oder beendet; ihr Text ändert sich nicht mehr, also gibt es nichts abzuwägen."));

    public static readonly Refusal NothingProposed = new("impact-of-nothing-proposed", new(
        "No such text is proposed. While a text is being written, ask for counts; names are shown once it is proposed.",
        "Ein solcher Text ist nicht vorgeschlagen. Solange ein Text geschrieben wird, gibt es Zahlen; Namen stehen erst fest, wenn er vorgeschlagen ist."));
}
