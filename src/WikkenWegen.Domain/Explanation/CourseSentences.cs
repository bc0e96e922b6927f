using System.Collections.Immutable;

namespace WikkenWegen.Domain.Explanation;

/// <summary>That a proposal was revised.</summary>
internal sealed record ProposalChanged(Fact Proposal, Fact On, ImmutableArray<Fact> Author, ImmutableArray<Fact> Objectors, ImmutableArray<Fact> Reason) : Sentence(ExplanationPart.Changes)
{
    public override void Dutch(Pen pen)
    {
        pen.Say($"Op {On} is het voorstel {Proposal} aangepast.");
        if (!Author.IsEmpty) pen.Say($"Dat deed: {Author}.");
        if (!Objectors.IsEmpty) pen.Say($"Dat was het antwoord op een bezwaar van: {Objectors}.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"De reden die daarbij staat: {Reason}.");
    }

    public override void English(Pen pen)
    {
        pen.Say($"On {On} the proposal {Proposal} was revised.");
        if (!Author.IsEmpty) pen.Say($"That was done by: {Author}.");
        if (!Objectors.IsEmpty) pen.Say($"It was the answer to an objection of: {Objectors}.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"The reason given: {Reason}.");
    }
}

/// <summary>That a proposal was withdrawn.</summary>
internal sealed record ProposalGone(Fact Proposal, Fact On, ImmutableArray<Fact> Reason) : Sentence(ExplanationPart.Changes)
{
    public override void Dutch(Pen pen)
    {
        pen.Say($"Op {On} is het voorstel {Proposal} ingetrokken.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"De reden die daarbij staat: {Reason}.");
    }

    public override void English(Pen pen)
    {
        pen.Say($"On {On} the proposal {Proposal} was withdrawn.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"The reason given: {Reason}.");
    }
}

/// <summary>That a party withdrew from the weighing.</summary>
internal sealed record PartyGone(Fact Party, Fact On) : Sentence(ExplanationPart.Changes)
{
    public override void Dutch(Pen pen) => pen.Say($"Sinds {On} doet deze partij niet meer mee: {Party}.");

    public override void English(Pen pen) => pen.Say($"Since {On} this party no longer takes part: {Party}.");
}

/// <summary>That a party took another position.</summary>
internal sealed record PartyMoved(Fact Party, Fact Proposal, Fact From, Fact To, Fact On) : Sentence(ExplanationPart.Changes)
{
    public override void Dutch(Pen pen) =>
        pen.Say($"Op {On} veranderde een partij van standpunt over {Proposal}: {Party}. Eerst was dat: {From}. Nu is het: {To}.");

    public override void English(Pen pen) =>
        pen.Say($"On {On} a party changed its position on {Proposal}: {Party}. First it was: {From}. Now it is: {To}.");
}

/// <summary>What was decided, where that no longer stands.</summary>
internal sealed record DecidedEarlier(Fact Decision, Fact On, DecisionKind Choice, ImmutableArray<Fact> Proposals, ImmutableArray<Fact> Rationale) : Sentence(ExplanationPart.Changes)
{
    public override void Dutch(Pen pen)
    {
        switch (Choice)
        {
            case DecisionKind.Deferred: pen.Say($"Op {On} is het besluit uitgesteld (besluit {Decision})."); break;
            case DecisionKind.None: pen.Say($"Op {On} is geen van de voorstellen gekozen (besluit {Decision}). Dat besluit geldt niet meer."); break;
            default: pen.Say($"Op {On} is gekozen voor {Proposals} (besluit {Decision}). Dat besluit geldt niet meer."); break;
        }
        if (pen.IsForAuditor && !Rationale.IsEmpty) pen.Say($"De motivering: {Rationale}.");
    }

    public override void English(Pen pen)
    {
        switch (Choice)
        {
            case DecisionKind.Deferred: pen.Say($"On {On} the decision was put off (decision {Decision})."); break;
            case DecisionKind.None: pen.Say($"On {On} none of the proposals was chosen (decision {Decision}). That decision no longer stands."); break;
            default: pen.Say($"On {On} {Proposals} {Was} chosen (decision {Decision}). That decision no longer stands."); break;
        }
        if (pen.IsForAuditor && !Rationale.IsEmpty) pen.Say($"The rationale: {Rationale}.");
    }

    private Fact Was => Fact.Verb(Proposals, new Spoken("is", "was"), new Spoken("zijn", "were"));
}

/// <summary>That a decision was rejected by its approver.</summary>
internal sealed record DecisionRejected(Fact Decision, Fact On, Fact Approver, ImmutableArray<Fact> Reason) : Sentence(ExplanationPart.Changes)
{
    public override void Dutch(Pen pen)
    {
        pen.Say($"Op {On} is besluit {Decision} niet goedgekeurd, door: {Approver}.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"De reden die daarbij staat: {Reason}.");
    }

    public override void English(Pen pen)
    {
        pen.Say($"On {On} decision {Decision} was rejected, by: {Approver}.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"The reason given: {Reason}.");
    }
}

/// <summary>That a decision was withdrawn.</summary>
internal sealed record DecisionGone(Fact Decision, Fact On, ImmutableArray<Fact> Reason) : Sentence(ExplanationPart.Changes)
{
    public override void Dutch(Pen pen)
    {
        pen.Say($"Op {On} is besluit {Decision} ingetrokken.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"De reden die daarbij staat: {Reason}.");
    }

    public override void English(Pen pen)
    {
        pen.Say($"On {On} decision {Decision} was withdrawn.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"The reason given: {Reason}.");
    }
}

/// <summary>That the weighing was reopened.</summary>
internal sealed record Reopened(Fact On, ImmutableArray<Fact> Reason) : Sentence(ExplanationPart.Changes)
{
    public override void Dutch(Pen pen)
    {
        pen.Say($"Op {On} is de afweging heropend.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"De reden die daarbij staat: {Reason}.");
    }

    public override void English(Pen pen)
    {
        pen.Say($"On {On} the weighing was reopened.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"The reason given: {Reason}.");
    }
}

/// <summary>How many moments were corrected later.</summary>
internal sealed record MomentsCorrected(Fact Corrections) : Sentence(ExplanationPart.Changes)
{
    public override bool IsFor(ExplanationReader reader) => reader == ExplanationReader.Auditor;

    public override void Dutch(Pen pen) => pen.Say($"Aantal momenten dat later is verbeterd: {Corrections}.");

    public override void English(Pen pen) => pen.Say($"Number of moments that were corrected later: {Corrections}.");
}

/// <summary>That nothing changed.</summary>
internal sealed record NothingChanged(Fact Title) : Sentence(ExplanationPart.Changes)
{
    public override void Dutch(Pen pen) => pen.Say($"Bij {Title} bleven de vraag, de criteria en de voorstellen zoals zij waren.");

    public override void English(Pen pen) => pen.Say($"The question, the criteria and the proposals of {Title} stayed as they were.");
}
