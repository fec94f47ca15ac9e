using EligibilityService.Application.Eligibility;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;
using EligibilityService.Host.Data;
using EligibilityService.Infrastructure.Knowing;
using RulesEngine.Models;

namespace EligibilityService.Benchmarks;

/// <summary>The same eight criteria over the same 1,000 clusters, by our assessment and by Microsoft's RulesEngine, which is given the facts of the day ready-made.</summary>
internal static class VerdictsAgainstRulesEngine
{
    private const int Clusters = 1_000;
    private static readonly DateTimeOffset Recorded = new(2016, 3, 1, 9, 0, 0, TimeSpan.Zero);

    public static async Task Measure(Bench bench)
    {
        var programme = Programme();
        var terms = Invented.Terms("B-1", new(2016, 12, 1, 17, 0, 0, DateTimeKind.Unspecified));
        var dossiers = Dossiers(terms, programme);
        var at = terms.Deadline!.Instant;
        var flat = dossiers.Select(dossier => Flat.Of(dossier, programme, at)).ToArray();
        var engine = new RulesEngine.RulesEngine([Rules(terms)], new ReSettings { EnableFormattedErrorMessage = true });
        var call = new CallDossier(Guid.CreateVersion7()) { Terms = terms, Status = CallStatus.Open, LastTold = new(Guid.CreateVersion7(), "call-published", Guid.CreateVersion7(), 3, Recorded) };
        var knowledge = new Knowledge();

        await SameOutcomes(dossiers, flat, terms, programme, engine);

        var length = TimeSpan.FromMilliseconds(bench.IsShort ? 100 : 1_000);
        var rounds = bench.IsShort ? 2 : 7;
        var theirs = () => Passes(length, async () =>
        {
            foreach (var cluster in flat) await engine.ExecuteAllRulesAsync("B-1", new RuleParameter("cluster", cluster));
        });

        var findings = await Measuring.InTurns(rounds, () => Passes(length, () => { Assess(dossiers, terms, programme); return Task.CompletedTask; }), theirs);
        var told = await Measuring.InTurns(rounds, () => Passes(length, () => { Tell(knowledge, dossiers, call, programme, at); return Task.CompletedTask; }), theirs);
        var standings = await Measuring.InTurns(rounds, () => Passes(length, () => { Stand(dossiers, terms, programme); return Task.CompletedTask; }), theirs);

        bench.Note("Verdict with all findings, 8 criteria, 1,000 clusters", $"{findings.Ours:N0}/s, {findings.Ratio:0.0} times", $"RulesEngine with formatted messages: {findings.Theirs:N0}/s, equal outcomes", "10 times", findings.Ratio >= 10);
        bench.Note("Verdicts with all findings a second and core", $"{findings.Ours:N0}/s", "of processor time, collecting garbage included", "2,000,000/s", findings.Ours >= 2_000_000);
        await VerdictsAgainstJsonLogic.Measure(bench, terms, flat, [.. dossiers.Select(dossier => Bits(dossier, terms, programme))], () => Passes(length, () => { Assess(dossiers, terms, programme); return Task.CompletedTask; }), length, rounds);
        bench.Note("The same, every finding told in two languages with evidence and remedy", $"{told.Ours:N0}/s, {told.Ratio:0.0} times", $"RulesEngine: {told.Theirs:N0}/s (one language, no evidence)");
        bench.Note("Bits for a standing (no findings kept)", $"{standings.Ours:N0}/s, {standings.Ratio:0.0} times", $"RulesEngine: {standings.Theirs:N0}/s");
        bench.Note("Allocated for a verdict with all findings", $"{Allocated(() => Assess(dossiers, terms, programme)):N0} bytes", $"told in two languages {Allocated(() => Tell(knowledge, dossiers, call, programme, at)):N0}; RulesEngine {await AllocatedByThem(engine, flat):N0}");
        var bits = Allocated(() => Stand(dossiers, terms, programme));
        bench.Note("Allocated for a standing", $"{bits:N0} bytes", "", "none", bits == 0);
    }

    private static string Bits(OrganisationDossier dossier, CallTerms terms, ProgrammeFacts programme) =>
        string.Concat(Assessment.Assess(new(dossier), terms, programme).Judgements.Select(judgement => judgement.Finding.Outcome is Outcome.Met ? '1' : '0'));

