using WikkenWegen.Domain.Explanation;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Domain.Tests.Explanation;

/// <summary>What an explanation says of a weighing, kind by kind.</summary>
public class ExplainingTests
{
    [Fact]
    public void Where_nothing_was_scored_there_is_no_outcome_and_that_is_said_first()
    {
        Kinds(ExplanationPart.Result, Opened()).ShouldBe(["noOutcome"]);
        Said("noOutcome", Opened()).ShouldBe("Er is nog geen uitkomst. Er zijn geen voorstellen om te vergelijken.");
        Said("noOutcome", Opened(), Submitted()).ShouldBe("Er is nog geen uitkomst. Er zijn nog geen criteria vastgesteld.");
        Said("noOutcome", Opened(), Submitted(), AdoptedCriteria()).ShouldBe("Er is nog geen uitkomst. Er zijn nog geen scores.");
        Said("undecided", Opened()).ShouldBe("Over ‘Future of the flat’ is nog geen besluit dat geldt.");
        Said("nothingChanged", Opened()).ShouldBe("Bij ‘Future of the flat’ bleven de vraag, de criteria en de voorstellen zoals zij waren.");
    }

    [Fact]
    public void Equal_totals_have_no_order_and_no_reasons()
    {
        var events = Scored2((5, 5, 5), (5, 5, 5), (5, 5, 5), (5, 5, 5));
        Said("tiedFirst", events).ShouldBe("Er is geen duidelijke volgorde. ‘Renovate’ en ‘Demolish’ hebben dezelfde hoogste score: 5.");
        Kinds(ExplanationPart.Why, events).ShouldBeEmpty();
        Kinds(ExplanationPart.Result, events).ShouldNotContain("noClearOrder");
    }

    [Fact]
    public void What_can_still_come_above_a_tie_is_told_with_it()
    {
        WeighingEvent[] events = [Opened(), Submitted(), SecondProposal, ThirdProposal, AdoptedCriteria(), .. Scores((5, 5, 5), (5, 5, 5), (5, 5, 5), (5, 5, 5)), Score(5, "V3", "BET", (4, 4, 4))];
        Kinds(ExplanationPart.Result, events)[1..3].ShouldBe(["tiedFirst", "noClearOrder"]);
        Said("tiedFirst", events).ShouldBe("Er is geen duidelijke volgorde. ‘Renovate’ en ‘Demolish’ hebben dezelfde hoogste score: 5.");
        Said("noClearOrder", events).ShouldBe("Er ontbreken nog scores, bij ‘Wait’. Elk van deze voorstellen kan bovenaan komen:");
        Sentence("noClearOrder", events).Items.ShouldBe(["‘Renovate’: 5", "‘Demolish’: 5", "‘Wait’"]);
        // One that must come above it, whatever score it still gets.
        Said("noClearOrder", [.. events.SkipLast(1), Score(5, "V3", "BET", (9, 9, 9))]).ShouldBe("Er ontbreken nog scores, bij ‘Wait’. Alleen ‘Wait’ kan bovenaan komen.");
        // One that cannot come above it is not told.
        Kinds(ExplanationPart.Result, [.. events.SkipLast(1), Score(5, "V3", "BET", (0, 0, 0))]).ShouldNotContain("noClearOrder");
    }

    [Fact]
    public void Those_that_share_the_second_place_are_all_told()
    {
        WeighingEvent[] events = [Opened(), Submitted(), SecondProposal, ThirdProposal, AdoptedCriteria(), .. Scores((8, 8, 8), (8, 8, 8), (5, 5, 5), (5, 5, 5)), Score(5, "V3", "BET", (5, 5, 5)), Score(6, "V3", "KWA", (5, 5, 5))];
        Said("runnerUp", events).ShouldBe("Daarna komen ‘Demolish’ en ‘Wait’, elk met 5. Het verschil is 3.");
        Explained(Whole(events), Whole(events), ExplanationReader.Resident, Language.English).PlainText(Language.English).ShouldContain("Next come ‘Demolish’ and ‘Wait’, each with 5.");
    }

    [Fact]
    public void A_clear_winner_is_told_as_one()
    {
        var events = Scored2((8, 8, 8), (7, 7, 7), (5, 5, 5), (4, 4, 4));
        Kinds(ExplanationPart.Result, events).ShouldBe(["compared", "highestTotal", "runnerUp", "clearlyFirst", "recomputed"]);
        Said("highestTotal", events).ShouldBe("‘Renovate’ heeft nu de hoogste score: 7,6.");
        Said("runnerUp", events).ShouldBe("Daarna komt ‘Demolish’, met 4,6. Het verschil is 3.");
        Said("alwaysBetter", events).ShouldBe("‘Renovate’ scoort op elk criterium beter dan ‘Demolish’.");
        Said("noWeightTurnsIt", events).ShouldBe("Ook als één van de 2 criteria zwaarder of lichter telt, blijft ‘Renovate’ bovenaan.");
    }

    [Fact]
    public void Overlapping_bands_come_before_any_order()
    {
        var events = Scored2((5, 8, 9), (5, 7, 9), (4, 5, 9), (3, 4, 9));
        Kinds(ExplanationPart.Result, events)[1].ShouldBe("noClearOrder");
        Said("noClearOrder", events).ShouldStartWith("Er is geen duidelijke volgorde. De scores zijn schattingen");
    }

    [Fact]
    public void A_difference_below_the_margin_agreed_is_said_to_be_too_small()
    {
        var events = Scored2((8, 8, 8), (7, 7, 7), (7.9m, 7.9m, 7.9m), (7, 7, 7)).ToList();
        events[2] = AdoptedCriteria() with { Set = CriteriaOf() with { ClearMargin = 5 } };
        Said("noClearOrder", [.. events]).ShouldBe("Er is geen duidelijke volgorde. Het verschil met ‘Demolish’ is kleiner dan 0,5. Vooraf is afgesproken dat dit te klein is om te tellen.");
    }

    [Fact]
    public void A_margin_that_was_agreed_when_scores_could_be_read_is_not_said_to_be_agreed_beforehand()
    {
        WeighingEvent[] scored = Scored2((8, 8, 8), (7, 7, 7), (7.9m, 7.9m, 7.9m), (7, 7, 7));
        WeighingEvent[] events = [.. scored, ChangedCriteria() with { Set = CriteriaOf() with { ClearMargin = 5 } }];
        Said("noClearOrder", events).ShouldBe(
            "Er is geen duidelijke volgorde. Het verschil met ‘Demolish’ is kleiner dan 0,5. Op 14 februari 2026 is afgesproken dat dit te klein is om te tellen. Er waren toen al scores te lezen.");
        Sentence("noClearOrder", events).Events.ShouldContain(5, "the first of those scores");
        Said("criteriaDiffer", events).ShouldEndWith("Een verschil telt sindsdien vanaf 5 punten van de honderd. Eerst telde elk verschil. De gewichten en de meetlatten bleven gelijk.");
        var board = Sentence("criteriaDiffer", ExplanationReader.Board, events);
        board.Text.ShouldEndWith("Aantal scores toen: 4. De gewichten en de meetlatten bleven gelijk. Wat er veranderde:");
        board.Items.ShouldBe(["het verschil dat telt: van 0 naar 5 punten van de honderd"]);
        Said("underEarlier", events).ShouldBe("Met de criteria van daarvóór (versie 1) staat ook ‘Renovate’ bovenaan. De volgorde is dan wel duidelijk.");

        // Agreed before the scores, and left as it was when only weights changed after them.
        scored[2] = AdoptedCriteria() with { Set = CriteriaOf() with { ClearMargin = 5 } };
        Said("noClearOrder", [.. scored, ChangedCriteria() with { Set = CriteriaOf(Criterion(weight: 61), Criterion("KWA", 39)) with { ClearMargin = 5 } }])
            .ShouldEndWith("Vooraf is afgesproken dat dit te klein is om te tellen.");
        // Dropped after them: the order is clear, and by what it became so is told.
        WeighingEvent[] dropped = [.. scored, ChangedCriteria() with { Set = CriteriaOf() }];
        Kinds(ExplanationPart.Result, dropped).ShouldContain("clearlyFirst");
        Said("criteriaDiffer", dropped).ShouldContain("Elk verschil telt sindsdien. Eerst telde een verschil vanaf 5 punten van de honderd.");
        Said("underEarlier", dropped).ShouldEndWith("De volgorde is dan niet duidelijk.");
    }

    /// <summary>By the other axis alone: what was given and what was agreed came in one order, and were recorded in the other.</summary>
    [Fact]
    public void Of_a_margin_that_only_happened_or_was_only_recorded_after_scores_that_is_said()
    {
        WeighingEvent[] scored = Scored2((8, 8, 8), (7, 7, 7), (7.9m, 7.9m, 7.9m), (7, 7, 7));
        var agreed = ChangedCriteria() with { Set = CriteriaOf() with { ClearMargin = 5 } };
        Said("noClearOrder", [.. scored, agreed with { OccurredAt = scored[^1].OccurredAt.AddDays(-7) }])
            .ShouldEndWith(" is afgesproken dat dit te klein is om te tellen. Dat is pas vastgelegd toen er al scores te lezen waren.");

        // Agreed a day after the last score, and recorded before the first.
        var adopted = Array.FindIndex(scored, e => e is CriteriaAdopted);
        WeighingEvent[] later = [.. scored[..(adopted + 1)], agreed with { OccurredAt = scored[^1].OccurredAt.AddDays(1) }, .. scored[(adopted + 1)..]];
        Said("noClearOrder", later).ShouldEndWith(" is afgesproken dat dit te klein is om te tellen. Er waren toen al scores. Die zijn pas later vastgelegd.");
        Explained(Whole(later), Whole(later), ExplanationReader.Resident, Language.English).PlainText(Language.English)
            .ShouldContain("it was agreed that this is too small to count. By then there were scores already. They were recorded only later.");
        WeighingEvent[] before = [.. scored, agreed with { OccurredAt = scored[^1].OccurredAt.AddDays(-7) }];
        Explained(Whole(before), Whole(before), ExplanationReader.Resident, Language.English).PlainText(Language.English)
            .ShouldContain("it was agreed that this is too small to count. That was recorded only when scores could be read already.");
    }

    [Fact]
    public void Only_what_can_come_first_is_said_to_be_able_to()
    {
        WeighingEvent[] events = [Opened(), Submitted(), SecondProposal, ThirdProposal, AdoptedCriteria() with { Set = CriteriaOf() with { ClearMargin = 5 } },
            .. Scores((8, 8, 8), (8, 8, 8), (7.8m, 7.8m, 7.8m), (7.8m, 7.8m, 7.8m)), Score(5, "V3", "BET", (2, 5, 9)), Score(6, "V3", "KWA", (2, 5, 9))];
        Said("noClearOrder", events).ShouldBe("Er is geen duidelijke volgorde. De scores zijn schattingen: zij kunnen hoger of lager uitvallen. "
            + "Het verschil met ‘Demolish’ is kleiner dan 0,5. Vooraf is afgesproken dat dit te klein is om te tellen. Elk van deze voorstellen kan bovenaan komen:");
        Sentence("noClearOrder", events).Items.ShouldBe(["‘Renovate’: 8", "‘Wait’: tussen 2 en 9"]);
    }

