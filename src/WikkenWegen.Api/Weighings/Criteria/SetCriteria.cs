using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Criteria;

namespace WikkenWegen.Api.Weighings.Criteria;

/// <summary>A level of a scale, in words.</summary>
public sealed record ScaleLevelRequest
{
    /// <summary>Where it lies on the scale, in the numbers of the scale.</summary>
    public required decimal Value { get; init; }

    /// <summary>What that value means.</summary>
    [StringLength(FieldLimits.Line)]
    public required string Words { get; init; }
}

/// <summary>The yardstick (meetlat) of a criterion, from the worst to the best realistic value.</summary>
public sealed record ScaleRequest
{
    /// <summary>The worst realistic value, which is itself on the scale.</summary>
    public required decimal Worst { get; init; }

    /// <summary>The best realistic value, which is itself on the scale. It differs from the worst, and is below it where less is better.</summary>
    public required decimal Best { get; init; }

    /// <summary>The unit of the values, such as "euro per woning"; left out where the scale is in words.</summary>
    [StringLength(FieldLimits.Name)]
    public string? Unit { get; init; }

    /// <summary>The levels of a scale in words, from the worst to the best value, both included; left out for a scale in a unit. Where it is given, scores can only lie on these levels.</summary>
    [MaxLength(FieldLimits.List), MinLength(2)]
    public ScaleLevelRequest[]? Levels { get; init; }

    /// <summary>The value that a known reference has, and which it is, such as a neighbourhood that scores 6; it lies on the scale. Left out where there is none.</summary>
    public ScaleLevelRequest? Reference { get; init; }

    internal Scale ToScale() => new()
    {
        Worst = Worst,
        Best = Best,
        Unit = Unit,
        Levels = Levels.Mapped(l => new ScaleLevel(l.Value, l.Words)),
        Reference = Reference is { } reference ? new ScaleLevel(reference.Value, reference.Words) : null,
    };
}

/// <summary>The yardstick of a criterion that cannot be added up. Which fields there must be depends on its kind; the others are left out.</summary>
public sealed record BesideScaleRequest
{
    /// <summary>Its kind.</summary>
    public required BesideScaleKind Kind { get; init; }

    /// <summary>For ordinal: its words, from the worst to the best, each once.</summary>
    [MaxLength(FieldLimits.List), StringLength(FieldLimits.Name)]
    public string[]? Words { get; init; }

    /// <summary>For moneyPerParty: the unit of the amounts, such as "euro per jaar".</summary>
    [StringLength(FieldLimits.Name)]
    public string? Unit { get; init; }

    /// <summary>For moneyPerParty: the parties that it looks at, each once; left out where who states a consequence names them.</summary>
    [MaxLength(FieldLimits.List), StringLength(FieldLimits.Name)]
    public string[]? Parties { get; init; }

    internal BesideScale ToScale() => new() { Kind = Kind, Words = Words.Mapped(w => w), Unit = Unit, Parties = Parties.Mapped(p => p) };
}

/// <summary>A criterion that is looked at beside the others, because what is said on it cannot be added up.</summary>
public sealed record CriterionBesideRequest
{
    /// <summary>Its code, such as WIE; unique within the set, those that are added up included.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    [StringLength(FieldLimits.Name)]
    public required string Name { get; init; }

    /// <summary>The goal that it serves.</summary>
    [StringLength(FieldLimits.Line)]
    public string? Goal { get; init; }

    /// <summary>Its yardstick.</summary>
    public required BesideScaleRequest Scale { get; init; }

    /// <summary>The insight of the learning network that it is made of.</summary>
    public InsightReferenceRequest? Insight { get; init; }

    internal CriterionBeside ToCriterion() => new() { Code = Code, Name = Name, Goal = Goal, Scale = Scale.ToScale(), Insight = Insight?.ToReference() };
}

/// <summary>A criterion: what is looked at in a proposal.</summary>
public sealed record CriterionRequest
{
    /// <summary>Its code, such as BET; unique within the set, and bet is the same code as BET.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    [StringLength(FieldLimits.Name)]
    public required string Name { get; init; }

