namespace WikkenWegen.Mcda;

/// <summary>For each pair of candidates, how many voters rank the one strictly above the other.</summary>
/// <remarks>Immutable and safe for use by several threads.</remarks>
public sealed class PairwisePreferences
{
    private readonly long[] _cells;

    private PairwisePreferences(Names candidates, long[] cells)
    {
        (CandidateNames, _cells) = (candidates, cells);
        Preferring = new NamedTable<long>(candidates, candidates, cells);
    }

    /// <summary>The candidates, in the order given.</summary>
    public IReadOnlyList<string> Candidates => CandidateNames.List;

    /// <summary>Cell (a, b): number of voters who rank a strictly above b; 0 on the diagonal.</summary>
    public NamedTable<long> Preferring { get; }

    internal Names CandidateNames { get; }

    internal int Count => CandidateNames.Count;

    internal long At(int a, int b) => _cells[a * Count + b];

    /// <summary>Counts ballots.</summary>
    /// <param name="ballots">Rankings.</param>
    public static PairwisePreferences Of(Ballots ballots)
    {
        ArgumentNullException.ThrowIfNull(ballots);
        var n = ballots.Candidates.Count;
        var cells = new long[n * n];
        foreach (var (voters, tiers) in ballots.List)
        {
            for (var better = 0; better < tiers.Length; better++)
            {
                foreach (var a in tiers[better])
                {
                    foreach (var b in tiers.Skip(better + 1).SelectMany(tier => tier)) cells[a * n + b] += voters;
                }
            }
        }
        return new PairwisePreferences(ballots.CandidateNames, cells);
    }

    /// <summary>Takes a matrix that was counted elsewhere.</summary>
    /// <param name="candidates">Distinct names.</param>
    /// <param name="preferring">Cell (a, b): number of voters who prefer a to b, 0 or more. The diagonal is not looked at.</param>
    /// <returns>The preferences, or <see cref="ErrorCode.Empty"/>, <see cref="ErrorCode.InvalidName"/>, <see cref="ErrorCode.Duplicate"/>, <see cref="ErrorCode.Ragged"/>, <see cref="ErrorCode.OutOfRange"/> (negative; more than 10,000 candidates).</returns>
    public static Result<PairwisePreferences> Create(IReadOnlyList<string> candidates, long[,] preferring)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(preferring);
        var errors = Shape.Check(candidates, "candidate", candidates, "candidate", Shape.Rows(preferring, value => value));
        Shape.Limit(candidates.Count, "candidates", errors);
        if (errors.Any) return errors.As<PairwisePreferences>();
        var n = candidates.Count;
        var cells = new long[n * n];
        for (var a = 0; a < n; a++)
        {
            for (var b = 0; b < n; b++)
            {
                if (a == b) continue;
                cells[a * n + b] = preferring[a, b];
                if (preferring[a, b] < 0) errors.Add(ErrorCode.OutOfRange, new Cell(candidates[a], candidates[b]), "a negative number of voters");
            }
        }
        return errors.Any ? errors.As<PairwisePreferences>() : new Result<PairwisePreferences>(new PairwisePreferences(new Names(candidates), cells));
    }
}
