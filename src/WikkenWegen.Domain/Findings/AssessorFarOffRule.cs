namespace WikkenWegen.Domain.Findings;

/// <summary>
/// One assessor scores far from the mean of the others: on average by more than <see cref="FarOff"/> of the scale, over at least
/// <see cref="LeastCells"/> scores for which at least <see cref="LeastOthers"/> others scored the same. It looks at the newest scores, and counts no
/// score of a reader's that others may not read yet. Consequences have no distance: of these it counts where one says the opposite of what all others say.
/// </summary>
public sealed class AssessorFarOffRule() : FindingRule("assessor-far-off", FindingSeverity.Info, FindingAxis.Recording,
    new("Scores van één beoordelaar ver af", "Scores of one assessor far off"),
    new("Bespreek waarop de scores berusten; een andere kijk kan heel goed kloppen.", "Discuss what the scores rest on; another view may well be right."))
{
    /// <summary>The mean distance from which scores are far off, as a part of the scale.</summary>
    public const double FarOff = 0.3;

    /// <summary>The least number of scores that are compared.</summary>
    public const int LeastCells = 3;

    /// <summary>The least number of others who scored the same.</summary>
    public const int LeastOthers = 2;

    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context) => OfScores(context.Weighing).Concat(OfConsequences(context.Weighing));

    private IEnumerable<Finding> OfScores(Weighing weighing)
    {
        var scores = weighing.Scores;
        if (scores.Count < LeastCells * (LeastOthers + 1)) return [];
        var assessors = new Assessors();
        foreach (var score in scores.AsSpan()) assessors.Number(score.By);
        return assessors.Count <= LeastOthers ? [] : Compared(weighing, assessors);
    }

    private IEnumerable<Finding> OfConsequences(Weighing weighing)
    {
        if (weighing.Consequences.Count < LeastCells * (LeastOthers + 1)) yield break;
        var (assessors, opposed) = (new Assessors(), new SortedDictionary<int, List<Origin>>());
        foreach (var cell in weighing.Consequences.GroupBy(c => (c.Proposal, c.Criterion, c.CriteriaVersion)))
        {
            var scale = weighing.CriteriaVersions.First(v => v.Version == cell.Key.CriteriaVersion).Set.BesideCriterion(cell.Key.Criterion)!.Scale;
            var said = new Dictionary<int, ConsequenceRevision>();
            foreach (var consequence in cell) said[assessors.Number(consequence.By)] = consequence.Current; // a later one in another round takes its place
            if (said.Count <= LeastOthers) continue;
            foreach (var (number, own) in said)
            {
                if (!said.All(other => other.Key == number || own.Content.IsOppositeOf(other.Value.Content, scale))) continue;
                if (!opposed.TryGetValue(number, out var shown)) opposed[number] = shown = [];
                shown.Add(own.Origin);
            }
        }
        foreach (var (number, shown) in opposed)
        {
            if (shown.Count < LeastCells) continue;
            var who = Speech.Name(assessors[number]);
            yield return Found(shown,
                Invariant($"In {shown.Count} gevolgen zegt {who} het tegendeel van wat alle anderen zeggen."),
                Invariant($"In {shown.Count} consequences {who} says the opposite of what all others say."));
        }
    }

    private IEnumerable<Finding> Compared(Weighing weighing, Assessors assessors)
    {
        var cells = new Dictionary<(ProposalRevisionReference, string, int), Dictionary<int, (double Value, Origin Origin)>>();
        foreach (var score in weighing.Scores)
        {
            if (weighing.CriteriaVersions.FirstOrDefault(v => v.Version == score.CriteriaVersion)?.Set.Criterion(score.Criterion)?.Scale is not { } scale) continue;
            var cell = (score.Proposal, score.Criterion, score.CriteriaVersion);
            if (!cells.TryGetValue(cell, out var judged)) cells[cell] = judged = [];
            var (worst, best) = ((double)scale.Worst, (double)scale.Best);
            judged[assessors.Number(score.By)] = (((double)score.Current.Estimate.Expected - worst) / (best - worst), score.Current.Origin); // a later score in another round takes its place
        }
        var (distances, shown) = (new double[assessors.Count], new List<Origin>?[assessors.Count]);
        foreach (var judged in cells.Values)
        {
            if (judged.Count <= LeastOthers) continue;
            var sum = judged.Values.Sum(j => j.Value);
            foreach (var (number, (value, origin)) in judged)
            {
                distances[number] += Math.Abs(value - (sum - value) / (judged.Count - 1));
                (shown[number] ??= []).Add(origin);
            }
        }
        for (var number = 0; number < assessors.Count; number++)
        {
            if (shown[number] is not { } origins) continue;
            var distance = distances[number];
            if (origins.Count < LeastCells || !(distance / origins.Count > FarOff)) continue;
            var (who, part) = (Speech.Name(assessors[number]), Math.Round((decimal)Math.Min(100 * distance / origins.Count, 100)));
            yield return Found(origins,
                Invariant($"De {origins.Count} scores van {who} liggen gemiddeld {part} % van de meetlat af van die van de anderen."),
                Invariant($"The {origins.Count} scores of {who} lie {part} % of the scale from those of the others on average."));
        }
    }
}
