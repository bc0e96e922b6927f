using System.Collections.Immutable;
using WikkenWegen.Domain.Findings;
using WikkenWegen.Domain.Outcome;
using WikkenWegen.Domain.Support;

namespace WikkenWegen.Domain.Explanation;

/// <summary>Part 1: what comes out, or that there is no clear order.</summary>
internal static class Result
{
    public static IEnumerable<Sentence> Of(Facts facts) => All(facts).Select(sentence => sentence with { AlsoRests = facts.OutcomeEvents })
        .Concat(AssessorsApart(facts)).Concat(facts.Weighing.Outcomes.Select(recorded => OnTheTable(facts, recorded)));

    private static IEnumerable<Sentence> All(Facts facts)
    {
        var outcome = facts.Outcome;
        if (facts.Weighing.Criteria is { Set.Criteria.IsEmpty: false } criteria && outcome.Inputs.Proposals.Length > 0) yield return Compared(facts, criteria);
        if (facts.Weighing.Criteria is { Set.Instrument: not null } taken) yield return From(taken);
        if (facts.Weighing.Criteria is { } inForce && inForce.Set.FromInsights().Any())
            yield return new FromInsights([.. inForce.Set.FromInsights().Select(c => (facts.Criterion(c.Code), Facts.Number("insight", c.Insight.Number, inForce.Origin.Event), Fact.Plain("edition", Invariant($"{c.Insight.Edition}"), inForce.Origin.Event)))]);
        ImmutableArray<ProposalResult> ranked = [.. outcome.Results.Where(r => r.Rank is not null)];
        if (ranked.IsEmpty)
        {
            yield return new NoOutcome(WhyNot(facts));
            yield break;
        }
        var first = ranked[0];
        if (outcome.First.Length > 1)
        {
            yield return new TiedFirst(facts.Proposals(outcome.First), facts.Total(first));
            // Another than those can still come beside or above them.
            if (outcome.Doubts.Any(d => !outcome.First.Contains(d.Proposal))) yield return NoClear(facts);
        }
        else
        {
            if (outcome.ClearWinner is null && ranked.Length + outcome.Doubts.Length > 1) yield return NoClear(facts);
            yield return new HighestTotal(facts.Proposal(first.Proposal.Code), facts.Total(first), facts.From(first), facts.High(first));
            if (ranked.Length > 1) yield return RunnerUp(facts, first, ranked[1], [.. ranked.Where(r => r.Rank == ranked[1].Rank)]);
            // With scores that cannot be read yet another may come first.
            if (outcome.ClearWinner is not null && ranked.Length > 1 && outcome.Inputs.Unread == 0) yield return new ClearlyFirst(facts.Proposal(first.Proposal.Code), facts.Low(first));
        }
        yield return new AllTotals([.. ranked.Select(r => (Facts.Number("rank", r.Rank!.Value, facts.TotalEvents(r.Proposal.Code)), facts.Proposal(r.Proposal.Code), facts.Total(r), facts.From(r), facts.High(r)))]);
        if (outcome.Recomputed is { } cases && ranked.Length > 1 && outcome.First.Length == 1 && Drawn(outcome, cases) is { } drawn) yield return Recomputed(facts, cases, drawn.Varied, drawn.Kept);
        yield return new Basis(
            Fact.Plain("method", outcome.Method.Name, facts.CriteriaEvent), Fact.Plain("methodVersion", outcome.Method.Version, facts.CriteriaEvent),
            Fact.Count("scores", outcome.Inputs.Scores.Length, facts.CriteriaEvent), Fact.Count("assessors", outcome.Inputs.Assessors.Length, facts.CriteriaEvent),
            Fact.Plain("fingerprint", outcome.Inputs.Fingerprint, facts.CriteriaEvent));
    }

    private static FromInstrument From(CriteriaVersion criteria)
    {
        var (instrument, at) = (criteria.Set.Instrument!, criteria.Origin.Event);
        return new FromInstrument(
            Fact.Named("instrument", instrument.Name, at), instrument.Version is { } version ? [Fact.Plain("instrumentVersion", version, at)] : [],
            instrument.Id is null ? null : Fact.Count("departures", criteria.Departures.Length, at),
            [.. criteria.Departures.Select(d => (Facts.Criterion(d.Criterion, criteria), Fact.Word("departure", d.Kind, at), Fact.Quoted("reason", d.Reason, at)))]);
    }

