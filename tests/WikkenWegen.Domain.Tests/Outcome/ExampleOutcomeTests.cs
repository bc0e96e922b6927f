using System.Text.Json;

namespace WikkenWegen.Domain.Tests;

/// <summary>The three example weighings give the totals, margins, rank swaps and smallest flips that their file states; the published study gives the weighted sums of its own numbers.</summary>
public class ExampleOutcomeTests
{
    private static readonly JsonElement Examples = Read("src", "WikkenWegen.Api", "Demo", "weighings.nl.json").GetProperty("afwegingen");

    public static TheoryData<string, string> Versions
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var example in Examples.EnumerateArray())
                foreach (var version in example.GetProperty("berekend").EnumerateObject()) data.Add(example.GetProperty("code").GetString()!, version.Name);
            return data;
        }
    }

    [Theory, MemberData(nameof(Versions))]
    public void Totals_bands_order_margin_and_smallest_flip(string code, string version)
    {
        var example = Examples.EnumerateArray().Single(e => e.GetProperty("code").GetString() == code);
        var (expected, outcome) = (example.GetProperty("berekend").GetProperty(version), Of(example, version));
        foreach (var total in expected.GetProperty("totaal").EnumerateObject())
        {
            var band = expected.GetProperty("bandbreedte").GetProperty(total.Name);
            outcome.Of(total.Name)!.OnScale.ShouldBe(new Estimate(band[0].GetDecimal(), total.Value.GetDecimal(), band[1].GetDecimal()));
        }
        outcome.ScaleUnit.ShouldBe("punten");
        outcome.Results.Select(r => r.Proposal.Code).ShouldBe(expected.GetProperty("rangorde").EnumerateArray().Select(c => c.GetString()!));
        (outcome.Results[0].OnScale!.Expected - outcome.Results[1].OnScale!.Expected).ShouldBe(expected.GetProperty("marge").GetDecimal());
        var flip = expected.GetProperty("kleinsteOmslag");
        outcome.SmallestFlipInPoints!.Criterion.ShouldBe(flip.GetProperty("criterium").GetString());
        outcome.SmallestFlipInPoints.Points.ShouldBe(flip.GetProperty("gewichtsverandering").GetInt32());
        outcome.SmallestFlipInPoints.NewFirst.ShouldBe([flip.GetProperty("nieuweNummer1").GetString()!]);
    }

    [Fact]
    public void The_change_of_the_criteria_swaps_the_second_and_third_place_of_the_Merelflat()
    {
        var merelflat = Examples.EnumerateArray().First();
        var (before, after) = (Of(merelflat, "v1"), Of(merelflat, "v2"));
        RankChanges(before, after).ShouldBe([("V3", 2, 3), ("V1", 3, 2)]);
        after.ClearWinner.ShouldBeNull(); // the bands overlap

        static IEnumerable<(string, int?, int?)> RankChanges(WeighingOutcome one, WeighingOutcome other) =>
            one.Results.Select(r => (r.Proposal.Code, r.Rank, other.Of(r.Proposal.Code)!.Rank)).Where(r => r.Item2 != r.Item3);
    }

    [Fact]
    public void The_published_study_gives_its_weighted_sums()
    {
        var requests = Read("tests", "WikkenWegen.Api.Tests", "PublicDecisions", "case-villefontaine-mcda.json").EnumerateArray().ToList();
        var scores = Bodies("/scores").Select((s, i) => new CountedScore(s.GetProperty("proposal").GetProperty("code").GetString()!, s.GetProperty("criterion").GetString()!, new Who(null, "Adviesbureau"), Estimate(s), i + 1, i + 1)).ToImmutableArray();
        var recorded = Bodies("/outcomes").Single().GetProperty("results").EnumerateArray().ToList();
        var outcome = WeighingOutcome.Of(new OutcomeInputs
        {
            Weighing = Other,
            Criteria = [.. Bodies("/criteria").Last().GetProperty("criteria").EnumerateArray().Select(c => Named(c, "code", c.GetProperty("weight").GetDecimal(), c.GetProperty("scale")))],
            Proposals = [.. scores.Select(s => s.Proposal).Distinct().Select((p, i) => new ComparedProposal(new ProposalRevisionReference(p, 1), p, false, i + 1))],
            Scores = scores,
        }, new OutcomeDrawing { Draws = 0 }, CancellationToken.None);

        recorded.Count.ShouldBe(outcome.Results.Length);
        foreach (var result in recorded)
        {
            var code = result.GetProperty("proposal").GetProperty("code").GetString()!;
            Shown.Rounded(outcome.Exact!.Totals[code], 6).ShouldBe(result.GetProperty("value").GetProperty("expected").GetDecimal(), code);
            outcome.Of(code)!.Rank.ShouldBe(result.GetProperty("rank").GetInt32(), code);
        }

        IEnumerable<JsonElement> Bodies(string path) => requests.Where(r => r.GetProperty("path").GetString()!.EndsWith(path, StringComparison.Ordinal) || r.GetProperty("path").GetString()!.EndsWith(path + "/batches", StringComparison.Ordinal))
            .Select(r => r.GetProperty("body")).SelectMany(b => b.TryGetProperty("items", out var items) ? items.EnumerateArray().ToArray() : [b]);

        static Estimate Estimate(JsonElement s) => new(s.GetProperty("low").GetDecimal(), s.GetProperty("expected").GetDecimal(), s.GetProperty("high").GetDecimal());
    }

    private static WeighingOutcome Of(JsonElement example, string version)
    {
        var scale = JsonDocument.Parse("""{"worst":1,"best":10,"unit":"punten"}""").RootElement;
        ImmutableArray<Criterion> criteria = [.. example.GetProperty("criteria").GetProperty(version).GetProperty("criteria").EnumerateArray().Select(c => Named(c, "code", c.GetProperty("gewicht").GetDecimal(), scale))];
        var scores = from proposal in example.GetProperty("scores").EnumerateObject()
                     from criterion in criteria
                     let s = proposal.Value.GetProperty(criterion.Code)
                     select new CountedScore(proposal.Name, criterion.Code, new Who(null, "Strateeg wonen"), new Estimate(s.GetProperty("laag").GetDecimal(), s.GetProperty("verwacht").GetDecimal(), s.GetProperty("hoog").GetDecimal()), 1, 1);
        return WeighingOutcome.Of(new OutcomeInputs
        {
            Weighing = Other,
            Criteria = criteria,
            Proposals = [.. example.GetProperty("voorstellen").EnumerateArray().Select((v, i) => new ComparedProposal(new ProposalRevisionReference(v.GetProperty("code").GetString()!, 1), "", false, i + 1))],
            Scores = [.. scores],
        }, new OutcomeDrawing { Draws = 0 }, CancellationToken.None);
    }

    private static Criterion Named(JsonElement criterion, string code, decimal weight, JsonElement scale)
    {
        var (worst, best) = (scale.GetProperty("worst").GetDecimal(), scale.GetProperty("best").GetDecimal());
        return Criterion(criterion.GetProperty(code).GetString()!, weight, worst, best) with { Scale = new Scale { Worst = worst, Best = best, Unit = scale.TryGetProperty("unit", out var unit) ? unit.GetString() : null } };
    }

    private static JsonElement Read(params string[] path) => JsonDocument.Parse(File.ReadAllText(Path.Combine([Repository.Tests, "..", "..", .. path]))).RootElement;
}
