using System.Globalization;
using EligibilityService.Host.Data.Demonstration;
using JasperFx.CommandLine;

namespace EligibilityService.Host.Terminal;

public sealed class GenerateClustersInput
{
    [Description("How many clusters")]
    public int Count { get; set; } = 950;

    [Description("The file to write; without it they go to standard output")]
    public string? File { get; set; }
}

[Description("Write the import file of the demonstration: clusters that could exist and do not", Name = "generate-clusters")]
public sealed class GenerateClustersCommand : JasperFxAsyncCommand<GenerateClustersInput>
{
    public GenerateClustersCommand()
    {
        Usage("To standard output").Arguments(input => input.Count);
        Usage("To a file").Arguments(input => input.Count, input => input.File!);
    }

    public override async Task<bool> Execute(GenerateClustersInput input)
    {
        string[] args = [input.Count.ToString(CultureInfo.InvariantCulture), .. input.File is { } file ? [file] : Array.Empty<string>()];
        return await DemonstrationClusters.Run(args) == 0;
    }
}
