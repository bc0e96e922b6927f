namespace WikkenWegen.Mcda;

/// <summary>
/// The counts of <see cref="Smaa2"/> alone: how often each proposal takes which place, and how often one is ahead of another. The same draws, and so the same
/// numbers; without central weights, entropies and confidence factors it takes a fraction of the time.
/// </summary>
/// <remarks>Immutable and safe for use by several threads.</remarks>
public sealed class PlaceCounts : IComputed
{
    private PlaceCounts(DrawOptions options, NamedValues<int> first, NamedTable<int>? places, NamedTable<int> ahead) =>
        (Iterations, Seed, First, Places, Ahead) = (options.Iterations, options.Seed, first, places, ahead);

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("smaa-2-places", "1.0.0");

    /// <summary>Number of draws.</summary>
    public int Iterations { get; }

    /// <summary>The seed of the draws.</summary>
    public ulong Seed { get; }

    /// <summary>In how many draws each proposal was first, alone or together with others.</summary>
    public NamedValues<int> First { get; }

    /// <summary>Cell (i, r): in how many draws proposal i had rank r; ranks are named "1", "2", …. Null where one leader was asked about.</summary>
    public NamedTable<int>? Places { get; }

    /// <summary>Cell (i, k): in how many draws the total of i was strictly above that of k; 0 on the diagonal. Only the row of the leader where one was asked about.</summary>
    public NamedTable<int> Ahead { get; }

    /// <summary>Draws weights and scores and counts.</summary>
    /// <param name="values">Values with their scores and uncertainty.</param>
    /// <param name="weights">What is known of the weights of exactly these criteria.</param>
    /// <param name="options">Seed and number of draws.</param>
    /// <param name="leader">One proposal: only first places are counted, and how often this one is ahead of each other. With hundreds of proposals that saves comparing every pair. Null for everything.</param>
    /// <returns>The counts, or the errors of <see cref="Smaa2.Run"/>.</returns>
    /// <exception cref="KeyNotFoundException">No such leader: a bug of the caller.</exception>
    public static Result<PlaceCounts> Run(ValueTable values, WeightInformation weights, DrawOptions options, string? leader = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(options);
        var (names, m) = (values.ProposalNames, values.Proposals.Count);
        var only = leader is null ? (int?)null : names.Index[leader];
        return Smaa2.Engine(values, weights, options, twoPasses: false).Then(engine => engine.CountPlaces(only) is not { } counts
            ? Smaa2.Exhausted<PlaceCounts>()
            : new Result<PlaceCounts>(new PlaceCounts(options,
                new NamedValues<int>(names, counts.First),
                only is null ? new NamedTable<int>(names, Names.Numbered(m), counts.Places) : null,
                only is null ? new NamedTable<int>(names, names, counts.Ahead) : new NamedTable<int>(new Names([leader!]), names, counts.Ahead))));
    }
}
