using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain.Criteria;

/// <summary>The criteria were adopted: their first version.</summary>
[EventType("criteria_adopted")]
public sealed record CriteriaAdopted : WeighingEvent
{
    /// <summary>The whole set of criteria, with scales and weights.</summary>
    public required CriteriaSet Set { get; init; }

    /// <summary>Why these criteria, kept in the vault; null where that was not said.</summary>
    public Sealed? Reason { get; init; }

    /// <summary>Who asked for these criteria; null where that was not said.</summary>
    public Who? RequestedBy { get; init; }

    /// <summary>In what the criteria depart from the instrument that they were taken from, each with its reason; empty where there is nothing, or they were compared with none.</summary>
    [AbsentWhereEmpty]
    public ImmutableArray<Departure> Departures { get; init; } = [];

    /// <inheritdoc />
    protected override string Path => "criteria/versions/1";

    /// <inheritdoc />
    protected override string Dutch => $"De criteria zijn vastgesteld: {Said.InDutch(Set)}{Said.From(Set, Words.Dutch, "uit de antwoorden")}.{Said.MarginInDutch(Set)}{TakenCriteria.InDutch(Set, Departures)}{Said.InsightsInDutch(Set)}";

    /// <inheritdoc />
    protected override string English => $"The criteria were adopted: {Said.InEnglish(Set)}{Said.From(Set, Words.English, "from the answers")}.{Said.MarginInEnglish(Set)}{TakenCriteria.InEnglish(Set, Departures)}{Said.InsightsInEnglish(Set)}";

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new SetCriteria { Set = Set, Reason = Reason, RequestedBy = RequestedBy, Departures = TakenCriteria.Reasons(Departures), KnownInsights = [.. Set.FromInsights().Select(c => c.Insight)] };

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing with { CriteriaVersions = [new CriteriaVersion(1, Set, Reason, RequestedBy, origin) { Departures = Departures }] };
}

/// <summary>The criteria were changed: a version after the first.</summary>
[EventType("criteria_changed")]
public sealed record CriteriaChanged : WeighingEvent
{
    /// <summary>Number of this version, from 2.</summary>
    public required int Version { get; init; }

    /// <summary>The whole set of criteria, as it is from now on.</summary>
    public required CriteriaSet Set { get; init; }

    /// <summary>Why the criteria change; kept in the vault.</summary>
    public required Sealed Reason { get; init; }

    /// <summary>Who asked for the change.</summary>
    public required Who RequestedBy { get; init; }

    /// <summary>In what the criteria depart from the instrument that they were taken from, each with its reason; empty where there is nothing, or they were compared with none.</summary>
    [AbsentWhereEmpty]
    public ImmutableArray<Departure> Departures { get; init; } = [];

    /// <inheritdoc />
    [JsonIgnore]
    public override bool Replaces => true;

    /// <inheritdoc />
    protected override string Path => $"criteria/versions/{Version}";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"De criteria zijn gewijzigd (versie {Version}) op verzoek van {Speech.Name(RequestedBy)}: {Said.InDutch(Set)}{Said.From(Set, Words.Dutch, "uit de antwoorden")}.{Said.MarginInDutch(Set)}{TakenCriteria.InDutch(Set, Departures)}{Said.InsightsInDutch(Set)}");

    /// <inheritdoc />
    protected override string English => Invariant($"The criteria were changed (version {Version}) at the request of {Speech.Name(RequestedBy)}: {Said.InEnglish(Set)}{Said.From(Set, Words.English, "from the answers")}.{Said.MarginInEnglish(Set)}{TakenCriteria.InEnglish(Set, Departures)}{Said.InsightsInEnglish(Set)}");

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new SetCriteria { Set = Set, Reason = Reason, RequestedBy = RequestedBy, Departures = TakenCriteria.Reasons(Departures), KnownInsights = [.. Set.FromInsights().Select(c => c.Insight)] };

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing with { CriteriaVersions = weighing.CriteriaVersions.Add(new CriteriaVersion(Version, Set, Reason, RequestedBy, origin) { Departures = Departures }) };
}

