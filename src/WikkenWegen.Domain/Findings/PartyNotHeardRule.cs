namespace WikkenWegen.Domain.Findings;

/// <summary>
/// It was decided while parties with a say had not been heard: they gave no input that stood, no objection, no advice, no score, no consequence and no vote by then.
/// That a party gave something in a blind round counts, though not everybody may read it yet. Who decides is heard by deciding.
/// </summary>
public sealed class PartyNotHeardRule() : FindingRule("party-not-heard", FindingSeverity.Attention, FindingAxis.Happening,
    new("Partij niet gehoord", "Party not heard"),
    new("Hoor de partij alsnog, of leg vast dat zij gevraagd is en niets wilde inbrengen.", "Hear the party still, or record that it was asked and did not want to give input."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Weighing.Decisions)
        {
            if (!decision.IsFinal) continue;
            var asked = context.Weighing.Stakeholders.Where(s => IsAsked(s, decision)).ToList();
            if (asked.Count == 0) continue;
            var heard = HeardBefore(context.Weighing, decision.Origin);
            asked.RemoveAll(s => heard.Contains(s.Code) || Names.Same(s.Role, decision.Content.DeciderRole) || Names.Same(s.Party, decision.Content.DeciderRole));
            if (asked.Count == 0) continue;
            var codes = Speech.Listed(asked.Select(s => s.Code));
            yield return Found([.. asked.Select(s => s.Origin), decision.Origin],
                Invariant($"Toen besluit {decision.Number} viel was niet gehoord: {codes}."),
                Invariant($"When decision {decision.Number} fell, these had not been heard: {codes}."));
        }
    }

    private static bool IsAsked(Stakeholder stakeholder, Decision decision) =>
        stakeholder.Origin.HappenedBefore(decision.Origin) && stakeholder.Withdrawal?.Origin.HappenedBefore(decision.Origin) != true;

    private static HashSet<string> HeardBefore(Weighing weighing, Origin decision)
    {
        var heard = new HashSet<string>();
        foreach (var input in weighing.Inputs.AsSpan()) Add(input.Stakeholder, input.Revisions[0].Origin, input.Withdrawal?.Origin);
        foreach (var objection in weighing.Objections.AsSpan()) Add(objection.Stakeholder, objection.Origin);
        foreach (var score in weighing.Scores.AsSpan()) Add(score.By.Stakeholder, score.Revisions[0].Origin);
        foreach (var consequence in weighing.Consequences.AsSpan()) Add(consequence.By.Stakeholder, consequence.Revisions[0].Origin);
        foreach (var request in weighing.AdviceRequests.AsSpan()) Add(request.Stakeholder, request.Received?.Origin);
        foreach (var ballot in weighing.Ballots.AsSpan()) Add(ballot.Content.Stakeholder, ballot.Origin);
        foreach (var hidden in weighing.Hidden.AsSpan()) Add(hidden.By.Stakeholder, hidden.Origin);
        return heard;

        void Add(string? stakeholder, Origin? given, Origin? withdrawn = null)
        {
            if (stakeholder is not null && given?.HappenedBefore(decision) == true && withdrawn?.HappenedBefore(decision) != true) heard.Add(stakeholder);
        }
    }
}
