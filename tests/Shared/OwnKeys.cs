using System.Security.Cryptography;
using EligibilityService.Application.Log;

namespace EligibilityService.Tests;

/// <summary>Real keys that live as long as the process: what the host keeps sealed in the database.</summary>
internal sealed class OwnKeys : ISigner
{
    private readonly List<(PublicSigningKey Public, ECDsa Private)> _keys = [];

    public OwnKeys() => Renew();

    public PublicSigningKey Current => _keys[^1].Public;

    public IReadOnlyList<PublicSigningKey> Keys => [.. _keys.Select(key => key.Public)];

    public string Sign(string body) => SignedNote.Make(body, Current.Id, _keys[^1].Private).Text;

    public PublicSigningKey Renew()
    {
        var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = ecdsa.ExportSubjectPublicKeyInfo();
        _keys.Add((new(PublicSigningKey.IdOf(key), Convert.ToBase64String(key), TimeProvider.System.GetUtcNow()), ecdsa));
        return Current;
    }
}
