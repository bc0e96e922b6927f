namespace WikkenWegen.Domain.Findings;

/// <summary>What was chosen did not reach the threshold in the last ballot about it among the same people. A ballot after the decision counts too, while that stands.</summary>
public sealed class BallotThresholdNotMetRule() : FindingRule("ballot-threshold-not-met", FindingSeverity.Serious, FindingAxis.Happening,
    new("Drempel van stemming niet gehaald", "Threshold of a ballot not met"),
    new("Leg uit waarom het besluit toch geldt, of trek het in.", "Explain why the decision stands nonetheless, or withdraw it."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        if (context.Weighing.Ballots.Count == 0) yield break;
        foreach (var decision in context.Answerable)
        {
            foreach (var code in FindingContext.ChosenBy(decision))
            {
                // Each group of people has a last word of its own.
                foreach (var ballots in context.Weighing.Ballots.Where(b => b.Content.Proposals.Any(p => p.Code == code) && !(decision.End is { } end && end.HappenedBefore(b.Origin)))
                    .GroupBy(b => (b.Content.Stakeholder, b.Content.Complex)))
                {
                    var last = ballots.Aggregate((before, ballot) => before.Origin.HappenedBefore(ballot.Origin) ? ballot : before);
                    if (!last.Shares.Any(s => s.Reached == false && (s.Proposal is null || s.Proposal == code))) continue;
                    yield return Found([last.Origin, .. last.Corrections.Select(c => c.Origin), decision.Origin],
                        Invariant($"Besluit {decision.Number} koos voorstel {code}, dat in stemming {last.Number} de drempel niet haalde."),
                        Invariant($"Decision {decision.Number} chose proposal {code}, which did not reach the threshold in ballot {last.Number}."));
                }
            }
        }
    }
}
