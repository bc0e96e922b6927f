using System.Diagnostics;

namespace WikkenWegen.Mcda.Tests.Golden;

/// <summary>Runs the golden file again in a process of its own, as if this processor had narrower vectors or none at all: the same bits.</summary>
public class OtherProcessors
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task Have_the_same_bits(string switchedOff)
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "WikkenWegen.Mcda.Tests.exe" : "WikkenWegen.Mcda.Tests");
        var start = new ProcessStartInfo(program, ["-class", typeof(GoldenBits).FullName!, "-noColor"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[switchedOff] = "0";
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is null && Path.GetDirectoryName(Environment.ProcessPath) is { } host && File.Exists(Path.Combine(host, "dotnet"))) start.Environment["DOTNET_ROOT"] = host;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var text = await output + await error;
        process.ExitCode.ShouldBe(0, text);
        text.ShouldContain("Total: 1,");
    }
}
