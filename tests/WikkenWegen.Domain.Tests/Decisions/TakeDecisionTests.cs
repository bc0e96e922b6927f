namespace WikkenWegen.Domain.Tests;

public class TakeDecisionTests : BeforeTheEndSpec<TakeDecisionTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted("V1", on: 1), Submitted("V0", on: 1, doNothing: true));

    public static WeighingCommand When => Choose;

    public static IEnumerable<Refused> Refused =>
    [
        new("a decision without its rationale", Given, With(Content with { Rationale = null }), Rules.ReasonMissing.At("/rationale")),
        new("a choice of nothing", Given, Choose with { Proposal = null }, TakeDecision.ProposalMissing.At("/proposal")),
        new("a choice for nothing-doing of nothing", Given, With(Content with { Kind = DecisionKind.DoNothingChosen }) with { Proposal = null },
            TakeDecision.ProposalMissing.At("/proposal")),
        new("a deferral that chooses", Given, With(Content with { Kind = DecisionKind.Deferred }), TakeDecision.ProposalNotChosen.At("/proposal")),
        new("a decision for none of the proposals that chooses", Given, With(Content with { Kind = DecisionKind.None }), TakeDecision.ProposalNotChosen.At("/proposal")),
        new("a choice of a proposal that does not exist", Given, Choose with { Proposal = new ProposalChoice("V9", null) }, Rules.UnknownProposal.At("/proposal/code", "V9")),
        new("a choice of a revision that does not exist", Given, Choose with { Proposal = new ProposalChoice("V1", 2) },
            Rules.UnknownRevision.At("/proposal/revision", "V1", 2)),
        new("a choice of a revision that was made later", Given.And(Revised("V1", 2, on: 60)), Choose, Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(60))),
        new("a choice of a withdrawn proposal", Given.And(WithdrewProposal("V1", on: 20)), Choose, Rules.ProposalWithdrawn.At("/proposal/code", "V1", 4)),
        new("a choice at the very moment of the withdrawal", Given.And(WithdrewProposal("V1", on: 50)), Choose, Rules.ProposalWithdrawn.At("/proposal/code", "V1", 4)),
        new("the same proposal twice", Given, Choose with { Proposals = [new ProposalChoice("V1", 1)] }, Rules.CodeTwice.At("/proposals/0/code", "V1")),
        new("the do-nothing option together with another", Given, With(Content with { Kind = DecisionKind.DoNothingChosen }) with { Proposal = null, Proposals = [new ProposalChoice("V0", null), new ProposalChoice("V1", null)] },
            TakeDecision.DoNothingAlone.At("/proposals/1"), TakeDecision.KindAgainstProposal.At("/kind", "V1")),
        new("a second proposal that does not exist", Given, Choose with { Proposals = [new ProposalChoice("V9", null)] }, Rules.UnknownProposal.At("/proposals/0/code", "V9")),
        new("the do-nothing option as a choice to do something", Given, Choose with { Proposal = new ProposalChoice("V0", null) },
            TakeDecision.KindAgainstProposal.At("/kind", "V0")),
        new("another proposal as a choice to do nothing", Given, With(Content with { Kind = DecisionKind.DoNothingChosen }), TakeDecision.KindAgainstProposal.At("/kind", "V1")),
        new("a deviation without its reason", Given, Deviating(new Deviation(DeviationFrom.ComputedRanking, null, null, DeviationGround.Liveability, null)),
            Rules.ReasonMissing.At("/deviations/0/reason")),
        new("a deviation from no framework in particular", Given, Deviating(new Deviation(DeviationFrom.Framework, null, null, DeviationGround.Financial, Text())),
            TakeDecision.DeviationUnclear.At("/deviations/0/framework")),
        new("a deviation from no advice in particular", Given, Deviating(new Deviation(DeviationFrom.Advice, null, null, DeviationGround.Financial, Text())),
            TakeDecision.DeviationUnclear.At("/deviations/0/adviceRequest")),
        new("a deviation from the ranking that names a framework and an advice", Given.And(Invited("B1"), AskedAdvice(1), GotAdvice(1)),
            Deviating(new Deviation(DeviationFrom.ComputedRanking, "Investeringsstatuut", 1, DeviationGround.Financial, Text())),
            TakeDecision.DeviationUnclear.At("/deviations/0/framework"), TakeDecision.DeviationUnclear.At("/deviations/0/adviceRequest")),
        new("a deviation from an advice that nobody asked for", Given, Deviating(new Deviation(DeviationFrom.Advice, null, 1, DeviationGround.Financial, Text())),
            TakeDecision.UnknownAdviceRequest.At("/deviations/0/adviceRequest", 1)),
        new("a deviation from an advice that was not received", Given.And(Invited("B1"), AskedAdvice(1)),
            Deviating(new Deviation(DeviationFrom.Advice, null, 1, DeviationGround.Financial, Text())), Rules.AdviceNotReceived.At("/deviations/0/adviceRequest", 1)),
        new("a deviation from an advice that was received later", Given.And(Invited("B1"), AskedAdvice(1), GotAdvice(1, on: 60)),
            Deviating(new Deviation(DeviationFrom.Advice, null, 1, DeviationGround.Financial, Text())), Rules.OccurredBeforeItsGround.At("/occurredAt", 6, Day(60))),
        new("a review before the decision", Given, With(Content with { ReviewDate = new DateOnly(2026, 3, 24) }),
            Rules.DayBeforeEvent.At("/reviewDate", new DateOnly(2026, 3, 24))),
        new("a second decision while one stands", Given.And(Decided(1, on: 30)), Choose, Rules.DecisionStands.Whole(1, 4)),
        new("a deferral while a decision stands", Given.And(Decided(1, on: 30)), With(Content with { Kind = DecisionKind.Deferred }) with { Proposal = null },
            Rules.DecisionStands.Whole(1, 4)),
        new("a second decision while one for none of the proposals stands", Given.And(Decided(1, on: 30, DecisionKind.None)), Choose,
            Rules.DecisionStands.Whole(1, 4)),
        new("a decision before the one before it was withdrawn", Given.And(Decided(1, on: 30), WithdrewDecision(1, on: 60)), Choose,
            Rules.OccurredBeforeItsGround.At("/occurredAt", 5, Day(60))),
        new("a decision before the one before it was rejected", Given.And(Decided(1, on: 30), Rejected(1, on: 60)), Choose,
            Rules.OccurredBeforeItsGround.At("/occurredAt", 5, Day(60))),
        new("a decision before the weighing was reopened", Given.And(Decided(1, on: 30), Reopened(1, on: 60)), Choose,
            Rules.OccurredBeforeItsGround.At("/occurredAt", 5, Day(60))),
        new("a decision before the reopening of a weighing that had been cancelled", Given.And(CancelledWeighing(60), Reopened(null, on: 65)), Choose,
            Rules.OccurredBeforeItsGround.At("/occurredAt", 5, Day(65))),
        new("a decision before the one that deferred it", Given.And(Decided(1, on: 60, DecisionKind.Deferred)), Choose,
            Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(60))),
        new("a decision by who rejected one", Given.And(Decided(1, on: 30)).After(new RecordedEvent(Rejected(1, on: 40), 5, Day(40), "subject-2")), Choose, TakeDecision.DeciderIsApprover.Whole(1)) { By = Colleague("subject-2") },
        new("a decision by who rejected one under an earlier subject id", Given.And(Decided(1, on: 30), Invited("B1") with { Subject = "subject-2" }, Corrected("B1") with { Subject = "subject-7" })
            .After(new RecordedEvent(Rejected(1, on: 40), 7, Day(40), "subject-2")), Choose, TakeDecision.DeciderIsApprover.Whole(1)) { By = Colleague("subject-7") },
        new("a decision by who took the approver out of the framing when there was a proposal", Without("subject-2"), Choose, TakeDecision.DeciderChangedApprover.Whole(2)) { By = Colleague("subject-2") },
        new("the same after another framed it back", Without("subject-2").After(new RecordedEvent(Reframed(on: 12) with { Version = 3, Changed = ["approverRole"] }, 5, Day(12), "subject-3")), Choose,
            TakeDecision.DeciderChangedApprover.Whole(2)) { By = Colleague("subject-2") },
        new("the same dated back to before there was a proposal", Given.After(new RecordedEvent(Reframed(on: 0.5, approver: null) with { Changed = ["approverRole"] }, 4, Day(10), "subject-2")), Choose,
            TakeDecision.DeciderChangedApprover.Whole(2)) { By = Colleague("subject-2") },
        new("the same with a proposal that was submitted before and recorded after", Given(Opened(), Reframed(on: 10, approver: null) with { Changed = ["approverRole"] }, Submitted("V1", on: 9)), Choose,
            TakeDecision.DeciderChangedApprover.Whole(2)) { By = Colleague("subject-1") },
        new("a deferral by who did", Without("subject-2"), With(Content with { Kind = DecisionKind.Deferred }) with { Proposal = null }, TakeDecision.DeciderChangedApprover.Whole(2)) { By = Colleague("subject-2") },
        new("a decision by who corrected when another changed the approver", Without("subject-3").After(new RecordedEvent(CorrectedMoment(4, 10, 9, on: 11), 5, Day(11), "subject-2")), Choose,
            TakeDecision.DeciderChangedApprover.Whole(2)) { By = Colleague("subject-2") },
        new("everything that is wrong with it, at once", Given.And(Decided(1, on: 30)), new TakeDecision
            {
                OccurredAt = Day(29),
                Proposal = new ProposalChoice("V9", null),
                Content = new DecisionContent
                {
                    Kind = DecisionKind.Deferred,
                    DeciderRole = "Bestuurder",
                    Deviations = [Deviation, new Deviation(DeviationFrom.Advice, "x", 7, DeviationGround.Other, null)],
                    ReviewDate = new DateOnly(2020, 1, 1),
                },
            },
            Rules.ReasonMissing.At("/rationale"), TakeDecision.ProposalNotChosen.At("/proposal"), Rules.UnknownProposal.At("/proposal/code", "V9"),
            Rules.ReasonMissing.At("/deviations/1/reason"), TakeDecision.DeviationUnclear.At("/deviations/1/framework"),
            TakeDecision.UnknownAdviceRequest.At("/deviations/1/adviceRequest", 7), Rules.DayBeforeEvent.At("/reviewDate", new DateOnly(2020, 1, 1)),
            Rules.DecisionStands.Whole(1, 4), Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(30))),
    ];

    private static readonly Deviation Deviation = new(DeviationFrom.Framework, "Investeringsstatuut", null, DeviationGround.Experiment, Text("a trial"));

    private static readonly DecisionContent Content = new()
    {
        Kind = DecisionKind.Chosen,
        DeciderRole = "Bestuurder",
        Rationale = Text("on no criterion unacceptable"),
        Deviations = [Deviation],
        Conditions = ["70% of the tenants agree"],
        Assumptions = ["The subsidy is granted"],
        MinorityOpinions = [Text("demolish")],
        ReviewDate = new DateOnly(2027, 6, 1),
        ReopenWhen = ["fewer than 70% agree"],
        ProjectfasebesluitId = "PFB-1",
    };

    private static readonly TakeDecision Choose = new() { OccurredAt = Day(50), Proposal = new ProposalChoice("V1", null), Content = Content };

    private static readonly TakeDecision Defer = Choose with { Proposal = null, Content = Content with { Kind = DecisionKind.Deferred } };

    private static TakeDecision With(DecisionContent content) => Choose with { Content = content };

    private static TakeDecision Deviating(params ImmutableArray<Deviation> deviations) => With(Content with { Deviations = deviations });

    private static DecisionTaken Event(int number, DecisionContent content) => new() { OccurredAt = Day(50), Number = number, Content = content };

    /// <summary>With proposals, after which somebody took the approver out of the framing.</summary>
    private static Weighing Without(string actor) => Given.After(new RecordedEvent(Reframed(on: 10, approver: null) with { Changed = ["approverRole"] }, 4, Day(10), actor));

    [Fact]
    public void Who_changed_the_approver_before_there_was_a_proposal_or_changed_something_else_may_decide()
    {
        Given(Opened(), Reframed(on: 0.5, approver: null) with { Changed = ["approverRole"] }, Submitted("V1", on: 1)).When(Choose, by: Colleague("subject-1")).IsRecorded();
        Given.And(Reframed(on: 10)).When(Choose, by: Colleague("subject-1")).IsRecorded();
        Without("subject-2").When(Choose, by: Colleague("subject-1")).IsRecorded();
    }

    [Fact]
    public void A_choice_is_of_the_newest_revision_and_carries_all_that_was_decided() =>
        Given.And(Revised("V1", 2, on: 10)).When(Choose).Records(Event(1, Content with { Proposals = [new ProposalRevisionReference("V1", 2)] }));

    [Fact]
    public void An_older_revision_may_be_chosen() =>
        Given.And(Revised("V1", 2, on: 10)).When(Choose with { Proposal = new ProposalChoice("V1", 1) })
            .Records(Event(1, Content with { Proposals = [new ProposalRevisionReference("V1", 1)] }));

    [Fact]
    public void To_do_nothing_is_a_choice_too()
    {
        var nothing = Content with { Kind = DecisionKind.DoNothingChosen };
        Given.When(Choose with { Proposal = new ProposalChoice("V0", null), Content = nothing })
            .Records(Event(1, nothing with { Proposals = [new ProposalRevisionReference("V0", 1)] }));
    }

    [Fact]
    public void Several_proposals_may_be_chosen_together() =>
        Given.And(Submitted("V2", on: 10)).When(Choose with { Proposal = null, Proposals = [new ProposalChoice("V2", null), new ProposalChoice("V1", 1)] })
            .Records(Event(1, Content with { Proposals = [new ProposalRevisionReference("V2", 1), new ProposalRevisionReference("V1", 1)] }));

    [Theory]
    [InlineData(DecisionKind.Deferred)]
    [InlineData(DecisionKind.None)]
    public void To_defer_or_to_choose_none_chooses_no_proposal(DecisionKind kind)
    {
        var content = Content with { Kind = kind };
        Given.When(Choose with { Proposal = null, Content = content }).Records(Event(1, content));
    }

    [Fact]
    public void It_is_taken_by_the_role_in_the_framing_of_that_moment_where_it_names_none()
    {
        var later = Reframed(on: 60);
        Given.And(later with { Framing = later.Framing with { DeciderRole = "Wijktafel" } }).When(With(Content with { DeciderRole = null }))
            .Records(Event(1, Content with { Proposals = [new ProposalRevisionReference("V1", 1)], DeciderRole = "Bestuurder" }));
    }

    [Fact]
    public void It_may_deviate_on_purpose_from_framework_advice_and_ranking() =>
        Given.And(Invited("B1"), AskedAdvice(1), GotAdvice(1, on: 20)).When(Deviating(
            Deviation,
            new Deviation(DeviationFrom.Advice, null, 1, DeviationGround.EqualTreatment, Text()),
            new Deviation(DeviationFrom.ComputedRanking, null, null, DeviationGround.NewFacts, Text()))).IsRecorded();

    [Fact]
    public void After_a_deferral_it_can_be_decided_or_deferred_again()
    {
        var deferred = Given.And(Decided(1, on: 30, DecisionKind.Deferred));
        deferred.When(Choose).Records(Event(2, Content with { Proposals = [new ProposalRevisionReference("V1", 1)] }));
        deferred.When(Defer).Records(Event(2, Defer.Content));
    }

    [Fact]
    public void Once_none_stands_it_can_be_decided_anew()
    {
        var decided = Given.And(Decided(1, on: 30));
        decided.And(WithdrewDecision(1, on: 40)).When(Choose).IsRecorded();
        decided.And(Rejected(1, on: 40)).When(Choose).IsRecorded();
        decided.And(Reopened(1, on: 40)).When(Choose).IsRecorded();
    }

    [Fact]
    public void What_was_chosen_before_its_withdrawal_may_be_recorded_after_it() =>
        Given.And(WithdrewProposal("V1", on: 60)).When(Choose).IsRecorded();

    [Fact]
    public void On_the_day_itself_it_can_be_reviewed() => Given.When(With(Content with { ReviewDate = new DateOnly(2026, 3, 25) })).IsRecorded();

    [Fact]
    public void It_may_come_before_the_advice_term_ended_for_that_merely_should_not_happen() =>
        Given.And(Invited("B1"), AskedAdvice(1, on: 49)).When(Choose).IsRecorded();

    [Fact]
    public void It_may_be_taken_by_another_than_the_framing_says_without_criteria_scores_or_input_and_after_the_deadline() =>
        Given(new WeighingOpened { OccurredAt = Day(0), Framing = Past.Framing() with { Deadline = new DateOnly(2026, 2, 4) } }, Submitted("V1"))
            .When(With(Content with { DeciderRole = "Strateeg wonen" })).IsRecorded();

    [Fact]
    public void It_may_be_taken_while_a_round_is_open_and_an_objection_unresolved() =>
        Given.And(Invited("B1"), OpenedRound(1), Objected(1, round: 1)).When(Choose).IsRecorded();
}
