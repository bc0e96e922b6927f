using System.Text;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>
/// Reads a Content-Length for the server, which would take <c>+5</c> and <c>-0</c> for numbers: what is no digit becomes a question mark, and so is
/// refused. A proxy may read such a length otherwise, and two who do not agree where a request ends can be played off against each other
/// (RFC 9112, section 11.2).
/// </summary>
internal sealed class DigitsOnly : Encoding
{
    /// <summary>The only one.</summary>
    public static readonly DigitsOnly Instance = new();

    private DigitsOnly()
    {
    }

    /// <summary>As many characters as there is room for: a number that is longer than the server has room for is refused for its length.</summary>
    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        var count = Math.Min(bytes.Length, chars.Length);
        for (var i = 0; i < count; i++) chars[i] = char.IsAsciiDigit((char)bytes[i]) ? (char)bytes[i] : '?';
        return count;
    }

    /// <inheritdoc />
    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) => GetChars(bytes.AsSpan(byteIndex, byteCount), chars.AsSpan(charIndex));

    /// <inheritdoc />
    public override int GetCharCount(byte[] bytes, int index, int count) => count;

    /// <inheritdoc />
    public override int GetMaxCharCount(int byteCount) => byteCount;

    /// <inheritdoc />
    public override int GetByteCount(char[] chars, int index, int count) => ASCII.GetByteCount(chars, index, count);

    /// <inheritdoc />
    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) => ASCII.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    /// <inheritdoc />
    public override int GetMaxByteCount(int charCount) => ASCII.GetMaxByteCount(charCount);
}
