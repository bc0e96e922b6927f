using WikkenWegen.Domain.Learning;
using WikkenWegen.Domain.Streams;
using static WikkenWegen.Domain.Tests.NetworkSpec;
using Case = WikkenWegen.Domain.Learning.Case;

namespace WikkenWegen.Domain.Tests;

/// <summary>What is recorded of a case in the network, and who reads what of it.</summary>
public class CaseTests
{
    [Fact]
    public void A_case_is_shared_with_its_texts_in_the_vault() =>
        After<Case>().When(new ReceiveCase { Stream = InNetwork, OccurredAt = Day(0), Content = Shared, Owner = "owner" }).Records(CaseIsShared);

    [Fact]
    public void To_take_it_back_erases_what_was_shared()
    {
        var happened = After(CaseIsShared).When(new WithdrawCase { Stream = InNetwork, OccurredAt = Day(2), Reason = Text() }, Party("owner"));
        happened.Records(new CaseWithdrawn { OccurredAt = Day(2), Digests = [Text("title").Digest, Text("question").Digest], Reason = Text() });
        ((IStreamEvent)happened.Event!).Erases.ShouldBe([Text("title").Digest, Text("question").Digest]);
    }

    [Fact]
    public void Questions_and_reflections_are_of_who_gives_them()
    {
        var asked = new CaseRemarkMade { OccurredAt = Day(1), Number = 1, By = "one", Kind = CaseRemarkKind.Question, Text = Text("q") };
        After(CaseIsShared).When(new MakeCaseRemark { Stream = InNetwork, OccurredAt = Day(1), Kind = CaseRemarkKind.Question, Text = Text("q") }, Party("one")).Records(asked);
        After<Case>(CaseIsShared, asked).When(new MakeCaseRemark { Stream = InNetwork, OccurredAt = Day(2), Kind = CaseRemarkKind.Reflection, About = 1, Text = Text("r") }, Party("two"))
            .Records(new CaseRemarkMade { OccurredAt = Day(2), Number = 2, By = "two", Kind = CaseRemarkKind.Reflection, About = 1, Text = Text("r") });
        ((IStreamEvent)asked).Holder.ShouldBe("one");
    }

    [Fact]
    public void What_others_would_decide_shows_once_it_is_shown_to_all()
    {
        After<Case>(CaseIsShared).When(new GiveCaseChoice { Stream = InNetwork, OccurredAt = Day(1), Decision = Text("d"), Why = Text("w"), Instrument = Text("i") }, Party("one"))
            .Records(new CaseChoiceGiven { OccurredAt = Day(1), Number = 1, By = "one", Decision = Text("d"), Why = Text("w"), Instrument = Text("i") });
        var blind = After<Case>(CaseIsShared, Chosen(1, "one"), Chosen(2, "two"))!;
        (blind.SeenBy("two").Choices.Select(c => c.Number), blind.SeenBy("two").ChoicesGiven).ShouldSatisfyAllConditions(seen => seen.Item1.ShouldBe([2]), seen => seen.Item2.ShouldBe(2));
        (blind.Hides(Chosen(1, "one"), "two"), blind.Hides(Chosen(2, "two"), "two"), blind.Hides(CaseIsShared, "two")).ShouldBe((true, false, false));

        blind.When(new ShowCaseChoices { Stream = InNetwork, OccurredAt = Day(3) }).Records(new CaseChoicesShown { OccurredAt = Day(3), Choices = 2 });
        var shown = After<Case>(CaseIsShared, Chosen(1, "one"), Chosen(2, "two"), new CaseChoicesShown { OccurredAt = Day(3), Choices = 2 })!;
        shown.SeenBy("three").Choices.Length.ShouldBe(2);
        shown.Hides(Chosen(1, "one"), "three").ShouldBeFalse();
    }

    [Fact]
    public void The_owner_tells_what_was_done_with_it()
    {
        var told = new CaseFollowedUp { OccurredAt = Day(9), Number = 1, Text = Text("t") };
        After(CaseIsShared).When(new FollowUpCase { Stream = InNetwork, OccurredAt = Day(9), Text = Text("t") }, Party("owner")).Records(told);
        After<Case>(CaseIsShared, told)!.FollowUps.Single().Origin.Event.ShouldBe(2);
    }
}
