namespace WikkenWegen.Domain.Tests;

public class CorporationEventTests
{
    /// <summary>An administrator reads the history of any corporation, and not what is of that corporation alone.</summary>
    [Fact]
    public void Only_its_own_rules_for_findings_are_of_the_corporation_alone() =>
        EventSamples.All.Values.OfType<CorporationEvent>().Where(e => !e.IsForOthers).Select(e => e.GetType()).Distinct().ShouldBe([typeof(FindingRuleAdopted), typeof(FindingRuleEnded)], ignoreOrder: true);
}
