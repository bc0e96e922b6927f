using System.Collections.Immutable;
using static WikkenWegen.Domain.RuleKind;

namespace WikkenWegen.Domain;

/// <summary>
/// The rules that several steps of the process have in common; a rule of only one command stands with that command. A rule refuses what
/// would make the record untrue. For what merely should not happen there is no rule: it is recorded, so that everybody can see it.
/// </summary>
public static class Rules
{
    // Who may do it.
    /// <summary>Refuses a caller who may record only for their own party, where the step is of another party or of none.</summary>
    public static readonly Rule NotOwnParty = new("not-own-party", Forbidden,
        "U kunt alleen vastleggen wat uw eigen partij inbrengt. Wat een andere partij inbrengt, legt een strateeg vast.",
        "You can only record what your own party brings in. A strategist records what another party brings in.");

    /// <summary>Refuses a caller who may read a weighing in another role than those that record this, and is not named in it.</summary>
    public static readonly Rule RecordsOnlyWhereNamed = new("records-only-where-named", Forbidden,
        "In deze afweging kunt u dit alleen vastleggen als u erin genoemd bent: als belanghebbende, of met toegang op naam.",
        "In this weighing you can record this only if you are named in it: as a stakeholder, or with access by name.");

    /// <summary>Refuses to correct the moment of what another gave in a blind round that is still open.</summary>
    public static readonly Rule NotReadYet = new("not-read-yet", Forbidden,
        "Dit is gegeven in een blinde ronde die nog open is. Alleen wie het gaf of vastlegde kan er nu mee verder.",
        "This was given in a blind round that is still open. Only who gave or recorded it can go on with it now.");

    /// <summary>Refuses who decided in the weighing to change which role approves, or when that was changed or ruled.</summary>
    public static readonly Rule ApproverChangedByDecider = new("approver-changed-by-decider", Forbidden,
        "Wie in deze afweging besloot (besluit {0}), verandert niet wie goedkeurt, en niet wanneer dat gebeurde. Dat doet een ander.",
        "Whoever decided in this weighing (decision {0}) does not change who approves, nor when that happened. Somebody else does that.");

    // When it happened.
    /// <summary>Refuses a step that happened after the moment of recording.</summary>
    public static readonly Rule OccurredInTheFuture = new("occurred-in-the-future", Invalid,
        "Dit kan niet gebeurd zijn na het moment van vastleggen ({0}).",
        "This cannot have happened after the moment of recording ({0}).");

    /// <summary>Refuses a step that happened before the weighing was opened.</summary>
    public static readonly Rule OccurredBeforeOpening = new("occurred-before-opening", Invalid,
        "Dit kan niet gebeurd zijn voordat de afweging werd geopend ({0}).",
        "This cannot have happened before the weighing was opened ({0}).");

    /// <summary>Refuses a step that happened before an event that it builds on.</summary>
    public static readonly Rule OccurredBeforeItsGround = new("occurred-before-its-ground", Invalid,
        "Dit bouwt voort op gebeurtenis {0} en kan dus niet gebeurd zijn vóór {1}.",
        "This builds on event {0}, so it cannot have happened before {1}.");

    /// <summary>Refuses an end of the weighing that lies before anything else that happened in it.</summary>
    public static readonly Rule EndedBeforeTheRest = new("ended-before-the-rest", Invalid,
        "De afweging kan niet beëindigd zijn vóór de laatste gebeurtenis erin ({0}).",
        "The weighing cannot have ended before the last thing that happened in it ({0}).");

    /// <summary>Refuses a day in a step that lies before the day on which the step happened.</summary>
    public static readonly Rule DayBeforeEvent = new("day-before-event", Invalid,
        "De datum {0} ligt vóór de gebeurtenis zelf.",
        "The day {0} lies before the event itself.");

    // The weighing as a whole.
    /// <summary>Refuses a step that happened after the weighing was closed or cancelled, where it can only happen before.</summary>
    public static readonly Rule WeighingEnded = new("weighing-ended", Conflict,
        "De afweging was toen al beëindigd (gebeurtenis {0}). Heropen haar eerst.",
        "The weighing had ended by then (event {0}). Reopen it first.");

    /// <summary>Refuses a number of the corporation's own that another of its weighings has. Only the gate sees the other weighings, so it is the gate that refuses.</summary>
    public static readonly Rule ReferenceTaken = new("reference-taken", Conflict,
        "Het kenmerk {0} is al van afweging {1}.",
        "The reference {0} belongs to weighing {1} already.");

