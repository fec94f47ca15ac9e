using System.Globalization;
using System.Security.Cryptography;
using EligibilityService.Application.Log;

namespace EligibilityService.Host.Identity.Keys;

/// <summary>The keys that receipts and checkpoints are signed with: sealed rows like all keys, so that every host signs with the same.</summary>
/// <remarks>Real time throughout. A key that another host introduced is noticed within seconds; until then this one signs with the one before, which stays valid.</remarks>
internal sealed class LogKeys(KeyTable table, TimeProvider time) : ISigner
{
    private const string Purpose = "log";

    private static readonly TimeSpan LooksAgainAfter = TimeSpan.FromSeconds(5);

    private readonly Lock _turn = new();
    private Held? _held;

    private sealed record Held(IReadOnlyList<PublicSigningKey> Keys, byte[] Private, long SeenAt);

    public PublicSigningKey Current => Look().Keys[^1];

    public IReadOnlyList<PublicSigningKey> Keys => Look().Keys;

    public string Sign(string body)
    {
        var held = Look();
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(held.Private, out _);
        return SignedNote.Make(body, held.Keys[^1].Id, ecdsa).Text;
    }

    public PublicSigningKey Renew()
    {
        lock (_turn)
        {
            table.Alone(() => table.FindOrCreate(Purpose, Name(table.All(Purpose).Count + 1), NewKey));
            _held = null;
        }

        return Current;
    }

    private Held Look()
    {
        lock (_turn)
        {
            if (_held is { } held && time.GetElapsedTime(held.SeenAt) < LooksAgainAfter) return held;

            var all = table.All(Purpose);
            if (all.Count == 0)
            {
                table.FindOrCreate(Purpose, Name(1), NewKey);
                all = table.All(Purpose);
            }

            return _held = new([.. all.Select(row => Public(row.Key, row.Since))], all[^1].Key, time.GetTimestamp());
        }
    }

    private static PublicSigningKey Public(byte[] privateKey, DateTimeOffset since)
    {
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(privateKey, out _);
        var key = ecdsa.ExportSubjectPublicKeyInfo();
        return new(PublicSigningKey.IdOf(key), Convert.ToBase64String(key), since);
    }

    /// <summary>So that the newest is the last.</summary>
    private static string Name(int number) => number.ToString("000000", CultureInfo.InvariantCulture);

    private static byte[] NewKey()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return ecdsa.ExportPkcs8PrivateKey();
    }
}