    private static Compared Compared(Facts facts, CriteriaVersion criteria)
    {
        var counting = criteria.Set.Criteria.Where(c => c.Weight > 0).ToList();
        var all = Mcda.Fraction.Sum(counting.Select(c => (Mcda.Fraction)c.Weight));
        return new Compared(
            Fact.Count("proposals", facts.Outcome.Inputs.Proposals.Length, facts.Outcome.Inputs.Proposals.Select(p => p.Event)),
            Fact.Count("criteria", counting.Count, criteria.Origin.Event), Fact.Count("criteriaVersion", criteria.Version, criteria.Origin.Event),
            [.. criteria.Set.Criteria.Where(c => c.Weight == 0).Select(c => facts.Criterion(c.Code))],
            [.. counting.Select(c => (facts.Criterion(c.Code), Fact.Percent("share", Shown.Trimmed(100 * (Mcda.Fraction)c.Weight / all, WeighingOutcome.Digits), criteria.Origin.Event)))]);
    }

    private static Fact WhyNot(Facts facts) => Fact.Word("reason",
        facts.Outcome.Inputs.Proposals.IsEmpty ? new Spoken("Er zijn geen voorstellen om te vergelijken.", "There are no proposals to compare.")
        : facts.Weighing.Criteria is null ? new Spoken("Er zijn nog geen criteria vastgesteld.", "No criteria were adopted yet.")
        : facts.Outcome.Inputs.Criteria.IsEmpty ? new Spoken("Geen enkel criterium is op te tellen.", "No criterion can be added up.")
        : facts.Outcome.Inputs is { Scores.IsEmpty: true, Unread: > 0 } ? new Spoken("Er zijn nog geen scores te lezen.", "There are no scores to be read yet.")
        : facts.Outcome.Inputs.Scores.IsEmpty ? new Spoken("Er zijn nog geen scores.", "There are no scores yet.")
        : new Spoken("Bij elk voorstel ontbreken nog scores.", "Every proposal still lacks scores."), facts.CriteriaEvent);

    private static NoClearOrder NoClear(Facts facts)
    {
        // That those in the first place tie is told apart.
        var (doubts, candidates) = (facts.Outcome.Doubts.Where(d => !facts.Outcome.First.Contains(d.Proposal)).ToList(), facts.Outcome.CanComeFirst);
        // One of which a score is missing makes the order unclear as well where it can only come too near; not where it can only come above the lowest total of the first.
        var near = doubts.Where(d => facts.Outcome.CanComeNear.Contains(d.Proposal) && !candidates.Contains(d.Proposal) && facts.Outcome.Inputs.ClearMargin > 0).Select(d => d.Proposal);
        return new NoClearOrder(
            [.. candidates.Select(code => (facts.Proposal(code), Band(code)))], With(OutcomeDoubt.BandsOverlap), With(OutcomeDoubt.BelowMargin), With(OutcomeDoubt.ScoreMissing), facts.Proposals(near),
            facts.ClearMargin(), AgreedLate(facts), facts.Outcome.First.Length > 1);

        ImmutableArray<Fact> With(OutcomeDoubt why) => facts.Proposals(doubts.Where(d => d.Why.Contains(why)).Select(d => d.Proposal));

        ImmutableArray<Fact> Band(string code) => facts.Outcome.Of(code) is { Total: not null } result ? [facts.From(result), facts.High(result)] : [];
    }

    /// <summary>When the least difference that counts was agreed, and that scores could be read by then; empty where it was agreed before that, and so beforehand.</summary>
    private static ImmutableArray<Fact> AgreedLate(Facts facts)
    {
        var agreed = facts.Weighing.CriteriaVersions.Reverse().TakeWhile(v => (v.Set.ClearMargin ?? 0) == facts.Outcome.Inputs.ClearMargin).LastOrDefault();
        return agreed is not null && Visible.ScoresBefore(facts.Weighing, agreed.Origin) is { Count: > 0 } readable
            ? [Fact.On("agreedOn", agreed.Origin), Fact.Word("readable", new Spoken("scores", "scores"), readable.Select(r => r.Event))] : [];
    }

    /// <summary>The second, or those that share that place, with how far it is behind. Numbers are rounded for the reader, and that must not tell another thing than the order.</summary>
    private static RunnerUp RunnerUp(Facts facts, ProposalResult first, ProposalResult second, ImmutableArray<ProposalResult> all)
    {
        var (margin, least) = (facts.Margin(first, second), facts.ClearMargin());
        var isBelow = facts.Outcome.Doubts.Any(d => d.Proposal == second.Proposal.Code && d.Why.Contains(OutcomeDoubt.BelowMargin));
        var isJustBelow = isBelow && margin.Number >= least.Number;
        return new RunnerUp(facts.Proposals(all.Select(r => r.Proposal.Code)), facts.Total(second), isJustBelow ? least : margin, isJustBelow);
    }

