using System.Globalization;
using WikkenWegen.LocalPostgres.Servers;

namespace WikkenWegen.LocalPostgres.Processes;

/// <summary>
/// The user that PostgreSQL runs as when the host is root, since PostgreSQL refuses to run as root. CliWrap can run a command as
/// another user on Windows only, so the system's own tools do it.
/// </summary>
/// <param name="Name">The name of the user.</param>
/// <param name="Prefix">The words to put before a command so that it runs as this user.</param>
internal sealed record ServerUser(string Name, IReadOnlyList<string> Prefix)
{
    /// <summary>Whether PostgreSQL must run as another user than the host. Never on Windows: there pg_ctl itself gives up administrator's rights.</summary>
    public static bool IsNeeded => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    /// <summary>The user <c>postgres</c>, else <c>nobody</c>, with the first tool on this machine that can run a command as that user.</summary>
    /// <param name="users">The text of <c>/etc/passwd</c>.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="ServerException">Neither user exists, or no tool works.</exception>
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

    /// <summary>The possible values of <see cref="Prefix"/>, in the order to try them.</summary>
    internal static IEnumerable<string[]> WaysToBecome(string name, string gid) =>
    [
        ["setpriv", $"--reuid={name}", $"--regid={gid}", "--clear-groups", "--"],
        ["runuser", "-u", name, "--"],
        ["su", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--", name],
        ["sudo", "-n", "-u", name, "--"],
    ];

    // On macOS the number of the user nobody is -2, which the command id may print as 4294967294. So compare as unsigned 32-bit numbers.
    private static bool SameUser(string printed, string uid) =>
        long.TryParse(printed, CultureInfo.InvariantCulture, out var a) && long.TryParse(uid, CultureInfo.InvariantCulture, out var b) && (uint)a == (uint)b;
}
