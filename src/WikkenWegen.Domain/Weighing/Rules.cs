using static WikkenWegen.Domain.RuleKind;

namespace WikkenWegen.Domain;

/// <summary>
/// Every rule of the process that cannot be broken without making the record untrue. What merely should not happen is no rule:
/// it is recorded, and shows.
/// </summary>
public static class Rules
{
    // Who may do it.
    public static readonly Rule NotOwnParty = new("not-own-party", Forbidden,
        "U kunt alleen vastleggen wat uw eigen partij inbrengt.",
        "You can only record what your own party brings in.");

    public static readonly Rule ApproverIsDecider = new("approver-is-decider", Forbidden,
        "Wie besluit {0} vastlegde, mag het niet zelf goed- of afkeuren.",
        "Whoever recorded decision {0} may not approve or reject it.");

    // When it happened.
    public static readonly Rule OccurredInTheFuture = new("occurred-in-the-future", Invalid,
        "Dit kan niet gebeurd zijn na het moment van vastleggen ({0}).",
        "This cannot have happened after the moment of recording ({0}).");

    public static readonly Rule OccurredBeforeOpening = new("occurred-before-opening", Invalid,
        "Dit kan niet gebeurd zijn voordat de afweging werd geopend ({0}).",
        "This cannot have happened before the weighing was opened ({0}).");

    public static readonly Rule OccurredBeforeItsGround = new("occurred-before-its-ground", Invalid,
        "Dit bouwt voort op gebeurtenis {0} en kan dus niet gebeurd zijn vóór {1}.",
        "This builds on event {0}, so it cannot have happened before {1}.");

    public static readonly Rule EndedBeforeTheRest = new("ended-before-the-rest", Invalid,
        "De afweging kan niet beëindigd zijn vóór de laatste gebeurtenis erin ({0}).",
        "The weighing cannot have ended before the last thing that happened in it ({0}).");

    public static readonly Rule DayBeforeEvent = new("day-before-event", Invalid,
        "De datum {0} ligt vóór de gebeurtenis zelf.",
        "The day {0} lies before the event itself.");

    // The weighing as a whole.
    public static readonly Rule AlreadyOpened = new("already-opened", Conflict,
        "Deze afweging is al geopend.",
        "This weighing was opened already.");

    public static readonly Rule WeighingEnded = new("weighing-ended", Conflict,
        "De afweging was toen al beëindigd (gebeurtenis {0}). Heropen haar eerst.",
        "The weighing had ended by then (event {0}). Reopen it first.");

    public static readonly Rule NothingChanged = new("nothing-changed", Conflict,
        "De vraagstelling is gelijk aan de geldende: er verandert niets.",
        "Nothing differs from the framing in force.");

    public static readonly Rule NothingToReopen = new("nothing-to-reopen", Conflict,
        "Er ligt geen geldend besluit en de afweging is niet beëindigd: er valt niets te heropenen.",
        "No decision stands and the weighing has not ended: there is nothing to reopen.");

    public static readonly Rule NothingDecided = new("nothing-decided", Conflict,
        "Er ligt geen geldend besluit. Een afweging zonder besluit wordt geannuleerd, niet gesloten.",
        "No decision stands. A weighing without a decision is cancelled, not closed.");

    // Texts that must be there.
    public static readonly Rule ReasonMissing = new("reason-missing", Invalid,
        "Zonder reden is dit later niet uit te leggen: vul dit veld in.",
        "Without a reason this cannot be explained later: fill in this field.");

    public static readonly Rule RequesterMissing = new("requester-missing", Invalid,
        "Vermeld wie om deze wijziging vroeg.",
        "Say who asked for this change.");

    public static readonly Rule EmptyInput = new("empty-input", Invalid,
        "De inbreng is leeg: geef een standpunt, een tekst, een weerstand of een voorkeur.",
        "The input is empty: give a position, a statement, a resistance or a preferred proposal.");

    public static readonly Rule EmptyAdvice = new("empty-advice", Invalid,
        "Het advies is leeg: geef een strekking, een tekst of een document.",
        "The advice is empty: give a tenor, a text or a document.");

    // Codes and numbers, in a request.
    public static readonly Rule DuplicateCode = new("duplicate-code", Conflict,
        "De code {0} is al in gebruik.",
        "The code {0} is in use already.");

