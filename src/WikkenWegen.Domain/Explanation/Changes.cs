using System.Collections.Immutable;
using WikkenWegen.Domain.Outcome;
using WikkenWegen.Domain.Support;

namespace WikkenWegen.Domain.Explanation;

/// <summary>Part 4: what changed on the way, when, and at whose request; in the order in which it happened.</summary>
internal static class Changes
{
    public static IEnumerable<Sentence> Of(Facts facts)
    {
        var weighing = facts.Weighing;
        var changes = new List<(Origin Origin, Sentence Sentence)>();
        foreach (var framing in weighing.Framings.Skip(1)) changes.Add((framing.Origin, Reframed(framing)));
        for (var i = 1; i < weighing.CriteriaVersions.Count; i++)
        {
            var (before, after) = (weighing.CriteriaVersions[i - 1], weighing.CriteriaVersions[i]);
            changes.Add((after.Origin, Changed(facts, before, after)));
        }
        foreach (var proposal in weighing.Proposals)
        {
            foreach (var revision in proposal.Revisions.Skip(1))
                changes.Add((revision.Origin, Revised(facts, proposal, revision)));
            if (proposal.Withdrawal is { } withdrawal) changes.Add((withdrawal.Origin, new ProposalGone(facts.Proposal(proposal.Code), Fact.On("on", withdrawal.Origin), Quotes("reason", withdrawal.Reason, withdrawal.Origin))));
        }
        foreach (var stakeholder in weighing.Stakeholders)
            if (stakeholder.Withdrawal is { } withdrawal) changes.Add((withdrawal.Origin, new PartyGone(facts.Party(stakeholder.Code), Fact.On("on", withdrawal.Origin))));
        foreach (var move in facts.Support.Moves.Where(m => m.To is not null))
            if (OriginOf(weighing, move.Event) is { } origin) changes.Add((origin, Moved(facts, move, origin)));
        foreach (var decision in weighing.Decisions)
        {
            if (decision.Standing) continue;
            changes.Add((decision.Origin, Earlier(weighing, decision)));
            if (decision.Approval is { Approved: false } rejection)
                changes.Add((rejection.Origin, new DecisionRejected(
                    Fact.Count("decision", decision.Number, decision.Origin.Event), Fact.On("on", rejection.Origin), Fact.Plain("approver", rejection.ApproverRole, rejection.Origin.Event), Quotes("reason", rejection.Reason, rejection.Origin))));
            if (decision.Withdrawal is { } withdrawal) changes.Add((withdrawal.Origin, new DecisionGone(Fact.Count("decision", decision.Number, decision.Origin.Event), Fact.On("on", withdrawal.Origin), Quotes("reason", withdrawal.Reason, withdrawal.Origin))));
        }
        foreach (var reopening in weighing.Reopenings) changes.Add((reopening.Origin, new Reopened(Fact.On("on", reopening.Origin), Quotes("reason", reopening.Reason, reopening.Origin))));
        if (weighing.MomentCorrections.Count > 0)
            changes.Add((weighing.MomentCorrections[^1].Origin, new MomentsCorrected(Fact.Count("corrections", weighing.MomentCorrections.Count, weighing.MomentCorrections.Select(c => c.Origin.Event)))));

        if (changes.Count == 0)
        {
            yield return new NothingChanged(Fact.Named("title", weighing.Framing.Title, facts.Opening));
            yield break;
        }
        foreach (var (_, sentence) in changes.OrderBy(c => c.Origin.OccurredAt).ThenBy(c => c.Origin.Event)) yield return sentence;
        foreach (var earlier in facts.UnderEarlierCriteria)
            if (Compare(facts, earlier) is { } compared) yield return compared;
    }

    /// <summary>A text of the vault that belongs to a change; none where it has none.</summary>
    public static ImmutableArray<Fact> Quotes(string name, Sealed? text, Origin origin) => text is null ? [] : [Fact.Quoted(name, text, origin.Event)];

