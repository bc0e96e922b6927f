namespace WikkenWegen.Domain.Tests;

public class TakeBackCaseTests : AlsoAfterTheEndSpec<TakeBackCaseTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted(), PreparedCase(), ApprovedCase(), SharedCase());

    public static WeighingCommand When => TakeBack;

    public static IEnumerable<Refused> Refused =>
    [
        new("a case that does not exist", Given, TakeBack with { Number = 2 }, ShareCase.NoSuchCase.Whole(2)),
        new("a taking back without a reason", Given, TakeBack with { Reason = null }, Rules.ReasonMissing.At("/reason")),
        new("a case that was not shared", Given(Opened(), Submitted(), PreparedCase(), ApprovedCase()), TakeBack, TakeBackCase.CaseNotShared.Whole(1)),
        new("a case that was taken back already", Given.And(TookBackCase()), TakeBack, TakeBackCase.CaseAlreadyTakenBack.Whole(1, 6)),
        new("a taking back before it was shared", Given, TakeBack with { OccurredAt = Day(47) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 5, Day(48))),
    ];

    private static readonly TakeBackCase TakeBack = new() { OccurredAt = Day(52), Number = 1, Reason = Text() };

    [Fact]
    public void It_says_which_case_of_the_network_it_was() => Given.When(TakeBack).Records(TookBackCase(on: 52));

    [Fact]
    public void The_view_has_the_whole_course_of_a_case()
    {
        var told = Given.And(TookBackCase()).Case(1)!;
        (told.Origin.Event, told.Approval!.Event, told.Sharing!.Origin.Event, told.Sharing.Case, told.TakenBack!.Origin.Event).ShouldBe((3, 4, 5, Other, 6));
    }
}
