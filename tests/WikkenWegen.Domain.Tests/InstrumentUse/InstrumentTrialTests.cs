using FsCheck.Fluent;
using WikkenWegen.Domain.InstrumentUse;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Domain.Tests;

/// <summary>What an instrument would have said of a past weighing, beside what came out then and what was decided.</summary>
public class InstrumentTrialTests
{
    private static readonly Guid One = new("019c2283-f800-7000-8000-000000000a01");

    private static readonly InstrumentScale Tens = new() { Kind = InstrumentScaleKind.Numeric, Worst = 0, Best = 10 };

    private static InstrumentContent Built(InstrumentWeights weights, params ImmutableArray<(string Code, InstrumentScale Scale, decimal? Weight)> criteria) => InstrumentSpec.Plain with
    {
        Weights = weights,
        Themes = [InstrumentSpec.Plain.Themes[0] with { Criteria = [.. criteria.Select(c => new InstrumentCriterion { Code = c.Code, Name = c.Code, Scale = c.Scale, Weight = c.Weight })] }],
    };

    private static InstrumentContent Of(params ImmutableArray<(string Code, InstrumentScale Scale)> criteria) => Built(InstrumentWeights.Free, [.. criteria.Select(c => (c.Code, c.Scale, (decimal?)null))]);

    private static ScoreGiven Scored(int number, string proposal, string criterion, decimal value) => Past.Scored(number, proposal: proposal, criterion: criterion) with { Estimate = new Estimate(value, value, value) };

    /// <summary>By BET 60 and KWA 40, V2 has 64 points and V1 has 56.</summary>
    private static readonly WeighingEvent[] Weighed =
        [Opened(), Submitted(), Submitted("V2"), AdoptedCriteria(), Scored(1, "V1", "BET", 8), Scored(2, "V1", "KWA", 2), Scored(3, "V2", "BET", 4), Scored(4, "V2", "KWA", 10)];

    private static Weighing Then(params IEnumerable<WeighingEvent> then) => Given([.. Weighed, .. then]) with { Id = One };

    private static Weighing By(CriteriaSet set, params IEnumerable<WeighingEvent> scores) => Given([Opened(), Submitted(), Submitted("V2"), AdoptedCriteria() with { Set = set }, .. scores]) with { Id = One };

    private static WeighingTrial Tried(InstrumentContent instrument, Weighing weighing, params ImmutableArray<MatchedCriterion> matches) =>
        InstrumentTrials.Of(instrument, weighing, matches, WeighingOutcome.CurrentMethod, CancellationToken.None);

    private static TrialFit Fit(InstrumentScale scale, CriteriaSet set) => Tried(Of(("BET", scale)), By(set)).Criteria.ShouldHaveSingleItem().Fit;

    private static CriteriaSet Scale(Func<Scale, Scale> change) => CriteriaOf(Criterion() is var bet ? bet with { Scale = change(bet.Scale) } : null!);

    [Fact]
    public void It_stands_beside_what_came_out_then_and_what_was_decided()
    {
        var trial = Tried(Built(InstrumentWeights.Prescribed, ("BET", Tens, 3), ("GEL", Tens, 1)), Then(Decided(proposal: "V1")));
        (trial.Weighing, trial.Version, trial.CriteriaVersion, trial.Method).ShouldBe((One, 9, 1, WeighingOutcome.CurrentMethod));
        trial.Criteria.ShouldBe([new TriedCriterion("BET", "BET", TrialFit.Same, 100, 2, 0), new TriedCriterion("GEL", null, TrialFit.NotThere, null, 0, 0)]);
        trial.NotLookedAt.ShouldBe(["KWA"]);
        (trial.Weights, trial.Covered).ShouldBe((TrialWeights.Prescribed, 75m));
        trial.Proposals.Select(p => (p.Proposal, p.Rank, p.Total, p.RankThen, p.TotalThen)).ShouldBe([("V1", 1, 80m, 2, 56m), ("V2", 2, 40m, 1, 64m)]);
        trial.First.ShouldBe(["V1"]);
        trial.FirstThen.ShouldBe(["V2"]);
        (trial.Decision, trial.Decided, trial.FirstIsChosen).ShouldBe((1, DecisionKind.Chosen, true));
        trial.Chosen.ShouldBe(["V1"]);
        Tried(Of(("KWA", Tens)), Then(Decided(proposal: "V1"))).FirstIsChosen.ShouldBe(false);
    }

