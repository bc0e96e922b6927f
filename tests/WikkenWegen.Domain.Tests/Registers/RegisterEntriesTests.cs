using System.Text.Json;
using WikkenWegen.Domain.Registers;

namespace WikkenWegen.Domain.Tests;

public class RegisterEntriesTests
{
    /// <summary>A decision with one of everything that a register tells.</summary>
    private static DecisionTaken Full(int number = 1, double on = 30, DecisionKind kind = DecisionKind.Chosen, string proposal = "V1") => Decided(number, on, kind, proposal) with
    {
        Content = Decided(number, on, kind, proposal).Content with
        {
            Deviations =
            [
                new Deviation(DeviationFrom.Framework, "Investment statute", null, DeviationGround.Liveability, Text("liveable")),
                new Deviation(DeviationFrom.Advice, null, 1, DeviationGround.Financial, Text("money")),
            ],
            Conditions = ["A trial dwelling first"],
            ReopenWhen = ["When rents may rise", "When the foundation fails"],
            ReviewDate = new DateOnly(2028, 1, 1),
        },
    };

    private static List<RegisterEntry> Of(Weighing weighing, Register register) => [.. RegisterEntries.Of(weighing, register)];

    private static T Content<T>(RegisterEntry entry) => entry.Content.ShouldBeOfType<T>();

    [Fact]
    public void A_decision_is_told_with_who_took_it_on_what_and_what_became_of_it()
    {
        var weighing = Given(
            Opened(), Submitted(), Invited(), AskedAdvice(), GotAdvice(), Full(), Approved(), StartedExecution(), FellAssumption(assumption: 2), Reviewed());
        var entry = Of(weighing, Register.Decisions).ShouldHaveSingleItem();
        (entry.Number, entry.Event, entry.Path, entry.At, entry.Name).ShouldBe((1, 6, "/decisions/1", Day(30), "Future of the flat"));
        var told = Content<DecisionEntry>(entry);
        told.Proposals.ShouldBe([new ChosenProposal("V1", 1, "Renovate", DoNothing: false)]);
        told.Conditions.ShouldBe(["A trial dwelling first"]);
        told.Decision.Standing.ShouldBeTrue();
        told.Decision.DeciderRole.ShouldBe("Bestuurder");
        told.Decision.Approval!.Approved.ShouldBeTrue();
        told.Decision.ExecutionStarted!.Event.ShouldBe(8);
        told.Decision.FallenAssumptions.ShouldBe([2]);
        told.Decision.Reviews.ShouldHaveSingleItem().Conclusion.ShouldBe(ReviewConclusion.Continue);
        entry.Marks.ShouldBe(
        [
            "decisions.kind:chosen", "decisions.standing:true", "decisions.executed:true", "decisions.reviewed:true", "decisions.approved:true", "decisions.deviates:true",
            "decisions.from:framework", "decisions.from:advice", "decisions.ground:liveability", "decisions.ground:financial",
        ], ignoreOrder: true);
        entry.Keys.ShouldBe([new RegisterKey("decisions.decider:", "BESTUURDER"), new RegisterKey("decisions.framework:", "INVESTMENT STATUTE")]);
        entry.Words.ShouldBe("Renovate\nA trial dwelling first\nThe subsidy is granted\nIt lasts 25 years\nWhen rents may rise\nWhen the foundation fails");
    }

    [Fact]
    public void Every_register_has_entries_of_its_own()
    {
        var weighing = Given(Opened(), Submitted(), Invited(), AskedAdvice(), GotAdvice(), DeviatedFromAdvice(), Full());
        foreach (var register in Enum.GetValues<Register>()) Of(weighing, register).ShouldAllBe(entry => entry.Register == register);
    }

    [Fact]
    public void A_decision_that_no_longer_stands_is_told_with_what_ended_it()
    {
        var decided = Given(Opened(), Submitted(), Decided());
        Marks(decided).ShouldContain("decisions.standing:true");
        foreach (var end in new WeighingEvent[] { WithdrewDecision(), Rejected(), Reopened() })
        {
            var weighing = decided.And(end);
            Marks(weighing).ShouldContain("decisions.standing:false");
            Content<DecisionEntry>(Of(weighing, Register.Decisions)[0]).Decision.Ended!.Event.ShouldBe(4);
        }

        static IEnumerable<string> Marks(Weighing weighing) => Of(weighing, Register.Decisions)[0].Marks;
    }

