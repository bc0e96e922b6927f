using System.Collections.Immutable;
using WikkenWegen.Mcda;

namespace WikkenWegen.Domain.Explanation;

/// <summary>Part 2: why the first comes before the second.</summary>
internal static class Why
{
    public static IEnumerable<Sentence> Of(Facts facts)
    {
        ImmutableArray<string> ranked = [.. facts.Outcome.Results.Where(r => r.Rank is not null).Select(r => r.Proposal.Code)];
        if (facts.Outcome.First.Length != 1 || ranked.Length < 2 || facts.Outcome.Exact is not { } exact) return [];
        ImmutableArray<int> scores = [.. facts.TotalEvents(ranked[0]).Concat(facts.TotalEvents(ranked[1])).Distinct().Order()];
        return All(facts, ranked[0], ranked[1], exact).Select(sentence => sentence with { AlsoRests = scores });
    }

    private static IEnumerable<Sentence> All(Facts facts, string first, string second, AdditiveValue exact)
    {
        var difference = exact.Difference(first, second);
        var (a, b) = (facts.Proposal(first, "first"), facts.Proposal(second, "second"));
        ImmutableArray<DifferenceTerm> pros = [.. difference.InFavour], cons = [.. difference.Against];
        var shares = facts.Shares(difference);
        if (facts.Outcome.Dominance.FirstOrDefault(d => d.By == first && d.Over == second) is { } dominance)
        {
            yield return new AlwaysBetter(a, b, dominance.Strength == DominanceStrength.Strict, dominance.Robust, OnWhatCounts: difference.Terms.Count < facts.Outcome.Inputs.Criteria.Length);
            if (dominance.Strength == DominanceStrength.Weak) yield return new BetterOn([.. pros.Select(Criterion)]);
        }
        // It is worse on nothing that has a weight; what has none counts for nothing, so that there is nothing to outweigh.
        else if (cons.IsEmpty)
        {
            var isStrict = pros.Length == facts.Outcome.Inputs.Criteria.Count(c => c.Weight > 0);
            yield return new AlwaysBetter(a, b, isStrict, Robust: false, OnWhatCounts: true);
            if (!isStrict) yield return new BetterOn([.. pros.Select(Criterion)]);
        }
        else
        {
            yield return new BetterAndWorse(a, b, Count("better", pros), Count("worse", cons));
            var covers = Covering.Of(difference, out var isExact);
            foreach (var cover in covers) yield return Outweighs(cover);
            var rest = pros.Except(covers.SelectMany(c => c.Pros)).ToList();
            // What adds less than a twentieth of the lead is no reason to anybody.
            var telling = rest.Where(p => 20 * p.Amount >= difference.Total).ToList();
            if (telling.Count > 0) yield return new AlsoBetterOn([.. telling.Select(Criterion)]);
            if (rest.Count > telling.Count) yield return new SmallDifferencesOn([.. rest.Except(telling).Select(Criterion)]);
            if (!isExact) yield return new NotAllCoverings(Fact.Count("mostExact", Covering.MostExact, facts.CriteriaEvent));
        }
        yield return new AllDifferences(a, b, [.. difference.Terms.Select(t => (Criterion(t), facts.Share("amount", shares[t.Criterion], first, second)))]);

        Fact Criterion(DifferenceTerm term) => facts.Criterion(term.Criterion);

        Fact Count(string name, ImmutableArray<DifferenceTerm> terms) => Fact.Count(name, terms.Length, facts.TotalEvents(first).Concat(facts.TotalEvents(second)));

        Outweighs Outweighs(Cover cover)
        {
            var (weight, against) = (cover.Pros.Sum(p => shares[p.Criterion]), -cover.Cons.Sum(c => shares[c.Criterion]));
            // The parts as they are shown can tell it the other way round by their last digit; then each side is rounded by itself.
            if (Math.Sign(weight - against) != (cover.IsEven ? 0 : 1))
                (weight, against) = (facts.Rounded(Fraction.Sum(cover.Pros.Select(p => p.Amount))), facts.Rounded(Fraction.Sum(cover.Cons.Select(c => -c.Amount))));
            return new Outweighs(
                [.. cover.Pros.Select(Criterion)], facts.Share("for", weight, first, second), [.. cover.Cons.Select(Criterion)], facts.Share("against", against, first, second), cover.IsEven);
        }
    }
}

/// <summary>That the first is at least as good on every criterion, or on every one that has a weight.</summary>
internal sealed record AlwaysBetter(Fact First, Fact Second, bool IsStrict, bool Robust, bool OnWhatCounts) : Sentence(ExplanationPart.Why)
{
    public override void Dutch(Pen pen)
    {
        if (OnWhatCounts && IsStrict) pen.Say($"{First} scoort op elk criterium dat meetelt beter dan {Second}.");
        else if (OnWhatCounts) pen.Say($"{First} scoort op geen criterium dat meetelt minder goed dan {Second}.");
        else if (IsStrict) pen.Say($"{First} scoort op elk criterium beter dan {Second}.");
        else pen.Say($"{First} scoort nergens minder goed dan {Second}.");
        if (Robust && !pen.IsForResident) pen.Say($"Dat geldt ook als alle scores binnen hun grenzen anders uitvallen.");
    }

    public override void English(Pen pen)
    {
        if (OnWhatCounts && IsStrict) pen.Say($"{First} scores better than {Second} on every criterion that counts.");
        else if (OnWhatCounts) pen.Say($"{First} scores less well than {Second} on no criterion that counts.");
        else if (IsStrict) pen.Say($"{First} scores better than {Second} on every criterion.");
        else pen.Say($"{First} scores less well than {Second} on no criterion.");
        if (Robust && !pen.IsForResident) pen.Say($"That holds too where all scores turn out otherwise within their bounds.");
    }
}

