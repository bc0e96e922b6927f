using System.Collections.Immutable;

namespace WikkenWegen.Domain.Explanation;

/// <summary>What was compared, on which criteria.</summary>
internal sealed record Compared(Fact Proposals, Fact Criteria, Fact Version, ImmutableArray<Fact> Weightless, ImmutableArray<(Fact Criterion, Fact Share)> Shares) : Sentence(ExplanationPart.Result)
{
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
internal sealed record FromInstrument(Fact Instrument, ImmutableArray<Fact> Version, Fact? Count, ImmutableArray<(Fact Criterion, Fact Kind, Fact Reason)> Departures) : Sentence(ExplanationPart.Result)
{
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
internal sealed record FromInsights(ImmutableArray<(Fact Criterion, Fact Insight, Fact Edition)> Criteria) : Sentence(ExplanationPart.Result)
{
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
