using System.Text;

namespace EligibilityService.Host.Tests;

/// <summary>A real PostgreSQL that commits, and whose word that it has never arrives: once, for the first transaction in which something is written.</summary>
/// <param name="written">What marks the transaction, such as the name of an event.</param>
internal sealed class ForgetfulPostgres(string database, string written) : PostgresBehindADoor(database)
{
    private static readonly byte[] Committed = Encoding.ASCII.GetBytes("COMMIT\0");

    private readonly byte[] _written = Encoding.ASCII.GetBytes(written);
    private readonly TaskCompletionSource _kept = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done once it has committed and kept that to itself.</summary>
    public Task HasCommitted => _kept.Task;

    protected override IWatch Watch() => new Waiting(this);

    private sealed class Waiting(ForgetfulPostgres postgres) : IWatch
    {
        private volatile bool _expected;

        public bool Asked(Span<byte> passing)
        {
            if (passing.IndexOf(postgres._written) >= 0) _expected = true;
            return true;
        }

        public bool Told(Span<byte> passing) => !(_expected && passing.IndexOf(Committed) >= 0 && postgres._kept.TrySetResult());
    }
}
