using PublicApiGenerator;

namespace WikkenWegen.Mcda.Tests;

public class PublicApi
{
    /// <summary>A change of the public API shows in the review as a change of PublicApi.txt. To accept one, copy the file that the failure names over it.</summary>
    [Fact]
    public void Is_the_reviewed_one()
    {
        var actual = typeof(Smaa2).Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false, TreatRecordsAsClasses = false });
        var received = Path.Combine(AppContext.BaseDirectory, "PublicApi.received.txt");
        File.WriteAllText(received, actual.ReplaceLineEndings("\n").TrimEnd() + "\n");
        var (now, reviewed) = (File.ReadAllLines(received), File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "PublicApi.txt")));
        now.Except(reviewed).ShouldBeEmpty($"new in the public API; received: {received}");
        reviewed.Except(now).ShouldBeEmpty($"gone from the public API; received: {received}");
        now.SequenceEqual(reviewed).ShouldBeTrue($"moved in the public API; received: {received}");
    }
}
