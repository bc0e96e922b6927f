using System.Text.RegularExpressions;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using WikkenWegen.TransparencyLog;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Compiled = ArchUnitNET.Domain.Architecture;

namespace WikkenWegen.Architecture.Tests;

/// <summary>The namespaces of the transparency log stand on each other like floors: each uses itself and those below it.</summary>
/// <remarks>
/// ArchUnitNET 0.13.5 reads the compiled library. It sees types in signatures, fields, local variables and generic arguments, base types and
/// constraints, attributes, calls (static ones too, also from lambdas, iterators and async methods), casts, patterns and <c>typeof</c>. It does
/// not see what the compiler leaves no trace of: constants, values of enumerations, <c>nameof</c>; nor the type that a <c>catch</c> names, a
/// function pointer, or a value given to a named property of an attribute. Hence the last test, which reads the using lines.
/// </remarks>
public partial class TransparencyLogFloorsTests
{
    private const string Library = "WikkenWegen.TransparencyLog";

    /// <summary>The folders that are namespaces, from the ground up; neighbours on a floor do not use each other. Below all lies the root folder.</summary>
    private static readonly string[][] Floors = [["Merkle", "Notes"], ["Checkpoints", "Tiles"], ["Policies"], ["Proofs", "Witnessing"]];

    private static readonly Compiled Log = new ArchLoader().LoadAssemblies(typeof(Result).Assembly).Build();

    private static readonly DirectoryInfo Folder = new(Path.Combine(Repository.Root.FullName, "src", Library));

    public static TheoryData<string> Namespaces => [.. Floors.SelectMany(floor => floor)];

    [Fact]
    public void Every_namespace_has_its_floor() =>
        Log.Types.Select(type => type.Namespace.FullName).Distinct().ShouldBe(Namespaces.Select(row => $"{Library}.{row.Data}").Append(Library), ignoreOrder: true);

    [Fact]
    public void No_namespaces_use_each_other_in_a_circle() => SliceRuleDefinition.Slices().Matching(Library + ".(*)").Should().BeFreeOfCycles().Check(Log);

    [Theory, MemberData(nameof(Namespaces))]
    public void A_namespace_uses_neither_its_neighbours_nor_what_stands_above(string name) =>
        Types().That().ResideInNamespace($"{Library}.{name}")
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching($@"^{Regex.Escape(Library)}\.({string.Join('|', Above(name))})$"))
            .Check(Log);

    [Fact]
    public void The_root_uses_none_of_them() =>
        Types().That().ResideInNamespace(Library).Should().NotDependOnAny(Types().That().ResideInNamespaceMatching($@"^{Regex.Escape(Library)}\.")).Check(Log);

    [Theory]
    [InlineData("Checkpoints", "Notes")]
    [InlineData("Policies", "Checkpoints")]
    public void These_are_used_so_that_the_rules_above_have_something_to_see(string above, string below) =>
        Log.Types.Where(type => type.Namespace.FullName == $"{Library}.{above}").SelectMany(type => type.Dependencies)
            .ShouldContain(dependency => dependency.Target.Namespace.FullName == $"{Library}.{below}");

    [Fact]
    public void A_file_has_the_namespace_of_its_folder_and_using_lines_for_lower_floors_alone()
    {
        var files = Repository.Code(Folder).ToArray();
        files.ShouldNotBeEmpty();
        foreach (var file in files)
        {
            var folder = Path.GetRelativePath(Folder.FullName, file.DirectoryName!);
            var text = File.ReadAllText(file.FullName);
            text.Split('\n').ShouldContain($"namespace {(folder == "." ? Library : $"{Library}.{folder}")};", file.Name);
            Using().Matches(text).Select(match => match.Groups[1].Value).Intersect(folder == "." ? Namespaces.Select(row => row.Data) : Above(folder)).ShouldBeEmpty(file.Name);
        }
    }

    /// <summary>The namespaces that one may not use: its neighbours and those on the floors above.</summary>
    private static IEnumerable<string> Above(string name) => Floors.SkipWhile(floor => !floor.Contains(name)).SelectMany(floor => floor).Where(other => other != name);

    [GeneratedRegex(@"^(?:global )?using (?:static )?(?:\w+ = )?WikkenWegen\.TransparencyLog\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Using();
}