    public static readonly Rule CodeTwice = new("code-twice", Invalid,
        "De code {0} staat er twee keer.",
        "The code {0} is there twice.");

    public static readonly Rule UnknownProposal = new("unknown-proposal", Invalid,
        "Voorstel {0} bestaat niet in deze afweging.",
        "Proposal {0} does not exist in this weighing.");

    public static readonly Rule UnknownRevision = new("unknown-revision", Invalid,
        "Voorstel {0} heeft geen versie {1}.",
        "Proposal {0} has no revision {1}.");

    public static readonly Rule UnknownStakeholder = new("unknown-stakeholder", Invalid,
        "Belanghebbende {0} bestaat niet in deze afweging.",
        "Stakeholder {0} does not exist in this weighing.");

    public static readonly Rule UnknownRound = new("unknown-round", Invalid,
        "Ronde {0} bestaat niet in deze afweging.",
        "Round {0} does not exist in this weighing.");

    public static readonly Rule UnknownInput = new("unknown-input", Invalid,
        "Inbreng {0} van {1} bestaat niet in deze afweging.",
        "Input {0} of {1} does not exist in this weighing.");

    public static readonly Rule UnknownCriteriaVersion = new("unknown-criteria-version", Invalid,
        "Versie {0} van de criteria bestaat niet.",
        "Version {0} of the criteria does not exist.");

    public static readonly Rule UnknownCriterion = new("unknown-criterion", Invalid,
        "Criterium {0} bestaat niet in versie {1} van de criteria.",
        "Criterion {0} does not exist in version {1} of the criteria.");

    public static readonly Rule UnknownAdviceRequest = new("unknown-advice-request", Invalid,
        "Adviesaanvraag {0} bestaat niet in deze afweging.",
        "Advice request {0} does not exist in this weighing.");

    public static readonly Rule UnknownEvent = new("unknown-event", Invalid,
        "Gebeurtenis {0} bestaat niet: de afweging telt er {1}.",
        "Event {0} does not exist: the weighing has {1}.");

    public static readonly Rule StakeholderOrRole = new("stakeholder-or-role", Invalid,
        "Noem óf een belanghebbende óf een rol: precies een van beide.",
        "Name either a stakeholder or a role: exactly one of them.");

    // Codes and numbers, in an address.
    public static readonly Rule NoSuchWeighing = new("no-such-weighing", Missing,
        "Deze afweging bestaat niet.",
        "This weighing does not exist.");

    public static readonly Rule NoSuchProposal = new("no-such-proposal", Missing,
        "Voorstel {0} bestaat niet in deze afweging.",
        "Proposal {0} does not exist in this weighing.");

    public static readonly Rule NoSuchStakeholder = new("no-such-stakeholder", Missing,
        "Belanghebbende {0} bestaat niet in deze afweging.",
        "Stakeholder {0} does not exist in this weighing.");

    public static readonly Rule NoSuchRound = new("no-such-round", Missing,
        "Ronde {0} bestaat niet in deze afweging.",
        "Round {0} does not exist in this weighing.");

    public static readonly Rule NoSuchInput = new("no-such-input", Missing,
        "Inbreng {0} bestaat niet in deze afweging.",
        "Input {0} does not exist in this weighing.");

    public static readonly Rule NoSuchObjection = new("no-such-objection", Missing,
        "Bezwaar {0} bestaat niet in deze afweging.",
        "Objection {0} does not exist in this weighing.");

    public static readonly Rule NoSuchAdviceRequest = new("no-such-advice-request", Missing,
        "Adviesaanvraag {0} bestaat niet in deze afweging.",
        "Advice request {0} does not exist in this weighing.");

    public static readonly Rule NoSuchScore = new("no-such-score", Missing,
        "Score {0} bestaat niet in deze afweging.",
        "Score {0} does not exist in this weighing.");

    public static readonly Rule NoSuchDecision = new("no-such-decision", Missing,
        "Besluit {0} bestaat niet in deze afweging.",
        "Decision {0} does not exist in this weighing.");

    public static readonly Rule NoSuchAssumption = new("no-such-assumption", Missing,
        "Besluit {0} heeft geen aanname {1}.",
        "Decision {0} has no assumption {1}.");

