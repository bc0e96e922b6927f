namespace WikkenWegen.Mcda;

/// <summary>How one value must change for two proposals to draw level.</summary>
/// <param name="Proposal">The proposal whose value changes.</param>
/// <param name="Criterion">The criterion on which it changes.</param>
/// <param name="Rival">The proposal it draws level with.</param>
/// <param name="Change">(V(rival) − V(proposal)) / weight: above 0 where the proposal is behind.</param>
/// <param name="Value">The value after the change.</param>
/// <param name="Feasible">Whether that value lies on the scale; null where values were given directly, without a scale.</param>
/// <param name="Score">The score of that value; null where the scale gives none or several, and where it is not feasible.</param>
public sealed record SwitchingValue(string Proposal, string Criterion, string Rival, Fraction Change, Fraction Value, bool? Feasible, Fraction? Score);

/// <summary>Score switching values: the score on one criterion at which one proposal draws level with another, all else equal.</summary>
/// <remarks>Source: HM Treasury, The Green Book (2022), ch. 5 (switching values). Exact. Immutable and safe for use by several threads.</remarks>
public sealed class ScoreSwitching : IComputed
{
    private readonly AdditiveValue _outcome;

    private ScoreSwitching(AdditiveValue outcome) => _outcome = outcome;

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("score-switching", "1.0.0");

    /// <summary>Takes an outcome.</summary>
    /// <param name="outcome">The totals.</param>
    public static ScoreSwitching Of(AdditiveValue outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return new ScoreSwitching(outcome);
    }

    /// <summary>The value at which <paramref name="proposal"/> draws level with <paramref name="rival"/>.</summary>
    /// <param name="proposal">The proposal whose value changes.</param>
    /// <param name="criterion">The criterion on which it changes.</param>
    /// <param name="rival">Another proposal.</param>
    /// <returns>The change; null where the criterion has weight 0 (no change can help).</returns>
    /// <exception cref="KeyNotFoundException">No such proposal or criterion: a bug of the caller.</exception>
    public SwitchingValue? At(string proposal, string criterion, string rival)
    {
        var c = _outcome.Values.CriterionNames.Index[criterion];
        var change = _outcome.Totals[rival] - _outcome.Totals[proposal];
        if (_outcome.WeightsInOrder[c].IsZero) return null;
        change /= _outcome.WeightsInOrder[c];
        var value = _outcome.Values[proposal, criterion].Expected + change;
        if (_outcome.Values.Functions[c] is not { } function) return new SwitchingValue(proposal, criterion, rival, change, value, null, null);
        var feasible = value >= function.LeastValue && value <= function.GreatestValue;
        return new SwitchingValue(proposal, criterion, rival, change, value, feasible, feasible ? function.ScoreOf(value) : null);
    }
}