    /// <summary>The goal that it serves.</summary>
    [StringLength(FieldLimits.Line)]
    public string? Goal { get; init; }

    /// <summary>Which way is better; it must fit the worst and the best value of the scale.</summary>
    public required Direction Direction { get; init; }

    /// <summary>Its yardstick. A weight means nothing without it.</summary>
    public required ScaleRequest Scale { get; init; }

    /// <summary>Weight relative to the other criteria: 0 or more, not all of them 0. The weights need not add up to anything.</summary>
    [Range(typeof(decimal), "0", Shape.Largest)]
    public required decimal Weight { get; init; }

    /// <summary>The insight of the learning network that it is made of.</summary>
    public InsightReferenceRequest? Insight { get; init; }

    internal Criterion ToCriterion() => new()
    {
        Code = Code,
        Name = Name,
        Goal = Goal,
        Direction = Direction,
        Scale = Scale.ToScale(),
        Weight = Weight,
        Insight = Insight?.ToReference(),
    };
}

/// <summary>The instrument or framework that criteria came from: by its name, or by code and version where it is published here. Then the criteria are compared with it.</summary>
public sealed record InstrumentRequest
{
    /// <summary>Its name; left out where the code is given.</summary>
    [StringLength(FieldLimits.Name)]
    public string? Name { get; init; }

    /// <summary>Its code, in either case, where it is published here; the version is needed then.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public string? Code { get; init; }

    /// <summary>Its version; with the code the number of the version that was published, such as 1.</summary>
    [StringLength(FieldLimits.Name)]
    public string? Version { get; init; }

    /// <summary>Where it is described: an absolute URI; left out where the code is given.</summary>
    [StringLength(FieldLimits.Uri), UriForm]
    public string? Uri { get; init; }

    // What is named by its code has its name and address from what was published.
    internal Instrument ToInstrument() => new(Name ?? "", Version, Uri, Code);
}

/// <summary>The reason for a departure from the instrument.</summary>
public sealed record DepartureRequest
{
    /// <summary>What is different; left out where the criterion departs in one thing only.</summary>
    public DepartureKind? Kind { get; init; }

    /// <summary>Code of the criterion, in either case: as in the set, or as in the instrument where it was left out.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Criterion { get; init; }

    /// <summary>Why it is different; needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }
}

/// <summary>Points that a criterion got.</summary>
public sealed record CriterionPointsRequest
{
    /// <summary>Code of the criterion.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Criterion { get; init; }

    /// <summary>Its points, 0 or more. With swing 100 for the step from worst to best that matters most, and at most 100 for the others.</summary>
    [Range(typeof(decimal), "0", Shape.Largest)]
    public required decimal Points { get; init; }
}

/// <summary>Criteria that are equally important: a place in an order of importance, or a pile of cards.</summary>
public sealed record EquallyImportantRequest
{
    /// <summary>Their codes; at least one.</summary>
    [MaxLength(FieldLimits.Criteria), MinLength(1), StringLength(FieldLimits.Code), CodeForm]
    public required string[] Criteria { get; init; }

    /// <summary>Only with cards: how many blank cards lie between this pile and the next less important one; none where it is left out.</summary>
    [Range(0, FieldLimits.BlankCards)]
    public int? BlankCardsBelow { get; init; }
}

/// <summary>How much more important one criterion is than another.</summary>
public sealed record CriteriaComparisonRequest
{
    /// <summary>Code of the one criterion.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Criterion { get; init; }

    /// <summary>Code of the other.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Over { get; init; }

    /// <summary>How many times as important the one is as the other, more than 0: 3 for three times, 0.5 for half.</summary>
    [Range(typeof(decimal), "0", Shape.Largest, MinimumIsExclusive = true)]
    public required decimal Times { get; init; }
}

