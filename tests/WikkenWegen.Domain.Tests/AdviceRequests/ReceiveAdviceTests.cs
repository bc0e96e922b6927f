namespace WikkenWegen.Domain.Tests;

public class ReceiveAdviceTests : AlsoAfterTheEndSpec<ReceiveAdviceTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Invited("B1", on: 2), AskedAdvice(1, on: 12));

    public static WeighingCommand When => Receive;

    public static IEnumerable<Refused> Refused =>
    [
        new("an advice that nobody asked for", Given, Receive with { Number = 2 }, Rules.NoSuchAdviceRequest.Whole(2)),
        new("a second advice on one request", Given.And(GotAdvice(1, on: 20)), Receive, ReceiveAdvice.AdviceAlreadyReceived.Whole(1, 4)),
        new("an advice that says nothing", Given, Receive with { Tenor = null, Text = null, Document = null }, ReceiveAdvice.EmptyAdvice.Whole()),
        new("an advice before it was asked for", Given, Receive with { OccurredAt = Day(11) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(12))),
        new("everything that is wrong with it, at once", Given.And(GotAdvice(1, on: 20)), new ReceiveAdvice { OccurredAt = Day(11), Number = 1 },
            ReceiveAdvice.EmptyAdvice.Whole(), ReceiveAdvice.AdviceAlreadyReceived.Whole(1, 4), Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(12))),
    ];

    private static readonly ReceiveAdvice Receive = new()
    {
        OccurredAt = Day(50),
        Number = 1,
        Tenor = AdviceTenor.PositiveWithConditions,
        Text = Text("renovate, but"),
        Document = new Evidence("https://example.org/advice.pdf", new string('a', 64)),
    };

    private static readonly AdviceReceived Received = new()
    {
        OccurredAt = Day(50),
        Number = 1,
        Tenor = AdviceTenor.PositiveWithConditions,
        Text = Text("renovate, but"),
        Document = new Evidence("https://example.org/advice.pdf", new string('a', 64)),
        ReasonDeviationBy = new DateOnly(2026, 4, 8),
        Term = new StatutoryTerm { PlainDay = new DateOnly(2026, 4, 8), LastDay = new DateOnly(2026, 4, 8), RuleVersion = 1 },
    };

    [Fact]
    public void From_a_statutory_advice_fourteen_days_run_to_reason_a_deviation() => Given.When(Receive).Records(Received);

    [Fact]
    public void They_are_extended_by_a_holiday_by_decree() =>
        Given.When(Receive with { DecreedDays = [new DateOnly(2026, 4, 8)] }).Records(Received with
        {
            ReasonDeviationBy = new DateOnly(2026, 4, 9),
            Term = new StatutoryTerm
            {
                PlainDay = new DateOnly(2026, 4, 8),
                LastDay = new DateOnly(2026, 4, 9),
                Extension = TermExtension.EndsOnDayOff,
                DecreedDays = [new DateOnly(2026, 4, 8)],
                RuleVersion = 1,
            },
        });

    [Fact]
    public void Another_advice_sets_no_term() =>
        Given(Opened(), Invited("B1"), AskedAdvice(1, statutory: false)).When(Receive).Records(Received with { ReasonDeviationBy = null, Term = null });

    [Fact]
    public void A_tenor_a_text_or_a_document_alone_is_an_advice()
    {
        Given.When(new ReceiveAdvice { OccurredAt = Day(50), Number = 1, Tenor = AdviceTenor.NoObjection }).IsRecorded();
        Given.When(new ReceiveAdvice { OccurredAt = Day(50), Number = 1, Text = Text() }).IsRecorded();
        Given.When(new ReceiveAdvice { OccurredAt = Day(50), Number = 1, Document = new Evidence("https://example.org/a", null) }).IsRecorded();
    }

    [Fact]
    public void An_advice_may_come_after_its_term_after_the_decision_and_from_who_has_withdrawn() =>
        Given.And(Left("B1", on: 20), Decided(kind: DecisionKind.None, on: 30)).When(Receive with { OccurredAt = Day(300) }).IsRecorded();
}
