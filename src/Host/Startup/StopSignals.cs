using System.Runtime.InteropServices;

namespace EligibilityService.Host.Startup;

/// <summary>Ctrl-C, or the system's request to end, from the first moment on: also before there is a host that could hear it.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() => _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Hear), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Hear)];

    public CancellationToken Asked => _asked.Token;

    /// <summary>The start broke off because it was asked to, and for no other reason.</summary>
    public bool Explain(Exception failed) => _asked.IsCancellationRequested && IsCancelled(failed);

    /// <summary>From here on signals end the process, as they do where nobody listens.</summary>
    public void Release()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }

    public void Dispose()
    {
        Release();
        _asked.Dispose();
    }

    private static bool IsCancelled(Exception failed) => failed switch
    {
        OperationCanceledException => true,
        AggregateException several => several.InnerExceptions.All(IsCancelled),
        _ => failed.InnerException is { } inner && IsCancelled(inner),
    };

    private void Hear(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _asked.Cancel();
    }
}
