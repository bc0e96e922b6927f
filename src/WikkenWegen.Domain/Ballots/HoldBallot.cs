using System.Collections.Immutable;
using System.Globalization;

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
        $"Over {Speech.Listed(Content.Proposals, "voorstel", "versie", "en")} is gestemd (stemming {Number}) onder {Content.Entitled.Description}: {Counted(v => v.Proposal is { } code ? $"voor {code}" : Words.Dutch(v.Vote), "van de", "stemgerechtigden", Speech.DutchForms)}.{Result(DutchResult)}";

    /// <inheritdoc />
    protected override string English =>
        $"A vote was held on {Speech.Listed(Content.Proposals, "proposal", "revision", "and")} (ballot {Number}) among {Content.Entitled.Description}: {Counted(v => v.Proposal is { } code ? $"for {code}" : Words.English(v.Vote), "of the", "entitled to vote", Speech.EnglishForms)}.{Result(EnglishResult)}";

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with { Ballots = weighing.Ballots.Add(new Ballot(Number, Content, origin)) };

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new HoldBallot { Content = Content, Proposals = [.. Content.Proposals.Select(p => new ProposalChoice(p.Code, p.Revision))] };

    /// <summary>"of the 1,353 entitled to vote, 1,292 in favour, 40 against".</summary>
    private string Counted(Func<VoteCount, string> words, string of, string entitled, CultureInfo forms) => string.Create(forms,
        $"{of} {Content.Entitled.Number:N0} {entitled} {Speech.Listed(Content.Votes.Select(v => string.Create(forms, $"{v.Number:N0} {words(v)}")))}");

    /// <summary>The shares; without a threshold those of nothing are left out, since there is nothing to be answered.</summary>
    private string Result(Func<VoteShare, string> told) => string.Concat(Content.Shares.Where(s => s.Percent is not null || s.Reached is not null).Select(s => " " + told(s)));

    private static string DutchResult(VoteShare share) => string.Create(Speech.DutchForms,
        $"{Who(share, "Voor")}: {Told(share, Words.Dutch, "van", "geen aandeel, want er waren geen stemmen om van te rekenen", Speech.DutchForms)}{(share.Reached is { } reached ? string.Create(Speech.DutchForms, $"; de drempel van {share.Threshold} % is {(reached ? "gehaald" : "niet gehaald")}") : "")}.");

    private static string EnglishResult(VoteShare share) => string.Create(Speech.EnglishForms,
        $"{Who(share, "In favour")}: {Told(share, Words.English, "of", "no share, since there were no votes to be a share of", Speech.EnglishForms)}{(share.Reached is { } reached ? string.Create(Speech.EnglishForms, $"; the threshold of {share.Threshold} % was {(reached ? "reached" : "not reached")}") : "")}.");

    /// <summary>"82.7 % of those entitled to vote", with all the decimals that the share is told with.</summary>
    private static string Told(VoteShare share, Func<ThresholdBase, string> words, string of, string none, CultureInfo forms) =>
        share.Percent is { } percent ? string.Create(forms, $"{percent:0.0###########################} % {of} {words(share.Of)}") : none;

    private static string Who(VoteShare share, string inFavour) => share.Proposal ?? inFavour;
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

    /// <summary>What was asked, of whom, and the votes. Its proposals are filled in from the choices above.</summary>
    public required BallotContent Content { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true; // what was decided can be put to the vote, such as the plan of its execution

    /// <inheritdoc />
    protected override WeighingCommand WithCodesOf(Weighing weighing) => this with
    {
        Proposals = [.. Proposals.Select(p => p.WithCodesOf(weighing))],
        Content = Content with
        {
            Stakeholder = weighing.Stakeholder(Content.Stakeholder)?.Code ?? Content.Stakeholder,
            Votes = [.. Content.Votes.Select(v => v with { Proposal = weighing.Proposal(v.Proposal)?.Code ?? v.Proposal })],
        },
    };

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Proposals.IsEmpty) yield return BallotAboutNothing.At("/proposals");
        for (var i = 0; i < Proposals.Length; i++)
        {
            foreach (var refusal in Proposals[i].Refusals(weighing, $"/proposals/{i}")) yield return refusal;
            if (Proposals.Take(i).Any(p => p.Code == Proposals[i].Code)) yield return Rules.CodeTwice.At($"/proposals/{i}/code", Proposals[i].Code);
        }
        if (Content.Entitled.Number < 1) yield return NobodyEntitled.At("/entitled/number");
        foreach (var refusal in Counts()) yield return refusal;
        if (Content.Threshold is { Percent: <= 0 or > 100 }) yield return ThresholdOutOfRange.At("/threshold/percent");
        if (Content.From > (Content.Until ?? Calendar.DayOf(OccurredAt))) yield return BallotDaysOutOfOrder.At("/from");
        if (Content.Until > Calendar.DayOf(OccurredAt)) yield return BallotDaysOutOfOrder.At("/until");
        if (Content.Stakeholder is { } code && weighing.Stakeholder(code) is null) yield return Rules.UnknownStakeholder.At("/stakeholder", code);
        foreach (var refusal in NotBefore([.. Proposals.Select(p => p.Origin(weighing)), weighing.Stakeholder(Content.Stakeholder)?.Origin])) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) =>
        new BallotHeld { Number = weighing.Ballots.Count + 1, Content = Content with { Proposals = [.. Proposals.Select(p => p.Resolve(weighing))] } };

    private IEnumerable<Refusal> Counts()
    {
        if (Content.Votes.IsEmpty) yield return NoVotes.At("/votes");
        for (var i = 0; i < Content.Votes.Length; i++)
        {
            var votes = Content.Votes[i];
            if (votes.Number < 0) yield return VotesNegative.At($"/votes/{i}/number");
            if (votes.Vote == Vote.Prefers ? !Proposals.Any(p => p.Code == votes.Proposal) : votes.Proposal is not null) yield return VoteUnclear.At($"/votes/{i}/proposal");
            if (Content.Votes.Take(i).Any(v => v.Vote == votes.Vote && v.Proposal == votes.Proposal)) yield return VotesTwice.At($"/votes/{i}");
        }
        var given = Content.Votes.Sum(v => (long)v.Number);
        if (given > Content.Entitled.Number) yield return MoreVotesThanEntitled.At("/votes", given, Content.Entitled.Number);
    }
}
