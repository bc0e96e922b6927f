using System.Collections.Immutable;
using WikkenWegen.Domain.Outcome;
using WikkenWegen.Mcda;

namespace WikkenWegen.Domain.Support;

/// <summary>Counts agreement and support. Pure: the same state gives the same report.</summary>
public static class SupportCount
{
    /// <summary>The highest resistance that a party can give.</summary>
    private const int MostResistance = 10;

    /// <summary>The agreement and support of a weighing at a moment.</summary>
    /// <param name="weighing">The state, as the reader may read it.</param>
    /// <param name="heard">Who was heard in the whole state, also in open blind rounds: that a party gave something is no secret.</param>
    /// <param name="cancellation">Stops the counting.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static SupportReport Of(Weighing weighing, ImmutableArray<Heard> heard, CancellationToken cancellation)
    {
        var said = Statements.Of(weighing);
        var proposals = weighing.Proposals.Where(p => p.Withdrawal is null).ToList();
        var counting = said.Counting(proposals.Select(p => p.Code));
        var resistance = Resistances(weighing, proposals, said);
        var unread = weighing.Stakeholders.Select(s => s.Code).Where(code => OverridingObjections.MayHaveChangedMind(weighing, code)).ToHashSet();
        cancellation.ThrowIfCancellationRequested();
        ImmutableArray<ProposalSupport> support =
        [
            .. proposals.Select(p =>
            {
                cancellation.ThrowIfCancellationRequested();
                return Support(weighing, p, said, heard, unread, resistance.GetValueOrDefault(p.Code));
            }),
        ];
        counting.UnionWith(support.SelectMany(s => s.Objections).Select(o => o.Event)); // also where it is about the question as a whole
        return new SupportReport
        {
            Version = weighing.Version,
            ProcessForm = weighing.Framing.ProcessForm,
            Participation = Participation(weighing, heard),
            Hidden = weighing.Hidden.Count,
            Positions = [.. weighing.Inputs.Where(i => i.Withdrawal is null).Select(i => Position(weighing, i, counting))],
            Proposals = support,
            Rounds = [.. weighing.Rounds.Select(r => Round(r, weighing, said, cancellation))],
            Moves = [.. said.Moves()],
            Ballots = [.. weighing.Ballots.Select(Ballot)],
            Assessors = AssessorRankings.Of(weighing, cancellation),
            Decision = weighing.StandingDecision is { IsChoice: true } decision ? Decided(decision, support) : null,
            CountedTwice = SupportCriteria.In(weighing.Criteria),
        };
    }

    private static Participation Participation(Weighing weighing, ImmutableArray<Heard> heard)
    {
        var were = heard.Select(h => h.Stakeholder).ToHashSet();
        return new Participation(
            weighing.Stakeholders.Count, weighing.Stakeholders.Count(s => were.Contains(s.Code)),
            [.. weighing.Stakeholders.Where(s => s.Withdrawal is null && !were.Contains(s.Code)).Select(s => new Unheard(s.Code, s.Say, s.Origin.Event))],
            [.. weighing.Stakeholders.Where(s => s.Withdrawal is not null).Select(s => s.Code)]);
    }

    private static StatedPosition Position(Weighing weighing, Input input, HashSet<int> counting)
    {
        var (content, origin) = (input.Current.Content, input.Current.Origin);
        return new StatedPosition(
            input.Stakeholder, weighing.Stakeholder(input.Stakeholder)?.Party ?? input.Stakeholder, input.Number, input.Round, content.Proposal, content.Position, content.Resistance,
            content.PreferredProposal, counting.Contains(origin.Event), origin.Event);
    }

    /// <summary>
    /// Codes of the stakeholders by whom the agreement that the process form asked for was not there when something happened; empty where it was there, where
    /// none was asked, and where it could not be told.
    /// </summary>
    /// <param name="weighing">The state, as the reader may read it.</param>
    /// <param name="proposal">Code of the proposal.</param>
    /// <param name="by">The event before which it was so.</param>
    internal static ImmutableArray<string> WithheldBy(Weighing weighing, string proposal, Origin by) => Agreement(
        weighing.FramingAt(by.OccurredAt).ProcessForm,
        [.. weighing.Stakeholders.Where(s => s.HasToAgree && s.Origin.HappenedBefore(by) && s.Withdrawal?.Origin.HappenedBefore(by) != true).Select(s => s.Code)],
        Statements.Of(weighing).Before(by).Positions(proposal), code => OverridingObjections.MayHaveChangedMind(weighing, code, by),
        OverridingObjections.Against(weighing, proposal, by).Where(o => OverridingObjections.StopsConsent(weighing, o, by)).Select(o => o.Stakeholder),
        _ => true, weighing.Hidden.Count == 0).Against;

