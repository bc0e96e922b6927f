using WikkenWegen.TransparencyLog.Tests.Naive;
using WikkenWegen.TransparencyLog.Tests.Support;

namespace WikkenWegen.TransparencyLog.Tests;

/// <summary>What the README shows is what the code does.</summary>
public sealed class ReadmeTests : IDisposable
{
    private static readonly string Readme = Read("README.md");

    private readonly string _directory = Directory.CreateTempSubdirectory("readme-").FullName;

    [Fact]
    public void The_worked_example_is_the_code_that_is_compiled_here()
    {
        var file = Read("WorkedExample.cs");
        var usings = file.Split('\n').TakeWhile(line => line.StartsWith("using ", StringComparison.Ordinal));
        var code = file.Split("        // README: begin\n")[1].Split("        // README: end\n")[0];
        var lines = code.Split('\n').Select(line => line.StartsWith("        ", StringComparison.Ordinal) ? line[8..] : line);
        Readme.ShouldContain($"```csharp\n{string.Join('\n', usings)}\n\n{string.Join('\n', lines).TrimEnd()}\n```\n");
    }

    [Fact]
    public async Task The_worked_example_runs_and_makes_the_texts_that_the_README_shows()
    {
        var (checkpoint, proof, policy) = await WorkedExample.RunAsync(_directory);
        Readme.ShouldContain($"```\n{Keys.Text(checkpoint)}```\n");
        Readme.ShouldContain($"```\n{Keys.Text(proof)}```\n");
        Readme.ShouldContain($"```\n{policy}```\n");
        // And another implementation agrees.
        NaiveNote.IsSigned(checkpoint, policy.Split(' ', '\n')[1]).ShouldBeTrue();
        NaiveNote.CosignedAt(checkpoint, policy.Split(' ', '\n')[4]).ShouldBe(1700000000UL);
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file)).ReplaceLineEndings("\n");

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
