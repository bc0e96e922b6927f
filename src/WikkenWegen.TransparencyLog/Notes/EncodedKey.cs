using System.Diagnostics.CodeAnalysis;

namespace WikkenWegen.TransparencyLog.Notes;

/// <summary>The three parts that the text forms of public and of private keys share, with a plus between them: name, key ID in hex, base64 of type and key.</summary>
internal readonly record struct EncodedKey(string Name, uint KeyId, int KeyIdOffset, SignatureType Type, byte[] Key, int KeyOffset)
{
    public static bool TryParse(ReadOnlySpan<byte> utf8, out EncodedKey key, [NotNullWhen(false)] out LogError? error)
    {
        key = default;
        error = null;
        if (utf8.Length > VerifierKey.MaxBytes) error = new(LogErrorCode.TooLarge, $"an encoded key has at most {VerifierKey.MaxBytes} bytes, not {utf8.Length}", VerifierKey.MaxBytes);
        else if (Encodings.IndexOfInvalidUtf8(utf8) is >= 0 and var invalid) error = new(LogErrorCode.Malformed, "the key is not valid UTF-8", invalid);
        if (error is not null) return false;

        // Base64 may have a plus itself, so only the first two separate.
        var nameEnd = utf8.IndexOf((byte)'+');
        var idLength = nameEnd < 0 ? -1 : utf8[(nameEnd + 1)..].IndexOf((byte)'+');
        if (idLength < 0)
        {
            error = new(LogErrorCode.Malformed, "an encoded key has three parts with a plus between them", 0);
            return false;
        }
        var name = Encodings.Utf8.GetString(utf8[..nameEnd]);
        var idOffset = nameEnd + 1;
        var keyOffset = idOffset + idLength + 1;
        if (KeyName.Check(name) is { } wrong) error = new(LogErrorCode.Malformed, wrong, 0);
        else if (!Encodings.TryParseHex(utf8.Slice(idOffset, idLength), out var id)) error = new(LogErrorCode.Malformed, "the key ID is not eight lower-case hex digits", idOffset);
        else if (!Encodings.TryDecodeBase64(utf8[keyOffset..], out var bytes) || bytes.Length == 0) error = new(LogErrorCode.Malformed, "the key material is not canonical base64 of at least one byte", keyOffset);
        else key = new(name, id, idOffset, (SignatureType)bytes[0], bytes[1..], keyOffset);
        return error is null;
    }

    public static LogError Mismatch(EncodedKey encoded, VerifierKey key) =>
        new(LogErrorCode.KeyIdMismatch, $"the key ID is {Encodings.Hex(encoded.KeyId)}, but name, type and key give {Encodings.Hex(key.KeyId)}", encoded.KeyIdOffset);
}
