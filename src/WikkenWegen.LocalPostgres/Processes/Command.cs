using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using CliWrap;

namespace WikkenWegen.LocalPostgres.Processes;

/// <summary>
/// A command line to run to its end, with its output captured. On Windows CliWrap gives it a console of its own, so Ctrl-C at the
/// host's console does not reach it.
/// </summary>
/// <param name="File">The program: a path, or a name to look up on PATH.</param>
/// <param name="Arguments">Passed as they are; no shell interprets them.</param>
internal sealed record Command(string File, params IReadOnlyList<string> Arguments)
{
    // The exit code of a command that did not start; a shell uses the same number for a program that it cannot find.
    private const int NotFound = 127;

    // How long output may still arrive after the command has ended. See CopyUntil.
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(1);

    /// <summary>The folder to run in. Default: the current folder of this process.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The user to run as; only root can run a command as another user. Default (null): the user of this process.</summary>
    public string? User { get; init; }

    /// <summary>Environment variables to set, or with the value null to remove. Default: none; the others are inherited.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Text for the command's standard input. Default: empty.</summary>
    public string Input { get; init; } = "";

    /// <summary>Runs the command. A program or user that does not exist, or a program that cannot be started, is a result with exit code 127, not an exception.</summary>
    /// <exception cref="OperationCanceledException">Cancelled: the command and all that it started have been killed.</exception>
    public async Task<CommandResult> RunAsync(CancellationToken cancellation)
    {
        var (output, error) = (new StringBuilder(), new StringBuilder());
        var drained = new TaskCompletionSource();
        var command = Cli.Wrap(File).WithArguments(Arguments)
            .WithWorkingDirectory(Folder).WithEnvironmentVariables(Environment).WithCredentials(new Credentials(userName: User))
            .WithStandardInputPipe(PipeSource.FromString(Input))
            .WithStandardOutputPipe(CopyUntil(drained.Task, output)).WithStandardErrorPipe(CopyUntil(drained.Task, error))
            .WithValidation(CommandResultValidation.None);
        try
        {
            var result = await command.ExecuteAsync(null, process => _ = DrainAsync(process, drained), cancellation);
            return new(result.ExitCode, output.ToString().Trim(), error.ToString().Trim());
        }
        catch (Win32Exception e)
        {
            return new(NotFound, "", e.InnerException?.Message ?? e.Message);
        }
    }

    // CliWrap waits until the command's output is closed, and a child of the command may hold it open for as long as it runs: on Windows
    // the server that pg_ctl starts does. So we stop reading a little later than the command ends.
    private static PipeTarget CopyUntil(Task drained, StringBuilder text) => PipeTarget.Create(
        (stream, cancellation) => Task.WhenAny(PipeTarget.ToStringBuilder(text).CopyFromAsync(stream, cancellation), drained));

    private static async Task DrainAsync(Process process, TaskCompletionSource drained)
    {
        await process.WaitForExitAsync();
        await Task.Delay(DrainTime);
        drained.SetResult();
    }
}
