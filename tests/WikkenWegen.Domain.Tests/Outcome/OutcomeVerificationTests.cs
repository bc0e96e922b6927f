namespace WikkenWegen.Domain.Tests;

public class OutcomeVerificationTests
{
    private static readonly Weighing Weighing = Given(Opened(), Submitted("V1"), Submitted("V2"), AdoptedCriteria(),
        Scored(1), Scored(2, criterion: "KWA"), Scored(3, proposal: "V2"), Scored(4, proposal: "V2", criterion: "KWA")) with { Id = Other };

    private static readonly OutcomeDrawing Drawing = new() { Draws = 500 };

    private static RecordOutcome Record(Weighing weighing, OutcomeDrawing? drawing = null) =>
        WeighingOutcome.Of(OutcomeInputs.ForEverybody(weighing, OutcomeSelection.Everything), drawing ?? Drawing, CancellationToken.None).ToRecord(weighing.Version, drawing ?? Drawing) with { OccurredAt = Day(50) };

    private static RecordedOutcome Recorded(RecordOutcome record) => Weighing.And((OutcomeRecorded)Weighing.When(record).Event!).Outcomes[0];

    private static OutcomeVerification Verify(RecordedOutcome recorded, Weighing? read = null) => OutcomeVerification.Of(recorded, read ?? Weighing, 1, CancellationToken.None);

    [Fact]
    public void What_the_system_computed_is_recorded_with_all_that_is_needed_to_compute_it_again()
    {
        var recorded = Recorded(Record(Weighing));
        recorded.Method.ShouldBe(WeighingOutcome.CurrentMethod);
        recorded.ReadVersion.ShouldBe(8);
        recorded.ComputedElsewhere.ShouldBeFalse();
        (recorded.Computation!.CriteriaVersion, recorded.Computation.Draws, recorded.Computation.Weights).ShouldBe((1, 500, DrawnWeights.SameOrder));
        recorded.Results.Select(r => (r.Proposal.Code, r.Rank, r.Value)).ShouldBe([("V1", 1, new Estimate(20, 30, 40)), ("V2", 1, new Estimate(20, 30, 40))]);
        recorded.Seed.ShouldNotBeNull();
    }

    [Fact]
    public void The_same_comes_out_to_the_bit_on_any_number_of_threads()
    {
        var recorded = Recorded(Record(Weighing));
        Verify(recorded).Verdict.ShouldBe(OutcomeVerdict.Same);
        OutcomeVerification.Of(recorded, Weighing, 4, CancellationToken.None).Computed.ShouldBe(new OutcomeMarks(recorded.Fingerprint, recorded.Computation!.Digest));
        Verify(Recorded(Record(Weighing, new OutcomeDrawing { Draws = 0 }))).Verdict.ShouldBe(OutcomeVerdict.Same);
        Verify(Recorded(Record(Weighing, new OutcomeDrawing { Draws = 10, Seed = 5, Weights = DrawnWeights.Any }))).Verdict.ShouldBe(OutcomeVerdict.Same);
    }

    /// <summary>As it was recorded before there was another method: fingerprint, digest, seed and all.</summary>
    [Fact]
    public void What_was_recorded_by_the_first_method_still_comes_out_to_the_bit()
    {
        var recorded = Recorded(Record(Weighing)) with { Method = WeighingOutcome.FirstMethod, Fingerprint = FirstFingerprint, Computation = new OwnComputation(1, 500, DrawnWeights.SameOrder, FirstDigest) };
        var verified = Verify(recorded);
        verified.Differences.ShouldBeEmpty();
        verified.Verdict.ShouldBe(OutcomeVerdict.Same);
        Verify(recorded with { Method = WeighingOutcome.CurrentMethod }).Differences.Select(d => d.Part).ShouldBe(["digest"], "the digest names its method");
    }

    private const string FirstFingerprint = "aa4c72d7366876ede53ff3805a2283af6fd92b4030bcb98b3715a18cd54dad56", FirstDigest = "d9e957c736fc625fc415c54500be7d5326f35ed32c0ff678c05c83e973b0ec92";

    [Fact]
    public void Scores_of_a_blind_round_that_was_open_then_do_not_count_later_either()
    {
        var blind = Weighing.And(OpenedRound(blind: true), Scored(5, on: 8, round: 1) with { Estimate = new Estimate(9, 9, 9) });
        var recorded = blind.And((OutcomeRecorded)blind.When(Record(blind)).Event!).And(ClosedRound(on: 60)).Outcomes[0];
        Verify(recorded, blind).Verdict.ShouldBe(OutcomeVerdict.Same);
        Verify(recorded, blind.And(ClosedRound(on: 60))).Verdict.ShouldBe(OutcomeVerdict.Different);
    }

    [Fact]
    public void What_was_altered_is_named()
    {
        var recorded = Recorded(Record(Weighing));
        var altered = Verify(recorded with { Results = [recorded.Results[0] with { Rank = 2 }, recorded.Results[1]] });
        altered.Verdict.ShouldBe(OutcomeVerdict.Different);
        altered.Differences.ShouldHaveSingleItem().Part.ShouldBe("results/V1");
        Verify(recorded with { Computation = recorded.Computation! with { Digest = new string('0', 64) } }).Differences.ShouldHaveSingleItem().Part.ShouldBe("digest");
        Verify(recorded with { Seed = "1" }).Differences.Select(d => d.Part).ShouldBe(["digest"]);
        Verify(recorded, Weighing.And(Rescored())).Differences.Select(d => d.Part).ShouldBe(["fingerprint", "digest", "results/V1"]);
    }

    [Fact]
    public void What_was_computed_elsewhere_or_by_another_method_is_not_computed_again()
    {
        var recorded = Recorded(Record(Weighing));
        Verify(recorded with { Computation = null }).Verdict.ShouldBe(OutcomeVerdict.ComputedElsewhere);
        Verify(recorded with { Computation = null }).Computed.ShouldBeNull();
        Verify(recorded with { Method = recorded.Method with { Version = "0.9.0" } }).Verdict.ShouldBe(OutcomeVerdict.OtherMethod);
    }
}
