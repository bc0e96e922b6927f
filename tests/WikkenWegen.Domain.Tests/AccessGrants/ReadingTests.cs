namespace WikkenWegen.Domain.Tests;

/// <summary>Who may know of a weighing, and of the persons in it.</summary>
public class ReadingTests
{
    private static Weighing Of(Confidentiality confidentiality, params IEnumerable<WeighingEvent> events) =>
        Given([Opened() with { Framing = Framing() with { Confidentiality = confidentiality } }, .. events]);

    [Theory]
    [InlineData(Confidentiality.Public)]
    [InlineData(Confidentiality.Internal)]
    [InlineData(Confidentiality.Confidential)]
    [InlineData(Confidentiality.Secret)]
    public void Who_reads_up_to_a_class_reads_all_weighings_up_to_it(Confidentiality own)
    {
        foreach (var upTo in Enum.GetValues<Confidentiality>())
            Of(own).MayBeReadBy(new Reader("subject-2", upTo, false)).ShouldBe(own <= upTo);
        Of(own).MayBeReadBy(new Reader("subject-2", null, false)).ShouldBeFalse();
    }

    [Fact]
    public void Who_is_named_reads_whatever_the_class()
    {
        var secret = Of(Confidentiality.Secret, Invited("B1"), Granted(2, "subject-9"));
        foreach (var subject in (string[])["subject-1", "subject-B1", "subject-9"]) secret.MayBeReadBy(new Reader(subject, null, false)).ShouldBeTrue(subject);
        secret.MayBeReadBy(new Reader("subject-2", Confidentiality.Confidential, true)).ShouldBeFalse();
    }

    [Fact]
    public void Who_withdrew_or_lost_access_is_no_longer_named()
    {
        Of(Confidentiality.Secret, Invited("B1"), Left("B1")).IsNamed("subject-B1").ShouldBeFalse();
        Of(Confidentiality.Secret, Granted(2, "subject-9"), EndedAccess(2)).IsNamed("subject-9").ShouldBeFalse();
        Of(Confidentiality.Secret, Invited("B1"), Corrected("B1") with { Subject = "subject-8" }).ShouldSatisfyAllConditions(
            w => w.IsNamed("subject-B1").ShouldBeFalse(), w => w.IsNamed("subject-8").ShouldBeTrue());
    }

    [Fact]
    public void To_who_may_not_read_it_a_step_on_it_is_a_step_on_nothing()
    {
        var propose = new SubmitProposal { OccurredAt = Day(50), Content = new ProposalContent { Name = "Renovate" } };
        Of(Confidentiality.Secret).When(propose, by: Colleague("subject-2")).Refuses(Rules.NoSuchWeighing.Whole());
        Of(Confidentiality.Secret).When(propose, by: Colleague("subject-1")).IsRecorded();
    }

    [Fact]
    public void Who_reads_more_than_they_may_record_in_records_where_they_are_named()
    {
        var propose = new SubmitProposal { OccurredAt = Day(50), Content = new ProposalContent { Name = "Renovate" } };
        var both = new Actor(new Reader("subject-2", Confidentiality.Secret, SeesPersons: true), OwnPartyOnly: false, RecordsUpTo: Confidentiality.Confidential);
        Of(Confidentiality.Secret).When(propose, by: both).Refuses(Rules.RecordsOnlyWhereNamed.Whole());
        Of(Confidentiality.Secret, Granted(2, "subject-2")).When(propose, by: both).IsRecorded();
        Of(Confidentiality.Confidential).When(propose, by: both).IsRecorded();
        Of(Confidentiality.Public).When(propose, by: both with { RecordsUpTo = null }).Refuses(Rules.RecordsOnlyWhereNamed.Whole());
    }

    [Fact]
    public void Nobody_makes_a_weighing_secret_for_themselves()
    {
        var framed = new ReframeWeighing { OccurredAt = Day(50), Framing = Framing() with { Confidentiality = Confidentiality.Secret }, Reason = Text() };
        Of(Confidentiality.Internal).When(framed, by: Colleague("subject-2")).Refuses(ReframeWeighing.NotNamed.At("/confidentiality"));
        Of(Confidentiality.Internal, Granted(2, "subject-2")).When(framed, by: Colleague("subject-2")).IsRecorded();
    }

    [Fact]
    public void Names_and_contacts_are_for_those_who_see_persons_and_for_the_persons_themselves()
    {
        var invited = Invited("B1") with { PersonName = Text("A. Bakker"), Contact = Text("a@example.org") };
        var corrected = Corrected("B1") with { PersonName = Text("A. Bakker"), Contact = Text("a@example.org") };
        var weighing = Of(Confidentiality.Internal, invited, Invited("B2"));
        Read("subject-2", seesPersons: true).PersonName.ShouldBe(Text("A. Bakker"));
        Read("subject-B1", seesPersons: false).Contact.ShouldBe(Text("a@example.org"));
        Read("subject-B2", seesPersons: false).ShouldSatisfyAllConditions(s => s.PersonName.ShouldBeNull(), s => s.Contact.ShouldBeNull(), s => s.Role.ShouldBe("Bewonerscommissie"));
        foreach (var happened in (WeighingEvent[])[invited, corrected])
        {
            Stored(happened.AsReadBy(new Reader("subject-2", Confidentiality.Internal, false), weighing)).ShouldNotContain(Text("A. Bakker").Digest);
            Stored(happened.AsReadBy(new Reader("subject-2", Confidentiality.Internal, false), weighing)).ShouldNotContain(Text("a@example.org").Digest);
            happened.AsReadBy(new Reader("subject-B1", null, false), weighing).ShouldBe(happened);
            happened.AsReadBy(new Reader("subject-2", null, true), weighing).ShouldBe(happened);
        }

        // Somebody else was taken for the stakeholder: neither reads the name of the other, and the right one reads their own from then on.
        var mistaken = Of(Confidentiality.Internal, invited);
        var right = mistaken.And(corrected with { Subject = "subject-8", PersonName = Text("B. Right") });
        foreach (var subject in (string[])["subject-B1", "subject-8"])
        {
            var reader = new Reader(subject, Confidentiality.Internal, false);
            mistaken.AsReadBy(reader, right).Stakeholder("B1")!.HasPerson.ShouldBeFalse();
            Stored(invited.AsReadBy(reader, right)).ShouldNotContain(Text("A. Bakker").Digest);
            right.AsReadBy(reader, right).Stakeholder("B1")!.HasPerson.ShouldBe(subject == "subject-8");
        }

        Stakeholder Read(string subject, bool seesPersons) => weighing.AsReadBy(new Reader(subject, Confidentiality.Internal, seesPersons), weighing).Stakeholder("B1")!;
    }
}
