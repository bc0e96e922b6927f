using WikkenWegen.Domain.Support;

namespace WikkenWegen.Domain.Tests.Support;

public class SupportCountTests
{
    private static readonly ProposalRevisionReference First = new("V1", 1);

    [Fact]
    public void The_newest_position_of_each_party_counts_and_what_it_took_the_place_of_stays_to_be_read()
    {
        var report = Report(Invited("B1"), Invited("B2"), Says(1, "B1", Position.Against, 5), Says(2, "B2", Position.InFavour, 6), Says(3, "B1", Position.InFavourWithConditions, 7));
        var support = report.Proposals.Single(p => p.Proposal == "V1");
        support.Positions.Select(p => (p.Position, string.Join(' ', p.Stakeholders), string.Join(' ', p.Events))).ShouldBe(
            [(Position.InFavour, "B2", "7"), (Position.InFavourWithConditions, "B1", "8")]);
        support.NotSpoken.ShouldBeEmpty();
        report.Positions.Select(p => (p.Input, p.Counts)).ShouldBe([(1, false), (2, true), (3, true)]);
    }

    [Fact]
    public void A_revision_is_what_the_party_says_from_then_on()
    {
        var report = Report(Invited("B1"), Says(1, "B1", Position.Against, 5), new InputRevised
        {
            OccurredAt = Day(6), Number = 1, Revision = 2, Content = new InputContent { Proposal = First, Position = Position.Neutral },
        });
        report.Proposals[0].Positions.ShouldHaveSingleItem().Position.ShouldBe(Position.Neutral);
        var move = report.Moves.ShouldHaveSingleItem();
        (move.Stakeholder, move.From, move.To, move.Before, move.Event).ShouldBe(("B1", Position.Against, Position.Neutral, 5, 6));
    }

    [Fact]
    public void What_was_withdrawn_and_who_withdrew_does_not_count()
    {
        var report = Report(Invited("B1"), Invited("B2"), Says(1, "B1", Position.Against, 5), Says(2, "B2", Position.Against, 6), WithdrewInput(1), Left("B2"));
        report.Proposals[0].Positions.ShouldBeEmpty();
        report.Proposals[0].NotSpoken.ShouldBe(["B1"]);
        report.Positions.Select(p => (p.Stakeholder, p.Counts)).ShouldBe([("B2", false)]);
        report.Participation.Withdrew.ShouldBe(["B2"]);
        (report.Participation.Invited, report.Participation.Heard).ShouldBe((2, 1));
    }

    [Fact]
    public void Who_has_a_say_and_was_not_heard_is_named()
    {
        var report = Report(Invited("B1"), Invited("B2") with { Say = Say.Consents }, Says(1, "B1", Position.InFavour, 5));
        report.Participation.NotHeard.ShouldBe([new Unheard("B2", Say.Consents, 5)]);
    }

    [Fact]
    public void A_preference_is_for_one_proposal_and_the_newest_counts()
    {
        var report = Report(Invited("B1"), Invited("B2"), Prefers(1, "B1", "V1", 5), Prefers(2, "B2", "V2", 6), Prefers(3, "B1", "V2", 7));
        report.Proposals.Select(p => string.Join(' ', p.PreferredBy)).ShouldBe(["", "B1 B2"]);
        var move = report.Moves.ShouldHaveSingleItem();
        (move.PreferredFrom, move.PreferredTo, move.Proposal).ShouldBe(("V1", "V2", null));
    }

    [Fact]
    public void A_position_on_an_earlier_revision_counts_and_is_marked()
    {
        var support = Report(Invited("B1"), Says(1, "B1", Position.InFavour, 5), Revised()).Proposals[0];
        support.OnEarlierRevision.ShouldBe(["B1"]);
        support.Positions.ShouldHaveSingleItem().Stakeholders.ShouldBe(["B1"]);
    }

    public static TheoryData<string, bool> Resolutions => new()
    {
        { "none", true }, { nameof(ResolutionMeans.SetAside), true }, { nameof(ResolutionMeans.ProposalChanged), false }, { nameof(ResolutionMeans.TakenBack), false },
    };

