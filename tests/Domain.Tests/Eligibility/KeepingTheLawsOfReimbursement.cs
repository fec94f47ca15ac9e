using CsCheck;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using static EligibilityService.Domain.Tests.Eligibility.Events;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Eligibility;

/// <summary>What holds of travel costs for every request, whatever stands beside it, and every text.</summary>
public sealed class KeepingTheLawsOfReimbursement
{
    private static readonly long Often = Math.Max(Check.Iter, 1_000);

    private static readonly Gen<decimal> Euro = Gen.OneOfConst(0m, 699.99m, 700m, 700.01m, 800m, 1_400m, 4_200m);
    private static readonly Gen<decimal?> Cap = Gen.OneOfConst<decimal?>(700m, 800m, 1_400m);
    private static readonly Gen<decimal?> PerhapsCap = Gen.OneOfConst<decimal?>(null, 700m, 800m, 1_400m);
    private static readonly Gen<DateTimeOffset?> Received = Gen.OneOfConst<DateTimeOffset?>(null, FirstCutOff, FirstCutOff.AddMicroseconds(1), SecondCutOff, SecondCutOff.AddMicroseconds(1));

    private static readonly Gen<ProposalFields> Fields = Gen.Select(Gen.OneOfConst<int?>(null, 1, 2, 3), Gen.OneOfConst<int?>(null, 1, 2, 6, 7), Gen.Bool, Euro.Array[1, 3],
        (persons, weeks, silent, amounts) => new ProposalFields { Persons = persons, Weeks = weeks, TravelCosts = silent ? null : amounts });

    private static readonly Gen<ApplicationDossier> Requests = Gen.Select(Fields, Received, (fields, received) => Request(fields, received));

    private static readonly Gen<ApplicationDossier[]> Others = Gen.Select(Fields, Received, Gen.Bool, Gen.Bool, (fields, received, withdrawn, broken) => (fields, received, withdrawn, broken))
        .Array[0, 3].Select(all => all.Index().Select(it =>
        {
            var request = Request(it.Item.fields, it.Item.received, 60 + it.Index) with { IsBroken = it.Item.broken };
            return it.Item is { withdrawn: true, received: { } at } ? request.Then(new ApplicationWithdrawn(Tell.Mona, at, null), at) : request;
        }).ToArray());

    private static readonly Gen<EventSurroundings> Around = Gen.Select(Others, Gen.OneOfConst<bool?>(null, true, false),
        (others, left) => (left is { } areLeft ? Places(areLeft) : EventSurroundings.Nothing) with { OwnRequests = [.. others] });

    private static readonly Gen<Question> OfTravel = Gen.OneOf(
        Gen.Int[1, 4].Select(most => (Question)new PersonsPerCluster(most)),
        Gen.Int[1, 6].Select(most => (Question)new WeeksWithin(most)),
        Gen.Select(PerhapsCap, PerhapsCap, (whole, weekly) => (Question)new TravelCostWithin(whole, weekly)),
        Gen.Const<Question>(new ReceivedByCutOff()), Gen.Const<Question>(new ReceivedByDeadline()), Generated.DataQuestion);

    private static readonly Gen<CallTerms> Texts = Gen.Select(
        Gen.Select(OfTravel, Gen.Enum<Decides>(), Gen.Enum<Severity>(), Gen.OneOfConst<string[]?>(null, ["1"]), (question, decides, severity, strands) =>
            Decided("C", question) with { Decides = decides, Severity = severity, Strands = strands }).Array[0, 6],
        Gen.Bool, Gen.Bool, Gen.Bool, (criteria, partly, dated, stranded) => Call("2024-04-10 23:59", (dated ? Dated(LateApplications.OwnCost) : new()) with { NotFullyKnown = partly }, criteria) with
        {
            Strands = stranded ? [new("1", new("One", "Eins")), new("2", new("Two", "Zwei"))] : [],
        });

    [Fact]
    public void nobody_is_reimbursed_who_may_not_take_part() => Gen.Select(Texts, Requests, Around).Sample((terms, request, around) =>
        terms.Verdict(Decides.Reimbursement, request, around).Outcome <= terms.Verdict(Decides.Participation, request, around).Outcome, iter: Often);

    [Fact]
    public void what_decides_on_reimbursement_never_changes_whether_one_may_take_part() => Gen.Select(Texts, OfTravel, Requests, Around).Sample((terms, question, request, around) =>
    {
        var more = terms with { Criteria = [.. terms.Criteria, Reimbursed("MORE", question)] };
        var (subject, with) = (new Subject(Tell.Organisation(), request, Event: around), Assessment.Stand(new(Tell.Organisation(), request, Event: around), more, Tell.Facts, Stage.Application));

        return more.Verdict(Decides.Participation, request, around).Outcome == terms.Verdict(Decides.Participation, request, around).Outcome
            && with == Assessment.Stand(subject, terms, Tell.Facts, Stage.Application);
    }, iter: Often);

