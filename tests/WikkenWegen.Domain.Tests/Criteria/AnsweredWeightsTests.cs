using WikkenWegen.Domain.Criteria;

namespace WikkenWegen.Domain.Tests;

/// <summary>
/// The answers from which weights were found. The weights that follow are computed by hand here: three criteria A, B and C, in that order of
/// importance.
/// </summary>
public class AnsweredWeightsTests
{
    private static readonly WeightAnswers Order = new() { Order = [Place("A"), Place("B"), Place("C")] };

    private static readonly WeightAnswers Compared = new() { Comparisons = [new("A", "B", 2), new("A", "C", 4), new("B", "C", 2)] };

    private static readonly WeightAnswers Swings = new() { Points = [new("A", 100), new("B", 60), new("C", 40)] };

    private const decimal Least = 0.0000000000000000000000000001m;

    private const decimal Largest = 9_999_999_999_999_999_999_999_999_999m;

    private static EquallyImportant Place(params ImmutableArray<string> codes) => new(codes, null);

    private static SetCriteria Set(WeightMethod method, WeightAnswers answers, params decimal[] weights) => new()
    {
        OccurredAt = Day(50),
        Set = CriteriaOf([.. "ABC".Zip(weights).Select(w => Criterion(w.First.ToString(), w.Second))]) with { WeightMethod = method, WeightAnswers = answers },
    };

    private static Ruling<WeighingEvent> Weighed(WeightMethod method, WeightAnswers answers, params decimal[] weights) => Given(Opened()).When(Set(method, answers, weights));

    private static Refused Row(string what, SetCriteria when, params ImmutableArray<Refusal> then) => new(what, Given(Opened()), when, then);

