using System.Buffers.Binary;
using System.Buffers.Text;

namespace WikkenWegen.TransparencyLog.Notes;

/// <summary>
/// A note that <see cref="UnverifiedNote.Parse"/> refuses, as far as it can be read: its text, and which known keys its signature lines name.
/// For those who have to answer differently when a known key's signature is wrong and when the form is (c2sp.org/tlog-witness).
/// </summary>
internal sealed class DamagedNote
{
    /// <summary>As many base64 characters as hold a key ID: 6 of 6 bits for 32 bits.</summary>
    private const int KeyIdCharacters = 6;

    private readonly byte[] _lines;

    private DamagedNote(byte[] text, byte[] lines) => (Text, _lines) = (text, lines);

    /// <summary>What stands before the last empty line; neither its characters nor who wrote it are checked.</summary>
    public byte[] Text { get; }

    /// <summary>Takes a note apart at its last empty line.</summary>
    /// <param name="bytes">The note's bytes, at most <see cref="UnverifiedNote.MaxBytes"/>; copied.</param>
    /// <returns>The parts; null when there is no empty line, or more than <see cref="UnverifiedNote.MaxSignatures"/> lines follow it.</returns>
    public static DamagedNote? Read(ReadOnlySpan<byte> bytes)
    {
        var split = bytes.LastIndexOf("\n\n"u8);
        if (split < 0) return null;
        var lines = bytes[(split + 2)..];
        return lines.Count((byte)'\n') <= UnverifiedNote.MaxSignatures ? new(bytes[..(split + 1)].ToArray(), lines.ToArray()) : null;
    }

    /// <summary>Whether a known key signed the text, and no line that names a known key is wrong.</summary>
    /// <param name="known">The keys that are known.</param>
    /// <returns>
    /// Ok: then only lines that name no known key cannot be read. Or the errors of <see cref="UnverifiedNote.Verify"/>, among them
    /// <see cref="LogErrorCode.InvalidSignature"/> also for a line with the name and ID of a known key that cannot be read.
    /// </returns>
    public Result Verify(IReadOnlyCollection<INoteVerifier> known)
    {
        var signatures = new List<NoteSignature>();
        foreach (var range in _lines.AsSpan().Split((byte)'\n'))
        {
            var line = _lines.AsSpan(range);
            // A line that does not end is wrong too; what follows the last line end is no line.
            var complete = range.End.Value < _lines.Length;
            if (line.IsEmpty && !complete) continue;
            if (complete && NoteSignature.ParseLines(_lines.AsSpan()[range.Start.Value..(range.End.Value + 1)]).TryGet(out var parsed, out _)) signatures.AddRange(parsed);
            else if (Named(line, known) is { } key) return new LogError(LogErrorCode.InvalidSignature, $"the signature by {key.Name}+{Encodings.Hex(key.KeyId)} cannot be read");
        }
        if (signatures.Count == 0) return new LogError(LogErrorCode.NoKnownSignature, "no signature can be read");
        if (!UnverifiedNote.Assemble(Text, [.. signatures]).TryGet(out var note, out var error)) return error;
        return note.Verify(known).TryGet(out _, out error) ? Result.Ok : error;
    }

    private static INoteVerifier? Named(ReadOnlySpan<byte> line, IReadOnlyCollection<INoteVerifier> known)
    {
        foreach (var key in known)
        {
            var start = Encodings.Utf8.GetBytes($"— {key.Name} ");
            if (line.StartsWith(start) && TryReadKeyId(line[start.Length..], out var id) && id == key.KeyId) return key;
        }
        return null;
    }

    /// <summary>The key ID at the start of what should be base64: from the first characters that are, whatever stands between or behind them.</summary>
    private static bool TryReadKeyId(ReadOnlySpan<byte> base64, out uint id)
    {
        // Filled up with zeros to two groups of four characters, of which the first four bytes are the ID.
        Span<byte> characters = stackalloc byte[KeyIdCharacters + 2], bytes = stackalloc byte[KeyIdCharacters];
        characters.Fill((byte)'A');
        var count = 0;
        foreach (var character in base64)
        {
            if (char.IsAsciiLetterOrDigit((char)character) || character is (byte)'+' or (byte)'/') characters[count++] = character;
            if (count == KeyIdCharacters) break;
        }
        Base64.DecodeFromUtf8(characters, bytes, out _, out _);
        id = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return count == KeyIdCharacters;
    }
}
