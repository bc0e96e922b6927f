using System.Globalization;

namespace WikkenWegen.TransparencyLog.Tests.Naive;

/// <summary>Reads a log's files by their paths (c2sp.org/tlog-tiles), and says which files with which bytes the specification asks for.</summary>
internal static class NaiveTiles
{
    /// <summary>All entries of a log, read from its bundles.</summary>
    public static byte[][] ReadEntries(Func<string, byte[]?> read, int size)
    {
        var entries = new List<byte[]>();
        for (var bundle = 0; entries.Count < size; bundle++)
        {
            var width = Math.Min(256, size - entries.Count);
            var bytes = read($"tile/entries/{N(bundle)}{(width == 256 ? "" : $".p/{width}")}") ?? read($"tile/entries/{N(bundle)}").ShouldNotBeNull();
            for (var (at, i) = (0, 0); i < width; i++)
            {
                var length = bytes[at] << 8 | bytes[at + 1];
                entries.Add(bytes[(at + 2)..(at + 2 + length)]);
                at += 2 + length;
            }
        }
        return [.. entries];
    }

    /// <summary>The path and bytes of every tile of hashes of a log with these entries: "the n-th tile at level l is the sequence MTH(D[(n * 256 + i) * 256**l : (n * 256 + i + 1) * 256**l])".</summary>
    public static IEnumerable<(string Path, byte[] Bytes)> HashTiles(byte[][] entries)
    {
        for (var (l, span) = (0, 1); span <= entries.Length; l++, span *= 256)
        {
            var count = entries.Length / span;
            for (var n = 0; n * 256 < count; n++)
            {
                var width = Math.Min(256, count - n * 256);
                var bytes = Enumerable.Range(0, width).SelectMany(i => NaiveTree.Mth(entries[((n * 256 + i) * span)..((n * 256 + i + 1) * span)])).ToArray();
                yield return ($"tile/{l}/{N(n)}{(width == 256 ? "" : $".p/{width}")}", bytes);
            }
        }
    }

    // "a non-negative integer encoded into zero-padded 3-digit path elements. All but the last path element MUST begin with an x."
    private static string N(int n)
    {
        var digits = n.ToString(CultureInfo.InvariantCulture);
        digits = digits.PadLeft((digits.Length + 2) / 3 * 3, '0');
        var groups = digits.Chunk(3).Select(group => new string(group)).ToArray();
        return string.Join('/', [.. groups[..^1].Select(group => "x" + group), groups[^1]]);
    }
}
