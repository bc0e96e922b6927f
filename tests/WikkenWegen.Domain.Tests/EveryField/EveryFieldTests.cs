using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain.Tests;

/// <summary>
/// Every field of every command comes where it belongs, in the event and in the state. Each command has all its fields, each with a
/// value that no other field of it has, so that two that are swapped show as well as one that is lost. The files beside this one hold
/// the command, the event that it becomes, and the part of the weighing that the event makes or changes.
/// </summary>
public class EveryFieldTests
{
    /// <summary>A command on a weighing, and the part of the weighing in which it ends up.</summary>
    private sealed record Row(Weighing Given, WeighingCommand Command, Func<Weighing, object?> Part);

    private static readonly DateTimeOffset At = Day(50);

    private static readonly JsonSerializerOptions Indented = new(EventContract.Json) { WriteIndented = true };

    /// <summary>The second of three revisions.</summary>
    private static readonly ProposalChoice Choice = new("V2", 2);

    private static readonly Weighing Story = Given([
        Opened(), Submitted("V1"), .. Enumerable.Range(2, 3).Select(n => Revised("V1", n)), Submitted("V2"), Revised("V2", 2, on: 10), Revised("V2", 3, on: 11), Submitted("V3"),
        .. Enumerable.Range(1, 5).Select(n => Invited($"B{n}")),
        .. Enumerable.Range(1, 3).Select(n => OpenedRound(n)),
        .. Enumerable.Range(1, 5).Select(n => GaveInput(n, "B4", on: 12)),
        .. Enumerable.Range(1, 6).Select(n => Objected(n, "B4", on: 13)),
        .. Enumerable.Range(1, 7).Select(n => AskedAdvice(n, stakeholder: "B3"))]);

    private static readonly WeighingEvent[] BlindRound = [OpenedRound(4, blind: true), ClosedRound(4, on: 60)];

    private static readonly Weighing Late = Story.And(BlindRound);

    private static readonly Weighing Advised = Story.And(GotAdvice(7, on: 20));

    private static readonly CriteriaSet Set = new()
    {
        Criteria =
        [
            new Criterion
            {
                Code = "code 1",
                Name = "name 1",
                Goal = "goal 1",
                Direction = Direction.HigherIsBetter,
                Scale = new Scale { Worst = 10, Best = 20, Unit = "unit 1", Levels = [new ScaleLevel(10.0m, "words 1"), new ScaleLevel(20.0m, "words 2")], Reference = new ScaleLevel(10.00m, "words 5") },
                Weight = 30,
            },
            new Criterion
            {
                Code = "code 2",
                Name = "name 2",
                Goal = "goal 2",
                Direction = Direction.LowerIsBetter,
                Scale = new Scale { Worst = 50, Best = 40, Unit = "unit 2", Levels = [new ScaleLevel(50.0m, "words 3"), new ScaleLevel(40.0m, "words 4")] },
                Weight = 60,
            },
        ],
        WeightMethod = WeightMethod.RankOrder,
        ClearMargin = 7.25m,
        Beside =
        [
            new CriterionBeside { Code = "code 3", Name = "name 3", Goal = "goal 3", Scale = new BesideScale { Kind = BesideScaleKind.Ordinal, Words = ["words 6", "words 7"] } },
            new CriterionBeside { Code = "code 4", Name = "name 4", Goal = "goal 4", Scale = new BesideScale { Kind = BesideScaleKind.PositiveNegative } },
            new CriterionBeside { Code = "code 5", Name = "name 5", Goal = "goal 5", Scale = new BesideScale { Kind = BesideScaleKind.MoneyPerParty, Unit = "unit 5", Parties = ["party 1", "party 2"] } },
        ],
        WeightAnswers = new WeightAnswers { Order = [new EquallyImportant(["code 2"], 0), new EquallyImportant(["code 1"], null)], Formula = RankFormula.Sum },
        Instrument = new Instrument("instrument name", "instrument version", "instrument uri"),
    };

