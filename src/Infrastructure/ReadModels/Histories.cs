using System.Text.Json;
using System.Text.Json.Nodes;
using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Audit;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Narration;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;
using EligibilityService.Infrastructure.Ledger;
using JasperFx.Events;
using Marten;
using MediatR;
using Npgsql;

namespace EligibilityService.Infrastructure.ReadModels;

/// <summary>Histories, straight from the events: nothing is kept for them but the events themselves.</summary>
internal sealed class TellHistoryHandler(IDocumentStore store, NpgsqlDataSource source, IFacts facts, IPersons persons, INotes notes, ICallerAccessor callers, ServiceClock clock)
    : IRequestHandler<TellHistory, HistoryAnswer?>, IRequestHandler<TellReviewedProfile, HistoryAnswer?>
{
    public async Task<HistoryAnswer?> Handle(TellHistory question, CancellationToken cancellationToken) =>
        Find(question, facts.Now) is { } found ? await Tell(found, question, facts.Now, cancellationToken) : null;

    public async Task<HistoryAnswer?> Handle(TellReviewedProfile question, CancellationToken cancellationToken) =>
        facts.Now.Cluster(question.ClusterId) is { } cluster
            ? await Tell((question.ClusterId, NameOf(cluster)), new(HistoryOf.Cluster, question.ClusterId.ToString()), facts.Now, cancellationToken)
            : null;

    private async Task<HistoryAnswer> Tell((Guid Id, string Name) found, TellHistory question, IKnowledge knowledge, CancellationToken cancellationToken)
    {
        var withPersons = question.Of switch
        {
            HistoryOf.Call => callers.Caller.ReadsAllCalls(),
            HistoryOf.Cluster => callers.Caller.Is(Role.Moderator) || (knowledge.Cluster(found.Id) is { } cluster && SightOf(knowledge).IsInside(cluster)),
            HistoryOf.Application => knowledge.Application(found.Id) is { } application && SightOf(knowledge).IsInside(application),
            HistoryOf.Partnership => callers.Caller.ReadsAllCalls(),
            _ => true,
        };
        Guid[] streams = question.Of is HistoryOf.Call && withPersons ? [found.Id, ImpactSeen.StreamOf(found.Id)] : [found.Id];
        var page = await StreamReading.Read(store, source, streams, question.From, Earlier(question.To, question.KnownAt), cancellationToken: cancellationToken);
        var told = page.Events
            .Select(e => (Event: e, Data: withPersons ? e.Data : HistoryAccess.ForOthers(e.Data)))
            .Where(one => one.Data is not null && (one.Data is not (EligibilityProposed or RedressProposed or AwardProposed or SignatureProposed or ConsortiumChangeProposed or ReimbursementProposed or ApplicationEvaluated) || callers.Caller.ReadsAllCalls()))
            .Select(one => (one.Event, Data: one.Data!, Narrated: Narrate(one.Data!, knowledge)))
            .ToArray();

        var names = withPersons ? await persons.Names([.. told.SelectMany(one => one.Narrated.People.Values.Append(Actor(one.Event))).Distinct()], cancellationToken) : null;
        var texts = withPersons || question.Of is HistoryOf.Call ? await TextsOf(told.Select(one => one.Narrated)) : null;

        HistoryEntry[] entries =
        [
            .. told.Select(one => (one.Event.Sequence, Entry: Entry(one.Event, one.Data, one.Narrated, names, texts, knowledge)))
                .Concat(page.Unreadable.Where(e => withPersons || question.Of is not HistoryOf.Call || IsForEverybody(e)).Select(e => (e.Sequence, Entry: Entry(e))))
                .OrderBy(one => one.Sequence).Select(one => one.Entry),
        ];
        var version = told.Where(one => one.Event.StreamId == found.Id).Select(one => one.Event.Version).Concat(page.Unreadable.Where(e => e.Stream == found.Id).Select(e => e.Version)).DefaultIfEmpty().Max();
        return new(question.Of, found.Id, found.Name, version, knowledge.Position, entries);

        Task<IReadOnlyDictionary<Guid, string>> TextsOf(IEnumerable<Narrated> sentences) =>
            notes.Texts([.. sentences.SelectMany(sentence => sentence.Notes).Select(note => note.Note.Id).Distinct()], cancellationToken);
    }

    /// <summary>A letter is read by opening it, not by way of the history.</summary>
    private Narrated Narrate(object @event, IKnowledge knowledge)
    {
        var told = Narrator.Tell(@event, new ProgrammeNames(knowledge.Programme));
        return @event is LetterSent && !callers.Caller.ReadsAllCalls() ? told.WithoutNotes() : told;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    /// <summary>By its name alone: a name nobody knows may be a draft's.</summary>
    private static bool IsForEverybody(UnreadableEvent e) =>
        EventNames.All.FirstOrDefault(known => known.Value == e.Type).Key is { } type && typeof(ICallEvent).IsAssignableFrom(type) && HistoryAccess.IsForEverybody(type);

    /// <summary>Something happened there, and the story says so instead of going on as if nothing had.</summary>
    internal static HistoryEntry Entry(UnreadableEvent e) => new(
        e.EventId, e.Type, e.Version, e.RecordedAt, null, null, Somebody.NotReadable, new(
            $"Entry {e.Sequence} ({e.Type}) cannot be read; the operators have been alarmed.",
            $"Der Eintrag {e.Sequence} ({e.Type}) ist nicht lesbar; der Betrieb ist alarmiert."),
        [], JsonSerializer.SerializeToElement(new { }), IsReadable: false);

    /// <summary>The thing, if the caller may read its history at all.</summary>
    private (Guid Id, string Name)? Find(TellHistory question, IKnowledge knowledge)
    {
        var caller = callers.Caller;
        if (question.Of is HistoryOf.Call)
        {
            return knowledge.Call(question.Id) is { Terms: { } terms } call && call.MayBeSeenBy(caller) ? (call.Id, terms.Reference) : null;
        }

        if (!Guid.TryParse(question.Id, out var id)) return null;

        return question.Of switch
        {
            HistoryOf.Partnership => knowledge.Partnership(id) is { } partnership ? (id, partnership.Dossier.Called) : null,
            HistoryOf.Cluster => knowledge.Cluster(id) is { } cluster && SightOf(knowledge).OfCluster(cluster) ? (id, NameOf(cluster)) : null,
            HistoryOf.Access => knowledge.Access(id) is not null && (caller.Is(Role.Auditor) || caller.Is(Role.Administrator) || caller.PersonId == id) ? (id, id.ToString()) : null,
            _ => knowledge.Application(id) is { } application && SightOf(knowledge).OfApplication(application) ? (id, NameOf(application, knowledge)) : null,
        };
    }

    private Sight SightOf(IKnowledge knowledge) => new(callers.Caller, knowledge, clock.GetUtcNow());

    private static string NameOf(ApplicationRecord application, IKnowledge knowledge) =>
        $"{knowledge.Call(application.State.Call)?.Terms?.Reference} · {(knowledge.Cluster(application.State.Coordinator) is { } coordinator ? NameOf(coordinator) : "")}";

    /// <param name="names">None where persons are not told.</param>
    /// <param name="texts">None where what people wrote is not told.</param>
    internal static HistoryEntry Entry(IEvent e, object data, Narrated narrated, IReadOnlyDictionary<Guid, string>? names, IReadOnlyDictionary<Guid, string>? texts, IKnowledge knowledge)
    {
        var by = Name(narrated.People.GetValueOrDefault(Narrated.Who, Actor(e)));
        var sentence = Fill(narrated.Sentence, Narrated.Who, by);
        foreach (var (gap, person) in narrated.People) sentence = Fill(sentence, gap, Name(person));
        foreach (var (gap, thing) in narrated.Things) sentence = Fill(sentence, gap, Thing(thing));

        var basis = Basis(data);
        return new(
            e.Id, e.EventTypeName, e.Version, e.Timestamp, basis?.ValidFrom, basis?.ValidUntil, by, new(Capital(sentence.En), Capital(sentence.De)),
            texts is null ? [] : [.. narrated.Notes.Select(note => new NoteAnswer(note.About, texts.GetValueOrDefault(note.Note.Id)))], Data(data, withPersons: names is not null));

        Text Name(Guid person) =>
            person == Guid.Empty || person == Caller.Service.PersonId ? Somebody.TheService
            : names is null ? data is ICallEvent or IPartnershipEvent ? Somebody.AnOfficer : Somebody.NotNamed
            : names.TryGetValue(person, out var name) ? new(name, name)
            : Somebody.Erased;

        Text Thing(Guid id)
        {
            var name = knowledge.Cluster(id) is { } cluster ? NameOf(cluster)
                : knowledge.Partnership(e.StreamId)?.State.Members.GetValueOrDefault(id)?.Member.Name ?? knowledge.Partnership(id)?.Dossier.Called
                ?? knowledge.Call(id)?.Terms?.Reference ?? knowledge.Application(e.StreamId)?.Dossier.Partners.FirstOrDefault(partner => partner.Id == id)?.Organisation?.Name ?? id.ToString();
            return new(name, name);
        }
    }

    internal static Guid Actor(IEvent e) => Guid.TryParse(e.UserName, out var person) ? person : Guid.Empty;

    private static string NameOf(ClusterRecord cluster) => cluster.State.Profile.Name ?? cluster.Dossier.Id.ToString();

    private static Basis? Basis(object data) => data switch
    {
        ProfileChanged changed => changed.Basis,
        LabelAwarded awarded => awarded.Basis,
        LabelRevoked revoked => revoked.Basis,
        PartnershipFormed formed => formed.Basis,
        MemberJoined joined => joined.Basis,
        MemberLeft left => left.Basis,
        PartnershipLabelled labelled => labelled.Basis,
        PhaseFunded funded => funded.Basis,
        EuMembershipRecorded member => new(AssertedBy.Officer, member.From, member.Until),
        AssociationRecorded association => new(AssertedBy.Officer, association.From, association.Until),
        AssociationConfirmed confirmed => new(AssertedBy.Officer, confirmed.From, confirmed.Until),
        _ => null,
    };

    private static JsonElement Data(object data, bool withPersons)
    {
        var json = JsonSerializer.SerializeToNode(data, data.GetType(), FactJson.Options)!.AsObject();
        if (!withPersons)
        {
            foreach (var name in json.Select(member => member.Key).Where(name => name.EndsWith("By", StringComparison.Ordinal) || name is "person" or "registrant").ToArray()) json.Remove(name);
        }

        return JsonSerializer.SerializeToElement(json, FactJson.Options);
    }

    private static Text Fill(Text sentence, string gap, Text with) => new(sentence.En.Replace(gap, with.En, StringComparison.Ordinal), sentence.De.Replace(gap, with.De, StringComparison.Ordinal));

    private static string Capital(string sentence) => sentence.Length > 0 ? char.ToUpperInvariant(sentence[0]) + sentence[1..] : sentence;
}
