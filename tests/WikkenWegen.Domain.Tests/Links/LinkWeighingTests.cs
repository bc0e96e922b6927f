namespace WikkenWegen.Domain.Tests;

public class LinkWeighingTests : AlsoAfterTheEndSpec<LinkWeighingTests>, ICommandSpec
{
    private static readonly Guid Own = new("019c2283-f800-7000-8000-000000000001");

    public static Weighing Given => Given(Opened()) with { Id = Own };

    public static WeighingCommand When => Link;

    public static IEnumerable<Refused> Refused =>
    [
        new("a link to itself", Given, Link with { Weighing = Own }, LinkWeighing.LinkedToItself.At("/weighing")),
        new("a link that stands already", Given.And(Linked(1)), Link, LinkWeighing.AlreadyLinked.Whole(1)),
        new("a link that is the opposite of one that stands", Given.And(Linked(1, LinkRelation.LeadsTo)), Link, LinkWeighing.LinkedTheOtherWay.Whole(1)),
    ];

    private static readonly LinkWeighing Link = new() { OccurredAt = Day(50), Relation = LinkRelation.FollowsFrom, Weighing = Other, Note = "The flat came first" };

    [Fact]
    public void Links_are_numbered_from_one() => Given.And(Linked(1, LinkRelation.Replaces)).When(Link)
        .Records(new WeighingLinked { OccurredAt = Day(50), Number = 2, Relation = LinkRelation.FollowsFrom, Weighing = Other, Note = "The flat came first" });

    [Fact]
    public void A_link_that_was_ended_can_be_made_again() => Given.And(Linked(1), Unlinked(1)).When(Link).IsRecorded();

    [Fact]
    public void The_other_weighing_gets_the_counterpart()
    {
        var counterpart = Link.Counterpart(Given)!;
        counterpart.Weighing.ShouldBe(Other);
        counterpart.For(Given(Opened()))!.ShouldBe(Link with { Relation = LinkRelation.LeadsTo, Weighing = Own });
    }

    [Fact]
    public void Every_relation_is_the_counterpart_of_its_counterpart_and_lies_on_the_other_side()
    {
        foreach (var relation in Enum.GetValues<LinkRelation>())
        {
            relation.Counterpart().Counterpart().ShouldBe(relation);
            var (here, there) = (Place(relation), Place(relation.Counterpart()));
            ((int)here + (int)there).ShouldBe((int)LinkPlace.Before + (int)LinkPlace.After, relation.ToString());
        }

        static LinkPlace Place(LinkRelation relation) => Given.And(Linked(1, relation)).Links[0].Place;
    }

    [Fact]
    public void The_view_says_what_came_before_and_after() => Given.And(Linked(1, LinkRelation.CarriesOut), Linked(2, LinkRelation.RunsBeside), Linked(3, LinkRelation.AskedAgainBy))
        .Links.Select(l => l.Place).ShouldBe([LinkPlace.Before, LinkPlace.Beside, LinkPlace.After]);

    [Fact]
    public void Who_may_not_see_the_other_weighing_sees_no_link_and_no_event_about_it()
    {
        var weighing = Given.And(Linked(1), Unlinked(1));
        var unseen = new HashSet<Guid> { Other };
        weighing.WithoutLinksTo(unseen).Links.ShouldBeEmpty();
        weighing.WithoutLinksTo(new HashSet<Guid>()).ShouldBeSameAs(weighing);
        weighing.IsAboutLinkTo(unseen, Linked(1)).ShouldBeTrue();
        weighing.IsAboutLinkTo(unseen, Unlinked(1)).ShouldBeTrue();
        weighing.IsAboutLinkTo(unseen, Linked(11)).ShouldBeFalse();
        weighing.IsAboutLinkTo(new HashSet<Guid>(), Linked(1)).ShouldBeFalse();
    }

    /// <summary>The right text says what the link was about too, whichever text about it was corrected.</summary>
    [Fact]
    public void Nor_a_correction_of_a_text_about_it()
    {
        var (before, unseen) = (Given.And(Linked(1), Unlinked(1)), new HashSet<Guid> { Other });
        var ended = before.Version;
        var moment = CorrectedMoment(ended, from: 20, to: 19);
        TextCorrected[] corrections = [CorrectedText(ended, "because", 1, 95, "reason"), CorrectedText(ended + 1, "because", 2, 95, "reason"), CorrectedText(1, "because", 3, 95, "reason")];
        var weighing = before.And([moment, .. corrections]);
        weighing.IsAboutLinkTo(unseen, moment).ShouldBeTrue();
        corrections.Select(c => weighing.IsAboutLinkTo(unseen, c)).ShouldBe([true, true, false]);
        var read = weighing.WithoutLinksTo(unseen);
        (read.MomentCorrections.Count, string.Join(' ', read.TextCorrections.Select(c => c.Number))).ShouldBe((0, "3"));
        weighing.IsAboutLinkTo(new HashSet<Guid> { Own }, corrections[0]).ShouldBeFalse();
    }
}