    [Fact]
    public void A_proposal_that_can_only_come_too_near_is_not_said_to_be_able_to_come_first()
    {
        WeighingEvent[] events = [Opened(), Submitted(), SecondProposal, AdoptedCriteria() with { Set = CriteriaOf() with { ClearMargin = 5 } },
            .. Scores((8.76m, 8.76m, 8.76m), (8.76m, 8.76m, 8.76m), (7.8m, 7.8m, 7.8m), default).SkipLast(1)];
        Said("noClearOrder", events).ShouldBe("Er is geen duidelijke volgorde. Er ontbreken nog scores, bij ‘Demolish’. Met die scores kan het verschil met ‘Demolish’ kleiner worden dan 0,5. "
            + "Vooraf is afgesproken dat dit te klein is om te tellen. Alleen ‘Renovate’ kan bovenaan komen.");
        Sentence("noClearOrder", events).Items.ShouldBeEmpty();

        // Whatever is still given for it, this one comes first.
        WeighingEvent[] surely = [Opened(), Submitted(), SecondProposal, AdoptedCriteria(), .. Scores((1, 1, 1), (1, 1, 1), (9, 9, 9), default).SkipLast(1)];
        Said("noClearOrder", surely).ShouldBe("Er is geen duidelijke volgorde. Er ontbreken nog scores, bij ‘Demolish’. Alleen ‘Demolish’ kan bovenaan komen.");
    }

    [Fact]
    public void A_proposal_that_can_only_come_above_the_lowest_total_of_the_first_is_not_said_to_come_too_near()
    {
        // The first is expected at 60 and can end at 28; what lacks a score can get 48 at most, 12 behind.
        WeighingEvent[] events = [Opened(), Submitted(), SecondProposal, ThirdProposal, AdoptedCriteria() with { Set = CriteriaOf(Criterion(weight: 80), Criterion("KWA", 20)) with { ClearMargin = 2 } },
            Score(1, "V1", "BET", (2, 6, 8)), Score(2, "V1", "KWA", (6, 6, 6)), Score(3, "V3", "BET", (5.5m, 5.7m, 5.8m)), Score(4, "V3", "KWA", (5.7m, 5.7m, 5.7m)), Score(5, "V2", "BET", (3.5m, 3.5m, 3.5m))];
        Said("noClearOrder", events).ShouldBe("Er is geen duidelijke volgorde. De scores zijn schattingen: zij kunnen hoger of lager uitvallen. Ook ontbreken er nog scores, bij ‘Demolish’. "
            + "Elk van deze voorstellen kan bovenaan komen:");
        Sentence("noClearOrder", events).Items.Length.ShouldBe(2);
    }

    [Fact]
    public void Rounding_does_not_tell_another_thing_than_the_order()
    {
        var events = Scored2((8, 8, 8), (8, 8, 8), (7.50002m, 7.50002m, 7.50002m), (7.50002m, 7.50002m, 7.50002m));
        events[2] = AdoptedCriteria() with { Set = CriteriaOf() with { ClearMargin = 5 } };
        Said("noClearOrder", events).ShouldContain("Het verschil met ‘Demolish’ is kleiner dan 0,5.");
        Said("runnerUp", events).ShouldBe("Daarna komt ‘Demolish’, met 7,5. Het verschil is net iets minder dan 0,5.");
        Said("runnerUp", Scored2((8, 8, 8), (8, 8, 8), (7.99999m, 7.99999m, 7.99999m), (8, 8, 8)))
            .ShouldBe("Daarna komt ‘Demolish’, met 8. Het verschil is zo klein dat het na afronden niet te zien is.");
    }

    [Fact]
    public void What_each_criterion_adds_adds_up_to_the_difference_that_is_told()
    {
        WeighingEvent[] events = [Opened(), Submitted(), SecondProposal, Named(("A", "Een", 1), ("B", "Twee", 1), ("C", "Drie", 1)), .. new[] { "A", "B", "C" }.SelectMany((c, i) =>
            (WeighingEvent[])[Score(2 * i + 1, "V1", c, (6, 6, 6)), Score(2 * i + 2, "V2", c, (5, 5, 5))])];
        Said("runnerUp", events).ShouldEndWith("Het verschil is 1.");
        Sentence("allDifferences", ExplanationReader.Auditor, events).Items.ShouldBe(["‘Een’: 0,34", "‘Twee’: 0,33", "‘Drie’: 0,33"]);
        // What weighs up is told in the same parts.
        WeighingEvent[] both = [.. events.SkipLast(1), Score(6, "V2", "C", (6.5m, 6.5m, 6.5m))];
        Sentence("allDifferences", ExplanationReader.Auditor, both).Items.ShouldBe(["‘Een’: 0,34", "‘Twee’: 0,33", "‘Drie’: -0,17"]);
        Said("runnerUp", both).ShouldEndWith("Het verschil is 0,5.");
        Said("outweighs", ExplanationReader.Board, both).ShouldBe("Beter is het op ‘Een’ (0,34). Dat weegt zwaarder dan de mindere score op ‘Drie’ (0,17).");
    }

    [Fact]
    public void A_criterion_without_weight_is_not_said_to_count()
    {
        WeighingEvent[] events = [Opened(), Submitted(), SecondProposal, Named(("BET", "Betaalbaarheid", 60), ("KWA", "Kwaliteit", 0)), .. Scores((8, 8, 8), (4, 4, 4), (5, 5, 5), (7, 7, 7))];
        Said("compared", events).ShouldBe("Er zijn 2 voorstellen vergeleken. ‘Kwaliteit’ heeft gewicht nul en telt niet mee. Er is gelet op 1 criterium. Dat is een punt dat meetelt bij de keuze:");
        Sentence("compared", events).Items.ShouldBe(["‘Betaalbaarheid’"]);
        Sentence("compared", ExplanationReader.Auditor, events).Items.ShouldBe(["‘Betaalbaarheid’: 100 %"]);
        Kinds(ExplanationPart.Why, events).ShouldBe(["alwaysBetter"]);
        Said("alwaysBetter", events).ShouldBe("‘Renovate’ scoort op elk criterium dat meetelt beter dan ‘Demolish’.");

        // As good on one that counts.
        WeighingEvent[] even = [.. events.Select(e => e is CriteriaAdopted ? Named(("BET", "Betaalbaarheid", 60), ("KWA", "Kwaliteit", 0), ("DUU", "Duurzaamheid", 10)) : e), Score(5, "V1", "DUU", (5, 5, 5)), Score(6, "V2", "DUU", (5, 5, 5))];
        Said("compared", even).ShouldContain("Er is gelet op 2 criteria. Dat zijn punten die meetellen bij de keuze:");
        Kinds(ExplanationPart.Why, even).ShouldBe(["alwaysBetter", "betterOn"]);
        Said("alwaysBetter", even).ShouldBe("‘Renovate’ scoort op geen criterium dat meetelt minder goed dan ‘Demolish’.");
        Said("betterOn", even).ShouldBe("Beter is het op ‘Betaalbaarheid’.");

        // Of what has no score either it is not said that it makes no difference.
        WeighingEvent[] unscored = [.. events.Where(e => e is not ScoreGiven { Criterion: "KWA" })];
        Said("alwaysBetter", unscored).ShouldBe("‘Renovate’ scoort op elk criterium dat meetelt beter dan ‘Demolish’.");
        Kinds(ExplanationPart.Turn, unscored).ShouldBeEmpty();
    }

    [Fact]
    public void The_smallest_change_of_a_weight_is_said_to_be_that_in_whole_points()
    {
        WeighingEvent[] events = [Opened(), Submitted(), SecondProposal, Named(("BET", "Betaalbaarheid", 60), ("KWA", "Kwaliteit", 40)), .. Scores((8, 8, 8), (4, 4, 4), (5, 5, 5), (7, 7, 7))];
        Said("weightTurnsIt", ExplanationReader.Auditor, events).ShouldBe("‘Betaalbaarheid’ heeft nu gewicht 60, op een totaal van 100. Gaat daar 11 af terwijl de andere hun onderlinge verhouding houden, "
            + "dan staat ‘Demolish’ bovenaan. Dat is de kleinste verandering van één gewicht in hele punten die een ander voorstel bovenaan brengt.");
        // With half a point less for quality there is no whole point that can go off, and a quarter is enough.
        WeighingEvent[] narrow = [Opened(), Submitted(), SecondProposal, Named(("BET", "Betaalbaarheid", 99.5m), ("KWA", "Kwaliteit", 0.5m)), .. Scores((5, 5, 5), (8, 8, 8), (5.01m, 5.01m, 5.01m), (4, 4, 4))];
        Said("weightTurnsIt", ExplanationReader.Auditor, narrow).ShouldBe("‘Betaalbaarheid’ heeft nu gewicht 99,5, op een totaal van 100. Komt daar meer dan 0,25 bij terwijl de andere hun onderlinge verhouding houden, "
            + "dan staat ‘Demolish’ bovenaan. Geen verandering van één gewicht in hele punten brengt een ander voorstel bovenaan.");
    }

    [Fact]
    public void Several_that_come_first_get_a_verb_for_several()
    {
        WeighingEvent[] events = [Opened(), Submitted(), SecondProposal, ThirdProposal, Named(("BET", "Betaalbaarheid", 60), ("KWA", "Kwaliteit", 40)), .. Scores((8, 8, 8), (4, 4, 4), (5, 5, 5), (7, 7, 7)),
            Score(5, "V3", "BET", (5, 5, 5)), Score(6, "V3", "KWA", (7, 7, 7))];
        Said("weightTurnsIt", events).ShouldEndWith("dan staan ‘Demolish’ en ‘Wait’ bovenaan.");
        WeighingEvent[] changed = [.. events, ChangedCriteria() with { Set = CriteriaOf(Criterion(weight: 90), Criterion("KWA", 10)) }, ChangedCriteria(3, 12) with { Set = CriteriaOf(Criterion(weight: 60), Criterion("KWA", 40)) }];
        changed[4] = Named(("BET", "Betaalbaarheid", 10), ("KWA", "Kwaliteit", 90));
        Said("underEarlier", changed).ShouldBe("Met de criteria van daarvóór (versie 1) staan in plaats daarvan ‘Demolish’ en ‘Wait’ bovenaan.");
        var elsewhere = new Domain.Outcomes.OutcomeRecorded
        {
            OccurredAt = Day(20), Number = 1, Method = new OutcomeMethod("Spreadsheet", "1"), Fingerprint = "a", ReadVersion = 8, Unit = "punten",
            Results = [new ProposalOutcome(new ProposalRevisionReference("V1", 1), 2, new Estimate(7, 7, 7)), new ProposalOutcome(new ProposalRevisionReference("V2", 1), 2, new Estimate(7, 7, 7))],
        };
        Said("outcomeRecorded", [.. events, elsewhere]).ShouldContain("Bovenaan stonden ‘Renovate’ en ‘Demolish’.");
        Said("criteriaDiffer", [.. events, ChangedCriteria() with { Set = CriteriaOf(Criterion("NEW") with { Name = "Nieuw" }, Criterion("ALS") with { Name = "Anders" }) }])
            .ShouldContain("Nieuw zijn ‘Nieuw’ en ‘Anders’. Geschrapt zijn ‘Betaalbaarheid’ en ‘Kwaliteit’.");
    }

    [Fact]
    public void What_was_drawn_otherwise_is_told_and_what_stayed()
    {
        Said("recomputed", Scored2((8, 8, 8), (7, 7, 7), (5, 5, 5), (4, 4, 4)))
            .ShouldBe("De uitkomst is vaak nagerekend, steeds met andere gewichten. De gewichten bleven in hun volgorde. In 100 van de 100 gevallen staat ‘Renovate’ bovenaan.");
        Said("recomputed", ExplanationReader.Board, Scored2((7, 8, 9), (7, 7, 7), (5, 5, 5), (4, 4, 4)))
            .ShouldBe("In 100 van de 100 doorgerekende gevallen, steeds met andere scores en gewichten, staat ‘Renovate’ bovenaan. De scores bleven binnen hun grenzen, en de gewichten in hun volgorde.");
        WeighingEvent[] one = [Opened(), Submitted(), SecondProposal, AdoptedCriteria() with { Set = CriteriaOf(Criterion()) }, Score(1, "V1", "BET", (8, 8, 8)), Score(2, "V2", "BET", (4, 4, 4))];
        Kinds(ExplanationPart.Result, one).ShouldNotContain("recomputed", "with one criterion and no ranges, every case is the same");
    }

