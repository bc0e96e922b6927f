using System.Globalization;
using System.Numerics;

namespace WikkenWegen.TransparencyLog.Merkle;

/// <summary>
/// A half-open interval [<see cref="Start"/>, <see cref="End"/>) of leaves that a node of some larger tree covers exactly, or covers
/// with leaves missing only at its right: the start is a multiple of the smallest power of two that is at least the length
/// (draft-ietf-plants-merkle-tree-certs, "Subtrees"). A tree of n leaves is the subtree [0, n).
/// </summary>
/// <remarks>A value; the default is the empty subtree [0, 0). Empty subtrees may start anywhere, and their hash is that of the empty tree.</remarks>
public readonly record struct Subtree
{
    /// <summary>Only for intervals that are subtrees by construction.</summary>
    internal Subtree(ulong start, ulong end) => (Start, End) = (start, end);

    /// <summary>Index of the first leaf.</summary>
    public ulong Start { get; }

    /// <summary>Index of the first leaf past the end; at least <see cref="Start"/>.</summary>
    public ulong End { get; }

    /// <summary>Number of leaves.</summary>
    public ulong Length => End - Start;

    /// <summary>The subtree [start, end).</summary>
    /// <param name="start">Index of the first leaf; a multiple of the length rounded up to a power of two, or any when there are no leaves.</param>
    /// <param name="end">Index of the first leaf past the end: exclusive, at least <paramref name="start"/>.</param>
    /// <returns>The subtree, or <see cref="LogErrorCode.InvalidSubtree"/>.</returns>
    public static Result<Subtree> Create(ulong start, ulong end)
    {
        if (start > end) return new LogError(LogErrorCode.InvalidSubtree, $"[{start}, {end}) ends before it starts");
        var subtree = new Subtree(start, end);
        // A length above 2^63 rounds up to 2^64, of which only 0 is a multiple.
        var aligned = start == 0 || start == end || (end - start <= 1UL << 63 && (start & (BitOperations.RoundUpToPowerOf2(end - start) - 1)) == 0);
        return aligned ? subtree : new LogError(LogErrorCode.InvalidSubtree, $"[{start}, {end}) does not start at a multiple of its length rounded up to a power of two");
    }

    /// <summary>The whole tree of <paramref name="size"/> leaves: [0, size).</summary>
    public static Subtree Tree(ulong size) => new(0, size);

    /// <summary>Two adjacent subtrees that cover [start, end): the second ends at <paramref name="end"/>, the first may begin before <paramref name="start"/>, by less than half its length.</summary>
    /// <param name="start">Index of the first leaf to cover.</param>
    /// <param name="end">Index of the first leaf past those to cover; at least <paramref name="start"/>.</param>
    /// <returns>The two subtrees; the second is empty when there is at most one leaf. Or <see cref="LogErrorCode.InvalidSubtree"/>.</returns>
    /// <remarks>Source: draft-ietf-plants-merkle-tree-certs, "Arbitrary Intervals" ("Selecting Two Subtrees").</remarks>
    public static Result<(Subtree First, Subtree Second)> Cover(ulong start, ulong end)
    {
        if (start > end) return new LogError(LogErrorCode.InvalidSubtree, $"[{start}, {end}) ends before it starts");
        if (end - start <= 1) return (new Subtree(start, end), new Subtree(end, end));

        // The paths to the first and the last leaf part at bit `split`; `middle` is the first leaf right of that fork.
        var last = end - 1;
        var split = BitOperations.Log2(start ^ last);
        var mask = (1UL << split) - 1;
        var middle = last & ~mask;

        // The largest aligned start at or before `start` whose subtree reaches `middle`: clear the trailing bits below the highest zero.
        var bits = 64 - BitOperations.LeadingZeroCount(~start & mask);
        return (new Subtree(start & ~((1UL << bits) - 1), middle), new Subtree(middle, end));
    }

    /// <summary>"[start, end)".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"[{Start}, {End})");
}
