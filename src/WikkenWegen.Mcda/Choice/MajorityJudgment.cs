namespace WikkenWegen.Mcda;

/// <summary>The grades of one proposal, summarised.</summary>
/// <param name="Grade">The majority grade: the median; of an even number of grades the worse of the two in the middle.</param>
/// <param name="Better">p: share of the voters with a better grade, in 0..1.</param>
/// <param name="Worse">q: share of the voters with a worse grade, in 0..1.</param>
public sealed record MajorityGauge(string Grade, Fraction Better, Fraction Worse)
{
    /// <summary>True where p &gt; q: the published "+" after the grade; otherwise "−".</summary>
    public bool IsPlus => Better > Worse;
}

/// <summary>
/// Majority judgment: voters grade every proposal; the better median grade wins. Proposals with the same median are told apart by taking one median grade
/// away from each, again and again, until the medians differ.
/// </summary>
/// <remarks>
/// Source: Balinski and Laraki, PNAS 104 (2007) 8720–8725; Majority Judgment (2010), ch. 1 (majority grade, gauge and value). The exact tie-break by majority values, not the majority gauge,
/// decides; the gauge is given as well. Only proposals with the same grades tie. Two proposals are compared in one pass over the grades, whatever the number of voters: the order in which median
/// grades are taken away is known beforehand (see the code). Immutable and safe for use by several threads.
/// </remarks>
public sealed class MajorityJudgment : IComputed
{
    /// <summary>The greatest number of voters, far above any electorate, so that no sum of them leaves the range of a <see cref="long"/>.</summary>
    public const long MaxVoters = 1_000_000_000_000;

    private MajorityJudgment(Names proposals, IReadOnlyList<string> grades, long[][] counts)
    {
        Grades = grades;
        Voters = counts[0].Sum();
        Counts = new NamedTable<long>(proposals, new Names(grades), (p, g) => counts[p][g]);
        Gauges = new NamedValues<MajorityGauge>(proposals, [.. counts.Select(Gauge)]);
        var order = Enumerable.Range(0, counts.Length).Order(Comparer<int>.Create((a, b) => Compare(counts[a], counts[b]))).ToList(); // stable
        var ranking = new List<Ranked<string>>();
        for (var i = 0; i < order.Count; i++)
        {
            var rank = i > 0 && counts[order[i]].AsSpan().SequenceEqual(counts[order[i - 1]]) ? ranking[i - 1].Rank : i + 1;
            ranking.Add(new Ranked<string>(proposals[order[i]], rank, Gauges[order[i]].Grade));
        }
        Ranking = ranking;
    }

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("majority-judgment", "1.0.0");

    /// <summary>The grades, the best first.</summary>
    public IReadOnlyList<string> Grades { get; }

    /// <summary>Number of voters; the same for every proposal.</summary>
    public long Voters { get; }

    /// <summary>Cell (proposal, grade): number of voters.</summary>
    public NamedTable<long> Counts { get; }

    /// <summary>Majority grade and gauge of each proposal.</summary>
    public NamedValues<MajorityGauge> Gauges { get; }

    /// <summary>The proposals, the best first, with their majority grades; only those with the same grades share a rank.</summary>
    public IReadOnlyList<Ranked<string>> Ranking { get; }

    /// <summary>Judges counted grades.</summary>
    /// <param name="gradesBestFirst">Distinct names of the grades, the best first.</param>
    /// <param name="proposals">Distinct names.</param>
    /// <param name="counts">A row a proposal, a column a grade: number of voters, 0 or more. Each row sums to the same number.</param>
    /// <returns>The judgment, or <see cref="ErrorCode.Empty"/>, <see cref="ErrorCode.InvalidName"/>, <see cref="ErrorCode.Duplicate"/>, <see cref="ErrorCode.Ragged"/>, <see cref="ErrorCode.OutOfRange"/> (negative; another number of voters; more than <see cref="MaxVoters"/>).</returns>
    public static Result<MajorityJudgment> Of(IReadOnlyList<string> gradesBestFirst, IReadOnlyList<string> proposals, long[,] counts)
    {
        ArgumentNullException.ThrowIfNull(gradesBestFirst);
        ArgumentNullException.ThrowIfNull(proposals);
        ArgumentNullException.ThrowIfNull(counts);
        var rows = Shape.Rows(counts, value => value);
        var errors = Shape.Check(proposals, "proposal", gradesBestFirst, "grade", rows);
        if (errors.Any) return errors.As<MajorityJudgment>();
        for (var p = 0; p < rows.Length; p++)
        {
            for (var g = 0; g < rows[p].Length; g++)
            {
                if (rows[p][g] is < 0 or > MaxVoters) errors.Add(ErrorCode.OutOfRange, new Cell(proposals[p], gradesBestFirst[g]), $"a number of voters outside 0..{MaxVoters}");
            }
        }
        if (errors.Any) return errors.As<MajorityJudgment>();
        var voters = rows[0].Sum();
        if (voters == 0) errors.Add(ErrorCode.Empty, new Cell(proposals[0], null), "nobody graded this proposal");
        if (voters > MaxVoters) errors.Add(ErrorCode.OutOfRange, null, $"more than {MaxVoters} voters");
        for (var p = 1; p < rows.Length; p++)
        {
            if (rows[p].Sum() != voters) errors.Add(ErrorCode.OutOfRange, new Cell(proposals[p], null), $"{rows[p].Sum()} grades where the first proposal has {voters}");
        }
        return errors.Any ? errors.As<MajorityJudgment>() : new Result<MajorityJudgment>(new MajorityJudgment(new Names(proposals), [.. gradesBestFirst], rows));
    }

