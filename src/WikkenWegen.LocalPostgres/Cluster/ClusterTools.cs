using WikkenWegen.LocalPostgres.Binaries;
using WikkenWegen.LocalPostgres.Processes;
using WikkenWegen.LocalPostgres.Servers;

namespace WikkenWegen.LocalPostgres.Cluster;

/// <summary>Runs PostgreSQL's programs: as the right user and free of the host's environment.</summary>
/// <param name="Binaries">The programs.</param>
/// <param name="User">Whom to run them as; null for the host's own user.</param>
/// <param name="Folder">Where to run them: a folder that the user can enter.</param>
internal sealed record ClusterTools(PostgresBinaries Binaries, ServerUser? User, string Folder)
{
    public Task<CommandResult> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation) =>
        RunAsServerAsync(Binaries.PathOf(program), arguments, cancellation);

    /// <summary>Makes the server's user the owner of files that the host made.</summary>
    public async Task GiveAsync(IEnumerable<string> paths, CancellationToken cancellation)
    {
        if (User is null) return;
        // "name:" also gives them to the group of that user.
        var result = await new Command("chown", [$"{User.Name}:", .. paths]).RunAsync(cancellation);
        if (!result.Succeeded) throw new ServerException($"The user {User.Name} cannot be made owner of files in {Folder}: {result.Complaint}");
    }

    /// <exception cref="ServerException">The server's user cannot reach the folder.</exception>
    public async Task CheckReachableAsync(CancellationToken cancellation)
    {
        if (User is null) return;
        var result = await RunAsServerAsync("test", ["-x", Folder], cancellation);
        if (!result.Succeeded)
        {
            throw new ServerException(
                $"PostgreSQL does not run as root but as the user {User.Name}, who cannot enter the folder {Folder}. Use a folder that others may pass through.");
        }
    }

    private Task<CommandResult> RunAsServerAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        string[] line = [.. User?.Prefix ?? [], program, .. arguments];
        // From "/" as long as it is not sure that the user can enter the folder; PostgreSQL's programs change to it themselves.
        return new Command(line[0], line[1..]) { Folder = User is null ? Folder : "/", Environment = CleanEnvironment() }.RunAsync(cancellation);
    }

    // The host's environment may hold secrets that another user must not see, and PG… variables that change what the programs do.
    private static Dictionary<string, string?> CleanEnvironment()
    {
        string[] kept = ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR"];
        var changes = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => OperatingSystem.IsWindows() ? name.StartsWith("PG", StringComparison.OrdinalIgnoreCase) : !kept.Contains(name))
            .ToDictionary(name => name, _ => (string?)null);
        changes["LC_ALL"] = "C"; // Messages that we read are in English.
        changes["TZ"] = "UTC"; // The time zone that a new cluster gets.
        return changes;
    }
}
