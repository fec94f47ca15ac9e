using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Calls;

/// <summary>The call of 2016 with its deadline on 23 May 2017, 17:00 Brussels time; Olga and Otto are officers.</summary>
public abstract class CallSpec : Spec<Call, ICallEvent>
{
    protected static readonly Guid Olga = Id(11), Otto = Id(12);
    protected static readonly DateTimeOffset Before = Utc("2017-05-02 10:00:00"), Deadline = Utc("2017-05-23 15:00:00"), JustAfter = Deadline.AddMicroseconds(1);
    protected static readonly NoteRef Why = new(Id(90), "salted"), Else = new(Id(91), "salted");

    protected static readonly CallTerms Terms = new()
    {
        Reference = "COS-CLUSINT-2016-03-01",
        Title = new("Clusters Go International", "Cluster werden international"),
        Kind = "escp",
        Deadline = Domain.Time.Deadline.Typed(Local("2017-05-23 17:00")).Deadline,
        Clauses = [new("2", new("Timetable", "Zeitplan"), "23 May"), new("3.1", new("Eligible applicants", "Antragsberechtigte"))],
        NotFullyKnown = [Stage.Award],
    };

    protected static readonly CallTerms Later = Terms with { Deadline = Domain.Time.Deadline.Typed(Local("2017-06-06 17:00")).Deadline, Clauses = Reworded(Terms, "6 June") };
    protected static readonly CallTerms WithoutDate = Terms with { Deadline = null };
    protected static readonly CallTerms Mislabelled = Terms with { Deadline = Domain.Time.Deadline.Imported(Local("2020-10-26 23:59"), "CEST") };
    protected static readonly Corrigendum Moved = new(new("Deadline", "Frist"), [new("2", "2", "23 May", "6 June")], new("Clash of dates", "Terminkollision"));

    protected static readonly ICallEvent[] Drafted = [new CallDrafted(Terms, Olga)];
    protected static readonly ICallEvent[] Announced = [.. Drafted, new StepProposed(CallStep.Announce, Olga), new CallAnnounced(Olga, Otto, Before)];
    protected static readonly ICallEvent[] Published = [.. Drafted, new StepProposed(CallStep.Publish, Olga), new CallPublished(Olga, Otto, Before)];
    protected static readonly ICallEvent[] Closed = [.. Published, new CallClosed(Deadline)];
    protected static readonly ICallEvent[] Cancelled = [.. Published, new StepProposed(CallStep.Cancel, Olga), new CallCancelled(Olga, Otto, null, Before)];

    protected static Clause[] Reworded(CallTerms terms, string timetable) => [terms.Clauses[0] with { Text = timetable }, .. terms.Clauses[1..]];

    protected static CallDossier Dossier(params IEnumerable<ICallEvent> history) =>
        history.Aggregate(new CallDossier(Id(50)), (dossier, fact) => dossier.Learn(fact, new(Id(60), "", Id(50), 1, Before)));
}