    // Proposals.
    public static readonly Rule ProposalWithdrawn = new("proposal-withdrawn", Conflict,
        "Voorstel {0} is ingetrokken (gebeurtenis {1}).",
        "Proposal {0} was withdrawn (event {1}).");

    // Criteria and their yardsticks.
    public static readonly Rule NoCriteria = new("no-criteria", Invalid,
        "Geef ten minste één criterium.",
        "Give at least one criterion.");

    public static readonly Rule WeightNegative = new("weight-negative", Invalid,
        "Het gewicht van {0} is negatief.",
        "The weight of {0} is negative.");

    public static readonly Rule WeightsAllZero = new("weights-all-zero", Invalid,
        "Alle gewichten zijn nul: dan telt geen enkel criterium mee.",
        "All weights are zero: then no criterion counts.");

    public static readonly Rule ScaleWithoutRange = new("scale-without-range", Invalid,
        "De slechtste en de beste waarde van {0} zijn gelijk ({1}): zo is er geen meetlat.",
        "The worst and the best value of {0} are equal ({1}): that is no yardstick.");

    public static readonly Rule DirectionAgainstScale = new("direction-against-scale", Invalid,
        "De richting van {0} past niet bij de meetlat: let op welke waarde de slechtste en welke de beste is.",
        "The direction of {0} does not fit its scale: mind which value is the worst and which is the best.");

    public static readonly Rule LevelsOffScale = new("levels-off-scale", Invalid,
        "De niveaus van {0} moeten oplopen van de slechtste ({1}) tot en met de beste waarde ({2}).",
        "The levels of {0} must go from the worst ({1}) up to and including the best value ({2}).");

    public static readonly Rule CriteriaNotAdopted = new("criteria-not-adopted", Conflict,
        "Er zijn nog geen criteria vastgesteld.",
        "No criteria have been adopted yet.");

    // Stakeholders, rounds and input.
    public static readonly Rule NotInvited = new("not-invited", Invalid,
        "Partij {0} is niet uitgenodigd in deze afweging.",
        "Party {0} was not invited to this weighing.");

    public static readonly Rule StakeholderWithdrawn = new("stakeholder-withdrawn", Conflict,
        "Belanghebbende {0} heeft zich teruggetrokken (gebeurtenis {1}).",
        "Stakeholder {0} has withdrawn (event {1}).");

    public static readonly Rule RoundClosed = new("round-closed", Conflict,
        "Ronde {0} is gesloten sinds {1}. Open een nieuwe ronde, of geef in occurredAt aan wanneer het vóór de sluiting gebeurde.",
        "Round {0} has been closed since {1}. Open a new round, or say in occurredAt when it happened before the closing.");

    public static readonly Rule RoundAlreadyClosed = new("round-already-closed", Conflict,
        "Ronde {0} is al gesloten (gebeurtenis {1}).",
        "Round {0} was closed already (event {1}).");

    public static readonly Rule InputWithdrawn = new("input-withdrawn", Conflict,
        "Inbreng {0} is ingetrokken (gebeurtenis {1}).",
        "Input {0} was withdrawn (event {1}).");

    public static readonly Rule ResistanceOutOfRange = new("resistance-out-of-range", Invalid,
        "Weerstand loopt van 0 tot en met 10.",
        "Resistance goes from 0 to 10.");

    public static readonly Rule ObjectionAlreadyResolved = new("objection-already-resolved", Conflict,
        "Bezwaar {0} is al afgehandeld (gebeurtenis {1}).",
        "Objection {0} was resolved already (event {1}).");

    // Advice.
    public static readonly Rule StatutoryTermTooShort = new("statutory-term-too-short", Invalid,
        "De wet geeft zes weken om te adviseren: tot en met {0}.",
        "The law gives six weeks to advise: up to and including {0}.");

    public static readonly Rule AdviceNotReceived = new("advice-not-received", Conflict,
        "Op adviesaanvraag {0} is nog geen advies ontvangen.",
        "No advice was received yet on advice request {0}.");

    public static readonly Rule AdviceAlreadyReceived = new("advice-already-received", Conflict,
        "Op adviesaanvraag {0} is al advies ontvangen (gebeurtenis {1}).",
        "Advice on advice request {0} was received already (event {1}).");

