using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Host.Pages.Ecl;
using FluentValidation;
using MediatR;

namespace EligibilityService.Host.Pages.Desk;

/// <summary>A form's way to a command, and a command's way back to the form.</summary>
internal static class Sending
{
    /// <summary>Sends, and returns once the pages can show what was done; otherwise with what stands in the way.</summary>
    /// <param name="field">The form's field for a rule's, which are not always called the same.</param>
    public static async Task<FormProblems> Send(this IMediator mediator, IFacts facts, IRequest<Receipt> command, Func<string, string>? field = null)
    {
        try
        {
            var receipt = await mediator.Send(command);
            if (receipt.Refusal is { } refusal) return new([new FormProblem("", refusal.Reason.In(Wording.Language))]);

            await facts.AtLeast(receipt.Position, CancellationToken.None);
            return FormProblems.None;
        }
        catch (ValidationException invalid)
        {
            return new(invalid.Errors.Select(error => new FormProblem(
                field is null ? Last(error.PropertyName) : field(error.PropertyName), ProfileShape.Said(error.ErrorMessage).In(Wording.Language))));
        }
        catch (AccessRefused refused)
        {
            return new([new FormProblem("", refused.Sentence(System.Globalization.CultureInfo.CurrentUICulture))]);
        }
    }

    private static string Last(string property) => property.Split('.')[^1] switch { "" => "", var name => char.ToUpperInvariant(name[0]) + name[1..] };
}
