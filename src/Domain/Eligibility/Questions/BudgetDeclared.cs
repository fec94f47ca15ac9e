using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>It has been signed for the coordinator, on honour, that the budget keeps to the rules: in euro, no double funding by the Union, no profit, no costs from before the start.</summary>
public sealed record BudgetDeclared : OfTheProposal
{
    public override Finding Examine(in Case @case) =>
        @case.Application is { } application && @case.Look(application.Declared(DeclarationKind.Budget, @case.Dossier.Id)) is { Value: true } declared
            ? new(Outcome.Met, "budget-declared", declared)
            : new(Outcome.NotMet, "budget-not-declared");

    public override Explanation Explain(in Finding finding, in Case @case, Names names) => finding.Outcome is Outcome.Met
        ? new("budget-declared", new("The declaration about the budget has been signed.", "Die Erklärung zum Budget ist unterzeichnet."))
        : new("budget-not-declared",
            new("The declaration about the budget has not been signed.", "Die Erklärung zum Budget ist nicht unterzeichnet."),
            new("sign-budget-declaration", new(
                "Have the coordinator sign that the budget is in euro, without double funding, profit or costs from before the start.",
                "Lassen Sie die koordinierende Organisation erklären, dass das Budget in Euro gerechnet ist, ohne Doppelförderung, Gewinn oder Kosten aus der Zeit vor dem Beginn.")));

    protected override (int LeadDays, Doing Do)? Mending(Finding finding, Case @case) =>
        (LeadTime.Request, (in subject, done) => subject.Signed(DeclarationKind.Budget, done));

    public override Text Statement(Names names) => new(
        "It is signed that the budget is in euro, without double funding, profit or costs from before the start.",
        "Es ist erklärt, dass das Budget in Euro gerechnet ist, ohne Doppelförderung, Gewinn oder Kosten aus der Zeit vor dem Beginn.");
}
