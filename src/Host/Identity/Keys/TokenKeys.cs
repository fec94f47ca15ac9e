using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace EligibilityService.Host.Identity.Keys;

/// <summary>What the embedded provider signs and seals its tokens with: the same on every host, and after every restart.</summary>
internal sealed class TokenKeys(KeyTable table)
{
    private readonly Lazy<ECDsaSecurityKey> _signing = new(() =>
    {
        var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(table.FindOrCreate("tokens", "signing", NewSigningKey), out _);
        return new(ecdsa) { KeyId = Convert.ToHexStringLower(SHA256.HashData(ecdsa.ExportSubjectPublicKeyInfo()))[..16] };
    });

    private readonly Lazy<SymmetricSecurityKey> _encryption = new(() =>
        new(table.FindOrCreate("tokens", "encryption", () => RandomNumberGenerator.GetBytes(32))));

    public ECDsaSecurityKey Signing => _signing.Value;

    public SymmetricSecurityKey Encryption => _encryption.Value;

    private static byte[] NewSigningKey()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return ecdsa.ExportPkcs8PrivateKey();
    }
}
