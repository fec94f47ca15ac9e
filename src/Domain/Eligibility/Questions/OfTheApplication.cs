using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Narration;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>A question about the proposal as such, whoever stands in it.</summary>
public abstract record OfTheProposal : Question
{
    public sealed override Scope AskedOf() => Scope.Proposal;
}

/// <summary>A question about a request to travel to an event.</summary>
public abstract record OfTheJourney : OfTheProposal;

/// <summary>Received at or before the deadline's instant. The reference date is the deadline itself.</summary>
public sealed record ReceivedByDeadline : OfTheProposal
{
    /// <remarks>A withdrawn application has no submission any more, however long ago it was received.</remarks>
    public override Finding Examine(in Case @case)
    {
        if (@case.Application is not { Submitted.Newest: { } newest } application) return new(Outcome.NotMet, "not-submitted");
        if (application.Standing is null) return new(Outcome.NotMet, "withdrawn", application.Withdrawn.Newest, newest);

        foreach (var receipt in application.Submitted.NewestFirst())
        {
            if (application.IsRetracted(receipt)) break;
            if (receipt.From <= @case.At) return new(Outcome.Met, "received-in-time", receipt);
        }

        return new(Outcome.NotMet, "received-late", newest);
    }

    public override Explanation Explain(in Finding finding, in Case @case, Names names) => finding.Reason switch
    {
        "received-in-time" => new("received-in-time", new("The proposal was received in time.", "Der Antrag ist rechtzeitig eingegangen.")),
        "received-late" => new("received-late", Late(@case),
            new("nothing-to-be-done", new("Nothing can be done about this in this call.", "In dieser Ausschreibung lässt sich daran nichts ändern."))),
        "withdrawn" => new("withdrawn",
            new("The application has been withdrawn.", "Der Antrag ist zurückgezogen."),
            new("submit-again", new("Until the deadline you can hand it in again.", "Bis zum Ablauf der Frist können Sie ihn wieder einreichen."))),
        _ => new("not-submitted",
            new("The proposal has not been submitted.", "Der Antrag ist nicht eingereicht."),
            new("submit", new("Submit it before the deadline; you can still replace it until then.", "Reichen Sie ihn vor Ablauf der Frist ein; bis dahin können Sie ihn noch ersetzen."))),
    };

    /// <summary>To the second, where both stand in the same minute otherwise.</summary>
    private static Text Late(in Case @case) => @case.Application?.Submitted.Newest?.From is { } received && received - @case.At < TimeSpan.FromMinutes(1)
        ? (EntryWords.Exact(received), EntryWords.Exact(@case.At)) switch
        {
            var (at, by) => new($"The proposal was received after the deadline: {at.En}; the deadline was {by.En}.", $"Der Antrag ist nach Ablauf der Frist eingegangen: {at.De}; die Frist war {by.De}."),
        }
        : new("The proposal was received after the deadline.", "Der Antrag ist nach Ablauf der Frist eingegangen.");

    protected override (int LeadDays, Doing Do)? Mending(Finding finding, Case @case) =>
        finding.Reason is "not-submitted" or "withdrawn" ? (LeadTime.Request, Supposing.HandedIn) : null;

    public override Text Statement(Names names) => new("The proposal is received by the deadline.", "Der Antrag geht bis zum Ablauf der Frist ein.");
}

/// <summary>The requested grant does not exceed the strand's maximum.</summary>
public sealed record GrantWithin([property: Euro] decimal Maximum) : OfTheProposal
{
    public override Finding Examine(in Case @case) => @case.Application is { } application && @case.Look(application.RequestedGrant) is { } grant
        ? grant.Value <= Maximum ? new(Outcome.Met, "grant-within", grant) : new(Outcome.NotMet, "grant-too-high", grant)
        : new(Outcome.Undetermined, "grant-missing");

    public override Explanation Explain(in Finding finding, in Case @case, Names names) => finding.Reason switch
    {
        "grant-within" => new("grant-within", new(
            $"The requested grant stays within {Figure.EuroEn(Maximum)}.", $"Die beantragte Finanzhilfe bleibt innerhalb von {Figure.EuroDe(Maximum)}.")),
        "grant-too-high" => new("grant-too-high",
            new($"The requested grant exceeds the maximum of {Figure.EuroEn(Maximum)}.", $"Die beantragte Finanzhilfe übersteigt den Höchstbetrag von {Figure.EuroDe(Maximum)}."),
            new("lower-grant", new($"Ask for at most {Figure.EuroEn(Maximum)}.", $"Beantragen Sie höchstens {Figure.EuroDe(Maximum)}."))),
        _ => Missing.Figure("grant-missing", new("the requested grant", "die beantragte Finanzhilfe")),
    };

