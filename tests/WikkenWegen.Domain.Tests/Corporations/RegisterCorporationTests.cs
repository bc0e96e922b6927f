using static WikkenWegen.Domain.Tests.CorporationSpec;

namespace WikkenWegen.Domain.Tests;

public class RegisterCorporationTests
{
    private static readonly RegisterCorporation Register = new() { OccurredAt = Day(20), Registration = Waterland };

    [Fact]
    public void A_corporation_that_is_not_there_is_registered() =>
        Corporation().When(Register).Records(new CorporationRegistered { OccurredAt = Day(20), Registration = Waterland });

    [Fact]
    public void A_code_is_registered_once() => Corporation(Registered()).When(Register).Refuses(Rules.DuplicateCode.At("/code", "waterland-wonen"));

    [Fact]
    public void Nor_was_it_registered_after_the_moment_of_recording_and_all_is_said_at_once() =>
        Corporation(Registered()).When(Register, now: Day(19)).Refuses(Rules.OccurredInTheFuture.At("/occurredAt", Day(19)), Rules.DuplicateCode.At("/code", "waterland-wonen"));

    [Fact]
    public void The_state_says_who_registered_what_and_when() => Corporation(Registered(on: 5)).ShouldBe(new Corporation
    {
        Code = "waterland-wonen",
        Name = "Stichting Waterland Wonen",
        KvkNumber = "00000027",
        CorporationNumber = "L9998",
        Version = 1,
        RegisteredAt = Day(5),
        ChangedAt = Day(5),
        ChangedBy = "subject-1",
    });

    [Fact]
    public void The_installation_itself_registers_its_catalogue_and_that_once_too()
    {
        var own = Register with { Registration = Waterland with { Code = RegisterCorporation.Catalogue }, IsOfInstallation = true };
        Corporation().When(own).Records(new CorporationRegistered { OccurredAt = Day(20), Registration = own.Registration });
        Corporation(new CorporationRegistered { OccurredAt = Day(5), Registration = own.Registration }).When(own).Refuses(Rules.DuplicateCode.At("/code", "catalogue"));
        Corporation(Registered()).When(Register with { IsOfInstallation = true }).Refuses(Rules.DuplicateCode.At("/code", "waterland-wonen"));
    }

    [Fact]
    public void No_corporation_gets_the_code_of_the_catalogue() =>
        Corporation().When(Register with { Registration = Waterland with { Code = RegisterCorporation.Catalogue } }).Refuses(Rules.DuplicateCode.At("/code", "catalogue"));
}
