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
/// <param name="Number">From 1 within the decision.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Found">What came of it.</param>
/// <param name="Lessons">What was learnt.</param>
/// <param name="Conclusion">What it concludes.</param>
/// <param name="Origin">Its event.</param>
public sealed record Review(int Number, Sealed Expected, Sealed Found, Sealed? Lessons, ReviewConclusion Conclusion, Origin Origin);
