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
    public void To_take_it_back_erases_all_that_its_owner_said_of_it_and_nothing_that_others_said()
    {
        CaseRemarkMade remark = new() { OccurredAt = Day(1), Number = 1, By = "owner", Kind = CaseRemarkKind.Reflection, Text = Text("own remark") };
        var own = Chosen(1, "owner") with { Why = Text("own why"), ByInstrument = Text("own instrument") };
        var worked = After<Case>(CaseIsShared, remark, remark with { Number = 2, By = "two", Text = Text("remark of another") }, own, Chosen(2, "two"), new CaseFollowedUp { OccurredAt = Day(9), Number = 1, Text = Text("done") });
        var taken = (CaseWithdrawn)worked.When(new WithdrawCase { Stream = InNetwork, OccurredAt = Day(10) }, Party("owner")).Event!;
        string[] words = ["title", "question", "own remark", "decision 1", "own why", "own instrument", "done"];
        taken.Digests.ShouldBe(words.Select(w => Text(w).Digest));
        ((CaseWithdrawn)After(CaseIsShared with { Owner = null }, new CaseFollowedUp { OccurredAt = Day(9), Number = 1, Text = Text("done") }).When(new WithdrawCase { Stream = InNetwork, OccurredAt = Day(10) }).Event!)
            .Digests.ShouldBe([Text("title").Digest, Text("question").Digest, Text("done").Digest]);
    }

    [Fact]
    public void Why_it_was_taken_back_is_for_its_owner_and_who_organises()
    {
        var taken = new CaseWithdrawn { OccurredAt = Day(3), Digests = [Text("title").Digest], Reason = Text() };
        var back = After<Case>(CaseIsShared, taken)!;
        (back.SeenBy("owner", false).Withdrawal!.Reason, back.SeenBy("two", true).Withdrawal!.Reason, back.SeenBy("two", false).Withdrawal!.Reason).ShouldBe((Text(), Text(), null));
        (back.SeenBy(taken, "owner", false), back.SeenBy(taken, "two", true), back.SeenBy(taken, "two", false), back.SeenBy(CaseIsShared, "two", false)).ShouldBe((taken, taken, taken with { Reason = null }, CaseIsShared));
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
        After<Case>(CaseIsShared).When(new GiveCaseChoice { Stream = InNetwork, OccurredAt = Day(1), Decision = Text("d"), Why = Text("w"), ByInstrument = Text("i") }, Party("one"))
            .Records(new CaseChoiceGiven { OccurredAt = Day(1), Number = 1, By = "one", Decision = Text("d"), Why = Text("w"), ByInstrument = Text("i") });
        var blind = After<Case>(CaseIsShared, Chosen(1, "one"), Chosen(2, "two"))!;
        (blind.SeenBy("two", false).Choices.Select(c => c.Number), blind.SeenBy("two", true).ChoicesGiven).ShouldSatisfyAllConditions(seen => seen.Item1.ShouldBe([2]), seen => seen.Item2.ShouldBe(2));
        (blind.Hides(Chosen(1, "one"), "two"), blind.Hides(Chosen(2, "two"), "two"), blind.Hides(CaseIsShared, "two")).ShouldBe((true, false, false));

        blind.When(new ShowCaseChoices { Stream = InNetwork, OccurredAt = Day(3) }).Records(new CaseChoicesShown { OccurredAt = Day(3), Choices = 2 });
        var shown = After<Case>(CaseIsShared, Chosen(1, "one"), Chosen(2, "two"), new CaseChoicesShown { OccurredAt = Day(3), Choices = 2 })!;
        shown.SeenBy("three", false).Choices.Length.ShouldBe(2);
        shown.Hides(Chosen(1, "one"), "three").ShouldBeFalse();
    }

    [Fact]
    public void Of_a_case_that_is_taken_back_the_choices_are_blind_no_longer()
    {
        var taken = new CaseWithdrawn { OccurredAt = Day(3), Digests = [Text("title").Digest] };
        var back = After<Case>(CaseIsShared, Chosen(1, "one"), Chosen(2, "two"), taken)!;
        back.Hides(Chosen(1, "one"), "two").ShouldBeFalse("they are never shown, and nobody can be led by them any more");
        (back.SeenBy("two", false).Choices.Length, back.SeenBy("three", true).Choices.Length, back.Shown).ShouldBe((2, 2, null));
    }

    [Fact]
    public void What_was_said_before_the_choices_were_shown_can_be_recorded_after_it() =>
        After<Case>(CaseIsShared, Chosen(1, "one"), new CaseChoicesShown { OccurredAt = Day(5), Choices = 1 })
            .When(new MakeCaseRemark { Stream = InNetwork, OccurredAt = Day(3), Kind = CaseRemarkKind.Question, Text = Text() }, Party("two")).IsRecorded();

    [Fact]
    public void The_owner_tells_what_was_done_with_it()
    {
        var told = new CaseFollowedUp { OccurredAt = Day(9), Number = 1, Text = Text("t") };
        After(CaseIsShared).When(new FollowUpCase { Stream = InNetwork, OccurredAt = Day(9), Text = Text("t") }, Party("owner")).Records(told);
        After<Case>(CaseIsShared, told)!.FollowUps.Single().Origin.Event.ShouldBe(2);
    }
}
