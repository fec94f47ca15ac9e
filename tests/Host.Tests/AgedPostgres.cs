using System.Text;

namespace EligibilityService.Host.Tests;

/// <summary>A real PostgreSQL that greets with the version of another time.</summary>
/// <param name="major">As many digits as the real one has.</param>
internal sealed class AgedPostgres(string database, int major) : PostgresBehindADoor(database)
{
    private static readonly byte[] Greeting = Encoding.ASCII.GetBytes("server_version\0");

    protected override IWatch Watch() => new Aging(Encoding.ASCII.GetBytes($"{major}"));

    private sealed class Aging(byte[] major) : IWatch
    {
        public bool Told(Span<byte> passing)
        {
            if (passing.IndexOf(Greeting) is >= 0 and var at) major.CopyTo(passing[(at + Greeting.Length)..]);
            return true;
        }
    }
}
