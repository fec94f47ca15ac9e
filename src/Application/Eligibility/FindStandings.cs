using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Eligibility;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Eligibility;

/// <summary>Where all clusters stand with one call, by name; so it is for those who look after calls, and whoever is entitled to such lists.</summary>
/// <param name="Call">Id, reference or alias.</param>
/// <param name="Country">EU code of the seat, such as EL.</param>
/// <param name="Strand">Without it, each cluster's best: a call is open to whoever may take part in one of its strands.</param>
/// <param name="Cursor">From the answer before.</param>
/// <param name="MinPosition">Waits until the standings reflect at least this position.</param>
/// <returns>Null where there is no such call, or it has no standings because it is a draft.</returns>
[May(Role.Officer, Role.Auditor, Granted = true)]
public sealed record FindStandings(
    string Call, Outcome? Outcome = null, string? Country = null, string? Strand = null, string? Cursor = null, int Limit = 50, long? MinPosition = null)
    : IRequest<StandingsAnswer?>, IConcernsCallLists;

/// <summary>Where clusters stand with a call.</summary>
/// <param name="Position">Event sequence that the call's standings reflect as a whole; single clusters may be ahead of it.</param>
/// <param name="BeingWritten">The call changed, and some clusters have not been looked at again yet.</param>
/// <param name="Counts">Of all clusters that were asked for, whatever their outcome.</param>
/// <param name="Next">Cursor of the next page; none on the last one.</param>
public sealed record StandingsAnswer(
    Guid Call, string Reference, long Position, bool BeingWritten, string Engine, StandingCounts Counts, IReadOnlyList<StandingAnswer> Clusters, string? Next);

/// <summary>How many clusters of each outcome.</summary>
public sealed record StandingCounts(long Met, long Undetermined, long NotMet);

/// <summary>Where one cluster stands.</summary>
/// <param name="Strand">None where the strands ask organisations the same.</param>
/// <param name="Position">Sequence of the cluster's newest event that is reflected.</param>
/// <param name="Met">Ids of the criteria that are met; nothing while the call is being written anew.</param>
public sealed record StandingAnswer(
    Guid Cluster, string? Name, string? Country, string? Strand, Outcome Outcome, long Position, IReadOnlyList<string>? Met, IReadOnlyList<string>? NotMet);

public sealed class FindStandingsShape : AbstractValidator<FindStandings>
{
    public FindStandingsShape()
    {
        RuleFor(question => question.Limit).InclusiveBetween(1, 500).WithMessage(ProfileShape.Say("1 to 500 clusters.", "1 bis 500 Cluster."));
        RuleFor(question => question.Country).Matches(@"^[A-Z]{2}\z").WithMessage(ProfileShape.Say("A country is two capital letters, such as DE.", "Ein Land sind zwei Großbuchstaben, etwa DE."));
        RuleFor(question => question.Cursor).Must(cursor => cursor is null || Guid.TryParse(cursor, out _))
            .WithMessage(ProfileShape.Say("This is not a cursor of this list. Use the one from the last answer.", "Das ist keine Marke dieser Liste. Verwenden Sie die aus der letzten Antwort."));
    }
}
