using System.Collections.Immutable;

namespace WikkenWegen.Domain.Explanation;

/// <summary>Part 6: what the decision assumes.</summary>
internal static class Assumed
{
    public static IEnumerable<Sentence> Of(Facts facts)
    {
        if (facts.Decision is not { } decision) yield break;
        if (decision.Content.Assumptions.IsEmpty) yield return new NoAssumptions(Fact.Count("decision", decision.Number, decision.Origin.Event));
        else yield return new Assumptions([.. decision.Content.Assumptions.Select(a => Fact.Named("assumption", a, decision.Origin.Event))]);
        foreach (var fall in decision.FallenAssumptions)
            yield return new AssumptionGone(
                Fact.Named("assumption", decision.Content.Assumptions[fall.Assumption - 1], decision.Origin.Event), Fact.On("on", fall.Origin), Changes.Quotes("explanation", fall.Explanation, fall.Origin));
    }
}

/// <summary>What the decision assumes.</summary>
internal sealed record Assumptions(ImmutableArray<Fact> All) : Sentence(ExplanationPart.Assumed)
{
    public override void Dutch(Pen pen)
    {
        pen.Say($"Bij het besluit is aangenomen:");
        foreach (var assumption in All) pen.Item($"{assumption}");
    }

    public override void English(Pen pen)
    {
        pen.Say($"The decision assumes:");
        foreach (var assumption in All) pen.Item($"{assumption}");
    }
}

/// <summary>That no assumptions were recorded.</summary>
internal sealed record NoAssumptions(Fact Decision) : Sentence(ExplanationPart.Assumed)
{
    public override void Dutch(Pen pen) => pen.Say($"Bij besluit {Decision} is niet vastgelegd waar het van uitgaat.");

    public override void English(Pen pen) => pen.Say($"What decision {Decision} assumes is not recorded.");
}

/// <summary>That an assumption no longer holds.</summary>
internal sealed record AssumptionGone(Fact Assumption, Fact On, ImmutableArray<Fact> Why) : Sentence(ExplanationPart.Assumed)
{
    public override void Dutch(Pen pen)
    {
        pen.Say($"Sinds {On} klopt dit niet meer: {Assumption}.");
        if (pen.IsForAuditor && !Why.IsEmpty) pen.Say($"De toelichting daarbij: {Why}.");
    }

    public override void English(Pen pen)
    {
        pen.Say($"Since {On} this no longer holds: {Assumption}.");
        if (pen.IsForAuditor && !Why.IsEmpty) pen.Say($"The explanation given: {Why}.");
    }
}
