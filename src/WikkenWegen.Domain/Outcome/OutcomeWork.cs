namespace WikkenWegen.Domain.Outcome;

/// <summary>How much there is to compute, so that what would take too long is refused before it begins.</summary>
public static class OutcomeWork
{
    /// <summary>The most scores that are combined in one outcome.</summary>
    public const int MostScores = 200_000;

    /// <summary>The most work of drawing: draws, times proposals, times criteria and an eighth of the proposals. 500 proposals on 100 criteria can be drawn 12,000 times.</summary>
    public const long MostDrawing = 1_000_000_000;

    /// <summary>The most that is computed under every version of the criteria at once: versions times scores, or times proposals and criteria where these are more.</summary>
    public const long MostUnderVersions = 1_000_000;

    /// <summary>Refuses outcomes under more versions of the criteria than are computed at once.</summary>
    public static readonly Rule TooManyVersions = new("too-many-versions", RuleKind.Invalid,
        "Er zijn {0:N0} versies van de criteria; met zo veel voorstellen en scores zijn er hoogstens {1:N0} tegelijk uit te rekenen. Vraag de uitkomst per versie.",
        "There are {0:N0} versions of the criteria; with so many proposals and scores {1:N0} at most can be computed at once. Ask for the outcome of each version.");

    /// <summary>Refuses an outcome of more scores than are combined.</summary>
    public static readonly Rule TooManyScores = new("too-many-scores", RuleKind.Invalid,
        "Deze uitkomst zou {0:N0} scores samennemen; het meeste is {1:N0}. Kies een beoordelaar, een partij of een ronde.",
        "This outcome would combine {0:N0} scores; the most is {1:N0}. Choose an assessor, a party or a round.");

    /// <summary>Refuses draws that would take too long.</summary>
    public static readonly Rule TooManyDraws = new("too-many-draws", RuleKind.Invalid,
        "Met {0:N0} voorstellen en {1:N0} criteria kan de uitkomst hoogstens {2:N0} keer worden herberekend.",
        "With {0:N0} proposals and {1:N0} criteria the outcome can be recomputed {2:N0} times at most.");

    /// <summary>How often an outcome is recomputed where nobody says so: as often as is usual, or, of so much that this would be refused, as often as can be.</summary>
    /// <param name="inputs">What is computed from.</param>
    /// <param name="times">How many outcomes of this size there are to compute, from 1.</param>
    public static int UsualDraws(OutcomeInputs inputs, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return (int)Math.Min(OutcomeDrawing.Usual.Draws, MostDrawing / Math.Max(Each(inputs) * times, 1));
    }

    /// <summary>What is too much, if anything. The pointers are the names of query parameters: draws, or none.</summary>
    /// <param name="inputs">What is computed from.</param>
    /// <param name="drawing">How often to recompute it.</param>
    /// <param name="times">How many outcomes of this size there are to compute, from 1.</param>
    public static IEnumerable<Refusal> Refusals(OutcomeInputs inputs, OutcomeDrawing drawing, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(drawing);
        if ((long)times * inputs.Scores.Length > MostScores) yield return TooManyScores.At("assessor", (long)times * inputs.Scores.Length, MostScores);
        var each = Each(inputs) * times;
        if (each > 0 && drawing.Draws > MostDrawing / each) yield return TooManyDraws.At("draws", inputs.Proposals.Length, inputs.Criteria.Length, (int)(MostDrawing / each));
    }

    /// <summary>What is too much of the outcomes under every version of the criteria, which are computed without draws; if anything.</summary>
    /// <param name="weighing">The state, as the reader may see it.</param>
    /// <param name="selection">Which scores.</param>
    public static IEnumerable<Refusal> RefusalsUnderVersions(Weighing weighing, OutcomeSelection selection)
    {
        ArgumentNullException.ThrowIfNull(weighing);
        ArgumentNullException.ThrowIfNull(selection);
        // Under no version do more scores count than there are; counting them under each would take as long as what is to be refused.
        var scores = weighing.Scores.Count(score => selection.Has(weighing, score));
        if (scores > MostScores) yield return TooManyScores.At("assessor", (long)scores, MostScores);
        var (versions, each) = (weighing.CriteriaVersions.Count, Math.Max(scores, weighing.Proposals.Count * MostCriteria(weighing)));
        if (scores <= MostScores && versions * each > MostUnderVersions) yield return TooManyVersions.Whole(versions, MostUnderVersions / each);
    }

    /// <summary>Whether computing outcomes of a weighing takes more than some tens of milliseconds.</summary>
    /// <param name="weighing">The state.</param>
    /// <param name="drawing">How often to recompute each.</param>
    /// <param name="times">How many outcomes there are to compute, from 1.</param>
    public static bool IsHeavy(Weighing weighing, OutcomeDrawing drawing, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(weighing);
        ArgumentNullException.ThrowIfNull(drawing);
        var cells = weighing.Proposals.Count * (MostCriteria(weighing) + weighing.Proposals.Count / 8) * times;
        return (long)times * weighing.Scores.Count > 1_000 || cells > 10_000 || cells * drawing.Draws > 5_000_000;
    }

    private static long MostCriteria(Weighing weighing) => weighing.CriteriaVersions.Select(v => v.Set.Criteria.Length).DefaultIfEmpty().Max();

    private static long Each(OutcomeInputs inputs) => inputs.Proposals.Length * (inputs.Criteria.Length + inputs.Proposals.Length / 8L);
}
