using Microsoft.Win32.SafeHandles;
using WikkenWegen.AuditBundle.Containers;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>A file of a bag that is read at any place: where it lies, or where it is compressed, unpacked into a temporary file that goes away by itself.</summary>
internal sealed class Unpacked : IDisposable
{
    private readonly BagFile _file;
    private readonly BagPart? _copy;

    public Unpacked(BagFile file)
    {
        _file = file;
        if (file.Direct is { } place)
        {
            Place = place;
            return;
        }
        _copy = new BagPart(file.Name);
        using var stream = file.OpenRead();
        var buffer = new byte[1 << 17];
        for (int read; (read = stream.Read(buffer)) > 0;) _copy.Write(buffer.AsSpan(0, read));
        _copy.Flush();
        Place = (_copy.Handle, 0);
    }

    /// <summary>The open file, and where in it the bytes begin.</summary>
    public (SafeFileHandle Handle, long Start) Place { get; }

    /// <summary>For reading it from its start.</summary>
    public Stream OpenRead() => new Stretch(Place.Handle, Place.Start, _file.Length, _file.Name);

    public void Dispose() => _copy?.Dispose();
}
