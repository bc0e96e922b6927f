using System.Text.Json;
using static WikkenWegen.Domain.Tests.InstrumentSpec;

namespace WikkenWegen.Domain.Tests;

/// <summary>How an instrument is built, published, judged and ended.</summary>
public class InstrumentTests
{
    private static readonly PublishInstrument Publish = new() { Stream = Id, OccurredAt = Day(20), Changes = "Nieuw" };

    private static readonly JudgeInstrument Judge = new() { Stream = Id, OccurredAt = Day(20), Code = "buurt", Version = 1, By = "Strateeg", NotAgreed = Text() };

    [Fact]
    public void It_begins_with_a_draft_and_every_kind_of_scale_can_be_scored_on()
    {
        var content = Content(
            Points with { Worst = 150, Best = -100, Unit = "euro", Levels = [new(150, "duur"), new(-100, "goedkoop")] },
            Points with { Kind = InstrumentScaleKind.Reference, Reference = new(6, "gewoon") }, Worded,
            new() { Kind = InstrumentScaleKind.PositiveNegative }, new() { Kind = InstrumentScaleKind.MoneyPerParty, Unit = "euro" });
        Instrument().When(new DraftInstrument { Stream = Id, OccurredAt = Day(1), Code = "BUURT", Content = content })
            .Records(new InstrumentDrafted { OccurredAt = Day(1), Code = "BUURT", Content = content });
        Instrument(Drafted())!.Status.ShouldBe(InstrumentStatus.Draft);
    }

    [Fact]
    public void Weights_are_prescribed_where_they_can_be_added_up()
    {
        var content = Weighed(InstrumentWeights.Prescribed, (Points, 0), (Points, 2.5m), (Worded, null));
        Instrument().When(new DraftInstrument { Stream = Id, OccurredAt = Day(1), Code = "BUURT", Content = content }).IsRecorded();
    }

    [Fact]
    public void A_draft_is_replaced_and_after_a_publication_there_is_a_new_one()
    {
        var command = new ReviseInstrument { Stream = Id, OccurredAt = Day(20), Content = Plain };
        Instrument(Drafted()).When(command).Records(new InstrumentRevised { OccurredAt = Day(20), Number = 2, Content = Plain });
        Instrument(Drafted(), Published()).When(command).Records(new InstrumentRevised { OccurredAt = Day(20), Number = 2, Content = Plain });
        Instrument(Drafted(), Published())!.Draft.ShouldBeNull();
    }

    [Fact]
    public void The_same_draft_sent_again_is_the_one_that_stands()
    {
        IStreamCommand again = new ReviseInstrument { Stream = Id, OccurredAt = Day(20), Content = DraftRevised().Content };
        again.Standing(Instrument(Drafted(), DraftRevised())!)!.Origin.Event.ShouldBe(2);
        again.Standing(Instrument(Drafted(), DraftRevised(), Published(on: 7))!).ShouldBeNull();
        again.Standing(Instrument(Drafted())!).ShouldBeNull();
    }

    [Fact]
    public void What_is_published_is_the_draft_and_it_never_changes()
    {
        Instrument(Drafted(), DraftRevised()).When(Publish).Records(new InstrumentPublished { OccurredAt = Day(20), Version = 1, Content = DraftRevised().Content, Changes = "Nieuw" });
        var twice = Instrument(Drafted(), Published(), DraftRevised(), Published(2, on: 9) with { Content = DraftRevised().Content })!;
        twice.Versions.Select(v => v.Content.Name).ShouldBe(["Meetlat buurt", "Meetlat buurt, anders"]);
        twice.Status.ShouldBe(InstrumentStatus.Published);
    }

    /// <summary>At a moment of happening before now there may be a second without a first.</summary>
    [Fact]
    public void A_version_or_trial_is_found_by_its_number_also_where_an_earlier_one_is_not_there()
    {
        var instrument = Instrument(Drafted(), new InstrumentTried { OccurredAt = Day(3), Number = 2, Draft = 1, Weighings = [] }, Published(2))!;
        (instrument.Version(2)?.Number, instrument.Version(1)).ShouldBe((2, null));
        (instrument.Trial(2)?.Number, instrument.Trial(1)).ShouldBe((2, null));
    }

    [Fact]
    public void With_a_reason_it_is_published_while_an_objection_stands_and_it_says_which()
    {
        var ruling = Instrument(Drafted(), ObjectedTo(), ObjectedTo(2), Resolved(2)).When(Publish with { Reason = Text("why") });
        ruling.Records(new InstrumentPublished { OccurredAt = Day(20), Version = 1, Content = Plain, Changes = "Nieuw", Unresolved = [1], Reason = Text("why") });
        ruling.Event!.Sentence(Language.Dutch).ShouldBe("Versie 1 van 'Meetlat buurt' is gepubliceerd, terwijl 1 bezwaar niet was opgelost.");
        ruling.Event.Sentence(Language.English).ShouldBe("Version 1 of 'Meetlat buurt' was published, while 1 objection was not resolved.");
    }

