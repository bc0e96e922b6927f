using System.Text.Json.Nodes;
using WikkenWegen.AuditBundle.Containers;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>
/// Compares the states that the Domain folds with those in the bag, line by line. A later version of the Domain may know a member more; where the events hold
/// nothing of it, that member is empty, and the state is the same.
/// </summary>
/// <param name="file">The file of states.</param>
/// <param name="differs">Is called once, at the first difference.</param>
internal sealed class ComparingViews(BagFile file, Action differs) : Comparing
{
    private readonly Lines _actual = new(file.OpenRead(), file.Name, BagFormat.MaxLineBytes);
    private bool _differs;

    /// <summary>Compares a line, which is written as a whole.</summary>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_differs || (_actual.Read() && (buffer[..^1].SequenceEqual(_actual.Current.Span) || IsSame(buffer, _actual.Current.Span)))) return;
        Differ();
    }

    /// <inheritdoc />
    public override void Finish()
    {
        if (!_differs && _actual.Read()) Differ();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _actual.Dispose();
        base.Dispose(disposing);
    }

    private static bool IsSame(ReadOnlySpan<byte> folded, ReadOnlySpan<byte> given)
    {
        try
        {
            return IsSame(JsonNode.Parse(folded), JsonNode.Parse(given));
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsSame(JsonNode? folded, JsonNode? given) => (folded, given) switch
    {
        (JsonObject a, JsonObject b) => a.All(member => b.TryGetPropertyValue(member.Key, out var other) ? IsSame(member.Value, other) : IsEmpty(member.Value)) && b.All(member => a.ContainsKey(member.Key)),
        (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(pair => IsSame(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(folded, given),
    };

    private static bool IsEmpty(JsonNode? value) => value is null or JsonArray { Count: 0 } or JsonObject { Count: 0 } || (value is JsonValue scalar && scalar.ToJsonString() is "false" or "0" or "\"\"");

    private void Differ()
    {
        _differs = true;
        differs();
    }
}
