using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Demo;

/// <summary>
/// Weighings to try things on: in the one or the other each operation works with the example that the document gives of it. The first is
/// under way, in the second a decision awaits approval, and in the third there is something of everything.
/// </summary>
internal sealed class PracticeWeighings
{
    /// <summary>Steps that build on a decision, or on an advice that was received.</summary>
    private static readonly HashSet<string> AfterDecision =
    [
        "followAdvice", "reasonAdviceDeviation", "approveDecision", "withdrawDecision", "reopenWeighing", "dropAssumption", "startExecution", "holdReview", "closeWeighing",
    ];

    /// <summary>What shows best on a weighing as they are in life.</summary>
    private static readonly HashSet<string> OfTheWhole = ["getWeighing", "listEvents", "getEvent", "compareWeighing"];

    private static readonly ExampleWeighing InLife = ExampleWeighing.All()[0];

    private readonly List<ExampleStep> _steps = [];
    private DateTimeOffset _moment = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    /// <summary>All three.</summary>
    public static readonly ExampleWeighing[] All =
    [
        new("OEFEN-1", [.. new PracticeWeighings().UnderWay("Oefenafweging: in behandeling", "OEFEN-1").Request()._steps]),
        new("OEFEN-2", [.. new PracticeWeighings().UnderWay("Oefenafweging: besloten", "OEFEN-2").Request().Advise().Decide()._steps]),
        new("OEFEN-3", [.. new PracticeWeighings().UnderWay("Oefenafweging: van alles wat", "OEFEN-3").Everything()._steps]),
    ];

    /// <summary>The weighing on which an operation can be tried.</summary>
    /// <param name="operation">operationId.</param>
    /// <param name="reads">Whether it only reads.</param>
    public static ExampleWeighing For(string operation, bool reads) => 
        OfTheWhole.Contains(operation) ? InLife : All[reads ? 2 : AfterDecision.Contains(operation) ? 1 : 0];

    private PracticeWeighings UnderWay(string title, string reference)
    {
        Add(OpenWeighingRequest.Step, OpenWeighingRequest.Step.Example with { Title = title, Reference = reference });
        Add(SubmitProposalRequest.Step, new SubmitProposalRequest { Name = "Niets doen", DoNothing = true });
        Add(SubmitProposalRequest.Step, new SubmitProposalRequest { Name = "Renoveren", Costs = 10_400_000 });
        Add(SubmitProposalRequest.Step, new SubmitProposalRequest { Name = "Slopen" });
        foreach (var say in new[] { Say.Advises, Say.Advises, Say.GivesInput, Say.Dissents })
            Add(InviteStakeholderRequest.Step, new InviteStakeholderRequest { Party = "Bewoners", Role = "Bewonerscommissie", Say = say });
        Add(SetCriteriaRequest.Step, new SetCriteriaRequest { Criteria = [Criterion("BET", "Betaalbaarheid"), Criterion("KWA", "Kwaliteit")], WeightMethod = WeightMethod.Direct });
        Add(OpenRoundRequest.Step, new OpenRoundRequest { About = "Wat vindt u ervan?" });
        Add(GiveInputRequest.Step, new GiveInputRequest { Round = 1, Stakeholder = "B4", Position = Position.Against, Statement = $"Liever niet, schreef de bewonerscommissie bij {reference}." });
        Add(RaiseObjectionRequest.Step, new RaiseObjectionRequest
        {
            Round = 1,
            Stakeholder = "B4",
            Proposal = new ProposalChoiceRequest { Code = "V3" },
            Grounds = "Wij raken onze buren kwijt.",
        });
        Add(GiveScoreRequest.Step, new GiveScoreRequest
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

    private PracticeWeighings Request() => Add(RequestAdviceRequest.Step, new RequestAdviceRequest { Stakeholder = "B2", About = "Het voornemen", Statutory = true });

    private PracticeWeighings Advise() => Add(ReceiveAdviceRequest.Step, new ReceiveAdviceRequest { Tenor = AdviceTenor.Positive }, number: 1);

    private PracticeWeighings Decide() => Add(TakeDecisionRequest.Step, new TakeDecisionRequest
    {
        Kind = DecisionKind.Chosen,
        Proposal = new ProposalChoiceRequest { Code = "V2" },
        Rationale = "Het vraagt het minst van wie hier al woont.",
        Assumptions = ["De subsidie komt."],
    });

    private PracticeWeighings Everything()
    {
        Add(WithdrawInputRequest.Step, number: 1);
        Add(ResolveObjectionRequest.Step, new ResolveObjectionRequest { Means = ResolutionMeans.Explained, Resolution = "Het was een misverstand." }, number: 1);
        Add(CloseRoundRequest.Step, number: 1);
        Request().Advise();
        Add(FollowAdviceRequest.Step, number: 1);
        Add(RecordOutcomeRequest.Step);
        Decide();
        Add(ApproveDecisionRequest.Step, number: 1);
        Add(StartExecutionRequest.Step, number: 1);
        Add(DropAssumptionRequest.Step, number: 1);
        Add(HoldReviewRequest.Step, number: 1);
        Add(WithdrawDecisionRequest.Step, number: 1);
        Add(WithdrawProposalRequest.Step, code: "V2");
        Add(WithdrawStakeholderRequest.Step, code: "B1");
        Add(CancelWeighingRequest.Step);
        Add(ReopenWeighingRequest.Step);
        return Add(CancelWeighingRequest.Step);
    }

    private PracticeWeighings Add<TRequest>(Step<TRequest> step, TRequest? request = null, object? code = null, object? number = null) where TRequest : StepRequest
    {
        StepRequest body = request ?? step.Example;
        _steps.Add(ExampleStep.Of(step, (TRequest)(body with { OccurredAt = _moment }), code, number));
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
