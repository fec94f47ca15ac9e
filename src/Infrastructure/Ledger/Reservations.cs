using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
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
        create index if not exists reservations_of_stream on eligibility.reservations (stream_id);
        """;

    private const string Registrant = "registrant", ExternalId = "external-id", Pic = "pic", CallReference = "call-reference";

    public static void Queue(IDocumentSession session, Guid stream, IEnumerable<object> events)
    {
        foreach (var e in events)
        {
            switch (e)
            {
                case ProfileDrafted drafted:
                    if (drafted.Registrant is { } person) Reserve(Registrant, person.ToString());
                    if (drafted.ExternalId is { } external) Reserve(ExternalId, external);
                    break;

                case ProfileChanged { Changed.Pic: { } pic }:
                    Release(Pic);
                    Reserve(Pic, pic);
                    break;

                case ClusterWithdrawn:
                    Release(Registrant);
                    Release(Pic);
                    break;

                case CallDrafted { Terms: var terms }:
                    Refer(terms);
                    break;

                case CorrigendumPublished { Terms: var terms }:
                    Refer(terms);
                    break;
            }
        }

        void Refer(CallTerms terms)
        {
            Release(CallReference);
            foreach (var reference in terms.Aliases.Prepend(terms.Reference).Select(name => name.ToUpperInvariant()).Distinct()) Reserve(CallReference, reference);
        }

        void Reserve(string kind, string key) => session.QueueSqlCommand("insert into eligibility.reservations values (?, ?, ?)", kind, key, stream);
        void Release(string kind) => session.QueueSqlCommand("delete from eligibility.reservations where stream_id = ? and kind = ?", stream, kind);
    }

    /// <summary>What to tell whoever asked for something that is taken; null where something else went wrong.</summary>
    /// <remarks>Each kind has an index of its own, because the index is all that an error tells: its details are held back, for they may be personal.</remarks>
    public static Refusal? Taken(Exception exception) =>
        exception.GetBaseException() is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } taken
            ? taken.ConstraintName switch
            {
                "reservations_of_registrant" => HasProfile,
                "reservations_of_pic" => PicTaken,
                "reservations_of_call_reference" => ReferenceTaken,
                "reservations_of_external_id" => ImportedAlready,
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
