using EligibilityService.Application.Access;
using MediatR;

namespace EligibilityService.Application.Audit;

/// <summary>What was recorded and cannot be read by the host that is asked.</summary>
[May(Role.Administrator, Role.Auditor)]
public sealed record ShowParked : IRequest<ParkedAnswer>;

/// <summary>They have been mended, or may have been: every host reads what is parked again, without a restart.</summary>
[May(Role.Administrator)]
public sealed record ReadParkedAgain : IRequest<ParkedAnswer>;

/// <summary>The parked events of one host.</summary>
/// <param name="Position">Sequence of the last event this host has read.</param>
public sealed record ParkedAnswer(long Position, IReadOnlyList<ParkedEvent> Events);

/// <summary>An event that keeps its place and waits until it can be read.</summary>
/// <param name="Type">The name under which it was recorded.</param>
/// <param name="Stream">Id of what it is about, such as a cluster, a call or an application.</param>
/// <param name="Version">Its place in the stream.</param>
/// <param name="Error">Why it cannot be read, for whoever mends it.</param>
public sealed record ParkedEvent(long Sequence, string Type, ParkedSubject About, Guid Stream, long Version, DateTimeOffset RecordedAt, string Error);

/// <summary>What an event is about, as its name says, and so also where it cannot be read.</summary>
public enum ParkedSubject
{
    Unknown,
    Cluster,
    Call,
    Application,
    Programme,
    Partnership,
    PartnerSearch,

    /// <summary>What was granted to a person.</summary>
    Person,
    Subscription,

    /// <summary>Keys, and dossiers that were taken out.</summary>
    Log,
    Retention,
}

public static class Subjects
{
    public static ParkedSubject Of(string eventName) => eventName.Split('.')[0] switch
    {
        "cluster" => ParkedSubject.Cluster,
        "call" or "eligibility" => ParkedSubject.Call,
        "application" => ParkedSubject.Application,
        "programme" => ParkedSubject.Programme,
        "partnership" => ParkedSubject.Partnership,
        "partner-search" => ParkedSubject.PartnerSearch,
        "access" => ParkedSubject.Person,
        "subscription" => ParkedSubject.Subscription,
        "log" => ParkedSubject.Log,
        "retention" => ParkedSubject.Retention,
        _ => ParkedSubject.Unknown,
    };
}
