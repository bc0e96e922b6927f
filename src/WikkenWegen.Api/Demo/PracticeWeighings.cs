using WikkenWegen.Api.Weighings;
using WikkenWegen.Api.Weighings.AccessGrants;
using WikkenWegen.Api.Weighings.AdviceRequests;
using WikkenWegen.Api.Weighings.Assessment;
using WikkenWegen.Api.Weighings.Ballots;
using WikkenWegen.Api.Weighings.Cases;
using WikkenWegen.Api.Weighings.Consultation;
using WikkenWegen.Api.Weighings.Corrections;
using WikkenWegen.Api.Weighings.Criteria;
using WikkenWegen.Api.Weighings.Decisions;
using WikkenWegen.Api.Weighings.Framings;
using WikkenWegen.Api.Weighings.Inputs;
using WikkenWegen.Api.Weighings.Links;
using WikkenWegen.Api.Weighings.Privacy;
using WikkenWegen.Api.Weighings.Proposals;
using WikkenWegen.Api.Weighings.Reviews;
using WikkenWegen.Api.Weighings.Stakeholders;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Demo;

/// <summary>
/// Weighings to practise on: the example of each operation in the document works on one of them. The first is under way, in the second a
/// decision waits for approval, and the third has something of everything.
/// </summary>
internal sealed class PracticeWeighings
{
    /// <summary>Operations that show most on a weighing as it could really have been; their examples use the first example of the file.</summary>
    private static readonly HashSet<string> OfTheWhole = ["getWeighing", "listEvents", "getEvent", "compareWeighing", "getComputedOutcome", "getOutcomeUnderCriteriaVersions", "getXmcda", "tryWhatIfs"];

    /// <summary>Which one has a case that waits for its decider, and which one that was shared; in the first, a case waits to be shared.</summary>
    private static readonly Dictionary<string, int> OfCases = new() { [ApproveCaseRequest.Endpoint.Id] = 1, [TakeBackCaseRequest.Endpoint.Id] = 2 };

    private static readonly ExampleWeighing InLife = ExampleWeighing.All()[0];

    private readonly List<ExampleStep> _steps = [];
    private DateTimeOffset _moment = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    /// <summary>The three practice weighings.</summary>
    public static readonly ExampleWeighing[] All =
    [
        new("OEFEN-1", [.. new PracticeWeighings().UnderWay("Oefenafweging: in behandeling", "OEFEN-1").Request().Grant().Vote().Link().Score().State("V3").Prepare().Approve()._steps]),
        new("OEFEN-2", [.. new PracticeWeighings().UnderWay("Oefenafweging: besloten", "OEFEN-2").Request().Advise().Decide().Prepare()._steps]),
        new("OEFEN-3", [.. new PracticeWeighings().UnderWay("Oefenafweging: van alles wat", "OEFEN-3").Everything()._steps]),
    ];

    /// <summary>The weighing on which the example of an operation works.</summary>
    /// <param name="operation">The operationId.</param>
    /// <param name="reads">Whether the operation only reads.</param>
    public static ExampleWeighing For(string operation, bool reads)
    {
        if (OfTheWhole.Contains(operation)) return InLife;
        if (OfCases.TryGetValue(operation, out var stands)) return All[stands];
        if (reads) return All[2];
        return StepCatalogue.All.Any(step => step.Id == operation && step.ExampleNeedsDecision) ? All[1] : All[0];
    }

    private PracticeWeighings UnderWay(string title, string reference)
    {
        Add(OpenWeighingRequest.Endpoint, OpenWeighingRequest.Endpoint.Example with { Title = title, Reference = reference });
        Add(SubmitProposalRequest.Endpoint, new SubmitProposalRequest { Name = "Niets doen", DoNothing = true });
        Add(SubmitProposalRequest.Endpoint, new SubmitProposalRequest { Name = "Renoveren", Costs = 10_400_000 });
        Add(SubmitProposalRequest.Endpoint, new SubmitProposalRequest { Name = "Slopen" });
        foreach (var say in new[] { Say.Advises, Say.Advises, Say.GivesInput, Say.Dissents })
            Add(InviteStakeholderRequest.Endpoint, new InviteStakeholderRequest { Party = "Bewoners", Role = "Bewonerscommissie", Say = say });
        Add(SetCriteriaRequest.Endpoint, new SetCriteriaRequest
        {
            Criteria = [Criterion("BET", "Betaalbaarheid"), Criterion("KWA", "Kwaliteit")],
            Beside = SetCriteriaRequest.Endpoint.Example.Beside,
            WeightMethod = WeightMethod.Direct,
        });
        Add(OpenRoundRequest.Endpoint, new OpenRoundRequest { About = "Wat vindt u ervan?" });
        Add(GiveInputRequest.Endpoint, new GiveInputRequest { Round = 1, Stakeholder = "B4", Position = Position.Against, Statement = $"Liever niet, schreef de bewonerscommissie bij {reference}." });
        Add(RaiseObjectionRequest.Endpoint, new RaiseObjectionRequest
        {
            Round = 1,
            Stakeholder = "B4",
            Proposal = new ProposalChoiceRequest { Code = "V3" },
            Grounds = "Wij raken onze buren kwijt.",
        });
        Add(GiveScoreRequest.Endpoint, new GiveScoreRequest
        {
            Proposal = new ProposalChoiceRequest { Code = "V3" },
            Criterion = "KWA",
            By = new WhoRequest { Role = "Strateeg wonen" },
            Low = 3,
            Expected = 4,
            High = 5,
        });
        return this;
    }