    private static void Assess(OrganisationDossier[] dossiers, CallTerms terms, ProgrammeFacts programme)
    {
        foreach (var dossier in dossiers) GC.KeepAlive(Assessment.Assess(new(dossier), terms, programme));
    }

    private static void Stand(OrganisationDossier[] dossiers, CallTerms terms, ProgrammeFacts programme)
    {
        ulong all = 0;
        foreach (var dossier in dossiers) all ^= Assessment.Stand(new(dossier), terms, programme).Met;
        if (all == ulong.MaxValue) Console.WriteLine();   // so that nothing is left out as unused
    }

    private static void Tell(Knowledge knowledge, OrganisationDossier[] dossiers, CallDossier call, ProgrammeFacts programme, DateTimeOffset now)
    {
        foreach (var dossier in dossiers) GC.KeepAlive(knowledge.Tell(new(dossier), 3, call, programme, now));
    }

    /// <returns>Clusters a second of processor time, collecting garbage included: what else the machine does meanwhile does not count.</returns>
    private static async Task<double> Passes(TimeSpan length, Func<Task> pass)
    {
        var (since, passes) = (Environment.CpuUsage.TotalTime, 0);
        for (; Environment.CpuUsage.TotalTime - since < length; passes++) await pass();
        return passes * Clusters / (Environment.CpuUsage.TotalTime - since).TotalSeconds;
    }

    private static long Allocated(Action pass)
    {
        pass();
        var before = GC.GetAllocatedBytesForCurrentThread();
        pass();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Clusters;
    }