/// <summary>Adopts the criteria, or changes them where they were adopted before. Always the whole set.</summary>
public sealed record SetCriteria : WeighingCommand
{
    /// <summary>Refuses a change of the criteria that does not say who asked for it.</summary>
    public static readonly Rule RequesterMissing = new("requester-missing", RuleKind.Invalid,
        "Vermeld wie om deze wijziging vroeg.",
        "Say who asked for this change.");

    /// <summary>Refuses a set without any criterion.</summary>
    public static readonly Rule NoCriteria = new("no-criteria", RuleKind.Invalid,
        "Geef ten minste één criterium.",
        "Give at least one criterion.");

    /// <summary>Refuses a weight below 0.</summary>
    public static readonly Rule WeightNegative = new("weight-negative", RuleKind.Invalid,
        "Het gewicht van {0} is negatief.",
        "The weight of {0} is negative.");

    /// <summary>Refuses a set in which every weight is 0.</summary>
    public static readonly Rule WeightsAllZero = new("weights-all-zero", RuleKind.Invalid,
        "Alle gewichten zijn nul: dan telt geen enkel criterium mee.",
        "All weights are zero: then no criterion counts.");

    /// <summary>Refuses a scale of which the worst and the best value are equal.</summary>
    public static readonly Rule ScaleWithoutRange = new("scale-without-range", RuleKind.Invalid,
        "De slechtste en de beste waarde van {0} zijn gelijk ({1}): zo is er geen meetlat.",
        "The worst and the best value of {0} are equal ({1}): that is no yardstick.");

    /// <summary>Refuses a direction that does not lead from the worst to the best value of the scale.</summary>
    public static readonly Rule DirectionAgainstScale = new("direction-against-scale", RuleKind.Invalid,
        "De richting van {0} past niet bij de meetlat: let op welke waarde de slechtste en welke de beste is.",
        "The direction of {0} does not fit its scale: mind which value is the worst and which is the best.");

    /// <summary>Refuses levels that do not go step by step from exactly the worst to exactly the best value.</summary>
    public static readonly Rule LevelsOffScale = new("levels-off-scale", RuleKind.Invalid,
        "De niveaus van {0} moeten oplopen van de slechtste ({1}) tot en met de beste waarde ({2}).",
        "The levels of {0} must go from the worst ({1}) up to and including the best value ({2}).");

    /// <summary>Refuses a reference that is not on the scale.</summary>
    public static readonly Rule ReferenceOffScale = new("reference-off-scale", RuleKind.Invalid,
        "De referentie van {0} ligt met {1} niet op de meetlat: {2}.",
        "The reference of {0} lies at {1}, which is not on the scale: {2}.");

    /// <summary>Refuses a margin below 0 or above all points.</summary>
    public static readonly Rule MarginOutOfRange = new("margin-out-of-range", RuleKind.Invalid,
        "Het verschil dat telt loopt van 0 tot en met 100 punten.",
        "The difference that counts goes from 0 to 100 points.");

    /// <summary>The whole set of criteria, as it is from now on.</summary>
    public required CriteriaSet Set { get; init; }

    /// <summary>Why the criteria change, kept in the vault; null is refused on a change.</summary>
    public Sealed? Reason { get; init; }

    /// <summary>Who asked for the change; null is refused on a change.</summary>
    public Who? RequestedBy { get; init; }

    /// <summary>The reasons for what is different from the instrument; empty where nothing is.</summary>
    [AbsentWhereEmpty]
    public ImmutableArray<DepartureReason> Departures { get; init; } = [];

    /// <summary>
    /// The instrument that the set names by its code, compared with the set. Null where it names none; and in what was recorded before, of which the
    /// departures are as they were found then. It is no part of what is asked.
    /// </summary>
    [JsonIgnore]
    public ComparedInstrument? Compared { get; init; }

