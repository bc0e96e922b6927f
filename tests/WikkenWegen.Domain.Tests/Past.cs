namespace WikkenWegen.Domain.Tests;

/// <summary>
/// What happened before, to start a test from: each event with the least that it must carry, on a day of the story that these
/// tests share. What builds on another event comes on a later day, unless a test says otherwise.
/// </summary>
internal static class Past
{
    public const string Board = "Raad van commissarissen";

    // Framing
    public static Framing Framing(string? approver = Board, string question = "What do we do with the flat?") => new()
    {
        Title = "Future of the flat",
        Question = question,
        Level = Level.Tactical,
        Scale = WeighingScale.Complex,
        Ownership = Ownership.Own,
        Breadth = Breadth.Narrow,
        SgeiRegime = SgeiRegime.Sgei,
        ProcessForm = ProcessForm.Advice,
        OwnerRole = "Strateeg wonen",
        DeciderRole = "Bestuurder",
        ApproverRole = approver,
        Confidentiality = Confidentiality.Internal,
    };

    public static WeighingOpened Opened(string? approver = Board) => new() { OccurredAt = Day(0), Framing = Framing(approver) };

    public static WeighingReframed Reframed(double on, string? approver = Board) =>
        new() { OccurredAt = Day(on), Version = 2, Framing = Framing(approver, "Asked anew"), Changed = ["question"], Reason = Text() };

    // Proposals
    public static ProposalSubmitted Submitted(string code = "V1", double on = 1, bool doNothing = false) =>
        new() { OccurredAt = Day(on), Code = code, Content = new ProposalContent { Name = "Renovate", DoNothing = doNothing } };

    public static ProposalRevised Revised(string code = "V1", int revision = 2, double on = 10) =>
        new() { OccurredAt = Day(on), Code = code, Revision = revision, Content = new ProposalContent { Name = "Renovate slowly" }, Reason = Text() };

    public static ProposalWithdrawn WithdrewProposal(string code = "V1", double on = 20) =>
        new() { OccurredAt = Day(on), Code = code, Reason = Text() };

    // Criteria
    public static Criterion Criterion(string code = "BET", decimal weight = 60, decimal worst = 0, decimal best = 10) => new()
    {
        Code = code,
        Name = "Affordability",
        Direction = best > worst ? Direction.HigherIsBetter : Direction.LowerIsBetter,
        Scale = new Scale { Worst = worst, Best = best },
        Weight = weight,
    };

    /// <summary>How a refusal tells of a scale without levels.</summary>
    public static Spoken FromTo(string worst, string best) => new($"van {worst} tot en met {best}", $"from {worst} to {best}");

    public static CriteriaSet CriteriaOf(params ImmutableArray<Criterion> criteria) =>
        new() { Criteria = criteria.IsEmpty ? [Criterion(), Criterion("KWA", 40)] : criteria, WeightMethod = WeightMethod.Swing };

    public static CriteriaAdopted AdoptedCriteria(double on = 3) => new() { OccurredAt = Day(on), Set = CriteriaOf() };

    public static CriteriaChanged ChangedCriteria(int version = 2, double on = 11) => new()
    {
        OccurredAt = Day(on),
        Version = version,
        Set = CriteriaOf(Criterion(best: 100), Criterion("BEW", 20)),
        Reason = Text(),
        RequestedBy = new Who(null, "MT"),
    };

    // Stakeholders
    public static StakeholderInvited Invited(string code = "B1", double on = 2) =>
        new() { OccurredAt = Day(on), Code = code, Party = "Bewoners", Role = "Bewonerscommissie", Say = Say.Advises, Subject = $"subject-{code}" };

    public static StakeholderCorrected Corrected(string code = "B1", int number = 1, double on = 15) => new()
    {
        OccurredAt = Day(on),
        Code = code,
        Number = number,
        Party = "Bewonerscommissie",
        Role = "Voorzitter",
        Say = Say.Consents,
        Subject = $"subject-{code}",
        Reason = Text(),
    };

