namespace WikkenWegen.Mcda.Tests;

public class ClearOrderTests
{
    [Fact]
    public void Bands_that_only_touch_do_not_overlap() =>
        Judge(0, Score.Between(5, 6, 7), Score.Between(3, 4, 5)).Doubt("P1", "P2").ShouldBe(OrderDoubt.None);

    [Fact]
    public void Bands_that_overlap_leave_no_clear_winner()
    {
        var order = Judge(0, Score.Between(4.9, 6, 7), Score.Between(3, 4, 5));
        order.Doubt("P1", "P2").ShouldBe(OrderDoubt.BandsOverlap);
        order.Doubt("P2", "P1").ShouldBe(OrderDoubt.BandsOverlap);
        order.Winner.ShouldBeNull();
    }

    [Fact]
    public void A_margin_of_exactly_the_threshold_counts()
    {
        Judge(0.3, 0.5, 0.2).Winner.ShouldBe("P1"); // 0.5 − 0.2 is 0.3, which in doubles it is not
        Judge(0.31, 0.5, 0.2).Winner.ShouldBeNull();
        Judge(0.31, 0.5, 0.2).Doubt("P1", "P2").ShouldBe(OrderDoubt.BelowThreshold);
        Judge(0, 0.5, 0.5).Doubt("P1", "P2").ShouldBe(OrderDoubt.Tie);
        Judge(0.1, 0.5, 0.5).Doubt("P1", "P2").ShouldBe(OrderDoubt.Tie | OrderDoubt.BelowThreshold);
    }

    [Fact]
    public void A_winner_must_be_clear_of_every_other_proposal_not_only_of_the_second()
    {
        var order = Judge(0, Score.Between(5, 6, 7), Score.Between(4, 4.5, 5), Score.Between(0, 1, 5.5));
        order.Winner.ShouldBeNull();
        order.Steps.ShouldBe([("P1", "P2", OrderDoubt.None), ("P2", "P3", OrderDoubt.BandsOverlap)]);
        ClearOrder.Of(AdditiveValue.Of(ValueTable.Direct(["A"], ["C"], [[1]]).Value, DirectPoints.Equal(["C"]).Value).Value, -1).Codes().ShouldBe([ErrorCode.OutOfRange]);
    }

    private static ClearOrder Judge(double threshold, params Score[] scores)
    {
        var values = ValueTable.Direct(Case.Numbered("P", scores.Length), ["C"], [.. scores.Select(s => (IReadOnlyList<Score?>)[s])]).Value;
        return ClearOrder.Of(AdditiveValue.Of(values, DirectPoints.Equal(["C"]).Value).Value, threshold).Value;
    }
}
