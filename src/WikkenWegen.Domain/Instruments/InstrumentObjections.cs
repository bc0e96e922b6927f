using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Domain.Instruments;

/// <summary>An objection to the draft of an instrument was raised. It stands until it is resolved.</summary>
[EventType("instrument_objection_raised")]
public sealed record InstrumentObjectionRaised : InstrumentEvent
{
    /// <summary>Number of the objection, from 1 within the instrument.</summary>
    public required int Number { get; init; }

    /// <summary>Number of the draft that it is against.</summary>
    public required int Draft { get; init; }

    /// <summary>Number of the round in which it was raised; null outside rounds.</summary>
    public int? Round { get; init; }

    /// <summary>The role or party whose it is, as the caller says it; the actor of the event tells who said it.</summary>
    public required string By { get; init; }

    /// <summary>Code of the criterion that it is about; null where it is about the whole.</summary>
    public string? Criterion { get; init; }

    /// <summary>Its reasons, kept in the vault.</summary>
    public required Sealed Grounds { get; init; }

    /// <inheritdoc />
    protected override bool OfItsActor => true;

    /// <inheritdoc />
    protected override string Path => Invariant($"objections/{Number}");

    /// <inheritdoc />
    protected override string Dutch => Invariant($"{By} diende{Speech.InRound(Round, "in ronde")} bezwaar {Number} in tegen concept {Draft}{(Criterion is null ? "" : $", over criterium {Criterion}")}.");

    /// <inheritdoc />
    protected override string English => Invariant($"{By} raised objection {Number}{Speech.InRound(Round, "in round")} against draft {Draft}{(Criterion is null ? "" : $", about criterion {Criterion}")}.");

    /// <inheritdoc />
    internal override WeighingInstrument Evolve(WeighingInstrument? before, Origin origin)
    {
        var known = Known(before, origin);
        return known with { Objections = known.Objections.Add(new InstrumentObjection(Number, Draft, Round, By, Criterion, Grounds, null, origin)) };
    }
}

/// <summary>An objection to the draft of an instrument was resolved.</summary>
[EventType("instrument_objection_resolved")]
public sealed record InstrumentObjectionResolved : InstrumentEvent
{
    /// <summary>Number of the objection.</summary>
    public required int Number { get; init; }

    /// <summary>How it was resolved, kept in the vault.</summary>
    public required Sealed Resolution { get; init; }

    /// <inheritdoc />
    protected override string Path => Invariant($"objections/{Number}/resolution");

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Bezwaar {Number} tegen het concept is opgelost.");

    /// <inheritdoc />
    protected override string English => Invariant($"Objection {Number} to the draft was resolved.");

    /// <inheritdoc />
    internal override WeighingInstrument Evolve(WeighingInstrument? before, Origin origin)
    {
        var known = Known(before, origin);
        return known with { Objections = [.. known.Objections.Select(o => o.Number == Number ? o with { Resolution = new InstrumentResolution(Resolution, origin) } : o)] };
    }
}

/// <summary>Raises an objection to the draft of an instrument.</summary>
public sealed record RaiseInstrumentObjection : OnInstrumentDraft
{
    /// <summary>Its reasons, kept in the vault.</summary>
    public required Sealed Grounds { get; init; }

    /// <inheritdoc />
    protected override StreamEvent<WeighingInstrument> EventFor(WeighingInstrument? state, Actor actor) => new InstrumentObjectionRaised
    {
        Number = state!.Objections.Length + 1,
        Draft = state.Draft!.Number,
        Round = state.OpenRound?.Number,
        By = By,
        Criterion = WrittenCriterion(state),
        Grounds = Grounds,
    };
}

/// <summary>Resolves an objection to the draft of an instrument.</summary>
public sealed record ResolveInstrumentObjection : InstrumentCommand
{
    /// <summary>Refuses an address with the number of an objection that does not exist.</summary>
    public static readonly Rule NoSuchInstrumentObjection = new("no-such-instrument-objection", RuleKind.Missing,
        "Bezwaar {0} bestaat niet bij dit instrument.",
        "Objection {0} does not exist with this instrument.");

    /// <summary>Refuses to resolve an objection twice.</summary>
    public static readonly Rule InstrumentObjectionAlreadyResolved = new("instrument-objection-already-resolved", RuleKind.Conflict,
        "Bezwaar {0} is al opgelost (gebeurtenis {1}).",
        "Objection {0} was resolved already (event {1}).");

    /// <summary>Number of the objection.</summary>
    public required int Number { get; init; }

    /// <summary>How it was resolved, kept in the vault.</summary>
    public required Sealed Resolution { get; init; }

    /// <inheritdoc />
    public override bool FitsAlways => true;

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    /// <remarks>To who may not read it yet, in a blind round that is open, an objection is not there.</remarks>
    protected override Refusal? Forbidden(WeighingInstrument state, Actor actor) =>
        state.IsHere && state.AsReadBy(actor.Subject, state).Objections.All(o => o.Number != Number) ? NoSuchInstrumentObjection.Whole(Number) : null;

    private protected override IEnumerable<Refusal> RefusalsOf(WeighingInstrument? state)
    {
        if (state!.Objections.First(o => o.Number == Number).Resolution is { } resolved) yield return InstrumentObjectionAlreadyResolved.Whole(Number, resolved.Origin.Event);
    }

    /// <inheritdoc />
    protected override IEnumerable<Origin?> BuildsOn(WeighingInstrument state) => [state.Objections.FirstOrDefault(o => o.Number == Number)?.Origin];

    /// <inheritdoc />
    protected override StreamEvent<WeighingInstrument> EventFor(WeighingInstrument? state, Actor actor) => new InstrumentObjectionResolved { Number = Number, Resolution = Resolution };
}
