using System.Collections.Immutable;
using WikkenWegen.Domain;
using static WikkenWegen.Domain.RuleKind;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>The rules for the form of a request. They are checked before the rules of the process look at its meaning.</summary>
public static class InputRules
{
    /// <summary>Refuses a body that is not JSON; its text names the line and the position, both from 1.</summary>
    public static readonly Rule NotJson = new("not-json", Invalid,
        "De inhoud is geen geldige JSON in UTF-8 (regel {0}, positie {1}).",
        "The body is not valid JSON in UTF-8 (line {0}, position {1}).");

    /// <summary>Refuses a body with more levels of nesting than the limit.</summary>
    public static readonly Rule TooDeep = new("too-deep", Invalid,
        "De inhoud is te diep genest: het aantal niveaus is ten hoogste {0:N0}.",
        "The body is nested too deep: the number of levels is at most {0:N0}.");

    /// <summary>Refuses a body that is not UTF-8.</summary>
    public static readonly Rule NotUtf8 = new("not-utf8", Invalid,
        "De inhoud is geen geldige UTF-8.",
        "The body is not valid UTF-8.");

    /// <summary>Refuses a required field or parameter that is missing or null.</summary>
    public static readonly Rule FieldMissing = new("field-missing", Invalid,
        "Dit is verplicht.",
        "This is required.");

    /// <summary>Refuses a field that the body does not have here.</summary>
    public static readonly Rule FieldUnknown = new("field-unknown", Invalid,
        "Dit veld bestaat hier niet.",
        "This field does not exist here.");

    /// <summary>Refuses a field that stands twice in one object.</summary>
    public static readonly Rule FieldTwice = new("field-twice", Invalid,
        "Dit veld staat er twee keer.",
        "This field is there twice.");

    /// <summary>Refuses a value that must be a JSON object and is not.</summary>
    public static readonly Rule NotAnObject = new("not-an-object", Invalid,
        "Hier hoort een object ({{…}}).",
        "An object ({{…}}) belongs here.");

    /// <summary>Refuses a value that must be a JSON array and is not.</summary>
    public static readonly Rule NotAList = new("not-a-list", Invalid,
        "Hier hoort een lijst ([…]).",
        "A list ([…]) belongs here.");

    /// <summary>Refuses a value that must be a JSON string and is not.</summary>
    public static readonly Rule NotAText = new("not-a-text", Invalid,
        "Hier hoort een tekst tussen aanhalingstekens.",
        "A text in quotes belongs here.");

    /// <summary>Refuses a value that must be a whole number, written without point or exponent, and is not.</summary>
    public static readonly Rule NotAnInteger = new("not-an-integer", Invalid,
        "Hier hoort een geheel getal.",
        "A whole number belongs here.");

    /// <summary>Refuses a value that must be a JSON number and is not.</summary>
    public static readonly Rule NotANumber = new("not-a-number", Invalid,
        "Hier hoort een getal.",
        "A number belongs here.");

    /// <summary>Refuses a value that must be true or false and is not.</summary>
    public static readonly Rule NotABoolean = new("not-a-boolean", Invalid,
        "Hier hoort true of false.",
        "True or false belongs here.");

    /// <summary>Refuses a value that is none of the choices; its text lists them.</summary>
    public static readonly Rule NotAChoice = new("not-a-choice", Invalid,
        "Kies uit: {0}.",
        "Choose one of: {0}.");

    /// <summary>Refuses a value that is no date of the form yyyy-MM-dd.</summary>
    public static readonly Rule NotADay = new("not-a-day", Invalid,
        "Hier hoort een datum als 2026-03-12.",
        "A date like 2026-03-12 belongs here.");

    /// <summary>Refuses a value that is no moment with an offset (RFC 3339).</summary>
    public static readonly Rule NotAMoment = new("not-a-moment", Invalid,
        "Hier hoort een moment met tijdzone, zoals 2026-03-12T19:30:00+01:00.",
        "A moment with its offset belongs here, like 2026-03-12T19:30:00+01:00.");

    /// <summary>Refuses what is no UUID.</summary>
    public static readonly Rule NotAnIdentity = new("not-an-identity", Invalid,
        "Hier hoort een UUID, zoals 019c2283-f800-7000-8000-000002026014.",
        "A UUID belongs here, like 019c2283-f800-7000-8000-000002026014.");

    /// <summary>Refuses the path of a part that no event of the weighing made or touched.</summary>
    public static readonly Rule UnknownPart = new("unknown-part", Invalid,
        "Geen gebeurtenis van deze afweging gaat over onderdeel {0}.",
        "No event of this weighing is about part {0}.");

