using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Domain.Instruments;

/// <summary>Something that happened to an instrument.</summary>
public abstract record InstrumentEvent : StreamEvent<WeighingInstrument>
{
    /// <summary>The state before an event that does not begin an instrument. Total: where there is none, one without anything.</summary>
    private protected static WeighingInstrument Known(WeighingInstrument? before, Origin origin) => before ?? new WeighingInstrument { Code = "", Begun = origin };
}

/// <summary>Something to be recorded of an instrument.</summary>
public abstract record InstrumentCommand : StreamCommand<WeighingInstrument>
{
    /// <summary>Refuses what is to be recorded of an instrument that is not there.</summary>
    public static readonly Rule NoSuchInstrument = new("no-such-instrument", RuleKind.Missing,
        "Er is geen instrument met deze code.",
        "There is no instrument with this code.");

    /// <summary>Refuses who reads an instrument in the catalogue and would change it there. Only the store knows that it lies there.</summary>
    public static readonly Rule InstrumentInCatalogue = new("instrument-in-catalogue", RuleKind.Forbidden,
        "Instrument {0} ligt in de catalogus: alleen een beheerder verandert het daar. Neem de inhoud over onder een eigen code.",
        "Instrument {0} lies in the catalogue: only an administrator changes it there. Take over its content under a code of your own.");

    /// <summary>Refuses to work on an instrument that is no longer to be used, or has a successor.</summary>
    public static readonly Rule InstrumentEnded = new("instrument-ended", RuleKind.Conflict,
        "Dit instrument is ingetrokken of opgevolgd (gebeurtenis {0}).",
        "This instrument was retired or succeeded (event {0}).");

    /// <summary>Refuses what is about a draft where there is none.</summary>
    public static readonly Rule NoInstrumentDraft = new("no-instrument-draft", RuleKind.Conflict,
        "Er ligt geen concept van dit instrument. Maak eerst een nieuw concept.",
        "There is no draft of this instrument. Make a new draft first.");

    /// <summary>Refuses a version that the instrument does not have.</summary>
    public static readonly Rule UnknownInstrumentVersion = new("unknown-instrument-version", RuleKind.Invalid,
        "Versie {0} van instrument {1} is niet gepubliceerd.",
        "Version {0} of instrument {1} was not published.");

    /// <inheritdoc />
    protected sealed override Rule Unknown => NoSuchInstrument;

    /// <summary>Whether it can be recorded after the instrument was retired or succeeded; false by default.</summary>
    protected virtual bool AfterTheEnd => false;

    /// <summary>Whether it is about a draft; false by default.</summary>
    protected virtual bool NeedsDraft => false;

    /// <inheritdoc />
    protected sealed override IEnumerable<Refusal> Refusals(WeighingInstrument? state, Actor actor)
    {
        if (state is not null && !state.IsHere && !Begins) return [NoSuchInstrument.Whole()];
        return state is null ? RefusalsOf(null) : [.. Ended(state), .. RefusalsOf(state)];
    }

    /// <inheritdoc />
    protected override IEnumerable<Origin?> BuildsOn(WeighingInstrument state) => [state.Begun];

    /// <summary>Every rule of its own that it breaks.</summary>
    private protected abstract IEnumerable<Refusal> RefusalsOf(WeighingInstrument? state);

    private IEnumerable<Refusal> Ended(WeighingInstrument state)
    {
        if (!AfterTheEnd && (state.Retirement?.Origin ?? state.Succession?.Origin) is { } end) yield return InstrumentEnded.Whole(end.Event);
        else if (NeedsDraft && state.Draft is null) yield return NoInstrumentDraft.Whole();
    }
}
