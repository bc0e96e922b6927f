using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using WikkenWegen.Api.Weighings.Views;

namespace WikkenWegen.Api.Weighings.History;

/// <summary>
/// The path of a part of a weighing, however it is written: as addresses and events have it (advice-requests/1/advice), or as the view and
/// differences do (/adviceRequests/1/received). Letters are compared without case, and slashes in front, behind or doubled say nothing.
/// </summary>
public sealed class PartPath
{
    /// <summary>What addresses call otherwise than the view does.</summary>
    private static readonly FrozenDictionary<string, string> NamesInView = new Dictionary<string, string>
    {
        ["advice-requests"] = "adviceRequests",
        ["moment-corrections"] = "momentCorrections",
        ["fallen-assumptions"] = "fallenAssumptions",
        ["advice"] = "received",
        ["execution"] = "executionStarted",
        ["closing"] = "closed",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names in the path, as the view has them; null for any name.</summary>
    private readonly ImmutableArray<string?> _names;

    private PartPath(ImmutableArray<string?> names) => _names = names;

    /// <summary>Reads a path; one without names is that of the whole weighing.</summary>
    public static PartPath Of(string path)
    {
        // The name behind that of a list is a code or number, and is what it is.
        string[] names = [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select((name, i) => i == 1 ? name : InView(name, isPart: i == 0))];
        return new PartPath(names switch
        {
            [var criteria, var versions, .. var rest] when Is(criteria, "criteria") && Is(versions, "versions") => ["criteriaVersions", .. rest],
            // The framing in force is one of the framings; which one depends on the moment.
            [var framing] when Is(framing, "framing") => ["framings"],
            [var framing, .. var rest] when Is(framing, "framing") => ["framings", null, .. rest],
            _ => [.. names],
        });
    }

    /// <summary>The name of the part of the view that it is, or lies in; null for the whole weighing.</summary>
    public string? Root => _names.IsEmpty ? null : _names[0];

    /// <summary>Whether it is a part of the view as a whole, such as a list.</summary>
    public bool IsRoot => _names.Length == 1;

    /// <summary>
    /// The element of a list that it is or lies in, however it is written; null where it names no single one. What lies in one element never
    /// touches what lies in another.
    /// </summary>
    public string? Element => _names is [{ } list, { } element, ..] ? $"{list}/{element}".ToUpperInvariant() : null;

    /// <summary>Whether another path is this one, or lies below it.</summary>
    public bool Holds(PartPath other) => other._names.Length >= _names.Length && Same(other, _names.Length);

    /// <summary>Whether a difference changed what stands here. One that is about more than this may have left it as it was.</summary>
    /// <param name="path">The path of the difference.</param>
    /// <param name="made">The difference.</param>
    public bool IsTouchedBy(PartPath path, Difference made)
    {
        if (Holds(path)) return true;
        if (!path.Holds(this)) return false;
        var (before, after) = (made.From, made.To);
        foreach (var name in _names.Skip(path._names.Length)) (before, after) = (Below(before, name!), Below(after, name!));
        return before is { } a && after is { } b ? !JsonElement.DeepEquals(a, b) : before is not null || after is not null;
    }

    private bool Same(PartPath other, int count)
    {
        for (var i = 0; i < count; i++)
            if (_names[i] is { } a && other._names[i] is { } b && !Is(a, b)) return false;
        return true;
    }

    /// <summary>What stands below a value under a name, of a member or of an element of a list; null where there is none.</summary>
    private static JsonElement? Below(JsonElement? value, string name)
    {
        IEnumerable<KeyValuePair<string, JsonElement>> below = value switch
        {
            { ValueKind: JsonValueKind.Object } o => o.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, member.Value)),
            { ValueKind: JsonValueKind.Array } list => ViewPaths.Elements(list),
            _ => [],
        };
        foreach (var (key, found) in below) if (Is(key, name) || Is(InView(key, isPart: false), name)) return found;
        return null;
    }

    /// <summary>A name as the view has it. The end of a weighing has the name that addresses give it; those of its parts have another.</summary>
    private static string InView(string name, bool isPart) => !isPart && Is(name, "ending") ? "ended" : NamesInView.GetValueOrDefault(name, name);

    private static bool Is(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
