using WikkenWegen.Domain.Precedents;
using WikkenWegen.Domain.Registers;

namespace WikkenWegen.Domain.Tests;

public class LikenessTests
{
    private static Framing About(string title, string question = "", params string[] areas) =>
        Past.Framing() with { Title = title, Question = question, Areas = [.. areas.Select(code => new Area(code, 2026))] };

    private static Likeness Between(Framing own, Framing other, string[]? criteria = null, string[]? others = null) =>
        Likeness.Between(new ComparedWeighing(own, Named(criteria)), new ComparedWeighing(other, Named(others)));

    private static IEnumerable<(string, string)> Named(string[]? names) => (names ?? []).Select((name, i) => ($"C{i}{name[0]}", name));

    private static LikenessReason? Reason(Likeness likeness, LikenessFeature feature) => likeness.Reasons.SingleOrDefault(r => r.Feature == feature);

    [Fact]
    public void A_weighing_is_as_like_itself_as_can_be()
    {
        var framing = About("Renovatie Merelflat", "Renoveren wij de Merelflat?", "BU99010302") with { Complexes = ["https://example.org/complex/1"] };
        var likeness = Between(framing, framing, ["Betaalbaarheid", "Kwaliteit"], ["Betaalbaarheid", "Kwaliteit"]);
        likeness.Score.ShouldBe(100);
        likeness.Reasons.ShouldAllBe(r => r.Points == r.Of);
        likeness.Reasons.Select(r => r.Feature).ShouldBe(Enum.GetValues<LikenessFeature>());
    }

    [Fact]
    public void What_has_neither_place_nor_criterion_nor_word_in_common_is_not_alike_however_much_of_its_form_is()
    {
        var likeness = Between(About("Renovatie Merelflat", areas: "BU99010302"), About("Zonnepanelen", areas: "BU88010302"), ["Betaalbaarheid"], ["Uitstoot"]);
        likeness.Score.ShouldBe(0);
        likeness.Reasons.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("BU99010302", "BU99010302", 25, "Gaat over dezelfde buurt: BU99010302.")]
    [InlineData("BU99010302", "BU99010301", 18, "Gaat over dezelfde wijk: WK990103.")]
    [InlineData("BU99010302", "WK990103", 18, "Gaat over dezelfde wijk: WK990103.")]
    [InlineData("WK990103", "BU99010999", 8, "Gaat over dezelfde gemeente: GM9901.")]
    [InlineData("GM9901", "BU99010999", 8, "Gaat over dezelfde gemeente: GM9901.")]
    public void The_smallest_area_that_both_lie_in_counts(string own, string other, int points, string sentence)
    {
        var reason = Reason(Between(About("Een", areas: own), About("Twee", areas: other)), LikenessFeature.Place)!;
        (reason.Points, reason.Sentence.Dutch).ShouldBe((points, sentence));
    }

    [Fact]
    public void The_same_property_counts_more_than_the_same_area()
    {
        var own = About("Een", areas: "BU99010302") with { Clusters = ["https://example.org/cluster/7"] };
        Reason(Between(own, own with { Areas = [] }), LikenessFeature.Place)!.ShouldBe(new LikenessReason(LikenessFeature.Place, 30, 30,
            new("Gaat over hetzelfde bezit: https://example.org/cluster/7.", "Is about the same property: https://example.org/cluster/7.")));
    }

    [Fact]
    public void Words_are_compared_without_endings_and_without_those_of_any_text()
    {
        var reason = Reason(Between(About("Wat doen wij met de huizen?"), About("Wij doen iets met een huis, wat wordt dat?")), LikenessFeature.Words)!;
        reason.Sentence.ShouldBe(new("Gebruikt dezelfde woorden: huizen.", "Uses the same words: huizen."));
        Reason(Between(About("Wat doen wij ermee?"), About("Wat doen zij daar?")), LikenessFeature.Words).ShouldBeNull();
    }

    [Theory]
    [InlineData("Betaalbaarheid", "BETAALBAARHEID ", 20)]
    [InlineData("Betaalbaarheid voor huurders", "Betaalbaarheid huurder", 10)]
    [InlineData("Betaalbaarheid", "Bereikbaarheid", 10)] // the same code, C0B
    [InlineData("Betaalbaarheid", "Uitstoot", null)]
    public void Criteria_are_alike_by_name_by_words_or_by_code(string own, string other, int? points) =>
        (Reason(Between(About("Een"), About("Twee"), [own], [other]), LikenessFeature.Criteria)?.Points).ShouldBe(points);

    [Fact]
    public void Of_many_criteria_those_that_are_alike_count()
    {
        var reason = Reason(Between(About("Een"), About("Twee"), ["Betaalbaarheid", "Kwaliteit", "Lucht"], ["Kwaliteit", "Zon", "Maan", "Ster", "Wolk"]), LikenessFeature.Criteria)!;
        (reason.Points, reason.Sentence.English).ShouldBe((5, "Weighs by similar criteria: Kwaliteit."));
    }

