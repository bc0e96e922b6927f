using System.Reflection;
using System.Text.RegularExpressions;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Compiled = ArchUnitNET.Domain.Architecture;

namespace WikkenWegen.Architecture.Tests;

/// <summary>A project whose namespaces stand on each other like floors: each uses itself and those below it.</summary>
/// <remarks>
/// ArchUnitNET 0.13.5 reads the compiled assembly. It sees types in signatures, fields, local variables and generic arguments, base types and
/// constraints, attributes, calls (static ones too, also from lambdas, iterators and async methods), casts, patterns and <c>typeof</c>. It does
/// not see what the compiler leaves no trace of: constants, values of enumerations, <c>nameof</c>; nor the type that a <c>catch</c> names, a
/// function pointer, or a value given to a named property of an attribute. Hence the using lines are read too.
/// </remarks>
public sealed partial class House
{
    private readonly string[][] _floors;

    /// <summary>The house of a project.</summary>
    /// <param name="assembly">The compiled project; its name is the root namespace.</param>
    /// <param name="ground">The folder that lies in the root namespace; "" for the files beside the project file. It may use none of the others. Null where the root namespace has a floor among the others.</param>
    /// <param name="floors">Namespaces below the root, from the ground up; "" for the root namespace itself. Neighbours on a floor do not use each other.</param>
    public House(Assembly assembly, string? ground, params string[][] floors)
    {
        (Name, Ground, _floors) = (assembly.GetName().Name!, ground ?? "", ground is null ? floors : [[""], .. floors]);
        Compiled = new ArchLoader().LoadAssemblies(assembly).Build();
        Folder = new DirectoryInfo(Path.Combine(Repository.Root.FullName, "src", Name));
    }

    /// <summary>The root namespace.</summary>
    public string Name { get; }

    /// <summary>What is compiled.</summary>
    public Compiled Compiled { get; }

    /// <summary>Where its files lie.</summary>
    public DirectoryInfo Folder { get; }

    private string Ground { get; }

    /// <summary>All namespaces that have a floor, below the root.</summary>
    public IEnumerable<string> Namespaces => _floors.SelectMany(floor => floor).Where(space => space.Length > 0);

    /// <summary>Each namespace that there is has its floor, and each floor is of namespaces that there are.</summary>
    public void HasAFloorForEveryNamespace() => Compiled.Types.Select(type => type.Namespace.FullName)
        .Where(space => space == Name || space.StartsWith(Name + ".", StringComparison.Ordinal)).Append(Name).Distinct()
        .ShouldBe(_floors.SelectMany(floor => floor).Select(FullName), ignoreOrder: true);

    /// <summary>Its namespaces form no circle: neither the folders in the root nor those below them.</summary>
    public void HasNoCircle()
    {
        SliceRuleDefinition.Slices().Matching(Name + ".(**)").Should().BeFreeOfCycles().Check(Compiled);
    }

    /// <summary>A namespace uses neither its neighbours nor what stands above; the ground uses none of them.</summary>
    public void HoldsItsFloorAt(string space)
    {
        var above = Above(space).ToList();
        if (above.Count == 0) return;
        Types().That().ResideInNamespace(FullName(space))
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching($"^({string.Join('|', above.Select(other => Regex.Escape(FullName(other))))})$"))
            .Check(Compiled);
    }

    /// <summary>A file has the namespace of its folder, and using lines for lower floors alone.</summary>
    public void HasFilesInTheNamespaceOfTheirFolder()
    {
        var files = Repository.Code(Folder).Where(file => !Path.GetRelativePath(Folder.FullName, file.FullName).StartsWith("Internal", StringComparison.Ordinal)).ToArray();
        files.ShouldNotBeEmpty();
        foreach (var file in files)
        {
            var text = File.ReadAllText(file.FullName);
            var space = SpaceOf(Path.GetRelativePath(Folder.FullName, file.DirectoryName!));
            if (file.Name == "Program.cs") continue; // has no namespace: it stands on top of all
            text.Split('\n').ShouldContain($"namespace {FullName(space)};", file.Name);
            Using().Matches(text).Select(match => NamespaceOf(match.Groups[1].Value)).Intersect(Above(space)).ShouldBeEmpty(file.Name);
            var code = Comment().Replace(text, "");
            Above(space).Where(above => above.Length > 0 && NamedIn(code, above)).ShouldBeEmpty($"{file.Name} names it without a using line");
        }
    }

    /// <summary>The namespaces that use one, for what only some may use.</summary>
    public IEnumerable<string> UsersOf(string space) => Compiled.Types
        .Where(type => type.Dependencies.Any(dependency => dependency.Target.Namespace?.FullName == $"{Name}.{space}"))
        .Select(type => type.Namespace.FullName).Distinct().Except([$"{Name}.{space}"]);

    /// <summary>Whether code names a type by its namespace, from the root of the project or as one says it within the project.</summary>
    private bool NamedIn(string code, string space)
    {
        var types = Compiled.Types.Where(type => type.Namespace.FullName == $"{Name}.{space}").Select(type => Regex.Escape(type.Name.Split('`')[0]));
        return Regex.IsMatch(code, $@"(?<![\w.])(?:{Regex.Escape(Name)}\.)?{Regex.Escape(space)}\.(?:{string.Join('|', types)})\b");
    }

    /// <summary>The namespace, below the root, of what a using line names: a namespace, or a type for its static members or another name.</summary>
    private string NamespaceOf(string used) => Namespaces
        .Where(space => $"{used}.".StartsWith($"{Name}.{space}.", StringComparison.Ordinal)).MaxBy(space => space.Length) ?? used;

    /// <summary>The namespace of a folder; subfolders of the ground belong to it.</summary>
    private string SpaceOf(string folder)
    {
        var space = folder == "." ? "" : folder.Replace(Path.DirectorySeparatorChar, '.');
        return Ground.Length > 0 && (space == Ground || space.StartsWith(Ground + ".", StringComparison.Ordinal)) ? "" : space;
    }

    private IEnumerable<string> Above(string space) => _floors.SkipWhile(floor => !floor.Contains(space)).SelectMany(floor => floor).Where(other => other != space);

    private string FullName(string space) => space.Length == 0 ? Name : $"{Name}.{space}";

    [GeneratedRegex(@"^(?:global )?using (?:static )?(?:\w+ = )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^\s*//.*$|^(?:global )?using .*$|^namespace .*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
