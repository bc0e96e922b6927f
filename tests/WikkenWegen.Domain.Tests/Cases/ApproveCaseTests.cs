namespace WikkenWegen.Domain.Tests;

public class ApproveCaseTests : AlsoAfterTheEndSpec<ApproveCaseTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted(), PreparedCase());

    public static WeighingCommand When => Approve;

    public static IEnumerable<Refused> Refused =>
    [
        new("a case that does not exist", Given, Approve with { Number = 2 }, ShareCase.NoSuchCase.Whole(2)),
        new("another preview than the one prepared", Given, Approve with { Digest = new string('b', 64) }, ApproveCase.OtherCasePrepared.At("/digest", 1)),
        new("a second approval", Given.And(ApprovedCase()), Approve, ApproveCase.CaseAlreadyApproved.Whole(1, 4)),
        new("a case of a weighing that has become secret", Given.And(Reframed(46) with { Framing = Framing() with { Confidentiality = Confidentiality.Secret } }), Approve, PrepareCase.CaseOfSecret.Whole()),
        new("a case while a blind round is open", Given.And(OpenedRound(1, 46, blind: true)), Approve, PrepareCase.CaseInBlindRound.Whole(1)),
        new("a case of which a text was erased", Given.And(Erased(1, 46, Text("question").Digest)), Approve, ShareCase.CaseChanged.Whole(1)),
        new("a case of which a text was corrected", Given.And(CorrectedText(3, "question", on: 46, field: "question")), Approve, ShareCase.CaseChanged.Whole(1)),
        new("a case of which the copy does not come out any more", Given, Approve with { Changed = true }, ShareCase.CaseChanged.Whole(1)),
        new("an approval before the case was prepared", Given, Approve with { OccurredAt = Day(39) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(40))),
    ];

    private static readonly ApproveCase Approve = new() { OccurredAt = Day(50), Number = 1, Digest = new string('a', 64) };

    [Fact]
    public void The_copy_that_was_approved_is_recorded() => Given.When(Approve).Records(ApprovedCase(on: 50));

    [Fact]
    public void Who_names_no_copy_approves_that_of_the_case() => Given.When(Approve with { Digest = null }).Records(ApprovedCase(on: 50));

    [Fact]
    public void What_was_erased_or_corrected_elsewhere_is_in_no_way() =>
        Given(Opened(), Submitted(), PreparedCase(), Invited() with { PersonName = Text("name") }, CorrectedText(4, "name", on: 46, field: "personName"), Erased(1, 47, Text("name").Digest)).When(Approve).IsRecorded();

    [Fact]
    public void Each_case_is_approved_by_itself() => Given.And(ApprovedCase(), PreparedCase(2, on: 46)).When(Approve with { Number = 2 }).IsRecorded();
}
