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

    /// <summary>When the least difference that counts was agreed, where scores came before that by happening or by recording; null where it was agreed beforehand.</summary>
    private static LateAgreement? AgreedLate(Facts facts)
    {
        var agreed = facts.Weighing.CriteriaVersions.Reverse().TakeWhile(v => (v.Set.ClearMargin ?? 0) == facts.Outcome.Inputs.ClearMargin).LastOrDefault();
        if (agreed is null || Visible.ScoresBefore(facts.Weighing, agreed.Origin) is not [_, var readable] scores) return null;
        return new LateAgreement(Fact.On("agreedOn", agreed.Origin), Fact.Word("readable", new Spoken("scores", "scores"), scores.Select(s => s.Event)),
            HasHappenedLater: agreed.Origin.OccurredAt >= readable.OccurredAt, WasRecordedLater: agreed.Origin.Event > readable.Event);
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
