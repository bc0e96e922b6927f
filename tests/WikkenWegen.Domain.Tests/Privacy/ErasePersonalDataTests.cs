namespace WikkenWegen.Domain.Tests;

public class ErasePersonalDataTests : AlsoAfterTheEndSpec<ErasePersonalDataTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Invited("B1") with { PersonName = Text("name"), Contact = Text("contact") }, GaveInput(1, "B1") with { Content = Said("statement") });

    public static WeighingCommand When => Erase;

    public static IEnumerable<Refused> Refused =>
    [
        new("an erasure that is confirmed by who asked for it", Given, Erase with { ConfirmedBy = "officer-1" }, ErasePersonalData.ConfirmedBySamePerson.Whole()) { By = Colleague("officer-1") },
        new("an erasure in a weighing that is held", Given.And(Kept(ArchiveStatus.Blocked)), Erase, ErasePersonalData.WeighingHeld.Whole(Guid.Empty, 4)),
        new("an erasure of nothing", Given, Erase with { Digests = [] }, ErasePersonalData.NothingToErase.Whole()),
        new("an erasure before the text was given", Given, Erase with { OccurredAt = Day(4) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(5))),
        new("a text that is not there", Given, Erase with { Digests = ["elsewhere"] }, ErasePersonalData.NoSuchText.Whole("elsewhere")),
        new("a text that was erased before", Given.And(Erased(1, 70, Text("name").Digest)), Erase, ErasePersonalData.NoSuchText.Whole(Text("name").Digest)),
    ];

    private static readonly ErasePersonalData Erase = new()
    {
        OccurredAt = Day(80),
        ErasureId = AnErasure,
        Subject = "person-1",
        Digests = [Text("name").Digest, Text("statement").Digest],
        Ground = ErasureGround.NoLongerNeeded,
        DecidedBy = "officer-1",
        ConfirmedBy = "officer-2",
        RequestedAt = Day(79),
    };

    private static InputContent Said(string statement) => new() { Position = Position.Against, Statement = Text(statement) };

    [Fact]
    public void It_is_recorded_which_texts_on_what_ground_and_by_whom() => Given.When(Erase).Records(new PersonalDataErased
    {
        OccurredAt = Day(80),
        Number = 1,
        ErasureId = AnErasure,
        Subject = "person-1",
        Digests = [Text("name").Digest, Text("statement").Digest],
        Ground = ErasureGround.NoLongerNeeded,
        DecidedBy = "officer-1",
        ConfirmedBy = "officer-2",
        RequestedAt = Day(79),
    });

    [Fact]
    public void What_was_erased_says_when_and_on_what_ground_and_what_was_not_says_nothing()
    {
        var before = Given;
        var erased = before.And(Erased(1, 70, Text("name").Digest));
        erased.ErasureOf(Text("statement").Digest).ShouldBeNull();
        var erasure = erased.ErasureOf(Text("name").Digest).ShouldNotBeNull();
        erasure.Notice(Language.Dutch).ShouldBe("Gewist op 14 april 2026 op grond van: toestemming ingetrokken (AVG art. 17 lid 1 onder b).");
        erasure.Notice(Language.English).ShouldBe("Erased on 14 April 2026 on the ground of: consent withdrawn (GDPR art. 17(1)(b)).");
        erased.Input(1).ShouldBeSameAs(before.Input(1), "what carried the texts stays as it is");
    }

    [Fact]
    public void What_an_older_backup_brought_back_is_erased_again_though_that_backup_knows_of_a_hold() =>
        Given.And(Kept(ArchiveStatus.Blocked)).When(Erase with { Again = true }).IsRecorded();

    [Fact]
    public void A_hold_that_was_lifted_is_in_no_way() =>
        Given.And(Kept(ArchiveStatus.Blocked, 1, on: 60), Kept(ArchiveStatus.Active, 2, on: 61)).When(Erase).IsRecorded();
}