    /// <summary>Refuses a code that no event of the weighing names.</summary>
    public static readonly Rule UnknownCode = new("unknown-code", Invalid,
        "Geen gebeurtenis van deze afweging gaat over {0}.",
        "No event of this weighing is about {0}.");

    /// <summary>Refuses a moment before 1900.</summary>
    public static readonly Rule MomentTooEarly = new("moment-too-early", Invalid,
        "Dit moment ligt vóór {0}.",
        "This moment lies before {0}.");

    /// <summary>Refuses a whole number below the least, where there is no most.</summary>
    public static readonly Rule NumberTooSmall = new("number-too-small", Invalid,
        "Het getal moet ten minste {0} zijn.",
        "The number must be at least {0}.");

    /// <summary>Refuses a whole number that is larger than anything is numbered here.</summary>
    public static readonly Rule NumberTooLarge = new("number-too-large", Invalid,
        "Zo ver wordt hier niet genummerd: het getal is te groot.",
        "Nothing here is numbered that far: the number is too large.");

    /// <summary>Refuses a number below the least or above the most; both of them are allowed.</summary>
    public static readonly Rule NumberOutOfRange = new("number-out-of-range", Invalid,
        "Het getal moet liggen van {0} tot en met {1}.",
        "The number must lie from {0} to {1}.");

    /// <summary>Refuses a number with more digits than can be kept exactly.</summary>
    public static readonly Rule NumberTooPrecise = new("number-too-precise", Invalid,
        "Het getal heeft meer cijfers dan bewaard kunnen worden: ten hoogste {0}, voor en achter de komma samen.",
        "The number has more digits than can be kept: at most {0}, before and behind the decimal point together.");

    /// <summary>Refuses a text with more characters than allowed.</summary>
    public static readonly Rule TextTooLong = new("text-too-long", Invalid,
        "De tekst is langer dan {0:N0} tekens.",
        "The text is longer than {0:N0} characters.");

    /// <summary>Refuses a text of nothing but blank or invisible characters.</summary>
    public static readonly Rule TextBlank = new("text-blank", Invalid,
        "De tekst is leeg.",
        "The text is blank.");

    /// <summary>Refuses a text that does not have the form of its field; its text says the form in words.</summary>
    public static readonly Rule TextForm = new("text-form", Invalid,
        "De tekst heeft niet de verwachte vorm. Hier hoort {0}.",
        "The text does not have the expected form. Here belongs {0}.");

    /// <summary>Refuses a text with a control character or half a surrogate pair.</summary>
    public static readonly Rule TextUnstorable = new("text-unstorable", Invalid,
        "De tekst bevat een teken dat niet bewaard kan worden: een stuurteken of een half Unicode-teken.",
        "The text has a character that cannot be stored: a control character or half a character.");

    /// <summary>Refuses a list with more elements than allowed.</summary>
    public static readonly Rule ListTooLong = new("list-too-long", Invalid,
        "De lijst is te lang: het aantal elementen is ten hoogste {0:N0}.",
        "The list is too long: the number of elements is at most {0:N0}.");

    /// <summary>Refuses a list with fewer elements than needed.</summary>
    public static readonly Rule ListTooShort = new("list-too-short", Invalid,
        "De lijst is te kort: het aantal elementen is ten minste {0:N0}.",
        "The list is too short: the number of elements is at least {0:N0}.");

    /// <summary>Refuses a query parameter that the operation does not have.</summary>
    public static readonly Rule ParameterUnknown = new("parameter-unknown", Invalid,
        "De parameter {0} bestaat hier niet.",
        "The parameter {0} does not exist here.");

    /// <summary>Refuses VERA's header for a moment where it has no meaning.</summary>
    public static readonly Rule HeaderUnknown = new("header-unknown", Invalid,
        "De header {0} heeft hier geen betekenis: hij hoort bij het lezen van een afweging of een onderdeel daarvan.",
        "The header {0} has no meaning here: it goes with reading a weighing or a part of it.");

    /// <summary>Refuses a parameter that is given more than once.</summary>
    public static readonly Rule ParameterTwice = new("parameter-twice", Invalid,
        "De parameter {0} staat er meer dan één keer.",
        "The parameter {0} is there more than once.");

    /// <summary>Refuses a request without a header that is required here.</summary>
    public static readonly Rule HeaderMissing = new("header-missing", Invalid,
        "De header {0} is hier verplicht.",
        "The header {0} is required here.");

    /// <summary>Refuses a header that does not have its form; its text gives an example.</summary>
    public static readonly Rule HeaderMalformed = new("header-malformed", Invalid,
        "De header {0} heeft niet de verwachte vorm: {1}.",
        "The header {0} does not have the expected form: {1}.");

