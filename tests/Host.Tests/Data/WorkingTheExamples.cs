using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;
using EligibilityService.Tests;

namespace EligibilityService.Host.Tests.Data;

/// <summary>The examples beside the programme's calls say what the judgement says, on the day of publication and for ever after.</summary>
public sealed class WorkingTheExamples
{
    /// <summary>Every text with the moment from which it was told.</summary>
    private static readonly (DateTimeOffset At, CallTerms Terms)[] Texts =
    [
        .. from file in CallFiles.All
           from play in file.Plays
           where play.Step is "announce" or "publish" or "corrigendum"
           select (BrusselsTime.Readings(play.On)[0], play.Terms ?? file.Terms),
    ];

    [Fact]
    public void Each_comes_out_as_it_says_by_what_was_known_then_and_by_all_that_is_known() => Assert.All(Texts, text =>
    {
        foreach (var programme in (ProgrammeFacts[])[KnownProgramme.At(text.At), KnownProgramme.Today])
        {
            Assert.All(WorkedExamples.Of(text.Terms, programme), worked => Assert.True(
                worked.IsAsExpected, $"{text.Terms.Reference}, {worked.Example.Name.En}: {worked.Example.Expected} {worked.Example.Reason}, but {worked.Outcome} {worked.Explanation?.Code}: {worked.Explanation?.Reason.En}"));
        }

        Assert.Null(WorkedExamples.Objection(text.Terms, KnownProgramme.At(text.At)));
    });

    /// <summary>More than publishing asks for: also criteria of stages whose text is not known in full have theirs.</summary>
    [Fact]
    public void Each_criterion_that_a_machine_can_judge_has_one_that_passes_and_one_that_does_not() => Assert.All(Texts, text =>
    {
        var known = text.Terms with { NotFullyKnown = [], Travel = null };
        Assert.Empty(WorkedExamples.Lacking(known).Select(lacking => $"{text.Terms.Reference} {lacking.Criterion.Id}"));
        Assert.All(known.Criteria.Where(criterion => criterion.Question is IsLegalPerson), criterion =>
            Assert.Contains(known.Examples, example => example.Criterion == criterion.Id && example.Expected is Outcome.Undetermined));
    });

    [Fact]
    public void Names_are_each_there_once_and_in_both_languages() => Assert.All(Texts, text =>
    {
        foreach (var names in (string[][])[[.. text.Terms.Examples.Select(example => example.Name.En)], [.. text.Terms.Examples.Select(example => example.Name.De)]])
        {
            Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
            Assert.All(names, name => Assert.False(string.IsNullOrWhiteSpace(name)));
        }
    });

    [Fact]
    public void All_that_is_said_of_them_is_said_as_people_write_it() => Assert.All(Texts.SelectMany(text => WorkedExamples.Of(text.Terms, KnownProgramme.Today)), worked =>
    {
        worked.Explanation!.Reason.IsProper();
        worked.Explanation.Remedy?.What.IsProper();
        Assert.All(Domain.Narration.ExampleSentences.Facts(worked.Example, new ProgrammeNames(KnownProgramme.Today)), fact => fact.IsProper());
    });

    /// <summary>The seat in each country of the programme's list, by both sets, on the day of an accession and long after.</summary>
    [Fact]
    public void Every_country_stands_in_a_sentence_as_its_name_needs_it() => Assert.All(KnownProgramme.Today.Countries.Keys, code =>
    {
        var names = new ProgrammeNames(KnownProgramme.Today);
        foreach (var question in (EstablishedIn[])[new(CountrySet.EuMembers), new(CountrySet.Participating), new(CountrySet.Participating, Also: [new(code)]), new(CountrySet.Participating, Except: [new(code)])])
        {
            question.Statement(names).IsProper();
            var terms = new CallTerms { Reference = "T", Title = new("T", "T"), Kind = "escp", Deadline = Deadline.Typed(new(2016, 12, 1, 17, 0, 0)).Deadline, Criteria = [new("C", "1", question, ReferenceDate.Deadline)] };
            var seat = new Subject(new OrganisationDossier(Guid.Empty).Learn(new ProfileChanged(new() { Country = code }, [], new(AssertedBy.Register)), new(Guid.Empty, "x", Guid.Empty, 1, new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero))));
            var explained = Verdict.Explain(Assert.Single(Assessment.Assess(seat, terms, KnownProgramme.Today).Judgements), seat, KnownProgramme.Today, names);
            explained.Reason.IsProper();
            explained.Remedy?.What.IsProper();
        }
    });

    [Theory]
    [InlineData("CH", "Der Sitz ist am 1. Dezember 2016 in der Schweiz, einem Land, das nicht am Programm teilnimmt.", "On 1 December 2016 the seat is in Switzerland, a country that does not take part in the programme.")]
    [InlineData("NL", "Der Sitz ist am 1. Dezember 2016 in den Niederlanden, einem Mitgliedstaat der Europäischen Union.", "On 1 December 2016 the seat is in the Netherlands, a member state of the European Union.")]
    [InlineData("UK", "Der Sitz ist am 1. Dezember 2016 im Vereinigten Königreich, einem Mitgliedstaat der Europäischen Union.", "On 1 December 2016 the seat is in the United Kingdom, a member state of the European Union.")]
    [InlineData("MD", "Der Sitz ist am 1. Dezember 2016 in der Republik Moldau, einem Land, das am Programm teilnimmt.", "On 1 December 2016 the seat is in Moldova, a country that takes part in the programme.")]
    [InlineData("IR", "Der Sitz ist am 1. Dezember 2016 im Iran, einem Land, das nicht am Programm teilnimmt.", "On 1 December 2016 the seat is in Iran, a country that does not take part in the programme.")]
    [InlineData("US", "Der Sitz ist am 1. Dezember 2016 in den Vereinigten Staaten, einem Land, das nicht am Programm teilnimmt.", "On 1 December 2016 the seat is in the United States, a country that does not take part in the programme.")]
    public void A_seat_is_told_with_day_and_country(string code, string german, string english)
    {
        var terms = new CallTerms { Reference = "T", Title = new("T", "T"), Kind = "escp", Deadline = Deadline.Typed(new(2016, 12, 1, 17, 0, 0)).Deadline, Criteria = [new("C", "1", new EstablishedIn(CountrySet.Participating), ReferenceDate.Deadline)] };
        var seat = new Subject(new OrganisationDossier(Guid.Empty).Learn(new ProfileChanged(new() { Country = code }, [], new(AssertedBy.Register)), new(Guid.Empty, "x", Guid.Empty, 1, new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero))));
        var said = Verdict.Explain(Assert.Single(Assessment.Assess(seat, terms, KnownProgramme.Today).Judgements), seat, KnownProgramme.Today, new ProgrammeNames(KnownProgramme.Today)).Reason;
        Assert.Equal((german, english), (said.De, said.En));
    }

    [Fact]
    public void Their_sentences_are_complete_in_both_languages() => Assert.All(Texts.SelectMany(text => WorkedExamples.Of(text.Terms, KnownProgramme.Today)), worked =>
        Assert.All((string[])[worked.Explanation!.Reason.En, worked.Explanation.Reason.De], sentence => Assert.EndsWith(".", sentence, StringComparison.Ordinal)));
}
