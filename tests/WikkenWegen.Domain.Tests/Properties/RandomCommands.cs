namespace WikkenWegen.Domain.Tests;

/// <summary>A random command of every kind, on a weighing as it stands.</summary>
internal static class RandomCommands
{
    private static readonly Evidence Evidence = new("https://example.org/report", new string('0', 64));

    private static readonly IReadOnlyList<(int Weight, Func<Dice, Weighing, DateTimeOffset, WeighingCommand> Make)> Makers =
    [
        (1, (d, w, at) => new OpenWeighing { OccurredAt = at, Framing = Framing(d) }),
        (4, (d, w, at) => new ReframeWeighing { OccurredAt = at, Framing = Framing(d), Reason = d.Reason() }),
        (6, (d, w, at) => new SubmitProposal { OccurredAt = at, Code = NewCode(d, "V"), Content = Plan(d), Author = d.Chance(50) ? Who(d, w) : null }),
        (6, (d, w, at) => new ReviseProposal { OccurredAt = at, Code = Proposal(d, w), Content = Plan(d), Author = d.Chance(50) ? Who(d, w) : null, Reason = d.Reason() }),
        (3, (d, w, at) => new WithdrawProposal { OccurredAt = at, Code = Proposal(d, w), Reason = d.Reason() }),
        (5, (d, w, at) => MaybeTaken(new SetCriteria { OccurredAt = at, Set = Criteria(d), Reason = d.Reason(), RequestedBy = d.Wild ? null : Who(d, w) })),
        (6, (d, w, at) => new InviteStakeholder
        {
            OccurredAt = at,
            Code = NewCode(d, "B"),
            Party = "Bewoners",
            Role = "Bewonerscommissie",
            Say = d.Any<Say>(),
            PersonName = d.Text(50),
            Contact = d.Text(50),
        }),
        (2, (d, w, at) => new WithdrawStakeholder { OccurredAt = at, Code = Stakeholder(d, w), Reason = d.Text(50) }),
        (4, (d, w, at) => new OpenRound { OccurredAt = at, About = "Thoughts", Blind = d.Chance(50) }),
        (3, (d, w, at) => new CloseRound { OccurredAt = at, Number = d.Number(w.Rounds.Count) }),
        (8, (d, w, at) => new GiveInput { OccurredAt = at, Round = Round(d, w), Stakeholder = Stakeholder(d, w), Proposal = MaybeChoice(d, w), Content = Input(d, w) }),
        (6, (d, w, at) => new ReviseInput { OccurredAt = at, Number = d.Number(w.Inputs.Count), Proposal = MaybeChoice(d, w), Content = Input(d, w), Reason = d.Text(50) }),
        (3, (d, w, at) => new WithdrawInput { OccurredAt = at, Number = d.Number(w.Inputs.Count), Reason = d.Text(50) }),
        (5, (d, w, at) => new RaiseObjection
        {
            OccurredAt = at,
            Round = Round(d, w),
            Stakeholder = Stakeholder(d, w),
            Proposal = MaybeChoice(d, w),
            Input = d.Chance(40) ? d.Number(w.Inputs.Count) : null,
            Grounds = d.Reason(),
        }),
        (4, (d, w, at) => new ResolveObjection
        {
            OccurredAt = at,
            Number = d.Number(w.Objections.Count),
            Means = d.Any<ResolutionMeans>(),
            Resolution = d.Reason(),
            Proposal = MaybeChoice(d, w),
        }),
        (5, (d, w, at) => new RequestAdvice
        {
            OccurredAt = at,
            Stakeholder = Stakeholder(d, w),
            About = "The choice",
            Proposal = MaybeChoice(d, w),
            Statutory = d.Chance(60),
            AdviseBy = d.Chance(30) ? Day(d) : null,
        }),
        (8, (d, w, at) => new ReceiveAdvice
        {
            OccurredAt = at,
            Number = d.Number(w.AdviceRequests.Count),
            Tenor = d.Chance(70) ? d.Any<AdviceTenor>() : null,
            Text = d.Text(70),
            Document = d.Chance(30) ? Evidence : null,
        }),
        (6, (d, w, at) => new FollowAdvice { OccurredAt = at, Number = d.Number(w.AdviceRequests.Count) }),
        (6, (d, w, at) => new ReasonAdviceDeviation
        {
            OccurredAt = at,
            Number = d.Number(w.AdviceRequests.Count),
            PartOfAdvice = d.Text(50),
            Ground = d.Any<DeviationGround>(),
            Reason = d.Reason(),
        }),
        (10, Score),
        (8, (d, w, at) => new ReviseScore
        {
            OccurredAt = at,
            Number = d.Number(w.Scores.Count),
            Estimate = Estimate(d, w),
            Ground = d.Text(50),
            Evidence = d.Some(0, 1, () => Evidence),
        }),
        (5, State),
        (4, (d, w, at) => new ReviseConsequence
        {
            OccurredAt = at,
            Number = d.Number(w.Consequences.Count),
            Content = Consequence(d, w, w.Consequences.Count == 0 ? "WIE" : w.Consequences[^1].Criterion),
            Ground = d.Text(50),
            Evidence = d.Some(0, 1, () => Evidence),
        }),
        (3, (d, w, at) => new RecordOutcome
        {
            OccurredAt = at,
            Method = new OutcomeMethod("additive-value-model", "1.0.0"),
            Fingerprint = new string('0', 64),
            ReadVersion = d.Number(w.Version),
            Results = Results(d, w),
        }),
        (8, Decide),
        (4, (d, w, at) => new ApproveDecision { OccurredAt = at, Number = d.Number(w.Decisions.Count), Approved = d.Chance(60), Reason = d.Reason() }),
        (3, (d, w, at) => new WithdrawDecision { OccurredAt = at, Number = d.Number(w.Decisions.Count), Reason = d.Reason() }),
        (3, (d, w, at) => new ReopenWeighing { OccurredAt = at, Reason = d.Reason() }),
        (3, (d, w, at) => new DropAssumption { OccurredAt = at, Decision = d.Number(w.Decisions.Count), Assumption = d.Number(2), Explanation = d.Reason() }),
        (3, (d, w, at) => new StartExecution { OccurredAt = at, Decision = d.Number(w.Decisions.Count), WithoutApprovalReason = d.Text(50) }),
        (3, (d, w, at) => new HoldReview
        {
            OccurredAt = at,
            Decision = d.Number(w.Decisions.Count),
            Expected = d.Reason(),
            Found = d.Reason(),
            Lessons = d.Text(50),
            Conclusion = d.Any<ReviewConclusion>(),
        }),
        (3, (d, w, at) => new HoldBallot
        {
            OccurredAt = at,
            Proposals = d.Some(1, 2, () => Choice(d, w)),
            Content = new BallotContent
            {
                Proposals = [],
                Entitled = new Electorate(d.Number(100), "all"),
                Stakeholder = d.Chance(50) ? Stakeholder(d, w) : null,
                Votes = d.Some(1, 2, () => new VoteCount(d.Of(Vote.InFavour, Vote.Against, Vote.Blank), null, d.Number(3))),
                Threshold = d.Chance(50) ? new Threshold(d.Amount(1, 100), d.Any<ThresholdBase>()) : null,
            },
        }),
        (2, (d, w, at) => new CorrectBallot
        {
            OccurredAt = at,
            Number = d.Number(w.Ballots.Count),
            Proposals = d.Some(1, 2, () => Choice(d, w)),
            Content = new BallotContent
            {
                Proposals = [],
                Entitled = new Electorate(d.Number(100), "all"),
                Stakeholder = d.Chance(50) ? Stakeholder(d, w) : null,
                Votes = d.Some(1, 2, () => new VoteCount(d.Of(Vote.InFavour, Vote.Against, Vote.Blank), null, d.Number(3))),
            },
            Reason = d.Reason(),
        }),
        (2, (d, w, at) => new LinkWeighing { OccurredAt = at, Relation = d.Any<LinkRelation>(), Weighing = d.Of(Other, Guid.Empty, Guid.AllBitsSet) }),
        (2, (d, w, at) => new PrepareCase
        {
            OccurredAt = at,
            Content = new CaseContent { Question = Text("question"), Quotes = d.Some(0, 1, () => new CaseRelease(1, "statement", 1)) },
            Rules = "case-rules-1",
            ReadVersion = Math.Max(w.Version, 1),
            Digest = new string('a', 64),
            Removed = [new RemovedCount(RemovedKind.Day, 4)],
        }),
        (3, (d, w, at) => new ApproveCase { OccurredAt = at, Number = d.Number(w.Cases.Count), Digest = new string(d.Wild ? 'b' : 'a', 64) }),
        (3, (d, w, at) => new ShareCase { OccurredAt = at, Number = d.Number(w.Cases.Count), Case = Other }),
        (3, (d, w, at) => new TakeBackCase { OccurredAt = at, Number = d.Number(w.Cases.Count), Reason = d.Reason() }),
        (2, (d, w, at) => new UnlinkWeighing { OccurredAt = at, Number = d.Number(w.Links.Count), Reason = d.Reason() }),
        (2, (d, w, at) => new CorrectMoment { OccurredAt = at, Event = d.Number(w.Version), Moment = at < Spec.Day(0) ? at : at.AddHours(-d.Between(0, 100)), Reason = d.Reason() }),
        (2, (d, w, at) => new CorrectStakeholder
        {
            OccurredAt = at,
            Code = Stakeholder(d, w),
            Party = "Bewoners",
            Role = "Voorzitter",
            Say = d.Any<Say>(),
            Contact = d.Text(50),
            Reason = d.Reason(),
        }),
        (2, (d, w, at) => new GrantAccess { OccurredAt = at, Subject = d.Of("subject-2", "subject-3"), Role = "MT", Reason = d.Reason() }),
        (2, (d, w, at) => new EndAccess { OccurredAt = at, Number = d.Number(w.Access.Count), Reason = d.Reason() }),
        (1, (d, w, at) => new SetRetention { OccurredAt = at, Status = d.Any<ArchiveStatus>(), Nomination = d.Any<ArchiveNomination>(), Reason = d.Reason() }),
        (2, (d, w, at) => new CorrectText { OccurredAt = at, Event = d.Number(w.Version), Field = d.Of("reason", "statement", "personName", "text"), Text = d.Text(90), Ground = d.Any<RectificationGround>() }),
        (1, (d, w, at) => new ErasePersonalData
        {
            OccurredAt = at,
            ErasureId = AnErasure,
            Subject = "person-1",
            Digests = [.. w.PersonalTextsOf().Select(text => text.Digest).Distinct().Skip(d.Between(0, 3)).Take(d.Between(0, 2))],
            Ground = d.Any<ErasureGround>(),
            DecidedBy = "officer-1",
            ConfirmedBy = d.Of("officer-1", "officer-2", "officer-3"),
            RequestedAt = at,
        }),
        (6, (d, w, at) => new CloseWeighing { OccurredAt = at, Reason = d.Text(50), WithoutApprovalReason = d.Text(50) }),
        (1, (d, w, at) => new CancelWeighing { OccurredAt = at, Reason = d.Reason() }),
    ];

