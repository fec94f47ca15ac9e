using CsCheck;
using EligibilityService.Application.Applications;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Time;
using EligibilityService.Infrastructure.Knowing;
using EligibilityService.Infrastructure.Ledger;
using JasperFx.Events;

namespace EligibilityService.Infrastructure.Tests.Knowing;

/// <summary>Who stands in which proposal, and who has a code, is found as if all had been gone through, whatever is told in whatever order.</summary>
public sealed class FindingApplicationsByTheirMarks
{
    private static readonly DateTimeOffset At = new(2016, 10, 4, 7, 0, 0, TimeSpan.Zero);
    private static readonly Guid Mona = Id(9, 1);
    private static readonly Guid[] Clusters = [.. Enumerable.Range(1, 4).Select(number => Id(1, number))], Applications = [.. Enumerable.Range(1, 5).Select(number => Id(2, number))], CallIds = [Id(3, 1), Id(3, 2)];
    private static readonly CallDossier[] Calls = [.. CallIds.Select(id => new CallDossier(id).Learn(new CallDrafted(new() { Reference = "C", Title = new("C", "C"), Kind = "escp" }, Mona), new(Mona, "call.drafted", id, 1, At)))];

    private static readonly Gen<string> Names = Gen.OneOfConst("Aegean Cluster", "AEGEAN cluster e.V.", "Ionian Cluster"), Codes = Gen.OneOfConst("111111111", "222222222");
    private static readonly Gen<Guid> Cluster = Gen.OneOfConst(Clusters), Organisation = Gen.OneOfConst([.. Clusters, Id(4, 1), Id(4, 2)]);
    private static readonly NoteRef Why = new(Id(9, 2), "salted");

    private static readonly Gen<(Guid Stream, object Fact)> Told = Gen.Frequency(
        (4, Gen.Select(Cluster, Gen.OneOf(
            Names.Select(name => new ProfileFields { Name = name }), Codes.Select(pic => new ProfileFields { Pic = pic }), Gen.OneOfConst("EL", "DE").Select(country => new ProfileFields { Country = country })),
            (cluster, fields) => (cluster, (object)new ProfileChanged(fields, [], new(AssertedBy.Register))))),
        (1, Cluster.Select(cluster => (cluster, (object)new ProfileChanged(new(), ["pic"], new(AssertedBy.Register))))),
        (1, Cluster.Select(cluster => (cluster, (object)new ClusterWithdrawn(Mona, At)))),
        (14, Gen.Select(Gen.OneOfConst(Applications), Gen.Frequency<object>(
            (4, Organisation.Select(named => (object)new PartnerNamed(named, PartnerRole.Partner, Clusters.Contains(named) ? named : null, null, null, Mona))),
            (3, Gen.Select(Organisation, Names, Codes, (named, name, pic) => (object)new PartnerNamed(named, PartnerRole.Partner, null, new(name, "EL", Pic: pic), null, Mona))),
            (4, Organisation.Select(partner => (object)new PartnerConfirmed(partner, 1, Mona, At, false))),
            (1, Organisation.Select(partner => (object)new PartnerRemoved(partner, Mona))),
            (4, Gen.Int[1, 3].Select(number => (object)new ApplicationSubmitted(number, Mona, At, new(Outcome.Met, Stage.Application, "1", 1, [], [])))),
            (1, Gen.Const<object>(new ApplicationWithdrawn(Mona, At, null))),
            (1, Gen.Select(Organisation, Organisation, Gen.Bool, (one, other, same) => (object)new OrganisationsCompared(one, other, same, Mona, At, Why)))),
            (application, fact) => (application, fact))));

    /// <summary>Begun by each cluster in turn, and then whatever happens; some streams are told of before others have begun.</summary>
    private static readonly Gen<(Guid Stream, object Fact)[]> Histories = Gen.Select(
        Gen.Shuffle(Applications.Index().Select(it => (it.Item, (object)new ApplicationStarted(CallIds[it.Index % 2], null, Clusters[it.Index % Clusters.Length], Mona)))
            .Concat(Clusters.Select(cluster => (cluster, (object)new ProfileDrafted(null, cluster.ToString())))).ToArray()),
        Told.Array[0, 40], (begun, told) => ((Guid, object)[])[.. begun, .. told]);

    [Fact]
    public void finds_every_proposal_that_touches_another_and_no_other() =>
        Gen.Select(Histories, Gen.Int[1, 7]).Sample((history, page) =>
        {
            var (known, events) = (new Knowledge(), Events(history));
            foreach (var together in events.Chunk(page))
            {
                known.Learn(new EventPage(together, [], together[^1].Sequence));
                AllFound(known);
            }
        }, iter: Math.Max(Check.Iter, 300));

