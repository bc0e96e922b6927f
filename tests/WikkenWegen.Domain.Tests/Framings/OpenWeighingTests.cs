namespace WikkenWegen.Domain.Tests;

public class OpenWeighingTests : CommandSpec<OpenWeighingTests>, ICommandSpec
{
    public static Weighing Given => Weighing.None;

    public static WeighingCommand When => Open;

    public static IEnumerable<Refused> Refused =>
    [
        new("a second opening", Given(Opened()), Open, OpenWeighing.AlreadyOpened.Whole()),
        new("the opening of a weighing that has ended", Given(Opened(), ClosedWeighing(40)), Open,
            Rules.WeighingEnded.Whole(2), OpenWeighing.AlreadyOpened.Whole()),
    ];

    private static readonly OpenWeighing Open = new() { OccurredAt = Day(50), Framing = Past.Framing() };

    [Fact]
    public void The_question_is_recorded_as_it_was_framed() =>
        Given().When(Open).Records(new WeighingOpened { OccurredAt = Day(50), Framing = Past.Framing() });

    [Fact]
    public void It_is_the_only_command_that_needs_no_weighing() => Given.ShouldBeSameAs(Weighing.None);

    [Fact]
    public void It_may_have_happened_long_before_it_is_recorded() =>
        Given().When(Open with { OccurredAt = Day(-5000) }).IsRecorded();

    [Fact]
    public void A_deadline_that_has_passed_already_is_recorded() =>
        Given().When(Open with { Framing = Past.Framing() with { Deadline = new DateOnly(2020, 1, 1) } }).IsRecorded();
}