    /// <summary>What was drawn otherwise from case to case, and what stayed: scores lie between low and high, and weights can be very different ones. Null where nothing could be otherwise.</summary>
    private static (Spoken Varied, Spoken Kept)? Drawn(WeighingOutcome outcome, RecomputedCases cases)
    {
        // Only of proposals that have a total, on criteria that count, scores are drawn.
        var drawn = outcome.Results.Where(r => r.Rank is not null).Select(r => r.Proposal.Code).ToHashSet(StringComparer.Ordinal);
        var counting = outcome.Inputs.Criteria.Where(c => c.Weight > 0).Select(c => c.Code).ToHashSet(StringComparer.Ordinal);
        var scores = outcome.Inputs.Scores.Any(s => s.Estimate.Low < s.Estimate.High && drawn.Contains(s.Proposal) && counting.Contains(s.Criterion));
        var weights = cases.Weights != DrawnWeights.AsGiven && outcome.Inputs.Criteria.Count(c => c.Weight > 0) > 1;
        var (both, inOrder) = (new Spoken("scores en gewichten", "scores and weights"), cases.Weights == DrawnWeights.SameOrder);
        return (scores, weights) switch
        {
            (true, true) when inOrder => (both, new("De scores bleven binnen hun grenzen, en de gewichten in hun volgorde.", "The scores stayed within their bounds, and the weights in their order.")),
            (true, true) => (both, new("De scores bleven binnen hun grenzen, en elk gewicht kon alles zijn.", "The scores stayed within their bounds, and any weight could be anything.")),
            (true, false) => (new("scores", "scores"), new("De scores bleven binnen hun grenzen.", "The scores stayed within their bounds.")),
            (false, true) when inOrder => (new("gewichten", "weights"), new("De gewichten bleven in hun volgorde.", "The weights stayed in their order.")),
            (false, true) => (new("gewichten", "weights"), new("Elk gewicht kon alles zijn.", "Any weight could be anything.")),
            _ => null,
        };
    }

    /// <summary>How each who scored orders the proposals, where more than one did, and where they differ most.</summary>
    private static IEnumerable<Sentence> AssessorsApart(Facts facts)
    {
        var assessors = facts.Support.Assessors;
        if (assessors.Rankings.Length > 1)
            yield return new AssessorsOrder(
                [.. assessors.Rankings.Select(r => (facts.By(r.By, "assessor", r.Events), (ImmutableArray<Fact>)[.. r.Places.Select(p => Placed(facts, p, r.Events))]))],
                assessors.KendallW is { } w ? [Facts.Number("kendallW", w, assessors.Rankings.SelectMany(r => r.Events))] : []);
        if (assessors.Differences is [var most, ..])
            yield return new DifferMost([.. assessors.Differences.TakeWhile(d => d.Spread == most.Spread).Select(d => new CellApart(
                facts.Proposal(d.Proposal), facts.Criterion(d.Criterion), Facts.Number("lowest", d.Lowest, d.Events), facts.By(d.LowestBy, "lowestBy", d.Events),
                Facts.Number("highest", d.Highest, d.Events), facts.By(d.HighestBy, "highestBy", d.Events)))]);
    }

    private static Fact Placed(Facts facts, Place place, IEnumerable<int> events)
    {
        var name = facts.Proposal(place.Proposal).In(Language.Dutch, _ => null); // a name is the same in both
        return Fact.Plain("place", Invariant($"{place.Rank} {name}"), events);
    }

    private static OnTheTable OnTheTable(Facts facts, RecordedOutcome recorded)
    {
        // One from elsewhere can count its places from another number than 1.
        var (at, best) = (recorded.Origin.Event, recorded.Results.Select(r => r.Rank).DefaultIfEmpty().Min());
        // The system's own totals are always from 0 to 100, also where this explanation tells them on a scale that the criteria have in common.
        var unit = recorded.ComputedElsewhere ? Facts.In(recorded.Unit) : new Spoken(" punten van de honderd", " points out of a hundred");
        return new OnTheTable(
            Fact.Count("outcome", recorded.Number, at), Fact.On("on", recorded.Origin), [.. recorded.Results.Where(r => r.Rank == best).Select(r => Named(r))],
            [.. recorded.Results.OrderBy(r => r.Rank).Select(r => (Fact.Count("rank", r.Rank, at), Named(r), Fact.Of("total", r.Value.Expected, unit, at)))],
            recorded.ComputedElsewhere, recorded.Fingerprint == facts.Outcome.Inputs.Fingerprint, recorded.Source is { } source ? [Fact.Plain("source", source, at)] : [],
            Fact.Plain("method", recorded.Method.Name, at), Fact.Plain("methodVersion", recorded.Method.Version, at), Fact.Plain("fingerprint", recorded.Fingerprint, at));

        Fact Named(ProposalOutcome result) => Fact.Named("proposal", facts.Weighing.Revision(result.Proposal)?.Content.Name ?? result.Proposal.Code, at);
    }

