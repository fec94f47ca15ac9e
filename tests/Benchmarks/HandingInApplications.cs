using System.Collections.Concurrent;
using System.Diagnostics;
using EligibilityService.Application.Access;
using EligibilityService.Application.Applications;
using EligibilityService.Application.Audit;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Programme;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Time;
using EligibilityService.Host.Data;
using EligibilityService.Infrastructure;
using EligibilityService.Infrastructure.Knowing;
using Marten;

namespace EligibilityService.Benchmarks;

/// <summary>A call with 500 applications: how fast they are handed in, at the deadline all at once, and how fast all of them are judged again as of a moment.</summary>
internal static class HandingInApplications
{
    private const int Writers = 16;

    public static async Task Measure(Bench bench)
    {
        var database = await bench.FreshDatabase();
        await using var service = await Service.Start(database, leads: false);
        var programme = (await service.Send(new RecordProgramme(ProgrammeFiles.Lists()))).Unrefused();
        await service.Get<Roster>().AtLeast(programme.Position, CancellationToken.None);

        var many = bench.IsShort ? 64 : 500;
        var deadline = DateTime.SpecifyKind(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddYears(1).AddHours(17), DateTimeKind.Unspecified);
        var call = await new CallsAtWork(service, deadline, "HANDED-IN", new Criterion("once", "3.1", new OneConsortiumPerPhase(), ReferenceDate.Deadline, Stage: Stage.Consortium)).Publish();
        var all = many + Writers;   // the last ones hand in first, as somebody always does: the code is compiled by then
        var (applicants, applications) = (new Applicant[all], new Guid[all]);
        await Parallel.ForEachAsync(Enumerable.Range(0, all), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (place, _) =>
        {
            var person = new Caller(Guid.CreateVersion7(), new HashSet<Role> { Role.Applicant }, IsAuthenticated: true);
            applicants[place] = new(person, Guid.CreateVersion7());
            (await service.Send(new RegisterCluster(applicants[place].Cluster, Profile(place)), person)).Unrefused();
        });
        await CaughtUp(service);
        await Parallel.ForEachAsync(Enumerable.Range(0, all), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (place, _) =>
        {
            var (person, cluster) = applicants[place];
            applications[place] = Guid.CreateVersion7();
            (await service.Send(new StartApplication(applications[place], call.ToString(), null, cluster), person)).Unrefused();
            (await service.Send(new ChangeProposal(applications[place], cluster, Proposal(place), []), person)).Unrefused();
        });
        await CaughtUp(service);

        foreach (var place in Enumerable.Range(many, Writers)) (await service.Send(new SubmitApplication(applications[place], applicants[place].Cluster, TimeProvider.System.GetUtcNow()), applicants[place].Person)).Unrefused();
        (applicants, applications) = (applicants[..many], applications[..many]);
        await AtTheDeadline(bench, service, call, applicants, applications);
        await CaughtUp(service);
        var before = TimeProvider.System.GetUtcNow();
        await Rates(bench, service, database, applicants, applications);
        await CaughtUp(service);
        await Judged(bench, service, call, many, before);
        await Looked(bench, service, database, applications);
        await History(bench, service, applicants[0]);
    }

    private readonly record struct Applicant(Caller Person, Guid Cluster);

    /// <summary>All at once; a third of them too late by the smallest step a clock can take, and one at the very instant.</summary>
    private static async Task AtTheDeadline(Bench bench, Service service, Guid call, Applicant[] applicants, Guid[] applications)
    {
        var deadline = service.Now.Call(call)!.Terms!.Deadline!.Latest;
        var (times, wrong) = (new ConcurrentBag<double>(), 0);
        await Task.WhenAll(applications.Select((application, place) => Task.Run(async () =>
        {
            var receivedAt = place == 0 ? deadline : place % 3 == 1 ? deadline.AddTicks(1) : deadline.AddTicks(-place);
            var since = Stopwatch.StartNew();
            var receipt = await service.Send(new SubmitApplication(application, applicants[place].Cluster, receivedAt), applicants[place].Person);
            times.Add(since.Elapsed.TotalMilliseconds);
            if (receipt.Refusal is null != receivedAt <= deadline) Interlocked.Increment(ref wrong);
        })));

        var stored = await service.One<long>("select count(*) from events.mt_events where type = 'application.submitted'") - Writers;
        var inTime = applications.Where((_, place) => place == 0 || place % 3 != 1).Count();
        var worst = times.Order().ElementAt((int)(times.Count * 0.99));
        bench.Note($"{applications.Length} applications handed in at the same moment, the 99th of 100", worst.Ms(), $"{stored} in time and stored, {applications.Length - inTime} late and refused, the instant of the deadline included; {wrong} wrong", "1 s, none wrong", worst < 1_000 && wrong == 0 && stored == inTime);
    }

