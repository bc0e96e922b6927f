using WikkenWegen.AuditBundle;

namespace WikkenWegen.Architecture.Tests;

/// <summary>The floors of the audit bundle: the format, the files of a bag, the leaves in them, what follows from the leaves; on top, who writes a bag and who checks one, apart from each other.</summary>
public class AuditBundleFloorsTests
{
    private static readonly House Bundle = new(typeof(BagFormat).Assembly, ground: "Format",
        ["Containers"],
        ["Leaves"],
        ["Exports"],
        ["Writing", "Checks"]);

    public static TheoryData<string> Namespaces => [.. Bundle.Namespaces, ""];

    [Fact]
    public void Every_namespace_has_its_floor() => Bundle.HasAFloorForEveryNamespace();

    [Fact]
    public void No_namespaces_use_each_other_in_a_circle() => Bundle.HasNoCircle();

    [Theory, MemberData(nameof(Namespaces))]
    public void A_namespace_uses_neither_its_neighbours_nor_what_stands_above(string name) => Bundle.HoldsItsFloorAt(name);

    [Theory]
    [InlineData("WikkenWegen.AuditBundle.Checks", "Exports")]
    [InlineData("WikkenWegen.AuditBundle.Writing", "Leaves")]
    public void These_are_used_so_that_the_rules_above_have_something_to_see(string above, string below) => Bundle.UsersOf(below).ShouldContain(above);

    [Fact]
    public void A_file_has_the_namespace_of_its_folder_and_using_lines_for_lower_floors_alone() => Bundle.HasFilesInTheNamespaceOfTheirFolder();
}
