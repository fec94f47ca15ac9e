using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Applications;

/// <summary>Documents and the shared budget of an application: until the deadline, and kept as they were handed in.</summary>
public sealed class AttachingDocuments : Spec<CallApplication, IApplicationEvent>
{
    private static readonly Guid Anna = Id(1), MedTech = Id(40), Nordic = Id(41);
    private static readonly DateTimeOffset Before = Utc("2017-05-02 10:00:00"), Deadline = Utc("2017-05-23 15:00:00"), JustAfter = Deadline.AddMicroseconds(1);
    private static readonly RecordedVerdict Met = new(Outcome.Met, Stage.Application, "5", 3, [], []);

    private static readonly CallDossier Open = new(Id(50))
    {
        Terms = new()
        {
            Reference = "COS-CLUSINT-2016-03-01", Title = new("Clusters", "Cluster"), Kind = "escp", Deadline = Domain.Time.Deadline.Typed(Local("2017-05-23 17:00")).Deadline,
            Criteria = [new("RATE-1", "11", new RateWithin(0.75m), Domain.Time.ReferenceDate.Deadline, Stage: Stage.Application)],
        },
        Status = CallStatus.Open,
    };

    private static readonly IApplicationEvent[] Started = [new ApplicationStarted(Open.Id, null, MedTech, Anna), new PartnerNamed(Nordic, PartnerRole.Partner, Nordic, null, null, Anna)];
    private static readonly IApplicationEvent[] Attached = [.. Started, Document(60)];
    private static readonly IApplicationEvent[] Sent = [.. Attached, new ApplicationSubmitted(1, Anna, Before, Met)];

    private static DocumentAttached Document(int id, DateTimeOffset? at = null) => new(Id(id), DocumentKind.Description, new(Id(90), "salted"), 12_345, "hash", Anna, at ?? Before);

    [Fact]
    public void a_document_is_attached_to_the_last_instant_and_not_after()
    {
        Given(Started).When(it => it.Attach(Document(60, Deadline), Open)).Then(Document(60, Deadline));
        Given(Started).When(it => it.Attach(Document(60, JustAfter), Open)).ThenRefused("deadline-has-passed");
        Given(Attached).When(it => it.Remove(Id(60), Anna, Open, JustAfter)).ThenRefused("deadline-has-passed");
    }

    [Fact]
    public void no_document_takes_the_place_of_another()
    {
        Given(Attached).When(it => it.Attach(Document(60) with { Hash = "another" }, Open)).ThenNothing();
        Given([.. Attached, new DocumentRemoved(Id(60), Kept: false, Anna, Before)]).When(it => it.Attach(Document(60), Open)).ThenRefused("document-id-taken");
        Given(Started).When(it => it.Remove(Id(60), Anna, Open, Before)).ThenRefused("document-unknown");
    }

    [Fact]
    public void twenty_documents_and_no_more()
    {
        IApplicationEvent[] all = [.. Started, .. Enumerable.Range(100, 20).Select(id => Document(id))];
        Given(all).When(it => it.Attach(Document(60), Open)).ThenRefused("documents-too-many");
        Given(all[..^1]).When(it => it.Attach(Document(60), Open)).Then(Document(60));
    }

    [Fact]
    public void what_was_handed_in_keeps_its_documents_whatever_happens_to_the_draft()
    {
        Given(Attached).When(it => it.Remove(Id(60), Anna, Open, Before)).Then(new DocumentRemoved(Id(60), Kept: false, Anna, Before));
        Given(Sent).When(it => it.Remove(Id(60), Anna, Open, Before)).Then(new DocumentRemoved(Id(60), Kept: true, Anna, Before));

        var dossier = Told([.. Sent, new DocumentRemoved(Id(60), Kept: true, Anna, Before), Document(61), new BudgetShared([new(MedTech, 1m, null)], Anna)]);
        Assert.Equal([Id(61)], dossier.Documents.Select(document => document.Document));
        Assert.Equal([Id(60)], dossier.AsSent.Documents.Select(document => document.Document));
        Assert.Empty(dossier.AsSent.Budget);
    }