    [Fact]
    public void A_deviation_is_told_by_decision_and_by_answer_to_advice()
    {
        var weighing = Given(Opened(), Submitted(), Invited(), AskedAdvice(), GotAdvice(), DeviatedFromAdvice(), Full());
        var entries = Of(weighing, Register.Deviations);
        entries.Select(e => (e.Event, e.Path)).ShouldBe([(7, "/decisions/1/content/deviations/1"), (7, "/decisions/1/content/deviations/2"), (6, "/adviceRequests/1/answer")]);
        var (framework, advice, answer) = (Content<DeviationEntry>(entries[0]), Content<DeviationEntry>(entries[1]), Content<DeviationEntry>(entries[2]));
        (framework.From, framework.Framework, framework.AdviceOf, framework.Decision!.Number).ShouldBe((DeviationFrom.Framework, "Investment statute", null, 1));
        (advice.From, advice.AdviceRequest, advice.AdviceOf).ShouldBe((DeviationFrom.Advice, 1, "Bewoners"));
        (answer.From, answer.Ground, answer.AdviceOf, answer.Decision).ShouldBe((DeviationFrom.Advice, DeviationGround.EqualTreatment, "Bewoners", null));
    }

    /// <summary>A row that has a number keeps it, whatever comes after.</summary>
    [Fact]
    public void A_deviation_keeps_its_number()
    {
        var before = Given(Opened(), Submitted(), Invited(), AskedAdvice(), GotAdvice(), DeviatedFromAdvice(), Full());
        var after = before.And(WithdrewDecision(), Full(2, on: 60));
        Of(after, Register.Deviations).Where(e => e.Event <= 7).Select(e => (e.Number, e.Path)).ShouldBe(Of(before, Register.Deviations).Select(e => (e.Number, e.Path)));
        Of(after, Register.Deviations).Select(e => e.Number).ShouldBeUnique();
    }

    [Fact]
    public void An_assumption_holds_until_it_fell()
    {
        var weighing = Given(Opened(), Submitted(), Decided());
        Of(weighing, Register.Assumptions).Select(e => (e.Path, e.Marks.Contains("assumptions.holds:true"))).ShouldBe(
            [("/decisions/1/content/assumptions/1", true), ("/decisions/1/content/assumptions/2", true)]);
        var fallen = Of(weighing.And(FellAssumption(assumption: 2)), Register.Assumptions);
        fallen.Select(e => e.Marks.Contains("assumptions.holds:true")).ShouldBe([true, false]);
        Content<AssumptionEntry>(fallen[1]).Fall!.Origin.Event.ShouldBe(4);
        fallen[1].Keys.ShouldBe([new RegisterKey("assumptions.text:", "IT LASTS 25 YEARS")]);
    }

    [Fact]
    public void A_condition_is_told_with_what_became_of_the_decision()
    {
        var entry = Of(Given(Opened(), Submitted(), Invited(), AskedAdvice(), Full(), StartedExecution()), Register.Conditions).ShouldHaveSingleItem();
        entry.Path.ShouldBe("/decisions/1/content/conditions/1");
        var told = Content<ConditionEntry>(entry);
        (told.Text, told.Decision.ExecutionStarted!.Event).ShouldBe(("A trial dwelling first", 6));
    }

    [Theory]
    [InlineData(DecisionKind.Chosen, false), InlineData(DecisionKind.Deferred, false), InlineData(DecisionKind.DoNothingChosen, true), InlineData(DecisionKind.None, true)]
    public void A_decision_not_to_do_it_is_one_that_answers_the_question_with_nothing(DecisionKind kind, bool isNotToDo)
    {
        var weighing = Given(Opened(), Submitted(doNothing: true), Invited(), AskedAdvice(), Full(kind: kind));
        Of(weighing, Register.NotToDo).Count.ShouldBe(isNotToDo ? 1 : 0);
        if (!isNotToDo) return;
        var told = Content<NotToDoEntry>(Of(weighing, Register.NotToDo)[0]);
        told.ReopenWhen.ShouldBe(["When rents may rise", "When the foundation fails"]);
        told.Reopened.ShouldBeNull();
        Content<NotToDoEntry>(Of(weighing.And(Reopened()), Register.NotToDo)[0]).Reopened!.Origin.Event.ShouldBe(6);
    }

