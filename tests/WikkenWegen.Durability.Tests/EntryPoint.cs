using System.Globalization;
using WikkenWegen.Durability.Tests.Faults;

namespace WikkenWegen.Durability.Tests;

/// <summary>
/// Runs the tests, as every test project does; with <c>--minutes</c> plays faults for so long instead:
/// <c>dotnet run --project tests/WikkenWegen.Durability.Tests -- --minutes 30 [--seed 7] [--short] [--only SIGSTOP]</c>.
/// </summary>
internal static class EntryPoint
{
    private static async Task<int> Main(string[] args)
    {
        if (args is ["--minutes", var minutes, .. var rest]) return await PlayFaults(double.Parse(minutes, CultureInfo.InvariantCulture), rest);
        return args.Any(arg => arg is "--server" or "--internal-msbuild-node")
            ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
    }

    /// <summary>Plays all faults, in an order that the seed says.</summary>
    /// <returns>0 where nothing was found.</returns>
    private static async Task<int> PlayFaults(double minutes, string[] rest)
    {
        var seed = Array.IndexOf(rest, "--seed") is >= 0 and var at ? int.Parse(rest[at + 1], CultureInfo.InvariantCulture) : Random.Shared.Next();
        var scale = rest.Contains("--short") ? Scale.Short : Scale.Long;
        var only = Array.IndexOf(rest, "--only") is >= 0 and var name ? rest[name + 1] : "";
        Fault[] faults = [.. AllFaults.All.Where(fault => fault.Name.Contains(only, StringComparison.OrdinalIgnoreCase))];
        var findings = await new Campaign(seed, faults, scale, TimeSpan.FromMinutes(minutes)).Play(Console.WriteLine);
        Console.WriteLine(findings.Count == 0 ? "Nothing was found." : $"{findings.Count} findings:");
        foreach (var finding in findings) Console.WriteLine(finding);
        return findings.Count == 0 ? 0 : 1;
    }
}
