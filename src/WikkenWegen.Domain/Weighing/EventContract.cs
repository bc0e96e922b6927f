using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace WikkenWegen.Domain;

/// <summary>
/// How events are written: their names and their JSON. It is fixed from the first event that was stored. Where a new optional member
/// is enough, an event gets that; any other change of its shape is a new type with a new name (proposal_submitted_v2).
/// </summary>
public static class EventContract
{
    /// <summary>Every event type of the Domain and the name under which it is stored, as its <see cref="EventTypeAttribute"/> says.</summary>
    public static readonly FrozenDictionary<Type, string> Names = typeof(EventContract).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(DomainEvent)) && !type.IsAbstract)
        .ToFrozenDictionary(type => type, type => type.GetCustomAttribute<EventTypeAttribute>()?.Name
            ?? throw new InvalidOperationException($"{type.Name} has no [EventType]: an event cannot be stored without a name."));

    /// <summary>The names of the events of one kind of stream.</summary>
    /// <typeparam name="TEvent">What those events have in common, such as <see cref="WeighingEvent"/>.</typeparam>
    public static IEnumerable<KeyValuePair<Type, string>> NamesOf<TEvent>() where TEvent : DomainEvent => Names.Where(n => n.Key.IsSubclassOf(typeof(TEvent)));

    /// <summary>
    /// The JSON of the contract: camelCase members, enums as camelCase strings, moments in UTC with Z, decimals as numbers with the digits
    /// they came with, members that are null left out.
    /// </summary>
    public static readonly JsonSerializerOptions Json = Configure(new JsonSerializerOptions());

    /// <summary>Gives <paramref name="options"/> the settings of the contract, and returns them.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Converters.Add(new UtcMoments());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.RespectNullableAnnotations = true;
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(Require).WithAddedModifier(LeaveOutEmpty);
        return options;
    }

    /// <summary>Names of the members that differ between two values, as in their JSON.</summary>
    internal static ImmutableArray<string> Changed<T>(T before, T now)
    {
        var (old, young) = (AsJson(before), AsJson(now));
        return [.. young.Select(p => p.Key).Union(old.Select(p => p.Key)).Where(name => !JsonNode.DeepEquals(old[name], young[name]))];

        static JsonObject AsJson(T value) => JsonSerializer.SerializeToNode(value, Json)!.AsObject();
    }

    /// <summary>
    /// Makes every parameter of a record required that may not be null and has no default. Without this, a missing number would be read as
    /// 0.
    /// </summary>
    private static void Require(JsonTypeInfo type)
    {
        foreach (var member in type.Properties.Where(m => m.AssociatedParameter is { IsNullable: false, HasDefaultValue: false })) member.IsRequired = true;
    }

    /// <summary>Leaves out the empty lists of which that was said: what was stored before there was such a list is written as it was.</summary>
    /// <param name="type">The type whose members these are.</param>
    public static void LeaveOutEmpty(JsonTypeInfo type)
    {
        foreach (var member in type.Properties.Where(m => m.AttributeProvider?.IsDefined(typeof(AbsentWhereEmptyAttribute), inherit: true) == true))
            member.ShouldSerialize = (_, list) => list is ICollection { Count: > 0 };
    }
}

/// <summary>The name under which an event is stored, for ever.</summary>
/// <param name="name">The name in snake_case; from the second shape on it ends in the version, as in proposal_submitted_v2.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventTypeAttribute(string name) : Attribute
{
    /// <summary>The name in snake_case, such as proposal_submitted.</summary>
    public string Name => name;
}

/// <summary>Says of a list that it is left out of the JSON where it is empty.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AbsentWhereEmptyAttribute : Attribute;

/// <summary>Writes moments in UTC as 2026-03-12T18:30:00Z, and reads them with any offset.</summary>
public sealed class UtcMoments : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc />
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().ToUniversalTime();

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);
}
