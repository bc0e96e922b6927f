using System.Globalization;
using WikkenWegen.LocalPostgres.Servers;

namespace WikkenWegen.LocalPostgres.Cluster;

/// <summary>
/// The private cluster (PostgreSQL's word for all the data of one server). It is made under another name and gets its real name only
/// when it is complete, so an interrupted first start never leaves half a cluster under that name.
/// </summary>
/// <param name="Folder">The folder of the database; the cluster is a folder inside it.</param>
internal sealed record ClusterFolder(string Folder)
{
    private const string PasswordFile = "wikkenwegen.password";

    /// <summary>PostgreSQL's data folder.</summary>
    public string Data { get; } = Path.Combine(Folder, "data");

    /// <summary>The file with the messages of the server since its last start.</summary>
    public string ServerLog => Path.Combine(Data, "server.log");

    /// <summary>The password of the superuser.</summary>
    /// <exception cref="ServerException">The password file is gone.</exception>
    public string Password => File.Exists(Path.Combine(Data, PasswordFile))
        ? Secret.Read(Path.Combine(Data, PasswordFile))
        : throw new ServerException($"The cluster in {Data} has lost its password file {PasswordFile}. Put it back, or move the folder away to start anew.");

    private string Unfinished => Data + ".new";

    private string UnfinishedPassword => Unfinished + ".password";

    /// <summary>The major version that made the cluster; null when there is none yet.</summary>
    /// <exception cref="ServerException">The data folder exists, but holds no cluster of PostgreSQL 10 or later.</exception>
    public int? ReadMajorVersion()
    {
        if (!Directory.Exists(Data)) return null;
        var file = Path.Combine(Data, "PG_VERSION");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture, out var major)
            ? major
            : throw new ServerException($"The folder {Data} holds no PostgreSQL cluster of version 10 or later. Move it away to start anew.");
    }

    /// <summary>Makes the cluster: text in UTF-8, data checksums on, and no connection without the password.</summary>
    /// <param name="tools">The programs that make it.</param>
    /// <param name="durable">Whether to flush the new files to the disk. False is only for data that may be lost.</param>
    /// <param name="cancellation">Stops initdb. The next call starts again from the beginning.</param>
    /// <exception cref="ServerException">initdb failed.</exception>
    public async Task CreateAsync(ClusterTools tools, bool durable, CancellationToken cancellation)
    {
        // The password file is moved in last. If it is there, an earlier run had finished all but the rename.
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

    // The locale C.UTF-8 sorts by code point, the same on every machine and in every version, and knows letters outside ASCII. Where
    // it is not installed, C is used: it always exists.
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