    public static readonly Rule AdviceAlreadyAnswered = new("advice-already-answered", Conflict,
        "Op het advies bij aanvraag {0} is al gereageerd (gebeurtenis {1}).",
        "The advice on request {0} was answered already (event {1}).");

    // Scores and outcomes.
    public static readonly Rule EstimateOutOfOrder = new("estimate-out-of-order", Invalid,
        "Laag, verwacht en hoog moeten in die volgorde oplopen.",
        "Low, expected and high must not decrease in that order.");

    public static readonly Rule OutsideScale = new("outside-scale", Invalid,
        "{0} ligt niet op de meetlat van {1} (van {2} tot en met {3}).",
        "{0} is not on the scale of {1} (from {2} to {3}).");

    public static readonly Rule AlreadyScored = new("already-scored", Conflict,
        "Deze beoordelaar gaf hiervoor al score {0}. Herzie die.",
        "This assessor already gave score {0} for it. Revise that one.");

    public static readonly Rule NoResults = new("no-results", Invalid,
        "Een uitkomst heeft een resultaat voor ten minste één voorstel.",
        "An outcome has a result for at least one proposal.");

    public static readonly Rule RankOutOfRange = new("rank-out-of-range", Invalid,
        "Een plaats in de rangorde loopt van 1 tot en met {0}.",
        "A rank goes from 1 to {0}.");

    // Decisions.
    public static readonly Rule ProposalMissing = new("proposal-missing", Invalid,
        "Noem bij deze soort besluit het voorstel dat gekozen is.",
        "Name, for this kind of decision, the proposal that is chosen.");

    public static readonly Rule ProposalNotChosen = new("proposal-not-chosen", Invalid,
        "Bij deze soort besluit wordt geen voorstel gekozen: laat dit veld weg.",
        "This kind of decision chooses no proposal: leave this field out.");

    public static readonly Rule KindAgainstProposal = new("kind-against-proposal", Invalid,
        "De soort besluit past niet bij voorstel {0}: bij het nulalternatief hoort doNothingChosen, bij een ander voorstel chosen.",
        "The kind of decision does not fit proposal {0}: the do-nothing option takes doNothingChosen, any other proposal chosen.");

    public static readonly Rule DeviationUnclear = new("deviation-unclear", Invalid,
        "Noem bij een afwijking van een kader het kader, bij een afwijking van een advies de adviesaanvraag, en anders geen van beide.",
        "Name the framework for a deviation from a framework, the advice request for one from an advice, and neither otherwise.");

    public static readonly Rule DecisionStands = new("decision-stands", Conflict,
        "Er ligt al een besluit: besluit {0} (gebeurtenis {1}). Trek het in of heropen de afweging.",
        "A decision stands already: decision {0} (event {1}). Withdraw it or reopen the weighing.");

    public static readonly Rule DecisionDoesNotStand = new("decision-does-not-stand", Conflict,
        "Besluit {0} geldt niet meer (gebeurtenis {1}).",
        "Decision {0} no longer stands (event {1}).");

    public static readonly Rule NoApprover = new("no-approver", Conflict,
        "De vraagstelling noemt geen goedkeurende rol. Herzie eerst de vraagstelling.",
        "The framing names no approver. Reframe the weighing first.");

    public static readonly Rule AlreadyRuled = new("already-ruled", Conflict,
        "Besluit {0} is al goed- of afgekeurd (gebeurtenis {1}).",
        "Decision {0} was approved or rejected already (event {1}).");

    // What came of it.
    public static readonly Rule NothingToExecute = new("nothing-to-execute", Conflict,
        "Besluit {0} kiest geen voorstel: er valt niets uit te voeren.",
        "Decision {0} chooses no proposal: there is nothing to execute.");

    public static readonly Rule ExecutionAlreadyStarted = new("execution-already-started", Conflict,
        "De uitvoering van besluit {0} is al gestart (gebeurtenis {1}).",
        "The execution of decision {0} started already (event {1}).");

    public static readonly Rule AssumptionAlreadyFell = new("assumption-already-fell", Conflict,
        "Aanname {0} is al vervallen (gebeurtenis {1}).",
        "Assumption {0} fell already (event {1}).");
}
