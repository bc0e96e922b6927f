using WikkenWegen.Domain.Learning;
using static WikkenWegen.Domain.Tests.InstrumentSpec;

namespace WikkenWegen.Domain.Tests;

/// <summary>What streams that are no weighings have in common.</summary>
public class StreamTests
{
    [Theory]
    [InlineData("corporation", "waterland-wonen")]
    [InlineData("instrument", "BUURT")]
    public void An_identity_is_made_of_kind_and_name_and_is_a_UUID_of_version_8(string kind, string name)
    {
        var id = StreamIds.Of(kind, name);
        id.Version.ShouldBe(8);
        (id.Variant & 0xC).ShouldBe(0x8);
        StreamIds.Of(kind, name).ShouldBe(id);
        StreamIds.Of(kind, name + "x").ShouldNotBe(id);
        StreamIds.Of("other", name).ShouldNotBe(id);
    }

    [Fact]
    public void Who_carries_a_command_or_an_event_need_not_know_what_it_is_of()
    {
        IStreamCommand command = new DraftInstrument { Stream = Id, Code = "BUURT", Content = Plain };
        command.ShouldSatisfyAllConditions(c => c.Begins.ShouldBeTrue(), c => c.State.ShouldBe(typeof(WeighingInstrument)), c => c.Stream.ShouldBe(Id));
        var ruling = command.At(Day(3)).Decide(null, Now, Colleague("strategist-1"));
        ruling.Records(new InstrumentDrafted { OccurredAt = Day(3), Code = "BUURT", Content = Plain });
        var happened = (IStreamEvent)ruling.Event!;
        happened.State.ShouldBe(typeof(WeighingInstrument));
        ((WeighingInstrument)happened.After(null, new Origin(1, Day(3), Day(3), "strategist-1"))).Code.ShouldBe("BUURT");
        happened.ShouldSatisfyAllConditions(e => e.Part.ShouldBe(""), e => e.Holder.ShouldBeNull(), e => e.Replaces.ShouldBeFalse(), e => e.Erases.ShouldBeEmpty());
        ((IStreamEvent)Published(3)).Part.ShouldBe("versions/3");
        ((IStreamEvent)DraftRevised()).Replaces.ShouldBeTrue();
    }

    [Fact]
    public void What_closes_resolves_takes_back_or_blocks_is_recorded_however_much_there_is_already()
    {
        var commands = typeof(IStreamCommand).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IStreamCommand)));
        commands.Where(type => ((IStreamCommand)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type)).FitsAlways).ShouldBe(
        [
            typeof(CloseInstrumentRound), typeof(ResolveInstrumentObjection), typeof(SucceedInstrument), typeof(RetireInstrument),
            typeof(WithdrawSignUp), typeof(BlockEdition), typeof(ShowCaseChoices), typeof(WithdrawCase),
        ], ignoreOrder: true);
    }
}
