using System.Collections.Immutable;
using WikkenWegen.Domain.Support;

namespace WikkenWegen.Domain.Explanation;

/// <summary>Part 5: who was against, and what was done with it.</summary>
internal static class Against
{
    public static IEnumerable<Sentence> Of(Facts facts)
    {
        var (weighing, support, said) = (facts.Weighing, facts.Support, new SaidAgainst(facts.Weighing));
        var participation = support.Participation;
        if (participation.Invited > 0)
        {
            int[] invitations = [.. weighing.Stakeholders.Select(s => s.Origin.Event)];
            yield return new HowManyHeard(Fact.Count("heard", participation.Heard, invitations), Fact.Count("invited", participation.Invited, invitations))
            {
                AlsoRests = [.. weighing.Heard().SelectMany(h => h.Events).Distinct().Order()],
            };
        }
        foreach (var sentence in Opposed(facts, said, null)) yield return sentence;
        foreach (var proposal in support.Proposals.Where(p => facts.Focus.Contains(p.Proposal)))
        {
            int[] saying = [.. support.Positions.Where(p => p.Counts && p.PreferredProposal is not null).Select(p => p.Event).DefaultIfEmpty(facts.Opening)];
            // What cannot be read yet may prefer it, or be against it.
            if (proposal.PreferredBy.Length > 0 || support.Hidden == 0)
                yield return new HowManyPrefer(facts.Proposal(proposal.Proposal), Fact.Count("preferring", proposal.PreferredBy.Length, saying), facts.Parties(proposal.PreferredBy));
            foreach (var sentence in Opposed(facts, said, proposal.Proposal)) yield return sentence;
            if (support.Hidden == 0 && !said.MayBe(weighing.Proposal(proposal.Proposal)!)) yield return new NobodyAgainst(facts.Proposal(proposal.Proposal));
        }
        var asked = support.Proposals.Where(p => facts.Focus.Contains(p.Proposal) && p.Agreement.State != AgreementState.NotAsked).ToList();
        foreach (var proposal in asked)
            yield return new AgreementAsked(
                proposal == asked[0], Fact.Word("processForm", support.ProcessForm, weighing.Framings[^1].Origin.Event), facts.Proposal(proposal.Proposal), support.ProcessForm, proposal.Agreement.State,
                facts.Parties(proposal.Agreement.Against), facts.Parties(proposal.Agreement.Awaited))
            {
                AlsoRests = [.. proposal.Positions.SelectMany(p => p.Events).Concat(proposal.Objections.Select(o => o.Event)).Append(weighing.Framings[^1].Origin.Event).Distinct().Order()],
            };
        foreach (var proposal in support.Proposals.Where(p => !facts.Focus.Contains(p.Proposal)))
            foreach (var sentence in Opposed(facts, said, proposal.Proposal)) yield return new Elsewhere(sentence);
        foreach (var request in weighing.AdviceRequests) yield return Advice(facts, request);
        foreach (var ballot in support.Ballots) yield return Ballot(facts, ballot);
        if (facts.Decision is { } decision && !decision.Content.MinorityOpinions.IsEmpty)
            yield return new OtherOpinions(
                Fact.Count("minorityOpinions", decision.Content.MinorityOpinions.Length, decision.Origin.Event),
                [.. decision.Content.MinorityOpinions.Select(o => Fact.Quoted("minorityOpinion", o, decision.Origin.Event))]);
        if (support.Proposals.Any(p => p.Resistance is not null))
            yield return new Resistances([.. support.Proposals.Where(p => p.Resistance is not null).OrderBy(p => p.Resistance!.Rank).Select(p => (
                facts.Proposal(p.Proposal), Facts.Number("meanResistance", p.Resistance!.Mean, p.Resistance.Events), Facts.Number("highestResistance", p.Resistance.Highest, p.Resistance.Events),
                Fact.Count("parties", p.Resistance.Parties, p.Resistance.Events)))]);
        foreach (var criterion in support.CountedTwice)
            yield return new CountedTwice(facts.Criterion(criterion.Criterion), Fact.Percent("share", criterion.Percent, criterion.Event));
    }

