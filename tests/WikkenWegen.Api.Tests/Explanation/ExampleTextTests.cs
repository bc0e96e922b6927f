using System.Text.RegularExpressions;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Explanation;

namespace WikkenWegen.Api.Tests.Explanation;

/// <summary>The explanations of the examples, read by people before they were kept; and what holds of every text.</summary>
public partial class ExampleTextTests
{
    private static readonly string Golden = Path.Combine(Repository.Root, "tests", "WikkenWegen.Api.Tests", "Explanation", "Texts");

    public static TheoryData<string, ExplanationReader, Language> Texts =>
        [.. from example in ExampleWeighing.All() from reader in Enum.GetValues<ExplanationReader>() from language in Enum.GetValues<Language>() select (example.Reference, reader, language)];

    /// <summary>Where WIKKENWEGEN_WRITE_GOLDEN is 1 a text that is missing is written, to be read before it is committed; never one that is there.</summary>
    [Theory, MemberData(nameof(Texts))]
    public void An_example_is_explained_as_it_was_read(string reference, ExplanationReader reader, Language language)
    {
        var text = ExampleState.Of(reference).Explain(reader, language).Markdown(language);
        var file = Path.Combine(Golden, $"{reference}.{reader.ToString().ToLowerInvariant()}.{language.Tag()}.md");
        if (Environment.GetEnvironmentVariable("WIKKENWEGEN_WRITE_GOLDEN") == "1" && !File.Exists(file))
        {
            Directory.CreateDirectory(Golden);
            File.WriteAllText(file, text);
        }
        text.ShouldBe(File.ReadAllText(file).ReplaceLineEndings("\n"));
    }

    /// <summary>At every moment in the life of each example: half a weighing is explained as well.</summary>
    [Theory, MemberData(nameof(Texts))]
    public void Every_number_in_a_text_is_a_fact_and_every_fact_has_an_event(string reference, ExplanationReader reader, Language language)
    {
        var steps = ExampleWeighing.All().Single(e => e.Reference == reference).Steps.Count;
        for (var version = 1; version <= steps; version += version < steps - 4 ? 4 : 1)
        {
            foreach (var part in ExampleState.Of(reference, version).Explain(reader, language).Parts)
                foreach (var sentence in part.Sentences)
                {
                    var what = $"version {version}, {sentence.Kind}: {sentence.Text}";
                    sentence.Events.ShouldNotBeEmpty(what);
                    sentence.Events.ToArray().ShouldBe(sentence.Events.Distinct().Order().ToArray(), what);
                    sentence.Events.ShouldAllBe(e => e >= 1 && e <= version, what);
                    sentence.Facts.ShouldAllBe(f => f.Events.Length > 0 && f.Events.All(e => sentence.Events.Contains(e)), what);
                    var known = sentence.Facts.SelectMany(f => Numbers(f.Text)).ToHashSet();
                    foreach (var said in sentence.Items.Prepend(sentence.Text)) Numbers(said).Except(known).ShouldBeEmpty(what);
                    foreach (var name in sentence.Items.Prepend(sentence.Text).SelectMany(said => Quoted().Matches(said)).Select(m => m.Value))
                        sentence.Facts.ShouldContain(f => f.Text.Contains(name, StringComparison.Ordinal), what);
                    foreach (var fact in sentence.Facts)
                        sentence.Items.Prepend(sentence.Text).ShouldContain(said => said.Contains(fact.Text, StringComparison.Ordinal), what);
                }
        }
    }

    [Theory, MemberData(nameof(Texts))]
    public void The_plan_is_fixed(string reference, ExplanationReader reader, Language language)
    {
        var explained = ExampleState.Of(reference).Explain(reader, language);
        explained.Parts.Select(p => p.Part).ShouldBe(Enum.GetValues<ExplanationPart>());
        explained.Explanation.ShouldBe("2.2");
    }

    [Theory, MemberData(nameof(Texts))]
    public void The_same_weighing_gives_the_same_words(string reference, ExplanationReader reader, Language language)
    {
        var (once, again) = (ExampleState.Of(reference), ExampleState.Of(reference));
        once.Explain(reader, language).PlainText(language).ShouldBe(again.Explain(reader, language).PlainText(language));
    }

