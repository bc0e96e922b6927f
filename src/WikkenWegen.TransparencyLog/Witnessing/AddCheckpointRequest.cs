using System.Text;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.TransparencyLog.Witnessing;

/// <summary>What a log asks a witness: the size it believes the witness to be at, the proof from there, and the signed checkpoint (c2sp.org/tlog-witness, "add-checkpoint").</summary>
/// <remarks>
/// <code>
/// old 1
/// /SnZjaGBsh/WRLrPKjSF5pa7A4H31u31kdTiz96MXHs=
/// fIb27wM3huyIfJIBy0d/Mx7V7BGRFkJV+JTwHggau7E=
///
/// example.com/weighings
/// 3
/// IOwN/7fpdIMBL/ERPIebwL2L6l5jiPki3lWj4dS8U1U=
///
/// — example.com/weighings wl7AKco8wSTMqT+bhWZGfYJTHYarm+1Bp7dd+eOSXZ6sJvlLajvbYgJb9tgB+36z9n7mewqTCKEPI5C8lEpQpOEu9ww=
/// </code>
/// Immutable. Reading checks the form only; <see cref="Witness.AddCheckpointAsync"/> checks what it says.
/// </remarks>
public sealed class AddCheckpointRequest
{
    /// <summary>The most hashes in the proof.</summary>
    public const int MaxHashes = 63;

    /// <summary>The largest request that is read, in bytes: a largest note, the hashes and the first line.</summary>
    public const int MaxBytes = UnverifiedNote.MaxBytes + 4096;

    private readonly TreeHash[] _proof;

    private AddCheckpointRequest(ulong oldSize, TreeHash[] proof, (UnverifiedNote Note, Checkpoint Unverified) checkpoint) => (OldSize, _proof, Note, UnverifiedCheckpoint) = (oldSize, proof, checkpoint.Note, checkpoint.Unverified);

    /// <summary>The size, in leaves, of the checkpoint that the proof starts from; 0 when the witness has none yet.</summary>
    public ulong OldSize { get; }

    /// <summary>The consistency proof, at most <see cref="MaxHashes"/> hashes.</summary>
    public ReadOnlySpan<TreeHash> Proof => _proof;

    /// <summary>The signed checkpoint, not yet verified.</summary>
    public UnverifiedNote Note { get; }

    /// <summary>What the note says; not to be relied on before the note is verified.</summary>
    public Checkpoint UnverifiedCheckpoint { get; }

    /// <summary>A request from its parts.</summary>
    /// <param name="oldSize">The size of the checkpoint that the proof starts from; 0 when the witness has none yet.</param>
    /// <param name="proof">The consistency proof, at most <see cref="MaxHashes"/> hashes; empty with an old size of 0 or one equal to the new. Copied.</param>
    /// <param name="checkpoint">The signed checkpoint; copied.</param>
    /// <returns>The request; or <see cref="LogErrorCode.TooLarge"/>, or <see cref="LogErrorCode.Malformed"/> when the last argument is not a note or its text not a checkpoint.</returns>
    public static Result<AddCheckpointRequest> Create(ulong oldSize, ReadOnlySpan<TreeHash> proof, ReadOnlySpan<byte> checkpoint)
    {
        if (proof.Length > MaxHashes) return new LogError(LogErrorCode.TooLarge, $"a request has at most {MaxHashes} hashes, not {proof.Length}");
        return Checkpoint.ParseNote(checkpoint).TryGet(out var parsed, out var error) ? new AddCheckpointRequest(oldSize, proof.ToArray(), parsed) : error;
    }

    /// <summary>Reads a request's body. Inverse of <see cref="Format"/>.</summary>
    /// <param name="utf8">The body, at most <see cref="MaxBytes"/> bytes; copied.</param>
    /// <returns>The request, or <see cref="LogErrorCode.Malformed"/> or <see cref="LogErrorCode.TooLarge"/>.</returns>
    public static Result<AddCheckpointRequest> Parse(ReadOnlySpan<byte> utf8)
    {
        if (!ParseStart(utf8).TryGet(out var start, out var error)) return error;
        return Checkpoint.ParseNote(utf8[start.Length..]).TryGet(out var parsed, out error)
            ? new AddCheckpointRequest(start.OldSize, start.Proof, parsed)
            : error.Within(start.Length, start.Lines + 1);
    }

    /// <summary>Reads a request of which nothing but signature lines is wrong.</summary>
    /// <returns>The note and what its text says; null when something else is wrong.</returns>
    internal static (DamagedNote Note, Checkpoint Unverified)? ReadDamaged(ReadOnlySpan<byte> utf8)
    {
        if (!ParseStart(utf8).TryGet(out var start, out _)) return null;
        var note = utf8[start.Length..];
        return note.Length <= UnverifiedNote.MaxBytes && DamagedNote.Read(note) is { } damaged && Checkpoint.Parse(damaged.Text).TryGet(out var checkpoint, out _) ? (damaged, checkpoint) : null;
    }

    /// <summary>Reads what stands before the checkpoint, and says how many bytes and lines it takes.</summary>
    private static Result<(ulong OldSize, TreeHash[] Proof, int Length, int Lines)> ParseStart(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes) return new LogError(LogErrorCode.TooLarge, $"a request has at most {MaxBytes} bytes, not {utf8.Length}", MaxBytes);
        var lines = new LineReader(utf8);
        if (!lines.Read()) return lines.RefuseMissing("the old size");
        if (!lines.Current.StartsWith("old "u8)) return lines.Refuse("the first line starts with \"old \"");
        if (Encodings.TryParseDecimal(lines.Current[4..], out var oldSize) is { } badSize) return lines.Refuse($"the old size {badSize}", column: 4);
        return HashLines.Read(ref lines, MaxHashes).TryGet(out var proof, out var error) ? (oldSize, proof, lines.Next, lines.Line) : error;
    }

    /// <summary>The request's body. Inverse of <see cref="Parse"/>.</summary>
    public byte[] Format()
    {
        var text = new StringBuilder("old ").Append(Encodings.Decimal(OldSize)).Append('\n');
        HashLines.Append(text, _proof);
        return [.. Encodings.Utf8.GetBytes(text.ToString()), .. Note.Bytes];
    }
}