    /// <summary>Whether the instrument that the set names by its code is there, though not in the version that it names. It is no part of what is asked.</summary>
    [JsonIgnore]
    public bool InstrumentIsKnown { get; init; }

    /// <summary>
    /// The insights that who asks may refer to, which only the store knows; those that criteria of this weighing were made of before can be kept without. It is no part of what is
    /// asked.
    /// </summary>
    [JsonIgnore]
    public ImmutableHashSet<InsightReference> KnownInsights { get; init; } = [];

    /// <inheritdoc />
    protected override WeighingCommand WithCodesOf(Weighing weighing) => this with
    {
        Set = (Set with
        {
            Criteria = [.. Set.Criteria.Select(c => c with { Code = weighing.CriterionCode(c.Code) })],
            Beside = [.. Set.Beside.Select(c => c with { Code = weighing.CriterionCode(c.Code) })],
        }).WithAnswersInItsCodes(),
        RequestedBy = RequestedBy?.WithCodesOf(weighing),
        Departures = [.. Departures.Select(d => d with { Criterion = weighing.CriterionCode(d.Criterion) })],
        Compared = Compared is { } compared ? compared with { Differences = [.. compared.Differences.Select(d => d with { Criterion = weighing.CriterionCode(d.Criterion) })] } : null,
    };

    /// <inheritdoc />
    private protected override Standing? StandingIn(Weighing weighing) =>
        weighing.Criteria is { } newest && newest.RequestedBy == RequestedBy && this.IsAsTaken(newest.Set) && this.ReasonsFor(newest.Departures) is { } reasons
            ? new Standing(newest.Origin, newest.Reason, Reason) { AlsoAsked = reasons } : null;

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing) =>
        Change(weighing).Concat(Weights()).Concat(Set.AnswerRefusals()).Concat(Set.Criteria.SelectMany((criterion, i) => OnYardstick(criterion, $"/criteria/{i}")))
            .Concat(Set.BesideRefusals()).Concat(this.TakenRefusals()).Concat(Set.FromInsights().Select(c => (c.Insight, c.Pointer)).NotThere(insight => KnownInsights.Contains(insight) || HadBefore(weighing, insight)));

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => weighing.Criteria is not { } before
        ? new CriteriaAdopted { Set = this.SetAsTaken(), Reason = Reason, RequestedBy = RequestedBy, Departures = this.DeparturesWithReasons() }
        : new CriteriaChanged { Version = before.Version + 1, Set = this.SetAsTaken(), Reason = Reason!, RequestedBy = RequestedBy!, Departures = this.DeparturesWithReasons() };

    private static bool HadBefore(Weighing weighing, InsightReference insight) => weighing.CriteriaVersions.Any(version => version.Set.FromInsights().Any(c => c.Insight == insight));

    private IEnumerable<Refusal> Change(Weighing weighing)
    {
        foreach (var refusal in RequestedBy.Refusals(weighing, "/requestedBy")) yield return refusal;
        if (weighing.Criteria is not null && Reason is null) yield return Rules.ReasonMissing.At("/reason");
        if (weighing.Criteria is not null && RequestedBy is null) yield return RequesterMissing.At("/requestedBy");
        foreach (var refusal in NotBefore(weighing.Criteria?.Origin, RequestedBy.Invitation(weighing))) yield return refusal;
    }

    private IEnumerable<Refusal> Weights()
    {
        if (Set.ClearMargin is < 0 or > 100) yield return MarginOutOfRange.At("/clearMargin");
        if (Set.Criteria.IsEmpty && Set.Beside.IsEmpty) yield return NoCriteria.At("/criteria");
        else if (!Set.Criteria.IsEmpty && Set.Criteria.All(c => c.Weight == 0)) yield return WeightsAllZero.At("/criteria");
        for (var i = 0; i < Set.Criteria.Length; i++)
        {
            var criterion = Set.Criteria[i];
            if (criterion.Weight < 0) yield return WeightNegative.At($"/criteria/{i}/weight", criterion.Code);
            if (Set.Criteria.Take(i).Any(c => Codes.Same(c.Code, criterion.Code))) yield return Rules.CodeTwice.At($"/criteria/{i}/code", criterion.Code);
        }
    }

    private static IEnumerable<Refusal> OnYardstick(Criterion criterion, string pointer)
    {
        var scale = criterion.Scale;
        if (scale.Worst == scale.Best)
        {
            yield return ScaleWithoutRange.At(pointer + "/scale/best", criterion.Code, scale.Best);
            yield break;
        }
        if (criterion.Direction == Direction.HigherIsBetter != scale.Best > scale.Worst)
            yield return DirectionAgainstScale.At(pointer + "/direction", criterion.Code);
        if (scale.Reference is { } reference && !scale.Holds(reference.Value))
            yield return ReferenceOffScale.At(pointer + "/scale/reference/value", criterion.Code, reference.Value, Speech.Described(scale));
        if (scale.Levels.IsEmpty) yield break;
        var values = scale.Levels.Select(level => level.Value).ToList();
        var rising = values.Zip(values.Skip(1), (a, b) => scale.Best > scale.Worst ? a < b : a > b).All(ordered => ordered);
        if (!rising || values[0] != scale.Worst || values[^1] != scale.Best)
            yield return LevelsOffScale.At(pointer + "/scale/levels", criterion.Code, scale.Worst, scale.Best);
    }
}