    [Theory, MemberData(nameof(Resolutions))]
    public void An_objection_stands_until_it_is_resolved_and_setting_it_aside_resolves_nothing(string means, bool stands)
    {
        var events = new List<WeighingEvent> { Invited("B1"), Says(1, "B1", Position.OverridingObjection, 5), Objected() with { Input = 1, Proposal = First } };
        if (means != "none") events.Add(ResolvedObjection() with { Means = Enum.Parse<ResolutionMeans>(means) });
        var objections = Report([.. events]).Proposals[0].Objections;
        objections.Length.ShouldBe(stands ? 1 : 0);
        if (stands) objections[0].ShouldBe(new StandingObjection("B1", 1, 1, means == nameof(ResolutionMeans.SetAside), 6));
    }

    [Fact]
    public void An_objection_in_an_input_that_is_not_overriding_does_not_stand_in_the_way()
    {
        Report(Invited("B1"), Says(1, "B1", Position.Against, 5), Objected() with { Input = 1, Proposal = First }).Proposals[0].Objections.ShouldBeEmpty();
        Report(Invited("B1"), Objected() with { Proposal = First }).Proposals[0].Objections.ShouldHaveSingleItem();
        Report(Invited("B1"), Says(1, "B1", Position.OverridingObjection, 5)).Proposals[0].Objections.ShouldBe([new StandingObjection("B1", null, 1, false, 5)]);
    }

    [Fact]
    public void Who_objected_and_says_otherwise_later_has_changed_their_mind() =>
        Report(Invited("B1"), Objected() with { Proposal = First }, Says(1, "B1", Position.Consent, 8)).Proposals[0].Objections.ShouldBeEmpty();

    [Fact]
    public void Whose_objection_was_resolved_can_object_again()
    {
        WeighingEvent[] events = [Invited("B1"), Objected() with { Proposal = First }, ResolvedObjection(on: 14), Says(1, "B1", Position.OverridingObjection, 20)];
        Report(events).Proposals[0].Objections.ShouldBe([new StandingObjection("B1", null, 1, false, 7)]);
        Report([.. events.Take(3), Says(1, "B1", Position.OverridingObjection, 7)]).Proposals[0].Objections.ShouldBeEmpty("it was raised before it was resolved");
    }

    [Fact]
    public void Who_changed_their_mind_did_so_by_what_happened_and_not_by_when_it_was_recorded() =>
        Report(Invited("B1"), Says(1, "B1", Position.Consent, 8), Objected() with { Proposal = First }).Proposals[0].Objections.ShouldBeEmpty();

    [Fact]
    public void An_overriding_objection_to_the_question_as_a_whole_stands_against_each_proposal()
    {
        var whole = Says(1, "B1", Position.OverridingObjection, 5) with { Content = new InputContent { Position = Position.OverridingObjection, Statement = Text() } };
        var report = ReportOf(ProcessForm.Consent, Invited("B1") with { Say = Say.Consents }, whole);
        report.Proposals.Select(p => (p.Agreement.State, p.Objections.ShouldHaveSingleItem())).ShouldBe(
            Enumerable.Repeat((AgreementState.NotReached, new StandingObjection("B1", null, 1, false, 5)), 2));
        report.Positions.ShouldHaveSingleItem().Counts.ShouldBeTrue();
        var since = ReportOf(ProcessForm.Consent, Invited("B1") with { Say = Say.Consents }, whole, Says(2, "B1", Position.Consent, 6));
        since.Proposals.Select(p => p.Agreement.State).ShouldBe([AgreementState.Reached, AgreementState.NotReached]);
    }

    [Fact]
    public void What_a_revision_no_longer_says_does_not_count()
    {
        var other = new InputRevised { OccurredAt = Day(6), Number = 1, Revision = 2, Content = new InputContent { Proposal = new ProposalRevisionReference("V2", 1), Position = Position.Against } };
        Report(Invited("B1"), Says(1, "B1", Position.Against, 5), other).Proposals.Select(p => p.Positions.Length).ShouldBe([0, 1]);
        Report(Invited("B1"), Says(1, "B1", Position.OverridingObjection, 5), other with { Content = new InputContent { Proposal = First, Statement = Text() } }).Proposals[0]
            .ShouldSatisfyAllConditions(p => p.Positions.ShouldBeEmpty(), p => p.Objections.ShouldBeEmpty(), p => p.NotSpoken.ShouldBe(["B1"]));
    }

