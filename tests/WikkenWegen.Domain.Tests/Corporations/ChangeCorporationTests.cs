using static WikkenWegen.Domain.Tests.CorporationSpec;

namespace WikkenWegen.Domain.Tests;

public class ChangeCorporationTests
{
    private static readonly ChangeCorporation Change = new() { OccurredAt = Day(20), Registration = Waterland with { Name = "Waterland", CorporationNumber = null, Oin = "00000001003214345000" } };

    [Fact]
    public void It_says_which_fields_changed_those_that_came_or_went_included() => Corporation(Registered()).When(Change).Records(new CorporationChanged
    {
        OccurredAt = Day(20),
        Version = 2,
        Registration = Change.Registration,
        Changed = ["name", "oin", "corporationNumber"],
    });

    [Fact]
    public void What_changed_is_told_against_the_registration_in_force() =>
        ((CorporationChanged)Corporation(Registered(), Renamed()).When(new ChangeCorporation { OccurredAt = Day(20), Registration = Waterland }).Event!).Changed.ShouldBe(["name"]);

    [Fact]
    public void To_send_what_is_registered_already_is_to_confirm_it()
    {
        var ruling = Corporation(Registered()).When(Change with { Registration = Waterland });
        ruling.Records(new CorporationChanged { OccurredAt = Day(20), Version = 2, Registration = Waterland, Changed = [] });
        ruling.Event!.Sentence(Language.Dutch).ShouldBe("De registratie van 'Stichting Waterland Wonen' is bevestigd zoals zij was (versie 2).");
        ruling.Event.Sentence(Language.English).ShouldBe("The registration of 'Stichting Waterland Wonen' was confirmed as it was (version 2).");
    }

    [Fact]
    public void What_is_not_registered_cannot_be_changed() => Corporation().When(Change).Refuses(CorporationCommand.NoSuchCorporation.Whole());

    [Fact]
    public void It_was_not_changed_before_the_version_that_it_builds_on() =>
        Corporation(Registered(), Renamed(on: 30)).When(Change).Refuses(Rules.OccurredBeforeItsGround.At("/occurredAt", 2, Day(30)));

    [Fact]
    public void Nor_after_the_moment_of_recording()
    {
        Corporation(Registered()).When(Change, now: Day(20)).IsRecorded();
        Corporation(Registered()).When(Change, now: Day(19)).Refuses(Rules.OccurredInTheFuture.At("/occurredAt", Day(19)));
    }

    [Fact]
    public void The_state_is_the_registration_in_force_and_who_changed_it_last() => Corporation(Registered(on: 5), Renamed("Een", 2, on: 7), Renamed("Twee", 3, on: 9)).ShouldBe(new Corporation
    {
        Code = "waterland-wonen",
        Name = "Twee",
        KvkNumber = "00000027",
        CorporationNumber = "L9998",
        Version = 3,
        RegisteredAt = Day(5),
        ChangedAt = Day(9),
        ChangedBy = "subject-3",
    });
}
