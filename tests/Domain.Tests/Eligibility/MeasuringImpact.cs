using CsCheck;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using static EligibilityService.Domain.Tests.Eligibility.Generated;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Eligibility;

/// <summary>Impact is the difference of two full assessments, whoever is asked about and whatever the two texts say.</summary>
public sealed class KeepingTheLawsOfImpact
{
    private static readonly long Often = Math.Max(Check.Iter, 1_000);
    private static readonly Gen<string?> Strands = Gen.OneOfConst<string?>(null, "1", "2");

    /// <summary>Criteria of their own names, so that a criterion of one text may be one of the other.</summary>
    private static readonly Gen<CallTerms> Texts = Gen.Select(Terms, Gen.Bool, (terms, stranded) => terms with
    {
        Criteria = [.. terms.Criteria.Select((criterion, index) => criterion with { Id = $"C-{index}" })],
        Strands = stranded ? [new("1", new("One", "Eins")), new("2", new("Two", "Zwei"))] : [],
    });

    [Fact]
    public void of_an_organisation_it_is_the_difference_of_two_assessments() =>
        Gen.Select(History, Texts, Texts, Strands).Sample((history, before, after, strand) =>
        {
            var subject = new Subject(Dossier(history));
            return new Impact(before, after, Tell.Facts).Of(subject, strand) == new Turn(Outcome(subject, before, Stage.Organisation, strand), Outcome(subject, after, Stage.Organisation, strand));
        }, iter: Often);

    [Fact]
    public void of_a_set_of_partners_it_is_the_difference_of_two_assessments() =>
        Gen.Select(Partners, TermsForSeveral, TermsForSeveral).Sample((partners, before, after) =>
        {
            var subject = new Subject(partners[0].Dossier, Consortium: new(partners));
            return new Impact(before, after, Tell.Facts).Of(subject, subject, Stage.Application, null)
                == new Turn(Outcome(subject, before, Stage.Application, null), Outcome(subject, after, Stage.Application, null));
        }, iter: Often);

    [Fact]
    public void the_same_text_changes_nothing_for_anybody() =>
        Gen.Select(History, Texts, Strands).Sample((history, text, strand) =>
        {
            var (subject, impact) = (new Subject(Dossier(history)), new Impact(text, text, Tell.Facts));
            return impact.Of(subject, strand).Effect is Effect.Unchanged && impact.Shifts(subject, subject, Stage.Organisation, strand, Decides.Participation, null).Count == 0;
        }, iter: Often);

    [Fact]
    public void whoever_is_affected_is_told_a_criterion_that_comes_out_otherwise() =>
        Gen.Select(History, Texts, Texts, Strands).Sample((history, before, after, strand) =>
        {
            var (subject, impact) = (new Subject(Dossier(history)), new Impact(before, after, Tell.Facts));
            var shifts = impact.Shifts(subject, subject, Stage.Organisation, strand, Decides.Participation, null);
            Assert.All(shifts, shift => Assert.NotEqual(shift.Before?.Outcome ?? Domain.Eligibility.Outcome.Met, shift.After?.Outcome ?? Domain.Eligibility.Outcome.Met));
            return impact.Of(subject, strand).Effect is Effect.Unchanged || shifts.Count > 0;
        }, iter: Often);

    [Fact]
    public void backwards_it_is_the_other_way_round() =>
        Gen.Select(History, Texts, Texts).Sample((history, one, other) =>
        {
            var subject = new Subject(Dossier(history));
            var (there, back) = (new Impact(one, other, Tell.Facts).Of(subject), new Impact(other, one, Tell.Facts).Of(subject));
            return there == new Turn(back.After, back.Before!.Value);
        }, iter: Often);

    [Fact]
    public void of_a_first_publication_it_is_where_the_text_places_one() =>
        Gen.Select(History, Texts).Sample((history, text) =>
        {
            var subject = new Subject(Dossier(history));
            return new Impact(null, text, Tell.Facts).Of(subject) == new Turn(null, Outcome(subject, text, Stage.Organisation, null));
        }, iter: Often);

    [Fact]
    public void nothing_is_said_of_what_cannot_be_read() =>
        Gen.Select(History, Texts, Texts).Sample((history, before, after) =>
            new Impact(before, after, Tell.Facts).Of(new Subject(Dossier(history) with { IsBroken = true })).Effect is Effect.Unchanged
            && new Impact(before, after, Tell.Facts, callIsBroken: true).Of(new Subject(Dossier(history))).Effect is Effect.Unchanged, iter: Often);

    private static Outcome Outcome(in Subject subject, CallTerms terms, Stage stage, string? strand) => Assessment.Assess(subject, terms, Tell.Facts, stage, strand).Outcome;
}

/// <summary>A call of May 2017 that asks for members, and what becomes of a cluster of twelve when it asks for more, for less, or for something else.</summary>
public sealed class MeasuringImpact
{
    private static readonly Subject Twelve = new(Tell.Organisation(("2017-01-01", Tell.Profile(new() { MembersSme = 12, MembersLarge = 0, MembersResearch = 0, MembersOther = 0 }))));
    private static readonly CallTerms Ten = Asking(10), Twenty = Asking(20);

