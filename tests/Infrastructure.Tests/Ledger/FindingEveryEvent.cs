using EligibilityService.Application.Audit;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Narration;
using EligibilityService.Domain.Programme;
using EligibilityService.Infrastructure.Ledger;
using EligibilityService.Tests;
using EligibilityService.Tests.Events;

namespace EligibilityService.Infrastructure.Tests.Ledger;

/// <summary>Whatever can be recorded is found by the search as what it is: with a sentence in both languages, and with what it is about.</summary>
public sealed class FindingEveryEvent
{
    private static readonly Names Names = new ProgrammeNames(ProgrammeFacts.Empty);

    public static TheoryData<string> Kinds => [.. EventNames.All.Values];

    [Theory, MemberData(nameof(Kinds))]
    public void tells_it_and_knows_what_it_is_about(string kind)
    {
        var sentence = Narrator.Tell(SampleEvents.All.Single(sample => EventNames.Of(sample) == kind), Names).Sentence;

        Assert.EndsWith(".", sentence.En);
        Assert.EndsWith(".", sentence.De);
        Assert.NotEqual(sentence.En, sentence.De);
        sentence.IsProper();
        Assert.NotEqual(ParkedSubject.Unknown, Subjects.Of(kind));
    }
}