    // Access
    public static AccessGranted Granted(int number = 2, string subject = "subject-9", double on = 15) =>
        new() { OccurredAt = Day(on), Number = number, Subject = subject, Role = "Manager vastgoed", Reason = Text() };

    public static AccessEnded EndedAccess(int number = 2, string subject = "subject-9", double on = 20) =>
        new() { OccurredAt = Day(on), Number = number, Subject = subject, Role = "Manager vastgoed", Reason = Text() };

    // Privacy
    public static readonly Guid AnErasure = new("019c2283-f800-7000-8000-000000000e01");

    public static RetentionSet Kept(ArchiveStatus status = ArchiveStatus.ToBeKept, int number = 1, double on = 60) =>
        new() { OccurredAt = Day(on), Number = number, Status = status, Reason = Text() };

    public static PersonalDataErased Erased(int number = 1, double on = 70, params ImmutableArray<string> digests) => new()
    {
        OccurredAt = Day(on),
        Number = number,
        ErasureId = AnErasure,
        Subject = "person-1",
        Digests = digests,
        Ground = ErasureGround.ConsentWithdrawn,
        DecidedBy = "officer-1",
        ConfirmedBy = "officer-2",
        RequestedAt = Day(on - 1),
    };

    public static TextCorrected CorrectedText(int @event, string replaces, int number = 1, double on = 65, string field = "statement") => new()
    {
        OccurredAt = Day(on),
        Number = number,
        Event = @event,
        Field = field,
        Replaced = Text(replaces).Digest,
        Text = Text($"right {number}"),
        Ground = RectificationGround.Inaccurate,
    };

    // Links
    public static readonly Guid Other = new("019c2283-f800-7000-8000-000000000007");

    public static WeighingLinked Linked(int number = 1, LinkRelation relation = LinkRelation.FollowsFrom, double on = 15) =>
        new() { OccurredAt = Day(on), Number = number, Relation = relation, Weighing = Other };

    public static WeighingUnlinked Unlinked(int number = 1, double on = 20) => new() { OccurredAt = Day(on), Number = number, Reason = Text() };

    // Cases
    public static CasePrepared PreparedCase(int number = 1, double on = 40) => new()
    {
        OccurredAt = Day(on),
        Number = number,
        Content = new CaseContent { Question = Text("question") },
        Rules = "case-rules-1",
        ReadVersion = 2,
        Digest = new string('a', 64),
        Removed = [new RemovedCount(RemovedKind.Day, 4)],
        Telltales = [new TelltaleCount(CaseTelltale.FewParties, 0)],
    };

    public static CaseApproved ApprovedCase(int number = 1, double on = 45) => new() { OccurredAt = Day(on), Number = number, Digest = new string('a', 64) };

    public static CaseShared SharedCase(int number = 1, double on = 48) => new() { OccurredAt = Day(on), Number = number, Case = Other };

    public static CaseTakenBack TookBackCase(int number = 1, double on = 51) => new() { OccurredAt = Day(on), Number = number, Case = Other, Reason = Text() };

    // Ballots
    public static BallotCorrected CorrectedBallot(int number = 1, int correction = 1, double on = 40, string proposal = "V1", string? stakeholder = null) => new()
    {
        OccurredAt = Day(on),
        Number = number,
        Correction = correction,
        Content = Voted(proposal: proposal, stakeholder: stakeholder).Content with { Votes = [new VoteCount(Vote.InFavour, null, 290)] },
        Reason = Text(),
    };

    public static BallotHeld Voted(int number = 1, double on = 28, string proposal = "V1", string? stakeholder = null) => new()
    {
        OccurredAt = Day(on),
        Number = number,
        Content = new BallotContent
        {
            Proposals = [new ProposalRevisionReference(proposal, 1)],
            Entitled = new Electorate(353, "the households"),
            Stakeholder = stakeholder,
            Votes = [new VoteCount(Vote.InFavour, null, 292), new VoteCount(Vote.Against, null, 40)],
        },
    };

