using WikkenWegen.LocalPostgres.Binaries;
using WikkenWegen.LocalPostgres.Processes;
using WikkenWegen.LocalPostgres.Servers;

namespace WikkenWegen.LocalPostgres.Cluster;

/// <summary>Runs PostgreSQL's programs as the right user, without the host's environment variables.</summary>
/// <param name="Binaries">The programs.</param>
/// <param name="User">The user to run them as; null for the host's own user.</param>
/// <param name="Folder">The folder of the database, which that user must be able to enter.</param>
internal sealed record ClusterTools(PostgresBinaries Binaries, string? User, string Folder)
{
    /// <summary>Runs one of PostgreSQL's programs to its end.</summary>
    public Task<CommandResult> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation) =>
        RunAsServerAsync(Binaries.PathOf(program), arguments, Home, cancellation);

    /// <summary>The same, in a folder of the server's user.</summary>
    public Task<CommandResult> RunInAsync(string folder, string program, IEnumerable<string> arguments, CancellationToken cancellation) =>
        RunAsServerAsync(Binaries.PathOf(program), arguments, folder, cancellation);

    /// <summary>Makes the server's user the owner of files that the host made. Does nothing when that is the host's own user.</summary>
    /// <exception cref="ServerException">The owner could not be changed.</exception>
    public async Task GiveAsync(IEnumerable<string> paths, CancellationToken cancellation)
    {
        if (User is null) return;
        // "name:" also gives them to the group of that user.
        var result = await new Command("chown", [$"{User}:", .. paths]).RunAsync(cancellation);
        if (!result.Succeeded) throw new ServerException($"The user {User} cannot be made owner of files in {Folder}: {result.Complaint}");
    }

    /// <summary>Checks that the server's user can enter <see cref="Folder"/>.</summary>
    /// <exception cref="ServerException">It cannot.</exception>
    public async Task CheckReachableAsync(CancellationToken cancellation)
    {
        if (User is null) return;
        var result = await RunAsServerAsync("test", ["-x", Folder], Home, cancellation);
        if (!result.Succeeded)
        {
            throw new ServerException(
                $"PostgreSQL does not run as root but as the user {User}, who cannot enter the folder {Folder}. Use a folder that others may pass through.");
        }
    }

    // Another user may be unable to enter our folder, so run in "/". PostgreSQL's programs change to their data folder themselves.
    private string Home => User is null ? Folder : "/";

    private Task<CommandResult> RunAsServerAsync(string program, IEnumerable<string> arguments, string folder, CancellationToken cancellation) =>
        new Command(program, [.. arguments]) { User = User, Folder = folder, Environment = CleanEnvironment() }.RunAsync(cancellation);

    // The host's environment may hold secrets that another user must not see, and variables such as PGDATA that change what the
    // programs do. On Windows the programs need most of the environment, so only the PG variables go.
    private static Dictionary<string, string?> CleanEnvironment()
    {
        string[] kept = ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR"];
        var changes = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => OperatingSystem.IsWindows() ? name.StartsWith("PG", StringComparison.OrdinalIgnoreCase) : !kept.Contains(name))
            .ToDictionary(name => name, _ => (string?)null);
        changes["LC_ALL"] = "C"; // Messages in English: this library reads some of them.
        changes["TZ"] = "UTC"; // initdb writes this time zone into the settings of a new cluster.
        return changes;
    }
}
