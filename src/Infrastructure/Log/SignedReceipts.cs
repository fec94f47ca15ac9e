using System.Collections.Concurrent;
using System.Text.Json;
using EligibilityService.Application.Log;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Infrastructure.Ledger;
using JasperFx.Events;
using Marten;

namespace EligibilityService.Infrastructure.Log;

/// <summary>Signs a receipt for every version that is handed in; it is stored with the submission or not at all.</summary>
internal sealed class SignedReceipts(ISigner signer, TimeProvider time)
{
    private const int MostRemembered = 10_000;

    // What is handed in is often handed in again: the story so far is not told anew. Only of what was read from the store, and known again by its last event.
    private readonly ConcurrentDictionary<Guid, (int Count, Guid Last, StoryDigest Story)> _told = new();

    /// <param name="history">What the application's stream held before.</param>
    public void Queue(IDocumentSession session, Guid application, IReadOnlyList<IEvent> history, IReadOnlyCollection<object> decided)
    {
        if (!decided.Any(fact => fact is ApplicationSubmitted)) return;

        var (story, version) = (Told(application, history), (long)history.Count);
        foreach (var fact in decided)
        {
            story.Add(EventNames.Of(fact), Content(fact));
            version++;
            if (fact is not ApplicationSubmitted submitted) continue;

            var receipt = new SubmissionReceipt(application, submitted.Number, version, submitted.ReceivedAt, story.Hex, PinnableClock.Truncated(time.GetUtcNow()));
            session.QueueSqlCommand("insert into eligibility.submission_receipts (application_id, number, version, note) values (?, ?, ?, ?)", application, submitted.Number, version, signer.Sign(receipt.Body));
        }
    }

    private StoryDigest Told(Guid application, IReadOnlyList<IEvent> history)
    {
        var known = _told.TryGetValue(application, out var before) && before.Count <= history.Count && history[before.Count - 1].Id == before.Last ? before : (Count: 0, Last: Guid.Empty, Story: new());
        var story = known.Story.Copy();
        foreach (var e in history.Skip(known.Count)) story.Add(e.EventTypeName, Content(e.Data));
        if (history.Count == 0) return story;

        if (_told.Count >= MostRemembered) _told.Clear();
        _told[application] = (history.Count, history[^1].Id, story.Copy());
        return story;
    }

    private static JsonElement Content(object fact) => JsonSerializer.SerializeToElement(fact, fact.GetType(), FactJson.Options);
}
