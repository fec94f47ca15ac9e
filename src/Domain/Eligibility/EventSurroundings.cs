using System.Collections.Immutable;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility;

/// <summary>What a request to an event is judged against besides itself. The order of the other requests means nothing.</summary>
/// <param name="OwnRequests">The same cluster's other requests to the same event.</param>
/// <param name="PlacesLeft">Whether places are left for a cut-off, by its number from 1; without an entry nobody has said.</param>
public sealed record EventSurroundings(ImmutableArray<ApplicationDossier> OwnRequests, ImmutableSortedDictionary<int, Chronicle<bool>> PlacesLeft)
{
    public static readonly EventSurroundings Nothing = new([], ImmutableSortedDictionary<int, Chronicle<bool>>.Empty);

    /// <summary>Other requests that stood at that moment: handed in, not withdrawn and not rejected; each with its receipt.</summary>
    public IEnumerable<(ApplicationDossier Request, Fact<int> Receipt)> Standing(DateTimeOffset at)
    {
        foreach (var request in OwnRequests)
        {
            if (request.Submitted.At(at) is not { } receipt || request.Withdrawn.At(at) is { Value: true }) continue;
            if (request.Selection.Newest is { Value: SelectionOutcome.Rejected } rejected && rejected.From >= receipt.From) continue;

            yield return (request, receipt);
        }
    }
}
