using System.Text.Json;
using FsCheck.Fluent;
using WikkenWegen.Domain.Learning;
using WikkenWegen.Domain.Streams;
using static WikkenWegen.Domain.Tests.NetworkSpec;

namespace WikkenWegen.Domain.Tests;

/// <summary>What is recorded of an edition, and what it is then.</summary>
public class EditionTests
{
    private static readonly MakeSignUp SignUp = new() { Stream = Id, OccurredAt = Day(3), PersonName = Text("name"), Contact = Text("contact"), Role = Text("role"), Organisation = Text("organisation"), Partner = true, Question = Text("question") };

    [Fact]
    public void An_edition_is_announced()
    {
        After<Edition>().When(new AnnounceEdition { Stream = Id, OccurredAt = Day(0), Content = Call }).Records(Announced);
        var edition = After(Announced)!;
        (edition.Content, edition.Revision, edition.Confirmed).ShouldBe((Call, 1, 0));
    }

    [Fact]
    public void A_change_says_what_changed() => After(Announced).When(new ChangeEdition { Stream = Id, OccurredAt = Day(1), Content = Call with { Places = 3, Description = "Meer" }, Reason = Text() })
        .Records(new EditionChanged { OccurredAt = Day(1), Revision = 2, Content = Call with { Places = 3, Description = "Meer" }, Changed = ["description", "places"], Reason = Text() });

    [Fact]
    public void To_send_what_is_announced_already_is_to_confirm_it()
    {
        var ruling = After(Announced).When(new ChangeEdition { Stream = Id, OccurredAt = Day(1), Content = Call, Reason = Text() });
        ruling.Records(new EditionChanged { OccurredAt = Day(1), Revision = 2, Content = Call, Changed = [], Reason = Text() });
        Said.Dutch(ruling.Event!).ShouldBe("De editie 'Samen afwegen in de wijk' is bevestigd zoals zij was (versie 2).");
        Said.English(ruling.Event!).ShouldBe("The edition 'Samen afwegen in de wijk' was confirmed as it was (version 2).");
    }

    [Fact]
    public void To_send_the_same_change_again_says_nothing_new()
    {
        IStreamCommand same = new ChangeEdition { Stream = Id, Content = Call, Reason = Text("again") };
        same.Standing(After(Announced)!).ShouldBeNull();
        EditionChanged changed = new() { OccurredAt = Day(1), Revision = 2, Content = Call, Changed = [], Reason = Text() };
        var standing = same.Standing(After<Edition>(Announced, changed)!).ShouldNotBeNull();
        (standing.Origin.Event, standing.Reason, standing.AskedReason).ShouldBe((2, Text(), Text("again")));
        same.Standing(After<Edition>(Announced, changed with { Content = Call with { Places = 9 } })!).ShouldBeNull();
    }

    [Fact]
    public void Who_signs_up_themselves_is_who_they_are() => After(Announced).When(SignUp, Party("one")).Records(new SignUpMade
    {
        OccurredAt = Day(3),
        Number = 1,
        Subject = "one",
        PersonName = Text("name"),
        Contact = Text("contact"),
        Role = Text("role"),
        Organisation = Text("organisation"),
        Partner = true,
        Question = Text("question"),
        Waiting = false,
    });

    [Fact]
    public void Who_organises_signs_up_others_also_those_who_do_not_sign_in()
    {
        ((SignUpMade)After(Announced).When(SignUp with { Subject = "one" }).Event!).Subject.ShouldBe("one");
        ((SignUpMade)After(Announced, SignedUp(1)).When(SignUp).Event!).Subject.ShouldBeNull();
    }

    [Fact]
    public void Where_all_places_are_asked_for_one_comes_on_the_waiting_list_and_can_be_confirmed_when_a_place_comes_free()
    {
        ((SignUpMade)After(Announced, SignedUp(1)).When(SignUp).Event!).Waiting.ShouldBeFalse();
        ((SignUpMade)After(Announced, SignedUp(1), SignedUp(2)).When(SignUp).Event!).Waiting.ShouldBeTrue();
        ((SignUpMade)After<Edition>(Announced, SignedUp(1), SignedUp(2), new SignUpWithdrawn { OccurredAt = Day(2), Number = 1 }).When(SignUp).Event!).Waiting.ShouldBeFalse();
        After<Edition>(Announced, SignedUp(1), SignedUp(2), SignedUp(3, waiting: true), Confirmed(1), Confirmed(2), new SignUpWithdrawn { OccurredAt = Day(3), Number = 1 })
            .When(new ConfirmSignUp { Stream = Id, OccurredAt = Day(4), SignUp = 3 }).Records(new SignUpConfirmed { OccurredAt = Day(4), Number = 3 });
    }

