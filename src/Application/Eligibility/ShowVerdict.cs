using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Eligibility;

/// <summary>May this cluster take part in this call, why or why not, as of which day, with what knowledge?</summary>
/// <param name="Call">Id, reference or alias.</param>
/// <returns>Null where there is no such cluster or call, or there was none then.</returns>
[May(Role.Officer, Role.Auditor, Own = true, Granted = true)]
public sealed record ShowVerdict(Guid ClusterId, string Call, string? Strand = null, DateTimeOffset? At = null, DateTimeOffset? KnownAt = null)
    : IRequest<VerdictAnswer?>, IConcernsCluster;

public sealed class ShowVerdictShape : AbstractValidator<ShowVerdict>
{
    public ShowVerdictShape(ServiceClock clock)
    {
        RuleFor(question => question.At).Must(at => at is null || at >= Moments.ProgrammeBegan).WithMessage(Moments.BeforeTheProgramme);
        RuleFor(question => question.At).Must(at => at is null || at < Moments.Last).WithMessage(Moments.BehindAll);
        RuleFor(question => question.KnownAt).Must(known => known is null || known <= clock.GetUtcNow()).WithMessage(Moments.InTheFuture);
    }
}

public sealed class ShowVerdictHandler(IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ShowVerdict, VerdictAnswer?>
{
    public async Task<VerdictAnswer?> Handle(ShowVerdict question, CancellationToken cancellationToken)
    {
        var (knowledge, call) = (facts.Now, facts.Now.Call(question.Call));
        if (call is null || !call.MayBeSeenBy(callers.Caller)) return null;

        var programme = knowledge.Programme;
        if (question.KnownAt is { } knownAt)
        {
            knowledge = await facts.Read([question.ClusterId, call.Id, ProgrammeFacts.StreamId], knownAt, cancellationToken);
            (call, programme) = (knowledge.Call(call.Id), knowledge.Programme);
        }

        if (knowledge.Cluster(question.ClusterId) is not { } cluster) return facts.Now.Cluster(question.ClusterId) is { } later ? throw new NotRegisteredYet(later) : null;
        if (call?.Terms is null || !call.MayBeSeenBy(callers.Caller)) return null;
        if (question.Strand is { } strand && call.Terms.Strands.All(known => known.Id != strand)) throw Moments.UnknownStrand(call.Terms);

        return knowledge.Tell(new(cluster.Dossier), cluster.Version, call, programme, clock.GetUtcNow(), Stage.Organisation, question.Strand, question.At, question.KnownAt);
    }
}

/// <summary>Where this cluster stands with every call that can be seen.</summary>
[May(Role.Officer, Role.Auditor, Own = true, Granted = true)]
public sealed record ShowVerdicts(Guid ClusterId) : IRequest<VerdictsAnswer?>, IConcernsCluster;

/// <summary>Verdicts for every call.</summary>
public sealed record VerdictsAnswer(SubjectAnswer Subject, long Position, IReadOnlyList<VerdictAnswer> Verdicts);

public sealed class ShowVerdictsHandler(IFacts facts, ServiceClock clock) : IRequestHandler<ShowVerdicts, VerdictsAnswer?>
{
    public Task<VerdictsAnswer?> Handle(ShowVerdicts question, CancellationToken cancellationToken)
    {
        var (knowledge, now) = (facts.Now, clock.GetUtcNow());
        if (knowledge.Cluster(question.ClusterId) is not { } cluster) return Task.FromResult<VerdictsAnswer?>(null);

        VerdictAnswer[] verdicts =
        [
            .. knowledge.PublicCalls(now).Select(call => knowledge.Tell(new(cluster.Dossier), cluster.Version, call, knowledge.Programme, now)),
        ];

        return Task.FromResult<VerdictsAnswer?>(new(new(cluster.Dossier.Id, cluster.Dossier.Name.Newest?.Value, cluster.Version), knowledge.Position, verdicts));
    }
}
