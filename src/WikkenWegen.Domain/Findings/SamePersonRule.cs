namespace WikkenWegen.Domain.Findings;

/// <summary>
/// One person acted in two roles in one decision: proposed and decided, proposed and ruled, or decided and ruled. It goes by who recorded it, under
/// whatever subject ids the weighing knows to be of one person.
/// </summary>
public sealed class SamePersonRule() : FindingRule("same-person-in-two-roles", FindingSeverity.Serious, FindingAxis.Recording,
    new("Eén persoon in twee rollen", "One person in two roles"),
    new("Laat een ander dan wie het voorstel of het besluit vastlegde de andere stap doen.", "Let somebody else than who recorded the proposal or the decision take the other step."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Choices)
        {
            var decider = context.Weighing.SubjectsOf(decision.Origin.Actor);
            var proposed = decision.Kind != DecisionKind.Chosen ? [] : Proposed(context.Weighing, decision).ToList();
            if (proposed.Where(p => decider.Contains(p.Actor)).ToList() is { Count: > 0 } own)
                yield return Found([.. own, decision.Origin],
                    Invariant($"Dezelfde persoon legde een gekozen voorstel en besluit {decision.Number} vast."),
                    Invariant($"The same person recorded a proposal that was chosen and decision {decision.Number}."));
            if (decision.Approval?.Origin is not { } ruling) continue;
            if (decider.Contains(ruling.Actor))
                yield return Found([decision.Origin, ruling],
                    Invariant($"Dezelfde persoon nam besluit {decision.Number} en oordeelde erover namens de goedkeurder."),
                    Invariant($"The same person took decision {decision.Number} and ruled on it for the approver."));
            var approver = context.Weighing.SubjectsOf(ruling.Actor);
            if (proposed.Where(p => approver.Contains(p.Actor)).ToList() is { Count: > 0 } theirs)
                yield return Found([.. theirs, ruling],
                    Invariant($"Dezelfde persoon legde een gekozen voorstel vast en oordeelde over besluit {decision.Number} namens de goedkeurder."),
                    Invariant($"The same person recorded a proposal that was chosen and ruled on decision {decision.Number} for the approver."));
        }
    }

    private static IEnumerable<Origin> Proposed(Weighing weighing, Decision decision) =>
        decision.Content.Proposals.SelectMany(chosen => weighing.Proposal(chosen.Code)?.Revisions.Where(r => r.Revision <= chosen.Revision).Select(r => r.Origin) ?? []);
}
