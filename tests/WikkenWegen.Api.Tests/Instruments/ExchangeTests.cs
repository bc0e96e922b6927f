using System.Collections.Immutable;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Json.Schema;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Instruments;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Instruments;

namespace WikkenWegen.Api.Tests.Instruments;

/// <summary>The form in which instruments are exchanged: what is given out is taken in as the same, and as the published schema says.</summary>
public class ExchangeTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(InstrumentSchema.Json.GetRawText());

    public static TheoryData<string> Shipped => [.. ShippedInstruments.All.Keys];

    private static readonly Gen<string> Words = Gen.Elements("Leefbaarheid", "é", "een \"buurt\"", "a\\b", "\u2603 sneeuw", "10 < 20 & 30");

    private static Gen<T?> Maybe<T>(Gen<T> gen) where T : class => Gen.OneOf(gen.Select(value => (T?)value), Gen.Constant<T?>(null));

    private static Gen<decimal?> MaybeNumber => Gen.OneOf(Gen.Choose(-100_000, 100_000).Select(n => (decimal?)(n / 100m)), Gen.Constant<decimal?>(null), Gen.Constant<decimal?>(1.50m));

    private static Gen<ImmutableArray<T>> Few<T>(Gen<T> gen, int least = 0) => Gen.Choose(least, 3).SelectMany(n => gen.ListOf(n)).Select(list => list.ToImmutableArray());

    private static Gen<T> Any<T>() where T : struct, Enum => Gen.Elements(Enum.GetValues<T>());

    private static readonly Gen<ScaleLevel> Level = from value in Gen.Choose(-50, 50) from words in Words select new ScaleLevel(value / 10m, words);

    private static readonly Gen<InstrumentScale> Scale =
        from kind in Any<InstrumentScaleKind>()
        from worst in MaybeNumber
        from best in MaybeNumber
        from unit in Maybe(Words)
        from levels in Few(Level)
        from reference in Maybe(Level)
        from words in Few(Words)
        from parties in Few(Words)
        select new InstrumentScale { Kind = kind, Worst = worst, Best = best, Unit = unit, Levels = levels, Reference = reference, Words = words, Parties = parties };

    private static readonly Gen<InstrumentCriterion> Criterion =
        from number in Gen.Choose(1, 99)
        from name in Words
        from goal in Maybe(Words)
        from guidance in Maybe(Words)
        from scale in Scale
        from weight in MaybeNumber
        select new InstrumentCriterion { Code = FormattableString.Invariant($"C{number}"), Name = name, Goal = goal, Guidance = guidance, Scale = scale, Weight = weight is < 0 ? -weight : weight };

    private static readonly Gen<InstrumentTheme> Theme =
        from number in Gen.Choose(1, 99)
        from name in Words
        from guidance in Maybe(Words)
        from criteria in Few(Criterion, 1)
        select new InstrumentTheme { Code = FormattableString.Invariant($"T{number}"), Name = name, Guidance = guidance, Criteria = criteria };

    private static readonly Gen<InstrumentContent> Content =
        from name in Words
        from description in Maybe(Words)
        from owner in Words
        from licence in Maybe(Words)
        from source in Maybe(Gen.Constant("https://example.org/meetlat"))
        from language in Gen.Elements("nl", "en-GB")
        from beside in Few(Words)
        from themes in Few(Theme, 1)
        from weights in Any<InstrumentWeights>()
        from filledIn in Any<FilledIn>()
        from flags in Gen.Choose(0, 15)
        from codes in Few(Gen.Elements("C1", "C2"))
        select new InstrumentContent
        {
            Name = name,
            Description = description,
            Owner = owner,
            Licence = licence,
            Source = source,
            Language = language,
            UsedBeside = beside,
            Themes = themes,
            Weights = weights,
            FilledIn = filledIn,
            Tailoring = new TailoringRules { MayLeaveOut = (flags & 1) > 0, Fixed = codes, MayAdd = (flags & 2) > 0, MayRescale = (flags & 4) > 0, MayReweigh = (flags & 8) > 0 },
        };

    private static string Given(InstrumentContent content) => JsonSerializer.Serialize(content, ApiJson.Responses);

    [Fact]
    public void What_is_given_out_is_taken_in_as_the_same_content()
    {
        foreach (var content in Content.Sample(300, new Rnd(20261129), 50))
        {
            var json = Given(content);
            using var document = JsonDocument.Parse(json);
            Shape.Of(typeof(InstrumentContentRequest)).Errors(document.RootElement, "").ShouldBeEmpty(json);
            Given(document.Deserialize<InstrumentContentRequest>(ApiJson.Options)!.ToContent()).ShouldBe(json);
            Schema.Evaluate(document.RootElement).IsValid.ShouldBeTrue(json);
        }
    }

    [Theory, MemberData(nameof(Shipped))]
    public void What_comes_with_the_software_breaks_no_rule_and_is_as_the_schema_says(string code)
    {
        var content = ShippedInstruments.All[code].ToContent();
        content.Refusals().ShouldBeEmpty();
        using var document = JsonDocument.Parse(Given(content));
        Schema.Evaluate(document.RootElement).IsValid.ShouldBeTrue();
    }

    [Theory]
    [InlineData("\"name\":\"Wiel van gevolgen\"", "\"name\":\"\"")]
    [InlineData("\"name\":\"Wiel van gevolgen\"", "\"title\":\"Wiel van gevolgen\"")]
    [InlineData("\"language\":\"nl\"", "\"language\":\"Nederlands!\"")]
    [InlineData("\"kind\":\"positiveNegative\"", "\"kind\":\"goodBad\"")]
    [InlineData("\"code\":\"GROEN\"", "\"code\":\"GROEN EN KLIMAAT\"")]
    [InlineData("\"weights\":\"absent\"", "\"weights\":\"absent\",\"extra\":1")]
    public void What_the_schema_refuses_is_refused(string right, string wrong)
    {
        var json = Given(ShippedInstruments.All["WIEL"].ToContent());
        json.ShouldContain(right);
        using var document = JsonDocument.Parse(json.Replace(right, wrong, StringComparison.Ordinal));
        Schema.Evaluate(document.RootElement).IsValid.ShouldBeFalse();
        Shape.Of(typeof(InstrumentContentRequest)).Errors(document.RootElement, "").ShouldNotBeEmpty();
    }
}
