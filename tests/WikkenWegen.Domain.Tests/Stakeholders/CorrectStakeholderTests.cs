namespace WikkenWegen.Domain.Tests;

public class CorrectStakeholderTests : AlsoAfterTheEndSpec<CorrectStakeholderTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Invited("B1", on: 2));

    public static WeighingCommand When => Correct;

    public static IEnumerable<Refused> Refused =>
    [
        new("the correction of a stakeholder who does not exist", Given, Correct with { Code = "B9" }, WithdrawStakeholder.NoSuchStakeholder.Whole("B9")),
        new("a correction without a reason", Given, Correct with { Reason = null }, Rules.ReasonMissing.At("/reason")),
        new("a correction before the invitation", Given, Correct with { OccurredAt = Day(1) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 2, Day(2))),
        new("another subject id for who gave something in a blind round that is open", InOpenRound(blind: true), Correct, CorrectStakeholder.GaveInOpenRound.At("/subject", "B1", 1)),
        new("no subject id any more for who did", InOpenRound(blind: true), Correct with { Subject = null }, CorrectStakeholder.GaveInOpenRound.At("/subject", "B1", 1)),
        new("a correction before the one before", Given.And(Corrected("B1", on: 60)), Correct, Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(60))),
    ];

    private static readonly CorrectStakeholder Correct = new()
    {
        OccurredAt = Day(50),
        Code = "B1",
        Party = "Bewonerscommissie",
        Role = "Voorzitter",
        Say = Say.Consents,
        Interest = "To stay",
        PersonName = Text("A. Bakker"),
        Contact = Text("a@example.org"),
        KvkNumber = "00000027",
        Subject = "subject-7",
        Reason = Text("misspelt"),
    };

    private static Weighing InOpenRound(bool blind) => Given.And(OpenedRound(1, blind: blind), GaveInput(1, "B1", on: 5, round: 1));

    [Fact]
    public void Who_signs_in_can_be_corrected_where_nothing_blind_would_be_read()
    {
        InOpenRound(blind: false).When(Correct).IsRecorded();
        InOpenRound(blind: true).When(Correct with { Subject = "subject-B1" }).IsRecorded();
        InOpenRound(blind: true).And(ClosedRound(1, on: 9)).When(Correct).IsRecorded();
        Given.And(OpenedRound(1, blind: true)).When(Correct).IsRecorded();
    }

    [Fact]
    public void Subject_ids_of_before_are_remembered()
    {
        Given.Stakeholder("B1")!.EarlierSubjects.ShouldBeEmpty();
        var corrected = Given.And(Corrected("B1") with { Subject = "subject-7" }, Corrected("B1", 2) with { Subject = "subject-7" }, Corrected("B1", 3) with { Subject = null });
        corrected.Stakeholder("B1")!.EarlierSubjects.ShouldBe(["subject-B1", "subject-7"]);
    }

    [Fact]
    public void It_tells_the_stakeholder_as_a_whole() => Given.And(Corrected("B1")).When(Correct).Records(new StakeholderCorrected
    {
        OccurredAt = Day(50),
        Code = "B1",
        Number = 2,
        Party = "Bewonerscommissie",
        Role = "Voorzitter",
        Say = Say.Consents,
        Interest = "To stay",
        PersonName = Text("A. Bakker"),
        Contact = Text("a@example.org"),
        KvkNumber = "00000027",
        Subject = "subject-7",
        Reason = Text("misspelt"),
    });

    [Fact]
    public void Who_has_withdrawn_can_be_corrected_too() => Given.And(Left("B1", on: 20)).When(Correct).IsRecorded();

    [Fact]
    public void It_holds_from_then_on_and_shows_that_it_was_corrected()
    {
        var corrected = Given.And(Corrected("B1", on: 15)).Stakeholder("B1")!;
        (corrected.Party, corrected.Role, corrected.Say, corrected.Origin.Event).ShouldBe(("Bewonerscommissie", "Voorzitter", Say.Consents, 2));
        corrected.Corrections.Single().ShouldSatisfyAllConditions(c => c.Number.ShouldBe(1), c => c.Origin.Event.ShouldBe(3), c => c.Reason.ShouldBe(Text()));
    }
}
