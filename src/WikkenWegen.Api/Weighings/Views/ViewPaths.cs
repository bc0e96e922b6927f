using System.Globalization;
using System.Text.Json;

namespace WikkenWegen.Api.Weighings.Views;

/// <summary>
/// Paths in a view. An element of a list is named by its code or number, as people name it: proposals/V2/revisions/1.
/// </summary>
public static class ViewPaths
{
    private static readonly string[] KeyNames = ["code", "number", "revision", "version", "assumption", "stakeholder", "part"];

    /// <summary>The name of an element of a list in a path: its code or number; where it has neither, its place from 1.</summary>
    /// <param name="element">The element.</param>
    /// <param name="index">Its index in the list, from 0.</param>
    public static string Key(JsonElement element, int index)
    {
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("vote", out var vote))
            return element.TryGetProperty("proposal", out var proposal) ? $"{vote}-{proposal}" : vote.ToString(); // its number is how many there were
        if (element.ValueKind == JsonValueKind.Object)
            foreach (var name in KeyNames)
                if (element.TryGetProperty(name, out var key) && key.ValueKind is JsonValueKind.String or JsonValueKind.Number) return key.ToString();
        return (index + 1).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The elements of a list, each with its name in a path.</summary>
    public static Dictionary<string, JsonElement> Elements(JsonElement list)
    {
        var elements = new Dictionary<string, JsonElement>();
        var index = 0;
        // The same code can stand twice in a list, such as an area in two years. The later one is then named by its place; or, where another has that as its number, by the first that is free.
        foreach (var element in list.EnumerateArray())
        {
            if (!elements.TryAdd(Key(element, index), element))
                for (var place = index; !elements.TryAdd(Key(default, place), element);) place++;
            index++;
        }
        return elements;
    }
}
