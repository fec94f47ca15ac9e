using CsCheck;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using static EligibilityService.Domain.Tests.Eligibility.Generated;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Eligibility;

/// <summary>What holds for every history and every text.</summary>
public sealed class KeepingTheLawsOfVerdicts
{
    private static readonly Gen<Stage> Stages = Gen.Enum<Stage>();
    private static readonly Gen<string?> Strands = Gen.OneOfConst<string?>(null, "1", "2", "3");

    /// <summary>Histories are many and most of them dull.</summary>
    private static readonly long Often = Math.Max(Check.Iter, 1_000);

    [Fact]
    public void a_further_mandatory_criterion_never_improves_a_verdict() =>
        Gen.Select(History, Terms, Condition, Stages, Strands).Sample((history, terms, criterion, stage, strand) =>
            Outcome(history, With(terms, criterion with { Severity = Severity.Mandatory }), stage, strand) <= Outcome(history, terms, stage, strand), iter: Often);

    [Fact]
    public void a_further_advice_never_changes_it() =>
        Gen.Select(History, Terms, Condition, Stages, Strands).Sample((history, terms, criterion, stage, strand) =>
            Outcome(history, With(terms, criterion with { Severity = Severity.Advisory }), stage, strand) == Outcome(history, terms, stage, strand), iter: Often);

    [Fact]
    public void the_order_of_criteria_is_irrelevant() =>
        Gen.Select(History, Terms, Gen.Int.Array[6], Stages).Sample((history, terms, keys, stage) =>
            Outcome(history, terms with { Criteria = [.. terms.Criteria.Index().OrderBy(it => keys[it.Index]).Select(it => it.Item)] }, stage) == Outcome(history, terms, stage), iter: Often);

    [Fact]
    public void missing_data_are_never_held_against_anybody() =>
        Gen.Select(History, DataQuestion).Sample((history, question) =>
        {
            var silent = Dossier(history.Where(it => it.Fact is not (ProfileChanged or LabelAwarded or LabelRevoked)));
            return Answer(silent, question).Outcome is Domain.Eligibility.Outcome.Undetermined;
        }, iter: Often);

    [Fact]
    public void not_met_always_names_the_statement_it_stands_on() =>
        Gen.Select(History, DataQuestion).Sample((history, question) =>
            Answer(Dossier(history), question) is not { Outcome: Domain.Eligibility.Outcome.NotMet, Evidence: null }, iter: Often);

    [Fact]
    public void a_verdict_depends_only_on_what_was_told() =>
        Gen.Select(History, Terms, Stages).Sample((history, terms, stage) =>
        {
            var dossier = Dossier(history);
            var before = Said(dossier, terms, stage);
            foreach (var (_, fact) in history) dossier.Learn(fact, new(Guid.Empty, "", Tell.MedTech, 99, Afterwards));

            return before == Said(dossier, terms, stage) && before == Said(Dossier(history), terms, stage);
        }, iter: Often);

    [Fact]
    public void what_is_told_afterwards_without_a_date_changes_nothing_before() =>
        Gen.Select(History, UndatedChange, Terms, Stages).Sample((history, change, terms, stage) =>
            Said(Dossier([.. history, (Afterwards, change)]), terms, stage) == Said(Dossier(history), terms, stage), iter: Often);

    [Fact]
    public void what_an_applicant_backdates_never_helps() =>
        Gen.Select(HistoryWithoutBackdating, BackdatedByTheApplicant.Array[1, 3], Terms, Stages).Sample((history, changes, terms, stage) =>
            Outcome([.. history, .. changes.Select(change => (Afterwards, change))], terms, stage) <= Outcome(history, terms, stage), iter: Often);

    [Fact]
    public void the_standing_says_what_the_verdict_says() =>
        Gen.Select(History, Terms, Stages, Strands, Gen.Frequency((9, Gen.Const(false)), (1, Gen.Const(true)))).Sample((history, terms, stage, strand, broken) =>
        {
            var subject = new Subject(Dossier(history) with { IsBroken = broken });
            var named = terms with { Criteria = [.. terms.Criteria.Select((criterion, index) => criterion with { Id = $"C-{index}" })] };
            var verdict = Assessment.Assess(subject, named, Tell.Facts, stage, strand);
            ulong Bits(Outcome outcome) => verdict.Judgements.Where(judgement => judgement.Finding.Outcome == outcome)
                .Aggregate(0UL, (bits, judgement) => bits | 1UL << Array.IndexOf(named.Criteria, judgement.Criterion));

            return Assessment.Stand(subject, named, Tell.Facts, stage, strand)
                == new Standing(verdict.Outcome, Bits(Domain.Eligibility.Outcome.Met), Bits(Domain.Eligibility.Outcome.NotMet));
        }, iter: Often);

