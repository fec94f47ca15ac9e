using System.Text.Json;
using CsCheck;
using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;

namespace EligibilityService.Application.Tests.Clusters;

/// <summary>Directory and counts are kept and brought up to date cluster by cluster; whoever walks over everything must find the same.</summary>
public sealed class FollowingWhatIsTold
{
    private static readonly ProgrammeFacts Programme = new IProgrammeEvent[]
    {
        new CountryListed("DE", "DE", new("Germany", "Deutschland"), "test", Confidence.Found), new CountryListed("SE", "SE", new("Sweden", "Schweden"), "test", Confidence.Found),
        new EuMembershipRecorded("DE", new(1958, 1, 1), null, "test"),
        new VocabularyListed("eco-sector", [new("ECO31", new("Lighting", "Beleuchtung")), new("ECO36", new("Medical Devices", "Medizinprodukte"))], "test"),
    }.Aggregate(ProgrammeFacts.Empty, (facts, fact) => facts.Learn(fact, new(Guid.CreateVersion7(), "x", ProgrammeFacts.StreamId, 1, KnownClusters.Told)));

    private static readonly Guid[] Clusters = [.. Enumerable.Range(1, 7).Select(number => new Guid($"c1000000-0000-4000-8000-{number:D12}"))];

    private static readonly Gen<(Guid Cluster, IClusterEvent[] Facts)> Telling = Gen.Select(Gen.OneOfConst(Clusters), Gen.OneOf(
        Gen.OneOfConst("DE", "SE").Select<string, IClusterEvent[]>(country =>
            [new ProfileDrafted(null, "row"), Changed(new() { Name = "Licht", Country = country }), new ReviewRequested(null, KnownClusters.Told), new ProfilePublished(Guid.Empty, KnownClusters.Told)]),
        Gen.OneOfConst("Alpen-Licht", "Licht", "Zürich Optik", "Ångström").Select<string, IClusterEvent[]>(name => [Changed(new() { Name = name })]),
        Gen.OneOfConst("DE", "SE", "NO").Select<string, IClusterEvent[]>(country => [Changed(new() { Country = country })]),
        Gen.Select(Gen.OneOfConst("ECO31", "ECO36"), Gen.Int[0, 60]).Select<(string Sector, int Members), IClusterEvent[]>(it =>
            [Changed(new() { Sectors = [it.Sector], MembersSme = it.Members, MembersLarge = 0, MembersResearch = 0, MembersOther = 0 })]),
        Gen.Select(Gen.Enum<QualityLabel>(), Gen.Int[2013, 2018]).Select<(QualityLabel Label, int Year), IClusterEvent[]>(it =>
            [new LabelAwarded(it.Label, null, "test", Renews: false, new(AssertedBy.Register, new(it.Year, 1, 1), new(it.Year + 1, 12, 31)))]),
        Gen.Const<IClusterEvent[]>([new ProfilePublished(Guid.Empty, KnownClusters.Told)]),
        Gen.Const<IClusterEvent[]>([new ClusterWithdrawn(null, KnownClusters.Told)])));

    [Fact]
    public Task what_is_brought_up_to_date_is_what_a_first_look_finds() =>
        Telling.Array[1, 5].Array[1, 12].SampleAsync(async rounds =>
        {
            var known = new KnownClusters(Programme);
            var call = Call(30);
            known.Announce(call);

            foreach (var (tellings, round) in rounds.Select((tellings, round) => (tellings, round)))
            {
                foreach (var (cluster, facts) in tellings) known.Tell(cluster, facts);
                if (round % 5 == 4) known.Announce(call = call with { Terms = Call(round).Terms });

                var first = new FirstLook(known);
                var day = new DateTimeOffset(2014 + (round % 4), 6, 1, 0, 0, 0, TimeSpan.Zero);
                foreach (var filter in (ClusterFilter[])[new(), new() { Text = "licht" }, new() { Countries = ["DE"], Labels = ["gold"] }])
                {
                    if (await Found(known, filter, day) != await Found(first, filter, day)) return false;
                }

                if (await Counted(known, call) != await Counted(first, call)) return false;
            }

            return true;
        });

    [Fact]
    public async Task a_label_that_begins_meanwhile_is_seen_by_those_who_ask_later()
    {
        var known = new KnownClusters(Programme);
        known.Tell(Clusters[0], new ProfileDrafted(null, "row"), Changed(new() { Name = "Licht", Country = "DE" }), new ProfilePublished(Guid.Empty, KnownClusters.Told));
        var (before, after) = (new DateTimeOffset(2016, 6, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2017, 6, 1, 0, 0, 0, TimeSpan.Zero));
        await Found(known, new(), before);
        known.Tell(Clusters[0], new LabelAwarded(QualityLabel.Gold, null, "test", Renews: false, new(AssertedBy.Register, new(2017, 1, 1), new(2018, 12, 31))));

        Assert.DoesNotContain("Licht", await Found(known, new() { Labels = ["gold"] }, before), StringComparison.Ordinal);
        Assert.Contains("Licht", await Found(known, new() { Labels = ["gold"] }, after), StringComparison.Ordinal);
    }

    private static ProfileChanged Changed(ProfileFields fields) => new(fields, [], new(AssertedBy.Register));

    private static CallDossier Call(int members) => new(new("ca110000-0000-4000-8000-000000000001"))
    {
        Terms = new()
        {
            Reference = "T-1", Title = new("T", "T"), Kind = "escp", Deadline = Deadline.Typed(new(2016, 12, 1, 17, 0, 0, DateTimeKind.Unspecified)).Deadline,
            Criteria =
            [
                new("seat", "3.1", new EstablishedIn(CountrySet.EuMembers), ReferenceDate.Deadline), new("members", "3.1", new HasMembers(members), ReferenceDate.Deadline),
                new("sector", "3.1", new WorksIn("sectors", ["ECO31"]), ReferenceDate.Deadline),
            ],
        },
        Status = CallStatus.Open, LastTold = new(Guid.Empty, "call.published", new("ca110000-0000-4000-8000-000000000001"), 2, KnownClusters.Told),
    };

    private static async Task<string> Found(IFacts facts, ClusterFilter filter, DateTimeOffset now) =>
        JsonSerializer.Serialize(await new FindClustersHandler(facts, new StoppedClock(now)).Handle(new(filter), TestContext.Current.CancellationToken));

    private static async Task<string> Counted(IFacts facts, CallDossier call) =>
        JsonSerializer.Serialize(await new CountEligibleHandler(facts, new Nobody()).Handle(new(call.Id.ToString()), TestContext.Current.CancellationToken));

    private sealed class Nobody : ICallerAccessor
    {
        public Caller Caller => Caller.Anonymous;
    }
}
