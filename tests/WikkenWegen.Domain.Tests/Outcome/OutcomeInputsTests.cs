namespace WikkenWegen.Domain.Tests;

/// <summary>Which scores count. The criteria are BET (60) and KWA (40), both from 0 to 10; a score is 2, 3, 4 until it is revised to 3, 3, 3.</summary>
public class OutcomeInputsTests
{
    private static readonly Who Controller = new(null, "Controller");

    private static readonly Weighing Two = Given(Opened(), Submitted("V1"), Submitted("V2"), AdoptedCriteria());

    private static OutcomeInputs Of(Weighing weighing, OutcomeSelection? selection = null) => OutcomeInputs.Of(weighing, selection ?? OutcomeSelection.Everything, TestContext.Current.CancellationToken);

    private static IEnumerable<int?> Counted(Weighing weighing, OutcomeSelection? selection = null) => Of(weighing, selection).Scores.Select(s => s.Score);

    [Fact]
    public void Of_a_score_its_newest_revision_counts() =>
        Of(Two.And(Scored(), Rescored())).Scores.ShouldBe([new CountedScore("V1", "BET", Controller, new Estimate(3, 3, 3), 1, 6)]);

    [Fact]
    public void Of_two_scores_of_one_assessor_for_a_cell_the_later_counts_however_the_role_is_written() =>
        Counted(Two.And(Scored(1, on: 7), Scored(2, on: 9, by: new Who(null, " controller")))).ShouldBe([2]);

    [Fact]
    public void Later_is_when_it_happened_and_not_when_it_was_recorded() => Counted(Two.And(Scored(1, on: 9), Scored(2, on: 7))).ShouldBe([1]);

    [Fact]
    public void Each_assessor_counts() => Counted(Two.And(Scored(1), Scored(2, by: new Who(null, "Strateeg")))).ShouldBe([1, 2]);

    [Fact]
    public void On_an_earlier_revision_of_the_proposal_it_counts_with_a_mark()
    {
        var inputs = Of(Two.And(Scored(), Revised("V1")));
        inputs.Scores.ShouldHaveSingleItem().OnRevision.ShouldBe(1);
        inputs.Proposals[0].Proposal.ShouldBe(new ProposalRevisionReference("V1", 2));
        Of(Two.And(Scored())).Scores[0].OnRevision.ShouldBeNull();
    }

    [Fact]
    public void Under_an_earlier_version_of_the_criteria_it_holds_on_where_the_scale_is_the_same()
    {
        var changed = ChangedCriteria() with { Set = CriteriaOf(Criterion(weight: 1), Criterion("BEW", 20)) };
        Of(Two.And(Scored(), changed)).Scores.ShouldHaveSingleItem().UnderVersion.ShouldBe(1);
    }

    public static TheoryData<string, Criterion> OtherScales => new()
    {
        { "another best", Criterion(best: 100) },
        { "another worst", Criterion(worst: 1) },
        { "another direction", Criterion(worst: 10, best: 0) },
        { "another unit", Criterion() with { Scale = new Scale { Worst = 0, Best = 10, Unit = "euro" } } },
        { "levels", Criterion() with { Scale = new Scale { Worst = 0, Best = 10, Levels = [new ScaleLevel(0, "bad"), new ScaleLevel(3, "fair"), new ScaleLevel(10, "good")] } } },
    };

    [Theory, MemberData(nameof(OtherScales))]
    public void With_another_scale_it_is_to_be_given_again(string what, Criterion other)
    {
        var weighing = Two.And(Scored(), ChangedCriteria() with { Set = CriteriaOf(other) });
        Of(weighing).Scores.ShouldBeEmpty(what);
        Of(weighing).NotCounted.ShouldBe([new UncountedScore("V1", "BET", Controller, 1, 5, 1, NotCountedReason.ScaleChanged)]);
        Of(weighing, new OutcomeSelection { CriteriaVersion = 1 }).Scores.Length.ShouldBe(1);
    }

    [Fact]
    public void Once_it_is_given_again_the_old_one_is_named_no_more()
    {
        var weighing = Two.And(Scored(), ChangedCriteria(), Scored(2, on: 12, version: 2));
        Counted(weighing).ShouldBe([2]);
        Of(weighing).NotCounted.ShouldBeEmpty();
        Counted(weighing, new OutcomeSelection { CriteriaVersion = 1 }).ShouldBe([1]);
    }

    [Fact]
    public void A_score_on_a_criterion_or_proposal_that_went_does_not_count_and_says_why()
    {
        var weighing = Two.And(Scored(1, criterion: "KWA"), Scored(2, proposal: "V2"), ChangedCriteria() with { Set = CriteriaOf(Criterion()) }, WithdrewProposal("V2"));
        Of(weighing).NotCounted.Select(s => (s.Score, s.Why)).ShouldBe([(1, NotCountedReason.CriterionNotThere), (2, NotCountedReason.ProposalWithdrawn)]);
        Of(weighing).Proposals.Select(p => p.Proposal.Code).ShouldBe(["V1"]);
    }

