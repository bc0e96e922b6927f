namespace WikkenWegen.Mcda;

/// <summary>The value of every proposal on every criterion: scores put through their value functions, or values given directly.</summary>
/// <remarks>Keeps the scores, since draws are made of scores and then valued. Immutable and safe for use by several threads.</remarks>
public sealed class ValueTable
{
    private readonly ValueBand[] _cells;

    private ValueTable(ScoreTable scores, ValueFunction?[] functions, ValueBand[] cells) => (Scores, Functions, _cells) = (scores, functions, cells);

    /// <summary>The proposals, in the order given.</summary>
    public IReadOnlyList<string> Proposals => Scores.Proposals;

    /// <summary>The criteria, in the order given.</summary>
    public IReadOnlyList<string> Criteria => Scores.Criteria;

    /// <summary>The scores that the values were made of; the values themselves where they were given directly.</summary>
    public ScoreTable Scores { get; }

    /// <summary>Function of each criterion; null where values were given directly.</summary>
    internal ValueFunction?[] Functions { get; }

    internal Names ProposalNames => Scores.ProposalNames;

    internal Names CriterionNames => Scores.CriterionNames;

    /// <summary>The exact value of one cell, low, expected and high.</summary>
    /// <param name="proposal">One of <see cref="Proposals"/>.</param>
    /// <param name="criterion">One of <see cref="Criteria"/>.</param>
    /// <exception cref="KeyNotFoundException">No such name: a bug of the caller.</exception>
    public ValueBand this[string proposal, string criterion] => At(ProposalNames.Index[proposal], CriterionNames.Index[criterion]);

    internal ValueBand At(int proposal, int criterion) => _cells[proposal * CriterionNames.Count + criterion];

    /// <summary>Values the scores.</summary>
    /// <param name="scores">The effects table.</param>
    /// <param name="functions">The value function of each criterion; others than the table's criteria are an error.</param>
    /// <returns>
    /// The values, or every error: <see cref="ErrorCode.Missing"/> (a criterion without a function), <see cref="ErrorCode.UnknownName"/> (a function without
    /// a criterion), <see cref="ErrorCode.OutsideScale"/>, <see cref="ErrorCode.UnknownWord"/>, <see cref="ErrorCode.WrongKind"/>, <see cref="ErrorCode.NotOrdered"/>.
    /// </returns>
    public static Result<ValueTable> Of(ScoreTable scores, IReadOnlyDictionary<string, ValueFunction> functions)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(functions);
        var errors = new InputErrors();
        var perCriterion = new ValueFunction?[scores.Criteria.Count];
        for (var c = 0; c < perCriterion.Length; c++)
        {
            if (functions.TryGetValue(scores.Criteria[c], out var function) && function is not null) perCriterion[c] = function;
            else errors.Add(ErrorCode.Missing, new Cell(null, scores.Criteria[c]), "no value function for this criterion");
        }
        foreach (var name in functions.Keys.Where(name => !scores.CriterionNames.Index.ContainsKey(name)))
        {
            errors.Add(ErrorCode.UnknownName, new Cell(null, name), "a value function for a criterion that has no scores");
        }
        return errors.Any ? errors.As<ValueTable>() : Value(scores, perCriterion);
    }

    /// <summary>Takes values as they are, in any unit (points, grades, priorities), with their uncertainty.</summary>
    /// <param name="proposals">Names of the rows.</param>
    /// <param name="criteria">Names of the columns.</param>
    /// <param name="values">More is better. A row a proposal; null for a missing value; words are an error (<see cref="ErrorCode.WrongKind"/>).</param>
    /// <returns>The values, or the errors of <see cref="ScoreTable.Create(IReadOnlyList{string}, IReadOnlyList{string}, IReadOnlyList{IReadOnlyList{Score?}})"/>.</returns>
    public static Result<ValueTable> Direct(IReadOnlyList<string> proposals, IReadOnlyList<string> criteria, IReadOnlyList<IReadOnlyList<Score?>> values) =>
        ScoreTable.Create(proposals, criteria, values).Then(scores => Value(scores, new ValueFunction?[criteria.Count]));

    /// <summary>Takes exact values as they are, in any unit (points, grades, priorities).</summary>
    /// <param name="proposals">Names of the rows.</param>
    /// <param name="criteria">Names of the columns.</param>
    /// <param name="values">More is better. A row a proposal.</param>
    /// <returns>The values, or the errors of <see cref="ScoreTable.Create(IReadOnlyList{string}, IReadOnlyList{string}, double[,])"/>.</returns>
    public static Result<ValueTable> Direct(IReadOnlyList<string> proposals, IReadOnlyList<string> criteria, double[,] values) =>
        ScoreTable.Create(proposals, criteria, values).Then(scores => Value(scores, new ValueFunction?[criteria.Count]));

    private static Result<ValueTable> Value(ScoreTable scores, ValueFunction?[] functions)
    {
        var errors = new InputErrors();
        var cells = new ValueBand[scores.Proposals.Count * functions.Length];
        for (var p = 0; p < scores.Proposals.Count; p++)
        {
            for (var c = 0; c < functions.Length; c++)
            {
                var (score, cell) = (scores.At(p, c), scores.CellAt(p, c));
                if (functions[c] is { } function) cells[p * functions.Length + c] = function.Of(score, cell, errors);
                else if (score.IsInWords) errors.Add(ErrorCode.WrongKind, cell, "a word where a value is needed");
                else cells[p * functions.Length + c] = new ValueBand(Fraction.FromDouble(score.Low), Fraction.FromDouble(score.Expected), Fraction.FromDouble(score.High));
            }
        }
        return errors.Any ? errors.As<ValueTable>() : new Result<ValueTable>(new ValueTable(scores, functions, cells));
    }
}
