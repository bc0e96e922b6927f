namespace WikkenWegen.Domain;

/// <summary>What a review concludes.</summary>
public enum ReviewConclusion
{
    /// <summary>Go on as decided.</summary>
    Continue,

    /// <summary>Go on, adjusted.</summary>
    Adjust,

    /// <summary>Stop.</summary>
    Stop,

    /// <summary>Weigh again.</summary>
    WeighAgain,
}

/// <summary>A review (evaluatie) of a decision.</summary>
/// <param name="Number">Number of the review, from 1 within the decision.</param>
/// <param name="Expected">What was expected of the decision; kept in the vault.</param>
/// <param name="Found">What came of it; kept in the vault.</param>
/// <param name="Lessons">What was learnt, kept in the vault; absent where that was not said.</param>
/// <param name="Conclusion">What follows from the review.</param>
/// <param name="Origin">The event in which it was held.</param>
public sealed record Review(int Number, Sealed Expected, Sealed Found, Sealed? Lessons, ReviewConclusion Conclusion, Origin Origin);
