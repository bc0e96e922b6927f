using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WikkenWegen.Mcda;

namespace WikkenWegen.Domain.Outcome;

/// <summary>Computes an outcome from its inputs. All numbers come from WikkenWegen.Mcda; what happens here is bringing them to points and to proposals.</summary>
internal static class OutcomeComputation
{
    /// <summary>Up to so many proposals every pair of them is told of, else only the first against each other.</summary>
    private const int EveryPairUpTo = 50;

    private const int MostDifferences = 20;

    public static WeighingOutcome Compute(OutcomeInputs inputs, OutcomeDrawing drawing, OutcomeMethod method, CancellationToken cancellation)
    {
        var outcome = Computed(InOrder(inputs), drawing, method, cancellation) with { Inputs = inputs };
        return outcome with { Digest = OutcomeDigest.Of(outcome) };
    }

    /// <summary>Those that tie come in the order of their codes, whatever the order in which they came: the same fingerprint gives the same bits.</summary>
    public static OutcomeInputs InOrder(OutcomeInputs inputs) => IsInOrder(inputs.Proposals) ? inputs : inputs with { Proposals = [.. inputs.Proposals.OrderBy(p => p.Proposal.Code, StringComparer.Ordinal)] };

    private static bool IsInOrder(ImmutableArray<ComparedProposal> proposals)
    {
        for (var i = 1; i < proposals.Length; i++)
            if (string.CompareOrdinal(proposals[i - 1].Proposal.Code, proposals[i].Proposal.Code) > 0) return false;
        return true;
    }

    private static WeighingOutcome Computed(OutcomeInputs inputs, OutcomeDrawing drawing, OutcomeMethod method, CancellationToken cancellation)
    {
        var model = new OutcomeModel(inputs, inputs.Scores, cancellation);
        var results = Results(inputs, model);
        var outcome = new WeighingOutcome { Method = method, Inputs = inputs, Results = results, Summary = OutcomeSummary.Of(inputs, results, null, []) };
        if (model.Additive is not { } additive) return outcome;

        cancellation.ThrowIfCancellationRequested();
        var first = additive.Ranking.TakeWhile(r => r.Rank == 1).Select(r => r.Name).ToImmutableArray();
        var doubts = Doubts(inputs, model, additive, method).ToImmutableArray();
        var stability = WeightStability.Of(additive).Value;
        cancellation.ThrowIfCancellationRequested();
        var recomputed = drawing.Draws > 0 ? Recompute(inputs, model, additive, drawing, cancellation) : null;
        var shares = Shares(inputs, model);
        var winner = doubts.IsEmpty ? first[0] : null;
        return outcome with
        {
            ScaleUnit = CommonScale(inputs)?.Unit,
            First = first,
            ClearWinner = winner,
            Margin = additive.Ranking.Count > 1 ? results[0].Total!.Expected - results[1].Total!.Expected : null,
            Doubts = doubts,
            CanComeFirst = [.. CanComeFirst(inputs, model, additive, first, doubts)],
            CanComeNear = [.. CanComeNear(inputs, model, additive)],
            Summary = OutcomeSummary.Of(inputs, results, winner, doubts),
            Dominance = [.. Dominated(additive)],
            Weights = [.. inputs.Criteria.Select(c => Interval(c.Code, shares[c.Code], stability, additive))],
            SmallestFlip = stability.Flips.OrderBy(f => f.Change.Abs()).ThenBy(f => f.Criterion, StringComparer.Ordinal).FirstOrDefault() is { } flip ? Flip(flip, shares[flip.Criterion]) : null,
            SmallestFlipInPoints = stability.SmallestFlipInSteps(Fraction.Of(1, 100)) is { } steps ? new OutcomeFlipInPoints(steps.Criterion, (int)steps.Steps, [.. steps.NewFirst]) : null,
            Switches = [.. Switches(inputs, model, additive)],
            Recomputed = recomputed,
            ByAssessor = [.. ByAssessor(inputs, first, cancellation)],
            Differences = [.. Differences(inputs, model)],
            Exact = additive,
        };
    }

