using WikkenWegen.TransparencyLog.Tests.Support;

namespace WikkenWegen.TransparencyLog.Tests.Fuzzing;

/// <summary>Makes inputs that are almost right out of right ones: most stay well-formed enough to reach the last line of a parser.</summary>
internal sealed class Mutator(ulong seed, byte[][] corpus)
{
    /// <summary>What parsers stumble over.</summary>
    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "\n", "\n\n", "\r\n", "\r", "\t", " ", "  ", "\0", "\u007f", "\u0085", "\u00a0", "\u2028", "\u3000", "\ufeff", "é", "—", "— ", "+", "-", "=", "==", "/", "#", "x", "٣",
            "0", "00", "01", "1", "-1", "+1", "255", "256", "999", "1000", "63", "64", "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616", "1e9", "0x10",
            "old ", "index ", "extra ", "log ", "witness ", "group ", "quorum ", "none", "all", "any", "c2sp.org/tlog-proof@v1\n", "tile/", "entries/", "x000/", ".p/", "../", "AAAA", "AB==",
        }.Select(Keys.Utf8),
        [0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x80], [0xff, 0xff], [0x00, 0x00], [0x00, 0x01],
    ];

    private readonly SplitMix64 _random = new(seed);

    public byte[] Next()
    {
        var input = _random.Pick(corpus).ToList();
        // One input in sixteen is right as it is.
        for (var mutations = _random.Below(16) == 0 ? 0 : 1 + _random.Below(3); mutations > 0; mutations--) Mutate(input);
        return [.. input];
    }

    private void Mutate(List<byte> input)
    {
        var at = _random.Below(input.Count + 1);
        var length = Math.Min(input.Count - at, 1 + _random.Below(_random.Below(4) == 0 ? 200 : 4));
        switch (_random.Below(10))
        {
            case 0 when at < input.Count:
                input[at] ^= (byte)(1 << _random.Below(8));
                break;
            case 1 when at < input.Count:
                input[at] = (byte)_random.Next();
                break;
            case 2:
                input.RemoveRange(at, length);
                break;
            case 3:
                input.InsertRange(at, input.GetRange(_random.Below(input.Count - length + 1), length));
                break;
            case 4:
                input.RemoveRange(at, input.Count - at);
                break;
            case 5:
                var other = _random.Pick(corpus);
                var from = _random.Below(other.Length + 1);
                input.RemoveRange(at, input.Count - at);
                input.AddRange(other[from..]);
                break;
            case 6:
                SwapLines(input);
                break;
            case 7:
                input.RemoveRange(at, length);
                input.InsertRange(at, _random.Pick(Tokens));
                break;
            default:
                input.InsertRange(at, _random.Pick(Tokens));
                break;
        }
    }

    private void SwapLines(List<byte> input)
    {
        var lines = new List<byte[]>();
        for (var start = 0; start < input.Count;)
        {
            var end = input.IndexOf((byte)'\n', start);
            end = end < 0 ? input.Count : end + 1;
            lines.Add([.. input.GetRange(start, end - start)]);
            start = end;
        }
        if (lines.Count < 2) return;
        var (one, two) = (_random.Below(lines.Count), _random.Below(lines.Count));
        (lines[one], lines[two]) = (lines[two], lines[one]);
        input.Clear();
        foreach (var line in lines) input.AddRange(line);
    }
}
