using WikkenWegen.Domain.Learning;
using static WikkenWegen.Domain.Tests.InstrumentSpec;
using static WikkenWegen.Domain.Tests.NetworkSpec;
using Case = WikkenWegen.Domain.Learning.Case;

namespace WikkenWegen.Domain.Tests;

/// <summary>Texts are erased from streams that are no weighing, and whose they are there.</summary>
public class EraseTextsTests
{
    private static readonly EraseTexts Erase = new()
    {
        Stream = NetworkSpec.Id,
        OccurredAt = Day(9),
        ErasureId = AnErasure,
        Subject = "person-1",
        Digests = [Text("name 1").Digest, Text("question 1").Digest],
        Ground = ErasureGround.Objection,
        DecidedBy = "officer-1",
        ConfirmedBy = "officer-2",
        RequestedAt = Day(8),
    };

    private static readonly TextsErased Erased = new()
    {
        OccurredAt = Day(9),
        Number = 1,
        ErasureId = AnErasure,
        Subject = "person-1",
        Digests = [Text("name 1").Digest, Text("question 1").Digest],
        Ground = ErasureGround.Objection,
        DecidedBy = "officer-1",
        ConfirmedBy = "officer-2",
        RequestedAt = Day(8),
    };

    private static readonly SignUpMade MadeSignUp = SignedUp(1, "one");

    private static readonly IntakeHeld HeldIntake = new() { OccurredAt = Day(3), SignUp = 1, Number = 1, Content = new IntakeContent { Question = Text("asked"), Level = Level.Strategic, Hope = Text("hoped") } };

    [Fact]
    public void It_is_recorded_which_texts_on_what_ground_and_by_whom() => Erase.Decide([Announced, MadeSignUp]).Records(Erased);

    [Fact]
    public void Of_an_edition_that_is_blocked_nothing_is_erased_until_that_is_lifted_but_again_what_a_backup_brought_back()
    {
        var blocked = new EditionBlockSet { OccurredAt = Day(5), Number = 1, Blocked = true, Reason = Text("dispute") };
        Erase.Decide([Announced, MadeSignUp, blocked]).Refuses(EraseTexts.EditionBlocked.Whole(NetworkSpec.Id, 3));
        (Erase with { Again = true }).Decide([Announced, MadeSignUp, blocked]).Records(Erased);
        Erase.Decide([Announced, MadeSignUp, blocked, blocked with { Number = 2, Blocked = false }]).Records(Erased);
    }

    [Fact]
    public void Where_the_term_is_over_nobody_asks_for_it()
    {
        var ofTerm = new EraseTexts { Stream = NetworkSpec.Id, OccurredAt = Day(9), ErasureId = AnErasure, Digests = Erase.Digests, Ground = ErasureGround.Retention };
        ofTerm.Decide([Announced, MadeSignUp]).Records(new TextsErased { OccurredAt = Day(9), Number = 1, ErasureId = AnErasure, Digests = Erase.Digests, Ground = ErasureGround.Retention });
    }

    [Fact]
    public void Who_asked_for_it_does_not_confirm_it() => (Erase with { ConfirmedBy = "officer-1" }).Decide([Announced, MadeSignUp]).Refuses(ErasePersonalData.ConfirmedBySamePerson.Whole());

    [Fact]
    public void Of_nothing_nothing_is_erased() => (Erase with { Digests = [] }).Decide([Announced, MadeSignUp]).Refuses(ErasePersonalData.NothingToErase.Whole());

    [Fact]
    public void What_is_not_there_or_was_erased_before_is_not_erased()
    {
        Erase.Decide([Announced]).Refuses(EraseTexts.TextGone.Whole(Text("name 1").Digest), EraseTexts.TextGone.Whole(Text("question 1").Digest));
        Erase.Decide([Announced, MadeSignUp, Erased with { Digests = [Text("name 1").Digest] }]).Refuses(EraseTexts.TextGone.Whole(Text("name 1").Digest));
        (Erase with { Digests = [Text("title").Digest] }).Decide([CaseIsShared, new CaseWithdrawn { OccurredAt = Day(1), Digests = [Text("title").Digest] }]).Refuses(EraseTexts.TextGone.Whole(Text("title").Digest));
    }

    [Fact]
    public void A_later_one_has_the_next_number() =>
        ((TextsErased)(Erase with { Digests = [Text("question 1").Digest] }).Decide([Announced, MadeSignUp, Erased with { Digests = [Text("name 1").Digest] }]).Event!).Number.ShouldBe(2);

    [Fact]
    public void What_the_stream_tells_of_stays_as_it_was_and_the_texts_are_gone()
    {
        var (before, told) = (After<Edition>(Announced, MadeSignUp)!, (IStreamEvent)Erased);
        told.After(before, new Origin(3, Day(9), Day(9), "officer-2")).ShouldBeSameAs(before);
        (told.Part, told.Holder, told.Replaces).ShouldBe(("erasures/1", null, false));
        told.Erases.ShouldBe(Erased.Digests);
    }