    [Fact]
    public void A_reason_for_publishing_all_the_same_is_kept_only_where_an_objection_stands() =>
        Instrument(Drafted(), ObjectedTo(), Resolved()).When(Publish with { Reason = Text("why") }).Records(new InstrumentPublished { OccurredAt = Day(20), Version = 1, Content = Plain, Changes = "Nieuw" });

    [Fact]
    public void Input_and_objections_are_on_the_draft_and_in_the_round_that_is_open()
    {
        var given = new GiveInstrumentInput { Stream = Id, OccurredAt = Day(20), By = "Bewoners", Criterion = "c1", Statement = Text("statement") };
        Instrument(Drafted(), RoundOpened()).When(given).Records(new InstrumentInputGiven { OccurredAt = Day(20), Number = 1, Draft = 1, Round = 1, By = "Bewoners", Criterion = "C1", Statement = Text("statement") });
        Instrument(Drafted(), RoundOpened(), RoundClosed(), DraftRevised()).When(given).Records(new InstrumentInputGiven { OccurredAt = Day(20), Number = 1, Draft = 2, By = "Bewoners", Criterion = "C1", Statement = Text("statement") });
        Instrument(Drafted(), RoundOpened()).When(new RaiseInstrumentObjection { Stream = Id, OccurredAt = Day(20), By = "Gemeente", Grounds = Text("grounds") })
            .Records(new InstrumentObjectionRaised { OccurredAt = Day(20), Number = 1, Draft = 1, Round = 1, By = "Gemeente", Grounds = Text("grounds") });
    }

    [Fact]
    public void In_a_blind_round_nobody_reads_what_another_brought_in_before_it_closes()
    {
        InstrumentEvent[] open = [Drafted(), RoundOpened(), InputGiven(), ObjectedTo(), Resolved(on: 2)];
        var (during, after) = (Instrument(open)!, Instrument([.. open, RoundClosed()])!);
        during.AsReadBy("subject-3", during).Inputs.ShouldHaveSingleItem();
        during.AsReadBy("subject-3", during).Objections.ShouldBeEmpty();
        during.AsReadBy("subject-9", during).Inputs.ShouldBeEmpty();
        after.AsReadBy("subject-9", after).Inputs.ShouldHaveSingleItem();
        during.AsReadBy("subject-9", after).Objections.ShouldHaveSingleItem();
        during.Hides(open[2], during.Inputs[0].Origin, "subject-9").ShouldBeTrue();
        during.Hides(open[0], during.Begun, "subject-9").ShouldBeFalse();
        during.Hides(open[4], during.Objections[0].Resolution!.Origin, "subject-9").ShouldBeTrue("nor what became of it");
        during.Hides(open[4], during.Objections[0].Resolution!.Origin, "subject-4").ShouldBeFalse();
        during.Hides(open[4], during.Objections[0].Resolution!.Origin, "subject-5").ShouldBeFalse();
        after.Hides(open[4], during.Objections[0].Resolution!.Origin, "subject-9").ShouldBeFalse();
        var shown = Instrument(Drafted(), RoundOpened(blind: false), InputGiven())!;
        shown.AsReadBy("subject-9", shown).Inputs.ShouldHaveSingleItem();
    }

    [Fact]
    public void Who_objected_in_a_blind_round_resolves_it_also_before_the_round_closes()
    {
        var own = Colleague("subject-3");
        Instrument(Drafted(), RoundOpened(), ObjectedTo())!.When(new ResolveInstrumentObjection { Stream = Id, OccurredAt = Day(20), Number = 1, Resolution = Text() }, by: own).IsRecorded();
        Instrument(Drafted(), RoundOpened(blind: false), ObjectedTo()).When(Publish with { Reason = Text("why") }).IsRecorded();
    }

    [Fact]
    public void A_trial_on_past_weighings_is_part_of_how_a_draft_was_built()
    {
        var tried = (InstrumentTried)EventSamples.All["instrument_tried"];
        Instrument(Drafted(), DraftRevised()).When(new TryInstrument { Stream = Id, OccurredAt = Day(20), Wanted = [], Draft = 2, Trials = tried.Weighings })
            .Records(tried with { OccurredAt = Day(20), Number = 1, Draft = 2 });
        var twice = Instrument(Drafted(), tried with { OccurredAt = Day(2), Number = 1, Draft = 1 }, Published(), DraftRevised(), tried with { OccurredAt = Day(9) })!;
        twice.Trials.Select(t => (t.Number, t.Draft, t.Weighings.Length)).ShouldBe([(1, 1, 2), (2, 3, 2)]);
        twice.Trial(2)!.Origin.Event.ShouldBe(5);
        twice.Trial(0).ShouldBeNull();
        twice.Trial(3).ShouldBeNull();
        twice.AsPublished()!.Trials.ShouldBeEmpty();
    }