    [Fact]
    public void also_in_what_was_read_again_and_in_a_part_of_it() =>
        Gen.Select(Histories, Gen.OneOfConst([.. Clusters, .. Applications]).HashSet[0, 4]).Sample((history, streams) =>
        {
            var (known, events) = (new Knowledge(), Events(history));
            known.Learn(new EventPage(events, [], events[^1].Sequence));
            AllFound(known.With(streams, new EventPage([.. events.Where(e => streams.Contains(e.StreamId))], [], events[^1].Sequence)));
            AllFound(known.Of(streams.ToDictionary(stream => stream, _ => 0L)).Known);
        }, iter: Math.Max(Check.Iter, 300));

    /// <summary>A code leads to one profile alone, and nobody is named twice, as decisions see to it. What officers found the same is left out: it counts by when they did.</summary>
    [Fact]
    public void finds_the_same_two_from_either_side_and_whatever_was_told_first() =>
        Histories.Select(history => history.Where(it => it.Fact is not OrganisationsCompared).DistinctBy(it => it.Fact is PartnerNamed named ? (it.Stream, named.Partner) : new object()).Select(WithACodeOfItsOwn).ToArray()).Sample(history =>
        {
            var pairs = Pairs(history);

            Assert.Equal(pairs.Order(), pairs.Select(pair => (pair.There, pair.Other, pair.Here, pair.One, pair.IsSame)).Order());
            Assert.Equal(pairs.Order(), Pairs(history.OrderBy(it => it.Stream)).Order());
            Assert.Equal(pairs.Order(), Pairs(history.OrderByDescending(it => it.Stream)).Order());
        }, iter: Math.Max(Check.Iter, 1_000));

    private static (Guid Here, Guid One, Guid There, Guid Other, bool IsSame)[] Pairs(IEnumerable<(Guid Stream, object Fact)> history)
    {
        var (known, events) = (new Knowledge(), Events([.. history]));
        foreach (var e in events) known.Learn(new EventPage([e], [], e.Sequence));

        return
        [
            .. from application in known.Applications
               where application.State.Status is ApplicationStatus.Submitted
               let sent = application.Dossier.AsSent
               let consortium = ConsortiumOf.Members(sent, id => known.Cluster(id)?.Dossier, pic => known.ByCode(pic)?.Dossier, _ => false)
               let siblings = known.ProposalsTouching(consortium, sent, Calls.Single(call => call.Id == application.State.Call), Reader.OfAll)
               from clash in OneConsortiumPerPhase.Clashes(consortium with { Siblings = siblings }, new Subject(consortium.Members[0].Dossier, sent).At(At.AddDays(1), known.Programme, strict: false))
               where known.Application(clash.Other.Dossier.Id)!.State.Status is ApplicationStatus.Submitted
               where clash.Partner.Role is PartnerRole.Coordinator || sent.Partners.Any(partner => partner.Id == clash.Partner.Dossier.Id && partner.Standing is PartnerStanding.Confirmed)
               select (sent.Id, clash.Partner.Dossier.Id, clash.Other.Dossier.Id, clash.Organisation.Id, clash.IsSame),
        ];
    }

    private static (Guid Stream, object Fact) WithACodeOfItsOwn((Guid Stream, object Fact) told) =>
        told.Fact is ProfileChanged { Changed.Pic: not null } changed ? (told.Stream, changed with { Changed = new() { Pic = new string((char)('1' + Array.IndexOf(Clusters, told.Stream)), 9) } }) : told;

    private static void AllFound(Knowledge known)
    {
        foreach (var application in known.Applications.Where(application => application.State.Exists))
        {
            var call = Calls.Single(call => call.Id == application.State.Call);
            var consortium = ConsortiumOf.Members(application.Dossier, id => known.Cluster(id)?.Dossier, pic => known.ByCode(pic)?.Dossier, _ => false);
            Assert.Equal(
                known.ProposalsTo(call, Reader.OfAll).Where(other => other.Dossier.Id != application.Dossier.Id && OneConsortiumPerPhase.Touches(consortium, application.Dossier, other)).Select(other => other.Dossier.Id).Order(),
                known.ProposalsTouching(consortium, application.Dossier, call, Reader.OfAll).Select(other => other.Dossier.Id).Order());
        }

        foreach (var pic in (string[])["111111111", "222222222"])
        {
            Assert.Same(known.Clusters.FirstOrDefault(cluster => cluster.State.Profile.Pic == pic && cluster.State.Status is not RegistrationStatus.Withdrawn), known.ByCode(pic));
        }
    }

    private static IEvent[] Events((Guid Stream, object Fact)[] history)
    {
        var versions = new Dictionary<Guid, long>();
        return [.. history.Index().Select(it =>
        {
            var e = (IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(it.Item.Fact.GetType()), it.Item.Fact)!;
            (e.StreamId, e.Version, e.Sequence, e.Timestamp, e.Id, e.EventTypeName) =
                (it.Item.Stream, versions[it.Item.Stream] = versions.GetValueOrDefault(it.Item.Stream) + 1, it.Index + 1, At.AddMinutes(it.Index), Id(5, it.Index), EventNames.Of(it.Item.Fact));
            return e;
        })];
    }

    private static Guid Id(int kind, int number) => new($"00000000-0000-7000-800{kind}-{number:d12}");
}
