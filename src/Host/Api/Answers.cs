using System.Globalization;
using EligibilityService.Application;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Host.Api;

/// <summary>What a command's receipt and a question's answer look like in HTTP.</summary>
internal static class Answers
{
    /// <summary>Something was begun: where it is, its version as entity tag, the position from which reads show it.</summary>
    /// <param name="tell">What else is told than where the thing now stands.</param>
    public static IResult Created(this Receipt receipt, HttpContext context, string location, Func<ReceiptAnswer, object>? tell = null)
    {
        if (receipt.Refusal is { } refusal) return Refused(refusal, context);

        Head(context, receipt.Version, receipt.Position);
        var stands = new ReceiptAnswer(receipt.StreamId, receipt.Version, receipt.Position);
        return Results.Created(location, tell is null ? stands : tell(stands));
    }

    /// <summary>Something that existed changed, or already was as asked.</summary>
    public static IResult Done(this Receipt receipt, HttpContext context)
    {
        if (receipt.Refusal is { } refusal) return Refused(refusal, context);

        Head(context, receipt.Version, receipt.Position);
        return Results.Ok(new ReceiptAnswer(receipt.StreamId, receipt.Version, receipt.Position));
    }

    public static IResult Found<T>(T? answer, HttpContext context, long version, long position) where T : class
    {
        if (answer is null) return NotFound(context);

        Head(context, version, position);
        return Results.Ok(answer);
    }

    public static IResult Found<T>(T? answer, HttpContext context, Func<T, long> position) where T : class
    {
        if (answer is null) return NotFound(context);

        context.Response.Headers["Position"] = position(answer).ToString(CultureInfo.InvariantCulture);
        return Results.Ok(answer);
    }

    public static IResult NotFound(HttpContext context) => Results.Problem(Problems.OfStatus(404, Problems.Language(context)));

    public static IResult Refused(Refusal refusal, HttpContext context) => Results.Problem(Problems.Of(refusal, Problems.Language(context)));

    private static void Head(HttpContext context, long version, long position)
    {
        context.Response.Headers.ETag = $"\"{version}\"";
        context.Response.Headers["Position"] = position.ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>Where the thing now stands.</summary>
/// <param name="Version">Of the thing, also its entity tag.</param>
/// <param name="Position">Ask reads for at least this position to see what was written.</param>
internal sealed record ReceiptAnswer(Guid Id, long Version, long Position);
