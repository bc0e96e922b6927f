using System.Security.Cryptography;

namespace WikkenWegen.TransparencyLog.Tests.Naive;

/// <summary>
/// RFC 6962 section 2.1 word for word: recursive, slow, on byte arrays, and without a line of the library. What the library computes is
/// read and checked by this.
/// </summary>
internal static class NaiveTree
{
    public static byte[] LeafHash(byte[] d) => SHA256.HashData([0x00, .. d]);

    public static byte[] NodeHash(byte[] left, byte[] right) => SHA256.HashData([0x01, .. left, .. right]);

    /// <summary>2.1: MTH(D[n]).</summary>
    public static byte[] Mth(byte[][] d)
    {
        if (d.Length == 0) return SHA256.HashData([]);
        if (d.Length == 1) return LeafHash(d[0]);
        var k = K(d.Length);
        return NodeHash(Mth(d[..k]), Mth(d[k..]));
    }

    /// <summary>2.1.1: PATH(m, D[n]).</summary>
    public static byte[][] Path(int m, byte[][] d)
    {
        if (d.Length == 1) return [];
        var k = K(d.Length);
        return m < k ? [.. Path(m, d[..k]), Mth(d[k..])] : [.. Path(m - k, d[k..]), Mth(d[..k])];
    }

    /// <summary>2.1.2: PROOF(m, D[n]).</summary>
    public static byte[][] Proof(int m, byte[][] d) => SubProof(m, d, true);

    private static byte[][] SubProof(int m, byte[][] d, bool b)
    {
        if (m == d.Length) return b ? [] : [Mth(d)];
        var k = K(d.Length);
        return m <= k ? [.. SubProof(m, d[..k], b), Mth(d[k..])] : [.. SubProof(m - k, d[k..], false), Mth(d[..k])];
    }

    /// <summary>The root that a path leads to, by taking PATH apart again: the path's last hash is the child that the definition put there.</summary>
    public static byte[]? RootFromPath(ulong m, ulong n, byte[] leaf, byte[][] path)
    {
        if (m >= n) return null;
        if (n == 1) return path.Length == 0 ? leaf : null;
        if (path.Length == 0) return null;
        var k = K(n);
        var (rest, last) = (path[..^1], path[^1]);
        var child = m < k ? RootFromPath(m, k, leaf, rest) : RootFromPath(m - k, n - k, leaf, rest);
        return child is null ? null : m < k ? NodeHash(child, last) : NodeHash(last, child);
    }

    /// <summary>The roots of both trees that a consistency proof leads to, by taking SUBPROOF apart again.</summary>
    public static (byte[] Old, byte[] New)? RootsFromProof(ulong m, ulong n, byte[] oldRoot, byte[][] proof) => m == 0 || m > n ? null : Roots(m, n, oldRoot, proof, true);

    private static (byte[] Old, byte[] New)? Roots(ulong m, ulong n, byte[] oldRoot, byte[][] proof, bool b)
    {
        if (m == n) return b ? (proof.Length == 0 ? (oldRoot, oldRoot) : null) : proof.Length == 1 ? (proof[0], proof[0]) : null;
        if (proof.Length == 0) return null;
        var k = K(n);
        var (rest, last) = (proof[..^1], proof[^1]);
        if (m <= k) return Roots(m, k, oldRoot, rest, b) is var (old, @new) ? (old, NodeHash(@new, last)) : null;
        return Roots(m - k, n - k, oldRoot, rest, false) is var (old2, new2) ? (NodeHash(last, old2), NodeHash(last, new2)) : null;
    }

    // "the largest power of two smaller than n"
    private static int K(int n) => (int)K((ulong)n);

    private static ulong K(ulong n)
    {
        var k = 1UL;
        while (n - k > k) k *= 2;
        return k;
    }
}
