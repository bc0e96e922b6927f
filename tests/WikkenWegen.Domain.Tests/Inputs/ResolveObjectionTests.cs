namespace WikkenWegen.Domain.Tests;

public class ResolveObjectionTests : AlsoAfterTheEndSpec<ResolveObjectionTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted("V1", on: 1), Invited("B1", on: 2), Objected(1, "B1", on: 6));

    public static WeighingCommand When => Resolve;

    public static IEnumerable<Refused> Refused =>
    [
        new("a resolution without saying how", Given, Resolve with { Resolution = null }, Rules.ReasonMissing.At("/resolution")),
        new("the resolution of an objection that does not exist", Given, Resolve with { Number = 2 }, ResolveObjection.NoSuchObjection.Whole(2)),
        new("a second resolution", Given.And(ResolvedObjection(1, on: 14)), Resolve, ResolveObjection.ObjectionAlreadyResolved.Whole(1, 5)),
        new("a resolution before the objection", Given, Resolve with { OccurredAt = Day(5) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(6))),
        new("a resolution by a revision that was made later", Given.And(Revised("V1", 2, on: 60)), Resolve, Rules.OccurredBeforeItsGround.At("/occurredAt", 5, Day(60))),
        new("a resolution by a proposal that does not exist", Given, Resolve with { Proposal = new ProposalChoice("V9", null) },
            Rules.UnknownProposal.At("/proposal/code", "V9")),
        new("a resolution by a revision that does not exist", Given, Resolve with { Proposal = new ProposalChoice("V1", 2) },
            Rules.UnknownRevision.At("/proposal/revision", "V1", 2)),
        new("the resolution of an objection that another raised in a blind round which is open", Blind, Resolve with { Proposal = null }, ResolveObjection.NoSuchObjection.Whole(1)) { By = Colleague("subject-2") },
        new("a resolution of an objection that was raised blindly, before the closing but recorded after it", Blind.And(ClosedRound(1, on: 9)), Resolve with { Proposal = null, OccurredAt = Day(8) },
            Rules.OccurredBeforeItsGround.At("/occurredAt", 5, Day(9))),
        new("everything that is wrong with it, at once", Given,
            new ResolveObjection { OccurredAt = Day(50), Number = 2, Means = ResolutionMeans.Explained, Proposal = new ProposalChoice("V9", null) },
            Rules.ReasonMissing.At("/resolution"), Rules.UnknownProposal.At("/proposal/code", "V9"), ResolveObjection.NoSuchObjection.Whole(2)),
    ];

    private static readonly ResolveObjection Resolve = new()
    {
        OccurredAt = Day(50),
        Number = 1,
        Means = ResolutionMeans.ProposalChanged,
        Resolution = Text("closed at ten"),
        Proposal = new ProposalChoice("V1", null),
    };

    private static Weighing Blind => Given(Opened(), Invited("B1"), OpenedRound(1, on: 4, blind: true), Objected(1, round: 1));

    [Fact]
    public void A_resolution_says_how_and_by_which_revision() =>
        Given.And(Revised("V1", 2, on: 10)).When(Resolve).Records(new ObjectionResolved
        {
            OccurredAt = Day(50),
            Number = 1,
            Means = ResolutionMeans.ProposalChanged,
            Resolution = Text("closed at ten"),
            Proposal = new ProposalRevisionReference("V1", 2),
        });

    [Theory]
    [InlineData(ResolutionMeans.ConditionAdded)]
    [InlineData(ResolutionMeans.Explained)]
    [InlineData(ResolutionMeans.TakenBack)]
    [InlineData(ResolutionMeans.SetAside)]
    public void It_need_not_be_by_a_revision(ResolutionMeans means) =>
        Given.When(Resolve with { Means = means, Proposal = null })
            .Records(new ObjectionResolved { OccurredAt = Day(50), Number = 1, Means = means, Resolution = Text("closed at ten") });
}
