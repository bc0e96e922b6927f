namespace WikkenWegen.Domain.Tests;

public class PrepareCaseTests : AlsoAfterTheEndSpec<PrepareCaseTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted());

    public static WeighingCommand When => Prepare;

    public static IEnumerable<Refused> Refused =>
    [
        new("a case of a secret weighing", Given(Opened() with { Framing = Framing() with { Confidentiality = Confidentiality.Secret } }), Prepare with { ReadVersion = 1 }, PrepareCase.CaseOfSecret.Whole()),
        new("a case that could not be made", Given, Prepare with { Unmade = [Rules.UnknownProposal.At("/proposals/0/code", "V9")] }, Rules.UnknownProposal.At("/proposals/0/code", "V9")),
        new("a case while a blind round is open", Given.And(OpenedRound(blind: true)), Prepare, PrepareCase.CaseInBlindRound.Whole(1)),
        new("a case of a moment at which a blind round was open", Given.And(OpenedRound(on: 49, blind: true), ClosedRound(on: 51)), Prepare, PrepareCase.CaseInBlindRound.Whole(1)),
    ];

    private static readonly PrepareCase Prepare = new()
    {
        OccurredAt = Day(50),
        Content = new CaseContent { Question = Text("question") },
        Rules = "case-rules-1",
        ReadVersion = 2,
        Digest = new string('a', 64),
        Removed = [new RemovedCount(RemovedKind.Day, 4)],
        Telltales = [new TelltaleCount(CaseTelltale.FewParties, 0)],
    };

    [Fact]
    public void Cases_are_numbered_from_one() => Given.And(PreparedCase()).When(Prepare).Records(PreparedCase(2, on: 50));

    [Fact]
    public void An_open_round_is_no_obstacle_nor_a_blind_one_that_was_closed()
    {
        Given.And(OpenedRound()).When(Prepare).IsRecorded();
        Given.And(OpenedRound(blind: true), ClosedRound()).When(Prepare).IsRecorded();
    }
}