    private static ImmutableArray<ProposalResult> Results(OutcomeInputs inputs, OutcomeModel model)
    {
        var common = CommonScale(inputs);
        var proposals = inputs.Proposals.ToDictionary(p => p.Proposal.Code, p => p.Proposal, StringComparer.Ordinal);
        var ranked = model.Additive is not { } additive ? [] : additive.Ranking.Select(place =>
        {
            var band = new ValueBand(additive.Bands[place.Name].Low, place.Value, additive.Bands[place.Name].High);
            var contributions = Split(additive.Values.Criteria, c => additive.Contributions[place.Name, c] * 100);
            return new ProposalResult(proposals[place.Name], place.Rank, Points(band), common is null ? null : OnScale(common, band), null, [],
                [.. additive.Values.Criteria.Select(c => new Contribution(c, contributions[c]))]);
        });
        var missing = inputs.Missing.ToLookup(m => m.Proposal, m => m.Criterion, StringComparer.Ordinal);
        var others = inputs.Proposals.Select((p, row) => (p.Proposal, Row: row)).Where(p => model.Additive is null || !model.Complete.Contains(p.Row)).Select(p =>
        {
            var possible = inputs.Criteria.IsEmpty ? (Band?)null : model.Possible(p.Row);
            return new ProposalResult(p.Proposal, null, null, null, possible is { } band ? new PossibleTotal(Shown.Rounded(band.Low * 100), Shown.Rounded(band.High * 100)) : null, [.. missing[p.Proposal.Code]], []);
        });
        return [.. ranked, .. others];
    }

    /// <summary>The proposals over which the first is not clearly ahead, in the order of the results.</summary>
    public static IEnumerable<DoubtfulRival> Doubts(OutcomeInputs inputs, OutcomeModel model, AdditiveValue additive, OutcomeMethod method)
    {
        var first = additive.Ranking[0].Name;
        var order = Order(inputs, additive);
        foreach (var other in additive.Ranking.Skip(1))
        {
            var doubt = order.Doubt(first, other.Name);
            if (doubt == OrderDoubt.None) continue;
            yield return new DoubtfulRival(other.Name,
            [
                .. new[] { (OrderDoubt.Tie, OutcomeDoubt.Tie), (OrderDoubt.BelowThreshold, OutcomeDoubt.BelowMargin), (OrderDoubt.BandsOverlap, OutcomeDoubt.BandsOverlap) }
                    .Where(pair => doubt.HasFlag(pair.Item1)).Select(pair => pair.Item2),
            ]);
        }
        for (var row = 0; row < inputs.Proposals.Length; row++)
            if (!model.Complete.Contains(row) && (model.Possible(row).High > additive.Bands[first].Low || (method != WeighingOutcome.FirstMethod && CanComeNear(model, additive, order, row))))
                yield return new DoubtfulRival(inputs.Proposals[row].Proposal.Code, [OutcomeDoubt.ScoreMissing]);
    }

    private static ClearOrder Order(OutcomeInputs inputs, AdditiveValue additive) => ClearOrder.Of(additive, (double)(inputs.ClearMargin / 100)).Value;

    /// <summary>Whether the order of the first and a proposal of which a score is missing would not be clear, had that one the best of all scores where these are missing.</summary>
    private static bool CanComeNear(OutcomeModel model, AdditiveValue additive, ClearOrder order, int row)
    {
        var lead = additive.Totals[additive.Ranking[0].Name] - model.Greatest(row);
        return lead.Sign <= 0 || lead < order.Threshold;
    }

    /// <summary>The proposals of which a score is missing that can come so near to the first.</summary>
    private static IEnumerable<string> CanComeNear(OutcomeInputs inputs, OutcomeModel model, AdditiveValue additive)
    {
        var order = Order(inputs, additive);
        return inputs.Proposals.Index().Where(p => !model.Complete.Contains(p.Index) && CanComeNear(model, additive, order, p.Index)).Select(p => p.Item.Proposal.Code);
    }

    /// <summary>Of the first and those in doubt, in this order, the ones that can come above or level with all others.</summary>
    private static IEnumerable<string> CanComeFirst(OutcomeInputs inputs, OutcomeModel model, AdditiveValue additive, ImmutableArray<string> first, ImmutableArray<DoubtfulRival> doubts)
    {
        var bands = inputs.Proposals.Select((p, row) => (p.Proposal.Code, Band: model.Complete.Contains(row) ? additive.Bands[p.Proposal.Code] : model.Possible(row)))
            .ToDictionary(p => p.Code, p => p.Band, StringComparer.Ordinal);
        // A proposal never stays below itself, so that the highest of all lows may be its own.
        var sure = bands.Values.Select(b => b.Low).Max();
        return first.Concat(doubts.Select(d => d.Proposal)).Where(code => bands[code].High >= sure).Distinct();
    }

    private static IEnumerable<DominatedProposal> Dominated(AdditiveValue additive)
    {
        var dominance = Mcda.Dominance.Of(additive.Values);
        var names = additive.Ranking.Select(r => r.Name).ToList();
        return from better in names.Count <= EveryPairUpTo ? names : names[..1]
               from over in names
               where dominance.Expected[better, over] != DominanceKind.None || dominance.Robust[better, over]
               select new DominatedProposal(better, over, dominance.Expected[better, over] == DominanceKind.Strict ? DominanceStrength.Strict : DominanceStrength.Weak, dominance.Robust[better, over]);
    }

    private static Dictionary<string, decimal> Shares(OutcomeInputs inputs, OutcomeModel model) => Split([.. inputs.Criteria.Select(c => c.Code)], c => model.Share(Place(inputs, c)) * 100);

