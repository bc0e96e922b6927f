namespace WikkenWegen.Domain.Tests;

/// <summary>WIE is positive and negative, WIJK goes from weaker over equal to stronger, BATEN is in euros for tenants and town; BET and KWA are scored.</summary>
public class StateConsequenceTests : BeforeTheEndSpec<StateConsequenceTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted("V1", on: 1), Invited("B1", on: 2), AdoptedWithBeside(on: 3));

    public static WeighingCommand When => State;

    public static IEnumerable<Refused> Refused =>
    [
        new("a consequence of a proposal that does not exist", Given, State with { Proposal = new ProposalChoice("V9", null) }, Rules.UnknownProposal.At("/proposal/code", "V9")),
        new("a consequence of a revision that was made later", Given.And(Revised("V1", 2, on: 60)), State, Rules.OccurredBeforeItsGround.At("/occurredAt", 5, Day(60))),
        new("a consequence before any criteria were adopted", Given(Opened(), Submitted("V1")), State, GiveScore.CriteriaNotAdopted.Whole()),
        new("a consequence on a version of the criteria that does not exist", Given, State with { CriteriaVersion = 2 }, GiveScore.UnknownCriteriaVersion.At("/criteriaVersion", 2)),
        new("a consequence on a criterion that does not exist", Given, State with { Criterion = "XYZ" }, GiveScore.UnknownCriterion.At("/criterion", "XYZ", 1)),
        new("a consequence on a criterion that is scored", Given, State with { Criterion = "bet" }, StateConsequence.CriterionIsScored.At("/criterion", "BET")),
        new("a criterion that the version in force no longer has", Given.And(ChangedCriteria(2, on: 11)), State, GiveScore.UnknownCriterion.At("/criterion", "WIE", 2)),
        new("signs of which one is missing", Given, Says("WIE", new ConsequenceContent { Positive = true }), Rules.ConsequenceMissing.At("/negative", "WIE")),
        new("nothing at all on signs", Given, Says("WIE", new ConsequenceContent()), Rules.ConsequenceMissing.At("/positive", "WIE"), Rules.ConsequenceMissing.At("/negative", "WIE")),
        new("what belongs to other kinds beside signs", Given, Says("WIE", Signs(true, true) with { Word = "equal", Amounts = [new PartyAmount("town", 0, 0, 0)] }),
            Rules.NotOfThisScale.At("/word", "WIE"), Rules.NotOfThisScale.At("/amounts", "WIE")),
        new("no word on a scale in words, but signs", Given, Says("WIJK", Signs(false, false)),
            Rules.NotOfThisScale.At("/positive", "WIJK"), Rules.NotOfThisScale.At("/negative", "WIJK"), Rules.ConsequenceMissing.At("/word", "WIJK")),
        new("a word that the scale does not have", Given, Says("WIJK", new ConsequenceContent { Word = "better" }), Rules.NotOnTheList.At("/word", "better", "WIJK", "weaker; equal; stronger")),
        new("no amounts on money", Given, Says("BATEN", new ConsequenceContent()), Rules.ConsequenceMissing.At("/amounts", "BATEN")),
        new("an amount of a party that the scale does not have", Given, Says("BATEN", Money(("tenants", 1, 2, 3), ("the province", 1, 2, 3))),
            Rules.NotOnTheList.At("/amounts/1/party", "the province", "BATEN", "tenants; town")),
        new("a party twice, written otherwise", Given, Says("BATEN", Money(("tenants", 1, 2, 3), (" Tenants", 1, 2, 3))), Rules.NameTwice.At("/amounts/1/party", " Tenants")),
        new("amounts that decrease", Given, Says("BATEN", Money(("tenants", 3, 2, 1))), Rules.EstimateOutOfOrder.At("/amounts/0/low"), Rules.EstimateOutOfOrder.At("/amounts/0/high")),
        new("a consequence by who is no stakeholder", Given, State with { By = new Who("B9", null) }, Rules.UnknownStakeholder.At("/by/stakeholder", "B9")),
        new("a consequence by a stakeholder who withdrew", Given.And(Left("B1", on: 20)), State with { By = new Who("B1", null) }, Rules.StakeholderWithdrawn.At("/by/stakeholder", "B1", 5)),
        new("a consequence in a closed round", Given.And(OpenedRound(1), ClosedRound(1, on: 9)), State with { Round = 1 }, Rules.RoundClosed.At("/round", 1)),
        new("one of a blind round after its closing without a reason", Given.And(OpenedRound(1, blind: true), ClosedRound(1, on: 9)), State with { Round = 1, OccurredAt = Day(8) },
            Rules.ReasonMissing.At("/lateReason")),
        new("a second consequence by the same for the same", Given.And(Stated()), State, StateConsequence.AlreadyStated.Whole(1)),
        new("a consequence of a judge of whom the caller may not read another in an open blind round", Blind, State with { Round = 1 }, GivingCommand.GivenUnread.Whole("Controller")) { By = Colleague("subject-2") },
        new("everything that is wrong with it, at once", Given, new StateConsequence
            {
                OccurredAt = Day(50),
                Proposal = new ProposalChoice("V9", null),
                Criterion = "WIJK",
                By = new Who("B9", null),
                Round = 7,
                Content = Money(("town", 3, 2, 3)),
            },
            Rules.UnknownProposal.At("/proposal/code", "V9"), Rules.UnknownStakeholder.At("/by/stakeholder", "B9"), Rules.UnknownRound.At("/round", 7),
            Rules.EstimateOutOfOrder.At("/amounts/0/low"), Rules.NotOfThisScale.At("/amounts", "WIJK"), Rules.ConsequenceMissing.At("/word", "WIJK")),
    ];

    private static Weighing Blind => Given.And(OpenedRound(1, blind: true), Stated(1, round: 1));

    private static readonly StateConsequence State = new()
    {
        OccurredAt = Day(50),
        Proposal = new ProposalChoice("V1", null),
        Criterion = "WIE",
        By = new Who(null, "Controller"),
        Content = Signs(true, true),
        Ground = Text("who stays and who leaves"),
        Evidence = [new Evidence("https://example.org/survey", new string('0', 64))],
    };

    private static StateConsequence Says(string criterion, ConsequenceContent content) => State with { Criterion = criterion, Content = content };

    private static ConsequenceContent Money(params (string Party, decimal Low, decimal Expected, decimal High)[] amounts) =>
        new() { Amounts = [.. amounts.Select(a => new PartyAmount(a.Party, a.Low, a.Expected, a.High))] };

    private static ConsequenceStated Event(int number = 1, int revision = 1, int? round = null) => new()
    {
        OccurredAt = Day(50),
        Number = number,
        Proposal = new ProposalRevisionReference("V1", revision),
        Criterion = "WIE",
        CriteriaVersion = 1,
        By = new Who(null, "Controller"),
        Round = round,
        Content = Signs(true, true),
        Ground = Text("who stays and who leaves"),
        Evidence = [new Evidence("https://example.org/survey", new string('0', 64))],
    };

    [Fact]
    public void It_is_of_the_newest_revision_on_the_criteria_in_force() => Given.And(Revised("V1", 2, on: 10)).When(State).Records(Event(revision: 2));

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Both_may_hold_or_one_or_none(bool positive, bool negative) => Given.When(Says("WIE", Signs(positive, negative))).IsRecorded();

    [Fact]
    public void A_word_is_recorded_as_the_scale_writes_it() =>
        Given.When(Says("wijk", new ConsequenceContent { Word = " STRONGER" })).Records(Event() with { Criterion = "WIJK", Content = new ConsequenceContent { Word = "stronger" } });

    [Fact]
    public void Amounts_carry_the_unit_of_the_scale_and_the_parties_as_it_writes_them() =>
        Given.When(Says("BATEN", Money(("Town", -4, -3, -3), ("tenants", 1, 2, 3))))
            .Records(Event() with { Criterion = "BATEN", Content = Money(("town", -4, -3, -3), ("tenants", 1, 2, 3)), Unit = "euro" });

    [Fact]
    public void Where_the_scale_names_no_parties_who_states_it_does()
    {
        var open = Given(Opened(), Submitted("V1"), AdoptedCriteria() with { Set = CriteriaOf() with { Beside = [Beside("BATEN", InMoney with { Parties = [] })] } });
        open.When(Says("BATEN", Money(("the province", 1, 2, 3)))).IsRecorded();
    }

    [Fact]
    public void Another_may_state_one_of_the_same_and_the_same_one_on_another_criterion_or_in_a_later_round()
    {
        Given.And(Stated()).When(State with { By = new Who("B1", null) }).IsRecorded();
        Given.And(Stated()).When(Says("WIJK", new ConsequenceContent { Word = "equal" })).IsRecorded();
        Given.And(OpenedRound(1, on: 4), Stated(1, on: 7, round: 1), ClosedRound(1, on: 9)).When(State).Records(Event(number: 2));
    }

    [Fact]
    public void It_counts_as_being_heard()
    {
        var stated = Given.And(Stated(by: new Who("B1", null)));
        stated.Heard().Select(h => (h.Stakeholder, h.Events.Single())).ShouldBe([("B1", 5)]);
        stated.HolderOf(Stated(by: new Who("B1", null))).ShouldBe("B1");
    }
}
