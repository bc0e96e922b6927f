using System.Diagnostics;

namespace WikkenWegen.AuditBundle.Tests;

/// <summary>Programs of others that may be on this machine.</summary>
internal static class Tools
{
    /// <summary>Path of a program; null where it is not on the PATH.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Path of a program; the test is skipped where it is not on the PATH.</summary>
    public static string Need(string name)
    {
        var found = Find(name);
        Assert.SkipWhen(found is null, $"{name} is not on this machine");
        return found!;
    }

    /// <summary>Runs a program, and gives its exit code and what it said.</summary>
    public static async Task<(int Exit, string Output)> Run(string program, IEnumerable<string> arguments, string? folder = null)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }

    /// <summary>A folder in the source tree.</summary>
    public static string Source(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "WikkenWegen.sln"))) return Path.Combine(folder.FullName, path);
        throw new InvalidOperationException("The tests do not run inside the tree.");
    }
}