/// <summary>On what the first is better, where it is worse on nothing.</summary>
internal sealed record BetterOn(ImmutableArray<Fact> Criteria) : Sentence(ExplanationPart.Why)
{
    public override void Dutch(Pen pen) => pen.Say($"Beter is het op {Criteria}.");

    public override void English(Pen pen) => pen.Say($"It is better on {Criteria}.");
}

/// <summary>That the first is better on some criteria and worse on others.</summary>
internal sealed record BetterAndWorse(Fact First, Fact Second, Fact Better, Fact Worse) : Sentence(ExplanationPart.Why)
{
    public override void Dutch(Pen pen)
    {
        if (pen.IsForResident) pen.Say($"{First} is niet op alles beter dan {Second}. Op {Better} {Noun(Better)} is het beter, op {Worse} minder goed.");
        else pen.Say($"{First} scoort op {Better} {Noun(Better)} beter dan {Second}, en op {Worse} minder goed.");
    }

    public override void English(Pen pen)
    {
        if (pen.IsForResident) pen.Say($"{First} is not better than {Second} on everything. It is better on {Better} {Noun(Better)}, and worse on {Worse}.");
        else pen.Say($"{First} scores better than {Second} on {Better} {Noun(Better)}, and worse on {Worse}.");
    }

    private static Fact Noun(Fact count) => Fact.Word("criteriaWord", count.Number == 1 ? new Spoken("criterium", "criterion") : new Spoken("criteria", "criteria"), count.Events);
}

/// <summary>That what speaks for the first outweighs something that speaks against it.</summary>
internal sealed record Outweighs(ImmutableArray<Fact> Pros, Fact For, ImmutableArray<Fact> Cons, Fact Against, bool IsEven) : Sentence(ExplanationPart.Why)
{
    public override void Dutch(Pen pen)
    {
        if (!pen.IsForResident)
        {
            pen.Say($"Beter is het op {Pros} ({For}). Dat weegt {Than("zwaarder dan", "even zwaar als")} de mindere score op {Cons} ({Against}).");
            return;
        }
        pen.Say($"Het is beter op {Pros}.");
        if (Cons.Length > 2) pen.Say($"Minder goed scoort het op {Cons}. Wat beter is, telt {Than("zwaarder", "even zwaar")}.");
        else pen.Say($"Dat telt {Than("zwaarder dan", "even zwaar als")} de mindere score op {Cons}.");
    }

    public override void English(Pen pen)
    {
        if (!pen.IsForResident)
        {
            pen.Say($"It is better on {Pros} ({For}). That weighs {Than("more than", "as much as")} the lower score on {Cons} ({Against}).");
            return;
        }
        pen.Say($"It is better on {Pros}.");
        if (Cons.Length > 2) pen.Say($"It scores less well on {Cons}. What is better counts {Than("more", "as much")}.");
        else pen.Say($"That counts {Than("more than", "as much as")} the lower score on {Cons}.");
    }

    private Fact Than(string more, string even) => Fact.Word("comparison", IsEven ? new Spoken(even, even) : new Spoken(more, more), For.Events.Concat(Against.Events));
}

/// <summary>On what else the first is better.</summary>
internal sealed record AlsoBetterOn(ImmutableArray<Fact> Criteria) : Sentence(ExplanationPart.Why)
{
    public override void Dutch(Pen pen) => pen.Say($"Ook op {Criteria} is het beter.");

    public override void English(Pen pen) => pen.Say($"It is better on {Criteria} too.");
}

/// <summary>On what else the first is a little better.</summary>
internal sealed record SmallDifferencesOn(ImmutableArray<Fact> Criteria) : Sentence(ExplanationPart.Why)
{
    public override bool IsFor(ExplanationReader reader) => reader != ExplanationReader.Resident;

    public override void Dutch(Pen pen) => pen.Say($"Kleine verschillen zijn er nog op {Criteria}.");

    public override void English(Pen pen) => pen.Say($"There are small differences on {Criteria} too.");
}

/// <summary>That there were too many criteria to look at every covering.</summary>
internal sealed record NotAllCoverings(Fact MostExact) : Sentence(ExplanationPart.Why)
{
    public override bool IsFor(ExplanationReader reader) => reader == ExplanationReader.Auditor;

    public override void Dutch(Pen pen) => pen.Say($"De twee verschillen op meer dan {MostExact} criteria. Er is dus niet nagegaan of dit met minder argumenten kan worden uitgelegd.");

    public override void English(Pen pen) => pen.Say($"The two differ on more than {MostExact} criteria. So it was not checked whether fewer arguments can explain this.");
}

/// <summary>What every criterion adds to the lead.</summary>
internal sealed record AllDifferences(Fact First, Fact Second, ImmutableArray<(Fact Criterion, Fact Amount)> Amounts) : Sentence(ExplanationPart.Why)
{
    public override bool IsFor(ExplanationReader reader) => reader == ExplanationReader.Auditor;

    public override void Dutch(Pen pen)
    {
        pen.Say($"Wat elk criterium bijdraagt aan het verschil tussen {First} en {Second}:");
        foreach (var (criterion, amount) in Amounts) pen.Item($"{criterion}: {amount}");
    }

    public override void English(Pen pen)
    {
        pen.Say($"What each criterion adds to the difference between {First} and {Second}:");
        foreach (var (criterion, amount) in Amounts) pen.Item($"{criterion}: {amount}");
    }
}
