using System.IO.Compression;
using System.Security.Cryptography;
using EligibilityService.Domain.Log;

namespace EligibilityService.Application.Log;

/// <summary>Hashes what is read through it, and reads no more than the ZIP says there is.</summary>
internal sealed class HashingStream(ZipArchiveEntry entry) : Stream
{
    private const int LongestLine = 64 * 1024 * 1024;

    private readonly Stream _inner = entry.Open();
    private readonly long _most = entry.Length;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long Bytes { get; private set; }

    public string Hash => Checkpoint.Hex(_hash.GetCurrentHash());

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Bytes; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = _inner.Read(buffer);
        _hash.AppendData(buffer[..read]);
        Bytes += read;
        return Bytes <= _most ? read : throw new InvalidDataException("More comes out than the ZIP says there is.");
    }

    public IEnumerable<ReadOnlyMemory<byte>> Lines()
    {
        var buffer = new byte[1 << 16];
        var (from, until) = (0, 0);
        while (true)
        {
            var end = Array.IndexOf(buffer, (byte)'\n', from, until - from);
            if (end >= 0)
            {
                yield return buffer.AsMemory(from, end - from);
                from = end + 1;
                continue;
            }

            if (from > 0) (from, until) = Move(buffer, from, until);
            if (until == buffer.Length) Array.Resize(ref buffer, buffer.Length < LongestLine ? buffer.Length * 2 : throw new InvalidDataException("A line has no end."));
            var read = Read(buffer, until, buffer.Length - until);
            if (read == 0) break;
            until += read;
        }

        if (until > from) yield return buffer.AsMemory(from, until - from);
    }

    private static (int From, int Until) Move(byte[] buffer, int from, int until)
    {
        buffer.AsSpan(from, until - from).CopyTo(buffer);
        return (0, until - from);
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
