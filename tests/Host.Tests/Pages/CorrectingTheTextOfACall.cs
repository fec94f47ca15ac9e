using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Time;
using EligibilityService.Host.Pages.Desk;

namespace EligibilityService.Host.Tests.Pages;

/// <summary>What becomes of clauses and criteria when a corrigendum's form is read.</summary>
public sealed class CorrectingTheTextOfACall
{
    private static readonly CallTerms Before = new()
    {
        Reference = "TEST", Title = new("Test", "Test"), Kind = "escp",
        Clauses = [Clause("6.2", "Two partners."), Clause("6.3", "Three countries."), Clause("6.9", "Nine."), Clause("6.10", null)],
        Criteria = [Criterion("TWO", "6.2"), Criterion("THREE", "6.3")],
    };

    [Fact]
    public void what_nobody_touched_is_no_change()
    {
        var (text, problems) = new ClausesForm { Clauses = [.. Before.Clauses.Select(clause => new TypedClause { Number = clause.Number, Text = clause.Text + "\r\n" })] }.Read(Before);

        Assert.Empty(problems.All);
        Assert.Empty(text.Changes);
        Assert.Equal(Before.Clauses, text.Clauses);
    }

    [Fact]
    public void a_section_is_put_in_and_those_behind_it_move_with_their_criteria()
    {
        var (text, problems) = new ClausesForm { Clauses = [new(), new() { Number = "6.4", Text = "Three countries." }], Inserted = [New("6.3"), new()] }.Read(Before);

        Assert.Empty(problems.All);
        Assert.Equal(["6.2", "6.3", "6.4", "6.9", "6.10"], text.Clauses.Select(clause => clause.Number));
        Assert.Equal([new(null, "6.3", null, "Inserted."), new("6.3", "6.4", "Three countries.", "Three countries.")], text.Changes);
        Assert.Equal([("TWO", "6.2"), ("THREE", "6.4")], Followed(text, Before));
    }

    [Fact]
    public void a_criterion_given_another_clause_means_the_new_numbers()
    {
        var (text, _) = new ClausesForm { Clauses = [new(), new() { Number = "6.4" }], Inserted = [New("6.3")] }.Read(Before);

        Assert.Equal([("TWO", "6.3"), ("THREE", "6.4")], Followed(text, Before with { Criteria = [Criterion("TWO", "6.3"), Criterion("THREE", "6.3")] }));
    }

    [Fact]
    public void a_deleted_clause_has_no_new_text()
    {
        var (text, problems) = new ClausesForm { Clauses = [new(), new(), new() { Delete = ["yes"], Text = "Typed all the same." }] }.Read(Before);

        Assert.Empty(problems.All);
        Assert.Equal([new("6.9", null, "Nine.", null)], text.Changes);
        Assert.Equal(["6.2", "6.3", "6.10"], text.Clauses.Select(clause => clause.Number));
    }

    [Fact]
    public void a_clause_on_which_a_criterion_rests_is_not_deleted_alone()
    {
        var (text, _) = new ClausesForm { Clauses = [new(), new() { Delete = ["yes"] }] }.Read(Before);

        Assert.Equal("Clauses[1].Delete", Assert.Single(text.Follow(Before, Before).Problems.All).Field);
        Assert.Empty(text.Follow(Before with { Criteria = [Criterion("TWO", "6.2")] }, Before).Problems.All);
    }

    [Fact]
    public void a_text_in_preparation_is_read_as_what_it_makes_of_the_one_in_force()
    {
        var prepared = Before with { Clauses = [Before.Clauses[0] with { Text = "Three partners." }, Clause("6.3", "Inserted.") with { Source = "a letter" }, Before.Clauses[1] with { Number = "6.4" }, Before.Clauses[3]] };
        var form = ClausesForm.Of(Before, prepared);
        var (text, problems) = form.Read(Before, prepared);

        Assert.Empty(problems.All);
        Assert.Equal(prepared.Clauses, text.Clauses);
        Assert.Equal([new("6.2", "6.2", "Two partners.", "Three partners."), new(null, "6.3", null, "Inserted."), new("6.3", "6.4", "Three countries.", "Three countries."), new("6.9", null, "Nine.", null)], text.Changes);
    }

    [Fact]
    public void a_number_is_given_once() =>
        Assert.Equal("Inserted[0].Number", Assert.Single(new ClausesForm { Inserted = [New("6.3")] }.Read(Before).Problems.All).Field);

    [Fact]
    public void a_new_clause_has_number_headings_and_wording() =>
        Assert.Equal(["Inserted[0].Number", "Inserted[0].HeadingEn", "Inserted[0].HeadingDe"], new ClausesForm { Inserted = [new() { Text = "Something." }] }.Read(Before).Problems.All.Select(problem => problem.Field));

    [Fact]
    public void a_new_clause_finds_its_place_by_figures() =>
        Assert.Equal(["6.2", "6.3", "6.9", "6.10", "6.11"], new ClausesForm { Inserted = [New("6.11")] }.Read(Before).Text.Clauses.Select(clause => clause.Number));

    private static IEnumerable<(string, string)> Followed(CorrectedText text, CallTerms typed) => text.Follow(typed, Before).Terms.Criteria.Select(criterion => (criterion.Id, criterion.Clause));

    private static TypedClause New(string number) => new() { Number = number, HeadingEn = "New", HeadingDe = "Neu", Text = "Inserted." };

    private static Clause Clause(string number, string? text) => new(number, new("Heading", "Überschrift"), text);

    private static Criterion Criterion(string id, string clause) => new(id, clause, new HasPic(), new(ReferenceKind.Deadline));
}