    /// <summary>Rows of the table of what is refused when criteria are set.</summary>
    internal static IEnumerable<Refused> Refused =>
    [
        Row("weights by points without points", Set(WeightMethod.Direct, new(), 1, 1, 1), AnsweredWeights.WeightAnswersMissing.At("/weightAnswers/points")),
        Row("weights by swing from comparisons", Set(WeightMethod.Swing, new() { Comparisons = Compared.Comparisons }, 1, 1, 1),
            AnsweredWeights.WeightAnswersMissing.At("/weightAnswers/points"), AnsweredWeights.WeightAnswersOfAnotherMethod.At("/weightAnswers/comparisons")),
        Row("weights by an order without its formula", Set(WeightMethod.RankOrder, Order, 1, 1, 1), AnsweredWeights.WeightAnswersMissing.At("/weightAnswers/formula")),
        Row("weights by an order without the order and with the ratio of cards", Set(WeightMethod.RankOrder, new() { Formula = RankFormula.Sum, Ratio = 2 }, 1, 1, 1),
            AnsweredWeights.WeightAnswersMissing.At("/weightAnswers/order"), AnsweredWeights.WeightAnswersOfAnotherMethod.At("/weightAnswers/ratio")),
        Row("weights by cards with the formula of an order", Set(WeightMethod.Cards, Order with { Formula = RankFormula.Sum }, 1, 1, 1),
            AnsweredWeights.WeightAnswersOfAnotherMethod.At("/weightAnswers/formula")),
        Row("weights by cards without the cards", Set(WeightMethod.Cards, new(), 1, 1, 1), AnsweredWeights.WeightAnswersMissing.At("/weightAnswers/order")),
        Row("weights by comparison from points", Set(WeightMethod.PairwiseComparison, Swings, 1, 1, 1),
            AnsweredWeights.WeightAnswersOfAnotherMethod.At("/weightAnswers/points"), AnsweredWeights.WeightAnswersMissing.At("/weightAnswers/comparisons")),
        Row("comparisons of one criterion", Set(WeightMethod.PairwiseComparison, new() { Comparisons = [new("A", "A", 1)] }, 7),
            AnsweredWeights.WeightAnswersOfAnotherMethod.At("/weightAnswers/comparisons"), AnsweredWeights.CriterionComparedWithItself.At("/weightAnswers/comparisons/0/over", "A")),
        Row("points for a criterion twice, for an unknown one, and not for the others", Set(WeightMethod.Swing, new() { Points = [new("A", 100), new("Z", 60), new("A", 40)] }, 1, 1, 1),
            AnsweredWeights.WeightAnswerOnUnknownCriterion.At("/weightAnswers/points/1/criterion", "Z"), Rules.CodeTwice.At("/weightAnswers/points/2/criterion", "A"),
            AnsweredWeights.CriterionWithoutAnswer.At("/weightAnswers/points", "B"), AnsweredWeights.CriterionWithoutAnswer.At("/weightAnswers/points", "C")),
        Row("negative points", Set(WeightMethod.Direct, new() { Points = [new("A", -0.1m), new("B", 0), new("C", 2)] }, 1, 1, 1),
            AnsweredWeights.WeightAnswerTooLow.At("/weightAnswers/points/0/points", 0)),
        Row("a swing without 100 points", Set(WeightMethod.Swing, new() { Points = [new("A", 99), new("B", 60), new("C", 40)] }, 1, 1, 1),
            AnsweredWeights.SwingWithoutTop.At("/weightAnswers/points")),
        Row("a swing above 100 points", Set(WeightMethod.Swing, new() { Points = [new("A", 100), new("B", 101), new("C", 40)] }, 1, 1, 1),
            AnsweredWeights.SwingWithoutTop.At("/weightAnswers/points")),
        Row("an order with a criterion twice and an unknown one, and without the others", Set(WeightMethod.RankOrder, new() { Order = [Place("A"), Place("Z", "A")], Formula = RankFormula.Sum }, 1, 1, 1),
            AnsweredWeights.WeightAnswerOnUnknownCriterion.At("/weightAnswers/order/1/criteria/0", "Z"), Rules.CodeTwice.At("/weightAnswers/order/1/criteria/1", "A"),
            AnsweredWeights.CriterionWithoutAnswer.At("/weightAnswers/order", "B"), AnsweredWeights.CriterionWithoutAnswer.At("/weightAnswers/order", "C")),
        Row("fewer than no blank cards, blank cards below the last pile, and a first pile that counts less than the last",
            Set(WeightMethod.Cards, new() { Order = [Place("A") with { BlankCardsBelow = -1 }, Place("B"), Place("C") with { BlankCardsBelow = 1 }], Ratio = 0.99m }, 1, 1, 1),
            AnsweredWeights.WeightAnswerTooLow.At("/weightAnswers/order/0/blankCardsBelow", 0), AnsweredWeights.NoBlankCardsHere.At("/weightAnswers/order/2/blankCardsBelow"),
            AnsweredWeights.WeightAnswerTooLow.At("/weightAnswers/ratio", 1)),
        Row("blank cards in an order without cards", Set(WeightMethod.RankOrder, new() { Order = [Place("A") with { BlankCardsBelow = 1 }, Place("B"), Place("C")], Formula = RankFormula.Sum }, 3, 2, 1),
            AnsweredWeights.NoBlankCardsHere.At("/weightAnswers/order/0/blankCardsBelow")),
        Row("comparisons that are wrong in every way", Set(WeightMethod.PairwiseComparison,
                new() { Comparisons = [new("A", "B", 2), new("B", "A", 0.5m), new("C", "C", 0), new("A", "Y", 2), new("Z", "A", 2)] }, 1, 1, 1),
            AnsweredWeights.CriteriaComparedTwice.At("/weightAnswers/comparisons/1", "B", "A"),
            AnsweredWeights.WeightAnswerNotAboveZero.At("/weightAnswers/comparisons/2/times"), AnsweredWeights.CriterionComparedWithItself.At("/weightAnswers/comparisons/2/over", "C"),
            AnsweredWeights.WeightAnswerOnUnknownCriterion.At("/weightAnswers/comparisons/3/over", "Y"),
            AnsweredWeights.WeightAnswerOnUnknownCriterion.At("/weightAnswers/comparisons/4/criterion", "Z"),
            AnsweredWeights.CriteriaNotCompared.At("/weightAnswers/comparisons", "A", "C"), AnsweredWeights.CriteriaNotCompared.At("/weightAnswers/comparisons", "B", "C")),
        Row("points that are all zero", Set(WeightMethod.Direct, new() { Points = [new("A", 0), new("B", 0), new("C", 0)] }, 1, 1, 1),
            AnsweredWeights.NoWeightsFromAnswers.At("/weightAnswers")),
        Row("weights that do not follow from the answers", Set(WeightMethod.RankOrder, Order with { Formula = RankFormula.Centroid }, 6, 2, 1),
            AnsweredWeights.WeightNotFromAnswers.At("/criteria/0/weight", "A", 66.67m, 61.11m, 5.5m),
            AnsweredWeights.WeightNotFromAnswers.At("/criteria/1/weight", "B", 22.22m, 27.78m, 2.5m)),
        Row("weights that were rounded to more than whole per cents", Set(WeightMethod.Direct, new() { Points = [new("A", 60.5m), new("B", 29.5m), new("C", 10)] }, 61.01m, 28.99m, 10),
            AnsweredWeights.WeightNotFromAnswers.At("/criteria/0/weight", "A", 61.01m, 60.5m, 60.5m),
            AnsweredWeights.WeightNotFromAnswers.At("/criteria/1/weight", "B", 28.99m, 29.5m, 29.5m)),
        Row("a weight of zero where the answers give more, and one of more where they give zero",
            Set(WeightMethod.Direct, new() { Points = [new("A", 99.6m), new("B", 0.4m), new("C", 0)] }, 99.7m, 0, 0.3m),
            AnsweredWeights.WeightNotFromAnswers.At("/criteria/1/weight", "B", 0m, 0.4m, 0.4m),
            AnsweredWeights.WeightNotFromAnswers.At("/criteria/2/weight", "C", 0.3m, 0m, 0m)),
        Row("a weight of zero where the answers give next to nothing", Set(WeightMethod.Direct, new() { Points = [new("A", 99_999_999), new("B", 1), new("C", 0)] }, 2, 0, 0),
            AnsweredWeights.WeightNotFromAnswers.At("/criteria/1/weight", "B", 0m, 0.000001m, 0.00000002m)),
        Row("weights of which no number can hold the sum", Set(WeightMethod.Direct, new() { Points = [new("A", 100), new("B", 0), new("C", 0)] }, Largest, 0, Largest),
            AnsweredWeights.WeightNotFromAnswers.At("/criteria/0/weight", "A", 50m, 100m, 19_999_999_999_999_999_999_999_999_998m),
            AnsweredWeights.WeightNotFromAnswers.At("/criteria/2/weight", "C", 50m, 0m, 0m)),
        Row("answers to weights that are all zero", Set(WeightMethod.Swing, Swings, 0, 0, 0), SetCriteria.WeightsAllZero.At("/criteria")),
        Row("answers to a negative weight", Set(WeightMethod.Swing, Swings, 50, 30, -20), SetCriteria.WeightNegative.At("/criteria/2/weight", "C")),
        Row("answers to a set with a code twice", new SetCriteria
        {
            OccurredAt = Day(50),
            Set = CriteriaOf(Criterion("A", 50), Criterion("B", 30), Criterion("C", 20), Criterion("A", 50)) with { WeightAnswers = Swings },
        }, Rules.CodeTwice.At("/criteria/3/code", "A")),
    ];

