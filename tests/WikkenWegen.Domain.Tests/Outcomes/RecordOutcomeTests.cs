namespace WikkenWegen.Domain.Tests;

public class RecordOutcomeTests : BeforeTheEndSpec<RecordOutcomeTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted("V1", on: 1), Submitted("V2", on: 1), AdoptedCriteria(on: 3), Scored(1, on: 7));

    public static WeighingCommand When => Record;

    public static IEnumerable<Refused> Refused =>
    [
        new("a result of nothing", Given, Record with { Results = [] }, RecordOutcome.NoResults.At("/results")),
        new("a result that read an event that is not there", Given, Record with { ReadVersion = 6 }, Rules.UnknownEvent.At("/readVersion", 6, 5)),
        new("a result that read nothing", Given, Record with { ReadVersion = 0 }, Rules.UnknownEvent.At("/readVersion", 0, 5)),
        new("a result for a proposal that does not exist", Given, Of(Result("V9", 1)), Rules.UnknownProposal.At("/results/0/proposal/code", "V9")),
        new("a result for a revision that does not exist", Given, Of(Result("V1", 1), Result("V2", 2, revision: 2)),
            Rules.UnknownRevision.At("/results/1/proposal/revision", "V2", 2)),
        new("a result for a revision that was made later", Given.And(Revised("V1", 2, on: 60)), Of(Result("V1", 1, revision: 2)),
            Rules.OccurredBeforeItsGround.At("/occurredAt", 6, Day(60))),
        new("a rank below the first", Given, Of(Result("V1", 0)), RecordOutcome.RankOutOfRange.At("/results/0/rank", 1)),
        new("a rank beyond the last", Given, Of(Result("V1", 1), Result("V2", 3)), RecordOutcome.RankOutOfRange.At("/results/1/rank", 2)),
        new("two results for one proposal", Given, Of(Result("V1", 1), Result("v1", 2)), Rules.CodeTwice.At("/results/1/proposal", "V1")),
        new("a band out of order", Given, Of(Result("V1", 1) with { Value = new Estimate(0.5m, 0.4m, 0.3m) }),
            Rules.EstimateOutOfOrder.At("/results/0/value/low"), Rules.EstimateOutOfOrder.At("/results/0/value/high")),
        new("numbers that do not say how they were computed", Given, Record with { Method = null, Fingerprint = null, ReadVersion = null },
            RecordOutcome.HowComputedMissing.At("/method"), RecordOutcome.HowComputedMissing.At("/fingerprint"), RecordOutcome.HowComputedMissing.At("/readVersion")),
        new("numbers and a question to compute them", Given, Record with { Draws = 100 }, RecordOutcome.EitherComputedOrGiven.At("/results")),
        new("a question with a seed that is no number", Given, Ask with { Seed = "-1" }, RecordOutcome.SeedNotAWhole.At("/seed")),
        new("a question about an event that is not there", Given, Ask with { ReadVersion = 6 }, Rules.UnknownEvent.At("/readVersion", 6, 5)),
        new("a question that nobody computed", Given, Ask, RecordOutcome.NothingComesOut.Whole()),
        new("a question to which nothing comes out", Given, Computed with { Results = [] }, RecordOutcome.NothingComesOut.Whole()),
        new("what the system computed of a score that was given later", Given.And(Scored(2, on: 60, criterion: "KWA")), Computed with { ReadVersion = 6 },
            Rules.OccurredBeforeItsGround.At("/occurredAt", 6, Day(60))),
        new("everything that is wrong with it, at once", Given, Of(Result("V9", 0)) with { ReadVersion = 99 },
            Rules.UnknownEvent.At("/readVersion", 99, 5), Rules.UnknownProposal.At("/results/0/proposal/code", "V9"), RecordOutcome.RankOutOfRange.At("/results/0/rank", 1)),
    ];

    private static readonly RecordOutcome Record = new()
    {
        OccurredAt = Day(50),
        Method = new OutcomeMethod("additive-value-model", "1.2.0"),
        Fingerprint = new string('b', 64),
        ReadVersion = 5,
        Seed = "20260203",
        Unit = "punten",
        Results = [Result("V1", 1), Result("V2", 2)],
    };

    private static readonly RecordOutcome Ask = new() { OccurredAt = Day(50) };

    private static readonly OwnComputation Own = new(1, 10_000, DrawnWeights.SameOrder, new string('d', 64));

    private static readonly RecordOutcome Computed = Record with { Computation = Own };

    private static ProposalOutcome Result(string code, int rank, int revision = 1) =>
        new(new ProposalRevisionReference(code, revision), rank, new Estimate(0.30m, 0.5m, 0.62m));

    private static RecordOutcome Of(params ImmutableArray<ProposalOutcome> results) => Record with { Results = results };

    [Fact]
    public void A_result_says_how_and_from_what_it_was_computed() => Given.When(Record).Records(new OutcomeRecorded
    {
        OccurredAt = Day(50),
        Number = 1,
        Method = new OutcomeMethod("additive-value-model", "1.2.0"),
        Fingerprint = new string('b', 64),
        ReadVersion = 5,
        Seed = "20260203",
        Unit = "punten",
        Results = [Result("V1", 1), Result("V2", 2)],
    });

    [Fact]
    public void What_the_system_computed_says_so_and_what_was_computed_elsewhere_says_where()
    {
        Given.When(Computed).Event.ShouldBeOfType<OutcomeRecorded>().Computation.ShouldBe(Own);
        Given.When(Record with { Source = "Bureau" }).Event.ShouldBeOfType<OutcomeRecorded>().Source.ShouldBe("Bureau");
        Given.And((WeighingEvent)Given.When(Computed).Event!).Outcomes[0].ComputedElsewhere.ShouldBeFalse();
        Given.And((WeighingEvent)Given.When(Record).Event!).Outcomes[0].ComputedElsewhere.ShouldBeTrue();
    }

    [Fact]
    public void What_came_later_and_was_not_read_is_no_hindrance()
    {
        Given.And(Scored(2, on: 60, criterion: "KWA"), Rescored(1, 2, 61)).When(Computed).IsRecorded();
        Given.And(ChangedCriteria(on: 60)).When(Computed).IsRecorded();
        Given.And(Scored(2, on: 60, criterion: "KWA")).When(Record with { ReadVersion = 6 }).IsRecorded(); // of what was computed elsewhere nobody knows what it read
        Given.And(OpenedRound(blind: true, on: 20), Scored(2, on: 60, round: 1, criterion: "KWA")).When(Computed with { ReadVersion = 7 }).IsRecorded(); // which it did not read
    }

    [Fact]
    public void It_may_be_of_the_first_event_on() => Given.When(Record with { ReadVersion = 1 }).IsRecorded();

    [Fact]
    public void Equal_results_may_share_a_place() => Given.When(Of(Result("V1", 1), Result("V2", 1))).IsRecorded();

    [Fact]
    public void Two_revisions_of_one_proposal_may_be_compared() =>
        Given.And(Revised("V1", 2, on: 10)).When(Of(Result("V1", 1, revision: 2), Result("V1", 2))).IsRecorded();

    [Fact]
    public void It_may_come_after_the_decision_for_that_merely_should_not_happen() => Given.And(Decided(on: 30)).When(Record).IsRecorded();
}