    /// <summary>Judges ballots.</summary>
    /// <param name="gradesBestFirst">Distinct names of the grades, the best first.</param>
    /// <param name="grades">Voters × proposals, in words.</param>
    /// <param name="missingCountsAs">The grade that a gap counts as (Balinski and Laraki: the worst); null refuses gaps.</param>
    /// <returns>The judgment, or the errors of the other overload, <see cref="ErrorCode.Missing"/> (a gap), <see cref="ErrorCode.UnknownWord"/> (no such grade), <see cref="ErrorCode.WrongKind"/> (numbers).</returns>
    public static Result<MajorityJudgment> Of(IReadOnlyList<string> gradesBestFirst, RatingTable grades, string? missingCountsAs = null)
    {
        ArgumentNullException.ThrowIfNull(gradesBestFirst);
        ArgumentNullException.ThrowIfNull(grades);
        var errors = new InputErrors();
        if (grades.Words is not { } words) return InputErrors.One<MajorityJudgment>(ErrorCode.WrongKind, null, "grades are words");
        errors.Columns(gradesBestFirst, "grade");
        Shape.LimitCells(grades.Units.Count, gradesBestFirst.Count, errors);
        if (missingCountsAs is null) grades.RefuseGaps(errors);
        if (errors.Any) return errors.As<MajorityJudgment>();
        var position = new Names(gradesBestFirst).Index;
        if (missingCountsAs is not null && !position.ContainsKey(missingCountsAs)) return InputErrors.One<MajorityJudgment>(ErrorCode.UnknownWord, null, $"no grade '{missingCountsAs}'");
        var counts = new long[grades.Units.Count, gradesBestFirst.Count];
        for (var r = 0; r < grades.Raters.Count; r++)
        {
            for (var p = 0; p < grades.Units.Count; p++)
            {
                var word = grades.At(r, p) is { } code ? words[(int)code] : missingCountsAs!;
                if (position.TryGetValue(word, out var grade)) counts[p, grade]++;
                else errors.Add(ErrorCode.UnknownWord, grades.CellAt(r, p), $"no grade '{word}'");
            }
        }
        return errors.Any ? errors.As<MajorityJudgment>() : Of(gradesBestFirst, grades.Units, counts);
    }

    private MajorityGauge Gauge(long[] counts)
    {
        var median = Median(counts, Voters);
        return new MajorityGauge(Grades[median], Fraction.Of(counts[..median].Sum(), Voters), Fraction.Of(counts[(median + 1)..].Sum(), Voters));
    }

    // Below 0 where a is better. Grades sorted from the best to the worst stand at positions 0..n − 1. Taking one median grade away after the other removes
    // these positions in an order that does not depend on the grades: from the middle outwards, alternating between both sides. So the first place at which
    // the majority values differ is, of all positions at which the sorted grades differ, the one that is removed first. With numbers of voters added up from
    // the best grade on, a and b differ exactly at the positions between their sums at one grade: one look at each grade finds the position.
    private static int Compare(long[] a, long[] b)
    {
        var voters = a.Sum();
        var middle = voters / 2;
        long sumA = 0, sumB = 0, soonest = long.MaxValue;
        var sign = 0;
        for (var grade = 0; grade < a.Length; grade++)
        {
            sumA += a[grade];
            sumB += b[grade];
            var (from, to) = (Math.Min(sumA, sumB), Math.Max(sumA, sumB)); // to is not included
            if (from == to) continue;
            // The nearest to the middle on each side.
            if (to > middle) Look(Math.Max(from, middle));
            if (from < middle) Look(Math.Min(to, middle) - 1);
        }
        return sign;

        void Look(long position)
        {
            var turn = RemovalTurn(position, middle, voters);
            if (turn >= soonest) return;
            // At this position and grade, the one with the greater sum has this grade or a better one, the other a worse one.
            (soonest, sign) = (turn, sumA > sumB ? -1 : 1);
        }
    }

    // The turn, from 0, in which a position is removed. Even n: n/2, n/2 − 1, n/2 + 1, n/2 − 2, …; odd n: the middle, middle + 1, middle − 1, middle + 2, ….
    private static long RemovalTurn(long position, long middle, long voters)
    {
        if (voters % 2 == 0) return position >= middle ? 2 * (position - middle) : 2 * (middle - position) - 1;
        return position > middle ? 2 * (position - middle) - 1 : 2 * (middle - position);
    }

    // The grade at position ⌊n/2⌋ + 1 from the best: the middle, or the worse of two in the middle.
    private static int Median(long[] counts, long voters)
    {
        var grade = 0;
        for (var reached = counts[0]; reached < voters / 2 + 1; reached += counts[grade]) grade++;
        return grade;
    }
}
