using System.Collections.Immutable;
using WikkenWegen.Domain.Findings;
using WikkenWegen.Domain.Outcome;
using WikkenWegen.Domain.Support;

namespace WikkenWegen.Domain.Explanation;

/// <summary>Part 8: what was decided, and where that departs from all this.</summary>
internal static class Decided
{
    public static IEnumerable<Sentence> Of(Facts facts)
    {
        var weighing = facts.Weighing;
        if (facts.Decision is not { } decision)
        {
            yield return new Undecided(Fact.Named("title", weighing.Framing.Title, facts.Opening));
            foreach (var sentence in Ended(weighing)) yield return sentence;
            yield break;
        }
        var (content, origin) = (decision.Content, decision.Origin);
        yield return new WasDecided(
            Fact.On("on", origin), Fact.Plain("decider", content.DeciderRole ?? weighing.Framing.DeciderRole, origin.Event), content.Kind, Fact.Word("kind", content.Kind, origin.Event),
            [.. content.Proposals.Select(p => Chosen(weighing, p, origin))], Changes.Quotes("rationale", content.Rationale, origin));
        if (decision.Approval is { } approval) yield return new WasApproved(Fact.Plain("approver", approval.ApproverRole, approval.Origin.Event), Fact.On("on", approval.Origin));
        else if (weighing.Status == WeighingStatus.AwaitingApproval && weighing.Framing.ApproverRole is { } approver)
            yield return new AwaitsApproval(Fact.Plain("approver", approver, weighing.Framings[^1].Origin.Event, origin.Event));
        foreach (var sentence in Departs(facts, decision)) yield return sentence;
        if (!content.Conditions.IsEmpty) yield return new Conditions(Named("condition", content.Conditions, origin));
        if (content.ReviewDate is { } day) yield return new LookedAtAgain(Fact.Of("reviewDate", day, origin.Event));
        if (!content.ReopenWhen.IsEmpty) yield return new ReopensWhen(Named("reopenWhen", content.ReopenWhen, origin));
        if (decision.ExecutionStarted is { } started)
            yield return new IsCarriedOut(Fact.On("on", started), started.WithoutApprovalReason is not null, Changes.Quotes("reason", started.WithoutApprovalReason, started));
        foreach (var review in decision.Reviews)
            yield return new WasReviewed(
                Fact.On("on", review.Origin), Fact.Word("conclusion", review.Conclusion, review.Origin.Event), Changes.Quotes("expected", review.Expected, review.Origin), Changes.Quotes("found", review.Found, review.Origin));
        foreach (var sentence in Ended(weighing)) yield return sentence;
    }

    private static IEnumerable<Sentence> Ended(Weighing weighing)
    {
        if (weighing.Ended is not { } ended) yield break;
        var (on, reason) = (Fact.On("on", ended.Origin), Changes.Quotes("reason", ended.Reason, ended.Origin));
        if (ended.Status == WeighingStatus.Cancelled) yield return new GivenUp(on, reason);
        else yield return new WasClosed(on, reason, ended.WithoutApprovalReason is not null, Changes.Quotes("withoutApprovalReason", ended.WithoutApprovalReason, ended.Origin));
    }