    /// <summary>The same, where the caller may not see that other weighing, and so must not learn which it is.</summary>
    public static readonly Rule ReferenceInUse = new("reference-in-use", Conflict,
        "Het kenmerk {0} is al in gebruik.",
        "The reference {0} is in use already.");

    // Texts that must be there.
    /// <summary>Refuses a step without a text that explains it, where later readers need one.</summary>
    public static readonly Rule ReasonMissing = new("reason-missing", Invalid,
        "Zonder reden is dit later niet uit te leggen: vul dit veld in.",
        "Without a reason this cannot be explained later: fill in this field.");

    // Codes and numbers, in a request.
    /// <summary>Refuses a code that another of its kind has already: another proposal or stakeholder of the weighing, or another corporation.</summary>
    public static readonly Rule DuplicateCode = new("duplicate-code", Conflict,
        "De code {0} is al in gebruik.",
        "The code {0} is in use already.");

    /// <summary>Refuses a list in which the same code or revision stands twice.</summary>
    public static readonly Rule CodeTwice = new("code-twice", Invalid,
        "De code {0} staat er twee keer.",
        "The code {0} is there twice.");

    /// <summary>Refuses a field with the code of a proposal that does not exist.</summary>
    public static readonly Rule UnknownProposal = new("unknown-proposal", Invalid,
        "Voorstel {0} bestaat niet in deze afweging.",
        "Proposal {0} does not exist in this weighing.");

    /// <summary>Refuses a field with a revision that the proposal does not have.</summary>
    public static readonly Rule UnknownRevision = new("unknown-revision", Invalid,
        "Voorstel {0} heeft geen versie {1}.",
        "Proposal {0} has no revision {1}.");

    /// <summary>Refuses a field with the code of a stakeholder who does not exist.</summary>
    public static readonly Rule UnknownStakeholder = new("unknown-stakeholder", Invalid,
        "Belanghebbende {0} bestaat niet in deze afweging.",
        "Stakeholder {0} does not exist in this weighing.");

    /// <summary>Refuses a field with the number of a round that does not exist.</summary>
    public static readonly Rule UnknownRound = new("unknown-round", Invalid,
        "Ronde {0} bestaat niet in deze afweging.",
        "Round {0} does not exist in this weighing.");

    /// <summary>Refuses an event number that the weighing does not have.</summary>
    public static readonly Rule UnknownEvent = new("unknown-event", Invalid,
        "Gebeurtenis {0} bestaat niet: de afweging telt er {1:N0}.",
        "Event {0} does not exist: the weighing has {1:N0}.");

    /// <summary>Refuses a person or party that is named by both a stakeholder and a role, or by neither.</summary>
    public static readonly Rule StakeholderOrRole = new("stakeholder-or-role", Invalid,
        "Noem óf een belanghebbende óf een rol: precies een van beide.",
        "Name either a stakeholder or a role: exactly one of them.");

    // Codes and numbers, in an address.
    /// <summary>Refuses an address with the id of a weighing that does not exist.</summary>
    public static readonly Rule NoSuchWeighing = new("no-such-weighing", Missing,
        "Deze afweging bestaat niet.",
        "This weighing does not exist.");

    /// <summary>Refuses an address with the code of a proposal that does not exist.</summary>
    public static readonly Rule NoSuchProposal = new("no-such-proposal", Missing,
        "Voorstel {0} bestaat niet in deze afweging.",
        "Proposal {0} does not exist in this weighing.");

    /// <summary>Refuses an address with the number of an input that does not exist.</summary>
    public static readonly Rule NoSuchInput = new("no-such-input", Missing,
        "Inbreng {0} bestaat niet in deze afweging.",
        "Input {0} does not exist in this weighing.");

    /// <summary>Refuses an address with the number of an advice request that does not exist.</summary>
    public static readonly Rule NoSuchAdviceRequest = new("no-such-advice-request", Missing,
        "Adviesaanvraag {0} bestaat niet in deze afweging.",
        "Advice request {0} does not exist in this weighing.");

    /// <summary>Refuses an address with the number of a decision that does not exist.</summary>
    public static readonly Rule NoSuchDecision = new("no-such-decision", Missing,
        "Besluit {0} bestaat niet in deze afweging.",
        "Decision {0} does not exist in this weighing.");

    // Proposals.
    /// <summary>Refuses to revise, withdraw or choose a proposal that was withdrawn before that moment.</summary>
    public static readonly Rule ProposalWithdrawn = new("proposal-withdrawn", Conflict,
        "Voorstel {0} is ingetrokken (gebeurtenis {1}).",
        "Proposal {0} was withdrawn (event {1}).");

