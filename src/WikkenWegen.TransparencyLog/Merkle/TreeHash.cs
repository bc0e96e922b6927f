using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace WikkenWegen.TransparencyLog.Merkle;

/// <summary>The SHA-256 hash of a leaf, a node or a whole tree: 32 bytes (RFC 6962 section 2.1, "Merkle Tree Hash").</summary>
/// <remarks>A value: equal when all bytes are equal. The default value is 32 zero bytes, which is the hash of no known input.</remarks>
[StructLayout(LayoutKind.Sequential, Size = Size)]
public readonly struct TreeHash : IEquatable<TreeHash>
{
    /// <summary>The length of a hash in bytes.</summary>
    public const int Size = 32;

    /// <summary>The length of a hash in base64 characters, padding included.</summary>
    internal const int Base64Size = 44;

    // Four words hold the bytes as they came, in memory order; they are never read as numbers.
    private readonly ulong _bytes0, _bytes8, _bytes16, _bytes24;

    /// <summary>The hash with these bytes.</summary>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> is not 32 long.</exception>
    public TreeHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw new ArgumentException($"A hash has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        this = MemoryMarshal.Read<TreeHash>(bytes);
    }

    /// <summary>The hash's bytes; valid as long as the hash it is taken from.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> AsSpan() => MemoryMarshal.AsBytes(new ReadOnlySpan<TreeHash>(in this));

    /// <summary>A copy of the hash's 32 bytes.</summary>
    public byte[] ToArray() => AsSpan().ToArray();

    /// <summary>Reads the form that checkpoints and proofs use: base64 with padding (RFC 4648 section 4), 44 characters, nothing else. Inverse of <see cref="ToString"/>.</summary>
    /// <param name="base64">The 44 characters in ASCII.</param>
    /// <returns>The hash, or <see cref="LogErrorCode.Malformed"/>.</returns>
    public static Result<TreeHash> Parse(ReadOnlySpan<byte> base64)
    {
        Span<byte> bytes = stackalloc byte[Size];
        return base64.Length == Base64Size && Encodings.TryDecodeBase64(base64, bytes, out var length) && length == Size
            ? new TreeHash(bytes)
            : new LogError(LogErrorCode.Malformed, "not the canonical base64 of 32 bytes", 0);
    }

    /// <summary>The hash in base64, as checkpoints and proofs write it.</summary>
    public override string ToString() => Convert.ToBase64String(AsSpan());

    /// <inheritdoc/>
    public bool Equals(TreeHash other) =>
        _bytes0 == other._bytes0 && _bytes8 == other._bytes8 && _bytes16 == other._bytes16 && _bytes24 == other._bytes24;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is TreeHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_bytes0, _bytes8, _bytes16, _bytes24);

    /// <summary>Whether all bytes are equal.</summary>
    public static bool operator ==(TreeHash left, TreeHash right) => left.Equals(right);

    /// <summary>Whether some byte differs.</summary>
    public static bool operator !=(TreeHash left, TreeHash right) => !left.Equals(right);
}
