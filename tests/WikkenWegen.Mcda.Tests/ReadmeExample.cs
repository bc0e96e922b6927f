// The code between the marks is the worked example of the README, line by line.
namespace WikkenWegen.Mcda.Tests;

public class ReadmeExample
{
    [Fact]
    public void Compiles_and_says_what_the_README_says()
    {
        var output = new StringWriter();
        Run(output);
        var readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md")).ReplaceLineEndings("\n");
        var source = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ReadmeExample.cs")).ReplaceLineEndings("\n");
        var begin = source.IndexOf("// <example>\n", StringComparison.Ordinal) + "// <example>\n".Length;
        var code = source[begin..source.LastIndexOf("        // </example>", StringComparison.Ordinal)].Split('\n').Select(line => line.Length > 8 ? line[8..] : "");
        Block(readme, "csharp").ShouldBe(string.Join('\n', code).TrimEnd().Split('\n'));
        Block(readme, "text").ShouldBe(output.ToString().ReplaceLineEndings("\n").TrimEnd().Split('\n'));
    }

    private static string[] Block(string readme, string language)
    {
        var begin = readme.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return readme[begin..readme.IndexOf("```", begin, StringComparison.Ordinal)].TrimEnd().Split('\n');
    }

    private static void Run(TextWriter console)
    {
        // <example>
        // What a block of flats is worth keeping for: two criteria in numbers, one in words, each on a scale agreed beforehand.
        var scales = new Dictionary<string, ValueFunction>
        {
            ["rent"] = ValueFunction.Linear(worst: 900, best: 500, OutsideScale.Refuse).Value, // euros a month: less is better
            ["energy"] = ValueFunction.PiecewiseLinear([(50, 1), (150, 0.4), (300, 0)], OutsideScale.Clip).Value, // kWh/m² a year
            ["comfort"] = ValueFunction.InWords([("poor", 0), ("fair", 0.5), ("good", 1)]).Value,
        };
        var scores = ScoreTable.Create(["maintain", "renovate", "rebuild"], ["rent", "energy", "comfort"],
            [
                [Score.Between(520, 540, 560), Score.Between(240, 260, 300), "poor"],
                [Score.Between(580, 620, 680), Score.Between(80, 100, 140), Score.InWords("fair", "good", "good")],
                [Score.Between(700, 760, 850), Score.Between(50, 60, 70), "good"],
            ]);
        var weights = SwingWeights.Of([("rent", 100), ("energy", 60), ("comfort", 40)]).Value;

        // Bad data is an answer, not an exception: every error names its cell.
        if (!scores.Then(s => ValueTable.Of(s, scales)).TryGet(out var values)) return;

        var outcome = AdditiveValue.Of(values, weights).Value; // exact fractions
        foreach (var place in outcome.Ranking) console.WriteLine($"{place.Rank}. {place.Name} {place.Value} = {place.Value.ToDecimalString(3)}");

        var lead = outcome.Difference("renovate", "maintain");
        console.WriteLine($"renovate leads maintain by {lead.Total}: {string.Join(", ", lead.Terms.Select(t => $"{t.Criterion} {t.Amount}"))}");

        var flip = WeightStability.Of(outcome).Value.SmallestFlip!;
        console.WriteLine($"{flip.NewFirst[0]} comes first when the weight of {flip.Criterion} goes from {flip.Weight} to {flip.At.ToDecimalString(3)}");

        // Nobody agrees on the weights? Draw them all, and the scores within their ranges.
        var smaa = Smaa2.Run(values, WeightInformation.Unknown(values.Criteria).Value, new DrawOptions(Seed: 2026)).Value;
        console.WriteLine($"renovate is first in {100 * smaa.RankAcceptability["renovate", "1"]:F0} % of the draws ({smaa.Algorithm}, {Smaa2.Generator}, seed {smaa.Seed})");
        // </example>
    }
}
