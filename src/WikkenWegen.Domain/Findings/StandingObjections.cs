namespace WikkenWegen.Domain.Findings;

/// <summary>What was still said against a choice when it was made.</summary>
internal static class StandingObjections
{
    /// <summary>
    /// The overriding objections that stopped a choice by consent (<see cref="OverridingObjections.StopsConsent"/>), that stood against something that was
    /// chosen when it was decided. None where it was not decided by consent.
    /// </summary>
    public static IEnumerable<OverridingObjection> Stopping(FindingContext context, Decision decision)
    {
        if (context.FramingAt(decision.Origin).ProcessForm != ProcessForm.Consent) return [];
        return FindingContext.ChosenBy(decision).SelectMany(code => OverridingObjections.Against(context.Weighing, code, decision.Origin))
            .DistinctBy(o => o.Origin.Event).Where(o => OverridingObjections.StopsConsent(context.Weighing, o, decision.Origin));
    }

    /// <summary>
    /// The objections against what was chosen, or against the weighing as a whole, that had been raised when it was decided and were never resolved,
    /// and whose makers had not changed their minds by then, nor gave input by then that the reader may not read yet.
    /// </summary>
    public static IEnumerable<Objection> NeverResolved(Weighing weighing, Decision decision) =>
        weighing.Objections.Where(o => o.Resolution is null && o.Origin.HappenedBefore(decision.Origin) && !OverridingObjections.MayHaveChangedMind(weighing, o.Stakeholder, decision.Origin)
            && FindingContext.ChosenBy(decision).Any(code => (o.Proposal is null || o.Proposal.Code == code) && !OverridingObjections.ChangedMind(weighing, o, code, decision.Origin)));

    /// <summary>
    /// The overriding objections against what was chosen that stood in a position alone when it was decided, and were never settled: as long as they took
    /// part, who held them took no other position, as far as the reader may read, and no objection of theirs was resolved or set aside.
    /// </summary>
    public static IEnumerable<OverridingObjection> OnlyPositions(Weighing weighing, Decision decision)
    {
        if (!weighing.Inputs.Any(i => i.Revisions.Any(r => r.Content.Position == Position.OverridingObjection))) return [];
        return FindingContext.ChosenBy(decision).SelectMany(code => OverridingObjections.Against(weighing, code, decision.Origin).Where(o => o.Objection is null && !OverridingObjections.MayHaveChangedMind(weighing, o.Stakeholder)
            && OverridingObjections.Against(weighing, code, weighing.Stakeholder(o.Stakeholder)?.Withdrawal?.Origin).Any(later => later.Stakeholder == o.Stakeholder && !later.SetAside)))
            .DistinctBy(o => o.Origin.Event);
    }
}
