using MysticMind.PostgresEmbed;
using WikkenWegen.LocalPostgres.Servers;

namespace WikkenWegen.LocalPostgres.Binaries;

/// <summary>
/// Fetches PostgreSQL's programs into a folder, once. The library knows the archives of each platform and checks their digests;
/// it could run the server too, but without a password and not as root, so we take only the programs from it.
/// </summary>
internal static class BinaryDownload
{
    /// <summary>The version for a new cluster.</summary>
    public const int DefaultMajor = 17;

    /// <summary>Where the programs of earlier downloads are, for <see cref="BinaryFinder.SearchAsync"/>.</summary>
    public static string FetchedFolders(string folder) => Path.Combine(CacheIn(folder), "postgres-*", "bin");

    /// <summary>Fetches the newest minor version of <paramref name="major"/>.</summary>
    /// <exception cref="ServerException">It could not be fetched; the message says why in one line.</exception>
    public static async Task FetchAsync(string folder, int major, Uri? repository, Action<string> log, CancellationToken cancellation)
    {
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
