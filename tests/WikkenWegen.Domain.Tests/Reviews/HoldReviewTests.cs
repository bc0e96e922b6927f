namespace WikkenWegen.Domain.Tests;

public class HoldReviewTests : AlsoAfterTheEndSpec<HoldReviewTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted("V1"), Decided(1, on: 30));

    public static WeighingCommand When => Hold;

    public static IEnumerable<Refused> Refused =>
    [
        new("a review without what was expected", Given, Hold with { Expected = null }, Rules.ReasonMissing.At("/expected")),
        new("a review without what came of it", Given, Hold with { Found = null }, Rules.ReasonMissing.At("/found")),
        new("the review of a decision that does not exist", Given, Hold with { Decision = 2 }, Rules.NoSuchDecision.Whole(2)),
        new("a review before the decision", Given, Hold with { OccurredAt = Day(29) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(30))),
        new("everything that is wrong with it, at once", Given,
            new HoldReview { OccurredAt = Day(29), Decision = 1, Conclusion = ReviewConclusion.Stop },
            Rules.ReasonMissing.At("/expected"), Rules.ReasonMissing.At("/found"), Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(30))),
    ];

    private static readonly HoldReview Hold = new()
    {
        OccurredAt = Day(50),
        Decision = 1,
        Expected = Text("label A"),
        Found = Text("label B"),
        Lessons = Text("test one first"),
        Conclusion = ReviewConclusion.Adjust,
    };

    [Fact]
    public void Reviews_are_numbered_within_the_decision() => Given.And(Reviewed(1, 1, on: 40)).When(Hold).Records(new ReviewHeld
    {
        OccurredAt = Day(50),
        Decision = 1,
        Number = 2,
        Expected = Text("label A"),
        Found = Text("label B"),
        Lessons = Text("test one first"),
        Conclusion = ReviewConclusion.Adjust,
    });

    [Fact]
    public void It_need_not_teach_anything() => Given.When(Hold with { Lessons = null }).IsRecorded();

    [Fact]
    public void A_decision_that_no_longer_stands_can_be_reviewed_and_a_decision_before_its_review_date() =>
        Given.And(WithdrewDecision(1, on: 40)).When(Hold).IsRecorded();
}