    private static async Task Rates(Bench bench, Service service, string database, Applicant[] applicants, Guid[] applications)
    {
        await using var session = service.Get<IDocumentStore>().QuerySession();
        var kept = (ApplicationSubmitted)(await session.Events.FetchStreamAsync(applications[0])).Last(e => e.Data is ApplicationSubmitted).Data;

        var options = InfrastructureRegistration.Configure(new StoreOptions(), InfrastructureRegistration.Prepared(database), service.Get<PinnableClock>());
        options.Projections.LiveStreamAggregation<PlainApplication>();
        using var plain = new DocumentStore(options);
        var streams = applications.Select(_ => Guid.CreateVersion7()).ToArray();
        foreach (var stream in streams)
        {
            await using var begun = plain.LightweightSession();
            begun.Events.StartStream<PlainApplication>(stream, new ApplicationStarted(Guid.Empty, null, applicants[0].Cluster, applicants[0].Person.PersonId), new ProposalChanged(Proposal(1), []));
            await begun.SaveChangesAsync();
        }

        // Nothing is handed in where nothing changed: each round begins with another title, which is not counted.
        var round = 0;
        var compared = await Measuring.InTurns(bench.IsShort ? 1 : 5,
            async () =>
            {
                var title = $"Going abroad, round {++round}";
                await Each(async place => (await service.Send(new ChangeProposal(applications[place], applicants[place].Cluster, new() { Title = title }, []), applicants[place].Person)).Unrefused());
                await CaughtUp(service);
                return await Each(async place =>
                {
                    (await service.Send(new SubmitApplication(applications[place], applicants[place].Cluster, TimeProvider.System.GetUtcNow()), applicants[place].Person)).Unrefused();
                });
            },
            () => Each(async place =>
            {
                await using var writing = plain.LightweightSession();
                var stream = await writing.Events.FetchForWriting<PlainApplication>(streams[place]);
                stream.AppendOne(kept with { Number = stream.Aggregate!.Versions + 1 });
                await writing.SaveChangesAsync();
            }));
        var stored = await service.One<long>("select count(*) from events.mt_events e where type = 'application.submitted' and stream_id = $1", applications[1]);
        bench.Note($"An application handed in, with its verdict and signed receipt, {Writers} writers", $"{compared.Ours:N0}/s, {compared.Ratio:0.00} times", $"Marten's FetchForWriting and append of the same event: {compared.Theirs:N0}/s; {applications.Length} applications in the call", "0.5 times", compared.Ratio >= 0.5 && stored == round);

        // One at each application, so many at a time.
        async Task<double> Each(Func<int, Task> one)
        {
            var since = Stopwatch.StartNew();
            await Parallel.ForEachAsync(Enumerable.Range(0, applications.Length), new ParallelOptions { MaxDegreeOfParallelism = Writers }, async (place, _) => await one(place));
            return applications.Length / since.Elapsed.TotalSeconds;
        }
    }

