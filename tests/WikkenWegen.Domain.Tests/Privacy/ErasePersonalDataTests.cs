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

    /// <summary>The weighing with a case that holds the statement, as its person wrote it, and a question that its owner wrote for it.</summary>
    private static Weighing WithCase(params WeighingEvent[] more) => Given.And([Submitted(), CaseWithStatement(), .. more]);

    private static CasePrepared CaseWithStatement(int number = 1, double on = 40) =>
        PreparedCase(number, on) with { ReadVersion = 4, Content = new CaseContent { Question = Text("question"), Quotes = [new CaseRelease(3, "statement", 1)] } };

    private static ImmutableArray<int> TakenBack(Weighing weighing, params ImmutableArray<string> texts) =>
        ((PersonalDataErased)weighing.When(Erase with { Digests = [.. texts.Select(text => Text(text).Digest)] }).Event!).CasesTakenBack;

    [Fact]
    public void A_case_that_was_shared_and_holds_the_text_is_taken_back_with_it()
    {
        var shared = WithCase(ApprovedCase(), SharedCase());
        TakenBack(shared, "name", "statement").ShouldBe([1], "a text that was released");
        TakenBack(shared, "question").ShouldBe([1], "one that its owner wrote");
        TakenBack(shared, "name").ShouldBeEmpty("it does not hold that one");

        var erased = (PersonalDataErased)shared.When(Erase).Event!;
        var after = shared.And(erased);
        var back = after.Case(1)!.TakenBack.ShouldNotBeNull();
        (back.Reason, back.Origin.Event).ShouldBe((null, after.Version));
        after.When(new TakeBackCase { OccurredAt = Day(81), Number = 1, Reason = Text() }).Refuses(TakeBackCase.CaseAlreadyTakenBack.Whole(1, after.Version));
        erased.AsCommand().ShouldBeOfType<ErasePersonalData>();
    }

    [Fact]
    public void A_case_that_is_not_shared_or_no_longer_is_not_taken_back()
    {
        TakenBack(WithCase(), "statement").ShouldBeEmpty();
        TakenBack(WithCase(ApprovedCase()), "statement").ShouldBeEmpty();
        TakenBack(WithCase(ApprovedCase(), SharedCase(), TookBackCase()), "statement").ShouldBeEmpty();
        TakenBack(WithCase(ApprovedCase(), SharedCase(), Erased(1, 70, Text("statement").Digest) with { CasesTakenBack = [1] }), "question").ShouldBeEmpty("an erasure of before did");
        TakenBack(WithCase(ApprovedCase(), SharedCase(), CaseWithStatement(2, 50), ApprovedCase(2, 51), SharedCase(2, 52), CaseWithStatement(3, 53)), "statement").ShouldBe([1, 2]);
    }

    [Fact]
    public void A_text_that_was_corrected_is_one_text_whichever_of_its_digests_is_erased()
    {
        var corrected = WithCase(ApprovedCase(), SharedCase(), CorrectedText(3, "statement"));
        TakenBack(corrected, "right 1").ShouldBe([1], "the case holds what it was before");
        TakenBack(corrected, "statement").ShouldBe([1]);
        var before = Given.And(CorrectedText(3, "statement"), CaseWithStatement() with { ReadVersion = 4 }, ApprovedCase(), SharedCase());
        TakenBack(before, "statement").ShouldBe([1], "the case holds what it became");
    }

    [Fact]
    public void What_an_older_backup_brought_back_is_erased_again_though_that_backup_knows_of_a_hold() =>
        Given.And(Kept(ArchiveStatus.Blocked)).When(Erase with { Again = true }).IsRecorded();

    [Fact]
    public void A_hold_that_was_lifted_is_in_no_way() =>
        Given.And(Kept(ArchiveStatus.Blocked, 1, on: 60), Kept(ArchiveStatus.Active, 2, on: 61)).When(Erase).IsRecorded();
}