    [Fact]
    public void Whoever_waits_longest_comes_off_the_waiting_list_when_somebody_withdraws_or_a_place_is_added_and_an_earlier_moment_stays_as_it_was()
    {
        EditionEvent[] five = [Announced, SignedUp(1), SignedUp(2), SignedUp(3, waiting: true), SignedUp(4, waiting: true), SignedUp(5, waiting: true)];
        Waiting(five).ShouldBe([3, 4, 5]);
        Waiting([.. five, Withdrawn(1)]).ShouldBe([4, 5]);
        Waiting([.. five, Withdrawn(1), Withdrawn(2), Withdrawn(3), Withdrawn(4), SignedUp(6)]).ShouldBeEmpty();
        Waiting([.. five, Withdrawn(1), Withdrawn(2), SignedUp(6, waiting: true)]).ShouldBe([5, 6]);
        Waiting([.. five, new EditionChanged { OccurredAt = Day(3), Revision = 2, Content = Call with { Places = 4 }, Changed = ["places"], Reason = Text() }]).ShouldBe([5]);
        Waiting([.. five, Confirmed(5)]).ShouldBe([2, 3, 4], "a place that was given is not there for who signed up earlier");

        static IEnumerable<int> Waiting(EditionEvent[] events) => After<Edition>(events)!.SignUps.Where(s => s.Waiting).Select(s => s.Number);

        static SignUpWithdrawn Withdrawn(int number) => new() { OccurredAt = Day(2), Number = number };
    }

    /// <summary>Whoever signs up, is confirmed or withdraws, and however many places there are.</summary>
    [Fact]
    public void As_long_as_a_place_is_left_the_next_sign_up_does_not_come_on_the_waiting_list()
    {
        foreach (var seed in Seeded.Samples(Gen.Choose(0, int.MaxValue), 300))
        {
            var (dice, events) = (new Dice(new Random(seed), wild: 0), new List<StreamEvent<Edition>> { Announced });
            for (var step = 0; step < 20; step++)
            {
                var edition = After<Edition>(events)!;
                var signsUp = SignUp with { Subject = $"of step {step}" };
                var (made, left) = ((SignUpMade)edition.When(signsUp).Event!, edition.PlacesLeft);
                var next = After<Edition>([.. events, made])!;
                (made.Waiting, next.SignUps[^1].Waiting, next.PlacesLeft).ShouldBe((left == 0, left == 0, Math.Max(0, left - 1)));
                if (left > 0) edition.SignUps.ShouldAllBe(s => !s.Waiting);
                StreamCommand<Edition> command = dice.Between(0, 3) switch
                {
                    0 => signsUp,
                    1 => new ConfirmSignUp { Stream = Id, OccurredAt = Day(4), SignUp = dice.Between(1, edition.SignUps.Length + 1) },
                    2 => new WithdrawSignUp { Stream = Id, OccurredAt = Day(4), SignUp = dice.Between(1, edition.SignUps.Length + 1) },
                    _ => new ChangeEdition { Stream = Id, OccurredAt = Day(4), Content = edition.Content with { Places = dice.Between(1, 5) }, Reason = Text() },
                };
                if (edition.When(command).Event is { } happened) events.Add(happened);
            }
        }
    }

