namespace WikkenWegen.LocalPostgres;

/// <summary>Where to look for PostgreSQL and for container engines on this machine. Tests describe other machines with it.</summary>
internal sealed record Machine
{
    /// <summary>The folders of PATH, in order.</summary>
    public required IReadOnlyList<string> SearchPath { get; init; }

    /// <summary>Where installers put PostgreSQL's programs; one part of each path may hold a <c>*</c>.</summary>
    public required IReadOnlyList<string> UsualFolders { get; init; }

    /// <summary>The commands of container engines, in the order to try them. They must take docker's arguments.</summary>
    public required IReadOnlyList<string> ContainerEngines { get; init; }

    /// <summary>The machine that this process runs on, with PATH as it is now.</summary>
    public static Machine Current() => new()
    {
        SearchPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        UsualFolders = UsualFoldersHere(),
        ContainerEngines = ["docker", "podman"],
    };

    private static string[] UsualFoldersHere() =>
        OperatingSystem.IsWindows()
            ? [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL", "*", "bin")] // EnterpriseDB
        : OperatingSystem.IsMacOS()
            ?
            [
                "/opt/homebrew/opt/postgresql@*/bin", // Homebrew on Apple silicon
                "/usr/local/opt/postgresql@*/bin", // Homebrew on Intel
                "/Applications/Postgres.app/Contents/Versions/*/bin",
                "/Library/PostgreSQL/*/bin", // EnterpriseDB
                "/opt/local/lib/postgresql*/bin", // MacPorts
            ]
            :
            [
                "/usr/lib/postgresql/*/bin", // Debian, Ubuntu
                "/usr/pgsql-*/bin", // PostgreSQL's own packages for Red Hat, Rocky, Fedora
                "/usr/lib/postgresql*/bin", // SUSE
                "/usr/libexec/postgresql*", // Alpine
                "/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",
                "/opt/PostgreSQL/*/bin", // EnterpriseDB
                "/usr/local/pgsql/bin", // built from source
            ];
}
