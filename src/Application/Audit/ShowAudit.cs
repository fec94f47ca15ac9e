using System.Text.Json;
using EligibilityService.Application.Access;
using EligibilityService.Application.Applications;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;
using MediatR;

namespace EligibilityService.Application.Audit;

/// <summary>Whether what was recorded about an application still comes out the same, and whether others with the same finding were treated alike. For auditors and officers of the call.</summary>
[May(Granted = true)]
public sealed record ShowAudit(Guid ApplicationId) : IRequest<AuditAnswer?>, IConcernsApplication;

/// <summary>What an auditor checks, as of a position.</summary>
/// <param name="Recorded">Each verdict that was kept and counts: with the last version handed in, with the proposal, with the decision, with the check for the signature.</param>
/// <param name="Officers">In the order in which they came to it.</param>
/// <param name="Alike">For each finding that is against the application: the other applications of the call with the same finding.</param>
/// <param name="HandedIn">Figures as they were handed in, where an accepted slip has corrected them since; null: none was corrected.</param>
public sealed record AuditAnswer(Guid Application, long Position, IReadOnlyList<CheckedVerdict> Recorded, IReadOnlyList<TreatedAlike> Alike, IReadOnlyList<ActingOfficer> Officers, ProposalFields? HandedIn = null);

/// <summary>Somebody who judged, asked or decided something by office.</summary>
/// <param name="Name">Null where the person is not known, or has been erased.</param>
/// <param name="Since">When first.</param>
/// <param name="NoConflictDeclaredAt">When he or she declared to have no conflict of interests with those who applied to the call, other than those declared; null where it was not.</param>
public sealed record ActingOfficer(Guid Person, string? Name, DateTimeOffset Since, DateTimeOffset? NoConflictDeclaredAt);

/// <summary>With what a verdict was kept.</summary>
public enum KeptWith { Submission, Proposal, Decision, Signature }

/// <summary>A recorded verdict, made again from the versions it names.</summary>
/// <param name="Engine">Version of the assessment it was made by then.</param>
/// <param name="IsReproduced">Made again by today's engine the same to the byte. If not, look into it at once.</param>
/// <param name="Verdict">As made again, with evidence; null where something it rests on cannot be read, and for the signature, whose findings stand with the award.</param>
/// <param name="CallVersion">Version of the call's text it was made on.</param>
public sealed record CheckedVerdict(KeptWith With, DateTimeOffset At, Outcome Outcome, string Engine, int CallVersion, bool IsReproduced, VerdictAnswer? Verdict);

/// <summary>A finding, and who else in the call has it: the same criterion with the same outcome, for whatever reason.</summary>
/// <param name="Reason">Code of the reason here.</param>
public sealed record TreatedAlike(string Criterion, Text Statement, string Reason, IReadOnlyList<OtherTreated> Others);

/// <summary>Another application with the same finding, and how it was decided; null while it is not.</summary>
public sealed record OtherTreated(Guid Application, string? CoordinatorName, bool? Eligible, DateTimeOffset? DecidedAt);

