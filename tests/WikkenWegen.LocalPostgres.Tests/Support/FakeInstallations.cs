using WikkenWegen.LocalPostgres.Binaries;
using WikkenWegen.LocalPostgres.Processes;

namespace WikkenWegen.LocalPostgres.Tests.Support;

/// <summary>A folder with fake installations of PostgreSQL: scripts that print a version and can do nothing else.</summary>
internal sealed class FakeInstallations : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("wikkenwegen-fake-").FullName;

    /// <summary>Adds an installation in <c>{Root}/{name}/bin</c> that prints <paramref name="version"/>, and lacks the programs in <paramref name="without"/>.</summary>
    /// <returns>The folder of the programs.</returns>
    public async Task<string> AddAsync(string name, string version, params string[] without)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root, name, "bin")).FullName;
        foreach (var program in PostgresBinaries.Programs.Except(without))
        {
            await WriteScriptAsync(Path.Combine(folder, program), $"echo '{program} (PostgreSQL) {version}'");
        }
        return folder;
    }

    /// <summary>Writes a shell script that can be run.</summary>
    /// <remarks>
    /// A child process writes it. Linux refuses to run a file that a process has open for writing ("text file busy"), and a child that
    /// another test starts meanwhile would inherit our open file for a moment.
    /// </remarks>
    public static async Task WriteScriptAsync(string path, string script) =>
        (await new Command("sh", "-c", $"cat > '{path}' && chmod 755 '{path}'") { Input = $"#!/bin/sh\n{script}\n" }
            .RunAsync(TestContext.Current.CancellationToken)).Succeeded.ShouldBeTrue();

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
