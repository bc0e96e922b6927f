using System.Collections.Immutable;

namespace WikkenWegen.Domain.Instruments;

/// <summary>What is wrong with the content of an instrument: a scale that nobody can score on, a code that stands twice, weights that do not fit, tailoring about what is not there.</summary>
public static class InstrumentContentRules
{
    /// <summary>Refuses an instrument without a theme, or a theme without a criterion.</summary>
    public static readonly Rule InstrumentWithoutCriteria = new("instrument-without-criteria", RuleKind.Invalid,
        "Hier staat geen enkel criterium.",
        "There is no criterion here.");

    /// <summary>Refuses a scale without a member that its kind needs.</summary>
    public static readonly Rule InstrumentScaleIncomplete = new("instrument-scale-incomplete", RuleKind.Invalid,
        "Bij deze soort meetlat is dit veld nodig.",
        "This kind of scale needs this field.");

    /// <summary>Refuses a scale with a member that belongs to another kind.</summary>
    public static readonly Rule InstrumentScaleOfAnotherKind = new("instrument-scale-of-another-kind", RuleKind.Invalid,
        "Dit veld hoort bij een andere soort meetlat.",
        "This field belongs to another kind of scale.");

    /// <summary>Refuses a scale whose worst value is its best.</summary>
    public static readonly Rule InstrumentScaleWithoutLength = new("instrument-scale-without-length", RuleKind.Invalid,
        "De slechtste en de beste waarde zijn gelijk: op deze meetlat kan niemand scoren.",
        "The worst and the best value are equal: nobody can score on this scale.");

    /// <summary>Refuses levels that do not rise from the worst value to the best.</summary>
    public static readonly Rule InstrumentLevelsNotRising = new("instrument-levels-not-rising", RuleKind.Invalid,
        "De niveaus lopen niet op van de slechtste naar de beste waarde.",
        "The levels do not rise from the worst value to the best.");

    /// <summary>Refuses a level or a reference that does not lie between the worst and the best value.</summary>
    public static readonly Rule InstrumentLevelOffScale = new("instrument-level-off-scale", RuleKind.Invalid,
        "{0} ligt niet op de meetlat, die van {1} tot en met {2} loopt.",
        "{0} is not on the scale, which goes from {1} to {2}.");

    /// <summary>Refuses a reference that is none of the levels, where these go from the worst value to the best: on such a scale only levels can be scored.</summary>
    public static readonly Rule InstrumentReferenceOffLevels = new("instrument-reference-off-levels", RuleKind.Invalid,
        "De referentie {0} is geen van de niveaus van deze meetlat. Geef ook dat niveau woorden, of kies een niveau dat er is.",
        "The reference {0} is none of the levels of this scale. Give that level words too, or choose a level that is there.");

    /// <summary>Refuses more criteria than a weighing can have.</summary>
    public static readonly Rule InstrumentCriteriaTooMany = new("instrument-criteria-too-many", RuleKind.Invalid,
        "Een afweging heeft ten hoogste {0} criteria die optellen, en {0} die ernaast staan.",
        "A weighing has at most {0} criteria that add up, and {0} beside them.");

    /// <summary>Most criteria that add up, and most that stand beside them, in an instrument and in a weighing.</summary>
    public const int MostCriteria = 100;

    /// <summary>Refuses a scale in words with fewer than two.</summary>
    public static readonly Rule InstrumentWordsTooFew = new("instrument-words-too-few", RuleKind.Invalid,
        "Een meetlat in woorden heeft er ten minste twee.",
        "A scale in words has at least two of them.");

    /// <summary>Refuses the same word, or the same party, twice.</summary>
    public static readonly Rule InstrumentWordTwice = new("instrument-word-twice", RuleKind.Invalid,
        "Hier staat '{0}' twee keer.",
        "Here '{0}' stands twice.");

    /// <summary>Refuses prescribed weights of which one is not there.</summary>
    public static readonly Rule InstrumentWeightMissing = new("instrument-weight-missing", RuleKind.Invalid,
        "Dit instrument schrijft gewichten voor; dat van {0} ontbreekt.",
        "This instrument prescribes weights; that of {0} is missing.");

    /// <summary>Refuses a weight where the instrument prescribes none, or the scale cannot be added up.</summary>
    public static readonly Rule InstrumentWeightOutOfPlace = new("instrument-weight-out-of-place", RuleKind.Invalid,
        "Hier hoort geen gewicht: het instrument schrijft er geen voor, of deze meetlat telt niet op.",
        "No weight belongs here: the instrument prescribes none, or this scale cannot be added up.");

