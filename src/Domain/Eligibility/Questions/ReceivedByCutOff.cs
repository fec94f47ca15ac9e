using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Narration;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>The last version was received by a cut-off of the call: the first, or a later one if places are left.</summary>
/// <remarks>
/// The cut-offs stand in the call's terms on travelling. Whether places are left an officer records; until then a later cut-off leaves the answer open.
/// What being late means is the criterion's to say: it decides on taking part, or, where late ones come at own cost, on reimbursement only.
/// </remarks>
public sealed record ReceivedByCutOff : OfTheJourney
{
    public override Finding Examine(in Case @case)
    {
        if (@case.Application is not { Submitted.Newest: { } newest } application) return new(Outcome.NotMet, "not-submitted");
        if (application.Standing is not { } receipt) return new(Outcome.NotMet, "withdrawn", application.Withdrawn.Newest, newest);
        if (@case.Travel is not { CutOffs.Length: > 0 } travel) return new(Outcome.Undetermined, "cut-offs-not-known", receipt);

        for (var i = 0; i < travel.CutOffs.Length; i++)
        {
            var (by, conditional) = (travel.CutOffs[i].By, travel.CutOffs[i].OnlyIfPlacesAreLeft);
            if (receipt.From > by.Latest) continue;
            if (receipt.From > by.Earliest) return new(Outcome.Undetermined, "cut-off-ambiguous", receipt);
            if (!conditional) return new(Outcome.Met, "received-by-cut-off", receipt);

            switch (@case.Event?.PlacesLeft.GetValueOrDefault(i + 1).Newest)
            {
                case null: return new(Outcome.Undetermined, "places-not-known", receipt);
                case { Value: true } left: return new(Outcome.Met, "received-while-places-are-left", receipt, left);
                case var none: return new(Outcome.NotMet, "no-places-left", receipt, none);
            }
        }

        return new(Outcome.NotMet, "received-after-cut-off", receipt);
    }

    public override Explanation Explain(in Finding finding, in Case @case, Names names)
    {
        var dates = Dates(@case.Travel);
        return finding.Reason switch
        {
            "received-by-cut-off" => new("received-by-cut-off", new("It was received by the cut-off.", "Der Antrag ist bis zum Stichtag eingegangen.")),
            "received-while-places-are-left" => new("received-while-places-are-left", new("It was received by a later cut-off, and places are left.", "Der Antrag ist bis zu einem späteren Stichtag eingegangen, und es sind Plätze übrig.")),
            "places-not-known" => new("places-not-known",
                new("It was received by a later cut-off, which counts only if places are left; that has not been said yet.", "Der Antrag ist bis zu einem späteren Stichtag eingegangen. Der gilt nur, wenn Plätze übrig sind; das steht noch nicht fest."),
                new("await-places", new("Wait for the programme officers to say whether places are left.", "Warten Sie ab, ob die Programmstelle noch Plätze hat."))),
            "cut-off-ambiguous" => new("cut-off-ambiguous",
                new("The cut-off has two readings, and the answer depends on which one holds.", "Der Stichtag hat zwei Lesarten, und die Antwort hängt davon ab, welche gilt."),
                new("record-reading", new("Ask the programme officers which reading holds.", "Fragen Sie bei der Programmstelle, welche Lesart gilt."))),
            "cut-offs-not-known" => new("cut-offs-not-known",
                new("The call's cut-offs are not known.", "Die Stichtage der Ausschreibung sind nicht bekannt."),
                new("read-original", new("Read the original text of the call before you rely on this.", "Lesen Sie den Originaltext, bevor Sie sich darauf verlassen."))),
            "no-places-left" => new("no-places-left",
                new("It was received by a later cut-off, and no places were left.", "Der Antrag ist bis zu einem späteren Stichtag eingegangen, und es waren keine Plätze übrig."), TooLate(@case.Travel)),
            "received-after-cut-off" => new("received-after-cut-off",
                new($"It was received after the cut-off: {dates.En}.", $"Der Antrag ist nach dem Stichtag eingegangen: {dates.De}."), TooLate(@case.Travel)),
            "withdrawn" => new("withdrawn",
                new("The application has been withdrawn.", "Der Antrag ist zurückgezogen."),
                new("submit-again", new($"You can hand it in again by a cut-off: {dates.En}.", $"Sie können ihn bis zu einem Stichtag wieder einreichen: {dates.De}."))),
            _ => new("not-submitted",
                new("The proposal has not been submitted.", "Der Antrag ist nicht eingereicht."),
                new("submit", new($"Submit it by a cut-off: {dates.En}.", $"Reichen Sie ihn bis zu einem Stichtag ein: {dates.De}."))),
        };
    }

    protected override (int LeadDays, Doing Do)? Mending(Finding finding, Case @case) =>
        finding.Reason is "not-submitted" or "withdrawn" ? (LeadTime.Request, Supposing.HandedIn) : null;

    public override Text Statement(Names names) => new("The request is received by a cut-off.", "Der Antrag geht bis zu einem Stichtag ein.");

    private static Remedy TooLate(TravelTerms? travel) => travel?.LateApplications is LateApplications.OwnCost
        ? new("nothing-to-be-done", new("You may come at your own cost, if you may take part.", "Sie können auf eigene Kosten kommen, wenn Sie teilnehmen dürfen."))
        : new("nothing-to-be-done", new("Nothing can be done about this in this call.", "In dieser Ausschreibung lässt sich daran nichts ändern."));

    private static Text Dates(TravelTerms? travel) => travel is { CutOffs.Length: > 0 }
        ? Names.List(travel.CutOffs.Select(cutOff => EntryWords.Moment(cutOff.By.Instant) switch
        {
            var at => cutOff.OnlyIfPlacesAreLeft ? new Text($"{at.En}, if places are left", $"{at.De}, falls Plätze übrig sind") : at,
        }), "or", "oder")
        : new("not known", "nicht bekannt");
}
