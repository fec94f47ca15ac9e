using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;

namespace EligibilityService.Host.Api;

/// <summary>Reads what a request says besides its content: If-Match, Idempotency-Key, the position it wants to see.</summary>
internal static class Framing
{
    private const int LongestKey = 200;
    private static readonly string[] Said = ["If-Match", "Idempotency-Key"];

    public static IApplicationBuilder UseFraming(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            await next(context);
            return;
        }

        if (context.IsNoRequest())
        {
            await next(context);
            if (!context.Response.HasStarted) await Results.Problem(Problems.OfStatus(context.StatusOfNoRequest(), Problems.Language(context), context.Response.Headers.Allow)).ExecuteAsync(context);
            return;
        }

        var language = Problems.Language(context);
        if (context.Request.Headers.ContentEncoding.Count > 0)
        {
            context.Response.Headers.AcceptEncoding = "identity";
            await Refuse(context, 415, "content-encoding-not-supported", language == "de" ? "Senden Sie den Inhalt unkomprimiert, ohne Content-Encoding." : "Send the body as it is, without Content-Encoding.");
            return;
        }

        if (Said.FirstOrDefault(name => context.Request.Headers[name].Count > 1) is { } twice)
        {
            await Refuse(context, 400, "header-twice", language == "de" ? $"Senden Sie {twice} nur einmal." : $"Send {twice} once only.");
            return;
        }

        var frame = context.RequestServices.GetRequiredService<CommandFrame>();
        frame.CorrelationId = context.Request.Headers["X-Correlation-Id"].FirstOrDefault() is { Length: > 0 and <= 100 } given ? given : context.TraceIdentifier;

        if (JsonBody.IsJson(context.Request) && JsonBody.Fault(await JsonBody.Read(context.Request, context.RequestAborted)) is { } fault)
        {
            var problem = Problems.New(400, "json-not-understood", language == "de" ? fault.De : fault.En);
            problem.Extensions["errors"] = new[] { new { field = fault.Field, code = fault.Code, message = problem.Detail } };
            await Results.Problem(problem).ExecuteAsync(context);
            return;
        }

        if (context.Request.Headers.IfMatch.FirstOrDefault() is { } tag)
        {
            if (!long.TryParse(tag is ['"', .. var quoted, '"'] ? quoted : tag, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            {
                await Refuse(context, 400, "if-match-not-understood", language == "de" ? "If-Match enthält die Version aus dem ETag, etwa \"3\"." : "If-Match holds the version from the ETag, such as \"3\".");
                return;
            }

            frame.ExpectedVersion = version;
        }
        else if (context.Request.Method is "PATCH" or "PUT" or "DELETE")
        {
            await Refuse(context, 428, "if-match-required", language == "de"
                ? "Senden Sie If-Match mit dem ETag der Fassung, die Sie ändern, damit niemandes Änderung verloren geht."
                : "Send If-Match with the ETag of the version you are changing, so that nobody's change is lost.");
            return;
        }

        if (context.Request.Method is "POST" or "PATCH" or "PUT" or "DELETE" && context.Request.Headers["Idempotency-Key"].FirstOrDefault() is { } key)
        {
            if (key.Length is 0 or > LongestKey)
            {
                await Refuse(context, 400, "idempotency-key-not-understood", language == "de" ? $"Ein Idempotency-Key hat 1 bis {LongestKey} Zeichen." : $"An Idempotency-Key has 1 to {LongestKey} characters.");
                return;
            }

            frame.Idempotency = new(Scope(context), key, await BodyHash(context));
        }

        if (context.Request.Query["minPosition"].FirstOrDefault() is { } asked)
        {
            if (!long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            {
                await Refuse(context, 400, "position-not-understood", language == "de" ? "minPosition ist eine Zahl aus einer Position-Kopfzeile." : "minPosition is a number from a Position header.");
                return;
            }

            await context.RequestServices.GetRequiredService<IFacts>().AtLeast(position, context.RequestAborted);
        }

        await next(context);

        var answer = context.Response;
        if (answer is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null }) await Results.Problem(Problems.OfStatus(answer.StatusCode, language)).ExecuteAsync(context);
    });

    private static string Scope(HttpContext context) =>
        $"{context.RequestServices.GetRequiredService<ICallerAccessor>().Caller.PersonId} {(context.Request.Method is "POST" ? "" : context.Request.Method + " ")}{context.Request.Path}";

    /// <summary>Of the body and what the address says besides, keyed, so that the stored hash tells nobody what it was.</summary>
    private static async Task<byte[]> BodyHash(HttpContext context)
    {
        context.Request.EnableBuffering();
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(Scope(context)));
        foreach (var (name, values) in context.Request.Query.Where(part => part.Key is not "minPosition").OrderBy(part => part.Key, StringComparer.Ordinal)) hash.AppendData(Encoding.UTF8.GetBytes($"{name}={values}\n"));
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0) hash.AppendData(buffer, 0, read);
        context.Request.Body.Position = 0;
        return hash.GetHashAndReset();
    }

    private static Task Refuse(HttpContext context, int status, string code, string detail) =>
        Results.Problem(Problems.New(status, code, detail)).ExecuteAsync(context);
}