    /// <summary>Refuses a weight below zero.</summary>
    public static readonly Rule InstrumentWeightNegative = new("instrument-weight-negative", RuleKind.Invalid,
        "Een gewicht is nul of meer.",
        "A weight is zero or more.");

    /// <summary>Refuses prescribed weights that are all zero, or of which there are none because nothing adds up.</summary>
    public static readonly Rule InstrumentWeightsAllZero = new("instrument-weights-all-zero", RuleKind.Invalid,
        "Alle voorgeschreven gewichten zijn nul: dan telt niets mee.",
        "All prescribed weights are zero: then nothing counts.");

    /// <summary>Refuses an instrument that says it has no weights because it does not add up, where a scale of it does.</summary>
    public static readonly Rule InstrumentAddsUp = new("instrument-adds-up", RuleKind.Invalid,
        "De meetlat van {0} telt op, en dan zijn er gewichten: laat ze vrij, of schrijf ze voor.",
        "The scale of {0} adds up, and then there are weights: leave them free, or prescribe them.");

    /// <summary>Refuses a criterion that is not in the instrument.</summary>
    public static readonly Rule UnknownInstrumentCriterion = new("unknown-instrument-criterion", RuleKind.Invalid,
        "Criterium {0} staat niet in dit instrument.",
        "Criterion {0} is not in this instrument.");

    /// <summary>Everything that is wrong with a content.</summary>
    /// <param name="content">The content.</param>
    /// <param name="pointer">JSON Pointer to where it stands in the request.</param>
    public static IEnumerable<Refusal> Refusals(this InstrumentContent content, string pointer = "/content")
    {
        if (content.Themes.IsEmpty) yield return InstrumentWithoutCriteria.At($"{pointer}/themes");
        foreach (var refusal in CodesTwice(content.Themes.Select((theme, i) => (theme.Code, $"{pointer}/themes/{i}/code")))) yield return refusal;
        var criteria = Located(content, pointer);
        foreach (var refusal in CodesTwice(criteria.Select(c => (c.Criterion.Code, $"{c.Pointer}/code")))) yield return refusal;
        for (var i = 0; i < content.Themes.Length; i++)
            if (content.Themes[i].Criteria.IsEmpty) yield return InstrumentWithoutCriteria.At($"{pointer}/themes/{i}/criteria");
        if (criteria.CountBy(c => c.Criterion.Scale.AddsUp).Any(c => c.Value > MostCriteria)) yield return InstrumentCriteriaTooMany.At($"{pointer}/themes", MostCriteria);
        foreach (var (criterion, at) in criteria)
            foreach (var refusal in OfScale(criterion.Scale, $"{at}/scale").Concat(OfWeight(content.Weights, criterion, $"{at}/weight"))) yield return refusal;
        if (content.Weights == InstrumentWeights.Prescribed && criteria.All(c => c.Criterion.Weight is null or 0) && !criteria.Any(c => c.Criterion is { Scale.AddsUp: true, Weight: null }))
            yield return InstrumentWeightsAllZero.At($"{pointer}/weights");
        if (content.Weights == InstrumentWeights.Absent && content.Criteria.FirstOrDefault(c => c.Scale.AddsUp) is { } adding) yield return InstrumentAddsUp.At($"{pointer}/weights", adding.Code);
        foreach (var refusal in OfTailoring(content, $"{pointer}/tailoring/fixed")) yield return refusal;
    }

    /// <summary>The criterion with a code, in capitals or not; null where there is none.</summary>
    public static InstrumentCriterion? Criterion(this InstrumentContent content, string code) => content.Criteria.FirstOrDefault(c => Codes.Same(c.Code, code));

    private static ImmutableArray<(InstrumentCriterion Criterion, string Pointer)> Located(InstrumentContent content, string pointer) =>
    [
        .. from theme in content.Themes.Index() from criterion in theme.Item.Criteria.Index()
           select (criterion.Item, $"{pointer}/themes/{theme.Index}/criteria/{criterion.Index}"),
    ];

