namespace WikkenWegen.Domain.Findings;

/// <summary>
/// The criteria were taken from an instrument that had been retired by then, or in the place of which another had come. That can happen, and so it is recorded; who began with the instrument while
/// it was in use may go on with it.
/// </summary>
public sealed class CriteriaFromEndedInstrumentRule() : FindingRule("criteria-from-ended-instrument", FindingSeverity.Attention, FindingAxis.Both,
    new("Criteria uit een instrument dat niet meer in gebruik was", "Criteria from an instrument that was no longer in use"),
    new("Leg uit waarom dit instrument nog gebruikt is, of neem de criteria uit wat ervoor in de plaats kwam.", "Explain why this instrument was used still, or take the criteria from what came in its place."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var first in context.Weighing.CriteriaVersions.Where(v => v.Set.Instrument?.Id is not null).DistinctBy(v => (v.Set.Instrument!.Id, v.Set.Instrument.Version)))
        {
            if (first.Set.Instrument is not { EndedAt: { } ended } instrument || first.Origin.OccurredAt <= ended) continue;
            yield return Found([first.Origin],
                Invariant($"De criteria (versie {first.Version}) komen uit {instrument.Name} ({instrument.Code}, versie {instrument.Version}). Dat instrument was ingetrokken of opgevolgd sinds {Speech.Moment(ended, Forms.Dutch)}."),
                Invariant($"The criteria (version {first.Version}) come from {instrument.Name} ({instrument.Code}, version {instrument.Version}). That instrument had been retired or succeeded since {Speech.Moment(ended, Forms.English)}."));
        }
    }
}
