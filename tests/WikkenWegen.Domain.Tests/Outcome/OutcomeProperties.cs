using FsCheck;
using FsCheck.Fluent;

namespace WikkenWegen.Domain.Tests;

/// <summary>What holds of every outcome, whatever the proposals, criteria, assessors and gaps.</summary>
public class OutcomeProperties
{
    private static readonly OutcomeDrawing Undrawn = new() { Draws = 0 };

    private static readonly OutcomeDrawing Drawn = new() { Draws = 200 };

    /// <summary>Random inputs: up to 5 proposals, 5 criteria with scales of all kinds and weights that can be 0, up to 3 assessors, and here and there a gap.</summary>
    internal static readonly Arbitrary<OutcomeInputs> Any = Gen.Choose(0, int.MaxValue).Select(seed => Random(new Random(seed))).ToArbitrary();

    private static OutcomeInputs Random(Random random)
    {
        ImmutableArray<Criterion> criteria =
        [
            .. Enumerable.Range(1, random.Next(1, 6)).Select(n =>
            {
                var (one, other) = (random.Next(-1000, 1000) / 10m, random.Next(-1000, 1000) / 10m);
                return Criterion($"C{n}", n == 1 || random.Next(6) > 0 ? random.Next(1, 1000) / 10m : 0, one, one == other ? one + 1 : other);
            }),
        ];
        var proposals = Enumerable.Range(1, random.Next(1, 6)).Select(n => $"V{n}").ToList();
        var number = 0;
        var scores =
            from proposal in proposals
            from criterion in criteria
            from assessor in Enumerable.Range(1, random.Next(1, 4))
            where random.Next(30) > 0
            let values = Enumerable.Range(0, 3).Select(_ => Between(criterion.Scale, random.Next(0, 5) / 4m)).Order().ToList()
            select new CountedScore(proposal, criterion.Code, new Who(null, $"R{assessor}"), new Estimate(values[0], values[1], values[2]), ++number, number);
        return new OutcomeInputs
        {
            Weighing = Other,
            CriteriaVersion = 1,
            CriteriaEvent = 3,
            Criteria = criteria,
            ClearMargin = random.Next(3) * 5,
            Proposals = [.. proposals.Select((code, i) => new ComparedProposal(new ProposalRevisionReference(code, 1), code, false, i + 1))],
            Scores = [.. scores],
        };

        static decimal Between(Scale scale, decimal share) => scale.Worst + (scale.Best - scale.Worst) * share;
    }

    private static WeighingOutcome Of(OutcomeInputs inputs, OutcomeDrawing? drawing = null) => WeighingOutcome.Of(inputs, drawing ?? Undrawn, CancellationToken.None);

    [Fact]
    public void Contributions_add_up_to_the_total_in_the_digits_shown() => Seeded.Check(Any, inputs =>
    {
        foreach (var result in Of(inputs).Results.Where(r => r.Total is not null)) result.Contributions.Sum(c => c.Points).ShouldBe(result.Total!.Expected);
    }, runs: 300);

    /// <summary>Against what comes out where one proposal gets all it can, and the others no more than they must.</summary>
    [Fact]
    public void Those_can_come_first_that_do_where_everything_turns_out_well_for_them() => Seeded.Check(Any, inputs =>
    {
        var outcome = Of(inputs);
        var told = outcome.First.Concat(outcome.Doubts.Select(d => d.Proposal)).Distinct().ToList();
        outcome.CanComeFirst.ShouldBe(told.Where(code => Of(Turned(code)).First.Contains(code)));

        OutcomeInputs Turned(string code) => inputs with
        {
            Scores =
            [
                .. inputs.Scores.Select(s => s with { Estimate = End(s.Criterion, s.Proposal == code, s.Estimate.Low, s.Estimate.High) }),
                .. inputs.Missing.Select(m => new CountedScore(m.Proposal, m.Criterion, new Who(null, "R1"), End(m.Criterion, m.Proposal == code, decimal.MinValue, decimal.MaxValue), null, null)),
            ],
        };

        Estimate End(string criterion, bool isGood, decimal low, decimal high)
        {
            var scale = inputs.Criteria.Single(c => c.Code == criterion).Scale;
            var end = Math.Clamp(isGood == scale.Best > scale.Worst ? high : low, Math.Min(scale.Worst, scale.Best), Math.Max(scale.Worst, scale.Best));
            return new Estimate(end, end, end);
        }
    }, runs: 300);

