namespace WikkenWegen.Domain.Findings;

/// <summary>Steps were recorded more than <see cref="Days"/> days after they happened.</summary>
public sealed class RecordedLateRule() : FindingRule("recorded-late", FindingSeverity.Info, FindingAxis.Both,
    new("Lang na het gebeuren vastgelegd", "Recorded long after it happened"),
    new("Leg uit waarop de vastlegging achteraf berust, zoals een verslag.", "Explain what the later record rests on, such as minutes."))
{
    /// <summary>The time after which a record is late, in days of 24 hours.</summary>
    public const int Days = 30;

    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        var origins = context.Weighing.Origins.AsSpan();
        List<Origin>? late = null;
        for (var i = 0; i < origins.Length; i++)
            if (origins[i].RecordedAt - origins[i].OccurredAt > TimeSpan.FromDays(Days) && !context.Weighing.IsAboutHidden(context.Weighing.Events[i].Event)) (late ??= []).Add(origins[i]);
        if (late is null) return [];
        return [Found(late,
            Invariant($"Meer dan {Days} dagen na het gebeuren zijn stappen vastgelegd (aantal: {late.Count})."),
            Invariant($"Steps were recorded more than {Days} days after they happened (number: {late.Count})."))];
    }
}
