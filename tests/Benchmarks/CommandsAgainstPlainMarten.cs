using System.Security.Cryptography;
using System.Text;
using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Programme;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Time;
using EligibilityService.Host.Data;
using EligibilityService.Infrastructure;
using EligibilityService.Infrastructure.Knowing;
using Marten;

namespace EligibilityService.Benchmarks;

/// <summary>A manager changes her cluster's profile: the whole command beside Marten's own FetchForWriting and append of the same event, into the same tables.</summary>
/// <remarks>Nothing else works on the database meanwhile: no leader, no roster, which would slow both sides and so bring them nearer to each other.</remarks>
internal static class CommandsAgainstPlainMarten
{
    private const int Writers = 16;

    public static async Task Measure(Bench bench)
    {
        var database = await bench.FreshDatabase();
        await using var service = await Service.Start(database, leads: false);
        var programme = (await service.Send(new RecordProgramme(ProgrammeFiles.Lists()))).Unrefused();
        await service.Get<Roster>().AtLeast(programme.Position, CancellationToken.None);

        var many = bench.IsShort ? 64 : 800;
        var managers = new Caller[many];
        var (ours, theirs) = (new Guid[many], new Guid[many]);
        var position = 0L;
        await Parallel.ForEachAsync(Enumerable.Range(0, many), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (place, _) =>
        {
            managers[place] = new(Guid.CreateVersion7(), new HashSet<Role> { Role.Applicant }, IsAuthenticated: true);
            ours[place] = Guid.CreateVersion7();
            var receipt = (await service.Send(new RegisterCluster(ours[place], Profile(place)), managers[place])).Unrefused();
            InterlockedMax(ref position, receipt.Position);
        });
        await service.Get<Roster>().AtLeast(position, CancellationToken.None);
        await service.Get<Roster>().StopAsync(CancellationToken.None);

        using var plain = Plain(service, database);
        await Begin(plain, theirs, managers);

        var length = TimeSpan.FromSeconds(bench.IsShort ? 0.5 : 2);
        var rounds = bench.IsShort ? 1 : 5;
        await Floor(bench, service, length);
        var turn = 0;
        foreach (var withPic in new[] { false, true })
        foreach (var writers in new[] { 1, Writers })
        {
            var compared = await Measuring.InTurns(rounds, () => Measuring.Rate(writers, length, Command), () => Measuring.Rate(writers, length, Append));
            bench.Note(
                $"A whole command{(withPic ? " that also moves a reservation" : "")}, {(writers == 1 ? "1 writer" : $"{writers} writers")}", $"{compared.Ours:N0}/s, {compared.Ratio:0.00} times",
                $"Marten's FetchForWriting and append of the same event: {compared.Theirs:N0}/s", withPic ? null : "0.6 times", withPic ? null : compared.Ratio >= 0.6);

            async Task Command(int writer)
            {
                var (place, count) = Next(writer, writers);
                var key = $"{writer}-{count}";
                var body = SHA256.HashData(Encoding.UTF8.GetBytes(key));
                (await service.Send(new ChangeProfile(ours[place], Changed(count, withPic), []), managers[place], new($"{managers[place].PersonId} /api/clusters", key, body))).Unrefused();
            }

            async Task Append(int writer)
            {
                var (place, count) = Next(writer, writers);
                await using var session = plain.LightweightSession();
                session.LastModifiedBy = managers[place].PersonId.ToString();
                var stream = await session.Events.FetchForWriting<PlainCluster>(theirs[place]);
                stream.AppendOne(new ProfileChanged(Changed(count, withPic), [], new(AssertedBy.Applicant)));
                await session.SaveChangesAsync();
            }
        }

        // No two writers at one cluster: what a lost race costs is not what is asked here.
        (int Place, int Count) Next(int writer, int writers)
        {
            var count = Interlocked.Increment(ref turn);
            var mine = many / writers;
            return ((writer * mine) + (count % mine), count);
        }
    }

    /// <summary>What the database and its disc can do at all: one row, one commit.</summary>
    private static async Task Floor(Bench bench, Service service, TimeSpan length)
    {
        await using (var create = service.Database.CreateCommand("create table floor (id bigint generated always as identity primary key, data text not null)")) await create.ExecuteNonQueryAsync();
        foreach (var writers in new[] { 1, Writers })
        {
            var rates = new List<double>();
            for (var round = 0; round < 3; round++)
            {
                rates.Add(await Measuring.Rate(writers, length / 2, async _ =>
                {
                    await using var insert = service.Database.CreateCommand("insert into floor (data) values ('0123456789')");
                    await insert.ExecuteNonQueryAsync();
                }));
            }

            bench.Note($"Floor: one row inserted and committed, {(writers == 1 ? "1 writer" : $"{writers} writers")}", $"{rates.Median():N0}/s", "the same database and settings, nothing else");
        }
    }

    private static ProfileFields Profile(int place) => new() { Name = $"Cluster {place}", Country = "DE", City = "Stuttgart", MembersSme = 40, MembersLarge = 3, MembersResearch = 2, MembersOther = 0, Sectors = ["ECO31"], StaffFte = 3 };

    private static ProfileFields Changed(int count, bool withPic) => new() { StaffFte = 1 + (count % 997), Pic = withPic ? $"{count:D9}" : null };

    private static DocumentStore Plain(Service service, string database)
    {
        var options = InfrastructureRegistration.Configure(new StoreOptions(), InfrastructureRegistration.Prepared(database), service.Get<PinnableClock>());
        options.Projections.LiveStreamAggregation<PlainCluster>();
        return new DocumentStore(options);
    }

    /// <summary>Streams of the same events as those of the commands.</summary>
    private static async Task Begin(DocumentStore plain, Guid[] streams, Caller[] managers)
    {
        for (var place = 0; place < streams.Length; place++)
        {
            await using var session = plain.LightweightSession();
            streams[place] = Guid.CreateVersion7();
            session.Events.StartStream<PlainCluster>(streams[place], new ProfileDrafted(managers[place].PersonId, null), new ManagerAdded(managers[place].PersonId, null), new ProfileChanged(Profile(place), [], new(AssertedBy.Applicant)));
            await session.SaveChangesAsync();
        }
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Volatile.Read(ref target); seen < value; seen = Volatile.Read(ref target))
        {
            if (Interlocked.CompareExchange(ref target, value, seen) == seen) return;
        }
    }
}

/// <summary>An aggregate as Marten's documentation has it, with the least that the command needs.</summary>
public sealed class PlainCluster
{
    public Guid Id { get; set; }

    public ProfileFields Profile { get; set; } = new();

    public HashSet<Guid> Managers { get; } = [];

    public void Apply(ProfileDrafted drafted) => Managers.Clear();

    public void Apply(ManagerAdded added) => Managers.Add(added.Person);

    public void Apply(ProfileChanged changed) => Profile = Profile.OverlaidWith(changed.Changed);
}
