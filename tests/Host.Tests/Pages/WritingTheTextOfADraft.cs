using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Time;
using EligibilityService.Host.Pages.Desk;
using EligibilityService.Host.Pages.Desk.Drafting;
using EligibilityService.Host.Tests.Data;

namespace EligibilityService.Host.Tests.Pages;

/// <summary>What becomes of a draft's text when its form is read.</summary>
public sealed class WritingTheTextOfADraft
{
    private static readonly CallTerms Before = new()
    {
        Reference = "TEST", Title = new("Test", "Test"), Kind = "staff-exchange", Clauses = [new("4", new("Travel", "Reise"), "Paid.\nIn part."), new("6", new("Who", "Wer"))],
        Travel = new() { PersonsPerCluster = 1, MaximumWeeks = 6, MaximumPerPersonAndWeek = 700.00m, CutOffs = [new(Cut(2024, 1, 31)), new(Cut(2024, 2, 29) with { OtherReading = new(2024, 2, 29, 21, 59, 0, TimeSpan.Zero) }, true)] },
        Criteria =
        [
            new("PERS", "6", new PersonsPerCluster(1), ReferenceDate.Deadline), new("WEEKS", "6", new WeeksWithin(5), ReferenceDate.Deadline), new("COST", "4", new TravelCostWithin(PerPersonAndWeek: 700m), ReferenceDate.Deadline),
        ],
    };

    [Fact]
    public void what_nobody_touched_stays_as_it_is() => Assert.All([.. CallFiles.All.Select(file => file.Terms), Before], terms =>
    {
        var (read, problems) = DraftTextForm.Of(terms, 1).Read(terms);

        Assert.Empty(problems.All);
        Assert.True(terms.SaysTheSameAs(read), terms.Reference);
    });

    [Fact]
    public void criteria_go_with_their_clause_and_with_a_figure_that_they_repeat()
    {
        var form = DraftTextForm.Of(Before, 1);
        (form.Clauses[1].Number, form.Travel!.PersonsPerCluster, form.Travel.MaximumWeeks, form.Travel.MaximumPerPersonAndWeek) = ("7", "2", "8", "650,50");
        var (terms, problems) = form.Read(Before);

        Assert.Empty(problems.All);
        Assert.Equal([("PERS", "7"), ("WEEKS", "7"), ("COST", "4")], terms.Criteria.Select(criterion => (criterion.Id, criterion.Clause)));
        Assert.Equal([new PersonsPerCluster(2), new WeeksWithin(5), new TravelCostWithin(PerPersonAndWeek: 650.50m)], terms.Criteria.Select(criterion => criterion.Question));
    }

    [Fact]
    public void a_clause_on_which_a_criterion_rests_is_not_deleted_alone()
    {
        var form = DraftTextForm.Of(Before, 1);
        form.Clauses[0].Delete = ["yes"];

        Assert.Equal("Clauses[0].Delete", Assert.Single(form.Read(Before).Problems.All).Field);
        Assert.Equal(["6"], form.Read(Before with { Criteria = [] }).Terms.Clauses.Select(clause => clause.Number));
    }

    [Fact]
    public void what_cannot_be_read_is_told_beside_its_field()
    {
        var form = DraftTextForm.Of(Before, 1);
        form.Clauses = [.. form.Clauses, new() { Number = "6", HeadingEn = "Again" }, new()];
        form.Strands = [new() { TitleEn = "Without an id", Budget = "much" }];
        (form.Travel!.Places, form.Travel.CutOffs[0].By) = ("ten", "2024-03-31T02:30");

        Assert.Equal(
            ["Clauses[2].HeadingDe", "Clauses[2].Number", "Strands[0].Budget", "Strands[0].Id", "Strands[0].TitleDe", "Travel.CutOffs[0].By", "Travel.Places"],
            form.Read(Before).Problems.All.Select(problem => problem.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void an_empty_block_on_travelling_says_nothing() => Assert.Null(new DraftTextForm().Read(Before).Terms.Travel);

    private static Deadline Cut(int year, int month, int day) => Deadline.Typed(new(year, month, day, 23, 59, 0), null).Deadline!;
}
