using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.TransparencyLog.Checkpoints;

/// <summary>
/// A log's statement of its size and root: the text of the note that the log signs (c2sp.org/tlog-checkpoint).
/// </summary>
/// <remarks>
/// Three lines, or more with extensions, each ending in U+000A:
/// <code>
/// example.com/behind-the-sofa
/// 20852163
/// CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
/// </code>
/// Immutable. Two are equal when their texts are.
/// </remarks>
public sealed class Checkpoint : IEquatable<Checkpoint>
{
    /// <summary>The most extension lines that are read or written. The format sets no limit.</summary>
    public const int MaxExtensions = 100;

    private readonly string _text;

    private Checkpoint(string origin, TreeHead head, string[] extensions)
    {
        Origin = origin;
        Head = head;
        Extensions = extensions;
        _text = $"{origin}\n{Encodings.Decimal(head.Size)}\n{head.Root}\n{string.Concat(extensions.Select(line => line + "\n"))}";
    }

    /// <summary>The log's unique name; by recommendation a URL without scheme, and the name of the key that signs.</summary>
    public string Origin { get; }

    /// <summary>The tree's size and root.</summary>
    public TreeHead Head { get; }

    /// <summary>
    /// Further lines, whose meaning is the log's own and which c2sp.org/tlog-checkpoint does not recommend: 0 to <see cref="MaxExtensions"/>, none of
    /// them empty. Ed25519 signatures cover them; an ML-DSA-44 one does not (c2sp.org/tlog-cosignature), so alone it says nothing about them.
    /// </summary>
    public IReadOnlyList<string> Extensions { get; }