    private static IEnumerable<Refusal> CodesTwice(IEnumerable<(string Code, string Pointer)> codes)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (code, pointer) in codes)
            if (!seen.Add(code)) yield return Rules.CodeTwice.At(pointer, code);
    }

    private static IEnumerable<Refusal> WordsTwice(ImmutableArray<string> words, string pointer)
    {
        var seen = new HashSet<string>();
        for (var i = 0; i < words.Length; i++)
            if (!seen.Add(Names.Key(words[i]))) yield return InstrumentWordTwice.At($"{pointer}/{i}", words[i]);
    }

    private static IEnumerable<Refusal> OfScale(InstrumentScale scale, string pointer)
    {
        var kind = scale.Kind;
        (string Member, bool Given, bool May, bool Must)[] members =
        [
            ("worst", scale.Worst is not null, scale.AddsUp, scale.AddsUp),
            ("best", scale.Best is not null, scale.AddsUp, scale.AddsUp),
            ("unit", scale.Unit is not null, scale.AddsUp || kind == InstrumentScaleKind.MoneyPerParty, kind == InstrumentScaleKind.MoneyPerParty),
            ("levels", !scale.Levels.IsEmpty, scale.AddsUp, false),
            ("reference", scale.Reference is not null, kind == InstrumentScaleKind.Reference, kind == InstrumentScaleKind.Reference),
            ("words", !scale.Words.IsEmpty, kind == InstrumentScaleKind.Ordinal, false),
            ("parties", !scale.Parties.IsEmpty, kind == InstrumentScaleKind.MoneyPerParty, false),
        ];
        foreach (var (member, given, may, must) in members)
            if (given && !may) yield return InstrumentScaleOfAnotherKind.At($"{pointer}/{member}");
            else if (must && !given) yield return InstrumentScaleIncomplete.At($"{pointer}/{member}");

        if (kind == InstrumentScaleKind.Ordinal && scale.Words.Length < 2) yield return InstrumentWordsTooFew.At($"{pointer}/words");
        if (kind == InstrumentScaleKind.Ordinal) foreach (var refusal in WordsTwice(scale.Words, $"{pointer}/words")) yield return refusal;
        if (kind == InstrumentScaleKind.MoneyPerParty) foreach (var refusal in WordsTwice(scale.Parties, $"{pointer}/parties")) yield return refusal;
        if (scale is not { AddsUp: true, Worst: { } worst, Best: { } best }) yield break;
        if (worst == best) yield return InstrumentScaleWithoutLength.At($"{pointer}/best");
        foreach (var refusal in OfLevels(scale, worst, best, pointer)) yield return refusal;
    }

    private static IEnumerable<Refusal> OfLevels(InstrumentScale scale, decimal worst, decimal best, string pointer)
    {
        for (var i = 0; i < scale.Levels.Length; i++)
        {
            var value = scale.Levels[i].Value;
            if (IsOff(value)) yield return InstrumentLevelOffScale.At($"{pointer}/levels/{i}/value", value, worst, best);
            if (i > 0 && (best > worst ? value <= scale.Levels[i - 1].Value : value >= scale.Levels[i - 1].Value)) yield return InstrumentLevelsNotRising.At($"{pointer}/levels/{i}/value");
        }
        if (scale is not { Kind: InstrumentScaleKind.Reference, Reference.Value: var reference }) yield break;
        if (IsOff(reference)) yield return InstrumentLevelOffScale.At($"{pointer}/reference/value", reference, worst, best);
        else if (scale.HasLevelsThroughout && scale.Levels.All(level => level.Value != reference)) yield return InstrumentReferenceOffLevels.At($"{pointer}/reference/value", reference);

        bool IsOff(decimal value) => value < Math.Min(worst, best) || value > Math.Max(worst, best);
    }

    private static IEnumerable<Refusal> OfWeight(InstrumentWeights weights, InstrumentCriterion criterion, string pointer)
    {
        if (weights == InstrumentWeights.Prescribed && criterion.Scale.AddsUp)
        {
            if (criterion.Weight is null) yield return InstrumentWeightMissing.At(pointer, criterion.Code);
            else if (criterion.Weight < 0) yield return InstrumentWeightNegative.At(pointer);
        }
        else if (criterion.Weight is not null) yield return InstrumentWeightOutOfPlace.At(pointer);
    }

    private static IEnumerable<Refusal> OfTailoring(InstrumentContent content, string pointer)
    {
        for (var i = 0; i < content.Tailoring.Fixed.Length; i++)
            if (content.Criterion(content.Tailoring.Fixed[i]) is null) yield return UnknownInstrumentCriterion.At($"{pointer}/{i}", content.Tailoring.Fixed[i]);
        foreach (var refusal in CodesTwice(content.Tailoring.Fixed.Select((code, i) => (code, $"{pointer}/{i}")))) yield return refusal;
    }
}
