namespace WikkenWegen.TransparencyLog.Notes;

/// <summary>
/// A well-formed signed note of which no signature has been checked, so anyone may have written its text: use it only to find out which keys
/// to check it with (a witness reads the origin in it), and take everything else from the <see cref="Note"/> that <see cref="Verify"/> returns.
/// </summary>
public sealed class UnverifiedNote
{
    /// <summary>The largest note that is read, in bytes: room for <see cref="MaxSignatures"/> post-quantum ones.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>The most signatures that are read on one note; the format asks for at least 16.</summary>
    public const int MaxSignatures = 100;

    private readonly byte[] _bytes;
    private readonly int _textLength;
    private readonly NoteSignature[] _signatures;

    private UnverifiedNote(byte[] bytes, int textLength, NoteSignature[] signatures) => (_bytes, _textLength, _signatures) = (bytes, textLength, signatures);

    /// <summary>The text, with its last line end; not verified.</summary>
    public string UnverifiedText => Encodings.Utf8.GetString(_bytes.AsSpan(0, _textLength));

    /// <summary>The signatures in the note's order, 1 to <see cref="MaxSignatures"/>; not verified.</summary>
    public IReadOnlyList<NoteSignature> UnverifiedSignatures => _signatures;

    /// <summary>The whole note as it was read.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>
    /// Reads a note: UTF-8 without control characters but U+000A; a text that ends in U+000A, an empty line, and signature lines
    /// (c2sp.org/signed-note, "Format"). The text may have empty lines too: the last one in the note is where it ends.
    /// </summary>
    /// <param name="bytes">The note's bytes; copied.</param>
    /// <returns>The note, or <see cref="LogErrorCode.Malformed"/> or <see cref="LogErrorCode.TooLarge"/>.</returns>
    public static Result<UnverifiedNote> Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes) return new LogError(LogErrorCode.TooLarge, $"a note has at most {MaxBytes} bytes, not {bytes.Length}", MaxBytes);
        if (CheckCharacters(bytes) is { } wrong) return wrong;
        var split = bytes.LastIndexOf("\n\n"u8);
        if (split < 0) return new LogError(LogErrorCode.Malformed, "no empty line between text and signatures", bytes.Length, LineAt(bytes, bytes.Length));
        var signatures = NoteSignature.ParseLines(bytes[(split + 2)..]);
        return signatures.TryGet(out var parsed, out var error) ? new UnverifiedNote(bytes.ToArray(), split + 1, parsed) : error.Within(split + 2, LineAt(bytes, split + 2));
    }

    /// <summary>Checks every signature by a known key, and ignores those by others.</summary>
    /// <param name="known">The keys that are known, and trusted for what the note is about.</param>
    /// <returns>
    /// The note, signed by at least one known key. Or <see cref="LogErrorCode.InvalidSignature"/> when a signature with the name and ID of a
    /// known key does not verify, <see cref="LogErrorCode.NoKnownSignature"/>, or <see cref="LogErrorCode.AmbiguousKey"/> when two known keys
    /// share the name and ID of a signature.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="known"/> is null.</exception>
    public Result<Note> Verify(IEnumerable<INoteVerifier> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var verifiers = known.ToLookup(verifier => (verifier.Name, verifier.KeyId));
        var (verified, others) = (new List<NoteSignature>(), new List<NoteSignature>());
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var signature in _signatures)
        {
            // A line that is there twice is read once, so that nobody can have one signature checked a hundred times.
            if (!seen.Add(signature.ToString())) continue;
            var matches = verifiers[(signature.Name, signature.KeyId)].Take(2).ToArray();
            if (matches.Length == 0)
            {
                others.Add(signature);
                continue;
            }
            var key = $"{signature.Name}+{Encodings.Hex(signature.KeyId)}";
            if (matches.Length == 2) return new LogError(LogErrorCode.AmbiguousKey, $"two known keys are {key}");
            if (!matches[0].Verify(_bytes.AsSpan(0, _textLength), signature.Value)) return new LogError(LogErrorCode.InvalidSignature, $"the signature by {key} does not verify");
            // A key may sign twice, as a witness does that is asked again: each has to verify, the first is reported.
            if (!verified.Exists(signature.IsBySameKeyAs)) verified.Add(signature);
        }
        return verified.Count > 0
            ? new Note(this, verified, others)
            : new LogError(LogErrorCode.NoKnownSignature, $"none of the {_signatures.Length} signatures is by a known key");
    }

    /// <summary>The same text with more signatures. Nothing is verified.</summary>
    /// <param name="signatures">The signatures to add, after the others and in this order; they replace those of the same key name and ID.</param>
    /// <returns>The note; or <see cref="LogErrorCode.TooLarge"/> when it would have more than <see cref="MaxSignatures"/> signatures or <see cref="MaxBytes"/> bytes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="signatures"/> is null.</exception>
    public Result<UnverifiedNote> WithSignatures(IEnumerable<NoteSignature> signatures)
    {
        ArgumentNullException.ThrowIfNull(signatures);
        var added = signatures.ToArray();
        var kept = _signatures.Where(old => !Array.Exists(added, old.IsBySameKeyAs));
        return Assemble(_bytes.AsSpan(0, _textLength), [.. kept, .. added]);
    }

    /// <summary>Puts a checked text and signatures together.</summary>
    internal static Result<UnverifiedNote> Assemble(ReadOnlySpan<byte> text, NoteSignature[] signatures)
    {
        if (signatures.Length == 0) return new LogError(LogErrorCode.Malformed, "a note has at least one signature");
        if (signatures.Length > MaxSignatures) return new LogError(LogErrorCode.TooLarge, $"a note has at most {MaxSignatures} signatures, not {signatures.Length}");
        byte[] bytes = [.. text, (byte)'\n', .. Encodings.Utf8.GetBytes(string.Concat(signatures.Select(signature => $"{signature}\n")))];
        return bytes.Length <= MaxBytes ? new UnverifiedNote(bytes, text.Length, signatures) : new LogError(LogErrorCode.TooLarge, $"a note has at most {MaxBytes} bytes, not {bytes.Length}");
    }

    /// <summary>What is wrong with the characters of a note or of a part of one; null when nothing is.</summary>
    internal static LogError? CheckCharacters(ReadOnlySpan<byte> bytes)
    {
        if (Encodings.IndexOfInvalidUtf8(bytes) is >= 0 and var invalid) return new LogError(LogErrorCode.Malformed, "not valid UTF-8", invalid, LineAt(bytes, invalid));
        for (var at = 0; at < bytes.Length; at++)
        {
            if (bytes[at] < ' ' && bytes[at] != '\n') return new LogError(LogErrorCode.Malformed, $"control character U+{bytes[at]:X4}", at, LineAt(bytes, at));
        }
        return null;
    }

    private static int LineAt(ReadOnlySpan<byte> bytes, int offset) => 1 + bytes[..offset].Count((byte)'\n');
}
