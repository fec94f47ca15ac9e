using System.Globalization;
using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Infrastructure;
using FluentValidation;
using JasperFx.CommandLine;
using MediatR;
using Spectre.Console;

namespace EligibilityService.Host.Terminal;

public sealed class ImportClustersInput : NetCoreInput
{
    [Description("The CSV file: UTF-8, header row, comma or semicolon")]
    public string File { get; set; } = "";

    [Description("Say what would happen, and write nothing")]
    public bool PreviewFlag { get; set; }
}

/// <summary>The import for files of any length, in the language of the terminal.</summary>
[Description("Import or update clusters from a CSV file", Name = "import-clusters")]
public sealed class ImportClustersCommand : JasperFxAsyncCommand<ImportClustersInput>
{
    private const int RefusedShown = 50;

    public override async Task<bool> Execute(ImportClustersInput input)
    {
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        try
        {
            using var host = input.BuildHost();
            await host.Services.PrepareForTerminal(CancellationToken.None);
            await using var scope = host.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<AmbientCaller>().ActAs(Caller.Service);

            await using var content = System.IO.File.OpenRead(input.File);
            Show(await Import(content, input.PreviewFlag, scope.ServiceProvider.GetRequiredService<IMediator>()), language);
            return true;
        }
        catch (ValidationException wrong)
        {
            foreach (var error in wrong.Errors) await Console.Error.WriteLineAsync(ProfileShape.Said(error.ErrorMessage).In(language));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
        }

        return false;
    }

    private static Task<ImportReport> Import(Stream content, bool preview, IMediator mediator) => AnsiConsole.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .StartAsync(progress =>
        {
            var bar = progress.AddTask(preview ? "preview" : "import");
            return mediator.Send(new ImportClusters(content, preview, MostRows: int.MaxValue, new Bar(bar)));
        });

    private static void Show(ImportReport report, string language)
    {
        var counts = new Table().AddColumn("").AddColumn(new TableColumn(report.Preview ? "preview" : "rows").RightAligned());
        foreach (var (name, count) in new[]
        {
            ("accepted", report.Accepted), ("changed", report.Changed), ("unchanged", report.Unchanged), ("refused", report.Refused), ("all", report.Rows),
        })
        {
            counts.AddRow(name, count.ToString("N0", CultureInfo.CurrentCulture));
        }

        AnsiConsole.Write(counts);
        if (report.Refused == 0) return;

        var refused = new Table().AddColumn(new TableColumn("line").RightAligned()).AddColumn("externalId").AddColumn("refused because");
        foreach (var line in report.Lines.Where(line => line.Result is ImportResult.Refused).Take(RefusedShown))
        {
            refused.AddRow(new Markup(line.Line.ToString(CultureInfo.CurrentCulture)), new Spectre.Console.Text(line.ExternalId), new Spectre.Console.Text(string.Join('\n', line.Reasons.Select(reason => reason.In(language)))));
        }

        AnsiConsole.Write(refused);
        if (report.Refused > RefusedShown) AnsiConsole.WriteLine($"... and {report.Refused - RefusedShown:N0} more");
    }

    private sealed class Bar(ProgressTask bar) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => bar.MaxValue(value.Of).Value = value.Done;
    }
}
