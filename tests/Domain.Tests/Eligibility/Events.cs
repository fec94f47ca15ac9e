using System.Collections.Immutable;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Time;
using static EligibilityService.Domain.Tests.Eligibility.Tell;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Eligibility;

/// <summary>Calls for events as sources tell them, and requests to them.</summary>
internal static class Events
{
    /// <summary>Thessaloniki, 13 and 14 September 2017: travel and stay of those who take part up to EUR 800.</summary>
    public static readonly CallTerms Thessaloniki = Call("2017-08-31 23:59", new() { MaximumPerPerson = 800m },
        Reimbursed("COST", new TravelCostWithin(PerPerson: 800m)));

    /// <summary>Japan 2022: one person per cluster, up to six weeks, up to EUR 700 a week.</summary>
    public static readonly CallTerms Japan = Call("2022-08-31 23:59", new() { Places = 10, PersonsPerCluster = 1, MaximumWeeks = 6, MaximumPerPersonAndWeek = 700m },
        Decided("PERS", new PersonsPerCluster(1)), Decided("WEEKS", new WeeksWithin(6)), Reimbursed("COST", new TravelCostWithin(PerPersonAndWeek: 700m)));

    /// <summary>India 2024: a second cut-off if places are left; late requests at own cost, received here until a week before the event.</summary>
    public static readonly CallTerms India = Call("2024-04-10 23:59", Dated(LateApplications.OwnCost), Reimbursed("CUT", new ReceivedByCutOff()));

    /// <summary>The same, but nothing is received after the second cut-off.</summary>
    public static readonly CallTerms Strict = Call("2024-02-29 23:59", Dated(LateApplications.Refused), Decided("CUT", new ReceivedByCutOff()));

    public static readonly DateTimeOffset FirstCutOff = Utc("2024-01-31 22:59:00"), SecondCutOff = Utc("2024-02-29 22:59:00");

    public static CallTerms Call(string deadline, TravelTerms? travel, params Criterion[] criteria) => Terms(deadline, criteria) with { Kind = "matching-event", Travel = travel };

    public static Criterion Decided(string id, Question question) => Asked(question) with { Id = id, Stage = Stage.Application };

    public static Criterion Reimbursed(string id, Question question) => Decided(id, question) with { Decides = Decides.Reimbursement };

    public static TravelTerms Dated(LateApplications late) => new()
    {
        CutOffs = [new(Deadline.Typed(Local("2024-01-31 23:59")).Deadline!), new(Deadline.Typed(Local("2024-02-29 23:59")).Deadline!, OnlyIfPlacesAreLeft: true)],
        LateApplications = late, Resubmission = Resubmission.ReserveListAndRejected,
    };

    /// <summary>A request that says so, received then; without an instant it has not been handed in.</summary>
    public static ApplicationDossier Request(ProposalFields fields, DateTimeOffset? received = null, int id = 41)
    {
        IApplicationEvent[] told =
        [
            new ApplicationStarted(Id(50), null, MedTech, Mona), new ProposalChanged(fields, []),
            .. received is { } at ? [new ApplicationSubmitted(1, Mona, at, Recorded)] : Array.Empty<IApplicationEvent>(),
        ];
        return told.Index().Aggregate(new ApplicationDossier(Id(id)), (dossier, it) =>
            dossier.Learn(it.Item, new(Id(1000 * id + it.Index), it.Item.GetType().Name, Id(id), it.Index + 1, received ?? Utc("2017-01-01"))));
    }

    public static ApplicationDossier Then(this ApplicationDossier request, IApplicationEvent fact, DateTimeOffset at) =>
        request.Learn(fact, new(Id(7), fact.GetType().Name, request.Id, request.LastTold!.Version + 1, at));

    public static EventSurroundings Beside(params ApplicationDossier[] others) => EventSurroundings.Nothing with { OwnRequests = [.. others] };

    public static EventSurroundings Places(bool areLeft) => EventSurroundings.Nothing with
    {
        PlacesLeft = ImmutableSortedDictionary<int, Chronicle<bool>>.Empty.Add(2, new Chronicle<bool>().Tell(areLeft, new(Id(8), "call.places-recorded", Id(50), 9, SecondCutOff), new(AssertedBy.Officer))),
    };

    public static Verdict Verdict(this CallTerms terms, Decides decides, ApplicationDossier? request, EventSurroundings? around = null) =>
        Assessment.Assess(new(Organisation(), request, Event: around), terms, Facts, Stage.Application, decides: decides);

    /// <summary>Outcome and reason of one criterion.</summary>
    public static (Outcome, string) Said(this CallTerms terms, string criterion, ApplicationDossier? request, EventSurroundings? around = null)
    {
        var judgement = terms.Verdict(Decides.Reimbursement, request, around).Judgements.Single(it => it.Criterion.Id == criterion);
        return (judgement.Finding.Outcome, judgement.Finding.Reason);
    }

    public static readonly RecordedVerdict Recorded = new(Outcome.Met, Stage.Application, "2", 3, [], []);
}