    /// <summary>Where the decision departs from the outcome, an advice or a framework.</summary>
    private static IEnumerable<Sentence> Departs(Facts facts, Decision decision)
    {
        var (content, origin) = (decision.Content, decision.Origin);
        // What the decision is held against is what there was to compute from when it was taken, whatever came since, or went.
        var then = OutcomeInputs.At(facts.Weighing, origin);
        var isPast = then.Fingerprint != facts.Outcome.Inputs.Fingerprint;
        var context = new FindingContext(facts.Weighing, facts.Weighing.LatestRecordedAt);
        // With scores that cannot be read yet another may have come first.
        var first = context.HasUnreadScores(decision) ? [] : isPast ? context.OrderAt(decision)?.First ?? [] : facts.Outcome.First;
        var reasoned = content.Deviations.FirstOrDefault(d => d.From == DeviationFrom.ComputedRanking);
        var codes = content.Proposals.Select(p => p.Code).ToHashSet();
        var isOther = decision.IsChoice && !first.IsEmpty && !first.Any(codes.Contains);
        if (decision.IsChoice && !first.IsEmpty)
        {
            ImmutableArray<int> rests = [.. isPast ? then.Events : facts.OutcomeEvents, origin.Event];
            if (!isOther) yield return new AsComputed(codes.Count == 1, isPast, facts.Proposals(first.Where(codes.Contains))) { AlsoRests = rests };
            else
                yield return new OtherThanComputed(
                    isPast, facts.Proposals(first), reasoned is null ? [] : [Fact.Word("ground", reasoned.Ground, origin.Event)], reasoned is null ? [] : Changes.Quotes("reason", reasoned.Reason, origin)) { AlsoRests = rests };
        }
        if (reasoned is not null && !isOther) yield return new DepartsFromOrder(Fact.Word("ground", reasoned.Ground, origin.Event), Changes.Quotes("reason", reasoned.Reason, origin));
        if (decision.IsChoice && isPast && !facts.Outcome.First.IsEmpty && Since.Of(facts, then, origin) is { } since) yield return since;
        // The agreement is that of the moment of the decision too: who objects or agrees since then changes nothing about it.
        var framed = facts.Weighing.Framings.LastOrDefault(f => f.Origin.OccurredAt <= origin.OccurredAt) ?? facts.Weighing.Framings[0];
        foreach (var chosen in FindingContext.ChosenBy(decision))
            if (SupportCount.WithheldBy(facts.Weighing, chosen, origin) is { IsEmpty: false } against)
                yield return new WithoutAgreement(facts.Proposal(chosen), Fact.Word("processForm", framed.Framing.ProcessForm, framed.Origin.Event), facts.Parties(against))
                {
                    AlsoRests = [origin.Event],
                };
        foreach (var deviation in content.Deviations.Where(d => d.From != DeviationFrom.ComputedRanking))
            yield return new DepartsFrom(
                // Of an advice its answer was told with the advice.
                deviation.From == DeviationFrom.Advice && facts.Weighing.AdviceRequest(deviation.AdviceRequest)?.Answer is { Ground: not null },
                deviation.From == DeviationFrom.Framework ? Framework(facts.Weighing, deviation.Framework!, origin)
                : facts.Weighing.AdviceRequest(deviation.AdviceRequest) is { } request ? facts.Party(request.Stakeholder, "adviser") : Fact.Count("adviceRequest", deviation.AdviceRequest!.Value, origin.Event),
                deviation.From, Fact.Word("ground", deviation.Ground, origin.Event), Changes.Quotes("reason", deviation.Reason, origin));
    }

    /// <summary>A framework, as the decision names it; an instrument that it names by its code is told by its name.</summary>
    private static Fact Framework(Weighing weighing, string name, Origin origin) =>
        weighing.CriteriaVersions.FirstOrDefault(v => Codes.Same(v.Set.Instrument?.Code, name)) is { Set.Instrument: { } instrument } version
            ? Fact.Named("framework", instrument.Name, version.Origin.Event, origin.Event) : Fact.Named("framework", name, origin.Event);

    private static Fact Chosen(Weighing weighing, ProposalRevisionReference chosen, Origin origin) =>
        Fact.Named("proposal", weighing.Revision(chosen)?.Content.Name ?? chosen.Code, weighing.Revision(chosen)?.Origin.Event ?? origin.Event, origin.Event);

    private static ImmutableArray<Fact> Named(string name, ImmutableArray<string> texts, Origin origin) => [.. texts.Select(text => Fact.Named(name, text, origin.Event))];
}

/// <summary>That nothing was decided yet.</summary>
internal sealed record Undecided(Fact Title) : Sentence(ExplanationPart.Decided)
{
    public override void Dutch(Pen pen) => pen.Say($"Over {Title} is nog geen besluit dat geldt.");

    public override void English(Pen pen) => pen.Say($"There is no decision that stands on {Title} yet.");
}

