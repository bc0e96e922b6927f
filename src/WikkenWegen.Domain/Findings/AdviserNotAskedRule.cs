namespace WikkenWegen.Domain.Findings;

/// <summary>A proposal was chosen without asking advice of a party whose say is to advise.</summary>
/// <remarks>Whether the law gives that party a right of advice is recorded only with a request; a party with that say that was never asked is what can be seen.</remarks>
public sealed class AdviserNotAskedRule() : FindingRule("adviser-not-asked", FindingSeverity.Attention, FindingAxis.Happening,
    new("Adviseur niet gevraagd", "Adviser not asked"),
    new("Vraag alsnog advies vóór de uitvoering, of leg uit waarom deze partij geen adviesrecht heeft.", "Ask for advice before execution still, or explain why this party has no right of advice."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Answerable)
        {
            if (decision.Kind != DecisionKind.Chosen) continue;
            var unasked = context.Weighing.Stakeholders.Where(s => s.Say == Say.Advises && s.Origin.HappenedBefore(decision.Origin)
                && s.Withdrawal?.Origin.HappenedBefore(decision.Origin) != true
                && !context.Weighing.AdviceRequests.Any(a => a.Stakeholder == s.Code && a.Origin.HappenedBefore(decision.Origin))).ToList();
            if (unasked.Count == 0) continue;
            var codes = Speech.Listed(unasked.Select(s => s.Code));
            yield return Found([.. unasked.Select(s => s.Origin), decision.Origin],
                Invariant($"Vóór besluit {decision.Number} is geen advies gevraagd aan wie adviseert: {codes}."),
                Invariant($"Before decision {decision.Number} no advice was asked of who advises: {codes}."));
        }
    }
}
