using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Time;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Clusters;

public sealed class RegisteringACluster : ClusterSpec
{
    [Fact]
    public void begins_a_draft_that_the_registrant_manages() =>
        Given().When(cluster => cluster.Draft(Anna, null, MedTech, Herself)).Then(Drafted);

    [Fact]
    public void by_import_leaves_it_to_be_claimed() =>
        Given().When(cluster => cluster.Draft(null, "row-7", MedTech, new(AssertedBy.Register))).Then(Imported);

    [Fact]
    public void is_refused_where_somebody_else_began() =>
        Given(Drafted).When(cluster => cluster.Draft(Bert, null, MedTech, Herself)).ThenRefused("cluster-already-registered");

    [Fact]
    public void is_refused_to_an_import_where_a_person_began() =>
        Given(Drafted).When(cluster => cluster.Draft(null, "row-7", MedTech, Herself)).ThenRefused("cluster-already-registered");
}

public sealed class ChangingAProfile : ClusterSpec
{
    [Fact]
    public void tells_only_what_changed() =>
        Given(Drafted)
            .When(cluster => cluster.Change(MedTech with { MembersSme = 41 }, [], Herself))
            .Then(new ProfileChanged(new() { MembersSme = 41 }, [], Herself));

    [Fact]
    public void tells_lists_by_what_they_say() =>
        Given([.. Drafted, new ProfileChanged(new() { Sectors = ["a", "b"] }, [], Herself)])
            .When(cluster => cluster.Change(new() { Sectors = ["a", "b"] }, [], Herself))
            .ThenNothing();

    [Fact]
    public void names_what_was_emptied_and_only_what_had_been_filled() =>
        Given(Drafted)
            .When(cluster => cluster.Change(new(), ["membersSme", "city"], Herself))
            .Then(new ProfileChanged(new(), ["membersSme"], Herself));

    [Fact]
    public void for_another_period_is_another_fact()
    {
        var fromMay = Herself with { ValidFrom = Day("2017-05-01") };
        Given(Drafted).When(cluster => cluster.Change(new() { MembersSme = 40 }, [], fromMay)).Then(new ProfileChanged(new() { MembersSme = 40 }, [], fromMay));
    }

    [Fact]
    public void of_now_is_told_where_it_was_told_for_a_later_day_only()
    {
        var (later, today) = (Herself with { ValidFrom = Day("2018-01-01") }, Day("2017-05-02"));
        IClusterEvent[] foretold = [.. Drafted, new ProfileChanged(new() { MembersSme = 60 }, [], later), new ProfileChanged(new() { City = "Ulm" }, [], Herself), new ProfileChanged(new(), ["city"], later)];
        Given(foretold).When(cluster => cluster.Change(new() { MembersSme = 60 }, ["city"], Herself, today)).Then(new ProfileChanged(new() { MembersSme = 60 }, ["city"], Herself));
        Given([.. foretold, new ProfileChanged(new() { MembersSme = 60 }, ["city"], Herself)]).When(cluster => cluster.Change(new() { MembersSme = 60 }, ["city"], Herself, today)).ThenNothing();
    }

    [Fact]
    public void without_an_end_renews_what_had_been_told_until_a_day()
    {
        var untilMay = Herself with { ValidUntil = Day("2017-05-31") };
        Given([.. Drafted, new ProfileChanged(new() { MembersSme = 50 }, [], untilMay)])
            .When(cluster => cluster.Change(new() { MembersSme = 50 }, [], Herself))
            .Then(new ProfileChanged(new() { MembersSme = 50 }, [], Herself));
    }

    [Fact]
    public void verified_tells_it_once_more() =>
        Given(Drafted).When(cluster => cluster.Change(new() { MembersSme = 40 }, [], Moderated)).Then(new ProfileChanged(new() { MembersSme = 40 }, [], Moderated));

    [Fact]
    public void of_the_region_tells_the_version_it_is_written_in() =>
        Given([.. Drafted, new ProfileChanged(new() { Region = "FRE1", NutsVersion = 2016 }, [], Herself)])
            .When(cluster => cluster.Change(new() { Region = "FRF1", NutsVersion = 2016 }, [], Herself))
            .Then(new ProfileChanged(new() { Region = "FRF1", NutsVersion = 2016 }, [], Herself));

    [Fact]
    public void of_the_version_alone_tells_the_region_with_it() =>
        Given([.. Drafted, new ProfileChanged(new() { Region = "DE11" }, [], Herself)])
            .When(cluster => cluster.Change(new() { NutsVersion = 2016 }, [], Herself))
            .Then(new ProfileChanged(new() { Region = "DE11", NutsVersion = 2016 }, [], Herself));