    /// <summary>Refuses a moment that is given under two names.</summary>
    public static readonly Rule MomentTwice = new("moment-twice", Invalid,
        "{0} en {1} geven allebei hetzelfde moment op: geef er één.",
        "{0} and {1} both give the same moment: give one of them.");

    /// <summary>Refuses a version together with a moment.</summary>
    public static readonly Rule EitherVersionOrMoment = new("either-version-or-moment", Invalid,
        "Geef óf een versie óf een moment.",
        "Give either a version or a moment.");

    /// <summary>Refuses a second moment of recording: one in asOf and one in knownAt.</summary>
    public static readonly Rule KnownAtNeedsOccurred = new("known-at-needs-occurred", Invalid,
        "knownAt hoort bij asOf met by=occurred. Zonder by=occurred zegt asOf zelf al wanneer iets was vastgelegd.",
        "knownAt goes with asOf and by=occurred. Without by=occurred, asOf itself says by when something was recorded.");

    /// <summary>Refuses by=occurred where asOf can only be a moment of recording.</summary>
    public static readonly Rule AsOfIsOfRecording = new("as-of-is-of-recording", Invalid,
        "Met asOf gaat het hier om wat toen was vastgelegd: laat by weg of geef recorded.",
        "With asOf it is about what was recorded by then here: leave by out or give recorded.");

    /// <summary>Refuses by=recorded beside VERA's header for the moment of happening.</summary>
    public static readonly Rule HeaderSaysOccurred = new("header-says-occurred", Invalid,
        "De header X-Parameters-PeiltijdstipMaterieel gaat over het moment van gebeuren: laat by weg of geef occurred.",
        "The header X-Parameters-PeiltijdstipMaterieel is about the moment of happening: leave by out or give occurred.");

    /// <summary>Refuses a cursor that this list, in this order and for this corporation, did not give.</summary>
    public static readonly Rule CursorInvalid = new("cursor-invalid", Invalid,
        "Deze cursor hoort niet bij deze lijst. Begin opnieuw zonder cursor.",
        "This cursor does not belong to this list. Start again without one.");

    /// <summary>Refuses a period whose start lies after its end.</summary>
    public static readonly Rule FromAfterTo = new("from-after-to", Invalid,
        "Het begin ligt na het einde.",
        "The start lies after the end.");

    /// <summary>Refuses versions where only moments can be compared.</summary>
    public static readonly Rule MomentNeeded = new("moment-needed", Invalid,
        "Vergelijken op het moment van gebeuren (by=occurred) kan alleen tussen twee momenten, niet tussen versies.",
        "Comparing by when it happened (by=occurred) goes between two moments, not between versions.");

    /// <summary>Refuses a version that something does not have: one of an event that is not there.</summary>
    public static readonly Rule EventNotThere = new("event-not-there", Invalid,
        "Gebeurtenis {0} bestaat niet: het zijn er {1:N0}.",
        "Event {0} does not exist: there are {1:N0}.");

    /// <summary>Refuses a line that is no cosignature.</summary>
    public static readonly Rule CosignatureMalformed = new("cosignature-malformed", Invalid,
        "Dit is geen ondertekening door een getuige: één regel die begint met een gedachtestreep (—), met de naam van de sleutel en de handtekening in base64.",
        "This is no cosignature of a witness: one line that begins with a dash (—), with the name of the key and the signature in base64.");

    /// <summary>Refuses a cosignature of a key that the installation does not know.</summary>
    public static readonly Rule CosignatureForeign = new("cosignature-foreign", Invalid,
        "{0} is met deze sleutel geen getuige van deze installatie.",
        "{0} with this key is no witness of this installation.");

    /// <summary>Refuses a cosignature that is not one of this checkpoint.</summary>
    public static readonly Rule CosignatureWrong = new("cosignature-wrong", Invalid,
        "De handtekening van {0} klopt niet bij dit checkpoint.",
        "The signature of {0} is not right for this checkpoint.");

    /// <summary>Refuses more than one way of naming a leaf.</summary>
    public static readonly Rule EitherEventOrNumberOrIndex = new("either-event-or-number-or-index", Invalid,
        "Geef óf event, óf weighing met number, óf index.",
        "Give either event, or weighing with number, or index.");

    // This stands last, because static fields get their values in the order of the text and this one collects the others.
    /// <summary>All rules for the form of a request, in the order in which they stand here.</summary>
    public static readonly ImmutableArray<Rule> All = [.. typeof(InputRules).GetFields().Where(f => f.FieldType == typeof(Rule)).Select(f => (Rule)f.GetValue(null)!)];
}
