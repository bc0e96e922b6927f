using System.Collections.Immutable;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Domain.Explanation;

/// <summary>Part 3: what would turn it.</summary>
internal static class Turn
{
    public static IEnumerable<Sentence> Of(Facts facts) => All(facts).Select(sentence => sentence with { AlsoRests = facts.OutcomeEvents });

    private static IEnumerable<Sentence> All(Facts facts)
    {
        var outcome = facts.Outcome;
        if (outcome.First.Length != 1 || outcome.Results.Count(r => r.Rank is not null) < 2) yield break;
        var (first, at) = (facts.Proposal(outcome.First[0], "first"), facts.CriteriaEvent);
        if (outcome.SmallestFlipInPoints is { } points) yield return Flip(points.Criterion, Math.Abs(points.Points), points.Points > 0, points.NewFirst, inPoints: true);
        else if (outcome.SmallestFlip is { } flip) yield return Flip(flip.Criterion, Math.Abs(flip.Change), flip.Change > 0, flip.NewFirst, inPoints: false);
        else if (outcome.Weights.Where(w => w.Low is not null).ToList() is { Count: > 0 } looked)
            yield return new NoWeightTurnsIt(first, Fact.Count("criteria", looked.Count, at), [.. looked.Select(w => facts.Criterion(w.Criterion))]);

        ImmutableArray<ScoreTurns> scores = [.. Nearest(outcome).Select(Score)];
        if (!scores.IsEmpty) yield return scores[0];
        if (scores.Length > 1) yield return new AllScoreTurns(scores);
        ImmutableArray<WeightInterval> intervals = [.. outcome.Weights.Where(w => w.Low is not null && w.High is not null)];
        if (!intervals.IsEmpty)
            yield return new AllWeightIntervals(first,
                [.. intervals.Select(w => (facts.Criterion(w.Criterion), Fact.Percent("share", w.Share, at), Fact.Percent("low", w.Low!.Value, at), Fact.Percent("high", w.High!.Value, at)))]);

        WeightTurnsIt Flip(string criterion, decimal by, bool more, ImmutableArray<string> newFirst, bool inPoints)
        {
            var share = outcome.Weights.First(w => w.Criterion == criterion).Share;
            return new WeightTurnsIt(facts.Criterion(criterion), Fact.Of("share", share, null, at), Fact.Count("outOf", 100, at), Fact.Of("change", by, null, at), more, facts.Proposals(newFirst), inPoints);
        }

        ScoreTurns Score(ScoreSwitch s)
        {
            var rests = facts.TotalEvents(s.Proposal).Concat(facts.TotalEvents(s.Rival));
            return new ScoreTurns(facts.Proposal(s.Proposal), facts.Criterion(s.Criterion), Facts.Number("expected", decimal.Round(s.Expected, 4), rests), Facts.Number("at", decimal.Round(s.At!.Value, 4), rests), facts.Proposal(s.Rival, "rival"));
        }
    }

    /// <summary>The scores at which the first and the second are level, the smallest change of the yardstick first.</summary>
    private static IEnumerable<ScoreSwitch> Nearest(WeighingOutcome outcome)
    {
        var (scales, second) = (outcome.Inputs.Criteria.ToDictionary(c => c.Code, c => c.Scale), outcome.Results[1].Proposal.Code);
        return outcome.Switches.Where(s => s.At is not null && (s.Proposal == second || s.Rival == second))
            .OrderBy(s => Math.Abs(s.At!.Value - s.Expected) / Math.Abs(scales[s.Criterion].Best - scales[s.Criterion].Worst));
    }
}

/// <summary>Which change of one weight puts another first: the smallest in whole points, or, where no whole number of points does, the one beyond which another is first.</summary>
internal sealed record WeightTurnsIt(Fact Criterion, Fact Share, Fact OutOf, Fact Change, bool More, ImmutableArray<Fact> NewFirst, bool InPoints) : Sentence(ExplanationPart.Turn)
{
    public override void Dutch(Pen pen)
    {
        if (pen.IsForResident)
        {
            pen.Say($"Het gewicht zegt hoe zwaar een criterium telt. Alle gewichten samen zijn {OutOf}. {Criterion} heeft nu gewicht {Share}. {(More ? Comes : Goes)} daar {Beyond}{Change} {(More ? Added : Gone)}, en tellen de andere samen zo veel {(More ? Less : Greater)}, dan {Stands} {NewFirst} bovenaan.");
            return;
        }
        pen.Say($"{Criterion} heeft nu gewicht {Share}, op een totaal van {OutOf}. {(More ? Comes : Goes)} daar {Beyond}{Change} {(More ? Added : Gone)} terwijl de andere hun onderlinge verhouding houden, dan {Stands} {NewFirst} bovenaan.");
        if (pen.IsForAuditor && InPoints) pen.Say($"Dat is de kleinste verandering van één gewicht in hele punten die een ander voorstel bovenaan brengt.");
        else if (pen.IsForAuditor) pen.Say($"Geen verandering van één gewicht in hele punten brengt een ander voorstel bovenaan.");
    }

