namespace WikkenWegen.Domain.Tests;

public class FollowAdviceTests : AlsoAfterTheEndSpec<FollowAdviceTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Invited("B1", on: 2), AskedAdvice(1, on: 12), GotAdvice(1, on: 20));

    public static WeighingCommand When => Follow;

    public static IEnumerable<Refused> Refused =>
    [
        new("the following of an advice that nobody asked for", Given, Follow with { Number = 2 }, Rules.NoSuchAdviceRequest.Whole(2)),
        new("the following of an advice that was not received", Given(Opened(), Invited("B1"), AskedAdvice(1)), Follow, Rules.AdviceNotReceived.Whole(1)),
        new("the following of an advice that was followed", Given.And(FollowedAdvice(1)), Follow, Rules.AdviceAlreadyAnswered.Whole(1, 5)),
        new("the following of an advice that was deviated from", Given.And(DeviatedFromAdvice(1)), Follow, Rules.AdviceAlreadyAnswered.Whole(1, 5)),
        new("the following of an advice before it was received", Given, Follow with { OccurredAt = Day(19) },
            Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(20))),
        new("everything that is wrong with it, at once", Given.And(FollowedAdvice(1)), Follow with { OccurredAt = Day(19) },
            Rules.AdviceAlreadyAnswered.Whole(1, 5), Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(20))),
    ];

    private static readonly FollowAdvice Follow = new() { OccurredAt = Day(50), Number = 1 };

    [Fact]
    public void An_advice_that_was_received_can_be_followed() => Given.When(Follow).Records(new AdviceFollowed { OccurredAt = Day(50), Number = 1 });
}
