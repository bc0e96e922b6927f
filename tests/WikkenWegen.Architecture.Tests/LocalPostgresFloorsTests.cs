using WikkenWegen.LocalPostgres;

namespace WikkenWegen.Architecture.Tests;

/// <summary>The floors of the local database: what a server is, the processes of the machine, PostgreSQL's programs, the two ways to run it; on top, what the host calls. So no folder depends on the root.</summary>
public class LocalPostgresFloorsTests
{
    private static readonly House Local = new(typeof(LocalPostgresServer).Assembly, ground: null,
        ["Servers"],
        ["Processes"],
        ["Binaries"],
        ["Cluster", "Container"],
        [""]);

    public static TheoryData<string> Namespaces => [.. Local.Namespaces];

    [Fact]
    public void Every_namespace_has_its_floor() => Local.HasAFloorForEveryNamespace();

    [Fact]
    public void No_namespaces_use_each_other_in_a_circle() => Local.HasNoCircle();

    [Theory, MemberData(nameof(Namespaces))]
    public void A_namespace_uses_neither_its_neighbours_nor_what_stands_above(string name) => Local.HoldsItsFloorAt(name);

    [Theory]
    [InlineData("WikkenWegen.LocalPostgres", "Cluster")]
    [InlineData("WikkenWegen.LocalPostgres.Cluster", "Servers")]
    public void These_are_used_so_that_the_rules_above_have_something_to_see(string above, string below) => Local.UsersOf(below).ShouldContain(above);

    [Fact]
    public void A_file_has_the_namespace_of_its_folder_and_using_lines_for_lower_floors_alone() => Local.HasFilesInTheNamespaceOfTheirFolder();
}
