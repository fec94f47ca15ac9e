using EligibilityService.Application.Calls;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;

namespace EligibilityService.Application.Tests.Calls;

/// <summary>What a corrigendum changes is told by what it says, and not by how it is written.</summary>
public sealed class ComparingTexts
{
    private static readonly Criterion Grant = new("BUD", "5", new GrantWithin(200_000m), ReferenceDate.Deadline, Stage: Stage.Application);

    private static readonly CallTerms Terms = new()
    {
        Reference = "T-1", Title = new("T", "T"), Kind = "escp", Deadline = Deadline.Imported(new(2017, 10, 29, 2, 30, 0, DateTimeKind.Unspecified)), Criteria = [Grant],
    };

    [Fact]
    public void the_same_figure_in_another_spelling_is_no_change() =>
        Assert.Empty(Between(Terms with { Criteria = [Grant with { Question = new GrantWithin(200_000.00m) }] }));

    [Fact]
    public void a_deadline_with_two_readings_is_told_and_compared_with_both()
    {
        var change = Assert.Single(Between(Terms with { Deadline = Terms.Deadline!.Resolved(Terms.Deadline.Instant) }));

        Assert.Equal("29 October 2017, 02:30 (CEST), or by the other reading 29 October 2017, 02:30 (CET)", change.Before!.Value.En);
        Assert.Equal("29. Oktober 2017, 02:30 Uhr (MESZ)", change.After!.Value.De);
    }

    [Fact]
    public void a_criterion_whose_date_alone_changes_says_so()
    {
        var change = Assert.Single(Between(Terms with { Criteria = [Grant with { ReferenceDate = ReferenceDate.Submission }] }));

        Assert.EndsWith("Stichtag: Ende der Frist.", change.Before!.Value.De, StringComparison.Ordinal);
        Assert.EndsWith("Stichtag: Einreichung.", change.After!.Value.De, StringComparison.Ordinal);
    }

    private static IReadOnlyList<TermsChange> Between(CallTerms after) => TermsChanges.Between(Terms, after, new ProgrammeNames(ProgrammeFacts.Empty));
}
