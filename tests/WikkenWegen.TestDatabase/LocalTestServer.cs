using System.Diagnostics;
using System.Globalization;
using WikkenWegen.LocalPostgres;

namespace WikkenWegen.Testing;

/// <summary>A private server with its data in a temporary folder, which goes when the tests are over.</summary>
internal sealed class LocalTestServer(LocalPostgresServer server, LocalPostgresOptions options) : ITestServer
{
    private const string Prefix = "wikkenwegen-test-";

    public string ConnectionString => server.ConnectionString;

    public string Description => $"LocalPostgres in {options.Folder}";

    public bool OutlivesTests => false;

    public static async Task<ITestServer> StartAsync(bool durable, CancellationToken cancellation)
    {
        await RemoveAbandonedAsync(cancellation);
        var folder = Path.Combine(Path.GetTempPath(), $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid():N}");
        var options = new LocalPostgresOptions { Folder = folder, Settings = ITestServer.Settings(durable) };
        return new LocalTestServer(await LocalPostgresServer.StartAsync(options, cancellation), options);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await LocalPostgresServer.DeleteAsync(options);
    }

    // A test run that was killed leaves its server running. The folder's name tells whose it was.
    private static async Task RemoveAbandonedAsync(CancellationToken cancellation)
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            var owner = Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (!int.TryParse(owner, CultureInfo.InvariantCulture, out var processId) || IsAlive(processId)) continue;
            try
            {
                await LocalPostgresServer.DeleteAsync(new() { Folder = folder }, cancellation);
            }
            catch (Exception e) when (e is LocalPostgresException or IOException or UnauthorizedAccessException)
            {
                // Somebody else's, or another test run is removing it too.
            }
        }
    }

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