    private static Recomputed Recomputed(Facts facts, RecomputedCases cases, Spoken varied, Spoken kept)
    {
        var first = facts.Outcome.First[0];
        var at = facts.CriteriaEvent;
        return new Recomputed(
            facts.Proposal(first), Fact.Count("firstIn100", cases.Proposals.Single(p => p.Proposal == first).FirstIn100, at), Fact.Count("outOf", 100, at),
            Fact.Count("draws", cases.Draws, at), Fact.Plain("seed", cases.Seed, at), Fact.Plain("generator", cases.Generator, at), Fact.Word("varied", varied, at), Fact.Word("kept", kept, at),
            [.. cases.Proposals.Select(p => (facts.Proposal(p.Proposal), Fact.Count("first", p.First, at)))]);
    }
}

/// <summary>What was compared, on which criteria.</summary>
internal sealed record Compared(Fact Proposals, Fact Criteria, Fact Version, ImmutableArray<Fact> Weightless, ImmutableArray<(Fact Criterion, Fact Share)> Shares) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Result;

    public override void Dutch(Pen pen)
    {
        if (Proposals.Number == 1) pen.Say($"Er is {Proposals} voorstel.");
        else pen.Say($"Er zijn {Proposals} voorstellen vergeleken.");
        if (Weightless.Length == 1) pen.Say($"{Weightless} heeft gewicht nul en telt niet mee.");
        else if (!Weightless.IsEmpty) pen.Say($"{Weightless} hebben gewicht nul en tellen niet mee.");
        if (pen.IsForResident && Criteria.Number == 1) pen.Say($"Er is gelet op {Criteria} {One}. Dat is een punt dat meetelt bij de keuze:");
        else if (pen.IsForResident) pen.Say($"Er is gelet op {Criteria} {Several}. Dat zijn punten die meetellen bij de keuze:");
        else if (pen.IsForBoard) pen.Say($"Er is gelet op {Criteria} {(Criteria.Number == 1 ? One : Several)} (versie {Version}).");
        else pen.Say($"Er is gelet op {Criteria} {(Criteria.Number == 1 ? One : Several)} (versie {Version}), met dit aandeel in het gewicht:");
        Items(pen);
    }

    public override void English(Pen pen)
    {
        if (Proposals.Number == 1) pen.Say($"There is {Proposals} proposal.");
        else pen.Say($"{Proposals} proposals were compared.");
        if (Weightless.Length == 1) pen.Say($"{Weightless} has weight zero and does not count.");
        else if (!Weightless.IsEmpty) pen.Say($"{Weightless} have weight zero and do not count.");
        if (pen.IsForResident && Criteria.Number == 1) pen.Say($"They were looked at on {Criteria} {One}. That is a point that counts for the choice:");
        else if (pen.IsForResident) pen.Say($"They were looked at on {Criteria} {Several}. Those are points that count for the choice:");
        else if (pen.IsForBoard) pen.Say($"They were looked at on {Criteria} {(Criteria.Number == 1 ? One : Several)} (version {Version}).");
        else pen.Say($"They were looked at on {Criteria} {(Criteria.Number == 1 ? One : Several)} (version {Version}), with this share in the weight:");
        Items(pen);
    }

    private Fact One => Fact.Word("criteriaWord", new Spoken("criterium", "criterion"), Criteria.Events);

    private Fact Several => Fact.Word("criteriaWord", new Spoken("criteria", "criteria"), Criteria.Events);

    private void Items(Pen pen)
    {
        foreach (var (criterion, share) in Shares)
            if (pen.IsForResident) pen.Item($"{criterion}");
            else if (pen.IsForAuditor) pen.Item($"{criterion}: {share}");
    }
}

