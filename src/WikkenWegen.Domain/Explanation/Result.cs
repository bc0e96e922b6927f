using System.Collections.Immutable;
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
        if (facts.Weighing.Criteria is { } criteria && outcome.Inputs.Proposals.Length > 0) yield return Compared(facts, criteria);
        ImmutableArray<ProposalResult> ranked = [.. outcome.Results.Where(r => r.Rank is not null)];
        if (ranked.IsEmpty)
        {
            yield return new NoOutcome(WhyNot(facts));
            yield break;
        }
        var first = ranked[0];
        if (outcome.First.Length > 1) yield return new TiedFirst(facts.Proposals(outcome.First), facts.Total(first));
        else
        {
            if (outcome.ClearWinner is null && ranked.Length + outcome.Doubts.Length > 1) yield return NoClear(facts);
            yield return new HighestTotal(facts.Proposal(first.Proposal.Code), facts.Total(first), facts.From(first), facts.High(first));
            if (ranked.Length > 1) yield return new RunnerUp(facts.Proposal(ranked[1].Proposal.Code), facts.Total(ranked[1]), facts.Margin(first, ranked[1]));
            if (outcome.ClearWinner is not null && ranked.Length > 1) yield return new ClearlyFirst(facts.Proposal(first.Proposal.Code), facts.Low(first));
        }
        yield return new AllTotals([.. ranked.Select(r => (Facts.Number("rank", r.Rank!.Value, facts.TotalEvents(r.Proposal.Code)), facts.Proposal(r.Proposal.Code), facts.Total(r), facts.From(r), facts.High(r)))]);
        if (outcome.Recomputed is { } cases && ranked.Length > 1 && outcome.First.Length == 1) yield return Recomputed(facts, cases);
        yield return new Basis(
            Fact.Plain("method", outcome.Method.Name, facts.CriteriaEvent), Fact.Plain("methodVersion", outcome.Method.Version, facts.CriteriaEvent),
            Fact.Count("scores", outcome.Inputs.Scores.Length, facts.CriteriaEvent), Fact.Count("assessors", outcome.Inputs.Assessors.Length, facts.CriteriaEvent),
            Fact.Plain("fingerprint", outcome.Inputs.Fingerprint, facts.CriteriaEvent));
    }

    private static Compared Compared(Facts facts, CriteriaVersion criteria)
    {
        var all = Mcda.Fraction.Sum(criteria.Set.Criteria.Select(c => (Mcda.Fraction)c.Weight));
        return new Compared(
            Fact.Count("proposals", facts.Outcome.Inputs.Proposals.Length, facts.Outcome.Inputs.Proposals.Select(p => p.Event)),
            Fact.Count("criteria", criteria.Set.Criteria.Length, criteria.Origin.Event), Fact.Count("criteriaVersion", criteria.Version, criteria.Origin.Event),
            [.. criteria.Set.Criteria.Select(c => (facts.Criterion(c.Code), Fact.Percent("share", Shown.Trimmed(100 * (Mcda.Fraction)c.Weight / all, WeighingOutcome.Digits), criteria.Origin.Event)))]);
    }

    private static Fact WhyNot(Facts facts) => Fact.Word("reason",
        facts.Outcome.Inputs.Proposals.IsEmpty ? new Spoken("Er zijn geen voorstellen om te vergelijken.", "There are no proposals to compare.")
        : facts.Weighing.Criteria is null ? new Spoken("Er zijn nog geen criteria vastgesteld.", "No criteria were adopted yet.")
        : facts.Outcome.Inputs is { Scores.IsEmpty: true, Unread: > 0 } ? new Spoken("Er zijn nog geen scores te lezen.", "There are no scores to be read yet.")
        : facts.Outcome.Inputs.Scores.IsEmpty ? new Spoken("Er zijn nog geen scores.", "There are no scores yet.")
        : new Spoken("Bij elk voorstel ontbreken nog scores.", "Every proposal still lacks scores."), facts.CriteriaEvent);

    private static NoClearOrder NoClear(Facts facts)
    {
        var doubts = facts.Outcome.Doubts;
        return new NoClearOrder(
            [.. facts.Outcome.First.Concat(doubts.Select(d => d.Proposal)).Select(code => (facts.Proposal(code), Band(code)))], With(OutcomeDoubt.BandsOverlap), With(OutcomeDoubt.BelowMargin), With(OutcomeDoubt.ScoreMissing), facts.ClearMargin());

        ImmutableArray<Fact> With(OutcomeDoubt why) => facts.Proposals(doubts.Where(d => d.Why.Contains(why)).Select(d => d.Proposal));

        ImmutableArray<Fact> Band(string code) => facts.Outcome.Of(code) is { Total: not null } result ? [facts.From(result), facts.High(result)] : [];
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
            yield return new DifferMost(
                facts.Proposal(most.Proposal), facts.Criterion(most.Criterion), Facts.Number("lowest", most.Lowest, most.Events), facts.By(most.LowestBy, "lowestBy", most.Events),
                Facts.Number("highest", most.Highest, most.Events), facts.By(most.HighestBy, "highestBy", most.Events));
    }

    private static Fact Placed(Facts facts, Place place, IEnumerable<int> events)
    {
        var name = facts.Proposal(place.Proposal).In(Language.Dutch, _ => null); // a name is the same in both
        return Fact.Plain("place", Invariant($"{place.Rank} {name}"), events);
    }

    private static OnTheTable OnTheTable(Facts facts, RecordedOutcome recorded)
    {
        var at = recorded.Origin.Event;
        // The system's own totals are always from 0 to 100, also where this explanation tells them on a scale that the criteria have in common.
        var unit = recorded.ComputedElsewhere ? Facts.In(recorded.Unit) : new Spoken(" punten van de honderd", " points out of a hundred");
        return new OnTheTable(
            Fact.Count("outcome", recorded.Number, at), Fact.On("on", recorded.Origin), [.. recorded.Results.Where(r => r.Rank == 1).Select(r => Named(r))],
            [.. recorded.Results.OrderBy(r => r.Rank).Select(r => (Fact.Count("rank", r.Rank, at), Named(r), Fact.Of("total", r.Value.Expected, unit, at)))],
            recorded.ComputedElsewhere, recorded.Fingerprint == facts.Outcome.Inputs.Fingerprint, recorded.Source is { } source ? [Fact.Plain("source", source, at)] : [],
            Fact.Plain("method", recorded.Method.Name, at), Fact.Plain("methodVersion", recorded.Method.Version, at), Fact.Plain("fingerprint", recorded.Fingerprint, at));

        Fact Named(ProposalOutcome result) => Fact.Named("proposal", facts.Weighing.Revision(result.Proposal)?.Content.Name ?? result.Proposal.Code, at);
    }

    private static Recomputed Recomputed(Facts facts, RecomputedCases cases)
    {
        var first = facts.Outcome.First[0];
        var at = facts.CriteriaEvent;
        return new Recomputed(
            facts.Proposal(first), Fact.Count("firstIn100", cases.Proposals.Single(p => p.Proposal == first).FirstIn100, at), Fact.Count("outOf", 100, at),
            Fact.Count("draws", cases.Draws, at), Fact.Plain("seed", cases.Seed, at), Fact.Plain("generator", cases.Generator, at), cases.Weights,
            [.. cases.Proposals.Select(p => (facts.Proposal(p.Proposal), Fact.Count("first", p.First, at)))]);
    }
}

