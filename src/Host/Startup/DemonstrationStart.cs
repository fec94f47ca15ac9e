using EligibilityService.Application.Knowing;
using EligibilityService.Infrastructure.Demonstration;
using Npgsql;

namespace EligibilityService.Host.Startup;

/// <summary>Brings the demonstration to its first moment before anybody can look, keeps this host's clock in step with the database's, and finishes moves that were broken off.</summary>
internal sealed class DemonstrationStart(DemonstrationClock clock, IDemonstration demonstration, NpgsqlDataSource source, ILogger<DemonstrationStart> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var year = 0;
        await demonstration.Begin(step =>
        {
            if (step.At.Year == year) return;
            year = step.At.Year;
            Console.WriteLine($"playing the history of {year}");
        }, cancellationToken);
        await clock.Look(source, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Between, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await clock.Look(source, stoppingToken);
                await demonstration.GoOn(stoppingToken);
            }
            catch (Exception failed) when (failed is NpgsqlException or OperationCanceledException or PositionNotReached)
            {
                if (!stoppingToken.IsCancellationRequested) log.LogWarning(failed, "The demonstration's clock could not be read or moved on; this host tries again");
            }
        }
    }
}
