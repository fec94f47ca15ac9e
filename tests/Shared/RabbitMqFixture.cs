using EligibilityService.Tests;

[assembly: AssemblyFixture(typeof(RabbitMqFixture))]

namespace EligibilityService.Tests;

/// <summary>
/// One RabbitMQ for a whole test assembly, started when the first test asks for it, gone with the tests.
/// Every test names exchanges of its own. Who wants to kill it takes a <see cref="RabbitMqServer"/> of his or her own.
/// </summary>
public sealed class RabbitMqFixture : IAsyncDisposable
{
    private readonly Lazy<RabbitMqServer> _server = new(() => new());
    private readonly Lazy<Task> _started;

    public RabbitMqFixture() => _started = new(() => _server.Value.Start());

    public async Task<Uri> Address()
    {
        await _started.Value;
        return _server.Value.Address;
    }

    public ValueTask DisposeAsync() => _server.IsValueCreated ? _server.Value.DisposeAsync() : ValueTask.CompletedTask;
}
