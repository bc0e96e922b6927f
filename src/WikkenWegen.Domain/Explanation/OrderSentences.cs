using System.Collections.Immutable;

namespace WikkenWegen.Domain.Explanation;

/// <summary>That nothing comes out yet.</summary>
internal sealed record NoOutcome(Fact Reason) : Sentence(ExplanationPart.Result)
{
    public override void Dutch(Pen pen) => pen.Say($"Er is nog geen uitkomst. {Reason}");

    public override void English(Pen pen) => pen.Say($"There is no outcome yet. {Reason}");
}

/// <summary>That several come first.</summary>
internal sealed record TiedFirst(ImmutableArray<Fact> Proposals, Fact Total) : Sentence(ExplanationPart.Result)
{
    public override void Dutch(Pen pen) => pen.Say($"Er is geen duidelijke volgorde. {Proposals} hebben dezelfde hoogste score: {Total}.");

    public override void English(Pen pen) => pen.Say($"There is no clear order. {Proposals} have the same highest score: {Total}.");
}

/// <summary>That the order is not clear, why, and which proposals can come first. After a tie, which is told before it, only the others that come near.</summary>
internal sealed record NoClearOrder(
    ImmutableArray<(Fact Proposal, ImmutableArray<Fact> Band)> Candidates, ImmutableArray<Fact> Overlapping, ImmutableArray<Fact> TooNear, ImmutableArray<Fact> Unscored, ImmutableArray<Fact> CanComeNear,
    Fact ClearMargin, LateAgreement? Late, bool IsAfterTie) : Sentence(ExplanationPart.Result)
{
    public override void Dutch(Pen pen)
    {
        if (!IsAfterTie) pen.Say($"Er is geen duidelijke volgorde.");
        if (!Overlapping.IsEmpty) pen.Say($"De scores zijn schattingen: zij kunnen hoger of lager uitvallen.");
        if (!Unscored.IsEmpty && Overlapping.IsEmpty) pen.Say($"Er ontbreken nog scores, bij {Unscored}.");
        else if (!Unscored.IsEmpty) pen.Say($"Ook ontbreken er nog scores, bij {Unscored}.");
        if (!TooNear.IsEmpty) pen.Say($"Het verschil met {TooNear} is kleiner dan {ClearMargin}.");
        if (!CanComeNear.IsEmpty) pen.Say($"Met die scores kan het verschil met {CanComeNear} kleiner worden dan {ClearMargin}.");
        if (IsAboutMargin && Late is null) pen.Say($"Vooraf is afgesproken dat dit te klein is om te tellen.");
        else if (IsAboutMargin) pen.Say($"Op {Late!.On} is afgesproken dat dit te klein is om te tellen.");
        if (IsAboutMargin) Late?.Dutch(pen);
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
        if (IsAboutMargin && Late is null) pen.Say($"It was agreed beforehand that this is too small to count.");
        else if (IsAboutMargin) pen.Say($"On {Late!.On} it was agreed that this is too small to count.");
        if (IsAboutMargin) Late?.English(pen);
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

/// <summary>That the least difference that counts was agreed when there were scores. What was only recorded in that order, or only happened in it, is said to have been.</summary>
/// <param name="On">When it was agreed.</param>
/// <param name="Readable">What there was by then.</param>
/// <param name="HasHappenedLater">Whether it was agreed when they had been given.</param>
/// <param name="WasRecordedLater">Whether it was recorded when they could be read.</param>
internal sealed record LateAgreement(Fact On, Fact Readable, bool HasHappenedLater, bool WasRecordedLater)
{
    public void Dutch(Pen pen)
    {
        if (!HasHappenedLater) pen.Say($"Dat is pas vastgelegd toen er al {Readable} te lezen waren.");
        else if (WasRecordedLater) pen.Say($"Er waren toen al {Readable} te lezen.");
        else pen.Say($"Er waren toen al {Readable}. Die zijn pas later vastgelegd.");
    }

    public void English(Pen pen)
    {
        if (!HasHappenedLater) pen.Say($"That was recorded only when {Readable} could be read already.");
        else if (WasRecordedLater) pen.Say($"By then, {Readable} could be read already.");
        else pen.Say($"By then there were {Readable} already. They were recorded only later.");
    }
}

/// <summary>Which proposal has the highest total.</summary>
internal sealed record HighestTotal(Fact Proposal, Fact Total, Fact Low, Fact High) : Sentence(ExplanationPart.Result)
{
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
internal sealed record RunnerUp(ImmutableArray<Fact> Proposals, Fact Total, Fact Margin, bool IsJustBelow) : Sentence(ExplanationPart.Result)
{
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
internal sealed record ClearlyFirst(Fact Proposal, Fact Low) : Sentence(ExplanationPart.Result)
{
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
internal sealed record AllTotals(ImmutableArray<(Fact Rank, Fact Proposal, Fact Total, Fact Low, Fact High)> Totals) : Sentence(ExplanationPart.Result)
{
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
