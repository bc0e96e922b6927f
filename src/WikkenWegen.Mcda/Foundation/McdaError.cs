namespace WikkenWegen.Mcda;

/// <summary>What is wrong with an input. Codes are stable: translate by code, not by message.</summary>
public enum ErrorCode
{
    /// <summary>There is nothing to compute with: no row, no column, no weight, no draw.</summary>
    Empty,

    /// <summary>A name is null, blank, or no well-formed Unicode.</summary>
    InvalidName,

    /// <summary>The same name, or the same point of a scale, stands twice.</summary>
    Duplicate,

    /// <summary>A name that the other inputs do not know.</summary>
    UnknownName,

    /// <summary>A row has another number of cells than there are columns, or there is another number of rows than names.</summary>
    Ragged,

    /// <summary>A cell, weight or function that is needed is not there (null).</summary>
    Missing,

    /// <summary>A number is NaN.</summary>
    NotANumber,

    /// <summary>A number is +∞ or −∞.</summary>
    Infinite,

    /// <summary>The inputs are finite, the arithmetic on them is not: magnitudes beyond the range of a double.</summary>
    Overflow,

    /// <summary>A number lies outside the range that its meaning allows; the message gives the range.</summary>
    OutOfRange,

    /// <summary>A score lies outside its scale and the scale refuses that.</summary>
    OutsideScale,

    /// <summary>A word that the scale does not know.</summary>
    UnknownWord,

    /// <summary>A word was given where a number is needed, or the other way round.</summary>
    WrongKind,

    /// <summary>Low, expected and high are not in that order.</summary>
    NotOrdered,

    /// <summary>A scale, or a column that is to be normalised, has no range: worst equals best.</summary>
    ZeroRange,

    /// <summary>All weights are 0.</summary>
    WeightsSumToZero,

    /// <summary>The weights must sum to 1 here and do not.</summary>
    WeightsNotNormalised,

    /// <summary>No weights satisfy the information given.</summary>
    Infeasible,

    /// <summary>No weights inside the intervals were found in the attempts allowed. The chances of an attempt are such that this is not to be expected.</summary>
    SamplingExhausted,

    /// <summary>A pairwise comparison and its mirror image are not each other's reciprocal.</summary>
    NotReciprocal,

    /// <summary>An iteration did not converge.</summary>
    NotConverged,
}

/// <summary>Where an error is. Names as the caller gave them; positions, counted from 1 and written as <c>#3</c>, where there is no usable name.</summary>
/// <param name="Row">Proposal, rater, voter or draw; null where the error is about a whole column.</param>
/// <param name="Column">Criterion, unit or candidate; null where the error is about a whole row.</param>
public readonly record struct Cell(string? Row, string? Column)
{
    /// <summary>For example <c>(V1, BET)</c>; a part that is null is written <c>*</c>.</summary>
    public override string ToString() => $"({Row ?? "*"}, {Column ?? "*"})";
}

/// <summary>One thing that is wrong with the inputs.</summary>
/// <param name="Code">What is wrong.</param>
/// <param name="Cell">Where; null where the error is about the inputs as a whole.</param>
/// <param name="Message">One English sentence for a developer.</param>
public sealed record McdaError(ErrorCode Code, Cell? Cell, string Message)
{
    /// <summary>For example <c>Missing (V1, BET): no score</c>.</summary>
    public override string ToString() => Cell is { } cell ? $"{Code} {cell}: {Message}" : $"{Code}: {Message}";
}
