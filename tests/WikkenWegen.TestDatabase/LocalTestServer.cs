using System.Diagnostics;
using System.Globalization;
using WikkenWegen.LocalPostgres;

namespace WikkenWegen.Testing;

/// <summary>A private server of LocalPostgres, with its data in a temporary folder. Disposing stops it and deletes the folder.</summary>
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

    // A killed test run leaves its server and folder behind. The name of the folder holds the process number of the test run.
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
                // The folder belongs to another user, or another test run is removing it at the same time.
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
