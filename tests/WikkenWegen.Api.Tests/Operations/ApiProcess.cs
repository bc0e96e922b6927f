using System.Diagnostics;
using WikkenWegen.Api.Tests.Contract;

namespace WikkenWegen.Api.Tests.Operations;

/// <summary>The built program, as a process.</summary>
internal static class ApiProcess
{
    /// <summary>Its own file, without what the tests bring along: .../bin/Debug/net10.0/WikkenWegen.Api.dll.</summary>
    private static readonly string Program = Path.Combine(
        [Repository.Root, "src", "WikkenWegen.Api", "bin", .. Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory).Split(Path.DirectorySeparatorChar)[^2..], "WikkenWegen.Api.dll"]);

    /// <summary>How it was built: Debug or Release.</summary>
    public static string Configuration => Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory).Split(Path.DirectorySeparatorChar)[^2];

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> Run(string[] arguments, string? folder = null, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || k.StartsWith("DOTNET_ENV", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["Vault__Key"] = WikkenWegen.Testing.VaultByHand.Key;
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1));
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
        return (process.ExitCode, await output, await errors);
    }
}
