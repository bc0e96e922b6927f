using System.Collections.Immutable;
using System.Numerics;
using WikkenWegen.Mcda;

namespace WikkenWegen.Domain.Criteria;

/// <summary>
/// Checks the answers from which weights were found: that they are those of the method, that each criterion is in them as the method needs,
/// and that the weights follow from them. The computing is that of the library of the weighing's mathematics.
/// </summary>
public static class AnsweredWeights
{
    /// <summary>
    /// How far the share of a weight in all weights together may be from the share that follows from the answers, this included: half a
    /// percentage point. So weights that were published in whole per cents pass, and with them any other change as small as that.
    /// </summary>
    public const decimal Tolerance = 0.005m;

    /// <summary>Refuses weights without the answers that the method needs, where other answers are given.</summary>
    public static readonly Rule WeightAnswersMissing = new("weight-answers-missing", RuleKind.Invalid,
        "Deze methode van wegen vraagt om dit veld.",
        "This method of weighting needs this field.");

    /// <summary>Refuses answers that belong to another method.</summary>
    public static readonly Rule WeightAnswersOfAnotherMethod = new("weight-answers-of-another-method", RuleKind.Invalid,
        "Dit veld hoort bij een andere methode van wegen.",
        "This field belongs to another method of weighting.");

    /// <summary>Refuses an answer about a criterion that is not in the set.</summary>
    public static readonly Rule WeightAnswerOnUnknownCriterion = new("weight-answer-on-unknown-criterion", RuleKind.Invalid,
        "Criterium {0} staat niet in deze set.",
        "Criterion {0} is not in this set.");

    /// <summary>Refuses answers in which a criterion is not there.</summary>
    public static readonly Rule CriterionWithoutAnswer = new("criterion-without-answer", RuleKind.Invalid,
        "Criterium {0} ontbreekt in de antwoorden.",
        "Criterion {0} is missing in the answers.");

    /// <summary>Refuses a second comparison of the same two criteria.</summary>
    public static readonly Rule CriteriaComparedTwice = new("criteria-compared-twice", RuleKind.Invalid,
        "{0} en {1} zijn al vergeleken.",
        "{0} and {1} were compared already.");

    /// <summary>Refuses comparisons in which a pair of criteria is not there.</summary>
    public static readonly Rule CriteriaNotCompared = new("criteria-not-compared", RuleKind.Invalid,
        "De vergelijking van {0} met {1} ontbreekt.",
        "The comparison of {0} with {1} is missing.");

    /// <summary>Refuses the comparison of a criterion with itself.</summary>
    public static readonly Rule CriterionComparedWithItself = new("criterion-compared-with-itself", RuleKind.Invalid,
        "{0} wordt met zichzelf vergeleken.",
        "{0} is compared with itself.");

    /// <summary>Refuses an answer that is lower than the method allows.</summary>
    public static readonly Rule WeightAnswerTooLow = new("weight-answer-too-low", RuleKind.Invalid,
        "Dit moet ten minste {0} zijn.",
        "This must be at least {0}.");

    /// <summary>Refuses an answer that says how many times as important something is, and is not above zero.</summary>
    public static readonly Rule WeightAnswerNotAboveZero = new("weight-answer-not-above-zero", RuleKind.Invalid,
        "Dit moet meer dan nul zijn: 0,5 is half zo belangrijk.",
        "This must be more than zero: 0.5 is half as important.");

    /// <summary>Refuses swing points of which none is 100, or one is above it.</summary>
    public static readonly Rule SwingWithoutTop = new("swing-without-top", RuleKind.Invalid,
        "Bij swing-weging krijgt de belangrijkste stap 100 punten, en geen andere meer dan 100.",
        "With swing weighting the step that matters most gets 100 points, and no other gets more than 100.");

    /// <summary>Refuses blank cards outside the method of cards, or below the last pile.</summary>
    public static readonly Rule NoBlankCardsHere = new("no-blank-cards-here", RuleKind.Invalid,
        "Blanco kaarten liggen alleen bij de kaartmethode, tussen twee stapels.",
        "Blank cards lie between two piles, with the method of cards only.");

