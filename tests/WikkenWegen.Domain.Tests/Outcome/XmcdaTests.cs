using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace WikkenWegen.Domain.Tests;

/// <summary>The document for the tools of Decision Deck, read back, says what the weighing says.</summary>
public class XmcdaTests
{
    private static OutcomeInputs Of(Weighing weighing) => OutcomeInputs.Of(weighing, OutcomeSelection.Everything, TestContext.Current.CancellationToken);

    private static XElement Root(OutcomeInputs inputs)
    {
        var root = XDocument.Load(new MemoryStream(XmcdaDocument.Of(inputs, TestContext.Current.CancellationToken))).Root!;
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

    /// <summary>
    /// What stands in an element, in which order and how often, as the library of the makers of XMCDA writes and reads it in version 3.1.1. Elements that are not named hold a text. The schema
    /// itself is not here, because its licence is not known.
    /// </summary>
    private static readonly Dictionary<string, string> Holds = new()
    {
        ["XMCDA"] = "alternatives criteria criteriaScales criteriaValues performanceTable performanceTable performanceTable",
        ["alternatives"] = "alternative*",
        ["alternative"] = "type active",
        ["criteria"] = "criterion*",
        ["criterion"] = "active",
        ["criteriaScales"] = "criterionScale*",
        ["criterionScale"] = "criterionID scales",
        ["scales"] = "scale",
        ["scale"] = "quantitative | qualitative",
        ["quantitative"] = "preferenceDirection minimum maximum",
        ["qualitative"] = "preferenceDirection valuedLabels",
        ["valuedLabels"] = "valuedLabel+",
        ["valuedLabel"] = "label value",
        ["criteriaValues"] = "criterionValue*",
        ["criterionValue"] = "criterionID values",
        ["performanceTable"] = "alternativePerformances*",
        ["alternativePerformances"] = "alternativeID performance*",
        ["performance"] = "criterionID values",
        ["values"] = "value",
        ["value"] = "real",
        ["minimum"] = "real",
        ["maximum"] = "real",
    };

    [Fact]
    public void Its_elements_stand_where_tools_for_it_look_for_them()
    {
        var words = Criterion("KWA", 40) with { Scale = new Scale { Worst = 1, Best = 3, Levels = [new ScaleLevel(1, "slecht"), new ScaleLevel(3, "goed")] } };
        Weighing[] weighings = [Given(Opened()), Given(Opened(), Submitted(), AdoptedCriteria() with { Set = CriteriaOf(Criterion(), words) }, Scored(1)), .. ExampleHistories.Codes.Select(code => ExampleHistories.Get(code.Data).Weighing)];
        foreach (var root in weighings.Select(weighing => Root(Of(weighing))))
        {
            foreach (var element in root.DescendantsAndSelf())
            {
                var wanted = Regex.Replace(Holds.GetValueOrDefault(element.Name.LocalName, ""), "[a-zA-Z]+", "(?:$0;)").Replace(" ", "");
                string.Concat(element.Elements().Select(e => e.Name.LocalName + ";")).ShouldMatch($"^(?:{wanted})$", element.Name.LocalName);
            }
            foreach (var (list, reference) in new[] { ("alternatives", "alternativeID"), ("criteria", "criterionID") })
                root.Descendants(reference).Select(e => e.Value).Except(root.Element(list)!.Elements().Select(e => e.Attribute("id")!.Value)).ShouldBeEmpty();
            root.Descendants("preferenceDirection").ShouldAllBe(e => e.Value == "min" || e.Value == "max");
        }
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