/// <summary>
/// What people answered when the weights were found, as they answered it. Each criterion of the set is in it as the method needs, and the
/// weights follow from it: each share of a weight in all weights together is within half a percentage point of the share that is computed, and
/// 0 only where that is 0.
/// </summary>
public sealed record WeightAnswersRequest
{
    /// <summary>For direct and swing: the points of each criterion.</summary>
    [MaxLength(FieldLimits.Criteria)]
    public CriterionPointsRequest[]? Points { get; init; }

    /// <summary>For rankOrder and cards: the criteria in order of importance, the most important first, equally important ones together.</summary>
    [MaxLength(FieldLimits.Criteria)]
    public EquallyImportantRequest[]? Order { get; init; }

    /// <summary>For rankOrder: the formula by which weights follow from the order.</summary>
    public RankFormula? Formula { get; init; }

    /// <summary>For cards: how many times as important the first pile is as the last, 1 or more (revised procedure of Simos). Where it is left out, the weights follow from the places of the cards alone (original procedure): a card counts the mean of the places of its pile, from 1 for the last card, blank cards counted.</summary>
    [Range(typeof(decimal), "1", Shape.Largest)]
    public decimal? Ratio { get; init; }

    /// <summary>For pairwiseComparison: each pair of criteria once, in any order.</summary>
    [MaxLength(FieldLimits.Pairs)]
    public CriteriaComparisonRequest[]? Comparisons { get; init; }

    internal WeightAnswers ToAnswers() => new()
    {
        Points = Points.Mapped(p => new CriterionPoints(p.Criterion, p.Points)),
        Order = Order.Mapped(o => new EquallyImportant([.. o.Criteria], o.BlankCardsBelow)),
        Formula = Formula,
        Ratio = Ratio,
        Comparisons = Comparisons.Mapped(c => new CriteriaComparison(c.Criterion, c.Over, c.Times)),
    };
}

/// <summary>Body of PUT /v1/weighings/{id}/criteria</summary>
public sealed record SetCriteriaRequest : StepRequest
{
    /// <summary>The whole set of criteria, as it is from now on; at least one, here or in beside.</summary>
    [MaxLength(FieldLimits.Criteria)]
    public required CriterionRequest[] Criteria { get; init; }

    /// <summary>The criteria that cannot be added up. They have no weight and are in no computed number: what is said on them stands beside the outcome.</summary>
    [MaxLength(FieldLimits.Criteria)]
    public CriterionBesideRequest[]? Beside { get; init; }

    /// <summary>How the weights were found.</summary>
    public required WeightMethod WeightMethod { get; init; }

    /// <summary>The answers that the weights follow from; left out where there are only the weights.</summary>
    public WeightAnswersRequest? WeightAnswers { get; init; }

    /// <summary>The instrument or framework that the criteria came from.</summary>
    public InstrumentRequest? Instrument { get; init; }

    /// <summary>
    /// The reasons for what is different from an instrument that is named by its code, one for each departure: what was left out, added, or has another
    /// scale, another weight where the instrument prescribes weights, or another name. A departure that its rules do not allow is refused.
    /// </summary>
    [MaxLength(FieldLimits.Departures)]
    public DepartureRequest[]? Departures { get; init; }

    /// <summary>
    /// The least difference between the totals of two proposals that counts, in points from 0 to 100: below it the order is not clear. Left out
    /// where none was agreed; then every difference counts.
    /// </summary>
    [Range(typeof(decimal), "0", "100")]
    public decimal? ClearMargin { get; init; }

    /// <summary>Why the criteria change; needed on a change. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }

    /// <summary>Who asked for the change; needed on a change.</summary>
    public WhoRequest? RequestedBy { get; init; }

