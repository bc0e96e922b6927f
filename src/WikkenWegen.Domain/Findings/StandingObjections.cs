namespace WikkenWegen.Domain.Findings;

/// <summary>What was still said against a choice when it was made.</summary>
internal static class StandingObjections
{
    /// <summary>
    /// The overriding objections that stopped a choice by consent: those of stakeholders whose consent was needed, that stood against something
    /// that was chosen when it was decided. None where it was not decided by consent.
    /// </summary>
    public static IEnumerable<OverridingObjection> Stopping(FindingContext context, Decision decision)
    {
        if (context.FramingAt(decision.Origin).ProcessForm != ProcessForm.Consent) return [];
        return FindingContext.ChosenBy(decision).SelectMany(code => OverridingObjections.Against(context.Weighing, code, decision.Origin))
            .DistinctBy(o => o.Origin.Event).Where(o => context.Weighing.Stakeholder(o.Stakeholder)?.Say is Say.Consents or Say.Decides);
    }

    /// <summary>
    /// The objections against what was chosen, or against the weighing as a whole, that had been raised when it was decided and were never resolved,
    /// and whose makers had not changed their minds by then.
    /// </summary>
    public static IEnumerable<Objection> NeverResolved(Weighing weighing, Decision decision) =>
        weighing.Objections.Where(o => o.Resolution is null && o.Origin.HappenedBefore(decision.Origin)
            && FindingContext.ChosenBy(decision).Any(code => (o.Proposal is null || o.Proposal.Code == code) && !OverridingObjections.ChangedMind(weighing, o, code, decision.Origin)));
}
