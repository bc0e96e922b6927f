namespace WikkenWegen.Domain.Tests;

/// <summary>What was said on criteria that cannot be added up stands in a table beside the outcome, and in none of its numbers.</summary>
public class ConsequenceTableTests
{
    private static readonly Who Strategist = new(null, "Strateeg");

    private static readonly Weighing Two = Given(Opened(), Submitted("V1"), Submitted("V2"), AdoptedWithBeside());

    private static ConsequenceRow Row(Weighing weighing, string criterion = "WIE", OutcomeSelection? selection = null) =>
        OutcomeInputs.Of(weighing, selection ?? OutcomeSelection.Everything, TestContext.Current.CancellationToken).Beside!.Criteria.Single(r => r.Criterion == criterion);

    private static ConsequenceContent Money(params (string Party, decimal Low, decimal Expected, decimal High)[] amounts) =>
        new() { Amounts = [.. amounts.Select(a => new PartyAmount(a.Party, a.Low, a.Expected, a.High))] };

    [Fact]
    public void Without_such_criteria_there_is_no_table() =>
        OutcomeInputs.Of(Given(Opened(), Submitted("V1"), AdoptedCriteria()), OutcomeSelection.Everything, TestContext.Current.CancellationToken).Beside.ShouldBeNull();

    [Fact]
    public void Nothing_that_is_said_changes_a_number_of_the_outcome_or_its_fingerprint()
    {
        var scored = Given(Opened(), Submitted("V1"), AdoptedWithBeside(), Scored(1), Scored(2, criterion: "KWA"));
        var plain = Given(Opened(), Submitted("V1"), AdoptedCriteria(), Scored(1), Scored(2, criterion: "KWA"));
        var (said, without) = (Of(scored.And(Stated(), Stated(2, criterion: "WIJK", content: new ConsequenceContent { Word = "weaker" }))), Of(plain));
        said.Inputs.Fingerprint.ShouldBe(without.Inputs.Fingerprint);
        said.Digest.ShouldBe(without.Digest);
        said.Beside.ShouldNotBeNull().Criteria.Select(r => r.Criterion).ShouldBe(["WIE", "WIJK", "BATEN"]);
        without.Beside.ShouldBeNull();

        static WeighingOutcome Of(Weighing weighing) => WeighingOutcome.Of(weighing, OutcomeSelection.Everything, OutcomeDrawing.Usual with { Draws = 10 }, CancellationToken.None);
    }

    [Fact]
    public void Of_each_proposal_it_is_told_who_said_what_and_how_many_said_which()
    {
        var row = Row(Two.And(Stated(1), Stated(2, by: Strategist, content: Signs(true, true)), Stated(3, by: new Who(null, "MT"), content: Signs(true, true))));
        var cell = row.Cells.ShouldHaveSingleItem();
        cell.Proposal.ShouldBe("V1");
        cell.Signs.ShouldBe(new SignCount(1, 0, 2, 0));
        cell.Said[0].ShouldBe(new CountedConsequence(new Who(null, "Controller"), Signs(true, false), 1, 5, null, null));
        cell.Said.Select(s => s.Event).ShouldBe([5, 6, 7]);
        row.Missing.ShouldBe(["V2"]);
    }

    [Fact]
    public void Words_are_counted_in_the_order_of_the_scale_and_never_averaged()
    {
        var cell = Row(Two.And(Stated(1, criterion: "WIJK", content: new ConsequenceContent { Word = "stronger" }), Stated(2, criterion: "WIJK", by: Strategist, content: new ConsequenceContent { Word = "weaker" })), "WIJK").Cells.Single();
        cell.Words.ShouldBe([new WordCount("weaker", 1), new WordCount("stronger", 1)]);
        cell.Signs.ShouldBeNull();
        cell.Amounts.ShouldBeEmpty();
    }

    [Fact]
    public void Amounts_are_means_of_those_who_named_the_party_and_are_not_added_up_over_parties()
    {
        var row = Row(Two.And(
            Stated(1, criterion: "BATEN", content: Money(("town", -10, -8, -6), ("tenants", 1, 2, 4))),
            Stated(2, criterion: "BATEN", by: Strategist, content: Money(("town", -9, -9, -6)))), "BATEN");
        var cell = row.Cells.Single();
        cell.Amounts.ShouldBe([new PartyBand("tenants", new Estimate(1, 2, 4), 1), new PartyBand("town", new Estimate(-9.5m, -8.5m, -6), 2)]);
        row.Unit.ShouldBe("euro");
    }

    [Fact]
    public void Of_one_assessor_what_was_said_last_counts()
    {
        Row(Two.And(Stated(), Restated())).Cells.Single().Said.Single().ShouldBe(new CountedConsequence(new Who(null, "Controller"), Signs(true, true), 1, 6, null, null));
        var rounds = Two.And(OpenedRound(1, on: 4), Stated(1, on: 7, round: 1), ClosedRound(1, on: 9), Stated(2, on: 10, by: new Who(null, " controller"), content: Signs(false, true)));
        Row(rounds).Cells.Single().Said.Select(s => s.Consequence).ShouldBe([2]);
        Row(rounds, selection: new OutcomeSelection { Round = 1 }).Cells.Single().Said.Select(s => s.Consequence).ShouldBe([1]);
    }

    [Fact]
    public void On_an_earlier_revision_it_counts_with_a_mark() => Row(Two.And(Stated(), Revised("V1"))).Cells.Single().Said.Single().OnRevision.ShouldBe(1);

    [Fact]
    public void Under_another_version_it_holds_on_where_the_scale_is_the_same_and_else_is_named()
    {
        var same = ChangedCriteria() with { Set = CriteriaOf() with { Beside = [Beside() with { Name = "Another name" }] } };
        Row(Two.And(Stated(), same)).Cells.Single().Said.Single().UnderVersion.ShouldBe(1);
        var other = Row(Two.And(Stated(), ChangedCriteria() with { Set = CriteriaOf() with { Beside = [Beside("WIE", InWords)] } }));
        other.Cells.ShouldBeEmpty();
        other.NotCounted.ShouldBe([1]);
        other.Missing.ShouldBe(["V1", "V2"]);
    }

    [Fact]
    public void What_cannot_be_read_yet_is_counted_and_not_told()
    {
        var blind = Two.And(OpenedRound(1, on: 4, blind: true), Stated(1, on: 7, round: 1));
        var table = OutcomeInputs.Of(blind.AsReadBy(new Reader("subject-9", Confidentiality.Internal, SeesPersons: false), blind), OutcomeSelection.Everything, TestContext.Current.CancellationToken).Beside!;
        table.Unread.ShouldBe(1);
        table.Criteria.ShouldAllBe(r => r.Cells.IsEmpty);
    }

    [Fact]
    public void Where_every_criterion_stands_beside_there_is_no_outcome_in_points_and_that_is_said()
    {
        var weighing = Given(Opened(), Submitted("V1"), AdoptedCriteria() with { Set = CriteriaOf() with { Criteria = [], Beside = [Beside()] } }, Stated());
        var outcome = WeighingOutcome.Of(weighing, OutcomeSelection.Everything, OutcomeDrawing.Usual, CancellationToken.None);
        outcome.Summary.Dutch.ShouldBe("Er is geen uitkomst in punten: geen enkel criterium is op te tellen.");
        outcome.First.ShouldBeEmpty();
        outcome.Beside!.Criteria.Single().Cells.Single().Signs.ShouldBe(new SignCount(1, 0, 0, 0));
    }
}
