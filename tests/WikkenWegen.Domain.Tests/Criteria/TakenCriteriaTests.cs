using WikkenWegen.Domain.Instruments;

namespace WikkenWegen.Domain.Tests;

/// <summary>Criteria that are taken from a published instrument: what is recorded of it, and what is refused.</summary>
public class TakenCriteriaTests
{
    private static readonly Guid Id = new("019f0000-0000-7000-8000-000000000012");

    /// <summary>As a request names it, once it was found.</summary>
    private static readonly Instrument Named = new("", "2", null, "BUURT", Id);

    private static readonly Instrument InFull = new("Buurtset", "2", "https://example.org/buurtset", "BUURT", Id);

    private static readonly ComparedInstrument AsItIs = new("Buurtset", "https://example.org/buurtset", []);

    private static readonly ComparedInstrument Departed = AsItIs with
    {
        Differences = [new(DepartureKind.OtherScale, "BET", true), new(DepartureKind.OtherWeight, "BET", true), new(DepartureKind.LeftOut, "LEE", true)],
    };

    private static readonly SetCriteria Adopt = new() { OccurredAt = Day(50), Set = CriteriaOf() with { Instrument = Named }, Compared = AsItIs };

    private static SetCriteria With(ComparedInstrument compared, params ImmutableArray<DepartureReason> reasons) => Adopt with { Compared = compared, Departures = reasons };

    private static SetCriteria From(Instrument? instrument, params ImmutableArray<DepartureReason> reasons) =>
        Adopt with { Set = CriteriaOf() with { Instrument = instrument }, Compared = instrument?.Id is null ? null : AsItIs, Departures = reasons };

    private static DepartureReason Because(string criterion, DepartureKind? kind = null, string reason = "because") => new(kind, criterion, Text(reason));

    private static SetCriteria NotAllowed(DepartureKind kind, string criterion) => With(AsItIs with { Differences = [new(kind, criterion, false)] });

    private static Refusal Unexplained(string criterion, DepartureKind kind) => TakenCriteria.DepartureUnexplained.At("/departures", criterion, new Spoken(Words.Dutch(kind), Words.English(kind)));

    private static Refused Row(string what, SetCriteria when, params ImmutableArray<Refusal> then) => new(what, Given(Opened()), when, then);

    /// <summary>Rows of the table of what is refused when criteria are set.</summary>
    internal static IEnumerable<Refused> Refused =>
    [
        Row("an instrument without a name", From(new Instrument("", "2", null)), TakenCriteria.InstrumentByNameOrCode.At("/instrument")),
        Row("an instrument by name and by code", From(Named with { Name = "Buurtset" }), TakenCriteria.InstrumentByNameOrCode.At("/instrument")),
        Row("an instrument by address and by code", From(Named with { Uri = "https://example.org" }), TakenCriteria.InstrumentByNameOrCode.At("/instrument")),
        Row("an instrument by name and by a code that is not there", From(Named with { Name = "Buurtset", Id = null }), TakenCriteria.InstrumentByNameOrCode.At("/instrument")),
        Row("an instrument by code without its version", From(new Instrument("", null, null, "BUURT")), TakenCriteria.InstrumentByNameOrCode.At("/instrument")),
        Row("an instrument that is not published", From(Named with { Id = null }, Because("BET")), TakenCriteria.UnknownInstrument.At("/instrument/code", "BUURT", "2")),
        Row("a version of an instrument that is not published", From(Named with { Id = null }) with { InstrumentIsKnown = true }, TakenCriteria.UnknownInstrument.At("/instrument/version", "BUURT", "2")),
        Row("criteria from a version that was published later", With(AsItIs with { PublishedAt = Day(51) }), TakenCriteria.TakenBeforePublication.At("/occurredAt", "BUURT", "2", Day(51))),
        Row("a departure from an instrument by its name", From(new Instrument("Kader", "2024", null), Because("BET", DepartureKind.OtherName)), TakenCriteria.DeparturesFromNothing.At("/departures")),
        Row("a departure from no instrument", From(null, Because("BET", DepartureKind.OtherName)), TakenCriteria.DeparturesFromNothing.At("/departures")),
        Row("departures without reasons", With(Departed), Unexplained("BET", DepartureKind.OtherScale), Unexplained("BET", DepartureKind.OtherWeight), Unexplained("LEE", DepartureKind.LeftOut)),
        Row("a departure with an empty reason", With(Departed, Because("BET", DepartureKind.OtherScale), Because("BET", DepartureKind.OtherWeight), Because("LEE") with { Reason = null }), Rules.ReasonMissing.At("/departures/2/reason")),
        Row("reasons for what is as in the instrument", With(AsItIs, Because("KWA"), Because("BET", DepartureKind.OtherName)),
            TakenCriteria.ReasonWithoutDeparture.At("/departures/0", "KWA"), TakenCriteria.ReasonWithoutDeparture.At("/departures/1", "BET")),
        Row("a reason of another kind", With(Departed, Because("BET", DepartureKind.OtherScale), Because("BET", DepartureKind.OtherWeight), Because("LEE", DepartureKind.Added)),
            Unexplained("LEE", DepartureKind.LeftOut), TakenCriteria.ReasonWithoutDeparture.At("/departures/2", "LEE")),
        Row("one reason for two departures of a criterion", With(Departed, Because("BET"), Because("LEE")), TakenCriteria.DepartureKindMissing.At("/departures/0/kind", "BET")),
        Row("two reasons for one departure", With(Departed, Because("BET", DepartureKind.OtherScale), Because("BET", DepartureKind.OtherWeight), Because("LEE"), Because("lee", DepartureKind.LeftOut)),
            TakenCriteria.DepartureExplainedTwice.At("/departures/3", "lee")),
        Row("a reason of no kind for what was recorded before", Adopt with { Set = CriteriaOf() with { Instrument = InFull }, Compared = null, Departures = [Because("LEE")] },
            TakenCriteria.DepartureKindMissing.At("/departures/0/kind", "LEE")),
        Row("a criterion left out that is fixed, whatever the reason", NotAllowed(DepartureKind.LeftOut, "LEE") with { Departures = [Because("LEE")] },
            TakenCriteria.DepartureNotAllowed.At("/criteria", "Buurtset", "LEE", new Spoken("weg te laten", "leaving out"))),
        Row("a criterion added against the rules", NotAllowed(DepartureKind.Added, "KWA"), TakenCriteria.DepartureNotAllowed.At("/criteria/1", "Buurtset", "KWA", new Spoken("toe te voegen", "adding"))),
        Row("another scale against the rules", NotAllowed(DepartureKind.OtherScale, "kwa"),
            TakenCriteria.DepartureNotAllowed.At("/criteria/1/scale", "Buurtset", "kwa", new Spoken("een andere meetlat te geven", "another scale for"))),
        Row("another weight against the rules", NotAllowed(DepartureKind.OtherWeight, "BET"),
            TakenCriteria.DepartureNotAllowed.At("/criteria/0/weight", "Buurtset", "BET", new Spoken("een ander gewicht te geven", "another weight for"))),
        Row("another scale of a criterion beside the others, against the rules", NotAllowed(DepartureKind.OtherScale, "WIE") with
        {
            Set = Adopt.Set with { Beside = [new CriterionBeside { Code = "WIE", Name = "Wie betaalt", Scale = new BesideScale { Kind = BesideScaleKind.PositiveNegative } }] },
        }, TakenCriteria.DepartureNotAllowed.At("/beside/0/scale", "Buurtset", "WIE", new Spoken("een andere meetlat te geven", "another scale for"))),
    ];

