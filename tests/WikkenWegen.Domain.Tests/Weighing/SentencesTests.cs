using System.Globalization;

namespace WikkenWegen.Domain.Tests;

/// <summary>What is told of an event, in whole sentences: every event type, and every way in which its sentence can run.</summary>
public class SentencesTests
{
    /// <summary>An event and what is told of it.</summary>
    private sealed record Told(WeighingEvent Step, string Dutch, string English);

    private static readonly DateTimeOffset At = Day(50);

    private static readonly Sealed Secret = Text("nobody's business");

    private static readonly Who Stakeholder = new("B4", null);

    private static readonly Who Role = new(null, "Controller");

    private static readonly ProposalRevisionReference V2 = new("V2", 3);

    private static readonly Framing Framing = Past.Framing() with { Title = "Toekomst Merelflat", Question = "Wat doen we met de Merelflat?" };

    private static StatutoryTerm Extended(TermExtension extension) =>
        new() { PlainDay = new DateOnly(2026, 4, 25), LastDay = new DateOnly(2026, 4, 28), Extension = extension, RuleVersion = 1 };

    private static readonly IReadOnlyDictionary<string, Told> All = new Dictionary<string, Told>
    {
        // Framing
        ["opened with a question"] = new(new WeighingOpened { OccurredAt = At, Framing = Framing },
            "De afweging 'Toekomst Merelflat' is geopend. De vraag: Wat doen we met de Merelflat?",
            "The weighing 'Toekomst Merelflat' was opened. The question: Wat doen we met de Merelflat?"),
        ["opened with a question without its mark"] = new(new WeighingOpened { OccurredAt = At, Framing = Framing with { Question = "De Merelflat" } },
            "De afweging 'Toekomst Merelflat' is geopend. De vraag: De Merelflat.",
            "The weighing 'Toekomst Merelflat' was opened. The question: De Merelflat."),
        ["reframed in one field"] = new(new WeighingReframed { OccurredAt = At, Version = 2, Framing = Framing, Changed = ["deadline"], Reason = Secret },
            "De vraagstelling is herzien (versie 2): uiterste datum.",
            "The question was framed anew (version 2): deadline."),
        ["reframed in several fields, of which one is not known"] = new(
            new WeighingReframed { OccurredAt = At, Version = 3, Framing = Framing, Changed = ["question", "areas", "colour"], Reason = Secret },
            "De vraagstelling is herzien (versie 3): vraag, gebieden, colour.",
            "The question was framed anew (version 3): question, areas, colour."),

        // Proposals
        ["proposal"] = new(new ProposalSubmitted { OccurredAt = At, Code = "V2", Content = new ProposalContent { Name = "Renoveren" } },
            "Voorstel V2 'Renoveren' is ingediend.",
            "Proposal V2 'Renoveren' was submitted."),
        ["proposal to do nothing"] = new(new ProposalSubmitted { OccurredAt = At, Code = "V0", Content = new ProposalContent { Name = "Niets doen", DoNothing = true } },
            "Voorstel V0 'Niets doen' is ingediend als nulalternatief.",
            "Proposal V0 'Niets doen' was submitted as the do-nothing option."),
        ["proposal revised"] = new(new ProposalRevised { OccurredAt = At, Code = "V2", Revision = 3, Content = new ProposalContent { Name = "Slopen" }, Reason = Secret },
            "Voorstel V2 'Slopen' is herzien (versie 3).",
            "Proposal V2 'Slopen' was revised (revision 3)."),
        ["proposal withdrawn"] = new(new ProposalWithdrawn { OccurredAt = At, Code = "V2", Reason = Secret },
            "Voorstel V2 is ingetrokken.",
            "Proposal V2 was withdrawn."),

        // Criteria
        ["criteria adopted"] = new(new CriteriaAdopted { OccurredAt = At, Set = CriteriaOf(Criterion("BET", 60.5m), Criterion("KWA", 4_000), Criterion("BEW", 0.25m)) },
            "De criteria zijn vastgesteld: BET 60,5; KWA 4.000; BEW 0,25.",
            "The criteria were adopted: BET 60.5; KWA 4,000; BEW 0.25."),
        ["criteria adopted, with the answers of their weights"] = new(
            new CriteriaAdopted { OccurredAt = At, Set = CriteriaOf(Criterion("BET", 60), Criterion("KWA", 30)) with { WeightMethod = WeightMethod.Cards, WeightAnswers = new WeightAnswers { Ratio = 2 } } },
            "De criteria zijn vastgesteld: BET 60; KWA 30 (kaartmethode van Simos; uit de antwoorden).",
            "The criteria were adopted: BET 60; KWA 30 (cards of Simos; from the answers)."),
        ["criteria changed, with the answers of their weights"] = new(
            new CriteriaChanged { OccurredAt = At, Version = 2, Set = CriteriaOf(Criterion("BET", 2), Criterion("KWA", 1)) with { WeightAnswers = new WeightAnswers() }, Reason = Secret, RequestedBy = Role },
            "De criteria zijn gewijzigd (versie 2) op verzoek van Controller: BET 2; KWA 1 (swing-weging; uit de antwoorden).",
            "The criteria were changed (version 2) at the request of Controller: BET 2; KWA 1 (swing; from the answers)."),
        ["criteria adopted with others beside"] = new(new CriteriaAdopted { OccurredAt = At, Set = CriteriaWithBeside() },
            "De criteria zijn vastgesteld: BET 60; KWA 40; zonder gewicht ernaast WIE, WIJK, BATEN.",
            "The criteria were adopted: BET 60; KWA 40; beside them without weight WIE, WIJK, BATEN."),
        ["criteria changed to others beside alone"] = new(
            new CriteriaChanged { OccurredAt = At, Version = 2, Set = CriteriaOf() with { Criteria = [], Beside = [Beside()] }, Reason = Secret, RequestedBy = Role },
            "De criteria zijn gewijzigd (versie 2) op verzoek van Controller: zonder gewicht ernaast WIE.",
            "The criteria were changed (version 2) at the request of Controller: beside them without weight WIE."),
        ["criteria adopted with a margin"] = new(new CriteriaAdopted { OccurredAt = At, Set = CriteriaOf(Criterion("BET", 60), Criterion("KWA", 30)) with { ClearMargin = 2.5m } },
            "De criteria zijn vastgesteld: BET 60; KWA 30. Een verschil telt vanaf 2,5 van de 100 punten.",
            "The criteria were adopted: BET 60; KWA 30. A difference counts from 2.5 of 100 points on."),
        ["criteria adopted as they are in an instrument"] = new(
            new CriteriaAdopted { OccurredAt = At, Set = CriteriaOf(Criterion("BET", 60), Criterion("KWA", 30)) with { ClearMargin = 2.5m, Instrument = new Instrument("Buurtset", "2", null, "BUURT", Guid.AllBitsSet) } },
            "De criteria zijn vastgesteld: BET 60; KWA 30. Een verschil telt vanaf 2,5 van de 100 punten. De criteria komen uit Buurtset (BUURT, versie 2), zonder afwijkingen.",
            "The criteria were adopted: BET 60; KWA 30. A difference counts from 2.5 of 100 points on. The criteria come from Buurtset (BUURT, version 2), without departures."),
        ["criteria adopted with a departure from an instrument"] = new(
            new CriteriaAdopted
            {
                OccurredAt = At,
                Set = CriteriaOf(Criterion("BET", 60)) with { Instrument = new Instrument("Buurtset", "2", null, "BUURT", Guid.AllBitsSet) },
                Departures = [new Departure(DepartureKind.LeftOut, "LEE", Secret)],
            },
            "De criteria zijn vastgesteld: BET 60. De criteria komen uit Buurtset (BUURT, versie 2), met 1 afwijking: LEE weggelaten.",
            "The criteria were adopted: BET 60. The criteria come from Buurtset (BUURT, version 2), with 1 departure: LEE left out."),
        ["criteria changed with departures from an instrument"] = new(
            new CriteriaChanged
            {
                OccurredAt = At,
                Version = 2,
                Set = CriteriaOf(Criterion("BET", 60)) with { Instrument = new Instrument("Buurtset", "2", null, "BUURT", Guid.AllBitsSet) },
                Reason = Secret,
                RequestedBy = Role,
                Departures =
                [
                    new Departure(DepartureKind.OtherScale, "BET", Secret), new Departure(DepartureKind.OtherWeight, "BET", Secret), new Departure(DepartureKind.OtherName, "BET", Secret),
                    new Departure(DepartureKind.Added, "GEL", Secret),
                ],
            },
            "De criteria zijn gewijzigd (versie 2) op verzoek van Controller: BET 60. De criteria komen uit Buurtset (BUURT, versie 2), met 4 afwijkingen: BET andere meetlat; BET ander gewicht; BET andere naam; GEL toegevoegd.",
            "The criteria were changed (version 2) at the request of Controller: BET 60. The criteria come from Buurtset (BUURT, version 2), with 4 departures: BET other scale; BET other weight; BET other name; GEL added."),
        ["one criterion adopted"] = new(new CriteriaAdopted { OccurredAt = At, Set = CriteriaOf(Criterion("BET", 1)), Reason = Secret, RequestedBy = Role },
            "De criteria zijn vastgesteld: BET 1.",
            "The criteria were adopted: BET 1."),
        ["criteria changed at the request of a stakeholder"] = new(
            new CriteriaChanged { OccurredAt = At, Version = 2, Set = CriteriaOf(Criterion("FIN", 33.333m)), Reason = Secret, RequestedBy = Stakeholder },
            "De criteria zijn gewijzigd (versie 2) op verzoek van B4: FIN 33,333.",
            "The criteria were changed (version 2) at the request of B4: FIN 33.333."),
        ["criteria changed at the request of a role"] = new(
            new CriteriaChanged { OccurredAt = At, Version = 5, Set = CriteriaOf(Criterion("FIN", 3), Criterion("BET", 7)), Reason = Secret, RequestedBy = Role },
            "De criteria zijn gewijzigd (versie 5) op verzoek van Controller: FIN 3; BET 7.",
            "The criteria were changed (version 5) at the request of Controller: FIN 3; BET 7."),

        // Stakeholders
        ["stakeholder of a party"] = new(new StakeholderInvited { OccurredAt = At, Code = "B4", Party = "Gemeente", Role = "Wijkregisseur", Say = Say.Consents },
            "Wijkregisseur (Gemeente) is uitgenodigd als belanghebbende B4 (instemming nodig).",
            "Wijkregisseur (Gemeente) was invited as stakeholder B4 (consent needed)."),
        ["stakeholder whose role is the party"] = new(
            new StakeholderInvited { OccurredAt = At, Code = "B5", Party = "Huurdersorganisatie", Role = "Huurdersorganisatie", Say = Say.Advises },
            "Huurdersorganisatie is uitgenodigd als belanghebbende B5 (adviseert).",
            "Huurdersorganisatie was invited as stakeholder B5 (advises)."),
        ["stakeholder withdrew"] = new(new StakeholderWithdrew { OccurredAt = At, Code = "B4", Reason = Secret },
            "Belanghebbende B4 heeft zich teruggetrokken.",
            "Stakeholder B4 withdrew."),

        // Consultation
        ["round opened"] = new(new RoundOpened { OccurredAt = At, Number = 2, About = "De schetsen", Blind = false },
            "Ronde 2 is geopend: De schetsen.",
            "Round 2 was opened: De schetsen."),
        ["blind round opened"] = new(new RoundOpened { OccurredAt = At, Number = 3, About = "De schetsen.", Blind = true },
            "Blinde ronde 3 is geopend: De schetsen.",
            "Blind round 3 was opened: De schetsen."),
        ["round about an exclamation"] = new(new RoundOpened { OccurredAt = At, Number = 4, About = "Nu!", Blind = false },
            "Ronde 4 is geopend: Nu!",
            "Round 4 was opened: Nu!"),
        ["round about something left open"] = new(new RoundOpened { OccurredAt = At, Number = 5, About = "En verder…", Blind = true },
            "Blinde ronde 5 is geopend: En verder…",
            "Blind round 5 was opened: En verder…"),
        ["round closed"] = new(new RoundClosed { OccurredAt = At, Number = 2 },
            "Ronde 2 is gesloten.",
            "Round 2 was closed."),

        // Input
        ["input"] = new(new InputGiven { OccurredAt = At, Number = 5, Stakeholder = "B4", Content = new InputContent { Statement = Secret } },
            "B4 leverde inbreng 5.",
            "B4 gave input 5."),
        ["input in a round, about a proposal, with position and preference"] = new(
            new InputGiven
            {
                OccurredAt = At,
                Number = 5,
                Round = 2,
                Stakeholder = "B4",
                Content = new InputContent { Proposal = V2, Position = Position.OverridingObjection, Statement = Secret, Resistance = 9, PreferredProposal = "V1" },
            },
            "B4 leverde in ronde 2 inbreng 5 over voorstel V2 (versie 3): overwegend bezwaar; voorkeur voor V1.",
            "B4 gave input 5 in round 2 about proposal V2 (revision 3): overriding objection; prefers V1."),
        ["input that was recorded late"] = new(
            new InputGiven { OccurredAt = At, Number = 5, Round = 2, Stakeholder = "B4", Content = new InputContent { Position = Position.Abstains }, LateReason = Secret },
            "B4 leverde in ronde 2 inbreng 5: onthouding. Dit is vastgelegd nadat de blinde ronde gesloten was.",
            "B4 gave input 5 in round 2: abstains. This was recorded after the blind round had closed."),
        ["objection that was recorded late"] = new(new ObjectionRaised { OccurredAt = At, Number = 7, Round = 2, Stakeholder = "B4", Grounds = Secret, LateReason = Secret },
            "B4 diende in ronde 2 bezwaar 7 in. Dit is vastgelegd nadat de blinde ronde gesloten was.",
            "B4 raised objection 7 in round 2. This was recorded after the blind round had closed."),
        ["score that was recorded late"] = new(Scored(7, round: 2) with { LateReason = Secret },
            "Controller scoorde in ronde 2 voorstel V1 (versie 1) op BET: 3 (2 tot 4), vastgelegd als score 7. Dit is vastgelegd nadat de blinde ronde gesloten was.",
            "Controller scored proposal V1 (revision 1) on BET in round 2: 3 (2 to 4), recorded as score 7. This was recorded after the blind round had closed."),
        ["input with a position"] = new(
            new InputGiven { OccurredAt = At, Number = 6, Stakeholder = "B4", Content = new InputContent { Position = Position.InFavour } },
            "B4 leverde inbreng 6: voor.",
            "B4 gave input 6: in favour."),
        ["input with a preference"] = new(
            new InputGiven { OccurredAt = At, Number = 7, Round = 1, Stakeholder = "B4", Content = new InputContent { PreferredProposal = "V1" } },
            "B4 leverde in ronde 1 inbreng 7: voorkeur voor V1.",
            "B4 gave input 7 in round 1: prefers V1."),
        ["input about a proposal"] = new(
            new InputGiven { OccurredAt = At, Number = 8, Stakeholder = "B4", Content = new InputContent { Proposal = V2, Resistance = 1 } },
            "B4 leverde inbreng 8 over voorstel V2 (versie 3).",
            "B4 gave input 8 about proposal V2 (revision 3)."),
        ["input revised"] = new(new InputRevised { OccurredAt = At, Number = 5, Revision = 2, Content = new InputContent { Proposal = V2, Statement = Secret } },
            "Inbreng 5 is herzien (versie 2).",
            "Input 5 was revised (revision 2)."),
        ["input revised, with position and preference"] = new(
            new InputRevised
            {
                OccurredAt = At,
                Number = 5,
                Revision = 3,
                Content = new InputContent { Position = Position.Consent, PreferredProposal = "V1" },
                Reason = Secret,
            },
            "Inbreng 5 is herzien (versie 3): geen overwegend bezwaar; voorkeur voor V1.",
            "Input 5 was revised (revision 3): no overriding objection; prefers V1."),
        ["input revised, with a position"] = new(
            new InputRevised { OccurredAt = At, Number = 5, Revision = 4, Content = new InputContent { Position = Position.Against } },
            "Inbreng 5 is herzien (versie 4): tegen.",
            "Input 5 was revised (revision 4): against."),
        ["input revised, with a preference"] = new(
            new InputRevised { OccurredAt = At, Number = 5, Revision = 6, Content = new InputContent { PreferredProposal = "V3" } },
            "Inbreng 5 is herzien (versie 6): voorkeur voor V3.",
            "Input 5 was revised (revision 6): prefers V3."),
        ["input withdrawn"] = new(new InputWithdrawn { OccurredAt = At, Number = 5, Reason = Secret },
            "Inbreng 5 is ingetrokken.",
            "Input 5 was withdrawn."),
        ["objection"] = new(new ObjectionRaised { OccurredAt = At, Number = 6, Stakeholder = "B4", Grounds = Secret },
            "B4 diende bezwaar 6 in.",
            "B4 raised objection 6."),
        ["objection in a round, against a proposal"] = new(
            new ObjectionRaised { OccurredAt = At, Number = 7, Round = 2, Stakeholder = "B4", Proposal = V2, Input = 5, Grounds = Secret },
            "B4 diende in ronde 2 bezwaar 7 in tegen voorstel V2 (versie 3).",
            "B4 raised objection 7 in round 2 against proposal V2 (revision 3)."),
        ["objection settled"] = new(new ObjectionResolved { OccurredAt = At, Number = 6, Means = ResolutionMeans.ConditionAdded, Resolution = Secret, Proposal = V2 },
            "Bezwaar 6 is afgehandeld: er is een voorwaarde toegevoegd.",
            "Objection 6 was settled: a condition was added."),

        // Advice
        ["advice asked"] = new(new AdviceRequested { OccurredAt = At, Number = 2, Stakeholder = "B4", About = "De keuze", Statutory = false },
            "Met adviesaanvraag 2 is B4 om advies gevraagd over: De keuze.",
            "By advice request 2, B4 was asked for advice on: De keuze."),
        ["advice asked with a term"] = new(
            new AdviceRequested { OccurredAt = At, Number = 3, Stakeholder = "B4", About = "De keuze.", Proposal = V2, Statutory = false, AdviseBy = new DateOnly(2026, 6, 30) },
            "Met adviesaanvraag 3 is B4 om advies gevraagd over: De keuze; adviseren kan tot en met 30 juni 2026.",
            "By advice request 3, B4 was asked for advice on: De keuze; they may advise up to and including 30 June 2026."),
        ["advice asked by law, on a question"] = new(
            new AdviceRequested { OccurredAt = At, Number = 4, Stakeholder = "B4", About = "Slopen?", Statutory = true, Basis = "art. 5", AdviseBy = new DateOnly(2026, 5, 6) },
            "Met adviesaanvraag 4 is B4 op grond van de wet om advies gevraagd over: Slopen?; adviseren kan tot en met 6 mei 2026.",
            "By advice request 4, B4 was asked for statutory advice on: Slopen?; they may advise up to and including 6 May 2026."),
        ["advice asked by law, for six weeks that were extended"] = new(
            new AdviceRequested { OccurredAt = At, Number = 6, Stakeholder = "B4", About = "De keuze", Statutory = true, AdviseBy = new DateOnly(2026, 4, 28), Term = Extended(TermExtension.EndsOnDayOff) },
            "Met adviesaanvraag 6 is B4 op grond van de wet om advies gevraagd over: De keuze; adviseren kan tot en met 28 april 2026 (zonder verlenging 25 april 2026; Algemene termijnenwet art. 1).",
            "By advice request 6, B4 was asked for statutory advice on: De keuze; they may advise up to and including 28 April 2026 (without extension 25 April 2026; Algemene termijnenwet art. 1)."),
        ["advice asked by law, with a longer time"] = new(
            new AdviceRequested { OccurredAt = At, Number = 7, Stakeholder = "B4", About = "De keuze", Statutory = true, AdviseBy = new DateOnly(2026, 6, 30), Term = Extended(TermExtension.EndsOnDayOff) },
            "Met adviesaanvraag 7 is B4 op grond van de wet om advies gevraagd over: De keuze; adviseren kan tot en met 30 juni 2026.",
            "By advice request 7, B4 was asked for statutory advice on: De keuze; they may advise up to and including 30 June 2026."),
        ["advice asked by law, without a term"] = new(new AdviceRequested { OccurredAt = At, Number = 5, Stakeholder = "B4", About = "Slopen?", Statutory = true },
            "Met adviesaanvraag 5 is B4 op grond van de wet om advies gevraagd over: Slopen?",
            "By advice request 5, B4 was asked for statutory advice on: Slopen?"),
        ["advice received"] = new(new AdviceReceived { OccurredAt = At, Number = 2, Text = Secret },
            "Op adviesaanvraag 2 is advies ontvangen.",
            "Advice was received on advice request 2."),
        ["advice received with its tenor"] = new(new AdviceReceived { OccurredAt = At, Number = 3, Tenor = AdviceTenor.PositiveWithConditions },
            "Op adviesaanvraag 3 is advies ontvangen: positief, met voorwaarden.",
            "Advice was received on advice request 3: positive, on conditions."),
        ["advice received with its tenor and a term"] = new(
            new AdviceReceived { OccurredAt = At, Number = 4, Tenor = AdviceTenor.Negative, ReasonDeviationBy = new DateOnly(2026, 12, 2) },
            "Op adviesaanvraag 4 is advies ontvangen: negatief; een afwijking motiveren kan tot en met 2 december 2026.",
            "Advice was received on advice request 4: negative; a deviation may be reasoned up to and including 2 December 2026."),
        ["advice received with a term"] = new(new AdviceReceived { OccurredAt = At, Number = 5, ReasonDeviationBy = new DateOnly(2026, 8, 31) },
            "Op adviesaanvraag 5 is advies ontvangen; een afwijking motiveren kan tot en met 31 augustus 2026.",
            "Advice was received on advice request 5; a deviation may be reasoned up to and including 31 August 2026."),
        ["advice received with a term that was extended"] = new(
            new AdviceReceived { OccurredAt = At, Number = 6, ReasonDeviationBy = new DateOnly(2026, 4, 28), Term = Extended(TermExtension.EndsOnDayOff) },
            "Op adviesaanvraag 6 is advies ontvangen; een afwijking motiveren kan tot en met 28 april 2026 (zonder verlenging 25 april 2026; Algemene termijnenwet art. 1).",
            "Advice was received on advice request 6; a deviation may be reasoned up to and including 28 April 2026 (without extension 25 April 2026; Algemene termijnenwet art. 1)."),
        ["advice deviated from, with a first day to execute that was put off"] = new(
            new AdviceDeviationReasoned
            {
                OccurredAt = At,
                Number = 4,
                Ground = DeviationGround.Other,
                Reason = Secret,
                ExecuteFrom = new DateOnly(2026, 4, 28),
                Term = Extended(TermExtension.TooFewWorkingDays),
            },
            "Van het advies op aanvraag 4 wordt gemotiveerd afgeweken (overig); uitvoeren kan vanaf 28 april 2026 (zonder verlenging 25 april 2026; Algemene termijnenwet art. 2).",
            "The advice on request 4 is not followed, with reasons (other); execution may start from 28 April 2026 (without extension 25 April 2026; Algemene termijnenwet art. 2)."),
        ["advice followed"] = new(new AdviceFollowed { OccurredAt = At, Number = 2 },
            "Het advies op aanvraag 2 wordt gevolgd.",
            "The advice on request 2 is followed."),
        ["advice deviated from"] = new(new AdviceDeviationReasoned { OccurredAt = At, Number = 2, Ground = DeviationGround.EqualTreatment, Reason = Secret },
            "Van het advies op aanvraag 2 wordt gemotiveerd afgeweken (gelijke behandeling).",
            "The advice on request 2 is not followed, with reasons (equal treatment)."),
        ["part of an advice deviated from, with a first day to execute"] = new(
            new AdviceDeviationReasoned
            {
                OccurredAt = At,
                Number = 3,
                PartOfAdvice = Secret,
                Ground = DeviationGround.Financial,
                Reason = Secret,
                ExecuteFrom = new DateOnly(2026, 10, 22),
            },
            "Van een deel van het advies op aanvraag 3 wordt gemotiveerd afgeweken (financieel); uitvoeren kan vanaf 22 oktober 2026.",
            "Part of the advice on request 3 is not followed, with reasons (financial); execution may start from 22 October 2026."),

        // Assessment
        ["score of a role"] = new(Scored(7, proposal: "V2", revision: 3, criterion: "FIN") with { Estimate = new Estimate(1.50m, 2, 3.250m) },
            "Controller scoorde voorstel V2 (versie 3) op FIN: 2 (1,50 tot 3,250), vastgelegd als score 7.",
            "Controller scored proposal V2 (revision 3) on FIN: 2 (1.50 to 3.250), recorded as score 7."),
        ["score of a stakeholder in a round"] = new(
            Scored(8, proposal: "V2", revision: 3, criterion: "FIN", round: 2, by: Stakeholder) with { Estimate = new Estimate(4.50m, 4.50m, 4.50m) },
            "B4 scoorde in ronde 2 voorstel V2 (versie 3) op FIN: 4,50, vastgelegd als score 8.",
            "B4 scored proposal V2 (revision 3) on FIN in round 2: 4.50, recorded as score 8."),
        ["consequence of both kinds"] = new(Stated(3, proposal: "V2", content: Signs(true, true)) with { Ground = Secret },
            "Controller noemde een gevolg van voorstel V2 (versie 1) op WIE: positief en negatief, vastgelegd als gevolg 3.",
            "Controller stated a consequence of proposal V2 (revision 1) on WIE: positive and negative, recorded as consequence 3."),
        ["consequence of a stakeholder in a round, recorded late"] = new(Stated(4, round: 2, by: Stakeholder, criterion: "WIJK", content: new ConsequenceContent { Word = "equal" }) with { LateReason = Secret },
            "B4 noemde in ronde 2 een gevolg van voorstel V1 (versie 1) op WIJK: 'equal', vastgelegd als gevolg 4. Dit is vastgelegd nadat de blinde ronde gesloten was.",
            "B4 stated a consequence of proposal V1 (revision 1) on WIJK in round 2: 'equal', recorded as consequence 4. This was recorded after the blind round had closed."),
        ["consequence in money"] = new(
            Stated(5, criterion: "BATEN", content: new ConsequenceContent { Amounts = [new PartyAmount("tenants", 1_000, 1_250.5m, 2_000), new PartyAmount("town", -40, -40, -40)] }) with { Unit = "euro" },
            "Controller noemde een gevolg van voorstel V1 (versie 1) op BATEN: tenants 1.250,5 euro (1.000 tot 2.000); town -40 euro, vastgelegd als gevolg 5.",
            "Controller stated a consequence of proposal V1 (revision 1) on BATEN: tenants 1,250.5 euro (1,000 to 2,000); town -40 euro, recorded as consequence 5."),
        ["consequence that is only negative"] = new(Stated(6, content: Signs(false, true)),
            "Controller noemde een gevolg van voorstel V1 (versie 1) op WIE: negatief, vastgelegd als gevolg 6.",
            "Controller stated a consequence of proposal V1 (revision 1) on WIE: negative, recorded as consequence 6."),
        ["consequence revised to none"] = new(Restated(3) with { Content = Signs(false, false) },
            "Gevolg 3 is herzien (versie 2): niet positief en niet negatief.",
            "Consequence 3 was revised (revision 2): neither positive nor negative."),
        ["consequence revised to positive"] = new(Restated(3, 3) with { Content = Signs(true, false) },
            "Gevolg 3 is herzien (versie 3): positief.",
            "Consequence 3 was revised (revision 3): positive."),
        ["score revised"] = new(new ScoreRevised { OccurredAt = At, Number = 7, Revision = 2, Estimate = new Estimate(1, 2.5m, 2.5m), Ground = Secret },
            "Score 7 is herzien (versie 2): 2,5 (1 tot 2,5).",
            "Score 7 was revised (revision 2): 2.5 (1 to 2.5)."),
        ["score revised to a value without a band"] = new(new ScoreRevised { OccurredAt = At, Number = 8, Revision = 3, Estimate = new Estimate(-0.5m, -0.5m, -0.5m) },
            "Score 8 is herzien (versie 3): -0,5.",
            "Score 8 was revised (revision 3): -0.5."),

        ["score in a unit"] = new(
            Scored(9, proposal: "V2", revision: 3, criterion: "FIN") with { Estimate = new Estimate(-8_750_000.50m, 710, 1_000), Unit = "euro per maand" },
            "Controller scoorde voorstel V2 (versie 3) op FIN: 710 euro per maand (-8.750.000,50 tot 1.000), vastgelegd als score 9.",
            "Controller scored proposal V2 (revision 3) on FIN: 710 euro per maand (-8,750,000.50 to 1,000), recorded as score 9."),
        ["score in points"] = new(Scored(10, proposal: "V2", revision: 3, criterion: "KWA") with { Estimate = new Estimate(6, 6, 6), Unit = "punten" },
            "Controller scoorde voorstel V2 (versie 3) op KWA: 6 punten, vastgelegd als score 10.",
            "Controller scored proposal V2 (revision 3) on KWA: 6 points, recorded as score 10."),
        ["score in a share"] = new(Scored(11, proposal: "V2", revision: 3, criterion: "KWA") with { Estimate = new Estimate(85, 85, 85), Unit = "%" },
            "Controller scoorde voorstel V2 (versie 3) op KWA: 85%, vastgelegd als score 11.",
            "Controller scored proposal V2 (revision 3) on KWA: 85%, recorded as score 11."),
        ["score in words"] = new(
            Scored(12, proposal: "V2", revision: 3, criterion: "KWA") with { Estimate = new Estimate(1, 2, 2.0m), Levels = [new(1, "klachten blijven"), new(2.0m, "klachten verholpen")] },
            "Controller scoorde voorstel V2 (versie 3) op KWA: 'klachten verholpen' ('klachten blijven' tot 'klachten verholpen'), vastgelegd als score 12.",
            "Controller scored proposal V2 (revision 3) on KWA: 'klachten verholpen' ('klachten blijven' to 'klachten verholpen'), recorded as score 12."),
        ["score revised in words"] = new(
            new ScoreRevised { OccurredAt = At, Number = 12, Revision = 2, Estimate = new Estimate(1, 1, 1), Unit = "punten", Levels = [new(1, "klachten blijven")] },
            "Score 12 is herzien (versie 2): 'klachten blijven'.",
            "Score 12 was revised (revision 2): 'klachten blijven'."),
        ["score revised in a unit"] = new(new ScoreRevised { OccurredAt = At, Number = 12, Revision = 3, Estimate = new Estimate(1_234, 1_234.5m, 2_000), Unit = "punten" },
            "Score 12 is herzien (versie 3): 1.234,5 punten (1.234 tot 2.000).",
            "Score 12 was revised (revision 3): 1,234.5 points (1,234 to 2,000)."),

        // Outcome
        ["outcome in a unit"] = new(Outcome(4, Result("V2", 1, 1_250.5m), Result("V1", 2, 6)) with { Unit = "punten" },
            "Op tafel lag uitkomst 4, elders berekend (bron niet genoemd) met additive-value-model 1.2.0 naar de stand bij gebeurtenis 18: V2 1.250,5 punten > V1 6 punten.",
            "On the table lay outcome 4, computed elsewhere (source not named) by additive-value-model 1.2.0 as of event 18: V2 1,250.5 points > V1 6 points."),
        ["outcome for one proposal"] = new(Outcome(1, Result("V2", 1, 0.670m)),
            "Op tafel lag uitkomst 1, elders berekend (bron niet genoemd) met additive-value-model 1.2.0 naar de stand bij gebeurtenis 18: V2 0,670.",
            "On the table lay outcome 1, computed elsewhere (source not named) by additive-value-model 1.2.0 as of event 18: V2 0.670."),
        ["outcome from elsewhere"] = new(Outcome(1, Result("V2", 1, 0.670m)) with { Source = "Adviesbureau" },
            "Op tafel lag uitkomst 1, berekend door Adviesbureau met additive-value-model 1.2.0 naar de stand bij gebeurtenis 18: V2 0,670.",
            "On the table lay outcome 1, computed at Adviesbureau by additive-value-model 1.2.0 as of event 18: V2 0.670."),
        ["outcome of the system itself"] = new(Outcome(1, Result("V2", 1, 67)) with { Unit = "punten", Computation = new OwnComputation(1, 0, DrawnWeights.AsGiven, new string('0', 64)) },
            "Op tafel lag uitkomst 1, berekend met additive-value-model 1.2.0 naar de stand bij gebeurtenis 18: V2 67 punten.",
            "On the table lay outcome 1, computed by additive-value-model 1.2.0 as of event 18: V2 67 points."),
        ["outcome in an order"] = new(Outcome(2, Result("V3", 3, 0.2m), Result("V1", 1, 0.8m), Result("V2", 2, 0.5m)),
            "Op tafel lag uitkomst 2, elders berekend (bron niet genoemd) met additive-value-model 1.2.0 naar de stand bij gebeurtenis 18: V1 0,8 > V2 0,5 > V3 0,2.",
            "On the table lay outcome 2, computed elsewhere (source not named) by additive-value-model 1.2.0 as of event 18: V1 0.8 > V2 0.5 > V3 0.2."),
        ["outcome with a shared place"] = new(Outcome(3, Result("V3", 3, 0.2m), Result("V1", 1, 0.8m), Result("V2", 1, 0.8m)),
            "Op tafel lag uitkomst 3, elders berekend (bron niet genoemd) met additive-value-model 1.2.0 naar de stand bij gebeurtenis 18: V1 0,8 = V2 0,8 > V3 0,2.",
            "On the table lay outcome 3, computed elsewhere (source not named) by additive-value-model 1.2.0 as of event 18: V1 0.8 = V2 0.8 > V3 0.2."),

        // Ballots
        ["ballot that reached its threshold"] = new(Ballot(new Threshold(70, ThresholdBase.Entitled), new VoteCount(Vote.InFavour, null, 292), new VoteCount(Vote.Against, null, 40)),
            "Over voorstel V2 (versie 3) is gestemd (stemming 1) onder de huishoudens: van de 353 stemgerechtigden 292 voor, 40 tegen. Voor: 82,7 % van de stemgerechtigden; de drempel van 70 % is gehaald.",
            "A vote was held on proposal V2 (revision 3) (ballot 1) among de huishoudens: of the 353 entitled to vote 292 in favour, 40 against. In favour: 82.7 % of those entitled to vote; the threshold of 70 % was reached."),
        ["ballot that did not"] = new(Ballot(new Threshold(66.7m, ThresholdBase.Turnout), new VoteCount(Vote.InFavour, null, 1), new VoteCount(Vote.Abstention, null, 1), new VoteCount(Vote.Blank, null, 1), new VoteCount(Vote.Invalid, null, 1)),
            "Over voorstel V2 (versie 3) is gestemd (stemming 1) onder de huishoudens: van de 353 stemgerechtigden 1 voor, 1 onthouding, 1 blanco, 1 ongeldig. Voor: 25,0 % van de opgekomen stemmers; de drempel van 66,7 % is niet gehaald.",
            "A vote was held on proposal V2 (revision 3) (ballot 1) among de huishoudens: of the 353 entitled to vote 1 in favour, 1 abstention, 1 blank, 1 invalid. In favour: 25.0 % of those who voted; the threshold of 66.7 % was not reached."),
        ["ballot with several abstentions"] = new(Ballot(new Threshold(66.7m, ThresholdBase.Turnout), new VoteCount(Vote.InFavour, null, 2), new VoteCount(Vote.Abstention, null, 2)),
            "Over voorstel V2 (versie 3) is gestemd (stemming 1) onder de huishoudens: van de 353 stemgerechtigden 2 voor, 2 onthoudingen. Voor: 50,0 % van de opgekomen stemmers; de drempel van 66,7 % is niet gehaald.",
            "A vote was held on proposal V2 (revision 3) (ballot 1) among de huishoudens: of the 353 entitled to vote 2 in favour, 2 abstentions. In favour: 50.0 % of those who voted; the threshold of 66.7 % was not reached."),
        ["ballot between proposals"] = new(Ballot(null, new VoteCount(Vote.Prefers, "V2", 2), new VoteCount(Vote.Prefers, "V1", 1)),
            "Over voorstel V2 (versie 3) is gestemd (stemming 1) onder de huishoudens: van de 353 stemgerechtigden 2 voor V2, 1 voor V1. V2: 66,7 % van de uitgebrachte stemmen. V1: 33,3 % van de uitgebrachte stemmen.",
            "A vote was held on proposal V2 (revision 3) (ballot 1) among de huishoudens: of the 353 entitled to vote 2 for V2, 1 for V1. V2: 66.7 % of the votes cast. V1: 33.3 % of the votes cast."),

        ["ballot that did not, by a hair"] = new(Ballot(10_000, new Threshold(70, ThresholdBase.Entitled), new VoteCount(Vote.InFavour, null, 6_996)),
            "Over voorstel V2 (versie 3) is gestemd (stemming 1) onder de huishoudens: van de 10.000 stemgerechtigden 6.996 voor. Voor: 69,96 % van de stemgerechtigden; de drempel van 70 % is niet gehaald.",
            "A vote was held on proposal V2 (revision 3) (ballot 1) among de huishoudens: of the 10,000 entitled to vote 6,996 in favour. In favour: 69.96 % of those entitled to vote; the threshold of 70 % was not reached."),
        ["ballot that did, by a hair"] = new(Ballot(3_000_000, new Threshold(66.66666666666666666666666666m, ThresholdBase.Entitled), new VoteCount(Vote.InFavour, null, 2_000_000)),
            "Over voorstel V2 (versie 3) is gestemd (stemming 1) onder de huishoudens: van de 3.000.000 stemgerechtigden 2.000.000 voor. Voor: 66,7 % van de stemgerechtigden; de drempel van 66,66666666666666666666666666 % is gehaald.",
            "A vote was held on proposal V2 (revision 3) (ballot 1) among de huishoudens: of the 3,000,000 entitled to vote 2,000,000 in favour. In favour: 66.7 % of those entitled to vote; the threshold of 66.66666666666666666666666666 % was reached."),
        ["ballot that did not, by less than a hair"] = new(Ballot(300, new Threshold(66.66666666666666666666666667m, ThresholdBase.Entitled), new VoteCount(Vote.InFavour, null, 200)),
            "Over voorstel V2 (versie 3) is gestemd (stemming 1) onder de huishoudens: van de 300 stemgerechtigden 200 voor. Voor: 66,66666666666666666666666666 % van de stemgerechtigden; de drempel van 66,66666666666666666666666667 % is niet gehaald.",
            "A vote was held on proposal V2 (revision 3) (ballot 1) among de huishoudens: of the 300 entitled to vote 200 in favour. In favour: 66.66666666666666666666666666 % of those entitled to vote; the threshold of 66.66666666666666666666666667 % was not reached."),
        ["ballot in which nobody was in favour"] = new(Ballot(new Threshold(50, ThresholdBase.VotesCast), new VoteCount(Vote.Against, null, 10)),
            "Over voorstel V2 (versie 3) is gestemd (stemming 1) onder de huishoudens: van de 353 stemgerechtigden 10 tegen. Voor: 0,0 % van de uitgebrachte stemmen; de drempel van 50 % is niet gehaald.",
            "A vote was held on proposal V2 (revision 3) (ballot 1) among de huishoudens: of the 353 entitled to vote 10 against. In favour: 0.0 % of the votes cast; the threshold of 50 % was not reached."),
        ["ballot in which nobody voted"] = new(Ballot(new Threshold(50, ThresholdBase.VotesCast), new VoteCount(Vote.InFavour, null, 0), new VoteCount(Vote.Against, null, 0)),
            "Over voorstel V2 (versie 3) is gestemd (stemming 1) onder de huishoudens: van de 353 stemgerechtigden 0 voor, 0 tegen. Voor: geen aandeel, want er waren geen stemmen om van te rekenen; de drempel van 50 % is niet gehaald.",
            "A vote was held on proposal V2 (revision 3) (ballot 1) among de huishoudens: of the 353 entitled to vote 0 in favour, 0 against. In favour: no share, since there were no votes to be a share of; the threshold of 50 % was not reached."),
        ["ballot in which nobody preferred the proposal"] = new(Ballot(new Threshold(50, ThresholdBase.Turnout), new VoteCount(Vote.Prefers, "V1", 2), new VoteCount(Vote.Blank, null, 1)),
            "Over voorstel V2 (versie 3) is gestemd (stemming 1) onder de huishoudens: van de 353 stemgerechtigden 2 voor V1, 1 blanco. V1: 66,7 % van de opgekomen stemmers; de drempel van 50 % is gehaald. V2: 0,0 % van de opgekomen stemmers; de drempel van 50 % is niet gehaald.",
            "A vote was held on proposal V2 (revision 3) (ballot 1) among de huishoudens: of the 353 entitled to vote 2 for V1, 1 blank. V1: 66.7 % of those who voted; the threshold of 50 % was reached. V2: 0.0 % of those who voted; the threshold of 50 % was not reached."),

        ["ballot corrected"] = new(new BallotCorrected { OccurredAt = At, Number = 1234, Correction = 2, Content = Ballot(new Threshold(70, ThresholdBase.Entitled), new VoteCount(Vote.InFavour, null, 292)).Content, Reason = Secret },
            "Wat van stemming 1234 vastligt is verbeterd: gestemd is over voorstel V2 (versie 3) onder de huishoudens: van de 353 stemgerechtigden 292 voor. Voor: 82,7 % van de stemgerechtigden; de drempel van 70 % is gehaald.",
            "What was recorded of ballot 1234 was corrected: the vote was held on proposal V2 (revision 3) among de huishoudens: of the 353 entitled to vote 292 in favour. In favour: 82.7 % of those entitled to vote; the threshold of 70 % was reached."),

        // Links
        ["linked"] = new(Linked(1, LinkRelation.CarriesOut),
            "De afweging is verbonden met afweging 019c2283-f800-7000-8000-000000000007: zij voert die uit.",
            "The weighing was linked to weighing 019c2283-f800-7000-8000-000000000007: it carries that one out."),
        ["unlinked"] = new(Unlinked(3),
            "Verbinding 3 met een andere afweging is beëindigd.",
            "Link 3 to another weighing was ended."),

        // Cases
        ["case prepared"] = new(PreparedCase(3),
            "Casus 3 is van de afweging gemaakt, tot en met gebeurtenis 2. Zij is nog niet gedeeld.",
            "Case 3 was made of the weighing, up to event 2. It is not shared yet."),
        ["case approved"] = new(ApprovedCase(3),
            "Casus 3 is goedgekeurd om te delen.",
            "Case 3 was approved for sharing."),
        ["case shared"] = new(SharedCase(3),
            "Casus 3 is gedeeld met het leernetwerk.",
            "Case 3 was shared with the learning network."),
        ["case taken back"] = new(TookBackCase(3),
            "Casus 3 is teruggenomen uit het leernetwerk. Wat anderen er toen al van hadden meegenomen, blijft bij hen.",
            "Case 3 was taken back from the learning network. What others had taken along of it by then stays with them."),

        // Corrections and access
        ["moment corrected"] = new(new MomentCorrected { OccurredAt = At, Number = 1, Event = 7, From = new(2026, 3, 1, 9, 30, 0, TimeSpan.Zero), To = new(2026, 7, 1, 22, 5, 1, TimeSpan.Zero), Reason = Secret },
            "Het moment van gebeurtenis 7 is verbeterd: 2 juli 2026 00:05:01 in plaats van 1 maart 2026 10:30:00.",
            "The moment of event 7 was corrected: 2 July 2026 00:05:01 instead of 1 March 2026 10:30:00."),
        ["stakeholder corrected"] = new(Corrected("B4"),
            "Wat van belanghebbende B4 vastligt is verbeterd: Voorzitter (Bewonerscommissie), instemming nodig.",
            "What was recorded of stakeholder B4 was corrected: Voorzitter (Bewonerscommissie), consent needed."),
        ["access granted"] = new(Granted(2),
            "Manager vastgoed heeft toegang gekregen tot de afweging (toegang 2).",
            "Manager vastgoed was given access to the weighing (grant 2)."),
        ["access ended"] = new(EndedAccess(2),
            "De toegang van Manager vastgoed tot de afweging is beëindigd (toegang 2).",
            "The access of Manager vastgoed to the weighing was ended (grant 2)."),

        // Privacy
        ["erased, one text"] = new(Erased(1, 70, "a"),
            "Van één persoon is 1 tekst gewist (wissing 1), op grond van: toestemming ingetrokken (AVG art. 17 lid 1 onder b).",
            "Of one person 1 text was erased (erasure 1), on the ground of: consent withdrawn (GDPR art. 17(1)(b))."),
        ["erased, with a case that held one of the texts"] = new(Erased(1, 70, "a") with { CasesTakenBack = [2] },
            "Van één persoon is 1 tekst gewist (wissing 1), op grond van: toestemming ingetrokken (AVG art. 17 lid 1 onder b). Casus 2 is daarom teruggenomen uit het leernetwerk.",
            "Of one person 1 text was erased (erasure 1), on the ground of: consent withdrawn (GDPR art. 17(1)(b)). Case 2 was therefore taken back from the learning network."),
        ["erased, with several cases"] = new(Erased(1, 70, "a") with { CasesTakenBack = [1, 2, 4] },
            "Van één persoon is 1 tekst gewist (wissing 1), op grond van: toestemming ingetrokken (AVG art. 17 lid 1 onder b). Casussen 1, 2 en 4 zijn daarom teruggenomen uit het leernetwerk.",
            "Of one person 1 text was erased (erasure 1), on the ground of: consent withdrawn (GDPR art. 17(1)(b)). Cases 1, 2 and 4 were therefore taken back from the learning network."),
        ["erased, several texts"] = new(Erased(1234, 70, "a", "b"),
            "Van één persoon zijn 2 teksten gewist (wissing 1234), op grond van: toestemming ingetrokken (AVG art. 17 lid 1 onder b).",
            "Of one person 2 texts were erased (erasure 1234), on the ground of: consent withdrawn (GDPR art. 17(1)(b))."),
        ["held"] = new(Kept(ArchiveStatus.Blocked),
            "De archiefstatus van de afweging is: geblokkeerd.",
            "The archive status of the weighing is: blocked."),
        ["kept until a day"] = new(Kept() with { Nomination = ArchiveNomination.Destroy, ActionDay = new DateOnly(2036, 12, 31) },
            "De archiefstatus van de afweging is: bewaarplichtig; daarna vernietigen, te bezien op 31 december 2036.",
            "The archive status of the weighing is: to be kept; then to be destroyed, to be looked at on 31 December 2036."),

        ["text corrected"] = new(CorrectedText(1234, "statement", 1234),
            "Een tekst van gebeurtenis 1234 is verbeterd (verbetering 1234), op grond van: onjuist (AVG art. 16).",
            "A text of event 1234 was corrected (correction 1234), on the ground of: inaccurate (GDPR art. 16)."),
        ["text corrected, with a case that held it"] = new(CorrectedText(3, "statement") with { CasesTakenBack = [2] },
            "Een tekst van gebeurtenis 3 is verbeterd (verbetering 1), op grond van: onjuist (AVG art. 16). Casus 2 is daarom teruggenomen uit het leernetwerk.",
            "A text of event 3 was corrected (correction 1), on the ground of: inaccurate (GDPR art. 16). Case 2 was therefore taken back from the learning network."),
        ["text corrected, with several cases"] = new(CorrectedText(3, "statement") with { CasesTakenBack = [1, 2] },
            "Een tekst van gebeurtenis 3 is verbeterd (verbetering 1), op grond van: onjuist (AVG art. 16). Casussen 1 en 2 zijn daarom teruggenomen uit het leernetwerk.",
            "A text of event 3 was corrected (correction 1), on the ground of: inaccurate (GDPR art. 16). Cases 1 and 2 were therefore taken back from the learning network."),

        // Decision
        ["decision for a proposal"] = new(Decision(2, DecisionKind.Chosen, V2),
            "Bestuurder nam besluit 2: gekozen is voor voorstel V2 (versie 3).",
            "Bestuurder took decision 2: the choice is for proposal V2 (revision 3)."),
        ["decision for several proposals"] = new(
            Decision(2, DecisionKind.Chosen, V2) with { Content = Decision(2, DecisionKind.Chosen, null).Content with { Proposals = [V2, new("V1", 1), new("V4", 2)] } },
            "Bestuurder nam besluit 2: gekozen is voor voorstel V2 (versie 3), voorstel V1 (versie 1) en voorstel V4 (versie 2).",
            "Bestuurder took decision 2: the choice is for proposal V2 (revision 3), proposal V1 (revision 1) and proposal V4 (revision 2)."),
        ["decision to do nothing, with a deviation"] = new(Decision(3, DecisionKind.DoNothingChosen, V2, deviations: 1),
            "Bestuurder nam besluit 3: gekozen is voor het nulalternatief, voorstel V2 (versie 3), met 1 bewuste afwijking.",
            "Bestuurder took decision 3: the choice is for the do-nothing option, proposal V2 (revision 3), with 1 deliberate deviation."),
        ["decision to decide later"] = new(Decision(4, DecisionKind.Deferred, null),
            "Bestuurder nam besluit 4: de keuze is uitgesteld.",
            "Bestuurder took decision 4: the choice is deferred."),
        ["decision for none, with deviations"] = new(Decision(5, DecisionKind.None, null, deviations: 3),
            "Bestuurder nam besluit 5: geen van de voorstellen is gekozen, met 3 bewuste afwijkingen.",
            "Bestuurder took decision 5: none of the proposals is chosen, with 3 deliberate deviations."),
        ["decision approved"] = new(new DecisionApproved { OccurredAt = At, Number = 2, ApproverRole = "Raad van commissarissen", Reason = Secret },
            "Raad van commissarissen keurde besluit 2 goed.",
            "Raad van commissarissen approved decision 2."),
        ["decision rejected"] = new(new DecisionRejected { OccurredAt = At, Number = 2, ApproverRole = "Raad van commissarissen", Reason = Secret },
            "Raad van commissarissen keurde besluit 2 af.",
            "Raad van commissarissen rejected decision 2."),
        ["decision withdrawn"] = new(new DecisionWithdrawn { OccurredAt = At, Number = 2, Reason = Secret },
            "Besluit 2 is ingetrokken.",
            "Decision 2 was withdrawn."),
        ["reopened after a decision"] = new(new WeighingReopened { OccurredAt = At, Number = 1, Decision = 2, Reason = Secret },
            "De afweging is heropend; besluit 2 geldt niet meer.",
            "The weighing was reopened; decision 2 no longer stands."),
        ["reopened without a decision"] = new(new WeighingReopened { OccurredAt = At, Number = 1, Reason = Secret },
            "De afweging is heropend.",
            "The weighing was reopened."),

        // Review
        ["assumption fell"] = new(new AssumptionFell { OccurredAt = At, Decision = 2, Assumption = 7, Explanation = Secret },
            "Aanname 7 onder besluit 2 is vervallen.",
            "Assumption 7 of decision 2 fell."),
        ["execution started"] = new(new ExecutionStarted { OccurredAt = At, Decision = 2 },
            "De uitvoering van besluit 2 is gestart.",
            "The execution of decision 2 started."),
        ["execution started without approval"] = new(new ExecutionStarted { OccurredAt = At, Decision = 2, WithoutApprovalReason = Secret },
            "De uitvoering van besluit 2 is gestart zonder de goedkeuring die het nodig heeft.",
            "The execution of decision 2 started without the approval that it needs."),
        ["review held"] = new(Reviewed(2, 9) with { Conclusion = ReviewConclusion.WeighAgain },
            "Besluit 2 is geëvalueerd; de conclusie: opnieuw afwegen.",
            "Decision 2 was reviewed; the conclusion: weigh again."),
        ["closed"] = new(new WeighingClosed { OccurredAt = At, Reason = Secret },
            "De afweging is gesloten.",
            "The weighing was closed."),
        ["closed without approval"] = new(new WeighingClosed { OccurredAt = At, Reason = Secret, WithoutApprovalReason = Secret },
            "De afweging is gesloten zonder de goedkeuring die het besluit nodig heeft.",
            "The weighing was closed without the approval that its decision needs."),
        ["cancelled"] = new(new WeighingCancelled { OccurredAt = At, Reason = Secret },
            "De afweging is geannuleerd.",
            "The weighing was cancelled."),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    private static ProposalOutcome Result(string code, int rank, decimal value) => new(new ProposalRevisionReference(code, 9), rank, new Estimate(0, value, 1));

    private static OutcomeRecorded Outcome(int number, params ImmutableArray<ProposalOutcome> results) => new()
    {
        OccurredAt = At,
        Number = number,
        Method = new OutcomeMethod("additive-value-model", "1.2.0"),
        Fingerprint = new string('b', 64),
        ReadVersion = 18,
        Results = results,
    };

    private static BallotHeld Ballot(Threshold? threshold, params ImmutableArray<VoteCount> votes) => Ballot(353, threshold, votes);

    private static BallotHeld Ballot(int entitled, Threshold? threshold, params ImmutableArray<VoteCount> votes) => new()
    {
        OccurredAt = At,
        Number = 1,
        Content = new BallotContent { Proposals = [V2], Entitled = new Electorate(entitled, "de huishoudens"), Votes = votes, Threshold = threshold },
    };

    private static DecisionTaken Decision(int number, DecisionKind kind, ProposalRevisionReference? proposal, int deviations = 0) => new()
    {
        OccurredAt = At,
        Number = number,
        Content = new DecisionContent
        {
            Kind = kind,
            Proposals = proposal is null ? [] : [proposal],
            DeciderRole = "Bestuurder",
            Rationale = Secret,
            Deviations = [.. Enumerable.Repeat(new Deviation(DeviationFrom.ComputedRanking, null, null, DeviationGround.NewFacts, Secret), deviations)],
        },
    };

    [Theory, MemberData(nameof(Names))]
    public void An_event_is_told_in_exactly_these_words(string what)
    {
        Said.Dutch(All[what].Step).ShouldBe(All[what].Dutch);
        Said.English(All[what].Step).ShouldBe(All[what].English);
    }

    [Fact]
    public void No_event_type_is_left_out() => All.Values.Select(t => t.Step.GetType()).Distinct().ShouldBe(EventContract.NamesOf<WeighingEvent>().Select(n => n.Key), ignoreOrder: true);

    [Theory]
    [InlineData(1, "januari", "January")]
    [InlineData(2, "februari", "February")]
    [InlineData(3, "maart", "March")]
    [InlineData(4, "april", "April")]
    [InlineData(5, "mei", "May")]
    [InlineData(6, "juni", "June")]
    [InlineData(7, "juli", "July")]
    [InlineData(8, "augustus", "August")]
    [InlineData(9, "september", "September")]
    [InlineData(10, "oktober", "October")]
    [InlineData(11, "november", "November")]
    [InlineData(12, "december", "December")]
    public void A_day_is_told_with_the_name_of_its_month(int month, string dutch, string english)
    {
        var step = new AdviceReceived { OccurredAt = At, Number = 1, ReasonDeviationBy = new DateOnly(2026, month, 9) };
        Said.Dutch(step).ShouldEndWith($" 9 {dutch} 2026.");
        Said.English(step).ShouldEndWith($" 9 {english} 2026.");
    }

    [Fact]
    public void No_sealed_text_is_in_a_sentence()
    {
        foreach (var told in All.Values.Select(t => t.Step).Concat(EventSamples.All.Values).SelectMany(step => new[] { Said.Dutch(step), Said.English(step) }))
        {
            EventSamples.All.Values.SelectMany(EventShapes.Within).OfType<Sealed>().Append(Secret).Where(text => told.Contains(text.Digest)).ShouldBeEmpty(told);
            told.ShouldNotContain("Sealed");
            told.ShouldNotContain("{");
        }
    }

    [Fact]
    public void A_sentence_is_the_same_on_every_machine()
    {
        var before = CultureInfo.CurrentCulture;
        string[] Sentences() => [.. All.Values.SelectMany(t => new[] { Said.Dutch(t.Step), Said.English(t.Step) })];
        var elsewhere = (CultureInfo)CultureInfo.InvariantCulture.Clone(); // made here: a host may run without the data of cultures
        elsewhere.NumberFormat.NumberDecimalSeparator = "'";
        elsewhere.NumberFormat.NumberGroupSeparator = "_";
        elsewhere.NumberFormat.NegativeSign = "~";
        elsewhere.DateTimeFormat.MonthNames = [.. Enumerable.Range(1, 13).Select(m => $"month {m}")];
        elsewhere.DateTimeFormat.MonthGenitiveNames = elsewhere.DateTimeFormat.MonthNames;
        try
        {
            var here = Sentences();
            CultureInfo.CurrentCulture = elsewhere;
            Sentences().ShouldBe(here);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("corporation_registered", "De corporatie 'Stichting Waterland Wonen' is geregistreerd met code waterland-wonen en KvK-nummer 00000027.",
        "The corporation 'Stichting Waterland Wonen' was registered with code waterland-wonen and trade register number 00000027.")]
    [InlineData("corporation_changed", "De registratie van 'Stichting Waterland Wonen' is gewijzigd (versie 2): naam, OIN.",
        "The registration of 'Stichting Waterland Wonen' was changed (version 2): name, OIN.")]
    [InlineData("audit_export_made", "Er is een export voor een auditor gemaakt van afweging 019c2283-f800-7000-8000-000002026014: 56 van de 1.234 vastgelegde gebeurtenissen.",
        "An export for an auditor was made of weighing 019c2283-f800-7000-8000-000002026014: 56 of the 1,234 events on record.")]
    [InlineData("audit_export_made.minimal", "Er is een export voor een auditor gemaakt van de hele corporatie: 1.234 van de 1.234 vastgelegde gebeurtenissen.",
        "An export for an auditor was made of the whole corporation: 1,234 of the 1,234 events on record.")]
    [InlineData("finding_rule_adopted", "Eigen regel GEMEENTE (versie 2, uit inzicht 2 van editie 019f3a10-0000-7000-8000-000000000001) is vastgesteld: De gemeente doet mee voordat we besluiten.",
        "Own rule GEMEENTE (version 2, from insight 2 of edition 019f3a10-0000-7000-8000-000000000001) was adopted: The municipality takes part before we decide.")]
    [InlineData("finding_rule_adopted.minimal", "Eigen regel EVALUATIE (versie 1) is vastgesteld: Bij elk besluit is gezegd wanneer we terugkijken.",
        "Own rule EVALUATIE (version 1) was adopted: Bij elk besluit is gezegd wanneer we terugkijken.")]
    [InlineData("finding_rule_ended", "Eigen regel GEMEENTE (versie 2) geldt niet meer: De vraag staat nu in de meetlat zelf.",
        "Own rule GEMEENTE (version 2) is no longer in force: De vraag staat nu in de meetlat zelf.")]
    public void What_is_recorded_of_a_corporation_is_told_too(string sample, string dutch, string english)
    {
        EventSamples.All[sample].Sentence(Language.Dutch).ShouldBe(dutch);
        EventSamples.All[sample].Sentence(Language.English).ShouldBe(english);
    }
}