    [Fact]
    public void How_it_stood_when_a_round_closed_stays_so_whatever_is_withdrawn_later()
    {
        var report = Report(
            Invited("B1"), Invited("B2"), OpenedRound(1, on: 4), Says(1, "B1", Position.Against, 5, round: 1), Says(2, "B2", Position.InFavour, 6, round: 1), ClosedRound(1, on: 9),
            WithdrewInput(1, on: 10), Left("B2", 11), WithdrewProposal(on: 12));
        report.Rounds.ShouldHaveSingleItem().Proposals.ShouldBe([new RoundCount("V1", 1, 0, 1, 0, null)]);
        report.Proposals.Select(p => p.Proposal).ShouldBe(["V2"]);
    }

    [Fact]
    public void Consent_is_there_where_no_overriding_objection_stands_and_all_whose_consent_is_needed_were_heard()
    {
        WeighingEvent[] invited = [Invited("B1") with { Say = Say.Consents }, Invited("B2") with { Say = Say.Consents }, Invited("B3") with { Say = Say.GivesInput }];
        Agreement(ProcessForm.Consent, [.. invited, Says(1, "B1", Position.Consent, 5)]).ShouldBe((AgreementState.Open, "", "B2"));
        Agreement(ProcessForm.Consent, [.. invited, Says(1, "B1", Position.Consent, 5), Says(2, "B2", Position.Against, 6)]).ShouldBe((AgreementState.Reached, "", ""));
        Agreement(ProcessForm.Consent, [.. invited, Says(1, "B1", Position.Consent, 5), Says(2, "B2", Position.OverridingObjection, 6)]).ShouldBe((AgreementState.NotReached, "B2", ""));
    }

    [Theory]
    [InlineData(Say.Decides, AgreementState.NotReached), InlineData(Say.Consents, AgreementState.NotReached)]
    [InlineData(Say.Advises, AgreementState.Reached), InlineData(Say.GivesInput, AgreementState.Reached), InlineData(Say.Dissents, AgreementState.Reached)]
    public void Only_who_has_to_agree_can_take_consent_away(Say say, AgreementState state)
    {
        var report = ReportOf(ProcessForm.Consent, Invited("B1") with { Say = say }, Invited("B2") with { Say = Say.Consents },
            Says(1, "B1", Position.OverridingObjection, 5), Says(2, "B2", Position.Consent, 6));
        report.Proposals[0].Agreement.State.ShouldBe(state);
        report.Proposals[0].Objections.ShouldHaveSingleItem().Stakeholder.ShouldBe("B1", "it stands all the same");
    }

    [Fact]
    public void Consensus_is_there_where_all_whose_agreement_is_needed_are_in_favour()
    {
        WeighingEvent[] invited = [Invited("B1") with { Say = Say.Consents }, Invited("B2") with { Say = Say.Decides }, Invited("B3") with { Say = Say.GivesInput }];
        Agreement(ProcessForm.Consensus, [.. invited, Says(1, "B1", Position.InFavour, 5), Says(2, "B3", Position.Against, 6)]).ShouldBe((AgreementState.Open, "", "B2"));
        Agreement(ProcessForm.Consensus, [.. invited, Says(1, "B1", Position.InFavour, 5), Says(2, "B2", Position.InFavourWithConditions, 6)]).ShouldBe((AgreementState.Reached, "", ""));
        Agreement(ProcessForm.Consensus, [.. invited, Says(1, "B1", Position.InFavour, 5), Says(2, "B2", Position.Neutral, 6)]).ShouldBe((AgreementState.NotReached, "B2", ""));
    }

    [Fact]
    public void A_majority_is_more_than_half_of_those_who_took_a_position()
    {
        WeighingEvent[] invited = [Invited("B1") with { Say = Say.Decides }, Invited("B2") with { Say = Say.Decides }, Invited("B3") with { Say = Say.Decides }];
        Agreement(ProcessForm.Majority, invited).State.ShouldBe(AgreementState.Open);
        Agreement(ProcessForm.Majority, [.. invited, Says(1, "B1", Position.InFavour, 5), Says(2, "B2", Position.Against, 6)]).ShouldBe((AgreementState.NotReached, "B2", ""));
        Agreement(ProcessForm.Majority, [.. invited, Says(1, "B1", Position.InFavour, 5), Says(2, "B2", Position.Abstains, 6)]).ShouldBe((AgreementState.Reached, "", ""));
    }

