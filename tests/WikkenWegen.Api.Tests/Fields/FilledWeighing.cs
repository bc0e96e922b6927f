using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Fields;

/// <summary>
/// A weighing in which every field of every request is filled in, in at least one request of its kind, and no two fields of a request have
/// the same value.
/// </summary>
internal static class FilledWeighing
{
    private static readonly ProposalChoiceRequest Choice = new() { Code = "V2", Revision = 3 };

    private static readonly DateTimeOffset Opening = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The requests in their order, each an hour after the one before, but for what is recorded late.</summary>
    public static IReadOnlyList<(string Method, string Path, StepRequest Body)> Steps =>
        [.. Bodies().Select((step, i) => step with { Body = step.Body with { OccurredAt = step.Body.OccurredAt ?? Opening.AddHours(i) } })];

    private static (string Method, string Path, StepRequest Body)[] Bodies() =>
    [
        new("POST", "", new OpenWeighingRequest
        {
            Title = "title een",
            Question = "question een",
            Occasion = "occasion een",
            Reference = "reference een",
            Identity = new ExternalIdentityRequest { IdExtern = "extern een", IdGegevensbeheerder = "beheerder een", IdOrganisatie = "organisatie een", IdAdministratie = "administratie een" },
            Level = Level.Operational,
            Scale = WeighingScale.District,
            Areas = [new AreaRequest { Code = "GM9901", Year = 2024 }, new AreaRequest { Code = "WK990102", Year = 2025 }],
            BagIds = ["9901100000000001", "9901100000000002"],
            Complexes = ["https://complex.example/1", "https://complex.example/2"],
            Clusters = ["https://cluster.example/1", "https://cluster.example/2"],
            Ownership = Ownership.Joint,
            Breadth = Breadth.Broad,
            SgeiRegime = SgeiRegime.Both,
            SgeiNote = "note een",
            HereFor = "here een",
            NotHereFor = "not here een",
            ProcessForm = ProcessForm.Majority,
            OwnerRole = "owner een",
            DeciderRole = "decider een",
            ApproverRole = "approver een",
            Mandate = "mandate een",
            Confidentiality = Confidentiality.Secret,
            Deadline = new DateOnly(2041, 1, 1),
        }),
        new("PUT", "/framing", new ReframeWeighingRequest
        {
            Title = "title twee",
            Question = "question twee",
            Occasion = "occasion twee",
            Reference = "reference twee",
            Identity = new ExternalIdentityRequest { IdExtern = "extern twee", IdGegevensbeheerder = "beheerder twee", IdOrganisatie = "organisatie twee", IdAdministratie = "administratie twee" },
            Level = Level.Tactical,
            Scale = WeighingScale.Complex,
            Areas = [new AreaRequest { Code = "GM9902", Year = 2021 }, new AreaRequest { Code = "WK990202", Year = 2022 }],
            BagIds = ["9902100000000001", "9902100000000002"],
            Complexes = ["https://complex.example/3", "https://complex.example/4"],
            Clusters = ["https://cluster.example/3", "https://cluster.example/4"],
            Ownership = Ownership.Own,
            Breadth = Breadth.Narrow,
            SgeiRegime = SgeiRegime.NonSgei,
            SgeiNote = "note twee",
            HereFor = "here twee",
            NotHereFor = "not here twee",
            ProcessForm = ProcessForm.Consensus,
            OwnerRole = "owner twee",
            DeciderRole = "decider twee",
            ApproverRole = "approver twee",
            Mandate = "mandate twee",
            Confidentiality = Confidentiality.Confidential,
            Deadline = new DateOnly(2042, 2, 2),
            Reason = "reason twee",
        }),
        new("POST", "/stakeholders", Stakeholder("B7", Say.Dissents)),
        new("POST", "/stakeholders", Stakeholder("B8", Say.Consents)),
        new("POST", "/stakeholders/B8/withdrawal", new WithdrawStakeholderRequest { Reason = "reason of the stakeholder" }),
        new("POST", "/stakeholders/B8/corrections", new CorrectStakeholderRequest
        {
            Party = "party corrected",
            Role = "role corrected",
            Say = Say.Advises,
            Interest = "interest corrected",
            PersonName = "person corrected",
            Contact = "contact corrected",
            KvkNumber = "00000049",
            Subject = "subject corrected",
            Reason = "reason of the correction",
        }),
        new("POST", "/access", new GrantAccessRequest { Subject = "subject of the grant", Role = "role of the grant", Reason = "reason of the grant" }),
        new("POST", "/access/2/ending", new EndAccessRequest { Reason = "reason of the end of the grant" }),
        new("POST", "/retentions", new SetRetentionRequest { Status = ArchiveStatus.HandedOver, Nomination = ArchiveNomination.Keep, ActionDay = new DateOnly(2036, 12, 31), Reason = "reason of the retention" }),
        new("POST", "/text-corrections", new CorrectTextRequest { Event = 3, Field = "personName", Item = 1, Text = "text of the correction", Ground = RectificationGround.Incomplete }),
        new("POST", "/links", new LinkWeighingRequest { Relation = LinkRelation.CarriesOut, Weighing = new Guid("019d6c1a-f800-7000-8000-000002026021"), Note = "note of the link" }),
        new("POST", "/links/1/ending", new UnlinkWeighingRequest { Reason = "reason of the end of the link" }),
        new("POST", "/moment-corrections", new CorrectMomentRequest { Event = 3, Moment = Opening.AddMinutes(90), Reason = "reason of the moment" }),
        new("POST", "/proposals", Submission("V1", doNothing: true, new WhoRequest { Stakeholder = "B7" })),
        new("POST", "/proposals", Submission("V2", doNothing: false, new WhoRequest { Role = "role of the author" })),
        new("POST", "/proposals", Submission("V3", doNothing: false, new WhoRequest { Role = "role of the author" })),
        new("POST", "/proposals", Submission("V4", doNothing: false, new WhoRequest { Role = "role of the author" })),
        new("POST", "/proposals/V3/withdrawal", new WithdrawProposalRequest { Reason = "reason of the proposal" }),
        new("POST", "/proposals/V1/revisions", Revision(true, new WhoRequest { Role = "role of the reviser" })),
        new("POST", "/proposals/V1/revisions", Revision(true, new WhoRequest { Stakeholder = "B7" })),
        new("POST", "/proposals/V1/revisions", Revision(true, new WhoRequest { Stakeholder = "B7" })),
        new("POST", "/proposals/V2/revisions", Revision(true, new WhoRequest { Stakeholder = "B7" })),
        new("POST", "/proposals/V2/revisions", Revision(false, new WhoRequest { Role = "role of the reviser" })),
        new("POST", "/proposals/V4/revisions", Revision(false, new WhoRequest { Role = "role of the reviser" })),
        new("PUT", "/criteria", Criteria("een", new WhoRequest { Stakeholder = "B7" }, WeightMethod.RankOrder, new WeightAnswersRequest { Order = Order(null), Formula = RankFormula.Sum })),
        new("PUT", "/criteria", Criteria("twee", new WhoRequest { Role = "role of the requester" }, WeightMethod.Cards, new WeightAnswersRequest { Order = Order(7), Ratio = 2 })),
        new("PUT", "/criteria", Criteria("drie", new WhoRequest { Role = "role of the requester" }, WeightMethod.PairwiseComparison,
            new WeightAnswersRequest { Comparisons = [new CriteriaComparisonRequest { Criterion = "KWA", Over = "BET", Times = 0.5m }] })),
        new("PUT", "/criteria", Criteria("vier", new WhoRequest { Role = "role of the requester" }, WeightMethod.Swing,
            new WeightAnswersRequest { Points = [new CriterionPointsRequest { Criterion = "KWA", Points = 50 }, new CriterionPointsRequest { Criterion = "BET", Points = 100 }] })),
        new("POST", "/rounds", new OpenRoundRequest { About = "about the first round", Blind = true, OccurredAt = FirstRound }),
        new("POST", "/rounds/1/closing", new CloseRoundRequest { OccurredAt = FirstRound.AddMinutes(10) }),
        new("POST", "/rounds", new OpenRoundRequest { About = "about the second round", Blind = false }),
        new("POST", "/inputs", Input("late") with { OccurredAt = FirstRound.AddMinutes(1), Round = 1, LateReason = "late reason of the input" }),
        new("POST", "/objections", new RaiseObjectionRequest { OccurredAt = FirstRound.AddMinutes(2), Round = 1, Stakeholder = "B7", Grounds = "late grounds", LateReason = "late reason of the objection" }),
        new("POST", "/scores", Score(new WhoRequest { Role = "role of the late assessor" }) with { OccurredAt = FirstRound.AddMinutes(3), Round = 1, CriteriaVersion = 2, LateReason = "late reason of the score" }),
        new("POST", "/consequences", Consequence("WIE", new WhoRequest { Role = "role of the late assessor" }) with
        {
            Positive = true, Negative = false, OccurredAt = FirstRound.AddMinutes(4), Round = 1, CriteriaVersion = 2, LateReason = "late reason of the consequence",
        }),
        new("POST", "/ballots", new HoldBallotRequest
        {
            Proposals = [Choice, new ProposalChoiceRequest { Code = "V1", Revision = 4 }],
            Question = "question of the ballot",
            Entitled = new ElectorateRequest { Number = 1017, Description = "who were entitled" },
            Stakeholder = "B7",
            Complex = "https://complex.example/5",
            Votes = [new VoteCountRequest { Vote = Vote.Prefers, Proposal = "V2", Number = 401 }, new VoteCountRequest { Vote = Vote.Against, Number = 203 }],
            Method = "method of the ballot",
            From = new DateOnly(2025, 12, 1),
            Until = new DateOnly(2025, 12, 8),
            Threshold = new ThresholdRequest { Percent = 70.5m, Of = ThresholdBase.Entitled },
            Evidence = Evidence('7', '8'),
        }),
        new("POST", "/ballots/1/corrections", new CorrectBallotRequest
        {
            Proposals = [Choice with { Revision = 1 }],
            Question = "question as corrected",
            Entitled = new ElectorateRequest { Number = 1018, Description = "who were entitled after all" },
            Stakeholder = "B8",
            Complex = "https://complex.example/6",
            Votes = [new VoteCountRequest { Vote = Vote.Prefers, Proposal = "V2", Number = 402 }, new VoteCountRequest { Vote = Vote.Blank, Number = 204 }],
            Method = "method as corrected",
            From = new DateOnly(2025, 12, 2),
            Until = new DateOnly(2025, 12, 9),
            Threshold = new ThresholdRequest { Percent = 71.5m, Of = ThresholdBase.Turnout },
            Evidence = Evidence('9', 'a'),
            Reason = "reason of the correction of the ballot",
        }),
        new("POST", "/inputs", Input("een")),
        new("POST", "/inputs", Input("twee") with { Proposal = new ProposalChoiceRequest { Code = "V1", Revision = 4 }, PreferredProposal = "V2" }),
        new("POST", "/inputs/3/revisions", new ReviseInputRequest
        {
            Proposal = new ProposalChoiceRequest { Code = "V1", Revision = 4 },
            Position = Position.Consent,
            Statement = "statement drie",
            Conditions = ["condition drie", "condition vier"],
            Resistance = 8,
            PreferredProposal = "V2",
            Reason = "reason of the input",
        }),
        new("POST", "/objections", new RaiseObjectionRequest { Round = 2, Stakeholder = "B7", Proposal = Choice, Input = 1, Grounds = "grounds" }),
        new("POST", "/objections/2/resolution", new ResolveObjectionRequest { Means = ResolutionMeans.ConditionAdded, Resolution = "resolution", Proposal = Choice }),
        new("POST", "/inputs/2/withdrawal", new WithdrawInputRequest { Reason = "reason of the withdrawn input" }),
        new("POST", "/scores", Score(new WhoRequest { Stakeholder = "B7" })),
        new("POST", "/scores", Score(new WhoRequest { Role = "role of the assessor" })),
        new("POST", "/scores/3/revisions", new ReviseScoreRequest
        {
            Low = 11.5m,
            Expected = 21.5m,
            High = 31.5m,
            Ground = "ground of the revised score",
            Evidence = Evidence('c', 'd'),
        }),
        new("POST", "/consequences", Consequence("WIJK", new WhoRequest { Stakeholder = "B7" }) with { Word = "weaker" }),
        new("POST", "/consequences", Consequence("BATEN", new WhoRequest { Role = "role of the assessor" }) with { Amounts = Amounts(-40.5m) }),
        new("POST", "/consequences", Consequence("WIE", new WhoRequest { Role = "role of the assessor" }) with { Positive = false, Negative = true }),
        new("POST", "/consequences/2/revisions", Again() with { Word = "stronger" }),
        new("POST", "/consequences/3/revisions", Again() with { Amounts = Amounts(60.5m) }),
        new("POST", "/consequences/4/revisions", Again() with { Positive = true, Negative = false }),
        new("POST", "/advice-requests", new RequestAdviceRequest
        {
            Stakeholder = "B7",
            About = "about the advice",
            Proposal = Choice,
            Statutory = true,
            Basis = "basis of the advice",
            AdviseBy = new DateOnly(2043, 3, 3),
        }),
        new("POST", "/advice-requests/1/advice", new ReceiveAdviceRequest { Tenor = AdviceTenor.NoObjection, Text = "text of the advice", Document = Evidence('e', 'f')[0] }),
        new("POST", "/advice-requests/1/deviation", new ReasonAdviceDeviationRequest { PartOfAdvice = "part of the advice", Ground = DeviationGround.Experiment, Reason = "reason of the deviation" }),
        new("POST", "/advice-requests", new RequestAdviceRequest { Stakeholder = "B7", About = "about another advice" }),
        new("POST", "/advice-requests/2/advice", new ReceiveAdviceRequest { Tenor = AdviceTenor.Negative, Text = "text of another advice" }),
        new("POST", "/advice-requests/2/following", new FollowAdviceRequest()),
        new("POST", "/outcomes", new RecordOutcomeRequest
        {
            Method = new OutcomeMethodRequest { Name = "method", Version = "1.2.3" },
            Fingerprint = new string('9', 64),
            ReadVersion = 11,
            Seed = "seed",
            Unit = "unit of the totals",
            Source = "source of the outcome",
            Results =
            [
                new ProposalOutcomeRequest { Proposal = new ProposalRevisionRequest { Code = "V2", Revision = 3 }, Rank = 2, Value = new OutcomeValueRequest { Low = 0.1m, Expected = 0.2m, High = 0.3m } },
                new ProposalOutcomeRequest { Proposal = new ProposalRevisionRequest { Code = "V1", Revision = 4 }, Rank = 1, Value = new OutcomeValueRequest { Low = 0.4m, Expected = 0.5m, High = 0.6m } },
            ],
        }),
        new("POST", "/decisions", Decision()),
        new("POST", "/decisions/1/approval", new ApproveDecisionRequest { Approved = false, Reason = "reason of the rejection" }),
        new("POST", "/decisions", Decision() with { Proposal = null, Proposals = [Choice, new ProposalChoiceRequest { Code = "V4", Revision = 2 }] }),
        new("POST", "/decisions/2/withdrawal", new WithdrawDecisionRequest { Reason = "reason of the withdrawn decision" }),
        new("POST", "/decisions", Decision()),
        new("POST", "/decisions/3/execution", new StartExecutionRequest { WithoutApprovalReason = "reason of the execution without approval" }),
        new("POST", "/decisions/3/fallen-assumptions", new DropAssumptionRequest { Assumption = 2, Explanation = "explanation" }),
        new("POST", "/decisions/3/reviews", new HoldReviewRequest { Expected = "expected", Found = "found", Lessons = "lessons", Conclusion = ReviewConclusion.WeighAgain }),
        new("POST", "/closing", new CloseWeighingRequest { Reason = "reason of the closing", WithoutApprovalReason = "reason of the closing without approval" }),
        new("POST", "/decisions/3/approval", new ApproveDecisionRequest { Approved = true, Reason = "reason of the approval" }),
        new("POST", "/reopenings", new ReopenWeighingRequest { Reason = "reason of the reopening" }),
        new("POST", "/cancellation", new CancelWeighingRequest { Reason = "reason of the cancellation" }),
        new("POST", "/cases", new PrepareCaseRequest
        {
            Title = "title of the case",
            Question = "question of the case",
            Background = "background of the case",
            CameOfIt = "what came of the case",
            Criteria = [new CaseTextRequest { Code = "BET", Text = "criterion in the case" }, new CaseTextRequest { Code = "KWA", Text = "other criterion in the case" }],
            Proposals = [new CaseTextRequest { Code = "V2", Text = "proposal in the case" }],
            Parties = [new CasePartyKindRequest { Code = "B7", Kind = PartyKind.Care }],
            Quotes = [new CaseReleaseRequest { Event = 2, Field = "reason", Item = 1 }],
        }),
        new("POST", "/cases/1/approval", new ApproveCaseRequest()),
        new("POST", "/cases/1/sharing", new ShareCaseRequest()),
        new("POST", "/cases/1/taking-back", new TakeBackCaseRequest { Reason = "reason of the taking back" }),
    ];

