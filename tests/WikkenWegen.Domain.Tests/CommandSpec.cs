using System.Diagnostics.CodeAnalysis;

namespace WikkenWegen.Domain.Tests;

/// <summary>A row of the table of refusals: in <paramref name="Given"/>, <paramref name="When"/> is refused for exactly <paramref name="Then"/>.</summary>
/// <param name="What">What is refused, in words; unique for a command.</param>
public sealed record Refused(string What, Weighing Given, WeighingCommand When, params ImmutableArray<Refusal> Then)
{
    /// <summary>Who asks, where that makes the difference.</summary>
    public Actor? By { get; init; }
}

/// <summary>What the tests of every command tell about it.</summary>
public interface ICommandSpec
{
    /// <summary>A state in which the command is accepted.</summary>
    static abstract Weighing Given { get; }

    /// <summary>The command, as it is accepted there.</summary>
    static abstract WeighingCommand When { get; }

    /// <summary>Everything for which it is refused, but for what goes for every command.</summary>
    static abstract IEnumerable<Refused> Refused { get; }
}

/// <summary>
/// The rules that go for every command, and the table of refusals of this one. Below it stand those that go for some commands only,
/// so that a command has no test of what does not concern it.
/// </summary>
public abstract class CommandSpec<TSelf> where TSelf : ICommandSpec
{
    /// <summary>Names of the rows, for the display.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "The test framework calls it, on the class of the tests.")]
    public static TheoryData<string> Rows => [.. TSelf.Refused.Select(row => row.What)];

    [Theory, MemberData(nameof(Rows))]
    public void Is_refused(string what)
    {
        var row = TSelf.Refused.Single(r => r.What == what);
        row.Given.When(row.When, by: row.By).Refuses(row.Then);
    }

    [Fact]
    public void Is_recorded_where_nothing_is_wrong()
    {
        var ruling = TSelf.Given.When(TSelf.When);
        ruling.IsRecorded();
        ruling.Event!.OccurredAt.ShouldBe(TSelf.When.OccurredAt);
    }

    [Fact]
    public void Is_not_for_who_may_speak_for_their_own_party_only_and_has_none() =>
        TSelf.Given.When(TSelf.When, by: Party("of-no-party")).Refuses(Rules.NotOwnParty.Whole());

    [Fact]
    public void Cannot_have_happened_after_the_moment_of_recording()
    {
        var moment = TSelf.When.OccurredAt;
        TSelf.Given.When(TSelf.When, now: moment).IsRecorded();
        var now = moment.AddMilliseconds(-1);
        TSelf.Given.When(TSelf.When, now).Refuses(Rules.OccurredInTheFuture.At("/occurredAt", now));
    }
}

/// <summary>A command on a weighing that is there: every one but the opening. What it does about an end is told in its own tests.</summary>
public abstract class StepSpec<TSelf> : CommandSpec<TSelf> where TSelf : ICommandSpec
{
    [Fact]
    public void Needs_a_weighing() => Weighing.None.When(TSelf.When).Refuses(Rules.NoSuchWeighing.Whole());

    [Fact]
    public void Cannot_have_happened_before_the_weighing_was_opened()
    {
        var early = TSelf.When with { OccurredAt = Day(0).AddMilliseconds(-1) };
        TSelf.Given.When(early).Refusals.Select(Show).ShouldContain(Show(Rules.OccurredBeforeOpening.At("/occurredAt", Day(0))));
    }
}

/// <summary>A command that the end of the weighing leaves no room for, or does, as <see cref="AfterTheEnd"/> says.</summary>
public abstract class EndableSpec<TSelf> : StepSpec<TSelf> where TSelf : ICommandSpec
{
    /// <summary>What it is refused for where it happened after the end, which is event <paramref name="end"/>; nothing where it is recorded.</summary>
    protected abstract IEnumerable<Refusal> AfterTheEnd(int end);

    [Fact]
    public void After_the_end_of_the_weighing_it_is_refused_or_recorded()
    {
        var ended = TSelf.Given.And(ClosedWeighing(TSelf.When.OccurredAt));
        ended.When(TSelf.When).Refusals.Select(Show).ShouldBe(AfterTheEnd(ended.Version).Select(Show));
    }

    [Fact]
    public void What_happened_between_the_end_and_a_reopening_happened_after_the_end()
    {
        var ended = TSelf.Given.And(CancelledWeighing(TSelf.When.OccurredAt));
        var reopened = ended.And(Reopened(null, TSelf.When.OccurredAt.AddMilliseconds(1)));
        // A decision is judged on the reopening as well.
        reopened.When(TSelf.When).Refusals.Where(r => r.Rule == Rules.WeighingEnded).Select(Show).ShouldBe(AfterTheEnd(ended.Version).Select(Show));
    }

    [Fact]
    public void What_happened_before_the_end_may_be_recorded_after_it() =>
        TSelf.Given.And(ClosedWeighing(TSelf.When.OccurredAt.AddMilliseconds(1))).When(TSelf.When).IsRecorded();
}

/// <summary>A command that begins something: after the end of the weighing it is refused, and the weighing must be reopened first.</summary>
public abstract class BeforeTheEndSpec<TSelf> : EndableSpec<TSelf> where TSelf : ICommandSpec
{
    protected override IEnumerable<Refusal> AfterTheEnd(int end) => [Rules.WeighingEnded.Whole(end)];
}

/// <summary>A command that brings to its end what was under way, or tells what came of it: it is recorded after the end of the weighing too.</summary>
public abstract class AlsoAfterTheEndSpec<TSelf> : EndableSpec<TSelf> where TSelf : ICommandSpec
{
    protected override IEnumerable<Refusal> AfterTheEnd(int end) => [];
}
