using System.Text.Json;
using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Eligibility;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Audit;

/// <summary>What the story is of.</summary>
public enum HistoryOf { Cluster, Call, Application, Access, Partnership }

/// <summary>What happened to a cluster, a call, an application, a partnership or somebody's access, event by event, as a story. The handler knows who may read which of it.</summary>
/// <param name="Id">For a call also its reference or an alias.</param>
/// <param name="From">Only what was recorded from then on.</param>
/// <param name="To">Only what was recorded up to then.</param>
/// <param name="KnownAt">As if asked at that moment.</param>
[May(Who.Anyone)]
public sealed record TellHistory(HistoryOf Of, string Id, DateTimeOffset? From = null, DateTimeOffset? To = null, DateTimeOffset? KnownAt = null) : IRequest<HistoryAnswer?>;

/// <summary>What a profile under review says and who said it: for the moderators' page only, because without it nothing could be checked.</summary>
[May(Role.Moderator)]
public sealed record TellReviewedProfile(Guid ClusterId) : IRequest<HistoryAnswer?>;

/// <summary>What happened to something, as a story.</summary>
/// <param name="Name">What it is called: the cluster's name, the call's reference; for an application both.</param>
/// <param name="Version">Of the last event told.</param>
public sealed record HistoryAnswer(HistoryOf Of, Guid Id, string Name, long Version, long Position, IReadOnlyList<HistoryEntry> Entries);

/// <summary>One event of the story.</summary>
/// <param name="Name">Under which the event is stored.</param>
/// <param name="Data">The event as stored; without persons where the caller may not know them; empty where it cannot be read.</param>
/// <param name="IsReadable">False where something happened that this version of the service cannot read.</param>
public sealed record HistoryEntry(
    Guid EventId, string Name, long Version, DateTimeOffset RecordedAt, DateOnly? ValidFrom, DateOnly? ValidUntil, Text By, Text Sentence,
    IReadOnlyList<NoteAnswer> Notes, JsonElement Data, bool IsReadable = true);

/// <summary>What somebody wrote; the text is missing once it has been erased.</summary>
public sealed record NoteAnswer(Text About, string? Text);

public sealed class TellHistoryShape : AbstractValidator<TellHistory>
{
    public TellHistoryShape(ServiceClock clock)
    {
        RuleFor(question => question.KnownAt).Must(known => known is null || known <= clock.GetUtcNow()).WithMessage(Moments.InTheFuture);
        RuleFor(question => question.To).Must((question, to) => to is null || question.From is null || to >= question.From)
            .WithMessage(Clusters.ProfileShape.Say("The end lies before the beginning.", "Das Ende liegt vor dem Anfang."));
    }
}

/// <summary>Who may read which events of a history.</summary>
public static class HistoryAccess
{
    /// <summary>Drafts and proposals stay in the house; what took effect is everybody's.</summary>
    public static bool IsForEverybody(ICallEvent @event) => IsForEverybody(@event.GetType());

    public static bool IsForEverybody(Type callEvent) => callEvent != typeof(CallDrafted) && callEvent != typeof(StepProposed) && callEvent != typeof(ProposalWithdrawn)
        && callEvent != typeof(CorrigendumDrafted) && callEvent != typeof(CorrigendumProposed);

    /// <summary>What those who are neither its people nor the programme's read of a cluster, a call or an application: no more of it than the thing itself shows them.</summary>
    /// <returns>Null where nothing is left.</returns>
    public static object? ForOthers(object @event) => @event switch
    {
        CallPublished published => published with { Impact = null },
        CorrigendumPublished published => published with { Impact = null },
        ICallEvent call => IsForEverybody(call) ? call : null,
        IImpactEvent => null,
        ProfileChanged changed => changed with
        {
            Changed = changed.Changed.Without(ShowClusterHandler.NotForEverybody), Cleared = [.. changed.Cleared.Except(ShowClusterHandler.NotForEverybody)],
        } is var open && (open.Changed.Filled.Any() || open.Cleared.Length > 0) ? open : null,
        ManagerAdded or ManagerRemoved or ClaimMade or ClaimConfirmed or ClaimRefused or EligibilityProposed => null,
        DocumentAttached or DocumentRemoved => null,
        ClarificationRequested or ClarificationAnswered or SlipAccepted or LetterSent or LetterOpened or RedressRequested or RedressWithdrawn or RedressProposed or RedressDecided => null,
        ApplicationEvaluated or AwardProposed or AwardDecided or SignatureChecked or SignatureProposed or GrantSigned => null,
        ConsortiumChangeProposed or ReimbursementProposed or ReimbursementDecided => null,
        _ => @event,
    };

    public static bool ReadsAllCalls(this Caller caller) => caller.Is(Role.Officer) || caller.Is(Role.Auditor);
}

/// <summary>Who acted, where no name can be told.</summary>
public static class Somebody
{
    public static readonly Text Erased = new("somebody (erased)", "jemand (gelöscht)");

    public static readonly Text TheService = new("the service", "der Dienst");

    public static readonly Text NotReadable = new("somebody (not readable)", "jemand (nicht lesbar)");

    public static readonly Text NotNamed = new("somebody", "jemand");

    public static readonly Text AnOfficer = new("an officer", "die Sachbearbeitung");
}
