using System.Collections.Immutable;

namespace WikkenWegen.Domain.Assessment;

/// <summary>A consequence was revised.</summary>
[EventType("consequence_revised")]
public sealed record ConsequenceRevised : WeighingEvent
{
    /// <summary>Number of the consequence that is revised, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>Number of this revision, from 2.</summary>
    public required int Revision { get; init; }

    /// <summary>What is said from now on, on the scale of the criterion.</summary>
    public required ConsequenceContent Content { get; init; }

    /// <summary>What it rests on from now on, in words, kept in the vault; null where that was not said.</summary>
    public Sealed? Ground { get; init; }

    /// <summary>The documents that it rests on from now on; empty by default.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    /// <summary>The unit of the amounts, such as euro per jaar; null where there are none. It is here so that the event tells by itself what its numbers mean.</summary>
    public string? Unit { get; init; }

    /// <inheritdoc />
    protected override string Path => $"consequences/{Number}/revisions/{Revision}";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Gevolg {Number} is herzien (versie {Revision}): {Content.Dutch(Unit)}.");

    /// <inheritdoc />
    protected override string English => Invariant($"Consequence {Number} was revised (revision {Revision}): {Content.English(Unit)}.");

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new ReviseConsequence { Number = Number, Content = Content, Ground = Ground, Evidence = Evidence };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Consequences = weighing.Consequences.Change(c => c.Number == Number,
            c => c with { Revisions = c.Revisions.Add(new ConsequenceRevision(Revision, Content, Ground, Evidence, origin)) }),
    };
}

/// <summary>Revises a consequence, on the proposal revision and the criteria version that it was stated on.</summary>
public sealed record ReviseConsequence : RejudgingCommand
{
    /// <summary>Refuses an address with the number of a consequence that does not exist.</summary>
    public static readonly Rule NoSuchConsequence = new("no-such-consequence", RuleKind.Missing,
        "Gevolg {0} bestaat niet in deze afweging.",
        "Consequence {0} does not exist in this weighing.");

    /// <summary>Number of the consequence. Refused where its round has closed or where the stakeholder who stated it has withdrawn.</summary>
    public override required int Number { get; init; }

    /// <summary>What is said from now on. Refused where it is not on the scale of the criterion.</summary>
    public required ConsequenceContent Content { get; init; }

    /// <summary>What it rests on from now on, in words, kept in the vault; null where that was not said.</summary>
    public Sealed? Ground { get; init; }

    /// <summary>The documents that it rests on from now on; empty by default.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    private protected override Rule Unknown => NoSuchConsequence;

    private protected override IJudgement? Given(Weighing weighing) => weighing.Consequence(Number);

    private protected override IEnumerable<Refusal> OnScale(CriteriaSet? set, IJudgement? given) => Content.Refusals(given is null ? null : set?.BesideCriterion(given.Criterion));

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing)
    {
        var consequence = weighing.Consequence(Number)!;
        var scale = Criteria(weighing, consequence).BesideCriterion(consequence.Criterion)!.Scale;
        return new ConsequenceRevised
        {
            Number = Number,
            Revision = consequence.Revisions.Length + 1,
            Content = Content.On(scale),
            Unit = scale.Unit,
            Ground = Ground,
            Evidence = Evidence,
        };
    }
}