    [Fact]
    public void A_criterion_is_told_once_with_the_range_of_its_share_over_all_versions()
    {
        var weighing = Given(Opened(), AdoptedCriteria(), ChangedCriteria());
        var entries = Of(weighing, Register.Criteria); // BET 60 and KWA 40, then BET 60 and BEW 20
        entries.Select(e => (Content<CriterionEntry>(e).Code, Content<CriterionEntry>(e).InForce, e.Path)).ShouldBe(
            [("BET", true, "/criteriaVersions/2/set/criteria/BET"), ("KWA", false, "/criteriaVersions/1/set/criteria/KWA"), ("BEW", true, "/criteriaVersions/2/set/criteria/BEW")]);
        var bet = Content<CriterionEntry>(entries[0]);
        bet.Lowest.ShouldBe(new CriterionWeight(1, 2, 60, 0.6m));
        bet.Highest.ShouldBe(new CriterionWeight(2, 3, 60, 0.75m));
        bet.Newest.ShouldBe(bet.Highest);
        bet.Reason.ShouldBe(Text());
    }

    [Fact]
    public void A_criterion_that_stands_beside_is_told_in_a_register_of_its_own()
    {
        var adopted = AdoptedWithBeside() with { Set = CriteriaWithBeside() with { Beside = [Beside() with { Goal = "Fairness" }, Beside("WIJK", InWords)], Instrument = new Instrument("Buurtset", "2", null) } };
        var both = Given(Opened(), adopted);
        Of(both, Register.Criteria).Select(e => Content<CriterionEntry>(e).Code).ShouldBe(["BET", "KWA"]);
        var entry = Of(both, Register.CriteriaBeside)[0];
        Content<CriterionBesideEntry>(entry).ShouldBe(new CriterionBesideEntry
        {
            Code = "WIE", Name = "The name of WIE", Goal = "Fairness", Scale = adopted.Set.Beside[0].Scale, InForce = true, Version = 1, Reason = adopted.Reason, Instrument = adopted.Set.Instrument,
        });
        (entry.Number, entry.Event, entry.Path, entry.Name, entry.Words).ShouldBe((1, 2, "/criteriaVersions/1/set/beside/WIE", "The name of WIE", "The name of WIE\nFairness"));
        entry.Marks.ShouldBe(["criteriaBeside.inForce:true", "criteriaBeside.kind:positiveNegative"]);
        entry.Keys.ShouldBe([RegisterKey.Of(Register.CriteriaBeside, "code", "wie"), RegisterKey.Of(Register.CriteriaBeside, "name", "the name of wie"), RegisterKey.Of(Register.CriteriaBeside, "instrument", "buurtset")]);

        // One that is added up from the next version on stays as it was, and no longer stands beside those in force.
        var changed = ChangedCriteria() with { Set = CriteriaOf(Criterion(), Criterion("WIE", 40)) with { Beside = [Beside("WIJK", InWords)] } };
        var moved = both.And(changed);
        RegisterEntries.Touched(both, moved).ShouldBe([Register.Criteria, Register.CriteriaBeside]);
        Of(moved, Register.CriteriaBeside).Select(e => (Content<CriterionBesideEntry>(e).Code, Content<CriterionBesideEntry>(e).InForce, e.Path)).ShouldBe(
            [("WIE", false, "/criteriaVersions/1/set/beside/WIE"), ("WIJK", true, "/criteriaVersions/2/set/beside/WIJK")]);
        Content<CriterionBesideEntry>(Of(moved, Register.CriteriaBeside)[1]).Reason.ShouldBe(changed.Reason);
        Of(moved, Register.Criteria).Select(e => Content<CriterionEntry>(e).Code).ShouldBe(["BET", "KWA", "WIE"]);
    }

