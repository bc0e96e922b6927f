using System.Collections.Immutable;
using System.Globalization;

namespace WikkenWegen.Domain.Ballots;

/// <summary>What holding a ballot and correcting what was recorded of it have in common.</summary>
internal static class Contents
{
    /// <summary>Each code that it points at as it was first written in this weighing.</summary>
    public static BallotContent WithCodesOf(this BallotContent content, Weighing weighing) => content with
    {
        Stakeholder = weighing.Stakeholder(content.Stakeholder)?.Code ?? content.Stakeholder,
        Votes = [.. content.Votes.Select(v => v with { Proposal = weighing.Proposal(v.Proposal)?.Code ?? v.Proposal })],
    };

    /// <summary>Everything that is wrong with it, whenever it is recorded.</summary>
    /// <param name="content">What was asked, of whom, and the votes.</param>
    /// <param name="proposals">The proposals that it was about.</param>
    /// <param name="weighing">The state now.</param>
    /// <param name="result">When the result was established.</param>
    public static IEnumerable<Refusal> Refusals(this BallotContent content, ImmutableArray<ProposalChoice> proposals, Weighing weighing, DateTimeOffset result)
    {
        if (proposals.IsEmpty) yield return HoldBallot.BallotAboutNothing.At("/proposals");
        for (var i = 0; i < proposals.Length; i++)
        {
            foreach (var refusal in proposals[i].Refusals(weighing, $"/proposals/{i}")) yield return refusal;
            if (proposals.Take(i).Any(p => p.Code == proposals[i].Code)) yield return Rules.CodeTwice.At($"/proposals/{i}/code", proposals[i].Code);
        }
        if (content.Entitled.Number < 1) yield return HoldBallot.NobodyEntitled.At("/entitled/number");
        foreach (var refusal in Counts(content, proposals)) yield return refusal;
        if (content.Threshold is { Percent: <= 0 or > 100 }) yield return HoldBallot.ThresholdOutOfRange.At("/threshold/percent");
        if (content.From > (content.Until ?? Calendar.DayOf(result))) yield return HoldBallot.BallotDaysOutOfOrder.At("/from");
        if (content.Until > Calendar.DayOf(result)) yield return HoldBallot.BallotDaysOutOfOrder.At("/until");
        if (content.Stakeholder is { } code && weighing.Stakeholder(code) is null) yield return Rules.UnknownStakeholder.At("/stakeholder", code);
    }

    private static IEnumerable<Refusal> Counts(BallotContent content, ImmutableArray<ProposalChoice> proposals)
    {
        if (content.Votes.IsEmpty) yield return HoldBallot.NoVotes.At("/votes");
        for (var i = 0; i < content.Votes.Length; i++)
        {
            var votes = content.Votes[i];
            if (votes.Number < 0) yield return HoldBallot.VotesNegative.At($"/votes/{i}/number");
            if (votes.Vote == Vote.Prefers ? !proposals.Any(p => p.Code == votes.Proposal) : votes.Proposal is not null) yield return HoldBallot.VoteUnclear.At($"/votes/{i}/proposal");
            if (content.Votes.Take(i).Any(v => v.Vote == votes.Vote && v.Proposal == votes.Proposal)) yield return HoldBallot.VotesTwice.At($"/votes/{i}");
        }
        var given = content.Votes.Sum(v => (long)v.Number);
        if (given > content.Entitled.Number) yield return HoldBallot.MoreVotesThanEntitled.At("/votes", given, content.Entitled.Number);
    }

    /// <summary>Who could vote, what they voted and what was reached, as the end of a sentence and the sentences after it.</summary>
    public static string ToldInDutch(this BallotContent content) =>
        $"{content.Entitled.Description}: {Counted(content, v => v.Proposal is { } code ? $"voor {code}" : Several(v) ? "onthoudingen" : Words.Dutch(v.Vote), "van de", "stemgerechtigden", Speech.DutchForms)}.{Result(content, DutchResult)}";

    /// <summary>The same in English.</summary>
    public static string ToldInEnglish(this BallotContent content) =>
        $"{content.Entitled.Description}: {Counted(content, v => v.Proposal is { } code ? $"for {code}" : Several(v) ? "abstentions" : Words.English(v.Vote), "of the", "entitled to vote", Speech.EnglishForms)}.{Result(content, EnglishResult)}";

    /// <summary>Whether these are abstentions of which there are several, or none: the other words for votes are the same then.</summary>
    private static bool Several(VoteCount votes) => votes is { Vote: Vote.Abstention, Number: not 1 };

    /// <summary>"of the 1,353 entitled to vote, 1,292 in favour, 40 against".</summary>
    private static string Counted(BallotContent content, Func<VoteCount, string> words, string of, string entitled, CultureInfo forms) => string.Create(forms,
        $"{of} {content.Entitled.Number:N0} {entitled} {Speech.Listed(content.Votes.Select(v => string.Create(forms, $"{v.Number:N0} {words(v)}")))}");

    /// <summary>The shares; without a threshold those of nothing are left out, since there is nothing to be answered.</summary>
    private static string Result(BallotContent content, Func<VoteShare, string> told) => string.Concat(content.Shares.Where(s => s.Percent is not null || s.Reached is not null).Select(s => " " + told(s)));

    private static string DutchResult(VoteShare share) => string.Create(Speech.DutchForms,
        $"{Who(share, "Voor")}: {Told(share, Words.Dutch, "van", "geen aandeel, want er waren geen stemmen om van te rekenen", Speech.DutchForms)}{(share.Reached is { } reached ? string.Create(Speech.DutchForms, $"; de drempel van {share.Threshold} % is {(reached ? "gehaald" : "niet gehaald")}") : "")}.");

    private static string EnglishResult(VoteShare share) => string.Create(Speech.EnglishForms,
        $"{Who(share, "In favour")}: {Told(share, Words.English, "of", "no share, since there were no votes to be a share of", Speech.EnglishForms)}{(share.Reached is { } reached ? string.Create(Speech.EnglishForms, $"; the threshold of {share.Threshold} % was {(reached ? "reached" : "not reached")}") : "")}.");

    /// <summary>"82.7 % of those entitled to vote", with all the decimals that the share is told with.</summary>
    private static string Told(VoteShare share, Func<ThresholdBase, string> words, string of, string none, CultureInfo forms) =>
        share.Percent is { } percent ? string.Create(forms, $"{percent:0.0###########################} % {of} {words(share.Of)}") : none;

    private static string Who(VoteShare share, string inFavour) => share.Proposal ?? inFavour;
}
