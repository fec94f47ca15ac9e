using System.Diagnostics.CodeAnalysis;

namespace EligibilityService.Infrastructure.Ledger;

/// <summary>So many go to the database at a time for a short while, the others wait for their turn: in a rush a wait costs less than one more connection, which PostgreSQL must first make ready.</summary>
/// <remarks>Whoever has waited in vain goes all the same, so that nobody can hold up others for good.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing; and whoever still has a turn when the host stops must be able to give it back.")]
internal sealed class Turns
{
    private static readonly int AtATime = Math.Max(16, Environment.ProcessorCount * 4);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _free = new(AtATime);

    public async ValueTask<Turn> Next(CancellationToken cancellationToken) => new(await _free.WaitAsync(Patience, cancellationToken) ? _free : null);

    /// <summary>Of somebody who must not wait for others, because they wait for it.</summary>
    public static Turn BeforeAll => default;

    public readonly struct Turn(SemaphoreSlim? free) : IDisposable
    {
        public void Dispose() => free?.Release();
    }
}
