using System.Collections.Immutable;
using WikkenWegen.Mcda;

namespace WikkenWegen.Domain.Explanation;

/// <summary>What speaks for one proposal and together weighs at least as much as what speaks against it.</summary>
/// <param name="Pros">What speaks for it; at least one.</param>
/// <param name="Cons">What speaks against it; at least one.</param>
public sealed record Cover(ImmutableArray<DifferenceTerm> Pros, ImmutableArray<DifferenceTerm> Cons)
{
    /// <summary>Whether both weigh the same, exactly.</summary>
    public bool IsEven => (Fraction.Sum(Pros.Select(p => p.Amount)) + Fraction.Sum(Cons.Select(c => c.Amount))).IsZero;
}

/// <summary>
/// The smallest covering of the cons of one proposal over another by its pros: every con is outweighed by pros that outweigh no other con. Its
/// statements are of one pro and one con, several pros and one con, or one pro and several cons; of all coverings it is one that needs the
/// fewest pros, among those one with the fewest statements that are not one to one, then with the fewest of one pro and several cons, and
/// then with the fewest in which both weigh the same. Where no such covering exists, the fewest pros that outweigh all cons together.
/// </summary>
/// <remarks>
/// Sources: Labreuche, Artificial Intelligence 175 (2011) 1410–1448; Ouerdane et al., Designing and computing explanations for comparisons inferred
/// from an additive value model (hal-05112130).
/// </remarks>
public sealed class Covering
{
    /// <summary>The most criteria for which all coverings are looked at.</summary>
    public const int MostExact = 15;

    private readonly int _prosCount;
    private readonly int _consCount;
    private readonly int[] _pros, _cons; // the place of the sum of each set of pros, and of cons, among all those sums
    private readonly Choice?[] _known;
    private readonly bool[] _isKnown;

    private Covering(Fraction[] pros, Fraction[] cons)
    {
        (_prosCount, _consCount) = (pros.Length, cons.Length);
        Fraction[] sums = [.. Sums(pros), .. Sums(cons)];
        var order = Enumerable.Range(0, sums.Length).ToArray();
        Array.Sort(order, (x, y) => sums[x].CompareTo(sums[y]));
        var places = new int[sums.Length];
        for (var i = 1; i < order.Length; i++) places[order[i]] = places[order[i - 1]] + (sums[order[i]] == sums[order[i - 1]] ? 0 : 1);
        (_pros, _cons) = (places[..(1 << pros.Length)], places[(1 << pros.Length)..]);
        (_known, _isKnown) = (new Choice?[1 << (pros.Length + cons.Length)], new bool[1 << (pros.Length + cons.Length)]);
    }

    /// <summary>How the cons of the first proposal are outweighed; empty where it has none.</summary>
    /// <param name="difference">The lead of the first proposal, 0 or more.</param>
    /// <param name="isExact">Whether all coverings were looked at; with more than <see cref="MostExact"/> criteria each con, the heaviest first, gets the pro that is left which outweighs it most closely.</param>
    public static ImmutableArray<Cover> Of(PairwiseDifference difference, out bool isExact)
    {
        DifferenceTerm[] pros = [.. difference.InFavour], cons = [.. difference.Against];
        isExact = pros.Length + cons.Length <= MostExact;
        if (cons.Length == 0) return [];
        var blocks = isExact ? new Covering([.. pros.Select(t => t.Amount)], [.. cons.Select(t => -t.Amount)]).Best((1 << pros.Length) - 1, (1 << cons.Length) - 1)?.Blocks() : Greedy(pros, cons);
        return blocks is null
            ? [new Cover([.. Fewest(pros, cons)], [.. cons])]
            : [.. blocks.Select(b => new Cover(Members(pros, b.Pros), Members(cons, b.Cons))).OrderByDescending(c => c.Pros[0].Amount)];
    }

    private static ImmutableArray<DifferenceTerm> Members(DifferenceTerm[] terms, int mask) => [.. terms.Where((_, i) => (mask & (1 << i)) != 0)];

