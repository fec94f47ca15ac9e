using EligibilityService.Application.Persons;
using EligibilityService.Host.Identity.Keys;
using EligibilityService.Infrastructure.Persons;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Npgsql;

namespace EligibilityService.Host.Identity;

/// <summary>Before anything listens: tables, keys, and the people of the demonstration.</summary>
internal sealed class IdentityStartup(
    IdentitySettings settings, IHostEnvironment environment, IServer server, NpgsqlDataSource database,
    KeyTable keyTable, TokenKeys tokenKeys, IKeyManager keyRing, IPersons persons, TimeProvider time) : IHostedLifecycleService
{
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(90);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        RefuseUnsafe();
        await PersonTables.EnsureSchema(database, cancellationToken);
        _ = (tokenKeys.Signing, tokenKeys.Encryption);
        keyTable.Alone(EnsureFirstKey);

        if (settings.IsDemonstration) await persons.IntroduceDemonstration(cancellationToken);
    }

    /// <summary>An address given in code is known only now.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        RefuseUnsafe();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void RefuseUnsafe() => settings.RefuseUnsafe(environment, server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []);

    private void EnsureFirstKey()
    {
        if (keyRing.GetAllKeys().Count > 0) return;
        var now = time.GetUtcNow();
        keyRing.CreateNewKey(now, now + KeyLifetime);
    }
}
