using WikkenWegen.TransparencyLog;

namespace WikkenWegen.Architecture.Tests;

/// <summary>The floors of the transparency log: notes, checkpoints, policies, and what is built of them.</summary>
public class TransparencyLogFloorsTests
{
    private static readonly House Log = new(typeof(Result).Assembly, ground: "",
        ["Merkle", "Notes"],
        ["Checkpoints", "Tiles"],
        ["Policies"],
        ["Proofs", "Witnessing"]);

    public static TheoryData<string> Namespaces => [.. Log.Namespaces, ""];

    [Fact]
    public void Every_namespace_has_its_floor() => Log.HasAFloorForEveryNamespace();

    [Fact]
    public void No_namespaces_use_each_other_in_a_circle() => Log.HasNoCircle();

    [Theory, MemberData(nameof(Namespaces))]
    public void A_namespace_uses_neither_its_neighbours_nor_what_stands_above(string name) => Log.HoldsItsFloorAt(name);

    [Theory]
    [InlineData("WikkenWegen.TransparencyLog.Checkpoints", "Notes")]
    [InlineData("WikkenWegen.TransparencyLog.Policies", "Checkpoints")]
    public void These_are_used_so_that_the_rules_above_have_something_to_see(string above, string below) => Log.UsersOf(below).ShouldContain(above);

    [Fact]
    public void A_file_has_the_namespace_of_its_folder_and_using_lines_for_lower_floors_alone() => Log.HasFilesInTheNamespaceOfTheirFolder();
}