    [Fact]
    public void Scores_that_count_in_no_case_are_not_said_to_have_been_drawn()
    {
        WeighingEvent[] incomplete = [Opened(), Submitted(), SecondProposal, ThirdProposal, AdoptedCriteria(), .. Scores((8, 8, 8), (7, 7, 7), (5, 5, 5), (4, 4, 4)), Score(5, "V3", "BET", (2, 3, 4))];
        Said("recomputed", incomplete).ShouldStartWith("De uitkomst is vaak nagerekend, steeds met andere gewichten. De gewichten bleven in hun volgorde.");
        WeighingEvent[] weightless = [Opened(), Submitted(), SecondProposal, Named(("BET", "Betaalbaarheid", 60), ("KWA", "Kwaliteit", 0)), .. Scores((8, 8, 8), (3, 4, 5), (5, 5, 5), (7, 7, 7))];
        Kinds(ExplanationPart.Result, weightless).ShouldNotContain("recomputed", "the one criterion that counts has no ranges");
    }

    [Fact]
    public void A_score_that_is_missing_is_named_and_never_filled_in()
    {
        WeighingEvent[] events = [.. Scored2((8, 8, 8), (7, 7, 7), (7, 7, 7), (4, 4, 4)).SkipLast(1)];
        Said("notScored", events).ShouldBe("Aantal scores dat ontbreekt: 1. Er is geen score voor:");
        Sentence("notScored", events).Items.ShouldBe(["‘Demolish’ op ‘Affordability’"]);
        Said("noClearOrder", events).ShouldContain("Er is geen duidelijke volgorde. Er ontbreken nog scores, bij ‘Demolish’.");
        Kinds(ExplanationPart.Result, events).ShouldNotContain("runnerUp");
    }

    [Fact]
    public void What_speaks_for_the_first_outweighs_what_speaks_against_it()
    {
        WeighingEvent[] events = [Opened(), Submitted(), SecondProposal, Named(("BET", "Betaalbaarheid", 60), ("KWA", "Kwaliteit", 40)),
            .. Scores((8, 8, 8), (4, 4, 4), (5, 5, 5), (7, 7, 7))];
        Said("betterAndWorse", events).ShouldBe("‘Renovate’ is niet op alles beter dan ‘Demolish’. Op 1 criterium is het beter, op 1 minder goed.");
        Said("outweighs", events).ShouldBe("Het is beter op ‘Betaalbaarheid’. Dat telt zwaarder dan de mindere score op ‘Kwaliteit’.");
        Said("outweighs", ExplanationReader.Board, events).ShouldBe("Beter is het op ‘Betaalbaarheid’ (1,8). Dat weegt zwaarder dan de mindere score op ‘Kwaliteit’ (1,2).");
    }

    [Fact]
    public void Another_choice_than_what_comes_first_is_said_with_its_ground_or_without()
    {
        var events = Scored2((8, 8, 8), (7, 7, 7), (5, 5, 5), (4, 4, 4));
        var decided = Decided(proposal: "V2");
        Said("otherThanComputed", [.. events, decided]).ShouldBe("Een ander voorstel heeft de hoogste score: ‘Renovate’. Waarom het besluit daarvan afwijkt, is niet apart vastgelegd.");
        var reasoned = decided with { Content = decided.Content with { Deviations = [new Deviation(DeviationFrom.ComputedRanking, null, null, DeviationGround.NewFacts, Text())] } };
        Said("otherThanComputed", [.. events, reasoned]).ShouldBe("Een ander voorstel heeft de hoogste score: ‘Renovate’. Daarvan is bewust afgeweken. De reden is kort gezegd: nieuwe feiten.");
        Said("asComputed", [.. events, Decided()]).ShouldBe("Dit voorstel heeft ook de hoogste score.");
    }

    [Fact]
    public void Another_choice_than_several_that_come_first_is_said_of_several()
    {
        WeighingEvent[] events = [Opened(), Submitted(), SecondProposal, ThirdProposal, AdoptedCriteria(), .. Scores((8, 8, 8), (8, 8, 8), (8, 8, 8), (8, 8, 8)), Score(5, "V3", "BET", (2, 2, 2)), Score(6, "V3", "KWA", (2, 2, 2)),
            Decided(proposal: "V3")];
        Said("otherThanComputed", events).ShouldBe("Andere voorstellen hebben de hoogste score: ‘Renovate’ en ‘Demolish’. Waarom het besluit daarvan afwijkt, is niet apart vastgelegd.");
        WeighingEvent[] since = [.. events, Rescored(on: 60)];
        Said("otherThanComputed", since).ShouldStartWith("Toen hadden andere voorstellen de hoogste score: ‘Renovate’ en ‘Demolish’.");
        var english = Explained(Whole(since), Whole(since), ExplanationReader.Resident, Language.English).PlainText(Language.English);
        english.ShouldContain("By then other proposals had the highest score: ‘Renovate’ and ‘Demolish’.");
    }

    [Fact]
    public void A_decision_is_not_held_against_an_order_in_which_scores_cannot_be_read_yet()
    {
        WeighingEvent[] scored = [.. Scored2((8, 8, 8), (7, 7, 7), (5, 5, 5), (4, 4, 4)), OpenedRound(on: 8, blind: true),
            .. new[] { ("V1", "BET"), ("V1", "KWA"), ("V2", "BET"), ("V2", "KWA") }.Select((cell, i) => Scored(5 + i, 9, cell.Item1, criterion: cell.Item2, round: 1, by: new Who(null, "Jurist")))];
        var other = Decided(proposal: "V2");
        var reasoned = other with { Content = other.Content with { Deviations = [new Deviation(DeviationFrom.ComputedRanking, null, null, DeviationGround.NewFacts, Text())] } };
        foreach (var decided in new[] { Decided(), other, reasoned })
        {
            var told = ReadByAnother([.. scored, decided]).ToLookup(s => s.Kind, s => s.Text);
            foreach (var kind in (string[])["asComputed", "otherThanComputed", "clearlyFirst"]) told[kind].ShouldBeEmpty(kind);
            string[] departs = decided == reasoned ? ["Volgens het besluit is bewust afgeweken van de berekende volgorde. De reden is kort gezegd: nieuwe feiten."] : [];
            told["departsFromOrder"].ShouldBe(departs);
        }
        Kinds(ExplanationPart.Decided, [.. scored, other]).ShouldContain("otherThanComputed");
        Kinds(ExplanationPart.Decided, [.. scored, reasoned]).ShouldNotContain("departsFromOrder", "it is told with the order");

        // Nor is a deviation left out where there is no order at all, or where the chosen one comes first.
        var chosen = Decided();
        chosen = chosen with { Content = chosen.Content with { Deviations = reasoned.Content.Deviations } };
        Kinds(ExplanationPart.Decided, Opened(), Submitted(), chosen).ShouldContain("departsFromOrder");
        Kinds(ExplanationPart.Decided, [.. Scored2((8, 8, 8), (7, 7, 7), (5, 5, 5), (4, 4, 4)), chosen]).ShouldBe(["wasDecided", "asComputed", "departsFromOrder", "awaitsApproval"], ignoreOrder: true);
    }

    [Fact]
    public void The_decision_is_told_with_what_became_of_it()
    {
        Kinds(ExplanationPart.Decided, Opened(), Submitted(), Decided()).ShouldBe(["wasDecided", "awaitsApproval"]);
        Kinds(ExplanationPart.Decided, Opened(), Submitted(), Decided(), Approved(), StartedExecution(), Reviewed()).ShouldBe(["wasDecided", "wasApproved", "isCarriedOut", "wasReviewed"]);
        Said("wasDecided", Opened(), Submitted(), Decided(kind: DecisionKind.Deferred)).ShouldBe("Op 5 maart 2026 is het besluit uitgesteld. Dat besluit is genomen door: Bestuurder.");
        Said("decisionGone", Opened(), Submitted(), Decided(), WithdrewDecision()).ShouldBe("Op 25 maart 2026 is besluit 1 ingetrokken.");
        Kinds(ExplanationPart.Decided, Opened(), CancelledWeighing()).ShouldBe(["undecided", "givenUp"]);
    }

    [Fact]
    public void What_the_decision_assumes_is_told_and_what_fell_of_it()
    {
        WeighingEvent[] events = [Opened(), Submitted(), Decided(), FellAssumption(assumption: 2)];
        Sentence("assumptions", events).Items.ShouldBe(["‘The subsidy is granted’", "‘It lasts 25 years’"]);
        Said("assumptionGone", events).ShouldBe("Sinds 4 april 2026 klopt dit niet meer: ‘It lasts 25 years’.");
    }

    [Fact]
    public void Who_was_against_is_told_with_what_was_done_about_it()
    {
        WeighingEvent[] events = [Opened(), Submitted(), Invited("B1"), Invited("B2"), Against("B1"), Objected(stakeholder: "B2") with { Proposal = new ProposalRevisionReference("V1", 1) }, Decided()];
        Said("wasAgainst", events).ShouldBe("Deze partij was tegen ‘Renovate’: Bewonerscommissie (Bewoners). Wat daarmee is gedaan, is niet apart vastgelegd.");
        Said("objected", events).ShouldEndWith("Het bezwaar staat nog open.");
        Said("objected", [.. events, ResolvedObjection()]).ShouldEndWith("Het antwoord van 17 februari 2026: het is toegelicht.");
        Said("nobodyAgainst", Opened(), Submitted(), Decided()).ShouldBe("Er is niet vastgelegd dat iemand tegen ‘Renovate’ was.");
    }

    [Fact]
    public void A_choice_without_the_agreement_that_was_to_be_there_is_said_to_be_one()
    {
        WeighingEvent[] events = [Opened() with { Framing = Framing() with { ProcessForm = ProcessForm.Consensus } }, Submitted(), Invited("B1") with { Say = Say.Consents }, Against("B1"), Decided()];
        Said("withoutAgreement", events).ShouldBe("Voor ‘Renovate’ was er bij het besluit geen consensus, zoals wel was afgesproken. Toen niet akkoord: Bewonerscommissie (Bewoners).");
        Said("agreementAsked", events).ShouldBe("Afgesproken was consensus: iedereen die moet instemmen, is ervoor. Dat is niet zo bij ‘Renovate’. Niet akkoord: Bewonerscommissie (Bewoners).");
        Kinds(ExplanationPart.Decided, [Opened(), .. events.Skip(1)]).ShouldNotContain("withoutAgreement");
    }

    [Fact]
    public void A_choice_is_said_to_lack_agreement_by_what_it_was_when_it_was_decided()
    {
        WeighingEvent[] Opening(ProcessForm form) => [Opened() with { Framing = Framing() with { ProcessForm = form } }, Submitted(), Invited("B1") with { Say = Say.Consents }];
        var objected = Objected() with { Proposal = new ProposalRevisionReference("V1", 1) };
        WeighingEvent[] later = [.. Opening(ProcessForm.Consent), Decided(), objected with { OccurredAt = Day(40) }];
        Kinds(ExplanationPart.Decided, later).ShouldNotContain("withoutAgreement");
        Said("agreementAsked", later).ShouldEndWith("Zo'n bezwaar staat er nog tegen ‘Renovate’, van: Bewonerscommissie (Bewoners).");

        WeighingEvent[] stood = [.. Opening(ProcessForm.Consent), objected, Decided(), Says(1, Position.Consent) with { OccurredAt = Day(40) }];
        Said("withoutAgreement", stood).ShouldBe("Voor ‘Renovate’ was er bij het besluit geen consent, zoals wel was afgesproken. Toen niet akkoord: Bewonerscommissie (Bewoners).");
        Said("agreementAsked", stood).ShouldEndWith("Zo'n bezwaar staat er nu niet tegen ‘Renovate’.");

        Kinds(ExplanationPart.Decided, [.. Opening(ProcessForm.Consensus), Says(1, Position.InFavour), Decided(), Says(2, Position.Against) with { OccurredAt = Day(40) }]).ShouldNotContain("withoutAgreement");
        Kinds(ExplanationPart.Decided, [.. Opening(ProcessForm.Consensus), Against("B1"), Decided(), Says(2, Position.InFavour) with { OccurredAt = Day(40) }]).ShouldContain("withoutAgreement");
        Kinds(ExplanationPart.Decided, [.. Opening(ProcessForm.Majority), Against("B1"), Decided(), Left("B1", 40)]).ShouldContain("withoutAgreement");
        Kinds(ExplanationPart.Decided, [.. Opening(ProcessForm.Majority), Against("B1"), Left("B1"), Decided()]).ShouldNotContain("withoutAgreement");
    }