    public override Text Statement(Names names) => new($"The grant is at most {Figure.EuroEn(Maximum)}.", $"Die Finanzhilfe beträgt höchstens {Figure.EuroDe(Maximum)}.");
}

/// <summary>The grant is at most this part of the eligible costs; compared after rounding to the cent, half away from zero.</summary>
public sealed record RateWithin(decimal Maximum) : OfTheProposal
{
    public override Finding Examine(in Case @case)
    {
        if (@case.Application is not { } application || @case.Look(application.RequestedGrant) is not { } grant || @case.Look(application.EligibleCosts) is not { } costs)
        {
            return new(Outcome.Undetermined, "costs-missing");
        }

        return grant.Value <= decimal.Round(costs.Value * Maximum, 2, MidpointRounding.AwayFromZero)
            ? new(Outcome.Met, "rate-within", grant, costs)
            : new(Outcome.NotMet, "rate-too-high", grant, costs);
    }

    public override Explanation Explain(in Finding finding, in Case @case, Names names)
    {
        var percent = (En: $"{Figure.En(Maximum * 100)} %", De: $"{Figure.De(Maximum * 100)} %");
        return finding.Reason switch
        {
            "rate-within" => new("rate-within", new($"The grant is at most {percent.En} of the eligible costs.", $"Die Finanzhilfe beträgt höchstens {percent.De} der förderfähigen Kosten.")),
            "rate-too-high" => new("rate-too-high",
                new($"The grant is more than {percent.En} of the eligible costs.", $"Die Finanzhilfe beträgt mehr als {percent.De} der förderfähigen Kosten."),
                new("lower-grant", new("Lower the grant or raise the eligible costs.", "Senken Sie die Finanzhilfe oder erhöhen Sie die förderfähigen Kosten."))),
            _ => Missing.Figure("costs-missing", new("grant and eligible costs", "Finanzhilfe und förderfähige Kosten")),
        };
    }

    public override Text Statement(Names names) => new(
        $"The grant covers at most {Figure.En(Maximum * 100)} % of the eligible costs.", $"Die Finanzhilfe deckt höchstens {Figure.De(Maximum * 100)} % der förderfähigen Kosten.");
}

/// <summary>The project's duration lies in the range, in whole months.</summary>
public sealed record DurationWithin(int MinimumMonths, int MaximumMonths) : OfTheProposal
{
    public override Finding Examine(in Case @case) => @case.Application is { } application && @case.Look(application.DurationMonths) is { } months
        ? months.Value >= MinimumMonths && months.Value <= MaximumMonths ? new(Outcome.Met, "duration-within", months) : new(Outcome.NotMet, "duration-outside", months)
        : new(Outcome.Undetermined, "duration-missing");

    public override Explanation Explain(in Finding finding, in Case @case, Names names) => finding.Reason switch
    {
        "duration-within" => new("duration-within", new($"The duration lies between {MinimumMonths} and {MaximumMonths} months.", $"Die Laufzeit liegt zwischen {MinimumMonths} und {MaximumMonths} Monaten.")),
        "duration-outside" => new("duration-outside",
            new($"The duration does not lie between {MinimumMonths} and {MaximumMonths} months.", $"Die Laufzeit liegt nicht zwischen {MinimumMonths} und {MaximumMonths} Monaten."),
            new("change-duration", new("Change the duration in the proposal.", "Ändern Sie die Laufzeit im Antrag."))),
        _ => Missing.Figure("duration-missing", new("the duration", "die Laufzeit")),
    };

    public override Text Statement(Names names) => new($"The project lasts {MinimumMonths} to {MaximumMonths} months.", $"Das Projekt dauert {MinimumMonths} bis {MaximumMonths} Monate.");
}

/// <summary>The project addresses so many third countries.</summary>
public sealed record TargetCountriesWithin(int Minimum, int? Maximum = null) : OfTheProposal
{
    public override Finding Examine(in Case @case) => @case.Application is { } application && @case.Look(application.TargetCountries) is { } targets
        ? targets.Value!.Distinct().Count() switch
        {
            var count when count < Minimum => new(Outcome.NotMet, "targets-too-few", targets),
            var count when count > Maximum => new(Outcome.NotMet, "targets-too-many", targets),
            _ => new(Outcome.Met, "targets-within", targets),
        }
        : new(Outcome.Undetermined, "targets-missing");

    public override bool CanBe(Outcome outcome) => outcome is not Outcome.NotMet || Minimum > 0 || Maximum is not null;

    public override Explanation Explain(in Finding finding, in Case @case, Names names) => finding.Reason switch
    {
        "targets-within" => new("targets-within", new("The number of target countries fits.", "Die Zahl der Zielländer passt.")),
        "targets-too-few" => new("targets-too-few", Statement(names), new("add-targets", new("Add target countries.", "Ergänzen Sie Zielländer."))),
        "targets-too-many" => new("targets-too-many", Statement(names), new("drop-targets", new("Concentrate on fewer target countries.", "Beschränken Sie sich auf weniger Zielländer."))),
        _ => Missing.Figure("targets-missing", new("the target countries", "die Zielländer")),
    };

