namespace WikkenWegen.Domain.Findings;

/// <summary>The moment at which something happened was corrected.</summary>
public sealed class MomentCorrectedRule() : FindingRule("moment-corrected", FindingSeverity.Info, FindingAxis.Recording,
    new("Moment verbeterd", "Moment corrected"),
    new("De reden van de verbetering staat erbij; vraag zo nodig het bewijs.", "The reason of the correction stands with it; ask for the evidence where needed."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        if (context.Weighing.MomentCorrections.Count == 0) yield break;
        var origins = context.Weighing.Origins.ToDictionary(o => o.Event);
        foreach (var correction in context.Weighing.MomentCorrections)
            yield return Found([origins.GetValueOrDefault(correction.Event), correction.Origin],
                Invariant($"Het moment van gebeurtenis {correction.Event} is verbeterd: {Speech.Moment(correction.To, Forms.Dutch)} in plaats van {Speech.Moment(correction.From, Forms.Dutch)}."),
                Invariant($"The moment of event {correction.Event} was corrected: {Speech.Moment(correction.To, Forms.English)} instead of {Speech.Moment(correction.From, Forms.English)}."));
    }
}