    [Fact]
    public void every_judgement_can_be_told_in_both_languages() =>
        Gen.Select(History, Terms).Sample((history, terms) =>
        {
            var subject = new Subject(Dossier(history));
            foreach (var judgement in Assessment.Assess(subject, terms, Tell.Facts, Stage.Award).Judgements)
            {
                var told = Verdict.Explain(judgement, subject, Tell.Facts, Tell.Called);
                Assert.False(string.IsNullOrWhiteSpace(told.Reason.En) || string.IsNullOrWhiteSpace(told.Reason.De));
                Assert.Equal(judgement.Finding.Outcome is Domain.Eligibility.Outcome.Met, told.Remedy is null);
            }
        }, iter: Often);

    private static CallTerms With(CallTerms terms, Criterion criterion) => terms with { Criteria = [.. terms.Criteria, criterion] };

    private static Outcome Outcome(IEnumerable<(DateTimeOffset, IClusterEvent)> history, CallTerms terms, Stage stage, string? strand = null) =>
        Assessment.Assess(new(Dossier(history)), terms, Tell.Facts, stage, strand).Outcome;

    private static Finding Answer(OrganisationDossier dossier, Question question) => Tell.Terms("2017-05-23 17:00", Tell.Asked(question)).Answer(dossier);

    private static string Said(OrganisationDossier dossier, CallTerms terms, Stage stage)
    {
        var verdict = Assessment.Assess(new(dossier), terms, Tell.Facts, stage);
        return string.Join('\n', verdict.Judgements.Select(it => $"{it.At:O} {it.Finding.Outcome} {it.Finding.Reason} {it.Finding.Evidence?.Told.EventId} {it.Finding.Discounted}"));
    }
}

/// <summary>What holds for every set of partners.</summary>
public sealed class KeepingTheLawsOfConsortia
{
    private static readonly long Often = Math.Max(Check.Iter, 1_000);

    [Fact]
    public void the_order_of_partners_is_irrelevant() =>
        Gen.Select(Partners, Gen.Int.Array[5], TermsForSeveral).Sample((partners, keys, terms) =>
        {
            var shuffled = partners.Index().OrderBy(it => keys[it.Index]).Select(it => it.Item).ToArray();
            return Outcomes(partners, terms).SequenceEqual(Outcomes(shuffled, terms));
        }, iter: Often);

    [Fact]
    public void a_partner_alone_is_told_what_the_organisation_is_told() =>
        Gen.Select(History, Terms).Sample((history, all) =>
        {
            var (dossier, terms) = (Dossier(history), all with { Criteria = [.. all.Criteria.Where(criterion => criterion.Question.AskedOf() is not Scope.Consortium)] });
            var alone = Assessment.Assess(new(dossier), terms, Tell.Facts);
            var asOne = Assessment.Assess(new(dossier, Consortium: new([new(dossier)])), terms, Tell.Facts);
            return alone.Outcome == asOne.Outcome && alone.Judgements.Select(it => it.Finding.Outcome).SequenceEqual(asOne.Judgements.Select(it => it.Finding.Outcome));
        }, iter: Often);

    [Fact]
    public void nobody_who_does_not_count_changes_anything() =>
        Gen.Select(Partners, TermsForSeveral, History).Sample((partners, terms, history) =>
        {
            var affiliated = new Partner(Dossier(history.Where(it => it.Fact is not ProfileChanged { Basis.ValidFrom: not null })) with { Id = Guid.NewGuid(), ReachesBack = false }, PartnerRole.AffiliatedEntity);
            return Outcomes(partners, terms).SequenceEqual(Outcomes([.. partners, affiliated], terms));
        }, iter: Often);

    [Fact]
    public void a_further_mandatory_criterion_never_improves_the_verdict_of_a_set() =>
        Gen.Select(Partners, TermsForSeveral, Condition).Sample((partners, terms, criterion) =>
        {
            var more = terms with { Criteria = [.. terms.Criteria, criterion with { Severity = Severity.Mandatory }] };
            return terms.IneligiblePartner is IneligiblePartner.LeaveOut || Judge(partners, more).Outcome <= Judge(partners, terms).Outcome;
        }, iter: Often);

