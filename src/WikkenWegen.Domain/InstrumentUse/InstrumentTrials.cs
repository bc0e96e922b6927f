using System.Collections.Immutable;
using WikkenWegen.Domain.Findings;
using WikkenWegen.Domain.Instruments;
using WikkenWegen.Domain.Outcome;
using WikkenWegen.Mcda;

namespace WikkenWegen.Domain.InstrumentUse;

/// <summary>
/// Tries an instrument on a past weighing: a function of its content and of the weighing as it was recorded at a moment. What was scored then counts where it
/// means the same on the scales of the instrument; what the record does not say is told, and never made up; what cannot be added up stays beside.
/// </summary>
public static class InstrumentTrials
{
    /// <summary>Totals and places are asked, and not how sure they are.</summary>
    private static readonly OutcomeDrawing NoDraws = new() { Draws = 0 };

    /// <summary>The decision that had been taken in a state of a weighing: the newest that answers the question and was neither withdrawn nor rejected before anything was done with it; null where there is none.</summary>
    public static Decision? DecisionOf(Weighing weighing) => weighing.Decisions.LastOrDefault(d => d.IsFinal && FindingContext.IsAnswerable(d));

    /// <summary>What an instrument would have said of a weighing.</summary>
    /// <param name="instrument">The content of a version, or of a draft.</param>
    /// <param name="weighing">The weighing as it was recorded then, of which <see cref="TrialRefusals"/> refuse nothing; its id must be filled in.</param>
    /// <param name="matches">Which criteria belong together, where their codes do not say so.</param>
    /// <param name="method">The method by which outcomes are computed.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static WeighingTrial Of(InstrumentContent instrument, Weighing weighing, IReadOnlyCollection<MatchedCriterion> matches, OutcomeMethod method, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        ArgumentNullException.ThrowIfNull(weighing);
        var then = OutcomeInputs.Of(weighing, OutcomeSelection.Everything, cancellation);
        var pairs = TriedPair.Of(instrument, weighing.Criteria?.Set, matches);
        var (from, weights) = Weigh(instrument, pairs, then.Criteria);
        var real = WeighingOutcome.Of(then, NoDraws, method, cancellation);
        var tried = from is null ? null : WeighingOutcome.Of(Placed(then, pairs, weights), NoDraws, method, cancellation);
        var (decision, shares) = (DecisionOf(weighing), Shares(weights));
        ImmutableArray<string> chosen = decision is null ? [] : [.. FindingContext.ChosenBy(decision)];
        ImmutableArray<string> first = tried?.First ?? [];
        return new WeighingTrial
        {
            Weighing = weighing.Id,
            Version = weighing.Version,
            CriteriaVersion = then.CriteriaVersion,
            Method = method,
            Criteria = [.. pairs.Select(p => new TriedCriterion(p.Criterion.Code, p.Code, p.Fit, p.Counts && shares.TryGetValue(p.Scored!.Code, out var share) ? share : null, Said(p, then), Beyond(p, then)))],
            NotLookedAt = weighing.Criteria is not { Set: var set } ? [] : [.. set.Criteria.Select(c => c.Code).Concat(set.Beside.Select(c => c.Code)).Except(pairs.Select(p => p.Code).OfType<string>())],
            Weights = from,
            Covered = Covered(instrument, pairs),
            Proposals = Proposals(real, tried, pairs),
            First = first,
            FirstThen = real.First,
            Decision = decision?.Number,
            Decided = decision?.Kind,
            Chosen = chosen,
            FirstIsChosen = first.IsEmpty || chosen.IsEmpty ? null : chosen.Any(first.Contains),
        };
    }

    /// <summary>A trial that was recorded, computed once more; null where this release does not know its method.</summary>
    /// <param name="instrument">The content that was tried.</param>
    /// <param name="weighing">The weighing as it was recorded then.</param>
    /// <param name="recorded">What was recorded.</param>
    /// <param name="cancellation">Ends it.</param>
    public static WeighingTrial? Again(InstrumentContent instrument, Weighing weighing, WeighingTrial recorded, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return !WeighingOutcome.Methods.Contains(recorded.Method) ? null
            : Of(instrument, weighing, [.. recorded.Criteria.Select(c => new MatchedCriterion(c.Criterion, c.WeighingCriterion))], recorded.Method, cancellation);
    }

    /// <summary>Whether two trials say the same in everything.</summary>
    public static bool AreSame(WeighingTrial one, WeighingTrial other) => EventContract.Changed(one, other).IsEmpty;

    /// <summary>
    /// Which weights count, and the weight of each criterion of the weighing that does; null where nothing can be added up. Weights that say the same as those of
    /// the weighing are taken in the numbers of the weighing, so that the same comes out to the bit.
    /// </summary>
    private static (TrialWeights? From, Dictionary<string, decimal> Weights) Weigh(InstrumentContent instrument, ImmutableArray<TriedPair> pairs, ImmutableArray<Criterion> then)
    {
        // In the order of the weighing: it makes no difference to the numbers, and what is the same is then computed in the same order.
        var counted = pairs.Where(p => p.Counts).OrderBy(p => then.IndexOf(p.Scored!)).ToList();
        var own = counted.Select(p => p.Scored!.Weight).ToList();
        if (instrument.Weights == InstrumentWeights.Prescribed)
        {
            var prescribed = counted.Select(p => p.Criterion.Weight ?? 0).ToList();
            return prescribed.All(w => w == 0) ? (null, []) : (TrialWeights.Prescribed, By(HaveTheSameShares(prescribed, own) ? own : prescribed));
        }
        if (counted.Count == 0) return (null, []);
        return own.All(w => w == 0) ? (TrialWeights.Equal, By([.. own.Select(_ => 1m)])) : (TrialWeights.OfWeighing, By(own));

        Dictionary<string, decimal> By(List<decimal> weights) => counted.Zip(weights).ToDictionary(c => c.First.Scored!.Code, c => c.Second);
    }

    private static bool HaveTheSameShares(List<decimal> one, List<decimal> other)
    {
        var (sum, sumOther) = (Fraction.Sum(one.Select(w => (Fraction)w)), Fraction.Sum(other.Select(w => (Fraction)w)));
        return !sumOther.IsZero && one.Zip(other).All(w => w.First * sumOther == w.Second * sum);
    }

    /// <summary>What the outcome by the instrument is computed from: the criteria that count, on its scales and with these weights, and what was scored on them.</summary>
    private static OutcomeInputs Placed(OutcomeInputs then, ImmutableArray<TriedPair> pairs, Dictionary<string, decimal> weights)
    {
        var by = pairs.Where(p => p.Counts).ToDictionary(p => p.Scored!.Code);
        return then with
        {
            Criteria = [.. then.Criteria.Where(c => by.ContainsKey(c.Code)).Select(c => by[c.Code].Placed() with { Weight = weights[c.Code] })],
            Scores = [.. then.Scores.Where(s => by.ContainsKey(s.Criterion)).Select(s => by[s.Criterion].Placed(s))],
            NotCounted = [],
            Beside = null,
        };
    }

    /// <summary>The shares of the weights, in percent, which add up to 100.</summary>
    private static Dictionary<string, decimal> Shares(Dictionary<string, decimal> weights)
    {
        if (weights.Count == 0) return [];
        var (codes, sum) = (weights.Keys.Order(StringComparer.Ordinal).ToList(), Fraction.Sum(weights.Values.Select(w => (Fraction)w)));
        return codes.Zip(Shown.Split([.. codes.Select(code => (Fraction)weights[code] / sum * 100)])).ToDictionary(s => s.First, s => s.Second);
    }

    /// <summary>How much of the prescribed weights those that count have, in percent; null where none are prescribed.</summary>
    private static decimal? Covered(InstrumentContent instrument, ImmutableArray<TriedPair> pairs)
    {
        if (instrument.Weights != InstrumentWeights.Prescribed) return null;
        var (all, counted) = (Sum(pairs), Sum(pairs.Where(p => p.Counts)));
        return all.IsZero ? null : Shown.Rounded(counted / all * 100);

        static Fraction Sum(IEnumerable<TriedPair> of) => Fraction.Sum(of.Select(p => (Fraction)(p.Criterion.Weight ?? 0)));
    }

    private static int Said(TriedPair pair, OutcomeInputs then) => pair.Scored is { Code: var scored } ? then.Scores.Where(s => s.Criterion == scored).Select(s => s.Proposal).Distinct().Count()
        : pair.Stated is { Code: var stated } ? then.Beside!.Criteria.Single(c => c.Criterion == stated).Cells.Length : 0;

    private static int Beyond(TriedPair pair, OutcomeInputs then) => pair.Fit == TrialFit.Reanchored ? then.Scores.Count(s => s.Criterion == pair.Scored!.Code && pair.Placed(s).Estimate != s.Estimate) : 0;

    private static ImmutableArray<TriedProposal> Proposals(WeighingOutcome real, WeighingOutcome? tried, ImmutableArray<TriedPair> pairs)
    {
        var (then, codes) = (real.Results.ToDictionary(r => r.Proposal.Code), pairs.Where(p => p.Counts).ToDictionary(p => p.Scored!.Code, p => p.Criterion.Code));
        return [.. (tried ?? real).Results.Select(r => Row(r.Proposal.Code, tried is null ? null : r, then[r.Proposal.Code]))];

        TriedProposal Row(string code, ProposalResult? now, ProposalResult before) => new()
        {
            Proposal = code,
            Rank = now?.Rank,
            Total = now?.Total?.Expected,
            RankThen = before.Rank,
            TotalThen = before.Total?.Expected,
            Missing = now is null ? [] : [.. now.Missing.Select(c => codes[c])],
        };
    }
}
