using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.PartnerSearches;
using EligibilityService.Domain.Time;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.PartnerSearches;

/// <summary>A notice by which a published cluster looks for partners, or offers to be one.</summary>
public sealed class PostingPartnerSearches : Spec<PartnerSearch, IPartnerSearchEvent>
{
    private static readonly Guid Anna = Id(3);
    private static readonly DateTimeOffset Now = Utc("2016-10-04 21:59");
    private static readonly DateOnly Today = Day("2016-10-04");
    private static readonly NoteRef Text = new(Id(90), "salted"), OtherText = new(Id(91), "otherwise salted");
    private static readonly Cluster Published = new() { Exists = true, Status = RegistrationStatus.Published, Profile = new() { Name = "Valdora", Country = "DE", MayBeFoundAsPartner = true } };
    private static readonly PartnerSearchPosted Posted = new(Id(1), SearchKind.Request, Id(2), Wanted.Anybody with { Countries = ["PL"] }, Text, Day("2017-03-31"), Anna);

    [Fact]
    public void is_posted_once() => Given().When(search => search.Post(Posted, Published, null, Now)).Then(Posted);

    [Fact]
    public void sent_again_it_is_the_same_notice() => Given(Posted).When(search => search.Post(Posted, Published, null, Now)).ThenNothing();

    [Fact]
    public void is_not_posted_with_another_text_under_the_same_id() => Given(Posted).When(search => search.Post(Posted with { Text = OtherText }, Published, null, Now)).ThenRefused("partner-search-posted-otherwise");

    [Fact]
    public void is_not_posted_otherwise_under_the_same_id() => Given(Posted).When(search => search.Post(Posted with { Kind = SearchKind.Offer }, Published, null, Now)).ThenRefused("partner-search-posted-otherwise");

    [Fact]
    public void may_end_today_but_not_yesterday()
    {
        Given().When(search => search.Post(Posted with { ValidUntil = Today }, Published, null, Now)).Then(Posted with { ValidUntil = Today });
        Given().When(search => search.Post(Posted with { ValidUntil = Today.AddDays(-1) }, Published, null, Now)).ThenRefused("partner-search-over-already");
    }

    [Fact]
    public void stands_for_a_year_at_most()
    {
        Given().When(search => search.Post(Posted with { ValidUntil = Today.AddDays(366) }, Published, null, Now)).Then(Posted with { ValidUntil = Today.AddDays(366) });
        Given().When(search => search.Post(Posted with { ValidUntil = Today.AddDays(367) }, Published, null, Now)).ThenRefused("partner-search-too-long");
    }

    [Theory]
    [InlineData("2016-10-04 21:59", true)]
    [InlineData("2016-10-04 21:59:01", false)]
    public void is_for_a_call_only_while_one_can_apply(string at, bool isPosted)
    {
        var terms = new CallTerms { Reference = "C", Title = new("C", "C"), Kind = "escp", Deadline = Deadline.Typed(Local("2016-10-04 23:59")).Deadline };
        var call = new ICallEvent[] { new CallDrafted(terms, Anna), new CallPublished(Anna, Id(4), Utc("2016-09-01")) }.Index()
            .Aggregate(new CallDossier(Id(2)), (dossier, it) => dossier.Learn(it.Item, new(Id(60 + it.Index), it.Item.GetType().Name, Id(2), it.Index + 1, Utc("2016-09-01"))));
        var ending = Given().When(search => search.Post(Posted, Published, call, Utc(at)));

        if (isPosted) ending.Then(Posted);
        else ending.ThenRefused("partner-search-call-over");
    }

    [Theory]
    [InlineData(RegistrationStatus.Draft)]
    [InlineData(RegistrationStatus.ReviewRequested)]
    [InlineData(RegistrationStatus.Suspended)]
    [InlineData(RegistrationStatus.Withdrawn)]
    public void only_a_published_cluster_posts(RegistrationStatus status) =>
        Given().When(search => search.Post(Posted, Published with { Status = status }, null, Now)).ThenRefused("partner-search-not-published");

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public void only_who_allows_to_be_found_posts(bool? allows) =>
        Given().When(search => search.Post(Posted, Published with { Profile = Published.Profile with { MayBeFoundAsPartner = allows } }, null, Now)).ThenRefused("partner-search-not-to-be-found");

    [Fact]
    public void is_withdrawn_once() => Given(Posted).When(search => search.Withdraw(Id(1), Anna, Utc("2016-10-05"))).Then(new PartnerSearchWithdrawn(Anna, Utc("2016-10-05")));

    [Fact]
    public void what_was_never_posted_is_not_withdrawn() => Given().When(search => search.Withdraw(Id(1), Anna, Utc("2016-10-05"))).ThenRefused("partner-search-unknown");

    [Fact]
    public void what_another_cluster_posted_is_not_there_to_be_withdrawn() => Given(Posted).When(search => search.Withdraw(Id(7), Anna, Utc("2016-10-05"))).ThenRefused("partner-search-unknown");

    [Fact]
    public void stands_until_its_last_day_or_until_it_is_withdrawn()
    {
        var posted = Given(Posted).State;

        Assert.True(posted.StandsOn(Day("2017-03-31")));
        Assert.False(posted.StandsOn(Day("2017-04-01")));
        Assert.False(Given(Posted, new PartnerSearchWithdrawn(Anna, Utc("2016-10-05"))).State.StandsOn(Today));
        Assert.False(Given().State.StandsOn(Today));
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("countries:DE", true)]
    [InlineData("countries:PL", false)]
    [InlineData("regions:DE1", true)]
    [InlineData("regions:DE2", false)]
    [InlineData("countries:PL regions:DE1", true)]
    [InlineData("sectors:ECO24", true)]
    [InlineData("sectors:ECO01", false)]
    [InlineData("sectors:ECO01 industries:EI05", true)]
    [InlineData("targets:BR", true)]
    [InlineData("targets:JP", false)]
    [InlineData("countries:DE sectors:ECO01", false)]
    public void fits_an_organisation_that_is_what_is_wanted(string wanted, bool fits)
    {
        string[] Of(string name) => [.. wanted.Split(' ').Where(part => part.StartsWith(name + ":", StringComparison.Ordinal)).Select(part => part.Split(':')[1])];
        var profile = new ProfileFields { Country = "DE", Region = "DE11", Sectors = ["ECO24", "ECO31"], EmergingIndustries = ["EI05"] };

        Assert.Equal(fits, new Wanted(Of("countries"), Of("regions"), Of("sectors"), Of("industries"), Of("targets")).Fits(profile, ["BR", "IR"]));
    }

    [Fact]
    public void an_empty_profile_fits_nothing_but_a_search_for_anybody()
    {
        Assert.True(Wanted.Anybody.Fits(new(), []));
        Assert.False((Wanted.Anybody with { Countries = ["DE"] }).Fits(new(), []));
        Assert.False((Wanted.Anybody with { Regions = ["DE1"] }).Fits(new(), []));
        Assert.False((Wanted.Anybody with { Sectors = ["ECO24"] }).Fits(new(), []));
    }
}
