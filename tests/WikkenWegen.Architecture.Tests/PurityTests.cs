using System.Xml.Linq;

namespace WikkenWegen.Architecture.Tests;

/// <summary>Clock and randomness are arguments.</summary>
public class PurityTests
{
    private static readonly string[] Clocks =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.TimeProvider.get_System", "System.Environment.get_TickCount", "System.Environment.get_TickCount64",
        "System.TimeZoneInfo.get_Local", "System.Guid.NewGuid", "System.Guid.CreateVersion7",
    ];

    private static readonly string[] ClockAndRandomTypes = ["System.Random", "System.Diagnostics.Stopwatch", "System.Security.Cryptography.RandomNumberGenerator"];

    public static TheoryData<string> PureProjects =>
        [.. Repository.Source.Select(p => p.Name).Where(name => name is "WikkenWegen.Domain" or "WikkenWegen.Mcda")];

    [Theory, MemberData(nameof(PureProjects))]
    public void A_pure_project_reads_no_clock_and_draws_nothing_at_random(string name)
    {
        var compiled = CompiledAssembly.Of(Repository.Source.Single(p => p.Name == name));
        compiled.Members.Intersect(Clocks).ShouldBeEmpty();
        compiled.Types.Intersect(ClockAndRandomTypes).ShouldBeEmpty();
        compiled.Members.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_compiler_refuses_clock_and_randomness_everywhere_in_src()
    {
        var banned = Repository.Read("src", "BannedSymbols.txt");
        foreach (var symbol in new[] { "P:System.DateTime.Now", "P:System.DateTime.UtcNow", "P:System.DateTimeOffset.Now", "P:System.DateTimeOffset.UtcNow", "T:System.Random" })
            banned.Split('\n').ShouldContain(line => line.StartsWith(symbol + ";", StringComparison.Ordinal), symbol);

        var props = XElement.Parse(Repository.Read("Directory.Build.props"));
        string? Include(string element, string file) => (string?)props.Descendants(element).SingleOrDefault(e => ((string?)e.Attribute("Include") ?? "").Contains(file, StringComparison.Ordinal))?.Attribute("Include");
        Include("AdditionalFiles", "BannedSymbols.txt").ShouldBe("$(MSBuildThisFileDirectory)src/BannedSymbols.txt"); // of another name it would be read by nobody
        Include("PackageReference", "Microsoft.CodeAnalysis.BannedApiAnalyzers").ShouldNotBeNull();
        ((string?)props.Descendants("TreatWarningsAsErrors").Single()).ShouldBe("true");
    }

    [Fact]
    public void And_nobody_in_src_switches_that_off()
    {
        var folder = new DirectoryInfo(Path.Combine(Repository.Root.FullName, "src"));
        folder.EnumerateFiles("Directory.Build.*", SearchOption.AllDirectories).ShouldBeEmpty(); // would hide the root's settings
        var texts = Repository.Source.Select(p => p.File).Concat(Repository.Code(folder)).Append(new FileInfo(Path.Combine(Repository.Root.FullName, ".editorconfig")));
        texts.Where(file => File.ReadAllText(file.FullName).Contains("RS0030", StringComparison.Ordinal)).Select(file => file.Name).ShouldBeEmpty();
        foreach (var project in Repository.Source)
        {
            project.Elements("TreatWarningsAsErrors").ShouldBeEmpty(project.Name);
            project.Elements("RunAnalyzers").ShouldBeEmpty(project.Name);
            project.Elements("AdditionalFiles").Where(e => e.Attribute("Remove") is not null).ShouldBeEmpty(project.Name);
        }
    }
}
