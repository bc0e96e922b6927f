using System.Buffers.Binary;

namespace WikkenWegen.TransparencyLog.Tiles;

/// <summary>Up to 256 consecutive entries of a log, each behind its length as a big-endian 16-bit number (c2sp.org/tlog-tiles, "Log entries").</summary>
public static class EntryBundle
{
    /// <summary>The longest entry in bytes; larger payloads go into a log as a digest.</summary>
    public const int MaxEntryBytes = ushort.MaxValue;

    /// <summary>Reads a bundle. Inverse of <see cref="Format"/>.</summary>
    /// <param name="bundle">The bundle's bytes; the returned entries are slices of it.</param>
    /// <param name="width">How many entries it must have, 1 to 256.</param>
    /// <returns>The entries, or <see cref="LogErrorCode.Malformed"/> when the bytes end too early or too late.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is out of range.</exception>
    public static Result<ReadOnlyMemory<byte>[]> Parse(ReadOnlyMemory<byte> bundle, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, TileId.FullWidth);

        var entries = new ReadOnlyMemory<byte>[width];
        var at = 0;
        for (var i = 0; i < width; i++)
        {
            if (bundle.Length - at < sizeof(ushort)) return new LogError(LogErrorCode.Malformed, $"the bundle ends before the length of entry {i} of {width}", at);
            var length = BinaryPrimitives.ReadUInt16BigEndian(bundle.Span[at..]);
            if (bundle.Length - at - sizeof(ushort) < length) return new LogError(LogErrorCode.Malformed, $"the bundle ends within the {length} bytes of entry {i} of {width}", at);
            entries[i] = bundle.Slice(at + sizeof(ushort), length);
            at += sizeof(ushort) + length;
        }
        return at == bundle.Length ? entries : new LogError(LogErrorCode.Malformed, $"{bundle.Length - at} bytes follow entry {width - 1}, the last", at);
    }

    /// <summary>Writes a bundle. Inverse of <see cref="Parse"/>.</summary>
    /// <param name="entries">1 to 256 entries.</param>
    /// <returns>The bytes, or <see cref="LogErrorCode.TooLarge"/> when an entry is longer than <see cref="MaxEntryBytes"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="entries"/> is null.</exception>
    /// <exception cref="ArgumentException">There are no entries, or more than 256.</exception>
    public static Result<byte[]> Format(IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Count is < 1 or > TileId.FullWidth) throw new ArgumentException($"A bundle has 1 to {TileId.FullWidth} entries, not {entries.Count}.", nameof(entries));

        var length = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            if (CheckLength(entries[i].Length) is { } error) return error;
            length += sizeof(ushort) + entries[i].Length;
        }
        var bundle = new byte[length];
        var at = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bundle.AsSpan(at), (ushort)entries[i].Length);
            entries[i].Span.CopyTo(bundle.AsSpan(at + sizeof(ushort)));
            at += sizeof(ushort) + entries[i].Length;
        }
        return bundle;
    }

    internal static LogError? CheckLength(int length) =>
        length <= MaxEntryBytes ? null : new(LogErrorCode.TooLarge, $"an entry has at most {MaxEntryBytes} bytes, not {length}");
}
