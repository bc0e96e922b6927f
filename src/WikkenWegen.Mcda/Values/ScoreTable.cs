namespace WikkenWegen.Mcda;

/// <summary>The effects table: the score of every proposal on every criterion, each number finite and each range in order.</summary>
/// <remarks>Immutable and safe for use by several threads.</remarks>
public sealed class ScoreTable
{
    private readonly Score[] _cells;

    private ScoreTable(Names proposals, Names criteria, Score[] cells) => (ProposalNames, CriterionNames, _cells) = (proposals, criteria, cells);

    /// <summary>The proposals (alternatives), in the order given.</summary>
    public IReadOnlyList<string> Proposals => ProposalNames.List;

    /// <summary>The criteria, in the order given.</summary>
    public IReadOnlyList<string> Criteria => CriterionNames.List;

    internal Names ProposalNames { get; }

    internal Names CriterionNames { get; }

    /// <summary>One score.</summary>
    /// <param name="proposal">One of <see cref="Proposals"/>.</param>
    /// <param name="criterion">One of <see cref="Criteria"/>.</param>
    /// <exception cref="KeyNotFoundException">No such name: a bug of the caller.</exception>
    public Score this[string proposal, string criterion] => At(ProposalNames.Index[proposal], CriterionNames.Index[criterion]);

    internal Score At(int proposal, int criterion) => _cells[proposal * CriterionNames.Count + criterion];

    internal Cell CellAt(int proposal, int criterion) => new(ProposalNames[proposal], CriterionNames[criterion]);

    /// <summary>Checks and takes the scores.</summary>
    /// <param name="proposals">Names of the rows; distinct, not blank.</param>
    /// <param name="criteria">Names of the columns; distinct, not blank.</param>
    /// <param name="scores">A row a proposal, a cell a criterion; null for a score that is missing.</param>
    /// <returns>
    /// The table, or every error: <see cref="ErrorCode.Empty"/>, <see cref="ErrorCode.InvalidName"/>, <see cref="ErrorCode.Duplicate"/>,
    /// <see cref="ErrorCode.Ragged"/>, <see cref="ErrorCode.Missing"/>, <see cref="ErrorCode.NotANumber"/>, <see cref="ErrorCode.Infinite"/>,
    /// <see cref="ErrorCode.NotOrdered"/> (numbers only: words are ordered by their scale), <see cref="ErrorCode.OutOfRange"/> (more than 10,000 proposals or criteria).
    /// </returns>
    public static Result<ScoreTable> Create(IReadOnlyList<string> proposals, IReadOnlyList<string> criteria, IReadOnlyList<IReadOnlyList<Score?>> scores)
    {
        ArgumentNullException.ThrowIfNull(proposals);
        ArgumentNullException.ThrowIfNull(criteria);
        ArgumentNullException.ThrowIfNull(scores);
        var errors = Shape.Check(proposals, "proposal", criteria, "criterion", scores);
        Shape.Limit(proposals.Count, "proposals", errors);
        Shape.Limit(criteria.Count, "criteria", errors);
        if (errors.Any) return errors.As<ScoreTable>();

        var cells = new Score[proposals.Count * criteria.Count];
        for (var p = 0; p < proposals.Count; p++)
        {
            for (var c = 0; c < criteria.Count; c++)
            {
                var cell = new Cell(proposals[p], criteria[c]);
                if (scores[p][c] is not { IsMissing: false } score) errors.Add(ErrorCode.Missing, cell, "no score");
                else if (Valid(score, cell, errors)) cells[p * criteria.Count + c] = score;
            }
        }
        return errors.Any ? errors.As<ScoreTable>() : new Result<ScoreTable>(new ScoreTable(new Names(proposals), new Names(criteria), cells));
    }

    /// <summary>Checks and takes numbers without uncertainty.</summary>
    /// <param name="proposals">Names of the rows; distinct, not blank.</param>
    /// <param name="criteria">Names of the columns; distinct, not blank.</param>
    /// <param name="scores">A row a proposal, a column a criterion.</param>
    /// <returns>The table, or every error, as in the other overload.</returns>
    public static Result<ScoreTable> Create(IReadOnlyList<string> proposals, IReadOnlyList<string> criteria, double[,] scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return Create(proposals, criteria, Shape.Rows(scores, value => (Score?)Score.Of(value)));
    }

    private static bool Valid(Score score, Cell cell, InputErrors errors)
    {
        if (score.IsInWords)
        {
            if (score is { LowWord: not null, ExpectedWord: not null, HighWord: not null }) return true;
            errors.Add(ErrorCode.Missing, cell, "a word is null");
            return false;
        }
        // One message for an exact score, not three.
        var finite = errors.Finite(score.Expected, cell, "the score");
        if (!score.Low.Equals(score.Expected)) finite &= errors.Finite(score.Low, cell, "the low score");
        if (!score.High.Equals(score.Expected)) finite &= errors.Finite(score.High, cell, "the high score");
        if (!finite) return false;
        if (score.Low <= score.Expected && score.Expected <= score.High) return true;
        errors.Add(ErrorCode.NotOrdered, cell, "low ≤ expected ≤ high does not hold");
        return false;
    }
}
