namespace WikkenWegen.Domain.AdviceRequests;

/// <summary>An advice was followed.</summary>
[EventType("advice_followed")]
public sealed record AdviceFollowed : WeighingEvent
{
    /// <summary>Number of the request for advice, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <inheritdoc />
    protected override string Path => $"advice-requests/{Number}/answer";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Het advies op aanvraag {Number} wordt gevolgd.");

    /// <inheritdoc />
    protected override string English => Invariant($"The advice on request {Number} is followed.");

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new FollowAdvice { Number = Number };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        AdviceRequests = weighing.AdviceRequests.Change(a => a.Number == Number,
            a => a with { Answer = new AdviceAnswer(true, null, null, null, null, null, origin) }),
    };
}

/// <summary>Records that an advice is followed.</summary>
public sealed record FollowAdvice : WeighingCommand
{
    /// <summary>Number of the request for advice. Refused where there is none, where no advice was received on it, or where that was answered already.</summary>
    public required int Number { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing) =>
        weighing.AnswerRefusals(Number).Concat(NotBefore(weighing.AdviceRequest(Number)?.Received?.Origin));

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new AdviceFollowed { Number = Number };
}
