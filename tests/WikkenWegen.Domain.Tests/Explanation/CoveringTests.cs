using FsCheck;
using FsCheck.Fluent;
using WikkenWegen.Domain.Explanation;
using WikkenWegen.Mcda;

namespace WikkenWegen.Domain.Tests.Explanation;

/// <summary>The smallest covering of what speaks against the first proposal by what speaks for it.</summary>
public class CoveringTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("5", "", "")]
    [InlineData("5", "3", "5>3")]
    [InlineData("5 4", "3", "5>3")] // one pro is enough
    [InlineData("3 2", "4", "3+2>4")] // several pros for one con
    [InlineData("8", "4 3", "8>4+3")] // one pro for several cons
    [InlineData("8 7 3", "4 4 3", "8>4+3 7>4")] // the Merelflat: two pros, and neither of them only as heavy as what it outweighs
    [InlineData("8 8", "4 4", "8>4+4")] // the fewest pros, even where one to one is possible
    [InlineData("5 5", "6 3", "5+5>6+3")] // no covering of the three kinds: all together
    [InlineData("5 5 1", "6 4", "5+1>6 5>4")]
    [InlineData("7 7 1", "9 5", "7+7>9+5")] // of those together, the fewest
    public void Every_con_is_outweighed_by_as_few_pros_as_can_be(string pros, string cons, string expected)
    {
        var covers = Covering.Of(Difference(Numbers(pros), Numbers(cons)), out var isExact);
        isExact.ShouldBeTrue();
        string.Join(' ', covers.Select(c => $"{Told(c.Pros)}>{Told(c.Cons)}")).ShouldBe(expected);

        static string Told(ImmutableArray<DifferenceTerm> terms) => string.Join('+', terms.Select(t => t.Amount.Abs().ToString()));
    }

    [Fact]
    public void That_both_weigh_the_same_is_known() => Covering.Of(Difference([4], [4]), out _).ShouldHaveSingleItem().IsEven.ShouldBeTrue();

    [Fact]
    public void With_more_than_fifteen_criteria_not_every_covering_is_looked_at_and_that_is_said()
    {
        int[] pros = [.. Enumerable.Range(10, 9)], cons = [.. Enumerable.Range(2, 7)];
        var covers = Covering.Of(Difference(pros, cons), out var isExact);
        isExact.ShouldBeFalse();
        Holds(pros, cons, covers).ShouldBeTrue();
        Holds([.. Enumerable.Repeat(3, 40)], [.. Enumerable.Repeat(2, 40)], Covering.Of(Difference([.. Enumerable.Repeat(3, 40)], [.. Enumerable.Repeat(2, 40)]), out _)).ShouldBeTrue();
    }

    /// <summary>The heaviest that is exact, in far less than a request may take.</summary>
    [Fact]
    public void Fifteen_criteria_are_covered_in_a_moment()
    {
        var before = Environment.TickCount64;
        Covering.Of(Difference([.. Enumerable.Range(20, 8)], [.. Enumerable.Range(3, 7)]), out var isExact);
        isExact.ShouldBeTrue();
        (Environment.TickCount64 - before).ShouldBeLessThan(10_000);
    }

    [Fact]
    public void A_covering_holds_and_no_smaller_one_does() => Seeded.Check(Problems().ToArbitrary(), problem =>
    {
        var covers = Covering.Of(Difference(problem.Pros, problem.Cons), out _);
        Holds(problem.Pros, problem.Cons, covers).ShouldBeTrue();
        if (Smallest(problem.Pros, problem.Cons) is { } smallest) covers.Sum(c => c.Pros.Length).ShouldBe(smallest);
    }, runs: 100);

    private static Gen<(int[] Pros, int[] Cons)> Problems() =>
        from p in Gen.Choose(1, 4)
        from c in Gen.Choose(1, 3)
        from pros in Gen.Choose(1, 9).ArrayOf(p)
        from cons in Gen.Choose(1, 9).ArrayOf(c)
        where pros.Sum() >= cons.Sum()
        select (pros, cons);

    /// <summary>Each con is covered once, by pros that cover nothing else and weigh at least as much.</summary>
    private static bool Holds(int[] pros, int[] cons, ImmutableArray<Cover> covers)
    {
        var (usedPros, usedCons) = (covers.SelectMany(c => c.Pros.Select(t => t.Criterion)).ToList(), covers.SelectMany(c => c.Cons.Select(t => t.Criterion)).ToList());
        return usedPros.Distinct().Count() == usedPros.Count && usedPros.Count <= pros.Length && usedCons.Order().SequenceEqual(cons.Select((_, i) => $"con{i}").Order())
            && covers.All(c => Fraction.Sum(c.Pros.Select(p => p.Amount)) >= Fraction.Sum(c.Cons.Select(t => -t.Amount)));
    }

    /// <summary>By brute force: how many pros the smallest covering of the three kinds needs, giving each con to one of the pros' groups; null where there is none.</summary>
    private static int? Smallest(int[] pros, int[] cons)
    {
        var best = (int?)null;
        // Each pro goes to one of the blocks, or to none (block 0); each con to one of the blocks.
        foreach (var proBlocks in Assignments(pros.Length, 0, cons.Length))
            foreach (var conBlocks in Assignments(cons.Length, 1, cons.Length))
            {
                var isCovering = Enumerable.Range(1, cons.Length).All(block =>
                {
                    var (p, c) = (pros.Where((_, i) => proBlocks[i] == block).ToList(), cons.Where((_, i) => conBlocks[i] == block).ToList());
                    return (p.Count == 0 && c.Count == 0) || (p.Count > 0 && c.Count > 0 && (p.Count == 1 || c.Count == 1) && p.Sum() >= c.Sum());
                });
                var used = proBlocks.Count(b => b > 0);
                if (isCovering && (best is null || used < best)) best = used;
            }
        return best;
    }

    private static IEnumerable<int[]> Assignments(int count, int least, int most)
    {
        if (count == 0) return [[]];
        return Assignments(count - 1, least, most).SelectMany(rest => Enumerable.Range(least, most - least + 1).Select(block => (int[])[.. rest, block]));
    }

    private static PairwiseDifference Difference(int[] pros, int[] cons)
    {
        IEnumerable<DifferenceTerm> terms = [.. pros.Select((p, i) => new DifferenceTerm($"pro{i}", p)), .. cons.Select((c, i) => new DifferenceTerm($"con{i}", -c))];
        return new PairwiseDifference("A", "B", pros.Sum() - cons.Sum(), [.. terms.OrderByDescending(t => t.Amount)]);
    }

    private static int[] Numbers(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
}
