namespace WikkenWegen.LocalPostgres.Processes;

/// <summary>How a command ended.</summary>
/// <param name="ExitCode">0 for success; 127 also for a program that could not be started.</param>
/// <param name="Output">Its standard output, without white space at the ends.</param>
/// <param name="Error">Its standard error, without white space at the ends.</param>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>Whether the exit code is 0.</summary>
    public bool Succeeded => ExitCode == 0;

    /// <summary>The text to show about a failure: the standard error; the output when that is empty; the exit code when both are empty.</summary>
    public string Complaint => Error.Length > 0 ? Error : Output.Length > 0 ? Output : $"exit code {ExitCode}";
}