    private static Origin? OriginOf(Weighing weighing, int number) => weighing.Inputs.SelectMany(i => i.Revisions).FirstOrDefault(r => r.Origin.Event == number)?.Origin;

    private static ProposalChanged Revised(Facts facts, Proposal proposal, ProposalRevision revision)
    {
        var answered = facts.Weighing.Objections.Where(o => o.Resolution?.Proposal is { } by && by.Revision == revision.Revision && Codes.Same(by.Code, proposal.Code)).ToList();
        return new ProposalChanged(
            facts.Proposal(proposal.Code), Fact.On("on", revision.Origin), revision.Author is { } author ? [facts.By(author, "author", revision.Origin.Event)] : [],
            facts.Parties(answered.Select(o => o.Stakeholder).Distinct()), Quotes("reason", revision.Reason, revision.Origin))
        {
            AlsoRests = [.. answered.Select(o => o.Resolution!.Origin.Event).Append(revision.Origin.Event).Order()],
        };
    }

    private static DecidedEarlier Earlier(Weighing weighing, Decision decision) => new(
        Fact.Count("decision", decision.Number, decision.Origin.Event), Fact.On("on", decision.Origin), decision.Kind,
        [.. decision.Content.Proposals.Select(p => Fact.Named("proposal", weighing.Revision(p)?.Content.Name ?? p.Code, decision.Origin.Event))], Quotes("rationale", decision.Content.Rationale, decision.Origin));

    private static Reframed Reframed(FramingVersion framing) => new(
        Fact.On("on", framing.Origin),
        [.. framing.Changed.Select(field => Fact.Word("field", new Spoken(Words.DutchField(field), Words.EnglishField(field)), framing.Origin.Event))], Quotes("reason", framing.Reason, framing.Origin));

    private static CriteriaDiffer Changed(Facts facts, CriteriaVersion before, CriteriaVersion after)
    {
        var weighing = facts.Weighing;
        var (old, now) = (Shares(before), Shares(after));
        var (besideOld, besideNow) = (before.Set.Beside.Select(c => c.Code), after.Set.Beside.Select(c => c.Code));
        var (allOld, allNow) = (old.Keys.Concat(besideOld).ToHashSet(StringComparer.Ordinal), now.Keys.Concat(besideNow).ToHashSet(StringComparer.Ordinal));
        var both = after.Set.Criteria.Select(c => c.Code).Where(old.ContainsKey).ToList();
        int[] inputs = [.. weighing.Inputs.Select(i => i.Revisions[0].Origin).Where(o => o.HappenedBefore(after.Origin)).Select(o => o.Event)];
        int[] scores = [.. weighing.Scores.Select(s => s.Revisions[0].Origin).Where(o => o.HappenedBefore(after.Origin)).Select(o => o.Event)];
        return new CriteriaDiffer(
            Fact.On("on", after.Origin), after.RequestedBy is { } who ? [facts.By(who, "requestedBy", after.Origin.Event)] : [],
            Named(after, after.Set.Criteria.Select(c => c.Code).Concat(besideNow).Where(code => !allOld.Contains(code))),
            Named(before, before.Set.Criteria.Select(c => c.Code).Concat(besideOld).Where(code => !allNow.Contains(code))),
            Weighed(both.Where(code => now[code] > old[code])), Weighed(both.Where(code => now[code] < old[code])),
            Named(after, [.. both.Where(code => before.Set.Criterion(code)!.Scale is var a && after.Set.Criterion(code)!.Scale is var b
                && (a.Worst != b.Worst || a.Best != b.Best || a.Unit != b.Unit || !a.Levels.SequenceEqual(b.Levels) || a.Reference != b.Reference)), .. allNow.Where(IsRescaled)]),
            Margin(), Fact.Count("inputsBefore", inputs.Length, inputs.Append(after.Origin.Event)), Fact.Count("scoresBefore", scores.Length, scores.Append(after.Origin.Event)),
            Quotes("reason", after.Reason, after.Origin));

        // Of those that stand beside the others, or do or did in one of the two versions.
        bool IsRescaled(string code) => allOld.Contains(code) && (before.Set.BesideCriterion(code), after.Set.BesideCriterion(code)) switch
        {
            ({ } a, { } b) => !ConsequenceCounting.HaveTheSameScale(a.Scale, b.Scale),
            (null, null) => false,
            _ => true,
        };

        // In points of all, whatever scale the totals are told on: the criteria of before need not have the same.
        ImmutableArray<Fact> Margin() => (before.Set.ClearMargin ?? 0) == (after.Set.ClearMargin ?? 0) ? [] :
            [Facts.Number("marginFrom", before.Set.ClearMargin ?? 0, before.Origin.Event), Facts.Number("marginTo", after.Set.ClearMargin ?? 0, after.Origin.Event)];

        static ImmutableArray<Fact> Named(CriteriaVersion version, IEnumerable<string> codes) => [.. codes.Select(code => Facts.Criterion(code, version))];

        ImmutableArray<(Fact, Fact, Fact)> Weighed(IEnumerable<string> codes) => [.. codes.Select(code => (
            Facts.Criterion(code, after), Fact.Percent("from", Shown.Trimmed(old[code], WeighingOutcome.Digits), before.Origin.Event), Fact.Percent("to", Shown.Trimmed(now[code], WeighingOutcome.Digits), after.Origin.Event)))];
    }