    [Fact]
    public void Consent_is_told_by_the_objection_that_stands_or_not()
    {
        WeighingEvent[] events = [Opened() with { Framing = Framing() with { ProcessForm = ProcessForm.Consent } }, Submitted(), Invited("B1") with { Say = Say.Consents },
            Objected() with { Proposal = new ProposalRevisionReference("V1", 1) }, Decided()];
        Said("agreementAsked", events).ShouldEndWith("Zo'n bezwaar staat er nog tegen ‘Renovate’, van: Bewonerscommissie (Bewoners).");
        Said("agreementAsked", [.. events, ResolvedObjection()]).ShouldEndWith("Zo'n bezwaar staat er nu niet tegen ‘Renovate’.");
    }

    [Fact]
    public void An_overriding_objection_of_who_need_not_consent_is_told_and_takes_no_consent_away()
    {
        WeighingEvent[] events = [Opened() with { Framing = Framing() with { ProcessForm = ProcessForm.Consent } }, Submitted(), Invited("B1"), Invited("B2") with { Say = Say.Consents },
            Objected() with { Proposal = new ProposalRevisionReference("V1", 1) }, Says("B2"), Decided()];
        Kinds(ExplanationPart.Against, events).ShouldContain("objected");
        Said("agreementAsked", events).ShouldBe("Afgesproken was consent: een voorstel kan door als niemand die moet instemmen, een overwegend bezwaar heeft. Dat is een bezwaar met goede redenen om het niet te doen. Zo'n bezwaar staat er nu niet tegen ‘Renovate’.");
        Kinds(ExplanationPart.Decided, events).ShouldNotContain("withoutAgreement");
        Kinds(ExplanationPart.Decided, [.. events.Select(e => e is StakeholderInvited { Code: "B1" } invited ? invited with { Say = Say.Decides } : e)]).ShouldContain("withoutAgreement");

        static InputGiven Says(string stakeholder) => GaveInput(1, stakeholder) with { Content = new InputContent { Proposal = new ProposalRevisionReference("V1", 1), Position = Position.Consent } };
    }

    [Fact]
    public void Advice_is_told_with_its_answer()
    {
        WeighingEvent[] events = [Opened(), Submitted(), Invited("B1"), AskedAdvice()];
        Said("adviceAwaited", events).ShouldStartWith("Op 15 februari 2026 is advies gevraagd aan: Bewonerscommissie (Bewoners). Dat advies is er nog niet.");
        Said("adviceGiven", [.. events, GotAdvice()]).ShouldBe("Op 23 februari 2026 kwam er advies van: Bewonerscommissie (Bewoners). Het advies is: negatief. Wat met het advies is gedaan, is nog niet vastgelegd.");
        Said("adviceGiven", [.. events, GotAdvice(), FollowedAdvice()]).ShouldEndWith("Dat advies is gevolgd.");
        Said("adviceGiven", [.. events, GotAdvice(), DeviatedFromAdvice()]).ShouldEndWith("Het is niet gevolgd. De reden die op 28 februari 2026 is gegeven, is kort gezegd: gelijke behandeling.");
    }

    [Fact]
    public void A_ballot_is_told_with_its_threshold()
    {
        var ballot = Voted();
        WeighingEvent[] events = [Opened(), Submitted(), ballot with { Content = ballot.Content with { Threshold = new Threshold(90, ThresholdBase.Entitled) } }];
        Said("voted", events).ShouldBe("Er is gestemd over ‘Renovate’. Van de 353 die mochten stemmen, stemden er 332:");
        Sentence("voted", events).Items.ShouldBe(["voor: 292 stemmen (82,7 %); de drempel van 90 % is niet gehaald", "tegen: 40 stemmen (11,3 %)"]);
    }

    [Fact]
    public void A_ballot_in_which_nobody_voted_in_favour_is_told_too()
    {
        var ballot = Voted();
        var against = Sentence("voted", Opened(), Submitted(), ballot with { Content = ballot.Content with { Votes = [new VoteCount(Vote.Against, null, 40)] } });
        against.Text.ShouldBe("Er is gestemd over ‘Renovate’. Van de 353 die mochten stemmen, stemden er 40:");
        against.Items.ShouldBe(["tegen: 40 stemmen (100 %)"]);
        Said("voted", ExplanationReader.Auditor, Opened(), Submitted(), Invited("B1"), ballot with { Content = ballot.Content with { Stakeholder = "B1" } })
            .ShouldStartWith("De uitslag van 3 maart 2026 is van de achterban van: Bewonerscommissie (Bewoners). Een percentage is een deel van de uitgebrachte stemmen.");
    }

    [Fact]
    public void What_was_decided_before_is_told_where_it_no_longer_stands()
    {
        Kinds(ExplanationPart.Changes, Opened(), Submitted(), Decided(), Rejected()).ShouldBe(["decidedEarlier", "decisionRejected"]);
        Said("decidedEarlier", Opened(), Submitted(), Decided(), Rejected()).ShouldBe("Op 5 maart 2026 is gekozen voor ‘Renovate’ (besluit 1). Dat besluit geldt niet meer.");
        Said("decisionRejected", Opened(), Submitted(), Decided(), Rejected()).ShouldStartWith("Op 15 maart 2026 is besluit 1 niet goedgekeurd, door: ");
        Said("decidedEarlier", Opened(), Submitted(), Decided(kind: DecisionKind.Deferred), Decided(2, 35)).ShouldBe("Op 5 maart 2026 is het besluit uitgesteld (besluit 1).");
        Kinds(ExplanationPart.Changes, Opened(), Submitted(), Decided(), Approved(), Reopened()).ShouldBe(["decidedEarlier", "reopened"]);
    }

    [Fact]
    public void That_it_was_closed_or_carried_out_without_approval_is_told()
    {
        Said("wasClosed", Opened(), Submitted(), Decided(), Approved(), ClosedWeighing()).ShouldBe("Op 24 april 2026 is de afweging gesloten.");
        Said("wasClosed", Opened(), Submitted(), Decided(), ClosedWeighing() with { WithoutApprovalReason = Text() }).ShouldEndWith("De goedkeuring die nodig was, was er toen niet.");
        Said("isCarriedOut", Opened(), Submitted(), Decided(), StartedExecution() with { WithoutApprovalReason = Text() }).ShouldEndWith("De goedkeuring die nodig was, was er toen niet.");
    }

    [Fact]
    public void A_decision_is_held_against_the_scores_of_then_and_not_those_that_came_since()
    {
        WeighingEvent[] events = [.. Scored2((8, 8, 8), (7, 7, 7), (5, 5, 5), (4, 4, 4)), Decided()];
        WeighingEvent[] since = [.. events, Turned(1), Turned(2)];
        Kinds(ExplanationPart.Decided, since).ShouldBe(["wasDecided", "asComputed", "sinceThen", "awaitsApproval"], ignoreOrder: true);
        Said("asComputed", since).ShouldBe("Toen had dit voorstel ook de hoogste score: ‘Renovate’.");
        Said("sinceThen", since).ShouldEndWith("Nu staat bovenaan: ‘Demolish’.");
        Kinds(ExplanationPart.Decided, events).ShouldNotContain("sinceThen");

        static ScoreRevised Turned(int number) => Rescored(number, on: 60) with { Estimate = new Estimate(0, 0, 0) };
    }

    [Fact]
    public void A_decision_is_held_against_what_came_first_also_where_that_was_withdrawn_since()
    {
        WeighingEvent[] events = [Opened(), Submitted(), SecondProposal, ThirdProposal, AdoptedCriteria(), .. Scores((8, 8, 8), (8, 8, 8), (4, 4, 4), (4, 4, 4)), Score(5, "V3", "BET", (1, 1, 1)), Score(6, "V3", "KWA", (1, 1, 1)),
            Decided(proposal: "V2"), WithdrewProposal("V1", 60)];
        Kinds(ExplanationPart.Decided, events).ShouldBe(["wasDecided", "otherThanComputed", "sinceThen", "awaitsApproval"], ignoreOrder: true);
        Said("otherThanComputed", events).ShouldBe("Toen had een ander voorstel de hoogste score: ‘Renovate’. Waarom het besluit daarvan afwijkt, is niet apart vastgelegd.");
        Said("sinceThen", ExplanationReader.Auditor, events).ShouldBe("Na het besluit is er nog iets veranderd aan de scores, de criteria of de voorstellen. Aantal: 1. Nu staat bovenaan: ‘Demolish’.");
        Sentence("sinceThen", events).Events.ShouldContain(13, "the withdrawal");
    }

    [Fact]
    public void Scores_that_came_after_the_decision_are_not_held_against_it_also_where_they_were_recorded_first()
    {
        var late = Scored2((8, 8, 8), (7, 7, 7), (5, 5, 5), (4, 4, 4)).Select(e => e is ScoreGiven s ? s with { OccurredAt = Day(45) } : e);
        WeighingEvent[] events = [.. late, Decided(proposal: "V2")];
        Kinds(ExplanationPart.Decided, events).ShouldBe(["wasDecided", "sinceThen", "awaitsApproval"], ignoreOrder: true);
        Said("sinceThen", events).ShouldBe("Na het besluit is er nog iets veranderd aan de scores, de criteria of de voorstellen. Nu staat bovenaan: ‘Renovate’.");
    }

    [Fact]
    public void What_was_only_recorded_after_the_decision_is_not_said_to_have_changed_after_it()
    {
        WeighingEvent[] events = [.. Scored2((8, 8, 8), (7, 7, 7), (5, 5, 5), (4, 4, 4)), Decided(), Before(1), Before(2)];
        Said("asComputed", events).ShouldBe("Toen had dit voorstel ook de hoogste score: ‘Renovate’.");
        Said("sinceThen", events).ShouldBe("Na het besluit zijn nog scores vastgelegd van vóór het besluit. Nu staat bovenaan: ‘Demolish’.");
        Explained(Whole(events), Whole(events), ExplanationReader.Resident, Language.English).PlainText(Language.English).ShouldContain("After the decision scores of before it were still recorded. What comes first now is: ‘Demolish’.");
        Said("sinceThen", [.. events, ChangedCriteria() with { Set = CriteriaOf(Criterion(weight: 61), Criterion("KWA", 39)) }]).ShouldStartWith("Na het besluit zijn nog scores en criteria vastgelegd van vóór het besluit.");
        Said("sinceThen", [.. events, Rescored(3, on: 60)]).ShouldStartWith(
            "Na het besluit is er nog iets veranderd aan de scores, de criteria of de voorstellen. Na het besluit zijn nog scores vastgelegd van vóór het besluit. Nu staat");

        static ScoreRevised Before(int number) => Rescored(number, on: 20) with { Estimate = new Estimate(0, 0, 0) };
    }

