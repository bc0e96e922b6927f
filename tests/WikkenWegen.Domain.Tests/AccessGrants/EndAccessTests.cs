namespace WikkenWegen.Domain.Tests;

public class EndAccessTests : AlsoAfterTheEndSpec<EndAccessTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Granted(2, "subject-9", on: 15));

    public static WeighingCommand When => End;

    public static IEnumerable<Refused> Refused =>
    [
        new("the end of an access that does not exist", Given, End with { Number = 3 }, EndAccess.NoSuchAccess.Whole(3)),
        new("an end without a reason", Given, End with { Reason = null }, Rules.ReasonMissing.At("/reason")),
        new("a second end", Given.And(EndedAccess(2)), End, EndAccess.AccessAlreadyEnded.Whole(2, 3)),
        new("the end of the last access", Given.And(EndedAccess(2)), End with { Number = 1 }, EndAccess.LastAccess.Whole()),
        new("an end before it was given", Given, End with { OccurredAt = Day(14) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 2, Day(15))),
    ];

    private static readonly EndAccess End = new() { OccurredAt = Day(50), Number = 2, Reason = Text("left") };

    [Fact]
    public void It_tells_whose_access_was_ended() =>
        Given.When(End).Records(new AccessEnded { OccurredAt = Day(50), Number = 2, Subject = "subject-9", Role = "Manager vastgoed", Reason = Text("left") });

    [Fact]
    public void Who_opened_it_can_lose_theirs_to_another() => Given.When(End with { Number = 1 }).IsRecorded();
}