    [Fact]
    public void Where_nothing_was_decided_or_nothing_chosen_the_first_is_compared_with_nothing()
    {
        var open = Tried(Of(("BET", Tens)), Then());
        (open.Decision, open.Decided, open.FirstIsChosen).ShouldBe((null, null, null));
        var none = Tried(Of(("BET", Tens)), Then(Decided(kind: DecisionKind.None)));
        (none.Decision, none.Decided, none.FirstIsChosen).ShouldBe((1, DecisionKind.None, null));
        none.Chosen.ShouldBeEmpty();
    }

    [Fact]
    public void The_decision_is_the_newest_that_answers_the_question_and_was_not_undone()
    {
        InstrumentTrials.DecisionOf(Then()).ShouldBeNull();
        InstrumentTrials.DecisionOf(Then(Decided(kind: DecisionKind.Deferred))).ShouldBeNull();
        InstrumentTrials.DecisionOf(Then(Decided(), WithdrewDecision())).ShouldBeNull();
        InstrumentTrials.DecisionOf(Then(Decided(), Rejected())).ShouldBeNull();
        InstrumentTrials.DecisionOf(Then(Decided(), Approved(), Reopened()))!.Number.ShouldBe(1);
        InstrumentTrials.DecisionOf(Then(Decided(), Reopened(), Decided(2, 60, proposal: "V2")))!.Number.ShouldBe(2);
    }

    [Fact]
    public void Weights_that_are_not_prescribed_are_those_of_the_weighing_and_where_that_has_none_equal()
    {
        var free = Tried(Of(("KWA", Tens), ("BET", Tens), ("GEL", Tens)), Then());
        free.Weights.ShouldBe(TrialWeights.OfWeighing);
        free.Criteria.Select(c => c.Share).ShouldBe([40m, 60m, null]);
        free.Proposals.ShouldAllBe(p => p.Rank == p.RankThen && p.Total == p.TotalThen);
        Tried(Built(InstrumentWeights.Absent, ("BET", Tens, null)), Then()).Weights.ShouldBe(TrialWeights.OfWeighing);

        var without = By(CriteriaOf(Criterion("BET", 0), Criterion("KWA", 0), Criterion("GEL", 1)), Scored(1, "V1", "BET", 8), Scored(2, "V1", "KWA", 2), Scored(3, "V2", "BET", 4), Scored(4, "V2", "KWA", 10));
        var equal = Tried(Of(("BET", Tens), ("KWA", Tens)), without);
        equal.Weights.ShouldBe(TrialWeights.Equal);
        equal.Criteria.Select(c => c.Share).ShouldBe([50m, 50m]);
        equal.Proposals.Select(p => (p.Proposal, p.Total)).ShouldBe([("V2", 70m), ("V1", 50m)]);

        // What is prescribed counts, though the weighing gave no weight to any of these.
        var prescribed = Tried(Built(InstrumentWeights.Prescribed, ("BET", Tens, 3), ("KWA", Tens, 1)), without);
        prescribed.Weights.ShouldBe(TrialWeights.Prescribed);
        prescribed.Criteria.Select(c => c.Share).ShouldBe([75m, 25m]);
        prescribed.Proposals.Select(p => (p.Proposal, p.Total)).ShouldBe([("V1", 65m), ("V2", 55m)]);
    }

    [Fact]
    public void How_much_of_the_prescribed_weights_was_compared_is_told()
    {
        Covered(("BET", Tens, 2), ("KWA", Tens, 2), ("GROEN", Tens, 6)).ShouldBe(40m, "GROEN counts 60% and was not there");
        Covered(("BET", Tens, 1), ("KWA", Tens, 1), ("GROEN", Tens, 1)).ShouldBe(66.67m);
        Covered(("BET", Tens, 1), ("KWA", Tens with { Best = 5 }, 3)).ShouldBe(25m, "what is scored on another scale is not compared");
        Covered(("BET", Tens, 3), ("WIE", new() { Kind = InstrumentScaleKind.PositiveNegative }, null)).ShouldBe(100m, "what stands beside has no weight");
        Covered(("GROEN", Tens, 1), ("BET", Tens, 0)).ShouldBe(0m);
        Tried(Of(("BET", Tens), ("GROEN", Tens)), Then()).Covered.ShouldBeNull("the instrument says of no criterion how much it counts");

        decimal? Covered(params ImmutableArray<(string Code, InstrumentScale Scale, decimal? Weight)> criteria) => Tried(Built(InstrumentWeights.Prescribed, criteria), Then()).Covered;
    }

