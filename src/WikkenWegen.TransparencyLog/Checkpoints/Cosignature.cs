using System.Buffers.Binary;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.TransparencyLog.Checkpoints;

/// <summary>What witnesses sign, byte for byte (c2sp.org/tlog-cosignature), and the time in their signatures.</summary>
/// <remarks>
/// Ed25519, over the checkpoint's whole text:
/// <code>
/// cosignature/v1
/// time 1679315147
/// example.com/behind-the-sofa
/// 20852163
/// CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
/// </code>
/// ML-DSA-44, over a binary structure with the cosigner's name, the time, the origin, the interval and its hash, without extension lines.
/// The signature of either is the time as eight bytes, big-endian, followed by the algorithm's own signature.
/// </remarks>
public static class Cosignature
{
    /// <summary>The latest time that can be signed, in seconds since 1970-01-01T00:00:00Z.</summary>
    public const ulong MaxTime = long.MaxValue;

    /// <summary>The longest name and origin in an ML-DSA-44 message, in bytes of UTF-8.</summary>
    private const int MaxNameBytes = byte.MaxValue;

    private const int TimeBytes = sizeof(ulong);
    private const int MlDsa44SignatureBytes = 2420;

    private static ReadOnlySpan<byte> SubtreeLabel => "subtree/v1\n\0"u8;

    /// <summary>The message that an Ed25519 cosignature signs (tlog-cosignature, "Ed25519 signed message").</summary>
    /// <param name="checkpoint">The checkpoint, extension lines included.</param>
    /// <param name="time">Seconds since 1970-01-01T00:00:00Z, 0 to <see cref="MaxTime"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="checkpoint"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is out of range.</exception>
    public static byte[] Message(Checkpoint checkpoint, ulong time)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, MaxTime);
        return Encodings.Utf8.GetBytes($"cosignature/v1\ntime {Encodings.Decimal(time)}\n{checkpoint}");
    }

    /// <summary>The message that an ML-DSA-44 cosignature signs (tlog-cosignature, "ML-DSA-44 signed message").</summary>
    /// <param name="cosigner">The cosigner's name, 1 to 255 bytes of UTF-8.</param>
    /// <param name="time">Seconds since 1970-01-01T00:00:00Z, 0 to <see cref="MaxTime"/>; with 0 the cosigner does not state that this is the largest tree it has seen. A subtree that does not start at 0 must have 0.</param>
    /// <param name="origin">The log's origin, 1 to 255 bytes of UTF-8.</param>
    /// <param name="subtree">The leaves that are signed: [0, size) for a checkpoint, the size exclusive.</param>
    /// <param name="hash">The subtree's hash.</param>
    /// <returns>The message, or <see cref="LogErrorCode.Malformed"/> when a name is empty or too long or the time may not be there.</returns>
    /// <exception cref="ArgumentNullException">A name is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is out of range.</exception>
    public static Result<byte[]> SubtreeMessage(string cosigner, ulong time, string origin, Subtree subtree, TreeHash hash)
    {
        ArgumentNullException.ThrowIfNull(cosigner);
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, MaxTime);
        if (!Encodings.IsUnicode(cosigner) || !Encodings.IsUnicode(origin)) return new LogError(LogErrorCode.Malformed, "cosigner or origin is not valid Unicode");
        var (name, log) = (Encodings.Utf8.GetBytes(cosigner), Encodings.Utf8.GetBytes(origin));
        if (name.Length is 0 or > MaxNameBytes || log.Length is 0 or > MaxNameBytes) return new LogError(LogErrorCode.Malformed, $"cosigner and origin take 1 to {MaxNameBytes} bytes, not {name.Length} and {log.Length}");
        if (subtree.Start != 0 && time != 0) return new LogError(LogErrorCode.Malformed, "the cosignature of a subtree that does not start at 0 has no time");
        return (byte[])[.. SubtreeLabel, (byte)name.Length, .. name, .. BigEndian(time), (byte)log.Length, .. log, .. BigEndian(subtree.Start), .. BigEndian(subtree.End), .. hash.AsSpan()];
    }

    /// <summary>The time in a cosignature.</summary>
    /// <param name="signature">A cosignature; its length tells the algorithm. It is not verified here.</param>
    /// <returns>Seconds since 1970-01-01T00:00:00Z, 0 to <see cref="MaxTime"/>; or <see cref="LogErrorCode.Malformed"/> when this is no cosignature.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="signature"/> is null.</exception>
    public static Result<ulong> Time(NoteSignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        return signature.Value.Length is TimeBytes + Ed25519.SignatureBytes or TimeBytes + MlDsa44SignatureBytes && TrySplit(signature.Value, out var time, out _)
            ? time
            : new LogError(LogErrorCode.Malformed, $"the {signature.Value.Length} bytes by {signature.Name} are no cosignature");
    }

    /// <summary>The message that a cosignature of this type signs for a checkpoint.</summary>
    internal static Result<byte[]> Message(SignatureType type, string cosigner, Checkpoint checkpoint, ulong time) =>
        type == SignatureType.MlDsa44Cosignature
            ? SubtreeMessage(cosigner, time, checkpoint.Origin, Subtree.Tree(checkpoint.Head.Size), checkpoint.Head.Root)
            : Message(checkpoint, time);

    /// <summary>Joins the time and the algorithm's signature. Inverse of <see cref="TrySplit"/>.</summary>
    internal static byte[] Join(ulong time, ReadOnlySpan<byte> signature) => [.. BigEndian(time), .. signature];

    internal static bool TrySplit(ReadOnlySpan<byte> value, out ulong time, out ReadOnlySpan<byte> signature)
    {
        time = 0;
        signature = default;
        if (value.Length < TimeBytes) return false;
        time = BinaryPrimitives.ReadUInt64BigEndian(value);
        signature = value[TimeBytes..];
        return time <= MaxTime;
    }

    private static byte[] BigEndian(ulong value)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }
}

/// <summary>Checks cosignatures on checkpoints. On a text that is not a checkpoint none is valid.</summary>
internal sealed class CosignatureVerifier(VerifierKey key, IVerificationKey algorithm) : INoteVerifier
{
    public string Name => key.Name;

    public uint KeyId => key.KeyId;

    public bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) =>
        Cosignature.TrySplit(signature, out var time, out var inner)
        && Checkpoint.Parse(text).TryGet(out var checkpoint, out _)
        && Cosignature.Message(key.Type, key.Name, checkpoint, time).TryGet(out var message, out _)
        && algorithm.Verify(message, inner);
}
