namespace WikkenWegen.Architecture.Tests;

/// <summary>How the repository is laid out (design, section 2).</summary>
public class HouseTests
{
    private static readonly string[] Folders = ["src", "tests", "deploy"];

    private static readonly string[] Files = ["WikkenWegen.sln", "README.md", "global.json", "NuGet.config", "nuget.config"];

    [Fact]
    public void The_top_level_holds_the_solution_src_tests_deploy_the_README_and_what_MSBuild_and_git_look_for() =>
        Repository.TopLevel().Where(entry => !(entry is DirectoryInfo
                ? entry.Name.StartsWith('.') || Folders.Contains(entry.Name)
                : entry.Name.StartsWith('.') || Files.Contains(entry.Name) || (entry.Name.StartsWith("Directory.", StringComparison.Ordinal) && entry.Extension is ".props" or ".targets")))
            .Select(entry => entry.Name).ShouldBeEmpty();

    [Fact]
    public void The_solution_is_in_the_classic_format_and_holds_every_project()
    {
        var solution = Repository.Read("WikkenWegen.sln");
        solution.ShouldContain("Microsoft Visual Studio Solution File, Format Version 12.00");
        foreach (var project in Repository.Source.Concat(Repository.Tests))
            solution.ShouldContain(Path.GetRelativePath(Repository.Root.FullName, project.File.FullName).Replace('/', '\\'));
    }

    [Fact]
    public void A_project_lies_in_the_folder_of_its_name_right_in_src_or_tests()
    {
        foreach (var (project, place) in Repository.Source.Select(p => (p, "src")).Concat(Repository.Tests.Select(p => (p, "tests"))))
            Path.GetRelativePath(Repository.Root.FullName, project.File.FullName).Replace('\\', '/').ShouldBe($"{place}/{project.Name}/{project.Name}.csproj");
    }

    [Fact]
    public void The_image_is_built_from_files_that_are_there()
    {
        foreach (var dockerfile in Directory.EnumerateFiles(Path.Combine(Repository.Root.FullName, "deploy"), "Dockerfile*"))
            foreach (var copied in File.ReadLines(dockerfile).Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from=", StringComparison.Ordinal))
                .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..^1]).Where(word => !word.StartsWith("--", StringComparison.Ordinal)))
            {
                var path = Path.Combine(Repository.Root.FullName, copied);
                Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(path)!, Path.GetFileName(path)).ShouldNotBeEmpty($"{copied} in {Path.GetFileName(dockerfile)}");
            }
    }

    [Fact]
    public void Versions_of_packages_stand_in_one_place()
    {
        foreach (var project in Repository.Source.Concat(Repository.Tests))
            project.Elements("PackageReference").Where(e => e.Attribute("Version") is not null || e.Attribute("VersionOverride") is not null || e.HasElements).ShouldBeEmpty(project.Name);
    }
}