    /// <summary>Who is or was against a proposal, or against the question as a whole: by their objections, also those that were resolved, and else by their positions, also those of before.</summary>
    private static IEnumerable<Sentence> Opposed(Facts facts, SaidAgainst said, string? proposal)
    {
        var weighing = facts.Weighing;
        foreach (var objection in weighing.Objections.Where(o => proposal is null ? o.Proposal is null : Codes.Same(o.Proposal?.Code, proposal))) yield return Objection(facts, objection);
        var objected = weighing.Objections.Where(o => o.Proposal is null || Codes.Same(o.Proposal.Code, proposal)).ToLookup(o => o.Stakeholder);
        foreach (var (input, revision, since, ended) in said.ByPosition(proposal))
        {
            // Of who objected the objection tells it, but not what they said apart from it.
            var hadObjected = objected.Contains(input.Stakeholder);
            if (hadObjected && (since != AgainstSince.Holds || !objected[input.Stakeholder].All(o => IsApart(facts, o, proposal, revision)))) continue;
            yield return new WasAgainst(
                facts.Party(input.Stakeholder), proposal is null ? [] : [facts.Proposal(proposal)], Fact.Word("position", revision.Content.Position!.Value, revision.Origin.Event), Fact.On("on", revision.Origin),
                Changes.Quotes("statement", revision.Content.Statement, revision.Origin), since, hadObjected)
            {
                AlsoRests = ended is { } by ? [by] : [],
            };
        }
    }

    /// <summary>
    /// Whether a position that holds is no part of what is told of an objection: it was taken after the objection was resolved, or after an objection to the
    /// whole it is about one proposal, and that objection is not told with it.
    /// </summary>
    private static bool IsApart(Facts facts, Objection objection, string? proposal, InputRevision position) =>
        objection.Resolution is { } resolution ? resolution.Origin.HappenedBefore(position.Origin)
        : objection.Proposal is null && proposal is not null && objection.Origin.HappenedBefore(position.Origin)
            && PositionSince(facts, objection).All(fact => !fact.Events.Contains(position.Origin.Event));

    private static Objected Objection(Facts facts, Objection objection)
    {
        var left = objection.Resolution is null ? facts.Weighing.Stakeholder(objection.Stakeholder)?.Withdrawal : null;
        return new Objected(
            facts.Party(objection.Stakeholder), objection.Proposal is { } about ? [facts.Proposal(about.Code)] : [], Fact.On("on", objection.Origin), Changes.Quotes("grounds", objection.Grounds, objection.Origin),
            objection.Resolution is { } resolution
                ? [Fact.Word("means", resolution.Means, resolution.Origin.Event), Fact.On("resolvedOn", resolution.Origin), Fact.Quoted("resolution", resolution.Text, resolution.Origin.Event)]
                : [],
            objection.Resolution is null ? PositionSince(facts, objection) : [], left is not null,
            objection.Resolution is null && OverridingObjections.MayHaveChangedMind(facts.Weighing, objection.Stakeholder))
        {
            AlsoRests = left is null ? [] : [left.Origin.Event],
        };
    }

    /// <summary>
    /// The position that who objected took since, by which the objection stands no more, and its day; of an objection to the whole also the proposal,
    /// where the position is about one. Nothing where they took none.
    /// </summary>
    private static ImmutableArray<Fact> PositionSince(Facts facts, Objection objection)
    {
        if (OverridingObjections.PositionSince(facts.Weighing, objection, objection.Proposal?.Code) is { } position) return Told(position);
        if (objection.Proposal is not null) return [];
        foreach (var code in facts.Focus)
            if (OverridingObjections.PositionSince(facts.Weighing, objection, code) is { } here) return [.. Told(here), facts.Proposal(code)];
        return [];

        static ImmutableArray<Fact> Told(InputRevision position) => [Fact.Word("newPosition", position.Content.Position!.Value, position.Origin.Event), Fact.On("changedOn", position.Origin)];
    }

