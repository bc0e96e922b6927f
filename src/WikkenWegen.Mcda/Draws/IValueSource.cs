namespace WikkenWegen.Mcda;

/// <summary>Where the values of a block of draws come from: drawn, or given.</summary>
internal interface IValueSource
{
    /// <summary>Values of one proposal on one criterion (in canonical order) for the draws of a block; a draw beyond the last is filled with anything finite.</summary>
    void Fill(DrawBlock block, int proposal, int criterion, Span<double> destination);
}