    /// <summary>Against the totals where one proposal gets the best of all scores that it lacks.</summary>
    [Fact]
    public void Those_can_come_near_that_are_not_clearly_behind_with_the_best_scores_where_these_are_missing() => Seeded.Check(Any, inputs =>
    {
        var outcome = Of(inputs);
        if (outcome.First.IsEmpty) return;
        outcome.CanComeNear.Order(StringComparer.Ordinal).ShouldBe(outcome.Results.Where(r => r.Total is null).Select(r => r.Proposal.Code).Where(IsNear).Order(StringComparer.Ordinal));

        bool IsNear(string code)
        {
            var best = inputs.Missing.Where(m => m.Proposal == code).Select(m => (m.Criterion, inputs.Criteria.Single(c => c.Code == m.Criterion).Scale.Best));
            var totals = Of(inputs with { Scores = [.. inputs.Scores, .. best.Select(b => new CountedScore(code, b.Criterion, new Who(null, "R1"), new Estimate(b.Best, b.Best, b.Best), null, null))] }).Exact!.Totals;
            var lead = totals[outcome.First[0]] - totals[code];
            return lead.Sign <= 0 || lead < Mcda.Fraction.FromDecimal(inputs.ClearMargin) / 100;
        }
    }, runs: 300);

    /// <summary>As a difference of two totals that were rounded each by itself.</summary>
    [Fact]
    public void Parts_of_any_sign_add_up_to_a_total_that_was_shown_before() => Seeded.Check(Gen.Choose(0, int.MaxValue).Select(seed => new Random(seed)).ToArbitrary(), random =>
    {
        var parts = Enumerable.Range(0, random.Next(1, 8)).Select(_ => Mcda.Fraction.Of(random.Next(-1000, 1000), random.Next(1, 300))).ToList();
        var total = Shown.Rounded(Mcda.Fraction.Sum(parts)) + random.Next(-1, 2) / 100m;
        var shown = Shown.SplitOf(total, parts, 2);
        shown.Sum().ShouldBe(total);
        foreach (var (part, told) in parts.Zip(shown)) Math.Abs(told - Shown.Trimmed(part, 6)).ShouldBeLessThan(0.021m);
        Shown.Split(parts).Sum().ShouldBe(Shown.Rounded(Mcda.Fraction.Sum(parts)));
    }, runs: 300);

    [Fact]
    public void Shares_of_the_weights_add_up_to_100() => Seeded.Check(Any, inputs =>
    {
        if (Of(inputs).Weights is { IsEmpty: false } weights) weights.Sum(w => w.Share).ShouldBe(100);
    }, runs: 200);

    [Fact]
    public void Bands_hold_totals_and_the_possible_holds_whatever_is_still_given() => Seeded.Check(Any, inputs =>
    {
        var outcome = Of(inputs);
        outcome.Results.Where(r => r.Total is not null).ShouldAllBe(r => 0 <= r.Total!.Low && r.Total.Low <= r.Total.Expected && r.Total.Expected <= r.Total.High && r.Total.High <= 100);
        foreach (var end in new Func<Criterion, decimal>[] { c => c.Scale.Worst, c => c.Scale.Best })
        {
            var filled = Of(inputs with { Scores = [.. inputs.Scores, .. inputs.Missing.Select(m => Given(m, end(inputs.Criteria.Single(c => c.Code == m.Criterion))))] });
            foreach (var open in outcome.Results.Where(r => r.Possible is not null))
            {
                var total = filled.Of(open.Proposal.Code)!.Total!;
                (open.Possible!.Low <= total.Low && total.High <= open.Possible.High).ShouldBeTrue();
            }
        }

        static CountedScore Given(MissingScore m, decimal value) => new(m.Proposal, m.Criterion, new Who(null, "R1"), new Estimate(value, value, value), null, null);
    }, runs: 200);

