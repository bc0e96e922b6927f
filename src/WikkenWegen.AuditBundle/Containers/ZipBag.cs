using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace WikkenWegen.AuditBundle.Containers;

/// <summary>
/// A bag in a zip file. The directory is read by ourselves, within limits, because a hostile one must not cost memory: no encryption, no links, no paths that
/// climb out, no files that lie over each other, none that unpacks to a multiple that no text does.
/// </summary>
internal sealed class ZipBag : BagFiles
{
    /// <summary>The largest directory that is read, in bytes.</summary>
    private const int MaxDirectory = 16 * 1024 * 1024;

    /// <summary>What a file may unpack to, as a multiple of what it takes, from a megabyte on: JSON of a thousand equal lines is about 200.</summary>
    private const long MaxRatio = 400;

    /// <summary>What all files together may unpack to before that multiple counts for them as one: the small ones have no limit of their own.</summary>
    private const long FreeOfRatio = 64L << 20;

    private readonly SafeFileHandle _zip;

    private ZipBag(SafeFileHandle zip) => _zip = zip;

    public static ZipBag OpenZip(string path)
    {
        var bag = new ZipBag(File.OpenHandle(path));
        try
        {
            bag.ReadDirectory();
            return bag;
        }
        catch
        {
            bag.Dispose();
            throw;
        }
    }

    public override void Dispose() => _zip.Dispose();

    private void ReadDirectory()
    {
        var length = RandomAccess.GetLength(_zip);
        var (start, size, count, end) = FindDirectory(length);
        if (size > MaxDirectory || count > MaxFiles) throw new UnreadableBagException("De inhoudsopgave van de zip is te groot.", "The directory of the zip is too large.");
        if (start < 0 || size < 0 || start > end - size) throw Broken(); // compared so that no sum can be too large for a number
        var directory = Read(start, (int)size);
        var entries = new List<Entry>();
        string? folder = null;
        for (var at = 0; entries.Count < count;)
        {
            if (!Entry.TryRead(directory.AsSpan(at), out var entry, out var taken)) throw Broken();
            at += taken;
            entries.Add(entry!);
        }
        var (packed, unpacked) = (entries.Sum(e => (decimal)e.Packed), entries.Sum(e => (decimal)e.Length));
        if (unpacked > FreeOfRatio && unpacked / MaxRatio > packed)
            throw new UnreadableBagException($"De bestanden pakken samen uit tot meer dan {MaxRatio} maal hun grootte.", $"Together the files unpack to more than {MaxRatio} times their size.");
        var before = 0L;
        foreach (var entry in entries.OrderBy(e => e.Start))
        {
            var data = Locate(entry, start);
            if (entry.Start < before) throw new UnreadableBagException("In de zip liggen bestanden over elkaar heen.", "Files in the zip lie over each other.");
            if (entry.Packed > start - data) throw Broken();
            before = data + entry.Packed;
            var slash = entry.Name.IndexOf('/');
            CheckPath(entry.Name.TrimEnd('/'));
            if (entry.IsFolder) continue;
            if (slash <= 0) throw new UnreadableBagException("De bag ligt niet in een eigen map in de zip.", "The bag does not lie in a folder of its own in the zip.");
            folder ??= entry.Name[..slash];
            if (entry.Name[..slash] != folder) throw new UnreadableBagException("Er is meer dan een map in de zip.", "There is more than one folder in the zip.");
            Add(new InZip(entry.Name[(slash + 1)..], entry, _zip, data));
        }
    }

