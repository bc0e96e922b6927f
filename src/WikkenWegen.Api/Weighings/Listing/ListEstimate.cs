namespace WikkenWegen.Api.Weighings.Listing;

/// <summary>How many weighings PostgreSQL takes a list to have, from its statistics; what a page is made of does not depend on it.</summary>
/// <param name="Walked">In the walk along an index.</param>
/// <param name="Found">Of those, let through by the other filters.</param>
public sealed record ListEstimate(long Walked, long Found)
{
    /// <summary>More are never looked through next in order: it then takes less to sort all that are let through.</summary>
    private const int MostNear = 3_000;

    /// <summary>
    /// How many weighings next in order are worth looking through before all that the filter lets through are sorted: twice as many as would
    /// fill a page, were they spread evenly. 0 where sorting all takes less.
    /// </summary>
    /// <param name="count">Most rows of the page.</param>
    /// <param name="cost">What it takes to look at a row in the walk, where it takes 1 to find one by its index.</param>
    public int Near(int count, int cost)
    {
        var even = count * Walked / Math.Max(1, Found);
        return cost * even >= Found || even > MostNear ? 0 : (int)Math.Min(MostNear, 2 * even);
    }
}