    /// <summary>Refuses answers from which no weights follow, such as only zeros.</summary>
    public static readonly Rule NoWeightsFromAnswers = new("no-weights-from-answers", RuleKind.Invalid,
        "Uit deze antwoorden volgen geen gewichten: ze zijn alle nul, of ze lopen te ver uiteen.",
        "No weights follow from these answers: they are all zero, or too far apart.");

    /// <summary>Refuses a weight that does not follow from the answers.</summary>
    public static readonly Rule WeightNotFromAnswers = new("weight-not-from-answers", RuleKind.Invalid,
        "Het gewicht van {0} is {1} procent van alle gewichten samen; uit de antwoorden volgt {2} procent, ofwel gewicht {3}.",
        "The weight of {0} is {1} per cent of all weights together; the answers come to {2} per cent, which is weight {3}.");

    /// <summary>Everything that is wrong with the answers of a set; nothing where there are none.</summary>
    internal static IEnumerable<Refusal> AnswerRefusals(this CriteriaSet set)
    {
        if (set.WeightAnswers is not { } answers) return [];
        var refusals = OfTheMethod(set, answers).Concat(Complete(set, answers)).ToImmutableArray();
        var comparable = refusals.IsEmpty && set.Criteria.All(c => c.Weight >= 0) && set.Criteria.Any(c => c.Weight > 0)
            && set.Criteria.Select(c => c.Code).Distinct().Count() == set.Criteria.Length;
        return comparable ? Following(set, answers) : refusals;
    }

    /// <summary>The fields that a method needs, and no other.</summary>
    private static IEnumerable<Refusal> OfTheMethod(CriteriaSet set, WeightAnswers answers)
    {
        var method = set.WeightMethod;
        (string Field, bool Given, bool Needed)[] fields =
        [
            ("points", !answers.Points.IsEmpty, method is WeightMethod.Direct or WeightMethod.Swing),
            ("order", !answers.Order.IsEmpty, method is WeightMethod.RankOrder or WeightMethod.Cards),
            ("formula", answers.Formula is not null, method is WeightMethod.RankOrder),
            // Cards can be without: then the weights follow from their places alone.
            ("ratio", answers.Ratio is not null, method is WeightMethod.Cards && answers.Ratio is not null),
            // One criterion has nothing to be compared with.
            ("comparisons", !answers.Comparisons.IsEmpty, method is WeightMethod.PairwiseComparison && set.Criteria.Length > 1),
        ];
        foreach (var (field, given, needed) in fields.Where(f => f.Given != f.Needed))
            yield return (needed ? WeightAnswersMissing : WeightAnswersOfAnotherMethod).At($"/weightAnswers/{field}");
    }

    /// <summary>Each criterion as the method needs it, and each number within its range.</summary>
    private static IEnumerable<Refusal> Complete(CriteriaSet set, WeightAnswers answers) => set.WeightMethod switch
    {
        WeightMethod.Direct or WeightMethod.Swing => OfPoints(set, answers.Points),
        WeightMethod.RankOrder or WeightMethod.Cards => OfOrder(set, answers),
        _ => OfComparisons(set, answers.Comparisons),
    };

    private static IEnumerable<Refusal> OfPoints(CriteriaSet set, ImmutableArray<CriterionPoints> points)
    {
        foreach (var refusal in Once(set, points.Select((p, i) => (p.Criterion, $"/weightAnswers/points/{i}/criterion")), "/weightAnswers/points")) yield return refusal;
        for (var i = 0; i < points.Length; i++)
            if (points[i].Points < 0) yield return WeightAnswerTooLow.At($"/weightAnswers/points/{i}/points", 0);
        if (set.WeightMethod == WeightMethod.Swing && !points.IsEmpty && points.Max(p => p.Points) != 100) yield return SwingWithoutTop.At("/weightAnswers/points");
    }