/// <summary>What was compared, on which criteria.</summary>
internal sealed record Compared(Fact Proposals, Fact Criteria, Fact Version, ImmutableArray<(Fact Criterion, Fact Share)> Shares) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Result;

    public override void Dutch(Pen pen)
    {
        if (Proposals.Number == 1) pen.Say($"Er is {Proposals} voorstel.");
        else pen.Say($"Er zijn {Proposals} voorstellen vergeleken.");
        if (pen.IsForResident) pen.Say($"Er is gelet op {Criteria} {(Criteria.Number == 1 ? One : Several)}. Dat zijn punten die meetellen bij de keuze:");
        else if (pen.IsForBoard) pen.Say($"Er is gelet op {Criteria} {(Criteria.Number == 1 ? One : Several)} (versie {Version}).");
        else pen.Say($"Er is gelet op {Criteria} {(Criteria.Number == 1 ? One : Several)} (versie {Version}), met dit aandeel in het gewicht:");
        Items(pen);
    }

    public override void English(Pen pen)
    {
        if (Proposals.Number == 1) pen.Say($"There is {Proposals} proposal.");
        else pen.Say($"{Proposals} proposals were compared.");
        if (pen.IsForResident) pen.Say($"They were looked at on {Criteria} {(Criteria.Number == 1 ? One : Several)}. Those are points that count for the choice:");
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

/// <summary>That the order is not clear, and why.</summary>
internal sealed record NoClearOrder(
    ImmutableArray<(Fact Proposal, ImmutableArray<Fact> Band)> Candidates, ImmutableArray<Fact> Overlapping, ImmutableArray<Fact> TooNear, ImmutableArray<Fact> Unscored, Fact ClearMargin) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Result;

    public override void Dutch(Pen pen)
    {
        pen.Say($"Er is geen duidelijke volgorde.");
        if (!Overlapping.IsEmpty) pen.Say($"De scores zijn schattingen: zij kunnen hoger of lager uitvallen.");
        if (!Unscored.IsEmpty && Overlapping.IsEmpty) pen.Say($"Er ontbreken nog scores, bij {Unscored}.");
        else if (!Unscored.IsEmpty) pen.Say($"Ook ontbreken er nog scores, bij {Unscored}.");
        if (!TooNear.IsEmpty) pen.Say($"Het verschil met {TooNear} is kleiner dan {ClearMargin}. Vooraf is afgesproken dat dit te klein is om te tellen.");
        if (Overlapping.IsEmpty && Unscored.IsEmpty) return;
        pen.Say($"Elk van deze voorstellen kan bovenaan komen:");
        foreach (var (proposal, band) in Candidates)
            if (band.IsEmpty) pen.Item($"{proposal}");
            else pen.Item($"{proposal}: tussen {band[0]} en {band[1]}");
    }

    public override void English(Pen pen)
    {
        pen.Say($"There is no clear order.");
        if (!Overlapping.IsEmpty) pen.Say($"The scores are estimates: they can turn out higher or lower.");
        if (!Unscored.IsEmpty && Overlapping.IsEmpty) pen.Say($"Scores are still missing, of {Unscored}.");
        else if (!Unscored.IsEmpty) pen.Say($"Scores are still missing too, of {Unscored}.");
        if (!TooNear.IsEmpty) pen.Say($"The difference with {TooNear} is less than {ClearMargin}. It was agreed beforehand that this is too small to count.");
        if (Overlapping.IsEmpty && Unscored.IsEmpty) return;
        pen.Say($"Each of these proposals can come first:");
        foreach (var (proposal, band) in Candidates)
            if (band.IsEmpty) pen.Item($"{proposal}");
            else pen.Item($"{proposal}: between {band[0]} and {band[1]}");
    }
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

/// <summary>Which proposal comes second, and by how much it is behind.</summary>
internal sealed record RunnerUp(Fact Proposal, Fact Total, Fact Margin) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Result;

    public override void Dutch(Pen pen) => pen.Say($"Daarna komt {Proposal}, met {Total}. Het verschil is {Margin}.");

    public override void English(Pen pen) => pen.Say($"Next comes {Proposal}, with {Total}. The difference is {Margin}.");
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
    Fact Proposal, Fact FirstIn100, Fact OutOf, Fact Draws, Fact Seed, Fact Generator, DrawnWeights Weights, ImmutableArray<(Fact Proposal, Fact First)> All) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Result;

    public override void Dutch(Pen pen)
    {
        if (pen.IsForResident)
        {
            pen.Say($"De uitkomst is vaak nagerekend, steeds met iets andere {Varied}. In {FirstIn100} van de {OutOf} gevallen staat {Proposal} bovenaan.");
            return;
        }
        pen.Say($"In {FirstIn100} van de {OutOf} doorgerekende gevallen, met iets andere {Varied}, staat {Proposal} bovenaan.");
        if (!pen.IsForAuditor) return;
        pen.Say($"Er is {Draws} keer gerekend, met {Generator} en startgetal {Seed}; zo vaak stond elk bovenaan:");
        foreach (var (proposal, first) in All) pen.Item($"{proposal}: {first}");
    }

    public override void English(Pen pen)
    {
        if (pen.IsForResident)
        {
            pen.Say($"The outcome was computed again many times, each time with slightly different {Varied}. In {FirstIn100} of {OutOf} cases {Proposal} comes first.");
            return;
        }
        pen.Say($"In {FirstIn100} of {OutOf} recomputed cases, with slightly different {Varied}, {Proposal} comes first.");
        if (!pen.IsForAuditor) return;
        pen.Say($"It was computed {Draws} times, with {Generator} and seed {Seed}; so often each came first:");
        foreach (var (proposal, first) in All) pen.Item($"{proposal}: {first}");
    }

    private Fact Varied => Fact.Word("varied", Weights == DrawnWeights.AsGiven ? new Spoken("scores", "scores") : new Spoken("scores en gewichten", "scores and weights"), Draws.Events);
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