    private static readonly IReadOnlyList<Func<Dice, Weighing, DateTimeOffset, WeighingCommand>> Weighted =
        [.. Makers.SelectMany(m => Enumerable.Repeat(m.Make, m.Weight))];

    public static WeighingCommand Opening(Dice d, DateTimeOffset at) => Makers[0].Make(d, Weighing.None, at);

    public static WeighingCommand Next(Dice d, Weighing w, DateTimeOffset at) => d.Of(Weighted)(d, w, at);

    public static IEnumerable<WeighingCommand> OneOfEach(Dice d, Weighing w, DateTimeOffset at) => Makers.Select(m => m.Make(d, w, at));

    private static Framing Framing(Dice d)
    {
        var framing = Past.Framing(d.Of(Board, "Bestuurder", null), d.Of("What?", "Why?", "How?")) with { DeciderRole = d.Of("Bestuurder", "Wijktafel") };
        return framing with { Deadline = framing.Question switch { "Why?" => new DateOnly(2026, 3, 1), "How?" => new DateOnly(2026, 5, 1), _ => null } };
    }

    private static string? NewCode(Dice d, string prefix) => d.Of(null, null, prefix + d.Between(1, 9));

    private static string Proposal(Dice d, Weighing w) => d.Code(w.Proposals.Select(p => p.Code));

