using WikkenWegen.Domain;

namespace WikkenWegen.Architecture.Tests;

/// <summary>The floors of the domain: the steps share through Weighing/, and never through each other.</summary>
public class DomainFloorsTests
{
    private static readonly House Domain = new(typeof(Weighing).Assembly, ground: "Weighing",
        ["Streams"],
        ["Instruments", "Learning"],
        [
            "AccessGrants", "Ballots", "Corrections", "Links", "Framings", "Proposals", "Criteria", "Stakeholders", "Consultation", "Inputs", "AdviceRequests", "Assessment", "Outcomes", "Decisions", "Reviews", "Privacy", "Cases", "Corporations",
        ],
        // What is made of whole weighings.
        ["Outcome", "Registers", "Deadlines"],
        ["Findings", "Precedents", "Support"],
        ["Learning.Cases", "InstrumentUse"],
        ["Explanation"]);

    public static TheoryData<string> Namespaces => [.. Domain.Namespaces, ""];

    [Fact]
    public void Every_namespace_has_its_floor() => Domain.HasAFloorForEveryNamespace();

    [Fact]
    public void No_namespaces_use_each_other_in_a_circle() => Domain.HasNoCircle();

    [Theory, MemberData(nameof(Namespaces))]
    public void A_step_uses_no_other_step_and_what_they_share_knows_none(string name) => Domain.HoldsItsFloorAt(name);

    [Fact]
    public void A_file_has_the_namespace_of_its_folder_and_using_lines_for_lower_floors_alone() => Domain.HasFilesInTheNamespaceOfTheirFolder();

    [Fact]
    public void The_state_and_the_contract_are_used_by_every_step_so_that_the_rules_above_have_something_to_see() =>
        Domain.Compiled.Types.Where(type => type.Dependencies.Any(d => d.Target.FullName == typeof(WeighingEvent).FullName)).Select(type => type.Namespace.FullName).Distinct()
            .ShouldBe(Domain.Namespaces.Except(["Corporations", "Streams", "Instruments", "Learning", "Outcome", "Registers", "Deadlines", "Findings", "Precedents", "Support", "Learning.Cases", "InstrumentUse", "Explanation"]).Select(step => $"{Domain.Name}.{step}").Append(Domain.Name), ignoreOrder: true);
}
