using System.Globalization;
using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Audit;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Access;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Narration;
using EligibilityService.Domain.Programme;
using EligibilityService.Infrastructure.Ledger;
using JasperFx.Events;
using Marten;
using MediatR;
using Npgsql;
using NpgsqlTypes;

namespace EligibilityService.Infrastructure.ReadModels;

/// <summary>Finds events in the store itself: nothing is kept for it.</summary>
/// <remarks>What is not the caller's to see is left out of the search, not of the page, so that pages are full and say nothing of what they leave out.</remarks>
internal sealed class FindEventsHandler(IDocumentStore store, NpgsqlDataSource source, IFacts facts, IPersons persons, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<FindEvents, EventsAnswer>
{
    private const int MostPersons = 50, MostNotes = 500;

    /// <summary>What Marten stores in the place of an event that did not come about, because its commit failed.</summary>
    private const string NothingHappened = "tombstone";

    public async Task<EventsAnswer> Handle(FindEvents question, CancellationToken cancellationToken)
    {
        var knowledge = facts.Now;
        var rows = await Rows(question, knowledge, cancellationToken);
        var page = await StreamReading.Read(store, source, [.. rows.Take(question.Limit)], cancellationToken);

        var names = new ProgrammeNames(knowledge.Programme);
        var told = page.Events.Select(e => (Event: e, Narrated: Narrator.Tell(e.Data, names))).ToArray();
        var concerned = page.Events.Where(e => e.Data is IAccessEvent).Select(e => e.StreamId);
        var people = await persons.Names([.. told.SelectMany(one => one.Narrated.People.Values.Append(TellHistoryHandler.Actor(one.Event))).Concat(concerned).Distinct()], cancellationToken);
        var texts = await notes.Texts([.. told.SelectMany(one => one.Narrated.Notes).Select(note => note.Note.Id).Distinct()], cancellationToken);

        EventFound[] found =
        [
            .. told.Select(one => Found(one.Event.Sequence, one.Event.StreamId, TellHistoryHandler.Entry(one.Event, one.Event.Data, one.Narrated, people, texts, knowledge), knowledge, people, one.Event.Data))
                .Concat(page.Unreadable.Select(e => Found(e.Sequence, e.Stream, TellHistoryHandler.Entry(e), knowledge, people, null)))
                .OrderByDescending(one => one.Sequence),
        ];
        return new(knowledge.Position, found, rows.Count > question.Limit ? rows[question.Limit - 1].ToString(CultureInfo.InvariantCulture) : null);
    }

    private async Task<List<long>> Rows(FindEvents question, IKnowledge knowledge, CancellationToken cancellationToken)
    {
        var caller = callers.Caller;
        var sight = new Sight(caller, knowledge, clock.GetUtcNow());
        Guid[] hidden = [.. knowledge.Applications.Where(application => !sight.OfApplication(application)).Select(application => application.Dossier.Id)];

        await using var command = source.CreateCommand(
            $"""
            select seq_id from events.mt_events e
            where type <> '{NothingHappened}' and ($1::text[] is null or user_name = any($1)) and ($2::text is null or type = $2 or type like $2 || '.%')
                and ($3::uuid[] is null or stream_id = any($3)) and stream_id <> all($4)
                and ($5::text is null or data::text ilike $5 or stream_id = any($6) or data::text like any($7))
                and ($8::timestamptz is null or timestamp >= $8) and ($9::timestamptz is null or timestamp <= $9) and ($10::bigint is null or seq_id < $10)
                and ($11 or (type not like 'access.%' and type not like 'subscription.%' and type not like 'retention.%' and type <> 'call.impact-seen')) and seq_id <= $13
            order by seq_id desc limit $12
            """);
        var text = question.Text?.Trim() is { } words ? $"%{Escaped(words)}%" : null;
        Add(question.Who is { } who ? (await Persons(who.Trim(), cancellationToken)).Select(id => id.ToString()).ToArray() : null, NpgsqlDbType.Array | NpgsqlDbType.Text);
        Add(question.Kind, NpgsqlDbType.Text);
        Add(Streams(question, knowledge), NpgsqlDbType.Array | NpgsqlDbType.Uuid);
        Add(hidden, NpgsqlDbType.Array | NpgsqlDbType.Uuid);
        Add(text, NpgsqlDbType.Text);
        Add(question.Text is { } named ? Named(named.Trim(), knowledge) : [], NpgsqlDbType.Array | NpgsqlDbType.Uuid);
        Add(text is null ? [] : await Notes(text, cancellationToken), NpgsqlDbType.Array | NpgsqlDbType.Text);
        Add(question.From?.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        Add(question.To?.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        Add(question.Cursor is { } cursor ? long.Parse(cursor, CultureInfo.InvariantCulture) : null, NpgsqlDbType.Bigint);
        Add(caller.Is(Role.Auditor), NpgsqlDbType.Boolean);
        Add(question.Limit + 1, NpgsqlDbType.Integer);
        Add(knowledge.Position, NpgsqlDbType.Bigint);   // of what this host does not know yet it cannot say who may see it

        var rows = new List<long>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken)) rows.Add(row.GetInt64(0));
        return rows;

        void Add(object? value, NpgsqlDbType type) => command.Parameters.Add(new() { Value = value ?? DBNull.Value, NpgsqlDbType = type });
    }

    /// <summary>The streams that call, cluster and application leave, taken together; null where none is named.</summary>
    private static Guid[]? Streams(FindEvents question, IKnowledge knowledge)
    {
        HashSet<Guid>? streams = null;
        if (question.Application is { } application) Within([application]);
        if (question.Call is { } named)
        {
            var call = knowledge.Call(named)?.Id ?? Guid.Empty;
            Within([call, ImpactSeen.StreamOf(call), .. knowledge.Applications.Where(one => one.State.Call == call).Select(one => one.Dossier.Id)]);
        }

        if (question.Cluster is { } cluster) Within([cluster, .. knowledge.Applications.Where(one => one.State.Coordinator == cluster).Select(one => one.Dossier.Id)]);
        return streams is null ? null : [.. streams];

        void Within(HashSet<Guid> these)
        {
            if (streams is null) streams = these;
            else streams.IntersectWith(these);
        }
    }

    /// <summary>What is called so today.</summary>
    private static Guid[] Named(string words, IKnowledge knowledge)
    {
        bool Says(string? text) => text?.Contains(words, StringComparison.CurrentCultureIgnoreCase) ?? false;
        return
        [
            .. knowledge.Clusters.Where(cluster => Says(cluster.State.Profile.Name) || Says(cluster.State.Profile.Acronym)).Select(cluster => cluster.Dossier.Id),
            .. knowledge.Calls.Where(call => call.Terms is { } terms && (Says(terms.Reference) || Says(terms.Title.En) || Says(terms.Title.De))).Select(call => call.Id),
            .. knowledge.Applications.Where(application => Says(knowledge.Cluster(application.State.Coordinator)?.State.Profile.Name)).Select(application => application.Dossier.Id),
        ];
    }

    private async Task<List<Guid>> Persons(string who, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(who, out var id)) return [id];

        await using var command = source.CreateCommand($"select id from eligibility.persons where lower(email) = lower($1) or name ilike $2 order by id limit {MostPersons}");
        command.Parameters.Add(new() { Value = who });
        command.Parameters.Add(new() { Value = $"%{Escaped(who)}%" });
        return await Ids(command, cancellationToken);
    }

    /// <summary>Events name a note by its id.</summary>
    private async Task<string[]> Notes(string text, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand($"select id from eligibility.notes where text ilike $1 order by id desc limit {MostNotes}");
        command.Parameters.Add(new() { Value = text });
        return [.. (await Ids(command, cancellationToken)).Select(id => $"%{id}%")];
    }

    private static async Task<List<Guid>> Ids(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var ids = new List<Guid>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken)) ids.Add(row.GetGuid(0));
        return ids;
    }

    private static string Escaped(string words) => words.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

    private static EventFound Found(long sequence, Guid stream, HistoryEntry entry, IKnowledge knowledge, IReadOnlyDictionary<Guid, string> people, object? data)
    {
        var about = data switch { ImpactSeen seen => seen.Call, EligibilityChanged changed => changed.Call, _ => stream };
        var of = Subjects.Of(entry.Name);
        return new(sequence, of, about, of switch
        {
            ParkedSubject.Application when knowledge.Application(about) is { } application => $"{knowledge.Call(application.State.Call)?.Terms?.Reference} · {knowledge.Cluster(application.State.Coordinator)?.State.Profile.Name}",
            ParkedSubject.Call => knowledge.Call(about)?.Terms?.Reference,
            ParkedSubject.Cluster => knowledge.Cluster(about)?.State.Profile.Name,
            ParkedSubject.Partnership => knowledge.Partnership(about)?.Dossier.Called,
            ParkedSubject.Person => people.GetValueOrDefault(about),
            _ => null,
        }, entry);
    }
}
