using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain.Cases;

/// <summary>A case was made of the weighing, for the decider to look at.</summary>
[EventType("case_prepared")]
public sealed record CasePrepared : WeighingEvent
{
    /// <summary>Number of the case, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>What its owner gave for it.</summary>
    public required CaseContent Content { get; init; }

    /// <summary>Name of the rules by which it was made.</summary>
    public required string Rules { get; init; }

    /// <summary>Number of the newest event that it was made of, from 1.</summary>
    public required int ReadVersion { get; init; }

    /// <summary>SHA-256 of the copy with each text as its own digest, so that it tells nothing of a text that is erased: 64 lower-case hexadecimal digits.</summary>
    public required string Digest { get; init; }

    /// <summary>What was taken out, by kind.</summary>
    public ImmutableArray<RemovedCount> Removed { get; init; } = [];

    /// <summary>What could still tell which weighing it is; empty where nothing was found.</summary>
    public ImmutableArray<TelltaleCount> Telltales { get; init; } = [];

    /// <inheritdoc />
    protected override string Path => Invariant($"cases/{Number}");

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Casus {Number} is van de afweging gemaakt, tot en met gebeurtenis {ReadVersion}. Zij is nog niet gedeeld.");

    /// <inheritdoc />
    protected override string English => Invariant($"Case {Number} was made of the weighing, up to event {ReadVersion}. It is not shared yet.");

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing with { Cases = weighing.Cases.Add(new WeighingCase(Number, Content, Rules, ReadVersion, Digest, Removed, Telltales, origin)) };

    /// <inheritdoc />
    public override WeighingCommand AsCommand() =>
        new PrepareCase { Content = Content, Rules = Rules, ReadVersion = ReadVersion, Digest = Digest, Removed = Removed, Telltales = Telltales };
}

/// <summary>Records that a case was made of the weighing. The system makes it of what the owner gave; the command tells what came out, or why nothing did.</summary>
public sealed record PrepareCase : WeighingCommand
{
    /// <summary>Refuses a case of a secret weighing.</summary>
    public static readonly Rule CaseOfSecret = new("case-of-secret", RuleKind.Conflict,
        "Van een geheime afweging wordt geen casus gemaakt.",
        "No case is made of a secret weighing.");

    /// <summary>Refuses a case of a weighing in which a blind round is open: a case tells where parties stand.</summary>
    public static readonly Rule CaseInBlindRound = new("case-in-blind-round", RuleKind.Conflict,
        "Blinde ronde {0} is nog open. Maak de casus als zij gesloten is.",
        "Blind round {0} is still open. Make the case once it is closed.");

    /// <summary>What its owner gives for it.</summary>
    public required CaseContent Content { get; init; }

    /// <summary>Name of the rules by which it was made; null as long as the system did not make it.</summary>
    public string? Rules { get; init; }

    /// <summary>Number of the newest event that it was made of; null as long as the system did not make it.</summary>
    public int? ReadVersion { get; init; }

    /// <summary>SHA-256 of the copy with each text as its own digest; null as long as the system did not make it.</summary>
    public string? Digest { get; init; }

    /// <summary>What was taken out, by kind.</summary>
    public ImmutableArray<RemovedCount> Removed { get; init; } = [];

    /// <summary>What could still tell which weighing it is.</summary>
    public ImmutableArray<TelltaleCount> Telltales { get; init; } = [];

    /// <summary>Why no copy came out; empty where one did. It is no part of what is asked.</summary>
    [JsonIgnore]
    public ImmutableArray<Refusal> Unmade { get; init; } = [];

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <summary>Why no case can be made of a weighing at all; nothing where one can.</summary>
    public static IEnumerable<Refusal> NotForCases(Weighing weighing)
    {
        ArgumentNullException.ThrowIfNull(weighing);
        if (weighing.Framing.Confidentiality == Confidentiality.Secret) yield return CaseOfSecret.Whole();
        foreach (var round in weighing.Rounds.Where(r => r.Hides)) yield return CaseInBlindRound.Whole(round.Number);
    }

    /// <inheritdoc />
    protected override WeighingCommand WithCodesOf(Weighing weighing) => this with
    {
        Content = Content with
        {
            Criteria = [.. Content.Criteria.Select(c => c with { Code = weighing.CriterionCode(c.Code) })],
            Proposals = [.. Content.Proposals.Select(p => p with { Code = weighing.ProposalCode(p.Code) })],
            Parties = [.. Content.Parties.Select(p => p with { Code = weighing.StakeholderCode(p.Code) })],
        },
    };

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        ImmutableArray<Refusal> closed = [.. NotForCases(weighing)];
        foreach (var refusal in closed.IsEmpty ? Unmade : closed) yield return refusal;
        // What was blind at that moment, though it no longer is, was not to be told then either.
        foreach (var round in weighing.Rounds.Where(r => r is { Blind: true, Closed: { } closed } && OccurredAt >= r.Opened.OccurredAt && OccurredAt < closed.OccurredAt)) yield return CaseInBlindRound.Whole(round.Number);
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new CasePrepared
    {
        Number = weighing.Cases.Count + 1,
        Content = Content,
        Rules = Rules!,
        ReadVersion = ReadVersion!.Value,
        Digest = Digest!,
        Removed = Removed,
        Telltales = Telltales,
    };
}
