using System.Text.Json;
using EligibilityService.Application.Feed;

namespace EligibilityService.Infrastructure.Subscriptions;

/// <summary>The feed began anew: what is told to whoever entries are sent to, before anything that came after. It is no entry and has no number of its own.</summary>
/// <param name="Before">The epoch that has ended.</param>
/// <param name="ResumeFrom">The cursor after which it goes on.</param>
/// <param name="Number">Of that cursor: what the follower holds beyond it is gone, and other entries come in its place.</param>
/// <param name="Counter">For a subscription: so many entries had been sent by then; it is counted on from there.</param>
internal sealed record EpochEndedV1(string Before, string Epoch, string ResumeFrom, long Number, long? Counter = null)
{
    public static EpochEndedV1 Of(string before, string epoch, long number, long? counter = null) => new(before, epoch, Cursor.Of(epoch, number), number, counter);

    public byte[] Told(string id, DateTimeOffset now, Uri? service, Guid? subscription = null) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            specversion = "1.0", id, source = CloudEvent.FromHere, type = CloudEvent.TypePrefix + PublishedTypes.FeedEpochEnded.Name, time = now, datacontenttype = "application/json",
            dataschema = service is null ? null : new Uri(service, CloudEvent.SchemaPath + PublishedTypes.FeedEpochEnded.Name), epoch = Epoch, subscription, data = this,
        },
        CloudEvent.Json);
}
