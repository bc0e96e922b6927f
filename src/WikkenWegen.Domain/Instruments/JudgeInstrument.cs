using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Domain.Instruments;

/// <summary>The use of a version of an instrument was judged.</summary>
[EventType("instrument_judged")]
public sealed record InstrumentJudged : InstrumentEvent
{
    /// <summary>Number of the judgement, from 1 within the instrument.</summary>
    public required int Number { get; init; }

    /// <summary>Code of the instrument.</summary>
    public required string Code { get; init; }

    /// <summary>Number of the version.</summary>
    public required int Version { get; init; }

    /// <summary>Whether the version lies in the catalogue of the installation, and the judgement in the corporation.</summary>
    public required bool InCatalogue { get; init; }

    /// <summary>The role or party that judges, as the caller says it; the actor of the event tells who said it.</summary>
    public required string By { get; init; }

    /// <summary>Id of the weighing that it is about; null where it is about its use as a whole.</summary>
    public Guid? Weighing { get; init; }

    /// <summary>What it did well, kept in the vault; null where that was not said.</summary>
    public Sealed? DidWell { get; init; }

    /// <summary>Where its outcome was not agreed with, kept in the vault; null where that was not said.</summary>
    public Sealed? NotAgreed { get; init; }

    /// <inheritdoc />
    protected override bool OfItsActor => true;

    /// <inheritdoc />
    protected override string Path => Invariant($"judgements/{Number}");

    /// <inheritdoc />
    protected override string Dutch => Invariant($"{By} beoordeelde versie {Version} van instrument {Code}{(Weighing is null ? "" : " naar aanleiding van een afweging")}.{(NotAgreed is null ? "" : " Men was het niet in alles eens met de uitkomst.")}");

    /// <inheritdoc />
    protected override string English => Invariant($"{By} judged version {Version} of instrument {Code}{(Weighing is null ? "" : " after a weighing")}.{(NotAgreed is null ? "" : " Its outcome was not agreed with in everything.")}");

    /// <inheritdoc />
    internal override WeighingInstrument Evolve(WeighingInstrument? before, Origin origin)
    {
        var known = before ?? new WeighingInstrument { Code = Code, Begun = origin };
        return known with { Judgements = known.Judgements.Add(new InstrumentJudgement(Number, Version, InCatalogue, By, Weighing, DidWell, NotAgreed, origin)) };
    }
}

/// <summary>Judges the use of a version of an instrument.</summary>
public sealed record JudgeInstrument : InstrumentCommand
{
    /// <summary>Refuses a judgement that says nothing.</summary>
    public static readonly Rule EmptyJudgement = new("empty-judgement", RuleKind.Invalid,
        "Zeg wat het instrument goed deed, of waar u het met de uitkomst niet eens was.",
        "Say what the instrument did well, or where you did not agree with its outcome.");

    /// <summary>Refuses a weighing that is not there.</summary>
    public static readonly Rule UnknownJudgedWeighing = new("unknown-judged-weighing", RuleKind.Invalid,
        "Er is geen afweging met id {0}.",
        "There is no weighing with id {0}.");

    /// <summary>Code of the instrument.</summary>
    public required string Code { get; init; }

    /// <summary>Number of the version.</summary>
    public required int Version { get; init; }

    /// <summary>The role or party that judges, as the caller says it; the actor of the event tells who said it.</summary>
    public required string By { get; init; }

    /// <summary>Id of the weighing that it is about; null where it is about its use as a whole.</summary>
    public Guid? Weighing { get; init; }

    /// <summary>Whether there is no such weighing for who asks.</summary>
    public bool WeighingIsUnknown { get; init; }

    /// <summary>What it did well, kept in the vault.</summary>
    public Sealed? DidWell { get; init; }

    /// <summary>Where its outcome was not agreed with, kept in the vault.</summary>
    public Sealed? NotAgreed { get; init; }

    /// <summary>The instrument in the catalogue that the judgement is over; null where it lies in the corporation.</summary>
    public WeighingInstrument? InCatalogue { get; init; }

    /// <inheritdoc />
    public override bool Begins => InCatalogue is not null;

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    private protected override IEnumerable<Refusal> RefusalsOf(WeighingInstrument? state)
    {
        var judged = InCatalogue ?? state!;
        if (judged.Version(Version) is not { } version) yield return UnknownInstrumentVersion.At("/version", Version, judged.Code);
        else if (OccurredAt < version.Origin.OccurredAt) yield return Rules.OccurredBeforeItsGround.At("/occurredAt", version.Origin.Event, version.Origin.OccurredAt);
        if (WeighingIsUnknown) yield return UnknownJudgedWeighing.At("/weighing", Weighing!);
        if (DidWell is null && NotAgreed is null) yield return EmptyJudgement.At("/didWell");
    }

    /// <inheritdoc />
    protected override IEnumerable<Origin?> BuildsOn(WeighingInstrument state) => InCatalogue is null ? [state.Begun] : [];

    /// <inheritdoc />
    protected override StreamEvent<WeighingInstrument> EventFor(WeighingInstrument? state, Actor actor) => new InstrumentJudged
    {
        Number = (state?.Judgements.Length ?? 0) + 1,
        Code = (InCatalogue ?? state!).Code,
        Version = Version,
        InCatalogue = InCatalogue is not null,
        By = By,
        Weighing = Weighing,
        DidWell = DidWell,
        NotAgreed = NotAgreed,
    };
}
