namespace WikkenWegen.Domain.Tests;

public class ReviseConsequenceTests : BeforeTheEndSpec<ReviseConsequenceTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted("V1", on: 1), Invited("B1", on: 2), AdoptedWithBeside(on: 3), Stated(1, on: 7));

    public static WeighingCommand When => Revise;

    private static Weighing InRound => Given(Opened(), Submitted("V1"), AdoptedWithBeside(), OpenedRound(1), Stated(1, on: 7, round: 1), ClosedRound(1, on: 9));

    private static Weighing ByStakeholder => Given(Opened(), Submitted("V1"), Invited("B1"), AdoptedWithBeside(), Stated(1, by: new Who("B1", null)));

    private static Weighing Blind => Given(Opened(), Submitted("V1"), AdoptedWithBeside(), OpenedRound(1, blind: true), Stated(1, on: 7, round: 1));

    public static IEnumerable<Refused> Refused =>
    [
        new("the revision of a consequence that does not exist", Given, Revise with { Number = 2 }, ReviseConsequence.NoSuchConsequence.Whole(2)),
        new("a revision to what is of another kind", Given, Revise with { Content = new ConsequenceContent { Word = "equal" } },
            Rules.NotOfThisScale.At("/word", "WIE"), Rules.ConsequenceMissing.At("/positive", "WIE"), Rules.ConsequenceMissing.At("/negative", "WIE")),
        new("a revision in a closed round", InRound, Revise, Rules.RoundClosed.Whole(1)),
        new("a revision of what another recorded in a blind round which is open", Blind, Revise, ReviseConsequence.NoSuchConsequence.Whole(1)) { By = Colleague("subject-2") },
        new("the same of another kind, which would tell the criterion", Blind, Revise with { Content = new ConsequenceContent { Word = "equal" } },
            ReviseConsequence.NoSuchConsequence.Whole(1)) { By = Colleague("subject-2") },
        new("a revision before the one in force", Given.And(Restated(1, 2, on: 60)), Revise, Rules.OccurredBeforeItsGround.At("/occurredAt", 6, Day(60))),
        new("a revision after the stakeholder withdrew", ByStakeholder.And(Left("B1", on: 20)), Revise, Rules.StakeholderWithdrawn.Whole("B1", 6)),
    ];

    private static readonly ReviseConsequence Revise = new() { OccurredAt = Day(50), Number = 1, Content = Signs(false, true), Ground = Text("the second opinion") };

    [Fact]
    public void A_revision_has_the_next_number_and_its_ground() =>
        Given.And(Restated(1, 2, on: 8)).When(Revise).Records(new ConsequenceRevised
        {
            OccurredAt = Day(50),
            Number = 1,
            Revision = 3,
            Content = Signs(false, true),
            Ground = Text("the second opinion"),
        });

    [Fact]
    public void It_is_on_the_scale_on_which_it_was_stated_whatever_the_criteria_became()
    {
        var changed = Given.And(ChangedCriteria(2) with { Set = CriteriaOf() with { Beside = [Beside("WIE", InWords)] } });
        changed.When(Revise).IsRecorded();
        changed.When(Revise with { Content = new ConsequenceContent { Word = "equal" } }).Refusals.ShouldNotBeEmpty();
    }

    [Fact]
    public void Amounts_keep_their_unit_and_the_parties_as_the_scale_writes_them()
    {
        var said = new ConsequenceContent { Amounts = [new PartyAmount("town", 1, 2, 3)] };
        Given(Opened(), Submitted("V1"), AdoptedWithBeside(), Stated(1, criterion: "BATEN", content: said))
            .When(Revise with { Content = new ConsequenceContent { Amounts = [new PartyAmount("TOWN", 1, 2, 4)] } })
            .Records(new ConsequenceRevised { OccurredAt = Day(50), Number = 1, Revision = 2, Content = new ConsequenceContent { Amounts = [new PartyAmount("town", 1, 2, 4)] }, Unit = "euro", Ground = Text("the second opinion") });
    }

    [Fact]
    public void What_was_revised_while_the_round_was_open_may_be_recorded_after_its_closing() => InRound.When(Revise with { OccurredAt = Day(8) }).IsRecorded();
}
