namespace WikkenWegen.AuditBundle.Containers;

/// <summary>Temporary files that only this user can read.</summary>
internal static class TemporaryFiles
{
    /// <summary>A file that goes away by itself: on Unix its name is gone at once, so that it is not left behind even where the process is killed.</summary>
    public static FileStream Open()
    {
        var (path, windows) = (NewPath(), OperatingSystem.IsWindows());
        var file = new FileStream(path, Options(windows ? FileOptions.DeleteOnClose : FileOptions.None));
        if (!windows) File.Delete(path);
        return file;
    }

    /// <summary>A new and empty file that the caller deletes, for those who need its name.</summary>
    public static string Create()
    {
        var path = NewPath();
        new FileStream(path, Options(FileOptions.None)).Dispose();
        return path;
    }

    private static string NewPath() => Path.Combine(Path.GetTempPath(), $"wikkenwegen-bag-{Guid.NewGuid():n}");

    private static FileStreamOptions Options(FileOptions options)
    {
        var made = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, Options = options, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) made.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return made;
    }
}