    [Fact]
    public void Who_organises_signs_up_nobody_twice_by_name_and_contact_or_else_by_name_and_organisation()
    {
        Texts[] different = [One with { Name = "Bram" }, One with { Contact = "bram@een.example" }, One with { Contact = null }];
        Again(One, One with { Name = " anna EÉN ", Contact = "ANNA@een.example" }).ShouldBe([MakeSignUp.AlreadySignedUp.Code]);
        Again(One with { Contact = null }, One with { Contact = null, Organisation = "waterland " }).ShouldBe([MakeSignUp.AlreadySignedUp.Code]);
        Again(One with { Contact = null }, One with { Contact = null, Organisation = "Elders" }).ShouldBeEmpty();
        different.SelectMany(texts => Again(One, texts)).ShouldBeEmpty();
        Again(One, One, withdrawn: true).ShouldBeEmpty();
        Again(One, One, by: Party("two")).ShouldBeEmpty("a participant does not find out by a name who signed up");

        static IEnumerable<string> Again(Texts there, Texts asked, bool withdrawn = false, Actor? by = null)
        {
            var before = SignedUp(1) with { Contact = there.Contact is null ? null : Text("contact 1") };
            var edition = withdrawn ? After<Edition>(Announced, before, new SignUpWithdrawn { OccurredAt = Day(2), Number = 1 }) : After<Edition>(Announced, before);
            var texts = new Dictionary<Sealed, string?> { [Text("name 1")] = there.Name, [Text("contact 1")] = there.Contact, [Text("organisation 1")] = there.Organisation, [Text("name")] = asked.Name, [Text("contact")] = asked.Contact, [Text("organisation")] = asked.Organisation };
            var command = (MakeSignUp)((IComparesTexts)(SignUp with { Contact = asked.Contact is null ? null : Text("contact") })).Reading(text => texts.GetValueOrDefault(text));
            return edition.When(command, by).Refusals.Select(r => r.Rule.Code);
        }
    }

    [Fact]
    public void Who_organises_confirms_nobody_twice_by_name_and_contact_also_who_signed_up_themselves_meanwhile()
    {
        Edition edition = After<Edition>(Announced, SignedUp(1), new SignUpConfirmed { OccurredAt = Day(2), Number = 1 }, SignedUp(2, "one"), SignedUp(3, "three"))!;
        Confirmed(2, "anna eén ").ShouldBe([MakeSignUp.AlreadySignedUp.Code]);
        Confirmed(2, "Bram").ShouldBeEmpty();
        Confirmed(3, "Anna Eén").ShouldBe([MakeSignUp.AlreadySignedUp.Code]);
        edition = After<Edition>(Announced, SignedUp(1), new SignUpConfirmed { OccurredAt = Day(2), Number = 1 }, new SignUpWithdrawn { OccurredAt = Day(2), Number = 1 }, SignedUp(2, "one"))!;
        Confirmed(2, "Anna Eén").ShouldBeEmpty("the place of before was given back");

        IEnumerable<string> Confirmed(int number, string name)
        {
            string? Read(Sealed text) => text == Text("name 1") ? "Anna Eén" : text == Text($"name {number}") ? name : text == Text("organisation 1") || text == Text($"organisation {number}") ? "Waterland" : "iets anders";
            return edition.When((ConfirmSignUp)((IComparesTexts)new ConfirmSignUp { Stream = Id, OccurredAt = Day(5), SignUp = number }).Reading(Read)).Refusals.Select(r => r.Rule.Code);
        }
    }

    [Fact]
    public void One_person_signs_up_at_most_five_times_for_an_edition_withdrawn_ones_with_them()
    {
        StreamEvent<Edition>[] Again(int times) => [Announced, .. Enumerable.Range(1, times).SelectMany(n => (StreamEvent<Edition>[])[SignedUp(n, "one"), new SignUpWithdrawn { OccurredAt = Day(2), Number = n }])];
        After<Edition>(Again(4)).When(SignUp, Party("one")).IsRecorded();
        After<Edition>(Again(5)).When(SignUp, Party("one")).Refusals.Select(r => r.Rule).ShouldBe([MakeSignUp.TooManySignUps]);
        After<Edition>(Again(5)).When(SignUp, Party("two")).IsRecorded();
    }

    private static readonly Texts One = new("Anna Eén", "anna@een.example", "Waterland");

    /// <summary>What the vault holds of somebody.</summary>
    private sealed record Texts(string Name, string? Contact, string Organisation);

    [Fact]
    public void Who_withdrew_can_sign_up_again() => After<Edition>(Announced, SignedUp(1, "one"), new SignUpWithdrawn { OccurredAt = Day(2), Number = 1 }).When(SignUp, Party("one")).IsRecorded();