    /// <summary>Parts by criterion in the digits that are shown; of equal remainders the first by code is rounded up, so that the order of the criteria changes nothing.</summary>
    private static Dictionary<string, decimal> Split(IReadOnlyList<string> criteria, Func<string, Fraction> part)
    {
        var sorted = criteria.Order(StringComparer.Ordinal).ToList();
        return sorted.Zip(Shown.Split([.. sorted.Select(part)])).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
    }

    private static WeightInterval Interval(string criterion, decimal share, WeightStability stability, AdditiveValue additive)
    {
        // A criterion without weight on which a score is missing is not part of the totals, and nothing is known of its weight.
        if (!additive.Values.Criteria.Contains(criterion) || stability.Intervals[criterion] is not { } interval) return new WeightInterval(criterion, share, null, null, null);
        var flip = stability.SmallestFlipOf(criterion);
        return new WeightInterval(criterion, share, Shown.Rounded(interval.Low * 100), Shown.Rounded(interval.High * 100), flip is null ? null : Flip(flip, share));
    }

    private static OutcomeFlip Flip(WeightFlip flip, decimal share)
    {
        var at = Shown.Rounded(flip.At * 100);
        return new OutcomeFlip(flip.Criterion, share, at, at - share, [.. flip.NewFirst]);
    }

    private static int Place(OutcomeInputs inputs, string criterion) => inputs.Criteria.Index().First(c => c.Item.Code == criterion).Index;

    private static IEnumerable<ScoreSwitch> Switches(OutcomeInputs inputs, OutcomeModel model, AdditiveValue additive)
    {
        var switching = ScoreSwitching.Of(additive);
        var rows = inputs.Proposals.Index().ToDictionary(p => p.Item.Proposal.Code, p => p.Index, StringComparer.Ordinal);
        var (first, second) = (additive.Ranking[0].Name, additive.Ranking.ElementAtOrDefault(1)?.Name);
        var rivals = additive.Ranking.Skip(1).Take(additive.Ranking.Count <= EveryPairUpTo ? EveryPairUpTo : 1).Select(r => r.Name).ToList();
        foreach (var (c, criterion) in inputs.Criteria.Index().Where(c => c.Item.Weight > 0))
        {
            foreach (var (proposal, rival) in rivals.SelectMany(other => new[] { (first, other), (other, first) }))
            {
                // Of the second it is told too that no score on the scale brings it level; of others that goes without saying.
                var at = switching.At(proposal, criterion.Code, rival)!.Score;
                if (at is null && proposal != second && rival != second) continue;
                var expected = model.OnScale(c, Fraction.FromDouble(model.Score(rows[proposal], c).Expected));
                yield return new ScoreSwitch(proposal, criterion.Code, rival, Shown.Trimmed(expected, 4), at is { } score ? Shown.Trimmed(model.OnScale(c, score), 4) : null);
            }
        }
    }

    private static RecomputedCases Recompute(OutcomeInputs inputs, OutcomeModel model, AdditiveValue additive, OutcomeDrawing drawing, CancellationToken cancellation)
    {
        var (values, weights) = model.Weighted(cancellation);
        var seed = drawing.Seed ?? SeedOf(inputs);
        var information = drawing.Weights switch
        {
            DrawnWeights.AsGiven => WeightInformation.Exact(weights),
            DrawnWeights.SameOrder => WeightInformation.Ordinal([.. values.Criteria.GroupBy(c => weights[c]).OrderByDescending(tier => tier.Key).Select(tier => (IReadOnlyList<string>)[.. tier])]),
            DrawnWeights.Any => WeightInformation.Unknown(values.Criteria),
            _ => throw new ArgumentOutOfRangeException(nameof(drawing), drawing.Weights, "No way to draw weights."),
        };
        var names = additive.Ranking.Select(r => r.Name).ToList();
        var leader = names.Count <= EveryPairUpTo ? null : names[0];
        var counts = PlaceCounts.Run(values, information.Value, new DrawOptions(seed, drawing.Draws, Threads: drawing.Threads) { Cancellation = cancellation }, leader).Value;
        return new RecomputedCases(drawing.Draws, seed.ToString(CultureInfo.InvariantCulture), Smaa2.Generator, drawing.Weights,
        [
            .. names.Select(name => new RecomputedProposal(name, counts.First[name], OutOf100(counts.First[name], drawing.Draws),
                counts.Places is { } places ? [.. places.Row(name).ToList()] : [],
                leader is null || name == leader ? [.. names.Where(other => other != name).Select(other => new AheadOf(other, counts.Ahead[name, other], OutOf100(counts.Ahead[name, other], drawing.Draws)))] : [])),
        ], OutcomeSummary.Recomputed(names[0], counts.First[names[0]], drawing), names.Count > 1 ? OutcomeSummary.Ahead(names[0], names[1], counts.Ahead[names[0], names[1]], drawing.Draws) : null);
    }