    [Fact]
    public void Where_somebody_decides_no_agreement_is_asked() =>
        Agreement(ProcessForm.Advice, [Invited("B1") with { Say = Say.Consents }, Says(1, "B1", Position.OverridingObjection, 5)]).State.ShouldBe(AgreementState.NotAsked);

    [Fact]
    public void The_least_resistance_comes_first_and_who_gave_none_is_left_out()
    {
        var report = Report(Invited("B1"), Invited("B2"), Resists(1, "B1", "V1", 8, 5), Resists(2, "B2", "V1", 3, 6), Resists(3, "B1", "V2", 2, 7), Resists(4, "B1", "V1", 9, 8));
        report.Proposals.Select(p => p.Resistance!).Select(r => (r.Sum, r.Parties, r.Mean, r.Highest, r.Acceptance, r.Rank, string.Join(' ', r.Events))).ShouldBe(
            [(12, 2, 6m, 9, 0.4m, 2, "7 9"), (2, 1, 2m, 2, 0.8m, 1, "8")]);
        report.Moves.ShouldHaveSingleItem().ShouldSatisfyAllConditions(m => m.ResistanceFrom.ShouldBe(8), m => m.ResistanceTo.ShouldBe(9), m => m.From.ShouldBeNull());
    }

    [Fact]
    public void How_it_moved_is_told_from_round_to_round()
    {
        var report = Report(
            Invited("B1"), Invited("B2"), OpenedRound(1, on: 4), Says(1, "B1", Position.Against, 5, round: 1), Says(2, "B2", Position.InFavour, 6, round: 1), ClosedRound(1, on: 9),
            OpenedRound(2, on: 10), Says(3, "B1", Position.Consent, 11, round: 2));
        report.Rounds.Select(r => (r.Round, r.Closed)).ShouldBe([(1, 9), (2, null)]);
        report.Rounds.Select(r => r.Proposals.ShouldHaveSingleItem()).ShouldBe([new RoundCount("V1", 1, 0, 1, 0, null), new RoundCount("V1", 2, 0, 0, 0, null)]);
        report.Moves.ShouldHaveSingleItem().Round.ShouldBe(2);
    }

    [Fact]
    public void A_ballot_is_held_against_its_threshold()
    {
        var ballot = Report(Voted() with { Content = Voted().Content with { Threshold = new Threshold(70, ThresholdBase.Entitled) } }).Ballots.ShouldHaveSingleItem();
        (ballot.Ballot, ballot.Entitled, ballot.Turnout, ballot.Event).ShouldBe((1, 353, 332, 4));
        ballot.Shares.ShouldHaveSingleItem().Reached.ShouldBe(true);
        Report(Voted(), CorrectedBallot()).Ballots[0].Event.ShouldBe(5);
    }

    [Fact]
    public void Each_assessor_has_a_ranking_before_any_mean_is_taken()
    {
        var agreement = Report([AdoptedCriteria(), .. Scores("Controller", 1, (8, 8), (2, 2)), .. Scores("Strateeg", 5, (9, 7), (1, 1))]).Assessors;
        agreement.Rankings.Select(r => (r.By.Role, string.Join(' ', r.Places.Select(p => $"{p.Rank}{p.Proposal}")))).ShouldBe([("Controller", "1V1 2V2"), ("Strateeg", "1V1 2V2")]);
        agreement.KendallW.ShouldBe(1);
        agreement.Incomplete.ShouldBeEmpty();
    }

    [Fact]
    public void Assessors_who_rank_the_other_way_round_agree_on_nothing_and_differ_most_where_their_scores_lie_furthest_apart()
    {
        var agreement = Report([AdoptedCriteria(), .. Scores("Controller", 1, (8, 8), (2, 2)), .. Scores("Strateeg", 5, (1, 7), (9, 3))]).Assessors;
        agreement.KendallW.ShouldBe(0);
        agreement.Differences.Select(d => (d.Proposal, d.Criterion, d.Spread, d.LowestBy.Role, d.HighestBy.Role)).ShouldBe(
        [
            ("V1", "BET", 0.7m, "Strateeg", "Controller"), ("V2", "BET", 0.7m, "Controller", "Strateeg"), ("V1", "KWA", 0.1m, "Strateeg", "Controller"), ("V2", "KWA", 0.1m, "Controller", "Strateeg"),
        ]);
        agreement.Differences[0].InterquartileRange.ShouldBe(3.5m);
    }

