using FsCheck;
using FsCheck.Fluent;

namespace WikkenWegen.Mcda.Tests.Properties;

/// <summary>A small random problem: scores on scales from 0 to 10 in half points, so that ties are common.</summary>
/// <param name="Scores">Low, expected and high of each proposal on each criterion.</param>
/// <param name="Points">Points of each criterion, not all 0.</param>
public sealed record Problem((double Low, double Expected, double High)[][] Scores, double[] Points)
{
    public string[] Proposals => Case.Numbered("P", Scores.Length);

    public string[] Criteria => Case.Numbered("C", Points.Length);

    public ValueTable Values => field ??= Table(Proposals, Criteria, Scores);

    public Weights Weights => field ??= DirectPoints.Of(Criteria.Zip(Points)).Value;

    public AdditiveValue Outcome => field ??= AdditiveValue.Of(Values, Weights).Value;

    public static ValueTable Table(string[] proposals, string[] criteria, (double Low, double Expected, double High)[][] scores) =>
        ScoreTable.Create(proposals, criteria, [.. scores.Select(row => (IReadOnlyList<Score?>)[.. row.Select(s => (Score?)Score.Between(s.Low, s.Expected, s.High))])])
            .Then(table => ValueTable.Of(table, criteria.ToDictionary(c => c, c => ValueFunction.Linear(c.EndsWith('2') ? 10 : 0, c.EndsWith('2') ? 0 : 10, OutsideScale.Refuse).Value))).Value;

    public override string ToString() => $"points [{string.Join(", ", Points)}], scores {string.Join(" / ", Scores.Select(row => string.Join(", ", row)))}";
}

internal static class Problems
{
    private static readonly Gen<double> HalfPoint = Gen.Choose(0, 20).Select(i => i / 2.0);

    private static readonly Gen<(double, double, double)> Score = HalfPoint.Three().Select(t =>
    {
        double[] sorted = [t.Item1, t.Item2, t.Item3];
        Array.Sort(sorted);
        return (sorted[0], sorted[1], sorted[2]);
    });

    public static Gen<Problem> Any(int maxProposals = 5, int maxCriteria = 4) =>
        from m in Gen.Choose(1, maxProposals)
        from n in Gen.Choose(1, maxCriteria)
        from scores in Score.ArrayOf(n).ArrayOf(m)
        from points in Gen.Choose(0, 10).Select(i => (double)i).ArrayOf(n)
        where points.Any(p => p > 0)
        select new Problem(scores, points);

    /// <summary>Runs a property that asserts, on random values.</summary>
    public static void Check<T>(Gen<T> values, Action<T> property, int tests = 200) =>
        Prop.ForAll(values.ToArbitrary(), value =>
        {
            property(value);
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(tests));
}