    private static Sentence Advice(Facts facts, AdviceRequest request)
    {
        var party = facts.Party(request.Stakeholder);
        if (request.Received is not { } advice)
            return new AdviceAwaited(party, Fact.On("askedOn", request.Origin), request.AdviseBy is { } by ? [Fact.Of("adviseBy", by, request.Origin.Event)] : []);
        return new AdviceGiven(
            party, Fact.On("on", advice.Origin), advice.Tenor is { } tenor ? [Fact.Word("tenor", tenor, advice.Origin.Event)] : [], Changes.Quotes("advice", advice.Text, advice.Origin),
            request.Answer is not { } answer ? InDecision(facts.Decision, request, advice)
            : answer.Followed ? AdviceAnswered.Followed : answer.PartOfAdvice is null ? AdviceAnswered.NotFollowed : AdviceAnswered.PartlyFollowed,
            request.Answer is { Ground: { } ground } reasoned ? [Fact.Word("ground", ground, reasoned.Origin.Event), Fact.On("answeredOn", reasoned.Origin)] : [],
            request.Answer is { } a ? [.. Changes.Quotes("part", a.PartOfAdvice, a.Origin), .. Changes.Quotes("reason", a.Reason, a.Origin)] : []);
    }

    /// <summary>What the decision that stands says of advice that has no answer.</summary>
    private static AdviceAnswered InDecision(Decision? decision, AdviceRequest request, Advice advice) =>
        decision?.Content.Deviations.Any(d => d.From == DeviationFrom.Advice && d.AdviceRequest == request.Number) == true ? AdviceAnswered.DeviatedFrom
        : decision is not null && advice.Origin.HappenedBefore(decision.Origin) ? AdviceAnswered.NotApart : AdviceAnswered.NotYet;

    private static Voted Ballot(Facts facts, BallotResult ballot)
    {
        var held = facts.Weighing.Ballots.First(b => b.Number == ballot.Ballot);
        var of = ballot.Shares is [var first, ..] ? first.Of : ThresholdBase.VotesCast;
        ImmutableArray<VoteShare> shares =
            [.. ballot.Shares, .. held.Content.Votes.Where(v => v is { Vote: Vote.Against, Number: > 0 }).Select(v => new VoteShare(v.Vote, null, v.Number, of, held.Content.CountOf(of), null))];
        return new Voted(
            Fact.On("on", held.Origin), ballot.Stakeholder is { } among ? [facts.Party(among, "among")] : [],
            shares.IsEmpty ? [] : [Fact.Word("of", of, ballot.Event)], facts.Proposals(ballot.Proposals.Select(p => p.Code)), Fact.Count("entitled", ballot.Entitled, ballot.Event), Fact.Count("turnout", ballot.Turnout, ballot.Event),
            [.. shares.Where(s => s.Percent is not null).Select(s => (
                s.Proposal is { } code ? facts.Proposal(code) : Fact.Word("vote", s.Vote, ballot.Event), Votes(s.Votes), Fact.Percent("percent", s.Percent!.Value, ballot.Event),
                s.Threshold is { } threshold ? (ImmutableArray<Fact>)[Fact.Percent("threshold", threshold, ballot.Event)] : [], s.Reached))]);

        Fact Votes(int number) => Fact.Of("votes", number, number == 1 ? new Spoken(" stem", " vote") : new Spoken(" stemmen", " votes"), ballot.Event);
    }
}

/// <summary>How many of those invited were heard.</summary>
internal sealed record HowManyHeard(Fact Heard, Fact Invited) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Against;

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
internal sealed record HowManyPrefer(Fact Proposal, Fact Number, ImmutableArray<Fact> Parties) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Against;

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
internal sealed record NobodyAgainst(Fact Proposal) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Against;

    public override void Dutch(Pen pen) => pen.Say($"Er is niet vastgelegd dat iemand tegen {Proposal} was.");

    public override void English(Pen pen) => pen.Say($"It is not recorded that anybody was against {Proposal}.");
}

/// <summary>That a party was against, by its position, and what became of that; of who had objected before, with its day for every reader.</summary>
internal sealed record WasAgainst(Fact Party, ImmutableArray<Fact> Proposal, Fact Position, Fact On, ImmutableArray<Fact> Statement, AgainstSince Since, bool HadObjected) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Against;

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
    Fact Party, ImmutableArray<Fact> Proposal, Fact On, ImmutableArray<Fact> Grounds, ImmutableArray<Fact> Resolution, ImmutableArray<Fact> PositionSince, bool HasLeft, bool MayBeOver) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Against;

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
internal sealed record Elsewhere(Sentence Said) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Against;

    public override bool IsFor(ExplanationReader reader) => reader == ExplanationReader.Auditor;

    public override string Kind => Said.Kind;

    public override void Dutch(Pen pen) => Said.Dutch(pen);

    public override void English(Pen pen) => Said.English(pen);
}

