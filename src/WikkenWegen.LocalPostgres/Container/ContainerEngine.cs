using WikkenWegen.LocalPostgres.Processes;
using WikkenWegen.LocalPostgres.Servers;

namespace WikkenWegen.LocalPostgres.Container;

/// <summary>A container engine that answers, used through its command line.</summary>
/// <param name="Program">The command: <c>docker</c>, or another that takes the same arguments, such as <c>podman</c>.</param>
internal sealed record ContainerEngine(string Program)
{
    // Without a limit, the command of an engine that hangs would wait for ever.
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The first of the commands whose engine answers within 10 seconds, or null; <paramref name="reasons"/> gets a line about each that does not.</summary>
    public static async Task<ContainerEngine?> FindAsync(IEnumerable<string> programs, List<string> reasons, CancellationToken cancellation)
    {
        foreach (var program in programs)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(AnswerTimeout);
            try
            {
                var answer = await new Command(program, "info").RunAsync(limit.Token);
                if (answer.Succeeded) return new(program);
                reasons.Add($"{program}: {answer.Complaint.Split('\n')[^1]}");
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                reasons.Add($"{program}: its engine did not answer within {AnswerTimeout.TotalSeconds} seconds");
            }
        }
        return null;
    }

    /// <summary>Runs a command of the engine, which may fail.</summary>
    public Task<CommandResult> RunAsync(CancellationToken cancellation, params IReadOnlyList<string> arguments) =>
        new Command(Program, arguments).RunAsync(cancellation);

    /// <summary>Runs a command of the engine that must succeed, and returns its output.</summary>
    /// <exception cref="ServerException">The command failed; the message holds its error text.</exception>
    public async Task<string> OutputAsync(CancellationToken cancellation, params IReadOnlyList<string> arguments) =>
        Succeeded(await RunAsync(cancellation, arguments), arguments);

    /// <summary>The same, with a secret in the command's environment: other users can see the arguments of a process, but not its environment.</summary>
    public async Task<string> OutputAsync((string Name, string Value) secret, CancellationToken cancellation, params IReadOnlyList<string> arguments) =>
        Succeeded(
            await new Command(Program, arguments) { Environment = new Dictionary<string, string?> { [secret.Name] = secret.Value } }.RunAsync(cancellation), arguments);

    /// <summary>The same, with text for the command's standard input.</summary>
    public async Task<string> OutputAsync(string input, CancellationToken cancellation, params IReadOnlyList<string> arguments) =>
        Succeeded(await new Command(Program, arguments) { Input = input }.RunAsync(cancellation), arguments);

    private string Succeeded(CommandResult result, IReadOnlyList<string> arguments) =>
        result.Succeeded ? result.Output : throw new ServerException($"{Program} {arguments[0]} failed: {result.Complaint}");
}
