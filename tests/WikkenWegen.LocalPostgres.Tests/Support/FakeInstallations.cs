using WikkenWegen.LocalPostgres.Binaries;
using WikkenWegen.LocalPostgres.Processes;

namespace WikkenWegen.LocalPostgres.Tests.Support;

/// <summary>A folder full of installations of PostgreSQL that can only tell their version.</summary>
internal sealed class FakeInstallations : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("wikkenwegen-fake-").FullName;

    /// <summary>Adds an installation in <c>{Root}/{name}/bin</c> that answers to <c>--version</c> with <paramref name="version"/>.</summary>
    /// <returns>The folder of the programs.</returns>
    public async Task<string> AddAsync(string name, string version, params string[] without)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root, name, "bin")).FullName;
        foreach (var program in PostgresBinaries.Programs.Except(without))
        {
            // Written by a child: a script that this process has just had open for writing can be "busy" when a forked sibling still has it.
            var path = Path.Combine(folder, program);
            await new Command("sh", "-c", $"cat > '{path}'; chmod 755 '{path}'")
            {
                Input = $"#!/bin/sh\necho '{program} (PostgreSQL) {version}'\n",
            }.RunAsync(TestContext.Current.CancellationToken);
        }
        return folder;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