    [Fact]
    public void A_criterion_is_found_by_the_name_of_its_instrument_and_by_the_code_of_one_that_is_published()
    {
        From(new Instrument("Kader", "2024", null)).ShouldBe([RegisterKey.Of(Register.Criteria, "instrument", "Kader")]);
        From(new Instrument("Buurtset", "2", null, "BUURT", Guid.AllBitsSet)).ShouldBe([RegisterKey.Of(Register.Criteria, "instrument", "Buurtset"), RegisterKey.Of(Register.Criteria, "instrument", "BUURT")]);
        From(new Instrument("Buurt", "2", null, "BUURT", Guid.AllBitsSet)).ShouldBe([RegisterKey.Of(Register.Criteria, "instrument", "buurt")]);

        static IEnumerable<RegisterKey> From(Instrument instrument) =>
            Of(Given(Opened(), new CriteriaAdopted { OccurredAt = Day(3), Set = CriteriaOf() with { Instrument = instrument } }), Register.Criteria)[0].Keys.Where(k => k.Field.Contains("instrument", StringComparison.Ordinal));
    }

    [Fact]
    public void Weights_of_any_size_have_their_share()
    {
        const decimal largest = 9999999999999999999999999999m;
        var set = CriteriaOf([.. Enumerable.Range(1, 50).Select(n => Criterion($"C{n}", largest))]);
        Of(Given(Opened(), new CriteriaAdopted { OccurredAt = Day(3), Set = set }), Register.Criteria).ShouldAllBe(e => Content<CriterionEntry>(e).Newest.Share == 0.02m);
    }

    [Fact]
    public void A_party_is_told_with_the_first_event_that_shows_that_it_was_heard()
    {
        var weighing = Given(Opened(), Submitted(), Invited("B1"), Invited("B2"), OpenedRound(), GaveInput(1, "B1", round: 1), GaveInput(2, "B1", round: 1), Left("B2"));
        var entries = Of(weighing, Register.Parties);
        entries.Select(e => (e.Path, Content<PartyEntry>(e).Heard, Content<PartyEntry>(e).HeardFirst, Content<PartyEntry>(e).Withdrew?.Event)).ShouldBe(
            [("/stakeholders/B1", true, 6, null), ("/stakeholders/B2", false, null, 8)]);
        entries[1].Marks.ShouldBe(["parties.say:advises", "parties.heard:false", "parties.withdrew:true"]);
    }

    [Fact]
    public void What_a_weighing_is_about_is_known_as_it_is_now()
    {
        var about = Framing() with { Complexes = ["https://example.org/c/1"], BagIds = ["0123100000000001"] };
        var weighing = Given(Opened() with { Framing = about }, Reframed(20) with { Framing = about with { Question = "Other" } });
        RegisterEntries.Touched(Weighing.None, Given(Opened() with { Framing = about })).ShouldBe([Register.Property]);
        RegisterEntries.Touched(Given(Opened() with { Framing = about }), weighing).ShouldBeEmpty();
        var entry = Of(weighing, Register.Property).ShouldHaveSingleItem();
        (entry.Number, entry.Event, entry.Path).ShouldBe((1, 1, "/framings/1/framing"));
        Content<PropertyEntry>(entry).Ids.ShouldBe(["https://example.org/c/1", "0123100000000001"]);
        entry.Keys.Select(k => k.Field).ShouldBe(["property.id:", "property.id:"]);

        var elsewhere = weighing.And(Reframed(25) with { Version = 3, Framing = about with { Complexes = [], BagIds = [] } });
        RegisterEntries.Touched(weighing, elsewhere).ShouldBe([Register.Property]);
        Of(elsewhere, Register.Property).ShouldHaveSingleItem().Keys.ShouldBeEmpty();
    }

