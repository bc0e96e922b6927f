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