    [Theory, MemberData(nameof(Texts))]
    public void A_board_gets_one_page_and_an_auditor_more(string reference, ExplanationReader reader, Language language)
    {
        var words = ExampleState.Of(reference).Explain(reader, language).PlainText(language).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Length;
        if (reader == ExplanationReader.Board) words.ShouldBeLessThan(650);
        if (reader == ExplanationReader.Auditor) words.ShouldBeGreaterThan(600);
    }

    [Fact]
    public void A_text_that_is_no_longer_in_the_vault_is_said_to_be_gone()
    {
        var state = ExampleState.Of("AFW-2026-014") with { Texts = new Dictionary<string, string>() };
        var text = state.Explain(ExplanationReader.Auditor, Language.Dutch).PlainText(Language.Dutch);
        text.ShouldContain("(deze tekst is er niet meer)");
        text.ShouldNotContain("Wij willen hier blijven wonen");
    }

    /// <summary>
    /// One score otherwise: each reader is told otherwise, or the numbers that this reader is told of the outcome are the same to their last digit.
    /// What tells only that something is other than it was, such as the fingerprint, the seed, or that a score came after the decision, does not count.
    /// </summary>
    [Fact]
    public void Another_score_gives_another_text_or_the_same_outcome()
    {
        var state = ExampleState.Of("AFW-2026-014");
        var before = state.Ground();
        var told = new Dictionary<ExplanationReader, int>();
        foreach (var score in state.Weighing.Scores)
        {
            var scale = before.Weighing.Criteria!.Set.Criterion(score.Criterion)!.Scale;
            foreach (var estimate in new[] { score.Current.Estimate with { Low = scale.Worst }, new Estimate(scale.Worst, scale.Worst, scale.Worst), new Estimate(scale.Best, scale.Best, scale.Best) })
            {
                var other = new WikkenWegen.Domain.Assessment.ScoreRevised { OccurredAt = state.Weighing.LatestOccurredAt, Number = score.Number, Revision = 2, Estimate = estimate };
                var after = (state with { Weighing = state.Weighing.After(new RecordedEvent(other, state.Weighing.Version + 1, other.OccurredAt, "demo")) }).Ground();
                foreach (var reader in Enum.GetValues<ExplanationReader>())
                {
                    if (Totals(after, reader).SequenceEqual(Totals(before, reader))) continue;
                    Text(after, reader).ShouldNotBe(Text(before, reader), $"{reader}, {score.Proposal.Code} on {score.Criterion}: {estimate}");
                    told[reader] = told.GetValueOrDefault(reader) + 1;
                }
            }
        }
        foreach (var reader in Enum.GetValues<ExplanationReader>()) told.GetValueOrDefault(reader).ShouldBeGreaterThan(10, $"{reader}");

        string Text(ExplanationGround ground, ExplanationReader reader) => string.Join('\n', Explaining.Explain(ground, reader, Language.Dutch, text => state.Texts.GetValueOrDefault(text.Digest)).Parts
            .Where(p => p.Part is ExplanationPart.Result or ExplanationPart.Why or ExplanationPart.Turn).SelectMany(p => p.Sentences)
            .Where(s => s.Kind is not ("basis" or "recomputed" or "outcomeRecorded")).SelectMany(s => s.Items.Prepend(s.Text)));

        // A resident is told the totals of the first two, a board also how far that of the first can be off, and an auditor everything.
        static IEnumerable<(string, decimal Low, decimal Expected, decimal High)> Totals(ExplanationGround ground, ExplanationReader reader) =>
            from result in ground.Outcome.Results
            where reader == ExplanationReader.Auditor || result.Rank <= 2
            let total = result.OnScale ?? result.Total!
            let isWhole = reader == ExplanationReader.Auditor || (reader == ExplanationReader.Board && result.Rank == 1)
            select (result.Proposal.Code, isWhole ? total.Low : total.Expected, total.Expected, isWhole ? total.High : total.Expected);
    }

    private static IEnumerable<string> Numbers(string text) => Number().Matches(text).Select(m => m.Value.TrimEnd('.', ','));

    [GeneratedRegex(@"\d[\d.,]*")]
    private static partial Regex Number();

    [GeneratedRegex("‘[^’]*’")]
    private static partial Regex Quoted();
}