/// <summary>Whether the agreement that the process form asks for is there.</summary>
internal sealed record AgreementAsked(bool IsFirst, Fact Form, Fact Proposal, ProcessForm Asked, AgreementState State, ImmutableArray<Fact> Against, ImmutableArray<Fact> Awaited) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Against;

    public override void Dutch(Pen pen)
    {
        if (IsFirst) InDutch(pen);
        switch (State)
        {
            case AgreementState.Reached when Asked == ProcessForm.Consent: pen.Say($"Zo'n bezwaar staat er nu niet tegen {Proposal}."); break;
            case AgreementState.NotReached when Asked == ProcessForm.Consent: pen.Say($"Zo'n bezwaar staat er nog tegen {Proposal}, van: {Against}."); break;
            case AgreementState.Reached when Asked == ProcessForm.Majority: pen.Say($"Die is voor {Proposal}."); break;
            case AgreementState.NotReached when Asked == ProcessForm.Majority: pen.Say($"Die is er niet voor {Proposal}. Niet voor: {Against}."); break;
            case AgreementState.Open when Asked == ProcessForm.Majority && Awaited.IsEmpty: pen.Say($"Of die er is voor {Proposal}, is nog niet te zeggen."); break;
            case AgreementState.Reached: pen.Say($"Dat is zo bij {Proposal}."); break;
            case AgreementState.NotReached: pen.Say($"Dat is niet zo bij {Proposal}. Niet akkoord: {Against}."); break;
            case AgreementState.Open when Awaited.IsEmpty: pen.Say($"Of dat zo is bij {Proposal}, is nog niet te zeggen."); break;
            default:
                if (Asked == ProcessForm.Consent) pen.Say($"Of er zo'n bezwaar is tegen {Proposal}, is niet te zeggen. Van deze partijen ontbreekt een reactie:");
                else if (Asked == ProcessForm.Majority) pen.Say($"Of die er is voor {Proposal}, is niet te zeggen. Van deze partijen ontbreekt een standpunt:");
                else pen.Say($"Of dat zo is bij {Proposal}, is niet te zeggen. Van deze partijen ontbreekt een standpunt:");
                foreach (var party in Awaited) pen.Item($"{party}");
                break;
        }
    }

    public override void English(Pen pen)
    {
        if (IsFirst) InEnglish(pen);
        switch (State)
        {
            case AgreementState.Reached when Asked == ProcessForm.Consent: pen.Say($"No such objection stands against {Proposal}."); break;
            case AgreementState.NotReached when Asked == ProcessForm.Consent: pen.Say($"Such an objection still stands against {Proposal}, of: {Against}."); break;
            case AgreementState.Reached when Asked == ProcessForm.Majority: pen.Say($"It is for {Proposal}."); break;
            case AgreementState.NotReached when Asked == ProcessForm.Majority: pen.Say($"It is not there for {Proposal}. Not in favour: {Against}."); break;
            case AgreementState.Open when Asked == ProcessForm.Majority && Awaited.IsEmpty: pen.Say($"Whether it is there for {Proposal} cannot be said yet."); break;
            case AgreementState.Reached: pen.Say($"That is so for {Proposal}."); break;
            case AgreementState.NotReached: pen.Say($"That is not so for {Proposal}. Not in agreement: {Against}."); break;
            case AgreementState.Open when Awaited.IsEmpty: pen.Say($"Whether that is so for {Proposal} cannot be said yet."); break;
            default:
                if (Asked == ProcessForm.Consent) pen.Say($"Whether there is such an objection to {Proposal} cannot be said. A response of these is missing:");
                else if (Asked == ProcessForm.Majority) pen.Say($"Whether it is there for {Proposal} cannot be said. The position of these is missing:");
                else pen.Say($"Whether that is so for {Proposal} cannot be said. The position of these is missing:");
                foreach (var party in Awaited) pen.Item($"{party}");
                break;
        }
    }

    /// <summary>What was agreed on, which is said once.</summary>
    private void InDutch(Pen pen)
    {
        switch (Asked)
        {
            case ProcessForm.Consent: pen.Say($"Afgesproken was {Form}: een voorstel kan door als niemand die moet instemmen, een overwegend bezwaar heeft. Dat is een bezwaar met goede redenen om het niet te doen."); break;
            case ProcessForm.Consensus: pen.Say($"Afgesproken was {Form}: iedereen die moet instemmen, is ervoor."); break;
            default: pen.Say($"Afgesproken was: de {Form} beslist."); break;
        }
    }

    private void InEnglish(Pen pen)
    {
        switch (Asked)
        {
            case ProcessForm.Consent: pen.Say($"The form agreed was {Form}: a proposal can go on where nobody whose agreement is needed has an overriding objection. That is an objection with good reasons not to do it."); break;
            case ProcessForm.Consensus: pen.Say($"The form agreed was {Form}: all whose agreement is needed are in favour."); break;
            default: pen.Say($"The form agreed was that the {Form} decides."); break;
        }
    }
}

