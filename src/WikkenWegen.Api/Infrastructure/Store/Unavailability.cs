using System.Net.Sockets;
using Npgsql;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>Tells that the database could not do its work at this moment from a mistake of this software.</summary>
internal static class Unavailability
{
    /// <summary>
    /// What PostgreSQL says where it cannot do its work at this moment, by the beginning of the SQLSTATE: another request at another time, or
    /// after an operator did something, can succeed. Anything else is a mistake of this software.
    /// </summary>
    private static readonly string[] Unable =
    [
        "08", // the connection
        "26000", "42P05", // what a session had prepared; see StalePlans
        "25006", "25P03", "25P04", // read-only; a transaction that took too long was ended, and its connection
        "28", "3D000", // who this host is, and its database: passwords are changed and databases moved while it runs
        "40", // rolled back for the sake of others
        "53", // no room: on disk, in memory, for connections
        "55006", "55P03", "55000", // in use, or locked, or not in the state for it
        "57", // an operator: stopped, starting, cancelled
        "58", // the system below it: files that cannot be read or written
        "XX001", "XX002", // damaged pages, which a write that was cut off leaves
    ];

    /// <summary>
    /// The parts of PostgreSQL that read and write files. For some of what a disk can refuse, such as a quota or having been made read-only, they
    /// have no SQLSTATE that says so. And the one that keeps plans; see <see cref="StalePlans"/>.
    /// </summary>
    private static readonly string?[] Files = ["md.c", "fd.c", "smgr.c", "buffile.c", "xlog.c", "plancache.c"];

    /// <summary>
    /// Whether the database could not be reached, or could not do its work at this moment. Marten and Wolverine wrap what Npgsql throws, so inner
    /// exceptions count too. A connection that broke can also be found out by who used it next, or gave it back.
    /// </summary>
    public static bool Is(Exception? e) => e switch
    {
        null => false,
        PostgresException refused => Files.Contains(refused.File) || Array.Exists(Unable, state => refused.SqlState.StartsWith(state, StringComparison.Ordinal)),
        NpgsqlException or TimeoutException or SocketException or ObjectDisposedException => true,
        InvalidOperationException or IOException when e.Source == nameof(Npgsql) => true,
        AggregateException many => many.InnerExceptions.Any(Is),
        _ => Is(e.InnerException),
    };
}
