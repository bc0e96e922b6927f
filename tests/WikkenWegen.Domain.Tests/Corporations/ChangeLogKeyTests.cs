using static WikkenWegen.Domain.Tests.CorporationSpec;

namespace WikkenWegen.Domain.Tests;

public class ChangeLogKeyTests
{
    private static readonly LogKeyChanged Changed = new() { OccurredAt = Day(20), From = "log/een+11111111+AQ==", To = "log/een+22222222+AQ==", Statement = "…" };

    private static readonly ChangeLogKey Change = new() { OccurredAt = Day(20), Code = Waterland.Code, From = Changed.From, To = Changed.To, Statement = "…" };

    [Fact]
    public void That_the_key_was_changed_is_recorded() => Corporation(Registered()).When(Change).Records(Changed);

    [Fact]
    public void Of_what_is_not_registered_no_key_is_changed() => Corporation().When(Change).Refuses(CorporationCommand.NoSuchCorporation.Whole());

    [Fact]
    public void It_changes_nothing_of_the_registration_and_its_version() => Corporation(Registered(), Renamed(), Changed).ShouldBe(Corporation(Registered(), Renamed()));

    [Fact]
    public void It_is_told_by_the_ids_of_the_keys() =>
        (Changed.Sentence(Language.Dutch), Changed.Sentence(Language.English)).ShouldBe((
            "Het logboek wordt voortaan met een andere sleutel ondertekend: 22222222 in plaats van 11111111.",
            "The log is signed by another key from now on: 22222222 in place of 11111111."));
}
