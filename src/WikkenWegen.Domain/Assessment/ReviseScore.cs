using System.Collections.Immutable;

namespace WikkenWegen.Domain.Assessment;

/// <summary>A score was revised.</summary>
[EventType("score_revised")]
public sealed record ScoreRevised : WeighingEvent
{
    /// <summary>Number of the score that is revised, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>Number of this revision, from 2.</summary>
    public required int Revision { get; init; }

    /// <summary>The judgement from now on, on the scale of the criterion.</summary>
    public required Estimate Estimate { get; init; }

    /// <summary>What the judgement rests on from now on, in words, kept in the vault; null where that was not said.</summary>
    public Sealed? Ground { get; init; }

    /// <summary>The documents that the judgement rests on from now on; empty by default.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    /// <summary>The unit of the scale, such as punten; null where it has none. It is here so that the event tells by itself what its numbers mean.</summary>
    public string? Unit { get; init; }

    /// <summary>The levels of the scale that the judgement names, each once; empty where the scale is not in words.</summary>
    public ImmutableArray<ScaleLevel> Levels { get; init; } = [];

    /// <inheritdoc />
    protected override string Path => $"scores/{Number}/revisions/{Revision}";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Score {Number} is herzien (versie {Revision}): {Speech.Band(Estimate, Unit, Levels, "tot", Speech.DutchForms)}.");

    /// <inheritdoc />
    protected override string English => Invariant($"Score {Number} was revised (revision {Revision}): {Speech.Band(Estimate, Unit, Levels, "to", Speech.EnglishForms)}.");

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new ReviseScore { Number = Number, Estimate = Estimate, Ground = Ground, Evidence = Evidence };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Scores = weighing.Scores.Change(s => s.Number == Number,
            s => s with { Revisions = s.Revisions.Add(new ScoreRevision(Revision, Estimate, Ground, Evidence, origin)) }),
    };
}

/// <summary>Revises a score, on the proposal revision and the criteria version that it was given on.</summary>
public sealed record ReviseScore : RejudgingCommand
{
    /// <summary>Refuses an address with the number of a score that does not exist.</summary>
    public static readonly Rule NoSuchScore = new("no-such-score", RuleKind.Missing,
        "Score {0} bestaat niet in deze afweging.",
        "Score {0} does not exist in this weighing.");

    /// <summary>Number of the score. Refused where its round has closed or where the stakeholder who gave it has withdrawn.</summary>
    public override required int Number { get; init; }

    /// <summary>The judgement from now on. Refused where it lies off the scale of the criterion or where low, expected and high decrease.</summary>
    public required Estimate Estimate { get; init; }

    /// <summary>What the judgement rests on from now on, in words, kept in the vault; null where that was not said.</summary>
    public Sealed? Ground { get; init; }

    /// <summary>The documents that the judgement rests on from now on; empty by default.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    private protected override Rule Unknown => NoSuchScore;

    private protected override IJudgement? Given(Weighing weighing) => weighing.Score(Number);

    private protected override IEnumerable<Refusal> OnScale(CriteriaSet? set, IJudgement? given) => Estimate.Refusals(given is null ? null : set?.Criterion(given.Criterion));

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing)
    {
        var score = weighing.Score(Number)!;
        var scale = Criteria(weighing, score).Criterion(score.Criterion)!.Scale;
        return new ScoreRevised
        {
            Number = Number,
            Revision = score.Revisions.Length + 1,
            Estimate = Estimate,
            Unit = scale.Unit,
            Levels = Estimate.Levels(scale),
            Ground = Ground,
            Evidence = Evidence,
        };
    }
}