    private static string Stakeholder(Dice d, Weighing w) => d.Code(w.Stakeholders.Select(s => s.Code));

    private static int? Round(Dice d, Weighing w) => d.Chance(60) ? d.Number(w.Rounds.Count) : null;

    private static Who Who(Dice d, Weighing w) => d.Wild ? d.Of(new Who("B1", "MT"), new Who(null, null), new Who("?", null))
        : w.Stakeholders.Count == 0 || d.Chance(40) ? new Who(null, d.Of("MT", "Controller")) : new Who(Stakeholder(d, w), null);

    private static ProposalContent Plan(Dice d) => new() { Name = "Renovate", Costs = d.Chance(50) ? d.Amount(0, 1_000_000) : null, DoNothing = d.Chance(30) };

    private static ProposalChoice Choice(Dice d, Weighing w)
    {
        var code = Proposal(d, w);
        return new ProposalChoice(code, d.Chance(60) ? null : d.Number(w.Proposal(code)?.Revisions.Length ?? 0));
    }

    private static ProposalChoice? MaybeChoice(Dice d, Weighing w) => d.Chance(70) ? Choice(d, w) : null;

    private static DateOnly Day(Dice d) => d.Wild ? d.Of(DateOnly.MinValue, DateOnly.MaxValue) : new DateOnly(2026, 2, 3).AddDays(d.Between(0, 500));