    // Corrections
    public static MomentCorrected CorrectedMoment(int @event, double from, double to, int number = 1, double on = 90) =>
        new() { OccurredAt = Day(on), Number = number, Event = @event, From = Day(from), To = Day(to), Reason = Text() };

    public static StakeholderWithdrew Left(string code = "B1", double on = 20) => new() { OccurredAt = Day(on), Code = code };

    // Consultation
    public static RoundOpened OpenedRound(int number = 1, double on = 4, bool blind = false) =>
        new() { OccurredAt = Day(on), Number = number, About = "First thoughts", Blind = blind };

    public static RoundClosed ClosedRound(int number = 1, double on = 9) => new() { OccurredAt = Day(on), Number = number };

    // Input
    public static InputGiven GaveInput(int number = 1, string stakeholder = "B1", double on = 5, int? round = null) =>
        new() { OccurredAt = Day(on), Number = number, Round = round, Stakeholder = stakeholder, Content = new InputContent { Resistance = 3 } };

    public static InputRevised RevisedInput(int number = 1, int revision = 2, double on = 6) =>
        new() { OccurredAt = Day(on), Number = number, Revision = revision, Content = new InputContent { Resistance = 4 } };

    public static InputWithdrawn WithdrewInput(int number = 1, double on = 8) => new() { OccurredAt = Day(on), Number = number };

    public static ObjectionRaised Objected(int number = 1, string stakeholder = "B1", double on = 6, int? round = null) =>
        new() { OccurredAt = Day(on), Number = number, Round = round, Stakeholder = stakeholder, Grounds = Text() };

    public static ObjectionResolved ResolvedObjection(int number = 1, double on = 14) =>
        new() { OccurredAt = Day(on), Number = number, Means = ResolutionMeans.Explained, Resolution = Text() };

    // Advice
    public static AdviceRequested AskedAdvice(int number = 1, double on = 12, bool statutory = true, string stakeholder = "B1") =>
        new() { OccurredAt = Day(on), Number = number, Stakeholder = stakeholder, About = "The choice", Statutory = statutory };

    public static AdviceReceived GotAdvice(int number = 1, double on = 20) => new() { OccurredAt = Day(on), Number = number, Tenor = AdviceTenor.Negative };

    public static AdviceFollowed FollowedAdvice(int number = 1, double on = 25) => new() { OccurredAt = Day(on), Number = number };

    public static AdviceDeviationReasoned DeviatedFromAdvice(int number = 1, double on = 25) =>
        new() { OccurredAt = Day(on), Number = number, Ground = DeviationGround.EqualTreatment, Reason = Text() };

    // Assessment
    public static ScoreGiven Scored(
        int number = 1, double on = 7, string proposal = "V1", int revision = 1, string criterion = "BET", int version = 1, int? round = null, Who? by = null) => new()
    {
        OccurredAt = Day(on),
        Number = number,
        Proposal = new ProposalRevisionReference(proposal, revision),
        Criterion = criterion,
        CriteriaVersion = version,
        By = by ?? new Who(null, "Controller"),
        Round = round,
        Estimate = new Estimate(2, 3, 4),
    };

    /// <summary>The criteria BET and KWA, with beside them WIE (positive and negative), WIJK (in words) and BATEN (money per party).</summary>
    public static CriteriaSet CriteriaWithBeside() => CriteriaOf() with { Beside = [Beside(), Beside("WIJK", InWords), Beside("BATEN", InMoney)] };

    public static readonly BesideScale InWords = new() { Kind = BesideScaleKind.Ordinal, Words = ["weaker", "equal", "stronger"] };

    public static readonly BesideScale InMoney = new() { Kind = BesideScaleKind.MoneyPerParty, Unit = "euro", Parties = ["tenants", "town"] };

