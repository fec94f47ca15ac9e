using EligibilityService.Infrastructure.Subscriptions;
using JasperFx;
using JasperFx.CommandLine;

namespace EligibilityService.Host.Terminal;

/// <summary>`after-restore`: after a backup was put back and before any host starts, lets the feed begin a new epoch.</summary>
[Description("After a backup was put back: begin a new epoch of the feed, so that subscribers who had read further notice", Name = "after-restore")]
public sealed class AfterRestoreCommand : JasperFxAsyncCommand<NetCoreInput>
{
    public override async Task<bool> Execute(NetCoreInput input)
    {
        using var host = input.BuildHost();
        if (await host.Services.GetRequiredService<IBeginEpoch>().Begin(CancellationToken.None) is not { } begun)
        {
            await Console.Error.WriteLineAsync("A running host leads this database. Stop all hosts, then begin the epoch.");
            return false;
        }

        Console.WriteLine($"The feed goes on in epoch {begun.Epoch} (before: {begun.Before}) after entry {begun.Number}. Subscribers who ask with a cursor of before are told to resume from {begun.Epoch}.{begun.Number}.");
        return true;
    }
}
