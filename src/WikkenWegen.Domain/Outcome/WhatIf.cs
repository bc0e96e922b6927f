using System.Collections.Immutable;
using WikkenWegen.Domain.Criteria;

namespace WikkenWegen.Domain.Outcome;

/// <summary>Another weight of a criterion.</summary>
/// <param name="Criterion">Code of the criterion, in either case.</param>
/// <param name="Weight">The weight, 0 or more; the other criteria keep theirs.</param>
public sealed record SupposedWeight(string Criterion, decimal Weight);

/// <summary>Another scale of a criterion; the scores stay the numbers that they are.</summary>
/// <param name="Criterion">Code of the criterion, in either case.</param>
/// <param name="Worst">The worst realistic value.</param>
/// <param name="Best">The best realistic value; it differs from the worst.</param>
public sealed record SupposedScale(string Criterion, decimal Worst, decimal Best);

/// <summary>Another score.</summary>
/// <param name="Proposal">Code of the proposal, in either case.</param>
/// <param name="Criterion">Code of the criterion, in either case.</param>
/// <param name="By">Whose score it replaces, or is added to those of the others; null to replace the scores of all.</param>
/// <param name="Estimate">The judgement, on the scale of the criterion in this variant.</param>
public sealed record SupposedScore(string Proposal, string Criterion, Who? By, Estimate Estimate);

/// <summary>An assumption of a decision that is dropped, with the scores that rest on it: these no longer count.</summary>
/// <param name="Decision">Number of the decision.</param>
/// <param name="Assumption">Number of the assumption: its place in the decision, from 1.</param>
/// <param name="Scores">Numbers of the scores that rest on it. No event says which these are, so whoever asks does.</param>
public sealed record DroppedAssumption(int Decision, int Assumption, ImmutableArray<int> Scores);

/// <summary>What is supposed, without recording anything. Nothing supposed is the real one.</summary>
public sealed record WhatIf
{
    /// <summary>Refuses a criterion that the version of the criteria does not have.</summary>
    public static readonly Rule CriterionNotCompared = new("criterion-not-compared", RuleKind.Invalid,
        "Criterium {0} bestaat niet in deze uitkomst.",
        "Criterion {0} does not exist in this outcome.");

    /// <summary>Refuses a proposal that does not exist or was withdrawn.</summary>
    public static readonly Rule ProposalNotCompared = new("proposal-not-compared", RuleKind.Invalid,
        "Voorstel {0} bestaat niet in deze uitkomst.",
        "Proposal {0} does not exist in this outcome.");

    /// <summary>Refuses a score that does not count in the real outcome.</summary>
    public static readonly Rule ScoreNotCounted = new("score-not-counted", RuleKind.Invalid,
        "Score {0} telt niet mee in deze uitkomst.",
        "Score {0} does not count in this outcome.");

    /// <summary>Refuses a decision or assumption that does not exist.</summary>
    public static readonly Rule AssumptionNotThere = new("assumption-not-there", RuleKind.Invalid,
        "Besluit {0} heeft geen aanname {1}.",
        "Decision {0} has no assumption {1}.");

    /// <summary>Refuses the same thing supposed twice.</summary>
    public static readonly Rule SupposedTwice = new("supposed-twice", RuleKind.Invalid,
        "Voor {0} is twee keer iets verondersteld.",
        "Something is supposed twice for {0}.");

    /// <summary>Refuses a scale on which a score that counts does not lie.</summary>
    public static readonly Rule ScoreOffSupposedScale = new("score-off-supposed-scale", RuleKind.Invalid,
        "Op deze meetlat van {0} valt score {1} buiten de uitersten.",
        "On this scale of {0}, score {1} lies beyond the ends.");

    /// <summary>Other weights; empty where these stay.</summary>
    public ImmutableArray<SupposedWeight> Weights { get; init; } = [];

    /// <summary>Other scales; empty where these stay.</summary>
    public ImmutableArray<SupposedScale> Scales { get; init; } = [];

    /// <summary>Other scores; empty where these stay.</summary>
    public ImmutableArray<SupposedScore> Scores { get; init; } = [];

    /// <summary>Codes of proposals that are left out, in either case; empty where none is.</summary>
    public ImmutableArray<string> LeftOut { get; init; } = [];

    /// <summary>Assumptions that are dropped; empty where none is.</summary>
    public ImmutableArray<DroppedAssumption> Dropped { get; init; } = [];