    /// <summary>When the first round was open: after everything that was given in it.</summary>
    private static DateTimeOffset FirstRound => Opening.AddHours(30);

    private static InviteStakeholderRequest Stakeholder(string code, Say say) => new()
    {
        Code = code,
        Party = "party of " + code,
        Role = "role of " + code,
        Say = say,
        Interest = "interest of " + code,
        PersonName = "person of " + code,
        Contact = "contact of " + code,
        KvkNumber = "0000004" + code[1..],
        Subject = "subject of " + code,
    };

    private static SubmitProposalRequest Submission(string code, bool doNothing, WhoRequest author) =>
        new() { Code = code, Name = "name of " + code, Description = "description of " + code, Costs = 1234.56m, DoNothing = doNothing, Author = author };

    private static ReviseProposalRequest Revision(bool doNothing, WhoRequest author) =>
        new() { Name = "name revised", Description = "description revised", Costs = 2345.67m, DoNothing = doNothing, Author = author, Reason = "reason of the revision" };

    private static EquallyImportantRequest[] Order(int? blankCards) =>
        [new EquallyImportantRequest { Criteria = ["BET"], BlankCardsBelow = blankCards }, new EquallyImportantRequest { Criteria = ["KWA"] }];

    private static SetCriteriaRequest Criteria(string version, WhoRequest requester, WeightMethod method, WeightAnswersRequest answers) => new()
    {
        ClearMargin = 3.75m,
        Criteria =
        [
            new CriterionRequest
            {
                Code = "BET",
                Name = "name of BET " + version,
                Goal = "goal of BET " + version,
                Direction = Direction.LowerIsBetter,
                Scale = new ScaleRequest { Worst = 90, Best = 10, Unit = "unit of BET " + version, Reference = new ScaleLevelRequest { Value = 35, Words = "reference of BET " + version } },
                Weight = 60,
            },
            new CriterionRequest
            {
                Code = "KWA",
                Name = "name of KWA " + version,
                Goal = "goal of KWA " + version,
                Direction = Direction.HigherIsBetter,
                Scale = new ScaleRequest { Worst = 1, Best = 3, Levels = [new ScaleLevelRequest { Value = 1.0m, Words = "words 1 " + version }, new ScaleLevelRequest { Value = 3.0m, Words = "words 3 " + version }] },
                Weight = 30,
            },
        ],
        Beside =
        [
            Beside("WIE", version, new BesideScaleRequest { Kind = BesideScaleKind.PositiveNegative }),
            Beside("WIJK", version, new BesideScaleRequest { Kind = BesideScaleKind.Ordinal, Words = ["weaker", "stronger"] }),
            Beside("BATEN", version, new BesideScaleRequest { Kind = BesideScaleKind.MoneyPerParty, Unit = "unit of BATEN", Parties = ["tenants", "town"] }),
        ],
        WeightMethod = method,
        WeightAnswers = answers,
        Instrument = new InstrumentRequest { Name = "instrument " + version, Version = "version " + version, Uri = "https://instrument.example/" + version },
        Reason = "reason of criteria " + version,
        RequestedBy = requester,
    };

