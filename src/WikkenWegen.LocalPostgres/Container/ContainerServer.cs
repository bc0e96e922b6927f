using System.Globalization;
using System.Net.Sockets;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using WikkenWegen.LocalPostgres.Servers;

namespace WikkenWegen.LocalPostgres.Container;

/// <summary>
/// PostgreSQL in a container, with its data in a named volume that stays when the container is removed. The container is no child of
/// the host, so Ctrl-C at the host's terminal does not reach it, and it goes on when the host dies. Each start therefore first removes
/// the container that an earlier run may have left.
/// </summary>
internal sealed class ContainerServer : IRunningServer
{
    /// <summary>The official image in its small form. Its major version is the one that is fetched when there is no container engine.</summary>
    public const string Image = "docker.io/library/postgres:17-alpine";

    private static readonly TimeSpan ReadyInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(200);

    private readonly ContainerEngine engine;
    private readonly ServerOptions options;
    private readonly string name;

    private ContainerServer(ContainerEngine engine, ServerOptions options, string name, int port, string password) =>
        (this.engine, this.options, this.name, Port, Password) = (engine, options, name, port, password);

    public int Port { get; }

    public string Password { get; }

    public string Description => $"PostgreSQL from the image {Image} in {engine.Program}'s container {name}, data in the volume {name}";

    /// <summary>Whether the data of the database in <paramref name="folder"/> are in a volume of <paramref name="engine"/>.</summary>
    public static bool HasDataFor(string folder, string engine) => File.Exists(PasswordFile(folder, engine));

    /// <summary>The name of the container, and of the volume, for the database in <paramref name="folder"/>.</summary>
    public static string NameFor(string folder) =>
        "wikkenwegen-postgres-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12];

