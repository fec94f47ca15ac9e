using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;
using MediatR;

namespace EligibilityService.Application.Applications;

/// <summary>Import what the evaluation committee gave, from a CSV file, with a report line per row. A preview says the same and writes nothing; repeating it is safe. For officers assigned to the call.</summary>
/// <param name="Content">UTF-8, header row, comma or semicolon.</param>
[May(Role.Officer)]
public sealed record ImportEvaluations(Guid CallId, Stream Content, bool Preview = false) : IRequest<EvaluationReport>
{
    public const int MostRows = 2_000;
}

/// <summary>What an import of results did, or would do.</summary>
/// <param name="Import">Its id, which stands in the events.</param>
/// <param name="Position">Ask reads for at least this position to see what was written; null for a preview.</param>
public sealed record EvaluationReport(Guid Import, long? Position, bool Preview, int Rows, int Accepted, int Changed, int Unchanged, int Refused, IReadOnlyList<EvaluationLine> Lines);

/// <summary>What became of one row.</summary>
/// <param name="Line">In the file, from 1; the header is line 1.</param>
/// <param name="Application">Null where the cell holds no id.</param>
/// <param name="Name">Of the coordinator.</param>
public sealed record EvaluationLine(int Line, Guid? Application, string? Name, decimal? Score, ImportResult Result, IReadOnlyList<Text> Reasons);

/// <summary>One row of results, understood, with everything that is wrong with it.</summary>
public sealed record EvaluationRow(int Line, Guid? Application, decimal? Score, decimal? Threshold, CriterionScore[] Criteria, string? Comment, IReadOnlyList<Text> Faults)
{
    private const decimal Most = 1_000;
    private const int MostCriteria = 20, LongestComment = 4_000;

    /// <summary>What stands before the name of an award criterion in the header.</summary>
    public const string CriterionColumn = "criterion:";

    /// <summary>The columns of such a file.</summary>
    public static readonly ImportSheet Sheet = new(
        ["application", "score"], ["application", "score", "threshold", "comment", $"{CriterionColumn}…"],
        column => column.StartsWith(CriterionColumn, StringComparison.Ordinal) && column.Length is > 10 and <= 70 && !column.Any(char.IsControl));

    public static EvaluationRow Of(ImportCells line)
    {
        var reading = new CellReading(line.Cells);
        if (line.Fault is { } fault) reading.Faults.Add(fault);

        reading.Missing("application");
        reading.Missing("score");
        Guid? application = reading.Line("application", 50) is { } text ? Guid.TryParse(text, out var id) ? id : null : null;
        if (application is null && reading.Faults.Count == 0) reading.Wrong("application", "Enter the application's id.", "Geben Sie die Kennung des Antrags an.");

        string[] columns = [.. line.Cells.Keys.Where(column => column.StartsWith(CriterionColumn, StringComparison.Ordinal))];
        if (columns.Length > MostCriteria) reading.Faults.Add(new($"At most {MostCriteria} award criteria.", $"Höchstens {MostCriteria} Gewährungskriterien."));
        CriterionScore[] criteria = [.. columns.Take(MostCriteria).Select(column => (column, score: Score(column))).Where(one => one.score is not null).Select(one => new CriterionScore(one.column[CriterionColumn.Length..].Trim(), one.score!.Value))];

        var comment = reading.Line("comment");
        if (comment is { Length: > LongestComment }) reading.Wrong("comment", $"At most {LongestComment} characters.", $"Höchstens {LongestComment} Zeichen.");
        return new(line.Line, application, Score("score"), Score("threshold"), criteria, comment, reading.Faults);

        decimal? Score(string column)
        {
            if (reading.Amount(column) is not { } score) return null;
            if (score is < 0 or > Most || decimal.Round(score, 3) != score) reading.Wrong(column, $"0 to {Most}, with at most three decimals.", $"0 bis {Most}, mit höchstens drei Nachkommastellen.");
            return score;
        }
    }
}