    private static CriterionBesideRequest Beside(string code, string version, BesideScaleRequest scale) =>
        new() { Code = code, Name = $"name of {code} {version}", Goal = $"goal of {code} {version}", Scale = scale };

    private static StateConsequenceRequest Consequence(string criterion, WhoRequest by) => new()
    {
        Proposal = Choice,
        Criterion = criterion,
        CriteriaVersion = 1,
        By = by,
        Round = 2,
        Ground = "ground of the consequence",
        Evidence = Evidence('3', '4'),
    };

    private static ReviseConsequenceRequest Again() => new() { Ground = "ground of the revised consequence", Evidence = Evidence('5', '6') };

    private static PartyAmountRequest[] Amounts(decimal from) =>
        [new PartyAmountRequest { Party = "tenants", Low = from, Expected = from + 1, High = from + 2 }, new PartyAmountRequest { Party = "town", Low = from + 3, Expected = from + 4, High = from + 5 }];

    private static GiveInputRequest Input(string which) => new()
    {
        Round = 2,
        Stakeholder = "B7",
        Proposal = Choice,
        Position = Position.InFavourWithConditions,
        Statement = "statement " + which,
        Conditions = ["condition een " + which, "condition twee " + which],
        Resistance = 9,
        PreferredProposal = "V1",
    };

