namespace WikkenWegen.Domain.Tests;

public class GrantAccessTests : AlsoAfterTheEndSpec<GrantAccessTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened());

    public static WeighingCommand When => Grant;

    public static IEnumerable<Refused> Refused =>
    [
        new("access without a reason", Given, Grant with { Reason = null }, Rules.ReasonMissing.At("/reason")),
        new("access for who has it", Given.And(Granted(2, "subject-9")), Grant, GrantAccess.HasAccessAlready.At("/subject")),
        new("access for who opened it", Given, Grant with { Subject = "subject-1" }, GrantAccess.HasAccessAlready.At("/subject")),
    ];

    private static readonly GrantAccess Grant = new() { OccurredAt = Day(50), Subject = "subject-9", Role = "Manager vastgoed", Reason = Text("works it out") };

    [Fact]
    public void The_first_access_is_that_of_who_opened_it() =>
        Given.Access.Single().ShouldSatisfyAllConditions(a => a.Number.ShouldBe(1), a => a.Subject.ShouldBe("subject-1"), a => a.Role.ShouldBe("Strateeg wonen"), a => a.Reason.ShouldBeNull());

    [Fact]
    public void Access_is_numbered_on() =>
        Given.When(Grant).Records(new AccessGranted { OccurredAt = Day(50), Number = 2, Subject = "subject-9", Role = "Manager vastgoed", Reason = Text("works it out") });

    [Fact]
    public void What_was_ended_can_be_given_again() => Given.And(Granted(2, "subject-9"), EndedAccess(2)).When(Grant).IsRecorded();
}
