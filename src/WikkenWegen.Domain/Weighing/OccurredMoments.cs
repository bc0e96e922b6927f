using System.Collections.Frozen;

namespace WikkenWegen.Domain;

/// <summary>
/// When things happened, where the moment that was recorded first was a mistake. An event is never changed; its corrections stand behind
/// it, and the last of them counts.
/// </summary>
internal sealed class OccurredMoments
{
    /// <summary>Without corrections.</summary>
    public static readonly OccurredMoments AsRecorded = new(FrozenDictionary<int, (DateTimeOffset, int, StatutoryTerm?)>.Empty);

    private readonly IReadOnlyDictionary<int, (DateTimeOffset Moment, int By, StatutoryTerm? Term)> _right;

    private OccurredMoments(IReadOnlyDictionary<int, (DateTimeOffset, int, StatutoryTerm?)> right) => _right = right;

    /// <summary>The right moments, as far as <paramref name="known"/> tells.</summary>
    /// <param name="known">Events in the order in which they were recorded.</param>
    public static OccurredMoments Of(IEnumerable<RecordedEvent> known)
    {
        Dictionary<int, (DateTimeOffset, int, StatutoryTerm?)>? right = null;
        foreach (var recorded in known)
            if (recorded.Event.Corrects is { } corrected) (right ??= [])[corrected.Event] = (corrected.Moment, recorded.Number, corrected.Term);
        return right is null ? AsRecorded : new OccurredMoments(right);
    }

    /// <summary>The origin of an event, with the moment at which it happened.</summary>
    public Origin OriginOf(RecordedEvent recorded) => _right.TryGetValue(recorded.Number, out var right)
        ? recorded.Origin with { OccurredAt = right.Moment, MomentCorrectedBy = right.By, CorrectedTerm = right.Term } : recorded.Origin;

    /// <summary>The same, with one more correction.</summary>
    public OccurredMoments With(int number, DateTimeOffset moment, StatutoryTerm? term) =>
        new(new Dictionary<int, (DateTimeOffset, int, StatutoryTerm?)>(_right) { [number] = (moment, 0, term) });
}
