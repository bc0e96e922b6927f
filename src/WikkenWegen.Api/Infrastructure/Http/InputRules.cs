using System.Collections.Immutable;
using WikkenWegen.Domain;
using static WikkenWegen.Domain.RuleKind;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>What can be wrong with the form of a request, before its meaning is looked at.</summary>
public static class InputRules
{
    public static readonly Rule NotJson = new("not-json", Invalid,
        "De inhoud is geen geldige JSON in UTF-8 (regel {0}, positie {1}).",
        "The body is not valid JSON in UTF-8 (line {0}, position {1}).");

    public static readonly Rule TooDeep = new("too-deep", Invalid,
        "De inhoud is dieper genest dan {0} niveaus.",
        "The body is nested deeper than {0} levels.");

    public static readonly Rule NotUtf8 = new("not-utf8", Invalid,
        "De inhoud is geen geldige UTF-8.",
        "The body is not valid UTF-8.");

    public static readonly Rule FieldMissing = new("field-missing", Invalid,
        "Dit is verplicht.",
        "This is required.");

    public static readonly Rule FieldUnknown = new("field-unknown", Invalid,
        "Dit veld bestaat hier niet.",
        "This field does not exist here.");

    public static readonly Rule FieldTwice = new("field-twice", Invalid,
        "Dit veld staat er twee keer.",
        "This field is there twice.");

    public static readonly Rule NotAnObject = new("not-an-object", Invalid,
        "Hier hoort een object ({{…}}).",
        "An object ({{…}}) belongs here.");

    public static readonly Rule NotAList = new("not-a-list", Invalid,
        "Hier hoort een lijst ([…]).",
        "A list ([…]) belongs here.");

    public static readonly Rule NotAText = new("not-a-text", Invalid,
        "Hier hoort een tekst tussen aanhalingstekens.",
        "A text in quotes belongs here.");

    public static readonly Rule NotAnInteger = new("not-an-integer", Invalid,
        "Hier hoort een geheel getal.",
        "A whole number belongs here.");

    public static readonly Rule NotANumber = new("not-a-number", Invalid,
        "Hier hoort een getal.",
        "A number belongs here.");

    public static readonly Rule NotABoolean = new("not-a-boolean", Invalid,
        "Hier hoort true of false.",
        "True or false belongs here.");

    public static readonly Rule NotAChoice = new("not-a-choice", Invalid,
        "Kies uit: {0}.",
        "Choose one of: {0}.");

    public static readonly Rule NotADay = new("not-a-day", Invalid,
        "Hier hoort een datum als 2026-03-12.",
        "A date like 2026-03-12 belongs here.");

    public static readonly Rule NotAMoment = new("not-a-moment", Invalid,
        "Hier hoort een moment met tijdzone, zoals 2026-03-12T19:30:00+01:00.",
        "A moment with its offset belongs here, like 2026-03-12T19:30:00+01:00.");

    public static readonly Rule MomentTooEarly = new("moment-too-early", Invalid,
        "Dit moment ligt vóór {0}.",
        "This moment lies before {0}.");

    public static readonly Rule NumberOutOfRange = new("number-out-of-range", Invalid,
        "Het getal moet liggen van {0} tot en met {1}.",
        "The number must lie from {0} to {1}.");

    public static readonly Rule NumberTooPrecise = new("number-too-precise", Invalid,
        "Het getal heeft te veel cijfers: ten hoogste {0} achter de komma.",
        "The number has too many digits: at most {0} decimals.");

    public static readonly Rule TextTooLong = new("text-too-long", Invalid,
        "De tekst is langer dan {0} tekens.",
        "The text is longer than {0} characters.");

    public static readonly Rule TextBlank = new("text-blank", Invalid,
        "De tekst is leeg.",
        "The text is blank.");

    public static readonly Rule TextForm = new("text-form", Invalid,
        "De tekst heeft niet de verwachte vorm: {0}.",
        "The text does not have the expected form: {0}.");

    public static readonly Rule TextUnstorable = new("text-unstorable", Invalid,
        "De tekst bevat een teken dat niet bewaard kan worden: een stuurteken of een half Unicode-teken.",
        "The text has a character that cannot be stored: a control character or half a character.");

    public static readonly Rule ListTooLong = new("list-too-long", Invalid,
        "De lijst telt meer dan {0} elementen.",
        "The list has more than {0} elements.");

    public static readonly Rule ListTooShort = new("list-too-short", Invalid,
        "De lijst telt minder dan {0} elementen.",
        "The list has fewer than {0} elements.");

    public static readonly Rule ParameterUnknown = new("parameter-unknown", Invalid,
        "De parameter {0} bestaat hier niet.",
        "The parameter {0} does not exist here.");

    public static readonly Rule ParameterTwice = new("parameter-twice", Invalid,
        "De parameter {0} staat er meer dan één keer.",
        "The parameter {0} is there more than once.");

    public static readonly Rule HeaderMissing = new("header-missing", Invalid,
        "De header {0} is hier verplicht.",
        "The header {0} is required here.");

    public static readonly Rule HeaderMalformed = new("header-malformed", Invalid,
        "De header {0} heeft niet de verwachte vorm: {1}.",
        "The header {0} does not have the expected form: {1}.");

    public static readonly Rule EitherVersionOrMoment = new("either-version-or-moment", Invalid,
        "Geef óf een versie óf een moment.",
        "Give either a version or a moment.");

    public static readonly Rule CursorInvalid = new("cursor-invalid", Invalid,
        "Deze cursor hoort niet bij deze lijst. Begin opnieuw zonder cursor.",
        "This cursor does not belong to this list. Start again without one.");

    public static readonly Rule FromAfterTo = new("from-after-to", Invalid,
        "Het begin ligt na het einde.",
        "The start lies after the end.");

    public static readonly Rule MomentNeeded = new("moment-needed", Invalid,
        "Vergelijken op het moment van gebeuren (by=occurred) kan alleen tussen twee momenten, niet tussen versies.",
        "Comparing by when it happened (by=occurred) goes between two moments, not between versions.");

    // Last, since the fields above must have their values before they are gathered.
    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<Rule> All = [.. typeof(InputRules).GetFields().Where(f => f.FieldType == typeof(Rule)).Select(f => (Rule)f.GetValue(null)!)];
}