    // Stakeholders, rounds and input.
    /// <summary>Refuses a stakeholder code that does not belong to anybody invited.</summary>
    public static readonly Rule NotInvited = new("not-invited", Invalid,
        "Partij {0} is niet uitgenodigd in deze afweging.",
        "Party {0} was not invited to this weighing.");

    /// <summary>Refuses what a stakeholder does after they withdrew.</summary>
    public static readonly Rule StakeholderWithdrawn = new("stakeholder-withdrawn", Conflict,
        "Belanghebbende {0} heeft zich teruggetrokken (gebeurtenis {1}).",
        "Stakeholder {0} has withdrawn (event {1}).");

    /// <summary>Refuses what is given or revised in a round after it closed.</summary>
    public static readonly Rule RoundClosed = new("round-closed", Conflict,
        "Ronde {0} is gesloten. Wat daarna komt, hoort in een nieuwe ronde.",
        "Round {0} is closed. What comes after that belongs in a new round.");

    /// <summary>Refuses to revise or withdraw an input that was withdrawn before that moment.</summary>
    public static readonly Rule InputWithdrawn = new("input-withdrawn", Conflict,
        "Inbreng {0} is ingetrokken (gebeurtenis {1}).",
        "Input {0} was withdrawn (event {1}).");

    /// <summary>Refuses a second input of a party about the same thing in the same round while the first stands.</summary>
    public static readonly Rule AlreadyGiven = new("already-given", Conflict,
        "{0} gaf hierover in deze ronde al inbreng {1}. Herzie die, zolang de ronde open is.",
        "{0} already gave input {1} about this in this round. Revise that one, as long as the round is open.");

    /// <summary>Refuses a step of a batch that could be recorded if an earlier step of the same batch were not there.</summary>
    public static readonly Rule TwiceInBatch = new("twice-in-batch", Conflict,
        "Een eerder element van de lijst zegt hier al iets over.",
        "An earlier item of the list already says something about this.");

    /// <summary>Refuses what was decided by other things, such as who succeeds whom, of which one has changed meanwhile. Only the gate sees that.</summary>
    public static readonly Rule SeenHasChanged = new("seen-has-changed", Conflict,
        "Iets waar dit van afhangt is intussen veranderd. Lees het opnieuw en probeer het nog eens.",
        "Something that this depends on has changed meanwhile. Read it again and try once more.");

    /// <summary>Refuses one more event of a thing that is no weighing, of which so much was recorded already that nobody could read it any more. Only the gate sees that.</summary>
    public static readonly Rule NoRoomLeft = new("no-room-left", Conflict,
        "Hier past niets meer bij: er is al te veel vastgelegd, ten hoogste {0:N0} gebeurtenissen en {1} MB. Wat iets afsluit, oplost of terugneemt, kan altijd.",
        "Nothing more fits here: too much was recorded already, at most {0:N0} events and {1} MB. What closes, resolves or takes back something can always be recorded.");

    /// <summary>Refuses one more of what somebody brings in, who brought in so much of it that there would be no room for others. Only the gate sees that.</summary>
    public static readonly Rule TooMuchOfOnePerson = new("too-much-of-one-person", Conflict,
        "U bracht hier al {0:N0} keer zoiets in. Meer past er van één persoon niet bij.",
        "You brought in {0:N0} of these here already. No more fits of one person.");

    /// <summary>Refuses a step that another weighing would get too, and in which it cannot be recorded.</summary>
    public static readonly Rule OtherWeighingRefuses = new("other-weighing-refuses", Conflict,
        "In de andere afweging kan dit niet worden vastgelegd. {0}",
        "In the other weighing this cannot be recorded. {0}");

    /// <summary>Refuses an input without position, statement, resistance and preferred proposal.</summary>
    public static readonly Rule EmptyInput = new("empty-input", Invalid,
        "De inbreng is leeg: geef een standpunt, een tekst, een weerstand of een voorkeur.",
        "The input is empty: give a position, a statement, a resistance or a preferred proposal.");

    /// <summary>Refuses a resistance below 0 or above 10.</summary>
    public static readonly Rule ResistanceOutOfRange = new("resistance-out-of-range", Invalid,
        "Weerstand loopt van 0 tot en met 10.",
        "Resistance goes from 0 to 10.");

