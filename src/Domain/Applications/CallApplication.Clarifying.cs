using System.Collections.Immutable;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Applications;

/// <summary>Nobody loses a place to a slip of the pen: officers ask, applicants answer, and a slip that is accepted is put right.</summary>
public sealed partial record CallApplication
{
    private static readonly TimeSpan ShortestTerm = TimeSpan.FromDays(1), LongestTerm = TimeSpan.FromDays(60);

    public ImmutableSortedDictionary<Guid, Clarification> Clarifications { get; init; } = ImmutableSortedDictionary<Guid, Clarification>.Empty;

    public Decision<IApplicationEvent> RequestClarification(Guid id, string[] criteria, NoteRef question, Guid by, CallDossier call, DateTimeOffset at, DateTimeOffset answerBy) => this switch
    {
        _ when NothingToDecide is { } refusal => refusal,
        _ when Clarifications.ContainsKey(id) => [],
        { Decided: not null } => ApplicationRefusals.AlreadyDecided,
        _ when !(call.Terms?.Deadline?.Latest < at) => ApplicationRefusals.DeadlineAhead,
        _ when criteria.Length == 0 || criteria.FirstOrDefault(id => call.Terms!.Criteria.All(known => known.Id != id || !known.Concerns(Strand))) is not null => ApplicationRefusals.ClarifiesNothing,
        _ when answerBy - at < ShortestTerm || answerBy - at > LongestTerm => ApplicationRefusals.ClarificationTerm,
        _ => [new ClarificationRequested(id, criteria, question, by, at, answerBy)],
    };

    /// <summary>A slip is put right; the proposal is not improved: only figures can be corrected, and only those it states.</summary>
    public Decision<IApplicationEvent> AnswerClarification(Guid id, ProposalFields? corrected, NoteRef answer, Guid by, DateTimeOffset receivedAt)
    {
        if (NothingToDecide is { } refusal) return refusal;
        if (!Clarifications.TryGetValue(id, out var asked)) return ApplicationRefusals.ClarificationUnknown;
        if (asked.AnsweredAt is not null) return ApplicationRefusals.ClarificationAnswered;
        if (asked.IsOver(receivedAt) || Decided is not null) return ApplicationRefusals.ClarificationTermOver(asked.AnswerBy);

        var meant = corrected is null || corrected == new ProposalFields() ? null : corrected;
        if (meant is not null && meant != Figures(meant)) return ApplicationRefusals.NotASlip;

        return [new ClarificationAnswered(id, meant, answer, by, receivedAt)];
    }

    public Decision<IApplicationEvent> AcceptSlip(Guid id, Guid by, DateTimeOffset at, NoteRef reason) => this switch
    {
        _ when NothingToDecide is { } refusal => refusal,
        _ when !Clarifications.TryGetValue(id, out var asked) || asked.Corrected is null => ApplicationRefusals.NothingToCorrect,
        _ when Clarifications[id].IsAccepted => [],
        { Decided: not null } => ApplicationRefusals.AlreadyDecided,
        _ => [new SlipAccepted(id, Clarifications[id].Corrected!, by, at, reason)],
    };

    /// <param name="slips">Criteria that are not met by what looks like a slip.</param>
    private Refusal? Unclarified(IReadOnlyCollection<string> slips, DateTimeOffset at)
    {
        if (Clarifications.Values.FirstOrDefault(asked => !asked.IsOver(at)) is { } open) return ApplicationRefusals.ClarificationPending(open.AnswerBy);

        string[] unasked = [.. slips.Where(criterion => !Clarifications.Values.Any(asked => asked.Criteria.Contains(criterion)))];
        return unasked.Length > 0 ? ApplicationRefusals.ClarificationNeeded(unasked) : null;
    }

    private static ProposalFields Figures(ProposalFields all) => new()
    {
        RequestedGrant = all.RequestedGrant, EligibleCosts = all.EligibleCosts, DurationMonths = all.DurationMonths, TargetCountries = all.TargetCountries, Pages = all.Pages,
    };

    private CallApplication EvolveClarifications(IApplicationEvent @event) => @event switch
    {
        ClarificationRequested asked => this with { Clarifications = Clarifications.SetItem(asked.Clarification, new(asked.Criteria, asked.Question, asked.RequestedAt, asked.AnswerBy)) },
        ClarificationAnswered answered => this with
        {
            Clarifications = Clarifications.SetItem(answered.Clarification, Clarifications[answered.Clarification] with { AnsweredAt = answered.ReceivedAt, Answer = answered.Answer, Corrected = answered.Corrected }),
        },
        SlipAccepted accepted => this with
        {
            Clarifications = Clarifications.SetItem(accepted.Clarification, Clarifications[accepted.Clarification] with { IsAccepted = true }),
            Proposal = Overlay(new(accepted.Corrected, [])),
        },
        _ => throw new UnknownEventException(@event),
    };
}