    [Fact]
    public void Scores_of_a_blind_round_that_closed_after_the_decision_are_not_held_against_it()
    {
        WeighingEvent[] events = [.. Scored2((6, 6, 6), (6, 6, 6), (5, 5, 5), (5, 5, 5)), OpenedRound(on: 8, blind: true), .. new[] { ("V1", "BET", 1), ("V1", "KWA", 1), ("V2", "BET", 9), ("V2", "KWA", 9) }
            .Select((cell, i) => Score(5 + i, cell.Item1, cell.Item2, (cell.Item3, cell.Item3, cell.Item3)) with { OccurredAt = Day(9), Round = 1, By = new Who(null, "Jurist") })];
        WeighingEvent[] after = [.. events, Decided(), ClosedRound(on: 40)];
        Kinds(ExplanationPart.Decided, after).ShouldBe(["wasDecided", "asComputed", "sinceThen", "awaitsApproval"], ignoreOrder: true);
        Said("asComputed", after).ShouldBe("Toen had dit voorstel ook de hoogste score: ‘Renovate’.");
        Said("sinceThen", after).ShouldBe("De scores uit een blinde ronde telden bij het besluit nog niet mee. Nu staat bovenaan: ‘Demolish’.");
        Explained(Whole(after), Whole(after), ExplanationReader.Resident, Language.English).PlainText(Language.English).ShouldContain("The scores of a blind round did not count yet at the decision.");
        WeighingEvent[] before = [.. events, ClosedRound(on: 29), Decided()];
        Said("otherThanComputed", before).ShouldStartWith("Een ander voorstel heeft de hoogste score: ‘Demolish’.");
        Kinds(ExplanationPart.Decided, before).ShouldNotContain("sinceThen");
    }

    [Fact]
    public void An_outcome_that_lay_on_the_table_is_told_with_whether_it_rests_on_the_same()
    {
        var events = Scored2((8, 8, 8), (7, 7, 7), (5, 5, 5), (4, 4, 4));
        var weighing = Given(events) with { Id = Guid.Parse("019c2283-f800-7000-8000-000000000001") };
        var fingerprint = OutcomeInputs.Of(weighing, OutcomeSelection.Everything, TestContext.Current.CancellationToken).Fingerprint;
        var recorded = new Domain.Outcomes.OutcomeRecorded
        {
            OccurredAt = Day(20), Number = 1, Method = WeighingOutcome.CurrentMethod, Fingerprint = fingerprint, ReadVersion = 8, Unit = "punten",
            Results = [new ProposalOutcome(new ProposalRevisionReference("V1", 1), 1, new Estimate(76, 76, 76)), new ProposalOutcome(new ProposalRevisionReference("V2", 1), 2, new Estimate(46, 46, 46))],
            Computation = new OwnComputation(1, 0, DrawnWeights.AsGiven, new string('0', 64)),
        };
        Said("outcomeRecorded", [.. events, recorded]).ShouldBe("Op 23 februari 2026 lag er een uitkomst op tafel. Bovenaan stond ‘Renovate’. Die rust op dezelfde gegevens als deze uitleg.");
        Said("outcomeRecorded", [.. events, recorded, Rescored(on: 21)]).ShouldEndWith("Die rust op andere gegevens dan deze uitleg.");
        Said("outcomeRecorded", [.. events, recorded with { Computation = null }]).ShouldEndWith("Die is elders berekend, en hier niet na te rekenen.");
        Sentence("outcomeRecorded", ExplanationReader.Auditor, [.. events, recorded with { Computation = null }]).Text.ShouldContain("De bron is niet genoemd.");
        Said("outcomeRecorded", [.. events, recorded with { Computation = null, Results = [.. recorded.Results.Select(r => r with { Rank = 2 })] }])
            .ShouldContain("‘Renovate’ en ‘Demolish’", Case.Sensitive, "an order from elsewhere need not begin at 1");
        Sentence("outcomeRecorded", ExplanationReader.Auditor, [.. events, recorded]).Items.ShouldBe(["1: ‘Renovate’, 76 punten van de honderd", "2: ‘Demolish’, 46 punten van de honderd"]);
    }

    [Fact]
    public void An_objection_to_the_weighing_as_a_whole_is_told_once_and_as_one()
    {
        WeighingEvent[] events = [Opened(), Submitted(), SecondProposal, Invited("B1"), Objected()];
        var told = Explained(ExplanationReader.Auditor, events).Parts.SelectMany(p => p.Sentences).Where(s => s.Kind == "objected").ToList();
        told.ShouldHaveSingleItem().Text.ShouldStartWith("Op 9 februari 2026 kwam er een bezwaar tegen de hele afweging.");
        Kinds(ExplanationPart.Against, events).ShouldNotContain("nobodyAgainst");
    }

    [Fact]
    public void Who_is_against_is_told_also_while_nothing_was_scored_or_decided()
    {
        WeighingEvent[] events = [Opened(), Submitted(), Invited("B1"), Against("B1")];
        Said("wasAgainst", events).ShouldStartWith("Deze partij was tegen ‘Renovate’");
        Said("wasAgainst", Opened(), Submitted(), Invited("B1"), Against("B1") with { Content = new InputContent { Position = Position.OverridingObjection, Statement = Text() } })
            .ShouldStartWith("Deze partij gaf op 11 februari 2026 een standpunt over het geheel: Bewonerscommissie (Bewoners). Dat was: overwegend bezwaar.");
    }

    [Fact]
    public void Nothing_is_said_to_be_complete_where_nobody_was_asked_and_nothing_was_scored()
    {
        Kinds(ExplanationPart.Missing, Opened()).ShouldBe(["nobodyInvited", "nothingScored"]);
        WeighingEvent[] scored = [.. Scored2((8, 8, 8), (7, 7, 7), (5, 5, 5), (4, 4, 4)), Scored(5, by: new Who(null, "Jurist"))];
        Kinds(ExplanationPart.Missing, scored).ShouldBe(["nobodyInvited"]);
        Kinds(ExplanationPart.Missing, [.. scored, Invited("B1"), Against("B1")]).ShouldBe(["nothingMissing"]);
    }

    [Fact]
    public void That_nobody_was_against_is_not_said_of_what_cannot_be_read_yet()
    {
        var weighing = Weighing.Fold([
            .. Recorded(Opened(), Submitted(), Invited("B1"), OpenedRound(blind: true), Decided()),
            new RecordedEvent(Against("B1") with { Round = 1 }, 6, Day(31), "subject-B1"),
        ]) with { Id = Guid.Parse("019c2283-f800-7000-8000-000000000001") };
        var read = weighing.AsReadBy(new Reader("subject-9", Confidentiality.Internal, SeesPersons: false), weighing);
        Explained(read, weighing, ExplanationReader.Resident).Parts.SelectMany(p => p.Sentences).Select(s => s.Kind).ShouldNotContain("nobodyAgainst");
    }

    public static TheoryData<string> Opposing => [.. Opposed.Keys];

    /// <summary>What is recorded by which somebody was against what was chosen, or may have been.</summary>
    private static Dictionary<string, WeighingEvent[]> Opposed => new()
    {
        ["negative advice"] = [AskedAdvice(), GotAdvice()],
        ["advice of which it was not said what it comes to"] = [AskedAdvice(), GotAdvice() with { Tenor = null }],
        ["a position that changed"] = [Against("B1"), Says(2, Position.InFavour)],
        ["a position that was withdrawn"] = [Against("B1"), WithdrewInput(on: 9)],
        ["a position of who left"] = [Against("B1"), Left("B1")],
        ["an objection of who left"] = [Objected(), Left("B1")],
        ["resistance"] = [Says(1, null) with { Content = new InputContent { Proposal = new ProposalRevisionReference("V1", 1), Resistance = 10 } }],
        ["words alone"] = [Says(1, null)],
        ["votes"] = [Voted() is var held ? held with { Content = held.Content with { Votes = [new VoteCount(Vote.InFavour, null, 10), new VoteCount(Vote.Against, null, 300)] } } : held],
        ["an opinion of the minority"] = [Decided(on: 29) is var taken ? taken with { Content = taken.Content with { MinorityOpinions = [Text()] } } : taken, WithdrewDecision(on: 29.5)],
    };

    [Theory, MemberData(nameof(Opposing))]
    public void That_nobody_was_against_is_not_said_where_somebody_was_or_may_have_been(string what)
    {
        WeighingEvent[] events = [Opened(), Submitted(), Invited("B1"), .. Opposed[what], Decided(1 + Opposed[what].OfType<DecisionTaken>().Count())];
        foreach (var reader in Enum.GetValues<ExplanationReader>())
            Explained(reader, events).Parts.SelectMany(p => p.Sentences).Select(s => s.Kind).ShouldNotContain("nobodyAgainst");
    }

    [Fact]
    public void And_it_is_said_where_everything_recorded_is_in_favour()
    {
        var held = Voted();
        Said("nobodyAgainst", Opened(), Submitted(), SecondProposal, Invited("B1"), Says(1, Position.InFavour), Says(2, Position.Against, "V2"), AskedAdvice(),
            GotAdvice() with { Tenor = AdviceTenor.PositiveWithConditions }, held with { Content = held.Content with { Votes = [new VoteCount(Vote.InFavour, null, 10)] } }, Decided())
            .ShouldBe("Er is niet vastgelegd dat iemand tegen ‘Renovate’ was.");
    }

    [Fact]
    public void Who_was_against_before_is_told_with_what_became_of_that()
    {
        const string told = "Deze partij was tegen ‘Renovate’: Bewonerscommissie (Bewoners).";
        WeighingEvent[] events = [Opened(), Submitted(), Invited("B1"), Against("B1")];
        var changed = Sentence("wasAgainst", [.. events, Says(2, Position.InFavour), Decided()]);
        changed.Text.ShouldBe($"{told} Dat standpunt is later veranderd.");
        changed.Events.ShouldContain(5);
        Said("wasAgainst", [.. events, RevisedInput(on: 9) with { Content = Says(1, Position.Neutral).Content }, Decided()]).ShouldBe($"{told} Dat standpunt is later veranderd.");
        Said("wasAgainst", [.. events, WithdrewInput(on: 9), Decided()]).ShouldBe($"{told} Dat standpunt is later ingetrokken.");
        Said("wasAgainst", [.. events, Left("B1"), Decided()]).ShouldBe($"{told} Die partij doet niet meer mee.");
        // What still holds comes before what was said later and taken back.
        Said("wasAgainst", [.. events, Says(2, Position.Against), WithdrewInput(2, on: 10), Decided()]).ShouldBe($"{told} Wat daarmee is gedaan, is niet apart vastgelegd.");
        Said("wasAgainst", [.. events, Says(2, Position.InFavour), WithdrewInput(2, on: 10), Decided()]).ShouldBe($"{told} Wat daarmee is gedaan, is niet apart vastgelegd.");
        Said("wasAgainst", ExplanationReader.Board, [.. events, Left("B1"), Decided()])
            .ShouldBe("Bewonerscommissie (Bewoners) sprak zich op 11 februari 2026 uit over ‘Renovate’: tegen. Die partij doet niet meer mee.");
    }

    [Fact]
    public void Resistance_is_told_to_residents_too()
    {
        var told = Sentence("resistances", Opened(), Submitted(), Invited("B1"), Invited("B2"), Resists(1, "B1", 10), Resists(2, "B2", 1), Decided());
        told.Text.ShouldBe("Partijen gaven ook hun weerstand, van nul (geen) tot tien (dit kan echt niet):");
        told.Items.ShouldBe(["‘Renovate’: gemiddeld 5,5, de hoogste 10"]);

        static InputGiven Resists(int number, string party, int resistance) =>
            GaveInput(number, party, 8) with { Content = new InputContent { Proposal = new ProposalRevisionReference("V1", 1), Resistance = resistance } };
    }

