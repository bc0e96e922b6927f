using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace WikkenWegen.TransparencyLog.Merkle;

/// <summary>
/// Domain-separated SHA-256 (RFC 6962 section 2.1), with one native hash state kept per thread. A node is 65 bytes, and what surrounds
/// hashing them costs more than the hashing: so states are not made anew, prefix and data go in with one call, and hashes come out in place;
/// and where there are many nodes at once, <see cref="NodeLanes"/> hashes them.
/// </summary>
internal sealed class TreeHasher
{
    public const byte NodePrefix = 0x01;

    private const byte LeafPrefix = 0x00;

    /// <summary>Entries up to this length are copied behind their prefix, one native call instead of two; longer ones are not worth the copy.</summary>
    private const int MaxCopied = 4096;

    [ThreadStatic] private static TreeHasher? _idle;

    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _leaf = new byte[1 + MaxCopied];
    private readonly byte[] _node = new byte[1 + 2 * TreeHash.Size];

    private TreeHasher()
    {
        _leaf[0] = LeafPrefix;
        _node[0] = NodePrefix;
    }

    /// <summary>SHA-256(0x00 || entry).</summary>
    public static TreeHash Leaf(ReadOnlySpan<byte> entry)
    {
        TreeHash hash = default;
        var hasher = Rent();
        hasher.Leaf(entry, ref hash);
        hasher.Return();
        return hash;
    }

    /// <summary>SHA-256(0x01 || left || right).</summary>
    public static TreeHash Node(in TreeHash left, in TreeHash right)
    {
        Span<TreeHash> children = [left, right];
        var hasher = Rent();
        hasher.Node(children, ref children[0]);
        hasher.Return();
        return children[0];
    }

    /// <summary>The root of the tree with these hashes as leaves, at least one; uses their places for the levels above.</summary>
    /// <remarks>Level by level: neighbours are paired, and one without a neighbour goes up as it is. That is the shape of RFC 6962, in which every left subtree is perfect.</remarks>
    public static TreeHash Fold(Span<TreeHash> hashes)
    {
        var hasher = Rent();
        while (hashes.Length > 1)
        {
            var nodes = hashes.Length / 2;
            var at = 0;
            for (; NodeLanes.Count > 0 && at + NodeLanes.Count <= nodes; at += NodeLanes.Count) NodeLanes.Hash(hashes.Slice(2 * at, 2 * NodeLanes.Count), hashes[at..]);
            for (; at < nodes; at++) hasher.Node(hashes.Slice(2 * at, 2), ref hashes[at]);
            if (hashes.Length % 2 == 1) hashes[nodes++] = hashes[^1];
            hashes = hashes[..nodes];
        }
        hasher.Return();
        return hashes[0];
    }

    /// <summary>This thread's hasher, or a new one. Taken out of its slot while in use: one that throws half-way is dropped, never used again with bytes left in it.</summary>
    public static TreeHasher Rent()
    {
        var hasher = _idle ?? new TreeHasher();
        _idle = null;
        return hasher;
    }

    /// <summary>Gives the hasher back to this thread.</summary>
    public void Return() => _idle = this;

    /// <summary>SHA-256(0x00 || entry), written to <paramref name="hash"/>.</summary>
    public void Leaf(ReadOnlySpan<byte> entry, ref TreeHash hash)
    {
        if (entry.Length <= MaxCopied)
        {
            entry.CopyTo(_leaf.AsSpan(1));
            _sha256.AppendData(_leaf.AsSpan(0, 1 + entry.Length));
        }
        else
        {
            _sha256.AppendData([LeafPrefix]);
            _sha256.AppendData(entry);
        }
        Finish(ref hash);
    }

    /// <summary>SHA-256(0x01 || both children), written to <paramref name="hash"/>, which may be one of them.</summary>
    public void Node(ReadOnlySpan<TreeHash> children, ref TreeHash hash)
    {
        MemoryMarshal.AsBytes(children).CopyTo(_node.AsSpan(1));
        _sha256.AppendData(_node);
        Finish(ref hash);
    }

    private void Finish(ref TreeHash hash) => _sha256.GetHashAndReset(MemoryMarshal.AsBytes(new Span<TreeHash>(ref hash)));
}