    [Fact]
    public void Shares_are_shown_so_that_they_add_up()
    {
        var thirds = Tried(Built(InstrumentWeights.Prescribed, ("A", Tens, 1), ("B", Tens, 1), ("C", Tens, 1)), By(CriteriaOf(Criterion("A", 1), Criterion("B", 1), Criterion("C", 1))));
        thirds.Criteria.Select(c => c.Share).ShouldBe([33.34m, 33.33m, 33.33m]);
    }

    [Fact]
    public void Where_nothing_counts_there_are_no_totals_and_what_came_out_then_is_told_still()
    {
        foreach (var instrument in new[] { Built(InstrumentWeights.Prescribed, ("BET", Tens, 0), ("GEL", Tens, 1)), Of(("GEL", Tens)) })
        {
            var trial = Tried(instrument, Then(Decided()));
            trial.Weights.ShouldBeNull();
            trial.First.ShouldBeEmpty();
            trial.FirstIsChosen.ShouldBeNull();
            trial.Criteria.ShouldAllBe(c => c.Share == null);
            trial.Proposals.Select(p => (p.Proposal, p.Rank, p.Total, p.RankThen, p.TotalThen)).ShouldBe([("V2", null, null, 1, 64m), ("V1", null, null, 2, 56m)]);
        }
        var bare = Tried(Of(("BET", Tens)), Given(Opened(), Submitted()) with { Id = One });
        (bare.CriteriaVersion, bare.NotLookedAt.Length, bare.Criteria[0].Fit).ShouldBe((null, 0, TrialFit.NotThere));
    }

    [Fact]
    public void A_proposal_without_a_score_gets_no_total_and_nothing_is_filled_in()
    {
        var trial = Tried(Of(("BET", Tens), ("KWA", Tens)), By(CriteriaOf(), Scored(1, "V1", "BET", 8), Scored(2, "V1", "KWA", 2), Scored(3, "V2", "BET", 4)));
        trial.Criteria.Select(c => c.Said).ShouldBe([2, 1]);
        var missing = trial.Proposals[1];
        (missing.Proposal, missing.Rank, missing.Total).ShouldBe(("V2", null, null));
        missing.Missing.ShouldBe(["KWA"]);
        trial.Proposals[0].Missing.ShouldBeEmpty();
        Tried(Of(("BET", Tens), ("LEEF", Tens)), By(CriteriaOf(), Scored(1, "V1", "BET", 8)), new MatchedCriterion("LEEF", "KWA")).Proposals[0].Missing.ShouldBe(["LEEF"], "in the codes of the instrument");
    }

    [Fact]
    public void In_a_unit_what_was_scored_is_put_between_the_anchors_of_the_instrument_and_what_lies_beyond_counts_as_the_end()
    {
        var set = CriteriaOf(Criterion("BET", 60, 100, 0) is var bet ? bet with { Scale = bet.Scale with { Unit = "euro" } } : null!);
        var weighing = By(set, Scored(1, "V1", "BET", 30), Scored(2, "V2", "BET", 80));
        var trial = Tried(Of(("BET", new InstrumentScale { Kind = InstrumentScaleKind.Numeric, Worst = 60, Best = 20, Unit = "Euro" })), weighing);
        trial.Criteria.ShouldBe([new TriedCriterion("BET", "BET", TrialFit.Reanchored, 100, 2, 1)]);
        trial.Proposals.Select(p => (p.Proposal, p.Total, p.TotalThen)).ShouldBe([("V1", 75m, 70m), ("V2", 0m, 20m)]);
        // The instrument may value it the other way round.
        Tried(Of(("BET", new InstrumentScale { Kind = InstrumentScaleKind.Numeric, Worst = 0, Best = 100, Unit = "euro" })), weighing).Proposals.Select(p => (p.Proposal, p.Total)).ShouldBe([("V2", 80m), ("V1", 30m)]);
    }

