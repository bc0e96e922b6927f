namespace WikkenWegen.Domain.Findings;

/// <summary>What was still said against a choice when it was made.</summary>
internal static class StandingObjections
{
    /// <summary>The objections against what was chosen, or against the weighing as a whole, that had been raised and not resolved when it was decided.</summary>
    public static IEnumerable<Objection> Against(Weighing weighing, Decision decision) =>
        weighing.Objections.Where(o => o.Origin.HappenedBefore(decision.Origin) && o.Resolution?.Origin.HappenedBefore(decision.Origin) != true
            && (o.Proposal is not { } about || FindingContext.ChosenBy(decision).Contains(about.Code)));

    /// <summary>
    /// The overriding objections that stakeholders held as their position on what was chosen when it was decided: the last position of each on the
    /// proposal counts, and one of which the objection was resolved no longer stands.
    /// </summary>
    public static IEnumerable<(string Stakeholder, Origin Origin)> Positions(Weighing weighing, Decision decision)
    {
        if (!weighing.Inputs.Any(i => i.Revisions.Any(r => r.Content.Position == Position.OverridingObjection))) yield break;
        var last = new Dictionary<(string Stakeholder, string? Proposal), (Input Input, InputRevision Revision)>();
        foreach (var input in weighing.Inputs)
        {
            if (input.Withdrawal?.Origin.HappenedBefore(decision.Origin) == true) continue;
            if (input.Revisions.LastOrDefault(r => r.Origin.HappenedBefore(decision.Origin)) is not { Content.Position: not null } revision) continue;
            var about = revision.Content.Proposal?.Code;
            if (about is not null && !FindingContext.ChosenBy(decision).Contains(about)) continue;
            var key = (input.Stakeholder, about);
            if (!last.TryGetValue(key, out var other) || other.Revision.Origin.HappenedBefore(revision.Origin)) last[key] = (input, revision);
        }
        foreach (var ((stakeholder, about), (input, revision)) in last)
            if (revision.Content.Position == Position.OverridingObjection && !IsResolved(stakeholder, about, input, revision)) yield return (stakeholder, revision.Origin);

        bool IsResolved(string stakeholder, string? about, Input input, InputRevision revision) => weighing.Objections.Any(o =>
            o.Stakeholder == stakeholder && o.Resolution is { } resolution && resolution.Origin.HappenedBefore(decision.Origin) && revision.Origin.HappenedBefore(resolution.Origin)
            && (o.Input == input.Number || o.Proposal?.Code == about));
    }

    /// <summary>Whether it was decided by consent, in which a stakeholder's overriding objection stops a choice.</summary>
    public static bool Stop(FindingContext context, Decision decision, string stakeholder) =>
        context.FramingAt(decision.Origin).ProcessForm == ProcessForm.Consent && context.Weighing.Stakeholder(stakeholder) is { Say: Say.Consents or Say.Decides } consents
        && consents.Withdrawal?.Origin.HappenedBefore(decision.Origin) != true;
}
