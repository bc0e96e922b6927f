using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace WikkenWegen.AuditBundle.Exports;

/// <summary>Writes text in UTF-8, the same on every machine.</summary>
internal sealed class Output(Stream stream)
{
    private static readonly JavaScriptEncoder Relaxed = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    private byte[] _buffer = new byte[1 << 14];
    private int _length;

    public Output Text(string text)
    {
        Room(Encoding.UTF8.GetMaxByteCount(text.Length));
        _length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length));
        return this;
    }

    public Output Number(long number)
    {
        Room(20); // the longest has as many digits and signs
        number.TryFormat(_buffer.AsSpan(_length), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
        return this;
    }

    public Output Raw(ReadOnlySpan<byte> bytes)
    {
        Room(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
        return this;
    }

    /// <summary>A text as a JSON string.</summary>
    public Output Json(string text)
    {
        Raw("\""u8);
        if (text.AsSpan().ContainsAnyExcept(NeverEscaped)) Raw(JsonEncodedText.Encode(text, Relaxed).EncodedUtf8Bytes);
        else Text(text);
        return Raw("\""u8);
    }

    /// <summary>A text in XML, in an element or an attribute. What XML 1.0 cannot hold becomes U+FFFD.</summary>
    public Output Xml(string text)
    {
        if (text.AsSpan().IndexOfAnyExcept(Plain) < 0) return Text(text);
        var safe = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => safe.Append("&amp;"),
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '"' => safe.Append("&quot;"),
                '\t' => safe.Append("&#9;"),
                '\n' => safe.Append("&#10;"),
                '\r' => safe.Append("&#13;"),
                < ' ' or 0xFFFE or 0xFFFF => safe.Append('\uFFFD'),
                _ => safe.Append(rune.ToString()),
            };
        }
        return Text(safe.ToString());
    }

    /// <summary>
    /// A cell of a CSV (RFC 4180). A spreadsheet must not take it for a formula, so one that begins like a formula gets an apostrophe in front
    /// and is quoted.
    /// </summary>
    public Output Cell(string? text, bool last = false)
    {
        if (text is not null)
        {
            var formula = text.AsSpan().TrimStart() is { Length: > 0 } trimmed && trimmed[0] is '=' or '+' or '-' or '@' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20' || (text.Length > 0 && text[0] is '\t' or '\r' or '\n');
            if (formula || text.AsSpan().ContainsAny(Quoted)) Text("\"").Text(formula ? "'" : "").Text(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Raw("\""u8);
            else Text(text);
        }
        return Text(last ? "\r\n" : ",");
    }

    /// <summary>Hands what was written to the stream.</summary>
    public void Flush()
    {
        stream.Write(_buffer.AsSpan(0, _length));
        _length = 0;
    }

    private void Room(int more)
    {
        if (_length + more > _buffer.Length) Array.Resize(ref _buffer, Math.Max(2 * _buffer.Length, _length + more));
    }

    private static readonly SearchValues<char> NeverEscaped = SearchValues.Create(" !#$%()*,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}+~");

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\";\r\n\t");

    private static readonly SearchValues<char> Plain = SearchValues.Create(" !#$%'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");
}
