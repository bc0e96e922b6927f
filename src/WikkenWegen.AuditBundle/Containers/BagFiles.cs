using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace WikkenWegen.AuditBundle.Containers;

/// <summary>The files of a bag, read only: of a zip or of a folder. Nothing is unpacked, and no link is followed.</summary>
public abstract class BagFiles : IDisposable
{
    private readonly SortedDictionary<string, BagFile> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folded = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The most files that a bag may have.</summary>
    public const int MaxFiles = 50_000;

    /// <summary>All files by their paths below the bag's folder, in ordinal order.</summary>
    public IReadOnlyDictionary<string, BagFile> Files => _files;

    /// <summary>A file that no bag can be without.</summary>
    /// <exception cref="UnreadableBagException">It is not here.</exception>
    public BagFile Need(string name) => _files.TryGetValue(name, out var file) ? file : throw new UnreadableBagException($"{name} ontbreekt.", $"{name} is missing.");

    /// <summary>Opens a bag.</summary>
    /// <param name="path">A zip file, or a folder that holds an unpacked bag.</param>
    /// <exception cref="UnreadableBagException">It is no bag, or a hostile one.</exception>
    public static BagFiles Open(string path)
    {
        try
        {
            return Directory.Exists(path) ? new FolderBag(path) : ZipBag.OpenZip(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableBagException($"{path} kan niet worden gelezen: {e.Message}", $"{path} cannot be read: {e.Message}");
        }
    }

    /// <inheritdoc />
    public abstract void Dispose();

    /// <summary>Takes up a file, or refuses its name.</summary>
    private protected void Add(BagFile file)
    {
        if (_files.Count == MaxFiles) throw new UnreadableBagException($"Er zijn meer dan {MaxFiles} bestanden.", $"There are more than {MaxFiles} files.");
        CheckPath(file.Name);
        if (!_folded.Add(file.Name)) throw new UnreadableBagException($"Het bestand {Shown(file.Name)} is er tweemaal.", $"The file {Shown(file.Name)} is there twice.");
        _files.Add(file.Name, file);
    }

    /// <summary>Refuses a path that leads out of the bag, or that systems read in different ways.</summary>
    internal static void CheckPath(string path)
    {
        if (path.Length is 0 or > 1000 || path.Split('/').Any(part => part is "" or "." or "..") || path.Any(c => c is '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' || char.IsControl(c)))
            throw new UnreadableBagException($"Het pad {Shown(path)} kan uit de bag leiden en wordt niet gelezen.", $"The path {Shown(path)} may lead out of the bag and is not read.");
    }

    /// <summary>
    /// A text that may be of somebody else, fit to be shown on a terminal as part of one line: without what a terminal obeys, and without what turns the order of characters around or breaks the line.
    /// </summary>
    public static string Printable(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Concat(text.Select(c => char.GetUnicodeCategory(c) is
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? '\uFFFD' : c));
    }

    /// <summary>A name from a bag, fit to be shown on a terminal, and no longer than a name is.</summary>
    public static string Shown(string name)
    {
        var shown = Printable(name);
        return shown.Length <= 200 ? shown : shown[..200] + "…";
    }
}

/// <summary>A file of a bag.</summary>
/// <param name="name">Its path below the bag's folder, with slashes.</param>
/// <param name="length">Its length in bytes, as it says; more is never read.</param>
public abstract class BagFile(string name, long length)
{
    /// <summary>Its path below the bag's folder, with slashes.</summary>
    public string Name => name;

    /// <summary>Its length in bytes.</summary>
    public long Length => length;

    /// <summary>Opens it for reading once from its start. A stream that ends early or goes on longer than <see cref="Length"/> throws <see cref="UnreadableBagException"/>.</summary>
    public abstract Stream OpenRead();

    /// <summary>Where its bytes lie as they are; null where they are compressed, or where there are none.</summary>
    internal abstract (SafeFileHandle Handle, long Start)? Direct { get; }

    /// <summary>The whole of a small file.</summary>
    /// <exception cref="UnreadableBagException">It is larger than <see cref="BagFormat.MaxSmallFileBytes"/>.</exception>
    public byte[] ReadAll()
    {
        if (Length > BagFormat.MaxSmallFileBytes) throw new UnreadableBagException($"{name} is te groot ({length} bytes).", $"{name} is too large ({length} bytes).");
        using var stream = OpenRead();
        var bytes = new byte[Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

/// <summary>Reads a stretch of an open file, or fewer bytes where it is cut off, which is refused.</summary>
internal sealed class Stretch(SafeFileHandle handle, long start, long length, string name) : Stream
{
    private long _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get => _at; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, length - _at);
        if (wanted == 0) return 0;
        var read = RandomAccess.Read(handle, buffer[..wanted], start + _at);
        if (read == 0) throw new UnreadableBagException($"{name} is afgebroken.", $"{name} is cut off.");
        _at += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