public sealed class ShowAuditHandler(IFacts facts, IPersons persons, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ShowAudit, AuditAnswer?>
{
    public async Task<AuditAnswer?> Handle(ShowAudit question, CancellationToken cancellationToken)
    {
        var (knowledge, now, caller) = (facts.Now, clock.GetUtcNow(), callers.Caller);
        if (!caller.ReadsAllCalls() || knowledge.Application(question.ApplicationId) is not { } application || knowledge.Call(application.State.Call)?.Terms is not { } terms) return null;

        var (dossier, recorded) = (application.Dossier, new List<CheckedVerdict>());
        if (dossier.LastSubmitted is { } submitted) recorded.Add(await Check(KeptWith.Submission, submitted.ReceivedAt, submitted.Verdict, submitted));
        if (dossier.Proposed is { } proposed) recorded.Add(await Check(KeptWith.Proposal, proposed.ProposedAt, proposed.Verdict, null));
        if (dossier.Decided is { } decided) recorded.Add(await Check(KeptWith.Decision, decided.DecidedAt, decided.Verdict, null));

        if (application.State.SignatureCheck is { } check)
        {
            var again = await facts.Recorded(dossier.Id, check.Verdict, null, null, cancellationToken, atSignature: true);
            recorded.Add(new(KeptWith.Signature, check.CheckedAt, check.Verdict.Outcome, check.Verdict.Engine, check.Verdict.CallVersion, IsTheSame(again?.RecordAtSignature(check.On), check.Verdict), null));
        }

        var against = Kept(application)?.Findings.Where(finding => finding.Outcome is not Outcome.Met) ?? [];
        var sight = new Sight(caller, knowledge, now);
        ApplicationRecord[] others = [.. knowledge.Applications.Where(other => other.State.Call == application.State.Call && other.Dossier.Id != dossier.Id && sight.OfApplication(other))];
        return new(dossier.Id, knowledge.Position, recorded,
        [
            .. against.Select(finding => new TreatedAlike(
                finding.Criterion, terms.Criteria.FirstOrDefault(criterion => criterion.Id == finding.Criterion)?.Question.Statement(new ProgrammeNames(knowledge.Programme)) ?? new(finding.Criterion, finding.Criterion), finding.Reason,
                [
                    .. from other in others
                       where Kept(other)?.Findings.Any(kept => kept.Criterion == finding.Criterion && kept.Outcome == finding.Outcome) is true
                       orderby other.Dossier.Id
                       select new OtherTreated(other.Dossier.Id, knowledge.Cluster(other.State.Coordinator)?.Dossier.Name.Newest?.Value, other.Dossier.Decided?.Eligible, other.Dossier.Decided?.DecidedAt),
                ])),
        ], await Officers(), HandedIn(dossier.AsSent));

        async Task<IReadOnlyList<ActingOfficer>> Officers()
        {
            var names = await persons.Names([.. dossier.Officers.Keys], cancellationToken);
            return
            [
                .. dossier.Officers.OrderBy(officer => officer.Value).Select(officer => new ActingOfficer(
                    officer.Key, names.GetValueOrDefault(officer.Key), officer.Value,
                    knowledge.Access(officer.Key) is { State: var book } && book.NoConflicts.TryGetValue(dossier.Call, out var declared) ? declared : null)),
            ];
        }

        async Task<CheckedVerdict> Check(KeptWith with, DateTimeOffset at, RecordedVerdict verdict, ApplicationSubmitted? submission)
        {
            var again = await facts.Recorded(dossier.Id, verdict, submission, null, cancellationToken);
            return new(with, at, verdict.Outcome, verdict.Engine, verdict.CallVersion, IsTheSame(again?.Record(), verdict), again?.Tell(knowledge, now));
        }
    }

    private static ProposalFields? HandedIn(ApplicationDossier sent)
    {
        var before = new ProposalFields
        {
            RequestedGrant = Before(sent.RequestedGrant)?.Value, EligibleCosts = Before(sent.EligibleCosts)?.Value, DurationMonths = Before(sent.DurationMonths)?.Value, Pages = Before(sent.Pages)?.Value,
            TargetCountries = Before(sent.TargetCountries)?.Value,
        };
        return before == new ProposalFields() ? null : before;

        static Fact<T>? Before<T>(Chronicle<T> entry) => IsCorrected(entry.Newest) ? entry.NewestFirst().FirstOrDefault(fact => !IsCorrected(fact)) : null;

        static bool IsCorrected(Fact? fact) => fact?.Basis is { AssertedBy: AssertedBy.Officer, Kind: FactKind.Correction };
    }

    /// <summary>What was recorded with the decision or, before it, with the last version handed in.</summary>
    private static RecordedVerdict? Kept(ApplicationRecord application) => application.Dossier.Decided?.Verdict ?? application.Dossier.LastSubmitted?.Verdict;

    private static bool IsTheSame(RecordedVerdict? again, RecordedVerdict verdict) => again is not null && Bytes(again with { Engine = verdict.Engine }).SequenceEqual(Bytes(verdict));

    private static byte[] Bytes(RecordedVerdict verdict) => JsonSerializer.SerializeToUtf8Bytes(verdict, FactJson.Options);
}
