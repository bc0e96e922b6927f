using WikkenWegen.LocalPostgres.Servers;

namespace WikkenWegen.LocalPostgres;

/// <summary>How <see cref="LocalPostgresServer"/> runs; the defaults are right for a first try on a developer's machine.</summary>
public sealed record LocalPostgresOptions
{
    /// <summary>
    /// The folder of the database, which outlives the process; made when absent. Default: <c>WikkenWegen/postgres</c> in the user's
    /// local data folder, or <c>/var/lib/wikkenwegen/postgres</c> as root, since the user that root drops to cannot enter root's home.
    /// </summary>
    public string? Folder { get; init; }

    /// <summary>Told in one short English line about each thing done. Default: nobody.</summary>
    public Action<string> Log { get; init; } = static _ => { };

    /// <summary>
    /// Server settings, such as <c>max_connections</c>, in addition to the safe ones and winning from them. A name is letters, digits,
    /// <c>_</c> and <c>.</c>; a value the same and <c>-</c>. Only a throw-away database may turn <c>fsync</c> off.
    /// </summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The longest wait for the server to accept connections; recovery after a crash counts. Default: 5 minutes.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest wait for a clean stop, before the server is stopped the hard way (losing nothing committed). Default: 30 seconds.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The Maven repository that binaries are fetched from when the machine has none. Default: Maven Central.</summary>
    public Uri? BinariesRepository { get; init; }

    internal ServerOptions ForServer => new(Log, Settings, StartTimeout, StopTimeout);
}
