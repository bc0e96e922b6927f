using System.Globalization;
using System.Text;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.TransparencyLog.Tests.Support;

internal static class Trees
{
    public static byte[][] Entries(int count) => [.. Enumerable.Range(0, count).Select(i => Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture)))];

    public static TreeHash[] Leaves(byte[][] entries) => [.. entries.Select(entry => MerkleTree.HashLeaf(entry))];

    public static TreeHash[] Hashes(this byte[][] hashes) => [.. hashes.Select(hash => new TreeHash(hash))];

    public static byte[][] Bytes(this TreeHash[] hashes) => [.. hashes.Select(hash => hash.ToArray())];

    /// <summary>The same hash with one bit flipped.</summary>
    public static TreeHash Corrupt(this TreeHash hash, int bit)
    {
        var bytes = hash.ToArray();
        bytes[bit / 8 % bytes.Length] ^= (byte)(1 << bit % 8);
        return new TreeHash(bytes);
    }

    public static TreeHash[] CorruptAt(this TreeHash[] proof, int index, int bit)
    {
        var copy = proof.ToArray();
        copy[index] = copy[index].Corrupt(bit);
        return copy;
    }
}