/// <summary>Which instrument the criteria were taken from, and in what they depart from it; how many departures there are is null where they were not compared with it.</summary>
internal sealed record FromInstrument(Fact Instrument, ImmutableArray<Fact> Version, Fact? Count, ImmutableArray<(Fact Criterion, Fact Kind, Fact Reason)> Departures) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Result;

    public override void Dutch(Pen pen)
    {
        if (pen.IsForResident || Version.IsEmpty) pen.Say($"De criteria komen uit het instrument {Instrument}.");
        else pen.Say($"De criteria komen uit het instrument {Instrument} (versie {Version}).");
        if (Count is { Number: 0 }) pen.Say($"Daarvan is niet afgeweken.");
        else if (Count is { Number: 1 }) pen.Say($"Daarvan is op {Count} punt afgeweken.");
        else if (Count is not null) pen.Say($"Daarvan is op {Count} punten afgeweken.");
        Items(pen);
    }

    public override void English(Pen pen)
    {
        if (pen.IsForResident || Version.IsEmpty) pen.Say($"The criteria come from the instrument {Instrument}.");
        else pen.Say($"The criteria come from the instrument {Instrument} (version {Version}).");
        if (Count is { Number: 0 }) pen.Say($"They do not depart from it.");
        else if (Count is { Number: 1 }) pen.Say($"They depart from it in {Count} thing.");
        else if (Count is not null) pen.Say($"They depart from it in {Count} things.");
        Items(pen);
    }

    private void Items(Pen pen)
    {
        foreach (var (criterion, kind, reason) in Departures)
            if (pen.IsForAuditor) pen.Item($"{criterion}: {kind} ({reason})");
            else if (pen.IsForBoard) pen.Item($"{criterion}: {kind}");
    }
}

/// <summary>Which criteria were made of an insight of the learning network.</summary>
internal sealed record FromInsights(ImmutableArray<(Fact Criterion, Fact Insight, Fact Edition)> Criteria) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Result;

    public override void Dutch(Pen pen)
    {
        if (Criteria.Length == 1) pen.Say($"{Criteria[0].Criterion} komt uit een inzicht van het leernetwerk.");
        else pen.Say($"{Names} komen uit inzichten van het leernetwerk.");
        if (!pen.IsForResident) foreach (var (criterion, insight, edition) in Criteria) pen.Item($"{criterion}: inzicht {insight} van editie {edition}");
    }

    public override void English(Pen pen)
    {
        if (Criteria.Length == 1) pen.Say($"{Criteria[0].Criterion} comes from an insight of the learning network.");
        else pen.Say($"{Names} come from insights of the learning network.");
        if (!pen.IsForResident) foreach (var (criterion, insight, edition) in Criteria) pen.Item($"{criterion}: insight {insight} of edition {edition}");
    }

    private ImmutableArray<Fact> Names => [.. Criteria.Select(c => c.Criterion)];
}

/// <summary>That nothing comes out yet.</summary>
internal sealed record NoOutcome(Fact Reason) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Result;

    public override void Dutch(Pen pen) => pen.Say($"Er is nog geen uitkomst. {Reason}");

    public override void English(Pen pen) => pen.Say($"There is no outcome yet. {Reason}");
}

/// <summary>That several come first.</summary>
internal sealed record TiedFirst(ImmutableArray<Fact> Proposals, Fact Total) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Result;

    public override void Dutch(Pen pen) => pen.Say($"Er is geen duidelijke volgorde. {Proposals} hebben dezelfde hoogste score: {Total}.");

    public override void English(Pen pen) => pen.Say($"There is no clear order. {Proposals} have the same highest score: {Total}.");
}

