namespace WikkenWegen.Domain.Tests;

/// <summary>Whose a text is, and which texts belong to a person.</summary>
public class DataSubjectTests
{
    private static readonly Weighing Story = Given(
        Opened(),
        Submitted(),
        Invited("B1") with { PersonName = Text("name of B1"), Contact = Text("contact of B1") },
        Invited("B2") with { PersonName = Text("name of B2") },
        GaveInput(1, "B1") with { Content = new InputContent { Position = Position.Against, Statement = Text("statement of B1"), Conditions = [Text("condition of B1")] } },
        RevisedInput(1) with { Content = new InputContent { Statement = Text("second statement of B1") }, Reason = Text("reason of B1") },
        Objected(1, "B2") with { Grounds = Text("grounds of B2") },
        ResolvedObjection(1) with { Resolution = Text("resolution") },
        Granted(2, "subject-9") with { Reason = Text("access of subject-9") });

    private static DataSubject Person(string? subject = null, string[]? codes = null, string[]? texts = null, string[]? leftOut = null) =>
        new(subject is null ? [] : [subject], [.. codes ?? []], [.. (texts ?? []).Select(t => Text(t).Digest)], [.. (leftOut ?? []).Select(t => Text(t).Digest)]);

    private static readonly string[] OfB1 = ["name of B1", "contact of B1", "statement of B1", "condition of B1", "second statement of B1", "reason of B1"];

    private static void Has(DataSubject person, params IEnumerable<string> texts) => person.TextsIn(Story).Select(t => t.Digest).ShouldBe(texts.Select(t => Text(t).Digest));

    [Fact]
    public void A_stakeholder_has_their_name_and_contact_and_what_was_recorded_in_their_name() => Has(Person(codes: ["b1"]), OfB1);

    [Fact]
    public void A_subject_id_is_that_of_the_stakeholders_that_sign_in_with_it_and_of_who_was_given_access()
    {
        Has(Person("subject-B1"), OfB1);
        Has(Person("subject-9"), "access of subject-9");
        Has(Person("subject-unheard-of"));
    }

    [Fact]
    public void What_the_corporation_says_of_an_objection_belongs_to_nobody_until_somebody_names_it()
    {
        Has(Person(codes: ["B2"]), "name of B2", "grounds of B2");
        Has(Person(codes: ["B2"], texts: ["resolution"]), "name of B2", "grounds of B2", "resolution");
    }

    [Fact]
    public void What_is_left_out_is_not_of_the_person() => Has(Person(codes: ["B2"], leftOut: ["name of B2"]), "grounds of B2");

    [Fact]
    public void An_earlier_subject_id_joins_nothing()
    {
        var corrected = Story.And(Corrected("B1") with { Subject = "subject-other" });
        Person("subject-B1").TextsIn(corrected).ShouldBeEmpty();
        Person("subject-other").TextsIn(corrected).Length.ShouldBe(OfB1.Length + 1, "with the reason of the correction");
    }

    [Fact]
    public void Events_of_the_person_without_a_text_are_told_too()
    {
        var bare = Story.And(GaveInput(2, "B2") with { Content = new InputContent { Position = Position.Neutral } });
        Person(codes: ["B2"]).EventsIn(bare).Select(e => e.Number).ShouldBe([4, 7, 10]);
        Person(codes: ["B9"]).IsIn(bare).ShouldBeFalse();
    }

    [Fact]
    public void Every_sealed_text_of_every_event_is_found()
    {
        foreach (var (file, sample) in EventSamples.All)
            if (sample is WeighingEvent happened)
                PersonalTexts.In(happened).Select(t => t.Text.Digest).Count().ShouldBe(System.Text.RegularExpressions.Regex.Count(Stored(happened), "\"_sd\""), file);
    }
}
