using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Impacts;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Host.Pages.Ecl;
using FluentValidation;
using FluentValidation.Results;
using MediatR;

namespace EligibilityService.Host.Pages;

/// <summary>Sends what a form asks for. What is wrong comes back as the form's problems; what was written can be read when it returns.</summary>
internal sealed class PageCommands(IMediator mediator, IFacts facts, CommandFrame frame, ICallerAccessor callers, IHttpContextAccessor http)
{
    /// <summary>The form was made from this version: it is refused when the stream has moved on since, unless it is the same form sent once more.</summary>
    /// <remarks>On one version the same person can mean the same form only once, so its own content is the key under which it may be repeated: a double click is answered as the first.</remarks>
    public void MadeOn(long? version)
    {
        (frame.ExpectedVersion, frame.Idempotency) = (version, null);
        if (version is null || http.HttpContext?.Request is not { Method: "POST", HasFormContentType: true } request) return;

        var scope = $"{callers.Caller.PersonId} {request.Path}{request.QueryString}";
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(scope));
        foreach (var (field, typed) in request.Form.Where(field => field.Key != AntiforgeryField).OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes((string?[])[field, .. typed]));
        }

        var content = hash.GetHashAndReset();
        frame.Idempotency = new(scope, Convert.ToHexString(content), content);
    }

    /// <summary>It is another one each time a page is shown.</summary>
    private const string AntiforgeryField = "__RequestVerificationToken";

    public Task<FormProblems> Send(IRequest<Receipt> command, CancellationToken cancellationToken = default) => Send(command, Field, cancellationToken);

    /// <param name="field">The form's field for a rule's, where the two are not called the same.</param>
    public Task<FormProblems> Send(IRequest<Receipt> command, Func<string, string> field, CancellationToken cancellationToken = default) =>
        SendPlaced(command, failure => field(failure.PropertyName), cancellationToken);

    /// <param name="field">The form's field for a fault, where more than the rule's name tells it.</param>
    public async Task<FormProblems> SendPlaced(IRequest<Receipt> command, Func<ValidationFailure, string> field, CancellationToken cancellationToken = default)
    {
        try
        {
            var receipt = await mediator.Send(command, cancellationToken);
            if (receipt.Refusal is { } refusal) return new([new("", refusal.Reason.In(Wording.Language))]);

            await facts.AtLeast(receipt.Position, cancellationToken);
            return FormProblems.None;
        }
        catch (ValidationException invalid)
        {
            return ToldAt(invalid, field);
        }
        catch (PositionNotReached)
        {
            // Written it is; this host shows it a moment later.
            return FormProblems.None;
        }
        catch (AccessRefused refused)
        {
            return new([new("", refused.Sentence(System.Globalization.CultureInfo.CurrentUICulture))]);
        }
    }

    /// <summary>What a text that is typed in would change; nothing is stored.</summary>
    public async Task<(ImpactCounts? Counts, FormProblems Problems)> Weigh(Guid call, CallTerms terms, Func<string, string>? field = null)
    {
        try
        {
            var weighed = await mediator.Send(new WeighImpact(call, terms));
            return (weighed.Counts, weighed.Refusal is { } refusal ? new([new("", refusal.Reason.In(Wording.Language))]) : FormProblems.None);
        }
        catch (ValidationException invalid)
        {
            return (null, Told(invalid, field ?? Desk.TermsForm.FieldOf));
        }
    }

    /// <summary>A question that is not the caller's business is answered as if there were nothing.</summary>
    public async Task<T?> Ask<T>(IRequest<T?> question, CancellationToken cancellationToken = default) where T : class
    {
        try
        {
            return await mediator.Send(question, cancellationToken);
        }
        catch (AccessRefused)
        {
            return null;
        }
    }

    /// <summary>What is wrong with a request, in the reader's language, beside the fields it is about.</summary>
    public static FormProblems Told(ValidationException invalid, Func<string, string>? field = null) => ToldAt(invalid, error => (field ?? Field)(error.PropertyName));

    public static FormProblems ToldAt(ValidationException invalid, Func<ValidationFailure, string> field) =>
        new(invalid.Errors.Select(error => new FormProblem(field(error), ProfileShape.Said(error.ErrorMessage).In(Wording.Language))).Distinct());

    /// <summary>Rules name an entry as JSON does, forms as C# does.</summary>
    private static string Field(string property) =>
        property.Split('.', StringSplitOptions.RemoveEmptyEntries) is [.., var last] ? char.ToUpperInvariant(last[0]) + last[1..] : "";
}