    [Fact]
    public void An_objection_whose_maker_took_another_position_is_not_said_to_be_open()
    {
        WeighingEvent[] events = [Opened() with { Framing = Framing() with { ProcessForm = ProcessForm.Consent } }, Submitted(), Invited("B1") with { Say = Say.Consents },
            Objected() with { Proposal = new ProposalRevisionReference("V1", 1) }, Says(1, Position.Consent), Decided()];
        Said("objected", events).ShouldEndWith("Wat met het bezwaar is gedaan, is niet apart vastgelegd. Op 12 februari 2026 gaf deze partij een ander standpunt. Dat is: geen overwegend bezwaar.");
        Said("agreementAsked", events).ShouldEndWith("Zo'n bezwaar staat er nu niet tegen ‘Renovate’.");
        Said("objected", [.. events.Take(3), Objected(), .. events.Skip(4)]).ShouldEndWith("Op 12 februari 2026 gaf deze partij een ander standpunt over ‘Renovate’. Dat is: geen overwegend bezwaar.");
        Said("objected", [.. events.Take(4), Left("B1"), Decided()]).ShouldEndWith("Wat met het bezwaar is gedaan, is niet apart vastgelegd. Deze partij doet niet meer mee.");
        var english = Explained(Whole(events), Whole(events), ExplanationReader.Resident, Language.English).PlainText(Language.English);
        english.ShouldContain("No such objection stands against ‘Renovate’.");
        english.ShouldContain("this party took another position. It is: ");
        english.ShouldNotContain("still open");
    }

    [Fact]
    public void Who_is_against_after_an_answer_to_their_objection_is_told_to_be()
    {
        WeighingEvent[] events = [Opened(), Submitted(), SecondProposal, Invited("B1"), Objected() with { Proposal = new ProposalRevisionReference("V1", 1) }, ResolvedObjection(on: 14)];
        Kinds(ExplanationPart.Against, [.. events, Decided()]).ShouldNotContain("wasAgainst");
        WeighingEvent[] again = [.. events, Says(1, Position.Against) with { OccurredAt = Day(17) }, Decided()];
        Said("objected", again).ShouldEndWith("Het antwoord van 17 februari 2026: het is toegelicht.");
        Said("wasAgainst", again).ShouldBe("Op 20 februari 2026 was deze partij tegen ‘Renovate’: Bewonerscommissie (Bewoners). Wat daarmee is gedaan, is niet apart vastgelegd.");
        Said("wasAgainst", ExplanationReader.Board, again).ShouldStartWith("Bewonerscommissie (Bewoners) sprak zich op 20 februari 2026 uit over ‘Renovate’: tegen.");
        Explained(Whole(again), Whole(again), ExplanationReader.Resident, Language.English).PlainText(Language.English).ShouldContain("On 20 February 2026 this party was against ‘Renovate’: Bewonerscommissie (Bewoners).");
        Kinds(ExplanationPart.Against, [.. events, Says(1, Position.Against) with { OccurredAt = Day(17) }, WithdrewInput(on: 18), Decided()]).ShouldNotContain("wasAgainst");
        Kinds(ExplanationPart.Against, [.. events, Says(1, Position.Against), Decided()]).ShouldNotContain("wasAgainst", "it was said before the answer");
    }

    [Fact]
    public void Who_objected_to_the_whole_and_is_against_a_proposal_since_is_told_to_be()
    {
        WeighingEvent[] events = [Opened(), Submitted(), SecondProposal, Invited("B1"), Objected(), Says(1, Position.Against), Says(2, Position.Against, "V2")];
        Said("objected", events).ShouldEndWith("Op 12 februari 2026 gaf deze partij een ander standpunt over ‘Renovate’. Dat is: tegen.");
        var told = Explained(ExplanationReader.Resident, events).Parts.SelectMany(p => p.Sentences).Where(s => s.Kind == "wasAgainst");
        told.ShouldHaveSingleItem().Text.ShouldStartWith("Op 12 februari 2026 was deze partij tegen ‘Demolish’: Bewonerscommissie (Bewoners).");
        Said("wasAgainst", [.. events.Take(5), ResolvedObjection(on: 7), Says(1, Position.Against)]).ShouldStartWith("Op 12 februari 2026 was deze partij tegen ‘Renovate’: Bewonerscommissie (Bewoners).");
    }

    [Fact]
    public void An_objection_is_not_said_to_be_open_where_its_maker_gave_something_since_that_cannot_be_read_yet()
    {
        WeighingEvent[] events = [Opened(), Submitted(), Invited("B1"), Objected() with { Proposal = new ProposalRevisionReference("V1", 1) }, OpenedRound(on: 7, blind: true), Says(1, Position.Consent) with { Round = 1 }];
        ReadByAnother(events).Single(s => s.Kind == "objected").Text.ShouldEndWith("Wat met het bezwaar is gedaan, is niet apart vastgelegd.");
        ReadByAnother([.. events.SkipLast(1)]).Single(s => s.Kind == "objected").Text.ShouldEndWith("Het bezwaar staat nog open.");
    }

    [Fact]
    public void Who_gave_something_that_cannot_be_read_yet_is_not_said_to_disagree_or_to_be_awaited()
    {
        WeighingEvent[] events = [Opened() with { Framing = Framing() with { ProcessForm = ProcessForm.Consensus } }, Submitted(), Invited("B1") with { Say = Say.Consents }, Against("B1"),
            OpenedRound(on: 8.5, blind: true), Says(2, Position.InFavour) with { Round = 1 }];
        ReadByAnother(events).Single(s => s.Kind == "agreementAsked").Text.ShouldEndWith("Of dat zo is bij ‘Renovate’, is nog niet te zeggen.");
        ReadByAnother([.. events, Decided()]).ShouldNotContain(s => s.Kind == "withoutAgreement");
    }

    [Fact]
    public void Advice_is_never_said_to_have_come_to_nothing_where_the_decision_departs_from_it()
    {
        WeighingEvent[] events = [Opened(), Submitted(), Invited("B1"), AskedAdvice(), GotAdvice()];
        var decided = Decided();
        Said("adviceGiven", [.. events, decided]).ShouldEndWith("Wat met het advies is gedaan, is niet apart vastgelegd.");
        Said("adviceGiven", [.. events, decided with { Content = decided.Content with { Deviations = [new Deviation(DeviationFrom.Advice, null, 1, DeviationGround.Financial, Text())] } }])
            .ShouldEndWith("Het advies is: negatief. Het besluit wijkt daarvan af.");
    }

    [Fact]
    public void An_instrument_that_a_decision_names_by_its_code_is_told_by_its_name()
    {
        var adopted = AdoptedCriteria() with { Set = CriteriaOf() with { Instrument = new Instrument("Buurtset", "2", null, "BUURT", Guid.AllBitsSet) } };
        foreach (var (named, told) in new[] { ("buurt", "Buurtset"), ("Buurtset", "Buurtset"), ("Kader", "Kader") })
        {
            var decided = Decided();
            Said("departsFrom", Opened(), Submitted(), adopted, decided with { Content = decided.Content with { Deviations = [new Deviation(DeviationFrom.Framework, named, null, DeviationGround.Financial, Text())] } })
                .ShouldStartWith($"Het besluit wijkt bewust af van deze regel: ‘{told}’.");
        }
    }

    [Fact]
    public void The_instrument_that_the_criteria_were_taken_from_is_told_with_what_departs_from_it()
    {
        var events = Scored2((8, 8, 8), (7, 7, 7), (5, 5, 5), (4, 4, 4));
        Kinds(ExplanationPart.Result, events).ShouldNotContain("fromInstrument");
        var adopted = AdoptedCriteria() with { Set = CriteriaOf() with { Instrument = new Instrument("Buurtset", "2", null, "BUURT", Guid.AllBitsSet) } };
        events[2] = adopted;
        Kinds(ExplanationPart.Result, events)[..2].ShouldBe(["compared", "fromInstrument"]);
        Said("fromInstrument", events).ShouldBe("De criteria komen uit het instrument ‘Buurtset’. Daarvan is niet afgeweken.");
        events[2] = adopted with { Departures = [new(DepartureKind.OtherScale, "BET", Text("a")), new(DepartureKind.LeftOut, "LEE", Text("b"))] };
        Said("fromInstrument", events).ShouldBe("De criteria komen uit het instrument ‘Buurtset’. Daarvan is op 2 punten afgeweken.");
        var name = CriteriaOf().Criteria[0].Name;
        var board = Sentence("fromInstrument", ExplanationReader.Board, events);
        board.Text.ShouldBe("De criteria komen uit het instrument ‘Buurtset’ (versie 2). Daarvan is op 2 punten afgeweken.");
        board.Items.ShouldBe([$"‘{name}’: andere meetlat", "‘LEE’: weggelaten"]);
        board.Events.ShouldContain(3, "the criteria");
        Sentence("fromInstrument", ExplanationReader.Auditor, events).Items.Length.ShouldBe(2);
        events[2] = adopted with { Departures = [new(DepartureKind.LeftOut, "LEE", Text("b"))] };
        Said("fromInstrument", events).ShouldEndWith("Daarvan is op 1 punt afgeweken.");
        // One by its name was not compared with the criteria.
        events[2] = adopted with { Set = CriteriaOf() with { Instrument = new Instrument("Kader", null, null) } };
        Sentence("fromInstrument", ExplanationReader.Board, events).Text.ShouldBe("De criteria komen uit het instrument ‘Kader’.");
    }

    [Fact]
    public void Not_every_party_was_heard_where_one_left_before_it_was()
    {
        WeighingEvent[] scored = [.. Scored2((8, 8, 8), (7, 7, 7), (5, 5, 5), (4, 4, 4)), Scored(5, by: new Who(null, "Jurist")), Invited("B1"), Against("B1"), Invited("B2") with { Role = "Wijkregisseur" }];
        Kinds(ExplanationPart.Missing, [.. scored, Left("B2")]).ShouldBe(["leftUnheard"]);
        var left = Sentence("leftUnheard", [.. scored, Left("B2")]);
        left.Text.ShouldBe("Deze partijen doen niet meer mee. Zij gingen weg voordat zij gehoord waren:");
        left.Items.ShouldBe(["Wijkregisseur (Bewoners)"]);
        left.Events.ShouldBe([12, 13]);
        Kinds(ExplanationPart.Missing, [.. scored, Says(2, Position.InFavour) with { Stakeholder = "B2" }, Left("B2", 21)]).ShouldBe(["nothingMissing"]);
    }

    [Fact]
    public void Who_scored_in_a_blind_round_is_no_missing_second_judgement()
    {
        WeighingEvent[] scored = [.. Scored2((8, 8, 8), (7, 7, 7), (5, 5, 5), (4, 4, 4)).SkipLast(1), OpenedRound(blind: true)];
        var by = new Dictionary<string, string[]> { ["Jurist"] = ["stillHidden", "notScored"], ["controller"] = ["stillHidden", "notScored", "oneAssessor"] };
        foreach (var (assessor, kinds) in by)
        {
            var weighing = Weighing.Fold([.. Recorded(scored), new RecordedEvent(Scored(4, 8, "V2", criterion: "KWA", round: 1, by: new Who(null, assessor)), scored.Length + 1, Day(31), "subject-1")])
                with { Id = Guid.Parse("019c2283-f800-7000-8000-000000000001") };
            var missing = Explained(weighing.AsReadBy(new Reader("subject-9", Confidentiality.Internal, SeesPersons: false), weighing), weighing, ExplanationReader.Resident)
                .Parts.Single(p => p.Part == ExplanationPart.Missing).Sentences;
            missing.Select(s => s.Kind).Except(["nobodyInvited"]).ShouldBe(kinds, assessor);
            missing.Single(s => s.Kind == "notScored").Text.ShouldBe("Aantal scores dat ontbreekt of nog niet te lezen is: 1. Er is geen score te lezen voor:");
        }
    }