    [Fact]
    public void What_was_scored_counts_only_where_it_means_the_same()
    {
        Fit(Tens, CriteriaOf()).ShouldBe(TrialFit.Same);
        Fit(Tens with { Best = 5 }, CriteriaOf()).ShouldBe(TrialFit.OtherScale, "without a unit a number means what its scale makes of it");
        Fit(Tens with { Worst = 10, Best = 0 }, CriteriaOf()).ShouldBe(TrialFit.OtherScale);
        Fit(Tens with { Unit = "punten" }, CriteriaOf()).ShouldBe(TrialFit.Same, "a unit that one does not name is no other unit");
        Fit(Tens with { Unit = "punten", Best = 5 }, CriteriaOf()).ShouldBe(TrialFit.OtherScale);
        Fit(Tens with { Unit = "euro" }, Scale(s => s with { Unit = "dagen" })).ShouldBe(TrialFit.OtherUnit);
        Fit(Tens with { Unit = "euro" }, Scale(s => s with { Unit = "Euro" })).ShouldBe(TrialFit.Same);
        Fit(Tens with { Unit = "euro", Levels = [new(0, "niets"), new(10, "veel")] }, Scale(s => s with { Unit = "euro" })).ShouldBe(TrialFit.Same);
        Fit(Tens with { Unit = "euro", Best = 5 }, Scale(s => s with { Unit = "euro" })).ShouldBe(TrialFit.Reanchored);
        Fit(Tens with { Levels = [new(0, "slecht"), new(10, "goed")] }, CriteriaOf()).ShouldBe(TrialFit.OtherScale);
        Fit(Tens with { Levels = [new(3, "matig")] }, CriteriaOf()).ShouldBe(TrialFit.Same, "levels that do not go from anchor to anchor are guidance");
        var reference = Tens with { Kind = InstrumentScaleKind.Reference, Reference = new(6, "Waterbuurt") };
        Fit(reference, Scale(s => s with { Reference = new(6, "Waterbuurt") })).ShouldBe(TrialFit.Same);
        Fit(reference, Scale(s => s with { Reference = new(6, "Zeeheldenbuurt") })).ShouldBe(TrialFit.OtherScale);
        Fit(InstrumentSpec.Worded, CriteriaOf()).ShouldBe(TrialFit.OtherKind);
        Fit(Tens, CriteriaOf() with { Criteria = [], Beside = [Beside("BET")] }).ShouldBe(TrialFit.OtherKind);
        Fit(Tens, CriteriaOf(Criterion("KWA", 1))).ShouldBe(TrialFit.NotThere);
    }

    [Fact]
    public void What_cannot_be_added_up_stays_beside()
    {
        var instrument = Of(("BET", Tens), ("WIE", new() { Kind = InstrumentScaleKind.PositiveNegative }), ("WIJK", new() { Kind = InstrumentScaleKind.Ordinal, Words = ["Weaker", "equal", "stronger"] }),
            ("BATEN", new() { Kind = InstrumentScaleKind.MoneyPerParty, Unit = "dollar" }));
        var trial = Tried(instrument, By(CriteriaWithBeside(), Scored(1, "V1", "BET", 8), Stated(), Stated(2, proposal: "V2"), Stated(3, criterion: "WIJK", content: new ConsequenceContent { Word = "equal" })));
        trial.Criteria.Select(c => (c.Criterion, c.Fit, c.Share, c.Said)).ShouldBe(
            [("BET", TrialFit.Same, 100m, 1), ("WIE", TrialFit.Beside, null, 2), ("WIJK", TrialFit.Beside, null, 1), ("BATEN", TrialFit.OtherUnit, null, 0)]);
        trial.NotLookedAt.ShouldBe(["KWA"]);
        var beside = CriteriaOf() with { Beside = [Beside("BET2", InWords)] };
        Tried(Of(("BET2", InstrumentSpec.Worded)), By(beside)).Criteria[0].Fit.ShouldBe(TrialFit.OtherScale);
        Tried(Of(("BET2", new() { Kind = InstrumentScaleKind.PositiveNegative })), By(beside)).Criteria[0].Fit.ShouldBe(TrialFit.OtherKind);
    }

    [Fact]
    public void Criteria_belong_together_by_their_codes_unless_it_is_said_otherwise()
    {
        var instrument = Of(("bet", Tens), ("KWA", Tens), ("LEEF", Tens));
        Matched().ShouldBe([("bet", "BET"), ("KWA", "KWA"), ("LEEF", null)]);
        Matched(new MatchedCriterion("leef", "kwa")).ShouldBe([("bet", "BET"), ("KWA", null), ("LEEF", "KWA")]);
        Matched(new MatchedCriterion("KWA", null)).ShouldBe([("bet", "BET"), ("KWA", null), ("LEEF", null)]);
        Matched(new MatchedCriterion("KWA", "BET"), new MatchedCriterion("BET", "KWA")).ShouldBe([("bet", "KWA"), ("KWA", "BET"), ("LEEF", null)]);

        IEnumerable<(string, string?)> Matched(params ImmutableArray<MatchedCriterion> matches) => Tried(instrument, Then(), matches).Criteria.Select(c => (c.Criterion, c.WeighingCriterion));
    }