/// <summary>That the weighing was given up.</summary>
internal sealed record GivenUp(Fact On, ImmutableArray<Fact> Reason) : Sentence(ExplanationPart.Decided)
{
    public override void Dutch(Pen pen)
    {
        pen.Say($"Op {On} is de afweging gestopt.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"De reden die daarbij staat: {Reason}.");
    }

    public override void English(Pen pen)
    {
        pen.Say($"On {On} the weighing was given up.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"The reason given: {Reason}.");
    }
}

/// <summary>What was decided, by whom.</summary>
internal sealed record WasDecided(Fact On, Fact Decider, DecisionKind Choice, Fact KindWord, ImmutableArray<Fact> Proposals, ImmutableArray<Fact> Rationale) : Sentence(ExplanationPart.Decided)
{
    public override void Dutch(Pen pen)
    {
        switch (Choice)
        {
            case DecisionKind.Chosen: pen.Say($"Op {On} is gekozen voor {Proposals}."); break;
            case DecisionKind.DoNothingChosen: pen.Say($"Op {On} is besloten om het niet te doen. Gekozen is voor {Proposals}."); break;
            case DecisionKind.Deferred: pen.Say($"Op {On} is het besluit uitgesteld."); break;
            default: pen.Say($"Op {On} is geen van de voorstellen gekozen."); break;
        }
        pen.Say($"Dat besluit is genomen door: {Decider}.");
        if (pen.IsForAuditor) pen.Say($"Soort besluit: {KindWord}.");
        if (pen.IsForAuditor && !Rationale.IsEmpty) pen.Say($"De motivering: {Rationale}.");
    }

    public override void English(Pen pen)
    {
        switch (Choice)
        {
            case DecisionKind.Chosen: pen.Say($"On {On} {Proposals} was chosen."); break;
            case DecisionKind.DoNothingChosen: pen.Say($"On {On} it was decided not to do it. The choice is {Proposals}."); break;
            case DecisionKind.Deferred: pen.Say($"On {On} the decision was put off."); break;
            default: pen.Say($"On {On} none of the proposals was chosen."); break;
        }
        pen.Say($"That decision was taken by: {Decider}.");
        if (pen.IsForAuditor) pen.Say($"Kind of decision: {KindWord}.");
        if (pen.IsForAuditor && !Rationale.IsEmpty) pen.Say($"The rationale: {Rationale}.");
    }
}

/// <summary>That the decision was approved.</summary>
internal sealed record WasApproved(Fact Approver, Fact On) : Sentence(ExplanationPart.Decided)
{
    public override void Dutch(Pen pen) => pen.Say($"Op {On} is het goedgekeurd door: {Approver}.");

    public override void English(Pen pen) => pen.Say($"On {On} it was approved by: {Approver}.");
}

/// <summary>That the decision awaits approval.</summary>
internal sealed record AwaitsApproval(Fact Approver) : Sentence(ExplanationPart.Decided)
{
    public override void Dutch(Pen pen) => pen.Say($"Het moet nog worden goedgekeurd door: {Approver}.");

    public override void English(Pen pen) => pen.Say($"It must still be approved by: {Approver}.");
}

/// <summary>That what was chosen is what comes first.</summary>
internal sealed record AsComputed(bool IsOne, bool IsPast, ImmutableArray<Fact> Proposals) : Sentence(ExplanationPart.Decided)
{
    public override void Dutch(Pen pen)
    {
        if (IsPast) pen.Say($"Toen had dit voorstel ook de hoogste score: {Proposals}.");
        else if (IsOne) pen.Say($"Dit voorstel heeft ook de hoogste score.");
        else pen.Say($"Daarvan heeft dit voorstel ook de hoogste score: {Proposals}.");
    }

    public override void English(Pen pen)
    {
        if (IsPast) pen.Say($"By then this proposal had the highest score too: {Proposals}.");
        else if (IsOne) pen.Say($"This proposal has the highest score too.");
        else pen.Say($"Of those, this proposal has the highest score too: {Proposals}.");
    }
}

/// <summary>
/// That another proposal comes first than the one that was chosen. Where the decision names no deviation, no ground was recorded apart; its rationale
/// may well give one, which nothing here can read.
/// </summary>
internal sealed record OtherThanComputed(bool IsPast, ImmutableArray<Fact> First, ImmutableArray<Fact> Ground, ImmutableArray<Fact> Reason) : Sentence(ExplanationPart.Decided)
{
    public override void Dutch(Pen pen)
    {
        if (IsPast) pen.Say($"Toen {Had} de hoogste score: {First}.");
        else if (First.Length == 1) pen.Say($"Een ander voorstel heeft de hoogste score: {First}.");
        else pen.Say($"Andere voorstellen hebben de hoogste score: {First}.");
        if (Ground.IsEmpty) pen.Say($"Waarom het besluit daarvan afwijkt, is niet apart vastgelegd.");
        else pen.Say($"Daarvan is bewust afgeweken. De reden is kort gezegd: {Ground}.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"De toelichting daarbij: {Reason}.");
    }

    public override void English(Pen pen)
    {
        if (IsPast) pen.Say($"By then {Had} the highest score: {First}.");
        else if (First.Length == 1) pen.Say($"Another proposal has the highest score: {First}.");
        else pen.Say($"Other proposals have the highest score: {First}.");
        if (Ground.IsEmpty) pen.Say($"Why the decision departs from that is not recorded separately.");
        else pen.Say($"The decision departs from that on purpose. The ground: {Ground}.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"The explanation given: {Reason}.");
    }

    private Fact Had => Fact.Verb(First, new Spoken("had een ander voorstel", "another proposal had"), new Spoken("hadden andere voorstellen", "other proposals had"));
}

/// <summary>
/// That the decision names a deviation from the computed order, where it cannot be told that another proposal came first: by scores that cannot be read yet,
/// where there was no order, or where the chosen one shares the first place or has it alone.
/// </summary>
internal sealed record DepartsFromOrder(Fact Ground, ImmutableArray<Fact> Reason) : Sentence(ExplanationPart.Decided)
{
    public override void Dutch(Pen pen)
    {
        pen.Say($"Volgens het besluit is bewust afgeweken van de berekende volgorde. De reden is kort gezegd: {Ground}.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"De toelichting daarbij: {Reason}.");
    }

    public override void English(Pen pen)
    {
        pen.Say($"By its own words the decision departs on purpose from the computed order. The ground: {Ground}.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"The explanation given: {Reason}.");
    }
}

/// <summary>That the agreement that the process form asked for was not there for what was chosen when it was decided.</summary>
internal sealed record WithoutAgreement(Fact Proposal, Fact Form, ImmutableArray<Fact> Against) : Sentence(ExplanationPart.Decided)
{
    public override void Dutch(Pen pen) => pen.Say($"Voor {Proposal} was er bij het besluit geen {Form}, zoals wel was afgesproken. Toen niet akkoord: {Against}.");

    public override void English(Pen pen) => pen.Say($"There was no {Form} on {Proposal} at the decision, though that was agreed. Not in agreement then: {Against}.");
}

/// <summary>That the decision departs from a framework or an advice.</summary>
internal sealed record DepartsFrom(bool IsTold, Fact What, DeviationFrom From, Fact Ground, ImmutableArray<Fact> Reason) : Sentence(ExplanationPart.Decided)
{
    public override bool IsFor(ExplanationReader reader) => !IsTold || reader == ExplanationReader.Auditor;

    public override void Dutch(Pen pen)
    {
        if (From == DeviationFrom.Framework) pen.Say($"Het besluit wijkt bewust af van deze regel: {What}.");
        else pen.Say($"Het besluit wijkt bewust af van het advies van: {What}.");
        pen.Say($"De reden is kort gezegd: {Ground}.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"De toelichting daarbij: {Reason}.");
    }

    public override void English(Pen pen)
    {
        if (From == DeviationFrom.Framework) pen.Say($"The decision departs on purpose from a framework: {What}.");
        else pen.Say($"The decision departs on purpose from the advice of: {What}.");
        pen.Say($"The ground: {Ground}.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"The explanation given: {Reason}.");
    }
}

/// <summary>On which conditions it was decided.</summary>
internal sealed record Conditions(ImmutableArray<Fact> All) : Sentence(ExplanationPart.Decided)
{
    public override void Dutch(Pen pen)
    {
        pen.Say($"Dit zijn de voorwaarden:");
        foreach (var condition in All) pen.Item($"{condition}");
    }

    public override void English(Pen pen)
    {
        pen.Say($"These are the conditions:");
        foreach (var condition in All) pen.Item($"{condition}");
    }
}

/// <summary>When the decision is looked at again.</summary>
internal sealed record LookedAtAgain(Fact Day) : Sentence(ExplanationPart.Decided)
{
    public override void Dutch(Pen pen) => pen.Say($"Afgesproken is om op {Day} te kijken hoe het is gegaan.");

    public override void English(Pen pen) => pen.Say($"It was agreed to look on {Day} at how it went.");
}

/// <summary>In which cases the question can come back.</summary>
internal sealed record ReopensWhen(ImmutableArray<Fact> When) : Sentence(ExplanationPart.Decided)
{
    public override void Dutch(Pen pen)
    {
        pen.Say($"De keuze kan opnieuw op tafel komen in dit geval:");
        foreach (var condition in When) pen.Item($"{condition}");
    }

    public override void English(Pen pen)
    {
        pen.Say($"The choice can come back on the table in this case:");
        foreach (var condition in When) pen.Item($"{condition}");
    }
}

/// <summary>That the decision is being carried out.</summary>
internal sealed record IsCarriedOut(Fact On, bool IsWithoutApproval, ImmutableArray<Fact> Reason) : Sentence(ExplanationPart.Decided)
{
    public override void Dutch(Pen pen)
    {
        pen.Say($"De uitvoering begon op {On}.");
        if (IsWithoutApproval) pen.Say($"De goedkeuring die nodig was, was er toen niet.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"De reden die daarbij staat: {Reason}.");
    }

    public override void English(Pen pen)
    {
        pen.Say($"It began to be carried out on {On}.");
        if (IsWithoutApproval) pen.Say($"The approval that was needed was not there then.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"The reason given: {Reason}.");
    }
}

/// <summary>That the weighing was closed.</summary>
internal sealed record WasClosed(Fact On, ImmutableArray<Fact> Reason, bool IsWithoutApproval, ImmutableArray<Fact> WithoutApprovalReason) : Sentence(ExplanationPart.Decided)
{
    public override void Dutch(Pen pen)
    {
        pen.Say($"Op {On} is de afweging gesloten.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"De reden die daarbij staat: {Reason}.");
        if (IsWithoutApproval) pen.Say($"De goedkeuring die nodig was, was er toen niet.");
        if (pen.IsForAuditor && !WithoutApprovalReason.IsEmpty) pen.Say($"De reden daarvan: {WithoutApprovalReason}.");
    }

    public override void English(Pen pen)
    {
        pen.Say($"On {On} the weighing was closed.");
        if (pen.IsForAuditor && !Reason.IsEmpty) pen.Say($"The reason given: {Reason}.");
        if (IsWithoutApproval) pen.Say($"The approval that was needed was not there then.");
        if (pen.IsForAuditor && !WithoutApprovalReason.IsEmpty) pen.Say($"The reason of that: {WithoutApprovalReason}.");
    }
}

/// <summary>What a review concluded.</summary>
internal sealed record WasReviewed(Fact On, Fact Conclusion, ImmutableArray<Fact> Expected, ImmutableArray<Fact> Found) : Sentence(ExplanationPart.Decided)
{
    public override void Dutch(Pen pen)
    {
        pen.Say($"Op {On} is bekeken hoe het is gegaan. De conclusie: {Conclusion}.");
        if (pen.IsForAuditor) pen.Say($"Dit was verwacht: {Expected}. Dit is gevonden: {Found}.");
    }

    public override void English(Pen pen)
    {
        pen.Say($"On {On} it was reviewed. The conclusion: {Conclusion}.");
        if (pen.IsForAuditor) pen.Say($"This was expected: {Expected}. This was found: {Found}.");
    }
}
