using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;

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
    public void Their_sentences_are_complete_in_both_languages() => Assert.All(Texts.SelectMany(text => WorkedExamples.Of(text.Terms, KnownProgramme.Today)), worked =>
        Assert.All((string[])[worked.Explanation!.Reason.En, worked.Explanation.Reason.De], sentence => Assert.EndsWith(".", sentence, StringComparison.Ordinal)));
}
