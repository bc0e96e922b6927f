using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace WikkenWegen.TransparencyLog;

/// <summary>The few encodings that the C2SP formats share, each with one canonical form: what is accepted is exactly what we would write.</summary>
internal static class Encodings
{
    /// <summary>UTF-8 that throws on what it cannot represent. Bytes are checked before they get here, so a throw is a bug.</summary>
    public static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdef"u8);

    /// <summary>The longest decimal of an unsigned 64-bit number, in digits.</summary>
    private const int MaxDigits = 20;

    /// <summary>Reads base64 with padding (RFC 4648 section 4) and refuses whitespace, missing padding and non-zero trailing bits.</summary>
    /// <param name="base64">The characters, in ASCII.</param>
    /// <param name="destination">Where the bytes go; anything that does not fit is refused.</param>
    /// <param name="length">The number of bytes written.</param>
    public static bool TryDecodeBase64(ReadOnlySpan<byte> base64, Span<byte> destination, out int length)
    {
        length = 0;
        if (base64.Length % 4 != 0 || Base64.DecodeFromUtf8(base64, destination, out _, out var written) != OperationStatus.Done) return false;
        if (!IsCanonicalBase64(base64, destination[..written])) return false;
        length = written;
        return true;
    }

    /// <summary>As <see cref="TryDecodeBase64(ReadOnlySpan{byte}, Span{byte}, out int)"/>, into memory of its own; the caller has bounded the input.</summary>
    public static bool TryDecodeBase64(ReadOnlySpan<byte> base64, out byte[] bytes)
    {
        bytes = [];
        if (base64.Length % 4 != 0) return false;
        var buffer = new byte[base64.Length / 4 * 3];
        if (!TryDecodeBase64(base64, buffer, out var length)) return false;
        bytes = buffer[..length];
        return true;
    }

    // The BCL skips whitespace and some versions let trailing bits pass, so the decoded bytes are encoded again and compared.
    private static bool IsCanonicalBase64(ReadOnlySpan<byte> base64, ReadOnlySpan<byte> bytes)
    {
        var length = (bytes.Length + 2) / 3 * 4;
        if (length != base64.Length) return false;
        byte[]? rented = null;
        var again = length <= 256 ? stackalloc byte[256] : rented = ArrayPool<byte>.Shared.Rent(length);
        Base64.EncodeToUtf8(bytes, again, out _, out var written);
        var canonical = base64.SequenceEqual(again[..written]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return canonical;
    }

    /// <summary>Reads an ASCII decimal without sign or leading zeros, 0 to 2^64-1; says what is wrong otherwise.</summary>
    public static string? TryParseDecimal(ReadOnlySpan<byte> digits, out ulong value)
    {
        value = 0;
        if (digits.IsEmpty) return "is empty";
        if (digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0) return "has a character that is not a digit";
        if (digits.Length > 1 && digits[0] == (byte)'0') return "has leading zeros";
        if (digits.Length > MaxDigits || !ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value)) return "is larger than 2^64-1";
        return null;
    }

    /// <summary>The decimal form of a number, as the formats write it.</summary>
    public static string Decimal(ulong value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The hex form of a key ID: eight lower-case digits (signed-note, "Verifier keys").</summary>
    public static string Hex(uint keyId) => keyId.ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>Reads the hex form of a key ID.</summary>
    public static bool TryParseHex(ReadOnlySpan<byte> hex, out uint keyId)
    {
        keyId = 0;
        return hex.Length == 8
            && hex.IndexOfAnyExcept(HexDigits) < 0
            && uint.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out keyId);
    }

    /// <summary>Writes text as UTF-8, if it is Unicode and takes at most <paramref name="maxBytes"/>; the bound is checked before memory is taken.</summary>
    public static bool TryEncode(string text, int maxBytes, out byte[] utf8, [NotNullWhen(false)] out LogError? error)
    {
        utf8 = [];
        error = null;
        // No character takes less than one byte.
        if (text.Length > maxBytes) error = new(LogErrorCode.TooLarge, $"at most {maxBytes} bytes, not {text.Length} characters", maxBytes);
        else if (!IsUnicode(text)) error = new(LogErrorCode.Malformed, "not valid Unicode", 0);
        else utf8 = Utf8.GetBytes(text);
        return error is null;
    }

    /// <summary>Zero-based offset of the first byte that is not part of valid UTF-8, or -1.</summary>
    public static int IndexOfInvalidUtf8(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return -1;
        for (var at = 0; at < bytes.Length;)
        {
            if (Rune.DecodeFromUtf8(bytes[at..], out _, out var consumed) != OperationStatus.Done) return at;
            at += consumed;
        }
        return -1;
    }

    /// <summary>Whether text can be written as UTF-8: every surrogate is part of a pair.</summary>
    public static bool IsUnicode(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }
        return true;
    }
}
