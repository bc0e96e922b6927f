using System.Collections.Immutable;

namespace WikkenWegen.Domain.Assessment;

/// <summary>A score was given.</summary>
[EventType("score_given")]
public sealed record ScoreGiven : WeighingEvent
{
    /// <summary>Number of the score, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>The revision of a proposal that is judged.</summary>
    public required ProposalRevisionReference Proposal { get; init; }

    /// <summary>Code of the criterion.</summary>
    public required string Criterion { get; init; }

    /// <summary>Number of the version of the criteria, from 1; it fixes the scale of the criterion.</summary>
    public required int CriteriaVersion { get; init; }

    /// <summary>Who judges: a stakeholder, or a role outside the list of stakeholders.</summary>
    public required Who By { get; init; }

    /// <summary>Number of the round in which it was given, from 1; null outside rounds.</summary>
    public int? Round { get; init; }

    /// <summary>The judgement, on the scale of the criterion.</summary>
    public required Estimate Estimate { get; init; }

    /// <summary>What the judgement rests on, in words, kept in the vault; null where that was not said.</summary>
    public Sealed? Ground { get; init; }

    /// <summary>The documents that the judgement rests on; empty by default.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    /// <summary>Why it was recorded only after the blind round had closed, kept in the vault; null where it was recorded in time.</summary>
    public Sealed? LateReason { get; init; }

    /// <summary>The unit of the scale, such as punten; null where it has none. It is here so that the event tells by itself what its numbers mean.</summary>
    public string? Unit { get; init; }

    /// <summary>The levels of the scale that the judgement names, each once; empty where the scale is not in words.</summary>
    public ImmutableArray<ScaleLevel> Levels { get; init; } = [];

    /// <inheritdoc />
    protected override string Path => $"scores/{Number}";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"{Speech.Name(By)} scoorde{Speech.InRound(Round, "in ronde")}{Speech.About(Proposal, "voorstel", "versie")} op {Criterion}: {Speech.Band(Estimate, Unit, Levels, "tot", Speech.DutchForms)}, vastgelegd als score {Number}.{Speech.LateInDutch(LateReason)}");

    /// <inheritdoc />
    protected override string English => Invariant($"{Speech.Name(By)} scored{Speech.About(Proposal, "proposal", "revision")} on {Criterion}{Speech.InRound(Round, "in round")}: {Speech.Band(Estimate, Unit, Levels, "to", Speech.EnglishForms)}, recorded as score {Number}.{Speech.LateInEnglish(LateReason)}");

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new GiveScore
    {
        Proposal = new ProposalChoice(Proposal.Code, Proposal.Revision),
        Criterion = Criterion,
        CriteriaVersion = CriteriaVersion,
        By = By,
        Round = Round,
        Estimate = Estimate,
        Ground = Ground,
        Evidence = Evidence,
        LateReason = LateReason,
    };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Scores = weighing.Scores.Add(new Score(Number, Proposal, Criterion, CriteriaVersion, By, Round,
            [new ScoreRevision(1, Estimate, Ground, Evidence, origin)], LateReason)),
    };
}

/// <summary>Gives a score.</summary>
public sealed record GiveScore : JudgingCommand
{
    /// <summary>Refuses a score on a criterion that cannot be added up.</summary>
    public static readonly Rule CriterionIsBeside = new("criterion-is-beside", RuleKind.Invalid,
        "Op criterium {0} wordt niet gescoord: noem een gevolg.",
        "Criterion {0} is not scored: state a consequence.");

    /// <summary>Refuses a second score by the same judge on the same revision, criterion, criteria version and round; the first can be revised.</summary>
    public static readonly Rule AlreadyScored = new("already-scored", RuleKind.Conflict,
        "Deze beoordelaar gaf hiervoor al score {0}. Herzie die.",
        "This assessor already gave score {0} for it. Revise that one.");

    /// <inheritdoc />
    public override required ProposalChoice Proposal { get; init; }

    /// <inheritdoc />
    public override required string Criterion { get; init; }

    /// <inheritdoc />
    public override int? CriteriaVersion { get; init; }

    /// <inheritdoc />
    public override required Who By { get; init; }

    /// <summary>The judgement. Refused where it lies off the scale of the criterion or where low, expected and high decrease.</summary>
    public required Estimate Estimate { get; init; }

    /// <summary>What the judgement rests on, in words, kept in the vault; null where that was not said.</summary>
    public Sealed? Ground { get; init; }

    /// <summary>The documents that the judgement rests on; empty by default.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    private protected override Rule Already => AlreadyScored;

    private protected override IEnumerable<IJudgement> Given(Weighing weighing) => weighing.Scores;

    private protected override string? CodeIn(CriteriaSet set) => set.Criterion(Criterion)?.Code;

    private protected override Refusal? OfTheOtherKind(CriteriaSet set) => set.BesideCriterion(Criterion) is { } beside ? CriterionIsBeside.At("/criterion", beside.Code) : null;

    private protected override IEnumerable<Refusal> OnScale(CriteriaSet? set) => Estimate.Refusals(set?.Criterion(Criterion));

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing)
    {
        var version = Version(weighing)!;
        var scale = version.Set.Criterion(Criterion)!.Scale;
        return new ScoreGiven
        {
            Number = weighing.Scores.Count + 1,
            Proposal = Proposal.Resolve(weighing),
            Criterion = Criterion,
            CriteriaVersion = version.Version,
            By = By,
            Round = Round,
            Estimate = Estimate,
            Unit = scale.Unit,
            Levels = Estimate.Levels(scale),
            Ground = Ground,
            Evidence = Evidence,
            LateReason = LateReason,
        };
    }
}