    private static InputContent Input(Dice d, Weighing w) => new()
    {
        Position = d.Chance(60) ? d.Any<Position>() : null,
        Statement = d.Text(70),
        Conditions = d.Some(0, 1, () => Text("condition")),
        Resistance = d.Chance(40) ? d.Wild ? d.Of(int.MinValue, -1, 11, int.MaxValue) : d.Between(0, 10) : null,
        PreferredProposal = d.Chance(40) ? Proposal(d, w) : null,
    };

    private static CriteriaSet Criteria(Dice d) => new()
    {
        Criteria = d.Some(d.Wild ? 0 : 1, 3, () => Criterion(d)).DistinctBy(c => d.Wild ? d.Of("a", "b", "c") : c.Code).ToImmutableArray(),
        Beside = d.Chance(50) ? [] : [.. new[] { Beside(), Beside("WIJK", InWords), Beside("BATEN", InMoney) }.Where(_ => d.Chance(70)), .. d.Wild ? [Beside(d.Of("BET", "WIE"))] : Enumerable.Empty<CriterionBeside>()],
        WeightMethod = d.Any<WeightMethod>(),
        WeightAnswers = d.Wild ? new WeightAnswers { Points = d.Some(0, 2, () => new CriterionPoints(d.Of("BET", "KWA"), d.Amount(-1, 100))), Ratio = d.Amount(0, 2) } : null,
    };

    /// <summary>The same, or taken from an instrument with departures. By dice of its own, so that the histories are those that they were.</summary>
    private static SetCriteria MaybeTaken(SetCriteria command)
    {
        var d = new Dice(new Random((int)(command.OccurredAt.Ticks / TimeSpan.TicksPerMinute)), wild: 0);
        if (!d.Chance(30)) return command;
        var differences = d.Some(0, 3, () => new InstrumentDifference(d.Any<DepartureKind>(), d.Of("BET", "KWA", "BEW"), true)).Distinct().ToImmutableArray();
        return command with
        {
            Set = command.Set with { Instrument = new Instrument("", "1", null, "BUURT", Other) },
            Compared = new ComparedInstrument("Buurtset", null, differences),
            Departures = [.. differences.Select(x => new DepartureReason(x.Kind, x.Criterion, d.Reason()))],
        };
    }

    private static Criterion Criterion(Dice d)
    {
        var (worst, best) = (d.Amount(0, 4), d.Amount(5, 9));
        if (d.Chance(30)) (worst, best) = (best, worst);
        var levels = d.Chance(30) ? ImmutableArray.Create(new ScaleLevel(worst, "worst"), new ScaleLevel(best, "best")) : [];
        return Past.Criterion(d.Of("BET", "KWA", "BEW"), d.Amount(1, 40), worst, best) with
        {
            Direction = d.Wild ? d.Any<Direction>() : best > worst ? Direction.HigherIsBetter : Direction.LowerIsBetter,
            Scale = new Scale { Worst = worst, Best = best, Levels = d.Wild ? levels.Reverse().ToImmutableArray() : levels },
        };
    }

    private static Estimate Estimate(Dice d, Weighing w, string? criterion = null)
    {
        var scale = w.CriteriaVersions.Select(v => v.Set.Criterion(criterion ?? "BET")?.Scale).OfType<Scale>().ToList() is { Count: > 0 } scales ? d.Of(scales) : null;
        if (scale is null || d.Wild) return new Estimate(d.Amount(0, 9), d.Amount(0, 9), d.Amount(0, 9));
        var values = Enumerable.Range(0, 3).Select(_ => d.Of(scale.Worst, scale.Best)).Order().ToList();
        return new Estimate(values[0], values[1], values[2]);
    }

