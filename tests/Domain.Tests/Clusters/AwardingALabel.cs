using EligibilityService.Domain.Clusters;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Clusters;

public sealed class AwardingALabel : ClusterSpec
{
    private static readonly LabelAwarded First = Label("2015-03-01", "2015-03-01", "2017-03-31", renews: false);
    private static readonly LabelAwarded Renewed = Label("2017-09-01", "2017-04-01", "2020-03-31", renews: true);

    [Fact]
    public void for_the_first_time_holds_until_the_last_day_of_the_month_two_years_later() =>
        Given(Published).When(cluster => cluster.Award(QualityLabel.Bronze, Day("2015-03-17"), "ESCA", Moderated)).Then(First);

    [Fact]
    public void late_within_a_year_closes_the_gap_for_three_years() =>
        Given([.. Published, First]).When(cluster => cluster.Award(QualityLabel.Bronze, Day("2017-09-20"), "ESCA", Moderated)).Then(Renewed);

    [Fact]
    public void in_the_last_month_of_the_year_after_still_renews() =>
        Given([.. Published, First])
            .When(cluster => cluster.Award(QualityLabel.Bronze, Day("2018-03-31"), "ESCA", Moderated))
            .Then(Label("2018-03-01", "2017-04-01", "2020-03-31", renews: true));

    [Fact]
    public void a_day_more_than_a_year_late_is_a_first_time_label_again() =>
        Given([.. Published, First])
            .When(cluster => cluster.Award(QualityLabel.Bronze, Day("2018-04-01"), "ESCA", Moderated))
            .Then(Label("2018-04-01", "2018-04-01", "2020-04-30", renews: false));

    [Fact]
    public void of_another_level_does_not_renew() =>
        Given([.. Published, First])
            .When(cluster => cluster.Award(QualityLabel.Silver, Day("2016-09-05"), "ESCA", Moderated))
            .Then(new LabelAwarded(QualityLabel.Silver, Day("2016-09-01"), "ESCA", false, Moderated with { ValidFrom = Day("2016-09-01"), ValidUntil = Day("2018-09-30") }));

    [Fact]
    public void once_more_for_the_next_interview_renews_the_renewal() =>
        Given([.. Published, First, Renewed])
            .When(cluster => cluster.Award(QualityLabel.Bronze, Day("2020-02-11"), "ESCA", Moderated))
            .Then(Label("2020-02-01", "2020-04-01", "2023-03-31", renews: true));

    [Fact]
    public void by_certificate_takes_its_period() =>
        Given(Published)
            .When(cluster => cluster.Award(QualityLabel.Gold, Day("2016-01-15"), Day("2018-01-14"), "ESCA", Moderated))
            .Then(new LabelAwarded(QualityLabel.Gold, null, "ESCA", false, Moderated with { ValidFrom = Day("2016-01-15"), ValidUntil = Day("2018-01-14") }));

    [Fact]
    public void for_a_period_that_ends_before_it_begins_is_refused() =>
        Given(Published)
            .When(cluster => cluster.Award(QualityLabel.Gold, Day("2018-01-15"), Day("2018-01-14"), "ESCA", Moderated))
            .ThenRefused("label-period-ends-before-it-begins");

    [Fact]
    public void ends_by_revocation() =>
        Given([.. Published, First]).When(cluster => cluster.RevokeLabel(QualityLabel.Bronze, Why, Moderated)).Then(new LabelRevoked(QualityLabel.Bronze, Why, Moderated));

    [Fact]
    public void leaves_nothing_to_revoke_on_another_level() =>
        Given([.. Published, First]).When(cluster => cluster.RevokeLabel(QualityLabel.Gold, Why, Moderated)).ThenNothing();

    [Fact]
    public void ends_in_a_leap_year_on_the_leap_day() =>
        Assert.Equal((Day("2014-02-01"), Day("2016-02-29"), false), LabelPeriod.Of(Day("2014-02-10"), []));

    private static LabelAwarded Label(string interview, string from, string until, bool renews) =>
        new(QualityLabel.Bronze, Day(interview), "ESCA", renews, Moderated with { ValidFrom = Day(from), ValidUntil = Day(until) });
}

public sealed class ManagingACluster : ClusterSpec
{
    private static readonly IClusterEvent[] Claimed = [.. Imported, new ClaimMade(Bert, Noon, Why)];

    [Fact]
    public void takes_in_a_colleague() => Given(Drafted).When(cluster => cluster.AddManager(Bert, Anna)).Then(new ManagerAdded(Bert, Anna));

    [Fact]
    public void lets_a_colleague_go() =>
        Given([.. Drafted, new ManagerAdded(Bert, Anna)]).When(cluster => cluster.RemoveManager(Bert, Anna)).Then(new ManagerRemoved(Bert, Anna));

    [Fact]
    public void keeps_the_last_one() => Given(Drafted).When(cluster => cluster.RemoveManager(Anna, Anna)).ThenRefused("cluster-needs-a-manager");

    [Fact]
    public void can_be_claimed_for_an_imported_entry() =>
        Given(Imported).When(cluster => cluster.Claim(Bert, Noon, Why)).Then(new ClaimMade(Bert, Noon, Why));

    [Fact]
    public void cannot_be_claimed_where_somebody_does_it() =>
        Given(Drafted).When(cluster => cluster.Claim(Bert, Noon, Why)).ThenRefused("cluster-already-managed");

    [Fact]
    public void begins_with_the_claim_confirmed() =>
        Given(Claimed).When(cluster => cluster.ConfirmClaim(Bert, Mona)).Then(new ClaimConfirmed(Bert, Mona));

    [Fact]
    public void is_not_confirmed_once_the_entry_is_withdrawn() =>
        Given([.. Claimed, new ClusterWithdrawn(null, Noon)]).When(cluster => cluster.ConfirmClaim(Bert, Mona)).ThenRefused("cluster-withdrawn");

    [Fact]
    public void is_not_confirmed_without_a_claim() => Given(Imported).When(cluster => cluster.ConfirmClaim(Bert, Mona)).ThenRefused("claim-unknown");

    [Fact]
    public void is_not_confirmed_by_the_claimant() => Given(Claimed).When(cluster => cluster.ConfirmClaim(Bert, Bert)).ThenRefused("four-eyes");

    [Fact]
    public void is_refused_with_a_reason() =>
        Given(Claimed).When(cluster => cluster.RefuseClaim(Bert, Mona, Why)).Then(new ClaimRefused(Bert, Mona, Why));

    [Fact]
    public void is_not_refused_by_the_claimant() => Given(Claimed).When(cluster => cluster.RefuseClaim(Bert, Bert, Why)).ThenRefused("four-eyes");

    [Fact]
    public void is_not_refused_without_a_claim() => Given(Imported).When(cluster => cluster.RefuseClaim(Bert, Mona, Why)).ThenRefused("claim-unknown");

    [Fact]
    public void can_be_claimed_again_after_a_refusal() =>
        Given([.. Claimed, new ClaimRefused(Bert, Mona, Why)]).When(cluster => cluster.Claim(Bert, Noon, null)).Then(new ClaimMade(Bert, Noon, null));
}
