using System.Globalization;
using WikkenWegen.LocalPostgres.Servers;

namespace WikkenWegen.LocalPostgres.Cluster;

/// <summary>
/// The private cluster (PostgreSQL's word for a server's whole data folder). It comes into being under another name and gets its
/// own with one rename, so that a first start that was cut short never leaves half a cluster.
/// </summary>
/// <param name="Folder">The folder that holds the cluster.</param>
internal sealed record ClusterFolder(string Folder)
{
    private const string PasswordFile = "wikkenwegen.password";

    /// <summary>PostgreSQL's data folder.</summary>
    public string Data { get; } = Path.Combine(Folder, "data");

    public string ServerLog => Path.Combine(Data, "server.log");

    public string Password => File.Exists(Path.Combine(Data, PasswordFile))
        ? Secret.Read(Path.Combine(Data, PasswordFile))
        : throw new ServerException($"The cluster in {Data} has lost its password file {PasswordFile}. Put it back, or move the folder away to start anew.");

    private string Unfinished => Data + ".new";

    private string UnfinishedPassword => Unfinished + ".password";

    /// <summary>The major version that made the cluster; null when there is none yet.</summary>
    /// <exception cref="ServerException">There is something, but no cluster.</exception>
    public int? ReadMajorVersion()
    {
        if (!Directory.Exists(Data)) return null;
        var file = Path.Combine(Data, "PG_VERSION");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture, out var major)
            ? major
            : throw new ServerException($"The folder {Data} holds no PostgreSQL cluster of version 10 or later. Move it away to start anew.");
    }

    /// <summary>Makes the cluster: UTF-8, data checksums, and a password for everyone.</summary>
    /// <param name="tools">The programs that make it.</param>
    /// <param name="durable">False to leave out flushing it to the disk.</param>
    /// <param name="cancellation">Gives up; the next start begins afresh.</param>
    /// <exception cref="ServerException">initdb failed.</exception>
    public async Task CreateAsync(ClusterTools tools, bool durable, CancellationToken cancellation)
    {
        // The password goes in last: where it is, only the rename was still to come.
        if (!File.Exists(Path.Combine(Unfinished, PasswordFile)))
        {
            if (Directory.Exists(Unfinished)) Directory.Delete(Unfinished, recursive: true);
            Directory.CreateDirectory(Unfinished);
            Secret.WriteNew(UnfinishedPassword);
            await tools.GiveAsync([Unfinished, UnfinishedPassword], cancellation);
            await InitializeAsync(tools, durable, cancellation);
            File.Move(UnfinishedPassword, Path.Combine(Unfinished, PasswordFile));
        }
        Directory.Move(Unfinished, Data);
    }

    // C.UTF-8 orders by code point, the same on every machine for ever, and knows letters outside ASCII. Where it is not installed, C always is.
    private async Task InitializeAsync(ClusterTools tools, bool durable, CancellationToken cancellation)
    {
        string[] arguments =
        [
            "-D", Unfinished, "--username", IRunningServer.UserName, "--pwfile", UnfinishedPassword, "--auth", "scram-sha-256",
            "--encoding", "UTF8", "--data-checksums", .. durable ? (string[])[] : ["--no-sync"],
        ];
        var result = await tools.RunAsync("initdb", [.. arguments, "--locale", "C.UTF-8"], cancellation);
        if (!result.Succeeded && result.Error.Contains("locale", StringComparison.Ordinal))
        {
            result = await tools.RunAsync("initdb", [.. arguments, "--locale", "C"], cancellation);
        }
        if (!result.Succeeded) throw new ServerException($"No cluster could be made in {Folder}: {result.Complaint}");
    }
}