/// <summary>That the order is not clear, why, and which proposals can come first. After a tie, which is told before it, only the others that come near.</summary>
internal sealed record NoClearOrder(
    ImmutableArray<(Fact Proposal, ImmutableArray<Fact> Band)> Candidates, ImmutableArray<Fact> Overlapping, ImmutableArray<Fact> TooNear, ImmutableArray<Fact> Unscored, ImmutableArray<Fact> CanComeNear,
    Fact ClearMargin, ImmutableArray<Fact> AgreedLate, bool IsAfterTie) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Result;

    public override void Dutch(Pen pen)
    {
        if (!IsAfterTie) pen.Say($"Er is geen duidelijke volgorde.");
        if (!Overlapping.IsEmpty) pen.Say($"De scores zijn schattingen: zij kunnen hoger of lager uitvallen.");
        if (!Unscored.IsEmpty && Overlapping.IsEmpty) pen.Say($"Er ontbreken nog scores, bij {Unscored}.");
        else if (!Unscored.IsEmpty) pen.Say($"Ook ontbreken er nog scores, bij {Unscored}.");
        if (!TooNear.IsEmpty) pen.Say($"Het verschil met {TooNear} is kleiner dan {ClearMargin}.");
        if (!CanComeNear.IsEmpty) pen.Say($"Met die scores kan het verschil met {CanComeNear} kleiner worden dan {ClearMargin}.");
        if (IsAboutMargin && AgreedLate.IsEmpty) pen.Say($"Vooraf is afgesproken dat dit te klein is om te tellen.");
        else if (IsAboutMargin) pen.Say($"Op {AgreedLate[0]} is afgesproken dat dit te klein is om te tellen. Er waren toen al {AgreedLate[1]} te lezen.");
        if (Overlapping.IsEmpty && Unscored.IsEmpty) return;
        if (Candidates.Length == 1)
        {
            pen.Say($"Alleen {Candidates[0].Proposal} kan bovenaan komen.");
            return;
        }
        pen.Say($"Elk van deze voorstellen kan bovenaan komen:");
        foreach (var (proposal, band) in Candidates)
            if (band.IsEmpty) pen.Item($"{proposal}");
            else if (band[0].Number == band[1].Number) pen.Item($"{proposal}: {band[1]}");
            else pen.Item($"{proposal}: tussen {band[0]} en {band[1]}");
    }

    public override void English(Pen pen)
    {
        if (!IsAfterTie) pen.Say($"There is no clear order.");
        if (!Overlapping.IsEmpty) pen.Say($"The scores are estimates: they can turn out higher or lower.");
        if (!Unscored.IsEmpty && Overlapping.IsEmpty) pen.Say($"Scores are still missing, of {Unscored}.");
        else if (!Unscored.IsEmpty) pen.Say($"Scores are still missing too, of {Unscored}.");
        if (!TooNear.IsEmpty) pen.Say($"The difference with {TooNear} is less than {ClearMargin}.");
        if (!CanComeNear.IsEmpty) pen.Say($"With those scores the difference with {CanComeNear} can become less than {ClearMargin}.");
        if (IsAboutMargin && AgreedLate.IsEmpty) pen.Say($"It was agreed beforehand that this is too small to count.");
        else if (IsAboutMargin) pen.Say($"On {AgreedLate[0]} it was agreed that this is too small to count. By then, {AgreedLate[1]} could be read already.");
        if (Overlapping.IsEmpty && Unscored.IsEmpty) return;
        if (Candidates.Length == 1)
        {
            pen.Say($"Only {Candidates[0].Proposal} can come first.");
            return;
        }
        pen.Say($"Each of these proposals can come first:");
        foreach (var (proposal, band) in Candidates)
            if (band.IsEmpty) pen.Item($"{proposal}");
            else if (band[0].Number == band[1].Number) pen.Item($"{proposal}: {band[1]}");
            else pen.Item($"{proposal}: between {band[0]} and {band[1]}");
    }

    private bool IsAboutMargin => !TooNear.IsEmpty || !CanComeNear.IsEmpty;
}

/// <summary>Which proposal has the highest total.</summary>
internal sealed record HighestTotal(Fact Proposal, Fact Total, Fact Low, Fact High) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Result;

    public override void Dutch(Pen pen)
    {
        if (pen.IsForResident) pen.Say($"{Proposal} heeft nu de hoogste score: {Total}.");
        else pen.Say($"{Proposal} heeft de hoogste score: {Total} (tussen {Low} en {High}).");
    }

    public override void English(Pen pen)
    {
        if (pen.IsForResident) pen.Say($"{Proposal} now has the highest score: {Total}.");
        else pen.Say($"{Proposal} has the highest score: {Total} (between {Low} and {High}).");
    }
}

/// <summary>Which proposal comes second, or which share that place, and by how much it is behind.</summary>
internal sealed record RunnerUp(ImmutableArray<Fact> Proposals, Fact Total, Fact Margin, bool IsJustBelow) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Result;

    public override void Dutch(Pen pen)
    {
        if (Proposals.Length == 1) pen.Say($"Daarna komt {Proposals}, met {Total}.");
        else pen.Say($"Daarna komen {Proposals}, elk met {Total}.");
        if (IsJustBelow) pen.Say($"Het verschil is net iets minder dan {Margin}.");
        else if (Margin.Number == 0) pen.Say($"Het verschil is zo klein dat het na afronden niet te zien is.");
        else pen.Say($"Het verschil is {Margin}.");
    }

    public override void English(Pen pen)
    {
        if (Proposals.Length == 1) pen.Say($"Next comes {Proposals}, with {Total}.");
        else pen.Say($"Next come {Proposals}, each with {Total}.");
        if (IsJustBelow) pen.Say($"The difference is just below {Margin}.");
        else if (Margin.Number == 0) pen.Say($"The difference is so small that rounding hides it.");
        else pen.Say($"The difference is {Margin}.");
    }
}

