namespace WikkenWegen.Domain.Tests;

/// <summary>What the tests of instruments have in common.</summary>
internal static class InstrumentSpec
{
    public static readonly Guid Id = WeighingInstrument.IdOf("BUURT");

    public static readonly InstrumentScale Points = new() { Kind = InstrumentScaleKind.Numeric, Worst = 1, Best = 10 };

    public static readonly InstrumentScale Worded = new() { Kind = InstrumentScaleKind.Ordinal, Words = ["slecht", "matig", "goed"] };

    /// <summary>An instrument with a criterion for each scale, C1, C2 and so on, without weights.</summary>
    public static InstrumentContent Content(params IEnumerable<InstrumentScale> scales) => Weighed(InstrumentWeights.Free, scales.Select(scale => (scale, (decimal?)null)));

    /// <summary>An instrument with a criterion for each scale and its weight.</summary>
    public static InstrumentContent Weighed(InstrumentWeights weights, params IEnumerable<(InstrumentScale Scale, decimal? Weight)> criteria) => new()
    {
        Name = "Meetlat buurt",
        Owner = "Woonwijzer",
        Language = "nl",
        Themes =
        [
            new InstrumentTheme
            {
                Code = "T1",
                Name = "Alles",
                Criteria = [.. criteria.Select((c, i) => new InstrumentCriterion { Code = FormattableString.Invariant($"C{i + 1}"), Name = "Criterium", Scale = c.Scale, Weight = c.Weight })],
            },
        ],
        Weights = weights,
        FilledIn = FilledIn.Together,
        Tailoring = new TailoringRules { MayLeaveOut = true, MayAdd = true, MayRescale = true, MayReweigh = true },
    };

    public static readonly InstrumentContent Plain = Content(Points, Worded);

    public static InstrumentDrafted Drafted(string code = "BUURT", double on = 0) => new() { OccurredAt = Day(on), Code = code, Content = Plain };

    public static InstrumentPublished Published(int version = 1, double on = 5) => new() { OccurredAt = Day(on), Version = version, Content = Plain };

    public static InstrumentRevised DraftRevised(int number = 2, double on = 6) => new() { OccurredAt = Day(on), Number = number, Content = Plain with { Name = "Meetlat buurt, anders" } };

    public static InstrumentRoundOpened RoundOpened(int number = 1, bool blind = true, double on = 1) => new() { OccurredAt = Day(on), Number = number, About = "Past dit?", Blind = blind };

    public static InstrumentRoundClosed RoundClosed(int number = 1, double on = 3) => new() { OccurredAt = Day(on), Number = number };

    public static InstrumentInputGiven InputGiven(int number = 1, int? round = 1, double on = 2) => new() { OccurredAt = Day(on), Number = number, Draft = 1, Round = round, By = "Bewoners", Statement = Text("statement") };

    public static InstrumentObjectionRaised ObjectedTo(int number = 1, int? round = 1, double on = 2) => new() { OccurredAt = Day(on), Number = number, Draft = 1, Round = round, By = "Gemeente", Grounds = Text("grounds") };

    public static InstrumentObjectionResolved Resolved(int number = 1, double on = 4) => new() { OccurredAt = Day(on), Number = number, Resolution = Text("resolution") };

    public static InstrumentRetired Retired(double on = 8) => new() { OccurredAt = Day(on), Reason = Text() };

    public static InstrumentSucceeded Succeeded(string by = "WIJK", double on = 7) => new() { OccurredAt = Day(on), Instrument = WeighingInstrument.IdOf(by), Code = by, Version = 1, InCatalogue = false };

    /// <summary>The instrument that these events tell, each recorded when it happened by a subject of its own; null where there are none.</summary>
    public static WeighingInstrument? Instrument(params IEnumerable<InstrumentEvent> events) => events.Select((e, i) => (Event: e, Number: i + 1))
        .Aggregate((WeighingInstrument?)null, (instrument, e) => e.Event.After(instrument, new Origin(e.Number, e.Event.OccurredAt, e.Event.OccurredAt, FormattableString.Invariant($"subject-{e.Number}"))));

    public static Ruling<StreamEvent<WeighingInstrument>> When(this WeighingInstrument? instrument, InstrumentCommand command, DateTimeOffset? now = null, Actor? by = null) => command.Decide(instrument, now ?? Now, by ?? Colleague("strategist-1"));
}
