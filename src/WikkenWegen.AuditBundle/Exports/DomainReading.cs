using System.Collections.Frozen;
using System.Text.Json;
using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.Domain;

namespace WikkenWegen.AuditBundle.Exports;

/// <summary>Leaves as the Domain reads them.</summary>
internal static class DomainReading
{
    private static readonly FrozenDictionary<string, Type> Types = EventContract.Names.ToFrozenDictionary(n => n.Value, n => n.Key);

    /// <summary>The event that a leaf holds; null where this version of the Domain does not know its type, or cannot read it.</summary>
    public static DomainEvent? Event(Leaf leaf, ReadOnlyMemory<byte> data)
    {
        if (!Types.TryGetValue(leaf.Type, out var type)) return null;
        try
        {
            return (DomainEvent?)JsonSerializer.Deserialize(data.Span, type, EventContract.Json);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The event in the envelope in which it was recorded.</summary>
    public static RecordedEvent Recorded(WeighingEvent happened, Leaf leaf) => new(happened, leaf.Version, leaf.RecordedAtMoment.ToUniversalTime(), leaf.Actor);

    /// <summary>What happened, in a Dutch sentence; the type where this version of the Domain has none for it.</summary>
    public static string Sentence(DomainEvent? happened, Leaf leaf)
    {
        try
        {
            return happened?.Sentence(Language.Dutch) ?? leaf.Type;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return leaf.Type; // an event that no version of the Domain would have recorded
        }
    }

    /// <summary>The path of the part of a weighing that an event is about; null where it is about none.</summary>
    public static string? Part(DomainEvent? happened)
    {
        try
        {
            return (happened as WeighingEvent)?.Part;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }

    /// <summary>The state after one more event; null where the fold fails, as it does for no event that was ever decided on.</summary>
    public static Weighing? After(Weighing? state, DomainEvent? happened, Leaf leaf)
    {
        if (state is null || happened is not WeighingEvent step) return null;
        try
        {
            return state.After(Recorded(step, leaf));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }
}