    private static ProposalSupport Support(Weighing weighing, Proposal proposal, Statements said, ImmutableArray<Heard> heard, HashSet<string> unread, ResistanceCount? resistance)
    {
        var positions = said.Positions(proposal.Code);
        var order = weighing.Stakeholders.Where(s => s.Withdrawal is null).Select(s => s.Code).ToList();
        var preferences = said.Preferences();
        var standing = OverridingObjections.Against(weighing, proposal.Code).ToList();
        ImmutableArray<StandingObjection> objections = [.. standing.Select(o => new StandingObjection(o.Stakeholder, o.Objection?.Number, o.Input, o.SetAside, o.Origin.Event))];
        var support = new ProposalSupport(
            proposal.Code,
            [
                .. order.Where(positions.ContainsKey).Select(code => positions[code]).GroupBy(s => s.Content.Position!.Value).OrderBy(g => g.Key)
                    .Select(g => new PositionCount(g.Key, [.. g.Select(s => s.Stakeholder)], [.. g.Select(s => s.Origin.Event)])),
            ],
            [.. order.Where(code => positions.TryGetValue(code, out var s) && s.Content.Proposal!.Revision < proposal.Current.Revision)],
            [.. order.Where(code => !positions.ContainsKey(code))],
            [.. order.Where(code => preferences.TryGetValue(code, out var s) && Codes.Same(s.Content.PreferredProposal, proposal.Code))],
            objections, resistance, new ProcessAgreement(AgreementState.NotAsked, [], []));
        var were = heard.Select(h => h.Stakeholder).ToHashSet();
        return support with
        {
            Agreement = Agreement(
                weighing.Framing.ProcessForm, [.. weighing.Stakeholders.Where(s => s is { Withdrawal: null, HasToAgree: true }).Select(s => s.Code)], positions, unread.Contains,
                standing.Where(o => OverridingObjections.StopsConsent(weighing, o)).Select(o => o.Stakeholder), were.Contains, weighing.Hidden.Count == 0),
        };
    }

    /// <summary>The agreement on a proposal.</summary>
    /// <param name="form">The process form, which says what agreement is asked for.</param>
    /// <param name="needed">Codes of the stakeholders whose agreement is needed.</param>
    /// <param name="positions">The newest position of each party on the proposal.</param>
    /// <param name="isUnread">Whether a stakeholder gave input that the reader may not read yet: they may have come to think otherwise, so that nothing is said of them.</param>
    /// <param name="stopping">Codes of the stakeholders whose overriding objection stops consent.</param>
    /// <param name="wasHeard">Whether a stakeholder was heard.</param>
    /// <param name="isAllRead">Whether the reader may read everything; what cannot be read may be an objection.</param>
    private static ProcessAgreement Agreement(
        ProcessForm form, List<string> needed, IReadOnlyDictionary<string, Statement> positions, Func<string, bool> isUnread, IEnumerable<string> stopping, Func<string, bool> wasHeard, bool isAllRead)
    {
        var known = needed.Where(code => !isUnread(code)).ToList();
        switch (form)
        {
            case ProcessForm.Consent:
                return Judged([.. stopping.Distinct()], [.. needed.Where(code => !wasHeard(code))]);
            case ProcessForm.Consensus:
                return Judged([.. known.Where(code => Said(code) is not null && !IsInFavour(code))], Silent());
            case ProcessForm.Majority:
                var spoken = known.Where(code => Said(code) is not (null or Domain.Position.Abstains)).ToList();
                ImmutableArray<string> not = [.. spoken.Where(code => !IsInFavour(code))];
                // There is none where there would be none even if all were in favour whose word cannot be read yet.
                return spoken.Count == 0 ? Open(Silent()) : 2 * not.Length >= spoken.Count + needed.Count - known.Count ? new ProcessAgreement(AgreementState.NotReached, not, []) : Reached();
            default:
                return new ProcessAgreement(AgreementState.NotAsked, [], []);
        }

        Position? Said(string code) => positions.TryGetValue(code, out var said) ? said.Content.Position : null;

        bool IsInFavour(string code) => Said(code) is Domain.Position.InFavour or Domain.Position.InFavourWithConditions;

        ImmutableArray<string> Silent() => [.. known.Where(code => Said(code) is null)];

        ProcessAgreement Judged(ImmutableArray<string> against, ImmutableArray<string> awaited) =>
            !against.IsEmpty ? new ProcessAgreement(AgreementState.NotReached, against, awaited) : !awaited.IsEmpty || needed.Count == 0 ? Open(awaited) : Reached();

        ProcessAgreement Reached() => isAllRead ? new ProcessAgreement(AgreementState.Reached, [], []) : Open([]);

        static ProcessAgreement Open(ImmutableArray<string> awaited) => new(AgreementState.Open, [], awaited);
    }

