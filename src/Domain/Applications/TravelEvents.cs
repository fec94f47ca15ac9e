using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Applications;

/// <summary>What one person spent on a journey, as the evidence shows, and what is paid of it.</summary>
/// <param name="Spent">In euro, to the cent, as the documents named prove it.</param>
/// <param name="Weeks">Whole weeks of the stay, as the evidence shows; null where the call pays none by the week.</param>
/// <param name="Evidence">Ids of documents of this application.</param>
/// <param name="Paid">At most what was spent, what was asked for, and what the call pays.</param>
/// <param name="Limit">What kept it below what was spent.</param>
public sealed record Journey([property: Euro] decimal Spent, int? Weeks, Guid[] Evidence, [property: Euro] decimal Paid, TravelLimit Limit);

/// <summary>What a reimbursement stays within; none where all that was spent is paid.</summary>
public enum TravelLimit { None, Requested, PerPerson, PerPersonAndWeek }

/// <summary>One officer proposed what is reimbursed, computed from the evidence within the call's amounts.</summary>
/// <param name="Amount">Of all journeys together.</param>
/// <param name="Reason">Needed where nothing is paid, or where the call's amounts are not fully known.</param>
public sealed record ReimbursementProposed(Journey[] Journeys, [property: Euro] decimal Amount, Guid ProposedBy, DateTimeOffset ProposedAt, NoteRef? Reason) : IApplicationEvent;

/// <summary>A second officer confirmed it.</summary>
public sealed record ReimbursementDecided(
    Journey[] Journeys, [property: Euro] decimal Amount, Guid ProposedBy, Guid ConfirmedBy, DateTimeOffset DecidedAt, NoteRef? Reason) : IApplicationEvent
{
    /// <summary>All that the evidence shows.</summary>
    public bool PaysAll() => Amount >= Journeys.Sum(journey => journey.Spent);
}
