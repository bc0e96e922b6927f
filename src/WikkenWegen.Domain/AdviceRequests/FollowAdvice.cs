namespace WikkenWegen.Domain.AdviceRequests;

/// <summary>An advice was followed.</summary>
[EventType("advice_followed")]
public sealed record AdviceFollowed : WeighingEvent
{
    public required int Number { get; init; }

    protected override string Path => $"advice-requests/{Number}/answer";

    protected override string Dutch => Invariant($"Het advies op aanvraag {Number} wordt gevolgd.");

    protected override string English => Invariant($"The advice on request {Number} is followed.");

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        AdviceRequests = weighing.AdviceRequests.Change(a => a.Number == Number,
            a => a with { Answer = new AdviceAnswer(true, null, null, null, null, origin) }),
    };
}

/// <summary>Records that an advice is followed.</summary>
public sealed record FollowAdvice : WeighingCommand
{
    public required int Number { get; init; }

    protected override bool AfterTheEnd => true;

    protected override IEnumerable<Refusal> Refusals(Weighing weighing) =>
        weighing.AnswerRefusals(Number).Concat(NotBefore(weighing.AdviceRequest(Number)?.Received?.Origin));

    protected override WeighingEvent EventFor(Weighing weighing) => new AdviceFollowed { Number = Number };
}
