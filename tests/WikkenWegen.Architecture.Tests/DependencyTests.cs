namespace WikkenWegen.Architecture.Tests;

/// <summary>Who may depend on whom (design, section 2).</summary>
public class DependencyTests
{
    /// <summary>The projects there may be, and which others each may refer to.</summary>
    private static readonly Dictionary<string, string[]> MayReferTo = new()
    {
        ["WikkenWegen.Mcda"] = [],
        ["WikkenWegen.TransparencyLog"] = [],
        ["WikkenWegen.LocalPostgres"] = [],
        ["WikkenWegen.Domain"] = ["WikkenWegen.Mcda"],
        ["WikkenWegen.AuditBundle"] = ["WikkenWegen.TransparencyLog", "WikkenWegen.Domain", "WikkenWegen.Mcda"],
        ["WikkenWegen.Verifier"] = ["WikkenWegen.AuditBundle", "WikkenWegen.TransparencyLog", "WikkenWegen.Domain", "WikkenWegen.Mcda"],
        ["WikkenWegen.Api"] = ["WikkenWegen.AuditBundle", "WikkenWegen.Domain", "WikkenWegen.Mcda", "WikkenWegen.TransparencyLog", "WikkenWegen.LocalPostgres"],
    };

    /// <summary>The packages of the projects that are to be usable without any server; the others may refer to what they need.</summary>
    private static readonly Dictionary<string, string[]> MayUsePackages = new()
    {
        ["WikkenWegen.Mcda"] = [],
        ["WikkenWegen.Domain"] = ["NodaTime"], // calendar and time zone
        ["WikkenWegen.TransparencyLog"] = ["NSec.Cryptography"], // a signature library
        ["WikkenWegen.AuditBundle"] = ["Microsoft.Data.Sqlite", "System.Security.Cryptography.Pkcs"], // one of the forms of an export is a SQLite file, and time stamps are CMS
        ["WikkenWegen.Verifier"] = [],
    };

    /// <summary>Beginnings of the names of what the web, the event store, the message bus and the database come in.</summary>
    private static readonly string[] Servers =
        ["Microsoft.AspNetCore", "Swashbuckle", "Marten", "Weasel", "JasperFx", "Wolverine", "Npgsql", "WikkenWegen.Api", "WikkenWegen.LocalPostgres"];

    private static bool IsServer(string name) => Servers.Any(s => name.StartsWith(s, StringComparison.OrdinalIgnoreCase));

    private static Project Domain => Repository.Source.Single(p => p.Name == "WikkenWegen.Domain");

    [Fact]
    public void Every_project_in_src_has_its_place_in_the_design() => Repository.Source.Select(p => p.Name).Except(MayReferTo.Keys).ShouldBeEmpty();

    [Fact]
    public void A_project_refers_only_to_those_that_the_design_allows() =>
        Repository.Source.SelectMany(p => p.Projects.Except(Allowed(p)).Select(other => $"{p} -> {other}")).ShouldBeEmpty();

    [Fact]
    public void And_so_does_what_is_compiled() =>
        Repository.Source.SelectMany(p => CompiledAssembly.Of(p).Assemblies.Where(a => a.StartsWith("WikkenWegen.", StringComparison.Ordinal))
            .Except(Allowed(p)).Select(other => $"{p} -> {other}")).ShouldBeEmpty();

    [Fact]
    public void The_pure_projects_use_no_package_but_the_one_that_the_design_allows()
    {
        foreach (var (project, allowed) in Existing(MayUsePackages)) project.Packages.Except(allowed).ShouldBeEmpty(project.Name);
    }

    [Fact]
    public void What_is_compiled_of_the_domain_and_the_mathematics_uses_the_base_class_library_and_the_allowed_packages_alone()
    {
        foreach (var project in Domain.WithAllItRefersTo())
            CompiledAssembly.Of(project).Assemblies.Where(a => !a.StartsWith("System.", StringComparison.Ordinal)).Except(Allowed(project)).Except(MayUsePackages[project.Name])
                .ShouldBeEmpty(project.Name);
    }

    [Fact]
    public void The_domain_knows_neither_the_web_nor_the_event_store_nor_the_message_bus_nor_the_database()
    {
        foreach (var project in Domain.WithAllItRefersTo()) KnowsNoServer(project);
    }

    [Fact]
    public void Nor_do_the_mathematics_the_transparency_log_and_the_verifier_and_what_they_refer_to()
    {
        foreach (var name in new[] { "WikkenWegen.Mcda", "WikkenWegen.TransparencyLog", "WikkenWegen.AuditBundle", "WikkenWegen.Verifier" })
            foreach (var project in Repository.Source.Where(p => p.Name == name).SelectMany(p => p.WithAllItRefersTo()))
                KnowsNoServer(project);
    }

    [Fact]
    public void Nobody_refers_to_a_file_instead_of_a_project_or_package()
    {
        foreach (var project in Repository.Source.Concat(Repository.Tests)) project.Elements("Reference").ShouldBeEmpty(project.Name);
    }

    private static void KnowsNoServer(Project project)
    {
        project.Sdk.ShouldBe("Microsoft.NET.Sdk", project.Name);
        project.Frameworks.ShouldBeEmpty(project.Name);
        project.Packages.Where(IsServer).ShouldBeEmpty(project.Name);
        project.Projects.Where(IsServer).ShouldBeEmpty(project.Name);
        CompiledAssembly.Of(project).Assemblies.Where(IsServer).ShouldBeEmpty(project.Name);
    }

    private static string[] Allowed(Project project) => MayReferTo.GetValueOrDefault(project.Name, []);

    private static IEnumerable<(Project, string[])> Existing(Dictionary<string, string[]> table) =>
        Repository.Source.Where(p => table.ContainsKey(p.Name)).Select(p => (p, table[p.Name]));
}
