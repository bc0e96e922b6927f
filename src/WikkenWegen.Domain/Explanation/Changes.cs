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
        int[] inputs = [.. weighing.Inputs.Select(i => i.Revisions[0].Origin).Where(o => o.OccurredAt < after.Origin.OccurredAt).Select(o => o.Event)];
        int[] scores = [.. weighing.Scores.Select(s => s.Revisions[0].Origin).Where(o => o.OccurredAt < after.Origin.OccurredAt).Select(o => o.Event)];
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

/// <summary>That the question was framed otherwise.</summary>
internal sealed record Reframed(Fact On, ImmutableArray<Fact> Fields, ImmutableArray<Fact> Reason) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Changes;

    public override void Dutch(Pen pen)
    {
        if (Fields.IsEmpty) pen.Say($"Op {On} is de vraagstelling bevestigd zoals zij was.");
        else pen.Say($"Op {On} is de vraagstelling veranderd: {Fields}.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"De reden die daarbij staat: {Reason}.");
    }

    public override void English(Pen pen)
    {
        if (Fields.IsEmpty) pen.Say($"On {On} the framing was confirmed as it was.");
        else pen.Say($"On {On} the framing was changed: {Fields}.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"The reason given: {Reason}.");
    }
}

/// <summary>That the criteria changed, their weights, or the least difference that counts.</summary>
internal sealed record CriteriaDiffer(
    Fact On, ImmutableArray<Fact> RequestedBy, ImmutableArray<Fact> Added, ImmutableArray<Fact> Gone, ImmutableArray<(Fact Criterion, Fact From, Fact To)> Heavier,
    ImmutableArray<(Fact Criterion, Fact From, Fact To)> Lighter, ImmutableArray<Fact> Rescaled, ImmutableArray<Fact> Margin, Fact InputsBefore, Fact ScoresBefore, ImmutableArray<Fact> Reason) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Changes;

    public override void Dutch(Pen pen)
    {
        pen.Say($"Op {On} zijn de criteria veranderd.");
        if (!RequestedBy.IsEmpty) pen.Say($"Dat is gevraagd door: {RequestedBy}.");
        if (pen.IsForResident)
        {
            if (!Added.IsEmpty) pen.Say($"Nieuw {Is(Added)} {Added}.");
            if (!Gone.IsEmpty) pen.Say($"Geschrapt {Is(Gone)} {Gone}.");
            if (!Rescaled.IsEmpty) pen.Say($"De meetlat is anders van {Rescaled}.");
            if (Heavier.Length == 1) pen.Say($"Zwaarder telt sindsdien {Names(Heavier)}.");
            else if (Heavier.Length == 2) pen.Say($"Zwaarder tellen sindsdien {Names(Heavier)}.");
            else if (!Heavier.IsEmpty) pen.Say($"{HowMany(Heavier)} criteria tellen sindsdien zwaarder.");
            if (Lighter.Length == 1) pen.Say($"Minder zwaar telt sindsdien {Names(Lighter)}.");
            else if (Lighter.Length == 2) pen.Say($"Minder zwaar tellen sindsdien {Names(Lighter)}.");
            else if (!Lighter.IsEmpty) pen.Say($"{HowMany(Lighter)} criteria tellen sindsdien minder zwaar.");
            if (!Margin.IsEmpty && Margin[1].Number > 0) pen.Say($"Een verschil telt sindsdien vanaf {Margin[1]}{Points}.");
            else if (!Margin.IsEmpty) pen.Say($"Elk verschil telt sindsdien.");
            if (!Margin.IsEmpty && Margin[0].Number > 0) pen.Say($"Eerst telde een verschil vanaf {Margin[0]}{Points}.");
            else if (!Margin.IsEmpty) pen.Say($"Eerst telde elk verschil.");
            if (HaveTotalsStayed) pen.Say($"De gewichten en de meetlatten bleven gelijk.");
            return;
        }
        pen.Say($"Aantal inbrengen toen: {InputsBefore}. Aantal scores toen: {ScoresBefore}.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"De reden die daarbij staat: {Reason}.");
        if (HaveTotalsStayed) pen.Say($"De gewichten en de meetlatten bleven gelijk.");
        if (!HaveTotalsStayed || !Margin.IsEmpty) pen.Say($"Wat er veranderde:");
        foreach (var criterion in Added) pen.Item($"nieuw: {criterion}");
        foreach (var criterion in Gone) pen.Item($"geschrapt: {criterion}");
        foreach (var criterion in Rescaled) pen.Item($"andere meetlat: {criterion}");
        foreach (var (criterion, from, to) in Heavier) pen.Item($"zwaarder: {criterion}, van {from} naar {to}");
        foreach (var (criterion, from, to) in Lighter) pen.Item($"minder zwaar: {criterion}, van {from} naar {to}");
        if (!Margin.IsEmpty) pen.Item($"het verschil dat telt: van {Margin[0]} naar {Margin[1]}{Points}");
    }

    public override void English(Pen pen)
    {
        pen.Say($"On {On} the criteria were changed.");
        if (!RequestedBy.IsEmpty) pen.Say($"That was asked for by: {RequestedBy}.");
        if (pen.IsForResident)
        {
            if (!Added.IsEmpty) pen.Say($"New {Is(Added)} {Added}.");
            if (!Gone.IsEmpty) pen.Say($"Dropped {Is(Gone)} {Gone}.");
            if (!Rescaled.IsEmpty) pen.Say($"Another yardstick is used for {Rescaled}.");
            if (Heavier.Length is 1 or 2) pen.Say($"Counting more since then: {Names(Heavier)}.");
            else if (!Heavier.IsEmpty) pen.Say($"{HowMany(Heavier)} criteria count more since then.");
            if (Lighter.Length is 1 or 2) pen.Say($"Counting less since then: {Names(Lighter)}.");
            else if (!Lighter.IsEmpty) pen.Say($"{HowMany(Lighter)} criteria count less since then.");
            if (!Margin.IsEmpty && Margin[1].Number > 0) pen.Say($"Since then, a difference counts from {Margin[1]}{Points} on.");
            else if (!Margin.IsEmpty) pen.Say($"Since then, every difference counts.");
            if (!Margin.IsEmpty && Margin[0].Number > 0) pen.Say($"Before, a difference counted from {Margin[0]}{Points} on.");
            else if (!Margin.IsEmpty) pen.Say($"Before, every difference counted.");
            if (HaveTotalsStayed) pen.Say($"The weights and yardsticks stayed as they were.");
            return;
        }
        pen.Say($"Number of inputs by then: {InputsBefore}. Number of scores by then: {ScoresBefore}.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"The reason given: {Reason}.");
        if (HaveTotalsStayed) pen.Say($"The weights and yardsticks stayed as they were.");
        if (!HaveTotalsStayed || !Margin.IsEmpty) pen.Say($"What changed:");
        foreach (var criterion in Added) pen.Item($"new: {criterion}");
        foreach (var criterion in Gone) pen.Item($"dropped: {criterion}");
        foreach (var criterion in Rescaled) pen.Item($"another yardstick: {criterion}");
        foreach (var (criterion, from, to) in Heavier) pen.Item($"more weight: {criterion}, from {from} to {to}");
        foreach (var (criterion, from, to) in Lighter) pen.Item($"less weight: {criterion}, from {from} to {to}");
        if (!Margin.IsEmpty) pen.Item($"the difference that counts: from {Margin[0]} to {Margin[1]}{Points}");
    }

    /// <summary>Whether only names, explanations or the least difference that counts changed, and nothing that can change a total.</summary>
    private bool HaveTotalsStayed => Added.IsEmpty && Gone.IsEmpty && Rescaled.IsEmpty && Heavier.IsEmpty && Lighter.IsEmpty;

    private Fact Points => Fact.Word("unit", new Spoken(" punten van de honderd", " points out of a hundred"), Margin.SelectMany(m => m.Events));

    private static Fact Is(ImmutableArray<Fact> subject) => Fact.Verb(subject, new Spoken("is", "is"), new Spoken("zijn", "are"));

    private static Fact HowMany(ImmutableArray<(Fact, Fact From, Fact To)> weighed) => Fact.Count("number", weighed.Length, weighed.SelectMany(w => w.From.Events.Concat(w.To.Events)));

    private static ImmutableArray<Fact> Names(ImmutableArray<(Fact Criterion, Fact, Fact)> weighed) => [.. weighed.Select(w => w.Criterion)];
}

/// <summary>What would come out under an earlier version of the criteria, by the scores of now; and whether the order is clear then, where the same comes first and that differs.</summary>
internal sealed record UnderEarlier(Fact Version, ImmutableArray<Fact> First, bool IsSame, ImmutableArray<(Fact Proposal, Fact Then, Fact Now)> Moved, bool? IsClear) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Changes;

    public override void Dutch(Pen pen)
    {
        if (pen.IsForResident)
        {
            pen.Say($"Met de criteria van daarvóór (versie {Version}) {Stands} {(IsSame ? Also : Then)} {First} bovenaan.");
            if (IsClear is not null) pen.Say($"{Clearness}");
            return;
        }
        pen.Say($"Met de criteria van versie {Version} en de scores van nu {Stands} {(IsSame ? Also : Then)} {First} bovenaan.");
        if (IsClear is not null) pen.Say($"{Clearness}");
        foreach (var (proposal, then, now) in Moved) pen.Item($"{proposal}: toen plaats {then}, nu plaats {now}");
    }

    public override void English(Pen pen)
    {
        if (pen.IsForResident)
        {
            pen.Say($"Under the criteria before that (version {Version}) {First} {Stands} first {(IsSame ? Also : Then)}.");
            if (IsClear is not null) pen.Say($"{Clearness}");
            return;
        }
        pen.Say($"Under version {Version} of the criteria, with the scores of now, {First} {Stands} first {(IsSame ? Also : Then)}.");
        if (IsClear is not null) pen.Say($"{Clearness}");
        foreach (var (proposal, then, now) in Moved) pen.Item($"{proposal}: place {then} then, place {now} now");
    }

    private Fact Stands => Fact.Verb(First, new Spoken("staat", "comes"), new Spoken("staan", "come"));

    private Fact Clearness => Fact.Word("clearness", IsClear == true
        ? new Spoken("De volgorde is dan wel duidelijk.", "The order is clear then.") : new Spoken("De volgorde is dan niet duidelijk.", "The order is not clear then."), Version.Events);

    private Fact Also => Fact.Word("compared", new Spoken("ook", "too"), Version.Events);

    private Fact Then => Fact.Word("compared", new Spoken("in plaats daarvan", "instead"), Version.Events);
}

/// <summary>That a proposal was revised.</summary>
internal sealed record ProposalChanged(Fact Proposal, Fact On, ImmutableArray<Fact> Author, ImmutableArray<Fact> Objectors, ImmutableArray<Fact> Reason) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Changes;

    public override void Dutch(Pen pen)
    {
        pen.Say($"Op {On} is het voorstel {Proposal} aangepast.");
        if (!Author.IsEmpty) pen.Say($"Dat deed: {Author}.");
        if (!Objectors.IsEmpty) pen.Say($"Dat was het antwoord op een bezwaar van: {Objectors}.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"De reden die daarbij staat: {Reason}.");
    }

    public override void English(Pen pen)
    {
        pen.Say($"On {On} the proposal {Proposal} was revised.");
        if (!Author.IsEmpty) pen.Say($"That was done by: {Author}.");
        if (!Objectors.IsEmpty) pen.Say($"It was the answer to an objection of: {Objectors}.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"The reason given: {Reason}.");
    }
}

/// <summary>That a proposal was withdrawn.</summary>
internal sealed record ProposalGone(Fact Proposal, Fact On, ImmutableArray<Fact> Reason) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Changes;

    public override void Dutch(Pen pen)
    {
        pen.Say($"Op {On} is het voorstel {Proposal} ingetrokken.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"De reden die daarbij staat: {Reason}.");
    }

    public override void English(Pen pen)
    {
        pen.Say($"On {On} the proposal {Proposal} was withdrawn.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"The reason given: {Reason}.");
    }
}

/// <summary>That a party withdrew from the weighing.</summary>
internal sealed record PartyGone(Fact Party, Fact On) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Changes;

    public override void Dutch(Pen pen) => pen.Say($"Sinds {On} doet deze partij niet meer mee: {Party}.");

    public override void English(Pen pen) => pen.Say($"Since {On} this party no longer takes part: {Party}.");
}

/// <summary>That a party took another position.</summary>
internal sealed record PartyMoved(Fact Party, Fact Proposal, Fact From, Fact To, Fact On) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Changes;

    public override void Dutch(Pen pen) =>
        pen.Say($"Op {On} veranderde een partij van standpunt over {Proposal}: {Party}. Eerst was dat: {From}. Nu is het: {To}.");

    public override void English(Pen pen) =>
        pen.Say($"On {On} a party changed its position on {Proposal}: {Party}. First it was: {From}. Now it is: {To}.");
}

/// <summary>What was decided, where that no longer stands.</summary>
internal sealed record DecidedEarlier(Fact Decision, Fact On, DecisionKind Choice, ImmutableArray<Fact> Proposals, ImmutableArray<Fact> Rationale) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Changes;

    public override void Dutch(Pen pen)
    {
        switch (Choice)
        {
            case DecisionKind.Deferred: pen.Say($"Op {On} is het besluit uitgesteld (besluit {Decision})."); break;
            case DecisionKind.None: pen.Say($"Op {On} is geen van de voorstellen gekozen (besluit {Decision}). Dat besluit geldt niet meer."); break;
            default: pen.Say($"Op {On} is gekozen voor {Proposals} (besluit {Decision}). Dat besluit geldt niet meer."); break;
        }
        if (pen.IsForAuditor && !Rationale.IsEmpty) pen.Say($"De motivering: {Rationale}.");
    }

    public override void English(Pen pen)
    {
        switch (Choice)
        {
            case DecisionKind.Deferred: pen.Say($"On {On} the decision was put off (decision {Decision})."); break;
            case DecisionKind.None: pen.Say($"On {On} none of the proposals was chosen (decision {Decision}). That decision no longer stands."); break;
            default: pen.Say($"On {On} {Proposals} {Was} chosen (decision {Decision}). That decision no longer stands."); break;
        }
        if (pen.IsForAuditor && !Rationale.IsEmpty) pen.Say($"The rationale: {Rationale}.");
    }

    private Fact Was => Fact.Verb(Proposals, new Spoken("is", "was"), new Spoken("zijn", "were"));
}