    [Fact]
    public void One_withdraws_ones_own_sign_up() => After<Edition>(Announced, SignedUp(1, "one")).When(new WithdrawSignUp { Stream = Id, OccurredAt = Day(2), SignUp = 1, Reason = Text() }, Party("one"))
        .Records(new SignUpWithdrawn { OccurredAt = Day(2), Number = 1, Reason = Text() });

    [Fact]
    public void Intakes_are_numbered_within_the_sign_up()
    {
        var command = new HoldIntake { Stream = Id, OccurredAt = Day(4), SignUp = 1, Level = Level.Tactical, Question = Text("q"), WithWhom = Text("w"), Process = Text("p"), Difficulty = Text("d"), Hope = Text("h") };
        var content = new IntakeContent { Question = Text("q"), Level = Level.Tactical, WithWhom = Text("w"), Process = Text("p"), Difficulty = Text("d"), Hope = Text("h") };
        After<Edition>(Announced, SignedUp(1)).When(command).Records(new IntakeHeld { OccurredAt = Day(4), SignUp = 1, Number = 1, Content = content });
        After<Edition>(Announced, SignedUp(1), new IntakeHeld { OccurredAt = Day(4), SignUp = 1, Number = 1, Content = content }).When(command).Records(new IntakeHeld { OccurredAt = Day(4), SignUp = 1, Number = 2, Content = content });
    }

    [Fact]
    public void A_session_an_insight_and_a_guide_are_recorded_with_what_they_come_from()
    {
        After<Edition>(Announced, SignedUp(1)).When(new HoldSession { Stream = Id, OccurredAt = Noon(9, 15), Day = new DateOnly(2026, 9, 15), Agenda = Text("a"), Cases = [InNetwork], Present = [1], Tried = Text("t"), KnownCases = Known })
            .Records(new SessionHeld { OccurredAt = Noon(9, 15), Number = 1, Content = new SessionContent { Day = new DateOnly(2026, 9, 15), Agenda = Text("a"), Cases = [InNetwork], Present = [1], Tried = Text("t") } });
        After<Edition>(Announced, Held()).When(new DrawInsight { Stream = Id, OccurredAt = Noon(9, 17), Statement = "Dat.", Cases = [InNetwork], Session = 1, KnownCases = Known })
            .Records(new InsightDrawn { OccurredAt = Noon(9, 17), Number = 1, Statement = "Dat.", Cases = [InNetwork], Session = 1 });
        var learnt = After<Edition>(Announced, Held(), Drawn(1, InNetwork), Drawn(2));
        learnt.When(new ConfirmInsight { Stream = Id, OccurredAt = Noon(10, 1), Insight = 1, Case = Later, Why = Text(), KnownCases = Known }).Records(new InsightConfirmed { OccurredAt = Noon(10, 1), Insight = 1, Number = 1, Case = Later, Why = Text() });
        learnt.When(new ContradictInsight { Stream = Id, OccurredAt = Noon(10, 1), Insight = 2, Case = InNetwork, Why = Text(), KnownCases = Known }).Records(new InsightContradicted { OccurredAt = Noon(10, 1), Insight = 2, Number = 1, Case = InNetwork, Why = Text() });
        learnt.When(new PublishGuide { Stream = Id, OccurredAt = Noon(12, 20), Title = "Wegwijzer", Preface = "Vooraf", Insights = [2, 1] }).Records(new GuidePublished { OccurredAt = Noon(12, 20), Version = 1, Title = "Wegwijzer", Preface = "Vooraf", Insights = [2, 1] });
    }

    [Fact]
    public void A_later_case_is_worked_on_after_the_session_of_the_insight_or_in_none_and_may_have_been_shared_before()
    {
        After<Edition>(Announced, Held(), Drawn(1, InNetwork)).When(Confirm(1)).IsRecorded();
        After<Edition>(Announced, Held(), Drawn(1, InNetwork), Held(2, on: 16, Later)).When(Confirm(1)).IsRecorded();
        After<Edition>(Announced, Held(1, on: 15, Later), Drawn(1, InNetwork) with { Session = null }).When(Confirm(1)).IsRecorded();

        static ConfirmInsight Confirm(int insight) => new() { Stream = Id, OccurredAt = Noon(10, 1), Insight = insight, Case = Later, Why = Text(), KnownCases = Known };
    }