    [Fact]
    public void What_comes_later_in_the_weighing_changes_nothing_and_it_can_be_computed_again()
    {
        var instrument = Of(("BET", Tens), ("LEEF", Tens));
        var recorded = Tried(instrument, Then(Decided()), new MatchedCriterion("LEEF", "KWA"));
        WeighingEvent[] all = [.. Weighed, Decided(), Rescored(), ChangedCriteria(on: 60)];
        var then = Given(all.Take(recorded.Version)) with { Id = One };
        var again = InstrumentTrials.Again(instrument, then, recorded, CancellationToken.None)!;
        InstrumentTrials.AreSame(recorded, again).ShouldBeTrue();
        InstrumentTrials.AreSame(recorded, InstrumentTrials.Again(instrument, Given(all) with { Id = One }, recorded, CancellationToken.None)!).ShouldBeFalse();
        InstrumentTrials.Again(instrument, then, recorded with { Method = new OutcomeMethod("additive-value", "9") }, CancellationToken.None).ShouldBeNull();
        InstrumentTrials.Again(instrument, then, recorded with { Method = WeighingOutcome.FirstMethod }, CancellationToken.None)!.Method.ShouldBe(WeighingOutcome.FirstMethod);
    }

    /// <summary>Whatever the scales, the weights, the assessors and the gaps.</summary>
    [Fact]
    public void The_very_instrument_from_which_criteria_were_taken_unchanged_says_exactly_what_the_weighing_computed()
    {
        foreach (var seed in Seeded.Samples(Gen.Choose(0, int.MaxValue), 500))
        {
            var dice = new Dice(new Random(seed), wild: 0);
            var instrument = TailoringTests.AnInstrument(dice);
            var set = TailoringTests.Taken(instrument, dice.Of(1m, 0.37m, 7m));
            if (instrument.Weights != InstrumentWeights.Prescribed) set = set with { Criteria = [.. set.Criteria.Select((c, i) => c with { Weight = i == 0 ? 3 : dice.Between(0, 5) / 3m })] };
            var weighing = AWeighing(dice, set);
            var (trial, outcome) = (Tried(instrument, weighing), WeighingOutcome.Of(weighing, OutcomeSelection.Everything, new OutcomeDrawing { Draws = 0 }, CancellationToken.None));
            trial.Criteria.ShouldAllBe(c => c.Fit == TrialFit.Same || c.Fit == TrialFit.Beside);
            trial.NotLookedAt.ShouldBeEmpty();
            trial.Proposals.Select(p => (p.Proposal, p.Rank, p.Total)).ShouldBe(outcome.Results.Select(r => (r.Proposal.Code, r.Rank, r.Total?.Expected)));
            trial.Proposals.ShouldAllBe(p => p.Rank == p.RankThen && p.Total == p.TotalThen);
            trial.Proposals.SelectMany(p => p.Missing).ShouldBe(outcome.Results.SelectMany(r => r.Missing));
            trial.First.ShouldBe(outcome.First);
            trial.FirstThen.ShouldBe(outcome.First);
            trial.Criteria.Where(c => c.Fit == TrialFit.Same).Sum(c => c.Share).ShouldBe(100);
            trial.Covered.ShouldBe(instrument.Weights == InstrumentWeights.Prescribed ? 100 : null);
        }
    }

    private static Weighing AWeighing(Dice dice, CriteriaSet set)
    {
        var proposals = Enumerable.Range(1, dice.Between(1, 4)).Select(n => $"V{n}").ToList();
        var scores = new List<WeighingEvent>();
        foreach (var proposal in proposals)
            foreach (var criterion in set.Criteria)
                for (var by = 1; by <= dice.Between(1, 3); by++)
                    if (!dice.Chance(4)) scores.Add(Scored(scores.Count + 1, proposal, criterion.Code, Value(criterion.Scale)) with { By = new Who(null, $"R{by}") });
        return Given([Opened(), .. proposals.Select(p => Submitted(p)), AdoptedCriteria() with { Set = set }, .. scores]) with { Id = One };

        decimal Value(Scale scale) => dice.Of(scale.Worst, (scale.Worst + scale.Best) / 2, scale.Best);
    }

