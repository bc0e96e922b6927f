namespace WikkenWegen.Domain.Findings;

/// <summary>A proposal was chosen while an adviser still had time to advise and had not done so; who had withdrawn by then could advise no more.</summary>
public sealed class DecisionBeforeAdviceTermRule() : FindingRule("decision-before-advice-term", FindingSeverity.Serious, FindingAxis.Happening,
    new("Besluit voor het einde van de adviestermijn", "Decision before the advice term ended"),
    new("Weeg het advies alsnog, en besluit zo nodig opnieuw.", "Weigh the advice still, and decide again where needed."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Answerable)
        {
            if (decision.Kind != DecisionKind.Chosen) continue;
            foreach (var request in context.Weighing.AdviceRequests)
            {
                if (request.AdviseBy is not { } until || !request.Origin.HappenedBefore(decision.Origin) || request.Received?.Origin.HappenedBefore(decision.Origin) == true) continue;
                if (Calendar.DayOf(decision.Origin.OccurredAt) > until) continue;
                if (context.Weighing.Stakeholder(request.Stakeholder)?.Withdrawal?.Origin.HappenedBefore(decision.Origin) == true) continue;
                yield return Found([request.Origin, decision.Origin],
                    Invariant($"Besluit {decision.Number} is genomen terwijl {request.Stakeholder} nog kon adviseren (aanvraag {request.Number}, tot en met {Forms.Day(until, Forms.Dutch)})."),
                    Invariant($"Decision {decision.Number} was taken while {request.Stakeholder} could still advise (request {request.Number}, up to and including {Forms.Day(until, Forms.English)})."));
            }
        }
    }
}
