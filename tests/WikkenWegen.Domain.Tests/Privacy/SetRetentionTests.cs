namespace WikkenWegen.Domain.Tests;

public class SetRetentionTests : AlsoAfterTheEndSpec<SetRetentionTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened());

    public static WeighingCommand When => Hold;

    public static IEnumerable<Refused> Refused =>
    [
        new("a decision without a reason", Given, Hold with { Reason = null }, Rules.ReasonMissing.At("/reason")),
        new("a hold before what was erased", Given.And(Invited() with { Contact = Text("contact") }, Erased(1, 90, Text("contact").Digest)), Hold, Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(90))),
        new("a decision before the one that it follows", Given.And(Kept(on: 90)), Hold, Rules.OccurredBeforeItsGround.At("/occurredAt", 2, Day(90))),
    ];

    private static readonly SetRetention Hold = new() { OccurredAt = Day(80), Status = ArchiveStatus.Blocked, Reason = Text("an objection") };

    [Fact]
    public void Decisions_are_numbered_and_all_stay() =>
        Given.And(Kept(on: 60)).When(Hold).Records(new RetentionSet { OccurredAt = Day(80), Number = 2, Status = ArchiveStatus.Blocked, Reason = Text("an objection") });

    [Fact]
    public void A_weighing_is_held_from_the_decision_on_until_the_next_with_another_status()
    {
        var weighing = Given.And(Kept(ArchiveStatus.Blocked, 1, on: 60), Kept(ArchiveStatus.Archived, 2, on: 65));
        weighing.HoldAt(Day(59.9)).ShouldBeNull();
        weighing.HoldAt(Day(60)).ShouldNotBeNull().Number.ShouldBe(1);
        weighing.HoldAt(Day(65)).ShouldBeNull();
    }
}
