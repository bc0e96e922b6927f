using System.Security.Cryptography;

namespace WikkenWegen.TransparencyLog;

/// <summary>Domain-separated SHA-256 (RFC 6962 section 2.1), with one native hash state kept per thread: setting one up costs as much as a node.</summary>
internal sealed class TreeHasher
{
    private const byte LeafPrefix = 0x00, NodePrefix = 0x01;

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
        var hasher = Take();
        if (entry.Length <= MaxCopied)
        {
            entry.CopyTo(hasher._leaf.AsSpan(1));
            hasher._sha256.AppendData(hasher._leaf.AsSpan(0, 1 + entry.Length));
        }
        else
        {
            hasher._sha256.AppendData([LeafPrefix]);
            hasher._sha256.AppendData(entry);
        }
        return hasher.FinishAndReturn();
    }

    /// <summary>SHA-256(0x01 || left || right).</summary>
    public static TreeHash Node(in TreeHash left, in TreeHash right)
    {
        var hasher = Take();
        left.AsSpan().CopyTo(hasher._node.AsSpan(1));
        right.AsSpan().CopyTo(hasher._node.AsSpan(1 + TreeHash.Size));
        hasher._sha256.AppendData(hasher._node);
        return hasher.FinishAndReturn();
    }

    // Taken out of its slot while in use: a hasher that throws half-way is dropped, never used again with bytes left in it.
    private static TreeHasher Take()
    {
        var hasher = _idle ?? new TreeHasher();
        _idle = null;
        return hasher;
    }

    private TreeHash FinishAndReturn()
    {
        Span<byte> hash = stackalloc byte[TreeHash.Size];
        _sha256.GetHashAndReset(hash);
        _idle = this;
        return new TreeHash(hash);
    }
}