    private static Dictionary<string, Mcda.Fraction> Shares(CriteriaVersion version)
    {
        var all = Mcda.Fraction.Sum(version.Set.Criteria.Select(c => (Mcda.Fraction)c.Weight));
        return version.Set.Criteria.ToDictionary(c => c.Code, c => 100 * (Mcda.Fraction)c.Weight / all);
    }

    private static PartyMoved Moved(Facts facts, PositionMove move, Origin origin) => new(
        facts.Party(move.Stakeholder), facts.Proposal(move.Proposal!), Fact.Word("from", move.From!.Value, move.Before), Fact.Word("to", move.To!.Value, move.Event), Fact.On("on", origin));

    /// <summary>Whether the criteria of before would have put another first; null where that cannot be compared.</summary>
    private static UnderEarlier? Compare(Facts facts, WeighingOutcome earlier)
    {
        if (earlier.First.IsEmpty || facts.Outcome.First.IsEmpty || earlier.Inputs.CriteriaVersion is not { } version) return null;
        // Where other proposals have a total, it is not the criteria alone by which another comes first.
        if (!Ranked(earlier).SetEquals(Ranked(facts.Outcome))) return null;
        var (at, isSame, clear) = (facts.CriteriaEvent, earlier.First.SequenceEqual(facts.Outcome.First), earlier.ClearWinner is not null);
        var moved = facts.Outcome.Results.Where(r => r.Rank is not null && earlier.Of(r.Proposal.Code) is { Rank: { } then } && then != r.Rank)
            .Select(r => (facts.Proposal(r.Proposal.Code), Fact.Count("rankThen", earlier.Of(r.Proposal.Code)!.Rank!.Value, at), Fact.Count("rankNow", r.Rank!.Value, at)));
        return new UnderEarlier(Fact.Count("criteriaVersion", version, earlier.Inputs.CriteriaEvent ?? facts.Opening), facts.Proposals(earlier.First), isSame, [.. moved], isSame && clear != (facts.Outcome.ClearWinner is not null) ? clear : null) { AlsoRests = [.. facts.OutcomeEvents.Concat(earlier.Inputs.Events).Distinct().Order()] };

        static HashSet<string> Ranked(WeighingOutcome outcome) => [.. outcome.Results.Where(r => r.Rank is not null).Select(r => r.Proposal.Code)];
    }
}
