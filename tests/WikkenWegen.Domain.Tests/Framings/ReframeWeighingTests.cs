namespace WikkenWegen.Domain.Tests;

public class ReframeWeighingTests : BeforeTheEndSpec<ReframeWeighingTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened());

    public static WeighingCommand When => Reframe;

    public static IEnumerable<Refused> Refused =>
    [
        new("a reframing without its reason", Given, Reframe with { Reason = null }, Rules.ReasonMissing.At("/reason")),
        new("a reframing as secret by who has no access by name", Given, Reframe with { Framing = Reframe.Framing with { Confidentiality = Confidentiality.Secret } },
            ReframeWeighing.NotNamed.At("/confidentiality")) { By = Colleague("subject-2") },
        new("a reframing before the one in force", Given(Opened(), Reframed(on: 10)), Reframe with { OccurredAt = Day(9) },
            Rules.OccurredBeforeItsGround.At("/occurredAt", 2, Day(10))),
        new("a change of approver before the one in force ruled", Given(Opened(), Submitted("V1"), Decided(1), Approved(1, on: 60)),
            Reframe with { Framing = Past.Framing(approver: null) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(60))),
        new("a change of approver before an execution that went by the one in force", Given(Opened(), Submitted("V1"), Decided(1), StartedExecution(1, on: 60)),
            Reframe with { Framing = Past.Framing(approver: null) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(60))),
        new("another approver by who decided", Given(Opened(), Submitted("V1"), Decided(1)), Reframe with { Framing = Past.Framing(approver: "Bestuurder") },
            Rules.ApproverChangedByDecider.At("/approverRole", 1)) { By = Colleague("subject-1") },
        new("no approver any more by who decided", Given(Opened(), Submitted("V1"), Decided(1)), Reframe with { Framing = Past.Framing(approver: null) },
            Rules.ApproverChangedByDecider.At("/approverRole", 1)) { By = Colleague("subject-1") },
        new("an approver by who decided when there was none", Given(Opened(approver: null), Submitted("V1"), Decided(1)), Reframe with { Framing = Past.Framing() },
            Rules.ApproverChangedByDecider.At("/approverRole", 1)) { By = Colleague("subject-1") },
        new("another approver by who decided something that was withdrawn", Given(Opened(), Submitted("V1"), Decided(1), WithdrewDecision(1, on: 31)), Reframe with { Framing = Past.Framing(approver: null) },
            Rules.ApproverChangedByDecider.At("/approverRole", 1)) { By = Colleague("subject-1") },
        new("everything that is wrong with it, at once",
            Given(Opened(), Reframed(on: 10)), new ReframeWeighing { OccurredAt = Day(9), Framing = Past.Framing(question: "Asked anew") },
            Rules.ReasonMissing.At("/reason"), Rules.OccurredBeforeItsGround.At("/occurredAt", 2, Day(10))),
    ];

    private static readonly ReframeWeighing Reframe = new()
    {
        OccurredAt = Day(50),
        Framing = Past.Framing() with { Question = "And the square?", Level = Level.Strategic, Areas = [new Area("BU99010302", 2026)] },
        Reason = Text("the square came up"),
    };

    [Fact]
    public void It_says_which_fields_changed() => Given.When(Reframe).Records(new WeighingReframed
    {
        OccurredAt = Day(50),
        Version = 2,
        Framing = Reframe.Framing,
        Changed = ["question", "level", "areas"],
        Reason = Text("the square came up"),
    });

    [Fact]
    public void The_framing_in_force_is_confirmed_with_its_reason()
    {
        var ruling = Given.When(Reframe with { Framing = Past.Framing() });
        ruling.Records(new WeighingReframed { OccurredAt = Day(50), Version = 2, Framing = Past.Framing(), Changed = [], Reason = Text("the square came up") });
        ruling.Event!.Sentence(Language.Dutch).ShouldBe("De vraagstelling is bevestigd zoals zij was (versie 2).");
        ruling.Event.Sentence(Language.English).ShouldBe("The question was confirmed as it was framed (version 2).");
    }

    [Fact]
    public void A_field_that_was_emptied_changed() =>
        ((WeighingReframed)Given.When(Reframe with { Framing = Past.Framing(approver: null) }).Event!).Changed.ShouldBe(["approverRole"]);

    [Fact]
    public void A_ruling_that_came_later_is_no_bar_to_another_change() =>
        Given(Opened(), Submitted("V1"), Decided(1), Rejected(1, on: 60)).When(Reframe).IsRecorded();

    [Fact]
    public void Who_decided_may_change_or_confirm_all_but_the_approver_and_another_that_too()
    {
        var decided = Given(Opened(), Submitted("V1"), Decided(1));
        decided.When(Reframe, by: Colleague("subject-1")).IsRecorded();
        decided.When(Reframe with { Framing = Past.Framing() }, by: Colleague("subject-1")).IsRecorded();
        decided.When(Reframe with { Framing = Past.Framing(approver: null) }, by: Colleague("subject-2")).IsRecorded();
    }

    [Fact]
    public void What_changed_is_told_against_the_framing_in_force() =>
        ((WeighingReframed)Given(Opened(), Reframed(on: 10)).When(Reframe with { Framing = Past.Framing() }).Event!).Changed.ShouldBe(["question"]);
}
