namespace WikkenWegen.TransparencyLog.Notes;

/// <summary>Checks the signatures of one key on notes. Safe for use by several threads at once.</summary>
/// <remarks><see cref="Checkpoints.NoteVerifier"/> makes those of this library.</remarks>
public interface INoteVerifier
{
    /// <summary>The key's name.</summary>
    string Name { get; }

    /// <summary>The key's ID.</summary>
    uint KeyId { get; }

    /// <summary>Whether <paramref name="signature"/>, without its key ID, is the key's signature of <paramref name="text"/>; false, and no exception, for anything else.</summary>
    bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature);
}

/// <summary>Signs notes with one key. Safe for use by several threads at once.</summary>
/// <remarks><see cref="NoteSigner"/> makes those of this library; a key in a hardware module or another process is another implementation.</remarks>
public interface INoteSigner
{
    /// <summary>The key's name.</summary>
    string Name { get; }

    /// <summary>The key's ID.</summary>
    uint KeyId { get; }

    /// <summary>The key's signature of <paramref name="text"/>, without its key ID.</summary>
    /// <param name="text">The note's text in UTF-8, with its last line end.</param>
    byte[] Sign(ReadOnlySpan<byte> text);
}

/// <summary>A text with at least one verified signature by a known key (c2sp.org/signed-note).</summary>
/// <remarks>
/// <code>
/// This is an example message.
///
/// — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
/// </code>
/// verifies with the key <c>example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k</c>.
/// </remarks>
public sealed class Note
{
    private readonly UnverifiedNote _note;

    internal Note(UnverifiedNote note, IReadOnlyList<NoteSignature> signatures, IReadOnlyList<NoteSignature> others) => (_note, Signatures, UnverifiedSignatures) = (note, signatures, others);

    /// <summary>The text, up to and with its last line end.</summary>
    public string Text => _note.UnverifiedText;

    /// <summary>The verified signatures, one per known key that has signed, in the note's order; at least one.</summary>
    public IReadOnlyList<NoteSignature> Signatures { get; }

    /// <summary>The signatures by unknown keys, each once; not verified, so anyone may have made them.</summary>
    public IReadOnlyList<NoteSignature> UnverifiedSignatures { get; }

    /// <summary>The whole note as it was read.</summary>
    public ReadOnlySpan<byte> Bytes => _note.Bytes;

    /// <summary>Reads a note and checks its signatures: <see cref="UnverifiedNote.Parse"/>, then <see cref="UnverifiedNote.Verify"/>.</summary>
    /// <param name="bytes">The note's bytes; copied.</param>
    /// <param name="known">The keys that are known.</param>
    /// <returns>The note, or the errors of those two.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="known"/> is null.</exception>
    public static Result<Note> Open(ReadOnlySpan<byte> bytes, params IEnumerable<INoteVerifier> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        return UnverifiedNote.Parse(bytes).TryGet(out var note, out var error) ? note.Verify(known) : error;
    }

    /// <summary>Signs a text.</summary>
    /// <param name="text">The text: not empty, ends in U+000A, has no other control characters.</param>
    /// <param name="signers">Who signs, in this order; 1 to <see cref="UnverifiedNote.MaxSignatures"/>.</param>
    /// <returns>The note's bytes; or <see cref="LogErrorCode.Malformed"/>, also when a signer's name is not a key name or its signature is empty, or <see cref="LogErrorCode.TooLarge"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static Result<byte[]> Sign(string text, params IEnumerable<INoteSigner> signers)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(signers);
        if (!Encodings.TryEncode(text, UnverifiedNote.MaxBytes, out var bytes, out var unfit)) return unfit;
        if (UnverifiedNote.CheckCharacters(bytes) is { } wrong) return wrong;
        if (!text.EndsWith('\n')) return new LogError(LogErrorCode.Malformed, "the text has no newline at its end", bytes.Length);

        var signatures = new List<NoteSignature>();
        foreach (var signer in signers)
        {
            if (!NoteSignature.Create(signer.Name, signer.KeyId, signer.Sign(bytes)).TryGet(out var signature, out var error)) return error;
            signatures.Add(signature);
        }
        return UnverifiedNote.Assemble(bytes, [.. signatures]).TryGet(out var note, out var refused) ? note.Bytes.ToArray() : refused;
    }
}