/// <summary>That a decision was rejected by its approver.</summary>
internal sealed record DecisionRejected(Fact Decision, Fact On, Fact Approver, ImmutableArray<Fact> Reason) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Changes;

    public override void Dutch(Pen pen)
    {
        pen.Say($"Op {On} is besluit {Decision} niet goedgekeurd, door: {Approver}.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"De reden die daarbij staat: {Reason}.");
    }

    public override void English(Pen pen)
    {
        pen.Say($"On {On} decision {Decision} was rejected, by: {Approver}.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"The reason given: {Reason}.");
    }
}

/// <summary>That a decision was withdrawn.</summary>
internal sealed record DecisionGone(Fact Decision, Fact On, ImmutableArray<Fact> Reason) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Changes;

    public override void Dutch(Pen pen)
    {
        pen.Say($"Op {On} is besluit {Decision} ingetrokken.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"De reden die daarbij staat: {Reason}.");
    }

    public override void English(Pen pen)
    {
        pen.Say($"On {On} decision {Decision} was withdrawn.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"The reason given: {Reason}.");
    }
}

/// <summary>That the weighing was reopened.</summary>
internal sealed record Reopened(Fact On, ImmutableArray<Fact> Reason) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Changes;

    public override void Dutch(Pen pen)
    {
        pen.Say($"Op {On} is de afweging heropend.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"De reden die daarbij staat: {Reason}.");
    }

    public override void English(Pen pen)
    {
        pen.Say($"On {On} the weighing was reopened.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"The reason given: {Reason}.");
    }
}

/// <summary>How many moments were corrected later.</summary>
internal sealed record MomentsCorrected(Fact Corrections) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Changes;

    public override bool IsFor(ExplanationReader reader) => reader == ExplanationReader.Auditor;

    public override void Dutch(Pen pen) => pen.Say($"Aantal momenten dat later is verbeterd: {Corrections}.");

    public override void English(Pen pen) => pen.Say($"Number of moments that were corrected later: {Corrections}.");
}

/// <summary>That nothing changed.</summary>
internal sealed record NothingChanged(Fact Title) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Changes;

    public override void Dutch(Pen pen) => pen.Say($"Bij {Title} bleven de vraag, de criteria en de voorstellen zoals zij waren.");

    public override void English(Pen pen) => pen.Say($"The question, the criteria and the proposals of {Title} stayed as they were.");
}
