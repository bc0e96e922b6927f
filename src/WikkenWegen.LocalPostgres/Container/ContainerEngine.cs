using WikkenWegen.LocalPostgres.Processes;
using WikkenWegen.LocalPostgres.Servers;

namespace WikkenWegen.LocalPostgres.Container;

/// <summary>A command line that speaks Docker's language, with an engine behind it that answers.</summary>
/// <param name="Program"><c>docker</c> or <c>podman</c>.</param>
internal sealed record ContainerEngine(string Program)
{
    // A client whose engine hangs waits for ever.
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The first engine that answers, or null; <paramref name="reasons"/> gets a line about each that does not.</summary>
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

    public Task<CommandResult> RunAsync(CancellationToken cancellation, params IReadOnlyList<string> arguments) =>
        new Command(Program, arguments).RunAsync(cancellation);

    /// <summary>The output of a command that has to succeed.</summary>
    /// <exception cref="ServerException">It failed; the message holds what the engine said.</exception>
    public async Task<string> OutputAsync(CancellationToken cancellation, params IReadOnlyList<string> arguments) =>
        Succeeded(await RunAsync(cancellation, arguments), arguments);

    /// <summary>The same, with a secret in the environment of the command, where other users cannot see it as they can an argument.</summary>
    public async Task<string> OutputAsync((string Name, string Value) secret, CancellationToken cancellation, params IReadOnlyList<string> arguments) =>
        Succeeded(
            await new Command(Program, arguments) { Environment = new Dictionary<string, string?> { [secret.Name] = secret.Value } }.RunAsync(cancellation), arguments);

    /// <summary>The same, with text for the command's standard input.</summary>
    public async Task<string> OutputAsync(string input, CancellationToken cancellation, params IReadOnlyList<string> arguments) =>
        Succeeded(await new Command(Program, arguments) { Input = input }.RunAsync(cancellation), arguments);

    private string Succeeded(CommandResult result, IReadOnlyList<string> arguments) =>
        result.Succeeded ? result.Output : throw new ServerException($"{Program} {arguments[0]} failed: {result.Complaint}");
}
