using System.Collections.Immutable;
using System.Text.Json.Serialization;
using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Domain.Instruments;

/// <summary>A version of an instrument was published. Its content never changes.</summary>
[EventType("instrument_published")]
public sealed record InstrumentPublished : InstrumentEvent
{
    /// <summary>Number of the version, from 1 within the instrument.</summary>
    public required int Version { get; init; }

    /// <summary>The content.</summary>
    public required InstrumentContent Content { get; init; }

    /// <summary>What changed since the version before; null where that was not said.</summary>
    public string? Changes { get; init; }

    /// <summary>Numbers of the objections that stood unresolved; empty where none did.</summary>
    public ImmutableArray<int> Unresolved { get; init; } = [];

    /// <summary>Why it was published while they stood, kept in the vault; null where none did.</summary>
    public Sealed? Reason { get; init; }

    /// <summary>The insights of the learning network that it was made of; empty where none were named.</summary>
    [AbsentWhereEmpty]
    public ImmutableArray<InsightReference> Insights { get; init; } = [];

    /// <inheritdoc />
    protected override string Path => Invariant($"versions/{Version}");

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Versie {Version} van '{Content.Name}' is gepubliceerd{(Unresolved.IsEmpty ? "" : Unresolved.Length == 1 ? ", terwijl 1 bezwaar niet was opgelost" : $", terwijl {Unresolved.Length} bezwaren niet waren opgelost")}.{(Insights.IsEmpty ? "" : $" Uit het leernetwerk: {Insights.InDutch()}.")}");

    /// <inheritdoc />
    protected override string English => Invariant($"Version {Version} of '{Content.Name}' was published{(Unresolved.IsEmpty ? "" : Unresolved.Length == 1 ? ", while 1 objection was not resolved" : $", while {Unresolved.Length} objections were not resolved")}.{(Insights.IsEmpty ? "" : $" From the learning network: {Insights.InEnglish()}.")}");

    /// <inheritdoc />
    internal override WeighingInstrument Evolve(WeighingInstrument? before, Origin origin)
    {
        var known = Known(before, origin);
        return known with { Draft = null, Versions = known.Versions.Add(new InstrumentVersion(Version, Content, Changes, Unresolved, Reason, origin) { Insights = Insights }) };
    }
}

/// <summary>Publishes the draft of an instrument as its next version.</summary>
public sealed record PublishInstrument : InstrumentCommand
{
    /// <summary>Refuses to publish without a reason while an objection stands.</summary>
    public static readonly Rule InstrumentObjectionStands = new("instrument-objection-stands", RuleKind.Conflict,
        "Er is nog bezwaar dat niet is opgelost ({0}). Los het op, of zeg waarom u toch publiceert.",
        "An objection was not resolved yet ({0}). Resolve it, or say why you publish all the same.");

    /// <summary>Refuses to publish while a blind round is open: what was brought in there cannot be read yet.</summary>
    public static readonly Rule InstrumentBlindRoundOpen = new("instrument-blind-round-open", RuleKind.Conflict,
        "Sluit eerst ronde {0}: wat daarin is ingebracht, is nog niet te lezen.",
        "Close round {0} first: what was brought in there cannot be read yet.");

    /// <summary>Refuses an insight that is named twice.</summary>
    public static readonly Rule InsightTwice = new("insight-twice", RuleKind.Invalid,
        "Inzicht {0} van editie {1} staat er twee keer.",
        "Insight {0} of edition {1} is there twice.");

    /// <summary>What changed since the version before; null where that is not said.</summary>
    public string? Changes { get; init; }

    /// <summary>Why it is published while an objection stands; null where none does. Left out of the event where none does.</summary>
    public Sealed? Reason { get; init; }

    /// <summary>The insights of the learning network that it was made of; empty where none are named. Each once.</summary>
    public ImmutableArray<InsightReference> Insights { get; init; } = [];

    /// <summary>Those of them that who asks may refer to, which only the store knows; those of an earlier version can be kept without.</summary>
    [JsonIgnore]
    public ImmutableHashSet<InsightReference> KnownInsights { get; init; } = [];

    /// <inheritdoc />
    protected override bool NeedsDraft => true;

    private protected override IEnumerable<Refusal> RefusalsOf(WeighingInstrument? state)
    {
        // Which objections stand is part of what nobody reads yet.
        if (state!.OpenRound is { Blind: true } open) yield return InstrumentBlindRoundOpen.Whole(open.Number);
        else if (Reason is null && state.Unresolved.Any()) yield return InstrumentObjectionStands.At("/reason", Speech.Listed(state.Unresolved.Select(o => Invariant($"{o.Number}"))));
        foreach (var refusal in Insights.Select((insight, i) => (insight, Invariant($"/insights/{i}"))).NotThere(insight => KnownInsights.Contains(insight) || state.Versions.Any(v => v.Insights.Contains(insight)))) yield return refusal;
        for (var i = 1; i < Insights.Length; i++)
            if (Insights.AsSpan(0, i).Contains(Insights[i])) yield return InsightTwice.At(Invariant($"/insights/{i}"), Insights[i].Number, Insights[i].Edition);
    }

    /// <inheritdoc />
    protected override IEnumerable<Origin?> BuildsOn(WeighingInstrument state) =>
        [state.Draft?.Origin, .. state.Rounds.Select(r => r.Closed), .. state.Objections.Select(o => o.Origin), .. state.Objections.Select(o => o.Resolution?.Origin)];

    /// <inheritdoc />
    protected override StreamEvent<WeighingInstrument> EventFor(WeighingInstrument? state, Actor actor) => new InstrumentPublished
    {
        Version = state!.Versions.Length + 1,
        Content = state.Draft!.Content,
        Changes = Changes,
        Unresolved = [.. state.Unresolved.Select(o => o.Number)],
        Reason = state.Unresolved.Any() ? Reason : null,
        Insights = Insights,
    };
}
