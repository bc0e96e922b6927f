namespace WikkenWegen.Domain.Tests;

/// <summary>Until a blind round closes nobody reads what another gave in it.</summary>
public class BlindnessTests
{
    private const string Clerk = "subject-1"; // records everything in these tests

    private const string Resident = "subject-7"; // is B1

    private const string Other = "subject-9";

    private static Reader Reads(string subject) => new(subject, Confidentiality.Internal, SeesPersons: false);

    private static readonly ImmutableArray<RecordedEvent> Events = Recorded(
        Opened(), Submitted("V1"), Invited("B1") with { Subject = Resident }, Invited("B2"), AdoptedCriteria(), OpenedRound(1, on: 4, blind: true),
        GaveInput(1, "B1", on: 5, round: 1), GaveInput(2, "B2", on: 5, round: 1), RevisedInput(1, 2, on: 6), Objected(1, "B1", on: 6, round: 1),
        Scored(1, on: 7, round: 1), GaveInput(3, "B2", on: 7));

    private static readonly Weighing Hiding = Weighing.Fold(Events);

    private static readonly Weighing Closed = Hiding.And(ClosedRound(1, on: 9));

    [Fact]
    public void Another_reads_nothing_of_it_but_that_something_was_given_and_by_whom()
    {
        var read = Hiding.AsReadBy(Reads(Other), Hiding);
        read.Inputs.Select(i => i.Number).ShouldBe([3]); // given outside the round
        read.Objections.ShouldBeEmpty();
        read.Scores.ShouldBeEmpty();
        read.Hidden.Select(h => (h.Part, h.Round, h.By)).ShouldBe(
        [
            ("inputs/1", 1, new Who("B1", null)), ("inputs/2", 1, new Who("B2", null)), ("objections/1", 1, new Who("B1", null)),
            ("scores/1", 1, new Who(null, "Controller")),
        ]);
    }

    [Fact]
    public void It_hides_whatever_other_rounds_there_are()
    {
        var more = Hiding.And(OpenedRound(2, blind: false), ClosedRound(2));
        more.AsReadBy(Reads(Other), more).Inputs.Select(i => i.Number).ShouldBe([3]);
        Events.Where(e => more.Hides(e, Other)).Select(e => e.Number).ShouldBe([7, 8, 9, 10, 11]);
    }

    [Fact]
    public void Who_gave_it_reads_their_own()
    {
        var read = Hiding.AsReadBy(Reads(Resident), Hiding);
        read.Inputs.Select(i => i.Number).ShouldBe([1, 3]);
        read.Objections.Select(o => o.Number).ShouldBe([1]);
        read.Scores.ShouldBeEmpty();
    }

    [Fact]
    public void Who_recorded_it_reads_it() => Hiding.AsReadBy(Reads(Clerk), Hiding).ShouldBeSameAs(Hiding);

    [Fact]
    public void Who_recorded_it_does_not_read_what_the_party_itself_added_to_it()
    {
        var added = new RecordedEvent(RevisedInput(1, 3, on: 8), 13, Day(8), Resident);
        var weighing = Hiding.After(added);
        weighing.AsReadBy(Reads(Clerk), weighing).Inputs.Select(i => i.Number).ShouldBe([2, 3]);
        weighing.Hides(added, Clerk).ShouldBeTrue();
        weighing.Hides(Events[6], Clerk).ShouldBeFalse(); // what they recorded themselves
        weighing.AsReadBy(Reads(Resident), weighing).Inputs.Select(i => i.Number).ShouldBe([1, 3]);
    }

    [Fact]
    public void Who_recorded_it_does_not_read_that_the_party_itself_withdrew_it()
    {
        var withdrawn = new RecordedEvent(WithdrewInput(1, on: 8), 13, Day(8), Resident);
        var weighing = Hiding.After(withdrawn);
        weighing.AsReadBy(Reads(Clerk), weighing).Inputs.Select(i => i.Number).ShouldBe([2, 3]);
        weighing.AsReadBy(Reads(Clerk), weighing).Hidden.Select(h => h.Part).ShouldBe(["inputs/1"]);
        weighing.Hides(withdrawn, Clerk).ShouldBeTrue();
        weighing.AsReadBy(Reads(Resident), weighing).Inputs.Single(i => i.Number == 1).Withdrawal.ShouldNotBeNull();
    }

    [Fact]
    public void Who_recorded_an_objection_does_not_read_how_another_resolved_it()
    {
        var resolved = new RecordedEvent(ResolvedObjection(1, on: 14), 13, Day(14), Resident);
        var weighing = Hiding.After(resolved);
        weighing.AsReadBy(Reads(Clerk), weighing).Objections.ShouldBeEmpty();
        weighing.AsReadBy(Reads(Clerk), weighing).Hidden.Select(h => h.Part).ShouldBe(["objections/1"]);
        weighing.Hides(resolved, Clerk).ShouldBeTrue();
        weighing.AsReadBy(Reads(Resident), weighing).Objections.Single().Resolution.ShouldNotBeNull();
    }

    [Fact]
    public void Once_the_round_is_closed_all_read_all() => Closed.AsReadBy(Reads(Other), Closed).ShouldBeSameAs(Closed);

    [Fact]
    public void A_view_of_an_earlier_moment_hides_what_is_hidden_now_and_shows_what_is_shown_now()
    {
        var then = Weighing.Fold(Events.Take(8));
        then.AsReadBy(Reads(Other), Hiding).Inputs.ShouldBeEmpty();
        then.AsReadBy(Reads(Other), Closed).ShouldBeSameAs(then);
    }

    [Fact]
    public void The_history_hides_every_event_about_it_and_no_other()
    {
        Events.Where(e => Hiding.Hides(e, Other)).Select(e => e.Number).ShouldBe([7, 8, 9, 10, 11]);
        Events.Where(e => Hiding.Hides(e, Resident)).Select(e => e.Number).ShouldBe([8, 11]);
        Events.Where(e => Closed.Hides(e, Other)).ShouldBeEmpty();
        var resolved = new RecordedEvent(ResolvedObjection(1), 13, Day(14), Clerk);
        Hiding.After(resolved).Hides(resolved, Other).ShouldBeTrue();
    }

    [Fact]
    public void The_number_of_one_is_not_taken_for_the_beginning_of_that_of_another()
    {
        var events = Recorded([Opened(), Invited("B1"), OpenedRound(1, blind: true), GaveInput(1, "B1", round: 1), .. Enumerable.Range(2, 9).Select(n => GaveInput(n, "B1"))]);
        var weighing = Weighing.Fold(events);
        events.Where(e => weighing.Hides(e, Other)).Select(e => e.Number).ShouldBe([4]); // and not that of input 10
    }

    [Fact]
    public void An_open_round_that_is_not_blind_hides_nothing()
    {
        var open = Given(Opened(), Invited("B1"), OpenedRound(1, blind: false), GaveInput(1, "B1", round: 1));
        open.AsReadBy(Reads(Other), open).ShouldBeSameAs(open);
    }
}