    /// <summary>The inputs of the variant, or everything that is wrong with it.</summary>
    /// <param name="real">The real inputs.</param>
    /// <param name="weighing">The state that these are of.</param>
    /// <returns>The inputs where nothing is refused. Pointers are those of the members, such as /weights/0/criterion.</returns>
    public (OutcomeInputs Inputs, ImmutableArray<Refusal> Refusals) Suppose(OutcomeInputs real, Weighing weighing)
    {
        ArgumentNullException.ThrowIfNull(real);
        ArgumentNullException.ThrowIfNull(weighing);
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        var dropped = Drop(real, weighing, refusals);
        var inputs = LeaveOut(real with { Scores = [.. real.Scores.Where(s => s.Score is not { } number || !dropped.Contains(number))] }, refusals);
        var isReplaced = Replaced();
        inputs = Rescale(Reweigh(inputs, refusals), isReplaced, refusals);
        inputs = Rescore(inputs, real, weighing, isReplaced, refusals);
        return (inputs, refusals.ToImmutable());
    }

    private HashSet<int> Drop(OutcomeInputs real, Weighing weighing, ImmutableArray<Refusal>.Builder refusals)
    {
        var counted = real.Scores.Select(s => s.Score).OfType<int>().ToHashSet();
        foreach (var (i, dropped) in Dropped.Index())
        {
            if (weighing.Decisions.FirstOrDefault(d => d.Number == dropped.Decision) is not { } decision || dropped.Assumption < 1 || dropped.Assumption > decision.Content.Assumptions.Length)
                refusals.Add(AssumptionNotThere.At($"/dropped/{i}/assumption", dropped.Decision, dropped.Assumption));
            foreach (var (j, score) in dropped.Scores.Index())
                if (!counted.Contains(score)) refusals.Add(ScoreNotCounted.At($"/dropped/{i}/scores/{j}", score));
        }
        return [.. Dropped.SelectMany(d => d.Scores)];
    }

    private OutcomeInputs LeaveOut(OutcomeInputs inputs, ImmutableArray<Refusal>.Builder refusals)
    {
        foreach (var (i, code) in LeftOut.Index())
            if (!inputs.Proposals.Any(p => Codes.Same(p.Proposal.Code, code))) refusals.Add(ProposalNotCompared.At($"/leftOut/{i}", code));
        var without = LeftOut.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return LeftOut.IsEmpty ? inputs : inputs with
        {
            Proposals = [.. inputs.Proposals.Where(p => !without.Contains(p.Proposal.Code))],
            Scores = [.. inputs.Scores.Where(s => !without.Contains(s.Proposal))],
            NotCounted = [.. inputs.NotCounted.Where(s => !without.Contains(s.Proposal))],
        };
    }

    private OutcomeInputs Reweigh(OutcomeInputs inputs, ImmutableArray<Refusal>.Builder refusals)
    {
        var weights = new Dictionary<string, decimal>();
        foreach (var (i, supposed) in Weights.Index())
        {
            if (Find(inputs, supposed.Criterion) is not { } criterion) refusals.Add(CriterionNotCompared.At($"/weights/{i}/criterion", supposed.Criterion));
            else if (supposed.Weight < 0) refusals.Add(SetCriteria.WeightNegative.At($"/weights/{i}/weight", criterion.Code));
            else if (!weights.TryAdd(criterion.Code, supposed.Weight)) refusals.Add(SupposedTwice.At($"/weights/{i}/criterion", criterion.Code));
        }
        var criteria = inputs.Criteria.Select(c => weights.TryGetValue(c.Code, out var weight) ? c with { Weight = weight } : c).ToImmutableArray();
        if (weights.Count > 0 && criteria.All(c => c.Weight == 0)) refusals.Add(SetCriteria.WeightsAllZero.At("/weights"));
        return weights.Count == 0 ? inputs : inputs with { Criteria = criteria };
    }

