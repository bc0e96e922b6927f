using WikkenWegen.LocalPostgres.Binaries;
using WikkenWegen.LocalPostgres.Container;

namespace WikkenWegen.LocalPostgres.Tests.Support;

/// <summary>Skips a test on a machine that lacks what the test needs, and says what that is.</summary>
internal static class Requires
{
    private static readonly Task<PostgresBinaries?> Programs = Task.Run(async () =>
        (await BinaryFinder.SearchAsync(Machine.Current().SearchPath, Machine.Current().UsualFolders, CancellationToken.None)).ForNewCluster());

    private static readonly Task<(ContainerEngine? Engine, string Lack)> Engine = Task.Run(FindEngineAsync);

    /// <summary>The programs of PostgreSQL that a new cluster gets on this machine.</summary>
    public static async Task<PostgresBinaries> ProgramsAsync()
    {
        var programs = await Programs;
        Assert.SkipWhen(programs is null, "This machine has no programs of PostgreSQL.");
        return programs;
    }

    /// <summary>The container engine of this machine, which has or can fetch the image.</summary>
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

    /// <summary>For a test that looks at processes through <c>/proc</c> or needs <c>setsid</c>.</summary>
    public static void Linux() => Assert.SkipUnless(OperatingSystem.IsLinux(), "This test needs Linux.");

    /// <summary>For a test that uses <c>sh</c>, Unix file modes or symbolic links.</summary>
    public static void Shell() => Assert.SkipWhen(OperatingSystem.IsWindows(), "This test needs Unix.");

    /// <summary>For a test of what the library does when the host is root.</summary>
    public static void Root() => Assert.SkipUnless(IsRoot, "This test needs root.");

    /// <summary>For a test of what the library does when the host is not root.</summary>
    public static void OrdinaryUser() => Assert.SkipWhen(IsRoot, "This test needs an ordinary user.");

    private static bool IsRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;
}
