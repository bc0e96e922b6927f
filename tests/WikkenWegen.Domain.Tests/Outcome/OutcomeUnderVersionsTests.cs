namespace WikkenWegen.Domain.Tests;

/// <summary>V1 scores 8 on BET and 2 on KWA, V2 the other way round; the first version weighs them 60 and 40.</summary>
public class OutcomeUnderVersionsTests
{
    private static readonly Weighing Weighing = Given(Opened(), Submitted("V1"), Submitted("V2"), AdoptedCriteria(), Score(1, "V1", "BET", 8), Score(2, "V1", "KWA", 2), Score(3, "V2", "BET", 2), Score(4, "V2", "KWA", 8));

    private static ScoreGiven Score(int number, string proposal, string criterion, decimal value) => Scored(number, proposal: proposal, criterion: criterion) with { Estimate = new Estimate(value, value, value) };

    private static CriteriaChanged Changed(int version, params ImmutableArray<Criterion> criteria) => ChangedCriteria(version, on: 10 + version) with { Set = CriteriaOf(criteria) };

    private static OutcomeUnderVersions Of(Weighing weighing) => OutcomeUnderVersions.Of(weighing, OutcomeSelection.Everything, CancellationToken.None);

    [Fact]
    public void Weights_that_change_the_winner_are_said_to()
    {
        var under = Of(Weighing.And(Changed(2, Criterion(weight: 40), Criterion("KWA", 60))));
        under.Versions.Select(v => (v.Version, v.ClearWinner, v.Margin)).ShouldBe([(1, "V1", 12m), (2, "V2", 12m)]);
        var change = under.Changes.ShouldHaveSingleItem();
        (change.From, change.To, change.WeightsOnly, change.FirstChanged).ShouldBe((1, 2, true, true));
        change.RankChanges.ShouldBe([new RankChange("V1", 1, 2), new RankChange("V2", 2, 1)]);
        under.Answer.ShouldBe(new Spoken(
            "De wijziging van de gewichten (versie 2) veranderde de eerste plaats: eerst V1, daarna V2.", "The change of the weights (version 2) changed the first place: before it V1, after it V2."));
    }

    [Fact]
    public void Weights_that_do_not_are_said_not_to() => Of(Weighing.And(Changed(2, Criterion(weight: 51), Criterion("KWA", 49)))).Answer.Dutch
        .ShouldBe("De wijziging van de gewichten (versie 2) veranderde niets aan de eerste plaats: die bleef voor V1.");

    [Fact]
    public void Where_a_version_has_no_outcome_nothing_can_be_said()
    {
        var under = Of(Weighing.And(Changed(2, Criterion(best: 100), Criterion("KWA", 40))));
        under.Changes[0].FirstChanged.ShouldBeNull();
        under.Changes[0].WeightsOnly.ShouldBeFalse();
        under.Versions[1].NotCounted.Length.ShouldBe(2);
        under.Answer.English.ShouldBe("Whether the change of the criteria (version 2) changed the first place cannot be said: under version 2 there is no outcome.");
    }

    [Fact]
    public void Of_several_changes_those_that_turned_it_are_named()
    {
        var changed = Weighing.And(Changed(2, Criterion(weight: 51), Criterion("KWA", 49)));
        Of(changed.And(Changed(3, Criterion(weight: 1), Criterion("KWA", 2)))).Answer.English.ShouldBe("Yes: with version 3 of the criteria the first place changed.");
        Of(changed.And(Changed(3, Criterion(weight: 2), Criterion("KWA", 1)))).Answer.English.ShouldBe("No: under every version of the criteria V1 comes first.");
        Of(changed.And(Changed(3, Criterion(best: 100)))).Answer.English.ShouldBe("That cannot be said: there is not an outcome under every version of the criteria.");
    }

    [Fact]
    public void Without_a_change_there_is_nothing_to_compare()
    {
        Of(Weighing).Answer.English.ShouldBe("No: the criteria were not changed.");
        Of(Given(Opened())).Answer.English.ShouldBe("No criteria have been adopted yet.");
    }
}
