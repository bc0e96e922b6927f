using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Privacy;

namespace WikkenWegen.Api.Weighings.Privacy;

/// <summary>Body of POST /v1/weighings/{id}/text-corrections</summary>
public sealed record CorrectTextRequest : StepRequest
{
    /// <summary>Number of the event that carries the text, as in the history.</summary>
    [Range(1, int.MaxValue)]
    public required int Event { get; init; }

    /// <summary>Name of the field that the text stands in, as in that event, such as statement or personName.</summary>
    [StringLength(50)]
    public required string Field { get; init; }

    /// <summary>Which of the texts in fields of that name it is, from 1; the first where it is left out.</summary>
    [Range(1, int.MaxValue)]
    public int? Item { get; init; }

    /// <summary>The right text; needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Text { get; init; }

    /// <summary>On what ground of the AVG, article 16.</summary>
    public required RectificationGround Ground { get; init; }

    internal static readonly StepEndpoint<CorrectTextRequest> Endpoint = new()
    {
        Path = "/text-corrections",
        BuildsOn = ["text-corrections"],
        Id = "correctText",
        Tag = "Privacy",
        Roles = Access.PrivacyOfficer,
        Parts =
        [
            Part.ListAt<TextCorrection>("/text-corrections", "listTextCorrections", "List the corrections of texts", "De verbeteringen van teksten van of over personen: van welke gebeurtenis, wanneer en op welke grond.", (weighing, _) => weighing.TextCorrections),
            Part.At("/text-corrections/{number}", "getTextCorrection", "Get a correction of a text", "Een verbetering van een tekst.", (weighing, at) => weighing.TextCorrections.FirstOrDefault(c => c.Number == at.Number())),
        ],
        Summary = "Correct a text by or about a person",
        Dutch = "Verbetert een tekst van of over een persoon die daarom vraagt (AVG art. 16). De gebeurtenis blijft zoals zij is vastgelegd; overal staat voortaan de juiste tekst, met dat zij is verbeterd. Wie de afweging leest zoals zij eerder was, leest wat toen bekend was, tot het wordt gewist. Een casus die met het leernetwerk is gedeeld en de tekst bevat, wordt daarmee teruggenomen, want daar zou de oude tekst blijven staan.",
        English = "Corrects a text by or about a person who asks for it (GDPR art. 16). The event stays as it was recorded; from now on the right text stands everywhere, with that it was corrected. Who reads the weighing as it was earlier reads what was known then, until it is erased. A case that was shared with the learning network and holds the text is taken back with it, since the old text would stay there.",
        Command = (request, _, seals) => new CorrectText
        {
            Event = request.Event,
            Field = request.Field,
            Item = request.Item ?? 1,
            Text = seals.Text("text", request.Text),
            Ground = request.Ground,
        },
        Example = new CorrectTextRequest
        {
            Event = 11,
            Field = "statement",
            Text = "Liever niet, zei de bewonerscommissie.",
            Ground = RectificationGround.Inaccurate,
        },
    };
}