    [Fact]
    public void Who_did_not_score_everything_has_no_ranking()
    {
        var agreement = Report(AdoptedCriteria(), Scored()).Assessors;
        agreement.Rankings.ShouldBeEmpty();
        agreement.Incomplete.ShouldHaveSingleItem().ShouldBe(new IncompleteAssessor(new Who(null, "Controller"), 1, 4));
        agreement.KendallW.ShouldBeNull();
    }

    [Theory]
    [InlineData("Draagvlak bij bewoners", 40, true), InlineData("Instemming huurders", 40, true), InlineData("Acceptatie", 40, true), InlineData("Public support", 40, true)]
    [InlineData("Draagvlak bij bewoners", 0, false), InlineData("Ondersteuning van bewoners", 40, false), InlineData("Betaalbaarheid", 40, false)]
    public void A_criterion_that_is_support_itself_is_pointed_out(string name, int weight, bool isSupport)
    {
        var counted = Report(AdoptedCriteria() with { Set = CriteriaOf(Criterion(), Criterion("DRA", weight) with { Name = name }) }).CountedTwice;
        counted.Select(c => (c.Criterion, c.Percent, c.Event)).ShouldBe(isSupport ? [("DRA", 40m, 4)] : []);
    }

    [Fact]
    public void The_support_for_what_was_decided_is_told_apart()
    {
        var report = Report(
            Invited("B1"), Invited("B2"), Invited("B3"), Says(1, "B1", Position.InFavour, 5), Says(2, "B2", Position.Against, 6), Prefers(3, "B3", "V1", 7), Decided());
        var decision = report.Decision.ShouldNotBeNull();
        (string.Join(' ', decision.Proposals), string.Join(' ', decision.InFavour), string.Join(' ', decision.Against), string.Join(' ', decision.PreferredBy)).ShouldBe(("V1", "B1", "B2", "B3"));
        Report(Decided(kind: DecisionKind.Deferred)).Decision.ShouldBeNull();
    }

    [Fact]
    public void What_cannot_be_read_yet_counts_nowhere_and_agreement_is_not_claimed_over_it()
    {
        var weighing = Weighing.Fold([
            .. Recorded(Opened() with { Framing = Framing() with { ProcessForm = ProcessForm.Consent } }, Submitted(), Submitted("V2"), Invited("B1") with { Say = Say.Consents }, Invited("B2") with { Say = Say.Consents }, OpenedRound(blind: true)),
            new RecordedEvent(Says(1, "B1", Position.Consent, 5, round: 1), 7, Day(5), "subject-B1"),
            new RecordedEvent(Says(2, "B2", Position.OverridingObjection, 6, round: 1), 8, Day(6), "subject-B2"),
        ]);
        var read = weighing.AsReadBy(new Reader("subject-B1", Confidentiality.Internal, SeesPersons: false), weighing);
        var report = SupportCount.Of(read, weighing.Heard(), CancellationToken.None);
        report.Hidden.ShouldBe(1);
        report.Participation.Heard.ShouldBe(2);
        report.Positions.ShouldHaveSingleItem().Stakeholder.ShouldBe("B1");
        report.Proposals[0].Objections.ShouldBeEmpty();
        report.Proposals[0].Agreement.State.ShouldBe(AgreementState.Open);
        SupportCount.Of(weighing, weighing.Heard(), CancellationToken.None).Proposals[0].Agreement.State.ShouldBe(AgreementState.NotReached);
    }