    public override void English(Pen pen)
    {
        if (pen.IsForResident)
        {
            pen.Say($"The weight says how much a criterion counts. All weights together are {OutOf}. {Criterion} now has weight {Share}. With {Beyond}{Change} {(More ? Added : Gone)}, and the others together as much {(More ? Less : Greater)}, {NewFirst} {Stands} first.");
            return;
        }
        pen.Say($"{Criterion} now has weight {Share}, out of {OutOf} in all. With {Beyond}{Change} {(More ? Added : Gone)} while the others keep their proportions, {NewFirst} {Stands} first.");
        if (pen.IsForAuditor && InPoints) pen.Say($"That is the smallest change of one weight in whole points that puts another proposal first.");
        else if (pen.IsForAuditor) pen.Say($"No change of one weight in whole points puts another proposal first.");
    }

    /// <summary>At the change itself the two are level; beyond it the other is first.</summary>
    private ImmutableArray<Fact> Beyond => InPoints ? [] : [Fact.Word("beyond", new Spoken("meer dan ", "more than "), Change.Events)];

    private Fact Stands => Fact.Verb(NewFirst, new Spoken("staat", "comes"), new Spoken("staan", "come"));

    private Fact Less => Fact.Word("others", new Spoken("minder", "less"), Change.Events);

    private Fact Greater => Fact.Word("others", new Spoken("meer", "more"), Change.Events);

    private Fact Comes => Fact.Word("verb", new Spoken("Komt", "With"), Change.Events);

    private Fact Goes => Fact.Word("verb", new Spoken("Gaat", "With"), Change.Events);

    private Fact Added => Fact.Word("way", new Spoken("bij", "more"), Change.Events);

    private Fact Gone => Fact.Word("way", new Spoken("af", "less"), Change.Events);
}

/// <summary>That no change of one weight puts another first.</summary>
internal sealed record NoWeightTurnsIt(Fact First, Fact Number, ImmutableArray<Fact> Criteria) : Sentence(ExplanationPart.Turn)
{
    public override void Dutch(Pen pen)
    {
        if (Criteria.Length == 1) pen.Say($"Ook als {Criteria} zwaarder of lichter telt, blijft {First} bovenaan.");
        else pen.Say($"Ook als één van de {Number} criteria zwaarder of lichter telt, blijft {First} bovenaan.");
    }

    public override void English(Pen pen)
    {
        if (Criteria.Length == 1) pen.Say($"Also where {Criteria} counts more or less, {First} stays first.");
        else pen.Say($"Also where one of the {Number} criteria counts more or less, {First} stays first.");
    }
}

/// <summary>At which score two proposals draw level.</summary>
internal sealed record ScoreTurns(Fact Proposal, Fact Criterion, Fact Expected, Fact At, Fact Rival) : Sentence(ExplanationPart.Turn)
{
    public override bool IsFor(ExplanationReader reader) => reader == ExplanationReader.Board;

    public override void Dutch(Pen pen) => pen.Say($"Krijgt {Proposal} op {Criterion} een score van {At} in plaats van {Expected}, dan is het gelijk aan {Rival}.");

    public override void English(Pen pen) => pen.Say($"Where {Proposal} gets {At} on {Criterion} instead of {Expected}, it is level with {Rival}.");
}

/// <summary>All scores at which the first and another draw level.</summary>
internal sealed record AllScoreTurns(ImmutableArray<ScoreTurns> Scores) : Sentence(ExplanationPart.Turn)
{
    public override bool IsFor(ExplanationReader reader) => reader == ExplanationReader.Auditor;

    public override void Dutch(Pen pen)
    {
        pen.Say($"De scores waarbij de eerste en een ander gelijk komen, als al het andere blijft zoals het is:");
        foreach (var s in Scores) pen.Item($"{s.Proposal} op {s.Criterion}: {s.At} in plaats van {s.Expected}, gelijk aan {s.Rival}");
    }

    public override void English(Pen pen)
    {
        pen.Say($"The scores at which the first and another draw level, all else being as it is:");
        foreach (var s in Scores) pen.Item($"{s.Proposal} on {s.Criterion}: {s.At} instead of {s.Expected}, level with {s.Rival}");
    }
}

/// <summary>Between which weights the first stays first.</summary>
internal sealed record AllWeightIntervals(Fact First, ImmutableArray<(Fact Criterion, Fact Share, Fact Low, Fact High)> Intervals) : Sentence(ExplanationPart.Turn)
{
    public override bool IsFor(ExplanationReader reader) => reader == ExplanationReader.Auditor;

    public override void Dutch(Pen pen)
    {
        pen.Say($"Zolang één gewicht tussen deze grenzen blijft, en de andere hun onderlinge verhouding houden, staat {First} bovenaan:");
        foreach (var (criterion, share, low, high) in Intervals) pen.Item($"{criterion}: nu {share}, van {low} tot {high}");
    }

    public override void English(Pen pen)
    {
        pen.Say($"As long as one weight stays within these bounds, and the others keep their proportions, {First} comes first:");
        foreach (var (criterion, share, low, high) in Intervals) pen.Item($"{criterion}: now {share}, from {low} to {high}");
    }
}
