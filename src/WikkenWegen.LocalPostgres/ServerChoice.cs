using WikkenWegen.LocalPostgres.Binaries;
using WikkenWegen.LocalPostgres.Cluster;
using WikkenWegen.LocalPostgres.Container;
using WikkenWegen.LocalPostgres.Processes;
using WikkenWegen.LocalPostgres.Servers;

namespace WikkenWegen.LocalPostgres;

/// <summary>
/// Chooses how to run PostgreSQL for a folder: in the way that its data need, or, for a new folder, in the first way that this machine
/// offers.
/// </summary>
internal sealed class ServerChoice(string folder, LocalPostgresOptions options, Machine machine)
{
    private readonly ClusterFolder cluster = new(folder);
    private readonly List<string> reasons = []; // Why each way tried so far does not work.

    /// <summary>Starts PostgreSQL.</summary>
    /// <exception cref="LocalPostgresException">No way works.</exception>
    /// <exception cref="ServerException">The chosen way failed.</exception>
    public async Task<IRunningServer> StartAsync(CancellationToken cancellation)
    {
        var major = cluster.ReadMajorVersion();
        if (major is null && await FindEngineWithDataAsync(cancellation) is { } engine) return await ContainerServer.StartAsync(engine, folder, options.ForServer, cancellation);

        var finder = await SearchAsync(cancellation);
        if (major is not null) return await StartClusterAsync(await BinariesForAsync(major.Value, finder, cancellation), cancellation);
        if (finder.ForNewCluster() is { } binaries) return await StartClusterAsync(binaries, cancellation);
        reasons.Add(finder.All.Any() ? $"programs: only too old ones ({string.Join("; ", finder.All)})" : "programs: not on PATH, nor in the usual folders");

        if (await StartInContainerAsync(cancellation) is { } container) return container;
        if (await FetchAsync(BinaryDownload.DefaultMajor, cancellation) is { } fetched) return await StartClusterAsync(fetched, cancellation);
        throw new LocalPostgresException(
            $"""
            No PostgreSQL {PostgresBinaries.OldestMajor} or later can be started on this machine.
            {string.Join('\n', reasons.Select(reason => "- " + reason))}
            {Advice}
            """);
    }

    /// <summary>Stops a server that an earlier run left behind, and deletes the data that are outside the folder.</summary>
    /// <exception cref="LocalPostgresException">The programs or the engine that this needs are not available.</exception>
    /// <exception cref="ServerException">It failed.</exception>
    public async Task DeleteAsync(CancellationToken cancellation)
    {
        if (cluster.ReadMajorVersion() is { } major && PostmasterPid.Read(cluster.Data) is not null)
        {
            var finder = await SearchAsync(cancellation);
            var tools = await ToolsAsync(await BinariesForAsync(major, finder, cancellation), cancellation);
            await Postmaster.EndLeftoversAsync(cluster, tools, options.ForServer);
        }
        if (await FindEngineWithDataAsync(cancellation) is { } engine) await ContainerServer.DeleteAsync(engine, folder, options.ForServer, cancellation);
    }

    private static string Advice =>
        (OperatingSystem.IsWindows() ? "Install PostgreSQL from https://www.postgresql.org/download/windows/ or Docker Desktop"
        : OperatingSystem.IsMacOS() ? "Install PostgreSQL (brew install postgresql@17) or Docker Desktop"
        : "Install PostgreSQL (Debian, Ubuntu: apt install postgresql; Fedora, Red Hat: dnf install postgresql-server; Alpine: apk add postgresql17) or Docker")
        + ", or set ConnectionStrings__WikkenWegen to the connection string of a PostgreSQL that runs already.";

    private Task<BinaryFinder> SearchAsync(CancellationToken cancellation) =>
        BinaryFinder.SearchAsync(machine.SearchPath, [.. machine.UsualFolders, BinaryDownload.FetchedFolders(folder)], cancellation);

    private async Task<PostgresBinaries> BinariesForAsync(int major, BinaryFinder finder, CancellationToken cancellation) =>
        finder.ForClusterOf(major) ?? await FetchAsync(major, cancellation) ?? throw new LocalPostgresException(
            $"""
            The cluster in {cluster.Data} was made by PostgreSQL {major}, and only that version can run it. It is not on this machine{Found(finder)}.
            {string.Join('\n', reasons.Select(reason => "- " + reason))}
            Install PostgreSQL {major}, or move the folder away to start anew with an empty database.
            """);

    private static string Found(BinaryFinder finder) => finder.All.Any() ? $", which has {string.Join("; ", finder.All)}" : "";

    private async Task<PostgresBinaries?> FetchAsync(int major, CancellationToken cancellation)
    {
        try
        {
            await BinaryDownload.FetchAsync(folder, major, options.BinariesRepository, options.Log, cancellation);
        }
        catch (ServerException e)
        {
            reasons.Add($"download: {e.Message}");
            return null;
        }
        return (await SearchAsync(cancellation)).ForClusterOf(major);
    }

    private async Task<IRunningServer> StartClusterAsync(PostgresBinaries binaries, CancellationToken cancellation)
    {
        options.Log($"Found {binaries}.");
        var tools = await ToolsAsync(binaries, cancellation);
        if (!Directory.Exists(cluster.Data))
        {
            options.Log($"Making a new cluster in {cluster.Data}.");
            await cluster.CreateAsync(tools, durable: options.Settings.GetValueOrDefault("fsync") != "off", cancellation);
        }
        return await Postmaster.StartAsync(cluster, tools, options.ForServer, cancellation);
    }

    private async Task<ClusterTools> ToolsAsync(PostgresBinaries binaries, CancellationToken cancellation)
    {
        var user = ServerUser.IsNeeded ? await ServerUser.FindAsync(ServerUser.Candidates, cancellation) : null;
        var tools = new ClusterTools(binaries, user, folder);
        await tools.CheckReachableAsync(cancellation);
        return tools;
    }

    private async Task<IRunningServer?> StartInContainerAsync(CancellationToken cancellation)
    {
        if (await ContainerEngine.FindAsync(machine.ContainerEngines, reasons, cancellation) is not { } engine) return null;
        options.Log($"Found no programs of PostgreSQL, but the container engine of {engine.Program}.");
        try
        {
            return await ContainerServer.StartAsync(engine, folder, options.ForServer, cancellation);
        }
        catch (ServerException e)
        {
            reasons.Add(e.Message);
            return null;
        }
    }

    private async Task<ContainerEngine?> FindEngineWithDataAsync(CancellationToken cancellation)
    {
        string[] programs = [.. machine.ContainerEngines.Where(program => ContainerServer.HasDataFor(folder, program))];
        if (programs.Length == 0) return null;
        return await ContainerEngine.FindAsync(programs, reasons, cancellation) ?? throw new LocalPostgresException(
            $"The database of {folder} is in a volume of {programs[0]}, named {ContainerServer.NameFor(folder)}, but its engine does not answer. Start it. ({string.Join("; ", reasons)})");
    }
}