    private static IEnumerable<Refusal> OfOrder(CriteriaSet set, WeightAnswers answers)
    {
        var places = from place in answers.Order.Index() from code in place.Item.Criteria.Index() select (code.Item, $"/weightAnswers/order/{place.Index}/criteria/{code.Index}");
        foreach (var refusal in Once(set, places, "/weightAnswers/order")) yield return refusal;
        for (var i = 0; i < answers.Order.Length; i++)
        {
            var pointer = $"/weightAnswers/order/{i}/blankCardsBelow";
            if (answers.Order[i].BlankCardsBelow < 0) yield return WeightAnswerTooLow.At(pointer, 0);
            else if (answers.Order[i].BlankCardsBelow > 0 && (set.WeightMethod != WeightMethod.Cards || i == answers.Order.Length - 1)) yield return NoBlankCardsHere.At(pointer);
        }
        if (answers.Ratio < 1) yield return WeightAnswerTooLow.At("/weightAnswers/ratio", 1);
    }

    private static IEnumerable<Refusal> OfComparisons(CriteriaSet set, ImmutableArray<CriteriaComparison> comparisons)
    {
        var codes = set.Criteria.Select(c => c.Code).Distinct().ToList();
        var seen = new HashSet<(string, string)>();
        for (var i = 0; i < comparisons.Length; i++)
        {
            var (one, other, times) = comparisons[i];
            var pointer = $"/weightAnswers/comparisons/{i}";
            if (!codes.Contains(one)) yield return WeightAnswerOnUnknownCriterion.At(pointer + "/criterion", one);
            if (!codes.Contains(other)) yield return WeightAnswerOnUnknownCriterion.At(pointer + "/over", other);
            if (times <= 0) yield return WeightAnswerNotAboveZero.At(pointer + "/times");
            if (one == other) yield return CriterionComparedWithItself.At(pointer + "/over", one);
            else if (!seen.Add(Pair(one, other))) yield return CriteriaComparedTwice.At(pointer, one, other);
        }
        if (comparisons.IsEmpty) yield break; // that they are missing is told already
        foreach (var (one, other) in Pairs(codes))
            if (!seen.Contains(Pair(one, other))) yield return CriteriaNotCompared.At("/weightAnswers/comparisons", one, other);
    }

    /// <summary>Each criterion of the set once, and no other.</summary>
    /// <param name="set">The set.</param>
    /// <param name="codes">The codes in the answers, and where each stands.</param>
    /// <param name="whole">Where the answers stand as a whole.</param>
    private static IEnumerable<Refusal> Once(CriteriaSet set, IEnumerable<(string Code, string Pointer)> codes, string whole)
    {
        var seen = new HashSet<string>();
        foreach (var (code, pointer) in codes)
        {
            if (set.Criterion(code) is null) yield return WeightAnswerOnUnknownCriterion.At(pointer, code);
            else if (!seen.Add(code)) yield return Rules.CodeTwice.At(pointer, code);
        }
        if (seen.Count == 0) yield break; // that they are missing, or that all are unknown, is told already
        foreach (var criterion in set.Criteria.DistinctBy(c => c.Code))
            if (!seen.Contains(criterion.Code)) yield return CriterionWithoutAnswer.At(whole, criterion.Code);
    }

    /// <summary>Refuses each weight whose share is not that which follows from the answers; also one of 0 where that is more, and the other way round.</summary>
    private static IEnumerable<Refusal> Following(CriteriaSet set, WeightAnswers answers)
    {
        if (Compute(set, answers) is not { } computed)
        {
            yield return NoWeightsFromAnswers.At("/weightAnswers");
            yield break;
        }
        var sum = Fraction.Sum(set.Criteria.Select(c => (Fraction)c.Weight));
        for (var i = 0; i < set.Criteria.Length; i++)
        {
            var criterion = set.Criteria[i];
            var (share, following) = (criterion.Weight / sum, computed[criterion.Code]);
            // Whether a criterion counts at all is never a matter of rounding.
            if ((share - following).Abs() > Tolerance || share.IsZero != following.IsZero)
                yield return WeightNotFromAnswers.At($"/criteria/{i}/weight", criterion.Code, Shown(100 * share, 2), Shown(100 * following, 2), Shown(sum * following, Math.Max(4, 4 - Magnitude(sum))));
        }
    }