public sealed class ImportEvaluationsHandler(IImportFile file, ILedger ledger, IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ImportEvaluations, EvaluationReport>
{
    private const int RowsTogether = 100;

    public async Task<EvaluationReport> Handle(ImportEvaluations command, CancellationToken cancellationToken)
    {
        var (knowledge, at, by) = (facts.Now, clock.GetUtcNow(), callers.Caller.PersonId);
        var sight = new Sight(callers.Caller, knowledge, at);
        if (knowledge.Call(command.CallId) is null || !sight.DecidesOnCall(command.CallId)) throw AccessRefused.AsNotThere();

        var content = command.Content;
        await using var copy = content.CanSeek ? null : new MemoryStream();
        if (copy is not null)
        {
            await content.CopyToAsync(copy, cancellationToken);
            copy.Position = 0;
            content = copy;
        }

        file.Check(content, ImportEvaluations.MostRows, EvaluationRow.Sheet);
        long? position = null;
        var (import, seen, lines) = (Guid.CreateVersion7(), new Dictionary<Guid, int>(), new List<EvaluationLine>());
        foreach (var together in file.Read(content, EvaluationRow.Sheet).Select(EvaluationRow.Of).Chunk(RowsTogether))
        {
            Judged[] rows = [.. together.Select(row => new Judged(row, Faults(row)))];
            Judged[] sound = [.. rows.Where(row => row.Reasons.Count == 0)];
            if (command.Preview) await Preview(sound);
            else await Write(sound);
            lines.AddRange(rows.Select(row => row.Line(knowledge)));
        }

        return new(import, position, command.Preview, lines.Count, Of(ImportResult.Accepted), Of(ImportResult.Changed), Of(ImportResult.Unchanged), Of(ImportResult.Refused), lines);

        int Of(ImportResult result) => lines.Count(line => line.Result == result);

        List<Text> Faults(EvaluationRow row)
        {
            List<Text> faults = [.. row.Faults];
            if (row.Application is not { } id) return faults;

            if (knowledge.Application(id) is not { } known || known.State.Call != command.CallId || !sight.DecidesOn(known)) faults.Add(new(
                "application: There is no such application to this call that you decide on.", "application: Diesen Antrag gibt es zu dieser Ausschreibung nicht, oder Sie entscheiden nicht darüber."));
            if (!seen.TryAdd(id, row.Line)) faults.Add(new(
                $"application: Line {seen[id]} of this file is about the same one. Keep one of the two lines.", $"application: Zeile {seen[id]} dieser Datei betrifft denselben. Behalten Sie eine der beiden Zeilen."));
            return faults;
        }

        ApplicationEvaluated Evaluation(EvaluationRow row, bool keeps) =>
            new(row.Score!.Value, row.Threshold, row.Criteria, import, by, at, keeps && row.Comment is { } comment ? notes.Write(comment) : null);

        async Task Preview(Judged[] sound)
        {
            if (sound.Length == 0) return;

            var fresh = await facts.Read([.. sound.Select(row => row.Id)], null, cancellationToken);
            foreach (var row in sound) row.Refused = row.Decide(fresh.Application(row.Id)?.State ?? CallApplication.Initial, Evaluation(row.Row, keeps: false)).Refusal;
        }

        async Task Write(Judged[] sound)
        {
            if (sound.Length == 0) return;

            var decisions = sound.Select(row => (row, evaluation: Evaluation(row.Row, keeps: true))).Select(one =>
                (one.row.Id, (Func<CallApplication, Decision<IApplicationEvent>>)(application => one.row.Decide(application, one.evaluation))));
            var receipts = await ledger.DecideEach([.. decisions], cancellationToken);
            foreach (var (row, receipt) in sound.Zip(receipts))
            {
                row.Refused = receipt.Refusal;
                if (receipt.Refusal is null && receipt.Position > (position ?? 0)) position = receipt.Position;
            }
        }
    }

    /// <summary>A row on its way through: what became of it is known once its application has decided.</summary>
    private sealed class Judged(EvaluationRow row, List<Text> reasons)
    {
        private bool _existed, _wrote;

        public EvaluationRow Row { get; } = row;

        public List<Text> Reasons { get; } = reasons;

        /// <summary>By the application, or because its record cannot be read.</summary>
        public Refusal? Refused { get; set; }

        public Guid Id => Row.Application!.Value;

        public Decision<IApplicationEvent> Decide(CallApplication application, ApplicationEvaluated evaluation)
        {
            var decision = application.Evaluate(evaluation);
            (_existed, _wrote) = (application.Evaluation is not null, decision.Count > 0);
            return decision;
        }

        public EvaluationLine Line(IKnowledge knowledge)
        {
            Text[] told = [.. Reasons, .. Refused is { } refusal ? [refusal.Reason] : Array.Empty<Text>()];
            var name = Reasons.Count > 0 ? null : knowledge.Application(Id) is { } application ? knowledge.Cluster(application.State.Coordinator)?.Dossier.Name.Newest?.Value : null;
            return new(Row.Line, Row.Application, name, Row.Score, told.Length > 0 ? ImportResult.Refused : !_wrote ? ImportResult.Unchanged : _existed ? ImportResult.Changed : ImportResult.Accepted, told);
        }
    }
}