    [Fact]
    public void Where_all_scores_are_hidden_they_are_not_said_to_be_missing_or_unpreferred()
    {
        WeighingEvent[] events = [Opened(), Submitted(), AdoptedCriteria(), OpenedRound(blind: true)];
        var weighing = Weighing.Fold([.. Recorded(events), new RecordedEvent(Scored(round: 1), 5, Day(31), "subject-1")]) with { Id = Guid.Parse("019c2283-f800-7000-8000-000000000001") };
        var told = Explained(weighing.AsReadBy(new Reader("subject-9", Confidentiality.Internal, SeesPersons: false), weighing), weighing, ExplanationReader.Resident).Parts.SelectMany(p => p.Sentences).ToList();
        told.Single(s => s.Kind == "noOutcome").Text.ShouldBe("Er is nog geen uitkomst. Er zijn nog geen scores te lezen.");
        told.ShouldNotContain(s => s.Kind == "howManyPrefer");
        told.Where(s => s.Kind is "nothingScored" or "stillHidden").Select(s => s.Kind).ShouldBe(["stillHidden"]);
    }

    [Fact]
    public void A_majority_is_told_as_one()
    {
        WeighingEvent[] events = [Opened() with { Framing = Framing() with { ProcessForm = ProcessForm.Majority } }, Submitted(), Invited("B1") with { Say = Say.Decides }, Decided()];
        Said("agreementAsked", events).ShouldBe("Afgesproken was: de meerderheid beslist. Of die er is voor ‘Renovate’, is niet te zeggen. Van deze partijen ontbreekt een standpunt:");
        Said("agreementAsked", [.. events, Against("B1")]).ShouldEndWith("Die is er niet voor ‘Renovate’. Niet voor: Bewonerscommissie (Bewoners).");
    }

    [Fact]
    public void Of_very_much_of_one_kind_a_board_gets_the_first_and_how_many_more_there_are()
    {
        WeighingEvent[] events = [Opened(), Submitted(), Invited("B1"), .. Enumerable.Range(1, 30).Select(n => Objected(n, on: 6 + n / 10.0))];
        var told = Explained(ExplanationReader.Board, events).Parts.Single(p => p.Part == ExplanationPart.Against).Sentences;
        told.Count(s => s.Kind == "objected").ShouldBe(5);
        var more = told.Single(s => s.Kind == "moreAlike");
        more.Text.ShouldBe("Zo zijn er nog 25.");
        more.Events.ShouldContain(33);
        Explained(ExplanationReader.Auditor, events).Parts.SelectMany(p => p.Sentences).Count(s => s.Kind == "objected").ShouldBe(30);
    }

    [Fact]
    public void Criteria_that_changed_in_words_alone_are_said_to_have_done_so()
    {
        var same = AdoptedCriteria().Set;
        Said("criteriaDiffer", Opened(), AdoptedCriteria(), ChangedCriteria() with { Set = same with { ClearMargin = 3 } }).ShouldEndWith("De gewichten en de meetlatten bleven gelijk.");
        Said("criteriaDiffer", Opened(), AdoptedCriteria() with { Set = CriteriaOf(Criterion()) }, ChangedCriteria() with { Set = CriteriaOf(Criterion(best: 100)) }).ShouldEndWith("De meetlat is anders van ‘Affordability’.");
    }

    [Fact]
    public void Who_scored_is_told_apart_to_an_auditor_with_where_they_differ_most()
    {
        WeighingEvent[] events = [.. Scored2((8, 8, 8), (7, 7, 7), (5, 5, 5), (4, 4, 4)), Jurist(5, "V1", "BET", 2), Jurist(6, "V1", "KWA", 7), Jurist(7, "V2", "BET", 5), Jurist(8, "V2", "KWA", 4)];
        Sentence("assessorsOrder", ExplanationReader.Auditor, events).Items.ShouldBe(["Controller: 1 ‘Renovate’ en 2 ‘Demolish’", "Jurist: 1 ‘Demolish’ en 2 ‘Renovate’"]);
        Said("differMost", ExplanationReader.Board, events).ShouldBe("De beoordelaars verschillen het meest over ‘Renovate’ op ‘Affordability’: 2 (Jurist) tegenover 8 (Controller).");

        // All where they differ as much.
        WeighingEvent[] alike = [.. events[..8], Jurist(5, "V1", "BET", 5), Jurist(6, "V1", "KWA", 7), Jurist(7, "V2", "BET", 5), Jurist(8, "V2", "KWA", 7)];
        Said("differMost", ExplanationReader.Board, alike).ShouldBe("De beoordelaars verschillen het meest over deze scores, en over elk daarvan evenveel:");
        Sentence("differMost", ExplanationReader.Board, alike).Items.ShouldBe(["‘Renovate’ op ‘Affordability’: 5 (Jurist) tegenover 8 (Controller)", "‘Demolish’ op ‘Affordability’: 4 (Controller) tegenover 7 (Jurist)"]);

        static ScoreGiven Jurist(int number, string proposal, string criterion, decimal value) => Score(number, proposal, criterion, (value, value, value)) with { By = new Who(null, "Jurist") };
    }

    [Fact]
    public void Criteria_of_before_are_compared_only_where_the_same_proposals_have_a_total()
    {
        WeighingEvent[] events = [Opened(), Submitted(), SecondProposal, AdoptedCriteria() with { Set = CriteriaOf(Criterion()) }, Score(1, "V1", "BET", (8, 8, 8)), Score(2, "V2", "BET", (4, 4, 4)),
            ChangedCriteria(on: 10) with { Set = CriteriaOf(Criterion(), Criterion("KWA", 40)) }, Score(3, "V2", "KWA", (5, 5, 5)) with { CriteriaVersion = 2, OccurredAt = Day(11) }];
        Kinds(ExplanationPart.Changes, events).ShouldBe(["criteriaDiffer"]);
        Kinds(ExplanationPart.Changes, [.. events, Score(4, "V1", "KWA", (1, 1, 1)) with { CriteriaVersion = 2, OccurredAt = Day(12) }]).ShouldBe(["criteriaDiffer", "underEarlier"]);
    }

    [Fact]
    public void At_whose_request_a_proposal_was_revised_is_told_where_it_was_recorded()
    {
        WeighingEvent[] events = [Opened(), Submitted(), Invited("B1"), Objected() with { Proposal = new ProposalRevisionReference("V1", 1) }, Revised() with { Author = new Who("B1", null) },
            ResolvedObjection() with { Means = ResolutionMeans.ProposalChanged, Proposal = new ProposalRevisionReference("V1", 2) }];
        var sentence = Sentence("proposalChanged", events);
        sentence.Text.ShouldBe("Op 13 februari 2026 is het voorstel ‘Renovate slowly’ aangepast. Dat deed: Bewonerscommissie (Bewoners). Dat was het antwoord op een bezwaar van: Bewonerscommissie (Bewoners).");
        sentence.Events.ShouldContain(6);
        Said("proposalChanged", Opened(), Submitted(), Revised()).ShouldBe("Op 13 februari 2026 is het voorstel ‘Renovate slowly’ aangepast.");
    }

    [Fact]
    public void What_changed_is_told_in_the_order_in_which_it_happened()
    {
        WeighingEvent[] events = [Opened(), Submitted(), AdoptedCriteria(), ChangedCriteria(), Revised(), Reframed(12), Submitted("V2"), WithdrewProposal("V2")];
        Kinds(ExplanationPart.Changes, events).ShouldBe(["proposalChanged", "criteriaDiffer", "reframed", "proposalGone"]);
        Said("criteriaDiffer", events).ShouldStartWith("Op 14 februari 2026 zijn de criteria veranderd. Dat is gevraagd door: MT. Nieuw is ‘Affordability’. Geschrapt is ‘Affordability’.");
    }

    [Fact]
    public void That_a_blind_round_hides_something_is_said_and_not_what()
    {
        var weighing = Weighing.Fold([
            .. Recorded(Opened(), Submitted(), Invited("B1"), OpenedRound(blind: true)),
            new RecordedEvent(Against("B1") with { Round = 1 }, 5, Day(8), "subject-B1"),
        ]) with { Id = Guid.Parse("019c2283-f800-7000-8000-000000000001") };
        var read = weighing.AsReadBy(new Reader("subject-9", Confidentiality.Internal, SeesPersons: false), weighing);
        var explained = Explained(read, weighing, ExplanationReader.Auditor);
        explained.Parts.SelectMany(p => p.Sentences).Select(s => s.Kind).ShouldContain("stillHidden");
        explained.PlainText(Language.Dutch).ShouldNotContain("tegen ‘Renovate’:");
        explained.PlainText(Language.Dutch).ShouldNotContain("wasAgainst");
    }

    [Fact]
    public void More_than_fifteen_criteria_are_explained_and_it_is_said_that_not_every_way_was_looked_at()
    {
        ImmutableArray<Criterion> criteria = [.. Enumerable.Range(1, 16).Select(n => Criterion($"C{n}", 10) with { Name = $"Punt {n}" })];
        WeighingEvent[] events = [Opened(), Submitted(), SecondProposal, AdoptedCriteria() with { Set = CriteriaOf(criteria) },
            .. criteria.SelectMany((c, i) => (WeighingEvent[])[Score(2 * i + 1, "V1", c.Code, (i < 9 ? 8 : 4, i < 9 ? 8 : 4, i < 9 ? 8 : 4)), Score(2 * i + 2, "V2", c.Code, (6, 6, 6))])];
        Sentence("notAllCoverings", ExplanationReader.Auditor, events).Text.ShouldContain("meer dan 15 criteria");
        Kinds(ExplanationPart.Why, events).ShouldNotContain("notAllCoverings"); // a resident has no use for it
    }

    /// <summary>What is said does not depend on the order in which the criteria stand, but for the order of lists.</summary>
    [Fact]
    public void Criteria_in_another_order_give_the_same_sentences()
    {
        (string, string, decimal)[] criteria = [("BET", "Betaalbaarheid", 50), ("KWA", "Kwaliteit", 30), ("DUU", "Duurzaamheid", 20)];
        Told(Named(criteria)).ShouldBe(Told(Named([.. criteria.Reverse()])));

        string[] Told(CriteriaAdopted adopted) =>
        [
            .. Explained(ExplanationReader.Auditor, Opened(), Submitted(), SecondProposal, adopted,
                    Score(1, "V1", "BET", (7, 8, 9)), Score(2, "V1", "KWA", (3, 4, 5)), Score(3, "V1", "DUU", (4, 6, 8)),
                    Score(4, "V2", "BET", (4, 5, 6)), Score(5, "V2", "KWA", (6, 7, 8)), Score(6, "V2", "DUU", (5, 5, 5)))
                .Parts.SelectMany(p => p.Sentences).Select(s => $"{s.Kind}: {s.Text} {string.Join('|', s.Items.Order(StringComparer.Ordinal))}"),
        ];
    }

    [Fact]
    public void A_criterion_on_which_less_is_better_is_never_said_to_be_more()
    {
        WeighingEvent[] events = [Opened(), Submitted(), SecondProposal, AdoptedCriteria() with { Set = CriteriaOf(Criterion("KOS", 60, worst: 10, best: 0) with { Name = "Kosten" }, Criterion("KWA", 40) with { Name = "Kwaliteit" }) },
            Score(1, "V1", "KOS", (2, 2, 2)), Score(2, "V1", "KWA", (4, 4, 4)), Score(3, "V2", "KOS", (5, 5, 5)), Score(4, "V2", "KWA", (6, 6, 6))];
        Said("outweighs", events).ShouldBe("Het is beter op ‘Kosten’. Dat telt zwaarder dan de mindere score op ‘Kwaliteit’.");
        Said("highestTotal", events).ShouldBe("‘Renovate’ heeft nu de hoogste score: 64 punten."); // no scale is common to both
    }

