using System.Collections.Concurrent;

namespace WikkenWegen.Durability.Tests.Faults;

/// <summary>A weighing that writers write to and readers read.</summary>
/// <param name="id">Its identity.</param>
internal sealed class WrittenWeighing(Guid id)
{
    private int _acknowledged;

    /// <summary>Its identity.</summary>
    public Guid Id => id;

    /// <summary>The newest version that somebody was told of: whoever asks from now on sees that one, or a later one.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Objections that were acknowledged; their moments can be corrected.</summary>
    public ConcurrentQueue<Step> Objections { get; } = [];

    /// <summary>The blind round that is open in it; null where none is. Only its own writer opens one.</summary>
    public OpenRound? Round { get; set; }

    /// <summary>Somebody was told of a version.</summary>
    public void Tells(int version)
    {
        for (var known = Acknowledged; known < version; known = Acknowledged) Interlocked.CompareExchange(ref _acknowledged, version, known);
    }
}

/// <summary>A blind round, as its writer knows it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Round">Whether it is closing.</param>
/// <param name="Given">How many of the parties gave their input.</param>
internal sealed record OpenRound(int Number, BlindRound Round, int Given);

/// <summary>The weighings that there are.</summary>
internal sealed class Weighings
{
    private readonly List<WrittenWeighing> _all = [];

    /// <summary>The one that all writers write to; null before the first was opened.</summary>
    public WrittenWeighing? Shared { get; set; }

    /// <summary>All of them at this moment.</summary>
    public IReadOnlyList<WrittenWeighing> All
    {
        get
        {
            lock (_all) return [.. _all];
        }
    }

    /// <summary>Adds one that was opened.</summary>
    public void Add(WrittenWeighing weighing)
    {
        lock (_all) _all.Add(weighing);
    }

    /// <summary>One of the newest ones; null before the first was opened.</summary>
    public WrittenWeighing? Some(Random random)
    {
        lock (_all) return _all.Count == 0 ? null : _all[Math.Max(0, _all.Count - 1 - random.Next(20))];
    }
}