/// <summary>That an advice was asked and is not there.</summary>
internal sealed record AdviceAwaited(Fact Party, Fact AskedOn, ImmutableArray<Fact> By) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Against;

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
    Fact Party, Fact On, ImmutableArray<Fact> Tenor, ImmutableArray<Fact> Text, AdviceAnswered Answered, ImmutableArray<Fact> GroundAndDay, ImmutableArray<Fact> Reasons) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Against;

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

/// <summary>What came of a ballot.</summary>
internal sealed record Voted(
    Fact On, ImmutableArray<Fact> Among, ImmutableArray<Fact> Of, ImmutableArray<Fact> Proposals, Fact Entitled, Fact Turnout, ImmutableArray<(Fact What, Fact Votes, Fact Percent, ImmutableArray<Fact> Threshold, bool? Reached)> Shares) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Against;

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
internal sealed record OtherOpinions(Fact Number, ImmutableArray<Fact> Opinions) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Against;

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

/// <summary>The resistance against each proposal.</summary>
internal sealed record Resistances(ImmutableArray<(Fact Proposal, Fact Mean, Fact Highest, Fact Parties)> Given) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Against;

    public override void Dutch(Pen pen)
    {
        if (pen.IsForResident) pen.Say($"Partijen gaven ook hun weerstand, van nul (geen) tot tien (dit kan echt niet):");
        else pen.Say($"De gemiddelde weerstand, van nul (geen) tot tien (onaanvaardbaar), met het aantal partijen dat die gaf:");
        foreach (var (proposal, mean, highest, parties) in Given)
            if (pen.IsForResident) pen.Item($"{proposal}: gemiddeld {mean}, de hoogste {highest}");
            else pen.Item($"{proposal}: {mean} ({parties})");
    }

    public override void English(Pen pen)
    {
        if (pen.IsForResident) pen.Say($"Parties also gave their resistance, from zero (none) to ten (this really cannot be):");
        else pen.Say($"Mean resistance, from zero (none) to ten (unacceptable), with the number of parties that gave it:");
        foreach (var (proposal, mean, highest, parties) in Given)
            if (pen.IsForResident) pen.Item($"{proposal}: {mean} on average, the highest {highest}");
            else pen.Item($"{proposal}: {mean} ({parties})");
    }
}

/// <summary>That a criterion is support itself.</summary>
internal sealed record CountedTwice(Fact Criterion, Fact Share) : Sentence
{
    public override ExplanationPart Part => ExplanationPart.Against;

    public override void Dutch(Pen pen)
    {
        if (pen.IsForResident) pen.Say($"Let op: een van de criteria is {Criterion}. Wat partijen vinden telt zo twee keer mee: in de score, en hier nog eens.");
        else pen.Say($"Het criterium {Criterion} ({Share} van het gewicht) is zelf draagvlak. Draagvlak telt zo twee keer: in de score, en als draagvlak.");
    }

    public override void English(Pen pen)
    {
        if (pen.IsForResident) pen.Say($"Mind: one of the criteria is {Criterion}. What parties think so counts twice: in the score, and here once more.");
        else pen.Say($"The criterion {Criterion} ({Share} of the weight) is support itself. Support so counts twice: in the score, and as support.");
    }
}