    [Fact]
    public void An_instrument_that_is_taken_as_it_is_is_recorded_in_full() =>
        Given(Opened()).When(Adopt).Records(new CriteriaAdopted { OccurredAt = Day(50), Set = CriteriaOf() with { Instrument = InFull } });

    [Fact]
    public void Criteria_are_taken_from_the_moment_of_publication_on() => Given(Opened()).When(With(AsItIs with { PublishedAt = Day(50) })).IsRecorded();

    [Fact]
    public void When_the_version_was_published_and_since_when_it_is_no_longer_in_use_is_kept_with_the_criteria() =>
        Given(Opened()).When(With(AsItIs with { PublishedAt = Day(40), EndedAt = Day(45) })).Records(new CriteriaAdopted { OccurredAt = Day(50), Set = CriteriaOf() with { Instrument = InFull with { PublishedAt = Day(40), EndedAt = Day(45) } } });

    [Fact]
    public void The_moment_of_criteria_is_not_corrected_to_one_before_their_version_was_published()
    {
        var weighing = Given(Opened(), Given(Opened()).When(With(AsItIs with { PublishedAt = Day(40) })).Event!);
        var correct = new CorrectMoment { OccurredAt = Day(60), Event = 2, Moment = Day(40).AddMilliseconds(-1), Reason = Text() };
        weighing.When(correct).Refuses(CorrectMoment.MomentOutOfOrder.At("/moment", 2, TakenCriteria.TakenBeforePublication.At("/occurredAt", "BUURT", "2", Day(40))));
        weighing.When(correct with { Moment = Day(40) }).IsRecorded();
        var changed = With(AsItIs with { PublishedAt = Day(40) }) with { Reason = Text(), RequestedBy = new Who(null, "MT") };
        var later = Given(Opened(), AdoptedCriteria(), Given(Opened(), AdoptedCriteria()).When(changed).Event!);
        later.When(correct with { Event = 3 }).Refuses(CorrectMoment.MomentOutOfOrder.At("/moment", 3, TakenCriteria.TakenBeforePublication.At("/occurredAt", "BUURT", "2", Day(40))));
    }

