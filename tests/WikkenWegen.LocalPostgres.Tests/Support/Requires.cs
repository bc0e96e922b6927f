using WikkenWegen.LocalPostgres.Binaries;
using WikkenWegen.LocalPostgres.Container;

namespace WikkenWegen.LocalPostgres.Tests.Support;

/// <summary>Skips a test on a machine that lacks what it needs, and says what.</summary>
internal static class Requires
{
    private static readonly Task<PostgresBinaries?> Programs = Task.Run(async () =>
        (await BinaryFinder.SearchAsync(Machine.Current().SearchPath, Machine.Current().UsualFolders, CancellationToken.None)).ForNewCluster());

    private static readonly Task<(ContainerEngine? Engine, string Lack)> Engine = Task.Run(FindEngineAsync);

    /// <summary>This machine's programs of PostgreSQL.</summary>
    public static async Task<PostgresBinaries> ProgramsAsync()
    {
        var programs = await Programs;
        Assert.SkipWhen(programs is null, "This machine has no programs of PostgreSQL.");
        return programs;
    }

    /// <summary>This machine's container engine.</summary>
    public static async Task<ContainerEngine> ContainerEngineAsync()
    {
        var (engine, lack) = await Engine;
        Assert.SkipWhen(engine is null, lack);
        return engine;
    }

    private static async Task<(ContainerEngine? Engine, string Lack)> FindEngineAsync()
    {
        if (await ContainerEngine.FindAsync(Machine.Current().ContainerEngines, [], CancellationToken.None) is not { } engine)
        {
            return (null, "No container engine answers on this machine.");
        }
        if ((await engine.RunAsync(CancellationToken.None, "image", "inspect", ContainerServer.Image)).Succeeded) return (engine, "");
        var pull = await engine.RunAsync(CancellationToken.None, "pull", "--quiet", ContainerServer.Image);
        return pull.Succeeded ? (engine, "") : (null, $"{engine.Program} cannot fetch {ContainerServer.Image}: {pull.Complaint}");
    }

    public static void Linux() => Assert.SkipUnless(OperatingSystem.IsLinux(), "This test reads /proc.");

    public static void Shell() => Assert.SkipWhen(OperatingSystem.IsWindows(), "This test needs a Unix shell.");

    public static void Root() => Assert.SkipUnless(!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess, "This test needs root.");
}
