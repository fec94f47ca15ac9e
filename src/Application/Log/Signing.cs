using System.Security.Cryptography;
using System.Text;

namespace EligibilityService.Application.Log;

/// <summary>Signs in the name of the service. Every host of one database has the same keys.</summary>
/// <remarks>A port of its own because private keys stay with the host (ADR 0018).</remarks>
public interface ISigner
{
    /// <summary>The key that is signed with at present; made if there is none.</summary>
    PublicSigningKey Current { get; }

    /// <summary>All there ever were, oldest first: what they signed stays valid.</summary>
    IReadOnlyList<PublicSigningKey> Keys { get; }

    /// <summary>Closes a text with a signature line.</summary>
    string Sign(string body);

    /// <summary>Makes a new key; from now on it is the current one on every host.</summary>
    PublicSigningKey Renew();
}

/// <summary>A public key of the service, ECDSA P-256.</summary>
/// <param name="Id">Begin of the SHA-256 of the public key.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo in base64.</param>
/// <param name="Since">In real time.</param>
public sealed record PublicSigningKey(string Id, string PublicKey, DateTimeOffset Since)
{
    public static string IdOf(ReadOnlySpan<byte> publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey))[..16];

    /// <summary>The id belongs to the key, and the key is one.</summary>
    public bool IsSound
    {
        get
        {
            try
            {
                var key = Convert.FromBase64String(PublicKey);
                if (Convert.ToBase64String(key) != PublicKey || IdOf(key) != Id) return false;

                using var ecdsa = ECDsa.Create();
                ecdsa.ImportSubjectPublicKeyInfo(key, out _);
                return ecdsa.KeySize == 256;
            }
            catch (Exception wrong) when (wrong is FormatException or CryptographicException or PlatformNotSupportedException)
            {
                return false;
            }
        }
    }
}

/// <summary>A text closed by an empty line and a signature line, after the signed notes of C2SP. The signature covers every line before the empty one, line ends included.</summary>
/// <param name="Body">Ends with a line end and has no empty line.</param>
/// <param name="Signature">Both numbers of ECDSA, 64 bytes.</param>
public sealed record SignedNote(string Body, string Key, byte[] Signature)
{
    private const string Begin = "\u2014 eligibility-service/";

    public string Text => $"{Body}\n{Begin}{Key} {Convert.ToBase64String(Signature)}\n";

    public static SignedNote Make(string body, string key, ECDsa privateKey) =>
        new(body, key, privateKey.SignData(Encoding.UTF8.GetBytes(body), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    /// <returns>Nothing for what is not written exactly so.</returns>
    public static SignedNote? Parse(string text)
    {
        var at = text.IndexOf($"\n\n{Begin}", StringComparison.Ordinal);
        if (at < 0) return null;

        var line = text[(at + 2 + Begin.Length)..].TrimEnd('\n').Split(' ');
        var signature = new byte[64];
        if (line.Length != 2 || !Convert.TryFromBase64String(line[1], signature, out var length) || length != signature.Length) return null;

        var note = new SignedNote(text[..(at + 1)], line[0], signature);
        return note.Text == text ? note : null;
    }

    public bool IsSignedBy(IEnumerable<PublicSigningKey> keys)
    {
        if (keys.FirstOrDefault(key => key.Id == Key && key.IsSound) is not { } known) return false;

        using var ecdsa = ECDsa.Create();
        ecdsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(known.PublicKey), out _);
        return ecdsa.VerifyData(Encoding.UTF8.GetBytes(Body), Signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}
