namespace WikkenWegen.Domain;

/// <summary>Why a score does not count.</summary>
public enum NotCountedReason
{
    /// <summary>The direction or the scale of the criterion is another in this version of the criteria: the score is to be given again.</summary>
    ScaleChanged,

    /// <summary>This version of the criteria does not have the criterion.</summary>
    CriterionNotThere,

    /// <summary>The proposal was withdrawn.</summary>
    ProposalWithdrawn,
}

/// <summary>Why the first place is not clear.</summary>
public enum OutcomeDoubt
{
    /// <summary>The totals are equal.</summary>
    Tie,

    /// <summary>The difference is below the margin that was agreed.</summary>
    BelowMargin,

    /// <summary>The bands overlap: within the ranges of the scores, the other can come out ahead.</summary>
    BandsOverlap,

    /// <summary>A score of the other is missing: with some scores that can still be given, within the ranges of the others, it can come out ahead.</summary>
    ScoreMissing,
}

/// <summary>How one proposal is at least as good as another on every criterion, so that no weights can turn them round.</summary>
public enum DominanceStrength
{
    /// <summary>At least as good on every criterion and better on one, by the expected scores.</summary>
    Weak,

    /// <summary>Better on every criterion, by the expected scores.</summary>
    Strict,
}

/// <summary>How weights are drawn when the outcome is recomputed many times.</summary>
public enum DrawnWeights
{
    /// <summary>Any weights that keep the order of importance; criteria of equal weight in any order.</summary>
    SameOrder,

    /// <summary>The weights as they are: only the scores are drawn.</summary>
    AsGiven,

    /// <summary>Any weights at all.</summary>
    Any,
}

/// <summary>What computing a recorded outcome once more shows.</summary>
public enum OutcomeVerdict
{
    /// <summary>The same came out, to the bit.</summary>
    Same,

    /// <summary>Something else came out.</summary>
    Different,

    /// <summary>It was computed elsewhere, so that it cannot be computed again here.</summary>
    ComputedElsewhere,

    /// <summary>It was computed by another method, or another version of the method, than this installation has.</summary>
    OtherMethod,
}