    /// <summary>Others see in a blind round that something was given, and not yet that it was withdrawn.</summary>
    [Fact]
    public void What_a_party_withdrew_in_a_blind_round_shows_when_that_closes()
    {
        var blind = Given(Opened(), Submitted(), Invited("B1"), OpenedRound(blind: true), GaveInput(1, "B1", round: 1));
        var withdrew = blind.And(WithdrewInput());
        RegisterEntries.Touched(blind, withdrew).ShouldBeEmpty();
        Content<PartyEntry>(Of(withdrew, Register.Parties)[0]).HeardFirst.ShouldBe(5);
        var closed = withdrew.And(ClosedRound());
        RegisterEntries.Touched(withdrew, closed).ShouldBe([Register.Parties]);
        Content<PartyEntry>(Of(closed, Register.Parties)[0]).HeardFirst.ShouldBeNull();

        var open = Given(Opened(), Submitted(), Invited("B1"), OpenedRound(), GaveInput(1, "B1", round: 1));
        Content<PartyEntry>(Of(open.And(WithdrewInput()), Register.Parties)[0]).HeardFirst.ShouldBeNull();
    }

    [Fact]
    public void Nothing_of_a_person_is_in_an_entry_but_as_its_digest()
    {
        var weighing = Given(Opened(), Submitted(), Invited() with { PersonName = Text("Jan"), Contact = Text("jan@example.org") }, AskedAdvice(), Full());
        var json = JsonSerializer.Serialize(RegisterEntries.Of(weighing).Select(e => JsonSerializer.SerializeToElement(e.Content, e.Content.GetType(), EventContract.Json)));
        json.ShouldNotContain(Text("Jan").Digest);
        json.ShouldNotContain(Text("jan@example.org").Digest);
        json.ShouldContain($$"""{"_sd":"{{Text().Digest}}"}""");
    }

    /// <summary>Of another input by who was heard before, of a score by a role, and of whatever registers do not tell.</summary>
    [Fact]
    public void A_step_that_no_register_tells_of_touches_none()
    {
        var weighing = Given(Opened(), Submitted(), AdoptedCriteria(), Invited("B1"), OpenedRound(), GaveInput(1, "B1"), Scored(1, by: new Who("B1", null)));
        foreach (var step in new WeighingEvent[]
                 { GaveInput(2, "B1"), RevisedInput(), Objected(1, "B1"), Scored(2), Rescored(), AskedAdvice(1), Submitted("V2"), Revised(), ClosedRound(), Granted(), Reframed(20), Linked() })
            RegisterEntries.Touched(weighing, weighing.And(step)).ShouldBeEmpty(step.GetType().Name);
    }

    [Fact]
    public void What_steps_do_not_touch_stays_as_it_is() => Seeded.Check(History.Any, history =>
    {
        foreach (var (before, after) in history.States.Zip(history.States.Skip(1)))
        {
            var touched = RegisterEntries.Touched(before, after);
            touched.ShouldBeUnique();
            foreach (var register in Enum.GetValues<Register>().Except(touched)) Stored(after, register).ShouldBe(Stored(before, register), $"{register} after event {after.Version}");
        }
    }, runs: 60);

    [Fact]
    public void Entries_have_numbers_of_their_own_and_never_go() => Seeded.Check(History.Any, history =>
    {
        foreach (var register in Enum.GetValues<Register>())
        {
            var known = new Dictionary<int, int>();
            foreach (var state in history.States.Skip(1))
            {
                var entries = Of(state, register);
                entries.Select(e => e.Number).ShouldBeUnique();
                known.Keys.Except(entries.Select(e => e.Number)).ShouldBeEmpty();
                foreach (var entry in entries) known.TryAdd(entry.Number, entry.Event);
            }
        }
    }, runs: 40);

    [Fact]
    public void What_is_stored_is_read_again_as_it_was() => Seeded.Check(History.Any, history =>
    {
        foreach (var entry in RegisterEntries.Of(Weighing.Fold(history.Events)))
        {
            var json = JsonSerializer.Serialize(entry.Content, entry.Content.GetType(), EventContract.Json);
            JsonSerializer.Serialize(JsonSerializer.Deserialize(json, entry.Content.GetType(), EventContract.Json), entry.Content.GetType(), EventContract.Json).ShouldBe(json);
        }
    }, runs: 40);

    private static string Stored(Weighing weighing, Register register) => JsonSerializer.Serialize(
        Of(weighing, register).Select(e => new { e.Number, e.Event, e.Path, e.At, e.Name, e.Marks, e.Keys, e.Words, Content = JsonSerializer.SerializeToElement(e.Content, e.Content.GetType(), EventContract.Json) }));
}