    [Fact]
    public void every_judgement_of_a_set_can_be_told_in_both_languages() =>
        Gen.Select(Partners, TermsForSeveral).Sample((partners, terms) =>
        {
            var verdict = Judge(partners, terms);
            foreach (var judgement in verdict.Judgements)
            {
                var told = Verdict.Explain(judgement, new(partners[0].Dossier, Consortium: verdict.Consortium), Tell.Facts, Tell.Called);
                Assert.False(string.IsNullOrWhiteSpace(told.Reason.En) || string.IsNullOrWhiteSpace(told.Reason.De));
                Assert.Equal(judgement.Finding.Outcome is Domain.Eligibility.Outcome.Met, told.Remedy is null);
            }
        }, iter: Often);

    /// <summary>Why a search among many may try one for all who are alike to a question.</summary>
    [Fact]
    public void of_two_who_would_bring_the_same_either_helps_as_much() =>
        Gen.Select(Partners, History, History, TermsForSeveral).Sample((partners, one, other, terms) =>
        {
            var (first, second) = (Dossier(one) with { Id = Id(801) }, Dossier(other) with { Id = Id(802) });
            Case Alone(OrganisationDossier dossier) => new(dossier, Tell.Facts, null, Utc("2017-05-23"), Strict: false);
            int Missing(OfTheConsortium question, OrganisationDossier further) =>
                new Consortium([.. partners, new(further, PartnerRole.Partner, "")]) switch { var together => question.Missing(together, Alone(partners[0].Dossier) with { Consortium = together }) };

            return terms.Criteria.Select(criterion => criterion.Question).OfType<OfTheConsortium>()
                .Concat([new RegionOfCategory(["less-developed", "transition"]), new DefenceRelatedPartner(), new CountriesAtLeast(4, 3), new RegionsRepresentedByClusters()])
                .All(question => question.BroughtBy(Alone(first)) != question.BroughtBy(Alone(second)) || Missing(question, first) == Missing(question, second));
        }, iter: Often);

    private static Verdict Judge(Partner[] partners, CallTerms terms) => Assessment.Assess(new(partners[0].Dossier, Consortium: new(partners)), terms, Tell.Facts, Stage.Consortium);

    private static IEnumerable<Outcome> Outcomes(Partner[] partners, CallTerms terms) => Judge(partners, terms) switch { var verdict => [verdict.Outcome, .. verdict.Judgements.Select(it => it.Finding.Outcome)] };
}

/// <summary>Compositions reckon as Kleene does with three values.</summary>
public sealed class KeepingTheLawsOfComposition
{
    private static readonly OrganisationDossier Five = Tell.Organisation(("2017-01-01", Tell.Profile(new() { StaffFte = 5 })));
    private static readonly Gen<Question> Part = Gen.OneOfConst<Question>(new HasStaff(1), new HasStaff(9), new HasMembers(3));
    private static readonly Gen<Question[]> Parts = Part.Array[1, 6];

    [Fact]
    public void not_all_is_any_not() => Parts.Sample(parts => Of(No(new All(parts))) == Of(new Any([.. parts.Select(No)])));

    [Fact]
    public void not_any_is_all_not() => Parts.Sample(parts => Of(No(new Any(parts))) == Of(new All([.. parts.Select(No)])));

    [Fact]
    public void not_not_is_itself() => Part.Sample(part => Of(No(No(part))) == Of(part));

    [Fact]
    public void every_part_lies_between_all_and_any() =>
        Parts.Sample(parts => parts.All(part => Of(new All(parts)) <= Of(part) && Of(part) <= Of(new Any(parts))));

    [Fact]
    public void at_least_one_is_any_and_at_least_each_is_all() =>
        Parts.Sample(parts => Of(new AtLeast(1, parts)) == Of(new Any(parts)) && Of(new AtLeast(parts.Length, parts)) == Of(new All(parts)));

    [Fact]
    public void asking_for_more_is_never_easier() =>
        Gen.Select(Parts, Gen.Int[1, 6]).Sample((parts, number) => Of(new AtLeast(number + 1, parts)) <= Of(new AtLeast(number, parts)));

    [Fact]
    public void the_order_of_parts_is_irrelevant() =>
        Gen.Select(Parts, Gen.Int[1, 6]).Sample((parts, number) => Of(new AtLeast(number, parts)) == Of(new AtLeast(number, [.. parts.Reverse()])));

    [Fact]
    public void all_of_alls_is_all() =>
        Gen.Select(Parts, Parts).Sample((some, others) => Of(new All([new All(some), new All(others)])) == Of(new All([.. some, .. others])));

    private static Not No(Question part) => new(part, new("No.", "Nein."), new("End it.", "Beenden Sie es."));

    private static Outcome Of(Question question) => question.Examine(new(Five, Tell.Facts, null, Instants.Utc("2017-05-23"), Strict: false)).Outcome;
}
