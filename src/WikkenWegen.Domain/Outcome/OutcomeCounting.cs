namespace WikkenWegen.Domain.Outcome;

/// <summary>Which scores count.</summary>
internal static class OutcomeCounting
{
    public static OutcomeInputs Count(Weighing weighing, OutcomeSelection selection)
    {
        var version = selection.Version(weighing);
        var proposals = weighing.Proposals.Where(p => p.Withdrawal is null).ToDictionary(p => p.Code);
        var versions = weighing.CriteriaVersions.ToDictionary(v => v.Version);
        var counted = new Dictionary<(string, string, string), Score>();
        var uncounted = new Dictionary<(string, string, string), (Score Score, NotCountedReason Why)>();
        foreach (var score in weighing.Scores)
        {
            if (!selection.Has(weighing, score)) continue;
            var cell = (OutcomeInputs.Key(score.By), score.Proposal.Code, CodeOf(score));
            if (WhyNot(score) is not { } why) Newest(counted, cell, score, s => s);
            else Newest(uncounted, cell, (Score: score, Why: why), s => s.Score);
        }
        return new OutcomeInputs
        {
            Weighing = weighing.Id,
            CriteriaVersion = version?.Version,
            CriteriaEvent = version?.Origin.Event,
            Criteria = version?.Set.Criteria ?? [],
            ClearMargin = version?.Set.ClearMargin ?? 0,
            Proposals = [.. weighing.Proposals.Where(p => p.Withdrawal is null).Select(p =>
                new ComparedProposal(new ProposalRevisionReference(p.Code, p.Current.Revision), p.Current.Content.Name, p.Current.Content.DoNothing, p.Current.Origin.Event))],
            Scores = [.. counted.Values.OrderBy(s => s.Number).Select(Counted)],
            NotCounted = [.. uncounted.Where(u => !counted.ContainsKey(u.Key)).Select(u => u.Value).OrderBy(u => u.Score.Number).Select(u => new UncountedScore(
                u.Score.Proposal.Code, u.Score.Criterion, u.Score.By, u.Score.Number, u.Score.Current.Origin.Event, u.Score.CriteriaVersion, u.Why))],
            Unread = weighing.Hidden.Count(h => h.Part.StartsWith("scores/", StringComparison.Ordinal)),
        };

        string CodeOf(Score score) => version?.Set.Criterion(score.Criterion)?.Code ?? score.Criterion;

        NotCountedReason? WhyNot(Score score)
        {
            if (!proposals.ContainsKey(score.Proposal.Code)) return NotCountedReason.ProposalWithdrawn;
            if (version?.Set.Criterion(score.Criterion) is not { } criterion) return NotCountedReason.CriterionNotThere;
            var given = versions[score.CriteriaVersion].Set.Criterion(score.Criterion)!;
            return HaveTheSameScale(given, criterion) ? null : NotCountedReason.ScaleChanged;
        }

        CountedScore Counted(Score score) => new(
            score.Proposal.Code, CodeOf(score), score.By, score.Current.Estimate, score.Number, score.Current.Origin.Event,
            score.Proposal.Revision == proposals[score.Proposal.Code].Current.Revision ? null : score.Proposal.Revision,
            score.CriteriaVersion == version!.Version ? null : score.CriteriaVersion);
    }

    /// <summary>Whether a score on the one criterion says the same on the other: their direction and scale are the same. The code is, and the weight is no part of it.</summary>
    public static bool HaveTheSameScale(Criterion one, Criterion other) =>
        one.Direction == other.Direction && one.Scale.Worst == other.Scale.Worst && one.Scale.Best == other.Scale.Best
        && one.Scale.Unit == other.Scale.Unit && one.Scale.Levels.SequenceEqual(other.Scale.Levels);

    private static void Newest<T>(Dictionary<(string, string, string), T> kept, (string, string, string) cell, T item, Func<T, Score> of)
    {
        if (!kept.TryGetValue(cell, out var other) || Given(of(item)).CompareTo(Given(of(other))) > 0) kept[cell] = item;

        static (DateTimeOffset, int) Given(Score score) => (score.Current.Origin.OccurredAt, score.Current.Origin.Event);
    }
}