    public static TheoryData<Outcome?, Outcome, Effect> Turns => new()
    {
        { Outcome.NotMet, Outcome.Met, Effect.Gains }, { Outcome.Met, Outcome.NotMet, Effect.Loses }, { Outcome.Met, Outcome.Undetermined, Effect.BecomesUndetermined },
        { Outcome.NotMet, Outcome.Undetermined, Effect.BecomesUndetermined }, { Outcome.Undetermined, Outcome.Met, Effect.BecomesDecided },
        { Outcome.Undetermined, Outcome.NotMet, Effect.BecomesDecided }, { Outcome.Met, Outcome.Met, Effect.Unchanged }, { Outcome.NotMet, Outcome.NotMet, Effect.Unchanged },
        { Outcome.Undetermined, Outcome.Undetermined, Effect.Unchanged }, { null, Outcome.Met, Effect.MayTakePart }, { null, Outcome.NotMet, Effect.MayNotTakePart },
        { null, Outcome.Undetermined, Effect.IsUndetermined },
    };

    [Theory, MemberData(nameof(Turns))]
    public void Every_turn_has_a_name(Outcome? before, Outcome after, Effect effect) => Assert.Equal(effect, new Turn(before, after).Effect);

    [Fact]
    public void Whoever_loses_is_told_the_reason_by_both_texts()
    {
        var impact = new Impact(Ten, Twenty, Tell.Facts);
        var shift = Assert.Single(impact.Shifts(Twelve, Twelve, Stage.Organisation, null, Decides.Participation, Tell.Called));

        Assert.Equal(Effect.Loses, impact.Of(Twelve).Effect);
        Assert.Equal(("C-1", Outcome.Met, Outcome.NotMet), (shift.Id, shift.Before!.Value.Outcome, shift.After!.Value.Outcome));
        Assert.NotEqual(shift.Before.Value.Reason, shift.After.Value.Reason);
        Assert.Contains("20", shift.After.Value.Explanation!.Reason.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_criterion_that_is_dropped_or_becomes_advice_holds_nobody_back()
    {
        foreach (var after in (CallTerms[])[Ten with { Criteria = [] }, Twenty with { Criteria = [Twenty.Criteria[0] with { Severity = Severity.Advisory }] }])
        {
            var impact = new Impact(Twenty, after, Tell.Facts);
            Assert.Equal(Effect.Gains, impact.Of(Twelve).Effect);
            Assert.Null(Assert.Single(impact.Shifts(Twelve, Twelve, Stage.Organisation, null, Decides.Participation, null)).After);
        }
    }

    [Fact]
    public void A_deadline_that_moves_moves_what_counts()
    {
        var grown = new Subject(Tell.Organisation(
            ("2017-01-01", Tell.Profile(new() { MembersSme = 12, MembersLarge = 0, MembersResearch = 0, MembersOther = 0 })), ("2017-06-01", Tell.Profile(new() { MembersSme = 25 }))));

        Assert.Equal(Effect.Gains, new Impact(Twenty, Twenty with { Deadline = Domain.Time.Deadline.Typed(Local("2017-06-30 17:00")).Deadline }, Tell.Facts).Of(grown).Effect);
    }

    [Fact]
    public void Strands_are_looked_at_one_by_one_where_either_text_tells_them_apart()
    {
        var (one, two) = (new Strand("1", new("One", "Eins")), new Strand("2", new("Two", "Zwei")));
        var alike = Ten with { Strands = [one, two] };
        var apart = alike with { Criteria = [Ten.Criteria[0], new("C-2", "3.1", new HasMembers(20), Domain.Time.ReferenceDate.Deadline, Strands: ["2"])] };
        var impact = new Impact(alike, apart, Tell.Facts);

        Assert.Equal([null], new Impact(alike, alike, Tell.Facts).Strands);
        Assert.Equal(["1", "2"], impact.Strands);
        Assert.Equal((Effect.Unchanged, Effect.Loses), (impact.Of(Twelve, "1").Effect, impact.Of(Twelve, "2").Effect));
        Assert.Equal("C-2", Assert.Single(impact.Shifts(Twelve, Twelve, Stage.Organisation, "2", Decides.Participation, null)).Id);
    }

    [Fact]
    public void A_strand_that_is_taken_out_takes_everybody_out()
    {
        var (one, two) = (new Strand("1", new("One", "Eins")), new Strand("2", new("Two", "Zwei")));
        var both = Ten with { Strands = [one, two], Criteria = [Ten.Criteria[0] with { Strands = ["1", "2"] }] };
        var impact = new Impact(both, both with { Strands = [one], Criteria = [Ten.Criteria[0] with { Strands = ["1"] }] }, Tell.Facts);

        Assert.Equal(["1", "2"], impact.Strands);
        Assert.Equal(Effect.Loses, impact.Of(Twelve, "2").Effect);
        Assert.Equal(Impact.NoSuchStrand, Assert.Single(impact.Shifts(Twelve, Twelve, Stage.Organisation, "2", Decides.Participation, null)).After!.Value.Reason);
    }

    private static CallTerms Asking(int members) => Tell.Terms("2017-05-23 17:00", Tell.Asked(new HasMembers(members)));
}
