namespace WikkenWegen.Domain.Tests;

public class HeardTests
{
    [Fact]
    public void Who_gave_input_that_stands_objected_advised_or_scored_was_heard_and_no_other()
    {
        var weighing = Given(
            Opened(), Submitted("V1"), AdoptedCriteria(), Invited("B1"), Invited("B2"), Invited("B3"), Invited("B4"), Invited("B5"), Invited("B6"), OpenedRound(1),
            GaveInput(1, "B1", round: 1), Objected(1, "B2", round: 1), Scored(1, by: new Who("B3", null)), AskedAdvice(1, stakeholder: "B4"), GotAdvice(1),
            AskedAdvice(2, stakeholder: "B5"), GaveInput(2, "B6"), WithdrewInput(2), GaveInput(3, "B1"));
        weighing.Heard().Select(h => (h.Stakeholder, string.Join(' ', h.Rounds), string.Join(' ', h.Events))).ShouldBe(
            [("B1", "1", "11 19"), ("B2", "1", "12"), ("B3", "", "13"), ("B4", "", "15")]);
    }

    [Fact]
    public void Rounds_and_events_are_told_in_their_order_whatever_was_given_in_them()
    {
        var heard = Given(Opened(), Invited("B1"), OpenedRound(1), OpenedRound(2), Objected(1, "B1", round: 1), GaveInput(1, "B1", round: 2)).Heard().ShouldHaveSingleItem();
        heard.Rounds.ShouldBe([1, 2]);
        heard.Events.ShouldBe([5, 6]);
    }
}