    [Fact]
    public void It_tells_how_much_and_on_what_ground()
    {
        Erased.Sentence(Language.Dutch).ShouldBe("Van één persoon zijn 2 teksten gewist (wissing 1), op grond van: bezwaar van de betrokkene (AVG art. 17 lid 1 onder c).");
        Erased.Sentence(Language.English).ShouldBe("Of one person 2 texts were erased (erasure 1), on the ground of: objection of the person (GDPR art. 17(1)(c)).");
        var ofTerm = Erased with { Subject = null, Digests = [Text("name 1").Digest], Ground = ErasureGround.Retention };
        ofTerm.Sentence(Language.Dutch).ShouldBe("Er is 1 tekst gewist (wissing 1), op grond van: bewaartermijn voorbij (AVG art. 5 lid 1 onder e).");
        ofTerm.Sentence(Language.English).ShouldBe("1 text was erased (erasure 1), on the ground of: retention period over (GDPR art. 5(1)(e)).");
        new ErasureOfTexts(1, ErasureGround.Retention, new Origin(3, Day(9), Day(9), "installation")).Notice(Language.English).ShouldEndWith("on the ground of: retention period over (GDPR art. 5(1)(e)).");
    }

    [Fact]
    public void Of_a_person_are_their_sign_up_its_intakes_and_why_it_was_withdrawn_and_nothing_of_another()
    {
        StreamEvent<Edition>[] recorded =
        [
            Announced, MadeSignUp, SignedUp(2, "two"), HeldIntake, new SignUpWithdrawn { OccurredAt = Day(4), Number = 1, Reason = Text("reason") }, Held(), new EditionChanged { OccurredAt = Day(5), Revision = 2, Content = Call, Changed = [], Reason = Text("change") },
        ];
        var own = new[] { "name 1", "role 1", "organisation 1", "question 1", "asked", "hoped", "reason" };
        Found(By("one"), recorded).ShouldBe(own);
        Found(new StreamSubject([], [1], [], []), recorded).ShouldBe(own, "who does not sign in is named by the sign-up");
        Found(By("one") with { LeftOut = [Text("reason").Digest], Texts = [Text("agenda").Digest] }, recorded).ShouldBe(["name 1", "role 1", "organisation 1", "question 1", "asked", "hoped", "agenda"]);
        Found(By("three"), recorded).ShouldBeEmpty();
        Found(StreamSubject.AllOf(After(recorded)!), recorded).ShouldBe(["name 1", "role 1", "organisation 1", "question 1", "name 2", "role 2", "organisation 2", "question 2", "asked", "hoped", "reason"]);
        By("one").SignUpsIn(After(recorded)!).Single().Number.ShouldBe(1);
    }

    [Fact]
    public void Of_a_person_is_what_they_said_of_a_case_and_would_decide_in_it_and_not_what_the_case_tells()
    {
        StreamEvent<Case>[] recorded =
        [
            CaseIsShared, new CaseRemarkMade { OccurredAt = Day(1), Number = 1, By = "one", Kind = CaseRemarkKind.Question, Text = Text("remark") }, Chosen(1, "one"), Chosen(2, "two"), new CaseFollowedUp { OccurredAt = Day(4), Number = 1, Text = Text("follow-up") },
        ];
        Found(By("one"), recorded).ShouldBe(["remark", "decision 1"]);
        Found(By("owner"), recorded).ShouldBeEmpty();
        By("one").SignUpsIn(After(recorded)!).ShouldBeEmpty();
    }

    [Fact]
    public void Of_a_person_is_what_they_brought_in_on_an_instrument()
    {
        var recorded = new (DomainEvent, Origin)[] { (Drafted(), At(1, "strategist")), (InputGiven(), At(2, "one")), (InputGiven(2) with { Statement = Text("another") }, At(3, "two")) };
        By("one").TextsIn(Instrument(Drafted())!, recorded).ShouldBe([new StreamText(Text("statement").Digest, "statement", 2)]);

        static Origin At(int number, string actor) => new(number, Day(number), Day(number), actor);
    }

    private static StreamSubject By(string subject) => new([subject], [], [], []);

    /// <summary>The texts that are found, in words.</summary>
    private static IEnumerable<string> Found<TState>(StreamSubject person, params StreamEvent<TState>[] recorded) where TState : class
    {
        string[] known = ["name 1", "role 1", "organisation 1", "question 1", "name 2", "role 2", "organisation 2", "question 2", "asked", "hoped", "reason", "agenda", "change", "remark", "decision 1", "decision 2", "title", "question", "follow-up"];
        var words = known.ToDictionary(word => Text(word).Digest);
        return person.TextsIn(After(recorded)!, recorded.Select((e, i) => ((DomainEvent)e, new Origin(i + 1, e.OccurredAt, e.OccurredAt, "organiser")))).Select(text => words[text.Digest]);
    }
}
