using FsCheck.Fluent;

namespace WikkenWegen.Domain.Tests;

/// <summary>Whatever instrument can be published, a weighing can take as it is: there is no instrument that nobody can use.</summary>
public class TakenUnchangedTests
{
    private static readonly Guid Id = new("019f0000-0000-7000-8000-000000000012");

    [Fact]
    public void Whatever_is_published_can_be_taken_by_a_weighing_without_a_departure()
    {
        var taken = new List<InstrumentContent>();
        foreach (var seed in Seeded.Samples(Gen.Choose(0, int.MaxValue), 3000))
        {
            var content = AnInstrument(new Dice(new Random(seed), wild: 0));
            if (content.Refusals().Any()) continue;
            taken.Add(content);
            var set = Taken(content) with { Instrument = new Instrument("", "1", null, "BUURT", Id) };
            Given(Opened()).When(new SetCriteria { OccurredAt = Day(50), Set = set, Compared = Tailoring.Compare(content, set) }).IsRecorded();
        }
        // Enough of each kind, and of those that this is about.
        var scales = taken.SelectMany(content => content.Themes[0].Criteria).Select(criterion => criterion.Scale).ToList();
        foreach (var kind in Enum.GetValues<InstrumentScaleKind>()) scales.Count(scale => scale.Kind == kind).ShouldBeGreaterThan(20, kind.ToString());
        scales.Count(scale => scale.Kind == InstrumentScaleKind.Reference && Throughout(scale)).ShouldBeGreaterThan(5);
        foreach (var weights in Enum.GetValues<InstrumentWeights>()) taken.Count(content => content.Weights == weights).ShouldBeGreaterThan(20, weights.ToString());
    }

    [Fact]
    public void As_many_criteria_as_a_weighing_has_can_be_taken() =>
        InstrumentSpec.Content([.. Enumerable.Repeat(InstrumentSpec.Points, 100), .. Enumerable.Repeat(InstrumentSpec.Worded, 100)]).Refusals().ShouldBeEmpty();

    private static InstrumentContent AnInstrument(Dice dice)
    {
        var weights = dice.Any<InstrumentWeights>();
        return InstrumentSpec.Weighed(weights, Enumerable.Range(0, dice.Between(1, 4)).Select(_ => AScale(dice)).ToList().Select(scale =>
            (scale, weights == InstrumentWeights.Prescribed && scale.Worst is not null ? dice.Between(0, 3) : (decimal?)null)));
    }

    private static InstrumentScale AScale(Dice dice)
    {
        var kind = dice.Any<InstrumentScaleKind>();
        var adds = kind is InstrumentScaleKind.Numeric or InstrumentScaleKind.Reference;
        var (worst, best) = (dice.Between(0, 4), dice.Between(0, 4));
        var levels = Enumerable.Range(0, 5).Where(_ => dice.Chance(50)).Select(value => new ScaleLevel(value, dice.Of("laag", "hoog"))).ToList();
        if (worst > best) levels.Reverse();
        return new InstrumentScale
        {
            Kind = kind,
            Worst = adds ? worst : null,
            Best = adds ? best : null,
            Unit = (adds && dice.Chance(50)) || kind == InstrumentScaleKind.MoneyPerParty ? "euro" : null,
            Levels = adds && dice.Chance(70) ? [.. levels.Where(level => dice.Chance(20) || (level.Value >= Math.Min(worst, best) && level.Value <= Math.Max(worst, best)))] : [],
            Reference = kind == InstrumentScaleKind.Reference ? new ScaleLevel(dice.Between(0, 4), "Waterbuurt") : null,
            Words = kind == InstrumentScaleKind.Ordinal ? [.. new[] { "slechter", "Gelijk", "gelijk ", "beter" }.Where(_ => dice.Chance(60))] : [],
            Parties = kind == InstrumentScaleKind.MoneyPerParty ? [.. new[] { "huurders", "gemeente", "Gemeente" }.Where(_ => dice.Chance(40))] : [],
        };
    }

    private static bool Throughout(InstrumentScale scale) => scale.Levels is [var first, .., var last] && first.Value == scale.Worst && last.Value == scale.Best;

    /// <summary>The criteria as they are; levels that do not go from anchor to anchor are guidance. Where no weights are prescribed, each has 1.</summary>
    private static CriteriaSet Taken(InstrumentContent content)
    {
        var set = TailoringTests.Taken(content);
        var used = content.Themes[0].Criteria.ToDictionary(c => c.Code, c => Throughout(c.Scale));
        return set with { Criteria = [.. set.Criteria.Select(c => used[c.Code] ? c : c with { Scale = c.Scale with { Levels = [] } })] };
    }
}
