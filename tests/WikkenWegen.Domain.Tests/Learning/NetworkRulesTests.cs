using WikkenWegen.Domain.Learning;
using WikkenWegen.Domain.Streams;
using static WikkenWegen.Domain.Tests.NetworkSpec;
using Case = WikkenWegen.Domain.Learning.Case;

namespace WikkenWegen.Domain.Tests;

/// <summary>What is refused in the learning network: what happened before, who asks, for what, and why not.</summary>
public class NetworkRulesTests
{
    private static readonly EditionEvent[] Full = [Announced, SignedUp(1, "one"), SignedUp(2, "two"), SignedUp(3, "three", waiting: true), Confirmed(1), Confirmed(2)];

    private static readonly EditionEvent[] Learnt = [.. Full, Held(), Drawn(1, InNetwork), new InsightConfirmed { OccurredAt = Noon(10, 1), Insight = 1, Number = 1, Case = Later, Why = Text() }];

    /// <summary>That a case was taken back, by its event 7, when something is learnt from it.</summary>
    private static readonly Origin BackThen = new(7, Noon(10, 2), Noon(10, 2), "owner");

    /// <summary>The same, of the case in the network.</summary>
    private static readonly ImmutableDictionary<Guid, Origin> Back = ImmutableDictionary<Guid, Origin>.Empty.Add(InNetwork, BackThen);

    private static readonly CaseEvent[] TakenBack = [CaseIsShared, new CaseWithdrawn { OccurredAt = Day(3), Digests = [Text("title").Digest] }];

    private static readonly CaseEvent[] Revealed = [CaseIsShared, Chosen(1, "one"), new CaseChoicesShown { OccurredAt = Day(5), Choices = 1 }];

    private static readonly CaseRemarkMade Asked = new() { OccurredAt = Day(2), Number = 1, By = "one", Kind = CaseRemarkKind.Question, Text = Text() };

    private static AnnounceEdition Announce(EditionContent content) => new() { Stream = Id, OccurredAt = Day(0), Content = content };

    private static ChangeEdition Change(EditionContent content) => new() { Stream = Id, OccurredAt = Day(300), Content = content, Reason = Text() };

    private static MakeSignUp SignUp(string? subject = null) =>
        new() { Stream = Id, OccurredAt = Day(10), Subject = subject, PersonName = Text(), Role = Text(), Organisation = Text(), Partner = true, Question = Text() };

    private static HoldSession Session() => new() { Stream = Id, OccurredAt = Noon(9, 16), Day = new DateOnly(2026, 9, 15), Agenda = Text(), KnownCases = Known };

    private static DrawInsight Insight() => new() { Stream = Id, OccurredAt = Noon(10, 2), Statement = "Dat.", Session = 1, KnownCases = Known };

    private static ConfirmInsight Confirm(Guid @case) => new() { Stream = Id, OccurredAt = Noon(10, 2), Insight = 1, Case = @case, Why = Text(), KnownCases = Known };

    private static ContradictInsight Contradict(Guid @case) => new() { Stream = Id, OccurredAt = Noon(10, 2), Insight = 1, Case = @case, Why = Text(), KnownCases = Known };

