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

    /// <summary>The margin decides whether there is a clear winner, and no weight changed.</summary>
    [Fact]
    public void Another_margin_is_no_change_of_the_weights()
    {
        var under = Of(Weighing.And(ChangedCriteria() with { Set = CriteriaOf() with { ClearMargin = 15 } }));
        under.Versions.Select(v => v.ClearWinner).ShouldBe(["V1", null]);
        var change = under.Changes.ShouldHaveSingleItem();
        (change.WeightsOnly, change.FirstChanged).ShouldBe((false, false));
        under.Answer.ShouldBe(new Spoken(
            "De wijziging van het verschil dat telt (versie 2) veranderde niets aan de eerste plaats: die bleef voor V1, maar de volgorde is sindsdien niet duidelijk.",
            "The change of the difference that counts (version 2) did not change the first place: it stayed with V1, but the order is not clear since then."));
        var dropped = Of(Weighing.And(ChangedCriteria() with { Set = CriteriaOf() with { ClearMargin = 15 } }, ChangedCriteria(3, 12) with { Set = CriteriaOf() }));
        dropped.Changes[1].InWords.Dutch.ShouldEndWith("die bleef voor V1, en de volgorde is sindsdien duidelijk.");
        dropped.Answer.Dutch.ShouldBe("Nee: onder elke versie van de criteria staat V1 op de eerste plaats, maar niet onder elke versie is de volgorde duidelijk.");
    }

    [Fact]
    public void Another_name_is_no_change_of_the_weights()
    {
        var change = Of(Weighing.And(Changed(2, Criterion() with { Name = "Woonlasten" }, Criterion("KWA", 40)))).Changes.ShouldHaveSingleItem();
        change.WeightsOnly.ShouldBeFalse();
        change.InWords.Dutch.ShouldBe("De wijziging van de criteria (versie 2) veranderde niets aan de eerste plaats: die bleef voor V1.");
    }

    [Fact]
    public void A_winner_that_changed_is_told_also_where_nothing_came_out_in_between()
    {
        var between = Weighing.And(Changed(2, Criterion(best: 100), Criterion("KWA", 40)));
        Of(between.And(Changed(3, Criterion(weight: 40), Criterion("KWA", 60)))).Answer.ShouldBe(new Spoken(
            "Ja: tussen versie 1 en 3 van de criteria veranderde de eerste plaats.", "Yes: between versions 1 and 3 of the criteria the first place changed."));
        Of(between.And(Changed(3, Criterion(weight: 40), Criterion("KWA", 60)), Changed(4, Criterion(), Criterion("KWA", 40)))).Answer.Dutch
            .ShouldBe("Ja: met versie 4 en tussen versie 1 en 3 van de criteria veranderde de eerste plaats.");
        Of(between.And(Changed(3, Criterion(weight: 61), Criterion("KWA", 39)))).Answer.Dutch.ShouldStartWith("Dat is niet te zeggen");
    }

    [Fact]
    public void Several_that_come_first_get_a_verb_for_several()
    {
        var even = Of(Weighing.And(Changed(2, Criterion(weight: 50), Criterion("KWA", 50)), Changed(3, Criterion(weight: 5), Criterion("KWA", 5))));
        even.Answer.Dutch.ShouldBe("Ja: met versie 2 van de criteria veranderde de eerste plaats.");
        var always = Given(Opened(), Submitted("V1"), Submitted("V2"), AdoptedCriteria(), Score(1, "V1", "BET", 8), Score(2, "V1", "KWA", 2), Score(3, "V2", "BET", 8), Score(4, "V2", "KWA", 2));
        Of(always.And(Changed(2, Criterion(weight: 50), Criterion("KWA", 50)), Changed(3, Criterion(weight: 40), Criterion("KWA", 60)))).Answer.Dutch
            .ShouldBe("Nee: onder elke versie van de criteria staan V1 en V2 op de eerste plaats.");
    }

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
    public void Where_other_proposals_have_a_total_a_change_is_not_said_to_have_changed_the_winner()
    {
        // The scale of BET changes, and only V4 is scored on it again.
        var other = Weighing.And(Submitted("V4", 5), Score(5, "V4", "KWA", 9), Changed(2, Criterion(best: 100), Criterion("KWA", 40)), Score(6, "V4", "BET", 50) with { CriteriaVersion = 2 });
        var under = Of(other);
        under.Versions.Select(v => string.Join(",", v.First)).ShouldBe(["V1", "V4"]);
        under.Changes.ShouldHaveSingleItem().FirstChanged.ShouldBeNull();
        under.Answer.ShouldBe(new Spoken(
            "Of de wijziging van de criteria (versie 2) iets aan de eerste plaats veranderde, is niet te zeggen: daarna hebben andere voorstellen een totaal dan daarvoor.",
            "Whether the change of the criteria (version 2) changed the first place cannot be said: after it, other proposals have a total than before it."));
        var third = other.And(Changed(3, Criterion(best: 100), Criterion("KWA", 41)));
        Of(third).Answer.ShouldBe(new Spoken(
            "Dat is niet te zeggen: niet onder elke versie van de criteria hebben dezelfde voorstellen een totaal.", "That cannot be said: the proposals that have a total are not the same under every version of the criteria."));
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