/// <summary>What adopting and changing the criteria have in common.</summary>
file static class Said
{
    /// <summary>The code and weight of each criterion.</summary>
    private static string Weights(CriteriaSet set, CultureInfo forms) =>
        string.Join("; ", set.Criteria.Select(c => $"{c.Code} {Forms.Number(c.Weight, forms)}"));

    /// <summary>"BET 60; KWA 40; zonder gewicht ernaast WIE"; what is not there is left out.</summary>
    public static string InDutch(CriteriaSet set) => WithBeside(set, Weights(set, Speech.DutchForms), "zonder gewicht ernaast");

    /// <summary>The same in English.</summary>
    public static string InEnglish(CriteriaSet set) => WithBeside(set, Weights(set, Speech.EnglishForms), "beside them without weight");

    private static string WithBeside(CriteriaSet set, string weights, string words) =>
        set.Beside.IsEmpty ? weights : $"{weights}{(weights.Length == 0 ? "" : "; ")}{words} {Speech.Listed(set.Beside.Select(c => c.Code))}";

    /// <summary>" Een verschil telt vanaf 5 punten van de 100."; empty where no margin was agreed.</summary>
    public static string MarginInDutch(CriteriaSet set) => set.ClearMargin is { } margin ? $" Een verschil telt vanaf {Forms.Number(margin, Speech.DutchForms)} van de 100 punten." : "";

    /// <summary>The same in English.</summary>
    public static string MarginInEnglish(CriteriaSet set) => set.ClearMargin is { } margin ? $" A difference counts from {Forms.Number(margin, Speech.EnglishForms)} of 100 points on." : "";

    /// <summary>" Uit het leernetwerk: BET (inzicht 2 van editie 019f…)."; empty where no criterion was made of an insight.</summary>
    public static string InsightsInDutch(CriteriaSet set) => Insights(set, "Uit het leernetwerk", InsightReferences.InDutch);

    /// <summary>The same in English.</summary>
    public static string InsightsInEnglish(CriteriaSet set) => Insights(set, "From the learning network", InsightReferences.InEnglish);

    private static string Insights(CriteriaSet set, string words, Func<IEnumerable<InsightReference>, string> told)
    {
        var from = string.Join("; ", set.FromInsights().Select(c => $"{c.Code} ({told([c.Insight])})"));
        return from.Length == 0 ? "" : $" {words}: {from}.";
    }

    /// <summary>" (swing; from the answers)"; empty where the answers were not given.</summary>
    public static string From(CriteriaSet set, Func<WeightMethod, string> word, string words) => set.WeightAnswers is null ? "" : $" ({word(set.WeightMethod)}; {words})";
}