    private static readonly Dictionary<string, (Func<(ImmutableArray<Refusal> Refusals, bool Recorded)> When, Refusal[] Then)> All = new()
    {
        ["an edition that ends before it begins"] = (Of<Edition>([], Announce(Call with { LastDay = new DateOnly(2026, 8, 31), Sessions = [] })), [AnnounceEdition.EditionEndsBeforeItBegins.At("/lastDay", new DateOnly(2026, 9, 1), new DateOnly(2026, 8, 31))]),
        ["prices below zero"] = (Of<Edition>([], Announce(Call with { PriceForPartners = -1, PriceForOthers = -0.01m })), [AnnounceEdition.PriceBelowZero.At("/priceForPartners"), AnnounceEdition.PriceBelowZero.At("/priceForOthers")]),
        ["a session before the edition begins"] = (Of<Edition>([], Announce(Call with { Sessions = [HalfDay(8, 31, 10)] })),
            [.. from member in new[] { "startsAt", "endsAt" } select LearningRules.SessionOutsideEdition.At($"/sessions/0/{member}", new DateOnly(2026, 8, 31), new DateOnly(2026, 9, 1), new DateOnly(2026, 12, 31))]),
        ["a session that ends after the edition, by the clock of the Netherlands"] = (Of<Edition>([], Announce(Call with { Sessions = [HalfDay(9, 15, 10), new(new(2026, 12, 31, 22, 0, 0, TimeSpan.Zero), new(2026, 12, 31, 23, 30, 0, TimeSpan.Zero), null)] })),
            [LearningRules.SessionOutsideEdition.At("/sessions/1/endsAt", new DateOnly(2027, 1, 1), new DateOnly(2026, 9, 1), new DateOnly(2026, 12, 31))]),
        ["a session of no length"] = (Of<Edition>([], Announce(Call with { Sessions = [HalfDay(9, 15, 10) with { EndsAt = HalfDay(9, 15, 10).StartsAt }] })), [AnnounceEdition.SessionEndsBeforeItBegins.At("/sessions/0/endsAt")]),
        ["two sessions at once"] = (Of<Edition>([], Announce(Call with { Sessions = [HalfDay(9, 15, 10), HalfDay(9, 15, 10)] })), [LearningRules.NamedTwice.At("/sessions/1", HalfDay(9, 15, 10).StartsAt)]),

        ["a change of an edition that is not there"] = (Of<Edition>([], Change(Call)), [LearningRules.NoSuchEdition.Whole()]),
        ["a change without a reason"] = (Of<Edition>([Announced], Change(Call) with { Reason = null }), [Rules.ReasonMissing.At("/reason")]),
        ["fewer places than were given"] = (Of<Edition>(Full, Change(Call with { Places = 1 })), [ChangeEdition.TooFewPlaces.At("/places", 2)]),
        ["a period outside of which a session was held"] = (Of<Edition>([Announced, Held()], Change(Call with { FirstDay = new DateOnly(2026, 10, 1), Sessions = [] })), [ChangeEdition.HeldOutsideEdition.At("/firstDay", 1, new DateOnly(2026, 9, 15))]),

        ["a period that ends before a session was held"] = (Of<Edition>([Announced, Held()], Change(Call with { LastDay = new DateOnly(2026, 9, 10), Sessions = [] })), [ChangeEdition.HeldOutsideEdition.At("/lastDay", 1, new DateOnly(2026, 9, 15))]),

        ["to block an edition without a reason"] = (Of<Edition>([Announced], new BlockEdition { Stream = Id, OccurredAt = Day(5), Blocked = true }), [Rules.ReasonMissing.At("/reason")]),
        ["to lift a block before it was decided"] = (Of<Edition>([Announced, new EditionBlockSet { OccurredAt = Day(5), Number = 1, Blocked = true, Reason = Text() }], new BlockEdition { Stream = Id, OccurredAt = Day(4), Blocked = false, Reason = Text() }), [Rules.OccurredBeforeItsGround.At("/occurredAt", 2, Day(5))]),

        ["to block an edition at a moment when texts of it were erased later"] = (Of<Edition>([Announced], new BlockEdition { Stream = Id, OccurredAt = Day(5), Blocked = true, Reason = Text(), LastErasure = new Origin(2, Day(6), Day(6), "installation") }), [Rules.OccurredBeforeItsGround.At("/occurredAt", 2, Day(6))]),

        ["a second sign-up of the same person"] = (Of<Edition>(Full, SignUp("one")), [MakeSignUp.AlreadySignedUp.At("/subject", 1)]),
        ["a second sign-up by the person"] = (Of<Edition>(Full, SignUp(), Party("one")), [MakeSignUp.AlreadySignedUp.Whole(1)]),
        ["a sixth sign-up of the same person"] = (Of<Edition>([Announced, .. Enumerable.Range(1, 5).SelectMany(n => (StreamEvent<Edition>[])[SignedUp(n, "one"), new SignUpWithdrawn { OccurredAt = Day(2), Number = n }])], SignUp("one")), [MakeSignUp.TooManySignUps.Whole(5)]),
        ["a participant who signs up somebody else"] = (Of<Edition>([Announced], SignUp("two"), Party("one")), [MakeSignUp.SignsUpOthers.At("/subject")]),
        ["a sign-up after the last day"] = (Of<Edition>([Announced], SignUp() with { OccurredAt = Noon(12, 31).AddDays(1) }), [MakeSignUp.EditionOver.Whole(new DateOnly(2026, 12, 31))]),
        ["a sign-up without name, role, organisation and question"] = (Of<Edition>([Announced], SignUp() with { PersonName = null, Role = null, Organisation = null, Question = null }),
            [Rules.ReasonMissing.At("/personName"), Rules.ReasonMissing.At("/role"), Rules.ReasonMissing.At("/organisation"), Rules.ReasonMissing.At("/question")]),

        ["to confirm what is not there"] = (Of<Edition>([Announced], new ConfirmSignUp { Stream = Id, OccurredAt = Day(5), SignUp = 7 }), [LearningRules.NoSuchSignUp.Whole(7)]),
        ["to confirm twice"] = (Of<Edition>(Full, new ConfirmSignUp { Stream = Id, OccurredAt = Day(5), SignUp = 1 }), [ConfirmSignUp.SignUpAlreadyConfirmed.Whole(1, 5)]),
        ["more confirmed than places"] = (Of<Edition>(Full, new ConfirmSignUp { Stream = Id, OccurredAt = Day(5), SignUp = 3 }), [ConfirmSignUp.NoPlaceLeft.Whole(2)]),
        ["to confirm before they signed up"] = (Of<Edition>([Announced, SignedUp(1, on: 5)], new ConfirmSignUp { Stream = Id, OccurredAt = Day(4), SignUp = 1 }), [Rules.OccurredBeforeItsGround.At("/occurredAt", 2, Day(5))]),
        ["a participant who withdraws somebody else"] = (Of<Edition>(Full, new WithdrawSignUp { Stream = Id, OccurredAt = Day(5), SignUp = 2 }, Party("one")), [LearningRules.NoSuchSignUp.Whole(2)]),
        ["a participant who withdraws what is not there"] = (Of<Edition>(Full, new WithdrawSignUp { Stream = Id, OccurredAt = Now.AddDays(1), SignUp = 99 }, Party("one")), [LearningRules.NoSuchSignUp.Whole(99)]),
        ["an intake after the withdrawal"] = (Of<Edition>([Announced, SignedUp(1), new SignUpWithdrawn { OccurredAt = Day(2), Number = 1 }], new HoldIntake { Stream = Id, OccurredAt = Day(5), SignUp = 1, Level = Level.Strategic, Question = Text() }), [LearningRules.SignUpWithdrawn.Whole(1, 3)]),
        ["an intake without a question"] = (Of<Edition>(Full, new HoldIntake { Stream = Id, OccurredAt = Day(5), SignUp = 1, Level = Level.Strategic }), [Rules.ReasonMissing.At("/question")]),

        ["a session that was held before the edition began"] = (Of<Edition>(Full, Session() with { Day = new DateOnly(2026, 8, 31) }), [LearningRules.SessionOutsideEdition.At("/day", new DateOnly(2026, 8, 31), new DateOnly(2026, 9, 1), new DateOnly(2026, 12, 31))]),
        ["a session that is yet to come"] = (Of<Edition>(Full, Session() with { Day = new DateOnly(2026, 9, 17) }), [HoldSession.SessionYetToCome.At("/day", new DateOnly(2026, 9, 17))]),
        ["a session with cases and people that are not there"] = (Of<Edition>(Full, Session() with { Cases = [InNetwork, Elsewhere], Present = [1, 4, 1] }),
            [LearningRules.UnknownCase.At("/cases/1", Elsewhere), HoldSession.UnknownSignUp.At("/present/1", 4), LearningRules.NamedTwice.At("/present/2", 1)]),
        ["a session without an agenda"] = (Of<Edition>(Full, Session() with { Agenda = null }), [Rules.ReasonMissing.At("/agenda")]),

        ["an insight from nowhere"] = (Of<Edition>(Full, Insight() with { Session = null }), [DrawInsight.InsightWithoutGround.At("/cases")]),
        ["an insight from a session that was not held, and from a case twice"] = (Of<Edition>(Full, Insight() with { Cases = [InNetwork, InNetwork] }), [LearningRules.NamedTwice.At("/cases/1", InNetwork), DrawInsight.UnknownSession.At("/session", 1)]),
        ["an insight from a case that was taken back"] = (Of<Edition>(Full, Insight() with { Session = null, Cases = [Later, InNetwork], TakenBack = Back }), [CaseCommand.CaseTakenBack.At("/cases/1", 7)]),
        ["an insight that is confirmed by a case that was taken back"] = (Of<Edition>(Learnt[..^1], Confirm(Later) with { TakenBack = BackThen }), [CaseCommand.CaseTakenBack.At("/case", 7)]),
        ["an insight that is contradicted by a case that was taken back"] = (Of<Edition>(Learnt[..^1], Contradict(Later) with { TakenBack = BackThen }), [CaseCommand.CaseTakenBack.At("/case", 7)]),
        ["an insight that is not there, confirmed"] = (Of<Edition>(Full, Confirm(Later)), [LearningRules.NoSuchInsight.Whole(1)]),
        ["an insight that is confirmed by what it comes from"] = (Of<Edition>(Learnt, Confirm(InNetwork)), [TestInsight.TestedByItsOwnCase.At("/case", 1)]),
        ["an insight that is confirmed by the same case again"] = (Of<Edition>(Learnt, Confirm(Later)), [TestInsight.TestedByThisCase.At("/case", 1, 9)]),
        ["an insight that is contradicted by the case that confirms it"] = (Of<Edition>(Learnt, Contradict(Later)), [TestInsight.TestedByThisCase.At("/case", 1, 9)]),
        ["an insight that is confirmed by a case of the session in which it was drawn"] = (Of<Edition>([Announced, Held(), Held(2, on: 16, Later), Drawn(1, InNetwork) with { Session = 2 }], Confirm(Later)), [TestInsight.TestedByNoLaterCase.At("/case", 1, 2, 2)]),
        ["an insight that is contradicted by a case of a session before it, recorded later"] = (Of<Edition>([Announced, Held(1, on: 16), Drawn(1, InNetwork), Held(2, on: 15, Later)], Contradict(Later)), [TestInsight.TestedByNoLaterCase.At("/case", 1, 2, 1)]),
        ["an insight that is confirmed by no case of the network, without a reason"] = (Of<Edition>(Learnt, Confirm(Elsewhere) with { Why = null }), [Rules.ReasonMissing.At("/why"), LearningRules.UnknownCase.At("/case", Elsewhere)]),

        ["a guide of nothing"] = (Of<Edition>(Learnt, new PublishGuide { Stream = Id, OccurredAt = Noon(12, 20), Title = "Wegwijzer", Insights = [] }), [PublishGuide.GuideWithoutInsights.At("/insights")]),
        ["a guide of insights that are not there"] = (Of<Edition>(Learnt, new PublishGuide { Stream = Id, OccurredAt = Noon(12, 20), Title = "Wegwijzer", Insights = [1, 2, 1] }), [PublishGuide.UnknownInsight.At("/insights/1", 2), LearningRules.NamedTwice.At("/insights/2", 1)]),

        ["a case of nothing"] = (Of<Case>([], new ReceiveCase { Stream = InNetwork, OccurredAt = Day(0), Content = Shared with { Sections = [] } }), [ReceiveCase.CaseWithoutContent.At("/sections")]),
        ["a case under an identity that is taken"] = (Of<Case>([CaseIsShared], new ReceiveCase { Stream = InNetwork, OccurredAt = Day(1), Content = Shared }), [ReceiveCase.CaseReceivedAlready.Whole()]),
        ["what is said of a case that is not there"] = (Of<Case>([], new MakeCaseRemark { Stream = InNetwork, OccurredAt = Day(1), Kind = CaseRemarkKind.Question, Text = Text() }), [CaseCommand.CaseNotThere.Whole()]),
        ["what is said of a case that was taken back"] = (Of<Case>(TakenBack, new MakeCaseRemark { Stream = InNetwork, OccurredAt = Day(4), Kind = CaseRemarkKind.Question, Text = Text() }), [CaseCommand.CaseTakenBack.Whole(2)]),
        ["an answer to what nobody said"] = (Of<Case>([CaseIsShared], new MakeCaseRemark { Stream = InNetwork, OccurredAt = Day(4), Kind = CaseRemarkKind.Question, About = 1 }), [Rules.ReasonMissing.At("/text"), MakeCaseRemark.UnknownRemark.At("/about", 1)]),
        ["a second choice"] = (Of<Case>([CaseIsShared, Chosen(1, "one")], new GiveCaseChoice { Stream = InNetwork, OccurredAt = Day(4), Decision = Text() }, Party("one")), [GiveCaseChoice.ChosenAlready.Whole(1)]),
        ["a choice after the choices were shown"] = (Of<Case>(Revealed, new GiveCaseChoice { Stream = InNetwork, OccurredAt = Day(6) }, Party("two")), [Rules.ReasonMissing.At("/decision"), GiveCaseChoice.ChoicesWereShown.Whole(3)]),
        ["to show choices before they were given"] = (Of<Case>([CaseIsShared, Chosen(1, "one"), Chosen(2, "two")], new ShowCaseChoices { Stream = InNetwork, OccurredAt = Day(1.5) }), [Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(2))]),
        ["an answer before the question"] = (Of<Case>([CaseIsShared, Asked], new MakeCaseRemark { Stream = InNetwork, OccurredAt = Day(1), Kind = CaseRemarkKind.Reflection, About = 1, Text = Text() }), [Rules.OccurredBeforeItsGround.At("/occurredAt", 2, Day(2))]),
        ["to show twice"] = (Of<Case>(Revealed, new ShowCaseChoices { Stream = InNetwork, OccurredAt = Day(6) }), [GiveCaseChoice.ChoicesWereShown.Whole(3)]),
        ["to show nothing"] = (Of<Case>([CaseIsShared], new ShowCaseChoices { Stream = InNetwork, OccurredAt = Day(6) }), [ShowCaseChoices.NoChoices.Whole()]),
        ["somebody else who takes a case back"] = (Of<Case>([CaseIsShared], new WithdrawCase { Stream = InNetwork, OccurredAt = Day(6) }, Party("one")), [CaseCommand.NotOwnCase.Whole()]),
        ["somebody else who tells what was done with it"] = (Of<Case>([CaseIsShared], new FollowUpCase { Stream = InNetwork, OccurredAt = Day(6), Text = Text() }, Party("one")), [CaseCommand.NotOwnCase.Whole()]),
        ["nothing, told as what was done with it"] = (Of<Case>([CaseIsShared], new FollowUpCase { Stream = InNetwork, OccurredAt = Day(6) }, Party("owner")), [Rules.ReasonMissing.At("/text")]),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>The rules that are seen refusing something here.</summary>
    internal static IEnumerable<Rule> Refusing => All.Values.SelectMany(row => row.Then).Select(refusal => refusal.Rule);

    [Theory, MemberData(nameof(Names))]
    public void It_refuses(string what)
    {
        var (refusals, recorded) = All[what].When();
        refusals.Select(Show).ShouldBe(All[what].Then.Select(Show));
        recorded.ShouldBeFalse();
    }

    [Fact]
    public void Every_rule_of_the_network_is_seen_refusing_something() =>
        typeof(Edition).Assembly.GetTypes().Where(t => t.Namespace == typeof(Edition).Namespace)
            .SelectMany(t => t.GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.DeclaredOnly)).Where(f => f.FieldType == typeof(Rule))
            .Select(f => (Rule)f.GetValue(null)!).Except(Refusing).Select(rule => rule.Code).ShouldBeEmpty();

    private static Func<(ImmutableArray<Refusal>, bool)> Of<TState>(StreamEvent<TState>[] given, StreamCommand<TState> command, Actor? by = null) where TState : class => () =>
    {
        var ruling = After(given).When(command, by);
        return (ruling.Refusals, ruling.Event is not null);
    };
}
