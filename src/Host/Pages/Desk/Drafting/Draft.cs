using EligibilityService.Application;
using EligibilityService.Application.Calls;
using EligibilityService.Application.Impacts;
using EligibilityService.Domain.Calls;
using EligibilityService.Host.Pages.Ecl;
using FluentValidation;
using FluentValidation.Results;
using MediatR;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Desk.Drafting;

/// <summary>What the pages of a draft have in common: which call may be written on, what a form holds, and what its terms would come to.</summary>
internal static class Draft
{
    private const string Prefix = "Input.";

    /// <summary>The text that is being written: a draft, or what a corrigendum would make of an open call. Null where neither is possible any more.</summary>
    public static async Task<CallAtDesk?> Writable(this IMediator mediator, Guid call) => await mediator.Send(new ShowCallAtDesk(call)) switch
    {
        { Status: CallPhase.Draft or CallPhase.Announced } draft => draft,
        { IsOpen: true } open => open with { Terms = open.Prepared ?? open.Terms },
        _ => null,
    };

    /// <summary>Keeps the text: as the draft, or as a corrigendum in preparation.</summary>
    public static IRequest<Receipt> Keep(this CallAtDesk call, CallTerms terms, bool imported = false) => call.IsOpen ? new PrepareCorrigendum(call.Id, terms) : new DraftCall(call.Id, terms, imported);

    /// <summary>Where a text is no longer written, its call is all there is to see.</summary>
    public static async Task Leave(this NavigationManager navigation, IMediator mediator, Guid call)
    {
        if (await mediator.Send(new ShowCallAtDesk(call)) is null) navigation.NotFound();
        else navigation.NavigateTo($"desk/calls/{call}");
    }

    /// <summary>What the fields of the form that was sent hold, by name; nothing where none was sent.</summary>
    public static Func<string, string[]> Typed(this HttpContext http) => http.Request is { Method: "POST", HasFormContentType: true, Form: { } form }
        ? field => [.. form[Prefix + field].OfType<string>()]
        : _ => [];

    public static long? Version(this Func<string, string[]> form) => form("Version") is [var typed, ..] && long.TryParse(typed, out var version) ? version : null;

    /// <summary>How many clusters could take part by these terms; or what is wrong with them.</summary>
    public static async Task<(TermsCounts? Counts, IReadOnlyList<ValidationFailure> Wrong)> CountBy(this IMediator mediator, CallTerms terms, CancellationToken cancellationToken)
    {
        try
        {
            return (await mediator.Send(new CountByTerms(terms), cancellationToken), []);
        }
        catch (ValidationException invalid)
        {
            return (null, [.. invalid.Errors]);
        }
    }

    /// <summary>Beside which field of the criterion's form a fault of the terms is told; what is wrong elsewhere stands above.</summary>
    /// <param name="index">Which of the terms' criteria the form is about.</param>
    public static Func<ValidationFailure, string> FieldsOf(int index) => failure =>
        failure.CustomState is WithinCriterion fault && failure.PropertyName.EndsWith($"riteria[{index}]", StringComparison.Ordinal) ? TypedCriterion.FieldOf(fault) : "";

    public static string Said(RoundedCounts counts) => T(
        $"{Few(counts.Met)} met, {Few(counts.NotMet)} not met, {Few(counts.Undetermined)} open",
        $"{Few(counts.Met)} erfüllt, {Few(counts.NotMet)} nicht erfüllt, {Few(counts.Undetermined)} offen");

    private static string Few(int? count) => ImpactWords.Few(count, DiscreetCount.Few);
}
