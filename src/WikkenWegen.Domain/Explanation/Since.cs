using System.Collections.Immutable;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Domain.Explanation;

/// <summary>What the order is computed from now, and was not when it was decided.</summary>
internal static class Since
{
    private static readonly Spoken Scores = new("scores", "scores");
    private static readonly Spoken Criteria = new("criteria", "criteria");
    private static readonly Spoken Proposals = new("voorstellen", "proposals");

    /// <summary>What is otherwise now; null where nothing is.</summary>
    /// <param name="facts">The facts of the explanation.</param>
    /// <param name="then">What the order was computed from when it was decided.</param>
    /// <param name="decision">The decision.</param>
    public static SinceThen? Of(Facts facts, OutcomeInputs then, Origin decision)
    {
        var changes = Changes(facts, then);
        if (changes.Count == 0) return null;
        var happened = changes.Where(c => decision.HappenedBefore(c.Origin)).ToList();
        var recorded = changes.Except(happened).Where(c => c.Origin.Event > decision.Event).ToList();
        return new SinceThen(
            Fact.Count("changes", changes.Count, changes.Select(c => c.Origin.Event)), happened.Count > 0,
            [.. recorded.GroupBy(c => c.What).Select(of => Fact.Word("recorded", of.Key, of.Select(c => c.Origin.Event)))],
            // What had happened and was recorded by then, and did not count, was given in a blind round.
            changes.Count > happened.Count + recorded.Count, facts.Proposals(facts.Outcome.First))
        {
            AlsoRests = [.. facts.OutcomeEvents, .. changes.Select(c => c.Origin.Event)],
        };
    }

    /// <summary>What counts now and did not then, and what was withdrawn.</summary>
    private static List<(Origin Origin, Spoken What)> Changes(Facts facts, OutcomeInputs then)
    {
        var (weighing, added) = (facts.Weighing, facts.Outcome.Inputs.Events.Except(then.Events).ToHashSet());
        return
        [
            .. weighing.Scores.SelectMany(s => s.Revisions).Where(r => added.Contains(r.Origin.Event)).Select(r => (r.Origin, Scores)),
            .. weighing.CriteriaVersions.Where(v => added.Contains(v.Origin.Event)).Select(v => (v.Origin, Criteria)),
            .. weighing.Proposals.SelectMany(p => p.Revisions).Where(r => added.Contains(r.Origin.Event)).Select(r => (r.Origin, Proposals)),
            .. then.Proposals.Select(p => weighing.Proposal(p.Proposal.Code)?.Withdrawal?.Origin).OfType<Origin>().Select(origin => (origin, Proposals)),
        ];
    }
}

/// <summary>
/// That what the order is computed from is otherwise than at the decision, and what comes first since: something changed after it, or was recorded after it though it had happened before, or
/// was given in a blind round that was still open then.
/// </summary>
internal sealed record SinceThen(Fact Changes, bool HasChanged, ImmutableArray<Fact> RecordedLate, bool WasBlind, ImmutableArray<Fact> First) : Sentence(ExplanationPart.Decided)
{
    public override void Dutch(Pen pen)
    {
        if (HasChanged) pen.Say($"Na het besluit is er nog iets veranderd aan de scores, de criteria of de voorstellen.");
        if (!RecordedLate.IsEmpty) pen.Say($"Na het besluit zijn nog {RecordedLate} vastgelegd van vóór het besluit.");
        if (WasBlind) pen.Say($"De scores uit een blinde ronde telden bij het besluit nog niet mee.");
        if (pen.IsForAuditor) pen.Say($"Aantal: {Changes}.");
        pen.Say($"Nu staat bovenaan: {First}.");
    }

    public override void English(Pen pen)
    {
        if (HasChanged) pen.Say($"After the decision something still changed in the scores, the criteria or the proposals.");
        if (!RecordedLate.IsEmpty) pen.Say($"After the decision {RecordedLate} of before it were still recorded.");
        if (WasBlind) pen.Say($"The scores of a blind round did not count yet at the decision.");
        if (pen.IsForAuditor) pen.Say($"Number: {Changes}.");
        pen.Say($"What comes first now is: {First}.");
    }
}
