namespace WikkenWegen.Mcda;

/// <summary>How a number of voters rank the candidates.</summary>
/// <param name="Voters">Number of voters with this ranking, 0 or more.</param>
/// <param name="Tiers">Candidates, the best first; candidates of one tier are ranked equally.</param>
/// <remarks>Equal where the number of voters is and each tier names the same candidates in the same order. Checked by <see cref="Ballots.Create"/>, not here.</remarks>
public sealed record Ballot(int Voters, IReadOnlyList<IReadOnlyList<string>> Tiers)
{
    /// <summary>A ranking without ties.</summary>
    /// <param name="voters">Number of voters with this ranking.</param>
    /// <param name="bestFirst">Candidates, the best first.</param>
    public static Ballot Strict(int voters, params IReadOnlyList<string> bestFirst) => new(voters, RankedWeights.Strict(bestFirst));

    /// <inheritdoc/>
    public bool Equals(Ballot? other) =>
        other is not null && Voters == other.Voters && (ReferenceEquals(Tiers, other.Tiers)
            || (Tiers is not null && other.Tiers is not null && Tiers.Count == other.Tiers.Count && Tiers.Zip(other.Tiers).All(pair => Same(pair.First, pair.Second))));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Voters, Tiers?.Count);

    /// <summary>For example <c>3: A = B &gt; C</c>: three voters rank A and B equally, both above C.</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Voters}: {string.Join(" > ", (Tiers ?? []).Select(tier => string.Join(" = ", tier ?? [])))}");

    private static bool Same(IReadOnlyList<string>? a, IReadOnlyList<string>? b) => ReferenceEquals(a, b) || (a is not null && b is not null && a.SequenceEqual(b));
}

/// <summary>What a candidate counts for that a ballot does not name.</summary>
public enum UnrankedCandidates
{
    /// <summary>A ballot that leaves out a candidate is an error.</summary>
    Refuse,

    /// <summary>All that a ballot leaves out share its last place.</summary>
    TieLast,
}

/// <summary>All ballots of a vote by ranking.</summary>
/// <remarks>Immutable and safe for use by several threads.</remarks>
public sealed class Ballots
{
    private Ballots(Names candidates, IReadOnlyList<(long Voters, int[][] Tiers)> ballots) => (CandidateNames, List) = (candidates, ballots);

    /// <summary>The candidates (proposals), in the order given.</summary>
    public IReadOnlyList<string> Candidates => CandidateNames.List;

    /// <summary>Number of voters.</summary>
    public long Voters => List.Sum(ballot => ballot.Voters);

    internal Names CandidateNames { get; }

    internal IReadOnlyList<(long Voters, int[][] Tiers)> List { get; }

    /// <summary>Checks and takes ballots.</summary>
    /// <param name="candidates">Distinct names.</param>
    /// <param name="ballots">Rankings with their numbers of voters.</param>
    /// <param name="unranked">Rule for candidates that a ballot does not name.</param>
    /// <returns>
    /// The ballots, or every error, with the position of the ballot as row: <see cref="ErrorCode.Empty"/> (no candidates, no voters), <see cref="ErrorCode.InvalidName"/>, <see cref="ErrorCode.Duplicate"/>
    /// (also within a ballot), <see cref="ErrorCode.UnknownName"/>, <see cref="ErrorCode.Missing"/> (a candidate left out), <see cref="ErrorCode.OutOfRange"/> (a negative number of voters; more than 10,000 candidates; no such rule).
    /// </returns>
    public static Result<Ballots> Create(IReadOnlyList<string> candidates, IEnumerable<Ballot> ballots, UnrankedCandidates unranked = UnrankedCandidates.Refuse)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(ballots);
        var errors = new InputErrors();
        errors.Columns(candidates, "candidate");
        Shape.Limit(candidates.Count, "candidates", errors);
        if (!Enum.IsDefined(unranked)) errors.Add(ErrorCode.OutOfRange, null, $"no rule {unranked}");
        if (errors.Any) return errors.As<Ballots>();
        var names = new Names(candidates);
        var list = ballots.Select((ballot, i) => (Voters: (long)(ballot?.Voters ?? 0), Tiers: Read(ballot, InputErrors.Position(i), names, unranked, errors))).ToList();
        if (!errors.Any && list.Sum(ballot => ballot.Voters) == 0) errors.Add(ErrorCode.Empty, null, "there are no voters");
        return errors.Any ? errors.As<Ballots>() : new Result<Ballots>(new Ballots(names, list));
    }

    private static int[][] Read(Ballot? ballot, string row, Names names, UnrankedCandidates unranked, InputErrors errors)
    {
        if (ballot?.Tiers is null || ballot.Tiers.Any(tier => tier is null))
        {
            errors.Add(ErrorCode.Missing, new Cell(row, null), "the ballot or a tier of it is null");
            return [];
        }
        if (ballot.Voters < 0) errors.Add(ErrorCode.OutOfRange, new Cell(row, null), "a negative number of voters");
        var seen = new HashSet<int>();
        var tiers = new List<int[]>();
        foreach (var tier in ballot.Tiers)
        {
            var members = new List<int>();
            foreach (var name in tier)
            {
                if (name is null || !names.Index.TryGetValue(name, out var candidate)) errors.Add(ErrorCode.UnknownName, new Cell(row, name), "no such candidate");
                else if (!seen.Add(candidate)) errors.Add(ErrorCode.Duplicate, new Cell(row, name), "this ballot names the candidate twice");
                else members.Add(candidate);
            }
            if (members.Count > 0) tiers.Add([.. members]);
        }
        int[] left = [.. Enumerable.Range(0, names.Count).Where(candidate => !seen.Contains(candidate))];
        if (left.Length > 0 && unranked == UnrankedCandidates.TieLast) tiers.Add(left);
        else
        {
            foreach (var candidate in left) errors.Add(ErrorCode.Missing, new Cell(row, names[candidate]), "this ballot leaves out the candidate");
        }
        return [.. tiers];
    }
}
