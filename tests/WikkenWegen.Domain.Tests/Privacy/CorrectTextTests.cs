namespace WikkenWegen.Domain.Tests;

public class CorrectTextTests : AlsoAfterTheEndSpec<CorrectTextTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Invited("B1") with { PersonName = Text("name"), Contact = Text("contact") }, GaveInput(1, "B1") with { Content = Said("statement") });

    public static WeighingCommand When => Correct;

    public static IEnumerable<Refused> Refused =>
    [
        new("a correction that says nothing", Given, Correct with { Text = null }, CorrectText.TextMissing.At("/text")),
        new("a text of an event that is not there", Given, Correct with { Event = 9 }, Rules.UnknownEvent.At("/event", 9, 3)),
        new("a field that the event does not have", Given, Correct with { Field = "grounds" }, CorrectText.NoTextThere.At("/field", 3, "grounds")),
        new("one more than the event has of it", Given, Correct with { Item = 2 }, CorrectText.NoTextThere.At("/field", 3, "statement")),
        new("a text that was erased", Given.And(Erased(1, 70, Text("statement").Digest)), Correct, ErasePersonalData.NoSuchText.At("/field", Text("statement").Digest)),
        new("a correction before the text was given", Given, Correct with { OccurredAt = Day(4) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(5))),
        new("a correction before the one that it replaces", Given.And(CorrectedText(3, "statement", on: 90)), Correct, Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(90))),
        new("what was given in a blind round that is still open", Given(Opened(), Invited("B1"), OpenedRound(1, blind: true), GaveInput(1, "B1", round: 1) with { Content = Said("statement") }), Correct with { Event = 4 },
            Rules.NotReadYet.Whole()) { By = Colleague("officer-1") },
    ];

    private static readonly CorrectText Correct = new() { OccurredAt = Day(80), Event = 3, Field = "statement", Text = Text("right"), Ground = RectificationGround.Inaccurate };

    private static InputContent Said(string statement) => new() { Position = Position.Against, Statement = Text(statement) };

    private static TextCorrected Recorded(int number, string replaces) =>
        new() { OccurredAt = Day(80), Number = number, Event = 3, Field = "statement", Replaced = Text(replaces).Digest, Text = Text("right"), Ground = RectificationGround.Inaccurate };

    [Fact]
    public void It_says_which_digest_is_replaced_by_which_and_the_event_stays_as_it_was()
    {
        Given.When(Correct).Records(Recorded(1, "statement"));
        var before = Given;
        before.And(Recorded(1, "statement")).Input(1).ShouldBeSameAs(before.Input(1));
    }

    [Fact]
    public void Of_several_texts_in_a_field_the_one_of_that_number_is_replaced()
    {
        var given = Given(Opened(), Invited("B1"), GaveInput(1, "B1") with { Content = Said("statement") with { Conditions = [Text("one condition"), Text("another")] } });
        given.When(Correct with { Field = "conditions", Item = 2 }).Records(Recorded(1, "another") with { Field = "conditions" });
        given.When(Correct with { Field = "conditions" }).Records(Recorded(1, "one condition") with { Field = "conditions" });
    }

    [Fact]
    public void A_second_correction_replaces_the_first_whichever_event_is_named()
    {
        var once = Given.And(CorrectedText(3, "statement"));
        once.When(Correct).Records(Recorded(2, "right 1"));
        once.When(Correct with { Event = 4, Field = "text" }).Records(Recorded(2, "right 1"));
    }

    [Fact]
    public void The_newest_correction_of_a_text_holds_and_says_when_and_on_what_ground()
    {
        var twice = Given.And(CorrectedText(3, "statement"), CorrectedText(2, "name", 2, field: "personName"), CorrectedText(3, "right 1", 3, on: 66));
        var correction = twice.CorrectionOf(Text("statement").Digest).ShouldNotBeNull();
        correction.Number.ShouldBe(3);
        correction.Notice(Language.Dutch).ShouldBe("Verbeterd op 10 april 2026 op grond van: onjuist (AVG art. 16).");
        correction.Notice(Language.English).ShouldBe("Corrected on 10 April 2026 on the ground of: inaccurate (GDPR art. 16).");
        twice.CorrectionOf(Text("contact").Digest).ShouldBeNull();
        foreach (var one in new[] { "statement", "right 1", "right 3" }) twice.FirstOf(Text(one).Digest).ShouldBe(Text("statement").Digest);
        twice.FirstOf(Text("contact").Digest).ShouldBe(Text("contact").Digest);
    }

    [Fact]
    public void What_a_text_was_and_what_it_is_belong_to_the_same_person()
    {
        var corrected = Given.And(CorrectedText(3, "statement"), CorrectedText(2, "name", 2, field: "personName"));
        new DataSubject([], ["B1"], [], []).TextsIn(corrected).Select(t => t.Digest).ShouldBe(new[] { "name", "contact", "statement", "right 1", "right 2" }.Select(t => Text(t).Digest));
        new DataSubject([], [], [Text("right 1").Digest], []).TextsIn(corrected).Select(t => t.Digest).ShouldBe(new[] { "statement", "right 1" }.Select(t => Text(t).Digest));
        new DataSubject([], ["B1"], [], [Text("name").Digest]).TextsIn(corrected).Select(t => t.Digest).ShouldBe(new[] { "contact", "statement", "right 1" }.Select(t => Text(t).Digest));
    }

    /// <summary>The weighing with a shared case that holds the statement, as its person wrote it, and a question that its owner wrote for it.</summary>
    private static Weighing WithCase(params WeighingEvent[] more) => Given.And([Submitted(), CaseWithStatement(), .. more]);

    private static CasePrepared CaseWithStatement(int number = 1, double on = 40) =>
        PreparedCase(number, on) with { ReadVersion = 4, Content = new CaseContent { Question = Text("question"), Quotes = [new CaseRelease(3, "statement", 1)] } };

    private static ImmutableArray<int> TakenBack(Weighing weighing, CorrectText command) => ((TextCorrected)weighing.When(command).Event!).CasesTakenBack;

    [Fact]
    public void A_case_that_was_shared_and_holds_the_text_is_taken_back_with_it()
    {
        var shared = WithCase(ApprovedCase(), SharedCase());
        TakenBack(shared, Correct).ShouldBe([1], "a text that was released");
        TakenBack(shared, Correct with { Event = 5, Field = "question" }).ShouldBe([1], "one that its owner wrote");
        TakenBack(shared, Correct with { Event = 2, Field = "personName" }).ShouldBeEmpty("it does not hold that one");

        var corrected = (TextCorrected)shared.When(Correct).Event!;
        var after = shared.And(corrected);
        var back = after.Case(1)!.TakenBack.ShouldNotBeNull();
        (back.Reason, back.Origin.Event).ShouldBe((null, after.Version));
        after.TextCorrections.Count.ShouldBe(1);
        after.When(new TakeBackCase { OccurredAt = Day(81), Number = 1, Reason = Text() }).Refuses(TakeBackCase.CaseAlreadyTakenBack.Whole(1, after.Version));
        TakenBack(after, Correct with { Text = Text("right again") }).ShouldBeEmpty("it was taken back already");
    }

    [Fact]
    public void A_case_that_is_not_shared_or_no_longer_is_not_taken_back()
    {
        TakenBack(WithCase(), Correct).ShouldBeEmpty();
        TakenBack(WithCase(ApprovedCase()), Correct).ShouldBeEmpty();
        TakenBack(WithCase(ApprovedCase(), SharedCase(), TookBackCase()), Correct).ShouldBeEmpty();
        TakenBack(WithCase(ApprovedCase(), SharedCase(), CaseWithStatement(2, 50), ApprovedCase(2, 51), SharedCase(2, 52), CaseWithStatement(3, 53)), Correct).ShouldBe([1, 2]);
    }

    [Fact]
    public void A_case_that_holds_the_text_of_an_earlier_correction_is_taken_back_with_the_next() =>
        TakenBack(Given.And(CorrectedText(3, "statement", on: 30), CaseWithStatement() with { ReadVersion = 4 }, ApprovedCase(), SharedCase()), Correct).ShouldBe([1]);

    [Fact]
    public void The_correction_of_a_name_is_for_who_may_read_names()
    {
        var corrected = Given.And(CorrectedText(2, "name", field: "personName"), CorrectedText(3, "statement", 2));
        Reader others = new("somebody", Confidentiality.Secret, SeesPersons: false), self = others with { Subject = "subject-B1" }, officer = others with { SeesPersons = true };
        corrected.AsReadBy(others, corrected).TextCorrections.Select(c => c.Text).ShouldBe([null, Text("right 2")]);
        corrected.AsReadBy(self, corrected).TextCorrections.Select(c => c.Text).ShouldBe([Text("right 1"), Text("right 2")]);
        corrected.AsReadBy(officer, corrected).ShouldBeSameAs(corrected);
        CorrectedText(2, "name", field: "personName").AsReadBy(others, corrected).ShouldBe(CorrectedText(2, "name", field: "personName") with { Text = null });
        CorrectedText(3, "statement", 2).AsReadBy(others, corrected).ShouldBe(CorrectedText(3, "statement", 2));
    }
}
