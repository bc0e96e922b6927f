namespace WikkenWegen.Mcda;

/// <summary>How to draw.</summary>
/// <param name="Seed">Seed of all draws. Fix it before the scores are known, or derive it from the case, so that nobody can try seeds until one gives the outcome wanted.</param>
/// <param name="Iterations">Number of draws, from 1 to <see cref="MaxIterations"/>. The 95 % error of a share is at most 0.98/√iterations: 0.0098 for the default.</param>
/// <param name="Distribution">How a score between low and high is drawn.</param>
/// <param name="Threads">Threads to use, 1 or more. Changes the time, not one bit of the result.</param>
public sealed record DrawOptions(ulong Seed, int Iterations = 10_000, ScoreDistribution Distribution = ScoreDistribution.Triangular, int Threads = 1)
{
    /// <summary>Ends the computation with an <see cref="OperationCanceledException"/>, within the time of a few hundred draws. Changes no bit of a result.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The greatest number of draws: the 95 % error is then 0.0003. Eight bytes are kept of each draw.</summary>
    public const int MaxIterations = 10_000_000;

    internal void Check(InputErrors errors)
    {
        if (Iterations is < 1 or > MaxIterations) errors.Add(ErrorCode.OutOfRange, null, $"the number of iterations must lie in 1..{MaxIterations}");
        if (Threads < 1) errors.Add(ErrorCode.OutOfRange, null, "there must be one thread at least");
        if (!Enum.IsDefined(Distribution)) errors.Add(ErrorCode.OutOfRange, null, "no such distribution");
    }
}