    /// <summary>The weights that follow from complete answers; null where none do.</summary>
    private static Weights? Compute(CriteriaSet set, WeightAnswers answers)
    {
        var points = answers.Points.Select(p => (p.Criterion, (double)p.Points));
        var order = answers.Order.Select(place => (IReadOnlyList<string>)place.Criteria).ToList();
        var result = (set.WeightMethod, answers.Formula) switch
        {
            (WeightMethod.Direct, _) => DirectPoints.Of(points),
            (WeightMethod.Swing, _) => SwingWeights.Of(points),
            (WeightMethod.RankOrder, RankFormula.Centroid) => RankOrderCentroid.Of(order),
            (WeightMethod.RankOrder, RankFormula.Sum) => RankSum.Of(order),
            (WeightMethod.RankOrder, _) => RankReciprocal.Of(order),
            (WeightMethod.Cards, _) => Cards(order, [.. answers.Order.SkipLast(1).Select(place => place.BlankCardsBelow ?? 0)], answers.Ratio),
            _ => null,
        };
        return result is null ? Compare([.. set.Criteria.Select(c => c.Code)], answers.Comparisons) : result.TryGet(out var weights) ? weights : null;
    }

    private static Result<Weights> Cards(List<IReadOnlyList<string>> piles, ImmutableArray<int> blankCards, decimal? ratio) =>
        ratio is { } times ? SimosCards.Of(piles, blankCards, (double)times) : SimosCards.OfPlaces(piles, blankCards);

    private static Weights? Compare(ImmutableArray<string> codes, ImmutableArray<CriteriaComparison> comparisons)
    {
        var times = comparisons.ToDictionary(c => (c.Criterion, c.Over), c => (double)c.Times);
        var aboveDiagonal = Pairs(codes).Select(pair => times.TryGetValue(pair, out var factor) ? factor : 1 / times[(pair.Other, pair.One)]);
        // The table is for the consistency ratio, which changes no weight.
        return PairwiseComparison.FromUpperTriangle(codes, [.. aboveDiagonal], RandomIndex.Saaty1980).TryGet(out var compared) ? compared.Weights : null;
    }

    /// <summary>Every pair, in the order of the criteria, row by row.</summary>
    private static IEnumerable<(string One, string Other)> Pairs(IReadOnlyList<string> codes) =>
        from i in Enumerable.Range(0, codes.Count) from j in Enumerable.Range(i + 1, codes.Count - i - 1) select (codes[i], codes[j]);

    /// <summary>The same for a pair whichever of the two is named first.</summary>
    private static (string, string) Pair(string one, string other) => string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);

    /// <summary>Rounded to what people read: so many decimals, and more where fewer than two digits would be left.</summary>
    /// <returns>A decimal; a BigInteger where no decimal can hold it.</returns>
    private static object Shown(Fraction value, int decimals)
    {
        if (value.IsZero) return 0m;
        decimals = Math.Clamp(Math.Max(decimals, 1 - Magnitude(value)), 0, Math.Clamp(27 - Magnitude(value), 0, 28));
        var tenfold = BigInteger.Pow(10, decimals);
        var unscaled = (2 * value.Numerator * tenfold + value.Denominator) / (2 * value.Denominator); // halves away from zero: no share is below it
        return unscaled <= (BigInteger)decimal.MaxValue ? (decimal)unscaled / (decimal)tenfold : unscaled;
    }

    /// <summary>The power of ten of the first digit of a number above 0: 2 for 100 to 999, -1 for a tenth. It may be one less.</summary>
    private static int Magnitude(Fraction value) => (int)Math.Floor(BigInteger.Log10(value.Numerator) - BigInteger.Log10(value.Denominator));
}
