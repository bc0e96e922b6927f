using WikkenWegen.LocalPostgres.Container;

namespace WikkenWegen.LocalPostgres.Tests.Support;

/// <summary>Asks the engine whether the container and the volume of a database exist.</summary>
internal static class ContainerQuestions
{
    public static async Task<bool> HasContainerAsync(this ContainerEngine engine, Database database) => (await engine.RunAsync(
        TestContext.Current.CancellationToken, "container", "inspect", ContainerServer.NameFor(database.Folder))).Succeeded;

    public static async Task<bool> HasVolumeAsync(this ContainerEngine engine, Database database) => (await engine.RunAsync(
        TestContext.Current.CancellationToken, "volume", "inspect", ContainerServer.NameFor(database.Folder))).Succeeded;
}