    private static GiveScore Score(Dice d, Weighing w, DateTimeOffset at)
    {
        var version = d.Chance(70) || w.CriteriaVersions.Count == 0 ? (int?)null : d.Number(w.CriteriaVersions.Count);
        var set = w.CriteriaVersions.ElementAtOrDefault((version ?? w.CriteriaVersions.Count) - 1)?.Set;
        var criterion = d.Code(set?.Criteria.Select(c => c.Code) ?? []);
        return new GiveScore
        {
            OccurredAt = at,
            Proposal = Choice(d, w),
            Criterion = criterion,
            CriteriaVersion = version,
            By = Who(d, w),
            Round = Round(d, w),
            Estimate = Estimate(d, w, criterion),
            Ground = d.Text(50),
            Evidence = d.Some(0, 1, () => Evidence),
        };
    }

    private static StateConsequence State(Dice d, Weighing w, DateTimeOffset at)
    {
        var criterion = d.Code(w.Criteria?.Set.Beside.Select(c => c.Code) ?? []);
        return new StateConsequence
        {
            OccurredAt = at,
            Proposal = Choice(d, w),
            Criterion = criterion,
            CriteriaVersion = d.Chance(70) ? null : d.Number(w.CriteriaVersions.Count),
            By = Who(d, w),
            Round = Round(d, w),
            Content = Consequence(d, w, criterion),
            Ground = d.Text(50),
            Evidence = d.Some(0, 1, () => Evidence),
        };
    }

    private static ConsequenceContent Consequence(Dice d, Weighing w, string criterion) => d.Wild ? new ConsequenceContent() : w.Criteria?.Set.BesideCriterion(criterion)?.Scale.Kind switch
    {
        BesideScaleKind.Ordinal => new ConsequenceContent { Word = d.Of("weaker", "Stronger") },
        BesideScaleKind.MoneyPerParty => new ConsequenceContent { Amounts = [new PartyAmount(d.Of("tenants", "Town"), -4, d.Amount(-3, 3), 4)] },
        _ => Signs(d.Chance(50), d.Chance(50)),
    };

    private static ImmutableArray<ProposalOutcome> Results(Dice d, Weighing w) => d.Wild ? [] : [.. w.Proposals.Select((p, i) =>
        new ProposalOutcome(new ProposalRevisionReference(p.Code, d.Number(p.Revisions.Length)), d.Wild ? 0 : i + 1, new Estimate(0.1m, 0.2m, d.Amount(1, 2))))];

    private static TakeDecision Decide(Dice d, Weighing w, DateTimeOffset at)
    {
        var proposal = Choice(d, w);
        var doNothing = w.Proposal(proposal.Code)?.Current.Content.DoNothing ?? false;
        var kind = d.Wild ? d.Any<DecisionKind>() : d.Chance(70) ? doNothing ? DecisionKind.DoNothingChosen : DecisionKind.Chosen
            : d.Of(DecisionKind.Deferred, DecisionKind.None);
        return new TakeDecision
        {
            OccurredAt = at,
            Proposal = kind is DecisionKind.Chosen or DecisionKind.DoNothingChosen || d.Wild ? proposal : null,
            Content = new DecisionContent
            {
                Kind = kind,
                DeciderRole = d.Chance(50) ? "Bestuurder" : null,
                Rationale = d.Reason(),
                Deviations = d.Some(0, 1, () => Deviation(d, w)),
                Assumptions = d.Some(0, 2, () => "The subsidy is granted"),
                MinorityOpinions = d.Some(0, 1, () => Text("minority")),
                ReviewDate = d.Chance(30) ? Day(d) : null,
            },
        };
    }

    private static Deviation Deviation(Dice d, Weighing w)
    {
        var from = d.Any<DeviationFrom>();
        return new Deviation(from,
            from == DeviationFrom.Framework != d.Wild ? "Investeringsstatuut" : null,
            from == DeviationFrom.Advice != d.Wild ? d.Number(w.AdviceRequests.Count) : null,
            d.Any<DeviationGround>(), d.Reason());
    }
}