    [Fact]
    public void Reasons_add_up_and_never_exceed_what_they_can_be() => Seeded.Check(History.Any, history =>
    {
        var framings = history.Events.Select(e => e.Event).OfType<WeighingOpened>().Select(o => o.Framing).Concat(history.Events.Select(e => e.Event).OfType<WeighingReframed>().Select(r => r.Framing)).ToList();
        foreach (var own in framings)
            foreach (var other in framings)
            {
                var likeness = Between(own, other, ["Betaalbaarheid"], ["Kwaliteit"]);
                likeness.Score.ShouldBe(likeness.Reasons.Sum(r => r.Points));
                likeness.Score.ShouldBeInRange(0, 100);
                likeness.Reasons.ShouldAllBe(r => r.Points >= 1 && r.Points <= r.Of);
                Between(other, own, ["Kwaliteit"], ["Betaalbaarheid"]).Score.ShouldBe(likeness.Score, "alike is alike both ways");
            }
    }, runs: 40);

    private static CriterionEntry Weighed(string name, decimal share, bool reasoned = false, bool inForce = true, string code = "BET") => new()
    {
        Code = code,
        Name = name,
        Direction = Direction.HigherIsBetter,
        Scale = new Scale { Worst = 0, Best = 10 },
        InForce = inForce,
        Newest = new CriterionWeight(1, 2, share, share),
        Lowest = new CriterionWeight(1, 2, share, share),
        Highest = new CriterionWeight(1, 2, share, share),
        WeightMethod = WeightMethod.Direct,
        Reason = reasoned ? Text() : null,
    };

    [Theory]
    [InlineData(0.30, 0.40, true)]
    [InlineData(0.30, 0.399999, false)]
    [InlineData(0.50, 0.40, true)]
    public void Weights_differ_from_a_tenth_on(double own, double other, bool differ) =>
        DifferentWeight.Between([Weighed("Betaalbaarheid", (decimal)own)], [Weighed("betaalbaarheid", (decimal)other, code: "X")]).Any().ShouldBe(differ);

    [Fact]
    public void Whether_there_is_a_reason_is_said_of_the_criteria_here()
    {
        var found = DifferentWeight.Between([Weighed("Betaalbaarheid", 0.255m, reasoned: true)], [Weighed("Betaalbaarheid", 0.6m)]).ShouldHaveSingleItem();
        found.IsReasoned.ShouldBeTrue();
        found.Sentence.Dutch.ShouldBe("Betaalbaarheid weegt hier 26% en daar 60%. Bij deze criteria is een reden vastgelegd.");
        DifferentWeight.Between([Weighed("Betaalbaarheid", 0.25m)], [Weighed("Betaalbaarheid", 0.6m, reasoned: true)]).Single().IsReasoned.ShouldBeFalse();
    }

    [Fact]
    public void Only_criteria_in_force_that_are_the_same_are_compared()
    {
        DifferentWeight.Between([Weighed("Betaalbaarheid", 0.2m, inForce: false)], [Weighed("Betaalbaarheid", 0.6m)]).ShouldBeEmpty();
        DifferentWeight.Between([Weighed("Betaalbaarheid", 0.2m)], [Weighed("Betaalbaarheid", 0.6m, inForce: false)]).ShouldBeEmpty();
        DifferentWeight.Between([Weighed("Betaalbaarheid", 0.2m)], [Weighed("Uitstoot", 0.6m)]).ShouldBeEmpty("the same code says nothing by itself");
        DifferentWeight.Between([Weighed("Betaalbaarheid voor bewoners", 0.2m)], [Weighed("Betaalbaarheid voor eigenaren", 0.6m)]).ShouldNotBeEmpty("the same code and a word");
    }

    private static readonly Guid Here = new("019c2283-f800-7000-8000-000000000001");

    [Theory]
    [InlineData("De huren mogen stijgen.", "De huurstijging mag omhoog", ConditionState.Unknown)]
    [InlineData("De daken zijn vernieuwd.", "Vernieuwde daken in de straat", ConditionState.Signs)]
    [InlineData("De daken zijn vernieuwd.", "De daken lekken", ConditionState.Unknown)] // one of its two words
    [InlineData("Subsidie", "Er komt subsidie.", ConditionState.Signs)] // all of its one word
    [InlineData("Als het zo is", "Het is zo", ConditionState.Unknown)] // says nothing that can be looked for
    public void A_condition_has_signs_where_what_was_recorded_uses_its_words(string condition, string recorded, ConditionState state)
    {
        var told = ReopeningCondition.Of([condition], [new RecordedText(Here, 3, "/framings/1/framing/occasion", recorded)], TestContext.Current.CancellationToken).ShouldHaveSingleItem();
        (told.Number, told.Text, told.State).ShouldBe((1, condition, state));
        told.Signs.IsEmpty.ShouldBe(state == ConditionState.Unknown);
    }

    [Fact]
    public void Looking_up_conditions_stops_at_the_next_text() => Should.Throw<OperationCanceledException>(() =>
        ReopeningCondition.Of(["Als de gemeente meebetaalt."], [new RecordedText(Here, 3, "/framings/1/framing/occasion", "De gemeente betaalt mee.")], new CancellationToken(canceled: true)));
}
