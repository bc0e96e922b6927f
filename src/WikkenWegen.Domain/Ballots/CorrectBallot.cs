using System.Collections.Immutable;

namespace WikkenWegen.Domain.Ballots;

/// <summary>What was recorded of a ballot was corrected. The event of the ballot itself stays as it was recorded.</summary>
[EventType("ballot_corrected")]
public sealed record BallotCorrected : WeighingEvent
{
    /// <summary>Number of the ballot.</summary>
    public required int Number { get; init; }

    /// <summary>Number of the correction, from 1 within the ballot.</summary>
    public required int Correction { get; init; }

    /// <summary>What was asked, of whom, and the votes, as it should have been recorded: the whole.</summary>
    public required BallotContent Content { get; init; }

    /// <summary>Why it was corrected; kept in the vault.</summary>
    public required Sealed Reason { get; init; }

    /// <inheritdoc />
    protected override string Path => $"ballots/{Number}/corrections/{Correction}";

    /// <inheritdoc />
    protected override string Dutch =>
        Invariant($"Wat van stemming {Number} vastligt is verbeterd: gestemd is over {Speech.Listed(Content.Proposals, "voorstel", "versie", "en")} onder {Content.ToldInDutch()}");

    /// <inheritdoc />
    protected override string English =>
        Invariant($"What was recorded of ballot {Number} was corrected: the vote was held on {Speech.Listed(Content.Proposals, "proposal", "revision", "and")} among {Content.ToldInEnglish()}");

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Ballots = weighing.Ballots.Change(b => b.Number == Number, b => b with
        {
            Content = Content,
            Corrections = b.Corrections.Add(new BallotCorrection(Correction, b.Content, Reason, origin)),
        }),
    };

    /// <inheritdoc />
    public override WeighingCommand AsCommand() =>
        new CorrectBallot { Number = Number, Content = Content, Proposals = [.. Content.Proposals.Select(p => new ProposalChoice(p.Code, p.Revision))], Reason = Reason };
}

/// <summary>Corrects what was recorded of a ballot. Always the whole, as it should have been; what is left out was not said.</summary>
public sealed record CorrectBallot : WeighingCommand
{
    /// <summary>Refuses an address with the number of a ballot that does not exist.</summary>
    public static readonly Rule NoSuchBallot = new("no-such-ballot", RuleKind.Missing,
        "Stemming {0} bestaat niet in deze afweging.",
        "Ballot {0} does not exist in this weighing.");

    /// <summary>Refuses a proposal, a revision or a stakeholder that came only after the ballot.</summary>
    public static readonly Rule NotThereAtTheVote = new("not-there-at-the-vote", RuleKind.Invalid,
        "Dit was er nog niet toen er gestemd werd: het kwam met gebeurtenis {0} ({1}).",
        "This was not there yet when the vote was held: it came with event {0} ({1}).");

    /// <summary>Number of the ballot.</summary>
    public required int Number { get; init; }

    /// <summary>The proposals that it was about; at least one, and none twice. Where no revision is named, the newest at the moment of the ballot is meant.</summary>
    public required ImmutableArray<ProposalChoice> Proposals { get; init; }

    /// <summary>What was asked, of whom, and the votes, as it should have been recorded. Its proposals are filled in from the choices above.</summary>
    public required BallotContent Content { get; init; }

    /// <summary>Why it is corrected, kept in the vault; null is refused.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    protected override WeighingCommand WithCodesOf(Weighing weighing) => this with
    {
        Proposals = [.. Proposals.Select(p => AtTheVote(p.WithCodesOf(weighing), weighing))],
        Content = Content.WithCodesOf(weighing),
    };

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Reason is null) yield return Rules.ReasonMissing.At("/reason");
        if (weighing.Ballot(Number) is not { } ballot)
        {
            yield return NoSuchBallot.Whole(Number);
            yield break;
        }
        var held = ballot.Origin.OccurredAt;
        foreach (var refusal in Content.Refusals(Proposals, weighing, held)) yield return refusal;
        for (var i = 0; i < Proposals.Length; i++)
            if (Proposals[i].Origin(weighing) is { } revision && revision.OccurredAt > held) yield return NotThereAtTheVote.At($"/proposals/{i}", revision.Event, revision.OccurredAt);
        if (weighing.Stakeholder(Content.Stakeholder)?.Origin is { } invitation && invitation.OccurredAt > held)
            yield return NotThereAtTheVote.At("/stakeholder", invitation.Event, invitation.OccurredAt);
        foreach (var refusal in NotBefore(ballot.Corrections.Select(c => c.Origin).Append(ballot.Origin))) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new BallotCorrected
    {
        Number = Number,
        Correction = weighing.Ballot(Number)!.Corrections.Length + 1,
        Content = Content with { Proposals = [.. Proposals.Select(p => p.Resolve(weighing))] },
        Reason = Reason!,
    };

    /// <summary>The choice with the revision that was the newest at the moment of the ballot; as it is where it names one, or there was none.</summary>
    private ProposalChoice AtTheVote(ProposalChoice choice, Weighing weighing)
    {
        if (choice.Revision is not null || weighing.Ballot(Number) is not { } ballot || weighing.Proposal(choice.Code) is not { } proposal) return choice;
        var there = proposal.Revisions.Count(r => r.Origin.OccurredAt <= ballot.Origin.OccurredAt);
        return there == 0 ? choice : choice with { Revision = there };
    }
}
