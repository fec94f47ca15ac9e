using System.Collections.Immutable;

namespace EligibilityService.Domain.Applications;

/// <summary>Who judged, asked or decided something by office, and when first.</summary>
internal static class OfficerActs
{
    public static ImmutableDictionary<Guid, DateTimeOffset> And(this ImmutableDictionary<Guid, DateTimeOffset> acted, IApplicationEvent @event) =>
        Of(@event) is var (who, at) && !acted.ContainsKey(who) ? acted.Add(who, at) : acted;

    private static (Guid Who, DateTimeOffset At)? Of(IApplicationEvent @event) => @event switch
    {
        CriterionJudged judged => (judged.JudgedBy, judged.JudgedAt),
        OrganisationsCompared compared => (compared.ComparedBy, compared.ComparedAt),
        ProposalLetStand stands => (stands.DecidedBy, stands.DecidedAt),
        EligibilityProposed proposed => (proposed.ProposedBy, proposed.ProposedAt),
        EligibilityDecided decided => (decided.ConfirmedBy, decided.DecidedAt),
        ClarificationRequested asked => (asked.RequestedBy, asked.RequestedAt),
        SlipAccepted accepted => (accepted.AcceptedBy, accepted.AcceptedAt),
        SelectionRecorded selection => (selection.DecidedBy, selection.DecidedAt),
        LetterSent letter => (letter.SentBy, letter.SentAt),
        RedressProposed proposed => (proposed.ProposedBy, proposed.ProposedAt),
        RedressDecided decided => (decided.ConfirmedBy, decided.DecidedAt),
        AwardProposed proposed => (proposed.ProposedBy, proposed.ProposedAt),
        AwardDecided decided => (decided.ConfirmedBy, decided.DecidedAt),
        SignatureChecked check => (check.CheckedBy, check.CheckedAt),
        SignatureProposed proposed => (proposed.ProposedBy, proposed.ProposedAt),
        GrantSigned signed => (signed.ConfirmedBy, signed.SignedAt),
        ConsortiumChangeProposed proposed => (proposed.ProposedBy, proposed.ProposedAt),
        ConsortiumChanged changed => (changed.ConfirmedBy, changed.DecidedAt),
        ReimbursementProposed proposed => (proposed.ProposedBy, proposed.ProposedAt),
        ReimbursementDecided decided => (decided.ConfirmedBy, decided.DecidedAt),
        _ => null,
    };
}
