using FsCheck;
using FsCheck.Fluent;

namespace WikkenWegen.Domain.Tests;

/// <summary>Something that is tried, and when.</summary>
internal sealed record Attempt(WeighingCommand Command, DateTimeOffset Now);

/// <summary>A command that was accepted, with the event that it became.</summary>
internal sealed record Accepted(WeighingCommand Command, RecordedEvent Recorded)
{
    /// <summary>The same command, naming what it left to the record: the newest revision, the criteria in force, the next code.</summary>
    public WeighingCommand Explicit => (Command, Recorded.Event) switch
    {
        (SubmitProposal c, ProposalSubmitted e) => c with { Code = e.Code },
        (InviteStakeholder c, StakeholderInvited e) => c with { Code = e.Code },
        (GiveInput c, InputGiven e) => c with { Proposal = Choice(e.Content.Proposal) },
        (ReviseInput c, InputRevised e) => c with { Proposal = Choice(e.Content.Proposal) },
        (RaiseObjection c, ObjectionRaised e) => c with { Proposal = Choice(e.Proposal) },
        (ResolveObjection c, ObjectionResolved e) => c with { Proposal = Choice(e.Proposal) },
        (RequestAdvice c, AdviceRequested e) => c with { Proposal = Choice(e.Proposal) },
        (GiveScore c, ScoreGiven e) => c with { Proposal = Choice(e.Proposal)!, CriteriaVersion = e.CriteriaVersion },
        (StateConsequence c, ConsequenceStated e) => c with { Proposal = Choice(e.Proposal)!, CriteriaVersion = e.CriteriaVersion },
        (TakeDecision c, DecisionTaken e) => c with { Proposal = null, Proposals = [.. e.Content.Proposals.Select(p => Choice(p)!)], Content = e.Content },
        (CorrectBallot c, BallotCorrected e) => c with { Proposals = [.. e.Content.Proposals.Select(p => Choice(p)!)], Content = e.Content },
        (HoldBallot c, BallotHeld e) => c with { Proposals = [.. e.Content.Proposals.Select(p => Choice(p)!)], Content = e.Content },
        _ => Command,
    };

    private static ProposalChoice? Choice(ProposalRevisionReference? reference) => reference is null ? null : new(reference.Code, reference.Revision);
}

/// <summary>A random history: what was tried on one weighing, of which what is refused is passed over. So any part of one is one too.</summary>
internal sealed record History(ImmutableArray<Attempt> Attempts)
{
    public ImmutableArray<Accepted> Accepted { get; } = Replay(Attempts);

    public IEnumerable<RecordedEvent> Events => Accepted.Select(a => a.Recorded);

    /// <summary>All states, from the one before the first event on.</summary>
    public IReadOnlyList<Weighing> States => [.. Events.Aggregate(ImmutableArray.Create(Weighing.None), (states, e) => states.Add(states[^1].After(e)))];

    /// <summary>All moments at which something happened.</summary>
    public IEnumerable<DateTimeOffset> Moments => Events.Select(e => e.Event.OccurredAt).Distinct().Order();

    /// <summary>Histories in which much is recorded late and out of order; smaller ones where one fails.</summary>
    public static Arbitrary<History> Any => From(late: 40);

    /// <summary>Histories in which everything is recorded in the order in which it happened.</summary>
    public static Arbitrary<History> InOrder => From(late: 0);

    private static Arbitrary<History> From(int late) => Arb.From(
        from seed in Gen.Choose(0, int.MaxValue)
        from length in Gen.Choose(1, 120)
        select Random(new Random(seed), length, late),
        Smaller);

    private static History Random(Random random, int length, int late)
    {
        var dice = new Dice(random, wild: 4);
        var now = Day(0);
        var attempts = ImmutableArray.Create(new Attempt(RandomCommands.Opening(dice, now), now));
        var weighing = Weighing.None;
        var moments = new List<DateTimeOffset> { now };
        for (var i = 0; i < length; i++)
        {
            var (command, at) = (attempts[^1].Command, attempts[^1].Now);
            if (command.Decide(weighing, at).Event is { } e)
            {
                weighing = weighing.After(new RecordedEvent(e, weighing.Version + 1, at, "subject-1"));
                moments.Add(e.OccurredAt);
            }
            now = now.AddHours(dice.Chance(20) ? 0 : dice.Between(1, 60));
            var occurredAt = !dice.Chance(late) ? now : dice.Between(1, 20) switch
            {
                1 => dice.Of(DateTimeOffset.MinValue, Day(-1), now.AddTicks(1), DateTimeOffset.MaxValue),
                < 10 => dice.Of(moments), // the very moment at which something else happened
                _ => Day(0).AddHours(dice.Between(0, (int)(now - Day(0)).TotalHours)),
            };
            attempts = attempts.Add(new Attempt(RandomCommands.Next(dice, weighing, occurredAt), now));
        }
        return new History(attempts);
    }

    private static ImmutableArray<Accepted> Replay(ImmutableArray<Attempt> attempts)
    {
        var accepted = ImmutableArray.CreateBuilder<Accepted>();
        var weighing = Weighing.None;
        foreach (var (command, now) in attempts)
        {
            if (command.Decide(weighing, now).Event is not { } e) continue;
            var recorded = new RecordedEvent(e, weighing.Version + 1, now, "subject-1");
            accepted.Add(new Accepted(command, recorded));
            weighing = weighing.After(recorded);
        }
        return accepted.ToImmutable();
    }

    /// <summary>The same without what was refused, without a part, without one step.</summary>
    private static IEnumerable<History> Smaller(History history)
    {
        var kept = history.Accepted.Select(a => new Attempt(a.Command, a.Recorded.RecordedAt)).ToImmutableArray();
        if (kept.Length < history.Attempts.Length) yield return new History(kept);
        for (var part = kept.Length / 2; part >= 1; part /= 2)
            for (var at = 0; at + part <= kept.Length; at += part)
                yield return new History(kept.RemoveRange(at, part));
    }

    public override string ToString() => string.Concat(Events.Select(e =>
        $"\n{e.Number} recorded {e.RecordedAt:yyyy-MM-dd HH:mm} {EventContract.Names[e.Event.GetType()]} {Stored(e.Event)}"));
}
