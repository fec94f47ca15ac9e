using EligibilityService.Application.Calls;
using EligibilityService.Application.Tests.Clusters;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;
using FluentValidation;

namespace EligibilityService.Application.Tests.Calls;

/// <summary>While a text is being written, an officer sees how many it would leave in, as totals.</summary>
public sealed class CountingByADraft
{
    private static readonly CallTerms Terms = new()
    {
        Reference = "T-1", Title = new("T", "T"), Kind = "staff-exchange", Deadline = Deadline.Typed(new(2016, 12, 1, 17, 0, 0, DateTimeKind.Unspecified)).Deadline, Clauses = [new("6", new("Who", "Wer"))],
        Criteria =
        [
            new("members", "6", new HasMembers(30), ReferenceDate.Deadline),
            new("label", "6", new HoldsLabel(QualityLabel.Bronze), ReferenceDate.Deadline, Domain.Eligibility.Severity.Advisory),
            new("partners", "6", new PartnersAtLeast(3), ReferenceDate.Deadline, Stage: Stage.Consortium),
            new("signature", "6", new HasPic(), ReferenceDate.GrantSignature),
        ],
    };

    [Fact]
    public async Task by_all_of_it_and_by_each_criterion_alone()
    {
        var counts = await Count(Terms);

        Assert.Equal((40, new RoundedCounts(20, 10, 10)), (counts.Clusters, counts.Total));
        Assert.Equal([("label", new(0, null, 40)), ("members", new RoundedCounts(20, 10, 10))], counts.Alone.OrderBy(one => one.Key).Select(one => (one.Key, one.Value)));
    }

    [Fact]
    public async Task by_a_stage_that_is_not_known_nobody_alone()
    {
        var counts = await Count(Terms with { NotFullyKnown = [Stage.Organisation] });

        Assert.Equal(new(0, 10, 30), counts.Total);
        Assert.Equal(new(20, 10, 10), counts.Alone["members"]);
    }

    /// <summary>Whoever may still apply is counted, as impact counts: only who has left is not.</summary>
    [Fact]
    public async Task everybody_whom_impact_is_reckoned_for() => Assert.Equal(new(20, 10, 15), (await Count(Terms, drafts: 4)).Total);

    [Fact]
    public async Task of_codes_that_exist() => await Assert.ThrowsAsync<ValidationException>(() => Count(Terms with { Criteria = [new("X", "6", new WorksIn("sectors", ["ECO99"]), ReferenceDate.Deadline)] }));

    /// <param name="drafts">Profiles that are not published, and say nothing about members.</param>
    private static Task<TermsCounts> Count(CallTerms terms, int drafts = 0)
    {
        var known = new KnownClusters(ProgrammeFacts.Empty);
        for (var i = 0; i < 10; i++)
        {
            foreach (var members in (int[])[29, 30, 31]) known.Publish(new() { Name = "C", MembersSme = members, MembersLarge = 0, MembersResearch = 0, MembersOther = 0 });
            known.Publish(new() { Name = "Says nothing" });
        }

        for (var i = 0; i < drafts; i++) known.Tell(Guid.CreateVersion7(), new ProfileDrafted(null, $"row {i}"));
        known.Tell(known.Publish(new() { Name = "Withdrawn", MembersSme = 40 }), new ClusterWithdrawn(null, KnownClusters.Told));
        known.Tell(known.Clusters.First().Dossier.Id, new LabelAwarded(QualityLabel.Bronze, null, "test", Renews: false, new(Domain.Time.AssertedBy.Register, new(2013, 1, 1), new(2014, 12, 31))));
        return new CountByTermsHandler(known).Handle(new(terms), TestContext.Current.CancellationToken);
    }
}