    [Fact]
    public void The_edition_is_all_that_happened_in_it_and_each_part_says_from_which_event()
    {
        var edition = After<Edition>(Announced, SignedUp(1, "one"), SignedUp(2, "two"), Confirmed(2), Held(), Drawn(1, InNetwork),
            new InsightContradicted { OccurredAt = Noon(10, 1), Insight = 1, Number = 1, Case = Later, Why = Text() }, new GuidePublished { OccurredAt = Noon(12, 20), Version = 1, Title = "Wegwijzer", Insights = [1] })!;
        edition.SignUps.Select(s => (s.Number, s.Origin.Event, s.Confirmation?.Event)).ShouldBe([(1, 2, null), (2, 3, 4)]);
        edition.Held.Single().Origin.Event.ShouldBe(5);
        (edition.Insights.Single().Origin.Event, edition.Insights.Single().Contradictions.Single().Origin.Event, edition.Insights.Single().Confirmations.Length).ShouldBe((6, 7, 0));
        edition.Guides.Single().Origin.Event.ShouldBe(8);
    }

    /// <summary>What is recorded later may have happened earlier, so that at a moment before now there may be a second without a first.</summary>
    [Fact]
    public void A_session_or_insight_is_found_by_its_number_also_where_an_earlier_one_is_not_there()
    {
        var edition = After<Edition>(Announced, Held(2), Drawn(2))!;
        (edition.Session(2)?.Number, edition.Session(1)).ShouldBe((2, null));
        (edition.Insight(2)?.Number, edition.Insight(1)).ShouldBe((2, null));
    }

    [Fact]
    public void An_insight_says_which_of_the_cases_that_it_rests_on_were_taken_back()
    {
        var insight = After<Edition>(Announced, Held(), Drawn(1, InNetwork), new InsightContradicted { OccurredAt = Noon(10, 1), Insight = 1, Number = 1, Case = Later, Why = Text() })!.Insights.Single();
        insight.TakenBack.ShouldBeEmpty();
        insight.Told(ImmutableHashSet.Create(Elsewhere)).TakenBack.ShouldBeEmpty();
        insight.Told(ImmutableHashSet.Create(Later, Elsewhere, InNetwork)).TakenBack.ShouldBe([InNetwork, Later]);
    }

    [Fact]
    public void Who_does_not_organise_it_sees_their_own_sign_up_alone()
    {
        var edition = After<Edition>(Announced, SignedUp(1, "one"), SignedUp(2, "two"), SignedUp(3))!;
        edition.SeenBy("two").SignUps.Select(s => s.Number).ShouldBe([2]);
        edition.SeenBy("nobody").SignUps.ShouldBeEmpty();
        JsonSerializer.Serialize(edition.SeenBy("two"), EventContract.Json).ShouldNotContain(Text("question 1").Digest);
    }

    [Fact]
    public void Who_takes_no_part_in_the_network_sees_what_is_announced_and_their_own_sign_up_alone()
    {
        var edition = After<Edition>(Announced, SignedUp(1, "one"), SignedUp(2, "two"), Held(), Drawn(1, InNetwork), new GuidePublished { OccurredAt = Noon(12, 20), Version = 1, Title = "Wegwijzer", Insights = [1] })!;
        var seen = edition.AnnouncedTo("two");
        (seen.Content, seen.Revision, seen.Origin).ShouldBe((edition.Content, edition.Revision, edition.Origin));
        seen.SignUps.Select(s => s.Number).ShouldBe([2]);
        (seen.Held.IsEmpty, seen.Insights.IsEmpty, seen.Guides.IsEmpty, seen.Blocks.IsEmpty).ShouldBe((true, true, true, true));
        edition.AnnouncedTo("nobody").SignUps.ShouldBeEmpty();
        var written = JsonSerializer.Serialize(seen, EventContract.Json);
        foreach (var part in (object[])[edition.SignUp(1)!, .. edition.Held, .. edition.Insights, .. edition.Guides]) written.ShouldNotContain(JsonSerializer.Serialize(part, EventContract.Json));
    }

