using EligibilityService.Application.Access;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Impacts;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Calls;

/// <summary>How many clusters may take part by terms that are still being written, and how many meet each criterion alone. Totals only, rounded: nobody tailors criteria to names.</summary>
/// <remarks>Of the same clusters as impact is reckoned for; as far as the organisation is concerned, which is what one cluster can be counted by.</remarks>
[May(Role.Officer, Role.Auditor)]
public sealed record CountByTerms(CallTerms Terms) : IRequest<TermsCounts>;

/// <summary>How many clusters come out how.</summary>
/// <param name="Clusters">All that were looked at; null where they are few.</param>
/// <param name="Alone">By the criterion's id; one that is judged later, or at a date not known yet, is not counted.</param>
public sealed record TermsCounts(long Position, int? Clusters, RoundedCounts Total, IReadOnlyDictionary<string, RoundedCounts> Alone);

/// <summary>Counts by outcome, as <see cref="DiscreetCount"/> tells them; null where they are few.</summary>
public sealed record RoundedCounts(int? Met, int? NotMet, int? Undetermined);

public sealed class CountByTermsShape : AbstractValidator<CountByTerms>
{
    public CountByTermsShape() => RuleFor(question => question.Terms).SetValidator(new TermsShape(imported: true)).OverridePropertyName("");
}

public sealed class CountByTermsHandler(IFacts facts) : IRequestHandler<CountByTerms, TermsCounts>
{
    public async Task<TermsCounts> Handle(CountByTerms question, CancellationToken cancellationToken)
    {
        await question.Terms.RefuseUnknownCodes(facts, "", cancellationToken);
        var (knowledge, terms) = (facts.Now, question.Terms);
        var counts = (CallTerms[])[terms, .. terms.Criteria.Where(criterion => criterion.Stage is Stage.Organisation).Select(criterion => Alone(terms, criterion))];
        var tallies = counts.Select(_ => new Tally()).ToArray();

        foreach (var cluster in knowledge.Clusters)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!cluster.IsCounted()) continue;
            for (var i = 0; i < counts.Length; i++) tallies[i].Add(Assessment.Stand(new(cluster.Dossier), counts[i], knowledge.Programme));
        }

        return new(
            knowledge.Position, DiscreetCount.Of(tallies[0].All), tallies[0].Told,
            counts.Zip(tallies).Skip(1).Where(one => one.Second.IsJudged || one.Second.All == 0).DistinctBy(one => one.First.Criteria[0].Id).ToDictionary(one => one.First.Criteria[0].Id, one => one.Second.Told));
    }

    /// <summary>As if the call asked nothing else, and whoever failed could not take part.</summary>
    private static CallTerms Alone(CallTerms terms, Criterion criterion) =>
        terms with { NotFullyKnown = [], Criteria = [criterion with { Severity = Domain.Eligibility.Severity.Mandatory, Strands = null, Decides = Decides.Participation }] };

    private sealed class Tally
    {
        private readonly int[] _outcomes = new int[3];

        /// <summary>A criterion that nobody has been judged by yet leaves everybody in, and no bit set.</summary>
        public bool IsJudged { get; private set; }

        public int All => _outcomes.Sum();

        public RoundedCounts Told => new(DiscreetCount.Of(_outcomes[(int)Outcome.Met]), DiscreetCount.Of(_outcomes[(int)Outcome.NotMet]), DiscreetCount.Of(_outcomes[(int)Outcome.Undetermined]));

        public void Add(Standing standing)
        {
            _outcomes[(int)standing.Outcome]++;
            IsJudged |= standing is not { Outcome: Outcome.Met, Met: 0 };
        }
    }
}