    /// <summary>By brute force: with the weight a little beyond the end, computed anew, another proposal is first; a little within, it is still the same.</summary>
    [Fact]
    public void At_the_end_of_a_stability_interval_the_winner_changes() => Seeded.Check(Any, inputs =>
    {
        var outcome = Of(inputs);
        if (outcome.Exact is null) return;
        foreach (var flip in Mcda.WeightStability.Of(outcome.Exact).Value.Flips.Where(f => outcome.Exact.Weights[f.Criterion] < 1))
        {
            if (flip.Change.Abs().ToDouble() < 0.001 || outcome.First.Length > 1) continue;
            var nudge = flip.Up ? 0.0001 : -0.0001;
            if (flip.At.ToDouble() + nudge is > 0 and < 1) First(flip.At.ToDouble() + nudge).ShouldNotContain(outcome.First[0], flip.ToString());
            First(flip.At.ToDouble() - nudge).ShouldBe(outcome.First, flip.ToString());

            IEnumerable<string> First(double weight) => Of(inputs with { Criteria = [.. Shifted(outcome.Exact, inputs.Criteria, flip.Criterion, weight)] }).First;
        }

        static IEnumerable<Criterion> Shifted(Mcda.AdditiveValue exact, IEnumerable<Criterion> criteria, string changed, double weight)
        {
            var known = exact.Weights[changed].ToDouble();
            return criteria.Select(c => c with { Weight = !exact.Values.Criteria.Contains(c.Code) ? 0 : (decimal)Math.Round(c.Code == changed ? weight : exact.Weights[c.Code].ToDouble() * (1 - weight) / (1 - known), 12) });
        }
    }, runs: 100);

    /// <summary>By brute force: had each the best scores where these are missing, the first would not be clearly ahead of it, or not first.</summary>
    [Fact]
    public void A_missing_score_makes_the_order_unclear_where_it_could_do_so_once_it_is_given() => Seeded.Check(Any, inputs =>
    {
        var outcome = Of(inputs);
        if (outcome.First.IsEmpty) return;
        foreach (var open in outcome.Results.Where(r => r.Possible is not null).Select(r => r.Proposal.Code))
        {
            var given = inputs.Missing.Where(m => m.Proposal == open).Select(m => inputs.Criteria.Single(c => c.Code == m.Criterion).Scale.Best is var best
                ? new CountedScore(m.Proposal, m.Criterion, new Who(null, "R1"), new Estimate(best, best, best), null, null) : null!);
            var filled = Of(inputs with { Scores = [.. inputs.Scores, .. given] });
            var isDoubtful = !filled.First.Contains(outcome.First[0]) || filled.First.Contains(open) || filled.Doubts.Any(d => d.Proposal == open);
            outcome.Doubts.Any(d => d.Proposal == open).ShouldBe(isDoubtful);
        }
    }, runs: 300);

    [Fact]
    public void A_what_if_of_the_same_inputs_is_the_real_one() => Seeded.Check(Any, inputs =>
    {
        var real = Of(inputs, Drawn);
        WhatIfOutcome.Of(1, null, inputs, real, Drawn, CancellationToken.None).IsReal.ShouldBeTrue();
    }, runs: 50);

