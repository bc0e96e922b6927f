namespace WikkenWegen.Domain.Tests;

public class ShareCaseTests : AlsoAfterTheEndSpec<ShareCaseTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted(), PreparedCase(), ApprovedCase());

    public static WeighingCommand When => Share;

    public static IEnumerable<Refused> Refused =>
    [
        new("a case that does not exist", Given, Share with { Number = 2 }, ShareCase.NoSuchCase.Whole(2)),
        new("a case that was not approved", Given(Opened(), Submitted(), PreparedCase()), Share, ShareCase.CaseNotApproved.Whole(1)),
        new("a case that was shared already", Given.And(SharedCase()), Share, ShareCase.CaseAlreadyShared.Whole(1, 5)),
        new("a case of a weighing that has become secret", Given.And(Reframed(46) with { Framing = Framing() with { Confidentiality = Confidentiality.Secret } }), Share, PrepareCase.CaseOfSecret.Whole()),
        new("a case while a blind round is open", Given.And(OpenedRound(1, 46, blind: true)), Share, PrepareCase.CaseInBlindRound.Whole(1)),
        new("a case of which a text was erased or corrected", Given, Share with { Case = null }, ShareCase.CaseChanged.Whole(1)),
        new("a case of which a text was erased after its copy was made", Given.And(Erased(1, 46, Text("question").Digest)), Share, ShareCase.CaseChanged.Whole(1)),
        new("a case of which a text was corrected after its copy was made", Given.And(CorrectedText(3, "question", on: 46, field: "question")), Share, ShareCase.CaseChanged.Whole(1)),
        new("a sharing before the approval", Given, Share with { OccurredAt = Day(44) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(45))),
    ];

    private static readonly ShareCase Share = new() { OccurredAt = Day(50), Number = 1, Case = Other };

    [Fact]
    public void The_identity_in_the_network_is_recorded_and_nowhere_else() => Given.When(Share).Records(SharedCase(on: 50));

    [Fact]
    public void What_was_taken_back_is_not_shared_again_but_prepared_again() => Given.And(SharedCase(), TookBackCase()).When(Share with { OccurredAt = Day(60) }).Refuses(ShareCase.CaseAlreadyShared.Whole(1, 5));
}
