using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Recording;

/// <summary>
/// About how many bytes of memory things take. Long texts are what makes the difference between one event and another, so these are counted
/// exactly, and all around them by rules of thumb.
/// </summary>
internal static class MemoryWeight
{
    /// <summary>Bytes of a text besides those of its characters.</summary>
    private const int AroundText = 24;

    /// <summary>Bytes of an object with its members of a fixed size.</summary>
    private const int OfObject = 80;

    /// <summary>Bytes of what is made of an event besides its content: its envelope and origin, and its parts in the states that are kept.</summary>
    private const int AroundEvent = 800;

    /// <summary>Bytes of the parts that came of an event, where a state shares them with no other.</summary>
    public const int OfParts = 400;

    private static readonly JsonSerializerOptions Contract = Locked();

    /// <summary>The bytes of an event with its envelope and its share of the states.</summary>
    public static long Of(HistoricEvent happened) =>
        AroundEvent + Of(happened.Recorded.Actor) + Of(happened.Correlation) + Of(happened.Causation) + OfMember(happened.Recorded.Event);

    /// <summary>The bytes of an event of a stream that is no weighing, of which nothing is kept.</summary>
    public static long Of(DomainEvent happened) => AroundEvent + OfMember(happened);

    /// <summary>The bytes of a text.</summary>
    public static long Of(string? text) => text is null ? 0 : AroundText + 2L * text.Length;

    /// <summary>The bytes of a value of an event: of the members that are written into its JSON, and theirs.</summary>
    private static long OfMember(object value)
    {
        if (value is string text) return Of(text);
        var (type, bytes) = (Contract.GetTypeInfo(value.GetType()), 0L);
        if (type.Kind == JsonTypeInfoKind.Enumerable)
            foreach (var item in (IEnumerable)value) bytes += OfMember(item);
        else if (type.Kind == JsonTypeInfoKind.Object)
        {
            bytes = OfObject;
            foreach (var member in type.Properties)
                if (member.Get?.Invoke(value) is { } inside) bytes += OfMember(inside);
        }
        return bytes;
    }

    /// <summary>The contract of events. Only of options that can change no more are the members of a type remembered.</summary>
    private static JsonSerializerOptions Locked()
    {
        EventContract.Json.MakeReadOnly();
        return EventContract.Json;
    }
}