/// <summary>Where those who scored differ most.</summary>
internal sealed record DifferMost(Fact Proposal, Fact Criterion, Fact Lowest, Fact LowestBy, Fact Highest, Fact HighestBy) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Result;

    public override bool IsFor(ExplanationReader reader) => reader != ExplanationReader.Resident;

    public override void Dutch(Pen pen) =>
        pen.Say($"De beoordelaars verschillen het meest over {Proposal} op {Criterion}: {Lowest} ({LowestBy}) tegenover {Highest} ({HighestBy}).");

    public override void English(Pen pen) =>
        pen.Say($"The assessors differ most about {Proposal} on {Criterion}: {Lowest} ({LowestBy}) against {Highest} ({HighestBy}).");
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
        pen.Say($"Op {On} lag er een uitkomst op tafel. Bovenaan stond {First}.");
        if (IsFromElsewhere) pen.Say($"Die is elders berekend, en hier niet na te rekenen.");
        else if (IsOfTheSame) pen.Say($"Die rust op dezelfde gegevens als deze uitleg.");
        else pen.Say($"Die rust op andere gegevens dan deze uitleg.");
        if (!pen.IsForAuditor) return;
        if (!Source.IsEmpty) pen.Say($"De bron: {Source}.");
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
        pen.Say($"Outcome {Number} was computed by {Method} {Version}. Fingerprint of the inputs: {Fingerprint}. This was the order:");
        foreach (var (rank, proposal, total) in Results) pen.Item($"{rank}: {proposal}, {total}");
    }
}