    [Fact]
    public void a_changed_document_has_to_be_handed_in_again()
    {
        Assert.False(Given(Sent).State.ChangedSinceSubmission);
        Assert.True(Given([.. Sent, Document(61)]).State.ChangedSinceSubmission);
        Assert.True(Given([.. Sent, new BudgetShared([], Anna)]).State.ChangedSinceSubmission);
    }

    [Fact]
    public void the_budget_is_shared_among_those_who_take_part_and_goes_with_them()
    {
        BudgetShare[] shares = [new(Nordic, 50_000m, 60_000.50m), new(MedTech, 100_000m, null)];
        Given(Started).When(it => it.ShareBudget([.. shares, new(Id(42), null, null)], Anna, Open, Before)).Then(new BudgetShared([shares[1], shares[0]], Anna));
        Given(Started).When(it => it.ShareBudget([new(Id(42), 1m, null)], Anna, Open, Before)).ThenRefused("partner-unknown");
        Given(Started).When(it => it.ShareBudget(shares, Anna, Open, JustAfter)).ThenRefused("deadline-has-passed");

        IApplicationEvent[] gone = [.. Started, new BudgetShared(shares, Anna), new PartnerRemoved(Nordic, Anna)];
        Assert.Equal([shares[1]], Given(gone).State.Budget);
        Assert.Equal([shares[1]], Told(gone).Budget);
    }

    [Fact]
    public void only_what_is_told_on_both_sides_can_contradict()
    {
        Assert.Empty(SharedBudget.Gaps([], 100m, 100m));
        Assert.Empty(SharedBudget.Gaps([new(MedTech, 60m, null), new(Nordic, 40m, null)], 100m, 200m));
        Assert.Empty(SharedBudget.Gaps([new(MedTech, 60m, null)], null, 200m));
        Assert.Equal([new BudgetGap(true, 100m, 100.01m), new(false, 7m, 8m)], SharedBudget.Gaps([new(MedTech, 60m, 7m), new(Nordic, 40m, null)], 100.01m, 8m));
    }

    [Theory]
    [InlineData(140_000, "contradicts-itself")]   // the shares say 140,000, the proposal 190,000: one of them is mistyped
    [InlineData(190_000, null)]
    public void shares_that_do_not_add_up_may_be_a_slip(int shared, string? code)
    {
        var dossier = Told([.. Started, new ProposalChanged(new() { RequestedGrant = 190_000m, EligibleCosts = 200_000m }, []), new BudgetShared([new(MedTech, shared, null)], Anna)]);
        var subject = new Subject(new(MedTech), dossier);
        var verdict = Assessment.Assess(subject, Open.Terms!, Domain.Programme.ProgrammeFacts.Empty, Stage.Application);

        Assert.Equal(code, PossibleSlips.In(verdict, subject, Domain.Programme.ProgrammeFacts.Empty).SingleOrDefault()?.Code);
    }

    [Fact]
    public void an_application_is_empty_until_anything_is_filled_in()
    {
        Assert.True(Given(Started[0]).State.IsEmpty);
        IApplicationEvent[] anything = [Started[1], Document(60), new ProposalChanged(new() { Pages = 3 }, []), new DeclarationSigned(DeclarationKind.Exclusion, MedTech, Anna, Before), new BudgetShared([new(MedTech, 1m, null)], Anna)];
        Assert.All(anything, one => Assert.False(Given(Started[0], one).State.IsEmpty));
    }

    private static ApplicationDossier Told(IApplicationEvent[] events)
    {
        var (dossier, version) = (new ApplicationDossier(Id(70)), 0L);
        foreach (var e in events) dossier = dossier.Learn(e, new(Id(80), "x", dossier.Id, ++version, Before));
        return dossier;
    }
}