    /// <summary>Cases out of 100: all or none only where it is all or none.</summary>
    private static int OutOf100(int cases, int draws) =>
        cases == 0 ? 0 : cases == draws ? 100 : Math.Clamp((int)((200L * cases + draws) / (2L * draws)), 1, 99);

    /// <summary>The seed of an outcome: the first eight bytes, little-endian, of the SHA-256 of "seed", the id of the weighing and the fingerprint.</summary>
    private static ulong SeedOf(OutcomeInputs inputs) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"seed {inputs.Weighing:D} {inputs.Fingerprint}")));

    private static IEnumerable<AssessorOutcome> ByAssessor(OutcomeInputs inputs, ImmutableArray<string> first, CancellationToken cancellation)
    {
        var assessors = inputs.Scores.GroupBy(s => OutcomeInputs.Key(s.By)).ToList();
        if (assessors.Count < 2) yield break;
        foreach (var theirs in assessors)
        {
            cancellation.ThrowIfCancellationRequested();
            var ranking = new OutcomeModel(inputs, theirs, cancellation).Additive is { } additive
                ? additive.Ranking.Select(r => new AssessorTotal(r.Name, r.Rank, Points(new ValueBand(additive.Bands[r.Name].Low, r.Value, additive.Bands[r.Name].High)))).ToImmutableArray() : [];
            var theirFirst = ranking.Where(r => r.Rank == 1).Select(r => r.Proposal).ToImmutableArray();
            yield return new AssessorOutcome(theirs.First().By, theirFirst, theirFirst.ToHashSet().SetEquals(first), ranking, [.. inputs.Gaps(theirs)]);
        }
    }

    private static IEnumerable<AssessorDifference> Differences(OutcomeInputs inputs, OutcomeModel model)
    {
        var found = new List<(Fraction Points, AssessorScore Lowest, AssessorScore Highest, int Row, int Column)>();
        for (var p = 0; p < inputs.Proposals.Length; p++)
        {
            for (var c = 0; c < inputs.Criteria.Length; c++)
            {
                if (inputs.Criteria[c].Weight == 0 || model.Cell(p, c) is not { Count: > 1 } cell) continue;
                var sorted = cell.OrderBy(s => inputs.Criteria[c].Direction == Direction.HigherIsBetter ? s.Estimate.Expected : -s.Estimate.Expected).ThenBy(s => OutcomeInputs.Key(s.By), StringComparer.Ordinal).ToList();
                var (lowest, highest) = (sorted[0], sorted[^1]);
                if (lowest.Estimate.Expected == highest.Estimate.Expected) continue;
                var points = model.Share(c) * (model.Value(c, highest.Estimate.Expected) - model.Value(c, lowest.Estimate.Expected)) * 100;
                found.Add((points, Said(lowest), Said(highest), p, c));
            }
        }
        return found.OrderByDescending(d => d.Points)
            .ThenBy(d => inputs.Proposals[d.Row].Proposal.Code, StringComparer.Ordinal).ThenBy(d => inputs.Criteria[d.Column].Code, StringComparer.Ordinal)
            .Take(MostDifferences)
            .Select(d => new AssessorDifference(inputs.Proposals[d.Row].Proposal.Code, inputs.Criteria[d.Column].Code, d.Lowest, d.Highest, Shown.Rounded(d.Points)));

        static AssessorScore Said(CountedScore score) => new(score.By, score.Estimate.Expected, score.Score);
    }

    private static Estimate Points(ValueBand band) => new(Shown.Rounded(band.Low * 100), Shown.Rounded(band.Expected * 100), Shown.Rounded(band.High * 100));

    /// <summary>The scale that all criteria have, by its ends and unit; null where they have not all the same, or it is in words.</summary>
    private static Scale? CommonScale(OutcomeInputs inputs) =>
        inputs.Criteria.FirstOrDefault()?.Scale is { Levels.IsEmpty: true } scale
        && inputs.Criteria.All(c => c.Scale.Levels.IsEmpty && c.Scale.Worst == scale.Worst && c.Scale.Best == scale.Best && c.Scale.Unit == scale.Unit) ? scale : null;

    private static Estimate OnScale(Scale scale, ValueBand band)
    {
        var (worst, length) = (Fraction.FromDecimal(scale.Worst), Fraction.FromDecimal(scale.Best) - Fraction.FromDecimal(scale.Worst));
        var (low, high) = length.Sign > 0 ? (band.Low, band.High) : (band.High, band.Low);
        return new Estimate(On(low), On(band.Expected), On(high));

        decimal On(Fraction value) => Shown.Trimmed(worst + value * length, 4);
    }
}
