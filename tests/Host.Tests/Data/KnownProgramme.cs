using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;
using EligibilityService.Host.Data;

namespace EligibilityService.Host.Tests.Data;

/// <summary>The programme's facts as the played history had told them by a moment.</summary>
internal static class KnownProgramme
{
    private static readonly (DateTimeOffset At, IProgrammeEvent Fact)[] Told =
    [
        .. ProgrammeFiles.Lists().Select(fact => (DateTimeOffset.MinValue, fact)),
        .. ProgrammeFiles.Associations().Select(joined => (PlayedHistory.Brussels(joined.On), (IProgrammeEvent)joined.Fact)),
        .. ProgrammeFiles.Exits().Select(exit => (BrusselsTime.StartOfDay(exit.Until!.Value.AddDays(1)), (IProgrammeEvent)exit)),
    ];

    public static ProgrammeFacts At(DateTimeOffset at) => Told.Where(told => told.At <= at).OrderBy(told => told.At)
        .Aggregate(ProgrammeFacts.Empty, (facts, told) => facts.Learn(told.Fact, new(Guid.Empty, "", ProgrammeFacts.StreamId, 1, told.At)));

    public static ProgrammeFacts Today { get; } = At(DateTimeOffset.MaxValue);
}
