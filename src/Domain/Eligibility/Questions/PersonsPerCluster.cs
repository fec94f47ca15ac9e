using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>"One person per cluster": counted over all requests of the same cluster to the same event that stand, not only this one.</summary>
/// <remarks>A number nobody told is not counted; while one is lacking the answer is open, unless those that are known are too many already.</remarks>
public sealed record PersonsPerCluster(int Maximum) : OfTheJourney
{
    public override Finding Examine(in Case @case)
    {
        if (@case.Application is not { } application || @case.Look(application.Persons) is not { } own) return new(Outcome.Undetermined, "persons-missing");

        var (others, missing, receipt) = Others(@case);
        if (own.Value > Maximum) return new(Outcome.NotMet, "persons-too-many", own);
        if (own.Value + others > Maximum) return new(Outcome.NotMet, "persons-too-many-together", own, receipt);

        return missing ? new(Outcome.Undetermined, "persons-of-other-request-missing", own, receipt) : new(Outcome.Met, "persons-within", own);
    }

    public override Explanation Explain(in Finding finding, in Case @case, Names names)
    {
        var statement = Statement(names);
        return finding.Reason switch
        {
            "persons-within" => new("persons-within", new("No more persons come than the call allows.", "Es kommen nicht mehr Personen, als die Ausschreibung erlaubt.")),
            "persons-too-many" => new("persons-too-many",
                new($"More persons are named than the call allows. {statement.En}", $"Es sind mehr Personen angegeben, als die Ausschreibung erlaubt. {statement.De}"), Fewer),
            "persons-too-many-together" => new("persons-too-many-together",
                new($"Together with the cluster's other requests that stand there are more. {statement.En}", $"Zusammen mit weiteren Anträgen des Clusters sind es mehr. {statement.De}"),
                Room(@case) > 0 ? Fewer : WithdrawOther),
            "persons-of-other-request-missing" => new("persons-of-other-request-missing",
                new("Another request of the cluster does not say how many persons come.", "Ein weiterer Antrag des Clusters sagt nicht, wie viele Personen kommen."),
                new("complete-other-request", new("Complete the other request, or withdraw it.", "Vervollständigen Sie den anderen Antrag, oder ziehen Sie ihn zurück."))),
            _ => Missing.Figure("persons-missing", new("the number of persons", "die Zahl der Personen")),
        };
    }

    public override IEnumerable<IReadOnlyList<Act>> Ways(Finding finding, Case @case, Names names)
    {
        if (Explain(finding, @case, names).Remedy is not { } remedy) yield break;

        var room = Room(@case);
        if (finding.Reason is "persons-missing" or "persons-too-many" or "persons-too-many-together" && room > 0)
        {
            yield return [new(remedy.Code, remedy.What, LeadTime.Entry, (in subject, done) => subject.Proposed(done, new()
            {
                Persons = finding.Reason is "persons-missing" ? 1 : room,
                TravelCosts = finding.Reason is "persons-missing" ? null : subject.Application?.TravelCosts.Newest?.Value?.Take(room).ToArray(),
            }))];
        }
        else if (finding.Reason is "persons-too-many-together" or "persons-of-other-request-missing" or "persons-missing")
        {
            yield return [new(WithdrawOther.Code, WithdrawOther.What, LeadTime.Request, (in subject, _) => subject with { Event = subject.Event is null ? null : subject.Event with { OwnRequests = [] } })];
        }
    }

    public override Text Statement(Names names) => Maximum == 1
        ? new("At most one person per cluster comes.", "Je Cluster kommt höchstens eine Person.")
        : new($"At most {Maximum} persons per cluster come.", $"Je Cluster kommen höchstens {Maximum} Personen.");

    private static readonly Remedy Fewer = new("fewer-persons", new("Name fewer persons.", "Geben Sie weniger Personen an."));

    private static readonly Remedy WithdrawOther = new("withdraw-other-request", new("Withdraw the cluster's other request, or this one.", "Ziehen Sie den anderen Antrag des Clusters zurück, oder diesen."));

    /// <summary>Persons left beside those of the other requests.</summary>
    private int Room(in Case @case) => Others(@case) switch { { Missing: true } => 0, var others => Maximum - others.Persons };

    private static (int Persons, bool Missing, Fact<int>? Receipt) Others(in Case @case)
    {
        var (persons, missing, first) = (0, false, (Fact<int>?)null);
        if (@case.Event is not { OwnRequests.Length: > 0 } surroundings) return (persons, missing, first);

        foreach (var (request, receipt) in surroundings.Standing(@case.At))
        {
            if (!request.IsBroken && request.Persons.At(receipt.From) is { } told) persons += told.Value;
            else missing = true;

            if (first is null || (receipt.From, receipt.Told.EventId).CompareTo((first.From, first.Told.EventId)) < 0) first = receipt;
        }

        return (persons, missing, first);
    }
}
