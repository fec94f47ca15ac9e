using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Narration;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility;

/// <summary>A verdict in one plain sentence: what holds, and what is still missing to take part.</summary>
public static class Headline
{
    private static readonly string[] EnglishNumbers = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    private static readonly string[] GermanNumbers = ["keine", "einen", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn"];

    /// <param name="provisional">The call is only announced: its text, and so the answer, may still change.</param>
    public static Text Of(Verdict verdict, bool provisional) => provisional ? Provisional(Of(verdict)) : Of(verdict);

    private static Text Provisional(Text headline) =>
        new($"{headline.En} Provisional: the call is only announced.", $"{headline.De} Vorläufig: Die Ausschreibung ist erst angekündigt.");

    public static Text Of(Verdict verdict) => verdict.Outcome switch
    {
        Outcome.NotMet => NotMet(verdict),
        Outcome.Undetermined => Undetermined(verdict),
        _ => (Waiting(verdict), Met(verdict)) switch
        {
            (0, var met) => met,
            (1, _) when NothingJudged(verdict) => new("Nothing can be said yet: the date at which the condition must hold is not known.", "Noch lässt sich nichts sagen: Der Stichtag, zu dem die Bedingung gelten muss, steht nicht fest."),
            (_, _) when NothingJudged(verdict) => new("Nothing can be said yet: the dates at which the conditions must hold are not known.", "Noch lässt sich nichts sagen: Die Stichtage, zu denen die Bedingungen gelten müssen, stehen nicht fest."),
            (1, var met) => new($"{met.En} One condition is judged once its date is known.", $"{met.De} Eine Bedingung wird geprüft, sobald ihr Stichtag feststeht."),
            var (waiting, met) => new($"{met.En} {waiting} conditions are judged once their date is known.", $"{met.De} {waiting} Bedingungen werden geprüft, sobald ihr Stichtag feststeht."),
        },
    };

    /// <summary>What is not met now, and still can be in time: possible, and until when for what.</summary>
    /// <param name="path">Which exists.</param>
    public static Text IfDone(Verdict verdict, ShortestPath path, bool provisional)
    {
        var unmet = verdict.Judgements.Where(judgement => judgement.Finding.Outcome is Outcome.NotMet).Select(judgement => judgement.Criterion.Id).ToHashSet();
        PathStep[] steps = [.. path.Steps.Where(step => step.Serves.Any(criterion => unmet.Contains(criterion.Id)))];
        if (steps.Length == 0) return Of(verdict, provisional);

        var day = EntryWords.Day(BrusselsTime.DayOf(steps.Min(step => step.BeginBy)));
        var said = steps.All(step => step.Act.Code == "complete-profile" || Registration.Asks(step.Act.Code)) && steps.Any(step => Registration.Asks(step.Act.Code))
            ? new Text($"Possible if you register by {day.En}.", $"Möglich, wenn Sie sich bis zum {day.De} registrieren.")
            : new($"Possible if you begin by {day.En} to mend what is missing.", $"Möglich, wenn Sie bis zum {day.De} beginnen nachzuholen, was fehlt.");
        if (verdict.NotFullyKnown.Count > 0) said = new($"{said.En} The call's text is not known in full.", $"{said.De} Der Text der Ausschreibung ist nicht vollständig bekannt.");
        return provisional ? Provisional(said) : said;
    }
    private static bool NothingJudged(Verdict verdict) => verdict.Judgements.All(judgement => judgement.Criterion.Severity is not Severity.Mandatory);

    /// <summary>Conditions of the stages looked at that keep nobody out yet, only because the moment at which they must hold is not known.</summary>
    public static int Waiting(Verdict verdict) => verdict.StillOpen.Count(open => open is { Reason: StillOpenReason.DateNotKnown, Criterion: { Severity: Severity.Mandatory, Decides: var decides } } && decides == verdict.Decides);

    private static Text Met(Verdict verdict)
    {
        var partners = verdict.StillOpen.Select(open => open.Criterion.Question).OfType<PartnersAtLeast>().FirstOrDefault();
        if (partners is null) return verdict.Stage is Stage.Organisation
            ? new("May take part, as far as the organisation is concerned.", "Teilnahme möglich, was die Organisation betrifft.")
            : new("Everything that is judged here is met.", "Alles, was hier geprüft wird, ist erfüllt.");

        var countries = verdict.StillOpen.Select(open => open.Criterion.Question).OfType<CountriesAtLeast>().Select(question => question.Minimum).DefaultIfEmpty(1).Max();
        var (others, abroad) = (partners.Minimum - 1, countries - 1);

        var (en, de) = (
            $"{Number(EnglishNumbers, others)} {(others == 1 ? "partner" : "partners")}",
            $"{Number(GermanNumbers, others)} Partner");
        if (abroad > 0)
        {
            en += $" from {Number(EnglishNumbers, abroad)} {(abroad == 1 ? "other country" : "other countries")}";
            de += $" aus {(abroad == 1 ? "einem anderen Land" : $"{Number(GermanNumbers, abroad)} Ländern")}";
        }

        return new($"May take part as a partner; still open: {en}.", $"Als Partner möglich, es {(others == 1 ? "fehlt" : "fehlen")} noch {de}.");
    }

    private static Text NotMet(Verdict verdict) => Count(verdict, Outcome.NotMet) switch
    {
        1 => new("Cannot take part as things stand: one condition is not met.", "So nicht möglich: Eine Bedingung ist nicht erfüllt."),
        var count => new($"Cannot take part as things stand: {count} conditions are not met.", $"So nicht möglich: {count} Bedingungen sind nicht erfüllt."),
    };

    private static Text Undetermined(Verdict verdict) => (Count(verdict, Outcome.Undetermined) - TurningOnADate(verdict)) switch
    {
        0 when TurningOnADate(verdict) > 0 => new(
            "Open: a date of the call can be read in two ways, and no officer has recorded which one holds. No answer is missing from you.",
            "Offen: Ein Termin der Ausschreibung hat zwei Lesarten, und welche gilt, ist noch nicht festgehalten. Von Ihnen fehlt keine Angabe."),
        0 when verdict.IsBroken && About(verdict.NotReadable) is var about => new($"Open: a record {about.En} cannot be read; this is being mended.", $"Offen: Ein Eintrag {about.De} ist nicht lesbar; das wird behoben."),
        0 => new("Open: the call's text is not known in full. What is known is met.", "Offen: Der Text der Ausschreibung ist nicht vollständig bekannt. Was bekannt ist, ist erfüllt."),
        1 => new("Open: one answer is missing.", "Offen: Eine Angabe fehlt."),
        var count => new($"Open: {count} answers are missing.", $"Offen: {count} Angaben fehlen."),
    };

    /// <summary>What it is about that could not be read; the nearest to the asker first.</summary>
    internal static Text About(Ground ground) => ground switch
    {
        _ when ground.HasFlag(Ground.Organisation) => new("about this organisation", "zu dieser Organisation"),
        _ when ground.HasFlag(Ground.Application) => new("about this application", "zu diesem Antrag"),
        _ when ground.HasFlag(Ground.Call) => new("about this call", "zu dieser Ausschreibung"),
        _ => new("about the programme", "zum Programm"),
    };

    private static int Count(Verdict verdict, Outcome outcome) =>
        verdict.Judgements.Count(judgement => judgement.Criterion.Severity is Severity.Mandatory && judgement.Finding.Outcome == outcome);

    /// <summary>Open only until an officer has recorded which reading of a date holds: no answer of the asker's is missing.</summary>
    private static int TurningOnADate(Verdict verdict) =>
        verdict.Judgements.Count(judgement => judgement is { Criterion.Severity: Severity.Mandatory, Finding.Reason: Verdict.DeadlineAmbiguous } && judgement.Finding.Parts!.All(part => part.Outcome is not Outcome.Undetermined));

    private static string Number(string[] words, int number) => number < words.Length ? words[number] : $"{number}";
}