    public static CriterionBeside Beside(string code = "WIE", BesideScale? scale = null) =>
        new() { Code = code, Name = $"The name of {code}", Scale = scale ?? new BesideScale { Kind = BesideScaleKind.PositiveNegative } };

    public static CriteriaAdopted AdoptedWithBeside(double on = 3) => new() { OccurredAt = Day(on), Set = CriteriaWithBeside() };

    public static ConsequenceContent Signs(bool positive, bool negative) => new() { Positive = positive, Negative = negative };

    public static ConsequenceStated Stated(
        int number = 1, double on = 7, string proposal = "V1", string criterion = "WIE", int? round = null, Who? by = null, ConsequenceContent? content = null) => new()
    {
        OccurredAt = Day(on),
        Number = number,
        Proposal = new ProposalRevisionReference(proposal, 1),
        Criterion = criterion,
        CriteriaVersion = 1,
        By = by ?? new Who(null, "Controller"),
        Round = round,
        Content = content ?? Signs(true, false),
    };

    public static ConsequenceRevised Restated(int number = 1, int revision = 2, double on = 8) =>
        new() { OccurredAt = Day(on), Number = number, Revision = revision, Content = Signs(true, true) };

    public static ScoreRevised Rescored(int number = 1, int revision = 2, double on = 8) =>
        new() { OccurredAt = Day(on), Number = number, Revision = revision, Estimate = new Estimate(3, 3, 3) };

    // Decision
    public static DecisionTaken Decided(int number = 1, double on = 30, DecisionKind kind = DecisionKind.Chosen, string proposal = "V1") => new()
    {
        OccurredAt = Day(on),
        Number = number,
        Content = new DecisionContent
        {
            Kind = kind,
            Proposals = kind is DecisionKind.Chosen or DecisionKind.DoNothingChosen ? [new ProposalRevisionReference(proposal, 1)] : [],
            DeciderRole = "Bestuurder",
            Rationale = Text(),
            Assumptions = ["The subsidy is granted", "It lasts 25 years"],
        },
    };

    public static DecisionApproved Approved(int number = 1, double on = 40) => new() { OccurredAt = Day(on), Number = number, ApproverRole = Board };

    public static DecisionRejected Rejected(int number = 1, double on = 40) =>
        new() { OccurredAt = Day(on), Number = number, ApproverRole = Board, Reason = Text() };

    public static DecisionWithdrawn WithdrewDecision(int number = 1, double on = 50) => new() { OccurredAt = Day(on), Number = number, Reason = Text() };

    public static WeighingReopened Reopened(int? decision, DateTimeOffset at) => new() { OccurredAt = at, Number = 1, Decision = decision, Reason = Text() };

    public static WeighingReopened Reopened(int? decision = 1, double on = 50) => Reopened(decision, Day(on));

    // Review
    public static AssumptionFell FellAssumption(int decision = 1, int assumption = 1, double on = 60) =>
        new() { OccurredAt = Day(on), Decision = decision, Assumption = assumption, Explanation = Text() };

    public static ExecutionStarted StartedExecution(int decision = 1, double on = 45) => new() { OccurredAt = Day(on), Decision = decision };

    public static ReviewHeld Reviewed(int decision = 1, int number = 1, double on = 70) => new()
    {
        OccurredAt = Day(on),
        Decision = decision,
        Number = number,
        Expected = Text("expected"),
        Found = Text("found"),
        Conclusion = ReviewConclusion.Continue,
    };

    public static WeighingClosed ClosedWeighing(DateTimeOffset at) => new() { OccurredAt = at };

    public static WeighingClosed ClosedWeighing(double on = 80) => ClosedWeighing(Day(on));

    public static WeighingCancelled CancelledWeighing(DateTimeOffset at) => new() { OccurredAt = at, Reason = Text() };

    public static WeighingCancelled CancelledWeighing(double on = 80) => CancelledWeighing(Day(on));
}