    /// <summary>Starts the container. Fetches the image first when the engine does not have it yet.</summary>
    /// <exception cref="ServerException">The engine or the server in the container failed; the message holds its error text.</exception>
    public static async Task<ContainerServer> StartAsync(
        ContainerEngine engine, string folder, ServerOptions options, CancellationToken cancellation)
    {
        var name = NameFor(folder);
        await FetchImageAsync(engine, options, cancellation);
        await RemoveContainerAsync(engine, name, options, cancellation);
        var passwordIsNew = !HasDataFor(folder, engine.Program);
        var volumeExists = passwordIsNew && (await engine.RunAsync(cancellation, "volume", "inspect", name)).Succeeded;
        if (passwordIsNew) Secret.WriteNew(PasswordFile(folder, engine.Program));
        var password = Secret.Read(PasswordFile(folder, engine.Program));
        if (passwordIsNew && !volumeExists) options.Log($"Making a new cluster in {engine.Program}'s volume {name}.");
        try
        {
            await RunAsync(engine, name, password, options, cancellation);
            await WaitUntilReadyAsync(engine, name, options, cancellation);
            if (volumeExists) await SetPasswordAsync(engine, name, password, cancellation);
            var port = await PublishedPortAsync(engine, name, cancellation);
            return new(engine, options, name, port, password);
        }
        catch
        {
            await RemoveContainerAsync(engine, name, options, CancellationToken.None);
            // Remove the empty volume and its password file, so that the next start may choose another way to run PostgreSQL.
            if (passwordIsNew && !volumeExists) await DeleteVolumeAsync(engine, folder, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Removes the container and the volume of the database in <paramref name="folder"/>, with all its data.</summary>
    public static async Task DeleteAsync(ContainerEngine engine, string folder, ServerOptions options, CancellationToken cancellation)
    {
        await RemoveContainerAsync(engine, NameFor(folder), options, cancellation);
        await DeleteVolumeAsync(engine, folder, cancellation);
    }

    public async Task WaitForEndAsync(CancellationToken cancellation)
    {
        // Ctrl-C ends the command "wait" too, since it is a child of the host. So ask for the container's own state each time.
        while (await IsRunningAsync(engine, name, cancellation))
        {
            if (!(await engine.RunAsync(cancellation, "wait", name)).Succeeded) await Task.Delay(CheckInterval, cancellation);
        }
    }

    public Task StopAsync() => RemoveContainerAsync(engine, name, options with { Log = static _ => { } }, CancellationToken.None);

    private static string PasswordFile(string folder, string engine) => Path.Combine(folder, engine + ".password");

    private static async Task DeleteVolumeAsync(ContainerEngine engine, string folder, CancellationToken cancellation)
    {
        await engine.RunAsync(cancellation, "volume", "rm", "--force", NameFor(folder));
        File.Delete(PasswordFile(folder, engine.Program));
    }

    private static async Task FetchImageAsync(ContainerEngine engine, ServerOptions options, CancellationToken cancellation)
    {
        if ((await engine.RunAsync(cancellation, "image", "inspect", Image)).Succeeded) return;
        options.Log($"Fetching the image {Image} with {engine.Program}, once.");
        await engine.OutputAsync(cancellation, "pull", "--quiet", Image);
    }

    private static async Task RunAsync(
        ContainerEngine engine, string name, string password, ServerOptions options, CancellationToken cancellation)
    {
        var settings = new Dictionary<string, string> { ["fsync"] = "on", ["full_page_writes"] = "on", ["synchronous_commit"] = "on" };
        foreach (var (setting, value) in options.Settings) settings[setting] = value;
        await engine.OutputAsync(
            ("POSTGRES_PASSWORD", password), cancellation,
            [
                "run", "--detach", "--name", name, "--publish", "127.0.0.1::5432", "--volume", $"{name}:/var/lib/postgresql/data",
                "--env", "POSTGRES_PASSWORD", "--env", $"POSTGRES_USER={IRunningServer.UserName}", "--env", "POSTGRES_DB=postgres",
                "--env", "POSTGRES_INITDB_ARGS=--data-checksums --encoding=UTF8 --locale=C.UTF-8",
                Image, "postgres", .. settings.SelectMany(setting => (string[])["-c", $"{setting.Key}={setting.Value}"]),
            ]);
    }

    private static async Task WaitUntilReadyAsync(ContainerEngine engine, string name, ServerOptions options, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.StartTimeout);
        try
        {
            // While the image makes a new cluster, it runs a temporary server that listens only on a socket. So ask over TCP.
            while (!(await engine.RunAsync(limit.Token, "exec", name, "pg_isready", "-q", "-h", "127.0.0.1")).Succeeded)
            {
                if (!await IsRunningAsync(engine, name, limit.Token)) throw await FailureAsync("PostgreSQL ended in its container");
                await Task.Delay(ReadyInterval, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw await FailureAsync($"PostgreSQL in its container was not ready within {options.StartTimeout}");
        }

        async Task<ServerException> FailureAsync(string what)
        {
            var log = await engine.RunAsync(CancellationToken.None, "logs", "--tail", "8", name);
            return new ServerException($"{what}. The end of its log:\n{log.Output}\n{log.Error}");
        }
    }

    // For a volume whose password file was lost. Through the socket inside the container the server asks for no password.
    private static async Task SetPasswordAsync(ContainerEngine engine, string name, string password, CancellationToken cancellation) =>
        await engine.OutputAsync(
            $"ALTER ROLE {IRunningServer.UserName} PASSWORD '{password}';", cancellation,
            "exec", "--interactive", name, "psql", "--quiet", "-v", "ON_ERROR_STOP=1", "-U", IRunningServer.UserName, "-d", "postgres");

    private static async Task<int> PublishedPortAsync(ContainerEngine engine, string name, CancellationToken cancellation)
    {
        var address = (await engine.OutputAsync(cancellation, "port", name, "5432/tcp")).Split('\n')[0]; // For example 127.0.0.1:49153.
        var port = int.Parse(address[(address.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, cancellation);
            return port;
        }
        catch (SocketException e)
        {
            throw new ServerException(
                $"{engine.Program} runs PostgreSQL, but its port {port} cannot be reached on 127.0.0.1 (does the engine run on another machine?).", e);
        }
    }

    private static async Task<bool> IsRunningAsync(ContainerEngine engine, string name, CancellationToken cancellation) =>
        (await engine.RunAsync(cancellation, "container", "inspect", "--format", "{{.State.Running}}", name)).Output == "true";

    private static async Task RemoveContainerAsync(ContainerEngine engine, string name, ServerOptions options, CancellationToken cancellation)
    {
        if (await IsRunningAsync(engine, name, cancellation))
        {
            options.Log($"PostgreSQL still runs since an earlier run that did not stop it (container {name}); stopping it.");
            var seconds = Math.Ceiling(options.StopTimeout.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await engine.RunAsync(cancellation, "stop", "-t", seconds, name);
        }
        await engine.RunAsync(cancellation, "rm", "--force", name);
    }
}