    [Fact]
    public void What_nobody_scored_is_named_and_not_filled_in() => Of(Two.And(Scored(), Scored(2, proposal: "V2", criterion: "KWA"))).Missing
        .ShouldBe([new MissingScore("V1", "KWA"), new MissingScore("V2", "BET")]);

    [Fact]
    public void A_criterion_without_weight_asks_for_no_score() =>
        Of(Given(Opened(), Submitted(), AdoptedCriteria() with { Set = CriteriaOf(Criterion(), Criterion("KWA", 0)) }, Scored())).Missing.ShouldBeEmpty();

    [Fact]
    public void Only_the_scores_of_an_assessor_a_party_or_a_round_can_be_asked_for()
    {
        var b1 = new Who("B1", null);
        var weighing = Two.And(Invited(), OpenedRound(), Scored(1), Scored(2, by: b1), Scored(3, round: 1, criterion: "KWA", by: b1));
        Counted(weighing, new OutcomeSelection { Assessor = "b1" }).ShouldBe([2, 3]);
        Counted(weighing, new OutcomeSelection { Assessor = "CONTROLLER" }).ShouldBe([1]);
        Counted(weighing, new OutcomeSelection { Party = "bewoners" }).ShouldBe([2, 3]);
        Counted(weighing, new OutcomeSelection { Round = 1 }).ShouldBe([3]);
    }

    [Fact]
    public void What_is_asked_for_must_be_there()
    {
        var asked = new OutcomeSelection { CriteriaVersion = 2, Assessor = "B9", Party = "Gemeente", Round = 3 };
        asked.Refusals(Two.And(Scored())).ShouldBe(
        [
            GiveScore.UnknownCriteriaVersion.At("criteriaVersion", 2), OutcomeSelection.UnknownAssessor.At("assessor", "B9"),
            OutcomeSelection.UnknownParty.At("party", "Gemeente"), Rules.UnknownRound.At("round", 3),
        ], new RefusalComparer());
        OutcomeSelection.Everything.Refusals(Given(Opened())).ShouldBeEmpty();
    }

    [Fact]
    public void What_another_gave_in_an_open_blind_round_does_not_count_and_is_counted_as_unread()
    {
        var blind = Two.And(OpenedRound(blind: true), Scored(1, round: 1));
        var reader = new Reader("somebody", Confidentiality.Internal, SeesPersons: false);
        Of(blind.AsReadBy(reader, blind)).Scores.ShouldBeEmpty();
        Of(blind.AsReadBy(reader, blind)).Unread.ShouldBe(1);
        OutcomeInputs.ForEverybody(blind, OutcomeSelection.Everything).Scores.ShouldBeEmpty();
        Counted(blind).ShouldBe([1]);
        var closed = blind.And(ClosedRound());
        OutcomeInputs.ForEverybody(closed, OutcomeSelection.Everything).Scores.Length.ShouldBe(1);
    }

    [Fact]
    public void The_fingerprint_says_all_that_counts_and_nothing_else()
    {
        var weighing = Two.And(Scored());
        var print = Of(weighing).Fingerprint;
        print.ShouldMatch("^[0-9a-f]{64}$");
        Of(weighing.And(OpenedRound(on: 20))).Fingerprint.ShouldBe(print);
        Of(weighing with { Id = Other }).Fingerprint.ShouldNotBe(print);
        Of(weighing.And(Rescored())).Fingerprint.ShouldNotBe(print);
        Of(weighing.And(Revised("V2"))).Fingerprint.ShouldNotBe(print);
        Of(weighing.And(ChangedCriteria() with { Set = CriteriaOf() })).Fingerprint.ShouldNotBe(print);
        var inputs = Of(weighing);
        (inputs with { Proposals = [.. inputs.Proposals.Reverse()], Criteria = [.. inputs.Criteria.Reverse()] }).Fingerprint.ShouldBe(print);
        (inputs with { Scores = [inputs.Scores[0] with { Estimate = new Estimate(2.0m, 3.00m, 4) }] }).Fingerprint.ShouldBe(print);
        (inputs with { ClearMargin = 1 }).Fingerprint.ShouldNotBe(print);
    }

    [Fact]
    public void Too_many_scores_or_draws_are_refused_before_anything_is_computed()
    {
        var inputs = Of(Two.And(Scored()));
        OutcomeWork.Refusals(inputs, new OutcomeDrawing { Draws = OutcomeDrawing.MostDraws }).ShouldBeEmpty();
        var many = inputs with { Proposals = [.. Enumerable.Range(1, 1_000).Select(n => inputs.Proposals[0] with { Proposal = new ProposalRevisionReference($"V{n}", 1) })] };
        OutcomeWork.Refusals(many, OutcomeDrawing.Usual).ShouldBe([OutcomeWork.TooManyDraws.At("draws", 1_000, 2, 7_874)], new RefusalComparer());
        OutcomeWork.Refusals(many, new OutcomeDrawing { Draws = 7_874 }).ShouldBeEmpty();
        OutcomeWork.Refusals(many, new OutcomeDrawing { Draws = 7_874 }, times: 2).ShouldNotBeEmpty();
        var full = inputs with { Scores = [.. Enumerable.Repeat(inputs.Scores[0], OutcomeWork.MostScores + 1)] };
        OutcomeWork.Refusals(full, OutcomeDrawing.Usual).ShouldBe([OutcomeWork.TooManyScores.At("assessor", 200_001L, 200_000)], new RefusalComparer());
    }