/// <summary>That the first is clearly first.</summary>
internal sealed record ClearlyFirst(Fact Proposal, Fact Low) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Result;

    public override void Dutch(Pen pen)
    {
        if (pen.IsForResident) pen.Say($"Ook als de scores tegenvallen, blijft {Proposal} bovenaan.");
        else pen.Say($"De volgorde is duidelijk: ook met zijn laagste score ({Low}) komt geen ander voorstel boven {Proposal}.");
    }

    public override void English(Pen pen)
    {
        if (pen.IsForResident) pen.Say($"Even if the scores turn out low, {Proposal} stays first.");
        else pen.Say($"The order is clear: even at its lowest score ({Low}), no other proposal comes above {Proposal}.");
    }
}

/// <summary>The total of every proposal.</summary>
internal sealed record AllTotals(ImmutableArray<(Fact Rank, Fact Proposal, Fact Total, Fact Low, Fact High)> Totals) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Result;

    public override bool IsFor(ExplanationReader reader) => reader == ExplanationReader.Auditor;

    public override void Dutch(Pen pen)
    {
        pen.Say($"Alle voorstellen op volgorde van score, met laagste en hoogste waarde:");
        foreach (var (rank, proposal, total, low, high) in Totals) pen.Item($"{rank}: {proposal}, {total} ({low} tot {high})");
    }

    public override void English(Pen pen)
    {
        pen.Say($"All proposals by score, with their lowest and highest value:");
        foreach (var (rank, proposal, total, low, high) in Totals) pen.Item($"{rank}: {proposal}, {total} ({low} to {high})");
    }
}

/// <summary>How often the first comes first when the outcome is recomputed.</summary>
internal sealed record Recomputed(
    Fact Proposal, Fact FirstIn100, Fact OutOf, Fact Draws, Fact Seed, Fact Generator, Fact Varied, Fact Kept, ImmutableArray<(Fact Proposal, Fact First)> All) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Result;

    public override void Dutch(Pen pen)
    {
        if (pen.IsForResident)
        {
            pen.Say($"De uitkomst is vaak nagerekend, steeds met andere {Varied}. {Kept} In {FirstIn100} van de {OutOf} gevallen staat {Proposal} bovenaan.");
            return;
        }
        pen.Say($"In {FirstIn100} van de {OutOf} doorgerekende gevallen, steeds met andere {Varied}, staat {Proposal} bovenaan. {Kept}");
        if (!pen.IsForAuditor) return;
        pen.Say($"Er is {Draws} keer gerekend, met {Generator} en startgetal {Seed}; zo vaak stond elk bovenaan:");
        foreach (var (proposal, first) in All) pen.Item($"{proposal}: {first}");
    }

    public override void English(Pen pen)
    {
        if (pen.IsForResident)
        {
            pen.Say($"The outcome was computed again many times, each time with different {Varied}. {Kept} In {FirstIn100} of {OutOf} cases {Proposal} comes first.");
            return;
        }
        pen.Say($"In {FirstIn100} of {OutOf} recomputed cases, each with different {Varied}, {Proposal} comes first. {Kept}");
        if (!pen.IsForAuditor) return;
        pen.Say($"It was computed {Draws} times, with {Generator} and seed {Seed}; so often each came first:");
        foreach (var (proposal, first) in All) pen.Item($"{proposal}: {first}");
    }
}

/// <summary>By what it was computed, from what.</summary>
internal sealed record Basis(Fact Method, Fact Version, Fact Scores, Fact Assessors, Fact Fingerprint) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Result;

    public override bool IsFor(ExplanationReader reader) => reader == ExplanationReader.Auditor;

    public override void Dutch(Pen pen) =>
        pen.Say($"Dit is berekend met {Method} {Version}. Aantal scores: {Scores}. Aantal beoordelaars: {Assessors}. Vingerafdruk van de gegevens: {Fingerprint}.");

    public override void English(Pen pen) =>
        pen.Say($"This was computed by {Method} {Version}. Number of scores: {Scores}. Number of assessors: {Assessors}. Fingerprint of the inputs: {Fingerprint}.");
}

/// <summary>How each who scored orders the proposals.</summary>
internal sealed record AssessorsOrder(ImmutableArray<(Fact Assessor, ImmutableArray<Fact> Places)> Orders, ImmutableArray<Fact> Agreement) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Result;

    public override bool IsFor(ExplanationReader reader) => reader == ExplanationReader.Auditor;

    public override void Dutch(Pen pen)
    {
        if (!Agreement.IsEmpty) pen.Say($"Hoe eens de beoordelaars het zijn over de volgorde, van nul (niet) tot één (helemaal): {Agreement} (de W van Kendall).");
        pen.Say($"De volgorde van elk van hen, met de plaats:");
        foreach (var (assessor, places) in Orders) pen.Item($"{assessor}: {places}");
    }

    public override void English(Pen pen)
    {
        if (!Agreement.IsEmpty) pen.Say($"How far the assessors agree on the order, from zero (not) to one (wholly): {Agreement} (Kendall's W).");
        pen.Say($"The order of each of them, with the place:");
        foreach (var (assessor, places) in Orders) pen.Item($"{assessor}: {places}");
    }
}