    [Fact]
    public void to_a_region_without_a_version_means_the_programmes_own() =>
        Given([.. Drafted, new ProfileChanged(new() { Region = "FRE1", NutsVersion = 2016 }, [], Herself), new ProfileChanged(new() { Region = "FR30" }, [], Herself)])
            .When(cluster => cluster.Change(new() { Region = "FR30", NutsVersion = 2013 }, [], Herself))
            .ThenNothing();

    [Fact]
    public void is_refused_where_there_is_no_profile() =>
        Given().When(cluster => cluster.Change(MedTech, [], Herself)).ThenRefused("cluster-unknown");

    [Fact]
    public void is_refused_after_withdrawal() =>
        Given(Withdrawn).When(cluster => cluster.Change(MedTech, [], Herself)).ThenRefused("cluster-withdrawn");

    [Fact]
    public void checked_against_evidence_is_recorded_once() =>
        Given(Published).When(cluster => cluster.Verify(Id(70), Mona)).Then(new EntryVerified(Id(70), Mona));
}

public sealed class ReviewingAProfile : ClusterSpec
{
    [Fact]
    public void begins_with_a_request() =>
        Given(Drafted).When(cluster => cluster.RequestReview(Anna, Noon)).Then(new ReviewRequested(Anna, Noon));

    [Fact]
    public void can_be_asked_for_again_after_a_refusal() =>
        Given(Refused).When(cluster => cluster.RequestReview(Anna, Noon)).Then(new ReviewRequested(Anna, Noon));

    [Fact]
    public void is_not_asked_for_by_the_suspended() =>
        Given(Suspended).When(cluster => cluster.RequestReview(Anna, Noon)).ThenRefused("cluster-suspended");

    [Fact]
    public void is_needless_for_the_published() => Given(Published).When(cluster => cluster.RequestReview(Anna, Noon)).ThenNothing();

    [Fact]
    public void publishes() => Given(Requested).When(cluster => cluster.Publish(Mona, Noon)).Then(new ProfilePublished(Mona, Noon));

    [Fact]
    public void reinstates_the_suspended() => Given(Suspended).When(cluster => cluster.Publish(Mona, Noon)).Then(new ProfileReinstated(Mona, Noon));

    [Fact]
    public void publishes_nothing_that_nobody_asked_for() =>
        Given(Drafted).When(cluster => cluster.Publish(Mona, Noon)).ThenRefused("cluster-review-not-requested");

    [Fact]
    public void refuses_with_a_reason() => Given(Requested).When(cluster => cluster.Refuse(Mona, Noon, Why)).Then(new ProfileRefused(Mona, Noon, Why));

    [Fact]
    public void refuses_nothing_that_nobody_asked_for() =>
        Given(Drafted).When(cluster => cluster.Refuse(Mona, Noon, Why)).ThenRefused("cluster-review-not-requested");

    [Fact]
    public void suspends_the_published() => Given(Published).When(cluster => cluster.Suspend(Mona, Noon, Why)).Then(new ProfileSuspended(Mona, Noon, Why));

    [Fact]
    public void suspends_nothing_unpublished() => Given(Requested).When(cluster => cluster.Suspend(Mona, Noon, Why)).ThenRefused("cluster-not-published");

    [Fact]
    public void ends_with_withdrawal() => Given(Published).When(cluster => cluster.Withdraw(Anna, Noon)).Then(new ClusterWithdrawn(Anna, Noon));

    [Fact]
    public void of_what_does_not_exist_is_refused() => Given().When(cluster => cluster.Withdraw(Anna, Noon)).ThenRefused("cluster-unknown");

    public static TheoryData<string> EveryStep => ["review", "publish", "refuse", "suspend", "award", "certificate", "revoke", "verify", "manager", "claim"];

    [Theory]
    [MemberData(nameof(EveryStep))]
    public void is_over_after_withdrawal(string step) => Given(Withdrawn).When(cluster => Step(cluster, step)).ThenRefused("cluster-withdrawn");

    [Theory]
    [MemberData(nameof(EveryStep))]
    public void needs_a_profile(string step) => Given().When(cluster => Step(cluster, step)).ThenRefused("cluster-unknown");

    private static Decision<IClusterEvent> Step(Cluster cluster, string step) => step switch
    {
        "review" => cluster.RequestReview(Anna, Noon),
        "publish" => cluster.Publish(Mona, Noon),
        "refuse" => cluster.Refuse(Mona, Noon, Why),
        "suspend" => cluster.Suspend(Mona, Noon, Why),
        "award" => cluster.Award(QualityLabel.Bronze, Day("2017-05-01"), "ESCA", Moderated),
        "certificate" => cluster.Award(QualityLabel.Bronze, Day("2017-05-01"), Day("2019-05-31"), "ESCA", Moderated),
        "revoke" => cluster.RevokeLabel(QualityLabel.Bronze, Why, Moderated),
        "verify" => cluster.Verify(Id(70), Mona),
        "manager" => cluster.AddManager(Bert, Anna),
        _ => cluster.Claim(Bert, Noon, null),
    };
}
