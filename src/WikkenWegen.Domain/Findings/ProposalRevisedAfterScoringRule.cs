using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Domain.Findings;

/// <summary>
/// A proposal was revised after it had been scored, and was not scored again in full: scores of an earlier text stand for the newest one. So it is with
/// consequences. Of who gave scores since that the reader may not read yet, it cannot be said that they did not score it again.
/// </summary>
public sealed class ProposalRevisedAfterScoringRule() : FindingRule("proposal-revised-after-scoring", FindingSeverity.Attention, FindingAxis.Recording,
    new("Voorstel herzien na scoren", "Proposal revised after scoring"),
    new("Laat de beoordelaars de nieuwe versie scoren, of leg uit waarom hun scores blijven gelden.", "Let the assessors score the new revision, or explain why their scores still hold."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        var (weighing, set) = (context.Weighing, context.Weighing.Criteria?.Set);
        if (weighing.Scores.Count + weighing.Consequences.Count == 0) yield break;
        foreach (var proposal in weighing.Proposals)
        {
            if (proposal.Revisions.Length < 2 || proposal.Withdrawal is not null) continue;
            // What was said on a criterion that is gone cannot be said again, and counts no more.
            var scores = weighing.Scores.Where(s => s.Proposal.Code == proposal.Code && set?.Criterion(s.Criterion) is not null);
            if (Stale(proposal, scores, weighing.Hidden.Where(h => h.IsScore)) is { Count: > 0 } stale)
                yield return Found(ShownBy(proposal, stale),
                    Invariant($"Voorstel {proposal.Code} is herzien (versie {proposal.Current.Revision}), en scores van een eerdere versie zijn niet opnieuw gegeven (aantal: {stale.Count})."),
                    Invariant($"Proposal {proposal.Code} was revised (revision {proposal.Current.Revision}), and scores of an earlier one were not given again (number: {stale.Count})."));
            var consequences = weighing.Consequences.Where(c => c.Proposal.Code == proposal.Code && set?.BesideCriterion(c.Criterion) is not null);
            if (Stale(proposal, consequences, weighing.Hidden.Where(h => h.IsConsequence)) is { Count: > 0 } stated)
                yield return Found(ShownBy(proposal, stated),
                    Invariant($"Voorstel {proposal.Code} is herzien (versie {proposal.Current.Revision}), en gevolgen van een eerdere versie zijn niet opnieuw genoemd (aantal: {stated.Count})."),
                    Invariant($"Proposal {proposal.Code} was revised (revision {proposal.Current.Revision}), and consequences of an earlier one were not stated again (number: {stated.Count})."));
        }
    }

    /// <summary>What was said of an earlier revision, and not again of the newest one.</summary>
    private static List<IJudgement> Stale(Proposal proposal, IEnumerable<IJudgement> said, IEnumerable<HiddenPart> hidden)
    {
        var all = said.ToList();
        var again = all.Where(s => s.Proposal.Revision == proposal.Current.Revision).Select(s => (s.Criterion, OutcomeInputs.Key(s.By))).ToHashSet();
        var unread = hidden.Where(h => h.Origin.IsAfter(proposal.Current.Origin)).Select(h => OutcomeInputs.Key(h.By)).ToHashSet();
        return [.. all.Where(s => s.Proposal.Revision < proposal.Current.Revision && !again.Contains((s.Criterion, OutcomeInputs.Key(s.By))) && !unread.Contains(OutcomeInputs.Key(s.By)))];
    }

    private static IEnumerable<Origin> ShownBy(Proposal proposal, List<IJudgement> stale) =>
        [.. stale.Select(s => s.Newest), proposal.Revisions.First(r => r.Revision > stale.Max(s => s.Proposal.Revision)).Origin, proposal.Current.Origin];
}
