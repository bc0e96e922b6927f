using System.Text;

namespace WikkenWegen.TransparencyLog.Merkle;

/// <summary>Hashes in base64, one a line, up to an empty line: what tlog-proof and tlog-witness have in common.</summary>
internal static class HashLines
{
    /// <summary>Reads hashes up to and with the empty line.</summary>
    public static Result<TreeHash[]> Read(ref LineReader lines, int most)
    {
        var hashes = new List<TreeHash>();
        while (lines.Read())
        {
            if (lines.Current.IsEmpty) return hashes.ToArray();
            if (hashes.Count == most) return lines.Refuse($"more than {most} hashes", LogErrorCode.TooLarge);
            if (!TreeHash.Parse(lines.Current).TryGet(out var hash, out var error)) return lines.Refuse($"the hash is {error.Message}");
            hashes.Add(hash);
        }
        return lines.RefuseMissing("the empty line after the hashes");
    }

    /// <summary>Writes hashes and the empty line.</summary>
    public static void Append(StringBuilder text, ReadOnlySpan<TreeHash> hashes)
    {
        foreach (var hash in hashes) text.Append(hash).Append('\n');
        text.Append('\n');
    }
}