    /// <summary>Made of insights of the learning network; those that criteria were made of before can be kept by everybody.</summary>
    private static readonly CriteriaSet Learnt = Set with
    {
        Criteria = [Set.Criteria[0] with { Insight = new InsightReference(new Guid("019f0000-0000-7000-8000-000000000021"), 301) }, Set.Criteria[1]],
        Beside = [Set.Beside[0] with { Insight = new InsightReference(new Guid("019f0000-0000-7000-8000-000000000022"), 302) }, .. Set.Beside.Skip(1)],
    };

    private static SetCriteria Weighted(WeightMethod method, WeightAnswers answers) =>
        new() { OccurredAt = At, Set = Set with { WeightMethod = method, WeightAnswers = answers }, Reason = new Sealed("reason"), RequestedBy = new Who("B3", null) };

    private static readonly Weighing Judged = Story.And([
        new CriteriaAdopted { OccurredAt = Day(3), Set = Set }, new CriteriaChanged { OccurredAt = Day(14), Version = 2, Set = Set, Reason = Text(), RequestedBy = new Who(null, "MT") },
        .. Enumerable.Range(1, 8).Select(n => Scored(n, on: 15, criterion: "code 1") with { Estimate = new Estimate(10, 10, 20) }),
        .. Enumerable.Range(1, 6).Select(n => Stated(n, on: 16, criterion: $"code {3 + n % 3}"))]);

    private static StateConsequence States(string criterion, ConsequenceContent content) => new()
    {
        OccurredAt = At,
        Proposal = Choice,
        Criterion = criterion,
        CriteriaVersion = 1,
        By = new Who("B4", null),
        Round = 4,
        Content = content,
        Ground = new Sealed("ground"),
        Evidence = Evidences,
        LateReason = new Sealed("late reason"),
    };

    private static ReviseConsequence Restates(int number, ConsequenceContent content) =>
        new() { OccurredAt = At, Number = number, Content = content, Ground = new Sealed("ground"), Evidence = Evidences };

    /// <summary>With three decisions, of which the last one stands.</summary>
    private static readonly Weighing Chosen = Advised.And(
        Decided(1, on: 30), WithdrewDecision(1, on: 31), Decided(2, on: 32), WithdrewDecision(2, on: 33), Decided(3, on: 34, proposal: "V2"));

    private static readonly Framing Framing = new()
    {
        Title = "title",
        Question = "question",
        Occasion = "occasion",
        Reference = "reference",
        Identity = new ExternalIdentity { IdExtern = "extern", IdGegevensbeheerder = "gegevensbeheerder", IdOrganisatie = "organisatie", IdAdministratie = "administratie" },
        Level = Level.Operational,
        Scale = WeighingScale.District,
        Areas = [new Area("area 1", 2025), new Area("area 2", 2026)],
        BagIds = ["bag 1", "bag 2"],
        Complexes = ["complex 1", "complex 2"],
        Clusters = ["cluster 1", "cluster 2"],
        Ownership = Ownership.Joint,
        Breadth = Breadth.Broad,
        SgeiRegime = SgeiRegime.Both,
        SgeiNote = "sgei note",
        HereFor = "here for",
        NotHereFor = "not here for",
        ProcessForm = ProcessForm.Majority,
        OwnerRole = "owner role",
        DeciderRole = "decider role",
        ApproverRole = "approver role",
        Mandate = "mandate",
        Confidentiality = Confidentiality.Secret,
        Deadline = new DateOnly(2026, 12, 31),
    };

    private static readonly ProposalContent Plan = new() { Name = "name", Description = "description", Costs = 1234.50m, DoNothing = true };

    private static readonly InputContent Input = new()
    {
        Position = Position.InFavourWithConditions,
        Statement = new Sealed("statement"),
        Conditions = [new Sealed("condition 1"), new Sealed("condition 2")],
        Resistance = 9,
        PreferredProposal = "V3",
    };

    private static readonly ImmutableArray<Evidence> Evidences = [new Evidence("uri 1", "sha256 1"), new Evidence("uri 2", "sha256 2")];