    /// <summary>Where the directory is: from the record at the end (APPNOTE 4.3.16), or that of zip64 before it.</summary>
    private (long Start, long Size, long Count, long End) FindDirectory(long length)
    {
        var tail = Read(Math.Max(0, length - 22 - ushort.MaxValue), (int)Math.Min(length, 22 + ushort.MaxValue));
        for (var at = tail.Length - 22; at >= 0; at--)
        {
            var record = tail.AsSpan(at);
            if (BinaryPrimitives.ReadUInt32LittleEndian(record) != 0x06054b50 || BinaryPrimitives.ReadUInt16LittleEndian(record[20..]) != record.Length - 22) continue;
            var position = length - tail.Length + at;
            long count = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]), size = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]), start = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
            if (count < ushort.MaxValue && size < uint.MaxValue && start < uint.MaxValue) return (start, size, count, position);
            if (position < 20) throw Broken();
            var locator = Read(position - 20, 20);
            var large = BinaryPrimitives.ReadInt64LittleEndian(locator.AsSpan(8));
            if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != 0x07064b50 || large < 0 || large > position - 76) throw Broken();
            var record64 = Read(large, 56);
            if (BinaryPrimitives.ReadUInt32LittleEndian(record64) != 0x06064b50) throw Broken();
            return (BinaryPrimitives.ReadInt64LittleEndian(record64.AsSpan(48)), BinaryPrimitives.ReadInt64LittleEndian(record64.AsSpan(40)), BinaryPrimitives.ReadInt64LittleEndian(record64.AsSpan(32)), large);
        }
        throw new UnreadableBagException("Dit is geen zip, of hij is afgebroken.", "This is no zip, or it is cut off.");
    }

    /// <summary>Where the bytes of a file begin; its own header must say the same as the directory.</summary>
    private long Locate(Entry entry, long directory)
    {
        if (entry.Start < 0 || entry.Start > directory - 30) throw Broken();
        var header = Read(entry.Start, 30);
        var (name, extra) = (BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26)), BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28)));
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != 0x04034b50 || BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(8)) != entry.Method) throw Broken();
        if (entry.Start + 30 + name + extra > directory || !Read(entry.Start + 30, name).AsSpan().SequenceEqual(entry.RawName)) throw Broken();
        return entry.Start + 30 + name + extra;
    }

    private byte[] Read(long at, int length)
    {
        var bytes = new byte[length];
        for (var read = 0; read < length;)
        {
            var more = RandomAccess.Read(_zip, bytes.AsSpan(read), at + read);
            if (more == 0) throw Broken();
            read += more;
        }
        return bytes;
    }

    private static UnreadableBagException Broken() => new("De zip is beschadigd of afgebroken.", "The zip is damaged or cut off.");

    /// <summary>An entry of the directory (APPNOTE 4.3.12).</summary>
    private sealed record Entry(string Name, byte[] RawName, int Method, long Packed, long Length, long Start, bool IsFolder)
    {
        public static bool TryRead(ReadOnlySpan<byte> bytes, out Entry? entry, out int taken)
        {
            (entry, taken) = (null, 0);
            if (bytes.Length < 46 || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != 0x02014b50) return false;
            int name = BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]), extra = BinaryPrimitives.ReadUInt16LittleEndian(bytes[30..]), comment = BinaryPrimitives.ReadUInt16LittleEndian(bytes[32..]);
            taken = 46 + name + extra + comment;
            if (bytes.Length < taken) return false;
            int flags = BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]), method = BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]);
            long packed = BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]), length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]), start = BinaryPrimitives.ReadUInt32LittleEndian(bytes[42..]);
            for (var fields = bytes.Slice(46 + name, extra); fields.Length >= 4;)
            {
                var size = BinaryPrimitives.ReadUInt16LittleEndian(fields[2..]);
                if (fields.Length < 4 + size) return false;
                if (BinaryPrimitives.ReadUInt16LittleEndian(fields) == 1)
                {
                    var values = fields.Slice(4, size);
                    if (!Take(ref values, ref length) || !Take(ref values, ref packed) || !Take(ref values, ref start)) return false;
                }
                fields = fields[(4 + size)..];
            }
            var raw = bytes.Slice(46, name).ToArray();
            var text = Encoding.UTF8.GetString(raw);
            var mode = BinaryPrimitives.ReadUInt32LittleEndian(bytes[38..]) >> 28;
            if (mode == 0xA) throw new UnreadableBagException($"{Shown(text)} is een koppeling naar elders en wordt niet gevolgd.", $"{Shown(text)} is a link to elsewhere and is not followed.");
            if ((flags & 0x2041) != 0) throw new UnreadableBagException($"{Shown(text)} is versleuteld.", $"{Shown(text)} is encrypted.");
            if (method is not (0 or 8)) throw new UnreadableBagException($"{Shown(text)} is op een onbekende manier ingepakt ({method}).", $"{Shown(text)} is packed in an unknown way ({method}).");
            if (packed < 0 || length < 0 || start < 0 || (method == 0 && packed != length)) return false;
            if (length > 1 << 20 && length / MaxRatio > packed) throw new UnreadableBagException($"{Shown(text)} pakt uit tot meer dan {MaxRatio} maal zijn grootte.", $"{Shown(text)} unpacks to more than {MaxRatio} times its size.");
            entry = new Entry(text, raw, method, packed, length, start, text.EndsWith('/'));
            return true;
        }

        /// <summary>A value of zip64 stands in the extra field only where the plain one is full.</summary>
        private static bool Take(ref ReadOnlySpan<byte> values, ref long value)
        {
            if (value != uint.MaxValue) return true;
            if (values.Length < 8) return false;
            value = BinaryPrimitives.ReadInt64LittleEndian(values);
            values = values[8..];
            return true;
        }
    }

    private sealed class InZip(string name, Entry entry, SafeFileHandle zip, long data) : BagFile(name, entry.Length)
    {
        internal override (SafeFileHandle Handle, long Start)? Direct => entry.Method == 0 ? (zip, data) : null;

        public override Stream OpenRead()
        {
            var packed = new Stretch(zip, data, entry.Packed, Name);
            return entry.Method == 0 ? packed : new Unpacked(packed, Length, Name);
        }
    }

    /// <summary>What a packed file unpacks to: no more and no less than the directory says.</summary>
    private sealed class Unpacked(Stream packed, long length, string name) : Stream
    {
        private readonly DeflateStream _stream = new(packed, CompressionMode.Decompress);
        private long _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => _at; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            if (buffer.IsEmpty) return 0;
            int read;
            try
            {
                read = _stream.Read(buffer);
            }
            catch (InvalidDataException)
            {
                throw Broken();
            }
            _at += read;
            if (_at > length || (read == 0 && _at < length))
                throw new UnreadableBagException($"{name} pakt niet uit tot wat de inhoudsopgave zegt.", $"{name} does not unpack to what the directory says.");
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) _stream.Dispose();
            base.Dispose(disposing);
        }
    }
}
