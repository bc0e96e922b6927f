namespace WikkenWegen.Domain.Tests;

public class CodesTests
{
    [Theory]
    [InlineData("S1", "s1", true)]
    [InlineData("S1.1", "s1.1", true)]
    [InlineData("g-2_B", "G-2_b", true)]
    [InlineData("S1", "S1 ", false)]
    [InlineData("S1", "S2", false)]
    [InlineData("S", "\u017F", false)] // the long s, of which S is the capital
    [InlineData("K1", "\u212A1", false)] // the sign of Kelvin, which is a capital of k
    [InlineData("I1", "\u01311", false)] // the dotless i of Turkish
    [InlineData("S1", null, false)]
    [InlineData(null, null, false)]
    public void Two_codes_are_the_same_but_for_the_case_of_letters_in_ASCII(string? a, string? b, bool same)
    {
        Codes.Same(a, b).ShouldBe(same);
        Codes.Same(b, a).ShouldBe(same);
    }

    [Fact]
    public void A_part_is_found_by_its_code_in_either_case_and_keeps_the_code_as_it_was_first_written()
    {
        var weighing = Given(Opened(), Submitted("S1.1"), Invited("g2"), AdoptedCriteria());
        weighing.Proposal("s1.1")!.Code.ShouldBe("S1.1");
        weighing.Revision(new ProposalRevisionReference("s1.1", 1)).ShouldNotBeNull();
        weighing.Stakeholder("G2")!.Code.ShouldBe("g2");
        weighing.Criteria!.Set.Criterion("bet")!.Code.ShouldBe("BET");
        weighing.Proposal("s1").ShouldBeNull();
    }
}
