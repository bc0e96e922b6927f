using WikkenWegen.Api.Tests.Contract;

namespace WikkenWegen.Api.Tests.Operations;

/// <summary>The plumbing of the message handler is generated ahead and kept; it must be what the generator writes today.</summary>
public class GeneratedCodeTests
{
    [Fact]
    public async Task The_generated_code_is_not_stale()
    {
        var folder = Directory.CreateTempSubdirectory("wikkenwegen-generated-");
        try
        {
            var (exitCode, output, errors) = await ApiProcess.Run(["codegen", "write"], folder.FullName, ("ASPNETCORE_ENVIRONMENT", "Development"));
            exitCode.ShouldBe(0, output + errors);
            Files(folder.FullName).ShouldBe(Files(Path.Combine(Repository.Root, "src", "WikkenWegen.Api")),
                customMessage: "run `dotnet run -- codegen write` in src/WikkenWegen.Api and look at the difference");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Dictionary<string, string> Files(string folder) => Directory
        .GetFiles(Path.Combine(folder, "Internal", "Generated"), "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(folder, file), file => File.ReadAllText(file).ReplaceLineEndings("\n").TrimEnd());
}