    [Theory, InlineData(ProcessForm.Consensus), InlineData(ProcessForm.Majority)]
    public void Who_gave_something_that_cannot_be_read_yet_is_not_said_to_disagree_or_to_be_awaited(ProcessForm form)
    {
        WeighingEvent[] events = [Opened() with { Framing = Framing() with { ProcessForm = form } }, Submitted(), .. new[] { "B1", "B2" }.Select(code => Invited(code) with { Say = Say.Consents }),
            Says(1, "B1", Position.Against, 5), OpenedRound(on: 6, blind: true), Says(2, "B1", Position.InFavour, 7, round: 1), Says(3, "B2", Position.InFavour, 8, round: 1)];
        Read().ShouldBe((AgreementState.Open, "", ""));
        Read(Invited("B3") with { Say = Say.Consents }).ShouldBe((AgreementState.Open, "", "B3"));
        var whole = Given(events);
        SupportCount.Of(whole, whole.Heard(), CancellationToken.None).Proposals[0].Agreement.State.ShouldBe(AgreementState.Reached);

        // Who is against for all to read takes consensus away, and a majority where there would be none with the two.
        WeighingEvent[] third = [Invited("B3") with { Say = Say.Consents }, Says(4, "B3", Position.Against, 9)], fourth = [Invited("B4") with { Say = Say.Consents }, Says(5, "B4", Position.Against, 10)];
        Read(third).ShouldBe(form == ProcessForm.Consensus ? (AgreementState.NotReached, "B3", "") : (AgreementState.Open, "", ""));
        Read([.. third, .. fourth]).ShouldBe((AgreementState.NotReached, "B3 B4", ""));

        (AgreementState, string, string) Read(params WeighingEvent[] more)
        {
            var weighing = Given([.. events, .. more]);
            var read = weighing.AsReadBy(new Reader("subject-9", Confidentiality.Internal, SeesPersons: false), weighing);
            var agreement = SupportCount.Of(read, weighing.Heard(), CancellationToken.None).Proposals[0].Agreement;
            return (agreement.State, string.Join(' ', agreement.Against), string.Join(' ', agreement.Awaited));
        }
    }

    [Fact]
    public void Who_abstains_is_not_awaited_where_nobody_took_a_position() =>
        Agreement(ProcessForm.Majority, [Invited("B1") with { Say = Say.Decides }, Invited("B2") with { Say = Say.Decides }, Says(1, "B1", Position.Abstains, 5)]).ShouldBe((AgreementState.Open, "", "B2"));

    [Fact]
    public void Counting_can_be_stopped()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        var weighing = Given(Opened(), Submitted());
        Should.Throw<OperationCanceledException>(() => SupportCount.Of(weighing, weighing.Heard(), stopped.Token));
    }

    private static SupportReport Report(params WeighingEvent[] events) => ReportOf(ProcessForm.Advice, events);

    private static SupportReport ReportOf(ProcessForm form, params WeighingEvent[] events)
    {
        var weighing = Given([Opened() with { Framing = Framing() with { ProcessForm = form } }, Submitted(), Submitted("V2"), .. events]);
        return SupportCount.Of(weighing, weighing.Heard(), CancellationToken.None);
    }

    private static (AgreementState State, string Against, string Awaited) Agreement(ProcessForm form, WeighingEvent[] events)
    {
        var agreement = ReportOf(form, events).Proposals[0].Agreement;
        return (agreement.State, string.Join(' ', agreement.Against), string.Join(' ', agreement.Awaited));
    }

    private static InputGiven Says(int number, string stakeholder, Position position, double on, int? round = null) =>
        new() { OccurredAt = Day(on), Number = number, Round = round, Stakeholder = stakeholder, Content = new InputContent { Proposal = First, Position = position, Statement = Text() } };

    private static InputGiven Prefers(int number, string stakeholder, string proposal, double on) =>
        new() { OccurredAt = Day(on), Number = number, Stakeholder = stakeholder, Content = new InputContent { PreferredProposal = proposal } };

    private static InputGiven Resists(int number, string stakeholder, string proposal, int resistance, double on) =>
        new() { OccurredAt = Day(on), Number = number, Stakeholder = stakeholder, Content = new InputContent { Proposal = new ProposalRevisionReference(proposal, 1), Resistance = resistance } };

    /// <summary>What one role scores: of each proposal on both criteria.</summary>
    private static IEnumerable<WeighingEvent> Scores(string role, int from, params (decimal Bet, decimal Kwa)[] proposals)
    {
        foreach (var (bet, kwa) in proposals)
        {
            var proposal = $"V{Array.IndexOf(proposals, (bet, kwa)) + 1}";
            foreach (var (criterion, value) in (IEnumerable<(string, decimal)>)[("BET", bet), ("KWA", kwa)])
                yield return Scored(from++, proposal: proposal, criterion: criterion, by: new Who(null, role)) with { Estimate = new Estimate(value, value, value) };
        }
    }
}
