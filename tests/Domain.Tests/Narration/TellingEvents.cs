using EligibilityService.Domain.Access;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Narration;
using EligibilityService.Domain.Log;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.PartnerSearches;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Retention;
using EligibilityService.Tests.Events;
using EligibilityService.Tests;

namespace EligibilityService.Domain.Tests.Narration;

public sealed class TellingEvents
{
    private static readonly Names Names = new ProgrammeNames(ProgrammeFacts.Empty);

    public static TheoryData<Type> Families =>
    [
        .. from type in typeof(IClusterEvent).Assembly.GetTypes()
           where type is { IsInterface: false } && type.GetInterfaces().Any(family => family.Assembly == type.Assembly && family.Name.EndsWith("Event", StringComparison.Ordinal))
           select type,
    ];

    [Fact]
    public void A_period_known_by_its_year_keeps_its_end() =>
        Assert.Contains(" ab 2017 (Tag nicht bekannt) bis 31. Dezember 2017",
            Narrator.Tell(new AssociationProposed(Guid.NewGuid(), "CH", new(2017, 1, 1), new(2017, 12, 31), true, false, "a source", Guid.NewGuid(), default), Names).Sentence.De, StringComparison.Ordinal);

    [Theory, MemberData(nameof(Families))]
    public void Every_event_is_told_in_both_languages(Type type)
    {
        var sample = SampleEvents.All.SingleOrDefault(sample => sample.GetType() == type);
        Assert.True(sample is not null, $"{type.Name} has no sample in tests/Shared/Events, and so perhaps no sentence.");

        var told = Narrator.Tell(sample, Names);

        Assert.EndsWith(".", told.Sentence.En);
        Assert.EndsWith(".", told.Sentence.De);
        Assert.NotEqual(told.Sentence.En, told.Sentence.De);
        told.Sentence.IsProper();
    }

    [Theory, MemberData(nameof(Families))]
    public void Every_person_thing_and_note_of_an_event_is_told_and_every_gap_can_be_filled(Type type)
    {
        var told = Narrator.Tell(SampleEvents.All.Single(sample => sample.GetType() == type), Names);

        foreach (var sentence in (string[])[told.Sentence.En, told.Sentence.De])
        {
            string[] gaps = [.. System.Text.RegularExpressions.Regex.Matches(sentence, "\\{[a-z]+\\}").Select(match => match.Value).Distinct()];
            Assert.Equal([.. told.People.Keys.Concat(told.Things.Keys).Order()], gaps.Where(gap => gap != Narrated.Who || told.People.ContainsKey(gap)).Order());
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Whatever_can_be_granted_is_told_whole_or_narrowed(AccessKind kind)
    {
        AccessScope[] scopes = [new(kind, Region: kind is AccessKind.Region ? "DE1" : null), new(kind, Call: Guid.Empty, Region: "DE1"), new(kind, Cluster: Guid.Empty, Region: "DE1"), new(kind, Country: "DE", Region: "DE1")];

        Assert.All(scopes, scope => Assert.EndsWith(".", Narrator.Tell(new AccessGranted(scope, Guid.Empty, default), Names).Sentence.De));
    }

    public static TheoryData<AccessKind> Kinds => [.. Enum.GetValues<AccessKind>()];

    [Fact]
    public void An_event_without_a_sentence_is_an_error() => Assert.Throws<UnknownEventException>(() => Narrator.Tell("something else", Names));

    [Fact]
    public void A_changed_profile_names_entries_and_the_period_they_hold_for()
    {
        var told = Narrator.Tell(new ProfileChanged(new() { MembersSme = 17, HasLegalPersonality = true }, ["website"], new(EligibilityService.Domain.Time.AssertedBy.Applicant, new(2016, 1, 1))), Names);

        Assert.StartsWith("{who} changed the profile from 1 January 2016: ", told.Sentence.En);
        Assert.Contains("the number of SME members (17)", told.Sentence.En);
        Assert.Contains("die Zahl der KMU-Mitglieder (17)", told.Sentence.De);
        Assert.Contains("geleert: die Website", told.Sentence.De);
    }

    [Fact]
    public void A_closing_is_told_in_Brussels_time() =>
        Assert.Equal(
            new("The deadline passed; the call closed on 23 May 2017, 17:00 (CEST).", "Die Frist lief ab; die Ausschreibung schloss am 23. Mai 2017, 17:00 Uhr (MESZ)."),
            Narrator.Tell(new CallClosed(new(2017, 5, 23, 15, 0, 0, TimeSpan.Zero)), Names).Sentence);
}