    private static async Task Judged(Bench bench, Service service, Guid call, int many, DateTimeOffset before)
    {
        var (present, past) = (new List<double>(), new List<double>());
        for (var round = 0; round < (bench.IsShort ? 2 : 7); round++)
        {
            present.Add(await Timed(async () => Whole(await service.Send(new JudgeApplications(call.ToString())))));
            past.Add(await Timed(async () => Whole(await service.Send(new JudgeApplications(call.ToString(), before)))));
        }

        bench.Note($"All {many} applications of a call judged as of a past moment", past.Skip(1).Median().Ms(), $"read from their events; with present knowledge, from memory: {present.Skip(1).Median().Ms()}", "1 s", past.Skip(1).Median() < 1_000);

        void Whole(VerdictsOfCall? verdicts)
        {
            if (verdicts?.Applications.Count(one => one.Versions > 0) < many * 2 / 3) throw new InvalidOperationException("Applications are missing.");
        }
    }

    /// <summary>An auditor looks at an application: beside it the same on a host that keeps no access log.</summary>
    private static async Task Looked(Bench bench, Service service, string database, Guid[] applications)
    {
        await using var silent = await Service.Start(database, leads: false, keepsLooks: false);
        var auditor = new Caller(Guid.CreateVersion7(), new HashSet<Role> { Role.Auditor }, IsAuthenticated: true);
        foreach (var readers in (int[])[1, Writers])
        {
            var compared = await Measuring.InTurns(bench.IsShort ? 1 : 5, () => Rate(service), () => Rate(silent));
            bench.Note($"An auditor's look at an application, {readers} reader{(readers == 1 ? "" : "s")}", $"{compared.Ours:N0}/s, {compared.Ratio:0.00} times", $"the same without access log: {compared.Theirs:N0}/s; with it the first look of a minute waits until it is kept");

            Task<double> Rate(Service one) => Measuring.Rate(readers, TimeSpan.FromSeconds(bench.IsShort ? 0.3 : 1), async reader =>
            {
                if (await one.Send(new ShowApplication(applications[Random.Shared.Next(applications.Length)]), auditor) is null) throw new InvalidOperationException("The application is not there.");
            });
        }

        if (await service.One<long>("select count(*) from eligibility.looks where person = $1", auditor.PersonId) == 0) throw new InvalidOperationException("No look was kept.");
    }

    private static async Task History(Bench bench, Service service, Applicant applicant)
    {
        for (var count = 0; count < 1_000; count++)
        {
            await service.Decide(applicant.Cluster, (Cluster cluster) => cluster.Change(new() { StaffFte = 1 + (count % 997) }, [], new(AssertedBy.Applicant)));
        }

        await CaughtUp(service);
        var times = new List<double>();
        var events = 0;
        for (var round = 0; round < (bench.IsShort ? 3 : 15); round++)
        {
            times.Add(await Timed(async () => events = (await service.Send(new TellHistory(HistoryOf.Cluster, applicant.Cluster.ToString()), applicant.Person))!.Entries.Count));
        }

        bench.Note($"The history of {events:N0} events, told", times.Skip(1).Median().Ms(), "read from the store, each as a sentence in two languages, without HTTP", "100 ms", times.Skip(1).Median() < 100 && events >= 1_000);
    }

    private static async Task<double> Timed(Func<Task> one)
    {
        var since = Stopwatch.StartNew();
        await one();
        return since.Elapsed.TotalMilliseconds;
    }

    private static async Task CaughtUp(Service service) =>
        await service.Get<Roster>().AtLeast(await service.One<long>("select max(seq_id) from events.mt_events"), CancellationToken.None);

    private static ProfileFields Profile(int place) => new() { Name = $"Cluster number {place}", Country = "DE", City = "Stuttgart", MembersSme = 40 + (place % 9), MembersLarge = 3, MembersResearch = 2, MembersOther = 0, Sectors = ["ECO31"], StaffFte = 3 };

    private static ProposalFields Proposal(int place) => new() { Title = $"Going abroad {place}", RequestedGrant = 150_000m, EligibleCosts = 200_000m, DurationMonths = 24 };
}

/// <summary>An aggregate as Marten's documentation has it, with the least that handing in needs.</summary>
public sealed class PlainApplication
{
    public Guid Id { get; set; }

    public ProposalFields Proposal { get; set; } = new();

    public int Versions { get; set; }

    public void Apply(ProposalChanged changed) => Proposal = changed.Changed;

    public void Apply(ApplicationSubmitted submitted) => Versions = submitted.Number;
}
