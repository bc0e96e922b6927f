using System.Globalization;
using System.Xml.Linq;

namespace WikkenWegen.Domain.Tests;

/// <summary>The document for the tools of Decision Deck, read back, says what the weighing says.</summary>
public class XmcdaTests
{
    private static OutcomeInputs Of(Weighing weighing) => OutcomeInputs.Of(weighing, OutcomeSelection.Everything);

    private static XElement Root(OutcomeInputs inputs)
    {
        var root = XDocument.Load(new MemoryStream(XmcdaDocument.Of(inputs))).Root!;
        root.Name.ShouldBe(XName.Get("XMCDA", "http://www.decision-deck.org/2019/XMCDA-3.1.1"));
        root.Descendants().ShouldAllBe(e => e.Name.NamespaceName.Length == 0);
        return root;
    }

    private static IEnumerable<XElement> All(XElement root, string list, string element) => root.Element(list)!.Elements(element);

    private static decimal Real(XElement value) => decimal.Parse(value.Descendants("real").Single().Value, CultureInfo.InvariantCulture);

    private static string Text(XElement of, string element) => of.Descendants(element).Single().Value;

    private static Dictionary<(string, string), decimal> Table(XElement root, string concept) =>
        (from row in root.Elements("performanceTable").Single(t => t.Attribute("mcdaConcept")!.Value == concept).Elements("alternativePerformances")
         from cell in row.Elements("performance")
         select ((Text(row, "alternativeID"), Text(cell, "criterionID")), Real(cell))).ToDictionary(c => c.Item1, c => c.Item2);

    [Theory, MemberData(nameof(ExampleHistories.Codes), MemberType = typeof(ExampleHistories))]
    public void Read_back_it_gives_the_proposals_criteria_scales_weights_and_scores_of_an_example(string code)
    {
        var (weighing, root) = (ExampleHistories.Get(code).Weighing, Root(Of(ExampleHistories.Get(code).Weighing)));
        var criteria = weighing.Criteria!.Set.Criteria;
        All(root, "alternatives", "alternative").Select(a => (a.Attribute("id")!.Value, a.Attribute("name")!.Value)).ShouldBe(weighing.Proposals.Select(p => (p.Code, p.Current.Content.Name)));
        All(root, "criteria", "criterion").Select(c => (c.Attribute("id")!.Value, c.Attribute("name")!.Value)).ShouldBe(criteria.Select(c => (c.Code, c.Name)));
        All(root, "criteriaScales", "criterionScale").Select(s => (Text(s, "criterionID"), Text(s, "preferenceDirection"), Real(s.Descendants("minimum").Single()), Real(s.Descendants("maximum").Single())))
            .ShouldBe(criteria.Select(c => (c.Code, "max", c.Scale.Worst, c.Scale.Best)));
        All(root, "criteriaValues", "criterionValue").Select(w => (Text(w, "criterionID"), Real(w))).ShouldBe(criteria.Select(c => (c.Code, c.Weight)));
        foreach (var (concept, end) in new[] { ("low", (Func<Estimate, decimal>)(e => e.Low)), ("expected", e => e.Expected), ("high", e => e.High) })
            Table(root, concept).ShouldBe(weighing.Scores.ToDictionary(s => (s.Proposal.Code, s.Criterion), s => end(s.Current.Estimate)), ignoreOrder: true);
    }

    [Fact]
    public void The_scores_of_several_assessors_are_told_by_their_mean_and_a_gap_is_left_open()
    {
        var weighing = Given(
            Opened(), Submitted(), Submitted("V2"), AdoptedCriteria(), Scored(1) with { Estimate = new Estimate(1, 2, 3) }, Scored(2, by: new Who(null, "MT")) with { Estimate = new Estimate(2, 2.5m, 3) },
            Scored(3, by: new Who(null, "RvC")) with { Estimate = new Estimate(2, 3, 4) });
        var root = Root(Of(weighing));
        Table(root, "expected").ShouldBe(new Dictionary<(string, string), decimal> { [("V1", "BET")] = 2.5m });
        Table(root, "high").Single().Value.ShouldBe(3.333333333333m);
        root.Elements("performanceTable").First().Elements("alternativePerformances").Select(row => Text(row, "alternativeID")).ShouldBe(["V1", "V2"]);
    }

    [Fact]
    public void Less_that_is_better_is_min_and_a_scale_in_words_has_its_labels()
    {
        var words = Criterion("KWA", 40, 3, 1) with { Scale = new Scale { Worst = 3, Best = 1, Unit = "trap", Levels = [new ScaleLevel(3, "slecht & <oud>"), new ScaleLevel(1, "goed\u0001")] } };
        var root = Root(Of(Given(Opened(), AdoptedCriteria() with { Set = CriteriaOf(Criterion("BET", 60, 500.50m, 10), words) })));
        var scales = All(root, "criteriaScales", "criterionScale").ToList();
        (Text(scales[0], "preferenceDirection"), Real(scales[0].Descendants("minimum").Single()), Real(scales[0].Descendants("maximum").Single())).ShouldBe(("min", 10m, 500.50m));
        scales[1].Descendants("qualitative").Single().Element("preferenceDirection")!.Value.ShouldBe("min");
        scales[1].Descendants("scale").Single().Attribute("name")!.Value.ShouldBe("trap");
        scales[1].Descendants("valuedLabel").Select(l => (Text(l, "label"), Real(l))).ShouldBe([("slecht & <oud>", 3m), ("goed", 1m)]);
    }

    [Fact]
    public void Before_there_is_anything_it_is_empty()
    {
        var root = Root(Of(Given(Opened())));
        root.Elements().Select(e => e.Name.LocalName).ShouldBe(["alternatives", "criteria", "criteriaScales", "criteriaValues", "performanceTable", "performanceTable", "performanceTable"]);
        root.Descendants().Count().ShouldBe(7);
    }

    /// <summary>What a reader may not see of an open blind round is not in the inputs, and so not in the document.</summary>
    [Fact]
    public void What_is_hidden_in_an_open_blind_round_is_not_in_it()
    {
        var weighing = Given(Opened(), Submitted(), AdoptedCriteria(), OpenedRound(1, blind: true), Scored(1, round: 1));
        Table(Root(Of(weighing.AsReadBy(new Reader("somebody", Confidentiality.Secret, SeesPersons: true), weighing))), "expected").ShouldBeEmpty();
        Table(Root(Of(weighing)), "expected").Count.ShouldBe(1);
    }
}
