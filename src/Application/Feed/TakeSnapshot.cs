using EligibilityService.Application.Access;
using MediatR;

namespace EligibilityService.Application.Feed;

/// <summary>Where clusters, calls and, as far as the caller may read them, outcomes stand after the last entry of the feed: to begin with, and follow from there.</summary>
[May(Who.Anyone)]
public sealed record TakeSnapshot : IRequest<Snapshot>;

/// <param name="Number">The entry after which it stands so.</param>
/// <param name="Lines">JSON texts, made while they are read: first epoch, number and cursor; last how many lines there were, without which it is not whole.</param>
public sealed record Snapshot(string Epoch, long Number, IAsyncEnumerable<string> Lines);
