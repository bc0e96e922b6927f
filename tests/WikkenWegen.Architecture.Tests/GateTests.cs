using System.Text.RegularExpressions;

namespace WikkenWegen.Architecture.Tests;

/// <summary>Whatever is recorded goes through one gate (design, section 2).</summary>
public partial class GateTests
{
    private static readonly DirectoryInfo Api = new(Path.Combine(Repository.Root.FullName, "src", "WikkenWegen.Api"));

    [Fact]
    public void Only_the_gate_appends_to_a_stream_or_writes_to_the_vault()
    {
        var writing = Repository.Code(Api).Where(file => Writing().IsMatch(File.ReadAllText(file.FullName))).Select(file => Path.GetRelativePath(Api.FullName, file.DirectoryName!)).Distinct().ToList();
        writing.ShouldBe(["Recording"]);
    }

    [GeneratedRegex(@"\bStartStream\b|\bEvents\.(Write\w*|Append\w*)(<\w+>)?\(|\bFetchFor\w*Writing\b|\bVault\.Store\b|\bBuildEvent\b|mt_quick_append|(insert into|update|delete from) [^""]*(mt_events|mt_streams)\b")]
    private static partial Regex Writing();
}
