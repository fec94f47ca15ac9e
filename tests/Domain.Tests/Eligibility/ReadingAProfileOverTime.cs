using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;
using static EligibilityService.Domain.Tests.Eligibility.Tell;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Eligibility;

/// <summary>What a profile says now, and what it says already of later days.</summary>
public sealed class ReadingAProfileOverTime
{
    private static readonly DateTimeOffset Now = Utc("2016-10-04 07:00");

    private static readonly ProfileFields Full = new()
    {
        Name = "M", Acronym = "M", Kind = OrganisationKind.BusinessNetwork, LegalForm = "e. V.", HasLegalPersonality = true, Country = "DE", Region = "DE11", City = "Ulm", Street = "Weg 1", PostalCode = "89073",
        Website = "https://m.example", WebsiteInEnglish = false, ActivityEvidence = "https://m.example/news", Founded = 2009, StaffFte = 2.5m, MembersSme = 1, MembersLarge = 2, MembersResearch = 3, MembersOther = 4,
        Sectors = ["ECO31"], EmergingIndustries = ["x"], Technologies = ["y"], SmartSpecialisation = ["z"], TargetCountries = ["BR"], Services = ["s"], Partnerships = ["p"], EuProjects = ["e"],
        RecognisedProgramme = "go-cluster", PublicCooperation = true, SocialEconomy = false, DefenceRelated = true, Pic = "123456789", OtherIds = new() { ["x"] = "1" }, Contacts = [Id(7)], Description = Why,
        MayBeFoundAsPartner = true, VisibleToAgency = false,
    };

    [Fact]
    public void every_entry_that_was_told_of_now_is_said()
    {
        var said = Organisation(("2016-01-01 00:00", Profile(Full))).ProfileAt(Full, Now);
        Assert.All(ProfileFields.Names, name => Assert.True(ProfileFields.Same(Full[name], said[name]), name));
        Assert.Equal([.. ProfileFields.Names.Where(name => name is not "nutsVersion").Order()], Full.Filled.Order());
    }

    [Fact]
    public void what_is_told_of_a_later_day_comes_with_that_day()
    {
        var later = Herself with { ValidFrom = Day("2017-01-01"), ValidUntil = Day("2017-12-31") };
        IClusterEvent change = new ProfileChanged(new() { MembersSme = 30, Region = "DE21" }, ["city"], later);
        var dossier = Organisation(("2016-01-01 00:00", Profile(Full)), ("2016-09-01 00:00", change));
        var told = Full.OverlaidWith(new() { MembersSme = 30, Region = "DE21" }).Without(["city"]);

        var now = dossier.ProfileAt(told, Now);
        Assert.Equal((1, "DE11", "Ulm"), (now.MembersSme, now.Region, now.City));

        var turns = dossier.TurnsAfter(told, Now);
        Assert.Equal([Day("2017-01-01"), Day("2018-01-01")], turns.Select(turn => turn.From));
        Assert.Equal((30, "DE21"), (turns[0].Changed.MembersSme, turns[0].Changed.Region));
        Assert.Equal(["city"], turns[0].Cleared);
        Assert.Equal((1, "DE11", "Ulm"), (turns[1].Changed.MembersSme, turns[1].Changed.Region, turns[1].Changed.City));
        Assert.Empty(dossier.TurnsAfter(told, Utc("2018-01-01 00:00")));
    }
}