    // Advice.
    /// <summary>Refuses an answer to, or a deviation from, an advice that was not received yet.</summary>
    public static readonly Rule AdviceNotReceived = new("advice-not-received", Conflict,
        "Op adviesaanvraag {0} is nog geen advies ontvangen.",
        "No advice was received yet on advice request {0}.");

    /// <summary>Refuses a second answer to an advice.</summary>
    public static readonly Rule AdviceAlreadyAnswered = new("advice-already-answered", Conflict,
        "Op het advies bij aanvraag {0} is al gereageerd (gebeurtenis {1}).",
        "The advice on request {0} was answered already (event {1}).");

    // Scores and outcomes.
    /// <summary>Refuses an estimate of which low is above expected, or expected above high.</summary>
    public static readonly Rule EstimateOutOfOrder = new("estimate-out-of-order", Invalid,
        "Laag, verwacht en hoog moeten in die volgorde oplopen.",
        "Low, expected and high must not decrease in that order.");

    /// <summary>Refuses a value below or above the scale of the criterion, or between its levels where it has levels. It tells that scale.</summary>
    public static readonly Rule OutsideScale = new("outside-scale", Invalid,
        "{0} ligt niet op de meetlat van {1}: {2}.",
        "{0} is not on the scale of {1}: {2}.");

    // Criteria that cannot be added up, and what is said on them.
    /// <summary>Refuses a list in which the same word or party stands twice.</summary>
    public static readonly Rule NameTwice = new("name-twice", Invalid,
        "{0} staat er twee keer.",
        "{0} is there twice.");

    /// <summary>Refuses a field that belongs to another kind of scale.</summary>
    public static readonly Rule NotOfThisScale = new("not-of-this-scale", Invalid,
        "Dit hoort niet bij de meetlat van {0}: laat dit veld weg.",
        "This does not belong to the scale of {0}: leave this field out.");

    /// <summary>Refuses a consequence without what the kind of its scale asks for.</summary>
    public static readonly Rule ConsequenceMissing = new("consequence-missing", Invalid,
        "De meetlat van {0} vraagt om dit veld.",
        "The scale of {0} needs this field.");

    /// <summary>Refuses a word or a party that the scale does not have. It tells those that it has.</summary>
    public static readonly Rule NotOnTheList = new("not-on-the-list", Invalid,
        "{0} staat niet op de meetlat van {1}: {2}.",
        "{0} is not on the scale of {1}: {2}.");

    // Decisions.
    /// <summary>Refuses a decision or a cancellation while a decision stands; a deferral does not count as one.</summary>
    public static readonly Rule DecisionStands = new("decision-stands", Conflict,
        "Er ligt al een besluit: besluit {0} (gebeurtenis {1}). Trek het in of heropen de afweging.",
        "A decision stands already: decision {0} (event {1}). Withdraw it or reopen the weighing.");

    /// <summary>Refuses to execute a choice, or to close the weighing on it, without the approval that the framing asks for and without saying why.</summary>
    public static readonly Rule ApprovalMissing = new("approval-missing", Conflict,
        "Besluit {0} was toen niet goedgekeurd, en de vraagstelling noemt een goedkeurende rol. Leg eerst vast wat die oordeelde; is er geen oordeel, dan hoort hier waarom.",
        "Decision {0} was not approved then, and the framing names an approving role. Record first what that role ruled; where there is no ruling, this says why.");

    /// <summary>Refuses a reason for going without an approval where none is missing.</summary>
    public static readonly Rule ApprovalNotAwaited = new("approval-not-awaited", Invalid,
        "Aan dit besluit ontbreekt geen goedkeuring: laat dit veld weg.",
        "This decision lacks no approval: leave this field out.");

    /// <summary>Refuses a step on a decision that was withdrawn, rejected or superseded.</summary>
    public static readonly Rule DecisionDoesNotStand = new("decision-does-not-stand", Conflict,
        "Besluit {0} geldt niet meer (gebeurtenis {1}).",
        "Decision {0} no longer stands (event {1}).");

    // This stands last, because static fields get their values in the order of the text and this one collects the others.
    /// <summary>Every rule of the process, those of the commands included, by code.</summary>
    public static readonly ImmutableSortedDictionary<string, Rule> All = typeof(Rules).Assembly.GetTypes()
        .SelectMany(type => type.GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.DeclaredOnly))
        .Where(field => field.FieldType == typeof(Rule))
        .Select(field => (Rule)field.GetValue(null)!)
        .ToImmutableSortedDictionary(rule => rule.Code, rule => rule, StringComparer.Ordinal);
}