    private static readonly IReadOnlyDictionary<string, Row> All = new Dictionary<string, Row>
    {
        ["open_weighing"] = new(Weighing.None, new OpenWeighing { OccurredAt = At, Framing = Framing }, w => w.Framings[^1]),
        ["reframe_weighing"] = new(Story, new ReframeWeighing { OccurredAt = At, Framing = Framing, Reason = new Sealed("reason") }, w => w.Framings[^1]),
        ["submit_proposal"] = new(Story, new SubmitProposal { OccurredAt = At, Code = "code", Content = Plan, Author = new Who(null, "author role") }, w => w.Proposal("code")),
        ["revise_proposal"] = new(Story,
            new ReviseProposal { OccurredAt = At, Code = "V2", Content = Plan, Author = new Who("B3", null), Reason = new Sealed("reason") }, w => w.Proposal("V2")!.Revisions[3]),
        ["withdraw_proposal"] = new(Story, new WithdrawProposal { OccurredAt = At, Code = "V2", Reason = new Sealed("reason") }, w => w.Proposal("V2")!.Withdrawal),
        ["set_criteria_adopting"] = new(Story,
            new SetCriteria { OccurredAt = At, Set = Set, Reason = new Sealed("reason"), RequestedBy = new Who("B3", null) }, w => w.CriteriaVersions[^1]),
        ["set_criteria_changing"] = new(Judged,
            new SetCriteria { OccurredAt = At, Set = Set, Reason = new Sealed("reason"), RequestedBy = new Who(null, "requester role") }, w => w.CriteriaVersions[^1]),
        ["set_criteria_from_instrument"] = new(Story, new SetCriteria
        {
            OccurredAt = At,
            Set = Set with { Instrument = new Instrument("instrument name", "instrument version", "instrument uri", "instrument code", new Guid("019f0000-0000-7000-8000-000000000012"), new DateTimeOffset(2026, 1, 2, 3, 4, 5, 6, TimeSpan.Zero), new DateTimeOffset(2026, 1, 3, 4, 5, 6, 7, TimeSpan.Zero)) },
            Reason = new Sealed("reason"),
            RequestedBy = new Who("B3", null),
            Departures = [new DepartureReason(DepartureKind.LeftOut, "code 8", new Sealed("reason 1")), new DepartureReason(DepartureKind.OtherName, "code 9", new Sealed("reason 2"))],
        }, w => w.CriteriaVersions[^1]),
        ["set_criteria_from_insights"] = new(Story.And(new CriteriaAdopted { OccurredAt = Day(3), Set = Learnt }),
            new SetCriteria { OccurredAt = At, Set = Learnt, Reason = new Sealed("reason"), RequestedBy = new Who("B3", null) }, w => w.CriteriaVersions[^1]),
        ["set_criteria_by_cards"] = new(Story, Weighted(WeightMethod.Cards,
            new WeightAnswers { Order = [new EquallyImportant(["code 2"], 7), new EquallyImportant(["code 1"], null)], Ratio = 2 }), w => w.CriteriaVersions[^1]),
        ["set_criteria_by_comparison"] = new(Story, Weighted(WeightMethod.PairwiseComparison,
            new WeightAnswers { Comparisons = [new CriteriaComparison("code 1", "code 2", 0.5m)] }), w => w.CriteriaVersions[^1]),
        ["set_criteria_by_swing"] = new(Story, Weighted(WeightMethod.Swing,
            new WeightAnswers { Points = [new CriterionPoints("code 1", 50), new CriterionPoints("code 2", 100)] }), w => w.CriteriaVersions[^1]),
        ["invite_stakeholder"] = new(Story, new InviteStakeholder
        {
            OccurredAt = At,
            Code = "code",
            Party = "party",
            Role = "role",
            Say = Say.Dissents,
            Interest = "interest",
            PersonName = new Sealed("person name"),
            Contact = new Sealed("contact"),
            KvkNumber = "kvk number",
            Subject = "subject",
        }, w => w.Stakeholder("code")),
        ["withdraw_stakeholder"] = new(Story, new WithdrawStakeholder { OccurredAt = At, Code = "B5", Reason = new Sealed("reason") }, w => w.Stakeholder("B5")!.Withdrawal),
        ["open_round"] = new(Story, new OpenRound { OccurredAt = At, About = "about", Blind = true }, w => w.Round(4)),
        ["close_round"] = new(Story, new CloseRound { OccurredAt = At, Number = 3 }, w => w.Round(3)),
        ["correct_stakeholder"] = new(Story.And(Corrected("B5", 1), Corrected("B5", 2, on: 16)), new CorrectStakeholder
        {
            OccurredAt = At,
            Code = "B5",
            Party = "party",
            Role = "role",
            Say = Say.Dissents,
            Interest = "interest",
            PersonName = new Sealed("person name"),
            Contact = new Sealed("contact"),
            KvkNumber = "kvk number",
            Subject = "subject",
            Reason = new Sealed("reason"),
        }, w => w.Stakeholder("B5")),
        ["grant_access"] = new(Story, new GrantAccess { OccurredAt = At, Subject = "subject", Role = "role", Reason = new Sealed("reason") }, w => w.AccessGrant(2)),
        ["end_access"] = new(Story.And(Granted(2)), new EndAccess { OccurredAt = At, Number = 2, Reason = new Sealed("reason") }, w => w.AccessGrant(2)),
        ["give_input"] = new(Late, new GiveInput { OccurredAt = At, Round = 4, Stakeholder = "B4", Proposal = Choice, Content = Input, LateReason = new Sealed("late reason") }, w => w.Input(6)),
        ["revise_input"] = new(Story,
            new ReviseInput { OccurredAt = At, Number = 5, Proposal = Choice, Content = Input, Reason = new Sealed("reason") }, w => w.Input(5)!.Revisions[1]),
        ["withdraw_input"] = new(Story, new WithdrawInput { OccurredAt = At, Number = 5, Reason = new Sealed("reason") }, w => w.Input(5)!.Withdrawal),
        ["raise_objection"] = new(Late,
            new RaiseObjection { OccurredAt = At, Round = 4, Stakeholder = "B4", Proposal = Choice, Input = 5, Grounds = new Sealed("grounds"), LateReason = new Sealed("late reason") }, w => w.Objection(7)),
        ["resolve_objection"] = new(Story, new ResolveObjection
        {
            OccurredAt = At,
            Number = 6,
            Means = ResolutionMeans.ConditionAdded,
            Resolution = new Sealed("resolution"),
            Proposal = Choice,
        }, w => w.Objection(6)!.Resolution),
        ["request_advice"] = new(Story, new RequestAdvice
        {
            OccurredAt = At,
            Stakeholder = "B3",
            About = "about",
            Proposal = Choice,
            Statutory = true,
            Basis = "basis",
            AdviseBy = new DateOnly(2026, 12, 31),
            DecreedDays = [new DateOnly(2026, 5, 6)],
        }, w => w.AdviceRequest(8)),
        ["receive_advice"] = new(Story, new ReceiveAdvice
        {
            OccurredAt = At,
            Number = 6,
            Tenor = AdviceTenor.NoObjection,
            Text = new Sealed("text"),
            Document = new Evidence("document uri", "document sha256"),
            DecreedDays = [new DateOnly(2026, 4, 8)],
        }, w => w.AdviceRequest(6)!.Received),
        ["follow_advice"] = new(Advised, new FollowAdvice { OccurredAt = At, Number = 7 }, w => w.AdviceRequest(7)!.Answer),
        ["reason_advice_deviation"] = new(Advised, new ReasonAdviceDeviation
        {
            OccurredAt = At,
            Number = 7,
            PartOfAdvice = new Sealed("part of advice"),
            Ground = DeviationGround.ThirdPartyAgreement,
            Reason = new Sealed("reason"),
            DecreedDays = [new DateOnly(2026, 3, 27)],
        }, w => w.AdviceRequest(7)!.Answer),
        ["give_score"] = new(Judged.And(BlindRound), new GiveScore
        {
            OccurredAt = At,
            Proposal = Choice,
            Criterion = "code 1",
            CriteriaVersion = 1,
            By = new Who("B4", null),
            Round = 4,
            Estimate = new Estimate(10, 10.0m, 20),
            Ground = new Sealed("ground"),
            Evidence = Evidences,
            LateReason = new Sealed("late reason"),
        }, w => w.Score(9)),
        ["revise_score"] = new(Judged, new ReviseScore
        {
            OccurredAt = At,
            Number = 8,
            Estimate = new Estimate(10, 20.0m, 20),
            Ground = new Sealed("ground"),
            Evidence = Evidences,
        }, w => w.Score(8)!.Revisions[1]),
        ["state_consequence"] = new(Judged.And(BlindRound), States("code 4", new ConsequenceContent { Positive = true, Negative = false }), w => w.Consequence(7)),
        ["state_consequence_in_words"] = new(Judged.And(BlindRound), States("code 3", new ConsequenceContent { Word = "words 7" }), w => w.Consequence(7)),
        ["state_consequence_in_money"] = new(Judged.And(BlindRound), States("code 5", new ConsequenceContent { Amounts = [new PartyAmount("party 1", -30, -20, 40), new PartyAmount("party 2", 50, 60, 70)] }), w => w.Consequence(7)),
        ["revise_consequence"] = new(Judged, Restates(4, new ConsequenceContent { Positive = false, Negative = true }), w => w.Consequence(4)!.Revisions[1]),
        ["revise_consequence_in_words"] = new(Judged, Restates(6, new ConsequenceContent { Word = "words 7" }), w => w.Consequence(6)!.Revisions[1]),
        ["revise_consequence_in_money"] = new(Judged, Restates(5, new ConsequenceContent { Amounts = [new PartyAmount("party 1", -30, -20, 40)] }), w => w.Consequence(5)!.Revisions[1]),
        ["record_outcome"] = new(Story, new RecordOutcome
        {
            OccurredAt = At,
            Method = new OutcomeMethod("method name", "method version"),
            Fingerprint = "fingerprint",
            ReadVersion = 11,
            Seed = "seed",
            Unit = "unit",
            Results =
            [
                new ProposalOutcome(new ProposalRevisionReference("V2", 3), 2, new Estimate(0.1m, 0.2m, 0.3m)),
                new ProposalOutcome(new ProposalRevisionReference("V1", 4), 1, new Estimate(0.4m, 0.5m, 0.6m)),
            ],
            Source = "source",
        }, w => w.Outcomes[^1]),
        ["record_outcome_computed"] = new(Story, new RecordOutcome
        {
            OccurredAt = At,
            CriteriaVersion = 2,
            Draws = 500,
            Weights = DrawnWeights.Any,
            Method = new OutcomeMethod("method name", "method version"),
            Fingerprint = "fingerprint",
            ReadVersion = 11,
            Seed = "18",
            Unit = "unit",
            Results = [new ProposalOutcome(new ProposalRevisionReference("V2", 3), 1, new Estimate(0.1m, 0.2m, 0.3m))],
            Computation = new OwnComputation(6, 400, DrawnWeights.AsGiven, "digest"),
        }, w => w.Outcomes[^1]),
        ["hold_ballot"] = new(Story, new HoldBallot
        {
            OccurredAt = At,
            Proposals = [Choice, new ProposalChoice("V1", 4)],
            Content = new BallotContent
            {
                Proposals = [],
                Question = "question",
                Entitled = new Electorate(353, "description"),
                Stakeholder = "B3",
                Complex = "complex",
                Votes = [new VoteCount(Vote.InFavour, null, 20), new VoteCount(Vote.Against, null, 30)],
                Method = "method",
                From = new DateOnly(2026, 3, 1),
                Until = new DateOnly(2026, 3, 20),
                Threshold = new Threshold(70.5m, ThresholdBase.Turnout),
                Evidence = Evidences,
            },
        }, w => w.Ballot(1)),
        ["correct_ballot"] = new(Story.And(Voted(1, on: 20), CorrectedBallot(1, 1, on: 21)), new CorrectBallot
        {
            OccurredAt = At,
            Number = 1,
            Proposals = [Choice, new ProposalChoice("V1", 4)],
            Content = new BallotContent
            {
                Proposals = [],
                Question = "question",
                Entitled = new Electorate(353, "description"),
                Stakeholder = "B3",
                Complex = "complex",
                Votes = [new VoteCount(Vote.InFavour, null, 20), new VoteCount(Vote.Against, null, 30)],
                Method = "method",
                From = new DateOnly(2026, 2, 1),
                Until = new DateOnly(2026, 2, 20),
                Threshold = new Threshold(70.5m, ThresholdBase.Turnout),
                Evidence = Evidences,
            },
            Reason = new Sealed("reason"),
        }, w => w.Ballot(1)),
        ["take_decision"] = new(Advised, new TakeDecision
        {
            OccurredAt = At,
            Proposal = Choice,
            Proposals = [new ProposalChoice("V1", 4)],
            Content = new DecisionContent
            {
                Kind = DecisionKind.Chosen,
                DeciderRole = "decider role",
                Rationale = new Sealed("rationale"),
                Deviations =
                [
                    new Deviation(DeviationFrom.Framework, "deviation framework", null, DeviationGround.Experiment, new Sealed("deviation reason 1")),
                    new Deviation(DeviationFrom.Advice, null, 7, DeviationGround.Affordability, new Sealed("deviation reason 2")),
                ],
                Conditions = ["condition 1", "condition 2"],
                Assumptions = ["assumption 1", "assumption 2"],
                MinorityOpinions = [new Sealed("minority opinion 1"), new Sealed("minority opinion 2")],
                ReviewDate = new DateOnly(2026, 12, 31),
                ReopenWhen = ["reopen when 1", "reopen when 2"],
                ProjectfasebesluitId = "projectfasebesluit",
            },
        }, w => w.Decision(1)),
        ["approve_decision"] = new(Chosen, new ApproveDecision { OccurredAt = At, Number = 3, Approved = true, Reason = new Sealed("reason") }, w => w.Decision(3)!.Approval),
        ["approve_decision_not"] = new(Chosen, new ApproveDecision { OccurredAt = At, Number = 3, Approved = false, Reason = new Sealed("reason") }, w => w.Decision(3)!.Approval),
        ["withdraw_decision"] = new(Chosen, new WithdrawDecision { OccurredAt = At, Number = 3, Reason = new Sealed("reason") }, w => w.Decision(3)!.Withdrawal),
        ["reopen_weighing"] = new(Chosen.And(ClosedWeighing(40) with { Reason = new Sealed("reason of the end") }),
            new ReopenWeighing { OccurredAt = At, Reason = new Sealed("reason") }, w => new { reopening = w.Reopenings[^1], superseded = w.Decision(3)!.Superseded, ended = w.Ended }),
        ["drop_assumption"] = new(Chosen,
            new DropAssumption { OccurredAt = At, Decision = 3, Assumption = 2, Explanation = new Sealed("explanation") }, w => w.Decision(3)!.FallenAssumptions[^1]),
        ["start_execution"] = new(Chosen, new StartExecution { OccurredAt = At, Decision = 3, WithoutApprovalReason = new Sealed("without approval reason") }, w => w.Decision(3)!.ExecutionStarted),
        ["hold_review"] = new(Chosen.And(Reviewed(3, 1, on: 40)), new HoldReview
        {
            OccurredAt = At,
            Decision = 3,
            Expected = new Sealed("expected"),
            Found = new Sealed("found"),
            Lessons = new Sealed("lessons"),
            Conclusion = ReviewConclusion.Adjust,
        }, w => w.Decision(3)!.Reviews[^1]),
        ["link_weighing"] = new(Story, new LinkWeighing { OccurredAt = At, Relation = LinkRelation.CarriesOut, Weighing = Other, Note = "note" }, w => w.Link(1)),
        ["unlink_weighing"] = new(Story.And(Linked(1)), new UnlinkWeighing { OccurredAt = At, Number = 1, Reason = new Sealed("reason") }, w => w.Link(1)),
        ["prepare_case"] = new(Story, new PrepareCase
        {
            OccurredAt = At,
            Content = new CaseContent
            {
                Title = new Sealed("title"),
                Question = new Sealed("question"),
                Background = new Sealed("background"),
                CameOfIt = new Sealed("came of it"),
                Criteria = [new SealedCaseText("BET", new Sealed("criterion"))],
                Proposals = [new SealedCaseText("V2", new Sealed("proposal"))],
                Parties = [new CasePartyKind("B4", PartyKind.Care)],
                Quotes = [new CaseRelease(7, "statement", 2)],
            },
            Rules = "case-rules-1",
            ReadVersion = 5,
            Digest = new string('c', 64),
            Removed = [new RemovedCount(RemovedKind.Day, 84)],
            Telltales = [new TelltaleCount(CaseTelltale.QuotesReleased, 1)],
        }, w => w.Case(1)),
        ["approve_case"] = new(Story.And(PreparedCase(on: 20)), new ApproveCase { OccurredAt = At, Number = 1, Digest = new string('a', 64) }, w => w.Case(1)),
        ["share_case"] = new(Story.And(PreparedCase(on: 20), ApprovedCase(on: 21)), new ShareCase { OccurredAt = At, Number = 1, Case = Other }, w => w.Case(1)),
        ["take_back_case"] = new(Story.And(PreparedCase(on: 20), ApprovedCase(on: 21), SharedCase(on: 22)), new TakeBackCase { OccurredAt = At, Number = 1, Reason = new Sealed("reason") }, w => w.Case(1)),
        ["correct_moment"] = new(Story.And(AskedAdvice()),
            new CorrectMoment { OccurredAt = At, Event = Story.Version + 1, Moment = Day(11.5), Reason = new Sealed("reason"), DecreedDays = [new DateOnly(2026, 3, 30)] }, w => w.MomentCorrections[0]),
        ["set_retention"] = new(Story, new SetRetention
        {
            OccurredAt = At,
            Status = ArchiveStatus.Blocked,
            Nomination = ArchiveNomination.Destroy,
            ActionDay = new DateOnly(2036, 12, 31),
            Reason = new Sealed("reason"),
        }, w => w.Retentions[0]),
        ["correct_text"] = new(Story.And(GaveInput(6, "B4", on: 14) with { Content = Input }), new CorrectText
        {
            OccurredAt = At,
            Event = Story.Version + 1,
            Field = "conditions",
            Item = 2,
            Text = new Sealed("text"),
            Ground = RectificationGround.Incomplete,
        }, w => w.TextCorrections[0]),
        ["erase_personal_data"] = new(Story.And(Granted(2) with { Reason = new Sealed("one") }, EndedAccess(2) with { Reason = new Sealed("other") }), new ErasePersonalData
        {
            OccurredAt = At,
            ErasureId = AnErasure,
            Subject = "person",
            Digests = ["one", "other"],
            Ground = ErasureGround.LegalObligation,
            DecidedBy = "first officer",
            ConfirmedBy = "second officer",
            RequestedAt = At.AddDays(-1),
        }, w => w.Erasures[0]),
        ["close_weighing"] = new(Chosen, new CloseWeighing { OccurredAt = At, Reason = new Sealed("reason"), WithoutApprovalReason = new Sealed("without approval reason") }, w => w.Ended),
        ["cancel_weighing"] = new(Story, new CancelWeighing { OccurredAt = At, Reason = new Sealed("reason") }, w => w.Ended),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Every_field_comes_where_it_belongs(string name)
    {
        var (given, command, part) = All[name];
        var ruling = given.When(command);
        ruling.IsRecorded();
        var recorded = new RecordedEvent(ruling.Event!, 77, At.AddHours(5), "clerk");
        Golden.Text("EveryField", name + ".json",
        [
            JsonSerializer.Serialize(new Dictionary<string, object?>
            {
                [command.GetType().Name] = command,
                [ruling.Event!.GetType().Name] = ruling.Event,
                [ruling.Event.Part] = part(given.After(recorded)),
            }, Indented).ReplaceLineEndings("\n"),
        ]);
    }

    /// <summary>What a command leaves to be filled in, for it names the proposal itself; and who is named by stakeholder or role, never by both.</summary>
    private static readonly string[] Elsewhere = ["InputContent.Proposal", "DecisionContent.Proposals", "BallotContent.Proposals", "VoteCount.Proposal", "Who.Stakeholder", "Who.Role"];

    [Theory, MemberData(nameof(Names))]
    public void No_field_of_the_command_is_left_out(string name)
    {
        // What belongs to one way of weighting is in the command of that way.
        var fields = All.Values.Select(row => row.Command).Where(command => command.GetType() == All[name].Command.GetType()).SelectMany(Fields).ToList();
        fields.ShouldNotBeEmpty();
        fields.GroupBy(f => f.Name).Where(field => field.All(f => !f.There)).Select(field => field.Key).Except(Elsewhere).ShouldBeEmpty();
    }

    /// <summary>s1 is S1: a caller may write a code in either case, and what is recorded is the code as it was first written.</summary>
    [Theory, MemberData(nameof(Names))]
    public void The_case_in_which_codes_are_written_makes_no_difference_to_what_is_recorded(string name)
    {
        var (given, command, _) = All[name];
        string[] codes = [.. given.Proposals.Select(p => p.Code), .. given.Stakeholders.Select(s => s.Code), .. given.CriteriaVersions.SelectMany(v => v.Set.Criteria).Select(c => c.Code), .. given.CriteriaVersions.SelectMany(v => v.Set.Beside).Select(c => c.Code)];
        var json = JsonSerializer.Serialize(command, command.GetType(), EventContract.Json);
        foreach (var code in codes) json = json.Replace($"\"{code}\"", $"\"{OtherCase(code)}\"", StringComparison.Ordinal);
        var other = (WeighingCommand)JsonSerializer.Deserialize(json, command.GetType(), EventContract.Json)!;
        given.When(other).Records(given.When(command).Event!);

        static string OtherCase(string code) => string.Concat(code.Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)));
    }

    [Theory, MemberData(nameof(Names))]
    public void No_two_fields_of_the_command_have_the_same_value(string name)
    {
        var command = JsonSerializer.SerializeToNode(All[name].Command, All[name].Command.GetType(), EventContract.Json)!.AsObject();
        // The answers about the weights name the criteria of the set again, so they are looked at by themselves.
        if (command["set"] is JsonObject set && set.Remove("weightAnswers", out var answers)) Leaves(answers).ShouldBeUnique();
        Leaves(command).ShouldBeUnique();
    }

    [Fact]
    public void Every_command_and_every_event_is_there()
    {
        All.Values.Select(row => row.Command.GetType()).Distinct()
            .ShouldBe(typeof(WeighingCommand).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(WeighingCommand))), ignoreOrder: true);
        All.Values.Select(row => row.Given.When(row.Command).Event!.GetType()).Distinct().ShouldBe(EventContract.NamesOf<WeighingEvent>().Select(n => n.Key), ignoreOrder: true);
        Directory.EnumerateFiles(Path.Combine(Repository.Tests, "EveryField"), "*.json").Select(Path.GetFileNameWithoutExtension).ShouldBe(All.Keys, ignoreOrder: true);
    }

    private static IEnumerable<(string Name, bool There)> Fields(object record) =>
        from property in record.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where !property.IsDefined(typeof(JsonIgnoreAttribute))
        let values = Values(property.GetValue(record)).ToList()
        from field in values.Where(v => v.GetType().Assembly == typeof(Weighing).Assembly && !v.GetType().IsEnum).SelectMany(Fields)
            .Prepend(($"{record.GetType().Name}.{property.Name}", values.Count > 0))
        select field;

    private static IEnumerable<object> Values(object? value) => value switch
    {
        null => [],
        string => [value],
        IEnumerable many => many.Cast<object>(),
        _ => [value],
    };

    /// <summary>Every text and number within, as it is written.</summary>
    private static IEnumerable<string> Leaves(JsonNode? node) => node switch
    {
        JsonObject record => record.SelectMany(m => Leaves(m.Value)),
        JsonArray list => list.SelectMany(Leaves),
        null => [],
        _ => [node.ToJsonString()],
    };
}
