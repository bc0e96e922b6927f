using System.Text.Json.Nodes;
using WikkenWegen.AuditBundle.Containers;
using WikkenWegen.AuditBundle.Exports;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>What a state in a bag is of the one that the Domain folds.</summary>
internal enum Likeness
{
    /// <summary>The same, but perhaps for members that are empty and that the one in the bag does not have.</summary>
    Same,

    /// <summary>The same, but that it has members that this version of the Domain does not know.</summary>
    More,

    /// <summary>Another state of the same weighing at the same event.</summary>
    Other,

    /// <summary>None of this weighing at this event.</summary>
    OfAnother,
}

/// <summary>
/// Compares the states that the Domain folds with those in the bag, line by line. A later version of the Domain may know a member more; where the events hold
/// nothing of it, that member is empty, and the state is the same.
/// </summary>
/// <remarks>
/// Of which version a bag is, it says itself, so that this must be no way around the comparison. Whatever the version, there is one state of each weighing, in the same order and at its last event.
/// Only what is in a state may be computed otherwise by another version: that is told of each weighing by itself, and the comparison goes on.
/// </remarks>
/// <param name="file">The file of states.</param>
/// <param name="isOfOtherVersion">Whether the bag says that another version made it.</param>
/// <param name="notReplayed">The weighings that this version could not fold, at the event where it stopped, as far as it has come: another version may have a state of them.</param>
/// <param name="differs">Is told of each difference; one that is not of another version ends the comparison.</param>
internal sealed class ComparingViews(BagFile file, bool isOfOtherVersion, IReadOnlyList<EventRow> notReplayed, Action<Likeness> differs) : Comparing
{
    private readonly Lines _actual = new(file.OpenRead(), file.Name, BagFormat.MaxLineBytes);
    private readonly HashSet<Guid> _notReplayed = [];
    private int _known; // how many of those that were not replayed are in the set
    private bool _ended;

    /// <summary>Compares a line, which is written as a whole.</summary>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!_ended)
        {
            if (!_actual.Read())
            {
                End();
                return;
            }
            var likeness = Compare(buffer[..^1], _actual.Current.Span);
            if (likeness == Likeness.Same) return;
            if (!isOfOtherVersion || (likeness == Likeness.OfAnother && !IsOfNotReplayed(_actual.Current.Span)))
            {
                End();
                return;
            }
            if (likeness == Likeness.OfAnother) continue; // one that this version could not fold: the next line may be of the one that is asked for
            differs(likeness);
            return;
        }
    }

    /// <inheritdoc />
    public override void Finish()
    {
        while (!_ended && _actual.Read())
            if (!isOfOtherVersion || !IsOfNotReplayed(_actual.Current.Span)) End();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _actual.Dispose();
        base.Dispose(disposing);
    }

    private void End()
    {
        _ended = true;
        differs(Likeness.OfAnother);
    }

    private bool IsOfNotReplayed(ReadOnlySpan<byte> given)
    {
        while (_known < notReplayed.Count) _notReplayed.Add(notReplayed[_known++].Leaf.Stream);
        try
        {
            return _notReplayed.Count > 0 && JsonNode.Parse(given) is JsonObject line && Guid.TryParse(line["weighing"]?.ToString(), out var weighing) && _notReplayed.Contains(weighing);
        }
        catch (Exception e) when (IsOfBadJson(e))
        {
            return false;
        }
    }

    private static Likeness Compare(ReadOnlySpan<byte> folded, ReadOnlySpan<byte> given)
    {
        if (folded.SequenceEqual(given)) return Likeness.Same;
        try
        {
            return JsonNode.Parse(folded) is JsonObject ours && JsonNode.Parse(given) is JsonObject theirs && AreOfOne(ours, theirs) ? Compare(ours, theirs) : Likeness.OfAnother;
        }
        catch (Exception e) when (IsOfBadJson(e))
        {
            return Likeness.OfAnother;
        }
    }

    /// <summary>Whether this is thrown where a line is no JSON, has a member twice, or half a character.</summary>
    private static bool IsOfBadJson(Exception thrown) => thrown is System.Text.Json.JsonException or ArgumentException or InvalidOperationException;

    /// <summary>Whether both are of the same weighing at the same event, which no version says otherwise.</summary>
    private static bool AreOfOne(JsonObject folded, JsonObject given) =>
        AreSame("weighing", folded, given) && AreSame("version", folded, given) && folded["view"] is JsonObject ours && given["view"] is JsonObject theirs && AreSame("id", ours, theirs) && AreSame("version", ours, theirs);

    private static bool AreSame(string member, JsonObject folded, JsonObject given) => JsonNode.DeepEquals(folded[member], given[member]);

    private static Likeness Compare(JsonNode? folded, JsonNode? given) => (folded, given) switch
    {
        (JsonObject a, JsonObject b) => Worst(
            a.Select(member => b.TryGetPropertyValue(member.Key, out var other) ? Compare(member.Value, other) : IsEmpty(member.Value) ? Likeness.Same : Likeness.Other)
                .Concat(b.Select(member => a.ContainsKey(member.Key) ? Likeness.Same : Likeness.More))),
        (JsonArray a, JsonArray b) => a.Count == b.Count ? Worst(a.Zip(b).Select(pair => Compare(pair.First, pair.Second))) : Likeness.Other,
        _ => JsonNode.DeepEquals(folded, given) ? Likeness.Same : Likeness.Other,
    };

    private static Likeness Worst(IEnumerable<Likeness> all) => all.DefaultIfEmpty(Likeness.Same).Max();

    private static bool IsEmpty(JsonNode? value) => value is null or JsonArray { Count: 0 } or JsonObject { Count: 0 } || (value is JsonValue scalar && scalar.ToJsonString() is "false" or "0" or "\"\"");
}
