using static WikkenWegen.Domain.Tests.CorporationSpec;

namespace WikkenWegen.Domain.Tests;

public class MakeExportTests
{
    private static readonly AuditExportMade Made = new() { OccurredAt = Day(20), Export = Guid.Parse("019c2283-f800-7000-8000-0000000000e1"), Size = 9, Leaves = 9, Sha256 = new string('0', 64) };

    private static readonly MakeExport Make = new() { OccurredAt = Day(20), Code = Waterland.Code, Made = Made };

    [Fact]
    public void That_an_export_was_made_is_recorded_with_the_moment_of_the_command() =>
        Corporation(Registered()).When(Make with { Made = Made with { OccurredAt = default } }).Records(Made);

    [Fact]
    public void Of_what_is_not_registered_none_is_made() => Corporation().When(Make).Refuses(CorporationCommand.NoSuchCorporation.Whole());

    [Fact]
    public void It_changes_nothing_of_the_registration_and_its_version() => Corporation(Registered(), Renamed(), Made).ShouldBe(Corporation(Registered(), Renamed()));

    [Fact]
    public void The_next_change_builds_on_the_registration_as_if_no_export_had_been_made() =>
        ((CorporationChanged)Corporation(Registered(), Made).When(new ChangeCorporation { OccurredAt = Day(30), Registration = Waterland with { Name = "Anders" } }).Event!).Version.ShouldBe(2);

    [Fact]
    public void A_period_is_told_as_one() =>
        (Made with { From = Day(1) }).Sentence(Language.English).ShouldBe("An export for an auditor was made of a period: 9 of the 9 events on record.");
}