    [Fact]
    public void A_version_keeps_the_insights_that_it_was_made_of_and_a_next_one_can_name_them_again()
    {
        InsightReference[] insights = [new(Id, 2), new(Id, 1)];
        var command = Publish with { Insights = [.. insights], KnownInsights = [.. insights] };
        Instrument(Drafted()).When(command).Records(new InstrumentPublished { OccurredAt = Day(20), Version = 1, Content = Plain, Changes = "Nieuw", Insights = [.. insights] });
        var published = Instrument(Drafted(), Published() with { Insights = [.. insights] }, DraftRevised())!;
        published.Versions[0].Insights.ShouldBe(insights);
        // Whoever publishes the next one need not be in the network for these.
        published.When(command with { KnownInsights = [] }).IsRecorded();
    }

    [Fact]
    public void A_judgement_over_an_instrument_of_the_catalogue_begins_a_stream_of_the_corporation()
    {
        var shared = Instrument(Drafted(), Published());
        Instrument().When(Judge with { InCatalogue = shared }).Records(new InstrumentJudged { OccurredAt = Day(20), Number = 1, Code = "BUURT", Version = 1, InCatalogue = true, By = "Strateeg", NotAgreed = Text() });
        var judged = Instrument(new InstrumentJudged { OccurredAt = Day(20), Number = 1, Code = "BUURT", Version = 1, InCatalogue = true, By = "Strateeg", NotAgreed = Text() })!;
        judged.IsHere.ShouldBeFalse();
        judged.When(Judge with { InCatalogue = shared, OccurredAt = Day(6) }).Records(new InstrumentJudged { OccurredAt = Day(6), Number = 2, Code = "BUURT", Version = 1, InCatalogue = true, By = "Strateeg", NotAgreed = Text() });
    }

    [Fact]
    public void A_judgement_over_a_weighing_that_a_reader_may_not_read_is_not_there()
    {
        InstrumentJudged Judged(int number, Guid? weighing) => new() { OccurredAt = Day(20), Number = number, Code = "BUURT", Version = 1, InCatalogue = false, By = "Strateeg", Weighing = weighing, NotAgreed = Text() };
        InstrumentJudged[] judged = [Judged(1, null), Judged(2, Id), Judged(3, Guid.AllBitsSet)];
        var instrument = Instrument([Drafted(), Published(), .. judged])!;
        HashSet<Guid> unread = [Id];
        instrument.WithoutJudgementsOver(unread).Judgements.Select(j => j.Number).ShouldBe([1, 3]);
        judged.Where(j => WeighingInstrument.IsJudgementOver(unread, j)).ShouldBe([judged[1]]);
    }

    [Fact]
    public void It_is_judged_after_its_end_too()
    {
        var ended = Instrument(Drafted(), Published(), Retired());
        ended.When(Judge).IsRecorded();
        ended!.Status.ShouldBe(InstrumentStatus.Retired);
    }

    [Fact]
    public void Another_comes_in_its_place()
    {
        var command = new SucceedInstrument { Stream = Id, OccurredAt = Day(20), Code = "wijk", Version = 1, Successor = Instrument(Drafted("WIJK"), Published()), InCatalogue = true, After = [WeighingInstrument.IdOf("STAD")] };
        Instrument(Drafted(), Published()).When(command).Records(new InstrumentSucceeded { OccurredAt = Day(20), Instrument = WeighingInstrument.IdOf("WIJK"), Code = "WIJK", Version = 1, InCatalogue = true });
        Instrument(Drafted(), Published(), Succeeded())!.Status.ShouldBe(InstrumentStatus.Succeeded);
        Instrument(Drafted(), Published(), Retired()).When(command).IsRecorded();
        Instrument(Drafted(), Published(), Succeeded()).When(new RetireInstrument { Stream = Id, OccurredAt = Day(20), Reason = Text() }).IsRecorded();
    }

    [Fact]
    public void In_the_catalogue_everybody_reads_what_was_published()
    {
        Instrument(Drafted())!.AsPublished().ShouldBeNull();
        var shared = Instrument(Drafted(), RoundOpened(), InputGiven(), ObjectedTo(), RoundClosed(), Published(), DraftRevised())!.AsPublished()!;
        shared.ShouldSatisfyAllConditions(s => s.Draft.ShouldBeNull(), s => s.Rounds.ShouldBeEmpty(), s => s.Inputs.ShouldBeEmpty(), s => s.Objections.ShouldBeEmpty(), s => s.Versions.ShouldHaveSingleItem());
        new DomainEvent[] { Drafted(), DraftRevised(), InputGiven(), Published(), Retired(), Succeeded() }.Where(WeighingInstrument.IsPublic).Count().ShouldBe(3);
    }

