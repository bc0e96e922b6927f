using static WikkenWegen.Domain.Tests.CorporationSpec;

namespace WikkenWegen.Domain.Tests;

public class CarryOutErasureTests
{
    private static readonly ErasureCarriedOut Done = new()
    {
        OccurredAt = Day(20),
        ErasureId = Guid.Parse("019c2283-f800-7000-8000-0000000000e2"),
        Subject = "person-1",
        Ground = ErasureGround.Objection,
        Weighings = [Guid.Parse("019c2283-f800-7000-8000-000002026014")],
        Texts = 1,
        DecidedBy = "eerste",
        ConfirmedBy = "tweede",
        RequestedAt = Day(19),
    };

    private static readonly CarryOutErasure CarryOut = new() { OccurredAt = Day(20), Code = Waterland.Code, Done = Done with { OccurredAt = default } };

    [Fact]
    public void That_it_was_carried_out_is_recorded_with_the_moment_of_the_command() => Corporation(Registered()).When(CarryOut).Records(Done);

    [Fact]
    public void Of_what_is_not_registered_nothing_is_erased() => Corporation().When(CarryOut).Refuses(CorporationCommand.NoSuchCorporation.Whole());

    [Fact]
    public void It_changes_nothing_of_the_registration_and_its_version() => Corporation(Registered(), Renamed(), Done).ShouldBe(Corporation(Registered(), Renamed()));

    [Fact]
    public void It_tells_how_much_was_erased()
    {
        Done.Sentence(Language.English).ShouldBe("Of one person 1 text was erased in 1 weighing, on the ground of: objection of the person (GDPR art. 17(1)(c)).");
        (Done with { Texts = 12, Weighings = [Guid.Empty, Done.Weighings[0]] }).Sentence(Language.Dutch).ShouldBe("Van één persoon zijn 12 teksten gewist in 2 afwegingen, op grond van: bezwaar van de betrokkene (AVG art. 17 lid 1 onder c).");
    }

    [Fact]
    public void It_tells_of_instruments_too_and_of_nothing_that_there_was_none_of()
    {
        var also = Done with { Texts = 3, Instruments = [Guid.Empty] };
        also.Sentence(Language.English).ShouldBe("Of one person 3 texts were erased in 1 weighing and 1 instrument, on the ground of: objection of the person (GDPR art. 17(1)(c)).");
        also.Sentence(Language.Dutch).ShouldBe("Van één persoon zijn 3 teksten gewist in 1 afweging en 1 instrument, op grond van: bezwaar van de betrokkene (AVG art. 17 lid 1 onder c).");
        var alone = Done with { Weighings = [], Instruments = [Guid.Empty, Done.ErasureId] };
        alone.Sentence(Language.English).ShouldBe("Of one person 1 text was erased in 2 instruments, on the ground of: objection of the person (GDPR art. 17(1)(c)).");
        alone.Sentence(Language.Dutch).ShouldBe("Van één persoon is 1 tekst gewist in 2 instrumenten, op grond van: bezwaar van de betrokkene (AVG art. 17 lid 1 onder c).");
    }
}
