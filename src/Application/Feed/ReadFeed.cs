using System.Text.Json;
using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Deciding;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Feed;

/// <summary>The next entries of the feed after a cursor, oldest first. Who may not read an entry gets its number and hash, so that nothing looks lost.</summary>
/// <param name="After">A number, or a cursor from an earlier answer; nothing: from the beginning.</param>
[May(Who.Anyone)]
public sealed record ReadFeed(string? After = null, int Limit = 100) : IRequest<FeedAnswer>;

/// <param name="Next">Cursor to ask with next time.</param>
/// <param name="Last">Number of the last entry there is.</param>
/// <param name="ResumeFrom">Set where the cursor belongs to another epoch or lies beyond the end: resume here.</param>
public sealed record FeedAnswer(string Epoch, long Last, string Next, IReadOnlyList<FeedItem> Entries, Refusal? Refusal = null, string? ResumeFrom = null);

/// <summary>An entry, or its stub: then there is nothing but number and hash.</summary>
/// <param name="Pending">The service cannot read it yet; it will be filled under the same number, so ask for it again.</param>
public sealed record FeedItem(
    long Number, string LeafHash, string? Id = null, string? Type = null, string? Class = null, string? Subject = null, DateTimeOffset? Time = null, JsonElement? Data = null, bool Pending = false)
{
    public bool IsStub => Id is null;
}

public sealed class ReadFeedShape : AbstractValidator<ReadFeed>
{
    public ReadFeedShape()
    {
        RuleFor(question => question.Limit).InclusiveBetween(1, 1000).WithMessage(ProfileShape.Say("1 to 1000 entries.", "1 bis 1000 Einträge."));
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
