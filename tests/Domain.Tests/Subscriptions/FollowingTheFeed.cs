using EligibilityService.Domain.Subscriptions;

namespace EligibilityService.Domain.Tests.Subscriptions;

public sealed class FollowingTheFeed : Spec<Subscription, ISubscriptionEvent>
{
    private static readonly Guid Pekka = new("de300000-0000-4000-8000-000000000007"), Sofia = new("de300000-0000-4000-8000-000000000006");
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 9, 0, 0, TimeSpan.Zero), Tomorrow = Now.AddDays(1);
    private static readonly WebhookDelivery Here = new("https://register.example.eu/in");
    private static readonly FeedFilter Labels = FeedFilter.Everything with { Types = ["cluster.label-awarded"] };
    private static readonly SubscriptionOpened Opened = new(Pekka, ["subscriber"], Here, Labels, 12, Now);
    private static readonly SubscriptionDisabled Disabled = new(DisabledBecause.Failing, Now, 30, Tomorrow);

    [Fact]
    public void a_subscription_is_opened_once() => Given().When(subscription => subscription.Open(Opened)).Then(Opened);

    [Fact]
    public void another_one_is_not_opened_under_its_id() =>
        Given(Opened).When(subscription => subscription.Open(Opened with { Owner = Sofia })).ThenRefused("subscription-exists");

    [Fact]
    public void only_what_is_new_is_told_as_changed() =>
        Given(Opened).When(subscription => subscription.Change(Here with { StrictOrder = true }, FeedFilter.Everything with { Types = ["cluster.label-awarded"] }, Pekka, Now))
            .Then(new SubscriptionChanged(Here with { StrictOrder = true }, null, Pekka, Now));

    [Fact]
    public void it_is_paused() => Given(Opened).When(subscription => subscription.Pause(Sofia, Now)).Then(new SubscriptionPaused(Sofia, Now));

    [Fact]
    public void it_is_resumed() => Given(Opened, new SubscriptionPaused(Pekka, Now)).When(subscription => subscription.Resume(Pekka, Now)).Then(new SubscriptionResumed(Pekka, Now));

    [Fact]
    public void it_is_resumed_also_where_the_service_had_stopped_it() => Given(Opened, Disabled).When(subscription => subscription.Resume(Pekka, Now)).Then(new SubscriptionResumed(Pekka, Now));

    [Fact]
    public void it_ends() => Given(Opened).When(subscription => subscription.End(Pekka, Now)).Then(new SubscriptionEnded(Pekka, Now));

    [Fact]
    public void after_the_end_nothing_follows()
    {
        var over = Given(Opened, new SubscriptionEnded(Pekka, Now));
        over.When(subscription => subscription.Open(Opened)).ThenRefused("subscription-ended");
        over.When(subscription => subscription.Open(Opened with { Owner = Sofia })).ThenRefused("subscription-exists");
        over.When(subscription => subscription.Resume(Pekka, Now)).ThenRefused("subscription-ended");
        over.When(subscription => subscription.Change(null, FeedFilter.Everything, Pekka, Now)).ThenRefused("subscription-ended");
        over.When(subscription => subscription.Move(1, 20, Pekka, Now)).ThenRefused("subscription-ended");
        over.When(subscription => subscription.RenewSecret(Tomorrow, Pekka, Now)).ThenRefused("subscription-ended");
        over.When(subscription => subscription.Disable(DisabledBecause.Gone, Now, 1, Now)).ThenNothing();
    }

    [Fact]
    public void each_secret_has_its_number() =>
        Given(Opened, new SecretRenewed(2, Now, Pekka, Now)).When(subscription => subscription.RenewSecret(Tomorrow, Pekka, Now)).ThenEachTime(new SecretRenewed(3, Tomorrow, Pekka, Now));

    [Fact]
    public void the_service_stops_what_is_not_taken() =>
        Given(Opened).When(subscription => subscription.Disable(Disabled.Because, Disabled.Since, Disabled.Failures, Disabled.DisabledAt)).Then(Disabled);

    [Fact]
    public void the_service_does_not_stop_what_is_paused() =>
        Given(Opened, new SubscriptionPaused(Pekka, Now)).When(subscription => subscription.Disable(DisabledBecause.Failing, Now, 9, Now)).ThenNothing();

    [Fact]
    public void it_is_set_back_as_often_as_it_is_asked() =>
        Given(Opened).When(subscription => subscription.Move(3, 20, Pekka, Now)).ThenEachTime(new SubscriptionMoved(3, Pekka, Now));

    [Fact]
    public void it_is_not_set_beyond_the_end_of_the_feed() =>
        Given(Opened).When(subscription => subscription.Move(21, 20, Pekka, Now)).ThenRefused("feed-number-ahead");

    [Fact]
    public void what_nobody_opened_is_not_there() => Given().When(subscription => subscription.Pause(Pekka, Now)).ThenRefused("subscription-unknown");

    [Theory]
    [InlineData("cluster.published.v1", true)]
    [InlineData("cluster.published", true)]
    [InlineData("cluster.*", true)]
    [InlineData("*", true)]
    [InlineData("cluster.publish", false)]
    [InlineData("cluster.published.v2", false)]
    [InlineData("call.*", false)]
    public void a_type_is_wanted_by_name_by_version_or_by_what_it_is_about(string wanted, bool isWanted) =>
        Assert.Equal(isWanted, (FeedFilter.Everything with { Types = [wanted] }).Wants("cluster.published.v1", EntryClass.Public, null, Pekka, () => "DE"));

    [Fact]
    public void all_lists_of_a_filter_must_agree()
    {
        var filter = new FeedFilter(["cluster.*"], [], ["DE"], [Pekka], [EntryClass.Public]);
        Assert.True(Wants(EntryClass.Public, Pekka, "DE"));
        Assert.False(Wants(EntryClass.Cluster, Pekka, "DE"));
        Assert.False(Wants(EntryClass.Public, Sofia, "DE"));
        Assert.False(Wants(EntryClass.Public, Pekka, "FR"));
        Assert.False(Wants(EntryClass.Public, Pekka, null));

        bool Wants(EntryClass @class, Guid cluster, string? country) => filter.Wants("cluster.changed.v1", @class, null, cluster, () => country);
    }
}
