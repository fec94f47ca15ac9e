using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Programme;
using FluentValidation;

namespace EligibilityService.Application.Clusters;

/// <summary>Which cluster holds a participant identification code, as far as it is held.</summary>
public interface IPicHolders
{
    Task<IReadOnlyDictionary<string, Guid>> Find(IReadOnlyCollection<string> pics, CancellationToken cancellationToken);
}

/// <summary>Brings rows of a register's file into the service: a hundred a transaction, a refused row without the others.</summary>
/// <remarks>Whoever calls it outside a request says in the scope for whom (<see cref="Access.AmbientCaller"/>).</remarks>
public sealed class ClusterImport(ILedger ledger, IFacts facts, IPersons persons, IPicHolders pics)
{
    private const int RowsTogether = 100;

    /// <param name="progress">Told the number of rows done, once a transaction.</param>
    public async Task<ImportReport> Import(IEnumerable<ImportRow> rows, bool preview, CancellationToken cancellationToken, Action<int>? progress = null)
    {
        var (programme, report, seen) = (await Programme(cancellationToken), new Tally(preview), new SeenKeys());

        foreach (var together in rows.Chunk(RowsTogether))
        {
            var judged = new List<Judged>(together.Length);
            var holders = await pics.Find([.. together.Select(row => row.Profile.Pic).OfType<string>().Distinct()], cancellationToken);
            foreach (var row in together) judged.Add(new(row, Faults(row, programme, seen, holders)));

            Judged[] sound = [.. judged.Where(row => row.Reasons.Count == 0)];
            if (preview) await Preview(sound, cancellationToken);
            else await Write(sound, cancellationToken);

            foreach (var row in judged) report.Add(row.Line);
            progress?.Invoke(report.Rows);
        }

        return report.Told();
    }

    private async Task Write(Judged[] rows, CancellationToken cancellationToken)
    {
        if (rows.Length == 0) return;

        var receipts = await ledger.DecideEach<Cluster, IClusterEvent>([.. rows.Select(row => (row.Row.ClusterId, (Func<Cluster, Decision<IClusterEvent>>)row.Decide))], cancellationToken);
        foreach (var (row, receipt) in rows.Zip(receipts))
        {
            if (receipt.Refusal is { } refusal) row.Reasons.Add(refusal.Reason);
        }

        // Only now, so that a refused row leaves no person behind; should this fail, repeating the import makes it good.
        await persons.KeepContacts([.. rows.Where(row => row.Reasons.Count == 0).Select(row => row.Row.Contact).OfType<ContactPerson>()], cancellationToken);
    }

    private async Task Preview(Judged[] rows, CancellationToken cancellationToken)
    {
        var known = await facts.Read([.. rows.Select(row => row.Row.ClusterId)], null, cancellationToken);
        foreach (var row in rows)
        {
            if (row.Decide(known.Cluster(row.Row.ClusterId)?.State ?? Cluster.Initial).Refusal is { } refusal) row.Reasons.Add(refusal.Reason);
        }
    }

    private static List<Text> Faults(ImportRow row, ProgrammeFacts programme, SeenKeys seen, IReadOnlyDictionary<string, Guid> holders)
    {
        List<Text> faults = [.. row.Faults];
        try
        {
            ProfileShape.RefuseUnknownCodes(row.Profile, programme);
        }
        catch (ValidationException unknown)
        {
            faults.AddRange(unknown.Errors.Select(CellReading.Said));
        }

        if (row.Profile.Pic is { } held && holders.TryGetValue(held, out var holder) && holder != row.ClusterId) faults.Add(new(
            "pic: Another cluster has this participant identification code. Check the number.",
            "pic: Ein anderes Cluster hat diesen Teilnehmercode. Prüfen Sie die Nummer."));

        if (row.ExternalId.Length > 0 && seen.Before("externalId", row.ExternalId, row.Line, taken: true) is { } same) faults.Add(same);
        if (row.Profile.Pic is { } pic && seen.Before("pic", pic, row.Line, taken: faults.Count == 0) is { } twice) faults.Add(twice);
        return faults;
    }

    private async Task<ProgrammeFacts> Programme(CancellationToken cancellationToken)
    {
        if (facts.Now.Programme is { Countries.Count: > 0 } known) return known;

        var read = await facts.Read([ProgrammeFacts.StreamId], null, cancellationToken);
        return read.Programme.Countries.Count == 0
            ? throw IImportFile.Fault("programme-not-loaded",
                "The programme's lists of countries, regions and sectors are not there yet. Start the service once, then import.",
                "Die Listen des Programms (Länder, Regionen, Branchen) sind noch nicht da. Starten Sie den Dienst einmal, dann importieren Sie.")
            : read.Programme;
    }

    /// <summary>A row on its way through: what became of it is known once its state has decided.</summary>
    private sealed class Judged(ImportRow row, List<Text> reasons)
    {
        private bool _existed, _wrote;

        public ImportRow Row { get; } = row;

        public List<Text> Reasons { get; } = reasons;

        public Decision<IClusterEvent> Decide(Cluster cluster)
        {
            var decision = cluster.Import(Row.ExternalId, Row.Profile, Row.Label);
            (_existed, _wrote) = (cluster.Exists, decision.Count > 0);
            return decision;
        }

        public ImportLine Line => new(Row.Line, Row.ExternalId, Row.Profile.Name, Result, Reasons, Result is ImportResult.Refused ? null : Row.ClusterId);

        private ImportResult Result =>
            Reasons.Count > 0 ? ImportResult.Refused
            : !_existed ? ImportResult.Accepted
            : _wrote ? ImportResult.Changed
            : ImportResult.Unchanged;
    }

    /// <summary>What a file may say once: the line that said it first is named.</summary>
    private sealed class SeenKeys
    {
        private readonly Dictionary<(string Column, string Key), int> _lines = [];

        /// <param name="taken">The line takes the key, if it is free.</param>
        public Text? Before(string column, string key, int line, bool taken)
        {
            if (_lines.TryGetValue((column, key), out var first)) return new(
                $"{column}: Line {first} of this file says the same. Keep one of the two lines.",
                $"{column}: Zeile {first} dieser Datei sagt dasselbe. Behalten Sie eine der beiden Zeilen.");

            if (taken) _lines.Add((column, key), line);
            return null;
        }
    }

    private sealed class Tally(bool preview)
    {
        private const int MostListed = ImportClusters.MostRowsByHttp;

        private readonly Dictionary<ImportResult, int> _counts = [];
        private readonly List<ImportLine> _lines = [];

        public int Rows { get; private set; }

        public void Add(ImportLine line)
        {
            Rows++;
            _counts[line.Result] = _counts.GetValueOrDefault(line.Result) + 1;
            if (Rows <= MostListed || (line.Result is ImportResult.Refused && _lines.Count < 2 * MostListed)) _lines.Add(line);
        }

        public ImportReport Told() => new(
            preview, Rows, Of(ImportResult.Accepted), Of(ImportResult.Changed), Of(ImportResult.Unchanged), Of(ImportResult.Refused), _lines, Truncated: _lines.Count < Rows);

        private int Of(ImportResult result) => _counts.GetValueOrDefault(result);
    }
}