    private static async Task<long> AllocatedByThem(RulesEngine.RulesEngine engine, Flat[] flat)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        foreach (var cluster in flat) await engine.ExecuteAllRulesAsync("B-1", new RuleParameter("cluster", cluster));
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / Clusters;
    }

    private static async Task SameOutcomes(OrganisationDossier[] dossiers, Flat[] flat, CallTerms terms, ProgrammeFacts programme, RulesEngine.RulesEngine engine)
    {
        var met = 0;
        for (var i = 0; i < dossiers.Length; i++)
        {
            var verdict = Assessment.Assess(new(dossiers[i]), terms, programme);
            var theirs = await engine.ExecuteAllRulesAsync("B-1", new RuleParameter("cluster", flat[i]));
            if (theirs.All(rule => rule.IsSuccess)) met++;
            foreach (var (judgement, rule) in verdict.Judgements.Zip(theirs))
            {
                if (judgement.Finding.Outcome is Outcome.Undetermined || (judgement.Finding.Outcome is Outcome.Met) != rule.IsSuccess || (!rule.IsSuccess && string.IsNullOrEmpty(rule.ExceptionMessage)))
                {
                    throw new InvalidOperationException($"{judgement.Criterion.Id} of {flat[i].Status}: {judgement.Finding} here, {rule.IsSuccess} ({rule.ExceptionMessage}) there");
                }
            }
        }

        if (met is 0 or Clusters) throw new InvalidOperationException("All clusters come out the same; nothing is compared.");
    }

    /// <summary>Clusters whose profiles leave nothing open, because RulesEngine knows only yes and no.</summary>
    private static OrganisationDossier[] Dossiers(CallTerms terms, ProgrammeFacts programme) =>
    [
        .. Invented.Rows(100_000).Where(row => row.Label is not null).Select(Dossier)
            .Where(dossier => Assessment.Assess(new(dossier), terms, programme).Judgements.All(judgement => judgement.Finding.Outcome is not Outcome.Undetermined))
            .Take(Clusters),
    ];

    private static OrganisationDossier Dossier(Application.Clusters.ImportRow row)
    {
        var dossier = new OrganisationDossier(row.ClusterId);
        IClusterEvent[] events = [.. Cluster.Initial.Import(row.ExternalId, row.Profile, row.Label), new ReviewRequested(null, Recorded), .. row.Line % 3 == 0 ? new IClusterEvent[] { new ProfileRefused(Guid.Empty, Recorded, new(Guid.Empty, "")) } : [new ProfilePublished(Guid.Empty, Recorded)]];
        foreach (var e in events) dossier = dossier.Learn(e, new(Guid.CreateVersion7(), e.GetType().Name, row.ClusterId, 1, Recorded));
        return dossier;
    }

    private static ProgrammeFacts Programme()
    {
        var programme = ProgrammeFacts.Empty;
        foreach (var fact in ProgrammeFiles.Lists().Concat(ProgrammeFiles.Associations().Select(association => association.Fact)))
        {
            programme = programme.Learn(fact, new(Guid.CreateVersion7(), fact.GetType().Name, ProgrammeFacts.StreamId, 1, Recorded));
        }

        return programme;
    }

    private static Workflow Rules(CallTerms terms)
    {
        var expressions = new Dictionary<string, (string Expression, string Message)>
        {
            ["seat"] = ("cluster.Participates", "The seat is in $(cluster.Country), which does not take part."),
            ["registered"] = ("cluster.Status == \"Published\" || cluster.Status == \"ReviewRequested\"", "The profile is $(cluster.Status)."),
            ["kind"] = ("cluster.Kind == \"ClusterOrganisation\"", "The organisation is a $(cluster.Kind)."),
            ["members"] = ($"cluster.MembersSme + cluster.MembersLarge + cluster.MembersResearch + cluster.MembersOther >= {Invented.Members}", $"The profile counts $(cluster.MembersSme) SMEs among its members; {Invented.Members} members are asked for."),
            ["staff"] = ($"cluster.StaffFte >= {Invented.StaffFte}", $"The management team has $(cluster.StaffFte) full-time equivalents; {Invented.StaffFte} are asked for."),
            ["label"] = ("cluster.LabelFrom <= cluster.At && cluster.LabelUntil > cluster.At", "The label ran until $(cluster.LabelUntil)."),
            ["sector"] = (AnyOf("Sectors", Invented.Sectors), "None of the sectors of $(cluster.Country) is asked for."),
            ["targets"] = (AnyOf("Targets", Invented.Targets), "None of the target countries of $(cluster.Country) is asked for."),
        };

        return new()
        {
            WorkflowName = "B-1",
            Rules = [.. terms.Criteria.Select(criterion => new Rule
            {
                RuleName = criterion.Id, RuleExpressionType = RuleExpressionType.LambdaExpression,
                Expression = expressions[criterion.Id].Expression, ErrorMessage = expressions[criterion.Id].Message,
            })],
        };

        static string AnyOf(string entry, string[] codes) => string.Join(" || ", codes.Select(code => $"cluster.{entry}.Contains(\"{code}\")"));
    }

    /// <summary>What holds on the day that counts, looked up beforehand: RulesEngine gets no history to search.</summary>
    public sealed record Flat(
        bool Participates, string Country, string Status, string Kind, int MembersSme, int MembersLarge, int MembersResearch, int MembersOther, decimal StaffFte,
        DateTimeOffset LabelFrom, DateTimeOffset LabelUntil, DateTimeOffset At, List<string> Sectors, List<string> Targets)
    {
        /// <summary>For programs that compare numbers better than moments.</summary>
        public long LabelFromMs => LabelFrom.ToUnixTimeMilliseconds();

        public long LabelUntilMs => LabelUntil.ToUnixTimeMilliseconds();

        public long AtMs => At.ToUnixTimeMilliseconds();

        internal static Flat Of(OrganisationDossier dossier, ProgrammeFacts programme, DateTimeOffset at)
        {
            var country = dossier.Country.At(at)!.Value!;
            var label = dossier.Label.Newest!;
            return new(
                programme.Countries.GetValueOrDefault(country) is { } known && (known.EuMember.At(at) is not null || known.Participation.At(at) is not null), country,
                $"{dossier.Registration.At(at)!.Value}", $"{dossier.Kind.At(at)!.Value}",
                dossier.MembersSme.At(at)?.Value ?? 0, dossier.MembersLarge.At(at)?.Value ?? 0, dossier.MembersResearch.At(at)?.Value ?? 0, dossier.MembersOther.At(at)?.Value ?? 0, dossier.StaffFte.At(at)!.Value,
                label.From, label.Until, at, [.. dossier.Sectors.At(at)!.Value!], [.. dossier.TargetCountries.At(at)!.Value!]);
        }
    }
}