    [Fact]
    public void An_event_of_a_sign_up_says_so_and_its_texts_are_of_that_sign_up()
    {
        EditionEvent[] about = [SignedUp(4), Confirmed(4), new SignUpWithdrawn { OccurredAt = Day(0), Number = 4 }, new IntakeHeld { OccurredAt = Day(0), SignUp = 4, Number = 1, Content = new IntakeContent { Question = Text(), Level = Level.Strategic } }];
        about.ShouldAllBe(e => e.SignUpAbout == 4 && ((IStreamEvent)e).Holder == "sign-ups/4" && e.Part == "sign-ups/4");
        EditionEvent[] others = [Announced, Held(), Drawn()];
        others.ShouldAllBe(e => e.SignUpAbout == null && ((IStreamEvent)e).Holder == null);
    }

    /// <summary>Whoever adds an event decides here whether it is for everybody who takes part.</summary>
    [Fact]
    public void Who_does_not_organise_it_reads_just_these_events_whoever_signed_up() =>
        EventSamples.All.Values.OfType<EditionEvent>().Where(e => e is { SignUpAbout: null, IsForOrganisersAlone: false }).Select(e => e.GetType()).Distinct().ShouldBe(
            [typeof(EditionAnnounced), typeof(EditionChanged), typeof(SessionHeld), typeof(InsightDrawn), typeof(InsightConfirmed), typeof(InsightContradicted), typeof(GuidePublished)], ignoreOrder: true);

    [Fact]
    public void Who_sees_to_personal_data_blocks_an_edition_and_lifts_that_and_who_takes_part_does_not_see_it()
    {
        var (block, blocked) = (new BlockEdition { Stream = Id, OccurredAt = Day(5), Blocked = true, Reason = Text("reason") }, new EditionBlockSet { OccurredAt = Day(5), Number = 1, Blocked = true, Reason = Text("reason") });
        After(Announced).When(block).Records(blocked);
        blocked.Sentence(Language.Dutch).ShouldBe("De editie is geblokkeerd: zolang dat zo is, wordt er niets van gewist.");
        blocked.Sentence(Language.English).ShouldBe("The edition was blocked: as long as it is, nothing of it is erased.");
        (((IStreamEvent)blocked).Part, ((IStreamEvent)blocked).Holder).ShouldBe(("blocks/1", null));
        var now = After<Edition>(Announced, blocked)!;
        (now.Block!.Number, now.SeenBy("one").Block, now.SeenBy("one").Blocks.IsEmpty).ShouldBe((1, null, true));
        After<Edition>(Announced, blocked)!.When(block with { Blocked = false, OccurredAt = Day(6) }).Records(new EditionBlockSet { OccurredAt = Day(6), Number = 2, Blocked = false, Reason = Text("reason") });
        After<Edition>(Announced, blocked, blocked with { Number = 2, Blocked = false })!.Block.ShouldBeNull();

        var erased = new Origin(2, Day(5), Day(5), "officer");
        After(Announced).When(block with { LastErasure = erased }).Records(blocked);
        After<Edition>(Announced, blocked).When(block with { Blocked = false, OccurredAt = Day(6), LastErasure = erased with { OccurredAt = Day(7) } }).IsRecorded();
    }

    [Fact]
    public void What_was_learnt_before_a_case_was_taken_back_is_recorded_however_late()
    {
        var back = new Origin(7, Noon(10, 2), Noon(10, 2), "owner");
        EditionEvent[] learnt = [Announced, Held(), Drawn(1, InNetwork)];
        var drawn = new DrawInsight { Stream = Id, OccurredAt = Noon(10, 1), Statement = "Dat.", Cases = [InNetwork], KnownCases = Known, TakenBack = ImmutableDictionary<Guid, Origin>.Empty.Add(InNetwork, back) };
        After<Edition>(learnt).When(drawn).IsRecorded();
        After<Edition>(learnt).When(drawn with { OccurredAt = back.OccurredAt }).Refuses(CaseCommand.CaseTakenBack.At("/cases/0", 7));
        var confirmed = new ConfirmInsight { Stream = Id, OccurredAt = Noon(10, 1), Insight = 1, Case = Later, Why = Text(), KnownCases = Known, TakenBack = back };
        After<Edition>(learnt).When(confirmed).IsRecorded();
        After<Edition>(learnt).When(confirmed with { OccurredAt = back.OccurredAt }).Refuses(CaseCommand.CaseTakenBack.At("/case", 7));
    }

