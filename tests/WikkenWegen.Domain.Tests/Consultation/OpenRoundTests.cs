namespace WikkenWegen.Domain.Tests;

public class OpenRoundTests : BeforeTheEndSpec<OpenRoundTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened());

    public static WeighingCommand When => Open;

    /// <summary>Nothing but what goes for every command: how many rounds are open at once is the corporation's business.</summary>
    public static IEnumerable<Refused> Refused =>
        [new("a round after the end", Given(Opened(), ClosedWeighing(40)), Open, Rules.WeighingEnded.Whole(2))];

    private static readonly OpenRound Open = new() { OccurredAt = Day(50), About = "The three proposals", Blind = true };

    [Fact]
    public void Rounds_are_numbered_from_one() =>
        Given.When(Open).Records(new RoundOpened { OccurredAt = Day(50), Number = 1, About = "The three proposals", Blind = true });

    [Fact]
    public void A_round_may_open_while_another_is_open() =>
        Given(Opened(), OpenedRound(1)).When(Open with { Blind = false })
            .Records(new RoundOpened { OccurredAt = Day(50), Number = 2, About = "The three proposals", Blind = false });
}
