using System.Collections.Immutable;

namespace WikkenWegen.Domain.Ballots;

/// <summary>A ballot was held.</summary>
[EventType("ballot_held")]
public sealed record BallotHeld : WeighingEvent
{
    /// <summary>Number of the ballot, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>What was asked, of whom, and the votes.</summary>
    public required BallotContent Content { get; init; }

    /// <inheritdoc />
    protected override string Path => $"ballots/{Number}";

    /// <inheritdoc />
    protected override string Dutch =>
        Invariant($"Over {Speech.Listed(Content.Proposals, "voorstel", "versie", "en")} is gestemd (stemming {Number}) onder {Content.ToldInDutch()}");

    /// <inheritdoc />
    protected override string English =>
        Invariant($"A vote was held on {Speech.Listed(Content.Proposals, "proposal", "revision", "and")} (ballot {Number}) among {Content.ToldInEnglish()}");

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with { Ballots = weighing.Ballots.Add(new Ballot(Number, Content, origin)) };

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new HoldBallot { Content = Content, Proposals = [.. Content.Proposals.Select(p => new ProposalChoice(p.Code, p.Revision))] };
}

/// <summary>Records the result of a ballot.</summary>
public sealed record HoldBallot : WeighingCommand
{
    /// <summary>Refuses a ballot about no proposal.</summary>
    public static readonly Rule BallotAboutNothing = new("ballot-about-nothing", RuleKind.Invalid,
        "Noem ten minste één voorstel waarover gestemd is.",
        "Name at least one proposal that the vote was about.");

    /// <summary>Refuses an electorate of nobody.</summary>
    public static readonly Rule NobodyEntitled = new("nobody-entitled", RuleKind.Invalid,
        "Ten minste één persoon of huishouden was stemgerechtigd.",
        "At least one person or household was entitled to vote.");

    /// <summary>Refuses a ballot without any row of votes.</summary>
    public static readonly Rule NoVotes = new("no-votes", RuleKind.Invalid,
        "Geef ten minste één regel met stemmen.",
        "Give at least one row of votes.");

    /// <summary>Refuses a number of votes below 0.</summary>
    public static readonly Rule VotesNegative = new("votes-negative", RuleKind.Invalid,
        "Een aantal stemmen is nul of meer.",
        "A number of votes is zero or more.");

    /// <summary>Refuses the same kind of vote, for the same proposal, a second time.</summary>
    public static readonly Rule VotesTwice = new("votes-twice", RuleKind.Invalid,
        "Deze stemmen staan er twee keer.",
        "These votes are there twice.");

    /// <summary>Refuses a preference that names no proposal of the ballot, and any other vote that names one.</summary>
    public static readonly Rule VoteUnclear = new("vote-unclear", RuleKind.Invalid,
        "Noem bij een voorkeur een voorstel waarover gestemd is, en bij een andere stem geen voorstel.",
        "Name for a preference a proposal that the vote was about, and for any other vote no proposal.");

    /// <summary>Refuses more votes than there were people entitled to vote.</summary>
    public static readonly Rule MoreVotesThanEntitled = new("more-votes-than-entitled", RuleKind.Invalid,
        "Het aantal stemmen ({0:N0}) is groter dan het aantal stemgerechtigden ({1:N0}).",
        "The number of votes ({0:N0}) is greater than the number of those entitled to vote ({1:N0}).");

    /// <summary>Refuses a threshold of 0 or less, or above 100 per cent.</summary>
    public static readonly Rule ThresholdOutOfRange = new("threshold-out-of-range", RuleKind.Invalid,
        "Een drempel ligt boven 0 % en is ten hoogste 100 %.",
        "A threshold is above 0 % and at most 100 %.");

    /// <summary>Refuses a last day that lies before the first, or after the day on which the result was established.</summary>
    public static readonly Rule BallotDaysOutOfOrder = new("ballot-days-out-of-order", RuleKind.Invalid,
        "De stemming begon niet na haar laatste dag, en eindigde niet na de dag van de uitslag.",
        "The vote did not begin after its last day, nor end after the day of its result.");

    /// <summary>The proposals that it was about, each in one of its revisions; at least one, and none twice.</summary>
    public required ImmutableArray<ProposalChoice> Proposals { get; init; }

    /// <inheritdoc />
    public override IEnumerable<string> BuildsOn() => Proposals.SelectMany(p => p.AsNewest);

    /// <summary>What was asked, of whom, and the votes. Its proposals are filled in from the choices above.</summary>
    public required BallotContent Content { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true; // what was decided can be put to the vote, such as the plan of its execution

    /// <inheritdoc />
    protected override WeighingCommand WithCodesOf(Weighing weighing) => this with
    {
        Proposals = [.. Proposals.Select(p => p.WithCodesOf(weighing))],
        Content = Content.WithCodesOf(weighing),
    };

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        foreach (var refusal in Content.Refusals(Proposals, weighing, OccurredAt)) yield return refusal;
        foreach (var refusal in NotBefore([.. Proposals.Select(p => p.Origin(weighing)), weighing.Stakeholder(Content.Stakeholder)?.Origin])) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) =>
        new BallotHeld { Number = weighing.Ballots.Count + 1, Content = Content with { Proposals = [.. Proposals.Select(p => p.Resolve(weighing))] } };
}
