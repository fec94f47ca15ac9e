using EligibilityService.Application.Access;
using EligibilityService.Domain.Deciding;
using FluentValidation;
using FluentValidation.Results;
using MediatR;

namespace EligibilityService.Application.Clusters;

/// <summary>Import or update clusters from a register's CSV file, with a report line per row. A preview says the same and writes nothing.</summary>
/// <param name="Content">UTF-8, header row, comma or semicolon.</param>
/// <param name="MostRows">A file with more rows is refused as a whole.</param>
[May(Role.Moderator, Role.Administrator, Role.System)]
public sealed record ImportClusters(Stream Content, bool Preview = false, int MostRows = ImportClusters.MostRowsByHttp, IProgress<ImportProgress>? Progress = null) : IRequest<ImportReport>
{
    public const int MostRowsByHttp = 20_000;
}

public sealed record ImportProgress(int Done, int Of);

/// <summary>What became of a row.</summary>
public enum ImportResult { Accepted, Changed, Unchanged, Refused }

/// <summary>What an import did, or would do.</summary>
/// <param name="Truncated">Of this many rows only the first, and after them the refused ones, are listed.</param>
public sealed record ImportReport(
    bool Preview, int Rows, int Accepted, int Changed, int Unchanged, int Refused, IReadOnlyList<ImportLine> Lines, bool Truncated);

/// <summary>What became of one row.</summary>
/// <param name="Line">In the file, from 1; the header is line 1.</param>
/// <param name="ClusterId">Null where the row was refused.</param>
public sealed record ImportLine(int Line, string ExternalId, string? Name, ImportResult Result, IReadOnlyList<Text> Reasons, Guid? ClusterId);

/// <summary>The columns of a kind of import file.</summary>
/// <param name="Known">As they are told to whoever used another one.</param>
/// <param name="IsKnownToo">Columns whose names are not fixed.</param>
public sealed record ImportSheet(IReadOnlyList<string> Required, IReadOnlyList<string> Known, Func<string, bool> IsKnownToo);

/// <summary>Reads import files. Faults of a single line are told with the line; a fault of the whole file is an exception.</summary>
public interface IImportFile
{
    /// <summary>Looks through the whole file before a single row is believed; the stream is back at its beginning afterwards.</summary>
    /// <param name="sheet">The columns that it may have; those of a register of clusters where none are named.</param>
    /// <returns>How many rows there are.</returns>
    /// <exception cref="ValidationException">The file cannot be imported: encoding, header, quotes, too many rows.</exception>
    int Check(Stream content, int mostRows, ImportSheet? sheet = null);

    /// <summary>Row by row, however long the file is.</summary>
    IEnumerable<ImportCells> Read(Stream content, ImportSheet? sheet = null);

    static ValidationException Fault(string code, string english, string german) =>
        new([new ValidationFailure("file", ProfileShape.Say(english, german)) { ErrorCode = code }]);
}

public sealed class ImportClustersHandler(IImportFile file, ClusterImport import) : IRequestHandler<ImportClusters, ImportReport>
{
    public async Task<ImportReport> Handle(ImportClusters command, CancellationToken cancellationToken)
    {
        var content = command.Content;
        await using var copy = content.CanSeek ? null : new MemoryStream();
        if (copy is not null)
        {
            await content.CopyToAsync(copy, cancellationToken);
            copy.Position = 0;
            content = copy;
        }

        var rows = file.Check(content, command.MostRows);
        return await import.Import(file.Read(content).Select(ImportRow.Of), command.Preview, cancellationToken, done => command.Progress?.Report(new(done, rows)));
    }
}
