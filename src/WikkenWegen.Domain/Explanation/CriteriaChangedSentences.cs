using System.Collections.Immutable;

namespace WikkenWegen.Domain.Explanation;

/// <summary>That the question was framed otherwise.</summary>
internal sealed record Reframed(Fact On, ImmutableArray<Fact> Fields, ImmutableArray<Fact> Reason) : Sentence(ExplanationPart.Changes)
{
    public override void Dutch(Pen pen)
    {
        if (Fields.IsEmpty) pen.Say($"Op {On} is de vraagstelling bevestigd zoals zij was.");
        else pen.Say($"Op {On} is de vraagstelling veranderd: {Fields}.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"De reden die daarbij staat: {Reason}.");
    }

    public override void English(Pen pen)
    {
        if (Fields.IsEmpty) pen.Say($"On {On} the framing was confirmed as it was.");
        else pen.Say($"On {On} the framing was changed: {Fields}.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"The reason given: {Reason}.");
    }
}

/// <summary>That the criteria changed, their weights, or the least difference that counts.</summary>
internal sealed record CriteriaDiffer(
    Fact On, ImmutableArray<Fact> RequestedBy, ImmutableArray<Fact> Added, ImmutableArray<Fact> Gone, ImmutableArray<(Fact Criterion, Fact From, Fact To)> Heavier,
    ImmutableArray<(Fact Criterion, Fact From, Fact To)> Lighter, ImmutableArray<Fact> Rescaled, ImmutableArray<Fact> Margin, Fact InputsBefore, Fact ScoresBefore, ImmutableArray<Fact> Reason) : Sentence(ExplanationPart.Changes)
{
    public override void Dutch(Pen pen)
    {
        pen.Say($"Op {On} zijn de criteria veranderd.");
        if (!RequestedBy.IsEmpty) pen.Say($"Dat is gevraagd door: {RequestedBy}.");
        if (pen.IsForResident)
        {
            if (!Added.IsEmpty) pen.Say($"Nieuw {Is(Added)} {Added}.");
            if (!Gone.IsEmpty) pen.Say($"Geschrapt {Is(Gone)} {Gone}.");
            if (!Rescaled.IsEmpty) pen.Say($"De meetlat is anders van {Rescaled}.");
            if (Heavier.Length == 1) pen.Say($"Zwaarder telt sindsdien {Names(Heavier)}.");
            else if (Heavier.Length == 2) pen.Say($"Zwaarder tellen sindsdien {Names(Heavier)}.");
            else if (!Heavier.IsEmpty) pen.Say($"{HowMany(Heavier)} criteria tellen sindsdien zwaarder.");
            if (Lighter.Length == 1) pen.Say($"Minder zwaar telt sindsdien {Names(Lighter)}.");
            else if (Lighter.Length == 2) pen.Say($"Minder zwaar tellen sindsdien {Names(Lighter)}.");
            else if (!Lighter.IsEmpty) pen.Say($"{HowMany(Lighter)} criteria tellen sindsdien minder zwaar.");
            if (!Margin.IsEmpty && Margin[1].Number > 0) pen.Say($"Een verschil telt sindsdien vanaf {Margin[1]}{Points}.");
            else if (!Margin.IsEmpty) pen.Say($"Elk verschil telt sindsdien.");
            if (!Margin.IsEmpty && Margin[0].Number > 0) pen.Say($"Eerst telde een verschil vanaf {Margin[0]}{Points}.");
            else if (!Margin.IsEmpty) pen.Say($"Eerst telde elk verschil.");
            if (HaveTotalsStayed) pen.Say($"De gewichten en de meetlatten bleven gelijk.");
            return;
        }
        pen.Say($"Aantal inbrengen toen: {InputsBefore}. Aantal scores toen: {ScoresBefore}.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"De reden die daarbij staat: {Reason}.");
        if (HaveTotalsStayed) pen.Say($"De gewichten en de meetlatten bleven gelijk.");
        if (!HaveTotalsStayed || !Margin.IsEmpty) pen.Say($"Wat er veranderde:");
        foreach (var criterion in Added) pen.Item($"nieuw: {criterion}");
        foreach (var criterion in Gone) pen.Item($"geschrapt: {criterion}");
        foreach (var criterion in Rescaled) pen.Item($"andere meetlat: {criterion}");
        foreach (var (criterion, from, to) in Heavier) pen.Item($"zwaarder: {criterion}, van {from} naar {to}");
        foreach (var (criterion, from, to) in Lighter) pen.Item($"minder zwaar: {criterion}, van {from} naar {to}");
        if (!Margin.IsEmpty) pen.Item($"het verschil dat telt: van {Margin[0]} naar {Margin[1]}{Points}");
    }

    public override void English(Pen pen)
    {
        pen.Say($"On {On} the criteria were changed.");
        if (!RequestedBy.IsEmpty) pen.Say($"That was asked for by: {RequestedBy}.");
        if (pen.IsForResident)
        {
            if (!Added.IsEmpty) pen.Say($"New {Is(Added)} {Added}.");
            if (!Gone.IsEmpty) pen.Say($"Dropped {Is(Gone)} {Gone}.");
            if (!Rescaled.IsEmpty) pen.Say($"Another yardstick is used for {Rescaled}.");
            if (Heavier.Length is 1 or 2) pen.Say($"Counting more since then: {Names(Heavier)}.");
            else if (!Heavier.IsEmpty) pen.Say($"{HowMany(Heavier)} criteria count more since then.");
            if (Lighter.Length is 1 or 2) pen.Say($"Counting less since then: {Names(Lighter)}.");
            else if (!Lighter.IsEmpty) pen.Say($"{HowMany(Lighter)} criteria count less since then.");
            if (!Margin.IsEmpty && Margin[1].Number > 0) pen.Say($"Since then, a difference counts from {Margin[1]}{Points} on.");
            else if (!Margin.IsEmpty) pen.Say($"Since then, every difference counts.");
            if (!Margin.IsEmpty && Margin[0].Number > 0) pen.Say($"Before, a difference counted from {Margin[0]}{Points} on.");
            else if (!Margin.IsEmpty) pen.Say($"Before, every difference counted.");
            if (HaveTotalsStayed) pen.Say($"The weights and yardsticks stayed as they were.");
            return;
        }
        pen.Say($"Number of inputs by then: {InputsBefore}. Number of scores by then: {ScoresBefore}.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"The reason given: {Reason}.");
        if (HaveTotalsStayed) pen.Say($"The weights and yardsticks stayed as they were.");
        if (!HaveTotalsStayed || !Margin.IsEmpty) pen.Say($"What changed:");
        foreach (var criterion in Added) pen.Item($"new: {criterion}");
        foreach (var criterion in Gone) pen.Item($"dropped: {criterion}");
        foreach (var criterion in Rescaled) pen.Item($"another yardstick: {criterion}");
        foreach (var (criterion, from, to) in Heavier) pen.Item($"more weight: {criterion}, from {from} to {to}");
        foreach (var (criterion, from, to) in Lighter) pen.Item($"less weight: {criterion}, from {from} to {to}");
        if (!Margin.IsEmpty) pen.Item($"the difference that counts: from {Margin[0]} to {Margin[1]}{Points}");
    }

    /// <summary>Whether only names, explanations or the least difference that counts changed, and nothing that can change a total.</summary>
    private bool HaveTotalsStayed => Added.IsEmpty && Gone.IsEmpty && Rescaled.IsEmpty && Heavier.IsEmpty && Lighter.IsEmpty;

    private Fact Points => Fact.Word("unit", new Spoken(" punten van de honderd", " points out of a hundred"), Margin.SelectMany(m => m.Events));

    private static Fact Is(ImmutableArray<Fact> subject) => Fact.Verb(subject, new Spoken("is", "is"), new Spoken("zijn", "are"));

    private static Fact HowMany(ImmutableArray<(Fact, Fact From, Fact To)> weighed) => Fact.Count("number", weighed.Length, weighed.SelectMany(w => w.From.Events.Concat(w.To.Events)));

    private static ImmutableArray<Fact> Names(ImmutableArray<(Fact Criterion, Fact, Fact)> weighed) => [.. weighed.Select(w => w.Criterion)];
}

/// <summary>What would come out under an earlier version of the criteria, by the scores of now; and whether the order is clear then, where the same comes first and that differs.</summary>
internal sealed record UnderEarlier(Fact Version, ImmutableArray<Fact> First, bool IsSame, ImmutableArray<(Fact Proposal, Fact Then, Fact Now)> Moved, bool? IsClear) : Sentence(ExplanationPart.Changes)
{
    public override void Dutch(Pen pen)
    {
        if (pen.IsForResident)
        {
            pen.Say($"Met de criteria van daarvóór (versie {Version}) {Stands} {(IsSame ? Also : Then)} {First} bovenaan.");
            if (IsClear is not null) pen.Say($"{Clearness}");
            return;
        }
        pen.Say($"Met de criteria van versie {Version} en de scores van nu {Stands} {(IsSame ? Also : Then)} {First} bovenaan.");
        if (IsClear is not null) pen.Say($"{Clearness}");
        foreach (var (proposal, then, now) in Moved) pen.Item($"{proposal}: toen plaats {then}, nu plaats {now}");
    }

    public override void English(Pen pen)
    {
        if (pen.IsForResident)
        {
            pen.Say($"Under the criteria before that (version {Version}) {First} {Stands} first {(IsSame ? Also : Then)}.");
            if (IsClear is not null) pen.Say($"{Clearness}");
            return;
        }
        pen.Say($"Under version {Version} of the criteria, with the scores of now, {First} {Stands} first {(IsSame ? Also : Then)}.");
        if (IsClear is not null) pen.Say($"{Clearness}");
        foreach (var (proposal, then, now) in Moved) pen.Item($"{proposal}: place {then} then, place {now} now");
    }

    private Fact Stands => Fact.Verb(First, new Spoken("staat", "comes"), new Spoken("staan", "come"));

    private Fact Clearness => Fact.Word("clearness", IsClear == true
        ? new Spoken("De volgorde is dan wel duidelijk.", "The order is clear then.") : new Spoken("De volgorde is dan niet duidelijk.", "The order is not clear then."), Version.Events);

    private Fact Also => Fact.Word("compared", new Spoken("ook", "too"), Version.Events);

    private Fact Then => Fact.Word("compared", new Spoken("in plaats daarvan", "instead"), Version.Events);
}
