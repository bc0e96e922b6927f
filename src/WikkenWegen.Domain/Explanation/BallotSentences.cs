using System.Collections.Immutable;

namespace WikkenWegen.Domain.Explanation;

/// <summary>What came of a ballot.</summary>
internal sealed record Voted(
    Fact On, ImmutableArray<Fact> Among, ImmutableArray<Fact> Of, ImmutableArray<Fact> Proposals, Fact Entitled, Fact Turnout, ImmutableArray<(Fact What, Fact Votes, Fact Percent, ImmutableArray<Fact> Threshold, bool? Reached)> Shares) : Sentence(ExplanationPart.Against)
{
    public override void Dutch(Pen pen)
    {
        if (pen.IsForAuditor && !Among.IsEmpty) pen.Say($"De uitslag van {On} is van de achterban van: {Among}.");
        else if (pen.IsForAuditor) pen.Say($"De uitslag is van {On}.");
        if (pen.IsForAuditor && !Shares.IsEmpty) pen.Say($"Een percentage is een deel van {Of}.");
        if (Shares.IsEmpty) pen.Say($"Er is gestemd over {Proposals}. Van de {Entitled} die mochten stemmen, stemden er {Turnout}.");
        else pen.Say($"Er is gestemd over {Proposals}. Van de {Entitled} die mochten stemmen, stemden er {Turnout}:");
        foreach (var (what, votes, percent, threshold, reached) in Shares)
            if (threshold.IsEmpty) pen.Item($"{what}: {votes} ({percent})");
            else if (reached == true) pen.Item($"{what}: {votes} ({percent}); de drempel van {threshold} is gehaald");
            else pen.Item($"{what}: {votes} ({percent}); de drempel van {threshold} is niet gehaald");
    }

    public override void English(Pen pen)
    {
        if (pen.IsForAuditor && !Among.IsEmpty) pen.Say($"The result of {On} is that of the people of: {Among}.");
        else if (pen.IsForAuditor) pen.Say($"The result is of {On}.");
        if (pen.IsForAuditor && !Shares.IsEmpty) pen.Say($"A percentage is a part of {Of}.");
        if (Shares.IsEmpty) pen.Say($"A vote was held on {Proposals}. Of the {Entitled} entitled to vote, {Turnout} did.");
        else pen.Say($"A vote was held on {Proposals}. Of the {Entitled} entitled to vote, {Turnout} did:");
        foreach (var (what, votes, percent, threshold, reached) in Shares)
            if (threshold.IsEmpty) pen.Item($"{what}: {votes} ({percent})");
            else if (reached == true) pen.Item($"{what}: {votes} ({percent}); the threshold of {threshold} was reached");
            else pen.Item($"{what}: {votes} ({percent}); the threshold of {threshold} was not reached");
    }
}

/// <summary>That other opinions were recorded with the decision.</summary>
internal sealed record OtherOpinions(Fact Number, ImmutableArray<Fact> Opinions) : Sentence(ExplanationPart.Against)
{
    public override void Dutch(Pen pen)
    {
        if (Number.Number == 1) pen.Say($"Bij het besluit is {Number} andere mening vastgelegd.");
        else pen.Say($"Bij het besluit zijn {Number} andere meningen vastgelegd.");
        if (!pen.IsForAuditor) return;
        foreach (var opinion in Opinions) pen.Item($"{opinion}");
    }

    public override void English(Pen pen)
    {
        if (Number.Number == 1) pen.Say($"{Number} other opinion was recorded with the decision.");
        else pen.Say($"{Number} other opinions were recorded with the decision.");
        if (!pen.IsForAuditor) return;
        foreach (var opinion in Opinions) pen.Item($"{opinion}");
    }
}
