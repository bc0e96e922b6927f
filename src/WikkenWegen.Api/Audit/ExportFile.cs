using System.Security.Cryptography;
using Npgsql;

namespace WikkenWegen.Api.Audit;

/// <summary>
/// Writes the file of an export into the database, piece by piece, on a connection that holds the export: who lost that can write nothing any more.
/// Memory does not grow with the file.
/// </summary>
internal sealed class ExportFile(NpgsqlConnection connection, string corporation, Guid export) : Stream
{
    /// <summary>Bytes of a piece.</summary>
    private const int Size = 1024 * 1024;

    private readonly byte[] _piece = new byte[Size];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _filled;
    private int _pieces;
    private long _length;

    /// <inheritdoc />
    public override bool CanRead => false;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => true;

    /// <inheritdoc />
    public override long Length => _length;

    /// <inheritdoc />
    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <summary>Writes the last piece, and gives SHA-256 of all of them in hexadecimals.</summary>
    public async Task<string> Finish(CancellationToken cancellation)
    {
        if (_filled > 0) await Keep(cancellation);
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    /// <inheritdoc />
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var taken = Take(buffer.Span);
            buffer = buffer[taken..];
            if (_filled == Size) await Keep(cancellationToken);
        }
    }

    /// <inheritdoc />
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var taken = Take(buffer);
            buffer = buffer[taken..];
            if (_filled < Size) continue;
            using var command = Command();
            command.ExecuteNonQuery();
            Kept();
        }
    }

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override void Flush()
    {
        // Pieces are written when they are full, and the last by Finish.
    }

    /// <inheritdoc />
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash.Dispose();
        base.Dispose(disposing);
    }

    private int Take(ReadOnlySpan<byte> bytes)
    {
        var taken = Math.Min(bytes.Length, Size - _filled);
        bytes[..taken].CopyTo(_piece.AsSpan(_filled));
        _hash.AppendData(bytes[..taken]);
        _filled += taken;
        _length += taken;
        return taken;
    }

    private async Task Keep(CancellationToken cancellation)
    {
        await using var command = Command();
        await command.ExecuteNonQueryAsync(cancellation);
        Kept();
    }

    private NpgsqlCommand Command() => new($"insert into {ExportRows.Parts} (tenant_id, export_id, part, bytes) values ($1, $2, $3, $4)", connection)
    {
        Parameters = { new() { Value = corporation }, new() { Value = export }, new() { Value = _pieces }, new() { Value = _filled == Size ? _piece : _piece[.._filled] } },
    };

    private void Kept() => (_filled, _pieces) = (0, _pieces + 1);
}
