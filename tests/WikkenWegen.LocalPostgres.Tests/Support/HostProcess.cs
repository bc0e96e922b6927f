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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

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

    /// <summary>The highest number that the server acknowledged, as far as this process has heard.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Starts a host on a folder.</summary>
    /// <param name="folder">The database's folder.</param>
    /// <param name="way"><c>programs</c> or <c>container</c>.</param>
    /// <param name="program">The host's file; by default the one beside this test.</param>
    /// <param name="prefix">A command line to start it with.</param>
    public static HostProcess Start(string folder, string way = "programs", string? program = null, params string[] prefix)
    {
        program ??= Path.Combine(AppContext.BaseDirectory, "WikkenWegen.LocalPostgres.TestHost.dll");
        string[] session = OperatingSystem.IsLinux() ? ["setsid"] : [];
        string[] line = [.. session, .. prefix, "dotnet", program, folder, way];
        return new(new Process
        {
            StartInfo = new(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() },
        });
    }

    /// <summary>Waits for the next line that starts with <paramref name="start"/>.</summary>
    /// <exception cref="InvalidOperationException">The host ended before it said so; the message holds what it said instead.</exception>
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

    /// <summary>Sends a signal to the host and all others in its process group, as a terminal does on Ctrl-C.</summary>
    public async Task SignalGroupAsync(string signal) =>
        (await new Command("sh", "-c", $"kill -{signal} -{process.Id}").RunAsync(CancellationToken.None)).Succeeded.ShouldBeTrue();

    /// <summary>Ends the host as <c>kill -9</c> does, and takes in what it still said.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await WaitForEndAsync();
    }

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
