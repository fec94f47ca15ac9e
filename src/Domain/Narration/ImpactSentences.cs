using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Domain.Narration;

internal static class ImpactSentences
{
    public static Narrated Tell(IImpactEvent @event) => @event switch
    {
        ImpactSeen { Corrigendum: { } number } seen => Say(
            $"{{who}} looked, by name, at what the proposed corrigendum (proposal {number}) would change: {Counts(seen.Effects).En}.",
            $"{{who}} hat namentlich angesehen, was die vorgeschlagene Berichtigung (Vorschlag {number}) ändern würde: {Counts(seen.Effects).De}.", seen),
        ImpactSeen seen => Say(
            $"{{who}} looked, by name, at how the text proposed for publication would place the clusters: {Counts(seen.Effects).En}.",
            $"{{who}} hat namentlich angesehen, was der zur Veröffentlichung vorgeschlagene Text für die Cluster ergäbe: {Counts(seen.Effects).De}.", seen),
        _ => throw new UnknownEventException(@event),
    };

    /// <summary>What stood behind a signature.</summary>
    public static Text Signed(SignedImpact? signed) => signed is null ? new("", "") : EntryWords.Moment(signed.SeenAt) switch
    {
        var at => new(
            $"; the second officer had looked on {at.En} at whom it affects{(signed.OthersSince ? ", and for clusters that had not applied something changed since" : "")}",
            $"; die zweite Person hatte am {at.De} angesehen, wen es betrifft{(signed.OthersSince ? ", und für Cluster ohne Antrag änderte sich seitdem noch etwas" : "")}"),
    };

    private static Narrated Say(string en, string de, ImpactSeen seen) => new Narrated(new Text(en, de)).By(seen.SeenBy);

    private static Text Counts(EffectCount[] effects)
    {
        var told = effects.Where(count => count.Effect is not Effect.Unchanged && count.Clusters + count.Applications > 0).ToArray();
        return told.Length == 0 ? new("nothing for anybody", "für niemanden etwas") : new(
            string.Join(", ", told.Select(count => $"{EffectWords.Of(count.Effect).En} {Clusters(count.Clusters).En}{(count.Applications > 0 ? $" and {Applications(count.Applications).En}" : "")}")),
            string.Join(", ", told.Select(count => $"{EffectWords.Of(count.Effect).De} {Clusters(count.Clusters).De}{(count.Applications > 0 ? $" und {Applications(count.Applications).De}" : "")}")));
    }

    private static Text Clusters(int count) => Figure.Many(count, "cluster", "clusters", "Cluster", "Cluster");

    private static Text Applications(int count) => Figure.Many(count, "application", "applications", "Antrag", "Anträge");
}

/// <summary>What the effects of a text are called, the same everywhere.</summary>
public static class EffectWords
{
    public static Text Of(Effect effect) => effect switch
    {
        Effect.Gains => new("may take part only by the new text:", "erst nach dem neuen Text teilnahmeberechtigt:"),
        Effect.Loses => new("may no longer take part:", "nicht mehr teilnahmeberechtigt:"),
        Effect.BecomesUndetermined => new("becomes undetermined for:", "wird offen für:"),
        Effect.BecomesDecided => new("becomes determined for:", "wird entschieden für:"),
        Effect.MayTakePart => new("may take part:", "teilnahmeberechtigt:"),
        Effect.MayNotTakePart => new("may not take part:", "nicht teilnahmeberechtigt:"),
        Effect.IsUndetermined => new("undetermined for:", "offen für:"),
        Effect.CannotBeJudged => new("could not be judged:", "nicht zu prüfen:"),
        _ => new("nothing changes for:", "nichts ändert sich für:"),
    };
}