    /// <summary>A checkpoint from its parts.</summary>
    /// <param name="origin">The log's name: not empty, without control characters.</param>
    /// <param name="head">The tree's size and root; that they belong together is not checked.</param>
    /// <param name="extensions">Further lines, up to <see cref="MaxExtensions"/>, each not empty and without control characters.</param>
    /// <returns>The checkpoint, or <see cref="LogErrorCode.Malformed"/> or <see cref="LogErrorCode.TooLarge"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static Result<Checkpoint> Create(string origin, TreeHead head, params IEnumerable<string> extensions)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(extensions);
        var lines = extensions.ToArray();
        if (CheckLine("the origin", origin) is { } error) return error;
        if (lines.Length > MaxExtensions) return new LogError(LogErrorCode.TooLarge, $"at most {MaxExtensions} extension lines, not {lines.Length}");
        foreach (var line in lines)
        {
            ArgumentNullException.ThrowIfNull(line, nameof(extensions));
            if (CheckLine("an extension line", line) is { } wrong) return wrong;
        }
        return new Checkpoint(origin, head, lines);
    }

    /// <summary>Reads the text of a note. Inverse of <see cref="ToString"/>. Says nothing about who wrote it.</summary>
    /// <returns>The checkpoint, or <see cref="LogErrorCode.Malformed"/> or <see cref="LogErrorCode.TooLarge"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static Result<Checkpoint> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Encodings.TryEncode(text, UnverifiedNote.MaxBytes, out var utf8, out var error) ? Parse(utf8) : error;
    }

    /// <inheritdoc cref="Parse(string)"/>
    /// <param name="text">The text in UTF-8.</param>
    public static Result<Checkpoint> Parse(ReadOnlySpan<byte> text)
    {
        if (text.Length > UnverifiedNote.MaxBytes) return new LogError(LogErrorCode.TooLarge, $"a note has at most {UnverifiedNote.MaxBytes} bytes, not {text.Length}", UnverifiedNote.MaxBytes);
        if (UnverifiedNote.CheckCharacters(text) is { } wrong) return wrong;

        var lines = new LineReader(text);
        if (!lines.Read()) return lines.RefuseMissing("the origin");
        if (lines.Current.IsEmpty) return lines.Refuse("the origin is empty");
        var origin = Encodings.Utf8.GetString(lines.Current);
        if (!lines.Read()) return lines.RefuseMissing("the tree size");
        if (Encodings.TryParseDecimal(lines.Current, out var size) is { } badSize) return lines.Refuse($"the tree size {badSize}");
        if (!lines.Read()) return lines.RefuseMissing("the root hash");
        if (!TreeHash.Parse(lines.Current).TryGet(out var root, out var error)) return lines.Refuse($"the root hash is {error.Message}");
        var extensions = new List<string>();
        while (lines.Read())
        {
            if (lines.Current.IsEmpty) return lines.Refuse("an extension line is empty");
            if (extensions.Count == MaxExtensions) return lines.Refuse($"more than {MaxExtensions} extension lines", LogErrorCode.TooLarge);
            extensions.Add(Encodings.Utf8.GetString(lines.Current));
        }
        return lines.Incomplete ? lines.RefuseMissing("an extension line") : new Checkpoint(origin, new TreeHead(size, root), [.. extensions]);
    }

    /// <summary>Reads a note whose text is a checkpoint, without checking a signature.</summary>
    internal static Result<(UnverifiedNote Note, Checkpoint Unverified)> ParseNote(ReadOnlySpan<byte> bytes)
    {
        if (!UnverifiedNote.Parse(bytes).TryGet(out var note, out var error)) return error;
        // The text is the note's beginning, so a place in it is the same place in the note.
        return Parse(note.UnverifiedText).TryGet(out var checkpoint, out error) ? (note, checkpoint) : error;
    }

    /// <summary>Reads a signed checkpoint and checks that its log signed it.</summary>
    /// <param name="note">The note's bytes.</param>
    /// <param name="origin">The log that it must be of.</param>
    /// <param name="logKeys">The keys of that log. Keys of witnesses do not belong here: any one of these is enough.</param>
    /// <returns>The checkpoint; or the errors of <see cref="Note.Open"/> and <see cref="Parse(string)"/>, or <see cref="LogErrorCode.UnknownOrigin"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static Result<Checkpoint> Open(ReadOnlySpan<byte> note, string origin, params IEnumerable<INoteVerifier> logKeys)
    {
        ArgumentNullException.ThrowIfNull(origin);
        if (!Note.Open(note, logKeys).TryGet(out var opened, out var error)) return error;
        if (!Parse(opened.Text).TryGet(out var checkpoint, out error)) return error;
        return checkpoint.Origin == origin ? checkpoint : new LogError(LogErrorCode.UnknownOrigin, $"the checkpoint is of {checkpoint.Origin}, not of {origin}", 0, 1);
    }

    /// <summary>
    /// Checks that a checkpoint may follow another in the same log: it is not smaller and the tree before is a prefix of the new one. The rule
    /// for a log's signer (tlog-checkpoint: a log must not sign what is inconsistent with what it signed before) as for a witness.
    /// </summary>
    /// <param name="previous">The last checkpoint, verified; null when there is none yet. Then, and after a tree without leaves, any tree may follow, and there is nothing to prove.</param>
    /// <param name="next">The new one.</param>
    /// <param name="proof">The consistency proof between both sizes; empty when the previous is none or without leaves, or the sizes are equal.</param>
    /// <returns>Ok, or <see cref="LogErrorCode.UnknownOrigin"/>, <see cref="LogErrorCode.SizeOutOfRange"/>, <see cref="LogErrorCode.WrongProofLength"/> or <see cref="LogErrorCode.RootMismatch"/>; the last also when the new tree has no leaves but another root than the empty tree.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="next"/> is null.</exception>
    public static Result VerifyFollows(Checkpoint? previous, Checkpoint next, ReadOnlySpan<TreeHash> proof)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (previous is not null && previous.Origin != next.Origin) return new LogError(LogErrorCode.UnknownOrigin, $"a checkpoint of {next.Origin} cannot follow one of {previous.Origin}");
        if (next.Head.Size == 0 && next.Head.Root != MerkleTree.EmptyRoot) return new LogError(LogErrorCode.RootMismatch, $"a tree without leaves has the root {MerkleTree.EmptyRoot}, not {next.Head.Root}");
        // Nothing can be proven about the empty tree, and nothing needs to be: every tree continues it.
        if (previous is null || previous.Head.Size == 0) return proof.IsEmpty ? Result.Ok : new LogError(LogErrorCode.WrongProofLength, $"the proof from the empty tree has {proof.Length} hashes, not 0");
        return MerkleProof.VerifyConsistency(previous.Head, next.Head, proof);
    }

    /// <summary>The text, ready to be signed.</summary>
    public override string ToString() => _text;

    /// <inheritdoc/>
    public bool Equals(Checkpoint? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Checkpoint);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    private static LogError? CheckLine(string what, string line)
    {
        if (line.Length == 0) return new(LogErrorCode.Malformed, $"{what} is empty");
        if (line.AsSpan().ContainsAnyInRange('\0', '\u001f')) return new(LogErrorCode.Malformed, $"{what} has a control character");
        return Encodings.IsUnicode(line) ? null : new(LogErrorCode.Malformed, $"{what} is not valid Unicode");
    }
}
