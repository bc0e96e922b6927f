namespace WikkenWegen.Domain.Outcome;

/// <summary>How much there is to compute, so that what would take too long is refused before it begins.</summary>
public static class OutcomeWork
{
    /// <summary>The most scores that are combined in one outcome.</summary>
    public const int MostScores = 200_000;

    /// <summary>The most work of drawing: draws, times proposals, times criteria and an eighth of the proposals. 500 proposals on 100 criteria can be drawn 12,000 times.</summary>
    public const long MostDrawing = 1_000_000_000;

    /// <summary>Refuses an outcome of more scores than are combined.</summary>
    public static readonly Rule TooManyScores = new("too-many-scores", RuleKind.Invalid,
        "Deze uitkomst zou {0:N0} scores samennemen; het meeste is {1:N0}. Kies een beoordelaar, een partij of een ronde.",
        "This outcome would combine {0:N0} scores; the most is {1:N0}. Choose an assessor, a party or a round.");

    /// <summary>Refuses draws that would take too long.</summary>
    public static readonly Rule TooManyDraws = new("too-many-draws", RuleKind.Invalid,
        "Met {0:N0} voorstellen en {1:N0} criteria kan de uitkomst hoogstens {2:N0} keer worden herberekend.",
        "With {0:N0} proposals and {1:N0} criteria the outcome can be recomputed {2:N0} times at most.");

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

    /// <summary>Whether computing an outcome of a weighing takes more than some tens of milliseconds.</summary>
    /// <param name="weighing">The state.</param>
    /// <param name="drawing">How often to recompute it.</param>
    public static bool IsHeavy(Weighing weighing, OutcomeDrawing drawing)
    {
        ArgumentNullException.ThrowIfNull(weighing);
        ArgumentNullException.ThrowIfNull(drawing);
        long criteria = weighing.CriteriaVersions.Select(v => v.Set.Criteria.Length).DefaultIfEmpty().Max();
        return weighing.Scores.Count > 1_000 || weighing.Proposals.Count * (criteria + weighing.Proposals.Count / 8) * drawing.Draws > 5_000_000;
    }

    private static long Each(OutcomeInputs inputs) => inputs.Proposals.Length * (inputs.Criteria.Length + inputs.Proposals.Length / 8L);
}
