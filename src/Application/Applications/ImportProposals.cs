using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Partnerships;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;
using FluentValidation;
using MediatR;
using Text = EligibilityService.Domain.Deciding.Text;

namespace EligibilityService.Application.Applications;

/// <summary>Take proposals to a call over from another submission system, with the number, the receipt and the attestation of each. A preview says the same and writes nothing; repeating it is safe. For officers assigned to the call, and systems assigned to it.</summary>
/// <param name="Source">Which system; with its number it names the proposal.</param>
/// <param name="Content">CSV as UTF-8 with a header row, or a JSON array of objects with the same names.</param>
[May(Role.Officer, Role.System)]
public sealed record ImportProposals(Guid CallId, string Source, Stream Content, bool IsJson = false, bool Preview = false) : IRequest<ProposalsReport>
{
    public const int MostRows = 2_000;

    /// <summary>The same source and number is the same application, so that repeating an import is safe without looking anything up.</summary>
    public static Guid ApplicationOf(string source, string number) => Derived($"proposal\n{source}\n{number}");

    internal static Guid Derived(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16), bigEndian: true);
}

public sealed class ImportProposalsShape : AbstractValidator<ImportProposals>
{
    public ImportProposalsShape()
    {
        RuleFor(command => command.Source).Must(source => !string.IsNullOrWhiteSpace(source)).WithMessage(ProfileShape.Say("Name the system the proposals come from.", "Nennen Sie das System, aus dem die Anträge kommen."));
        RuleFor(command => command.Source).Line(60);
    }
}

/// <summary>What an import of proposals did, or would do.</summary>
/// <param name="Import">Its id, which stands in the events.</param>
/// <param name="Position">Ask reads for at least this position to see what was written; null for a preview.</param>
public sealed record ProposalsReport(Guid Import, long? Position, bool Preview, int Rows, int Accepted, int Changed, int Unchanged, int Refused, IReadOnlyList<ProposalLine> Lines);

/// <summary>What became of one row.</summary>
/// <param name="Line">In the file, from 1; the header of a CSV file is line 1.</param>
/// <param name="Name">Of the coordinator.</param>
public sealed record ProposalLine(int Line, string? Number, Guid? Application, string? Name, DateTimeOffset? ReceivedAt, ImportResult Result, IReadOnlyList<Text> Reasons);

