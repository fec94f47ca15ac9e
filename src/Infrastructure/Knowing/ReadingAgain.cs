using EligibilityService.Application.Audit;
using EligibilityService.Application.Knowing;
using MediatR;
using Npgsql;

namespace EligibilityService.Infrastructure.Knowing;

/// <summary>Makes every host read its parked events again, and lets a new term of the leader begin: that one fills the feed's stubs and looks at the standings again.</summary>
internal sealed class ReadParkedAgainHandler(NpgsqlDataSource source, Roster roster) : IRequestHandler<ReadParkedAgain, ParkedAnswer>
{
    /// <remarks>Both at once: a leader that goes on with its old memory can write no more, and the next one first waits for the new.</remarks>
    private const string Asking = "with again as (update eligibility.generation set readings = readings + 1) update eligibility.leadership set term = term + 1";

    public async Task<ParkedAnswer> Handle(ReadParkedAgain command, CancellationToken cancellationToken)
    {
        await using (var asking = source.CreateCommand(Asking)) await asking.ExecuteNonQueryAsync(cancellationToken);
        await roster.Restart(cancellationToken);
        return ShowParkedHandler.Show(roster);
    }
}

internal sealed class ShowParkedHandler(Roster roster) : IRequestHandler<ShowParked, ParkedAnswer>
{
    public Task<ParkedAnswer> Handle(ShowParked question, CancellationToken cancellationToken) => Task.FromResult(Show(roster));

    public static ParkedAnswer Show(Roster roster) => new(roster.Now.Position,
        [.. roster.Unreadable.OrderBy(e => e.Sequence).Select(e => new ParkedEvent(e.Sequence, e.Type, Subjects.Of(e.Type), e.Stream, e.Version, e.RecordedAt, e.Error))]);
}
