using System.Collections.Immutable;

namespace WikkenWegen.Domain.Assessment;

/// <summary>A consequence was stated: what was said of a proposal on a criterion that cannot be added up.</summary>
[EventType("consequence_stated")]
public sealed record ConsequenceStated : WeighingEvent
{
    /// <summary>Number of the consequence, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>The revision of a proposal that is judged.</summary>
    public required ProposalRevisionReference Proposal { get; init; }

    /// <summary>Code of the criterion, one of those beside the others.</summary>
    public required string Criterion { get; init; }

    /// <summary>Number of the version of the criteria, from 1; it fixes the scale of the criterion.</summary>
    public required int CriteriaVersion { get; init; }

    /// <summary>Who judges: a stakeholder, or a role outside the list of stakeholders.</summary>
    public required Who By { get; init; }

    /// <summary>Number of the round in which it was stated, from 1; null outside rounds.</summary>
    public int? Round { get; init; }

    /// <summary>What is said, on the scale of the criterion.</summary>
    public required ConsequenceContent Content { get; init; }

    /// <summary>What it rests on, in words, kept in the vault; null where that was not said.</summary>
    public Sealed? Ground { get; init; }

    /// <summary>The documents that it rests on; empty by default.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    /// <summary>Why it was recorded only after the blind round had closed, kept in the vault; null where it was recorded in time.</summary>
    public Sealed? LateReason { get; init; }

    /// <summary>The unit of the amounts, such as euro per jaar; null where there are none. It is here so that the event tells by itself what its numbers mean.</summary>
    public string? Unit { get; init; }

    /// <inheritdoc />
    protected override string Path => $"consequences/{Number}";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"{Speech.Name(By)} noemde{Speech.InRound(Round, "in ronde")} een gevolg van{Speech.About(Proposal, "voorstel", "versie")} op {Criterion}: {Content.Dutch(Unit)}, vastgelegd als gevolg {Number}.{Speech.LateInDutch(LateReason)}");

    /// <inheritdoc />
    protected override string English => Invariant($"{Speech.Name(By)} stated a consequence of{Speech.About(Proposal, "proposal", "revision")} on {Criterion}{Speech.InRound(Round, "in round")}: {Content.English(Unit)}, recorded as consequence {Number}.{Speech.LateInEnglish(LateReason)}");

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new StateConsequence
    {
        Proposal = new ProposalChoice(Proposal.Code, Proposal.Revision),
        Criterion = Criterion,
        CriteriaVersion = CriteriaVersion,
        By = By,
        Round = Round,
        Content = Content,
        Ground = Ground,
        Evidence = Evidence,
        LateReason = LateReason,
    };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Consequences = weighing.Consequences.Add(new Consequence(Number, Proposal, Criterion, CriteriaVersion, By, Round,
            [new ConsequenceRevision(1, Content, Ground, Evidence, origin)], LateReason)),
    };
}

/// <summary>States a consequence.</summary>
public sealed record StateConsequence : JudgingCommand
{
    /// <summary>Refuses a consequence on a criterion that is scored.</summary>
    public static readonly Rule CriterionIsScored = new("criterion-is-scored", RuleKind.Invalid,
        "Op criterium {0} wordt gescoord: geef een score.",
        "Criterion {0} is scored: give a score.");

    /// <summary>Refuses a second consequence by the same judge on the same revision, criterion, criteria version and round; the first can be revised.</summary>
    public static readonly Rule AlreadyStated = new("already-stated", RuleKind.Conflict,
        "Deze beoordelaar noemde hiervoor al gevolg {0}. Herzie dat.",
        "This assessor already stated consequence {0} for it. Revise that one.");

    /// <inheritdoc />
    public override required ProposalChoice Proposal { get; init; }

    /// <summary>Code of the criterion, one of those beside the others.</summary>
    public override required string Criterion { get; init; }

    /// <inheritdoc />
    public override int? CriteriaVersion { get; init; }

    /// <inheritdoc />
    public override required Who By { get; init; }

    /// <summary>What is said. Refused where it is not on the scale of the criterion.</summary>
    public required ConsequenceContent Content { get; init; }

    /// <summary>What it rests on, in words, kept in the vault; null where that was not said.</summary>
    public Sealed? Ground { get; init; }

    /// <summary>The documents that it rests on; empty by default.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    private protected override Rule Already => AlreadyStated;

    private protected override IEnumerable<IJudgement> Given(Weighing weighing) => weighing.Consequences;

    private protected override string? CodeIn(CriteriaSet set) => set.BesideCriterion(Criterion)?.Code;

    private protected override Refusal? OfTheOtherKind(CriteriaSet set) => set.Criterion(Criterion) is { } scored ? CriterionIsScored.At("/criterion", scored.Code) : null;

    private protected override IEnumerable<Refusal> OnScale(CriteriaSet? set) => Content.Refusals(set?.BesideCriterion(Criterion));

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing)
    {
        var version = Version(weighing)!;
        var scale = version.Set.BesideCriterion(Criterion)!.Scale;
        return new ConsequenceStated
        {
            Number = weighing.Consequences.Count + 1,
            Proposal = Proposal.Resolve(weighing),
            Criterion = Criterion,
            CriteriaVersion = version.Version,
            By = By,
            Round = Round,
            Content = Content.On(scale),
            Unit = scale.Unit,
            Ground = Ground,
            Evidence = Evidence,
            LateReason = LateReason,
        };
    }
}
