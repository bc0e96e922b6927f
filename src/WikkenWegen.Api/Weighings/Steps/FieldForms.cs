using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Weighings.Steps;

/// <summary>A code that people use in a meeting or a table.</summary>
internal sealed class CodeFormAttribute() : TextFormAttribute(FieldLimits.CodeForm,
    "een code van letters zonder accent, cijfers, punten, koppeltekens en liggende streepjes, die begint met een letter of cijfer, zoals V1 of S1.1",
    "a code of letters without accents, digits, points, hyphens and underscores that begins with a letter or digit, like V1 or S1.1");

/// <summary>A SHA-256.</summary>
internal sealed class Sha256FormAttribute() : TextFormAttribute(FieldLimits.Sha256Form,
    "een SHA-256: 64 tekens uit 0-9 en a-f, in kleine letters", "a SHA-256: 64 characters from 0-9 and a-f, in lower case");

/// <summary>An absolute URI.</summary>
internal sealed class UriFormAttribute() : TextFormAttribute(FieldLimits.UriForm,
    "een volledig adres (URI) zonder spaties, zoals https://dossier.example/12", "a full address (URI) without spaces, like https://dossier.example/12");

/// <summary>A BAG identification.</summary>
internal sealed class BagFormAttribute() : TextFormAttribute(FieldLimits.BagForm,
    "een BAG-id van 16 cijfers: 4 voor de gemeente, 2 voor de soort (01, 02, 03, 10, 20 of 30) en 10 voor het nummer", "a BAG id of 16 digits: 4 for the municipality, 2 for the kind (01, 02, 03, 10, 20 or 30) and 10 for the number");

/// <summary>A CBS code of an area.</summary>
internal sealed class AreaFormAttribute() : TextFormAttribute(FieldLimits.AreaForm,
    "een CBS-code van een gemeente, wijk of buurt, zoals GM0363, WK036300 of BU03630000", "a CBS code of a municipality, district or neighbourhood, like GM0363, WK036300 or BU03630000");

/// <summary>A subject id.</summary>
internal sealed class SubjectFormAttribute() : TextFormAttribute(FieldLimits.SubjectForm,
    "een id zonder spatie aan het begin of het einde, en zonder regeleinde", "an id without a blank at its beginning or end, and without a line break");
