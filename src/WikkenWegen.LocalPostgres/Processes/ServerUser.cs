using System.Globalization;
using WikkenWegen.LocalPostgres.Servers;

namespace WikkenWegen.LocalPostgres.Processes;

/// <summary>The user that PostgreSQL runs as when the host is root, since PostgreSQL refuses root.</summary>
/// <param name="Name">Its name in the user database.</param>
/// <param name="Prefix">The command line to put before a command so that this user runs it.</param>
internal sealed record ServerUser(string Name, IReadOnlyList<string> Prefix)
{
    /// <summary>Whether the host must drop to another user to run PostgreSQL. On Windows pg_ctl gives up the rights by itself.</summary>
    public static bool IsNeeded => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    /// <summary>The first of <c>postgres</c> and <c>nobody</c> that exists, with the first tool that can become it.</summary>
    /// <param name="users">The user database, in the form of passwd(5).</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="ServerException">No such user or no such tool.</exception>
    public static async Task<ServerUser> FindAsync(string users, CancellationToken cancellation)
    {
        foreach (var name in (string[])["postgres", "nobody"])
        {
            if (users.Split('\n').Select(line => line.Split(':')).FirstOrDefault(fields => fields[0] == name) is not [_, _, var uid, var gid, ..]) continue;
            foreach (var prefix in WaysToBecome(name, gid))
            {
                var probe = await new Command(prefix[0], [.. prefix.Skip(1), "id", "-u"]) { Folder = "/" }.RunAsync(cancellation);
                if (probe.Succeeded && SameUser(probe.Output, uid)) return new(name, prefix);
            }
        }
        throw new ServerException(
            "PostgreSQL does not run as root, and no way was found to run it as the user postgres or nobody " +
            "(tried setpriv, runuser, su and sudo). Start as another user, or set ConnectionStrings__WikkenWegen to a PostgreSQL that runs already.");
    }

    internal static IEnumerable<string[]> WaysToBecome(string name, string gid) =>
    [
        ["setpriv", $"--reuid={name}", $"--regid={gid}", "--clear-groups", "--"],
        ["runuser", "-u", name, "--"],
        ["su", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--", name],
        ["sudo", "-n", "-u", name, "--"],
    ];

    // macOS writes nobody's number as -2, which `id` prints as 4294967294.
    private static bool SameUser(string printed, string uid) =>
        long.TryParse(printed, CultureInfo.InvariantCulture, out var a) && long.TryParse(uid, CultureInfo.InvariantCulture, out var b) && (uint)a == (uint)b;
}