    [Fact]
    public void a_further_cap_never_improves_anything() => Gen.Select(Texts, Cap, Cap, Requests, Around).Sample((terms, whole, weekly, request, around) =>
    {
        Outcome With(Question cap) => (terms with { Criteria = [.. terms.Criteria, Reimbursed("CAP", cap)] }).Verdict(Decides.Reimbursement, request, around).Outcome;
        var none = terms.Verdict(Decides.Reimbursement, request, around).Outcome;

        return With(new TravelCostWithin(whole)) <= none && With(new TravelCostWithin(whole, weekly)) <= With(new TravelCostWithin(whole)) && With(new TravelCostWithin(whole, weekly)) <= With(new TravelCostWithin(null, weekly));
    }, iter: Often);

    [Fact]
    public void a_lower_cap_never_improves_anything() => Gen.Select(Cap, Cap, Requests).Sample((one, other, request) =>
    {
        var (low, high) = one < other ? (one, other) : (other, one);
        return Call("2024-04-10 23:59", new(), Reimbursed("CAP", new TravelCostWithin(low))).Said("CAP", request).Item1 <= Call("2024-04-10 23:59", new(), Reimbursed("CAP", new TravelCostWithin(high))).Said("CAP", request).Item1;
    }, iter: Often);

    [Fact]
    public void an_amount_or_number_nobody_told_is_never_held_against_anybody() => Gen.Select(OfTravel, Received, Around).Sample((question, received, around) =>
        question is ReceivedByCutOff or ReceivedByDeadline
        || Call("2024-04-10 23:59", new(), Decided("C", question)).Said("C", Request(new(), received), around).Item1 is Outcome.Undetermined, iter: Often);

    /// <summary>Told one more figure, an answer that was open may become anything; one that was not met by what is known stays so.</summary>
    [Fact]
    public void the_silence_of_another_request_turns_nothing_that_is_not_met() => Gen.Select(Gen.Int[1, 4], Fields, Others).Sample((most, fields, others) =>
    {
        var call = Call("2024-04-10 23:59", new(), Decided("C", new PersonsPerCluster(most)));
        var silent = others.Select((other, index) => index == 0 ? other with { Persons = default } : other).ToArray();
        return call.Said("C", Request(fields), Beside(silent)).Item1 is not Outcome.NotMet || call.Said("C", Request(fields), Beside(others)).Item1 is Outcome.NotMet;
    }, iter: Often);

    [Fact]
    public void the_order_of_other_requests_is_irrelevant() => Gen.Select(Texts, Requests, Around, Gen.Int.Array[3]).Sample((terms, request, around, keys) =>
    {
        var shuffled = around with { OwnRequests = [.. around.OwnRequests.Index().OrderBy(it => keys[it.Index]).Select(it => it.Item)] };
        return Judgements(around).SequenceEqual(Judgements(shuffled));

        IEnumerable<(Outcome, string, Guid?)> Judgements(EventSurroundings beside) => terms.Verdict(Decides.Reimbursement, request, beside).Judgements
            .Select(it => (it.Finding.Outcome, it.Finding.Reason, it.Finding.Also?.Told.EventId));
    }, iter: Often);

    [Fact]
    public void every_answer_is_told_in_both_languages_with_a_remedy_unless_it_is_met() => Gen.Select(Texts, Requests, Around).Sample((terms, request, around) =>
    {
        var subject = new Subject(Tell.Organisation(), request, Event: around, Travel: terms.Travel);
        foreach (var judgement in terms.Verdict(Decides.Reimbursement, request, around).Judgements)
        {
            var told = Verdict.Explain(judgement, subject, Tell.Facts, Tell.Called);
            Assert.False(string.IsNullOrWhiteSpace(told.Reason.En) || string.IsNullOrWhiteSpace(told.Reason.De));
            Assert.Equal(judgement.Finding.Outcome is Outcome.Met, told.Remedy is null);
        }
    }, iter: Often);

    /// <summary>Whoever does what the path says is reimbursed.</summary>
    [Fact]
    public void doing_what_the_path_says_leads_to_reimbursement() => Gen.Select(Texts, Requests, Around, Gen.OneOfConst(FirstCutOff, FirstCutOff.AddDays(1), SecondCutOff.AddDays(1))).Sample((terms, request, around, now) =>
    {
        var text = terms with { Travel = terms.Travel! with { NotFullyKnown = false } };
        var subject = new Subject(Tell.Organisation(), request, Event: around);
        var path = ShortestPath.Find(subject, text, Tell.Facts, Tell.Called, now, Stage.Application, decides: Decides.Reimbursement);
        if (!path.Exists) return true;

        var strand = Assessment.Assess(subject, text, Tell.Facts, Stage.Application, decides: Decides.Reimbursement).Strand;
        var done = path.Steps.OrderBy(step => step.Act.LeadDays).Aggregate(subject with { Travel = text.Travel }, (known, step) => step.Act.Do(known, now.AddDays(step.Act.LeadDays)));
        return Assessment.Assess(done, text, Tell.Facts, Stage.Application, strand, decides: Decides.Reimbursement).Outcome is Outcome.Met;
    }, iter: Often);
}
