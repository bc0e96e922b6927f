using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace WikkenWegen.AuditBundle.Containers;

/// <summary>A file of a bag while it is made, with its hash and checksum: in memory while it is small, then in a temporary file that goes away by itself.</summary>
internal sealed class BagPart(string name) : Stream
{
    private const int MaxBuffer = 1 << 16;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[1 << 10];
    private FileStream? _file;
    private int _buffered;
    private long _written;
    private string? _sha256;
    private uint _crc;

    /// <summary>Its path in the bag, with slashes.</summary>
    public string Name => name;

    /// <summary>Its SHA-256 in hexadecimal digits. Nothing may be written after it was asked for.</summary>
    public string Sha256 => _sha256 ??= Finish();

    /// <summary>Its checksum in a zip. Nothing may be written after it was asked for.</summary>
    public uint Crc => Sha256.Length > 0 ? _crc : 0;

    /// <summary>For reading at any place what was written and flushed.</summary>
    public SafeFileHandle Handle => File.SafeFileHandle;

    public override long Length => _written + _buffered;

    public override long Position { get => Length; set => throw new NotSupportedException(); }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    private FileStream File => _file ??= TemporaryFiles.Open();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_sha256 is not null) throw new InvalidOperationException($"{name} was finished.");
        if (_buffered + buffer.Length > MaxBuffer) Flush();
        if (buffer.Length > MaxBuffer)
        {
            Take(buffer);
            return;
        }
        if (_buffered + buffer.Length > _buffer.Length) Array.Resize(ref _buffer, Math.Min(MaxBuffer, Math.Max(2 * _buffer.Length, _buffered + buffer.Length)));
        buffer.CopyTo(_buffer.AsSpan(_buffered));
        _buffered += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void WriteByte(byte value) => Write([value]);

    /// <summary>Puts into the file what lies in memory.</summary>
    public override void Flush()
    {
        if (_buffered == 0) return;
        Take(_buffer.AsSpan(0, _buffered));
        _buffered = 0;
    }

    /// <summary>Copies the whole of it.</summary>
    public new async Task CopyToAsync(Stream to, CancellationToken cancellation)
    {
        foreach (var (from, length) in Pieces())
        {
            cancellation.ThrowIfCancellationRequested();
            await to.WriteAsync(from.AsMemory(0, length), cancellation);
        }
    }

    /// <summary>Copies the whole of it.</summary>
    public new void CopyTo(Stream to)
    {
        foreach (var (from, length) in Pieces()) to.Write(from, 0, length);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file?.Dispose();
            _hash.Dispose();
        }
        base.Dispose(disposing);
    }

    private IEnumerable<(byte[] From, int Length)> Pieces()
    {
        var piece = new byte[1 << 17];
        for (long at = 0; at < _written;)
        {
            var read = RandomAccess.Read(Handle, piece, at);
            if (read == 0) throw new IOException($"The temporary file of {name} is shorter than what was written to it.");
            yield return (piece, read);
            at += read;
        }
        yield return (_buffer, _buffered);
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        Count(bytes);
        RandomAccess.Write(Handle, bytes, _written);
        _written += bytes.Length;
    }

    private void Count(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _crc = Crc32.Append(_crc, bytes);
    }

    private string Finish()
    {
        Count(_buffer.AsSpan(0, _buffered));
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }
}
