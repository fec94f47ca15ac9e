using System.Globalization;
using System.Text.Json;
using EligibilityService.Application;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Demonstration;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Deciding;
using EligibilityService.Infrastructure.Ledger;
using FluentValidation;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace EligibilityService.Host.Api;

/// <summary>The one place where "no" becomes a problem (RFC 9457) with a stable code and a sentence one can act on.</summary>
internal sealed class Problems(IProblemDetailsService writer) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (Of(exception, Language(context)) is not { } problem) return false;

        context.Response.StatusCode = problem.Status!.Value;
        if (exception is PositionNotReached behind) context.Response.Headers["Position"] = behind.Reached.ToString(CultureInfo.InvariantCulture);
        if (problem.Status is StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = "1";

        return await writer.TryWriteAsync(new() { HttpContext = context, ProblemDetails = problem, Exception = exception });
    }

    public static ProblemDetails Of(Refusal refusal, string language) => New(StatusOf(refusal.Code), refusal.Code, refusal.Reason.In(language));

    public static ProblemDetails New(int status, string code, string detail)
    {
        var problem = new ProblemDetails { Type = $"urn:eligibility-service:problem:{code}", Status = status, Title = Title(status), Detail = detail };
        problem.Extensions["code"] = code;
        return problem;
    }

    /// <summary>Where nothing but a status was answered: an address, a method or a kind of content that does not exist here.</summary>
    public static ProblemDetails OfStatus(int status, string language, string? allowed = null)
    {
        var (code, said) = status switch
        {
            404 => ("not-found", new Text("There is nothing here that you can see. Check the address, or sign in.", "Hier gibt es nichts, das Sie sehen können. Prüfen Sie die Adresse oder melden Sie sich an.")),
            405 => ("method-not-allowed", new Text($"This address takes {allowed} only.", $"Diese Adresse nimmt nur {allowed} an.")),
            413 => ("body-too-large", new Text("The body is too large.", "Der Inhalt ist zu groß.")),
            415 => ("content-type-not-supported", new Text("Send the body as application/json.", "Senden Sie den Inhalt als application/json.")),
            _ => ("request-not-understood", new Text("The request cannot be answered.", "Die Anfrage kann nicht beantwortet werden.")),
        };
        return New(status, code, said.In(language));
    }

    /// <summary>German where the caller prefers it, English otherwise.</summary>
    /// <remarks>Every sentence of an answer asks for it: it is read once a request.</remarks>
    /// <summary>A page's address names its language, whatever the browser prefers.</summary>
    public static void Speak(HttpContext context, string language) => context.Items[typeof(Problems)] = language;

    public static string Language(HttpContext context)
    {
        if (context.Items.TryGetValue(typeof(Problems), out var known)) return (string)known!;

        var language = context.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.Value?.Split('-')[0])
            .FirstOrDefault(language => language is "de" or "en") ?? "en";
        context.Items[typeof(Problems)] = language;
        return language;
    }

    private static ProblemDetails? Of(Exception exception, string language) => exception switch
    {
        ValidationException invalid => Invalid(invalid, language),
        IdempotencyKeyReused => New(422, "idempotency-key-reused", language == "de"
            ? "Dieser Idempotency-Key kam schon mit einem anderen Inhalt. Verwenden Sie für einen neuen Auftrag einen neuen."
            : exception.Message),
        NotRegisteredYet early => New(404, NotRegisteredYet.Code, early.Said.In(language)),
        ClockGoesForwardOnly back => New(409, "clock-goes-forward-only", back.Said.In(language)),
        PositionNotReached behind => New(503, "position-not-reached", language == "de" ? $"So weit hat dieser Server noch nicht gelesen; er steht bei {behind.Reached}. Fragen Sie gleich noch einmal." : behind.Message),
        TooManyAtOnce => New(503, "too-many-at-once", language == "de"
            ? "Gerade schreiben zu viele an derselben Sache. Nichts ist geschehen; senden Sie es gleich noch einmal."
            : "Too many write to the same thing at the moment. Nothing has happened; send it again shortly."),
        Exception when exception.GetBaseException() is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UntranslatableCharacter or Npgsql.PostgresErrorCodes.CharacterNotInRepertoire } =>
            New(400, "not-text", language == "de" ? "Ein Zeichen darin ist kein Buchstabe, etwa NUL. Nehmen Sie es heraus." : "A character in it is no letter, such as NUL. Take it out."),
        Exception when IsOutOfReach(exception) => New(503, "database-unavailable", language == "de"
            ? "Die Datenbank ist gerade nicht erreichbar. Wiederholen Sie die Anfrage gleich noch einmal, mit demselben Idempotency-Key: Doppelt geschieht nichts."
            : "The database cannot be reached at the moment. Ask again shortly, with the same Idempotency-Key: nothing happens twice."),
        BadHttpRequestException { StatusCode: 413 } => OfStatus(413, language),
        BadHttpRequestException { InnerException: JsonException json } => BadJson(json, language),
        BadHttpRequestException { StatusCode: 415 } => OfStatus(415, language),
        BadHttpRequestException bad => NotReadable(bad.StatusCode, "request-not-understood", Unreadable.In(bad), language),
        JsonException json => BadJson(json, language),
        _ => null,
    };

    /// <summary>Gone, going down, coming up, or without a free connection; what was asked may succeed if it is asked again.</summary>
    private static bool IsOutOfReach(Exception? exception) => exception is Npgsql.NpgsqlException { IsTransient: true } or Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.AdminShutdown or Npgsql.PostgresErrorCodes.CrashShutdown } || PreparedStatements.AreSpoilt(exception) || (exception?.InnerException is { } inner && IsOutOfReach(inner));

    private static ProblemDetails Invalid(ValidationException invalid, string language)
    {
        var problem = New(400, "invalid", language == "de" ? "Einige Angaben fehlen oder sind nicht möglich." : "Some entries are missing or not possible.");
        problem.Extensions["errors"] = invalid.Errors.Select(error => new
        {
            field = Field(error.PropertyName),
            code = error.ErrorCode is { } code && code.Contains('-', StringComparison.Ordinal) ? code : "invalid",
            message = ProfileShape.Said(error.ErrorMessage).In(language),
        }).ToArray();
        return problem;
    }

    private static ProblemDetails BadJson(JsonException json, string language) => NotReadable(400, "json-not-understood", Unreadable.In(json), language);

    private static ProblemDetails NotReadable(int status, string code, (string Field, Text Sentence) unreadable, string language)
    {
        var problem = New(status, code, unreadable.Sentence.In(language));
        problem.Extensions["errors"] = new[] { new { field = Field(unreadable.Field), code, message = unreadable.Sentence.In(language) } };
        return problem;
    }

    private static string Field(string property) =>
        string.Join('.', property.Split('.', StringSplitOptions.RemoveEmptyEntries).Select(JsonNamingPolicy.CamelCase.ConvertName));

    private static int StatusOf(string code) => code switch
    {
        "stale-version" => 412,
        _ when code.EndsWith("-unknown", StringComparison.Ordinal) => 404,
        _ => 409,
    };

    private static string Title(int status) => status switch
    {
        400 => "Bad request", 404 => "Not found", 405 => "Method not allowed", 409 => "Conflict", 412 => "Precondition failed", 413 => "Content too large", 415 => "Unsupported media type",
        422 => "Unprocessable content", 429 => "Too many requests", 428 => "Precondition required", 503 => "Service unavailable", _ => "Problem",
    };
}
