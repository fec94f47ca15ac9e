using EligibilityService.Tests;

[assembly: AssemblyFixture(typeof(EligibilityService.Host.Tests.Browser.TestSite))]

namespace EligibilityService.Host.Tests.Browser;

/// <summary>One running service with the whole demonstration, for all tests that neither move its clock nor break it. It starts when the first of them asks.</summary>
public sealed class TestSite : IAsyncDisposable
{
    private readonly PostgresFixture _postgres = new();
    private readonly Lazy<Task<RunningService>> _service;

    public TestSite() => _service = new(async () => await RunningService.Start(await _postgres.FreshDatabase(), "full"));

    public Task<RunningService> Service => _service.Value;

    /// <summary>Waits for the service where it isn't there yet; <see cref="Service"/> does so without holding a thread.</summary>
    public string Url => _service.Value.GetAwaiter().GetResult().Address.GetLeftPart(UriPartial.Authority);

    public async ValueTask DisposeAsync()
    {
        if (_service.IsValueCreated && _service.Value.IsCompletedSuccessfully) await (await _service.Value).DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
