using WikkenWegen.Domain.Learning;
using static WikkenWegen.Domain.Tests.NetworkSpec;

namespace WikkenWegen.Domain.Tests;

/// <summary>Whose the texts are of a stream that is no weighing. Of each event with texts it is said here, so that of a new one somebody decides it: what is of nobody is not erased with a person.</summary>
public class StreamSubjectTests
{
    /// <summary>What somebody wrote, or what was written down of them.</summary>
    private static readonly Type[] OfThePerson =
    [
        typeof(SignUpMade), typeof(SignUpWithdrawn), typeof(IntakeHeld), typeof(CaseRemarkMade), typeof(CaseChoiceGiven), typeof(InstrumentInputGiven), typeof(InstrumentObjectionRaised), typeof(InstrumentJudged),
    ];

    /// <summary>What who organises tells, or the corporation.</summary>
    private static readonly Type[] OfNobody =
    [
        typeof(EditionChanged), typeof(EditionBlockSet), typeof(SessionHeld), typeof(InsightConfirmed), typeof(InsightContradicted), typeof(CaseReceived), typeof(CaseWithdrawn), typeof(CaseFollowedUp),
        typeof(InstrumentPublished), typeof(InstrumentObjectionResolved), typeof(InstrumentRetired), typeof(InstrumentSucceeded),
    ];

    /// <summary>A sample of each event with texts; the samples with all their members come first.</summary>
    private static readonly DomainEvent[] WithTexts = [.. EventSamples.All.Values.Where(e => e is IStreamEvent && PersonalTexts.In(e).Any()).DistinctBy(e => e.GetType())];

    [Fact]
    public void Every_event_with_texts_is_of_a_person_or_of_nobody()
    {
        // The samples are of sign-up 3, of what s.voorbeeld said, and of what clerk recorded.
        var (edition, person) = (After<Edition>(Announced, SignedUp(3))!, new StreamSubject(["s.voorbeeld", "clerk"], [3], [], []));
        var whose = WithTexts.ToLookup(e => person.IsOf(edition, e, new Origin(7, Day(3), Day(3), "clerk")), e => e.GetType());
        whose[true].ShouldBe(OfThePerson, ignoreOrder: true);
        whose[false].ShouldBe(OfNobody, ignoreOrder: true);
        var another = new StreamSubject(["another"], [4], [], []);
        WithTexts.ShouldAllBe(e => !another.IsOf(edition, e, new Origin(7, Day(3), Day(3), "clerk")));
    }

    /// <summary>An event of an instrument does not say who recorded it, so that all texts of an instrument are kept under one key; they are erased one by one.</summary>
    [Fact]
    public void Texts_of_a_person_are_kept_under_a_key_of_theirs_but_for_those_of_an_instrument()
    {
        var keyed = WithTexts.ToLookup(e => ((IStreamEvent)e).Holder is not null, e => e.GetType());
        keyed[true].ShouldBe(OfThePerson.Where(type => !type.IsSubclassOf(typeof(InstrumentEvent))), ignoreOrder: true);
        keyed[false].ShouldBe([.. OfNobody, .. OfThePerson.Where(type => type.IsSubclassOf(typeof(InstrumentEvent)))], ignoreOrder: true);
    }
}
