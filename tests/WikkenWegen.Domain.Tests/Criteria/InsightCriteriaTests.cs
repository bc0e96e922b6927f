namespace WikkenWegen.Domain.Tests;

/// <summary>Criteria that are made of an insight of the learning network: the reference is kept, and only who may read an insight can refer to it.</summary>
public class InsightCriteriaTests
{
    private static readonly InsightReference Insight = new(new Guid("019f3a10-0000-7000-8000-000000000001"), 2);

    private static readonly InsightReference Other = Insight with { Number = 3 };

    private static readonly CriteriaSet Set = CriteriaOf(Criterion(), Criterion("KWA", 40) with { Insight = Insight });

    private static readonly CriteriaSet WithBeside = CriteriaOf() with { Beside = [Beside(), Beside("WIJK", InWords) with { Insight = Other }] };

    private static readonly SetCriteria Adopt = new() { OccurredAt = Day(50), Set = Set, KnownInsights = [Insight, Other] };

    private static readonly SetCriteria Change = Adopt with { Reason = Text("why"), RequestedBy = new Who(null, "MT"), KnownInsights = [] };

    private static readonly CriteriaAdopted Adopted = new() { OccurredAt = Day(3), Set = Set };

    private static Refused Row(string what, Weighing given, SetCriteria when, params ImmutableArray<Refusal> then) => new(what, given, when, then);

    /// <summary>Rows of the table of what is refused when criteria are set.</summary>
    internal static IEnumerable<Refused> Refused =>
    [
        Row("an insight that is not in the network", Given(Opened()), Adopt with { KnownInsights = [Other] }, InsightReferences.InsightNotInNetwork.At("/criteria/1/insight", 2, Insight.Edition)),
        Row("an insight of a criterion beside that is not in the network", Given(Opened()), Adopt with { Set = WithBeside, KnownInsights = [Insight] },
            InsightReferences.InsightNotInNetwork.At("/beside/1/insight", 3, Insight.Edition)),
        Row("another insight than the criteria had, of who is not in the network", Given(Opened(), Adopted), Change with { Set = CriteriaOf(Criterion() with { Insight = Other }, Set.Criteria[1]) },
            InsightReferences.InsightNotInNetwork.At("/criteria/0/insight", 3, Insight.Edition)),
    ];

    [Fact]
    public void The_reference_is_recorded_and_shown_with_its_criterion()
    {
        Given(Opened()).When(Adopt).Records(new CriteriaAdopted { OccurredAt = Day(50), Set = Set });
        Given(Opened()).When(Adopt with { Set = WithBeside }).Records(new CriteriaAdopted { OccurredAt = Day(50), Set = WithBeside });
        Given(Opened(), Adopted).Criteria!.Set.FromInsights().ShouldBe([("KWA", "/criteria/1/insight", Insight)]);
        Given(Opened(), Adopted with { Set = WithBeside }).Criteria!.Set.FromInsights().ShouldBe([("WIJK", "/beside/1/insight", Other)]);
    }

    [Fact]
    public void What_criteria_were_made_of_before_can_be_kept_by_who_is_not_in_the_network()
    {
        var set = CriteriaOf(Criterion(weight: 50), Set.Criteria[1]);
        Given(Opened(), Adopted).When(Change with { Set = set }).Records(new CriteriaChanged { OccurredAt = Day(50), Version = 2, Set = set, Reason = Text("why"), RequestedBy = new Who(null, "MT") });
        // Also after it was gone for a while.
        Given(Opened(), Adopted, new CriteriaChanged { OccurredAt = Day(4), Version = 2, Set = CriteriaOf(), Reason = Text(), RequestedBy = new Who(null, "MT") }).When(Change).IsRecorded();
    }

    [Fact]
    public void The_same_criteria_made_of_another_insight_are_a_change() =>
        (Adopt with { Set = CriteriaOf() }).Standing(Given(Opened(), Adopted)).ShouldBeNull();

    [Fact]
    public void An_event_leads_to_itself_again_whoever_may_refer_to_the_insight() =>
        Given(Opened()).When(Adopted.AsCommand() with { OccurredAt = Day(3) }).Records(Adopted);

    [Fact]
    public void The_sentence_of_the_event_names_the_insight_and_says_nothing_of_its_words()
    {
        Adopted.Sentence(Language.Dutch).ShouldEndWith(" Uit het leernetwerk: KWA (inzicht 2 van editie 019f3a10-0000-7000-8000-000000000001).");
        (Adopted with { Set = WithBeside }).Sentence(Language.English).ShouldEndWith(" From the learning network: WIJK (insight 3 of edition 019f3a10-0000-7000-8000-000000000001).");
    }
}
