using WikkenWegen.LocalPostgres.Servers;

namespace WikkenWegen.LocalPostgres.Processes;

/// <summary>The user that PostgreSQL runs as when the host is root, since PostgreSQL refuses to run as root.</summary>
internal static class ServerUser
{
    /// <summary>The users to try, the best first.</summary>
    public static readonly IReadOnlyList<string> Candidates = ["postgres", "nobody"];

    /// <summary>Whether PostgreSQL must run as another user than the host. Never on Windows: there pg_ctl itself gives up administrator's rights.</summary>
    public static bool IsNeeded => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    /// <summary>The first of the users that exists and that this process can run a command as.</summary>
    /// <param name="candidates">The names of the users to try.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="ServerException">There is no such user.</exception>
    public static async Task<string> FindAsync(IReadOnlyList<string> candidates, CancellationToken cancellation)
    {
        foreach (var name in candidates)
        {
            var probe = await new Command("id", "-u") { User = name, Folder = "/" }.RunAsync(cancellation);
            if (probe.Succeeded && probe.Output != "0") return name;
        }
        throw new ServerException(
            $"PostgreSQL does not run as root, and it cannot be run as the user {string.Join(" or ", candidates)} either. " +
            "Start as another user, or set ConnectionStrings__WikkenWegen to a PostgreSQL that runs already.");
    }
}
