using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Calls;

/// <summary>What a call for an event lays down about travelling there: how many persons, how long, how much is paid, and until when one may ask.</summary>
/// <remarks>An amount or number that is null is not known, or not laid down; it is never zero.</remarks>
public sealed record TravelTerms
{
    /// <summary>Persons who can be taken in all.</summary>
    public int? Places { get; init; }
    public int? PersonsPerCluster { get; init; }

    [Euro]
    public decimal? MaximumPerPerson { get; init; }

    /// <summary>For each week of the stay.</summary>
    [Euro]
    public decimal? MaximumPerPersonAndWeek { get; init; }
    public int? MaximumWeeks { get; init; }

    /// <summary>In the order in which they pass. The call's deadline is the last instant at which anything is received at all.</summary>
    public CutOff[] CutOffs { get; init; } = [];

    /// <summary>What becomes of a request received after the last cut-off that was open to it; null: not known.</summary>
    public LateApplications? LateApplications { get; init; }

    /// <summary>Who may improve a request and hand it in again for a later cut-off; null: not known, and nobody is told that one may.</summary>
    public Resubmission? Resubmission { get; init; }

    /// <summary>What the call says about travel costs is not known in full: whoever asks about them is told so, and nothing is guessed.</summary>
    public bool NotFullyKnown { get; init; }
    public Confidence Confidence { get; init; }

    /// <summary>The last instant of the round in which something received then is looked at; null: it came after every cut-off.</summary>
    public DateTimeOffset? RoundOf(DateTimeOffset receivedAt)
    {
        foreach (var cutOff in CutOffs) if (receivedAt <= cutOff.By.Latest) return cutOff.By.Latest;
        return null;
    }
}

/// <summary>A date by which requests are collected and then selected from.</summary>
/// <param name="OnlyIfPlacesAreLeft">It counts only if the earlier ones have left places, which an officer records.</param>
public sealed record CutOff(Deadline By, bool OnlyIfPlacesAreLeft = false);

/// <summary>What becomes of requests received too late for every cut-off: they are refused, or whoever may take part does so at own cost.</summary>
public enum LateApplications { Refused, OwnCost }

/// <summary>Which requests may be improved and handed in again after the selection; the last version counts.</summary>
public enum Resubmission { None, ReserveList, ReserveListAndRejected }
