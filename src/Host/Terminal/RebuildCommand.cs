using EligibilityService.Infrastructure.ReadModels;
using JasperFx;
using JasperFx.CommandLine;

namespace EligibilityService.Host.Terminal;

/// <summary>`rebuild`: while no host runs, throws away what is derived and builds it again.</summary>
[Description("Throw away every derived table and build it again to the same content; nobody is told anything", Name = "rebuild")]
public sealed class RebuildCommand : JasperFxAsyncCommand<NetCoreInput>
{
    public override async Task<bool> Execute(NetCoreInput input)
    {
        using var host = input.BuildHost();
        if (await host.Services.GetRequiredService<IRebuild>().Run(CancellationToken.None) is not { } rebuilt)
        {
            await Console.Error.WriteLineAsync("A running host leads this database. Stop all hosts, then rebuild.");
            return false;
        }

        Console.WriteLine($"Rebuilt from the events up to {rebuilt.Position}: {rebuilt.Standings} standings, {rebuilt.Reservations} reservations.");
        return true;
    }
}
