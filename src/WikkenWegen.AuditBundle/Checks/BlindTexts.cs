using WikkenWegen.AuditBundle.Exports;
using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Streams;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>
/// Texts that are not in a bag because nobody may read them yet: of what was brought in on an instrument in a blind round that is still open, or of what each would decide in a case of
/// the network before that is shown. The leaves of such a stream are here, so that it follows from them which texts these can be; what does not follow from them is missing.
/// </summary>
internal sealed class BlindTexts
{
    /// <summary>The longest stream that is gone through: adding to a state copies some of it, and real ones have some tens of events.</summary>
    private const int Longest = 10_000;

    /// <summary>The states of the streams that can hide something, as far as the leaves go; null where they do not follow from the leaves.</summary>
    private readonly Dictionary<Guid, object?> _states = [];

    private readonly Dictionary<Guid, int> _versions = [];
    private readonly Dictionary<TreeHash, (Guid Stream, DomainEvent Happened, Origin Origin)> _without = [];

    /// <summary>The next leaf that is here.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="data">Its data.</param>
    /// <param name="without">Digests of those of its texts that are not here.</param>
    public void Pass(Leaf leaf, ReadOnlyMemory<byte> data, IReadOnlyCollection<TreeHash> without)
    {
        if (leaf.StreamType == BagFormat.WeighingStream || DomainReading.Event(leaf, data) is not { } happened || happened is not IStreamEvent told || !told.State.IsAssignableTo(typeof(IHidesEvents))) return;
        var origin = new Origin(leaf.Version, happened.OccurredAt, leaf.RecordedAtMoment.ToUniversalTime(), leaf.Actor);
        var isNext = leaf.Version <= Longest && leaf.Version == _versions.GetValueOrDefault(leaf.Stream) + 1;
        _versions[leaf.Stream] = leaf.Version;
        _states[leaf.Stream] = isNext && (leaf.Version == 1 || _states.GetValueOrDefault(leaf.Stream) is not null) ? After(told, _states.GetValueOrDefault(leaf.Stream), origin) : null;
        foreach (var digest in without) _without.TryAdd(digest, (leaf.Stream, happened, origin));
    }

    /// <summary>Whether nobody may read a text yet, by all leaves that are here; who gave it alone does.</summary>
    public bool Has(TreeHash digest) =>
        _without.TryGetValue(digest, out var text) && _states.GetValueOrDefault(text.Stream) is IHidesEvents state && state.Hides(text.Happened, text.Origin, subject: "");

    private static object? After(IStreamEvent told, object? before, Origin origin)
    {
        try
        {
            return told.After(before, origin);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null; // events that no version of the Domain would have recorded
        }
    }
}