    [Fact]
    public void Weights_that_follow_from_the_answers_are_recorded_with_them()
    {
        var ruling = Weighed(WeightMethod.Swing, Swings, 50, 30, 20);
        ruling.IsRecorded();
        ruling.Event.ShouldBeOfType<CriteriaAdopted>().Set.WeightAnswers!.Points.ShouldBe(Swings.Points);
    }

    [Fact]
    public void Each_method_has_its_own_answers()
    {
        Weighed(WeightMethod.Direct, new() { Points = [new("C", 0), new("B", 1.5m), new("A", 4.5m)] }, 3, 1, 0).IsRecorded();
        Weighed(WeightMethod.Swing, Swings, 0.5m, 0.3m, 0.2m).IsRecorded();
        // Centroid 11/18, 5/18, 2/18; sum 3/6, 2/6, 1/6; reciprocal 6/11, 3/11, 2/11; two that tie share the mean of their places.
        Weighed(WeightMethod.RankOrder, Order with { Formula = RankFormula.Centroid }, 11, 5, 2).IsRecorded();
        Weighed(WeightMethod.RankOrder, Order with { Formula = RankFormula.Sum }, 3, 2, 1).IsRecorded();
        Weighed(WeightMethod.RankOrder, Order with { Formula = RankFormula.Reciprocal }, 6, 3, 2).IsRecorded();
        Weighed(WeightMethod.RankOrder, new() { Order = [Place("B"), Place("C", "A")], Formula = RankFormula.Sum }, 1.5m, 3, 1.5m).IsRecorded();
        // Three steps from 1 to 4, of which one is the blank card's: 4, 3 and 1.
        Weighed(WeightMethod.Cards, new() { Order = [Place("A"), Place("B") with { BlankCardsBelow = 1 }, Place("C")], Ratio = 4 }, 4, 3, 1).IsRecorded();
        Weighed(WeightMethod.Cards, new() { Order = [Place("A", "B", "C")], Ratio = 1 }, 1, 1, 1).IsRecorded();
        // Without a ratio by their places: C 1, the blank card 2, and A and B share 3 and 4.
        Weighed(WeightMethod.Cards, new() { Order = [Place("A", "B") with { BlankCardsBelow = 1 }, Place("C")] }, 3.5m, 3.5m, 1).IsRecorded();
        Weighed(WeightMethod.PairwiseComparison, Compared, 4, 2, 1).IsRecorded();
        Weighed(WeightMethod.PairwiseComparison, new() { Comparisons = [new("C", "A", 0.25m), new("B", "A", 0.5m), new("C", "B", 0.5m)] }, 4, 2, 1).IsRecorded();
        // Judgements that contradict each other, A over C being 16 and not 4: for three criteria the eigenvector is the geometric means of the rows.
        Weighed(WeightMethod.PairwiseComparison, new() { Comparisons = [new("A", "B", 2), new("A", "C", 16), new("B", "C", 2)] }, 70.6m, 22.2m, 7.0m).IsRecorded();
    }