    private PracticeWeighings Request() => Add(RequestAdviceRequest.Endpoint, new RequestAdviceRequest { Stakeholder = "B2", About = "Het voornemen", Statutory = true });

    private PracticeWeighings Advise() => Add(ReceiveAdviceRequest.Endpoint, new ReceiveAdviceRequest { Tenor = AdviceTenor.Positive }, number: 1);

    private PracticeWeighings Grant() => Add(GrantAccessRequest.Endpoint, new GrantAccessRequest { Subject = "p.jansen", Role = "Projectleider", Reason = "Voert het project uit." });

    private PracticeWeighings Vote() => Add(HoldBallotRequest.Endpoint);

    /// <summary>Scores the proposal to do nothing on every criterion, so that there is an outcome.</summary>
    private PracticeWeighings Score()
    {
        foreach (var criterion in new[] { "BET", "KWA" })
            Add(GiveScoreRequest.Endpoint, new GiveScoreRequest { Proposal = new ProposalChoiceRequest { Code = "V1" }, Criterion = criterion, By = new WhoRequest { Role = "Strateeg wonen" }, Low = 2, Expected = 5, High = 6 });
        return this;
    }

    /// <summary>States a consequence of a proposal, on the criterion beside the others.</summary>
    private PracticeWeighings State(string proposal) => Add(StateConsequenceRequest.Endpoint, StateConsequenceRequest.Endpoint.Example with
    {
        Proposal = new ProposalChoiceRequest { Code = proposal },
        By = new WhoRequest { Role = "Strateeg wonen" },
    });

    /// <summary>Links to one of the examples of the file, which was opened some months later; what comes next happens after that.</summary>
    private PracticeWeighings Link()
    {
        _moment = new DateTimeOffset(2026, 4, 9, 8, 0, 0, TimeSpan.Zero);
        return Add(LinkWeighingRequest.Endpoint, LinkWeighingRequest.Endpoint.Example with { Relation = LinkRelation.FollowsFrom });
    }

    /// <summary>Prepares a case, which waits for the decider.</summary>
    private PracticeWeighings Prepare() => Add(PrepareCaseRequest.Endpoint);

    /// <summary>Approves the case, which waits to be shared then.</summary>
    private PracticeWeighings Approve() => Add(ApproveCaseRequest.Endpoint, new ApproveCaseRequest(), number: 1);

    private PracticeWeighings Decide() => Add(TakeDecisionRequest.Endpoint, new TakeDecisionRequest
    {
        Kind = DecisionKind.Chosen,
        Proposal = new ProposalChoiceRequest { Code = "V2" },
        Rationale = "Het vraagt het minst van wie hier al woont.",
        Assumptions = ["De subsidie komt."],
    });

    private PracticeWeighings Everything()
    {
        Add(WithdrawInputRequest.Endpoint, number: 1);
        Add(ResolveObjectionRequest.Endpoint, new ResolveObjectionRequest { Means = ResolutionMeans.Explained, Resolution = "Het was een misverstand." }, number: 1);
        Add(CloseRoundRequest.Endpoint, number: 1);
        Request().Advise();
        Add(FollowAdviceRequest.Endpoint, number: 1);
        Score();
        Practise(afterDecision: false);
        Decide();
        Practise(afterDecision: true);
        Add(CorrectMomentRequest.Endpoint, CorrectMomentRequest.Endpoint.Example with { Moment = new DateTimeOffset(2026, 1, 5, 8, 0, 30, TimeSpan.Zero) });
        Add(EndAccessRequest.Endpoint, number: 1);
        Add(ApproveDecisionRequest.Endpoint, number: 1);
        Add(StartExecutionRequest.Endpoint, new StartExecutionRequest(), number: 1);
        Add(DropAssumptionRequest.Endpoint, number: 1);
        Add(HoldReviewRequest.Endpoint, number: 1);
        Add(WithdrawDecisionRequest.Endpoint, number: 1);
        Add(WithdrawProposalRequest.Endpoint, code: "V2");
        Add(CorrectStakeholderRequest.Endpoint, code: "B1");
        Add(CorrectBallotRequest.Endpoint, number: 1);
        Add(WithdrawStakeholderRequest.Endpoint, code: "B1");
        Link();
        Add(UnlinkWeighingRequest.Endpoint, number: 1);
        Add(CancelWeighingRequest.Endpoint);
        Add(ReopenWeighingRequest.Endpoint);
        State("V3");
        Add(ReviseConsequenceRequest.Endpoint, number: 1);
        Add(CancelWeighingRequest.Endpoint);
        Add(CorrectTextRequest.Endpoint);
        Add(SetRetentionRequest.Endpoint);
        Prepare().Approve();
        return Add(ShareCaseRequest.Endpoint, number: 1);
    }

    /// <summary>Adds the steps that ask to be in practice (<see cref="StepEndpoint.InPractice"/>), each with its example as it is.</summary>
    private void Practise(bool afterDecision)
    {
        foreach (var step in StepCatalogue.All.Where(step => step.InPractice && step.ExampleNeedsDecision == afterDecision)) Add(step, step.ExampleRequest);
    }

    private PracticeWeighings Add(StepEndpoint step, StepRequest? request = null, object? code = null, object? number = null)
    {
        _steps.Add(ExampleStep.Of(step, (request ?? step.ExampleRequest) with { OccurredAt = _moment }, code, number));
        _moment = _moment.AddMinutes(1);
        return this;
    }

    private static CriterionRequest Criterion(string code, string name) => new()
    {
        Code = code,
        Name = name,
        Direction = Direction.HigherIsBetter,
        Scale = new ScaleRequest { Worst = 1, Best = 10, Unit = "punten" },
        Weight = 50,
    };
}
