using System.Globalization;
using System.Text.Json;

namespace WikkenWegen.Api.Weighings;

/// <summary>
/// Paths in a view, in which an element of a list is named by its code or number, as people name it: proposals/V2/revisions/1.
/// </summary>
public static class ViewPaths
{
    private static readonly string[] KeyNames = ["code", "number", "revision", "version", "assumption", "stakeholder", "part"];

    /// <summary>What stands at a path; null where nothing does.</summary>
    public static JsonElement? At(JsonElement view, IEnumerable<string> path)
    {
        foreach (var step in path)
        {
            if (Step(view, step) is not { } next) return null;
            view = next;
        }
        return view;
    }

    /// <summary>The key of an element of a list: its code or number, else its place from 1.</summary>
    public static string Key(JsonElement element, int index)
    {
        if (element.ValueKind == JsonValueKind.Object)
            foreach (var name in KeyNames)
                if (element.TryGetProperty(name, out var key) && key.ValueKind is JsonValueKind.String or JsonValueKind.Number) return key.ToString();
        return (index + 1).ToString(CultureInfo.InvariantCulture);
    }

    private static JsonElement? Step(JsonElement view, string step)
    {
        if (view.ValueKind == JsonValueKind.Object) return view.TryGetProperty(step, out var member) ? member : null;
        if (view.ValueKind != JsonValueKind.Array) return null;
        var index = 0;
        foreach (var element in view.EnumerateArray())
            if (Key(element, index++) == step) return element;
        return null;
    }
}
