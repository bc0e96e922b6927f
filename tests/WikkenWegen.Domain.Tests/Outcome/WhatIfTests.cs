namespace WikkenWegen.Domain.Tests;

/// <summary>What is supposed. The real one: V1 scores 3 on both criteria, V2 3 on BET and 8 on KWA, by one assessor.</summary>
public class WhatIfTests
{
    private static readonly Weighing Weighing = Given(
        Opened(), Submitted("V1"), Submitted("V2"), AdoptedCriteria(), Scored(1), Scored(2, criterion: "KWA"), Scored(3, proposal: "V2"),
        Scored(4, proposal: "V2", criterion: "KWA") with { Estimate = new Estimate(7, 8, 9) }, Decided(), Invited("B7")) with { Id = Other };

    private static readonly OutcomeInputs Inputs = OutcomeInputs.Of(Weighing, OutcomeSelection.Everything, TestContext.Current.CancellationToken);

    private static readonly WeighingOutcome Real = WeighingOutcome.Of(Inputs, OutcomeDrawing.Usual, CancellationToken.None);

    private static Estimate Exactly(decimal value) => new(value, value, value);

    private static WhatIfOutcome Of(WhatIf supposed)
    {
        var (inputs, refusals) = supposed.Suppose(Inputs, Weighing);
        refusals.ShouldBeEmpty();
        return WhatIfOutcome.Of(1, "name", inputs, Real, OutcomeDrawing.Usual, CancellationToken.None);
    }

    private static IEnumerable<(string, string?)> Refused(WhatIf supposed) => supposed.Suppose(Inputs, Weighing).Refusals.Select(r => (r.Rule.Code, r.Pointer));

    [Fact]
    public void Nothing_supposed_is_the_real_one_to_the_bit()
    {
        var same = Of(new WhatIf());
        same.IsReal.ShouldBeTrue();
        (same.Digest, same.Fingerprint).ShouldBe((Real.Digest, Inputs.Fingerprint));
        same.RankChanges.ShouldBeEmpty();
        (same.FirstChanged, same.MarginChange).ShouldBe((false, 0m));
        same.Recomputed!.Seed.ShouldBe(Real.Recomputed!.Seed);
    }

    [Fact]
    public void What_is_supposed_but_so_already_is_the_real_one_too() => Of(new WhatIf { Weights = [new SupposedWeight("bet", 60)] }).IsReal.ShouldBeTrue();

    [Fact]
    public void Other_weights_change_the_totals()
    {
        Real.Results.Select(r => (r.Proposal.Code, r.Total!.Expected)).ShouldBe([("V2", 50), ("V1", 30)]);
        var other = Of(new WhatIf { Weights = [new SupposedWeight("BET", 0)] });
        other.Results.Select(r => (r.Proposal.Code, r.Total!.Expected)).ShouldBe([("V2", 80), ("V1", 30)]);
        (other.IsReal, other.FirstChanged, other.MarginChange).ShouldBe((false, false, 30m));
    }

    [Fact]
    public void Another_score_of_all_or_of_one_can_turn_the_order()
    {
        var turned = Of(new WhatIf { Scores = [new SupposedScore("v1", "kwa", null, Exactly(10))] });
        turned.First.ShouldBe(["V1"]);
        turned.FirstChanged.ShouldBe(true);
        turned.RankChanges.ShouldBe([new RankChange("V2", 1, 2), new RankChange("V1", 2, 1)]);
        Of(new WhatIf { Scores = [new SupposedScore("V1", "KWA", new Who(null, "controller"), Exactly(10))] }).Results[0].Total!.Expected.ShouldBe(58);
        Of(new WhatIf { Scores = [new SupposedScore("V1", "KWA", new Who("B7", null), Exactly(10))] }).Results.Single(r => r.Proposal.Code == "V1").Total!.Expected.ShouldBe(44); // beside the real one
    }

    [Fact]
    public void On_another_scale_the_same_scores_are_worth_otherwise() =>
        Of(new WhatIf { Scales = [new SupposedScale("KWA", 0, 100)] }).Results.Select(r => r.Total!.Expected).ShouldBe([21.2m, 19.2m]);

