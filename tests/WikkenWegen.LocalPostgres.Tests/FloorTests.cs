using System.Text.RegularExpressions;

namespace WikkenWegen.LocalPostgres.Tests;

/// <summary>The folders of the library are floors: each uses only what is below it, so there is no circle.</summary>
public partial class FloorTests
{
    private static readonly string[] FromTheBottom = ["Servers", "Processes", "Binaries", "Cluster", "Container", Root];

    private const string Root = ".";

    [Fact]
    public void Every_folder_has_its_floor() =>
        Files().Select(file => file.Folder).Distinct().ShouldBe(FromTheBottom, ignoreOrder: true);

    [Fact]
    public void No_folder_names_a_type_of_a_floor_above_it()
    {
        var types = Files().SelectMany(file => Declaration().Matches(file.Code).Select(match => (Name: match.Groups["name"].Value, file.Folder))).ToArray();
        types.Length.ShouldBeGreaterThan(20);

        var upwards = from file in Files()
                      from type in types
                      where Floor(type.Folder) > Floor(file.Folder) && Regex.IsMatch(file.Code, $@"\b{type.Name}\b")
                      select $"{file.Path} names {type.Name} of {type.Folder}";
        upwards.ShouldBeEmpty();
    }

    private static int Floor(string folder) => Array.IndexOf(FromTheBottom, folder);

    // Without the comments: to explain something, a lower floor may point to where it is used.
    private static (string Path, string Folder, string Code)[] Files()
    {
        var library = Path.Combine(RepositoryRoot(), "src", "WikkenWegen.LocalPostgres");
        return [.. Directory.EnumerateFiles(library, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(library, file), Code: Comment().Replace(File.ReadAllText(file), "")))
            .Where(file => file.Path.Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
            .Select(file => (file.Path, Path.GetDirectoryName(file.Path) is { Length: > 0 } folder ? folder : Root, file.Code))];
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "WikkenWegen.sln"))) folder = folder.Parent.ShouldNotBeNull();
        return folder.FullName;
    }

    [GeneratedRegex(@"\b(class|record|interface|enum|struct) (?<name>[A-Z]\w+)")]
    private static partial Regex Declaration();

    [GeneratedRegex("(^|(?<=[\\s;]))//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
