using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Domain.Findings;

/// <summary>
/// A proposal was revised after it had been scored, and was not scored again in full: scores of an earlier text stand for the newest one. Of who gave
/// scores since that the reader may not read yet, it cannot be said that they did not score it again.
/// </summary>
public sealed class ProposalRevisedAfterScoringRule() : FindingRule("proposal-revised-after-scoring", FindingSeverity.Attention, FindingAxis.Recording,
    new("Voorstel herzien na scoren", "Proposal revised after scoring"),
    new("Laat de beoordelaars de nieuwe versie scoren, of leg uit waarom hun scores blijven gelden.", "Let the assessors score the new revision, or explain why their scores still hold."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        if (context.Weighing.Scores.Count == 0) yield break;
        foreach (var proposal in context.Weighing.Proposals)
        {
            if (proposal.Revisions.Length < 2 || proposal.Withdrawal is not null) continue;
            // A score on a criterion that is gone cannot be given again, and counts no more.
            var scores = context.Weighing.Scores.Where(s => s.Proposal.Code == proposal.Code && context.Weighing.Criteria?.Set.Criterion(s.Criterion) is not null).ToList();
            var again = scores.Where(s => s.Proposal.Revision == proposal.Current.Revision).Select(s => (s.Criterion, OutcomeInputs.Key(s.By))).ToHashSet();
            var unread = context.Weighing.Hidden.Where(h => h.IsScore && h.Origin.IsAfter(proposal.Current.Origin))
                .Select(h => OutcomeInputs.Key(h.By)).ToHashSet();
            var stale = scores.Where(s => s.Proposal.Revision < proposal.Current.Revision && !again.Contains((s.Criterion, OutcomeInputs.Key(s.By))) && !unread.Contains(OutcomeInputs.Key(s.By))).ToList();
            if (stale.Count == 0) continue;
            var revised = proposal.Revisions.First(r => r.Revision > stale.Max(s => s.Proposal.Revision)).Origin;
            yield return Found([.. stale.Select(s => s.Current.Origin), revised, proposal.Current.Origin],
                Invariant($"Voorstel {proposal.Code} is herzien (versie {proposal.Current.Revision}), en scores van een eerdere versie zijn niet opnieuw gegeven (aantal: {stale.Count})."),
                Invariant($"Proposal {proposal.Code} was revised (revision {proposal.Current.Revision}), and scores of an earlier one were not given again (number: {stale.Count})."));
        }
    }
}
