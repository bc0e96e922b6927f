using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using WikkenWegen.LocalPostgres.Processes;

namespace WikkenWegen.LocalPostgres.Tests.Support;

/// <summary>
/// The test host, running in a process (and, on Linux, a process group) of its own. Not by CliWrap, which kills a process only
/// together with all that it started; these tests kill the host alone.
/// </summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();

    private HostProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => lines.Writer.TryWrite(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The highest number that the host has said to be stored; 0 when none yet.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Starts a host on a folder.</summary>
    /// <param name="folder">The database's folder.</param>
    /// <param name="way"><c>programs</c> or <c>container</c>.</param>
    /// <param name="program">The host's file; by default the one beside this test.</param>
    /// <param name="user">The user to run it as; by default that of the tests.</param>
    /// <param name="home">The home folder of that user; by default that of the tests.</param>
    public static HostProcess Start(string folder, string way = "programs", string? program = null, string? user = null, string? home = null)
    {
        program ??= Path.Combine(AppContext.BaseDirectory, "WikkenWegen.LocalPostgres.TestHost.dll");
        string[] session = OperatingSystem.IsLinux() ? ["setsid"] : [];
        string[] line = [.. session, "dotnet", program, folder, way];
        var start = new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        if (user is not null) start.UserName = user;
        if (home is not null) start.Environment["HOME"] = home;
        return new(new Process { StartInfo = start });
    }

    /// <summary>Reads the host's output up to and including the next line that starts with <paramref name="start"/>, and returns that line. Waits at most 60 seconds.</summary>
    /// <exception cref="InvalidOperationException">The host ended without such a line; the message holds its other lines.</exception>
    public async Task<string> HearAsync(string start)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var heard = new List<string>();
        await foreach (var line in lines.Reader.ReadAllAsync(patience.Token))
        {
            if (line.StartsWith(start, StringComparison.Ordinal)) return line;
            if (!line.StartsWith("stored ", StringComparison.Ordinal)) heard.Add(line);
        }
        throw new InvalidOperationException($"The host ended without saying '{start}'. It said:\n{string.Join('\n', heard)}");
    }

    /// <summary>Sends a signal to the host's whole process group, as a terminal does on Ctrl-C. Linux only.</summary>
    public async Task SignalGroupAsync(string signal) =>
        (await new Command("sh", "-c", $"kill -{signal} -{process.Id}").RunAsync(CancellationToken.None)).Succeeded.ShouldBeTrue();

    /// <summary>Kills the host as <c>kill -9</c> does, and reads the rest of its output.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await WaitForEndAsync();
    }

    /// <summary>Waits until the host has ended and its output is read.</summary>
    public Task WaitForEndAsync() => process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            lines.Writer.TryComplete();
            return;
        }
        if (line.StartsWith("stored ", StringComparison.Ordinal)) Acknowledged = long.Parse(line["stored ".Length..], CultureInfo.InvariantCulture);
        lines.Writer.TryWrite(line);
    }
}
