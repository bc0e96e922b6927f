using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Support;

using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Replay;

/// <summary>
/// A weighing with an event of every type, in which every field that can hold a personal text holds one, unlike any other.
/// </summary>
internal sealed class FullWeighing
{
    private static readonly JsonSerializerOptions Json = new(ApiJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private static readonly DateTimeOffset Opening = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private readonly string _mark = Guid.NewGuid().ToString("N")[..8];
    private readonly List<string> _texts = [];

    public FullWeighing() => Steps =
    [
        new("POST", "", new OpenWeighingRequest
        {
            Title = "Alles erop en eraan",
            Question = "Wat doen we met het complex?",
            Occasion = "De ketels zijn op.",
            Level = Level.Tactical,
            Scale = WeighingScale.Complex,
            Areas = [new AreaRequest { Code = "GM9901", Year = 2024 }, new AreaRequest { Code = "GM9901", Year = 2026 }],
            Ownership = Ownership.Joint,
            Breadth = Breadth.Broad,
            SgeiRegime = SgeiRegime.Both,
            ProcessForm = ProcessForm.Advice,
            OwnerRole = "Strateeg wonen",
            DeciderRole = "Bestuurder",
            ApproverRole = "Raad van commissarissen",
            Confidentiality = Confidentiality.Internal,
            OccurredAt = Opening,
        }),
        new("PUT", "/framing", new ReframeWeighingRequest
        {
            Title = "Alles erop en eraan",
            Question = "Wat doen we met het complex en de tuin?",
            Level = Level.Tactical,
            Scale = WeighingScale.Complex,
            Areas = [new AreaRequest { Code = "GM9901", Year = 2025 }, new AreaRequest { Code = "GM9901", Year = 2026 }],
            Ownership = Ownership.Joint,
            Breadth = Breadth.Broad,
            SgeiRegime = SgeiRegime.Both,
            ProcessForm = ProcessForm.Advice,
            OwnerRole = "Strateeg wonen",
            DeciderRole = "Bestuurder",
            ApproverRole = "Raad van commissarissen",
            Confidentiality = Confidentiality.Internal,
            Reason = Text(),
        }),
        new("POST", "/stakeholders", new InviteStakeholderRequest
        {
            Code = "B1",
            Party = "Bewonerscommissie",
            Role = "Voorzitter",
            Say = Say.Advises,
            Interest = "Wie hier woont",
            PersonName = Text(),
            Contact = Text(),
            OccurredAt = Opening.AddHours(1),
        }),
        new("POST", "/stakeholders", new InviteStakeholderRequest { Code = "B2", Party = "Gemeente", Role = "Wijkregisseur", Say = Say.GivesInput, OccurredAt = Opening.AddDays(1) }),
        new("POST", "/stakeholders/B1/corrections", new CorrectStakeholderRequest { Party = "Bewonerscommissie Merelflat", Role = "Voorzitter", Say = Say.Advises, PersonName = Text(), Contact = Text(), Reason = Text() }),
        new("POST", "/access", new GrantAccessRequest { Subject = "a.devries", Role = "Projectleider", Reason = Text() }),
        new("POST", "/access/2/ending", new EndAccessRequest { Reason = Text() }),
        new("POST", "/retentions", new SetRetentionRequest { Status = ArchiveStatus.ToBeKept, Nomination = ArchiveNomination.Destroy, ActionDay = new DateOnly(2036, 12, 31), Reason = Text() }),
        new("POST", "/text-corrections", new CorrectTextRequest { Event = 3, Field = "personName", Text = Text(), Ground = RectificationGround.Inaccurate }),
        new("POST", "/links", new LinkWeighingRequest { Relation = LinkRelation.CarriesOut, Weighing = new Guid("019d6c1a-f800-7000-8000-000002026021"), Note = "Voert de koers uit." }),
        new("POST", "/links/1/ending", new UnlinkWeighingRequest { Reason = Text() }),
        new("POST", "/stakeholders", new InviteStakeholderRequest { Code = "B3", Party = "Zorg", Role = "Verpleegkundige", Say = Say.GivesInput }),
        new("POST", "/moment-corrections", new CorrectMomentRequest { Event = 4, Moment = Opening.AddDays(2), Reason = Text() }),
        new("POST", "/stakeholders/B3/withdrawal", new WithdrawStakeholderRequest { Reason = Text() }),
        new("POST", "/proposals", new SubmitProposalRequest { Code = "V1", Name = "Renoveren", Costs = 1_250_000.50m, Author = new WhoRequest { Stakeholder = "B1" }, OccurredAt = Opening.AddDays(3) }),
        new("POST", "/proposals", new SubmitProposalRequest { Code = "V2", Name = "Niets doen", DoNothing = true }),
        new("POST", "/proposals", new SubmitProposalRequest { Code = "V3", Name = "Slopen" }),
        new("POST", "/proposals/V1/revisions", new ReviseProposalRequest { Name = "Renoveren in twee fasen", Reason = Text() }),
        new("POST", "/proposals/V3/withdrawal", new WithdrawProposalRequest { Reason = Text() }),
        new("PUT", "/criteria", Criteria(60) with { OccurredAt = Opening.AddDays(3) }),
        new("PUT", "/criteria", Criteria(70)),
        new("POST", "/rounds", new OpenRoundRequest { About = "De richting", Blind = true }),
        new("POST", "/inputs", new GiveInputRequest
        {
            Round = 1,
            Stakeholder = "B1",
            Proposal = new ProposalChoiceRequest { Code = "V1" },
            Position = Position.InFavourWithConditions,
            Statement = Text(),
            Conditions = [Text(), Text()],
            Resistance = 3,
            PreferredProposal = "V1",
        }),
        new("POST", "/inputs/1/revisions", new ReviseInputRequest { Position = Position.OverridingObjection, Statement = Text(), Conditions = [Text()], Reason = Text() }),
        new("POST", "/objections", new RaiseObjectionRequest { Round = 1, Stakeholder = "B1", Input = 1, Grounds = Text() }),
        new("POST", "/objections/1/resolution", new ResolveObjectionRequest
        {
            Means = ResolutionMeans.ProposalChanged,
            Resolution = Text(),
            Proposal = new ProposalChoiceRequest { Code = "V1" },
        }),
        new("POST", "/inputs/1/withdrawal", new WithdrawInputRequest { Reason = Text() }),
        new("POST", "/scores", new GiveScoreRequest
        {
            Round = 1,
            Proposal = new ProposalChoiceRequest { Code = "V1" },
            Criterion = "BET",
            By = new WhoRequest { Stakeholder = "B2" },
            Low = 5.5m,
            Expected = 6.50m,
            High = 7,
            Ground = Text(),
            Evidence = [new EvidenceRequest { Uri = "https://bewijs.example/1", Sha256 = new string('a', 64) }],
        }),
        new("POST", "/scores/1/revisions", new ReviseScoreRequest { Low = 5, Expected = 6, High = 7, Ground = Text() }),
        new("POST", "/consequences", new StateConsequenceRequest
        {
            Round = 1,
            Proposal = new ProposalChoiceRequest { Code = "V1" },
            Criterion = "WIE",
            By = new WhoRequest { Stakeholder = "B2" },
            Positive = true,
            Negative = true,
            Ground = Text(),
            Evidence = [new EvidenceRequest { Uri = "https://bewijs.example/2", Sha256 = new string('b', 64) }],
        }),
        new("POST", "/consequences/1/revisions", new ReviseConsequenceRequest { Positive = false, Negative = true, Ground = Text() }),
        new("POST", "/rounds/1/closing", new CloseRoundRequest()),
        new("POST", "/rounds", new OpenRoundRequest { About = "Wat er speelt", Blind = true, OccurredAt = Opening.AddDays(4) }),
        new("POST", "/rounds/2/closing", new CloseRoundRequest { OccurredAt = Opening.AddDays(8) }),
        new("POST", "/inputs", new GiveInputRequest { Round = 2, Stakeholder = "B2", Position = Position.Consent, Statement = Text(), OccurredAt = Opening.AddDays(5), LateReason = Text() }),
        new("POST", "/objections", new RaiseObjectionRequest { Round = 2, Stakeholder = "B2", Grounds = Text(), OccurredAt = Opening.AddDays(6), LateReason = Text() }),
        new("POST", "/scores", new GiveScoreRequest
        {
            Round = 2,
            Proposal = new ProposalChoiceRequest { Code = "V1", Revision = 1 },
            Criterion = "BET",
            CriteriaVersion = 1,
            By = new WhoRequest { Role = "Strateeg wonen" },
            Low = 4,
            Expected = 5,
            High = 6,
            Ground = Text(),
            OccurredAt = Opening.AddDays(7),
            LateReason = Text(),
        }),
        new("POST", "/consequences", new StateConsequenceRequest
        {
            Round = 2,
            Proposal = new ProposalChoiceRequest { Code = "V1", Revision = 1 },
            Criterion = "WIE",
            CriteriaVersion = 1,
            By = new WhoRequest { Role = "Strateeg wonen" },
            Positive = false,
            Negative = false,
            OccurredAt = Opening.AddDays(7),
            LateReason = Text(),
        }),
        new("POST", "/ballots", new HoldBallotRequest
        {
            Proposals = [new ProposalChoiceRequest { Code = "V1" }],
            Entitled = new ElectorateRequest { Number = 353, Description = "De huishoudens van de Merelflat" },
            Stakeholder = "B1",
            Votes = [new VoteCountRequest { Vote = Vote.InFavour, Number = 292 }, new VoteCountRequest { Vote = Vote.Against, Number = 40 }],
            Threshold = new ThresholdRequest { Percent = 70, Of = ThresholdBase.Entitled },
        }),
        new("POST", "/ballots/1/corrections", new CorrectBallotRequest
        {
            Proposals = [new ProposalChoiceRequest { Code = "V1" }],
            Entitled = new ElectorateRequest { Number = 353, Description = "De huishoudens van de Merelflat" },
            Stakeholder = "B1",
            Votes = [new VoteCountRequest { Vote = Vote.InFavour, Number = 290 }, new VoteCountRequest { Vote = Vote.Against, Number = 42 }],
            Threshold = new ThresholdRequest { Percent = 70, Of = ThresholdBase.Entitled },
            Reason = Text(),
        }),
        new("POST", "/advice-requests", new RequestAdviceRequest { Stakeholder = "B1", About = "Het voorgenomen besluit", Statutory = true }),
        new("POST", "/advice-requests/1/advice", new ReceiveAdviceRequest { Tenor = AdviceTenor.Negative, Text = Text() }),
        new("POST", "/advice-requests/1/deviation", new ReasonAdviceDeviationRequest { PartOfAdvice = Text(), Ground = DeviationGround.Financial, Reason = Text() }),
        new("POST", "/advice-requests", new RequestAdviceRequest { Stakeholder = "B2", About = "De tuin" }),
        new("POST", "/advice-requests/2/advice", new ReceiveAdviceRequest { Tenor = AdviceTenor.Positive, Text = Text() }),
        new("POST", "/advice-requests/2/following", new FollowAdviceRequest()),
        new("POST", "/outcomes", new RecordOutcomeRequest
        {
            Method = new OutcomeMethodRequest { Name = "additive-value", Version = "1.0.0" },
            Fingerprint = new string('c', 64),
            ReadVersion = 20,
            Results =
            [
                new ProposalOutcomeRequest
                {
                    Proposal = new ProposalRevisionRequest { Code = "V1", Revision = 2 },
                    Rank = 1,
                    Value = new OutcomeValueRequest { Low = 5, Expected = 6, High = 7 },
                },
            ],
        }),
        new("POST", "/decisions", Decision()),
        new("POST", "/decisions/1/approval", new ApproveDecisionRequest { Approved = false, Reason = Text() }),
        new("POST", "/decisions", Decision()),
        new("POST", "/decisions/2/withdrawal", new WithdrawDecisionRequest { Reason = Text() }),
        new("POST", "/decisions", Decision()),
        new("POST", "/decisions/3/execution", new StartExecutionRequest { WithoutApprovalReason = Text() }),
        new("POST", "/closing", new CloseWeighingRequest { Reason = Text(), WithoutApprovalReason = Text() }),
        new("POST", "/reopenings", new ReopenWeighingRequest { Reason = Text() }),
        new("POST", "/decisions", Decision()),
        new("POST", "/decisions/4/approval", new ApproveDecisionRequest { Approved = true, Reason = Text() }),
        new("POST", "/decisions/4/execution", new StartExecutionRequest()),
        new("POST", "/decisions/4/fallen-assumptions", new DropAssumptionRequest { Assumption = 2, Explanation = Text() }),
        new("POST", "/decisions/4/reviews", new HoldReviewRequest { Expected = Text(), Found = Text(), Lessons = Text(), Conclusion = ReviewConclusion.Adjust }),
        new("POST", "/closing", new CloseWeighingRequest { Reason = Text() }),
        new("POST", "/reopenings", new ReopenWeighingRequest { Reason = Text() }),
        new("POST", "/cancellation", new CancelWeighingRequest { Reason = Text() }),
        new("POST", "/cases", new PrepareCaseRequest
        {
            Title = Text(),
            Question = Text(),
            Background = Text(),
            CameOfIt = Text(),
            Criteria = [new CaseTextRequest { Code = "BET", Text = Text() }],
            Proposals = [new CaseTextRequest { Code = "V1", Text = Text() }],
            Parties = [new CasePartyKindRequest { Code = "B1", Kind = PartyKind.Residents }],
        }),
        new("POST", "/cases/1/approval", new ApproveCaseRequest()),
        new("POST", "/cases/1/sharing", new ShareCaseRequest()),
        new("POST", "/cases/1/taking-back", new TakeBackCaseRequest { Reason = Text() }),
    ];

    /// <summary>The requests, from the opening on.</summary>
    public IReadOnlyList<(string Method, string Path, StepRequest Body)> Steps { get; }

    /// <summary>The personal texts in them.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>Records it.</summary>
    /// <param name="client">Who records it.</param>
    /// <param name="afterEach">What to do after each step.</param>
    public async Task<WeighingClient> Record(HttpClient client, Func<WeighingClient, Task>? afterEach = null)
    {
        var weighing = await WeighingClient.Open(client, JsonSerializer.SerializeToNode(Steps[0].Body, Steps[0].Body.GetType(), Json)!.AsObject());
        if (afterEach is not null) await afterEach(weighing);
        foreach (var (method, path, body) in Steps.Skip(1))
        {
            await weighing.Record(path, JsonSerializer.Serialize(body, body.GetType(), Json), method);
            if (afterEach is not null) await afterEach(weighing);
        }
        return weighing;
    }

    private SetCriteriaRequest Criteria(decimal weight) => new()
    {
        Criteria =
        [
            new CriterionRequest
            {
                Code = "BET",
                Name = "Betaalbaarheid",
                Direction = Direction.HigherIsBetter,
                Scale = new ScaleRequest { Worst = 1, Best = 10, Unit = "punten" },
                Weight = weight,
            },
        ],
        Beside = [new CriterionBesideRequest { Code = "WIE", Name = "Wie er beter en slechter van wordt", Scale = new BesideScaleRequest { Kind = BesideScaleKind.PositiveNegative } }],
        WeightMethod = WeightMethod.Direct,
        Reason = Text(),
        RequestedBy = new WhoRequest { Stakeholder = "B2" },
    };

    private TakeDecisionRequest Decision() => new()
    {
        Kind = DecisionKind.Chosen,
        Proposal = new ProposalChoiceRequest { Code = "V1" },
        Rationale = Text(),
        Deviations =
        [
            new DeviationRequest { From = DeviationFrom.Framework, Framework = "Investeringsstatuut", Ground = DeviationGround.Liveability, Reason = Text() },
            new DeviationRequest { From = DeviationFrom.Advice, AdviceRequest = 1, Ground = DeviationGround.Financial, Reason = Text() },
        ],
        Conditions = ["70% stemt in", "Subsidie"],
        Assumptions = ["Subsidie komt", "Bouwkosten stijgen niet"],
        MinorityOpinions = [Text(), Text()],
        ReviewDate = new DateOnly(2039, 6, 1),
        ReopenWhen = ["De kosten stijgen meer dan 12%"],
    };

    private string Text()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"Persoonlijk{_mark}x{_texts.Count}x");
        _texts.Add(text);
        return text;
    }
}
