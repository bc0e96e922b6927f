using System.Text.Json;
using System.Text.Json.Nodes;

namespace WikkenWegen.Api.Tests.Replay;

/// <summary>
/// Applies differences to a view, knowing nothing of weighings: if the outcome is the next view, the differences told everything.
/// </summary>
internal sealed class ViewPatch
{
    private static readonly string[] Lists =
    [
        "framings", "proposals", "criteriaVersions", "stakeholders", "heard", "notHeard", "access", "links", "cases", "rounds", "inputs", "objections", "adviceRequests", "scores", "consequences", "outcomes", "ballots", "decisions", "momentCorrections", "textCorrections", "erasures", "retentions", "reopenings",
    ];

    private static readonly string[] Keys = ["code", "number", "revision", "version", "assumption", "stakeholder"];

    private readonly JsonObject _view;

    private ViewPatch(JsonObject view) => _view = view;

    /// <summary>The view before anything happened.</summary>
    public static ViewPatch Empty() => new(new JsonObject([.. Lists.Select(list => KeyValuePair.Create(list, (JsonNode?)new JsonArray()))]));

    /// <summary>What differences tell of, out of a whole view; what is derived from it (the framing in force, who was heard) is left out.</summary>
    public static ViewPatch Of(string view)
    {
        var whole = JsonNode.Parse(view)!.AsObject();
        var patch = new ViewPatch(new JsonObject([.. new[] { "status", "ending" }.Concat(Lists).Where(whole.ContainsKey).Select(name => KeyValuePair.Create(name, whole[name]?.DeepClone()))]));
        if (whole["criteria"]?["set"] is { } set) patch._view["criteria"] = InForce(set);
        patch.Sort();
        return patch;
    }

    /// <summary>A whole view of what is no weighing, but for its version, which each event makes another; of one that is not there yet, what is in it when it is: its lists, without anything.</summary>
    public static ViewPatch Whole(string view, bool isThere = true) =>
        new(new JsonObject([.. JsonNode.Parse(view)!.AsObject().Where(member => member.Key != "version" && (isThere || member.Value is JsonArray)).Select(member => KeyValuePair.Create(member.Key, isThere ? member.Value?.DeepClone() : new JsonArray()))]));

    /// <summary>The value at a path as text; null where there is none.</summary>
    public string? At(string path)
    {
        JsonNode? node = _view;
        foreach (var step in path.Split('/')[1..])
        {
            node = node switch
            {
                JsonObject o => o[step],
                JsonArray a => a.Where((element, index) => Key(element!, index) == step).SingleOrDefault(),
                _ => null,
            };
            if (node is null) return null;
        }
        return node.ToJsonString();
    }

    /// <summary>Applies each difference, and checks that it found what it says was there.</summary>
    public void Apply(IEnumerable<JsonElement> differences)
    {
        // Paths are places in the views before and after, so what goes is taken away from the end, after all else.
        var gone = differences.ToLookup(difference => difference.GetProperty("kind").GetString() == "removed");
        foreach (var difference in gone[false].Concat(gone[true].Reverse())) Apply(difference);
        // The first criteria come whole; later only the set is told of, criterion by criterion.
        if (_view["criteria"] is JsonObject whole && whole["set"]!["criteria"] is JsonArray) _view["criteria"] = InForce(whole["set"]!);
        Sort();
    }

    /// <summary>Who was heard stands in the order of invitation, which differences do not tell.</summary>
    private void Sort()
    {
        foreach (var list in (string[])["heard", "notHeard"])
            if (_view[list] is JsonArray parties) _view[list] = new JsonArray([.. parties.Select(p => p!.DeepClone()).OrderBy(p => p is JsonObject o ? o["stakeholder"]!.ToString() : p.ToString(), StringComparer.Ordinal)]);
    }

    /// <summary>The criteria in force by their codes, since differences do not tell their order.</summary>
    private static JsonObject InForce(JsonNode set)
    {
        var criteria = set.DeepClone().AsObject();
        criteria["criteria"] = new JsonObject([.. set["criteria"]!.AsArray().Select(c => KeyValuePair.Create(c!["code"]!.GetValue<string>(), (JsonNode?)c.DeepClone()))]);
        return new JsonObject { ["set"] = criteria };
    }

    /// <summary>Whether two views are the same, whatever the order of members.</summary>
    public void ShouldBe(ViewPatch other, string when)
    {
        if (!JsonNode.DeepEquals(_view, other._view)) _view.ToJsonString().ShouldBe(other._view.ToJsonString(), when);
    }

    private void Apply(JsonElement difference)
    {
        var path = difference.GetProperty("path").GetString()!;
        JsonNode node = _view;
        var steps = path.Split('/')[1..];
        foreach (var step in steps[..^1]) node = Child(node, step) ?? throw new InvalidOperationException($"{path} leads nowhere.");
        var (last, there) = (steps[^1], Child(node, steps[^1]));
        var (from, to) = (Value(difference, "from"), Value(difference, "to"));
        switch (difference.GetProperty("kind").GetString())
        {
            case "added":
                there.ShouldBeNull($"{path} was there already");
                from.ShouldBeNull();
                if (node is JsonArray list)
                {
                    list.Add(to);
                    Key(to!, list.Count - 1).ShouldBe(last);
                }
                else node[last] = to;
                break;
            case "changed":
                JsonNode.DeepEquals(there, from).ShouldBeTrue($"{path} was {there?.ToJsonString()}");
                there!.ReplaceWith(to);
                break;
            case "removed":
                JsonNode.DeepEquals(there, from).ShouldBeTrue($"{path} was {there?.ToJsonString()}");
                to.ShouldBeNull();
                if (node is JsonArray array) array.Remove(there);
                else node.AsObject().Remove(last);
                break;
            default:
                throw new InvalidOperationException($"Unknown kind: {difference}");
        }
    }

    private static JsonNode? Child(JsonNode node, string step) => node switch
    {
        JsonObject o => o[step],
        JsonArray a => a.Where((element, index) => Key(element!, index) == step).SingleOrDefault(),
        _ => null,
    };

    /// <summary>Whether it is in the one list of which the elements are codes themselves.</summary>
    private static bool IsCode(JsonNode element) => element.Parent?.GetPropertyName() == "notHeard" && element.Parent.Parent?.Parent is null;

    private static JsonNode? Value(JsonElement difference, string name) => difference.TryGetProperty(name, out var value) ? JsonNode.Parse(value.GetRawText()) : null;

    private static string Key(JsonNode element, int index) =>
        element is JsonValue code && code.GetValueKind() == JsonValueKind.String && IsCode(code) ? code.ToString() : element is JsonObject { } votes && votes.ContainsKey("vote") ? votes["vote"] + (votes["proposal"] is { } preferred ? $"-{preferred}" : "") : element is JsonObject o && Keys.FirstOrDefault(o.ContainsKey) is { } key ? o[key]!.ToString() : (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
