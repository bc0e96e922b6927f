using MysticMind.PostgresEmbed;
using WikkenWegen.LocalPostgres.Servers;

namespace WikkenWegen.LocalPostgres.Binaries;

/// <summary>
/// Fetches PostgreSQL's programs into a folder. MysticMind.PostgresEmbed knows the archive of each platform and checks its digest.
/// It could run the server too, but without a password and not when the host is root, so we use it only to fetch the programs.
/// </summary>
internal static class BinaryDownload
{
    /// <summary>What means something to a shell between double quotes: initdb calls the other programs that way.</summary>
    private static readonly char[] Meaningful = ['$', '`', '"', '\\'];

    /// <summary>The major version to fetch for a new cluster.</summary>
    public const int DefaultMajor = 17;

    /// <summary>Where the programs of earlier downloads are, for <see cref="BinaryFinder.SearchAsync"/>.</summary>
    public static string FetchedFolders(string folder) => Path.Combine(CacheIn(folder), "postgres-*", "bin");

    /// <summary>Fetches the newest minor version of <paramref name="major"/>. Gives up after 10 seconds without a connection, or 10 minutes in all.</summary>
    /// <param name="folder">The folder of the database; the programs go into a folder inside it.</param>
    /// <param name="major">The major version.</param>
    /// <param name="repository">The Maven repository to fetch from; null for Maven Central.</param>
    /// <param name="log">Gets one line when the download starts.</param>
    /// <param name="cancellation">Stops the download.</param>
    /// <exception cref="ServerException">The programs could not be fetched; the message says why.</exception>
    public static async Task FetchAsync(string folder, int major, Uri? repository, Action<string> log, CancellationToken cancellation)
    {
        if (!OperatingSystem.IsWindows() && folder.IndexOfAny(Meaningful) >= 0)
            throw new ServerException($"PostgreSQL's programs do not run from a folder with $, `, \" or \\ in its path, such as {folder}");
        using var http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10) }) { Timeout = TimeSpan.FromMinutes(10) };
        var settings = new PgServerOptions
        {
            PgVersion = major.ToString(System.Globalization.CultureInfo.InvariantCulture),
            DbDir = folder,
            BinariesDir = CacheIn(folder),
            MavenRepo = repository?.ToString().TrimEnd('/') ?? PgServerOptions.DefaultMavenRepo,
            DownloadRetryCount = 1,
            HttpClient = http,
        };
        log($"Fetching the programs of PostgreSQL {major} from {settings.MavenRepo}, once.");
        try
        {
            await using var server = new PgServer(settings);
            await server.InstallAsync(cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested
            && e is PostgresEmbedException or UnsupportedPlatformException or HttpRequestException or IOException or OperationCanceledException)
        {
            throw new ServerException(e.InnerException?.Message ?? e.Message, e);
        }
    }

    private static string CacheIn(string folder) => Path.Combine(folder, "binaries");
}
