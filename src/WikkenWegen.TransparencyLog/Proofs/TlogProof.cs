using System.Text;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;
using WikkenWegen.TransparencyLog.Policies;

namespace WikkenWegen.TransparencyLog.Proofs;

/// <summary>
/// A proof, to be checked offline, that an entry is in a log: index, inclusion proof and signed checkpoint in one text
/// (c2sp.org/tlog-proof@v1). Kept in files named *.tlog-proof.
/// </summary>
/// <remarks>
/// <code>
/// c2sp.org/tlog-proof@v1
/// extra aG91c2Ugbm90ZQ==
/// index 1
/// otP5IqCtUC2e1DGU+5GeGGXCiHV3qzEEf6h6naxderw=
/// fIb27wM3huyIfJIBy0d/Mx7V7BGRFkJV+JTwHggau7E=
///
/// example.com/weighings
/// 3
/// IOwN/7fpdIMBL/ERPIebwL2L6l5jiPki3lWj4dS8U1U=
///
/// — example.com/weighings wl7AKco8wSTMqT+bhWZGfYJTHYarm+1Bp7dd+eOSXZ6sJvlLajvbYgJb9tgB+36z9n7mewqTCKEPI5C8lEpQpOEu9ww=
/// — accountant.example/witness VFaR+gAAAABlU/EAHf54p9bIeaann7nTYxVdYQtecYIK2Sebke23ci9x4hErGhHMIzOpAJ2yTrQiP1MiBrPIq8JheLINtXQzTswfDA==
/// </code>
/// proves that "criteria adopted" is entry 1 of the log, with the policy that the README of this library shows. The line "extra" is optional.
/// Immutable. Reading checks the form; <see cref="Verify"/> checks what it says.
/// </remarks>
public sealed class TlogProof
{
    /// <summary>The first line.</summary>
    public const string Header = "c2sp.org/tlog-proof@v1";

    /// <summary>The most bytes of extra data, 64 KiB. The format sets no limit.</summary>
    public const int MaxExtraBytes = 1 << 16;

    /// <summary>The largest proof that is read, in bytes: a largest note, largest extra data and the hashes.</summary>
    public const int MaxBytes = UnverifiedNote.MaxBytes + MaxExtraBytes / 3 * 4 + 8192;

    private readonly byte[] _extra;
    private readonly TreeHash[] _hashes;
    private readonly UnverifiedNote _note;

    private TlogProof(byte[] extra, ulong index, TreeHash[] hashes, UnverifiedNote note) => (_extra, Index, _hashes, _note) = (extra, index, hashes, note);

    /// <summary>Data of the application, which no signature covers: up to <see cref="MaxExtraBytes"/> bytes, empty when there is none.</summary>
    public ReadOnlySpan<byte> Extra => _extra;

    /// <summary>Zero-based index of the entry in the log.</summary>
    public ulong Index { get; }

    /// <summary>The inclusion proof, from the leaf's sibling up to the root's child; at most 64 hashes.</summary>
    public ReadOnlySpan<TreeHash> Hashes => _hashes;

    /// <summary>The signed checkpoint, verbatim; not yet verified.</summary>
    public ReadOnlySpan<byte> SignedCheckpoint => _note.Bytes;

    /// <summary>A proof from its parts.</summary>
    /// <param name="index">Zero-based index of the entry.</param>
    /// <param name="hashes">The inclusion proof; at most 64 hashes.</param>
    /// <param name="signedCheckpoint">The signed checkpoint.</param>
    /// <param name="extra">Data of the application, at most <see cref="MaxExtraBytes"/> bytes; none when empty.</param>
    /// <returns>The proof; or <see cref="LogErrorCode.Malformed"/> or <see cref="LogErrorCode.TooLarge"/>. Whether it proves anything is not checked.</returns>
    public static Result<TlogProof> Create(ulong index, ReadOnlySpan<TreeHash> hashes, ReadOnlySpan<byte> signedCheckpoint, ReadOnlySpan<byte> extra = default)
    {
        if (hashes.Length > MaxHashes) return new LogError(LogErrorCode.TooLarge, $"an inclusion proof has at most {MaxHashes} hashes, not {hashes.Length}");
        if (extra.Length > MaxExtraBytes) return new LogError(LogErrorCode.TooLarge, $"at most {MaxExtraBytes} bytes of extra data, not {extra.Length}");
        return Checkpoint.ParseNote(signedCheckpoint).TryGet(out var parsed, out var error) ? new TlogProof(extra.ToArray(), index, hashes.ToArray(), parsed.Note) : error;
    }

