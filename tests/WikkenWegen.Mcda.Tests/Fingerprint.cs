using System.Globalization;

namespace WikkenWegen.Mcda.Tests;

/// <summary>The bits of a result as text.</summary>
internal static class Fingerprint
{
    public static string Of(Smaa2 smaa) => string.Join("\n",
    [
        Line("acceptability", Table(smaa.RankAcceptability)),
        Line("acceptability error", Table(smaa.RankAcceptabilityError)),
        Line("winning", Table(smaa.PairwiseWinning)),
        Line("central weights", Table(smaa.CentralWeights)),
        Line("central weight errors", Table(smaa.CentralWeightError)),
        Line("confidence", smaa.ConfidenceFactors.ToList().Select(Bits)),
        Line("rank entropy", smaa.RankEntropy.ToList().Select(x => Bits(x))),
        Line("entropies", [Bits(smaa.ChoiceEntropy), Bits(smaa.RankingEntropy)]),
    ]);

    public static string Bits(double? number) => number is { } x ? BitConverter.DoubleToUInt64Bits(x).ToString("x16", CultureInfo.InvariantCulture) : "null";

    public static string Line(string name, IEnumerable<string> cells) => $"  {name}: {string.Join(' ', cells)}";

    private static IEnumerable<string> Table(NamedTable<double> table) => Cells(table).Select(x => Bits(x));

    private static IEnumerable<string> Table(NamedTable<double?> table) => Cells(table).Select(Bits);

    private static IEnumerable<T> Cells<T>(NamedTable<T> table) => Enumerable.Range(0, table.Rows.Count).SelectMany(r => Enumerable.Range(0, table.Columns.Count).Select(c => table[r, c]));
}
