using System.Collections.Concurrent;

namespace WikkenWegen.Api.Ledger;

/// <summary>
/// How large the logs are as far as this host may sign them: a size is told once the transaction that wrote it, or a later one, has been committed
/// and this host was told so. What another transaction only shows may be gone after a failover. Thread-safe.
/// </summary>
public sealed class SequencedHeads
{
    private readonly ConcurrentDictionary<string, long> _sizes = new();
    private volatile bool _asked;

    /// <summary>The number of leaves of each log that this host knows of.</summary>
    public IReadOnlyCollection<KeyValuePair<string, long>> Sizes => [.. _sizes];

    /// <summary>Whether somebody wants to know of logs that other hosts made larger. It takes a transaction that writes.</summary>
    public bool IsAsked => _asked;

    /// <summary>Asks for it.</summary>
    public void Ask() => _asked = true;

    /// <summary>Tells of logs whose transaction was committed.</summary>
    /// <param name="sizes">The number of leaves of each.</param>
    /// <param name="all">Whether these are all that there are, so that nobody needs to ask any more.</param>
    public void Committed(IEnumerable<KeyValuePair<string, long>> sizes, bool all = false)
    {
        foreach (var (log, size) in sizes) _sizes.AddOrUpdate(log, size, (_, before) => Math.Max(before, size));
        if (all) _asked = false;
    }

    /// <summary>Lets go of a size that the database does not have, as after a backup was put back.</summary>
    public void Forget(string log) => _sizes.TryRemove(log, out _);
}