    [Fact]
    public void Each_departure_is_recorded_with_its_reason_in_the_order_of_the_instrument() =>
        Given(Opened()).When(With(Departed, Because("lee", reason: "a"), Because("bet", DepartureKind.OtherWeight, "b"), Because("BET", DepartureKind.OtherScale, "c"))).Records(new CriteriaAdopted
        {
            OccurredAt = Day(50),
            Set = CriteriaOf() with { Instrument = InFull },
            Departures = [new(DepartureKind.OtherScale, "BET", Text("c")), new(DepartureKind.OtherWeight, "BET", Text("b")), new(DepartureKind.LeftOut, "LEE", Text("a"))],
        });

    [Fact]
    public void A_change_records_the_departures_of_the_new_set_in_the_codes_of_the_weighing()
    {
        var lower = new ComparedInstrument("Buurtset", null, [new(DepartureKind.OtherScale, "bet", true)]);
        var changed = With(lower, Because("Bet")) with { Set = CriteriaOf(Criterion("bet")) with { Instrument = Named }, Reason = Text("why"), RequestedBy = new Who(null, "MT") };
        Given(Opened(), AdoptedCriteria()).When(changed).Records(new CriteriaChanged
        {
            OccurredAt = Day(50),
            Version = 2,
            Set = CriteriaOf(Criterion("BET")) with { Instrument = InFull with { Uri = null } },
            Reason = Text("why"),
            RequestedBy = new Who(null, "MT"),
            Departures = [new(DepartureKind.OtherScale, "BET", Text())],
        });
    }

    [Fact]
    public void The_version_of_the_criteria_shows_its_departures_and_an_event_leads_to_itself_again()
    {
        var ruling = Given(Opened()).When(With(Departed with { Differences = [Departed.Differences[2]] }, Because("LEE")));
        var weighing = Given(Opened(), ruling.Event!);
        weighing.Criteria!.Departures.ShouldBe([new(DepartureKind.LeftOut, "LEE", Text())]);
        weighing.PersonalTextsOf().Select(text => (text.Field, text.Digest)).ShouldBe([("reason", Text().Digest)]);
        Given(Opened()).When(ruling.Event!.AsCommand() with { OccurredAt = Day(50) }).Records(ruling.Event);
    }

    [Fact]
    public void A_set_that_was_compared_with_an_instrument_in_earnest_is_refused_against_its_rules()
    {
        var instrument = TailoringTests.Buurtset with { Tailoring = TailoringTests.Buurtset.Tailoring with { Fixed = ["LEE"] } };
        var set = TailoringTests.Taken(instrument) with { Instrument = Named };
        Given(Opened()).When(Adopt with { Set = set, Compared = Tailoring.Compare(instrument, set) }).IsRecorded();
        var less = set with { Criteria = [.. set.Criteria.Where(c => c.Code != "LEE")] };
        Given(Opened()).When(Adopt with { Set = less, Compared = Tailoring.Compare(instrument, less), Departures = [Because("LEE")] })
            .Refuses(TakenCriteria.DepartureNotAllowed.At("/criteria", "Buurtset", "LEE", new Spoken("weg te laten", "leaving out")));
    }

    [Fact]
    public void The_same_set_once_more_stands_where_nothing_departs_from_its_instrument()
    {
        var weighing = Given(Opened(), new CriteriaAdopted { OccurredAt = Day(3), Set = CriteriaOf() with { Instrument = InFull } });
        Adopt.Standing(weighing).ShouldNotBeNull().Origin.Event.ShouldBe(2);
        With(AsItIs with { PublishedAt = Day(2), EndedAt = Day(4) }).Standing(weighing).ShouldNotBeNull("what became of the instrument since changes nothing in the set");
        With(Departed, Because("LEE")).Standing(weighing).ShouldBeNull();
    }

    [Fact]
    public void The_same_set_with_reasons_for_the_same_departures_stands_where_the_texts_are_the_same()
    {
        var first = With(Departed, Because("BET", DepartureKind.OtherScale, "a"), Because("BET", DepartureKind.OtherWeight, "b"), Because("LEE", reason: "c"));
        var weighing = Given(Opened(), Given(Opened()).When(first).Event!);
        var again = With(Departed, Because("lee", DepartureKind.LeftOut, "z"), Because("BET", DepartureKind.OtherScale, "x"), Because("bet", DepartureKind.OtherWeight, "y")).Standing(weighing).ShouldNotBeNull();
        again.Origin.Event.ShouldBe(2);
        again.AlsoAsked.ShouldBe([(Text("a"), Text("x")), (Text("b"), Text("y")), (Text("c"), Text("z"))]);

        Adopt.Standing(weighing).ShouldBeNull();
        With(Departed, Because("BET"), Because("BET", DepartureKind.OtherWeight), Because("LEE")).Standing(weighing).ShouldBeNull("one reason for two departures");
        With(Departed, Because("BET", DepartureKind.OtherScale), Because("BET", DepartureKind.OtherName), Because("LEE")).Standing(weighing).ShouldBeNull();
        With(Departed, Because("BET", DepartureKind.OtherScale), Because("BET", DepartureKind.OtherWeight), Because("LEE") with { Reason = null }).Standing(weighing).ShouldBeNull();
    }
}