    /// <summary>A tree of 2^64-1 leaves is no higher.</summary>
    private const int MaxHashes = 64;

    /// <summary>Reads a proof. Inverse of <see cref="Format"/>.</summary>
    /// <param name="utf8">The proof's bytes; copied.</param>
    /// <returns>The proof, or <see cref="LogErrorCode.Malformed"/> or <see cref="LogErrorCode.TooLarge"/>.</returns>
    public static Result<TlogProof> Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes) return new LogError(LogErrorCode.TooLarge, $"a proof has at most {MaxBytes} bytes, not {utf8.Length}", MaxBytes);
        var lines = new LineReader(utf8);
        if (!lines.Read()) return lines.RefuseMissing($"the line {Header}");
        if (!lines.Current.SequenceEqual("c2sp.org/tlog-proof@v1"u8)) return lines.Refuse($"the first line is not {Header}");
        if (!lines.Read()) return lines.RefuseMissing("the index line");

        byte[] extra = [];
        if (lines.Current.StartsWith("extra "u8))
        {
            const int column = 6;
            if (lines.Current.Length - column > MaxExtraBytes / 3 * 4 + 4) return lines.Refuse($"more than {MaxExtraBytes} bytes of extra data", LogErrorCode.TooLarge, column);
            if (!Encodings.TryDecodeBase64(lines.Current[column..], out extra)) return lines.Refuse("the extra data is not canonical base64", column: column);
            if (extra.Length == 0) return lines.Refuse("the extra line is there without extra data", column: column);
            if (extra.Length > MaxExtraBytes) return lines.Refuse($"more than {MaxExtraBytes} bytes of extra data", LogErrorCode.TooLarge, column);
            if (!lines.Read()) return lines.RefuseMissing("the index line");
        }

        if (!lines.Current.StartsWith("index "u8)) return lines.Refuse("the index line starts with \"index \"");
        if (Encodings.TryParseDecimal(lines.Current[6..], out var index) is { } badIndex) return lines.Refuse($"the index {badIndex}", column: 6);

        if (!HashLines.Read(ref lines, MaxHashes).TryGet(out var hashes, out var error)) return error;
        return Checkpoint.ParseNote(utf8[lines.Next..]).TryGet(out var parsed, out error) ? new TlogProof(extra, index, hashes, parsed.Note) : error.Within(lines.Next, lines.Line + 1);
    }

    /// <summary>The proof's bytes. Inverse of <see cref="Parse"/>.</summary>
    public byte[] Format()
    {
        var text = new StringBuilder(Header).Append('\n');
        if (_extra.Length > 0) text.Append("extra ").Append(Convert.ToBase64String(_extra)).Append('\n');
        text.Append("index ").Append(Encodings.Decimal(Index)).Append('\n');
        HashLines.Append(text, _hashes);
        return [.. Encodings.Utf8.GetBytes(text.ToString()), .. _note.Bytes];
    }

    /// <summary>Checks the proof (c2sp.org/tlog-proof, "Verifying a tlog proof"): the checkpoint by the policy, then the entry by the checkpoint.</summary>
    /// <param name="leafHash">The entry's leaf hash, computed by the caller from what must be in the log: <see cref="MerkleTree.HashLeaf"/>.</param>
    /// <param name="policy">Which logs are trusted, and how many of which witnesses must have cosigned.</param>
    /// <returns>The checkpoint with the times of its cosignatures, on which the caller may put conditions of its own; or the errors of <see cref="TlogPolicy.Verify(ReadOnlySpan{byte})"/> and <see cref="MerkleProof.VerifyInclusion"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="policy"/> is null.</exception>
    public Result<WitnessedCheckpoint> Verify(TreeHash leafHash, TlogPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (!policy.Verify(_note).TryGet(out var witnessed, out var error)) return error;
        var included = MerkleProof.VerifyInclusion(Index, leafHash, witnessed.Checkpoint.Head, _hashes);
        return included.IsOk ? witnessed : included.Error;
    }
}
