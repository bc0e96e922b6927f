using WikkenWegen.LocalPostgres.Processes;

namespace WikkenWegen.LocalPostgres;

/// <summary>Finds and makes the folder of the database.</summary>
internal static class DataFolder
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode Traversable =
        Private | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>The full path, without symbolic links, of the folder that the options name.</summary>
    /// <exception cref="LocalPostgresException">The options name no folder, and this user has no folder for its data.</exception>
    public static string Locate(LocalPostgresOptions options) => WithoutLinks(Path.GetFullPath(options.Folder ?? Default()));

    /// <summary>
    /// Makes the folder, and the folders above it, when absent. Only their owner can enter them; but when the host is root everybody
    /// can, since the server runs as another user, who owns the data inside.
    /// </summary>
    /// <exception cref="LocalPostgresException">It cannot be made.</exception>
    public static void Make(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else MakeWithMode(folder, ServerUser.IsNeeded ? Traversable : Private);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LocalPostgresException($"The folder {folder} for the database cannot be made: {e.Message} Use another folder.", e);
        }
    }

    private static string Default()
    {
        // Root's own data folder cannot be entered by the server's user; a folder that somebody names may be, and is checked before it is used.
        // A relative path is invalid there (XDG Base Directory Specification), and .NET passes it over for other users too.
        if (ServerUser.IsNeeded)
            return Environment.GetEnvironmentVariable("XDG_DATA_HOME") is ['/', ..] and { } named ? Path.Combine(named, "WikkenWegen", "postgres") : "/var/lib/wikkenwegen/postgres";
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        if (home.Length == 0) throw new LocalPostgresException("This user has no data folder (is HOME set?), so the database needs a folder of its own.");
        return Path.Combine(home, "WikkenWegen", "postgres");
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void MakeWithMode(string folder, UnixFileMode mode)
    {
        if (Directory.Exists(folder)) return;
        if (Path.GetDirectoryName(folder) is { } parent) MakeWithMode(parent, mode);
        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, mode); // CreateDirectory alone would be limited by the umask.
    }

    // Linux tells the folder of a process without symbolic links (ProcessTable compares with it), so ours must have none either.
    private static string WithoutLinks(string path)
    {
        if (Path.GetDirectoryName(path) is not { } parent) return path;
        var real = Path.Combine(WithoutLinks(parent), Path.GetFileName(path));
        return Directory.Exists(real) && Directory.ResolveLinkTarget(real, returnFinalTarget: true) is { } target ? WithoutLinks(target.FullName) : real;
    }
}
