using System.Buffers.Binary;

namespace WikkenWegen.TransparencyLog.Notes;

/// <summary>One signature of a note, verified or not: the line "— name base64 of key ID and signature" (c2sp.org/signed-note, "Signatures").</summary>
public sealed class NoteSignature
{
    private readonly byte[] _value;

    private NoteSignature(string name, uint keyId, byte[] value) => (Name, KeyId, _value) = (name, keyId, value);

    /// <summary>The em dash and the space that signature lines start with.</summary>
    private static ReadOnlySpan<byte> Prefix => "— "u8;

    /// <summary>The name of the key that it claims to be by.</summary>
    public string Name { get; }

    /// <summary>The ID of the key that it claims to be by.</summary>
    public uint KeyId { get; }

    /// <summary>The signature without the key ID, at least 1 byte. Its content depends on the key's <see cref="SignatureType"/>.</summary>
    public ReadOnlySpan<byte> Value => _value;

    /// <summary>A signature from its parts.</summary>
    /// <param name="name">The key's name: not empty, without Unicode spaces, plus and control characters.</param>
    /// <param name="keyId">The key's ID.</param>
    /// <param name="value">The signature without the key ID, at least 1 byte; copied.</param>
    /// <returns>The signature, or <see cref="LogErrorCode.Malformed"/> when the name is not a key name or the value is empty.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public static Result<NoteSignature> Create(string name, uint keyId, ReadOnlySpan<byte> value)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (KeyName.Check(name) is { } wrong) return new LogError(LogErrorCode.Malformed, wrong);
        return value.IsEmpty ? new LogError(LogErrorCode.Malformed, "the signature is empty") : new NoteSignature(name, keyId, value.ToArray());
    }

    /// <summary>Reads signature lines, such as a witness answers with: one to <see cref="UnverifiedNote.MaxSignatures"/>, each ending in U+000A.</summary>
    /// <param name="utf8">The lines in UTF-8, at most <see cref="UnverifiedNote.MaxBytes"/> bytes.</param>
    /// <returns>The signatures in order, or <see cref="LogErrorCode.Malformed"/> or <see cref="LogErrorCode.TooLarge"/>.</returns>
    public static Result<NoteSignature[]> ParseLines(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > UnverifiedNote.MaxBytes) return new LogError(LogErrorCode.TooLarge, $"signatures take at most {UnverifiedNote.MaxBytes} bytes, not {utf8.Length}", UnverifiedNote.MaxBytes, 1);
        var signatures = new List<NoteSignature>();
        var lines = new LineReader(utf8);
        while (lines.Read())
        {
            if (signatures.Count == UnverifiedNote.MaxSignatures) return lines.Refuse($"more than {UnverifiedNote.MaxSignatures} signatures", LogErrorCode.TooLarge);
            if (!ParseLine(lines).TryGet(out var signature, out var error)) return error;
            signatures.Add(signature);
        }
        return lines.Incomplete || signatures.Count == 0 ? lines.RefuseMissing("a signature line") : signatures.ToArray();
    }

    private static Result<NoteSignature> ParseLine(LineReader lines)
    {
        var line = lines.Current;
        if (!line.StartsWith(Prefix)) return lines.Refuse("a signature line starts with an em dash and a space");
        var nameLength = line[Prefix.Length..].IndexOf((byte)' ');
        if (nameLength < 0) return lines.Refuse("a signature line has a space between name and signature", column: Prefix.Length);
        var nameBytes = line.Slice(Prefix.Length, nameLength);
        if (Encodings.IndexOfInvalidUtf8(nameBytes) >= 0) return lines.Refuse("the key name is not valid UTF-8", column: Prefix.Length);
        var name = Encodings.Utf8.GetString(nameBytes);
        if (KeyName.Check(name) is { } wrong) return lines.Refuse(wrong, column: Prefix.Length);
        var column = Prefix.Length + nameLength + 1;
        if (!Encodings.TryDecodeBase64(line[column..], out var bytes)) return lines.Refuse("the signature is not canonical base64", column: column);
        if (bytes.Length <= sizeof(uint)) return lines.Refuse($"the signature has {bytes.Length} bytes; the key ID alone takes {sizeof(uint)}", column: column);
        return new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[sizeof(uint)..]);
    }

    /// <summary>The signature's line, without line end.</summary>
    public override string ToString()
    {
        var bytes = new byte[sizeof(uint) + _value.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        _value.CopyTo(bytes.AsSpan(sizeof(uint)));
        return $"— {Name} {Convert.ToBase64String(bytes)}";
    }

    /// <summary>Whether both claim to be by the same key.</summary>
    internal bool IsBySameKeyAs(NoteSignature other) => KeyId == other.KeyId && Name == other.Name;
}
