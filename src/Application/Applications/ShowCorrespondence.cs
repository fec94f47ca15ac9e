using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Time;
using MediatR;

namespace EligibilityService.Application.Applications;

/// <summary>What goes between the programme office and the applicant once an application is handed in: questions and answers, letters, actions against a decision. For the coordinator's people, officers and auditors.</summary>
[May(Granted = true)]
public sealed record ShowCorrespondence(Guid ApplicationId) : IRequest<CorrespondenceAnswer?>, IConcernsApplication;

/// <summary>What went to and fro, as of a position.</summary>
/// <param name="Slips">For officers and auditors, while nothing is decided: criteria that are not met by what may be a slip, to be asked about before a rejection.</param>
/// <param name="Owed">For officers: decisions that no letter has told yet.</param>
/// <param name="Ways">For each letter that told something unfavourable: what can be done against it, and until when.</param>
public sealed record CorrespondenceAnswer(
    Guid Application, long Version, long Position, IReadOnlyList<SlipAnswer> Slips, IReadOnlyList<ClarificationAnswer> Clarifications, IReadOnlyList<LetterKind> Owed,
    IReadOnlyList<LetterAnswer> Letters, IReadOnlyList<WayAnswer> Ways, IReadOnlyList<RedressAnswer> Redresses);

/// <summary>What may be a slip of the pen.</summary>
/// <param name="IsAsked">The applicant has been asked about it.</param>
public sealed record SlipAnswer(string Criterion, string Code, Text Why, bool IsAsked);

/// <summary>A question to the applicant, with its answer.</summary>
/// <param name="Question">Null once erased.</param>
/// <param name="IsOver">Answered, or its term has ended.</param>
public sealed record ClarificationAnswer(
    Guid Id, IReadOnlyList<string> Criteria, string? Question, DateTimeOffset RequestedAt, DateTimeOffset AnswerBy, DateTimeOffset? AnsweredAt, string? Answer, ProposalFields? Corrected,
    bool IsAccepted, bool IsOver);

/// <summary>A letter as it was sent.</summary>
/// <param name="ReceivedAt">Opened, or deemed received ten days after it was sent; null before.</param>
/// <param name="Text">For the applicant's people once it has been opened; null once erased.</param>
public sealed record LetterAnswer(Guid Id, LetterKind Kind, DateTimeOffset SentAt, DateTimeOffset? OpenedAt, DateTimeOffset? ReceivedAt, DateTimeOffset DeemedReceivedAt, string? Text);

/// <summary>A way against a decision.</summary>
/// <param name="LastDay">In Brussels; counted from receipt, and before that from the day on which the letter would count as received.</param>
/// <param name="IsOpen">It can be gone now.</param>
public sealed record WayAnswer(Guid Letter, RedressKind Kind, Text Name, DateOnly LastDay, bool IsOpen);

/// <summary>An action against a decision.</summary>
/// <param name="Upheld">As proposed, for officers and auditors, or as decided.</param>
/// <param name="Mine">The caller proposed it, and so cannot confirm it.</param>
public sealed record RedressAnswer(
    Guid Id, RedressKind Kind, Text Name, Guid Letter, string? Grounds, DateTimeOffset ReceivedAt, bool IsPending, bool IsWithdrawn, bool? Upheld, DateTimeOffset? DecidedAt, string? Reason, bool Mine);

public sealed class ShowCorrespondenceHandler(IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ShowCorrespondence, CorrespondenceAnswer?>
{
    public async Task<CorrespondenceAnswer?> Handle(ShowCorrespondence question, CancellationToken cancellationToken)
    {
        var (knowledge, now, caller) = (facts.Now, clock.GetUtcNow(), callers.Caller);
        if (knowledge.Application(question.ApplicationId) is not { } application || !new Sight(caller, knowledge, now).IsInside(application)) return null;

        var (state, office) = (application.State, caller.Is(Role.Officer) || caller.Is(Role.Auditor));
        var texts = await notes.Texts(
        [
            .. state.Clarifications.Values.SelectMany(asked => new[] { asked.Question, asked.Answer }).OfType<Domain.Clusters.NoteRef>().Select(note => note.Id),
            .. state.Letters.Select(letter => letter.Text.Id), .. state.Redresses.SelectMany(redress => new[] { redress.Grounds, redress.Proposed?.Reason }).OfType<Domain.Clusters.NoteRef>().Select(note => note.Id),
        ], cancellationToken);
        var pending = state.Redresses.Exists(redress => redress.IsPending);

        return new(
            question.ApplicationId, application.Version, knowledge.Position,
            office && state is { Status: ApplicationStatus.Submitted, Decided: null } ? Slips(application, knowledge, now) : [],
            [
                .. state.Clarifications.OrderBy(asked => asked.Value.RequestedAt).Select(asked => new ClarificationAnswer(
                    asked.Key, asked.Value.Criteria, texts.GetValueOrDefault(asked.Value.Question.Id), asked.Value.RequestedAt, asked.Value.AnswerBy, asked.Value.AnsweredAt,
                    asked.Value.Answer is { } answer ? texts.GetValueOrDefault(answer.Id) : null, asked.Value.Corrected, asked.Value.IsAccepted, asked.Value.IsOver(now))),
            ],
            office ? [.. Enum.GetValues<LetterKind>().Where(state.Owes)] : [],
            [
                .. state.Letters.Select(letter => new LetterAnswer(
                    letter.Id, letter.Kind, letter.SentAt, letter.OpenedAt, letter.ReceivedAt(now), Periods.DeemedReceived(letter.SentAt),
                    office || letter.OpenedAt is not null ? texts.GetValueOrDefault(letter.Text.Id) : null)),
            ],
            [
                .. from letter in state.Letters
                   where state.IsContestable(letter)
                   from kind in state.Against(letter)
                   let last = Periods.LastDay(kind, letter.ReceivedAt(now) ?? Periods.DeemedReceived(letter.SentAt))
                   select new WayAnswer(letter.Id, kind, Domain.Narration.RedressSentences.Name(kind), last,
                       !pending && now < BrusselsTime.EndOfDay(last) && !state.Redresses.Exists(redress => redress.Kind == kind && redress.Letter == letter.Id)),
            ],
            [
                .. state.Redresses.Select(redress => new RedressAnswer(
                    redress.Id, redress.Kind, Domain.Narration.RedressSentences.Name(redress.Kind), redress.Letter, texts.GetValueOrDefault(redress.Grounds.Id), redress.ReceivedAt, redress.IsPending,
                    redress.IsWithdrawn, redress.Decided?.Upheld ?? (office ? redress.Proposed?.Upheld : null), redress.Decided?.DecidedAt,
                    (redress.Decided is not null || office) && redress.Proposed is { } proposed ? texts.GetValueOrDefault(proposed.Reason.Id) : null, redress.Proposed is { } own && caller.Actor.Is(own.ProposedBy))),
            ]);
    }

    private static SlipAnswer[] Slips(ApplicationRecord application, IKnowledge knowledge, DateTimeOffset now) =>
        knowledge.Call(application.State.Call) is { Terms: not null } call
            ?
            [
                .. Grounds.Of(application, application.Dossier.AsSent, call, knowledge, knowledge).Slips().Select(slip => new SlipAnswer(
                    slip.Criterion, slip.Code, slip.Why, application.State.Clarifications.Values.Any(asked => asked.Criteria.Contains(slip.Criterion)))),
            ]
            : [];
}
