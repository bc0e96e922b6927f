using System.Xml.Linq;

namespace WikkenWegen.Architecture.Tests;

/// <summary>What lies in the repository, found by looking.</summary>
internal static class Repository
{
    public static readonly DirectoryInfo Root = Find();

    /// <summary>Every project in src.</summary>
    public static readonly IReadOnlyList<Project> Source = In("src");

    /// <summary>Every project in tests.</summary>
    public static readonly IReadOnlyList<Project> Tests = In("tests");

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root.FullName, .. path]));

    /// <summary>Names in the top level, but for what .gitignore leaves out by name.</summary>
    public static IEnumerable<FileSystemInfo> TopLevel()
    {
        var ignored = Read(".gitignore").Split('\n', StringSplitOptions.TrimEntries).Where(line => line.EndsWith('/')).Select(line => line.Trim('/')).ToHashSet();
        return Root.EnumerateFileSystemInfos().Where(entry => !ignored.Contains(entry.Name));
    }

    /// <summary>The C# files of a project, but for what is built.</summary>
    public static IEnumerable<FileInfo> Code(DirectoryInfo folder) => folder.EnumerateFiles("*.cs", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(folder.FullName, file.FullName).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static IReadOnlyList<Project> In(string folder) =>
        [.. new DirectoryInfo(Path.Combine(Root.FullName, folder)).EnumerateFiles("*.*proj", SearchOption.AllDirectories).Select(Project.Load).OrderBy(p => p.Name, StringComparer.Ordinal)];

    private static DirectoryInfo Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "WikkenWegen.sln"))) return folder;
        throw new DirectoryNotFoundException("WikkenWegen.sln is in no folder above the tests.");
    }
}

/// <summary>A project as its file says it.</summary>
/// <param name="Name">Name of the file, without its extension.</param>
/// <param name="File">The file.</param>
/// <param name="Xml">Its text.</param>
internal sealed record Project(string Name, FileInfo File, XElement Xml)
{
    public static Project Load(FileInfo file) => new(Path.GetFileNameWithoutExtension(file.Name), file, XElement.Load(file.FullName));

    public DirectoryInfo Folder => File.Directory!;

    public string Sdk => (string?)Xml.Attribute("Sdk") ?? "";

    /// <summary>Names of the projects it refers to.</summary>
    public IReadOnlyList<string> Projects => [.. Includes("ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))];

    /// <summary>Names of the packages it refers to.</summary>
    public IReadOnlyList<string> Packages => [.. Includes("PackageReference")];

    /// <summary>Names of the shared frameworks it refers to, but for the one that every project has.</summary>
    public IReadOnlyList<string> Frameworks => [.. Includes("FrameworkReference")];

    public IEnumerable<XElement> Elements(string name) => Xml.Descendants().Where(e => e.Name.LocalName == name);

    /// <summary>This project and all that it refers to, and they, and so on.</summary>
    public IReadOnlyList<Project> WithAllItRefersTo()
    {
        var found = new List<Project> { this };
        for (var i = 0; i < found.Count; i++)
            foreach (var name in found[i].Projects.Where(name => found.All(p => p.Name != name)))
                found.Add(Repository.Source.Single(p => p.Name == name));
        return found;
    }

    public override string ToString() => Name;

    private IEnumerable<string> Includes(string element) => Elements(element).Select(e => (string?)e.Attribute("Include")).OfType<string>();
}