    private static GiveScoreRequest Score(WhoRequest by) => new()
    {
        Proposal = Choice,
        Criterion = "BET",
        CriteriaVersion = 1,
        By = by,
        Round = 2,
        Low = 10.5m,
        Expected = 20.5m,
        High = 30.5m,
        Ground = "ground of the score",
        Evidence = Evidence('a', 'b'),
    };

    private static EvidenceRequest[] Evidence(params char[] digits) =>
        [.. digits.Select(digit => new EvidenceRequest { Uri = $"https://evidence.example/{digit}", Sha256 = new string(digit, 64) })];

    private static TakeDecisionRequest Decision() => new()
    {
        Kind = DecisionKind.Chosen,
        Proposal = Choice,
        DeciderRole = "decider of the decision",
        Rationale = "rationale",
        Deviations =
        [
            new DeviationRequest { From = DeviationFrom.Framework, Framework = "name of the framework", Ground = DeviationGround.TargetPortfolio, Reason = "reason of the first deviation" },
            new DeviationRequest { From = DeviationFrom.Advice, AdviceRequest = 1, Ground = DeviationGround.Affordability, Reason = "reason of the second deviation" },
        ],
        Conditions = ["condition one", "condition two"],
        Assumptions = ["assumption one", "assumption two"],
        MinorityOpinions = ["opinion one", "opinion two"],
        ReviewDate = new DateOnly(2044, 4, 4),
        ReopenWhen = ["reopen when one", "reopen when two"],
        ProjectfasebesluitId = "projectfasebesluit",
    };
}
