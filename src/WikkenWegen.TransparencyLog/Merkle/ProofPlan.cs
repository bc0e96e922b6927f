using System.Numerics;

namespace WikkenWegen.TransparencyLog.Merkle;

/// <summary>Which subtrees' hashes a proof consists of, in the proof's order: from the leaves' side up to the root's children.</summary>
internal static class ProofPlan
{
    /// <summary>PATH(index, D[tree]) (RFC 6962 section 2.1.1), for any subtree D[start:end]. Requires start ≤ index &lt; end.</summary>
    public static List<Subtree> Inclusion(ulong index, Subtree tree)
    {
        var siblings = new List<Subtree>();
        var (start, end) = (tree.Start, tree.End);
        while (end - start > 1)
        {
            var split = start + LargestPowerOfTwoBelow(end - start);
            if (index < split)
            {
                siblings.Add(new Subtree(split, end));
                end = split;
            }
            else
            {
                siblings.Add(new Subtree(start, split));
                start = split;
            }
        }
        siblings.Reverse();
        return siblings;
    }

    /// <summary>
    /// SUBTREE_PROOF(start, end, D_n) (draft-ietf-plants-merkle-tree-certs, "Subtree Consistency Proofs"), which for start = 0 is
    /// PROOF(end, D[n]) of RFC 6962 section 2.1.2. Requires a non-empty subtree within the tree.
    /// </summary>
    public static List<Subtree> Consistency(Subtree subtree, ulong size)
    {
        var siblings = new List<Subtree>();
        var (start, end) = (0UL, size);
        // Whether the verifier still knows the subtree's part of [start, end): it does until the subtree is cut in two, from
        // where on only its right part is followed (the RFC's parameter b).
        var known = true;
        var from = subtree.Start;
        while (from != start || subtree.End != end)
        {
            var split = start + LargestPowerOfTwoBelow(end - start);
            if (subtree.End <= split)
            {
                siblings.Add(new Subtree(split, end));
                end = split;
                continue;
            }
            siblings.Add(new Subtree(start, split));
            if (from < split)
            {
                from = split;
                known = false;
            }
            start = split;
        }
        if (!known) siblings.Add(new Subtree(start, end));
        siblings.Reverse();
        return siblings;
    }

    /// <summary>The k of RFC 6962 section 2.1: the largest power of two smaller than <paramref name="length"/>, which is at least 2.</summary>
    private static ulong LargestPowerOfTwoBelow(ulong length) => 1UL << BitOperations.Log2(length - 1);
}
