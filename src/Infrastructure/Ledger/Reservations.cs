using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Subscriptions;
using EligibilityService.Infrastructure.Webhooks;
using Marten;
using Npgsql;

namespace EligibilityService.Infrastructure.Ledger;

/// <summary>Where something may exist once over all streams, a row with a unique key is written in the events' own transaction.</summary>
/// <remarks>Derived from the events alone, so it can be thrown away and written again. A withdrawal releases what it held.</remarks>
internal static class Reservations
{
    public const string Ddl = """
        create table if not exists eligibility.reservations (kind text not null, key text not null, stream_id uuid not null);
        create unique index if not exists reservations_of_registrant on eligibility.reservations (key) where kind = 'registrant';
        create unique index if not exists reservations_of_external_id on eligibility.reservations (key) where kind = 'external-id';
        create unique index if not exists reservations_of_pic on eligibility.reservations (key) where kind = 'pic';
        create unique index if not exists reservations_of_call_reference on eligibility.reservations (key) where kind = 'call-reference';
        create unique index if not exists reservations_of_eligibility_told on eligibility.reservations (key) where kind = 'eligibility-told';
        create index if not exists reservations_of_stream on eligibility.reservations (stream_id);
        """;

    public const string EligibilityTold = "eligibility-told";

    private const string Registrant = "registrant", ExternalId = "external-id", Pic = "pic", CallReference = "call-reference";

    public static void Queue(IDocumentSession session, Guid stream, IEnumerable<object> events)
    {
        foreach (var (kind, key) in events.SelectMany(Of))
        {
            if (key is null) session.QueueSqlCommand("delete from eligibility.reservations where stream_id = ? and kind = ?", stream, kind);
            else session.QueueSqlCommand("insert into eligibility.reservations values (?, ?, ?)", kind, key, stream);
        }
    }

    /// <summary>What an event reserves for its stream; without a key, it releases what the stream held of that kind.</summary>
    public static IEnumerable<(string Kind, string? Key)> Of(object e) => e switch
    {
        ProfileDrafted drafted =>
        [
            .. drafted.Registrant is { } person ? [(Registrant, person.ToString())] : Array.Empty<(string, string?)>(),
            .. drafted.ExternalId is { } external ? [(ExternalId, external)] : Array.Empty<(string, string?)>(),
        ],
        ProfileChanged { Changed.Pic: { } pic } => [(Pic, null), (Pic, pic)],
        ProfileChanged changed when changed.Cleared.Contains("pic") => [(Pic, null)],
        ClusterWithdrawn => [(Registrant, null), (Pic, null)],
        CallDrafted { Terms: var terms } => Names(terms),
        CorrigendumPublished { Terms: var terms } => Names(terms),
        EligibilityChanged told => [(EligibilityTold, Told(told))],
        _ => [],
    };

    /// <summary>One telling for a call, a strand and a cause.</summary>
    public static string Told(EligibilityChanged told) => $"{told.Call:N}/{told.Strand}/{told.Cause}";

    private static IEnumerable<(string, string?)> Names(CallTerms terms) =>
        terms.Names.Select(name => name.ToUpperInvariant()).Distinct().Select(name => (CallReference, (string?)name)).Prepend((CallReference, null));

    /// <summary>What to tell whoever asked for something that is taken; null where something else went wrong.</summary>
    /// <remarks>Each kind has an index of its own, because the index is all that an error tells: its details are held back, for they may be personal.</remarks>
    public static Refusal? Taken(Exception exception) =>
        exception.GetBaseException() is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.CheckViolation } taken
            ? taken.ConstraintName switch
            {
                "reservations_of_registrant" => HasProfile,
                "reservations_of_pic" => PicTaken,
                "reservations_of_call_reference" => ReferenceTaken,
                "reservations_of_external_id" => ImportedAlready,
                CursorTables.Enough => SubscriptionRefusals.Enough,
                _ => null,
            }
            : null;

    private static readonly Refusal HasProfile = new("registrant-has-profile", new(
        "You have registered a profile already. Change that one, or withdraw it first.",
        "Sie haben bereits ein Profil registriert. Ändern Sie dieses, oder ziehen Sie es zuerst zurück."));

    private static readonly Refusal PicTaken = new("pic-taken", new(
        "Another cluster has this participant identification code (PIC). Check the number, or claim that cluster.",
        "Ein anderes Cluster hat diesen Teilnehmercode (PIC). Prüfen Sie die Nummer, oder beanspruchen Sie jenes Cluster."));

    private static readonly Refusal ReferenceTaken = new("call-reference-taken", new(
        "Another call has this reference or alias.", "Eine andere Ausschreibung trägt dieses Kennzeichen."));

    private static readonly Refusal ImportedAlready = new("imported-already", new(
        "A cluster with this external id exists already.", "Ein Cluster mit dieser externen Kennung gibt es schon."));
}