    [Fact]
    public void What_cannot_be_added_up_is_told_beside_the_totals()
    {
        WeighingEvent[] scored = Scored2((8, 8, 8), (7, 7, 7), (5, 5, 5), (4, 4, 4));
        WeighingEvent[] events = [scored[0], scored[1], AdoptedWithBeside(), .. scored[3..], Stated(1, content: Signs(true, true)), Stated(2, by: new Who(null, "MT"))];
        Kinds(ExplanationPart.Result, events).ShouldBe(["compared", "highestTotal", "runnerUp", "clearlyFirst", "recomputed", "saidBeside"]);
        var sentence = Sentence("saidBeside", events);
        sentence.Text.ShouldBe("‘The name of WIE’ telt niet mee in de totalen, want het is niet op te tellen. Er is niets over gezegd bij ‘Demolish’. Dit is erover gezegd:");
        sentence.Items.ShouldBe(["‘Renovate’: positief (1 keer); positief en negatief (1 keer)"]);
        sentence.Events.ShouldBe([2, 3, 4, 9, 10]);
        var three = Whole([.. events, Stated(3, by: new Who(null, "Strateeg"), content: Signs(true, true))]);
        Explained(three, three, ExplanationReader.Resident, Language.English).Parts[0].Sentences.Single(s => s.Kind == "saidBeside").Items
            .ShouldBe(["‘Renovate’: positive (1 time); positive and negative (2 times)"]);
        var weighing = Whole([.. events, Stated(3, criterion: "BATEN", content: new ConsequenceContent { Amounts = [new PartyAmount("town", -40, -40, -40)] })]);
        Explained(weighing, weighing, ExplanationReader.Board, Language.English).Parts[0].Sentences.Single(s => s.Kind == "saidBeside" && s.Text.Contains("BATEN"))
            .ShouldSatisfyAllConditions(
                s => s.Text.ShouldBe("‘The name of BATEN’ does not count in the totals, since it cannot be added up. Nothing was said of it about ‘Demolish’. An amount with a minus is a payment. This was said of it:"),
                s => s.Items.ShouldBe(["‘Renovate’: town -40 euro"]));
    }

    [Fact]
    public void Criteria_that_came_went_or_changed_beside_the_others_are_told_as_a_change()
    {
        var now = CriteriaOf() with { Beside = [Beside("WIE", InWords), Beside("WIJK", InWords), Beside("NIEUW")] };
        var said = Said("criteriaDiffer", Opened(), AdoptedWithBeside(), ChangedCriteria() with { Set = now });
        said.ShouldContain("NIEUW");
        said.ShouldContain("BATEN");
        said.ShouldContain("‘The name of WIE’");
        said.ShouldNotContain("WIJK");
    }

    [Fact]
    public void A_criterion_that_was_made_of_an_insight_is_told_with_its_reference_but_for_a_resident()
    {
        var insight = new InsightReference(new Guid("019f3a10-0000-7000-8000-000000000001"), 2);
        var events = Scored2((8, 8, 8), (7, 7, 7), (5, 5, 5), (4, 4, 4));
        Kinds(ExplanationPart.Result, events).ShouldNotContain("fromInsights");
        events[2] = AdoptedCriteria() with { Set = CriteriaOf(Criterion(), Criterion("KWA", 40) with { Insight = insight }) };
        Kinds(ExplanationPart.Result, events).ShouldBe(["compared", "fromInsights", "highestTotal", "runnerUp", "clearlyFirst", "recomputed"]);
        var name = CriteriaOf(Criterion("KWA", 40)).Criteria[0].Name;
        Said("fromInsights", events).ShouldBe($"‘{name}’ komt uit een inzicht van het leernetwerk.");
        Sentence("fromInsights", events).Items.ShouldBeEmpty();
        var board = Sentence("fromInsights", ExplanationReader.Board, events);
        board.Items.ShouldBe([$"‘{name}’: inzicht 2 van editie 019f3a10-0000-7000-8000-000000000001"]);
        board.Events.ShouldContain(3, "the criteria");
        events[2] = AdoptedCriteria() with { Set = CriteriaOf(Criterion() with { Insight = insight with { Number = 1 } }, Criterion("KWA", 40) with { Insight = insight }) };
        Said("fromInsights", events).ShouldEndWith(" komen uit inzichten van het leernetwerk.");
    }

    [Fact]
    public void Where_every_criterion_stands_beside_no_score_is_missed()
    {
        WeighingEvent[] events = [Opened(), Submitted(), AdoptedCriteria() with { Set = CriteriaOf() with { Criteria = [], Beside = [Beside()] } }, Stated()];
        Kinds(ExplanationPart.Result, events).ShouldBe(["noOutcome", "saidBeside"]);
        Said("noOutcome", events).ShouldBe("Er is nog geen uitkomst. Geen enkel criterium is op te tellen.");
        Kinds(ExplanationPart.Missing, events).ShouldBe(["nobodyInvited"]);
    }

    /// <summary>As large as a request may ask about: a resident and a board get the first of long lists, an auditor all.</summary>
    [Fact]
    public void Five_hundred_proposals_on_a_hundred_criteria_are_explained()
    {
        ImmutableArray<Criterion> criteria = [.. Enumerable.Range(1, 100).Select(n => Criterion($"C{n}", 1 + n % 7) with { Name = $"Punt {n}" })];
        var number = 0;
        var weighing = Given([Opened(), AdoptedCriteria(0.5) with { Set = CriteriaOf(criteria) }, .. Enumerable.Range(1, 500).Select(n => Submitted($"V{n}")),
            .. from p in Enumerable.Range(1, 500) from c in Enumerable.Range(1, 100) select Score(++number, $"V{p}", $"C{c}", ((p * c) % 5, (p * c) % 5 + (p % 3), 9))]) with { Id = Guid.Parse("019c2283-f800-7000-8000-000000000001") };
        var ground = ExplanationGround.Of(weighing, WeighingOutcome.Of(weighing, OutcomeSelection.Everything, OutcomeDrawing.Usual with { Draws = 10 }, CancellationToken.None), weighing.Heard(), CancellationToken.None);
        foreach (var (reader, most) in new[] { (ExplanationReader.Resident, 13), (ExplanationReader.Board, 7), (ExplanationReader.Auditor, 500) })
        {
            var sentences = Explaining.Explain(ground, reader, Language.Dutch, _ => null).Parts.SelectMany(p => p.Sentences).ToList();
            sentences.Max(s => s.Items.Length).ShouldBeLessThanOrEqualTo(most);
            sentences.ShouldAllBe(s => s.Facts.All(f => f.Events.Length < 1_000));
        }
    }

    [Fact]
    public void However_many_criteria_and_proposals_there_are_a_resident_gets_short_sentences()
    {
        CriteriaSet Set(params ImmutableArray<decimal> weights) => CriteriaOf([.. weights.Select((w, i) => Criterion($"C{i}", w) with { Name = $"Kwaliteit van de {i}" })]);
        WeighingEvent[] events = [Opened(), .. Enumerable.Range(1, 6).Select(n => Submitted($"V{n}") with { Content = new ProposalContent { Name = $"Het plan {n}" } }),
            AdoptedCriteria() with { Set = Set(10, 10, 10, 10, 30, 30, 30, 30) }, ChangedCriteria() with { Set = Set(30, 30, 30, 30, 10, 10, 10, 10) },
            .. from p in Enumerable.Range(1, 6) from c in Enumerable.Range(0, 8) select Score(8 * p + c, $"V{p}", $"C{c}", (p * c % 7, p * c % 7 + 1, 9)) with { CriteriaVersion = 2 },
            .. Enumerable.Range(1, 12).Select(n => Invited($"B{n}")), Decided()];
        foreach (var sentence in Explained(ExplanationReader.Resident, events).Parts.SelectMany(p => p.Sentences).SelectMany(s => s.Text.Split(". ")))
            sentence.Split(' ').Length.ShouldBeLessThanOrEqualTo(20, sentence);
    }

    private static ProposalSubmitted SecondProposal => Submitted("V2") with { Content = new ProposalContent { Name = "Demolish" } };

    private static ProposalSubmitted ThirdProposal => Submitted("V3") with { Content = new ProposalContent { Name = "Wait" } };

    private static CriteriaAdopted Named(params (string Code, string Name, decimal Weight)[] criteria) =>
        AdoptedCriteria() with { Set = CriteriaOf([.. criteria.Select(c => Criterion(c.Code, c.Weight) with { Name = c.Name })]) };

    private static InputGiven Against(string stakeholder) => new()
    {
        OccurredAt = Day(8), Number = 1, Stakeholder = stakeholder, Content = new InputContent { Proposal = new ProposalRevisionReference("V1", 1), Position = Position.Against, Statement = Text() },
    };

    /// <summary>What B1 says of a proposal on the day after that of <see cref="Against"/>: a position, or words alone.</summary>
    private static InputGiven Says(int number, Position? position, string proposal = "V1") =>
        GaveInput(number, on: 9) with { Content = new InputContent { Proposal = new ProposalRevisionReference(proposal, 1), Position = position, Statement = Text() } };

    private static ScoreGiven Score(int number, string proposal, string criterion, (decimal Low, decimal Expected, decimal High) band) =>
        Scored(number, proposal: proposal, criterion: criterion) with { Estimate = new Estimate(band.Low, band.Expected, band.High) };

    private static WeighingEvent[] Scores(params (decimal, decimal, decimal)[] bands) =>
        [Score(1, "V1", "BET", bands[0]), Score(2, "V1", "KWA", bands[1]), Score(3, "V2", "BET", bands[2]), Score(4, "V2", "KWA", bands[3])];

    /// <summary>Two proposals on two criteria, by one role.</summary>
    private static WeighingEvent[] Scored2(params (decimal, decimal, decimal)[] bands) => [Opened(), Submitted(), AdoptedCriteria(), SecondProposal, .. Scores(bands)];

    private static string[] Kinds(ExplanationPart part, params WeighingEvent[] events) =>
        [.. Explained(ExplanationReader.Resident, events).Parts.Where(p => p.Part == part).SelectMany(p => p.Sentences).Select(s => s.Kind)];

    private static string Said(string kind, params WeighingEvent[] events) => Sentence(kind, events).Text;

    private static string Said(string kind, ExplanationReader reader, params WeighingEvent[] events) => Sentence(kind, reader, events).Text;

    private static ExplainedSentence Sentence(string kind, params WeighingEvent[] events) => Sentence(kind, ExplanationReader.Resident, events);

    private static ExplainedSentence Sentence(string kind, ExplanationReader reader, params WeighingEvent[] events) =>
        Explained(reader, events).Parts.SelectMany(p => p.Sentences).First(s => s.Kind == kind);

    private static Explained Explained(ExplanationReader reader, params WeighingEvent[] events)
    {
        var weighing = Whole(events);
        return Explained(weighing, weighing, reader);
    }

    private static Weighing Whole(params WeighingEvent[] events) => Given(events) with { Id = Guid.Parse("019c2283-f800-7000-8000-000000000001") };

    /// <summary>What a resident is told who gave nothing in a blind round, and recorded nothing.</summary>
    private static ExplainedSentence[] ReadByAnother(params WeighingEvent[] events)
    {
        var whole = Whole(events);
        return [.. Explained(whole.AsReadBy(new Reader("subject-9", Confidentiality.Internal, SeesPersons: false), whole), whole, ExplanationReader.Resident).Parts.SelectMany(p => p.Sentences)];
    }

    private static Explained Explained(Weighing read, Weighing whole, ExplanationReader reader, Language language = Language.Dutch)
    {
        var outcome = WeighingOutcome.Of(read, OutcomeSelection.Everything, OutcomeDrawing.Usual with { Draws = 200 }, CancellationToken.None);
        return Explaining.Explain(ExplanationGround.Of(read, outcome, whole.Heard(), CancellationToken.None), reader, language, _ => "een tekst");
    }
}
