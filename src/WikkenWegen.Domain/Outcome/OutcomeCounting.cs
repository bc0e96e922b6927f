using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace WikkenWegen.Domain.Outcome;

/// <summary>Which scores count.</summary>
internal static class OutcomeCounting
{
    /// <param name="weighing">The state, as the reader may see it.</param>
    /// <param name="selection">Which criteria and scores.</param>
    /// <param name="moment">What was recorded or happened after it does not count, and what was given in a blind round that had not closed by then; null where everything does.</param>
    /// <param name="byHappening">Whether what was recorded after that moment counts where it had happened before.</param>
    /// <param name="cancellation">Stops counting.</param>
    public static OutcomeInputs Count(Weighing weighing, OutcomeSelection selection, Origin? moment = null, bool byHappening = false, CancellationToken cancellation = default)
    {
        var unread = moment is null ? [] : weighing.Rounds.Where(r => r.Blind && !(r.Closed is { } closed && IsThere(closed))).Select(r => r.Number).ToHashSet();
        var version = moment is null ? selection.Version(weighing) : weighing.CriteriaVersions.LastOrDefault(v => IsThere(v.Origin));
        var standing = weighing.Proposals.Where(Stands).Select(p => (p.Code, Newest: p.Revisions.Last(r => IsThere(r.Origin)))).ToList();
        var proposals = standing.Index().ToDictionary(p => p.Item.Code, p => (Row: p.Index, p.Item.Newest));
        var scales = new Dictionary<(string, int), (int Column, string Code, NotCountedReason? Why)>();
        var assessors = new Dictionary<string, int>();
        var (lastBy, lastNumber) = ((Who?)null, 0);
        var counted = new Dictionary<(int Assessor, int Row, int Column), (Score Score, ScoreRevision Newest, string Code)>(weighing.Scores.Count);
        var uncounted = new Dictionary<(string, string, string), (Score Score, ScoreRevision Newest, NotCountedReason Why)>();
        foreach (var score in weighing.Scores.AsSpan())
        {
            cancellation.ThrowIfCancellationRequested();
            if (!selection.Has(weighing, score) || !CouldBeRead(score.Round) || Newest(score) is not { } newest) continue;
            var (column, code, whyNot) = OnScale(score);
            var row = proposals.TryGetValue(score.Proposal.Code, out var proposal) ? proposal.Row : -1;
            if (row < 0) whyNot = NotCountedReason.ProposalWithdrawn;
            if (whyNot is { } why) Keep(uncounted, (OutcomeInputs.Key(score.By), score.Proposal.Code, code), (Score: score, Newest: newest, Why: why), u => u.Newest);
            else Keep(counted, (NumberOf(score.By), row, column), (Score: score, Newest: newest, Code: code), c => c.Newest);
        }
        ImmutableArray<ComparedProposal> compared = [.. standing.Select(p => new ComparedProposal(new ProposalRevisionReference(p.Code, p.Newest.Revision), p.Newest.Content.Name, p.Newest.Content.DoNothing, p.Newest.Origin.Event))];
        return new OutcomeInputs
        {
            Weighing = weighing.Id,
            CriteriaVersion = version?.Version,
            CriteriaEvent = version?.Origin.Event,
            Criteria = version?.Set.Criteria ?? [],
            ClearMargin = version?.Set.ClearMargin ?? 0,
            Proposals = compared,
            Scores = CountedScores(),
            NotCounted = uncounted.Count == 0 ? [] : [.. uncounted.Where(u => !IsCounted(u.Value.Score)).Select(u => u.Value).OrderBy(u => u.Score.Number).Select(u => new UncountedScore(
                u.Score.Proposal.Code, u.Score.Criterion, u.Score.By, u.Score.Number, u.Newest.Origin.Event, u.Score.CriteriaVersion, u.Why))],
            Beside = ConsequenceCounting.Count(weighing, selection, version, compared, CouldBeRead, IsThere),
            Unread = weighing.Hidden.Count(h => h.IsScore),
        };

        // They are counted in the order of their numbers, unless one took the place of another.
        ImmutableArray<CountedScore> CountedScores()
        {
            var (all, last, inOrder) = (ImmutableArray.CreateBuilder<CountedScore>(counted.Count), 0, true);
            foreach (var (score, newest, code) in counted.Values)
            {
                (inOrder, last) = (inOrder && score.Number > last, score.Number);
                all.Add(Counted(score, newest, code));
            }
            if (!inOrder) all.Sort((one, other) => one.Score!.Value.CompareTo(other.Score!.Value));
            return all.MoveToImmutable();
        }

        ScoreRevision? Newest(Score score)
        {
            for (var i = score.Revisions.Length - 1; i >= 0; i--)
                if (IsThere(score.Revisions[i].Origin)) return score.Revisions[i];
            return null;
        }

        bool IsThere(Origin origin) => moment is null || (byHappening ? origin.HappenedBefore(moment) : !origin.IsAfter(moment));

        bool CouldBeRead(int? round) => round is not { } number || !unread.Contains(number);

        bool Stands(Proposal proposal) => moment is null ? proposal.Withdrawal is null : IsThere(proposal.Revisions[0].Origin) && proposal.Withdrawal?.Origin.HappenedBefore(moment) != true;

        // Who judges gives many scores in a row.
        int NumberOf(Who by)
        {
            if (ReferenceEquals(by, lastBy) || by == lastBy) return lastNumber;
            var key = OutcomeInputs.Key(by);
            if (!assessors.TryGetValue(key, out var number)) assessors[key] = number = assessors.Count;
            (lastBy, lastNumber) = (by, number);
            return number;
        }

        // Whether the same assessor gave a score that counts for the same proposal and criterion.
        bool IsCounted(Score score) => proposals.TryGetValue(score.Proposal.Code, out var proposal) && counted.ContainsKey((NumberOf(score.By), proposal.Row, OnScale(score).Column));

        (int Column, string Code, NotCountedReason? Why) OnScale(Score score)
        {
            var scale = (score.Criterion, score.CriteriaVersion);
            if (scales.TryGetValue(scale, out var found)) return found;
            return scales[scale] = version?.Set.Criterion(score.Criterion) is not { } criterion ? (-1, score.Criterion, NotCountedReason.CriterionNotThere)
                : (version.Set.Criteria.IndexOf(criterion), criterion.Code, score.CriteriaVersion == version.Version || HaveTheSameScale(Given(score), criterion) ? null : NotCountedReason.ScaleChanged);
        }

        Criterion Given(Score score) => weighing.CriteriaVersions.First(v => v.Version == score.CriteriaVersion).Set.Criterion(score.Criterion)!;

        CountedScore Counted(Score score, ScoreRevision newest, string code) => new(
            score.Proposal.Code, code, score.By, newest.Estimate, score.Number, newest.Origin.Event,
            score.Proposal.Revision == proposals[score.Proposal.Code].Newest.Revision ? null : score.Proposal.Revision,
            score.CriteriaVersion == version!.Version ? null : score.CriteriaVersion);
    }

    /// <summary>Whether a score on the one criterion says the same on the other: their direction and scale are the same. The code is, and the weight is no part of it.</summary>
    public static bool HaveTheSameScale(Criterion one, Criterion other) =>
        one.Direction == other.Direction && one.Scale.Worst == other.Scale.Worst && one.Scale.Best == other.Scale.Best
        && one.Scale.Unit == other.Scale.Unit && one.Scale.Levels.SequenceEqual(other.Scale.Levels) && one.Scale.Reference == other.Scale.Reference;

    private static void Keep<TCell, T>(Dictionary<TCell, T> kept, TCell cell, T item, Func<T, ScoreRevision> of)
        where TCell : struct
    {
        ref var newest = ref CollectionsMarshal.GetValueRefOrAddDefault(kept, cell, out var isThere);
        if (!isThere || of(newest!).Origin.HappenedBefore(of(item).Origin)) newest = item;
    }
}
