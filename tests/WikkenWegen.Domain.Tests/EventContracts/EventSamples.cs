using WikkenWegen.Domain.Learning;

namespace WikkenWegen.Domain.Tests;

/// <summary>The instance that each golden file holds, by the name of the file without its extension.</summary>
internal static class EventSamples
{
    private static readonly DateTimeOffset Moment = new(2026, 5, 19, 8, 30, 0, 125, TimeSpan.Zero);

    private static readonly ProposalRevisionReference Proposal = new("V2", 3);

    private static readonly Evidence Evidence = new("https://example.org/report.pdf", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    private static readonly Who Stakeholder = new("B2", null);

    private static readonly Who Role = new(null, "Strateeg wonen");

    private static readonly Framing Framing = new()
    {
        Title = "Toekomst Merelflat",
        Question = "Wat doen we met de Merelflat?",
        Occasion = "Vochtklachten; €\u00a096 per woning per maand",
        Reference = "AFW-2026-014",
        Level = Level.Tactical,
        Scale = WeighingScale.Complex,
        Identity = new ExternalIdentity { IdExtern = "PROJ-0042", IdGegevensbeheerder = "VAST-1043", IdOrganisatie = "L9999", IdAdministratie = "01" },
        Areas = [new Area("BU99010302", 2026)],
        BagIds = ["9901010000000001"],
        Complexes = ["https://example.org/complexen/1043"],
        Clusters = ["https://example.org/clusters/7"],
        Ownership = Ownership.Own,
        Breadth = Breadth.Narrow,
        SgeiRegime = SgeiRegime.NonSgei,
        SgeiNote = "Nog te toetsen",
        HereFor = "Goed en betaalbaar wonen",
        NotHereFor = "Parkeren",
        ProcessForm = ProcessForm.SingleDecider,
        OwnerRole = "Strateeg wonen",
        DeciderRole = "Bestuurder",
        ApproverRole = "Raad van commissarissen",
        Mandate = "Investeringsstatuut art. 4",
        Confidentiality = Confidentiality.Confidential,
        Deadline = new DateOnly(2026, 6, 30),
    };

    private static readonly Framing LeastFraming = new()
    {
        Title = "Toekomst Merelflat",
        Question = "Wat doen we met de Merelflat?",
        Level = Level.Strategic,
        Scale = WeighingScale.Portfolio,
        Ownership = Ownership.Joint,
        Breadth = Breadth.Broad,
        SgeiRegime = SgeiRegime.Sgei,
        ProcessForm = ProcessForm.Consent,
        OwnerRole = "Strateeg wonen",
        DeciderRole = "Bestuurder",
        Confidentiality = Confidentiality.Public,
    };

    /// <summary>An instrument with everything that one can have, though no rule would let it pass.</summary>
    private static readonly InstrumentContent Content = new()
    {
        Name = "Meetlat buurt",
        Description = "Om samen naar een plan te kijken",
        Owner = "Woonwijzer Merenland",
        Licence = "CC-BY-4.0",
        Source = "https://example.org/meetlat",
        Language = "nl",
        UsedBeside = ["EffectenArena"],
        Themes =
        [
            new InstrumentTheme
            {
                Code = "WONEN",
                Name = "Wonen",
                Guidance = "Wat merken bewoners?",
                Criteria =
                [
                    new InstrumentCriterion
                    {
                        Code = "LEEF",
                        Name = "Leefbaarheid",
                        Goal = "Prettig wonen",
                        Guidance = "Kijk vijf jaar vooruit",
                        Scale = new InstrumentScale
                        {
                            Kind = InstrumentScaleKind.Reference,
                            Worst = 1.0m,
                            Best = 10,
                            Unit = "punten",
                            Levels = [new ScaleLevel(1, "slecht"), new ScaleLevel(10, "goed")],
                            Reference = new ScaleLevel(6, "een gewone buurt"),
                            Words = ["slecht", "goed"],
                            Parties = ["corporatie", "gemeente"],
                        },
                        Weight = 2.50m,
                    },
                ],
            },
        ],
        Weights = InstrumentWeights.Prescribed,
        FilledIn = FilledIn.Together,
        Tailoring = new TailoringRules { MayLeaveOut = true, Fixed = ["LEEF"], MayAdd = true, MayRescale = true, MayReweigh = true },
    };

    /// <summary>What an instrument says of a weighing, with everything that there can be.</summary>
    private static readonly WeighingTrial Trial = new()
    {
        Weighing = new Guid("019f0000-0000-7000-8000-000000000013"),
        Version = 42,
        CriteriaVersion = 2,
        Method = new OutcomeMethod("additive-value", "1.1.0"),
        Criteria = [new TriedCriterion("LEEF", "KWA", TrialFit.Reanchored, 60.00m, 3, 1), new TriedCriterion("BET", "BET", TrialFit.Same, 40.00m, 2, 0), new TriedCriterion("GROEN", null, TrialFit.NotThere, null, 0, 0)],
        NotLookedAt = ["WIJK"],
        Weights = TrialWeights.Prescribed,
        Covered = 40.00m,
        Proposals =
        [
            new TriedProposal { Proposal = "V2", Rank = 1, Total = 71.25m, RankThen = 2, TotalThen = 58.30m },
            new TriedProposal { Proposal = "V1", Rank = 2, Total = 44.00m, RankThen = 1, TotalThen = 61.10m },
            new TriedProposal { Proposal = "V3", Missing = ["BET"] },
        ],
        First = ["V2"],
        FirstThen = ["V1"],
        Decision = 1,
        Decided = DecisionKind.Chosen,
        Chosen = ["V2"],
        FirstIsChosen = true,
    };

    private static readonly WeighingTrial LeastTrial = new()
    {
        Weighing = new Guid("019f0000-0000-7000-8000-000000000014"),
        Version = 3,
        Method = new OutcomeMethod("additive-value", "1.1.0"),
        Criteria = [new TriedCriterion("GROEN", null, TrialFit.NotThere, null, 0, 0)],
    };

    private static readonly InstrumentContent LeastContent = new()
    {
        Name = "Wiel",
        Owner = "Woonwijzer Merenland",
        Language = "nl",
        Themes = [new InstrumentTheme { Code = "A", Name = "Alles", Criteria = [new InstrumentCriterion { Code = "GROEN", Name = "Groen", Scale = new InstrumentScale { Kind = InstrumentScaleKind.PositiveNegative } }] }],
        Weights = InstrumentWeights.Absent,
        FilledIn = FilledIn.Either,
        Tailoring = new TailoringRules { MayLeaveOut = false, MayAdd = false, MayRescale = false, MayReweigh = false },
    };

    private static readonly Guid SharedCase = Guid.Parse("019f3a10-0000-7000-8000-000000000002");

    private static readonly EditionContent LeastEdition = new()
    {
        Theme = "Samen afwegen in de wijk",
        Organiser = "Kenniscentrum voor de wijk",
        FirstDay = new DateOnly(2026, 9, 1),
        LastDay = new DateOnly(2026, 12, 31),
        Places = 15,
        PriceForPartners = 0m,
        PriceForOthers = 130.00m,
    };

    private static readonly EditionContent Edition = LeastEdition with
    {
        Description = "Hoe wegen we af in en over samenwerking?",
        Sessions = [new PlannedSession(new DateTimeOffset(2026, 9, 15, 10, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 9, 15, 15, 0, 0, TimeSpan.Zero), "Merenstad")],
    };

    /// <summary>A term of which the plain day is a holiday by decree.</summary>
    private static StatutoryTerm Term(DateOnly plain, DateOnly last) =>
        new() { PlainDay = plain, LastDay = last, Extension = TermExtension.EndsOnDayOff, DecreedDays = [plain], RuleVersion = 1 };

    private static readonly InsightReference Insight = new(new Guid("019f3a10-0000-7000-8000-000000000001"), 2);

    private static readonly CriteriaSet Criteria = new()
    {
        Criteria =
        [
            new Criterion
            {
                Code = "FIN",
                Name = "Financieel offer per woning",
                Goal = "Betaalbaar blijven",
                Direction = Direction.LowerIsBetter,
                Scale = new Scale
                {
                    Worst = 120000.00m,
                    Best = -5.50m,
                    Unit = "euro per woning",
                    Levels = [new ScaleLevel(120000.00m, "onverantwoord"), new ScaleLevel(-5.50m, "levert op")],
                    Reference = new ScaleLevel(-5.50m, "de Merelbuurt"),
                },
                Weight = 33.333m,
                Insight = Insight,
            },
        ],
        WeightMethod = WeightMethod.RankOrder,
        // Every member, as no real answers have.
        WeightAnswers = new WeightAnswers
        {
            Points = [new CriterionPoints("FIN", 100)],
            Order = [new EquallyImportant(["FIN"], 2)],
            Formula = RankFormula.Centroid,
            Ratio = 6.5m,
            Comparisons = [new CriteriaComparison("FIN", "KWA", 0.5m)],
        },
        Instrument = new Instrument("Afwegen in de wijk", "2.1", "https://example.org/instrument", "WIJK", new Guid("019f0000-0000-7000-8000-000000000012"), Moment.AddMonths(-2), Moment.AddDays(-1)),
        ClearMargin = 2.50m,
        Beside =
        [
            new CriterionBeside { Code = "WIJK", Name = "Kracht van de wijk", Goal = "Eigenaarschap", Scale = new BesideScale { Kind = BesideScaleKind.Ordinal, Words = ["zwakker", "gelijk", "sterker"] }, Insight = Insight },
            new CriterionBeside { Code = "WIE", Name = "Wie er beter en slechter van wordt", Scale = new BesideScale { Kind = BesideScaleKind.PositiveNegative } },
            new CriterionBeside
            {
                Code = "BATEN",
                Name = "Wie betaalt en wie krijgt",
                Scale = new BesideScale { Kind = BesideScaleKind.MoneyPerParty, Unit = "euro per jaar", Parties = ["huurders", "gemeente"] },
            },
        ],
    };

    private static readonly Departure Departure = new(DepartureKind.LeftOut, "LEE", Text("departure"));

    private static readonly CriteriaSet LeastCriteria = new()
    {
        Criteria =
        [
            new Criterion
            {
                Code = "BET",
                Name = "Betaalbaarheid",
                Direction = Direction.HigherIsBetter,
                Scale = new Scale { Worst = 1, Best = 10 },
                Weight = 0,
            },
        ],
        WeightMethod = WeightMethod.Direct,
    };

    private static readonly Registration Registration = new()
    {
        Code = "waterland-wonen",
        Name = "Stichting Waterland Wonen",
        KvkNumber = "00000027",
        CorporationNumber = "L9998",
        Oin = "00000001003214345000",
    };

    private static readonly Registration LeastRegistration = new() { Code = "waterland-wonen", Name = "Stichting Waterland Wonen", KvkNumber = "00000027" };

    private static readonly InputContent Input = new()
    {
        Proposal = Proposal,
        Position = Position.OverridingObjection,
        Statement = Text("statement"),
        Conditions = [Text("condition")],
        Resistance = 10,
        PreferredProposal = "V1",
    };

    private static readonly Estimate Estimate = new(1.50m, 2, 3.250m);

    /// <summary>Every member, as no real consequence has: which are there depends on the kind of its scale.</summary>
    private static readonly ConsequenceContent Consequence = new()
    {
        Word = "sterker",
        Positive = true,
        Negative = true,
        Amounts = [new PartyAmount("gemeente", -250000.00m, -200000, -150000.5m)],
    };

    public static readonly IReadOnlyDictionary<string, DomainEvent> All = new Dictionary<string, DomainEvent>
    {
        // Framing
        ["weighing_opened"] = new WeighingOpened { OccurredAt = Moment, Framing = Framing },
        ["weighing_opened.minimal"] = new WeighingOpened { OccurredAt = Moment, Framing = LeastFraming },
        ["weighing_reframed"] = new WeighingReframed { OccurredAt = Moment, Version = 2, Framing = Framing, Changed = ["question", "areas"], Reason = Text("reason") },
        ["weighing_reframed.minimal"] = new WeighingReframed
        {
            OccurredAt = Moment,
            Version = 2,
            Framing = LeastFraming,
            Changed = ["question"],
            Reason = Text("reason"),
        },

        // Proposals
        ["proposal_submitted"] = new ProposalSubmitted
        {
            OccurredAt = Moment,
            Code = "V2",
            Content = new ProposalContent { Name = "Renoveren", Description = "Naar label A", Costs = 10400000.00m, DoNothing = true },
            Author = Role,
        },
        ["proposal_submitted.minimal"] = new ProposalSubmitted { OccurredAt = Moment, Code = "V2", Content = new ProposalContent { Name = "Renoveren" } },
        ["proposal_revised"] = new ProposalRevised
        {
            OccurredAt = Moment,
            Code = "V2",
            Revision = 3,
            Content = new ProposalContent { Name = "Renoveren", Description = "Naar label A", Costs = -1, DoNothing = true },
            Author = Stakeholder,
            Reason = Text("reason"),
        },
        ["proposal_revised.minimal"] = new ProposalRevised
        {
            OccurredAt = Moment,
            Code = "V2",
            Revision = 3,
            Content = new ProposalContent { Name = "Renoveren" },
            Reason = Text("reason"),
        },
        ["proposal_withdrawn"] = new ProposalWithdrawn { OccurredAt = Moment, Code = "V2", Reason = Text("reason") },

        // Criteria
        ["criteria_adopted"] = new CriteriaAdopted { OccurredAt = Moment, Set = Criteria, Reason = Text("reason"), RequestedBy = Stakeholder, Departures = [Departure] },
        ["criteria_adopted.minimal"] = new CriteriaAdopted { OccurredAt = Moment, Set = LeastCriteria },
        ["criteria_changed"] = new CriteriaChanged { OccurredAt = Moment, Version = 2, Set = Criteria, Reason = Text("reason"), RequestedBy = Stakeholder, Departures = [Departure] },
        ["criteria_changed.minimal"] = new CriteriaChanged { OccurredAt = Moment, Version = 2, Set = LeastCriteria, Reason = Text("reason"), RequestedBy = Role },

        // Stakeholders
        ["stakeholder_invited"] = new StakeholderInvited
        {
            OccurredAt = Moment,
            Code = "B2",
            Party = "Huurdersorganisatie",
            Role = "Voorzitter",
            Say = Say.Advises,
            Interest = "De huren",
            PersonName = Text("person"),
            Contact = Text("contact"),
            KvkNumber = "00000043",
            Subject = "0195e2b0-0000-7000-8000-000000000001",
        },
        ["stakeholder_invited.minimal"] =
            new StakeholderInvited { OccurredAt = Moment, Code = "B2", Party = "Huurdersorganisatie", Role = "Voorzitter", Say = Say.GivesInput },
        ["stakeholder_withdrew"] = new StakeholderWithdrew { OccurredAt = Moment, Code = "B2", Reason = Text("reason") },
        ["stakeholder_withdrew.minimal"] = new StakeholderWithdrew { OccurredAt = Moment, Code = "B2" },

        ["stakeholder_corrected"] = new StakeholderCorrected
        {
            OccurredAt = Moment,
            Code = "B2",
            Number = 1,
            Party = "Huurdersorganisatie",
            Role = "Voorzitter",
            Say = Say.Advises,
            Interest = "De huren",
            PersonName = Text("person"),
            Contact = Text("contact"),
            KvkNumber = "00000043",
            Subject = "0195e2b0-0000-7000-8000-000000000001",
            Reason = Text("reason"),
        },
        ["stakeholder_corrected.minimal"] = new StakeholderCorrected
        {
            OccurredAt = Moment,
            Code = "B2",
            Number = 1,
            Party = "Huurdersorganisatie",
            Role = "Voorzitter",
            Say = Say.GivesInput,
            Reason = Text("reason"),
        },

        // Access
        ["access_granted"] = new AccessGranted { OccurredAt = Moment, Number = 2, Subject = "0195e2b0-0000-7000-8000-000000000002", Role = "Manager vastgoed", Reason = Text("reason") },
        ["access_ended"] = new AccessEnded { OccurredAt = Moment, Number = 2, Subject = "0195e2b0-0000-7000-8000-000000000002", Role = "Manager vastgoed", Reason = Text("reason") },

        // Links
        ["weighing_linked"] = new WeighingLinked { OccurredAt = Moment, Number = 1, Relation = LinkRelation.FollowsFrom, Weighing = new Guid("019c2283-f800-7000-8000-000002026014"), Note = "Eerst de flat" },
        ["weighing_linked.minimal"] = new WeighingLinked { OccurredAt = Moment, Number = 1, Relation = LinkRelation.RunsBeside, Weighing = new Guid("019c2283-f800-7000-8000-000002026014") },
        ["weighing_unlinked"] = new WeighingUnlinked { OccurredAt = Moment, Number = 1, Reason = Text("reason") },
        ["weighing_unlinked.minimal"] = new WeighingUnlinked { OccurredAt = Moment, Number = 1 },

        // Cases
        ["case_prepared"] = new CasePrepared
        {
            OccurredAt = Moment,
            Number = 1,
            Content = new CaseContent
            {
                Title = Text("title"),
                Question = Text("question"),
                Background = Text("background"),
                CameOfIt = Text("came of it"),
                Criteria = [new SealedCaseText("BET", Text("criterion"))],
                Proposals = [new SealedCaseText("V2", Text("proposal"))],
                Parties = [new CasePartyKind("B3", PartyKind.Care)],
                Quotes = [new CaseRelease(7, "statement", 1)],
            },
            Rules = "case-rules-1",
            ReadVersion = 42,
            Digest = new string('c', 64),
            Removed = [new RemovedCount(RemovedKind.Day, 84), new RemovedCount(RemovedKind.PartyName, 5)],
            Telltales = [new TelltaleCount(CaseTelltale.QuotesReleased, 1)],
        },
        ["case_prepared.minimal"] = new CasePrepared { OccurredAt = Moment, Number = 1, Content = new CaseContent { Question = Text("question") }, Rules = "case-rules-1", ReadVersion = 1, Digest = new string('c', 64), Removed = [], Telltales = [] },
        ["case_approved"] = new CaseApproved { OccurredAt = Moment, Number = 1, Digest = new string('c', 64) },
        ["case_shared"] = new CaseShared { OccurredAt = Moment, Number = 1, Case = new Guid("019c2283-f800-7000-8000-0000000ca5e1") },
        ["case_taken_back"] = new CaseTakenBack { OccurredAt = Moment, Number = 1, Case = new Guid("019c2283-f800-7000-8000-0000000ca5e1"), Reason = Text("reason") },

        // Corrections
        ["moment_corrected"] = new MomentCorrected
        {
            OccurredAt = Moment,
            Number = 1,
            Event = 7,
            From = Moment.AddDays(-1),
            To = Moment.AddDays(-2),
            Reason = Text("reason"),
            Term = new StatutoryTerm { PlainDay = new DateOnly(2026, 6, 28), LastDay = new DateOnly(2026, 6, 30), Extension = TermExtension.EndsOnDayOff, DecreedDays = [new DateOnly(2026, 6, 29)], RuleVersion = 1 },
        },
        ["moment_corrected.minimal"] = new MomentCorrected { OccurredAt = Moment, Number = 1, Event = 7, From = Moment.AddDays(-1), To = Moment.AddDays(-2) },

        // Ballots
        ["ballot_held"] = new BallotHeld
        {
            OccurredAt = Moment,
            Number = 1,
            Content = new BallotContent
            {
                Proposals = [Proposal],
                Question = "Gaat u akkoord?",
                Entitled = new Electorate(353, "de huishoudens van complex 507"),
                Stakeholder = "B2",
                Complex = "https://example.org/complexen/507",
                Votes = [new VoteCount(Vote.InFavour, null, 292), new VoteCount(Vote.Prefers, "V2", 3)],
                Method = "Schriftelijk",
                From = new DateOnly(2026, 5, 1),
                Until = new DateOnly(2026, 5, 18),
                Threshold = new Threshold(70.0m, ThresholdBase.Entitled),
                Evidence = [Evidence],
            },
        },
        ["ballot_held.minimal"] = new BallotHeld
        {
            OccurredAt = Moment,
            Number = 1,
            Content = new BallotContent { Proposals = [Proposal], Entitled = new Electorate(353, "de huishoudens van complex 507"), Votes = [new VoteCount(Vote.Against, null, 0)] },
        },

        ["ballot_corrected"] = new BallotCorrected
        {
            OccurredAt = Moment,
            Number = 1,
            Correction = 2,
            Content = new BallotContent
            {
                Proposals = [Proposal],
                Question = "Gaat u akkoord?",
                Entitled = new Electorate(353, "de huishoudens van complex 507"),
                Stakeholder = "B2",
                Complex = "https://example.org/complexen/507",
                Votes = [new VoteCount(Vote.InFavour, null, 290), new VoteCount(Vote.Prefers, "V2", 3)],
                Method = "Schriftelijk",
                From = new DateOnly(2026, 5, 1),
                Until = new DateOnly(2026, 5, 18),
                Threshold = new Threshold(70.0m, ThresholdBase.Entitled),
                Evidence = [Evidence],
            },
            Reason = Text("reason"),
        },
        ["ballot_corrected.minimal"] = new BallotCorrected
        {
            OccurredAt = Moment,
            Number = 1,
            Correction = 1,
            Content = new BallotContent { Proposals = [Proposal], Entitled = new Electorate(353, "de huishoudens van complex 507"), Votes = [new VoteCount(Vote.Against, null, 0)] },
            Reason = Text("reason"),
        },

        // Consultation
        ["round_opened"] = new RoundOpened { OccurredAt = Moment, Number = 2, About = "De drie voorstellen", Blind = true },
        ["round_closed"] = new RoundClosed { OccurredAt = Moment, Number = 2 },

        // Input
        ["input_given"] = new InputGiven { OccurredAt = Moment, Number = 5, Round = 2, Stakeholder = "B2", Content = Input, LateReason = Text("late") },
        ["input_given.minimal"] = new InputGiven { OccurredAt = Moment, Number = 5, Stakeholder = "B2", Content = new InputContent() },
        ["input_revised"] = new InputRevised { OccurredAt = Moment, Number = 5, Revision = 2, Content = Input, Reason = Text("reason") },
        ["input_revised.minimal"] = new InputRevised { OccurredAt = Moment, Number = 5, Revision = 2, Content = new InputContent() },
        ["input_withdrawn"] = new InputWithdrawn { OccurredAt = Moment, Number = 5, Reason = Text("reason") },
        ["input_withdrawn.minimal"] = new InputWithdrawn { OccurredAt = Moment, Number = 5 },
        ["objection_raised"] = new ObjectionRaised
        {
            OccurredAt = Moment,
            Number = 1,
            Round = 2,
            Stakeholder = "B2",
            Proposal = Proposal,
            Input = 5,
            Grounds = Text("grounds"),
            LateReason = Text("late"),
        },
        ["objection_raised.minimal"] = new ObjectionRaised { OccurredAt = Moment, Number = 1, Stakeholder = "B2", Grounds = Text("grounds") },
        ["objection_resolved"] = new ObjectionResolved
        {
            OccurredAt = Moment,
            Number = 1,
            Means = ResolutionMeans.ProposalChanged,
            Resolution = Text("resolution"),
            Proposal = Proposal,
        },
        ["objection_resolved.minimal"] =
            new ObjectionResolved { OccurredAt = Moment, Number = 1, Means = ResolutionMeans.SetAside, Resolution = Text("resolution") },

        // Advice
        ["advice_requested"] = new AdviceRequested
        {
            OccurredAt = Moment,
            Number = 1,
            Stakeholder = "B2",
            About = "De keuze tussen de voorstellen",
            Proposal = Proposal,
            Statutory = true,
            Basis = "Wet op het overleg huurders verhuurder art. 5",
            AdviseBy = new DateOnly(2026, 7, 1),
            Term = Term(new DateOnly(2026, 6, 30), new DateOnly(2026, 7, 1)),
            AgreedDay = new DateOnly(2026, 7, 1),
        },
        ["advice_requested.minimal"] = new AdviceRequested { OccurredAt = Moment, Number = 1, Stakeholder = "B2", About = "De keuze", Statutory = false },
        ["advice_received"] = new AdviceReceived
        {
            OccurredAt = Moment,
            Number = 1,
            Tenor = AdviceTenor.PositiveWithConditions,
            Text = Text("advice"),
            Document = Evidence,
            ReasonDeviationBy = new DateOnly(2026, 6, 3),
            Term = Term(new DateOnly(2026, 6, 2), new DateOnly(2026, 6, 3)),
        },
        ["advice_received.minimal"] = new AdviceReceived { OccurredAt = Moment, Number = 1 },
        ["advice_followed"] = new AdviceFollowed { OccurredAt = Moment, Number = 1 },
        ["advice_deviation_reasoned"] = new AdviceDeviationReasoned
        {
            OccurredAt = Moment,
            Number = 1,
            PartOfAdvice = Text("part"),
            Ground = DeviationGround.EqualTreatment,
            Reason = Text("reason"),
            ExecuteFrom = new DateOnly(2026, 5, 26),
            Term = Term(new DateOnly(2026, 5, 22), new DateOnly(2026, 5, 26)),
        },
        ["advice_deviation_reasoned.minimal"] =
            new AdviceDeviationReasoned { OccurredAt = Moment, Number = 1, Ground = DeviationGround.Other, Reason = Text("reason") },

        // Assessment
        ["score_given"] = new ScoreGiven
        {
            OccurredAt = Moment,
            Number = 7,
            Proposal = Proposal,
            Criterion = "FIN",
            CriteriaVersion = 2,
            By = Stakeholder,
            Round = 2,
            Estimate = Estimate,
            Unit = "euro per woning",
            Levels = [new ScaleLevel(2, "te betalen")],
            Ground = Text("ground"),
            Evidence = [Evidence],
            LateReason = Text("late"),
        },
        ["score_given.minimal"] =
            new ScoreGiven { OccurredAt = Moment, Number = 7, Proposal = Proposal, Criterion = "FIN", CriteriaVersion = 2, By = Role, Estimate = Estimate },
        ["score_revised"] = new ScoreRevised
        {
            OccurredAt = Moment,
            Number = 7,
            Revision = 2,
            Estimate = Estimate,
            Unit = "euro per woning",
            Levels = [new ScaleLevel(2, "te betalen")],
            Ground = Text("ground"),
            Evidence = [Evidence],
        },
        ["score_revised.minimal"] = new ScoreRevised { OccurredAt = Moment, Number = 7, Revision = 2, Estimate = Estimate },
        ["consequence_stated"] = new ConsequenceStated
        {
            OccurredAt = Moment,
            Number = 3,
            Proposal = Proposal,
            Criterion = "BATEN",
            CriteriaVersion = 2,
            By = Stakeholder,
            Round = 2,
            Content = Consequence,
            Unit = "euro per jaar",
            Ground = Text("ground"),
            Evidence = [Evidence],
            LateReason = Text("late"),
        },
        ["consequence_stated.minimal"] =
            new ConsequenceStated { OccurredAt = Moment, Number = 3, Proposal = Proposal, Criterion = "WIE", CriteriaVersion = 2, By = Role, Content = new ConsequenceContent() },
        ["consequence_revised"] = new ConsequenceRevised
        {
            OccurredAt = Moment,
            Number = 3,
            Revision = 2,
            Content = Consequence,
            Unit = "euro per jaar",
            Ground = Text("ground"),
            Evidence = [Evidence],
        },
        ["consequence_revised.minimal"] = new ConsequenceRevised { OccurredAt = Moment, Number = 3, Revision = 2, Content = new ConsequenceContent() },

        // Outcome
        ["outcome_recorded"] = new OutcomeRecorded
        {
            OccurredAt = Moment,
            Number = 1,
            Method = new OutcomeMethod("additive-value-model", "1.0.0"),
            Fingerprint = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            ReadVersion = 18,
            Seed = "18446744073709551615",
            Unit = "punten",
            Results = [new ProposalOutcome(Proposal, 1, new Estimate(0.5550m, 0.670m, 0.78m))],
            // Both, as no real outcome has.
            Source = "Adviesbureau",
            Computation = new OwnComputation(2, 10000, DrawnWeights.SameOrder, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
        },
        ["outcome_recorded.minimal"] = new OutcomeRecorded
        {
            OccurredAt = Moment,
            Number = 1,
            Method = new OutcomeMethod("additive-value-model", "1.0.0"),
            Fingerprint = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            ReadVersion = 18,
            Results = [new ProposalOutcome(Proposal, 1, new Estimate(0.5550m, 0.670m, 0.78m))],
        },

        // Decision
        ["decision_taken"] = new DecisionTaken
        {
            OccurredAt = Moment,
            Number = 1,
            Content = new DecisionContent
            {
                Kind = DecisionKind.DoNothingChosen,
                Proposals = [Proposal],
                DeciderRole = "Bestuurder",
                Rationale = Text("rationale"),
                Deviations =
                [
                    new Deviation(DeviationFrom.Framework, "Investeringsstatuut", null, DeviationGround.MunicipalAgreement, Text("framework")),
                    new Deviation(DeviationFrom.Advice, null, 1, DeviationGround.ResidentsInterest, Text("advice")),
                    new Deviation(DeviationFrom.ComputedRanking, null, null, DeviationGround.NewFacts, Text("ranking")),
                ],
                Conditions = ["70% van de huurders stemt in"],
                Assumptions = ["Subsidie wordt toegekend", "Levensduur 25 jaar"],
                MinorityOpinions = [Text("minority")],
                ReviewDate = new DateOnly(2027, 6, 1),
                ReopenWhen = ["minder dan 70% instemming"],
                ProjectfasebesluitId = "PFB-2026-7",
            },
        },
        ["decision_taken.minimal"] = new DecisionTaken
        {
            OccurredAt = Moment,
            Number = 1,
            Content = new DecisionContent { Kind = DecisionKind.None },
        },
        ["decision_approved"] = new DecisionApproved { OccurredAt = Moment, Number = 1, ApproverRole = "Raad van commissarissen", Reason = Text("reason") },
        ["decision_approved.minimal"] = new DecisionApproved { OccurredAt = Moment, Number = 1, ApproverRole = "Raad van commissarissen" },
        ["decision_rejected"] = new DecisionRejected { OccurredAt = Moment, Number = 1, ApproverRole = "Raad van commissarissen", Reason = Text("reason") },
        ["decision_withdrawn"] = new DecisionWithdrawn { OccurredAt = Moment, Number = 1, Reason = Text("reason") },
        ["weighing_reopened"] = new WeighingReopened { OccurredAt = Moment, Number = 1, Decision = 1, Reason = Text("reason") },
        ["weighing_reopened.minimal"] = new WeighingReopened { OccurredAt = Moment, Number = 1, Reason = Text("reason") },

        // Review
        ["assumption_fell"] = new AssumptionFell { OccurredAt = Moment, Decision = 1, Assumption = 2, Explanation = Text("explanation") },
        ["execution_started"] = new ExecutionStarted { OccurredAt = Moment, Decision = 1, WithoutApprovalReason = Text("withoutApprovalReason") },
        ["execution_started.minimal"] = new ExecutionStarted { OccurredAt = Moment, Decision = 1 },
        ["review_held"] = new ReviewHeld
        {
            OccurredAt = Moment,
            Decision = 1,
            Number = 1,
            Expected = Text("expected"),
            Found = Text("found"),
            Lessons = Text("lessons"),
            Conclusion = ReviewConclusion.WeighAgain,
        },
        ["review_held.minimal"] = new ReviewHeld
        {
            OccurredAt = Moment,
            Decision = 1,
            Number = 1,
            Expected = Text("expected"),
            Found = Text("found"),
            Conclusion = ReviewConclusion.Continue,
        },
        ["weighing_closed"] = new WeighingClosed { OccurredAt = Moment, Reason = Text("reason"), WithoutApprovalReason = Text("withoutApprovalReason") },
        ["weighing_closed.minimal"] = new WeighingClosed { OccurredAt = Moment },
        ["weighing_cancelled"] = new WeighingCancelled { OccurredAt = Moment, Reason = Text("reason") },

        // Privacy
        ["personal_data_erased"] = new PersonalDataErased
        {
            OccurredAt = Moment,
            Number = 1,
            ErasureId = new Guid("019c2283-f800-7000-8000-000000000e01"),
            Subject = "person-3f9c0a1b2c4d",
            Digests = [Text("statement").Digest, Text("contact").Digest],
            Ground = ErasureGround.ConsentWithdrawn,
            DecidedBy = "0195e2b0-0000-7000-8000-000000000003",
            ConfirmedBy = "0195e2b0-0000-7000-8000-000000000004",
            RequestedAt = Moment.AddDays(-1),
            CasesTakenBack = [2],
        },
        ["personal_data_erased.minimal"] = new PersonalDataErased
        {
            OccurredAt = Moment,
            Number = 1,
            ErasureId = new Guid("019c2283-f800-7000-8000-000000000e01"),
            Subject = "person-3f9c0a1b2c4d",
            Digests = [Text("statement").Digest, Text("contact").Digest],
            Ground = ErasureGround.ConsentWithdrawn,
            DecidedBy = "0195e2b0-0000-7000-8000-000000000003",
            ConfirmedBy = "0195e2b0-0000-7000-8000-000000000004",
            RequestedAt = Moment.AddDays(-1),
        },
        ["texts_erased"] = new TextsErased
        {
            OccurredAt = Moment,
            Number = 1,
            ErasureId = new Guid("019c2283-f800-7000-8000-000000000e03"),
            Subject = "person-5c1d0a7e2b90",
            Digests = [Text("personName").Digest, Text("question").Digest],
            Ground = ErasureGround.ConsentWithdrawn,
            DecidedBy = "0195e2b0-0000-7000-8000-000000000003",
            ConfirmedBy = "0195e2b0-0000-7000-8000-000000000004",
            RequestedAt = Moment.AddDays(-1),
        },
        ["texts_erased.minimal"] = new TextsErased
        {
            OccurredAt = Moment,
            Number = 2,
            ErasureId = new Guid("019c2283-f800-7000-8000-000000000e04"),
            Digests = [Text("contact").Digest],
            Ground = ErasureGround.Retention,
        },
        ["text_corrected"] = new TextCorrected
        {
            OccurredAt = Moment,
            Number = 2,
            Event = 7,
            Field = "statement",
            Replaced = Text("statement").Digest,
            Text = Text("text"),
            Ground = RectificationGround.Inaccurate,
            CasesTakenBack = [2],
        },
        ["text_corrected.minimal"] = new TextCorrected { OccurredAt = Moment, Number = 1, Event = 7, Field = "statement", Replaced = Text("statement").Digest, Ground = RectificationGround.Incomplete },
        ["retention_set"] = new RetentionSet
        {
            OccurredAt = Moment,
            Number = 1,
            Status = ArchiveStatus.Blocked,
            Nomination = ArchiveNomination.Destroy,
            ActionDay = new DateOnly(2036, 12, 31),
            Reason = Text("reason"),
        },
        ["retention_set.minimal"] = new RetentionSet { OccurredAt = Moment, Number = 1, Status = ArchiveStatus.Active, Reason = Text("reason") },

        // Instruments
        ["instrument_drafted"] = new InstrumentDrafted { OccurredAt = Moment, Code = "BUURT", Content = Content },
        ["instrument_drafted.minimal"] = new InstrumentDrafted { OccurredAt = Moment, Code = "WIEL", Content = LeastContent },
        ["instrument_revised"] = new InstrumentRevised { OccurredAt = Moment, Number = 2, Content = Content },
        ["instrument_revised.minimal"] = new InstrumentRevised { OccurredAt = Moment, Number = 2, Content = LeastContent },
        ["instrument_published"] = new InstrumentPublished { OccurredAt = Moment, Version = 2, Content = Content, Changes = "Omkeerbaarheid erbij", Unresolved = [1, 3], Reason = Text("reason"), Insights = [Insight] },
        ["instrument_published.minimal"] = new InstrumentPublished { OccurredAt = Moment, Version = 1, Content = LeastContent },
        ["instrument_judged"] = new InstrumentJudged
        {
            OccurredAt = Moment,
            Number = 1,
            Code = "BUURT",
            Version = 2,
            InCatalogue = true,
            By = "Strateeg wonen",
            Weighing = Guid.Parse("019c2283-f800-7000-8000-000002026014"),
            DidWell = Text("didWell"),
            NotAgreed = Text("notAgreed"),
        },
        ["instrument_judged.minimal"] = new InstrumentJudged { OccurredAt = Moment, Number = 2, Code = "BUURT", Version = 1, InCatalogue = false, By = "Bewonerscommissie" },
        ["instrument_retired"] = new InstrumentRetired { OccurredAt = Moment, Reason = Text("reason") },
        ["instrument_succeeded"] = new InstrumentSucceeded { OccurredAt = Moment, Instrument = Guid.Parse("3c1a1b0e-5f2e-8a4b-9c1d-0123456789ab"), Code = "WIJK", Version = 1, InCatalogue = true, Reason = Text("reason") },
        ["instrument_succeeded.minimal"] = new InstrumentSucceeded { OccurredAt = Moment, Instrument = Guid.Parse("3c1a1b0e-5f2e-8a4b-9c1d-0123456789ab"), Code = "WIJK", Version = 1, InCatalogue = false },
        ["instrument_round_opened"] = new InstrumentRoundOpened { OccurredAt = Moment, Number = 1, About = "Passen deze criteria?", Blind = true },
        ["instrument_round_closed"] = new InstrumentRoundClosed { OccurredAt = Moment, Number = 1 },
        ["instrument_input_given"] = new InstrumentInputGiven { OccurredAt = Moment, Number = 1, Draft = 2, Round = 1, By = "Bewonerscommissie", Criterion = "LEEF", Statement = Text("statement") },
        ["instrument_input_given.minimal"] = new InstrumentInputGiven { OccurredAt = Moment, Number = 1, Draft = 1, By = "Bewonerscommissie", Statement = Text("statement") },
        ["instrument_objection_raised"] = new InstrumentObjectionRaised { OccurredAt = Moment, Number = 1, Draft = 2, Round = 1, By = "Gemeente", Criterion = "LEEF", Grounds = Text("grounds") },
        ["instrument_objection_raised.minimal"] = new InstrumentObjectionRaised { OccurredAt = Moment, Number = 1, Draft = 1, By = "Gemeente", Grounds = Text("grounds") },
        ["instrument_tried"] = new InstrumentTried { OccurredAt = Moment, Number = 2, Draft = 3, Weighings = [Trial, LeastTrial] },
        ["instrument_tried.minimal"] = new InstrumentTried { OccurredAt = Moment, Number = 1, Draft = 1, Weighings = [LeastTrial] },
        ["instrument_objection_resolved"] = new InstrumentObjectionResolved { OccurredAt = Moment, Number = 1, Resolution = Text("resolution") },

        // The learning network
        ["edition_announced"] = new EditionAnnounced { OccurredAt = Moment, Content = Edition },
        ["edition_announced.minimal"] = new EditionAnnounced { OccurredAt = Moment, Content = LeastEdition },
        ["edition_changed"] = new EditionChanged { OccurredAt = Moment, Revision = 2, Content = Edition, Changed = ["places", "sessions"], Reason = Text("reason") },
        ["edition_changed.minimal"] = new EditionChanged { OccurredAt = Moment, Revision = 2, Content = LeastEdition, Changed = ["places"], Reason = Text("reason") },
        ["sign_up_made"] = new SignUpMade
        {
            OccurredAt = Moment,
            Number = 3,
            Subject = "s.voorbeeld",
            PersonName = Text("personName"),
            Contact = Text("contact"),
            Role = Text("role"),
            Organisation = Text("organisation"),
            Partner = true,
            Question = Text("question"),
            Waiting = true,
        },
        ["edition_block_set"] = new EditionBlockSet { OccurredAt = Moment, Number = 2, Blocked = false, Reason = Text("reason") },
        ["sign_up_made.minimal"] = new SignUpMade
        {
            OccurredAt = Moment,
            Number = 1,
            PersonName = Text("personName"),
            Role = Text("role"),
            Organisation = Text("organisation"),
            Partner = false,
            Question = Text("question"),
            Waiting = false,
        },
        ["sign_up_confirmed"] = new SignUpConfirmed { OccurredAt = Moment, Number = 3 },
        ["sign_up_withdrawn"] = new SignUpWithdrawn { OccurredAt = Moment, Number = 3, Reason = Text("reason") },
        ["sign_up_withdrawn.minimal"] = new SignUpWithdrawn { OccurredAt = Moment, Number = 3 },
        ["intake_held"] = new IntakeHeld
        {
            OccurredAt = Moment,
            SignUp = 3,
            Number = 2,
            Content = new IntakeContent
            {
                Question = Text("question"),
                Level = Level.Strategic,
                WithWhom = Text("withWhom"),
                Process = Text("process"),
                Difficulty = Text("difficulty"),
                Hope = Text("hope"),
            },
        },
        ["intake_held.minimal"] = new IntakeHeld { OccurredAt = Moment, SignUp = 3, Number = 1, Content = new IntakeContent { Question = Text("question"), Level = Level.Operational } },
        ["session_held"] = new SessionHeld
        {
            OccurredAt = Moment,
            Number = 2,
            Content = new SessionContent { Day = new DateOnly(2026, 10, 13), Agenda = Text("agenda"), Cases = [SharedCase], Present = [1, 3], Tried = Text("tried") },
        },
        ["session_held.minimal"] = new SessionHeld { OccurredAt = Moment, Number = 1, Content = new SessionContent { Day = new DateOnly(2026, 9, 15), Agenda = Text("agenda") } },
        ["insight_drawn"] = new InsightDrawn { OccurredAt = Moment, Number = 2, Statement = "Wie betaalt, hoort eerst op tafel.", Cases = [SharedCase], Session = 2 },
        ["insight_drawn.minimal"] = new InsightDrawn { OccurredAt = Moment, Number = 1, Statement = "Wie betaalt, hoort eerst op tafel." },
        ["insight_confirmed"] = new InsightConfirmed { OccurredAt = Moment, Insight = 2, Number = 1, Case = SharedCase, Why = Text("why") },
        ["insight_contradicted"] = new InsightContradicted { OccurredAt = Moment, Insight = 2, Number = 1, Case = SharedCase, Why = Text("why") },
        ["guide_published"] = new GuidePublished { OccurredAt = Moment, Version = 1, Title = "Wegwijzer samen afwegen", Preface = "Wat vier middagen opleverden.", Insights = [2, 1] },
        ["guide_published.minimal"] = new GuidePublished { OccurredAt = Moment, Version = 1, Title = "Wegwijzer samen afwegen", Insights = [1] },
        ["case_received"] = new CaseReceived
        {
            OccurredAt = Moment,
            Content = new ReceivedContent { Rules = "case-rules-1", Title = Text("title"), Sections = [new CaseSection("question", Text("question"))], Copy = Text("copy") },
            Owner = "s.voorbeeld",
        },
        ["case_received.minimal"] = new CaseReceived
        {
            OccurredAt = Moment,
            Content = new ReceivedContent { Rules = "case-rules-1", Title = Text("title"), Sections = [new CaseSection("question", Text("question"))] },
        },
        ["case_withdrawn"] = new CaseWithdrawn { OccurredAt = Moment, Digests = [Text("title").Digest, Text("question").Digest], Reason = Text("reason") },
        ["case_withdrawn.minimal"] = new CaseWithdrawn { OccurredAt = Moment, Digests = [Text("title").Digest] },
        ["case_remark_made"] = new CaseRemarkMade { OccurredAt = Moment, Number = 2, By = "s.voorbeeld", Kind = CaseRemarkKind.Question, About = 1, Text = Text("text") },
        ["case_remark_made.minimal"] = new CaseRemarkMade { OccurredAt = Moment, Number = 1, By = "s.voorbeeld", Kind = CaseRemarkKind.Reflection, Text = Text("text") },
        ["case_choice_given"] = new CaseChoiceGiven { OccurredAt = Moment, Number = 1, By = "s.voorbeeld", Decision = Text("decision"), Why = Text("why"), ByInstrument = Text("instrument") },
        ["case_choice_given.minimal"] = new CaseChoiceGiven { OccurredAt = Moment, Number = 1, By = "s.voorbeeld", Decision = Text("decision") },
        ["case_choices_shown"] = new CaseChoicesShown { OccurredAt = Moment, Choices = 5 },
        ["case_followed_up"] = new CaseFollowedUp { OccurredAt = Moment, Number = 1, Text = Text("text") },

        // Corporations
        ["corporation_registered"] = new CorporationRegistered { OccurredAt = Moment, Registration = Registration },
        ["corporation_registered.minimal"] = new CorporationRegistered { OccurredAt = Moment, Registration = LeastRegistration },
        ["corporation_changed"] = new CorporationChanged { OccurredAt = Moment, Version = 2, Registration = Registration, Changed = ["name", "oin"] },
        ["corporation_changed.minimal"] = new CorporationChanged { OccurredAt = Moment, Version = 2, Registration = LeastRegistration, Changed = ["oin"] },
        ["finding_rule_adopted"] = new FindingRuleAdopted
        {
            OccurredAt = Moment,
            Version = 2,
            Rule = new OwnRule
            {
                Code = "GEMEENTE",
                Dutch = "De gemeente doet mee voordat we besluiten.",
                English = "The municipality takes part before we decide.",
                Requires = new OwnRuleRequirement { Check = FindingCheck.TakesPart, Party = "Gemeente", Role = "Wijkregisseur", Criterion = "BET", Assessors = 2 },
                Severity = FindingSeverity.Serious,
                From = new DateOnly(2026, 1, 1),
                Insight = new InsightReference(Guid.Parse("019f3a10-0000-7000-8000-000000000001"), 2),
            },
        },
        ["finding_rule_adopted.minimal"] = new FindingRuleAdopted
        {
            OccurredAt = Moment,
            Version = 1,
            Rule = new OwnRule
            {
                Code = "EVALUATIE",
                Dutch = "Bij elk besluit is gezegd wanneer we terugkijken.",
                Requires = new OwnRuleRequirement { Check = FindingCheck.ReviewDateSet },
                Severity = FindingSeverity.Attention,
                From = new DateOnly(2026, 1, 1),
            },
        },
        ["finding_rule_ended"] = new FindingRuleEnded { OccurredAt = Moment, Code = "GEMEENTE", Version = 2, Why = "De vraag staat nu in de meetlat zelf." },
        ["audit_export_made"] = new AuditExportMade
        {
            OccurredAt = Moment,
            Export = Guid.Parse("019c2283-f800-7000-8000-0000000000e1"),
            Weighing = Guid.Parse("019c2283-f800-7000-8000-000002026014"),
            From = Moment.AddDays(-30),
            Until = Moment.AddDays(-1),
            Size = 1234,
            Leaves = 56,
            Sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        },
        ["erasure_carried_out"] = new ErasureCarriedOut
        {
            OccurredAt = Moment,
            ErasureId = Guid.Parse("019c2283-f800-7000-8000-0000000000e2"),
            Subject = "person-3f9a0c71d5b2",
            Ground = ErasureGround.ConsentWithdrawn,
            Weighings = [Guid.Parse("019c2283-f800-7000-8000-000002026014")],
            Instruments = [Guid.Parse("019c2283-f800-7000-8000-0000000000e3")],
            Texts = 3,
            DecidedBy = "privacy-1",
            ConfirmedBy = "privacy-2",
            RequestedAt = Moment.AddDays(-1),
        },
        ["erasure_carried_out.minimal"] = new ErasureCarriedOut
        {
            OccurredAt = Moment,
            ErasureId = Guid.Parse("019c2283-f800-7000-8000-0000000000e2"),
            Subject = "person-3f9a0c71d5b2",
            Ground = ErasureGround.ConsentWithdrawn,
            Weighings = [Guid.Parse("019c2283-f800-7000-8000-000002026014")],
            Texts = 3,
            DecidedBy = "privacy-1",
            ConfirmedBy = "privacy-2",
            RequestedAt = Moment.AddDays(-1),
        },
        ["log_key_changed"] = new LogKeyChanged
        {
            OccurredAt = Moment,
            From = "wikkenwegen.local/merenland+7c3f0d21+AeKo0vTn5EW0lZb0kKzHKvXJ0Yt0dCjvN4QXw7mGf8eA",
            To = "wikkenwegen.local/merenland+1d09a4be+AfNwB8mVY8n0gA2pLJzO5i3yqVxS1UuRk6cT9ZbhWQdL",
            Statement = "wikkenwegen log key change v1\nwikkenwegen.local/merenland\nfrom …\nto …\n\n— wikkenwegen.local/merenland …\n",
        },
        ["audit_export_made.minimal"] = new AuditExportMade
        {
            OccurredAt = Moment,
            Export = Guid.Parse("019c2283-f800-7000-8000-0000000000e1"),
            Size = 1234,
            Leaves = 1234,
            Sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        },
    };
}