    /// <summary>The best way to cover these cons by these pros; null where there is none.</summary>
    private Choice? Best(int pros, int cons)
    {
        if (cons == 0) return Choice.Nothing;
        var key = (pros << _consCount) | cons;
        if (_isKnown[key]) return _known[key];
        Choice? best = null;
        var con = cons & -cons; // the first of them: each covering has one block with it
        for (var p = 0; p < _prosCount; p++)
        {
            var pro = 1 << p;
            if ((pros & pro) == 0 || _pros[pro] < _cons[con]) continue;
            // One pro, with this con and any of the others.
            var others = cons & ~con;
            for (var more = others; ; more = (more - 1) & others)
            {
                if (_cons[con | more] <= _pros[pro]) Try(pro, con | more);
                if (more == 0) break;
            }
        }
        for (var several = pros; several > 0; several = (several - 1) & pros)
            if ((several & (several - 1)) != 0 && _pros[several] >= _cons[con]) Try(several, con);
        (_isKnown[key], _known[key]) = (true, best);
        return best;

        void Try(int usedPros, int usedCons)
        {
            if (Best(pros & ~usedPros, cons & ~usedCons) is not { } rest) return;
            var cost = rest.Cost.With(usedPros, usedCons, _pros[usedPros] == _cons[usedCons]);
            if (best is null || cost.CompareTo(best.Cost) < 0) best = new Choice(usedPros, usedCons, rest, cost);
        }
    }

    /// <summary>The sum of each set of amounts.</summary>
    private static Fraction[] Sums(Fraction[] amounts)
    {
        var sums = new Fraction[1 << amounts.Length];
        for (var set = 1; set < sums.Length; set++) sums[set] = sums[set & (set - 1)] + amounts[int.TrailingZeroCount(set)];
        return sums;
    }

    /// <summary>One pro for each con; null where that does not work out, or there are too many for a mask.</summary>
    private static List<(int Pros, int Cons)>? Greedy(DifferenceTerm[] pros, DifferenceTerm[] cons)
    {
        if (pros.Length > 30 || cons.Length > 30) return null;
        var (free, blocks) = (Enumerable.Range(0, pros.Length).ToList(), new List<(int, int)>());
        for (var c = 0; c < cons.Length; c++)
        {
            var found = free.FindLastIndex(p => pros[p].Amount >= -cons[c].Amount);
            if (found < 0) return null;
            blocks.Add((1 << free[found], 1 << c));
            free.RemoveAt(found);
        }
        return blocks;
    }

    /// <summary>The fewest pros, the heaviest first, that together outweigh all cons. All of them do, since the proposal is not behind.</summary>
    private static IEnumerable<DifferenceTerm> Fewest(DifferenceTerm[] pros, DifferenceTerm[] cons)
    {
        var left = Fraction.Sum(cons.Select(c => -c.Amount));
        foreach (var pro in pros)
        {
            if (left.Sign <= 0) yield break;
            left -= pro.Amount;
            yield return pro;
        }
    }

    /// <summary>A block of a covering, with the rest of it.</summary>
    private sealed record Choice(int Pros, int Cons, Choice? Rest, Cost Cost)
    {
        public static readonly Choice Nothing = new(0, 0, null, default);

        public IEnumerable<(int Pros, int Cons)> Blocks()
        {
            for (var choice = this; choice.Rest is not null; choice = choice.Rest) yield return (choice.Pros, choice.Cons);
        }
    }

    /// <summary>What a covering asks of a reader: the less the better.</summary>
    private readonly record struct Cost(int Pros, int NotOneToOne, int SeveralCons, int Even) : IComparable<Cost>
    {
        public Cost With(int pros, int cons, bool isEven)
        {
            var (isSeveralPros, isSeveralCons) = (int.PopCount(pros) > 1, int.PopCount(cons) > 1);
            return new(Pros + int.PopCount(pros), NotOneToOne + (isSeveralPros || isSeveralCons ? 1 : 0), SeveralCons + (isSeveralCons ? 1 : 0), Even + (isEven ? 1 : 0));
        }

        public int CompareTo(Cost other) =>
            (Pros, NotOneToOne, SeveralCons, Even).CompareTo((other.Pros, other.NotOneToOne, other.SeveralCons, other.Even));
    }
}