/// <summary>One proposal as the other system tells it, understood, with everything that is wrong with it.</summary>
internal sealed partial record ProposalRow(
    int Line, string? Number, DateTimeOffset? ReceivedAt, string? Attestation, string? AttestedBy, string? Strand, string? Coordinator, string[] Partners, DeclarationKind[] Declared, ProposalFields Proposal, IReadOnlyList<Text> Faults)
{
    private static readonly ProposalShape Shape = new();
    private static readonly string[] Instants = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz"];

    private static readonly string[] Known =
        ["number", "receivedAt", "attestation", "attestedBy", "strand", "coordinator", "partners", "declarations", "title", "requestedGrant", "eligibleCosts", "durationMonths", "targetCountries", "pages"];

    public static readonly ImportSheet Sheet = new(["number", "receivedAt", "attestation", "coordinator"], Known, static _ => false);

    public static ProposalRow Of(ImportCells line)
    {
        var reading = new CellReading(line.Cells);
        if (line.Fault is { } fault) reading.Faults.Add(fault);

        foreach (var column in Sheet.Required) reading.Missing(column);
        var received = reading.Line("receivedAt", 40);
        DateTimeOffset? at = received is null ? null : DateTimeOffset.TryParseExact(received, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null;
        if (received is not null && at is null) reading.Wrong("receivedAt", "An instant with Z or an offset, such as 2017-05-23T14:59:07Z.", "Ein Zeitpunkt mit Z oder Zeitversatz, etwa 2017-05-23T14:59:07Z.");

        var partners = reading.List("partners") ?? [];
        if (partners.Length >= CallApplication.MostPartners) reading.Wrong("partners", $"At most {CallApplication.MostPartners - 1} partners.", $"Höchstens {CallApplication.MostPartners - 1} Partner.");
        if (partners.Any(partner => !IsOrganisation(partner))) reading.Wrong("partners", "Each is a cluster's id, a PIC, or '999999999 Name (DE)'; several are parted by |.", "Jeder ist die Kennung eines Clusters, ein PIC oder „999999999 Name (DE)“; mehrere trennt |.");
        var coordinator = reading.Line("coordinator", 250);
        if (coordinator is not null && !IsOrganisation(coordinator)) reading.Wrong("coordinator", "A cluster's id or a PIC.", "Die Kennung eines Clusters oder ein PIC.");

        var declared = new List<DeclarationKind>();
        foreach (var word in reading.List("declarations") ?? [])
        {
            if (Enum.TryParse<DeclarationKind>(word, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && !int.TryParse(word, out _)) declared.Add(kind);
            else reading.Wrong("declarations", $"Use: {string.Join(" | ", Enum.GetNames<DeclarationKind>().Select(JsonNamingPolicy.CamelCase.ConvertName))}.", $"Verwenden Sie: {string.Join(" | ", Enum.GetNames<DeclarationKind>().Select(JsonNamingPolicy.CamelCase.ConvertName))}.");
        }

        var proposal = new ProposalFields
        {
            Title = reading.Line("title"), RequestedGrant = reading.Amount("requestedGrant"), EligibleCosts = reading.Amount("eligibleCosts"), DurationMonths = reading.Count("durationMonths"),
            TargetCountries = reading.List("targetCountries"), Pages = reading.Count("pages"),
        };
        foreach (var failure in Shape.Validate(proposal).Errors) reading.Wrong(failure);

        return new(
            line.Line, reading.Line("number", 100), at, reading.Line("attestation", 4_000), reading.Line("attestedBy", 200), reading.Line("strand", 40), coordinator, partners, [.. declared.Distinct().Order()], proposal, reading.Faults);
    }

    /// <summary>Whoever has a profile is known by it; of others the proposal tells.</summary>
    public static PartnerJoining Organisation(string told, Guid application, IKnowledge knowledge)
    {
        if (Guid.TryParse(told, out var id)) return new(id, PartnerRole.Partner, id, null);

        var written = Written().Match(told);
        var pic = written.Groups["pic"].Value;
        return knowledge.ByCode(pic) is { } cluster
            ? new(cluster.Dossier.Id, PartnerRole.Partner, cluster.Dossier.Id, null)
            : new(ImportProposals.Derived($"partner\n{application}\n{pic}"), PartnerRole.Partner, null, new(
                written.Groups["name"] is { Success: true, Value: var name } ? name : $"PIC {pic}", written.Groups["country"] is { Success: true, Value: var country } ? country : null, Pic: pic));
    }

    private static bool IsOrganisation(string told) => Guid.TryParse(told, out _) || Written().IsMatch(told);

    [GeneratedRegex("^(?<pic>[0-9]{9})( (?<name>[^|]{1,200}) \\((?<country>[A-Z]{2})\\))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Written();
}

public sealed class ImportProposalsHandler(IImportFile file, ILedger ledger, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ImportProposals, ProposalsReport>
{
    private const int RowsTogether = 100;

    public async Task<ProposalsReport> Handle(ImportProposals command, CancellationToken cancellationToken)
    {
        var (knowledge, at, by, source) = (facts.Now, clock.GetUtcNow(), callers.Caller.PersonId, command.Source.Trim());
        if (knowledge.Call(command.CallId) is null || !new Sight(callers.Caller, knowledge, at).TakesProposalsOver(command.CallId)) throw AccessRefused.AsNotThere();

        await using var content = new MemoryStream();
        await command.Content.CopyToAsync(content, cancellationToken);
        content.Position = 0;

        long? position = null;
        var (import, seen, lines) = (Guid.CreateVersion7(), new HashSet<Guid>(), new List<ProposalLine>());
        foreach (var together in Cells(command.IsJson, content).Select(ProposalRow.Of).Chunk(RowsTogether))
        {
            Taken[] rows = [.. together.Select(row => new Taken(row, source, knowledge, seen))];
            Taken[] sound = [.. rows.Where(row => row.Faults.Count == 0)];
            if (sound.Length > 0) await Take(sound);
            lines.AddRange(rows.Select(row => row.Line(knowledge)));
        }

        return new(import, position, command.Preview, lines.Count, Of(ImportResult.Accepted), Of(ImportResult.Changed), Of(ImportResult.Unchanged), Of(ImportResult.Refused), lines);

        int Of(ImportResult result) => lines.Count(line => line.Result == result);

        async Task Take(Taken[] rows)
        {
            Guid[] clusters = [.. rows.SelectMany(row => row.Clusters).Distinct()];
            var own = await facts.Read(
                [.. rows.Select(row => row.Id), .. clusters, .. knowledge.Concerned(null, clusters).Select(partnership => partnership.Dossier.Id), command.CallId, ProgrammeFacts.StreamId], null, cancellationToken);
            if (own.Call(command.CallId) is not { Terms: not null } call) return;

            Func<CallApplication, Decision<IApplicationEvent>> Decision(Taken row) => application => row.Decide(application, call, own, facts.Now, import, by, at);
            if (command.Preview)
            {
                foreach (var row in rows) row.Refused = Decision(row)(own.Application(row.Id)?.State ?? CallApplication.Initial).Refusal;
                return;
            }

            var receipts = await ledger.DecideEach([.. rows.Select(row => (row.Id, Decision(row)))], cancellationToken);
            foreach (var (row, receipt) in rows.Zip(receipts))
            {
                row.Refused = receipt.Refusal;
                if (receipt.Refusal is null && receipt.Position > (position ?? 0)) position = receipt.Position;
            }
        }
    }

    private IEnumerable<ImportCells> Cells(bool isJson, Stream content)
    {
        if (isJson) return FromJson(content);

        file.Check(content, ImportProposals.MostRows, ProposalRow.Sheet);
        return file.Read(content, ProposalRow.Sheet);
    }

    /// <summary>The same names as the columns; lists may be arrays.</summary>
    private static List<ImportCells> FromJson(Stream content)
    {
        try
        {
            using var document = JsonDocument.Parse(content, new() { MaxDepth = 8 });
            if (document.RootElement.ValueKind is not JsonValueKind.Array) throw NotAnArray();
            if (document.RootElement.GetArrayLength() > ImportProposals.MostRows) throw IImportFile.Fault("file-too-many-rows", $"At most {ImportProposals.MostRows} proposals at a time.", $"Höchstens {ImportProposals.MostRows} Anträge auf einmal.");

            return [.. document.RootElement.EnumerateArray().Select((row, index) => Row(row, index + 1))];
        }
        catch (JsonException)
        {
            throw NotAnArray();
        }

        static ImportCells Row(JsonElement row, int line)
        {
            var cells = new Dictionary<string, string>(StringComparer.Ordinal);
            if (row.ValueKind is not JsonValueKind.Object) return new(line, cells, new("An object is expected.", "Erwartet wird ein Objekt."));

            Text? fault = null;
            foreach (var member in row.EnumerateObject())
            {
                if (!ProposalRow.Sheet.Known.Contains(member.Name)) fault = new($"{member.Name}: There is no such entry.", $"{member.Name}: Diese Angabe gibt es nicht.");
                else if (!cells.TryAdd(member.Name, Value(member.Value))) fault = new($"{member.Name}: Told twice.", $"{member.Name}: Doppelt angegeben.");
            }

            return new(line, cells, fault);
        }

        static string Value(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Null => "",
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Array => string.Join('|', value.EnumerateArray().Select(Value)),
            JsonValueKind.Object when value.TryGetProperty("amount", out var amount) => Value(amount),
            _ => value.GetRawText(),
        };

        static ValidationException NotAnArray() => IImportFile.Fault("file-not-json", "This is not a JSON array of objects.", "Das ist kein JSON-Array von Objekten.");
    }

    /// <summary>A row on its way through: what became of it is known once its application has decided.</summary>
    private sealed class Taken
    {
        private static readonly Refusal MovedMeanwhile = new("import-overtaken", new("This application changed while it was taken over. Import it again.", "Dieser Antrag hat sich während der Übernahme geändert. Importieren Sie ihn noch einmal."));

        private readonly ProposalRow _row;
        private readonly string _source;
        private readonly PartnerJoining? _coordinator;
        private readonly PartnerJoining[] _partners = [];
        private bool _existed, _wrote, _isLate;

        private static readonly Text Late = new(
            "Received there after the deadline: kept as received late, so that it can be decided upon and answered.",
            "Dort nach Ablauf der Frist eingegangen: als verspätet festgehalten, damit darüber entschieden und Bescheid gegeben werden kann.");

        public Taken(ProposalRow row, string source, IKnowledge knowledge, HashSet<Guid> seen)
        {
            (_row, _source, Faults) = (row, source, [.. row.Faults]);
            if (Faults.Count > 0) return;

            Id = ImportProposals.ApplicationOf(source, row.Number!);
            if (!seen.Add(Id)) Faults.Add(new("number: This file tells of it twice. Keep one of the two.", "number: Diese Datei nennt ihn doppelt. Behalten Sie eine Angabe."));
            _coordinator = ProposalRow.Organisation(row.Coordinator!, Id, knowledge);
            _partners = [.. row.Partners.Select(told => ProposalRow.Organisation(told, Id, knowledge))];
            if (_coordinator.Cluster is not { } cluster || knowledge.Cluster(cluster) is null)
            {
                Faults.Add(new("coordinator: No cluster of the directory is known by this. Bring it in first.", "coordinator: Im Verzeichnis ist darunter kein Cluster bekannt. Nehmen Sie es zuerst auf."));
            }

            if (_partners.Any(partner => partner.Cluster is { } id && knowledge.Cluster(id) is null)) Faults.Add(new("partners: There is no cluster with one of these ids.", "partners: Zu einer dieser Kennungen gibt es kein Cluster."));
        }

        public Guid Id { get; }

        public List<Text> Faults { get; }

        /// <summary>By the application, or because its record cannot be read.</summary>
        public Refusal? Refused { get; set; }

        public IEnumerable<Guid> Clusters => _partners.Append(_coordinator!).Select(partner => partner.Cluster).OfType<Guid>();

        public Decision<IApplicationEvent> Decide(CallApplication application, CallDossier call, IKnowledge own, IKnowledge others, Guid import, Guid by, DateTimeOffset at)
        {
            var known = own.Application(Id);
            if (application.Version != (known?.State.Version ?? 0)) return MovedMeanwhile;

            var imported = new ProposalImported(_source, _row.Number!, _row.ReceivedAt!.Value, _row.Attestation!, _row.AttestedBy, _row.Proposal, _partners, _row.Declared, import, by, at);
            var decision = application.Import(imported, call, _row.Strand, _coordinator!.Partner, at, () => Verdict(imported, known));
            (_existed, _wrote) = (application.Exists, decision.Count > 0);
            _isLate = _wrote && imported.ReceivedAt > call.Terms?.Deadline?.Latest;
            return decision;

            RecordedVerdict Verdict(ProposalImported told, ApplicationRecord? before)
            {
                var record = before ?? Learn(new(new(Id), CallApplication.Initial, 0), new ApplicationStarted(call.Id, _row.Strand, _coordinator.Partner, by));
                var taken = Learn(record, told);
                return Grounds.Of(taken, taken.Dossier.Received(taken.State.Versions + 1, told.ReceivedAt, taken.Version), call, own, others).Record();
            }

            ApplicationRecord Learn(ApplicationRecord record, IApplicationEvent e) =>
                new(record.Dossier.Learn(e, new Told(Guid.Empty, "", Id, record.Version + 1, at)), record.State.Evolve(e), record.Version + 1);
        }

        public ProposalLine Line(IKnowledge knowledge)
        {
            Text[] against = [.. Faults, .. Refused is { } refusal ? [refusal.Reason] : Array.Empty<Text>()];
            return new(
                _row.Line, _row.Number, Id == Guid.Empty ? null : Id, _coordinator?.Cluster is { } cluster ? knowledge.Cluster(cluster)?.State.Profile.Name : null, _row.ReceivedAt,
                against.Length > 0 ? ImportResult.Refused : !_wrote ? ImportResult.Unchanged : _existed ? ImportResult.Changed : ImportResult.Accepted,
                against.Length == 0 && _isLate ? [Late] : against);
        }
    }
}