    [Fact]
    public void One_criterion_has_nothing_to_be_compared_with() => Weighed(WeightMethod.PairwiseComparison, new(), 7).IsRecorded();

    [Fact]
    public void A_weight_may_be_rounded_to_whole_per_cents()
    {
        Weighed(WeightMethod.RankOrder, Order with { Formula = RankFormula.Centroid }, 61, 28, 11).IsRecorded();
        Weighed(WeightMethod.Direct, new() { Points = [new("A", 60.5m), new("B", 29.5m), new("C", 10)] }, 61, 29, 10).IsRecorded(); // exactly half a per cent
    }

    /// <summary>Half a percentage point, whoever made the difference: 50.4, 29.6 and 20 instead of 50, 30 and 20.</summary>
    [Fact]
    public void A_weight_may_differ_by_half_a_percentage_point()
    {
        var points = new WeightAnswers { Points = [new("A", 50), new("B", 30), new("C", 20)] };
        Weighed(WeightMethod.Direct, points, 50.4m, 29.6m, 20).IsRecorded();
        Weighed(WeightMethod.Direct, points, 50.6m, 29.4m, 20).Refusals.Length.ShouldBe(2);
    }

    [Fact]
    public void A_weight_that_no_number_can_hold_is_told_all_the_same()
    {
        var codes = Enumerable.Range(1, 10).Select(i => $"C{i}").ToList();
        var set = new SetCriteria
        {
            OccurredAt = Day(50),
            Set = CriteriaOf([.. codes.Select(c => Criterion(c, 9_000_000_000_000_000_000_000_000_000m))]) with
            {
                WeightMethod = WeightMethod.Direct,
                WeightAnswers = new WeightAnswers { Points = [.. codes.Select((c, i) => new CriterionPoints(c, i == 0 ? 991 : 1))] },
            },
        };
        var told = Given(Opened()).When(set).Refusals[0].In(Language.Dutch);
        told.ShouldEndWith("is 10 procent van alle gewichten samen; uit de antwoorden volgt 99,1 procent, ofwel gewicht 89.190.000.000.000.000.000.000.000.000.");
    }

    [Fact]
    public void Answers_that_contradict_each_other_as_far_as_numbers_go_never_fail()
    {
        var (least, most) = (0.0000000001m, 999_999_999_999_999m);
        Weighed(WeightMethod.PairwiseComparison, new() { Comparisons = [new("A", "B", least), new("A", "C", most), new("B", "C", least)] }, 1, 1, 1).Refusals.ShouldNotBeEmpty();
        Weighed(WeightMethod.Cards, Order with { Ratio = most }, most, most / 2, 1).IsRecorded();
        foreach (var (method, answers) in new[]
        {
            (WeightMethod.Direct, new WeightAnswers { Points = [new("A", Largest), new("B", Least), new("C", Largest)] }),
            (WeightMethod.Swing, new WeightAnswers { Points = [new("A", 100), new("B", Least), new("C", 0)] }),
            (WeightMethod.Cards, Order with { Ratio = Largest }),
            (WeightMethod.PairwiseComparison, new WeightAnswers { Comparisons = [new("A", "B", Least), new("A", "C", Largest), new("B", "C", Least)] }),
        })
        foreach (var (a, b, c) in new[] { (Largest, Largest, Largest), (Least, Least, Least), (Least, Largest, 1m), (1m, 0m, 0m) })
        foreach (var refusal in Weighed(method, answers, a, b, c).Refusals)
            refusal.In(Language.Dutch).ShouldNotBeNullOrEmpty();
    }
}