    [Fact]
    public void Where_nobody_says_how_often_to_draw_it_is_as_often_as_is_usual_or_as_can_be()
    {
        var inputs = Of(Two.And(Scored()));
        OutcomeWork.UsualDraws(inputs).ShouldBe(10_000);
        // Sixty proposals on forty criteria, and fifty variants of them beside the real one.
        var many = inputs with
        {
            Proposals = [.. Enumerable.Range(1, 60).Select(n => inputs.Proposals[0] with { Proposal = new ProposalRevisionReference($"V{n}", 1) })],
            Criteria = [.. Enumerable.Range(1, 40).Select(n => Criterion($"C{n}"))],
        };
        OutcomeWork.UsualDraws(many).ShouldBe(10_000);
        OutcomeWork.UsualDraws(many, times: 51).ShouldBe(6_953);
        OutcomeWork.Refusals(many, new OutcomeDrawing { Draws = OutcomeWork.UsualDraws(many, times: 51) }, times: 51).ShouldBeEmpty();
    }

    [Fact]
    public void Too_many_versions_of_the_criteria_at_once_are_refused_and_many_of_them_are_heavy()
    {
        var weighing = Two.And(Scored());
        OutcomeWork.RefusalsUnderVersions(weighing, OutcomeSelection.Everything).ShouldBeEmpty();
        OutcomeWork.IsHeavy(weighing, new OutcomeDrawing { Draws = 0 }).ShouldBeFalse();
        var many = weighing.And(Enumerable.Range(3, 498).Select(n => Submitted($"V{n}", on: 5))).And(Enumerable.Range(2, 1_000).Select(n => ChangedCriteria(n) with { Set = CriteriaOf() }));
        OutcomeWork.RefusalsUnderVersions(many, OutcomeSelection.Everything).ShouldBe([OutcomeWork.TooManyVersions.Whole(1_001, 1_000L)], new RefusalComparer());
        OutcomeWork.IsHeavy(many, new OutcomeDrawing { Draws = 0 }, 1_001).ShouldBeTrue();
    }

    [Fact]
    public void At_a_moment_that_counts_what_was_there_by_happening_and_by_recording()
    {
        var weighing = Two.And(Scored(1, on: 7), Scored(2, on: 8, proposal: "V2"), Decided(on: 30))
            .And(Revised("V1", on: 40), WithdrewProposal("V2", on: 41), ChangedCriteria(on: 42), Rescored(1, 2, 43), Scored(3, on: 9, criterion: "KWA"));
        var then = OutcomeInputs.At(weighing, weighing.Decisions[0].Origin);
        then.CriteriaVersion.ShouldBe(1);
        then.Proposals.Select(p => p.Proposal).ShouldBe([new ProposalRevisionReference("V1", 1), new ProposalRevisionReference("V2", 1)]);
        then.Scores.Select(s => (s.Score, s.Event, s.Estimate.Expected)).ShouldBe([(1, 5, 3m), (2, 6, 3m)]);
        then.NotCounted.ShouldBeEmpty();
    }

    [Fact]
    public void At_a_moment_nothing_counts_that_was_given_in_a_blind_round_that_was_still_open()
    {
        var blind = Given(Opened(), Submitted(), AdoptedWithBeside(), OpenedRound(blind: true), Scored(1, on: 7), Scored(2, on: 7, round: 1, by: new Who(null, "Jurist")), Stated(on: 7, round: 1));
        var (closed, open) = (Then(blind.And(ClosedRound(on: 29), Decided(on: 30))), Then(blind.And(Decided(on: 30), ClosedRound(on: 31))));
        closed.Scores.Select(s => s.Score).ShouldBe([1, 2]);
        closed.Beside!.Criteria[0].Cells.Length.ShouldBe(1);
        open.Scores.Select(s => s.Score).ShouldBe([1]);
        open.Beside!.Criteria[0].Cells.ShouldBeEmpty();
        Then(blind.And(Decided(on: 30), ClosedRound(on: 29))).Scores.Select(s => s.Score).ShouldBe([1], "that it was closed was not recorded yet");

        static OutcomeInputs Then(Weighing weighing) => OutcomeInputs.At(weighing, weighing.Decisions[0].Origin);
    }

    private sealed class RefusalComparer : IEqualityComparer<Refusal>
    {
        public bool Equals(Refusal? one, Refusal? other) => one!.Rule == other!.Rule && one.Pointer == other.Pointer && one.In(Language.English) == other.In(Language.English);

        public int GetHashCode(Refusal refusal) => refusal.Rule.Code.GetHashCode(StringComparison.Ordinal);
    }
}
