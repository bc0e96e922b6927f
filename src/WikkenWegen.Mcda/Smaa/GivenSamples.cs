namespace WikkenWegen.Mcda;

/// <summary>Values that were drawn elsewhere.</summary>
/// <param name="values">Draws × proposals × criteria; a single draw counts for all.</param>
/// <param name="canonical">Column of each criterion in canonical order.</param>
/// <param name="raises">For each draw, its values are multiplied by 2 to this power; null for no power at all.</param>
internal sealed class GivenValues(double[,,] values, int[] canonical, int[]? raises) : IValueSource
{
    public void Fill(DrawBlock block, int proposal, int criterion, Span<double> destination)
    {
        var draws = values.GetLength(0);
        for (var at = 0; at < destination.Length; at++)
        {
            var iteration = draws == 1 ? 0 : block.Iteration(at);
            destination[at] = iteration < draws ? values[iteration, proposal, canonical[criterion]] : 0;
            if (raises is not null && iteration < draws) destination[at] = Math.ScaleB(destination[at], raises[iteration]);
        }
    }
}

/// <summary>Weights that were drawn elsewhere.</summary>
/// <param name="weights">Draws × criteria; a single draw counts for all.</param>
/// <param name="canonical">Column of each criterion in canonical order.</param>
internal sealed class GivenWeights(double[,] weights, int[] canonical) : WeightSampler
{
    public override bool Fill(DrawBlock block, Span<double> rows)
    {
        var draws = weights.GetLength(0);
        for (var c = 0; c < canonical.Length; c++)
        {
            var row = Row(block, rows, c);
            for (var at = 0; at < row.Length; at++)
            {
                var iteration = draws == 1 ? 0 : block.Iteration(at);
                row[at] = iteration < draws ? weights[iteration, canonical[c]] : 0;
            }
        }
        return true;
    }
}