    [Fact]
    public void Permuted_inputs_permute_the_outcome_and_keep_its_fingerprint_and_digest() => Seeded.Check(Any, inputs =>
    {
        var (outcome, permuted) = (Of(inputs, Drawn), Of(inputs with { Proposals = [.. inputs.Proposals.Reverse()], Criteria = [.. inputs.Criteria.Reverse()], Scores = [.. inputs.Scores.Reverse()] }, Drawn));
        permuted.Inputs.Fingerprint.ShouldBe(outcome.Inputs.Fingerprint);
        permuted.Results.Select(r => (r.Proposal.Code, r.Rank, r.Total)).ShouldBe(outcome.Results.Select(r => (r.Proposal.Code, r.Rank, r.Total)), ignoreOrder: true);
        permuted.Digest.ShouldBe(outcome.Digest);
        permuted.First.ShouldBe(outcome.First, ignoreOrder: true);
    }, runs: 100);

    /// <summary>So many draws that each thread has some, and everything that is told is compared, not the digest alone.</summary>
    [Fact]
    public void The_same_fingerprint_gives_the_same_bits_on_any_number_of_threads() => Seeded.Check(Any, inputs =>
    {
        var drawing = Drawn with { Draws = 1_100 };
        var once = Of(inputs, drawing);
        foreach (var threads in new[] { 2, 3, 5 })
        {
            var again = Of(inputs with { Proposals = [.. inputs.Proposals], Scores = [.. inputs.Scores.Reverse().Reverse()] }, drawing with { Threads = threads });
            again.Digest.ShouldBe(once.Digest);
            System.Text.Json.JsonSerializer.Serialize(again).ShouldBe(System.Text.Json.JsonSerializer.Serialize(once));
        }
    }, runs: 30);

    [Fact]
    public void At_a_switching_score_two_proposals_are_level() => Seeded.Check(Any, inputs =>
    {
        var outcome = Of(inputs);
        foreach (var turn in outcome.Switches.Where(s => s.At is not null && inputs.Scores.Count(c => c.Proposal == s.Proposal && c.Criterion == s.Criterion) == 1))
        {
            var moved = Of(inputs with { Scores = [.. inputs.Scores.Select(s => s.Proposal == turn.Proposal && s.Criterion == turn.Criterion ? s with { Estimate = new Estimate(turn.At!.Value, turn.At.Value, turn.At.Value) } : s)] });
            // Both totals are rounded, and so is the score.
            var scale = inputs.Criteria.Single(c => c.Code == turn.Criterion).Scale;
            Math.Abs(moved.Of(turn.Proposal)!.Total!.Expected - moved.Of(turn.Rival)!.Total!.Expected).ShouldBeLessThanOrEqualTo(0.02m + 0.01m / Math.Abs(scale.Best - scale.Worst), turn.ToString());
        }
        var first = outcome.Results.FirstOrDefault(r => r.Total is not null)?.Proposal.Code;
        outcome.Switches.ShouldAllBe(s => s.Proposal == first || s.Rival == first);
    }, runs: 100);

    [Fact]
    public void A_band_that_lies_above_all_others_is_that_of_a_clear_winner_where_nothing_is_missing() => Seeded.Check(Any, inputs =>
    {
        var outcome = Of(inputs with { ClearMargin = 0 });
        if (outcome.Exact is not { } exact || outcome.Results.Any(r => r.Possible is not null)) return;
        var clear = exact.Ranking.Skip(1).All(r => exact.Bands[r.Name].High <= exact.Bands[exact.Ranking[0].Name].Low && r.Value < exact.Ranking[0].Value);
        outcome.ClearWinner.ShouldBe(clear ? exact.Ranking[0].Name : null);
    }, runs: 200);

    [Fact]
    public void A_dominated_proposal_is_never_ahead_of_the_better_one() => Seeded.Check(Any, inputs =>
    {
        var outcome = Of(inputs);
        foreach (var pair in outcome.Dominance) outcome.Of(pair.By)!.Total!.Expected.ShouldBeGreaterThanOrEqualTo(outcome.Of(pair.Over)!.Total!.Expected);
    }, runs: 100);
}