    [Fact]
    public void The_scale_that_it_has_already_is_the_real_one_with_its_levels_too()
    {
        Of(new WhatIf { Scales = [new SupposedScale("BET", 0, 10)] }).IsReal.ShouldBeTrue();
        var levels = Inputs with { Criteria = [.. Inputs.Criteria.Select(c => c with { Scale = c.Scale with { Levels = [.. Enumerable.Range(0, 11).Select(n => new ScaleLevel(n, $"{n}"))] } })] };
        var (same, _) = new WhatIf { Scales = [new SupposedScale("BET", 0, 10)] }.Suppose(levels, Weighing);
        same.Criteria.ShouldBe(levels.Criteria);
        new WhatIf { Scales = [new SupposedScale("BET", 0, 10)], Scores = [new SupposedScore("V1", "BET", null, Exactly(2.5m))] }.Suppose(levels, Weighing).Refusals
            .ShouldAllBe(r => r.Rule == Rules.OutsideScale);
    }

    [Fact]
    public void A_stakeholder_who_does_not_take_part_is_refused_and_one_who_does_is_known_in_either_case()
    {
        Refused(new WhatIf { Scores = [new("V1", "BET", new Who("B9", null), Exactly(5))] }).ShouldBe([("unknown-stakeholder", "/scores/0/by/stakeholder")]);
        Refused(new WhatIf { Scores = [new("V1", "BET", new Who("b7", null), Exactly(5)), new("V1", "BET", new Who("B7", null), Exactly(6))] }).ShouldBe([("supposed-twice", "/scores/1")]);
    }

    [Fact]
    public void A_scale_can_be_turned_round() => Of(new WhatIf { Scales = [new SupposedScale("KWA", 10, 0)] }).First.ShouldBe(["V1"]);

    [Fact]
    public void A_proposal_can_be_left_out()
    {
        var without = Of(new WhatIf { LeftOut = ["v2"] });
        without.Results.ShouldHaveSingleItem().Proposal.Code.ShouldBe("V1");
        without.RankChanges.ShouldBe([new RankChange("V2", 1, null), new RankChange("V1", 2, 1)]);
        Of(new WhatIf { LeftOut = ["V1", "V2"] }).FirstChanged.ShouldBeNull();
    }

    [Fact]
    public void What_rests_on_a_dropped_assumption_no_longer_counts()
    {
        var dropped = Of(new WhatIf { Dropped = [new DroppedAssumption(1, 2, [4])] });
        dropped.Results.Single(r => r.Proposal.Code == "V2").Missing.ShouldBe(["KWA"]);
        dropped.First.ShouldBe(["V1"]);
        dropped.Doubts.ShouldHaveSingleItem().Why.ShouldBe([OutcomeDoubt.ScoreMissing]);
    }

    [Fact]
    public void All_that_cannot_be_is_refused_at_its_place()
    {
        Refused(new WhatIf { Weights = [new("X", 1), new("BET", -1), new("KWA", 0), new("kwa", 1)] }).ShouldBe(
            [("criterion-not-compared", "/weights/0/criterion"), ("weight-negative", "/weights/1/weight"), ("supposed-twice", "/weights/3/criterion")]);
        Refused(new WhatIf { Weights = [new("BET", 0), new("KWA", 0)] }).ShouldBe([("weights-all-zero", "/weights")]);
        Refused(new WhatIf { Scales = [new("X", 0, 1), new("BET", 5, 5), new("KWA", 0, 5), new("kwa", 0, 100)] }).ShouldBe(
            [("criterion-not-compared", "/scales/0/criterion"), ("scale-without-range", "/scales/1/best"), ("score-off-supposed-scale", "/scales/2"), ("supposed-twice", "/scales/3/criterion")]);
        Refused(new WhatIf { Scores = [new("V9", "X", null, Exactly(5)), new("V1", "BET", new Who("B1", "Role"), Exactly(5)), new("V1", "BET", null, new Estimate(5, 4, 11)), new("V1", "KWA", null, Exactly(1)), new("v1", "kwa", null, Exactly(2))] }).ShouldBe(
        [
            ("proposal-not-compared", "/scores/0/proposal"), ("criterion-not-compared", "/scores/0/criterion"), ("stakeholder-or-role", "/scores/1/by"),
            ("estimate-out-of-order", "/scores/2/low"), ("outside-scale", "/scores/2/high"), ("supposed-twice", "/scores/4"),
        ]);
        Refused(new WhatIf { LeftOut = ["V2", "V9"], Dropped = [new(1, 3, []), new(2, 1, [5]), new(1, 0, [])] }).ShouldBe(
        [
            ("assumption-not-there", "/dropped/0/assumption"), ("assumption-not-there", "/dropped/1/assumption"), ("score-not-counted", "/dropped/1/scores/0"),
            ("assumption-not-there", "/dropped/2/assumption"), ("proposal-not-compared", "/leftOut/1"),
        ]);
    }
}
