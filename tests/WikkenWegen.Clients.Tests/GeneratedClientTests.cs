using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Clients.Tests;

/// <summary>
/// A system of somebody else, which has nothing but /v1/openapi.json: its client is generated from what the running API serves, built with
/// all checks on, and drives one whole weighing from opening to review.
/// </summary>
public class GeneratedClientTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TypeScript_drives_a_weighing_from_opening_to_review()
    {
        var npm = await Npm.Install(Source("TypeScript"));
        foreach (var file in (string[])["tsconfig.json", "weighing.ts"]) File.Copy(Path.Combine(Source("TypeScript"), file), Path.Combine(npm.Folder, file), overwrite: true);
        Succeeded(await npm.Node(Path.Combine("openapi-typescript", "bin", "cli.js"), new Uri(shared.Api.Address, "v1/openapi.json").ToString(), "--output", "openapi.ts"));
        Succeeded(await npm.Node(Path.Combine("typescript", "bin", "tsc"), "--project", "tsconfig.json"));
        await IsReviewed(Succeeded(await npm.Run("node", Path.Combine("out", "weighing.js"), shared.Api.Address.ToString())));
    }

    [Fact]
    public async Task CSharp_drives_a_weighing_from_opening_to_review()
    {
        // Outside the repository, so that none of its build settings reach the client.
        var folder = Directory.CreateTempSubdirectory("client").FullName;
        try
        {
            foreach (var file in Directory.GetFiles(Source("CSharp"))) File.Copy(file, Path.Combine(folder, Path.GetFileName(file).Replace(".template", "", StringComparison.Ordinal)));
            using (var http = new HttpClient()) await File.WriteAllBytesAsync(Path.Combine(folder, "openapi.json"), await http.GetByteArrayAsync(new Uri(shared.Api.Address, "v1/openapi.json"), Cancellation), Cancellation);
            var restored = await Dotnet(folder, "tool", "restore");
            Assert.SkipWhen(restored.ExitCode != 0 && Environment.GetEnvironmentVariable("CI") is not "true", $"The generator could not be restored: {restored.Output}");
            Succeeded(restored);
            Succeeded(await Dotnet(folder, "kiota", "generate", "--language", "CSharp", "--openapi", "openapi.json", "--class-name", "WikkenWegenClient",
                "--namespace-name", "WikkenWegen.Client", "--output", "Generated", "--exclude-backward-compatible", "--log-level", "Warning"));
            Succeeded(await Dotnet(folder, "build", "--nologo", "--verbosity", "quiet"));
            await IsReviewed(Succeeded(await Dotnet(folder, "run", "--no-build", "--", shared.Api.Address.ToString())));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What the client says last is true: the weighing is closed and its decision was approved and reviewed.</summary>
    private async Task IsReviewed(string output)
    {
        using var said = JsonDocument.Parse(output.Trim().Split('\n')[^1]);
        using var http = shared.Api.Client();
        var weighing = await http.GetFromJsonAsync<JsonElement>($"/v1/weighings/{said.RootElement.GetProperty("id").GetGuid()}", Cancellation);
        weighing.GetProperty("status").GetString().ShouldBe("closed");
        weighing.GetProperty("version").GetInt32().ShouldBe(said.RootElement.GetProperty("version").GetInt32());
        var decision = weighing.GetProperty("decisions").EnumerateArray().ShouldHaveSingleItem();
        decision.GetProperty("approval").GetProperty("approved").GetBoolean().ShouldBeTrue();
        decision.GetProperty("reviews").GetArrayLength().ShouldBe(1);
    }

    private static string Source(string language) => Path.Combine(Repository.Root, "tests", "WikkenWegen.Clients.Tests", language);

    private static string Succeeded((int ExitCode, string Output) run)
    {
        run.ExitCode.ShouldBe(0, run.Output);
        return run.Output;
    }

    private static async Task<(int ExitCode, string Output)> Dotnet(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["KIOTA_OFFLINE_ENABLED"] = "true"; // it would look for a newer version of itself
        // What the SDK that runs these tests set for its own processes is not for another project.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || k is "DOTNET_CLI_TELEMETRY_SESSIONID").ToList()) start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1"; // nothing that was started stays
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
        try
        {
            await process.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromMinutes(5), Cancellation);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        return (process.ExitCode, await output + await errors);
    }
}