    [Theory]
    [InlineData("edition_announced", "De editie 'Samen afwegen in de wijk' is aangekondigd, van 1 september 2026 tot en met 31 december 2026, met plaats voor 15.", "The edition 'Samen afwegen in de wijk' was announced, from 1 September 2026 to 31 December 2026, with room for 15.")]
    [InlineData("edition_changed", "De editie 'Samen afwegen in de wijk' is gewijzigd (versie 2): aantal plaatsen, bijeenkomsten.", "The edition 'Samen afwegen in de wijk' was changed (version 2): number of places, sessions.")]
    [InlineData("edition_block_set", "De editie is niet langer geblokkeerd.", "The edition is no longer blocked.")]
    [InlineData("sign_up_made", "Iemand meldde zich aan (aanmelding 3) en staat op de wachtlijst.", "Somebody signed up (sign-up 3) and is on the waiting list.")]
    [InlineData("sign_up_made.minimal", "Iemand meldde zich aan (aanmelding 1).", "Somebody signed up (sign-up 1).")]
    [InlineData("sign_up_confirmed", "Aanmelding 3 is bevestigd.", "Sign-up 3 was confirmed.")]
    [InlineData("sign_up_withdrawn", "Aanmelding 3 is ingetrokken.", "Sign-up 3 was withdrawn.")]
    [InlineData("intake_held", "Over de vraag bij aanmelding 3 is een intake gehouden (intake 2; niveau: strategisch).", "An intake was held about the question of sign-up 3 (intake 2; level: strategic).")]
    [InlineData("session_held", "Bijeenkomst 2 is gehouden op 13 oktober 2026, met 2 deelnemers en 1 casus.", "Session 2 was held on 13 October 2026, with 2 participants and 1 case.")]
    [InlineData("insight_drawn", "Inzicht 2: Wie betaalt, hoort eerst op tafel.", "Insight 2: Wie betaalt, hoort eerst op tafel.")]
    [InlineData("insight_confirmed", "Inzicht 2 is bevestigd door een latere casus.", "Insight 2 was confirmed by a later case.")]
    [InlineData("insight_contradicted", "Inzicht 2 is tegengesproken door een latere casus.", "Insight 2 was contradicted by a later case.")]
    [InlineData("guide_published", "De wegwijzer 'Wegwijzer samen afwegen' is gepubliceerd (versie 1), met 2 inzichten.", "The guide 'Wegwijzer samen afwegen' was published (version 1), with 2 insights.")]
    [InlineData("case_received", "De casus is gedeeld in het netwerk.", "The case was shared in the network.")]
    [InlineData("case_withdrawn", "De casus is teruggenomen: wat erin stond, en wat de inbrenger erover zei, is gewist. Wat anderen ervan meenamen, kan niet worden teruggenomen.", "The case was taken back: what it held, and what its owner said of it, is erased. What others took along from it cannot be taken back.")]
    [InlineData("case_remark_made", "Een deelnemer stelde een vraag over de casus (nummer 2), naar aanleiding van nummer 1.", "A participant asked a question about the case (number 2), after number 1.")]
    [InlineData("case_remark_made.minimal", "Een deelnemer gaf een reflectie op de casus (nummer 1).", "A participant gave a reflection on the case (number 1).")]
    [InlineData("case_choice_given", "Een deelnemer gaf aan wat zij of hij zou besluiten (keuze 1), afgewogen met een instrument.", "A participant said what they would decide (choice 1), weighed with an instrument.")]
    [InlineData("case_choices_shown", "De 5 keuzes zijn getoond.", "The 5 choices were shown.")]
    [InlineData("case_followed_up", "Wie de casus inbracht, vertelde wat ermee gedaan is.", "Who brought in the case told what was done with it.")]
    public void What_happened_is_told(string sample, string dutch, string english)
    {
        EventSamples.All[sample].Sentence(Language.Dutch).ShouldBe(dutch);
        EventSamples.All[sample].Sentence(Language.English).ShouldBe(english);
    }
}
