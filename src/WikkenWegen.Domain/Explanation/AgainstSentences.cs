using System.Collections.Immutable;

namespace WikkenWegen.Domain.Explanation;

/// <summary>How many of those invited were heard.</summary>
internal sealed record HowManyHeard(Fact Heard, Fact Invited) : Sentence(ExplanationPart.Against)
{
    public override void Dutch(Pen pen)
    {
        if (Invited.Number == 1) pen.Say($"Er mocht {Invited} partij meedoen. {(Heard.Number == 1 ? WasHeard : WasNot)}");
        else if (Heard.Number == Invited.Number && Invited.Number == 2) pen.Say($"De {Invited} partijen die mee mochten doen, zijn allebei gehoord.");
        else if (Heard.Number == Invited.Number) pen.Say($"Alle {Invited} partijen die mee mochten doen, zijn gehoord.");
        else if (Heard.Number == 1) pen.Say($"Van de {Invited} partijen die mee mochten doen, is er {Heard} gehoord.");
        else pen.Say($"Van de {Invited} partijen die mee mochten doen, zijn er {Heard} gehoord.");
    }

    public override void English(Pen pen)
    {
        if (Invited.Number == 1) pen.Say($"{Invited} party could take part. {(Heard.Number == 1 ? WasHeard : WasNot)}");
        else if (Heard.Number == Invited.Number && Invited.Number == 2) pen.Say($"The {Invited} parties that could take part were both heard.");
        else if (Heard.Number == Invited.Number) pen.Say($"All {Invited} parties that could take part were heard.");
        else if (Heard.Number == 1) pen.Say($"Of the {Invited} parties that could take part, {Heard} was heard.");
        else pen.Say($"Of the {Invited} parties that could take part, {Heard} were heard.");
    }

    private Fact WasHeard => Fact.Word("heard", new Spoken("Die is gehoord.", "It was heard."), Heard.Events);

    private Fact WasNot => Fact.Word("heard", new Spoken("Die is niet gehoord.", "It was not heard."), Heard.Events);
}

/// <summary>How many parties prefer a proposal.</summary>
internal sealed record HowManyPrefer(Fact Proposal, Fact Number, ImmutableArray<Fact> Parties) : Sentence(ExplanationPart.Against)
{
    public override void Dutch(Pen pen)
    {
        if (Number.Number == 0) pen.Say($"Geen enkele partij noemt {Proposal} als eerste keus.");
        else if (Number.Number == 1) pen.Say($"{Number} partij wil het liefst {Proposal}.");
        else pen.Say($"{Number} partijen willen het liefst {Proposal}.");
        if (pen.IsForAuditor && !Parties.IsEmpty) pen.Say($"Dat zijn: {Parties}.");
    }

    public override void English(Pen pen)
    {
        if (Number.Number == 0) pen.Say($"No party names {Proposal} as its first choice.");
        else if (Number.Number == 1) pen.Say($"{Number} party prefers {Proposal}.");
        else pen.Say($"{Number} parties prefer {Proposal}.");
        if (pen.IsForAuditor && !Parties.IsEmpty) pen.Say($"They are: {Parties}.");
    }
}

/// <summary>That nothing was recorded by which anybody was against a proposal, or may have been.</summary>
internal sealed record NobodyAgainst(Fact Proposal) : Sentence(ExplanationPart.Against)
{
    public override void Dutch(Pen pen) => pen.Say($"Er is niet vastgelegd dat iemand tegen {Proposal} was.");

    public override void English(Pen pen) => pen.Say($"It is not recorded that anybody was against {Proposal}.");
}

/// <summary>That a party was against, by its position, and what became of that; of who had objected before, with its day for every reader.</summary>
internal sealed record WasAgainst(Fact Party, ImmutableArray<Fact> Proposal, Fact Position, Fact On, ImmutableArray<Fact> Statement, AgainstSince Since, bool HadObjected) : Sentence(ExplanationPart.Against)
{
    public override void Dutch(Pen pen)
    {
        if (Proposal.IsEmpty) pen.Say($"Deze partij gaf op {On} een standpunt over het geheel: {Party}. Dat was: {Position}.");
        else if (pen.IsForResident && HadObjected) pen.Say($"Op {On} was deze partij tegen {Proposal}: {Party}.");
        else if (pen.IsForResident) pen.Say($"Deze partij was tegen {Proposal}: {Party}.");
        else pen.Say($"{Party} sprak zich op {On} uit over {Proposal}: {Position}.");
        switch (Since)
        {
            case AgainstSince.Changed: pen.Say($"Dat standpunt is later veranderd."); break;
            case AgainstSince.TakenBack: pen.Say($"Dat standpunt is later ingetrokken."); break;
            case AgainstSince.PartyLeft: pen.Say($"Die partij doet niet meer mee."); break;
            default: pen.Say($"Wat daarmee is gedaan, is niet apart vastgelegd."); break;
        }
        if (pen.IsForAuditor && !Statement.IsEmpty) pen.Say($"De eigen woorden: {Statement}.");
    }

