using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain.Tests;

/// <summary>What event types are made of, by reflection.</summary>
internal static class EventShapes
{
    /// <summary>Every type of this domain that an event consists of: the event types, the records within them, and their enums.</summary>
    public static readonly IReadOnlyCollection<Type> Types = Reach();

    /// <summary>The members that are written, OccurredAt included.</summary>
    public static IEnumerable<PropertyInfo> Members(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => !p.IsDefined(typeof(JsonIgnoreAttribute)));

    /// <summary>The members that an event of this shape may go without.</summary>
    public static IEnumerable<PropertyInfo> Optional(Type type) => Members(type)
        .Where(p => p.Name != nameof(DomainEvent.OccurredAt)
            && !p.IsDefined(typeof(RequiredMemberAttribute)) && (!IsPositional(type) || IsNullable(p)));

    /// <summary>A record within, and whatever lies within that; the record itself first.</summary>
    public static IEnumerable<object> Within(object record) => new[] { record }.Concat(
        from member in Members(record.GetType())
        from value in Values(member.GetValue(record))
        where Types.Contains(value.GetType()) && !value.GetType().IsEnum
        from inner in Within(value)
        select inner);

    /// <summary>Whether the member is there: not null, not empty, not the default.</summary>
    public static bool IsPresent(PropertyInfo member, object record) => member.GetValue(record) is not (null or false) && Values(member.GetValue(record)).Any();

    private static IEnumerable<object> Values(object? value) => value switch
    {
        null => [],
        string => [value],
        System.Collections.IEnumerable many => many.Cast<object>(),
        _ => [value],
    };

    private static HashSet<Type> Reach()
    {
        var reached = new HashSet<Type>();
        var next = new Stack<Type>(EventContract.Names.Keys);
        while (next.TryPop(out var type))
            if (reached.Add(type) && !type.IsEnum)
                foreach (var part in Members(type).Select(p => Element(p.PropertyType)).Where(t => t.Assembly == typeof(DomainEvent).Assembly))
                    next.Push(part);
        return reached;
    }

    /// <summary>The type itself, or that of the elements of a list or of a value that may be absent.</summary>
    public static Type Element(Type type) => Nullable.GetUnderlyingType(type) is { } value ? Element(value)
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) ? Element(type.GetGenericArguments()[0])
        : type;

    private static bool IsPositional(Type type) => type.GetMethod("Deconstruct") is not null;

    private static bool IsNullable(PropertyInfo member) => new NullabilityInfoContext().Create(member).ReadState == NullabilityState.Nullable;
}
