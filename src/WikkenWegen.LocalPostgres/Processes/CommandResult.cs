namespace WikkenWegen.LocalPostgres.Processes;

/// <summary>What a command left behind.</summary>
/// <param name="ExitCode">0 for success.</param>
/// <param name="Output">Its standard output, trimmed.</param>
/// <param name="Error">Its standard error, trimmed.</param>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>What a person should read about a failure: the error text, else the output, else the exit code.</summary>
    public string Complaint => Error.Length > 0 ? Error : Output.Length > 0 ? Output : $"exit code {ExitCode}";
}