    /// <summary>The resistance against each proposal of which a party gave any; who gave none against a proposal is left out there.</summary>
    private static Dictionary<string, ResistanceCount> Resistances(Weighing weighing, List<Proposal> proposals, Statements said)
    {
        var given = proposals.Select(p => (p.Code, By: said.Resistances(p.Code))).Where(p => p.By.Count > 0).ToList();
        if (given.Count == 0) return [];
        var parties = weighing.Stakeholders.Select(s => s.Code).Where(code => given.Any(g => g.By.ContainsKey(code))).ToList();
        var table = RatingTable.Create(parties, [.. given.Select(g => g.Code)],
            [.. parties.Select(code => (IReadOnlyList<double?>)[.. given.Select(g => g.By.TryGetValue(code, out var s) ? (double?)s.Content.Resistance : null)])]);
        var consensus = table.Then(t => SystemicConsensus.Of(t, MissingResistance.LeaveOut, MostResistance)).Value;
        return given.ToDictionary(g => g.Code, g => new ResistanceCount(
            g.By.Values.Sum(s => s.Content.Resistance!.Value), g.By.Count, Shown.Trimmed(consensus.MeanResistance[g.Code]!.Value, 2), g.By.Values.Max(s => s.Content.Resistance!.Value),
            Shown.Trimmed(consensus.Acceptance[g.Code]!.Value, 3), consensus.Ranking.Single(r => r.Name == g.Code).Rank, [.. g.By.Values.Select(s => s.Origin.Event).Order()]));
    }

    private static RoundSupport Round(Round round, Weighing weighing, Statements said, CancellationToken cancellation)
    {
        var then = round.Closed is { } closed ? said.Until(closed.OccurredAt) : said;
        cancellation.ThrowIfCancellationRequested();
        return new RoundSupport(round.Number, round.Closed?.Event, [.. weighing.Proposals.Where(WasThere).Select(p => Counted(p.Code)).OfType<RoundCount>()]);

        bool WasThere(Proposal proposal) => proposal.Withdrawal is not { } withdrawal || (round.Closed is { } end && withdrawal.Origin.OccurredAt > end.OccurredAt);

        RoundCount? Counted(string proposal)
        {
            var positions = then.Positions(proposal).Values.Select(s => s.Content.Position!.Value).ToList();
            var resistances = then.Resistances(proposal).Values.Select(s => s.Content.Resistance!.Value).ToList();
            var preferring = then.Preferences().Values.Count(s => Codes.Same(s.Content.PreferredProposal, proposal));
            if (positions.Count + resistances.Count + preferring == 0) return null;
            return new RoundCount(proposal,
                positions.Count(p => p is Domain.Position.InFavour or Domain.Position.InFavourWithConditions or Domain.Position.Consent),
                positions.Count(p => p is Domain.Position.Neutral or Domain.Position.Abstains),
                positions.Count(p => p is Domain.Position.Against or Domain.Position.OverridingObjection),
                preferring, resistances.Count == 0 ? null : Shown.Trimmed(Fraction.Of(resistances.Sum(), resistances.Count), 2));
        }
    }

    private static BallotResult Ballot(Domain.Ballot ballot) => new(
        ballot.Number, ballot.Content.Stakeholder, ballot.Content.Proposals, ballot.Content.Entitled.Number, ballot.Turnout, ballot.Shares,
        ballot.Corrections.IsEmpty ? ballot.Origin.Event : ballot.Corrections[^1].Origin.Event);

    private static DecisionSupport Decided(Decision decision, ImmutableArray<ProposalSupport> support)
    {
        var chosen = support.Where(s => decision.Content.Proposals.Any(p => p.Code == s.Proposal)).ToList();
        return new DecisionSupport(
            decision.Number, [.. decision.Content.Proposals.Select(p => p.Code)], Of(s => s.PreferredBy),
            Of(s => s.Who(Domain.Position.InFavour, Domain.Position.InFavourWithConditions, Domain.Position.Consent)),
            // Whose objection was resolved is not against it any more, also where they gave no newer position.
            Of(s => [.. s.Who(Domain.Position.Against), .. s.Objections.Select(o => o.Stakeholder)]),
            [.. chosen.SelectMany(s => s.Objections)]);

        ImmutableArray<string> Of(Func<ProposalSupport, ImmutableArray<string>> who) => [.. chosen.SelectMany(s => who(s)).Distinct()];
    }
}
