using System.Collections.Immutable;

namespace WikkenWegen.Domain.Explanation;

/// <summary>That an advice was asked and is not there.</summary>
internal sealed record AdviceAwaited(Fact Party, Fact AskedOn, ImmutableArray<Fact> By) : Sentence(ExplanationPart.Against)
{
    public override void Dutch(Pen pen)
    {
        pen.Say($"Op {AskedOn} is advies gevraagd aan: {Party}. Dat advies is er nog niet.");
        if (!By.IsEmpty) pen.Say($"Adviseren kan tot en met {By}.");
    }

    public override void English(Pen pen)
    {
        pen.Say($"On {AskedOn} advice was asked of: {Party}. It is not there yet.");
        if (!By.IsEmpty) pen.Say($"It can be given up to and including {By}.");
    }
}

/// <summary>What was done with an advice.</summary>
internal enum AdviceAnswered
{
    NotYet,

    /// <summary>It was decided since, and no answer was recorded apart from that.</summary>
    NotApart,

    /// <summary>The decision names a deviation from it.</summary>
    DeviatedFrom,
    Followed,
    PartlyFollowed,
    NotFollowed,
}

/// <summary>That an advice was given, and what was done with it.</summary>
internal sealed record AdviceGiven(
    Fact Party, Fact On, ImmutableArray<Fact> Tenor, ImmutableArray<Fact> Text, AdviceAnswered Answered, ImmutableArray<Fact> GroundAndDay, ImmutableArray<Fact> Reasons) : Sentence(ExplanationPart.Against)
{
    public override void Dutch(Pen pen)
    {
        pen.Say($"Op {On} kwam er advies van: {Party}.");
        if (!Tenor.IsEmpty) pen.Say($"Het advies is: {Tenor}.");
        if (pen.IsForAuditor && !Text.IsEmpty) pen.Say($"Het luidt: {Text}.");
        switch (Answered)
        {
            case AdviceAnswered.Followed: pen.Say($"Dat advies is gevolgd."); break;
            case AdviceAnswered.PartlyFollowed: pen.Say($"Een deel ervan is niet gevolgd."); break;
            case AdviceAnswered.NotFollowed: pen.Say($"Het is niet gevolgd."); break;
            case AdviceAnswered.DeviatedFrom: pen.Say($"Het besluit wijkt daarvan af."); break;
            case AdviceAnswered.NotApart: pen.Say($"Wat met het advies is gedaan, is niet apart vastgelegd."); break;
            default: pen.Say($"Wat met het advies is gedaan, is nog niet vastgelegd."); break;
        }
        if (!GroundAndDay.IsEmpty) pen.Say($"De reden die op {GroundAndDay[1]} is gegeven, is kort gezegd: {GroundAndDay[0]}.");
        if (pen.IsForAuditor && !Reasons.IsEmpty) pen.Say($"De toelichting daarbij: {Reasons}.");
    }

    public override void English(Pen pen)
    {
        pen.Say($"On {On} there came advice from: {Party}.");
        if (!Tenor.IsEmpty) pen.Say($"The advice is: {Tenor}.");
        if (pen.IsForAuditor && !Text.IsEmpty) pen.Say($"It reads: {Text}.");
        switch (Answered)
        {
            case AdviceAnswered.Followed: pen.Say($"It was followed."); break;
            case AdviceAnswered.PartlyFollowed: pen.Say($"A part of it was not followed."); break;
            case AdviceAnswered.NotFollowed: pen.Say($"It was not followed."); break;
            case AdviceAnswered.DeviatedFrom: pen.Say($"The decision departs from it."); break;
            case AdviceAnswered.NotApart: pen.Say($"What was done with it is not recorded separately."); break;
            default: pen.Say($"What was done with it is not recorded yet."); break;
        }
        if (!GroundAndDay.IsEmpty) pen.Say($"The ground given on {GroundAndDay[1]}: {GroundAndDay[0]}.");
        if (pen.IsForAuditor && !Reasons.IsEmpty) pen.Say($"The explanation given: {Reasons}.");
    }
}
