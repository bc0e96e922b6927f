using System.Globalization;
using WikkenWegen.Durability.Tests.Faults;

namespace WikkenWegen.Durability.Tests;

/// <summary>
/// All faults under one judgement: what was acknowledged is there exactly once, nothing that was refused is there, nothing hidden is seen, and no answer
/// is a 5xx but 503 and 504. The long form is a command: see tests/README.md.
/// </summary>
[Collection(nameof(Alone))]
public class FaultsTests(ITestOutputHelper output)
{
    /// <summary>The environment variable with another seed.</summary>
    public const string SeedVariable = "WIKKENWEGEN_FAULTS_SEED";

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), CultureInfo.InvariantCulture, out var seed) ? seed : 20261128;

    [Fact]
    public async Task Whatever_breaks_what_was_acknowledged_is_there_once_nothing_else_is_and_nothing_hidden_is_seen()
    {
        var findings = await new Campaign(Seed, AllFaults.All, Scale.Short).Play(output.WriteLine);
        findings.ShouldBeEmpty($"{findings.Count} findings with seed {Seed} ({SeedVariable})");
    }
}

/// <summary>Faults are played while no other test takes the processors: what is slow for want of them says nothing.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;