    public override Text Statement(Names names) => Maximum is { } most
        ? new($"The project addresses {Minimum} to {most} third countries.", $"Das Projekt richtet sich auf {Minimum} bis {most} Drittländer.")
        : Figure.Many(Minimum, "third country", "third countries", "Drittland", "Drittländer") switch
        {
            var countries => new($"The project addresses at least {countries.En}.", $"Das Projekt richtet sich auf mindestens {countries.De}."),
        };
}

/// <summary>A declaration on honour has been signed for the organisation.</summary>
public sealed record Declared(DeclarationKind Kind) : Question
{
    public override Finding Examine(in Case @case) =>
        @case.Application is { } application && @case.Look(application.Declared(Kind, @case.Dossier.Id)) is { Value: true } declared
            ? new(Outcome.Met, "declared", declared)
            : new(Outcome.NotMet, "not-declared");

    public override Explanation Explain(in Finding finding, in Case @case, Names names) => finding.Outcome is Outcome.Met
        ? new("declared", new("The declaration has been signed.", "Die Erklärung ist unterzeichnet."))
        : new("not-declared", new("The declaration has not been signed.", "Die Erklärung ist nicht unterzeichnet."), new("sign", Statement(names)));

    public override Text Statement(Names names) => Kind switch
    {
        DeclarationKind.PlansToRegister => new("Sign that the organisation plans to register.", "Erklären Sie, dass die Organisation sich registrieren will."),
        DeclarationKind.ClusterOrganisation => new("Sign that it is a cluster organisation.", "Erklären Sie, dass es sich um eine Clusterorganisation handelt."),
        DeclarationKind.Exclusion => new("Sign that no ground for exclusion applies.", "Erklären Sie, dass kein Ausschlussgrund vorliegt."),
        DeclarationKind.Budget => new("Sign that the budget is in euro, without double funding, profit or costs from before the start.", "Erklären Sie, dass das Budget in Euro gerechnet ist, ohne Doppelförderung, Gewinn oder Kosten aus der Zeit vor dem Beginn."),
        _ => new("Sign that the organisation has the capacity to carry out the project.", "Erklären Sie die Leistungsfähigkeit der Organisation."),
    };
}

/// <summary>Needs a person's judgement: undetermined until an officer has recorded an answer. It is about the proposal as handed in, whenever it was given.</summary>
public sealed record Judged(Text Asked) : OfTheProposal
{
    public override Finding Examine(in Case @case) =>
        @case is not { Criterion: { } criterion, Application: { } application } || application.Judgements.GetValueOrDefault(criterion).Newest is not { } answer ? new(Outcome.Undetermined, "needs-judgement")
        : answer.Value ? new(Outcome.Met, "judged-met", answer)
        : new(Outcome.NotMet, "judged-not-met", answer);

    public override bool CanBe(Outcome outcome) => outcome is Outcome.Undetermined;

    public override Explanation Explain(in Finding finding, in Case @case, Names names) => finding.Reason switch
    {
        "judged-met" => new("judged-met", new("An officer has checked this: it holds.", "Die Programmstelle hat das geprüft: Es trifft zu.")),
        "judged-not-met" => new("judged-not-met",
            new("An officer has checked this: it does not hold.", "Die Programmstelle hat das geprüft: Es trifft nicht zu."),
            new("ask-programme", new("The history tells the reason; ask the programme officers if it rests on a mistake.", "Den Grund nennt der Verlauf; wenden Sie sich an die Programmstelle, wenn er auf einem Irrtum beruht."), Remains: true)),
        _ => new("needs-judgement",
            new("An officer decides this when the proposal is checked.", "Das entscheidet die Programmstelle bei der Prüfung des Antrags."),
            new("see-clause", Asked)),
    };

    public override Text Statement(Names names) => Asked;
}

internal static class Judging
{
    /// <summary>What an officer must answer within a question.</summary>
    public static IEnumerable<Judged> Judged(this Question question) => question switch
    {
        Judged judged => [judged],
        Composition composition => composition.Parts.SelectMany(Judged),
        Not not => not.Part.Judged(),
        _ => [],
    };
}

internal static class Missing
{
    public static Explanation Figure(string code, Text what) => new(code,
        new($"The proposal does not state {what.En}.", $"Der Antrag nennt nicht: {what.De}."),
        new("complete-proposal", new($"Enter {what.En} in the proposal.", $"Tragen Sie im Antrag ein: {what.De}.")));
}
