using System.Buffers.Binary;
using System.Text;

namespace WikkenWegen.AuditBundle.Containers;

/// <summary>
/// Writes a zip file (PKWARE's APPNOTE) of files whose length and checksum are known, stored as they are, without dates: the same files make the same
/// bytes, with any version of any library, and every tool can read them.
/// </summary>
internal sealed class ZipWriter(Stream to)
{
    private const uint Most32 = uint.MaxValue;
    private readonly List<byte[]> _directory = [];
    private long _at;

    /// <summary>Writes a file below the bag's own folder.</summary>
    public async Task Add(string path, BagPart part, CancellationToken cancellation)
    {
        var name = Encoding.UTF8.GetBytes(path);
        var (large, start) = (part.Length >= Most32, _at);
        await Write(Header(name, part, large), cancellation);
        await part.CopyToAsync(to, cancellation);
        _at += part.Length;
        _directory.Add(Entry(name, part, start));
    }

    /// <summary>Writes the directory; nothing may be added after it.</summary>
    public async Task Finish(CancellationToken cancellation)
    {
        var start = _at;
        foreach (var entry in _directory) await Write(entry, cancellation);
        var (size, end) = (_at - start, _at);
        if (_directory.Count >= ushort.MaxValue || start >= Most32 || size >= Most32) await Write(Zip64End(start, size, end), cancellation);
        var last = new byte[22];
        BinaryPrimitives.WriteUInt32LittleEndian(last, 0x06054b50);
        BinaryPrimitives.WriteUInt16LittleEndian(last.AsSpan(8), (ushort)Math.Min(_directory.Count, ushort.MaxValue));
        BinaryPrimitives.WriteUInt16LittleEndian(last.AsSpan(10), (ushort)Math.Min(_directory.Count, ushort.MaxValue));
        BinaryPrimitives.WriteUInt32LittleEndian(last.AsSpan(12), (uint)Math.Min(size, Most32));
        BinaryPrimitives.WriteUInt32LittleEndian(last.AsSpan(16), (uint)Math.Min(start, Most32));
        await Write(last, cancellation);
        await to.FlushAsync(cancellation);
    }

    private static byte[] Header(byte[] name, BagPart part, bool large)
    {
        var bytes = new byte[30 + name.Length + (large ? 20 : 0)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, 0x04034b50);
        Common(bytes.AsSpan(4), part.Crc, part.Length, large, name.Length, large ? 20 : 0);
        name.CopyTo(bytes, 30);
        if (large) Zip64(bytes.AsSpan(30 + name.Length), part.Length, null);
        return bytes;
    }

    private static byte[] Entry(byte[] name, BagPart part, long start)
    {
        var (large, far) = (part.Length >= Most32, start >= Most32);
        var extra = large || far ? 4 + (large ? 16 : 0) + (far ? 8 : 0) : 0;
        var bytes = new byte[46 + name.Length + extra];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, 0x02014b50);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(4), (3 << 8) | 45); // made on Unix
        Common(bytes.AsSpan(6), part.Crc, part.Length, large, name.Length, extra);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(38), 0x81A4_0000); // a plain file, -rw-r--r--
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(42), (uint)Math.Min(start, Most32));
        name.CopyTo(bytes, 46);
        if (extra > 0) Zip64(bytes.AsSpan(46 + name.Length), large ? part.Length : null, far ? start : null);
        return bytes;
    }

    /// <summary>What the header of a file and its entry in the directory have in common, from "version needed" to "extra field length".</summary>
    private static void Common(Span<byte> bytes, uint crc, long length, bool large, int name, int extra)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)(large ? 45 : 20));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], 0x0800); // names in UTF-8
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[8..], 0x0021); // 1 January 1980, the first day that there is
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[10..], crc);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[14..], large ? Most32 : (uint)length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[18..], large ? Most32 : (uint)length);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[22..], (ushort)name);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[24..], (ushort)extra);
    }

    private static void Zip64(Span<byte> bytes, long? length, long? start)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, 1);
        var at = 4;
        if (length is { } l)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes[at..], l);
            BinaryPrimitives.WriteInt64LittleEndian(bytes[(at + 8)..], l);
            at += 16;
        }
        if (start is { } s)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes[at..], s);
            at += 8;
        }
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], (ushort)(at - 4));
    }

    private byte[] Zip64End(long start, long size, long end)
    {
        var bytes = new byte[56 + 20];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, 0x06064b50);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(4), 44);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(12), (3 << 8) | 45);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(14), 45);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), _directory.Count);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), _directory.Count);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(40), size);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(48), start);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(56), 0x07064b50);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(64), end);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(72), 1);
        return bytes;
    }

    private async Task Write(byte[] bytes, CancellationToken cancellation)
    {
        await to.WriteAsync(bytes, cancellation);
        _at += bytes.Length;
    }
}