    internal static readonly StepEndpoint<SetCriteriaRequest> Endpoint = new()
    {
        Path = "/criteria",
        Method = HttpMethods.Put,
        Revises = true,
        BuildsOn = ["criteria"],
        Id = "setCriteria",
        Tag = "Criteria",
        Roles = Access.Strategist,
        Parts =
        [
            Part.At("/criteria", "getCriteria", "Get the criteria in force", "De geldende criteria.", (weighing, _) => weighing.Criteria),
            Part.ListAt<CriteriaVersion>("/criteria/versions", "listCriteriaVersions", "List all versions of the criteria", "Alle versies van de criteria, met de reden van elke wijziging.", (weighing, _) => weighing.CriteriaVersions),
            Part.At("/criteria/versions/{number}", "getCriteriaVersion", "Get a version of the criteria", "Een versie van de criteria.", (weighing, at) => weighing.CriteriaVersions.FirstOrDefault(c => c.Version == at.Number())),
        ],
        Summary = "Adopt or change the criteria",
        Dutch = "Stelt de criteria vast, of wijzigt ze: altijd de hele set, met voor elk criterium de meetlat en het gewicht. De antwoorden waaruit de gewichten volgen kunnen mee: dan wordt nagerekend of ze eruit volgen. Een wijziging noemt de reden en wie erom vroeg. Criteria uit een gepubliceerd instrument worden ermee vergeleken: elke afwijking heeft een reden.",
        English = "Adopts the criteria, or changes them: always the whole set, each criterion with its yardstick and weight. The answers that the weights follow from can be given too: then it is checked that they do. A change gives its reason and who asked for it. Criteria from a published instrument are compared with it: each departure has a reason.",
        Command = (request, _, seals) => new SetCriteria
        {
            Set = new CriteriaSet
            {
                Criteria = request.Criteria.Mapped(c => c.ToCriterion()),
                Beside = request.Beside.Mapped(c => c.ToCriterion()),
                WeightMethod = request.WeightMethod,
                WeightAnswers = request.WeightAnswers?.ToAnswers(),
                ClearMargin = request.ClearMargin,
                Instrument = request.Instrument?.ToInstrument(),
            },
            Reason = seals.Text("reason", request.Reason),
            RequestedBy = request.RequestedBy?.ToWho(),
            Departures = request.Departures.Mapped(d => new DepartureReason(d.Kind, d.Criterion, seals.Text("reason", d.Reason))),
        },
        Completed = FromInsight.Completed,
        Example = new SetCriteriaRequest
        {
            Criteria =
            [
                new CriterionRequest
                {
                    Code = "BET",
                    Name = "Betaalbaarheid voor zittende huurders",
                    Goal = "Huurders houden na de ingreep dezelfde woonlasten.",
                    Direction = Direction.LowerIsBetter,
                    Scale = new ScaleRequest { Worst = 150, Best = 0, Unit = "euro woonlastenstijging per maand" },
                    Weight = 62.5m,
                },
                new CriterionRequest
                {
                    Code = "KWA",
                    Name = "Woonkwaliteit en gezondheid",
                    Direction = Direction.HigherIsBetter,
                    Scale = new ScaleRequest
                    {
                        Worst = 1,
                        Best = 3,
                        Levels =
                        [
                            new ScaleLevelRequest { Value = 1, Words = "vochtklachten blijven" },
                            new ScaleLevelRequest { Value = 2, Words = "klachten verholpen" },
                            new ScaleLevelRequest { Value = 3, Words = "nieuwbouwkwaliteit" },
                        ],
                    },
                    Weight = 37.5m,
                },
            ],
            Beside =
            [
                new CriterionBesideRequest { Code = "WIE", Name = "Wie er beter en slechter van wordt", Scale = new BesideScaleRequest { Kind = BesideScaleKind.PositiveNegative } },
            ],
            WeightMethod = WeightMethod.Swing,
            WeightAnswers = new WeightAnswersRequest
            {
                Points = [new CriterionPointsRequest { Criterion = "BET", Points = 100 }, new CriterionPointsRequest { Criterion = "KWA", Points = 60 }],
            },
            Reason = "De werkgroep wil de woonlasten in euro's meten in plaats van in punten.",
            RequestedBy = new WhoRequest { Stakeholder = "B2" },
        },
    };
}