    private static IEnumerable<Refusal> Refused(InstrumentContent instrument, Weighing weighing, bool isRecorded, params ImmutableArray<MatchedCriterion> matches) =>
        TrialRefusals.Of(instrument, weighing, weighing, matches, isRecorded, "/weighings/0");

    [Fact]
    public void It_is_not_tried_where_a_blind_round_was_open_then()
    {
        Refused(Of(("BET", Tens)), Then(OpenedRound(on: 8, blind: true)), isRecorded: false).ShouldBe([TrialRefusals.TrialInBlindRound.At("/weighings/0/weighing", 1)], new AsShown());
        Refused(Of(("BET", Tens)), Then(OpenedRound(on: 8, blind: true), ClosedRound()), isRecorded: false).ShouldBeEmpty();
        Refused(Of(("BET", Tens)), Then(OpenedRound(on: 8)), isRecorded: false).ShouldBeEmpty();
    }

    [Fact]
    public void What_comes_out_of_a_secret_weighing_is_not_recorded_for_others_to_read()
    {
        var secret = Then(Reframed(9) with { Framing = Framing() with { Confidentiality = Confidentiality.Secret } });
        Refused(Of(("BET", Tens)), secret, isRecorded: true).ShouldBe([TrialRefusals.TrialOfSecret.At("/weighings/0/weighing")], new AsShown());
        TrialRefusals.Of(Of(("BET", Tens)), Then(), secret, [], isRecorded: true, "").ShouldHaveSingleItem().Rule.ShouldBe(TrialRefusals.TrialOfSecret, "as it is now, though it was not then");
        Refused(Of(("BET", Tens)), secret, isRecorded: false).ShouldBeEmpty();
    }

    [Fact]
    public void Criteria_that_belong_together_are_there_and_each_is_named_once()
    {
        Refused(Of(("BET", Tens), ("LEEF", Tens)), Then(), isRecorded: true,
            new MatchedCriterion("XX", "BET"), new MatchedCriterion("LEEF", "YY"), new MatchedCriterion("leef", "bet"), new MatchedCriterion("BET", "KWA")).ShouldBe(
        [
            InstrumentContentRules.UnknownInstrumentCriterion.At("/weighings/0/criteria/0/criterion", "XX"), WhatIf.CriterionNotCompared.At("/weighings/0/criteria/1/weighingCriterion", "YY"),
            Rules.CodeTwice.At("/weighings/0/criteria/2/criterion", "leef"), Rules.CodeTwice.At("/weighings/0/criteria/2/weighingCriterion", "bet"),
        ], new AsShown());
        Refused(Of(("BET", Tens)), Given(Opened()), isRecorded: true, new MatchedCriterion("BET", "BET")).ShouldHaveSingleItem().Rule.ShouldBe(WhatIf.CriterionNotCompared);
        Refused(Of(("WIE", Tens)), By(CriteriaWithBeside()), isRecorded: true, new MatchedCriterion("WIE", "WIE")).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_too_much_at_once_is_refused()
    {
        var large = Given([Opened(), .. Enumerable.Range(1, 1001).Select(n => Submitted($"V{n}"))]);
        TrialRefusals.OfAll([large]).ShouldBeEmpty();
        TrialRefusals.OfAll([large, large]).ShouldBe([TrialRefusals.TriedTooMuch.At("/weighings", 2002, 0, TrialRefusals.MostProposals, OutcomeWork.MostScores)], new AsShown());
    }

    /// <summary>The rules of which these tests, and those over HTTP, see that they refuse something.</summary>
    internal static readonly Rule[] Refusing =
        [TrialRefusals.UnknownTriedWeighing, TrialRefusals.TriedMomentNotThere, TrialRefusals.TriedNotDecided, TrialRefusals.WeighingTriedTwice, TrialRefusals.TriedTooMuch, TrialRefusals.TrialOfSecret, TrialRefusals.TrialInBlindRound];

    /// <summary>Compares refusals as their readers meet them.</summary>
    private sealed class AsShown : IEqualityComparer<Refusal>
    {
        public bool Equals(Refusal? one, Refusal? other) => Show(one!) == Show(other!);

        public int GetHashCode(Refusal refusal) => Show(refusal).GetHashCode(StringComparison.Ordinal);
    }
}
