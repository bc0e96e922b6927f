namespace WikkenWegen.Domain;

/// <summary>What came after what.</summary>
internal static class OriginOrder
{
    /// <summary>Whether one thing had happened when another did; of two at the same moment, the one that was recorded first.</summary>
    public static bool HappenedBefore(this Origin one, Origin other) => one.OccurredAt < other.OccurredAt || (one.OccurredAt == other.OccurredAt && one.Event < other.Event);

    /// <summary>Whether one thing came after another by happening or by recording, whichever it is.</summary>
    public static bool IsAfter(this Origin one, Origin other) => one.Event > other.Event || one.OccurredAt > other.OccurredAt;

    /// <summary>Whether one thing came after another by happening and by recording.</summary>
    public static bool IsWhollyAfter(this Origin one, Origin other) => one.Event > other.Event && one.OccurredAt >= other.OccurredAt;

    /// <summary>Whether something came after a decision, by either axis, while that stood or seemed to.</summary>
    public static bool IsUnder(this Origin one, Decision decision) => one.IsAfter(decision.Origin) && !(decision.End is { } end && one.IsWhollyAfter(end));
}
