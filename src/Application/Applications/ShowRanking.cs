using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Applications;

/// <summary>The evaluated proposals to a call by score, strand by strand, with the line under which the money ends and what is proposed and decided. For officers assigned to the call, and auditors.</summary>
/// <param name="Call">Id, reference or alias.</param>
/// <param name="Strand">Only this one.</param>
[May(Role.Officer, Role.Auditor)]
public sealed record ShowRanking(string Call, string? Strand = null) : IRequest<RankingAnswer?>;

public sealed class ShowRankingShape : AbstractValidator<ShowRanking>
{
    public ShowRankingShape()
    {
        RuleFor(question => question.Call).Line(80);
        RuleFor(question => question.Strand).Line(40);
    }
}

/// <summary>The ranking of a call, as of a position.</summary>
public sealed record RankingAnswer(long Position, CallSummary Call, IReadOnlyList<StrandRanking> Strands);

/// <summary>One strand's ranking.</summary>
/// <param name="Strand">Null for a call without strands.</param>
/// <param name="Budget">Null: not known, so there is no budget line.</param>
/// <param name="Funded">Sum of the grants decided so far.</param>
/// <param name="NotEvaluated">So many eligible proposals have no score yet.</param>
/// <param name="Withheld">So many places are not shown, because the caller declared a conflict of interests with who stands there.</param>
public sealed record StrandRanking(
    string? Strand, Text? Title, [property: Euro] decimal? Budget, [property: Euro] decimal Funded, int NotEvaluated, int Withheld, IReadOnlyList<RankedAnswer> Places);

/// <summary>A place in the ranking.</summary>
/// <param name="Version">Of the application.</param>
/// <param name="Rank">Equal scores share one.</param>
/// <param name="Threshold">Null where the results of the evaluation name none.</param>
/// <param name="Requested">The grant as handed in.</param>
/// <param name="Cumulated">Requested grants down to this rank.</param>
/// <param name="IsWithinBudget">Null where budget or sum are not known, and below the threshold.</param>
/// <param name="Suggested">What the order suggests; null where it cannot say.</param>
/// <param name="IsTieAtTheLine">Not all of this rank can be funded: officers choose.</param>
public sealed record RankedAnswer(
    Guid Application, long Version, Guid Coordinator, string? CoordinatorName, int Rank, decimal Score, decimal? Threshold, bool ReachesThreshold, [property: Euro] decimal? Requested,
    [property: Euro] decimal? Cumulated, bool? IsWithinBudget, AwardResult? Suggested, bool IsTieAtTheLine, ProposedAwardAnswer? Proposed, DecidedAwardAnswer? Decided);

/// <summary>What one officer proposed.</summary>
/// <param name="Mine">The caller proposed it, and so cannot confirm it.</param>
public sealed record ProposedAwardAnswer(AwardResult Result, [property: Euro] decimal? Amount, DateTimeOffset ProposedAt, bool Mine);

/// <summary>What two officers decided.</summary>
public sealed record DecidedAwardAnswer(AwardResult Result, int Rank, [property: Euro] decimal? Amount, DateTimeOffset DecidedAt);

public sealed class ShowRankingHandler(IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ShowRanking, RankingAnswer?>
{
    public Task<RankingAnswer?> Handle(ShowRanking question, CancellationToken cancellationToken)
    {
        var (knowledge, now) = (facts.Now, clock.GetUtcNow());
        var sight = new Sight(callers.Caller, knowledge, now);
        if (knowledge.Call(question.Call) is not { Terms: { } terms } call || !sight.OfRanking(call.Id)) return Task.FromResult<RankingAnswer?>(null);

        (string? Id, Text? Title, decimal? Budget)[] strands = terms.Strands.Length == 0
            ? [(null, null, terms.Budget)]
            : [.. terms.Strands.Where(strand => question.Strand is null || strand.Id == question.Strand).Select(strand => ((string?)strand.Id, (Text?)strand.Title, strand.Budget))];
        if (strands.Length == 0) return Task.FromResult<RankingAnswer?>(null);

        return Task.FromResult<RankingAnswer?>(new(
            knowledge.Position, VerdictTelling.Summary(call, now), [.. strands.Select(strand => Strand(strand.Id, strand.Title, strand.Budget, call, knowledge, sight))]));
    }

    private StrandRanking Strand(string? strand, Text? title, decimal? budget, CallDossier call, IKnowledge knowledge, Sight sight)
    {
        ApplicationRecord[] eligible = [.. knowledge.Eligible(call.Id, strand)];
        var byId = eligible.ToDictionary(application => application.Dossier.Id);
        var places = Ranking.Of(eligible.Where(application => application.State.Evaluation is not null).Select(Rankings.Ranked), budget);
        RankedAnswer[] shown = [.. places.Where(place => sight.OfApplication(byId[place.Of.Application])).Select(place => Place(place, byId[place.Of.Application], knowledge))];

        return new(
            strand, title, budget, eligible.Sum(application => application.State.Award is { Result: AwardResult.Funded, Amount: { } amount } ? amount : 0),
            eligible.Length - places.Count, places.Count - shown.Length, shown);
    }

    private RankedAnswer Place(RankingPlace place, ApplicationRecord application, IKnowledge knowledge)
    {
        var state = application.State;
        return new(
            place.Of.Application, application.Version, state.Coordinator, knowledge.Cluster(state.Coordinator)?.Dossier.Name.Newest?.Value, place.Rank, place.Of.Score, state.Evaluation!.Threshold,
            place.Of.ReachesThreshold, place.Of.Requested, place.Cumulated, place.WithinBudget, place.Proposed, place.IsTieAtTheLine,
            state.ProposedAward is { } proposed ? new(proposed.Result, proposed.Amount, proposed.ProposedAt, callers.Caller.Actor.Is(proposed.ProposedBy)) : null,
            state.Award is { } award ? new(award.Result, award.Rank, award.Amount, award.DecidedAt) : null);
    }
}

internal static class Rankings
{
    /// <summary>Decided eligible and still handed in.</summary>
    public static IEnumerable<ApplicationRecord> Eligible(this IKnowledge knowledge, Guid call, string? strand) =>
        knowledge.Applications.Where(application => application.State is { Status: ApplicationStatus.Submitted, Decided.Eligible: true } && application.State.Call == call && application.State.Strand == strand);

    public static Ranked Ranked(ApplicationRecord application) =>
        new(application.Dossier.Id, application.State.Evaluation!.Score, application.State.Evaluation.ReachesThreshold(), application.Requested());

    /// <summary>The grant as handed in, with slips put right.</summary>
    public static decimal? Requested(this ApplicationRecord application) => application.Dossier.AsSent.RequestedGrant.Newest?.Value;

    /// <summary>Among the proposals that this host knows, the application itself as it stands in the store.</summary>
    public static int RankOf(this IKnowledge knowledge, ApplicationRecord fresh) => fresh.State.Evaluation is null ? 0 : Ranking.Of(
        [
            Ranked(fresh),
            .. knowledge.Eligible(fresh.State.Call, fresh.State.Strand).Where(other => other.State.Evaluation is not null && other.Dossier.Id != fresh.Dossier.Id).Select(Ranked),
        ], null).Single(place => place.Of.Application == fresh.Dossier.Id).Rank;
}