/// <summary>What was scored differently for a proposal on a criterion.</summary>
internal sealed record CellApart(Fact Proposal, Fact Criterion, Fact Lowest, Fact LowestBy, Fact Highest, Fact HighestBy);

/// <summary>Where those who scored differ most: all that are as far apart.</summary>
internal sealed record DifferMost(ImmutableArray<CellApart> Cells) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Result;

    public override bool IsFor(ExplanationReader reader) => reader != ExplanationReader.Resident;

    public override void Dutch(Pen pen)
    {
        if (Cells is [var one]) pen.Say($"De beoordelaars verschillen het meest over {one.Proposal} op {one.Criterion}: {one.Lowest} ({one.LowestBy}) tegenover {one.Highest} ({one.HighestBy}).");
        else
        {
            pen.Say($"De beoordelaars verschillen het meest over deze scores, en over elk daarvan evenveel:");
            foreach (var cell in Cells) pen.Item($"{cell.Proposal} op {cell.Criterion}: {cell.Lowest} ({cell.LowestBy}) tegenover {cell.Highest} ({cell.HighestBy})");
        }
    }

    public override void English(Pen pen)
    {
        if (Cells is [var one]) pen.Say($"The assessors differ most about {one.Proposal} on {one.Criterion}: {one.Lowest} ({one.LowestBy}) against {one.Highest} ({one.HighestBy}).");
        else
        {
            pen.Say($"The assessors differ most about these scores, and about each of them as much:");
            foreach (var cell in Cells) pen.Item($"{cell.Proposal} on {cell.Criterion}: {cell.Lowest} ({cell.LowestBy}) against {cell.Highest} ({cell.HighestBy})");
        }
    }
}

/// <summary>That an outcome lay on the table.</summary>
internal sealed record OnTheTable(
    Fact Number, Fact On, ImmutableArray<Fact> First, ImmutableArray<(Fact Rank, Fact Proposal, Fact Total)> Results, bool IsFromElsewhere, bool IsOfTheSame, ImmutableArray<Fact> Source,
    Fact Method, Fact Version, Fact Fingerprint) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Result;

    public override string Kind => "outcomeRecorded";

    public override void Dutch(Pen pen)
    {
        pen.Say($"Op {On} lag er een uitkomst op tafel. Bovenaan {Stood} {First}.");
        if (IsFromElsewhere) pen.Say($"Die is elders berekend, en hier niet na te rekenen.");
        else if (IsOfTheSame) pen.Say($"Die rust op dezelfde gegevens als deze uitleg.");
        else pen.Say($"Die rust op andere gegevens dan deze uitleg.");
        if (!pen.IsForAuditor) return;
        if (!Source.IsEmpty) pen.Say($"De bron: {Source}.");
        else if (IsFromElsewhere) pen.Say($"De bron is niet genoemd.");
        pen.Say($"Uitkomst {Number} is berekend met {Method} {Version}. Vingerafdruk van de gegevens: {Fingerprint}. Zo was de volgorde:");
        foreach (var (rank, proposal, total) in Results) pen.Item($"{rank}: {proposal}, {total}");
    }

    public override void English(Pen pen)
    {
        pen.Say($"On {On} an outcome lay on the table. {First} came first.");
        if (IsFromElsewhere) pen.Say($"It was computed elsewhere, and cannot be computed again here.");
        else if (IsOfTheSame) pen.Say($"It rests on the same data as this explanation.");
        else pen.Say($"It rests on other data than this explanation.");
        if (!pen.IsForAuditor) return;
        if (!Source.IsEmpty) pen.Say($"The source: {Source}.");
        else if (IsFromElsewhere) pen.Say($"The source is not named.");
        pen.Say($"Outcome {Number} was computed by {Method} {Version}. Fingerprint of the inputs: {Fingerprint}. This was the order:");
        foreach (var (rank, proposal, total) in Results) pen.Item($"{rank}: {proposal}, {total}");
    }

    private Fact Stood => Fact.Verb(First, new Spoken("stond", "came"), new Spoken("stonden", "came"));
}