    public override void English(Pen pen)
    {
        if (Proposal.IsEmpty) pen.Say($"On {On} this party took a position on the whole: {Party}. It was: {Position}.");
        else if (pen.IsForResident && HadObjected) pen.Say($"On {On} this party was against {Proposal}: {Party}.");
        else if (pen.IsForResident) pen.Say($"This party was against {Proposal}: {Party}.");
        else pen.Say($"{Party} spoke about {Proposal} on {On}: {Position}.");
        switch (Since)
        {
            case AgainstSince.Changed: pen.Say($"That position changed later."); break;
            case AgainstSince.TakenBack: pen.Say($"That position was withdrawn later."); break;
            case AgainstSince.PartyLeft: pen.Say($"That party no longer takes part."); break;
            default: pen.Say($"What was done with that is not recorded separately."); break;
        }
        if (pen.IsForAuditor && !Statement.IsEmpty) pen.Say($"In their own words: {Statement}.");
    }
}

/// <summary>That a party objected, and what became of the objection. It is not said to be open where the party gave something since that cannot be read yet.</summary>
internal sealed record Objected(
    Fact Party, ImmutableArray<Fact> Proposal, Fact On, ImmutableArray<Fact> Grounds, ImmutableArray<Fact> Resolution, ImmutableArray<Fact> PositionSince, bool HasLeft, bool MayBeOver) : Sentence(ExplanationPart.Against)
{
    public override void Dutch(Pen pen)
    {
        if (Proposal.IsEmpty) pen.Say($"Op {On} kwam er een bezwaar tegen de hele afweging. Het kwam van: {Party}.");
        else if (pen.IsForResident) pen.Say($"Op {On} kwam er een bezwaar tegen {Proposal}. Het kwam van: {Party}.");
        else pen.Say($"{Party} maakte op {On} bezwaar tegen {Proposal}.");
        if (pen.IsForAuditor && !Grounds.IsEmpty) pen.Say($"De eigen woorden: {Grounds}.");
        if (!Resolution.IsEmpty) pen.Say($"Het antwoord van {Resolution[1]}: {Resolution[0]}.");
        else if (IsOpen) pen.Say($"Het bezwaar staat nog open.");
        else pen.Say($"Wat met het bezwaar is gedaan, is niet apart vastgelegd.");
        if (PositionSince.Length > 2) pen.Say($"Op {PositionSince[1]} gaf deze partij een ander standpunt over {PositionSince[2]}. Dat is: {PositionSince[0]}.");
        else if (!PositionSince.IsEmpty) pen.Say($"Op {PositionSince[1]} gaf deze partij een ander standpunt. Dat is: {PositionSince[0]}.");
        if (HasLeft) pen.Say($"Deze partij doet niet meer mee.");
        if (pen.IsForAuditor && !Resolution.IsEmpty) pen.Say($"De toelichting daarbij: {Resolution[2]}.");
    }

    public override void English(Pen pen)
    {
        if (Proposal.IsEmpty) pen.Say($"On {On} there was an objection to the weighing as a whole. It came from: {Party}.");
        else if (pen.IsForResident) pen.Say($"On {On} there was an objection to {Proposal}. It came from: {Party}.");
        else pen.Say($"{Party} objected to {Proposal} on {On}.");
        if (pen.IsForAuditor && !Grounds.IsEmpty) pen.Say($"In their own words: {Grounds}.");
        if (!Resolution.IsEmpty) pen.Say($"The answer of {Resolution[1]}: {Resolution[0]}.");
        else if (IsOpen) pen.Say($"The objection is still open.");
        else pen.Say($"What was done with the objection is not recorded separately.");
        if (PositionSince.Length > 2) pen.Say($"On {PositionSince[1]} this party took another position on {PositionSince[2]}. It is: {PositionSince[0]}.");
        else if (!PositionSince.IsEmpty) pen.Say($"On {PositionSince[1]} this party took another position. It is: {PositionSince[0]}.");
        if (HasLeft) pen.Say($"This party no longer takes part.");
        if (pen.IsForAuditor && !Resolution.IsEmpty) pen.Say($"The explanation given: {Resolution[2]}.");
    }

    private bool IsOpen => PositionSince.IsEmpty && !HasLeft && !MayBeOver;
}

/// <summary>That somebody was against a proposal that is not the one that people ask about most.</summary>
internal sealed record Elsewhere(Sentence Said) : Sentence(ExplanationPart.Against)
{
    public override bool IsFor(ExplanationReader reader) => reader == ExplanationReader.Auditor;

    public override string Kind => Said.Kind;

    public override void Dutch(Pen pen) => Said.Dutch(pen);

    public override void English(Pen pen) => Said.English(pen);
}
