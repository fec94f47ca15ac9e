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
    /// <param name="history">What the application's stream held before.</param>
    public void Queue(IDocumentSession session, Guid application, IReadOnlyList<IEvent> history, IReadOnlyCollection<object> decided)
    {
        if (!decided.Any(fact => fact is ApplicationSubmitted)) return;

        var (story, version) = (new StoryDigest(), (long)history.Count);
        foreach (var e in history) story.Add(e.EventTypeName, Content(e.Data));
        foreach (var fact in decided)
        {
            story.Add(EventNames.Of(fact), Content(fact));
            version++;
            if (fact is not ApplicationSubmitted submitted) continue;

            var receipt = new SubmissionReceipt(application, submitted.Number, version, submitted.ReceivedAt, story.Hex, PinnableClock.Truncated(time.GetUtcNow()));
            session.QueueSqlCommand("insert into eligibility.submission_receipts (application_id, number, version, note) values (?, ?, ?, ?)", application, submitted.Number, version, signer.Sign(receipt.Body));
        }
    }

    private static JsonElement Content(object fact) => JsonSerializer.SerializeToElement(fact, fact.GetType(), FactJson.Options);
}
