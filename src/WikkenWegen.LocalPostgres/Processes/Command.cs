using System.ComponentModel;
using System.Diagnostics;

namespace WikkenWegen.LocalPostgres.Processes;

/// <summary>A command line to run to its end, its output caught.</summary>
/// <param name="File">The program: a path, or a name looked up on PATH.</param>
/// <param name="Arguments">Passed as they are; no shell sees them.</param>
internal sealed record Command(string File, params IReadOnlyList<string> Arguments)
{
    // A command that never started ends like one that a shell could not find.
    private const int NotFound = 127;

    // After its end a command's output may stay open, held by a server that it started; what matters is there by then.
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(1);

    /// <summary>The folder to run in; by default that of this process.</summary>
    public string? Folder { get; init; }

    /// <summary>Changes the inherited environment before the start.</summary>
    public Action<IDictionary<string, string?>>? Environment { get; init; }

    /// <summary>Text for the command's standard input; by default the input is empty.</summary>
    public string Input { get; init; } = "";

    /// <summary>Runs the command. A program that is absent or cannot be started is a result like any other failure.</summary>
    /// <exception cref="OperationCanceledException">Cancelled: the command and all that it started have been killed.</exception>
    public async Task<CommandResult> RunAsync(CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = StartInfo() };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return new(NotFound, "", e.Message);
        }
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await WriteInputAsync(process);
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        await Task.WhenAny(Task.WhenAll(output, error), Task.Delay(DrainTime, CancellationToken.None));
        return new(process.ExitCode, TextOf(output), TextOf(error));
    }

    private ProcessStartInfo StartInfo()
    {
        var info = new ProcessStartInfo(File, Arguments)
        {
            WorkingDirectory = Folder ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // On Windows this gives a console of its own, which Ctrl-C in ours does not reach.
            CreateNoWindow = true,
        };
        Environment?.Invoke(info.Environment);
        return info;
    }

    private async Task WriteInputAsync(Process process)
    {
        try
        {
            await process.StandardInput.WriteAsync(Input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code tells why.
        }
    }

    private static string TextOf(Task<string> text) => text.IsCompletedSuccessfully ? text.Result.Trim() : "";
}
