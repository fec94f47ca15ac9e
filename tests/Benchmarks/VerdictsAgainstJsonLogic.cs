using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using EligibilityService.Domain.Calls;

namespace EligibilityService.Benchmarks;

/// <summary>The same eight criteria by json-logic-js on Node, which answers yes or no and gives no reason; it is given the facts of the day ready-made.</summary>
internal static class VerdictsAgainstJsonLogic
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <param name="ours">One round of ours; answers with its rate.</param>
    /// <param name="outcomes">Of each cluster, a 1 for each criterion that is met and a 0 for each that is not.</param>
    public static async Task Measure(Bench bench, CallTerms terms, IReadOnlyList<VerdictsAgainstRulesEngine.Flat> clusters, IReadOnlyList<string> outcomes, Func<Task<double>> ours, TimeSpan length, int rounds)
    {
        var folder = Install(bench);
        var input = Path.Combine(folder, "input.json");
        await File.WriteAllTextAsync(input, new JsonObject { ["rules"] = Rules(terms), ["clusters"] = JsonSerializer.SerializeToNode(clusters, Web) }.ToJsonString());

        var checkedOnce = false;
        var rates = await Measuring.InTurns(rounds, ours, async () =>
        {
            var said = JsonNode.Parse(await Run(folder, "node", "run.mjs", input, $"{length.TotalMilliseconds:0}"))!;
            if (!checkedOnce && !said["outcomes"]!.AsArray().Select(outcome => outcome!.GetValue<string>()).SequenceEqual(outcomes)) throw new InvalidOperationException("json-logic-js comes to other outcomes; nothing is compared.");
            checkedOnce = true;
            return said["rate"]!.GetValue<double>();
        });

        bench.Note("Verdict with all findings, the same clusters, against json-logic-js without reasons", $"{rates.Ours:N0}/s, {rates.Ratio:0.0} times", $"json-logic-js: {rates.Theirs:N0}/s of processor time, equal outcomes", "faster", rates.Ratio > 1);
    }

    private static string Install(Bench bench)
    {
        var folder = Directory.CreateDirectory(bench.Folder("json-logic")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Bench.Repository, "tests", "Benchmarks", "json-logic")).Where(File.Exists)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        Run(folder, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts").GetAwaiter().GetResult();
        return folder;
    }

    private static async Task<string> Run(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    private static JsonArray Rules(CallTerms terms)
    {
        var rules = new Dictionary<string, string>
        {
            ["seat"] = """{ "var": "participates" }""",
            ["registered"] = """{ "in": [{ "var": "status" }, ["Published", "ReviewRequested"]] }""",
            ["kind"] = """{ "==": [{ "var": "kind" }, "ClusterOrganisation"] }""",
            ["members"] = $$"""{ ">=": [{ "+": [{ "var": "membersSme" }, { "var": "membersLarge" }, { "var": "membersResearch" }, { "var": "membersOther" }] }, {{Invented.Members}}] }""",
            ["staff"] = string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""{ ">=": [{ "var": "staffFte" }, {{Invented.StaffFte}}] }"""),
            ["label"] = """{ "and": [{ "<=": [{ "var": "labelFromMs" }, { "var": "atMs" }] }, { ">": [{ "var": "labelUntilMs" }, { "var": "atMs" }] }] }""",
            ["sector"] = AnyOf("sectors", Invented.Sectors),
            ["targets"] = AnyOf("targets", Invented.Targets),
        };
        return [.. terms.Criteria.Select(criterion => JsonNode.Parse(rules[criterion.Id]))];

        static string AnyOf(string entry, string[] codes) => $$"""{ "some": [{ "var": "{{entry}}" }, { "in": [{ "var": "" }, {{JsonSerializer.Serialize(codes)}}] }] }""";
    }
}
