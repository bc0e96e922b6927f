using WikkenWegen.LocalPostgres.Servers;

namespace WikkenWegen.LocalPostgres;

/// <summary>How <see cref="LocalPostgresServer"/> runs. Every option has a default that suits a developer's machine.</summary>
public sealed record LocalPostgresOptions
{
    /// <summary>
    /// The folder of the database. It is made when absent and stays when the process ends. A relative path counts from the current
    /// folder. Default (null): <c>WikkenWegen/postgres</c> in the user's local data folder, which <c>XDG_DATA_HOME</c> names on Linux; for
    /// root without that <c>/var/lib/wikkenwegen/postgres</c>, since the server then runs as a user who cannot enter root's home.
    /// </summary>
    public string? Folder { get; init; }

    /// <summary>Gets one short line in English about each thing done. Default: the lines are dropped.</summary>
    public Action<string> Log { get; init; } = static _ => { };

    /// <summary>
    /// Settings of the PostgreSQL server by name, such as <c>max_connections</c>. They are added to the safe settings that this library
    /// gives, and replace those of the same name. A name consists of one or more of the characters <c>A-Z a-z 0-9 _ .</c>; a value of
    /// zero or more of the same characters and <c>-</c>. Turn <c>fsync</c> off only for data that may be lost. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The longest wait for the started server to accept connections, which includes its recovery after a crash but not the making of a
    /// new cluster from programs. More than zero; may be rounded up to whole seconds. After it the start fails. Default: 5 minutes.
    /// </summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The longest wait for a clean stop; may be rounded up to whole seconds. After it the server is forced to stop: nothing committed
    /// is lost, but the next start takes longer, because the server must recover. Default: 30 seconds.
    /// </summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The Maven repository to fetch PostgreSQL's programs from, when this machine has no PostgreSQL and no container engine. Default (null): Maven Central.</summary>
    public Uri? BinariesRepository { get; init; }

    internal ServerOptions ForServer => new(Log, Settings, StartTimeout, StopTimeout);
}
