using System.Diagnostics;

namespace WikkenWegen.Api.Tests.Support;

/// <summary>
/// Packages of npm, as pinned by a package-lock.json, installed in a folder beside the tests. A test that needs them is skipped where npm
/// is missing or its registry does not answer; not in CI, which must have both.
/// </summary>
internal sealed class Npm
{
    private static readonly bool InCi = Environment.GetEnvironmentVariable("CI") is "true";

    private Npm(string folder) => Folder = folder;

    /// <summary>Where they are.</summary>
    public string Folder { get; }

    /// <summary>Installs the packages of the package.json in <paramref name="source"/>; quick where they are there already.</summary>
    public static async Task<Npm> Install(string source)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "npm", Path.GetFileName(source));
        Directory.CreateDirectory(folder);
        var same = true;
        foreach (var name in (string[])["package.json", "package-lock.json"])
        {
            var (from, to) = (Path.Combine(source, name), Path.Combine(folder, name));
            same &= File.Exists(to) && (await File.ReadAllTextAsync(from)) == (await File.ReadAllTextAsync(to));
            File.Copy(from, to, overwrite: true);
        }
        var npm = new Npm(folder);
        if (same && File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json"))) return npm;
        try
        {
            var (exitCode, output) = await npm.Run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
            if (exitCode != 0) Missing($"npm could not install the packages of {source}: {output}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Missing("npm is not on the path (it comes with Node.js 20 or later).");
        }
        return npm;
    }

    /// <summary>Runs a package's program with Node.js.</summary>
    /// <param name="script">The program, below node_modules.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>Its exit code, and all that it wrote.</returns>
    public Task<(int ExitCode, string Output)> Node(string script, params string[] arguments) => Run("node", [Path.Combine("node_modules", script), .. arguments]);

    /// <summary>Runs a program in the folder.</summary>
    public async Task<(int ExitCode, string Output)> Run(string program, params string[] arguments)
    {
        // On Windows npm is a script, which only the shell finds.
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd", ["/c", program, .. arguments]) : new ProcessStartInfo(program, arguments);
        (start.WorkingDirectory, start.RedirectStandardOutput, start.RedirectStandardError) = (Folder, true, true);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(5));
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        return (process.ExitCode, await output + await errors);
    }

    private static void Missing(string why)
    {
        if (InCi) Assert.Fail(why);
        Assert.Skip(why);
    }
}