    [Fact]
    public void A_code_is_the_same_in_capitals_or_not() => WeighingInstrument.IdOf("buurt").ShouldBe(WeighingInstrument.IdOf("BUURT"));

    [Fact]
    public void Its_identity_never_changes() => Id.ToString().ShouldBe("0d532169-d9e4-80e4-bd8f-3559ca4bd671");

    [Theory]
    [InlineData("instrument_drafted", "Aan instrument BUURT ('Meetlat buurt') is begonnen.", "Instrument BUURT ('Meetlat buurt') was begun.")]
    [InlineData("instrument_revised", "Concept 2 van 'Meetlat buurt' is gemaakt.", "Draft 2 of 'Meetlat buurt' was made.")]
    [InlineData("instrument_published", "Versie 2 van 'Meetlat buurt' is gepubliceerd, terwijl 2 bezwaren niet waren opgelost. Uit het leernetwerk: inzicht 2 van editie 019f3a10-0000-7000-8000-000000000001.", "Version 2 of 'Meetlat buurt' was published, while 2 objections were not resolved. From the learning network: insight 2 of edition 019f3a10-0000-7000-8000-000000000001.")]
    [InlineData("instrument_published.minimal", "Versie 1 van 'Wiel' is gepubliceerd.", "Version 1 of 'Wiel' was published.")]
    [InlineData("instrument_judged", "Strateeg wonen beoordeelde versie 2 van instrument BUURT naar aanleiding van een afweging. Men was het niet in alles eens met de uitkomst.", "Strateeg wonen judged version 2 of instrument BUURT after a weighing. Its outcome was not agreed with in everything.")]
    [InlineData("instrument_judged.minimal", "Bewonerscommissie beoordeelde versie 1 van instrument BUURT.", "Bewonerscommissie judged version 1 of instrument BUURT.")]
    [InlineData("instrument_retired", "Het instrument is ingetrokken.", "The instrument was retired.")]
    [InlineData("instrument_succeeded", "Instrument WIJK, versie 1, is ervoor in de plaats gekomen.", "Instrument WIJK, version 1, came in its place.")]
    [InlineData("instrument_round_opened", "Blinde ronde 1 over het concept is geopend: Passen deze criteria?", "Blind round 1 about the draft was opened: Passen deze criteria?")]
    [InlineData("instrument_round_closed", "Ronde 1 over het concept is gesloten.", "Round 1 about the draft was closed.")]
    [InlineData("instrument_input_given", "Bewonerscommissie gaf in ronde 1 inbreng 1 op concept 2, over criterium LEEF.", "Bewonerscommissie gave input 1 in round 1 on draft 2, about criterion LEEF.")]
    [InlineData("instrument_input_given.minimal", "Bewonerscommissie gaf inbreng 1 op concept 1.", "Bewonerscommissie gave input 1 on draft 1.")]
    [InlineData("instrument_objection_raised", "Gemeente diende in ronde 1 bezwaar 1 in tegen concept 2, over criterium LEEF.", "Gemeente raised objection 1 in round 1 against draft 2, about criterion LEEF.")]
    [InlineData("instrument_objection_resolved", "Bezwaar 1 tegen het concept is opgelost.", "Objection 1 to the draft was resolved.")]
    [InlineData("instrument_tried", "Concept 3 is uitgeprobeerd op 2 eerdere afwegingen.", "Draft 3 was tried on 2 past weighings.")]
    [InlineData("instrument_tried.minimal", "Concept 1 is uitgeprobeerd op 1 eerdere afweging.", "Draft 1 was tried on 1 past weighing.")]
    public void Each_event_is_told_in_a_sentence(string sample, string dutch, string english)
    {
        EventSamples.All[sample].Sentence(Language.Dutch).ShouldBe(dutch);
        EventSamples.All[sample].Sentence(Language.English).ShouldBe(english);
    }

    [Fact]
    public void Its_state_is_total_whatever_event_comes_first()
    {
        foreach (var sample in EventSamples.All.Values.OfType<InstrumentEvent>())
            sample.After(null, new Origin(1, sample.OccurredAt, sample.OccurredAt, "subject-1")).Begun.Event.ShouldBe(1);
    }

    [Fact]
    public void Content_that_was_stored_is_read_as_it_was() =>
        JsonSerializer.Serialize(JsonSerializer.Deserialize<InstrumentContent>(JsonSerializer.Serialize(Plain, EventContract.Json), EventContract.Json), EventContract.Json)
            .ShouldBe(JsonSerializer.Serialize(Plain, EventContract.Json));
}
