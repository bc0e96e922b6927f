using Microsoft.Win32.SafeHandles;

namespace WikkenWegen.AuditBundle.Containers;

/// <summary>A bag that was unpacked into a folder. A link in it is refused: it may lead anywhere.</summary>
internal sealed class FolderBag : BagFiles
{
    private readonly List<SafeFileHandle> _open = [];

    public FolderBag(string folder) => Take(new DirectoryInfo(folder), "");

    public override void Dispose() => _open.ForEach(handle => handle.Dispose());

    private void Take(DirectoryInfo folder, string prefix)
    {
        if (prefix.Count(c => c == '/') > 20) throw new UnreadableBagException("De mappen liggen te diep in elkaar.", "The folders lie too deep in each other.");
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            var name = prefix + entry.Name;
            if (entry.LinkTarget is not null || entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
                throw new UnreadableBagException($"{Shown(name)} is een koppeling naar elders en wordt niet gevolgd.", $"{Shown(name)} is a link to elsewhere and is not followed.");
            if (entry is DirectoryInfo inner) Take(inner, name + "/");
            else if (entry is FileInfo file) Add(new OnDisk(name, file, this));
        }
    }

    private sealed class OnDisk(string name, FileInfo file, FolderBag bag) : BagFile(name, file.Length)
    {
        private SafeFileHandle? _handle;

        // What has no length is never opened: it may be a pipe or a device, which would keep us waiting for ever.
        internal override (SafeFileHandle Handle, long Start)? Direct => Length == 0 ? null : (Open(), 0);

        public override Stream OpenRead() => Length == 0 ? Stream.Null : new Stretch(Open(), 0, Length, Name);

        /// <summary>Several files are read at a time, and all of them are closed with the bag.</summary>
        private SafeFileHandle Open()
        {
            lock (bag._open)
            {
                if (_handle is not null) return _handle;
                _handle = File.OpenHandle(file.FullName);
                bag._open.Add(_handle);
                return _handle;
            }
        }
    }
}
