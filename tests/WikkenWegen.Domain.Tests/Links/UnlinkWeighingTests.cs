namespace WikkenWegen.Domain.Tests;

public class UnlinkWeighingTests : AlsoAfterTheEndSpec<UnlinkWeighingTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Linked(1, on: 15));

    public static WeighingCommand When => Unlink;

    public static IEnumerable<Refused> Refused =>
    [
        new("the end of a link that does not exist", Given, Unlink with { Number = 2 }, UnlinkWeighing.NoSuchLink.Whole(2)),
        new("an end without a reason", Given, Unlink with { Reason = null }, Rules.ReasonMissing.At("/reason")),
        new("a second end", Given.And(Unlinked(1)), Unlink, UnlinkWeighing.AlreadyUnlinked.Whole(1, 3)),
        new("an end before the link", Given, Unlink with { OccurredAt = Day(14) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 2, Day(15))),
    ];

    private static readonly UnlinkWeighing Unlink = new() { OccurredAt = Day(50), Number = 1, Reason = Text("a mistake") };

    [Fact]
    public void It_keeps_the_link_with_its_end()
    {
        Given.When(Unlink).Records(new WeighingUnlinked { OccurredAt = Day(50), Number = 1, Reason = Text("a mistake") });
        Given.And(Unlinked(1, on: 20)).Links.Single().Ended!.Origin.OccurredAt.ShouldBe(Day(20));
    }

    [Fact]
    public void The_other_weighing_gets_the_counterpart_without_the_reason()
    {
        var own = Given with { Id = new Guid("019c2283-f800-7000-8000-000000000001") };
        var counterpart = Unlink.Counterpart(own)!;
        counterpart.Weighing.ShouldBe(Other);
        var there = Given(Opened(), Submitted(), Linked(1, LinkRelation.Replaces), Linked(2, LinkRelation.LeadsTo) with { Weighing = own.Id });
        there.When(counterpart.For(there)!).Records(new WeighingUnlinked { OccurredAt = Day(50), Number = 2 });
        counterpart.For(Given(Opened())).ShouldBeNull(); // it was ended there before
        (Unlink with { Number = 9 }).Counterpart(own).ShouldBeNull();
    }
}