    private OutcomeInputs Rescale(OutcomeInputs inputs, Func<CountedScore, bool> isReplaced, ImmutableArray<Refusal>.Builder refusals)
    {
        var scales = new Dictionary<string, Scale>();
        foreach (var (i, supposed) in Scales.Index())
        {
            if (Find(inputs, supposed.Criterion) is not { } criterion) refusals.Add(CriterionNotCompared.At($"/scales/{i}/criterion", supposed.Criterion));
            else if (supposed.Worst == supposed.Best) refusals.Add(SetCriteria.ScaleWithoutRange.At($"/scales/{i}/best", criterion.Code, supposed.Best));
            else if (!scales.TryAdd(criterion.Code, supposed.Worst == criterion.Scale.Worst && supposed.Best == criterion.Scale.Best ? criterion.Scale : new Scale { Worst = supposed.Worst, Best = supposed.Best, Unit = criterion.Scale.Unit })) refusals.Add(SupposedTwice.At($"/scales/{i}/criterion", criterion.Code));
            else if (inputs.Scores.FirstOrDefault(s => s.Criterion == criterion.Code && !isReplaced(s) && !Holds(scales[criterion.Code], s.Estimate)) is { } off)
                refusals.Add(ScoreOffSupposedScale.At($"/scales/{i}", criterion.Code, off.Score!));
        }
        return scales.Count == 0 ? inputs : inputs with
        {
            Criteria = [.. inputs.Criteria.Select(c => scales.TryGetValue(c.Code, out var scale) ? c with { Scale = scale, Direction = scale.Best > scale.Worst ? Direction.HigherIsBetter : Direction.LowerIsBetter } : c)],
        };
    }

    private OutcomeInputs Rescore(OutcomeInputs inputs, OutcomeInputs real, Weighing weighing, Func<CountedScore, bool> isReplaced, ImmutableArray<Refusal>.Builder refusals)
    {
        var (supposed, assessors) = (new Dictionary<(string, string, string), CountedScore>(), real.Assessors);
        foreach (var (i, score) in Scores.Index())
        {
            var pointer = $"/scores/{i}";
            var (proposal, criterion) = (real.Proposals.FirstOrDefault(p => Codes.Same(p.Proposal.Code, score.Proposal)), Find(inputs, score.Criterion));
            if (proposal is null) refusals.Add(ProposalNotCompared.At(pointer + "/proposal", score.Proposal));
            if (criterion is null) refusals.Add(CriterionNotCompared.At(pointer + "/criterion", score.Criterion));
            foreach (var refusal in score.Estimate.Refusals(criterion)) refusals.Add(refusal with { Pointer = pointer + refusal.Pointer });
            var before = refusals.Count;
            refusals.AddRange(score.By.Refusals(weighing, pointer + "/by"));
            if (proposal is null || criterion is null || refusals.Count > before) continue;
            var who = score.By is not { } named ? Supposition : assessors.FirstOrDefault(a => IsSame(a, named)) ?? named.WithCodesOf(weighing);
            var counted = new CountedScore(proposal.Proposal.Code, criterion.Code, who, score.Estimate, null, null);
            if (!supposed.TryAdd((counted.Proposal, counted.Criterion, OutcomeInputs.Key(who)), counted)) refusals.Add(SupposedTwice.At(pointer, $"{counted.Proposal} {counted.Criterion}"));
        }
        return supposed.Count == 0 ? inputs : inputs with
        {
            Scores = [.. inputs.Scores.Where(s => !isReplaced(s)), .. supposed.Values.Where(s => inputs.Proposals.Any(p => p.Proposal.Code == s.Proposal))],
        };
    }

    /// <summary>Who judges where all scores are replaced.</summary>
    private static readonly Who Supposition = new(null, "what-if");

    /// <summary>Whether a score is replaced by one that is supposed: of all who judged, or of whoever gave it.</summary>
    private Func<CountedScore, bool> Replaced()
    {
        var cells = Scores.Where(s => s.By is null or { Stakeholder: not null } or { Role: not null })
            .Select(s => (Upper(s.Proposal), Upper(s.Criterion), s.By is null ? null : Upper(OutcomeInputs.Key(s.By)))).ToHashSet();
        return cells.Count == 0 ? _ => false : score =>
        {
            var (proposal, criterion) = (Upper(score.Proposal), Upper(score.Criterion));
            return cells.Contains((proposal, criterion, null)) || cells.Contains((proposal, criterion, Upper(OutcomeInputs.Key(score.By))));
        };

        static string Upper(string text) => text.ToUpperInvariant();
    }

    private static bool IsSame(Who one, Who other) => Codes.Same(one.Stakeholder, other.Stakeholder) || (one.Role is not null && Names.Same(one.Role, other.Role));

    private static bool Holds(Scale scale, Estimate estimate) => scale.Holds(estimate.Low) && scale.Holds(estimate.High);

    private static Criterion? Find(OutcomeInputs inputs, string code) => inputs.Criteria.FirstOrDefault(c => Codes.Same(c.Code, code));
}
