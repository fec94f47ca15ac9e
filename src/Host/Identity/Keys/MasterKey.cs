using System.Security.Cryptography;
using System.Text;

namespace EligibilityService.Host.Identity.Keys;

/// <summary>Seals what lies in the database, so that a copy of the database alone opens nothing. Lives in a file only its owner reads.</summary>
internal sealed class MasterKey(byte[] key)
{
    private const int NonceLength = 12, TagLength = 16;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Hosts that share the folder get the same key, also when all of them start on an empty one.</summary>
    public static MasterKey Open(string directory)
    {
        var file = Path.Combine(directory, "master.key");

        try
        {
            if (!File.Exists(file)) Create(directory, file);

            var key = Convert.FromBase64String(File.ReadAllText(file).Trim());
            return key.Length == 32 ? new(key) : throw new FormatException();
        }
        catch (FormatException)
        {
            throw new IdentityStartupFailure($"{file} does not hold a master key: put the right file back from your backup.");
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new IdentityStartupFailure($"The master key {file} cannot be read or written ({denied.Message}): set Keys:Directory to a folder of this user.");
        }
    }

    /// <param name="purpose">Bound to the seal: what is sealed for one purpose does not open for another.</param>
    public byte[] Seal(string purpose, ReadOnlySpan<byte> plain)
    {
        var box = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(Nonce(box));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(Nonce(box), plain, Body(box), Tag(box), Encoding.UTF8.GetBytes(purpose));
        return box;
    }

    public byte[] Open(string purpose, byte[] box)
    {
        if (box.Length < NonceLength + TagLength) throw SealedOtherwise();

        var plain = new byte[Body(box).Length];

        try
        {
            using var aes = new AesGcm(key, TagLength);
            aes.Decrypt(Nonce(box), Body(box), Tag(box), plain, Encoding.UTF8.GetBytes(purpose));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw SealedOtherwise();
        }
    }

    private static IdentityStartupFailure SealedOtherwise() =>
        new("The keys in the database were sealed with another master key: give this host the master.key of the hosts before it (Keys:Directory).");

    private static void Create(string directory, string file)
    {
        Directory.CreateDirectory(directory);
        var draft = Path.Combine(directory, $".master.key.{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;

        using (var writer = new StreamWriter(draft, options)) writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another host was first; its key is the one.
            File.Delete(draft);
        }
    }

    private static Span<byte> Nonce(byte[] box) => box.AsSpan(0, NonceLength);

    private static Span<byte> Tag(byte[] box) => box.AsSpan(NonceLength, TagLength);

    private static Span<byte> Body(byte[] box) => box.AsSpan(NonceLength + TagLength);
}
