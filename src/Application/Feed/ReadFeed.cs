using System.Text.Json;
using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Deciding;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Feed;

/// <summary>The next entries of the feed after a cursor, oldest first. Who may not read an entry gets its number and hash, so that nothing looks lost.</summary>
/// <param name="After">A number, or a cursor from an earlier answer; nothing: from the beginning.</param>
/// <param name="Wait">Seconds to wait for an entry where there is none yet.</param>
/// <param name="Only">Without it, every number is answered.</param>
[May(Who.Anyone)]
public sealed record ReadFeed(string? After = null, int Limit = 100, int Wait = 0, FeedChoice? Only = null) : IRequest<FeedAnswer>;

/// <summary>Who may read an entry; everybody else sees that there is one.</summary>
public enum FeedClass : short
{
    Public,

    /// <summary>Those who look after applications, and whom an administrator entitled.</summary>
    Restricted,

    /// <summary>The cluster's own people, those who look after calls, and whom an administrator entitled.</summary>
    Cluster,
}

/// <summary>Narrows what is read of the feed. What is left out narrows nothing.</summary>
/// <remarks>
/// Whether a withheld entry would fit is nobody's business, so with a filter it is passed over; the cursor moves past it. What cannot be read yet might fit and is answered as a stub.
/// </remarks>
/// <param name="Types">Names with or without prefix, such as call.published.v1.</param>
/// <param name="Call">Id, reference or alias.</param>
/// <param name="Country">EU code: entries about clusters seated there now.</param>
public sealed record FeedChoice(IReadOnlyList<string>? Types = null, string? Call = null, Guid? Cluster = null, string? Country = null, FeedClass? Class = null)
{
    public bool IsEmpty => Types is null or [] && Call is null && Cluster is null && Country is null && Class is null;
}

/// <param name="Next">Cursor to ask with next time: past everything that was looked through. At the end of the feed its number is <paramref name="Last"/>.</param>
/// <param name="Last">Number of the last entry there is.</param>
/// <param name="ResumeFrom">Set where the cursor belongs to another epoch or lies beyond the end: resume here.</param>
public sealed record FeedAnswer(string Epoch, long Last, string Next, IReadOnlyList<FeedItem> Entries, Refusal? Refusal = null, string? ResumeFrom = null);

/// <summary>An entry, or its stub: then there is nothing but number and hash.</summary>
/// <param name="Pending">The service cannot read it yet; it will be filled under the same number, so ask for it again.</param>
public sealed record FeedItem(
    long Number, string LeafHash, string? Id = null, string? Type = null, string? Class = null, string? Subject = null, DateTimeOffset? Time = null, JsonElement? Data = null, bool Pending = false,
    string? Correlation = null)
{
    public bool IsStub => Id is null;
}

public sealed class ReadFeedShape : AbstractValidator<ReadFeed>
{
    public const int LongestWait = 30;
    private const int MostTypes = 60;

    public ReadFeedShape()
    {
        RuleFor(question => question.Limit).InclusiveBetween(1, 1000).WithMessage(ProfileShape.Say("1 to 1000 entries.", "1 bis 1000 Einträge."));
        RuleFor(question => question.Wait).InclusiveBetween(0, LongestWait).WithMessage(ProfileShape.Say($"0 to {LongestWait} seconds.", $"0 bis {LongestWait} Sekunden."));
        RuleFor(question => question.Only!.Types).Must(types => types is null || types.Count <= MostTypes).When(question => question.Only is not null).OverridePropertyName("type")
            .WithMessage(ProfileShape.Say($"At most {MostTypes} types.", $"Höchstens {MostTypes} Typen."));
        RuleFor(question => question.After).Must(after => after is null || Cursor.TryParse(after, out _, out _))
            .WithMessage(ProfileShape.Say("This is not a cursor of this feed. Use the one from the last answer, or a number.", "Das ist keine Marke dieses Feeds. Verwenden Sie die aus der letzten Antwort oder eine Nummer."));
    }
}

/// <summary>Epoch and number; a bare number means the present epoch.</summary>
public static class Cursor
{
    public static bool TryParse(string text, out string? epoch, out long number)
    {
        var parts = text.Split('.');
        epoch = parts.Length == 2 ? parts[0] : null;
        number = 0;
        return parts.Length is 1 or 2 && (epoch is null || epoch.Length is > 0 and <= 20)
            && long.TryParse(parts[^1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out number);
    }

    public static string Of(string epoch, long number) => $"{epoch}.{number}";
}
